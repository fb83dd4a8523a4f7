"""The annex of a paper: every row of the comparison of a case."""

from collections.abc import Iterator
from itertools import groupby

from cinpolicy import wording
from cinpolicy.cells import Cell, Row
from cinpolicy.reporting.aspects import in_words as differs_in
from cinpolicy.reporting.comparison_sheet import parts
from cinpolicy.reporting.paper_case import CaseInPaper
from cinpolicy.reporting.word_document import Part


def write(paper: CaseInPaper) -> None:
    """Every row: in tables what several texts speak of, then what only one does."""
    if paper.level > 1:
        paper.heading(paper.comparison.title)
    spoken = [row for row in paper.comparison.rows if _speaking(row) >= paper.fewest]
    for section, rows in groupby(spoken, key=lambda row: row.section):
        paper.heading(section, 1)
        paper.word.table(["What", *paper.heads], (_row(row, paper) for row in rows))
    alone = [row for row in paper.comparison.rows if row not in spoken]
    if alone:
        paper.heading("What only one of the texts speaks of", 1)
        paper.word.points(line for row in alone for line in _alone(row, paper))


def _row(row: Row, paper: CaseInPaper) -> list[list[Part]]:
    label = [Part(row.label, bold=True)]
    if row.divergences:
        differs = "; ".join(map(differs_in, row.divergences))
        label.append(Part(f"differs in: {differs}"))
    return [label, *map(_full, paper.cells(row))]


def _alone(row: Row, paper: CaseInPaper) -> Iterator[str]:
    for name, cell in zip(paper.heads, paper.cells(row), strict=True):
        if cell and cell.says_something:
            day = f"{wording.plain_day(cell.due)} " if cell.due else ""
            said = "; ".join(filter(None, parts(cell)))
            yield f"{row.label} ({name}): {day}{said}"


def _speaking(row: Row) -> int:
    return sum(cell.says_something for cell in row.cells)


def _full(cell: Cell | None) -> list[Part]:
    """The day, the rule, its source and what a reader must be told."""
    if cell is None:
        return []
    shown = wording.day(cell.due) if cell.due else "" if cell.count is None else str(cell.count)
    day = [Part(shown, bold=True)] if shown else []
    return [*day, *(Part(text, italic=not cell.says_something) for text in parts(cell) if text)]
