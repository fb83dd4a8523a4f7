"""A comparison as a sheet: two columns an authority, its day and what its text says."""

from collections.abc import Iterator

from cinpolicy.cells import ANSWERS, Cell, Row
from cinpolicy.remarks import span_note
from cinpolicy.report import CaseReport, Report
from cinpolicy.reporting.aspects import shortly
from cinpolicy.reporting.assumed import after_the_end, marks
from cinpolicy.reporting.naming import names
from cinpolicy.reporting.sheet import Sheet, Style, Styled, Value

_LABELS = (("Section", 10), ("What", 18), ("Differs in", 11))
_DAY, _TEXT = 11, 20


def sheet(case: CaseReport, report: Report, name: str) -> Sheet:
    """Every row of the comparison of one case."""
    columns = [column for column in case.comparison.columns if not column.failure]
    slugs, called = [column.slug for column in columns], names(report, case)
    headings = [*_LABELS, *(head for slug in slugs for head in _heads(called[slug]))]
    return Sheet(name, headings, [_row(row, slugs) for row in case.comparison.rows], len(_LABELS))


def _heads(name: str) -> tuple[tuple[str, int], tuple[str, int]]:
    return (f"{name}: date", _DAY), (f"{name}: what it says", _TEXT)


def _row(row: Row, slugs: list[str]) -> list[Value]:
    found: list[Value] = [row.section, Styled(row.label, Style.BOLD)]
    differs = "\n".join(map(shortly, row.divergences))
    found.append(Styled(differs, Style.MARKED) if differs else None)
    for slug in slugs:
        cell = row.cell(slug)
        found += _pair(cell) if cell else [None, None]
    return found


def _pair(cell: Cell) -> list[Value]:
    text = "\n".join(filter(None, parts(cell)))
    day: Value = cell.due if cell.count is None else cell.count
    if cell.kind not in ANSWERS:
        return [day, Styled(text, Style.FAINT)]
    return [day, text]


def parts(cell: Cell) -> Iterator[str]:
    """What a cell says beside its date: the rule, its source, the text's own word, notes."""
    signs = marks(cell) if cell.due else ""
    if cell.count is None:
        yield f"{signs} {cell.words}".lstrip()
    yield from (f"({said})" for said in after_the_end(cell))
    layer = cell.answered_by if cell.answered_by != cell.authority else ""
    yield ", ".join(part for part in (cell.force, cell.citation_in_full, layer) if part)
    if cell.term:
        yield f'"{cell.term}"'
    if cell.span is not None:
        yield f"({span_note(cell.span)})"
    for note in cell.notes:
        yield f"({note})"
