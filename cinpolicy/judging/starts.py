"""The day from which the period of an expectation is counted, for one thing that is due."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from cinpolicy.expectations import Expectation
from cinpolicy.timeline import Obligation, State, Timeline
from cinpolicy.values import Value


@frozen(repr=False)
class Start(Value):
    """An occurrence from which a period is counted: of what, its number, and its day.

    An occurrence that was owed and never done counts from the day it was due.
    """

    day: date
    event: str
    number: int


def start_of(expectation: Expectation, owed: Obligation, timeline: Timeline) -> Start | None:
    """The last occurrence not later than what is due, or else the first later one.

    The meeting a record belongs to is that very meeting; an activity itself is the one
    before. None where there is none.
    """
    assert owed.due is not None
    found = sorted(starts_of(expectation, owed, timeline), key=lambda start: start.day)
    earlier = [start for start in found if start.day <= owed.due.date]
    return earlier[-1] if earlier else next(iter(found), None)


def starts_of(expectation: Expectation, owed: Obligation, timeline: Timeline) -> list[Start]:
    """Every occurrence from which the period could be counted for one thing that is due."""
    return [
        start
        for event in expectation.after
        for start in _occurrences(event, timeline)
        if _can_start(expectation, owed, start)
    ]


def _occurrences(event: str, timeline: Timeline) -> Iterator[Start]:
    for one in timeline.occurrences:
        if one.event == event:
            yield Start(one.date, event, one.number)
    for owed in timeline.of(event):
        if owed.state is State.MISSED and owed.due:
            yield Start(owed.due.date, event, owed.number)


def _can_start(expectation: Expectation, owed: Obligation, start: Start) -> bool:
    if start.event == owed.question.of:
        return start.number == owed.number
    if start.event == expectation.subject and not owed.question.of:
        return start.number < owed.number
    return True
