"""How a page is shared out among labels, a column for each authority, and bars."""

from collections.abc import Sequence

from attrs import frozen

from cinpolicy.plots.look import MARGIN, SMALL, width_of, within

LINE, PAD, GAP = 0.14, 0.04, 0.04
LEAST_LABEL, MOST_LABEL = 0.8, 2.4
LEAST_BARS, MOST_BARS = 0.75, 1.9


@frozen
class Columns:
    """How wide each is, in inches; ``stacked``: days stand below a date, for want of room."""

    count: int
    label: float
    column: float
    bars: float
    stacked: bool

    @classmethod
    def of(cls, width: float, slugs: Sequence[str], dates: Sequence[tuple[str, str]]) -> "Columns":
        """The columns of a page, with room for each date and what stands beside it."""
        heads = [width_of(slug, SMALL, "bold") for slug in slugs]
        around = GAP + 2 * PAD
        below = max([*heads, *(width_of(date) + around for date, _ in dates), 0.5])
        beside = max([*heads, *(width_of(f"{date}  {days}") + around for date, days in dates), 0.5])
        count = len(slugs)
        within(
            width,
            2 * MARGIN + PAD + LEAST_LABEL + LEAST_BARS + below * count,
            f"a chart of {count} authorit{'y' if count == 1 else 'ies'}",
        )
        room = width - 2 * MARGIN - PAD
        stacked = room - LEAST_LABEL - LEAST_BARS < beside * count
        column = below if stacked else beside
        left = room - LEAST_LABEL - LEAST_BARS - column * count
        label = min(LEAST_LABEL + left * 0.7, MOST_LABEL)
        bars = min(room - label - column * count, MOST_BARS)
        column = (room - label - bars) / count if count else column
        return cls(count, label, column, bars, stacked)

    @property
    def end(self) -> float:
        """Where the columns end and the bars begin."""
        return MARGIN + self.label + self.column * self.count

    def middle(self, number: int) -> float:
        """The middle of a column."""
        return MARGIN + self.label + self.column * (number + 0.5)

    def edges(self, number: int) -> tuple[float, float]:
        """Where a column begins and ends, apart from the next."""
        left = MARGIN + self.label + self.column * number
        return left + GAP / 2, left + self.column - GAP / 2
