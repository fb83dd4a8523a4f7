"""A due date, worked out from a timing and a starting day, and taken apart."""

import datetime as dt
from datetime import date

from attrs import evolve, frozen

from cinpolicy.calendar import Counted, WorkingCalendar
from cinpolicy.periods import Period, Unit
from cinpolicy.provisions import Counting, NonWorkingDay, Timing
from cinpolicy.values import Value


@frozen(kw_only=True, slots=False, repr=False)
class DueDate(Value):
    """A day by, at or before which something is due, with everything it was made of.

    ``start`` is day 0 (day 1 where ``trigger_day`` says so). ``passed_over`` are the
    non-working days a count of working days stepped over. ``falls_on`` says why the day
    counted to is not a working day, if it is not; where the convention moves it,
    ``moved_from`` is that day and ``date`` the one it moved to.
    """

    date: dt.date
    start: dt.date
    period: Period | None
    back: bool = False
    trigger_day: int = 0
    passed_over: tuple[tuple[dt.date, str], ...] = ()
    clipped: bool = False
    falls_on: str | None = None
    moved_from: dt.date | None = None


def due_date(timing: Timing, start: date, calendar: WorkingCalendar, counting: Counting) -> DueDate:
    """When a timing falls due, counted from ``start``.

    ``start`` is the trigger's day, or for a timing that counts back the target's. A
    provision's own conventions of counting come before ``counting``. A timing that is
    only *before* something gives that day itself: what it asks for comes earlier.
    """
    conventions = timing.counting or counting
    back = bool(timing.before)
    if timing.period is None:
        return DueDate(date=start, start=start, period=None, back=back)
    offset = conventions.trigger_day if timing.period.amount else 0
    counted = _counted(start, timing.period, calendar, offset, back=back)
    due = DueDate(
        date=counted.date,
        start=start,
        period=timing.period,
        back=back,
        trigger_day=offset,
        passed_over=counted.passed_over,
        clipped=counted.clipped,
        falls_on=calendar.why_not_working_if_known(counted.date),
    )
    return _moved(due, calendar, conventions.non_working_day)


def _counted(
    start: date, period: Period, calendar: WorkingCalendar, offset: int, *, back: bool
) -> Counted:
    """A count whose trigger day is day 0, or with an ``offset`` of one day 1.

    Working days are then counted from the day before. Everything else ends a day sooner
    than it would (a month from 1 March on the 31st), but for a month too short already.
    """
    if not offset:
        return calendar.count(start, period, back=back)
    one_off = Period(offset, Unit.CALENDAR_DAY)
    if period.unit is Unit.WORKING_DAY:
        return calendar.count(calendar.count(start, one_off, back=not back).date, period, back=back)
    counted = calendar.count(start, period, back=back)
    if counted.clipped:
        return counted
    return evolve(counted, date=calendar.count(counted.date, one_off, back=not back).date)


def _moved(due: DueDate, calendar: WorkingCalendar, rule: NonWorkingDay) -> DueDate:
    if due.falls_on is None or rule is NonWorkingDay.STAY:
        return due
    day = calendar.nearest_working_day(due.date, back=rule is NonWorkingDay.PREVIOUS)
    return evolve(due, date=day, moved_from=due.date)
