"""An axis of dates: where a day stands, its months, and what happens in the case."""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from cinpolicy import wording
from cinpolicy.plots.look import CLEAR, FAINT, RULE, SMALL, Page, width_of

STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""From how many months one is named; the names start anew with January."""
APART = 0.06
LEVEL = 0.14


@frozen
class Scale:
    """Days between two edges of a page, in inches."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Where a day stands."""
        whole = max((self.last - self.first).days, 1)
        return self.left + (self.right - self.left) * (day - self.first).days / whole

    def months(self, step: int = 1) -> list[date]:
        """The first days of months, or of every so many."""
        return list(self._months(step))

    def _months(self, step: int) -> Iterator[date]:
        for number in range(self.first.year * 12 + self.first.month - 1, 10**6):
            day = date(number // 12, number % 12 + 1, 1)
            if day > self.last:
                return
            if day >= self.first and not number % step:
                yield day

    def named(self) -> list[tuple[date, str, str]]:
        """As many months as can be named side by side, with the year where it is a new one."""
        for step in STEPS:
            names = list(_names(self.months(step)))
            if self._room(names) or step == STEPS[-1]:
                return names
        raise AssertionError(STEPS)

    def _room(self, names: list[tuple[date, str, str]]) -> bool:
        ends = -1.0
        for day, month, year in names:
            half = max(width_of(month), width_of(year)) / 2
            if self.at(day) - half < ends:
                return False
            ends = self.at(day) + half + APART
        return True


def _names(months: list[date]) -> Iterator[tuple[date, str, str]]:
    year = 0
    for day in months:
        _, month, _ = wording.plain_day(day).split(" ")
        yield day, month, str(day.year) if day.year != year else ""
        year = day.year


@frozen
class Flag:
    """Something that happens in the case, and how high its words stand over the axis."""

    day: date
    words: str
    level: int
    leftward: bool


def flags(events: Sequence[tuple[date, str]], first: date, last: date, width: float) -> list[Flag]:
    """The happenings with their words, each at the lowest level at which it has room."""
    taken: list[float] = []
    placed = []
    scale = Scale(first, last, 0, width)
    by_day: dict[date, list[str]] = {}
    for day, words in events:
        by_day.setdefault(day, []).append(words)
    for day, several in sorted(by_day.items()):
        words = wording.listed(several, "and")
        size = width_of(words) + 0.1
        leftward = scale.at(day) + size > width
        start = scale.at(day) - (size if leftward else 0)
        level = next((n for n, end in enumerate(taken) if end <= start), len(taken))
        taken[level : level + 1] = [start + size]
        placed.append(Flag(day, words, level, leftward))
    return placed


def draw(page: Page, scale: Scale, top: float, bottom: float, marked: Sequence[Flag]) -> None:
    """The months below, and what happens in the case above."""
    for day in scale.months():
        x = scale.at(day)
        page.line((x, x), (top, bottom), color=RULE, linewidth=0.4)
    for day, month, year in scale.named():
        page.say(scale.at(day), bottom + 0.1, month, fontsize=SMALL, ha="center")
        if year:
            page.say(scale.at(day), bottom + 0.22, year, fontsize=SMALL, ha="center")
    for flag in marked:
        x, y = scale.at(flag.day), top - 0.1 - LEVEL * flag.level
        page.line((x, x), (y, bottom), color=FAINT, linewidth=0.7, linestyle=(0, (2, 2)))
        shift, side = (-0.03, "right") if flag.leftward else (0.03, "left")
        page.say(x + shift, y, flag.words, fontsize=SMALL, ha=side, bbox=CLEAR)
