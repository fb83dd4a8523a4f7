"""What differs most, in sentences to be read out."""

from attrs import frozen

from cinpolicy import wording
from cinpolicy.cells import Aspect, Cell, Comparison, Divergence, Row
from cinpolicy.reporting.gaps import pieces
from cinpolicy.reporting.html.table import Names, marks_in_words

ASPECTS = {
    Aspect.DATE: "the date is not the same",
    Aspect.COUNT: "it is not done the same number of times",
    Aspect.RULE: "the timescale, or what starts it, is not the same",
    Aspect.FORCE: "the text is not equally binding",
    Aspect.ROLE: "it is not the same person",
    Aspect.ITEMS: "the lists do not hold the same",
    Aspect.REQUIREMENT: "some require it, and others say that they do not",
    Aspect.PERIOD: "some give a period, and others require it with none",
    Aspect.SILENCE: "some texts answer, and others do not",
}


@frozen(kw_only=True)
class Finding:
    """One of the largest divergences: how far apart, the two ends of it, and why."""

    label: str
    apart: str
    ends: tuple[str, ...]
    because: str
    holds: str
    code: str


@frozen(kw_only=True)
class Frequency:
    """How often something is due by the end of the case, for each authority in order."""

    label: str
    counts: tuple[str, ...]


def findings(comparison: Comparison, names: Names) -> tuple[Finding, ...]:
    """The largest divergences, the widest first."""
    return tuple(_finding(row, divergence, names) for row, divergence in comparison.largest)


def frequencies(comparison: Comparison) -> tuple[Frequency, ...]:
    """The rows that say how often, where authorities differ in it."""
    counting = (row for row in comparison.divergent if any(c.count is not None for c in row.cells))
    return tuple(
        Frequency(label=row.label, counts=tuple(map(_count, row.cells))) for row in counting
    )


def overall(comparison: Comparison) -> str:
    """In how many rows the authorities differ."""
    differing, rows = len(comparison.divergent), len(comparison.rows)
    return f"The authorities differ on {differing} of the {rows} points compared in this case."


def by_aspect(comparison: Comparison) -> tuple[str, ...]:
    """On how many points each aspect differs, in words, the commonest first."""
    counts = sorted(comparison.counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(f"{ASPECTS[Aspect(aspect)]}: {number}" for aspect, number in counts)


def holds(divergence: Divergence) -> str:
    """Whether a divergence holds however the texts are read; empty where nobody looked."""
    if divergence.robust:
        return "This holds under every reading of the texts."
    if divergence.depends_on:
        return f"This does not hold under the reading {' and '.join(divergence.depends_on)}."
    return ""


def _finding(row: Row, divergence: Divergence, names: Names) -> Finding:
    cells = (row.cell(slug) for slug in (divergence.earliest, divergence.latest))
    made_of = wording.listed(pieces(divergence.gap), "and")
    return Finding(
        label=row.label,
        apart=f"{wording.days(divergence.size or 0)} apart",
        ends=tuple(_end(cell, names) for cell in cells if cell),
        because=f"Of this, {made_of}." if made_of else "",
        holds=holds(divergence),
        code=divergence.code,
    )


def _end(cell: Cell, names: Names) -> str:
    assert cell.due
    source = ", ".join(part for part in (cell.force, cell.citation) if part)
    marks = "".join(f"; {mark}" for mark in marks_in_words(cell))
    return f"{names[cell.authority]}: {wording.day(cell.due)}, {cell.words} ({source}){marks}."


def _count(cell: Cell) -> str:
    return str(cell.count) if cell.count is not None else cell.words
