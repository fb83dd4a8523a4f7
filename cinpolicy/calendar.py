"""Working days in England, and counting in any unit from a given day.

The table of bank holidays is handed in (see ``loading.bank_holidays``, which takes it
from the ``holidays`` library), so that counting does no input or output.
"""

import datetime as dt
from collections.abc import Mapping
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache

from attrs import field, frozen
from dateutil.relativedelta import relativedelta

from cinpolicy.periods import Period, Unit
from cinpolicy.values import Value

ONE_DAY = timedelta(days=1)


class OutsideCalendarError(ValueError):
    """A count left the years for which bank holidays are known."""


@frozen(repr=False)
class Counted(Value):
    """The result of counting a period from a day, taken apart.

    ``passed_over`` holds the days a count of working days stepped over, each with the
    reason (``weekend`` or the name of the bank holiday); ``clipped`` says that a month
    was too short for the day of the month, so that its last day was taken.
    """

    date: dt.date
    passed_over: tuple[tuple[dt.date, str], ...] = ()
    clipped: bool = False


@frozen(eq=False, repr=False)
class WorkingCalendar(Value):
    """Which days are working days, and how periods are counted.

    ``bank_holidays`` maps each day to its name; it is taken as complete for every year
    from ``first_year`` to ``last_year``, and counting outside those years is an error.
    """

    bank_holidays: Mapping[date, str]
    first_year: int
    last_year: int
    _counts: dict[tuple[date, Period, bool], Counted] = field(factory=dict, init=False)

    def why_not_working(self, day: date) -> str | None:
        """Why a day is not a working day: ``weekend``, a bank holiday's name, or None."""
        if not self.first_year <= day.year <= self.last_year:
            raise OutsideCalendarError(
                f"bank holidays are known from {self.first_year} to {self.last_year} (got {day})"
            )
        return self.bank_holidays.get(day) or ("weekend" if day.weekday() >= 5 else None)

    def why_not_working_if_known(self, day: date) -> str | None:
        """The same, and None beyond the years for which bank holidays are known."""
        known = self.first_year <= day.year <= self.last_year
        return self.why_not_working(day) if known else None

    def count(self, start: date, period: Period, *, back: bool = False) -> Counted:
        """Count a period forwards (or ``back``) from ``start``, which is day 0.

        Hours are whole days of 24 hours, rounded up, since cases carry no time of day.
        Days of no stated kind are counted as calendar days; who needs the other reading
        asks for working days. A month that is too short gives its last day.
        """
        key = (start, period, back)
        counted = self._counts.get(key)
        if counted is None:
            counted = self._counts[key] = self._count(start, period, -1 if back else 1)
        return counted

    def _count(self, start: date, period: Period, sign: int) -> Counted:
        try:
            if period.unit is Unit.WORKING_DAY:
                return self._count_working_days(start, period.amount, sign)
            if period.unit in (Unit.MONTH, Unit.YEAR):
                return _count_months(start, _in_months(period) * sign)
            return Counted(start + ONE_DAY * _in_days(period) * sign)
        except OverflowError as error:
            raise OutsideCalendarError(f"{period} from {start} leaves the calendar") from error

    def _count_working_days(self, start: date, amount: int, sign: int) -> Counted:
        day, passed_over = start, []
        while amount:
            day += ONE_DAY * sign
            if reason := self.why_not_working(day):
                passed_over.append((day, reason))
            else:
                amount -= 1
        return Counted(day, tuple(passed_over))

    def nearest_working_day(self, day: date, *, back: bool = False) -> date:
        """The day itself where it is a working day, otherwise the next (or previous) one."""
        while self.why_not_working(day):
            day += -ONE_DAY if back else ONE_DAY
        return day


def _in_days(period: Period) -> int:
    if period.unit is Unit.HOUR:
        return -(-period.amount // 24)
    return period.amount * (7 if period.unit is Unit.WEEK else 1)


def _in_months(period: Period) -> int:
    return period.amount * (12 if period.unit is Unit.YEAR else 1)


def _count_months(start: date, months: int) -> Counted:
    try:
        reached = start + relativedelta(months=months)
    except ValueError as error:
        raise OutsideCalendarError(f"the year must be 1 to {MAXYEAR} ({error})") from error
    return Counted(reached, clipped=reached.day != start.day)


@lru_cache(maxsize=4096)
def whole_months(start: date, end: date) -> int:
    """Whole months completed from ``start`` to ``end``; 0 where ``end`` is not later."""
    if end <= start:
        return 0
    gap = relativedelta(end, start)
    return gap.years * 12 + gap.months
