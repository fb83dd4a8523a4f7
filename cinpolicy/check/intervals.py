"""Periods set beside the limits on them.

Only what holds for certain is told: a period is longer than a limit where it is so from
whatever day both are counted, and under every reading of both provisions.
"""

from collections.abc import Callable, Iterator

from cinpolicy import wording
from cinpolicy.check.checked import Checked, readings
from cinpolicy.check.findings import Finding
from cinpolicy.check.registry import check
from cinpolicy.conditions import All, Condition
from cinpolicy.periods import Period
from cinpolicy.provisions import RECURRING, Provision, Relation, Timing
from cinpolicy.smallest import Case

AT_MOST = frozenset({Relation.WITHIN, Relation.AT})
FORWARD = AT_MOST | RECURRING


@check("CP301", "beyond-its-own-limit")
def beyond_its_own_limit(checked: Checked) -> Iterator[Finding]:
    """A period longer than the limit up to which the same provision lets it be changed."""
    for one in checked.procedure.provisions:
        power = one.variation
        if power is None or not all(_beyond(checked, way) for way in readings(one)):
            continue
        for case in _first(checked, All((checked.stands(one), power.when)), one):
            told = (
                f"{_said(checked, one)}: {length(one)} is longer than {power.up_to}, up to "
                f"which it can be changed {checked.where(case)}."
            )
            yield checked.finding("CP301", told, (one,), case)


def _beyond(checked: Checked, one: Provision) -> bool:
    period, power = length(one), one.variation
    if period is None or power is None or power.up_to is None:
        return False
    return checked.lengths.certainly_longer(period, power.up_to)


@check("CP302", "least-beyond-most")
def least_beyond_most(checked: Checked) -> Iterator[Finding]:
    """A least time before something that is longer than the most it is to take."""
    for least, most in _pairs(checked, _is_a_least, _is_a_most):
        if least.question[1:] != most.question[1:] or not shared_start(least, most):
            continue
        for case in together(checked, least, most, _longer(checked)):
            told = (
                f"{_said(checked, least)}: not before {length(least)} ({least.id}), and "
                f"{_within(most)} ({most.id}), both counted from "
                f"{_start(checked, least, most)}, {checked.where(case)}."
            )
            yield checked.finding("CP302", told, (least, most), case)


@check("CP303", "usual-beyond-limit")
def usual_beyond_limit(checked: Checked) -> Iterator[Finding]:
    """A usual interval longer than the limit on the same activity."""
    for usual, limit in _pairs(checked, _is_dated, _is_dated):
        activity = checked.words.activities.get(limit.subject)
        if activity is None or not activity.limit_of or usual.of != limit.of:
            continue
        if activity.limit_of != usual.subject or not shared_start(usual, limit):
            continue
        for case in together(checked, usual, limit, _longer(checked)):
            told = (
                f"{_said(checked, usual)}: the usual {length(usual)} ({usual.id}) is longer than "
                f"the limit of {length(limit)} ({limit.id}) {checked.where(case)}."
            )
            yield checked.finding("CP303", told, (usual, limit), case)


# --- what stands beside what ---------------------------------------------------------------


def length(one: Provision) -> Period | None:
    """The period of a timescale that is counted on from a start; None where it has none."""
    timing = one.timing
    counted = timing is not None and not timing.before and timing.relation in _WITH_A_LENGTH
    return timing.period if timing is not None and counted else None


_WITH_A_LENGTH = FORWARD | {Relation.NOT_BEFORE}


def together(
    checked: Checked,
    one: Provision,
    other: Provision,
    wrong: Callable[[Provision, Provision], bool],
) -> list[Case]:
    """The smallest facts for which two provisions stand that are at odds, however read."""
    ways = [(way, its) for way in readings(one) for its in readings(other)]
    if not all(wrong(way, its) for way, its in ways):
        return []
    return _first(checked, All((checked.stands(one), checked.stands(other))), one)


def _first(checked: Checked, condition: Condition, one: Provision) -> list[Case]:
    return checked.smallest(condition, one.question)[:1]


def _pairs(
    checked: Checked, one: Callable[[Provision], bool], other: Callable[[Provision], bool]
) -> Iterator[tuple[Provision, Provision]]:
    """Every pair of a provision of one sort and another of another."""
    every = checked.procedure.provisions
    first, second = list(filter(one, every)), list(filter(other, every))
    return ((a, b) for a in first for b in second if a is not b)


def _is_a_least(one: Provision) -> bool:
    return one.timing is not None and one.timing.relation is Relation.NOT_BEFORE


def _is_a_most(one: Provision) -> bool:
    return one.timing is not None and one.timing.relation in AT_MOST


def _is_dated(one: Provision) -> bool:
    return one.timing is not None and one.timing.relation in FORWARD


def _longer(checked: Checked) -> Callable[[Provision, Provision], bool]:
    """Whether the period of one provision is longer than that of another for certain."""

    def longer(one: Provision, other: Provision) -> bool:
        first, second = length(one), length(other)
        if first is None or second is None or not _counted_alike(one.timing, other.timing):
            return False
        return checked.lengths.certainly_longer(first, second)

    return longer


def _counted_alike(one: Timing | None, other: Timing | None) -> bool:
    """Whether both count days by one convention; a day more or less can settle it."""
    return one is not None and other is not None and one.counting == other.counting


def shared_start(one: Provision, other: Provision) -> tuple[str, ...]:
    """The events from which both are counted."""
    if one.timing is None or other.timing is None:
        return ()
    return tuple(event for event in one.timing.after if event in other.timing.after)


# --- in words ------------------------------------------------------------------------------


def _said(checked: Checked, one: Provision) -> str:
    return checked.asked(one.question)


def _within(one: Provision) -> str:
    assert one.timing is not None
    return f"{one.timing.relation.value} {one.timing.period}"


def _start(checked: Checked, one: Provision, other: Provision) -> str:
    names = (wording.happening(event, checked.words) for event in shared_start(one, other))
    return wording.listed(names)
