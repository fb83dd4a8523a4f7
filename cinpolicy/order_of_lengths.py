"""Periods put in order, where it is certain from whatever day they are counted."""

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from cinpolicy import wording
from cinpolicy.check.later import Later, later
from cinpolicy.check.lengths import Lengths
from cinpolicy.periods import Period
from cinpolicy.provisions import RECURRING, Provision, Relation, Timing
from cinpolicy.values import Value
from cinpolicy.vocabulary import Vocabulary


class Against(StrEnum):
    """How a period stands to another."""

    SHORTER = "shorter"
    LONGER = "longer"
    AS_LONG = "as long"
    NO_ORDER = "cannot be put in order"


@frozen(kw_only=True, slots=False, repr=False)
class Beside(Value):
    """The period of one authority beside ours: shorter, longer, as long, or not in order, and why.

    ``apart`` is by how much, where both count in the same unit.
    """

    authority: str
    its: Against
    why: str = ""
    apart: Period | None = None


@frozen(kw_only=True, slots=False, repr=False)
class Lengthwise(Value):
    """A period among those of all others who have one, or who have a rule without.

    ``nearest`` are those closest of the shorter and longer ones: it is told only where all
    of these count in the same unit.
    """

    beside: tuple[Beside, ...]

    def that_are(self, its: Against) -> tuple[str, ...]:
        """The authorities whose period is so."""
        return tuple(one.authority for one in self.beside if one.its is its)

    @property
    def place(self) -> int:
        """1 for the shortest, among those that can be put in order."""
        return 1 + len(self.that_are(Against.SHORTER))

    @property
    def of(self) -> int:
        """How many can be put in order, itself among them."""
        return 1 + len(self.beside) - len(self.that_are(Against.NO_ORDER))

    @property
    def nearest(self) -> tuple[Beside, ...]:
        """Those closest in length, where all that are shorter or longer count in one unit."""
        others = [one for one in self.beside if one.its in (Against.SHORTER, Against.LONGER)]
        apart = [one.apart for one in others]
        if not apart or None in apart:
            return ()
        least = min(period.amount for period in apart if period)
        return tuple(one for one in others if one.apart and one.apart.amount == least)


def lengthwise(
    own: Provision, others: Mapping[str, Provision], words: Vocabulary, lengths: Lengths
) -> Lengthwise | None:
    """A timescale among those of others; None where it has no period to be put in order."""
    if own.timing is None or own.timing.period is None or own.timing.which:
        return None
    beside = [_beside(name, own, other, words, lengths) for name, other in others.items()]
    return Lengthwise(beside=tuple(beside))


_LATEST = RECURRING | {Relation.WITHIN, Relation.AT}
_SORTS = (_LATEST, frozenset({Relation.NOT_BEFORE}), frozenset({Relation.AT, Relation.AT_LEAST}))


def _beside(
    name: str, own: Provision, other: Provision, words: Vocabulary, lengths: Lengths
) -> Beside:
    mine, its = own.timing, other.timing
    assert mine is not None
    why = _why_not(own, other, words)
    if why or its is None:
        return Beside(authority=name, its=Against.NO_ORDER, why=why)
    known = _ORDER.get((_longer(mine, its, lengths), _longer(its, mine, lengths)))
    if known is None:
        return Beside(authority=name, its=Against.NO_ORDER, why=_uncertain(mine, its))
    return Beside(authority=name, its=known, apart=_apart(mine, its))


def _uncertain(mine: Timing, its: Timing) -> str:
    """Why it is not certain which is longer: an unstated kind of day, or the day they start on."""
    for one in (mine, its):
        if mine.unit_unstated is not its.unit_unstated and one.unit_unstated:
            return f"{one.period} may be calendar or working days"
    return f"{its.period} can be shorter or longer than {mine.period}, by the day"


_ORDER = {
    (Later.ALWAYS, Later.NEVER): Against.SHORTER,
    (Later.NEVER, Later.ALWAYS): Against.LONGER,
    (Later.NEVER, Later.NEVER): Against.AS_LONG,
}
"""What another period is, by whether ours is longer than it and whether it is than ours."""


def _longer(one: Timing, other: Timing, lengths: Lengths) -> Later:
    """Whether one period is longer; of two counted back to something the longer falls sooner.

    Of days of no stated kind only what holds for either kind is certain.
    """
    if one.unit_unstated is not other.unit_unstated and one.period and other.period:
        if lengths.certainly_longer(one.period, other.period):
            return Later.ALWAYS
        other_way = lengths.certainly_longer(other.period, one.period)
        return Later.NEVER if other_way else Later.AT_TIMES
    return later(other, one, lengths) if one.before else later(one, other, lengths)


def _why_not(own: Provision, other: Provision, words: Vocabulary) -> str:
    mine, its = own.timing, other.timing
    if mine is None or its is None or its.period is None:
        return "no period"
    if not any(mine.relation in sort and its.relation in sort for sort in _SORTS) or its.which:
        return f"{wording.rule(other, words)} is a time of another sort"
    if mine.recurring and its.recurring and own.subject in mine.after and own.subject in its.after:
        return ""
    starts = (frozenset(timing.after) - {own.subject} for timing in (mine, its))
    if mine.before != its.before or len(set(starts)) > 1:
        return "counted from another event"
    return ""


def _apart(one: Timing, other: Timing) -> Period | None:
    if one.period is None or other.period is None or one.period.unit is not other.period.unit:
        return None
    return Period(abs(one.period.amount - other.period.amount), one.period.unit)
