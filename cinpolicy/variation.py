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

    The latest decision on the activity made by the day the clock starts counts. It has
    effect where the provision gives the power to that role for these facts and the new
    date is not beyond the limit; dates are compared, not amounts. Doing something sooner
    than the text asks needs no power: the due date stays, and the decision is noted.
    """
    timing = owed.provision.timing
    assert timing is not None
    if timing.relation is Relation.NOT_BEFORE:
        return owed
    power = owed.provision.variation
    if power is not None and not power.when.holds(facts):
        power = None
    if power and power.up_to:
        owed = evolve(owed, latest=clock(_lasting(timing, power.up_to), start))
    made = [d for d in decisions if d.activity == owed.question.subject and d.date <= start]
    if not made or owed.question.of:
        return owed
    changed = clock(_lasting(timing, made[-1].to), start)
    if owed.due and changed.date <= owed.due.date:
        return evolve(owed, decision=made[-1])
    if power is None or not _allowed(power, made[-1], changed, owed.latest):
        return evolve(owed, remarks=(*owed.remarks, Remark.VARIATION_REFUSED), decision=made[-1])
    remarks = (*owed.remarks, Remark.VARIED)
    return evolve(owed, due=changed, remarks=remarks, decision=made[-1])


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
