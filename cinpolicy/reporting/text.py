"""A comparison as text for a terminal."""

import re
import textwrap
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from attrs import frozen
from tabulate import SEPARATING_LINE, tabulate

from cinpolicy import wording
from cinpolicy.cells import ANSWERS, Aspect, Cell, CellKind, Column, Comparison, Divergence, Row
from cinpolicy.timeline import Remark

NARROWEST_COLUMN = 15
MOST_NAMED = 6
FEWEST_FOR_LIST = 3
MOST_ITEMS = 5
GAP = 2
Style = Callable[[str], str]


def _plain(text: str) -> str:
    return text


@frozen(kw_only=True)
class Look:
    """How text may look: width in columns, whether colour and box characters show."""

    width: int = 100
    bold: Style = _plain
    mark: Style = _plain
    faint: Style = _plain
    unicode: bool = True

    @property
    def dot(self) -> str:
        """What stands between small facts."""
        return " · " if self.unicode else ", "

    @property
    def assumed(self) -> str:
        """What marks a date that rests on something the text does not state."""
        return "†" if self.unicode else "+"

    @property
    def unequal(self) -> str:
        """What marks a row that differs."""
        return "≠" if self.unicode else "<>"


def render(
    comparison: Comparison, look: Look, *, only_divergent: bool = False, full: bool = False
) -> str:
    """The whole comparison: the case, the tables, what differs most.

    Rows on which one text alone says anything are listed after the table, unless the
    ``full`` table is wanted or fewer than three authorities are compared.
    """
    rows = comparison.divergent if only_divergent else comparison.rows
    several = len(comparison.columns) - len(comparison.failed) >= FEWEST_FOR_LIST
    alone = tuple(row for row in rows if several and not full and _speaker(row))
    parts = [
        _heading(comparison, look),
        *_tables(comparison, tuple(row for row in rows if row not in alone), look),
        _alone(alone, look),
        _summary(comparison, look),
        _legend(rows, look),
    ]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return text.replace(_STICKY, " ")


def _heading(comparison: Comparison, look: Look) -> str:
    lines = [look.bold(comparison.title), *_wrapped(comparison.question, look.width)]
    until = wording.plain_day(comparison.horizon)
    lines.append(look.faint(f"Scenario {comparison.scenario}, followed to {until}."))
    for column in comparison.columns:
        source = f"{column.document} ({column.version})" if column.document else ""
        lines += _wrapped(
            f"  {column.slug}: {column.name}. {source}".rstrip(". "), look.width, "    "
        )
    for column in comparison.failed:
        lines.append(look.mark(f"  {column.slug} could not be run:"))
        lines += [f"    {line}" for line in column.failure.splitlines()]
    return "\n".join(lines)


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent=indent) or [""]


def _tables(comparison: Comparison, rows: tuple[Row, ...], look: Look) -> Iterator[str]:
    """One table, or several side by side sets where the authorities do not all fit."""
    working = [column for column in comparison.columns if not column.failure]
    if not working:
        return
    if not rows:
        yield "Nothing to show: no row matches."
        return
    most = max(1, (look.width + GAP) // (NARROWEST_COLUMN + GAP) - 1)
    for start in range(0, len(working), most):
        yield _table(working[start : start + most], rows, look)


def _table(columns: list[Column], rows: tuple[Row, ...], look: Look) -> str:
    width = (look.width + GAP) // (len(columns) + 1) - GAP
    body: list[Any] = []
    told: set[str] = set()
    for section, group in groupby(rows, key=lambda row: row.section):
        body += [SEPARATING_LINE] * bool(body)
        body.append([look.bold(section.upper()), *[""] * len(columns)])
        for row in group:
            body += [SEPARATING_LINE, _line(row, columns, width, look, told)]
    return tabulate(
        body,
        headers=["", *(look.bold(column.slug) for column in columns)],
        tablefmt="simple",
        maxcolwidths=width,
        disable_numparse=True,
    )


def _line(row: Row, columns: list[Column], width: int, look: Look, told: set[str]) -> list[str]:
    parts = [look.bold(row.label)]
    if row.divergences:
        said = ", ".join(map(_shortly, row.divergences))
        parts.append(look.mark(f"{look.unequal} {said}"))
        parts.append(look.faint(_broken(row.key, width)))
    cells = (row.cell(column.slug) for column in columns)
    return ["\n".join(parts), *(_cell(cell, look, told) if cell else "" for cell in cells)]


def _broken(key: str, width: int) -> str:
    """A key on as many lines as it needs, broken after its dots and underscores."""
    lines = [""]
    for part in re.split(r"(?<=[._])", key):
        if len(lines[-1]) + len(part) > width:
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)


def _shortly(divergence: Divergence) -> str:
    if divergence.aspect is Aspect.DATE:
        return _days(divergence.size)
    return divergence.aspect.value


def _cell(cell: Cell, look: Look, told: set[str]) -> str:
    """A cell's lines; a local term is said once a column, where it first comes up."""
    lines = [_date(cell, look)] if cell.due else []
    lines.append(_faint_if_silent(cell, look))
    layer = cell.answered_by if cell.answered_by != cell.authority else ""
    small = [part for part in (cell.force, cell.citation.replace(" ", _STICKY, 1), layer) if part]
    if small and cell.kind is not CellKind.NOT_REACHED:
        lines.append(look.faint(look.dot.join(small)))
    term = f"{cell.authority}: {cell.term}"
    if cell.term and term not in told:
        told.add(term)
        lines.append(look.faint(f'"{cell.term}"'))
    lines += [f"({note})" for note in cell.notes]
    return "\n".join(lines)


def _date(cell: Cell, look: Look) -> str:
    """The day, with its weekday where that is not a working day, and its marks."""
    assert cell.due
    due = cell.obligation and cell.obligation.due
    day = wording.day if due and due.falls_on and not due.moved_from else wording.plain_day
    marks = look.assumed * cell.assumed + "*" * _is_counted_from_assumed(cell)
    return day(cell.due).replace(" ", _STICKY) + marks


def _is_counted_from_assumed(cell: Cell) -> bool:
    return bool(cell.obligation and Remark.RESTS_ON_ASSUMED_DATE in cell.obligation.remarks)


_STICKY = "\u00a0"
"""A space at which no line is broken; it is an ordinary one again in what is printed."""


def _faint_if_silent(cell: Cell, look: Look) -> str:
    return _shortened(cell) if cell.kind in ANSWERS else look.faint(cell.words)


def _shortened(cell: Cell) -> str:
    """The words of a cell; a long list gives its first items and how many more there are."""
    parts = cell.words.split(", ")
    items = cell.provision.items if cell.provision else ()
    if len(items) <= MOST_ITEMS + 1 or len(parts) <= MOST_ITEMS:
        return cell.words
    return f"{', '.join(parts[:MOST_ITEMS])} and {len(items) - MOST_ITEMS} more"


def _speaker(row: Row) -> Cell | None:
    """The one cell that says anything, where there is only one."""
    speaking = [cell for cell in row.cells if cell.says_something]
    return speaking[0] if len(speaking) == 1 else None


def _alone(rows: tuple[Row, ...], look: Look) -> str:
    """What only one text speaks of, by authority, a line or two each."""
    if not rows:
        return ""
    lines = [look.bold("Said in one text only") + look.faint("  (--full puts these in the table)")]
    spoken = [(cell.authority, row, cell) for row in rows if (cell := _speaker(row))]
    for slug in dict.fromkeys(authority for authority, _, _ in spoken):
        lines.append(f"  {look.bold(slug)}")
        for authority, row, cell in spoken:
            if authority == slug:
                lines += _wrapped(f"    {row.label}: {_in_a_line(cell)}", look.width, "      ")
    return "\n".join(lines)


def _in_a_line(cell: Cell) -> str:
    date = f"{wording.plain_day(cell.due)}, " if cell.due else ""
    source = ", ".join(part for part in (cell.force, cell.citation) if part)
    return f"{date}{cell.words}" + (f" ({source})" if source else "")


def _summary(comparison: Comparison, look: Look) -> str:
    """What differs most, widest first, and how often each aspect differs."""
    lines = [look.bold("What differs most")]
    if not comparison.largest:
        lines.append("  No two dates differ.")
    for row, divergence in comparison.largest[:MOST_NAMED]:
        lines += _named(comparison, row, divergence, look)
    shown = ", ".join(f"{aspect} {number}" for aspect, number in sorted(comparison.counts.items()))
    total = len(comparison.divergent)
    lines.append(
        f"  {total} of {len(comparison.rows)} rows differ" + (f" ({shown})." if shown else ".")
    )
    return "\n".join(lines)


def _named(comparison: Comparison, row: Row, divergence: Divergence, look: Look) -> Iterator[str]:
    """One of the largest: its ends, what the gap is made of, and where it began."""
    yield f"  {row.label}: {_days(divergence.size)} apart  {look.faint(divergence.code)}"
    for slug in (divergence.earliest, divergence.latest):
        cell = row.cell(slug)
        if cell and cell.due:
            text = f"    {slug} {wording.day(cell.due)}, {cell.words}"
            yield from _wrapped(text, look.width, "      ")
    yield from _because(divergence)
    first = _first_of_its_kind(comparison, row)
    if first is not row:
        already = next(d for d in first.divergences if d.aspect is Aspect.DATE)
        yield f"    already {_days(already.size)} at the {wording.lower_first(first.label)}"


def _first_of_its_kind(comparison: Comparison, row: Row) -> Row:
    stem = row.key.rpartition(".")[0] + "."
    alike = (r for r in comparison.rows if r.key.startswith(stem) and r.kind is row.kind)
    return next((r for r in alike if any(d.aspect is Aspect.DATE for d in r.divergences)), row)


def _days(size: int | None) -> str:
    return f"{size} day{'s' * (size != 1)}"


def _because(divergence: Divergence) -> list[str]:
    """The pieces of a gap, where more than one piece makes it."""
    gap = divergence.gap
    if gap is None:
        return []
    pieces = [
        (gap.start, "because the clocks start on different days"),
        (gap.period, "because the periods differ"),
        (gap.non_working, "because of non-working days passed over"),
        (gap.moved, "because a date was moved off a non-working day"),
    ]
    said = [f"{days} days {why}" for days, why in pieces if days]
    return [f"    {part}" for part in said] if len(said) > 1 else []


def _legend(rows: tuple[Row, ...], look: Look) -> str:
    dated = [cell for row in rows for cell in row.cells if cell.due]
    lines = ["para: paragraph of the authority's text, counted over lines that are not blank."]
    if any(cell.assumed for cell in dated):
        said = "rests on something the text does not state; `cinpolicy explain` says what."
        lines.append(f"{look.assumed} {said}")
    if any(map(_is_counted_from_assumed, dated)):
        lines.append("* counted from a date the case assumes, since the text gives none.")
    return "\n".join(look.faint(line) for line in lines)
