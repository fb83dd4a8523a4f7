"""Powers to change a timescale in one case."""

from collections.abc import Callable
from datetime import date

from attrs import evolve

from cinpolicy.case import Scenario, VariationDecision
from cinpolicy.clock import DueDate
from cinpolicy.conditions import Facts
from cinpolicy.periods import Period
from cinpolicy.provisions import Relation, Timing, Variation
from cinpolicy.timeline import Obligation, Remark

Clock = Callable[[Timing, date], DueDate]


def varied(
    owed: Obligation,
    start: date,
    facts: Facts,
    decisions: tuple[VariationDecision, ...],
    clock: Clock,
) -> Obligation:
    """The obligation with the furthest date a variation allows, and any decision applied.

    Decisions on the activity made by the day the clock starts count. The latest that has
    effect is applied: one by a role to which the provision gives the power for these
    facts, for a date not beyond the limit (dates are compared, not amounts), or one to do
    it sooner than the text asks, which needs no power: the due date stays, and the
    decision is noted.
    """
    timing = owed.provision.timing
    assert timing is not None
    if timing.relation is Relation.NOT_BEFORE or owed.question.of:
        return owed
    power = owed.provision.variation
    if power is not None and not power.when.holds(facts):
        power = None
    if power is not None:
        owed = _with_limit(owed, power, start, clock)
    made = [d for d in decisions if d.activity == owed.question.subject and d.date <= start]
    for decision in reversed(made):
        changed = clock(_lasting(timing, decision.to), start)
        if owed.due and changed.date <= owed.due.date:
            return evolve(owed, decision=decision)
        if power and _allowed(power, decision, changed, owed.latest):
            remarks = (*owed.remarks, Remark.VARIED)
            return evolve(owed, due=changed, remarks=remarks, decision=decision)
    if not made:
        return owed
    return evolve(owed, remarks=(*owed.remarks, Remark.VARIATION_REFUSED), decision=made[-1])


def _with_limit(owed: Obligation, power: Variation, start: date, clock: Clock) -> Obligation:
    """The obligation with the furthest date a power allows, or that it has no limit."""
    timing = owed.provision.timing
    assert timing is not None
    if power.up_to is None:
        return evolve(owed, remarks=(*owed.remarks, Remark.CAN_BE_CHANGED))
    return evolve(owed, latest=clock(_lasting(timing, power.up_to), start))


def ended_sooner_by(
    owed: Obligation, facts: Facts, scenario: Scenario, day: date, clock: Clock
) -> VariationDecision | None:
    """The decision by which something may end before its earliest day, if one was made.

    It has been made by that day, by a role to which the provision gives the power, and
    for a period that is over by then.
    """
    power, timing = owed.provision.variation, owed.provision.timing
    if power is None or timing is None or owed.due is None or not power.when.holds(facts):
        return None
    start = owed.due.start
    made = [
        decision
        for decision in scenario.decisions
        if decision.activity == owed.question.subject
        and decision.by in power.by
        and decision.date <= day
        and clock(_lasting(timing, decision.to), start).date <= day
    ]
    return made[-1] if made else None


def _lasting(timing: Timing, period: Period) -> Timing:
    return evolve(timing, period=period)


def _allowed(
    power: Variation, decision: VariationDecision, changed: DueDate, latest: DueDate | None
) -> bool:
    return decision.by in power.by and (latest is None or changed.date <= latest.date)
