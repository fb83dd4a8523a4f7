"""Vocabulary files and blocks, and checking the words other files use against them."""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import TypeVar, cast

from cinpolicy.conditions import FactValue
from cinpolicy.loading import written as w
from cinpolicy.loading.document import Node, Scalar, Sequence
from cinpolicy.loading.faults import Fault
from cinpolicy.loading.reading import (
    BadValueError,
    Text,
    converter,
    read_bool,
    read_int,
    read_text,
    unknown,
)
from cinpolicy.vocabulary import (
    NO_WORDS,
    Activity,
    Event,
    Fact,
    FactKind,
    Item,
    Role,
    Topic,
    TopicKind,
    Vocabulary,
)

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")
W = TypeVar("W")


class Checker:
    """Looks words up and gathers a fault for each that is not known."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.faults: list[Fault] = []

    def known(self, text: Text, expected: str, among: Collection[str]) -> str:
        """The word, after noting a fault where it is not among the known ones."""
        assert isinstance(text.node, Scalar)
        if text not in among:
            self.faults.append(unknown(text.node, expected, list(among)))
        return str(text)

    def all_known(
        self, texts: tuple[Text, ...], expected: str, among: Collection[str]
    ) -> tuple[str, ...]:
        """Each word, checked."""
        return tuple(self.known(text, expected, among) for text in texts)

    def happenings(self, texts: tuple[Text, ...]) -> tuple[str, ...]:
        """Events or activities, checked."""
        return self.all_known(texts, "a known event or activity", self.words.happenings())

    def roles(self, texts: tuple[Text, ...]) -> tuple[str, ...]:
        """Roles, checked."""
        return self.all_known(texts, "a known role", self.words.roles)

    def choice(self, text: Text, kind: type[E]) -> E | None:
        """A member of an enumeration, or a fault and None."""
        values = [member.value for member in kind]
        self.known(text, f"a {_spaced(kind.__name__)}", values)
        return kind(str(text)) if text in values else None

    def at(self, node: Node, expected: str, found: str | None = None) -> None:
        """Note a fault at a node."""
        self.faults.append(node.fault(expected, found))

    def fact_value(self, name: Text, node: Node) -> FactValue | None:
        """The value a case gives a fact, checked; None after a fault."""
        fact = self.words.facts.get(name)
        if fact is None:
            self.known(name, "a known fact", self.words.facts)
            return None
        if fact.derived:
            self.at(name.node, "a fact a case can set", f"{name!s}, which is worked out")
            return None
        try:
            return read_fact_value(fact, node)
        except BadValueError as error:
            self.faults += error.faults
            return None

    def fact_values(self, written: Mapping[str, Node]) -> dict[str, FactValue]:
        """All the facts of a block, checked."""
        found = {}
        for name, node in written.items():
            assert isinstance(name, Text)
            value = self.fact_value(name, node)
            if value is not None:
                found[str(name)] = value
        return found


def _spaced(name: str) -> str:
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()


def read_fact_value(fact: Fact, node: Node) -> FactValue:
    """A value for a fact of any kind that can be set. Raises ``BadValueError``."""
    match fact.kind:
        case FactKind.YES_NO:
            return read_bool(node)
        case FactKind.ONE_OF:
            return _choice(fact, node)
        case FactKind.SOME_OF:
            members = node.items if isinstance(node, Sequence) else [node]
            return frozenset(_choice(fact, member) for member in members)
        case _:
            number = read_int(node)
            if number < 0:
                raise BadValueError(node.fault("a number of 0 or more"))
            return number


def _choice(fact: Fact, node: Node) -> str:
    text = read_text(node)
    if text not in fact.choices:
        assert isinstance(node, Scalar)
        raise BadValueError(unknown(node, f"a value of {fact.name}", list(fact.choices)))
    return str(text)


def build_vocabulary(block: w.WrittenVocabulary | None, checker: Checker) -> Vocabulary:
    """A vocabulary from its block; faults are noted in the checker."""
    if block is None:
        return NO_WORDS
    return Vocabulary(
        facts=_named(block.facts, lambda n, f: _fact(n, f, checker)),
        events=_named(block.events, lambda n, e: Event(**_labelled(n, e, checker))),
        activities=_named(block.activities, _activity),
        roles=_named(block.roles, lambda n, r: Role(**_plain(_labelled(n, r, checker)))),
        items=_named(block.items, lambda n, i: Item(**_plain(_labelled(n, i, checker)))),
        topics=_named(block.topics, lambda n, t: _topic(n, t, checker)),
    )


def _named(block: Mapping[str, V], build: Callable[[Text, V], W | None]) -> dict[str, W]:
    """Every word of a block, built; one with a fault in it is left out."""
    built = ((str(name), build(cast(Text, name), written)) for name, written in block.items())
    return {name: value for name, value in built if value is not None}


def _labelled(name: str, node: Node, checker: Checker) -> dict[str, str]:
    """The parts of a word: either its meaning alone, or a mapping."""
    if isinstance(node, Scalar) and not node.empty:
        return _parts(name, None, None, node.text)
    try:
        word = converter().structure(node, w.WrittenWord)
    except BadValueError as error:
        checker.faults += error.faults
        return _parts(name, None, None, "")
    return _parts(name, word.label, word.words, word.meaning)


def _parts(name: str, label: str | None, words: str | None, meaning: str) -> dict[str, str]:
    plain = name.replace("_", " ")
    label = str(label or plain[:1].upper() + plain[1:])
    first_lower = label if label[:2].isupper() else label[:1].lower() + label[1:]
    return {
        "name": str(name),
        "label": label,
        "words": str(words or f"the {first_lower}"),
        "meaning": str(meaning),
    }


def _plain(parts: dict[str, str]) -> dict[str, str]:
    return {key: part for key, part in parts.items() if key != "words"}


def _activity(name: str, written: w.WrittenActivity) -> Activity:
    return Activity(
        **_parts(name, written.label, written.words, written.meaning),
        repeats=written.repeats,
        stops_on=tuple(map(str, written.stops_on)),
        counts_as=str(written.counts_as or ""),
    )


def _topic(name: Text, written: w.WrittenTopic, checker: Checker) -> Topic | None:
    kind = checker.choice(written.kind, TopicKind)
    if not str(name).isidentifier():
        checker.at(name.node, "a name of letters, digits and underscores")
        return None
    if kind is None:
        return None
    return Topic(
        name=str(name),
        kind=kind,
        label=str(written.label),
        section=str(written.section),
        question=str(written.question),
        does=str(written.does or ""),
        performed=written.performed,
    )


_NO_VALUE: dict[FactKind, FactValue] = {
    FactKind.YES_NO: False,
    FactKind.SOME_OF: frozenset(),
}


def _fact(name: Text, written: w.WrittenFact, checker: Checker) -> Fact | None:
    kind = checker.choice(written.kind, FactKind)
    if kind is None:
        return None
    fact = Fact(
        name=str(name),
        kind=kind,
        meaning=str(written.meaning),
        choices=tuple(map(str, written.choices)),
        of=str(written.of or ""),
        default=_NO_VALUE.get(kind, 0),
    )
    if kind in (FactKind.ONE_OF, FactKind.SOME_OF) and not written.choices:
        checker.at(written.node, "the key choices", "none")
    if fact.derived and not written.of:
        checker.at(written.node, "the key of (what is counted or measured from)", "none")
    return _with_default(fact, written, checker)


def _with_default(fact: Fact, written: w.WrittenFact, checker: Checker) -> Fact:
    from attrs import evolve

    if written.default is None:
        if fact.kind is FactKind.ONE_OF:
            checker.at(written.node, "the key default (what a case is taken to be)", "none")
        return fact
    try:
        return evolve(fact, default=read_fact_value(fact, written.default))
    except BadValueError as error:
        checker.faults += error.faults
        return fact
