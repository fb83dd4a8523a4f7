"""Powers to change a timescale in one case, and other readings of a timescale."""

from collections.abc import Callable, Mapping
from datetime import date

from attrs import evolve

from cinpolicy.case import VariationDecision
from cinpolicy.clock import DueDate
from cinpolicy.conditions import Facts
from cinpolicy.periods import Period, Unit
from cinpolicy.provisions import Provision, Relation, Timing, Variation
from cinpolicy.timeline import Alternative, Obligation, Remark

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
    date is not beyond the limit; dates are compared, not amounts.
    """
    timing = owed.provision.timing
    assert timing is not None
    power = owed.provision.variation
    if power is not None and not power.when.holds(facts):
        power = None
    if power and power.up_to and timing.relation is not Relation.NOT_BEFORE:
        owed = evolve(owed, latest=clock(_lasting(timing, power.up_to), start))
    made = [d for d in decisions if d.activity == owed.question.subject and d.date <= start]
    if not made or owed.question.of:
        return owed
    changed = clock(_lasting(timing, made[-1].to), start)
    if power is None or not _allowed(power, made[-1], changed, owed.latest):
        return evolve(owed, remarks=(*owed.remarks, Remark.VARIATION_REFUSED), decision=made[-1])
    remarks = (*owed.remarks, Remark.VARIED)
    return evolve(owed, due=changed, remarks=remarks, decision=made[-1])


def _lasting(timing: Timing, period: Period) -> Timing:
    return evolve(timing, period=period)


def _allowed(
    power: Variation, decision: VariationDecision, changed: DueDate, latest: DueDate | None
) -> bool:
    return decision.by in power.by and (latest is None or changed.date <= latest.date)


def alternatives(
    owed: Obligation, facts: Facts, first: Mapping[str, date], clock: Clock
) -> tuple[Alternative, ...]:
    """The due date under every other reading of the provision.

    ``first`` gives the day each event first happened, for readings whose clock starts
    with another event. A period in days of no stated kind has the reading that they are
    working days.
    """
    found = [
        Alternative(
            reading=reading.name,
            provision=reading.provision,
            due=_due_under(reading.provision, owed, first, clock),
        )
        for reading in owed.provision.readings[1:]
        if reading.provision.when.holds(facts)
    ]
    timing = owed.provision.timing
    if timing and timing.period and timing.period.unit is Unit.DAY and owed.due:
        working = _lasting(timing, Period(timing.period.amount, Unit.WORKING_DAY))
        due = clock(working, owed.due.start)
        found.append(Alternative(reading="working days", provision=owed.provision, due=due))
    return tuple(found)


def _due_under(
    provision: Provision, owed: Obligation, first: Mapping[str, date], clock: Clock
) -> DueDate | None:
    timing = provision.timing
    if timing is None or timing.relation is Relation.UNDATED:
        return None
    if timing.before:
        return clock(timing, owed.target) if owed.target else None
    if owed.trigger and owed.trigger.event in timing.after:
        return clock(timing, owed.trigger.date)
    started = sorted(first[event] for event in timing.after if event in first)
    return clock(timing, started[0]) if started else None
