"""The date axis of a timeline: where a day stands, and its months."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen
from dateutil.relativedelta import relativedelta

LEAST_MONTH = 34
"""The least width that the name of a month needs."""
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@frozen
class Tick:
    """The beginning of a month on the axis; ``label`` has the year where a year begins."""

    x: float
    label: str


@frozen(kw_only=True)
class Axis:
    """Days from ``first`` to ``last``, drawn to scale from ``left`` to ``right``."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day begins."""
        return round(self.left + (day - self.first).days * self.of_a_day, 1)

    @property
    def of_a_day(self) -> float:
        """How wide a day is."""
        return (self.right - self.left) / max(1, (self.last - self.first).days)

    def ticks(self) -> Iterator[Tick]:
        """The months, or as many of them as there is room to name."""
        step = next((n for n in STEPS if n * 30 * self.of_a_day >= LEAST_MONTH), STEPS[-1])
        month = self.first.replace(day=1)
        while month <= self.last:
            if month >= self.first and (month.year * 12 + month.month - 1) % step == 0:
                yield Tick(self.x(month), self._label(month))
            month += relativedelta(months=1)

    def _label(self, month: date) -> str:
        name = _NAMES[month.month - 1]
        is_first = month - relativedelta(months=1) < self.first
        return f"{name} {month.year}" if month.month == 1 or is_first else name


def around(days: list[date], last: date, left: float, right: float) -> Axis:
    """An axis for some days up to a last one, with a few days to spare at either end."""
    first = min([*days, last])
    spare = timedelta(days=max(3, (last - first).days // 60))
    return Axis(first=first - spare, last=last + spare, left=left, right=right)
