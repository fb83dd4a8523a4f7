"""The classes of files as schemas: what ``loading.structure`` reads, said in JSON Schema.

A reference may have a description beside it. The standard has such neighbours left out,
so that they change nothing; editors show them.
"""

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from functools import partial
from inspect import isclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import attrs

from cinpolicy.conditions import Condition, Facts
from cinpolicy.fingerprints import Fingerprint
from cinpolicy.loading.document import Node
from cinpolicy.loading.reading import Text, TopicWord, Word
from cinpolicy.loading.written import Written
from cinpolicy.periods import Period
from cinpolicy.schema import facts, parts
from cinpolicy.schema.alternatives import ALTERNATIVES
from cinpolicy.schema.forms import Form, key_of, name_of, required, title_of
from cinpolicy.schema.limits import TOGETHER, limited
from cinpolicy.schema.parts import Schema
from cinpolicy.schema.sentences import sentences
from cinpolicy.vocabulary import Topic, Vocabulary

_SHARED: dict[type, tuple[str, Schema]] = {
    date: ("date", parts.DATE),
    Period: ("period", parts.PERIOD),
    Fingerprint: ("fingerprint", parts.FINGERPRINT),
}
_SINGLE: dict[type, Schema] = {bool: parts.TRUTH, int: parts.NUMBER, Text: parts.TEXT}


class Model:
    """Makes schemas of types; ``definitions`` are those to which it refers."""

    def __init__(self, words: Vocabulary, form: Form = Form.WHOLE) -> None:
        self.words = words
        self.form = form
        self.definitions: dict[str, Schema] = {"text": parts.SINGLE_VALUE}

    def in_form(self, form: Form) -> "Model":
        """A model that makes schemas of another form, among the same definitions."""
        other = Model(self.words, form)
        other.definitions = self.definitions
        return other

    def of(self, kind: Any) -> Schema:
        """What may stand where a value of a type is read. Raises ``TypeError``."""
        if kind == Condition:
            return self._condition()
        if kind == Facts:
            return self.named("facts", lambda: facts.given(self.words))
        kind = _without_none(kind)
        if get_origin(kind) is tuple:
            return self._list(get_args(kind)[0])
        if get_origin(kind) is dict:
            return self._names(*get_args(kind))
        if kind is Node:
            return {}
        if _is(kind, Written):
            whole = self.formed(name_of(kind), lambda: self.mapping(kind))
            alone = self.alone(kind)
            return whole if alone is None else {"anyOf": [whole, alone]}
        return self._single(kind)

    def formed(self, name: str, make: Callable[[], Schema]) -> Schema:
        """A reference to the definition of a name in the form of this model."""
        return self.named(f"{self.form}{name}", make)

    def named(self, name: str, make: Callable[[], Schema]) -> Schema:
        """A reference to a definition, which is made where there is none of the name."""
        if name not in self.definitions:
            self.definitions[name] = {}  # what is being made may refer to itself
            self.definitions[name] = make()
        return {"$ref": f"#/definitions/{name}"}

    def mapping(self, kind: type[Written]) -> Schema:
        """A class: its attributes are the keys, and those without a default must be there."""
        if kind in ALTERNATIVES:
            return ALTERNATIVES[kind](self)
        together = TOGETHER.get(kind, {}) if self.form is Form.WHOLE else {}
        properties, title = self.properties(kind), title_of(kind)
        return parts.keys(properties, title=title, required=required(self.form, kind), **together)

    def properties(self, kind: type[Written]) -> dict[str, Schema]:
        """What may stand under each key of a class, with what the key is."""
        said = sentences(kind)
        return {
            key_of(a.name): {**limited(self, kind, a.name, a.type), **_described(said, a.name)}
            for a in attrs.fields(kind)
            if a.init
        }

    def alone(self, kind: Any) -> Schema | None:
        """The single value that may stand where a type is read, or None where none may."""
        if kind in (Condition, Facts):
            return None
        kind = _without_none(kind)
        if get_origin(kind) is tuple:
            return self.alone(get_args(kind)[0])
        if get_origin(kind) is dict:
            return None
        if kind is Node:
            return parts.TEXT
        if _is(kind, Written):
            return self.alone(attrs.fields_dict(kind)[kind.alone].type) if kind.alone else None
        return self.of(kind)

    def _list(self, member: Any) -> Schema:
        several = {"type": "array", "items": self.in_form(self.form.in_lists).of(member)}
        one = self.alone(member)
        return several if one is None else {"anyOf": [one, several]}

    def _names(self, name: Any, member: Any) -> Schema:
        """A mapping of names to values; a known word is offered with what it means."""
        if not _is(name, Word):
            return parts.keys({}, self.of(member))
        value = self.of(member)
        known = {one: {**value, "description": said} for one, said in self._known(name)}
        return parts.keys(known, value, propertyNames=parts.A_NAME)

    def _single(self, kind: type) -> Schema:
        if kind in _SHARED:
            name, made = _SHARED[kind]
            return self.named(name, lambda: made)
        if _is(kind, Word):
            return self.named(name_of(kind), lambda: self._word(kind))
        if _is(kind, StrEnum):
            return self.named(name_of(kind), lambda: parts.member(kind))
        found = next((made for one, made in _SINGLE.items() if _is(kind, one)), None)
        if found is None:
            raise TypeError(f"no schema is known for {kind}")
        return found

    def _word(self, kind: type[Word]) -> Schema:
        """A common word, or one that a procedure declares."""
        common = [self.named(f"common_{part}", partial(self._common, part)) for part in kind.kinds]
        return {"anyOf": [*common, parts.A_NAME]}

    def _common(self, part: str) -> Schema:
        return parts.choice(dict(self._meanings(part)))

    def _known(self, kind: type[Word]) -> Iterator[tuple[str, str]]:
        for part in kind.kinds:
            yield from self._meanings(part)

    def _meanings(self, part: str) -> Iterator[tuple[str, str]]:
        """The common words of a part of the vocabulary, each with what it means or asks."""
        for name, word in getattr(self.words, part).items():
            said = word.question if isinstance(word, Topic) else word.meaning
            yield name, said.replace("``", "")

    def _condition(self) -> Schema:
        """A condition; one in part need compare with nothing."""
        form = Form.PART if self.form is Form.PART else Form.WHOLE
        if form is Form.PART:
            self.in_form(Form.WHOLE).of(Condition)  # which the lists in it hold
        topic = self.of(TopicWord)
        make = partial(facts.condition, self.words, self.definitions, topic, form)
        return self.named(f"{form}condition", make)


def _without_none(kind: Any) -> Any:
    """The type that may be left out: nothing can be written for it."""
    if get_origin(kind) not in (Union, UnionType):
        return kind
    ones = [part for part in get_args(kind) if part is not NoneType]
    if len(ones) != 1:
        raise TypeError(f"no schema is known for {kind}")
    return ones[0]


def _is(kind: Any, parent: type) -> bool:
    return isclass(kind) and issubclass(kind, parent)


def _described(said: dict[str, str], attribute: str) -> Schema:
    return {"description": said[attribute]} if attribute in said else {}
