"""Whether one timing falls later than another that is counted from the same day."""

from collections.abc import Iterator
from datetime import date
from enum import IntEnum

from attrs import evolve

from cinpolicy.calendar import ONE_DAY, OutsideCalendarError
from cinpolicy.check.lengths import Lengths
from cinpolicy.clock import due_date
from cinpolicy.periods import Unit
from cinpolicy.provisions import Counting, Timing

_YEARS_TRIED = 12
"""Enough for every weekday, a leap year and many places of Easter to come up."""


class Later(IntEnum):
    """How sure it is that one falls later than another."""

    NEVER = 0
    AT_TIMES = 1
    """From some days it does, and from others it does not."""
    ALWAYS = 2


def later(one: Timing, other: Timing, lengths: Lengths) -> Later:
    """Whether ``one`` falls later than ``other``, by the day both are counted from.

    Both are counted on or both back, of which the one with the shorter period falls later. Days
    of no stated kind are calendar days here; that they may be others is a reading.
    """
    one, other = _in_calendar_days(one), _in_calendar_days(other)
    long, short = (other.period, one.period) if one.before else (one.period, other.period)
    if one.counting == other.counting and long is not None and short is not None:
        if long.unit is short.unit:
            return Later.ALWAYS if long.amount > short.amount else Later.NEVER
        if lengths.certainly_longer(long, short):
            return Later.ALWAYS
        if lengths.bounds(long)[1] <= lengths.bounds(short)[0]:
            return Later.NEVER
    return _by_dates(one, other, lengths)


def _in_calendar_days(one: Timing) -> Timing:
    if one.period is None or not one.unit_unstated:
        return one
    return evolve(one, period=evolve(one.period, unit=Unit.CALENDAR_DAY))


def _by_dates(one: Timing, other: Timing, lengths: Lengths) -> Later:
    """By the dates they fall on, counted from every day of some years."""
    found: set[bool] = set()
    for day in _days(lengths):
        try:
            first, second = (
                due_date(timing, day, lengths.calendar, Counting()).date for timing in (one, other)
            )
        except OutsideCalendarError:
            continue
        found.add(first > second)
        if len(found) == 2:
            return Later.AT_TIMES
    return Later.ALWAYS if True in found else Later.NEVER


def _days(lengths: Lengths) -> Iterator[date]:
    """The days from which it is tried, far enough inside the calendar to count back too."""
    year = min(lengths.calendar.first_year + _YEARS_TRIED, lengths.calendar.last_year)
    start = date(year, 1, 1)
    end = date(min(year + _YEARS_TRIED, lengths.calendar.last_year), 12, 31)
    yield from (start + ONE_DAY * n for n in range((end - start).days + 1))
