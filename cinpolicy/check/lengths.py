"""How long a period is at least and at most, in calendar days.

Periods of different kinds are compared by these bounds alone: one is longer than another for
certain where its least is more than the other's most, whatever day both start on.
"""

from datetime import date, timedelta
from functools import cached_property

from attrs import define, field
from dateutil.relativedelta import relativedelta

from cinpolicy.calendar import ONE_DAY, WorkingCalendar
from cinpolicy.periods import Period, Unit

Bounds = tuple[int, int]
_STARTS = tuple(date(year, month, 1) for year in range(2093, 2105) for month in range(1, 13))
"""Months around a year that is no leap year although it can be divided by four."""
_DAYS_OF_MONTH = (0, 27, 28, 29, 30)


@define(slots=False)
class Lengths:
    """Bounds of periods, by the bank holidays of one calendar."""

    calendar: WorkingCalendar
    _known: dict[Period, Bounds] = field(factory=dict, init=False)

    def bounds(self, period: Period) -> Bounds:
        """The least and the most calendar days a period can take."""
        if period not in self._known:
            self._known[period] = self._bounds(period)
        return self._known[period]

    def certainly_longer(self, one: Period, other: Period) -> bool:
        """Whether one period is longer than another from whatever day both are counted."""
        if one.unit is other.unit:
            return one.amount > other.amount
        return self.bounds(one)[0] > self.bounds(other)[1]

    def _bounds(self, period: Period) -> Bounds:
        amount = period.amount
        match period.unit:
            case Unit.HOUR:
                return amount // 24, -(-amount // 24)
            case Unit.CALENDAR_DAY:
                return amount, amount
            case Unit.WEEK:
                return amount * 7, amount * 7
            case Unit.WORKING_DAY:
                return self._working_days(amount)
            case Unit.DAY:
                return amount, self._working_days(amount)[1]
            case Unit.MONTH:
                return _months(amount)
            case _:
                return _months(amount * 12)

    def _working_days(self, amount: int) -> Bounds:
        """The bounds over all working days of the calendar; the last day does not count."""
        days = self._every_working_day
        if amount == 0 or amount >= len(days):
            return amount, amount * 7
        least = min(days[i + amount - 1] - days[i] for i in range(len(days) - amount)) + 1
        return least, max(days[i + amount] - days[i] for i in range(len(days) - amount))

    @cached_property
    def _every_working_day(self) -> list[int]:
        """The working days of the calendar, numbered as days are."""
        first, last = date(self.calendar.first_year, 1, 1), date(self.calendar.last_year, 12, 31)
        days = (first + ONE_DAY * n for n in range((last - first).days + 1))
        return [day.toordinal() for day in days if not self.calendar.why_not_working(day)]


def _months(amount: int) -> Bounds:
    """The bounds of a number of months, which clip to the end of a short one."""
    lengths = [_length(first, extra, amount) for first in _STARTS for extra in _DAYS_OF_MONTH]
    return min(lengths), max(lengths)


def _length(first: date, extra: int, months: int) -> int:
    start = first + timedelta(days=extra)
    return (start + relativedelta(months=months) - start).days
