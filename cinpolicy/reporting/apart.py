"""One of the widest differences: how far apart two dates lie, why, and whether that holds."""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from cinpolicy import wording
from cinpolicy.cells import Cell, Comparison, Divergence, Row
from cinpolicy.reporting import naming
from cinpolicy.reporting.assumed import marks_in_words
from cinpolicy.reporting.gaps import in_a_sentence
from cinpolicy.reporting.naming import Names
from cinpolicy.reporting.series import widest_later


@frozen(kw_only=True)
class Finding:
    """One of the largest divergences: how far apart, its two ends, why, and whether it holds.

    ``later`` is the widest gap of a series, where that is not its own. ``because`` and ``holds``
    are empty where nothing is to be said of them.
    """

    label: str
    apart: str
    later: str
    ends: tuple[str, ...]
    because: str
    holds: str
    code: str

    @property
    def head(self) -> str:
        """What lies how far apart."""
        return f"{self.label}: {'; '.join(filter(None, (self.apart, self.later)))}."

    @property
    def tail(self) -> str:
        """Why, and whether it holds."""
        return " ".join(filter(None, (self.because, self.holds)))


def finding(comparison: Comparison, row: Row, one: Divergence, names: Names) -> Finding:
    """A difference in dates, told."""
    cells = [cell for cell in map(row.cell, (one.earliest, one.latest)) if cell]
    return Finding(
        label=row.label,
        apart=f"{wording.days(one.size or 0)} apart",
        later=widest_later(comparison, row),
        ends=tuple(_end(cell, names) for cell in cells),
        because=in_a_sentence(one.gap),
        holds=_holds(comparison, one, cells, names),
        code=one.code,
    )


def _end(cell: Cell, names: Names) -> str:
    """One end: whose it is, the day, the rule, its force and paragraphs, what it rests on."""
    assert cell.due
    source = ", ".join(part for part in (cell.force, cell.citation_in_full) if part)
    marks = "".join(f"; {mark}" for mark in marks_in_words(cell))
    return f"{names[cell.authority]}: {wording.day(cell.due)}, {cell.words} ({source}){marks}."


def _holds(comparison: Comparison, one: Divergence, ends: Sequence[Cell], names: Names) -> str:
    """Whether it holds however the texts are read; empty where nobody looked."""
    if one.robust:
        return f"That they differ holds under every reading of the texts{_size(ends)}."
    if one.depends_on:
        under = "; ".join(naming.reading(name, names) for name in one.depends_on)
        these = "another reading" if len(one.depends_on) == 1 else "these readings together"
        return f"It does not hold under {these}: {under}."
    if comparison.every_reading:
        return "The readings have too many combinations to tell whether it holds under all."
    return ""


def _size(ends: Sequence[Cell]) -> str:
    """What becomes of the two dates over the readings, as far as their spans tell."""
    if not any(cell.span for cell in ends):
        return ", and so do these two dates"
    early, late = (_days(cell) for cell in ends)
    if not early or not late:
        return ""
    least, most = (late[0] - early[1]).days, (late[1] - early[0]).days
    between = f"from {least} to {most}" if least > 0 else f"at most {max(most, -least)}"
    return f"; the two lie {between} days apart, depending on the reading"


def _days(cell: Cell) -> tuple[date, date] | None:
    """The first and the last day that any reading gives; None where that is not known."""
    if cell.span is None:
        return (cell.due, cell.due) if cell.due else None
    first, last = cell.span.earliest, cell.span.latest
    known = cell.span.whole and cell.span.undated_under is None
    return (first, last) if known and first and last else None
