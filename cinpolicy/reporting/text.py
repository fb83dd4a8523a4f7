"""A comparison as text for a terminal."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cinpolicy import wording
from cinpolicy.cells import Cell, Comparison, Divergence, Row
from cinpolicy.provisions import SilenceKind
from cinpolicy.reporting.aspects import made_of
from cinpolicy.reporting.assumed import COUNTED, PARAGRAPH, RESTS, is_counted_from_assumed, marks
from cinpolicy.reporting.gaps import pieces
from cinpolicy.reporting.lines import hanging, wrapped
from cinpolicy.reporting.look import Look
from cinpolicy.reporting.series import widest_later
from cinpolicy.reporting.table import GAP, Table

if TYPE_CHECKING:
    from cinpolicy.quoting import Quotes

NARROWEST_COLUMN = 15
MOST_NAMED = 6
FEWEST_FOR_LIST = 3


def render(
    comparison: Comparison,
    look: Look,
    *,
    only_divergent: bool = False,
    full: bool = False,
    quotes: "Quotes | None" = None,
) -> str:
    """The whole comparison: the case, the tables, what differs most.

    Rows on which one text alone says anything are listed after the table, unless the
    ``full`` table is wanted or fewer than three authorities are compared. With ``quotes``,
    the paragraphs that are cited follow.
    """
    rows = comparison.divergent if only_divergent else comparison.rows
    several = len(comparison.columns) - len(comparison.failed) >= FEWEST_FOR_LIST
    alone = tuple(row for row in rows if several and not full and _speaker(row))
    parts = [
        _heading(comparison, look),
        *_tables(comparison, tuple(row for row in rows if row not in alone), look),
        _alone(alone, look),
        _quoted(comparison, rows, quotes, look),
        _summary(comparison, look),
        _silences(comparison, look),
        _by_reading(comparison, look),
        _legend(rows, look),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _heading(comparison: Comparison, look: Look) -> str:
    lines = [look.bold(comparison.title), *wrapped(comparison.question, look.width)]
    until = wording.plain_day(comparison.horizon)
    lines.append(look.faint(f"Scenario {comparison.scenario}, followed to {until}."))
    for column in comparison.columns:
        source = f"{column.document} ({column.version})" if column.document else ""
        lines += wrapped(
            f"  {column.slug}: {column.name}. {source}".rstrip(". "), look.width, "    "
        )
    for column in comparison.failed:
        lines.append(look.mark(f"  {column.slug} could not be run:"))
        lines += [f"    {line}" for line in column.failure.splitlines()]
    return "\n".join(lines)


def _tables(comparison: Comparison, rows: tuple[Row, ...], look: Look) -> Iterator[str]:
    """One table, or several side by side sets where the authorities do not all fit."""
    working = [column for column in comparison.columns if not column.failure]
    if not working:
        return
    if not rows:
        yield "Nothing to show: no text speaks of this, or nothing in this case brings it about."
        return
    most = max(1, (look.width + GAP) // (NARROWEST_COLUMN + GAP) - 1)
    for start in range(0, len(working), most):
        yield Table(working[start : start + most], look).render(rows)


def _speaker(row: Row) -> Cell | None:
    """The one cell that says anything, where there is only one."""
    speaking = [cell for cell in row.cells if cell.says_something]
    return speaking[0] if len(speaking) == 1 else None


def _alone(rows: tuple[Row, ...], look: Look) -> str:
    """What only one text speaks of, by authority, a line or two each."""
    if not rows:
        return ""
    lines = [
        look.bold("Encoded for one text only") + look.faint("  (--full puts these in the table)")
    ]
    spoken = [(cell.authority, row, cell) for row in rows if (cell := _speaker(row))]
    for slug in dict.fromkeys(authority for authority, _, _ in spoken):
        lines.append(f"  {look.bold(slug)}")
        for authority, row, cell in spoken:
            if authority == slug:
                lines += wrapped(f"    {row.label}: {_in_a_line(cell, look)}", look.width, "      ")
    return "\n".join(lines)


def _in_a_line(cell: Cell, look: Look) -> str:
    date = f"{wording.plain_day(cell.due)}{marks(cell, look.assumed)}, " if cell.due else ""
    source = ", ".join(part for part in (cell.force, cell.citation) if part)
    notes = "".join(f" ({note})" for note in cell.notes)
    return f"{date}{cell.words}" + (f" ({source})" if source else "") + notes


def _quoted(
    comparison: Comparison, rows: tuple[Row, ...], quotes: "Quotes | None", look: Look
) -> str:
    if quotes is None:
        return ""
    from cinpolicy.reporting import quoted

    return quoted.as_text(comparison, rows, quotes, look)


def _summary(comparison: Comparison, look: Look) -> str:
    """What differs most, widest first, and how often each aspect differs."""
    lines = [look.bold("What differs most")]
    if not comparison.largest:
        lines.append("  No two dates differ.")
    for row, divergence in comparison.largest[:MOST_NAMED]:
        lines += _named(comparison, row, divergence, look)
    shown = ", ".join(f"{aspect} {number}" for aspect, number in sorted(comparison.counts.items()))
    total = len(comparison.divergent)
    said = f"  {total} of {len(comparison.rows)} rows differ" + (f" ({shown})." if shown else ".")
    said = f"{said} {made_of(comparison)}".rstrip()
    lines += wrapped(said, look.width, "  ")
    return "\n".join(lines)


def _silences(comparison: Comparison, look: Look) -> str:
    """How many rows each text leaves open, each kind of silence by itself."""
    lines = [look.bold("What the texts leave open") + look.faint("  (rows, by kind of silence)")]
    for slug, kinds in comparison.silences.items():
        said = ", ".join(f"{kind.value} {kinds[kind]}" for kind in SilenceKind if kinds[kind])
        lines += wrapped(f"  {slug}: {said or 'nothing'}", look.width, "    ")
    return "\n".join(lines) if len(lines) > 1 else ""


def _by_reading(comparison: Comparison, look: Look) -> str:
    """Which divergences hold however the texts are read, and on what the others depend."""
    if not comparison.every_reading:
        return ""
    from cinpolicy.reporting.by_reading import how_many_hold, too_many

    found = [one for row in comparison.rows for one in row.divergences]
    lines = [look.bold("What depends on how a text is read")]
    lines += wrapped(f"  {how_many_hold(comparison)}", look.width, "  ")
    dependent = [one for one in found if one.robust is False]
    lines += _depending("These do not hold under the readings named:", dependent, look)
    if untried := too_many(comparison):
        lines += wrapped(f"  {untried}", look.width, "  ")
    arising = [one for row in comparison.rows for one in row.under_readings]
    lines += _depending("These arise only under the readings named:", arising, look)
    return "\n".join(lines)


def _depending(head: str, divergences: Iterable[Divergence], look: Look) -> list[str]:
    """Divergences by the readings they depend on."""
    by_readings: dict[tuple[str, ...], list[str]] = {}
    for one in divergences:
        by_readings.setdefault(one.depends_on, []).append(one.code)
    lines = [f"  {head}"] if by_readings else []
    for readings, codes in sorted(by_readings.items()):
        lines += wrapped(f"    {' and '.join(readings)}", look.width, "      ")
        lines += wrapped(f"      {look.faint(', '.join(codes))}", look.width, "      ")
    return lines


def _named(comparison: Comparison, row: Row, divergence: Divergence, look: Look) -> Iterator[str]:
    """One of the largest: its ends, what the gap is made of, and where it leads."""
    apart = wording.days(divergence.size or 0)
    head = f"  {row.label}: {apart} apart"
    if len(head) + len(divergence.code) + 2 <= look.width:
        yield f"{head}  {look.faint(divergence.code)}"
    else:
        yield head
        yield f"    {look.faint(divergence.code)}"
    for slug in (divergence.earliest, divergence.latest):
        cell = row.cell(slug)
        if cell and cell.due:
            text = f"    {slug} {wording.day(cell.due)}{marks(cell, look.assumed)}, {cell.words}"
            yield from wrapped(text, look.width, "      ")
    yield from (f"    {piece}" for piece in pieces(divergence.gap))
    if divergence.robust:
        yield "    that they differ holds under every reading"
    elif divergence.depends_on:
        readings = " and ".join(divergence.depends_on)
        yield from wrapped(f"    does not hold under {readings}", look.width, "      ")
    if later := widest_later(comparison, row):
        yield from wrapped(f"    {later}", look.width, "      ")


def _legend(rows: tuple[Row, ...], look: Look) -> str:
    dated = [cell for row in rows for cell in row.cells if cell.due]
    lines = [PARAGRAPH]
    if any(cell.assumed for cell in dated):
        said = f"{look.assumed} {RESTS}; `cinpolicy explain` says what."
        lines += hanging(said, look.width)
    if any(map(is_counted_from_assumed, dated)):
        lines.append(f"* {COUNTED}.")
    if any(one.robust is False for row in rows for one in row.divergences):
        lines.append("? depends on how a text is read.")
    return "\n".join(look.faint(line) for line in lines)
