"""What other readings of a text give: other answers, other dates."""

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from cinpolicy.clock import DueDate
from cinpolicy.conditions import Facts
from cinpolicy.provisions import Answer, Question, Relation, Timing
from cinpolicy.setting import Setting
from cinpolicy.timeline import Alternative, Obligation, Occurrence, Remark


def other_answers(
    setting: Setting, question: Question, facts: Facts, day: date
) -> tuple[Alternative, ...]:
    """What each other reading of the text in force on a day answers, undated."""
    readings = setting.stack.in_force(day).other_readings(question, facts)
    return tuple(Alternative(reading=name, answer=answer) for name, answer in readings)


def other_dates(setting: Setting, owed: Obligation, facts: Facts) -> tuple[Alternative, ...]:
    """The due date of an obligation under each other reading.

    What another event has ended sooner has ended under every reading.
    """
    if Remark.ENDED_SOONER in owed.remarks:
        return ()
    day = owed.target or (owed.trigger.date if owed.trigger else setting.scenario.horizon)
    others = other_answers(setting, owed.question, facts, day)
    return tuple(_dated(setting, others, owed.trigger, owed.target))


def dates_where_silent(
    setting: Setting, question: Question, facts: Facts
) -> tuple[Alternative, ...]:
    """What other readings would make due where the default one makes nothing so."""
    others = other_answers(setting, question, facts, setting.scenario.horizon)
    return tuple(_dated(setting, others, None, None))


def _dated(
    setting: Setting,
    others: Iterable[Alternative],
    trigger: Occurrence | None,
    target: date | None,
) -> list[Alternative]:
    return [evolve(other, due=_due(setting, other.answer, trigger, target)) for other in others]


def _target(setting: Setting, timing: Timing) -> date | None:
    """The date of the first meeting a timing could be counted back from in this case."""
    for owed in setting.ledger.entries:
        meant = owed.subject == timing.before and not owed.result.question.of
        if meant and owed.due and setting.is_meant(timing.which, owed.due):
            return owed.due
    return None


def _due(
    setting: Setting, answer: Answer, trigger: Occurrence | None, target: date | None
) -> DueDate | None:
    """The date under a reading, whose clock may start with another event."""
    timing = answer.provision and answer.provision.timing
    if not timing or timing.relation is Relation.UNDATED:
        return None
    if timing.before:
        target = target or _target(setting, timing)
        return setting.clock(timing, target) if target else None
    if trigger and trigger.event in timing.after:
        return setting.clock(timing, trigger.date)
    days = sorted(d for event in timing.after for d in setting.sheet.days.get(event, ()))
    start = _nearest_start(days, trigger.date if trigger else None)
    return setting.clock(timing, start) if start else None


def _nearest_start(days: list[date], near: date | None) -> date | None:
    """The last day not after the one a clock started on, or else the first there is."""
    earlier = [day for day in days if near is not None and day <= near]
    return earlier[-1] if earlier else next(iter(days), None)
