"""Comparisons as CSV: tidy, one cell a line, every scenario in one file."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from cinpolicy.cells import Cell, Comparison, Row
from cinpolicy.reporting.assumed import is_counted_from_assumed

COLUMNS = (
    "scenario",
    "section",
    "topics",
    "row",
    "label",
    "authority",
    "kind",
    "due_date",
    "count",
    "state",
    "done_date",
    "ended_date",
    "rule",
    "force",
    "silence",
    "local_term",
    "rests_on_assumption",
    "counted_from_assumed",
    "answered_by",
    "provision",
    "section_cited",
    "paragraphs",
    "notes",
    "divergences",
    "earliest_date",
    "latest_date",
    "robust_divergences",
    "dependent_divergences",
)


def render(comparisons: Iterable[Comparison], *, only_divergent: bool = False) -> str:
    """Every cell of every comparison, with a header line.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for comparison in comparisons:
        rows = comparison.divergent if only_divergent else comparison.rows
        for row in rows:
            for cell in row.cells:
                writer.writerow([safe(part) for part in line(comparison, row, cell)])
    return out.getvalue()


def line(comparison: Comparison, row: Row, cell: Cell) -> list[str]:
    """What stands in each column about one cell."""
    owed, provision = cell.obligation, cell.provision
    return [
        comparison.scenario,
        row.section,
        " ".join(row.topics),
        row.key,
        row.label,
        cell.authority,
        cell.kind.value,
        cell.due.isoformat() if cell.due else "",
        "" if cell.count is None else str(cell.count),
        owed.state.value if owed else "",
        *_days(owed.done_on if owed else None, owed.ended_on if owed else None),
        cell.words,
        cell.force,
        cell.silence.value if cell.silence else "",
        cell.term,
        of_a_date(cell.due, whether=cell.assumed),
        of_a_date(cell.due, whether=is_counted_from_assumed(cell)),
        cell.answered_by,
        provision.id if provision else "",
        provision.cite.section if provision else "",
        " ".join(map(str, provision.cite.paragraphs)) if provision else "",
        "; ".join(cell.notes),
        " ".join(d.code for d in row.divergences),
        *_days(*(cell.span.ends if cell.span else (None, None))),
        " ".join(d.code for d in row.divergences if d.robust),
        " ".join(d.code for d in row.divergences if d.robust is False),
    ]


def _days(*days: date | None) -> list[str]:
    return [day.isoformat() if day else "" for day in days]


def of_a_date(due: object, *, whether: bool) -> str:
    """Whether something is so of a date; nothing where there is none."""
    if not due:
        return ""
    return "yes" if whether else "no"


def safe(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
