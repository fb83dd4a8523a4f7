"""Vocabulary files and blocks, and checking the words other files use against them."""

import re
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TypeVar

from attrs import evolve

from cinpolicy.conditions import FactValue
from cinpolicy.loading import written as w
from cinpolicy.loading.document import Node, Scalar, Sequence
from cinpolicy.loading.faults import Fault, InputError
from cinpolicy.loading.reading import (
    BadValueError,
    Text,
    Word,
    gather,
    read_bool,
    read_int,
    read_mapping,
    read_text,
    scalar,
    undefined,
    unknown,
)
from cinpolicy.vocabulary import (
    Activity,
    Event,
    Fact,
    FactKind,
    Item,
    Role,
    Topic,
    Vocabulary,
)

MOST_CHOICES = 16
NAME = r"[a-z][a-z0-9_]*"
NOT_NAMES = frozenset(
    {"all", "any", "not", "applies", "answer", "questions", "true", "false", "null"}
)
"""Words with a meaning of their own in conditions, in YAML, or to a plugin."""
V = TypeVar("V")
W = TypeVar("W")
AWord = TypeVar("AWord", bound=Word)


class Checker:
    """Looks words up and gathers a fault for each that is not known.

    ``undecided`` are words whose own declaration has faults: their use is not another.
    ``drafting`` where a statement may be new, and so stand in no paragraph yet.
    """

    def __init__(self, words: Vocabulary, undecided: Collection[str] = ()) -> None:
        self.words = words
        self.undecided = undecided
        self.drafting = False
        self.faults: list[Fault] = []

    def finish(self) -> None:
        """Raise ``InputError`` where there is a fault; one without a path is no file's."""
        faults = [fault for fault in self.faults if fault.path]
        if faults:
            raise InputError(faults)

    def word(self, node: Node, kind: type[AWord]) -> AWord:
        """The word a node holds, after noting a fault where it is not known.

        Raises ``BadValueError`` where the node holds none.
        """
        word = kind.at(scalar(node, kind.expected))
        parts = [getattr(self.words, part) for part in kind.kinds]
        if not any(word in part for part in parts):
            self.known(word, kind.expected, [name for part in parts for name in part])
        return word

    def known(self, text: Text, expected: str, among: Collection[str]) -> str:
        """The text, after noting a fault where it is not among the known ones."""
        assert isinstance(text.node, Scalar)
        if text not in among and text not in self.undecided:
            self.faults.append(undefined(text.node, expected, among))
        return str(text)

    def at(self, node: Node, expected: str, found: str | None = None) -> None:
        """Note a fault at a node."""
        self.faults.append(node.fault(expected, found))

    def fact_values(self, node: Node) -> dict[str, FactValue]:
        """The facts a case gives in a mapping, checked; those with a fault are left out."""
        block = read_mapping(node, "a mapping of facts to values")
        found = {}
        for name, key in block.keys.items():
            try:
                found[name] = self._fact_value(key, block.values[name])
            except BadValueError as error:
                self.faults += error.faults
        return found

    def _fact_value(self, key: Scalar, node: Node) -> FactValue:
        fact = self.words.facts.get(key.text)
        if fact is None:
            raise BadValueError(undefined(key, "a known fact", self.words.facts))
        if fact.derived:
            worked_out = f"{key.text}, which is worked out"
            raise BadValueError(key.fault("a fact a case can set", worked_out))
        return read_fact_value(fact, node)


def read_fact_value(fact: Fact, node: Node) -> FactValue:
    """A value for a fact of any kind that can be set. Raises ``BadValueError``."""
    match fact.kind:
        case FactKind.YES_NO:
            return read_bool(node)
        case FactKind.ONE_OF:
            return read_member(fact, node)
        case FactKind.SOME_OF:
            members = node.items if isinstance(node, Sequence) else [node]
            return frozenset(gather([partial(read_member, fact, member) for member in members]))
        case _:
            number = read_int(node)
            if number < 0:
                raise BadValueError(node.fault("a number of 0 or more"))
            return number


def read_member(fact: Fact, node: Node) -> str:
    """One of the values a fact can take or hold. Raises ``BadValueError``."""
    text = read_text(node)
    if text not in fact.choices:
        assert isinstance(node, Scalar)
        raise BadValueError(unknown(node, f"a value of {fact.name}", fact.choices))
    return str(text)


def build_vocabulary(block: w.WrittenVocabulary, checker: Checker) -> Vocabulary:
    """A vocabulary from its block; faults are noted in the checker."""
    for kind in ("facts", "events", "activities", "roles", "items", "topics"):
        for name in getattr(block, kind):
            _check_name(name, checker)
    return Vocabulary(
        facts=_named(block.facts, lambda n, f: _fact(n, f, checker)),
        events=_named(block.events, lambda n, e: Event(**_labelled(n, e))),
        activities=_named(block.activities, _activity),
        roles=_named(block.roles, _role),
        items=_named(block.items, lambda n, i: Item(**_plain(_labelled(n, i)))),
        topics=_named(block.topics, _topic),
    )


def _check_name(name: Text, checker: Checker) -> None:
    if not re.fullmatch(NAME, name):
        checker.at(name.node, "a name of small letters, digits and underscores")
    elif name in NOT_NAMES:
        checker.at(name.node, "a name that means nothing else", repr(str(name)))


def _named(block: Mapping[Text, V], build: Callable[[Text, V], W]) -> dict[str, W]:
    """Every word of a block, built."""
    return {str(name): build(name, written) for name, written in block.items()}


def _labelled(name: str, word: w.WrittenWord) -> dict[str, str]:
    """What every word has. The label and the words follow from the name if need be."""
    plain = name.replace("_", " ")
    label = str(word.label or plain[:1].upper() + plain[1:])
    first_lower = label if label[:2].isupper() else label[:1].lower() + label[1:]
    return {
        "name": str(name),
        "label": label,
        "words": str(word.words or f"the {first_lower}"),
        "meaning": str(word.meaning),
    }


def _plain(parts: dict[str, str]) -> dict[str, str]:
    return {key: part for key, part in parts.items() if key != "words"}


def _role(name: str, written: w.WrittenRole) -> Role:
    return Role(
        **_plain(_labelled(name, written)),
        below=tuple(map(str, written.below)),
        kind_of=str(written.kind_of or ""),
        above=tuple(map(str, written.above)),
    )


def _activity(name: str, written: w.WrittenActivity) -> Activity:
    return Activity(
        **_labelled(name, written),
        repeats=written.repeats,
        stops_on=tuple(map(str, written.stops_on)),
        counts_as=str(written.counts_as or ""),
        limit_of=str(written.limit_of or ""),
        series=str(written.series or ""),
    )


def _topic(name: str, written: w.WrittenTopic) -> Topic:
    return Topic(
        name=str(name),
        kind=written.kind,
        label=str(written.label),
        section=str(written.section),
        question=str(written.question),
        does=str(written.does or ""),
        performed=written.performed,
        every_case=written.every_case,
    )


_NO_VALUE: dict[FactKind, FactValue] = {
    FactKind.YES_NO: False,
    FactKind.SOME_OF: frozenset(),
}


def _fact(name: str, written: w.WrittenFact, checker: Checker) -> Fact:
    fact = Fact(
        name=str(name),
        kind=written.kind,
        meaning=str(written.meaning),
        choices=tuple(map(str, written.choices)),
        of=str(written.of or ""),
        default=_NO_VALUE.get(written.kind, 0),
    )
    if fact.kind in (FactKind.ONE_OF, FactKind.SOME_OF) and not written.choices:
        checker.at(written.node, "the key choices", "none")
    if len(written.choices) > MOST_CHOICES:
        choices = written.node.values["choices"]
        checker.at(choices, f"at most {MOST_CHOICES} choices", str(len(written.choices)))
    if fact.derived and not written.of:
        checker.at(written.node, "the key of (what is counted or measured from)", "none")
    return _with_default(fact, written, checker)


def _with_default(fact: Fact, written: w.WrittenFact, checker: Checker) -> Fact:
    if written.default is None:
        if fact.kind is FactKind.ONE_OF:
            checker.at(written.node, "the key default (what a case is taken to be)", "none")
        return fact
    try:
        return evolve(fact, default=read_fact_value(fact, written.default))
    except BadValueError as error:
        checker.faults += error.faults
        return fact
