"""What a comparison finds, in sentences for people in a meeting."""

from collections.abc import Iterator, Mapping

from cinpolicy import wording
from cinpolicy.cells import Cell, Comparison, Divergence, Row
from cinpolicy.provisions import SilenceKind
from cinpolicy.report import Report
from cinpolicy.reporting.look import Look
from cinpolicy.reporting.reading_effects import reading_in_words
from cinpolicy.reporting.table import marks

MOST_FOUND = 6
"""How many of the widest divergences are told in sentences; the tables have all."""
FEWEST_PIECES = 2
_BECAUSE = (
    ("start", "because the clocks start on different days"),
    ("period", "because the periods differ"),
    ("non_working", "because of non-working days passed over"),
    ("moved", "because a date was moved off a non-working day"),
)


def finding(comparison: Comparison) -> Iterator[str]:
    """How much differs, the widest differences of date, and which texts could not be run."""
    for column in comparison.failed:
        yield f"{column.name} is not compared, since its procedure could not be run."
    compared, differing = len(comparison.rows), len(comparison.divergent)
    shown = ", ".join(f"{aspect} {number}" for aspect, number in sorted(comparison.counts.items()))
    how = f" ({shown}; one point can differ in several ways)" if shown else ""
    points = "point is" if compared == 1 else "points are"
    yield f"{compared} {points} compared; the texts differ in {differing}{how}."
    for row, divergence in comparison.largest[:MOST_FOUND]:
        yield largest(comparison, row, divergence)
    if not comparison.largest:
        yield "No two dates differ."


def largest(comparison: Comparison, row: Row, divergence: Divergence) -> str:
    """One of the widest differences of date: its ends, what makes it up, if it holds."""
    names = {column.slug: column.name for column in comparison.columns}
    ends = [row.cell(slug) for slug in (divergence.earliest, divergence.latest)]
    first, last = (_end(cell, names) for cell in ends if cell)
    said = f"{row.label}: {wording.days(divergence.size or 0)} apart. {first}; {last}."
    return " ".join(filter(None, [said, _why(divergence), _whether_it_holds(divergence)]))


def _end(cell: Cell, names: Mapping[str, str]) -> str:
    assert cell.due
    source = ", ".join(part for part in (cell.words, cell.citation) if part)
    day = f"{wording.day(cell.due)}{marks(cell, Look())}"
    return f"{names[cell.authority]} has {day} ({source})"


def _why(divergence: Divergence) -> str:
    """The pieces of a gap, where more than one piece makes it."""
    gap = divergence.gap
    pieces = [(getattr(gap, name), why) for name, why in _BECAUSE] if gap else []
    said = [_piece(days, why) for days, why in pieces if days]
    if len(said) < FEWEST_PIECES:
        return ""
    text = wording.listed(said, "and")
    return f"{text[:1].upper()}{text[1:]}."


def _piece(days: int, why: str) -> str:
    return f"{'less ' if days < 0 else ''}{wording.days(abs(days))} {why}"


def _whether_it_holds(divergence: Divergence) -> str:
    if divergence.robust:
        return "This holds under every reading of the texts."
    if divergence.depends_on:
        under = wording.listed(map(reading_in_words, divergence.depends_on), "and")
        return f"This does not hold under {under}."
    return ""


def legend() -> tuple[str, ...]:
    """What the marks beside dates and paragraphs mean."""
    return (
        "† rests on something the text does not state.",
        "* counted from a date the case assumes, since the text gives none.",
        "para: paragraph of the authority's text, counted over lines that are not blank.",
    )


def silences(comparison: Comparison) -> Iterator[str]:
    """How many rows each text leaves open, each kind of silence by itself."""
    names = {column.slug: column.name for column in comparison.columns}
    for slug, kinds in comparison.silences.items():
        said = [f"{kind.value} {kinds[kind]}" for kind in SilenceKind if kinds[kind]]
        yield f"{names[slug]}: {wording.listed(said, 'and') or 'nothing'}."


def method(report: Report) -> Iterator[str]:
    """How the dates came about, how far they can be relied on, how to make it all again."""
    yield (
        "Each text was encoded provision by provision, with the paragraph it stands in, and each "
        "case, which is synthetic, was run through all of them. A difference between two texts "
        "is no fault in either: nothing is called better or worse."
    )
    yield (
        "The provisions are told in other words than the text's own. Check the text before "
        "relying on them. This is neither legal nor practice advice."
    )
    yield f"Made by cinpolicy {report.version}" + (", with this line:" if report.command else ".")
