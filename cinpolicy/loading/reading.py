"""Single values from nodes: texts, words, truth values, numbers, dates, periods.

A text keeps the node it was written in, so that later checks can point at it.
"""

import re
from collections.abc import Callable, Collection, Iterable
from datetime import date
from enum import StrEnum
from typing import ClassVar, Self, TypeVar

from attrs import evolve

from cinpolicy.fingerprints import Fingerprint
from cinpolicy.loading.document import Mapping, Node, Scalar
from cinpolicy.loading.faults import Fault
from cinpolicy.periods import UNIT_WORDS, Period
from cinpolicy.vocabulary import nearest

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
MOST_NAMED = 20


class Text(str):
    """A string with the node it was written in."""

    __slots__ = ("node",)
    node: Node

    @classmethod
    def at(cls, node: Scalar) -> Self:
        """The text of a scalar."""
        text = cls(node.text)
        text.node = node
        return text


class Word(Text):
    """A text that must be a word in use; ``kinds`` names the parts of the vocabulary."""

    __slots__ = ()
    expected: ClassVar[str]
    kinds: ClassVar[tuple[str, ...]]


class ActivityWord(Word):
    """An activity."""

    __slots__ = ()
    expected = "a known activity"
    kinds = ("activities",)


class HappeningWord(Word):
    """An event or an activity."""

    __slots__ = ()
    expected = "a known event or activity"
    kinds = ("events", "activities")


class RoleWord(Word):
    """A role."""

    __slots__ = ()
    expected = "a known role"
    kinds = ("roles",)


class ItemWord(Word):
    """An item."""

    __slots__ = ()
    expected = "a known item"
    kinds = ("items",)


class TopicWord(Word):
    """A topic."""

    __slots__ = ()
    expected = "a topic"
    kinds = ("topics",)


class AnyWord(Word):
    """A word that a text may have a word of its own for."""

    __slots__ = ()
    expected = "a known word"
    kinds = ("events", "activities", "roles", "items")


class Number(int):
    """A whole number with the node it was written in."""

    node: Node


class BadValueError(Exception):
    """Something in a node is not as it must be."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__(*map(str, faults))


def scalar(node: Node, expected: str) -> Scalar:
    """The node as a scalar with something in it, or ``BadValueError``."""
    if isinstance(node, Scalar) and not node.empty:
        return node
    raise BadValueError(node.fault(expected))


def read_text(node: Node, _: object = None) -> Text:
    """A text."""
    return Text.at(scalar(node, "text"))


def read_bool(node: Node, _: object = None) -> bool:
    """``true`` or ``false``, unquoted."""
    words = {"true": True, "false": False}
    written = scalar(node, "true or false")
    if written.plain and written.text in words:
        return words[written.text]
    raise BadValueError(node.fault("true or false", _with_quotes(written)))


def _with_quotes(node: Scalar) -> str:
    """What stands there, saying so where it is in quotes and must not be."""
    return node.shown if node.plain else f"{node.shown} in quotes"


def read_int(node: Node, _: object = None) -> int:
    """A whole number in decimal digits, unquoted."""
    written = scalar(node, "a whole number")
    if written.plain and re.fullmatch(r"-?[0-9]{1,9}", written.text):
        return int(written.text)
    long = written.plain and re.fullmatch(r"-?[0-9]+", written.text)
    expected = f"a whole number{' of at most 9 digits' if long else ''}"
    raise BadValueError(node.fault(expected, _with_quotes(written)))


def read_number(node: Node, _: object = None) -> Number:
    """A whole number that knows where it stands."""
    number = Number(read_int(node))
    number.node = node
    return number


def read_fingerprint(node: Node, _: object = None) -> Fingerprint:
    """A fingerprint as `cinpolicy sources record` writes it."""
    written = scalar(node, "a fingerprint")
    try:
        return Fingerprint.parse(written.text)
    except ValueError as error:
        raise BadValueError(node.fault(f"a fingerprint: {error}")) from None


def read_date(node: Node, _: object = None) -> date:
    """A day written as year-month-day that exists."""
    written = scalar(node, "a date such as 2025-01-31")
    parts = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", written.text)
    if parts is None:
        raise BadValueError(node.fault("a date such as 2025-01-31"))
    try:
        return date(*map(int, parts.groups()))
    except ValueError:
        raise BadValueError(node.fault("a date that exists")) from None


def read_period(node: Node, _: object = None) -> Period:
    """An amount and a unit, such as ``10 working days``."""
    written = scalar(node, "a number and a unit, such as 10 working days or 3 months")
    try:
        return Period.parse(written.text)
    except ValueError as error:
        raise BadValueError(node.fault(_expected_period(written.text, str(error)))) from None


def _expected_period(text: str, expected: str) -> str:
    """What was expected of a period, with the nearest unit where that is what is wrong."""
    parts = re.fullmatch(r"\s*([0-9]+)\s+(\S.*?)\s*", text.lower())
    if parts is None:
        return expected
    if parts[2] in UNIT_WORDS:
        return "a number of at most 4 digits"
    close = nearest(parts[2], list(UNIT_WORDS))
    return f"{expected} (did you mean {close}?)" if close else expected


def read_choice(node: Node, kind: type[E]) -> E:
    """A member of an enumeration."""
    name = _spaced(kind.__name__)
    expected = f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
    text = scalar(node, expected).text
    values = [member.value for member in kind]
    if text not in values:
        raise BadValueError(unknown(scalar(node, expected), expected, values))
    return kind(text)


def _spaced(name: str) -> str:
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()


def read_mapping(node: Node, expected: str = "a mapping of keys to values") -> Mapping:
    """The node as a mapping, or ``BadValueError``."""
    if isinstance(node, Mapping):
        return node
    raise BadValueError(node.fault(expected))


def gather(reads: Iterable[Callable[[], T]]) -> list[T]:
    """Call every read; raise all their faults together where any has some."""
    values: list[T] = []
    faults: list[Fault] = []
    for one in reads:
        try:
            values.append(one())
        except BadValueError as error:
            faults += error.faults
    if faults:
        raise BadValueError(*faults)
    return values


def undefined(node: Scalar, expected: str, known: Collection[str]) -> Fault:
    """A word of the vocabulary that is used and defined nowhere."""
    return evolve(unknown(node, expected, known), undefined=True)


def unknown(node: Scalar, expected: str, known: Collection[str]) -> Fault:
    """A word that is not among the known ones, with the nearest that is."""
    names = list(known)
    close = nearest(node.text, names) or nearest(node.text.lower(), names)
    if close is not None:
        return node.fault(f"{expected} (did you mean {close}?)")
    few = 0 < len(known) <= MOST_NAMED
    return node.fault(expected + (f" (one of {', '.join(sorted(known))})" if few else ""))
