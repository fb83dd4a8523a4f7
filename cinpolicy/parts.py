"""The parts of a provision, by the names a reader knows them under.

A part says something, or decides where it stands, or is only in other words: a change of
the last kind alone moves no date and gives nobody another task.
"""

from collections.abc import Callable
from enum import StrEnum

from attrs import frozen

from cinpolicy import wording
from cinpolicy.conditions import All, AnyOf, Condition, Test
from cinpolicy.provisions import Provision
from cinpolicy.vocabulary import Vocabulary


class Bearing(StrEnum):
    """What a change of a part can bring about."""

    SAYS = "says"
    """Another date, another person, another list."""
    STANDS = "stands"
    """The same, for other cases."""
    WORDED = "worded"
    """The same, in other words or from another place."""


class Part(StrEnum):
    """The parts of a provision, by the names a reader knows them under."""

    TIMESCALE = "timescale"
    RELATION = "kind of timescale"
    PERIOD = "period"
    TRIGGER = "counted from"
    SOONER = "or sooner on"
    COUNTING = "counting of days"
    OWED_BY = "who owes it"
    ROLES = "who does or decides it"
    RECOMMENDED = "on whose recommendation"
    FORUM = "decided only in"
    FIRST = "what comes first"
    ITEMS_ADDED = "items added"
    ITEMS_REMOVED = "items removed"
    ITEM_FORCE = "force of single items"
    ITEM_WORDS = "words for single items"
    SILENCE = "silence"
    FORCE = "force"
    GIVES_WAY = "gives way to"
    POWER = "power to change it"
    POWER_BY = "who may change it"
    POWER_LIMIT = "up to what it may be changed"
    POWER_WHEN = "when it may be changed"
    POWER_FORCE = "force of the power to change it"
    POWER_RECORDED = "how a change is recorded"
    POWER_CITE = "paragraph of the power to change it"
    CONDITION = "condition"
    EXCEPTION = "exception to"
    STATEMENT = "statement"
    TERM = "local word"
    NOTE = "note"
    CITATION = "paragraph"
    ASSUMES = "taken as given"
    ALLOWS = "findings allowed"
    READING = "reading"
    DEFAULT_READING = "reading used"
    READING_NAME = "name of a reading"
    READING_BECAUSE = "reason for a reading"


@frozen
class Aspect:
    """One part: what of it two provisions are compared by, and how it reads."""

    part: Part
    bearing: Bearing
    key: Callable[[Provision], object]
    words: Callable[[Provision, Vocabulary], str]


def normal(condition: Condition) -> object:
    """A condition without what is only a matter of order and brackets."""
    if isinstance(condition, Test):
        return (condition.fact, condition.comparison, frozenset(condition.values), condition.wanted)
    if not isinstance(condition, All | AnyOf):
        return condition
    kind = type(condition)
    inside: set[object] = set()
    for part in map(normal, condition.parts):
        same_kind = isinstance(part, tuple) and part[0] is kind
        inside |= part[1] if same_kind else {part}  # type: ignore[index]
    return (kind, frozenset(inside)) if len(inside) != 1 else inside.pop()


def where(condition: Condition, words: Vocabulary) -> str:
    """A condition in words that stand alone."""
    said = wording.condition(condition, words)
    return f"where {said}" if said else "in every case"
