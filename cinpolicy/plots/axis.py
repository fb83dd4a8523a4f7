"""An axis of dates: where a day stands, its months, and what happens in the case."""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from cinpolicy import wording
from cinpolicy.plots.look import CLEAR, FAINT, RULE, SMALL, Page, width_of

MOST_MONTHS = 14
"""The most names of months that stand beside one another."""


@frozen
class Scale:
    """Days between two edges of a page."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Where a day stands."""
        whole = max((self.last - self.first).days, 1)
        return self.left + (self.right - self.left) * (day - self.first).days / whole

    def months(self) -> Iterator[date]:
        """The first days of months to be named: of all, or of every third, sixth or twelfth."""
        apart = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next((n for n in (1, 3, 6) if apart <= MOST_MONTHS * n), 12)
        for number in range(self.first.year * 12 + self.first.month - 1, 10**6):
            day = date(number // 12, number % 12 + 1, 1)
            if day > self.last:
                return
            if day >= self.first and not (day.month - 1) % step:
                yield day


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
        size = width_of(words, SMALL) + 0.1
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
        page.say(x, bottom + 0.12, wording.plain_day(day)[2:], fontsize=SMALL, ha="center")
    for flag in marked:
        x, y = scale.at(flag.day), top - 0.1 - 0.14 * flag.level
        page.line((x, x), (y, bottom), color=FAINT, linewidth=0.7, linestyle=(0, (2, 2)))
        shift, side = (-0.03, "right") if flag.leftward else (0.03, "left")
        page.say(x + shift, y, flag.words, fontsize=SMALL, ha=side, bbox=CLEAR)
