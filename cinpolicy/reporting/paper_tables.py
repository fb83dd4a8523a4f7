"""The short tables of a paper: when things are due, how often, and who does or decides them."""

from collections.abc import Iterable

from cinpolicy import wording
from cinpolicy.cells import ANSWERS, Aspect, Cell, Row
from cinpolicy.narrowing import WHOLE
from cinpolicy.remarks import became
from cinpolicy.reporting.assumed import LEGEND, after_the_end, marks
from cinpolicy.reporting.paper_case import CaseInPaper
from cinpolicy.reporting.word_document import Part
from cinpolicy.vocabulary import TopicKind, Vocabulary

WHO = frozenset({TopicKind.ROLE, TopicKind.DECISION})
BESIDE_WHO = frozenset({Aspect.FORCE, Aspect.SILENCE})
"""In what rows on who does something may differ without another person being named."""


def write(paper: CaseInPaper) -> None:
    """The dates, how often, who: to be taken in at a glance, the rest being in the annex."""
    _dates(paper)
    _how_often(paper)
    _who(paper)


def _dates(paper: CaseInPaper) -> None:
    """Only the days, and what became of them."""
    paper.heading("When things are due")
    dated = [
        row
        for row in paper.comparison.rows
        if row.kind is TopicKind.TIMESCALE
        and sum(bool(cell.due) for cell in row.cells) >= paper.fewest
    ]
    if not dated:
        which = "" if paper.case.narrowing == WHOLE else " of these points"
        paper.word.paragraph(f"No two texts give a date for the same thing{which}.")
        return
    paper.word.lead(
        "What at least two of the texts give a date for. The whole comparison, with rules and "
        "paragraphs, is in the annex."
    )
    words = paper.report.words
    _table(paper, ((row, [_day(cell, words) for cell in paper.cells(row)]) for row in dated))
    for line in LEGEND:
        paper.word.paragraph(line, "In a table")


def _how_often(paper: CaseInPaper) -> None:
    """What is counted and several texts speak of, whether or not the counts differ."""
    rows = paper.comparison.rows
    counted = [
        row
        for row in rows
        if any(cell.count is not None for cell in row.cells)
        and sum(cell.says_something for cell in row.cells) >= paper.fewest
    ]
    if counted:
        paper.heading("How often things are due", 1)
        _table(paper, ((row, [_count(cell) for cell in paper.cells(row)]) for row in counted))


def _who(paper: CaseInPaper) -> None:
    """Who does or decides something, where every text says so and they differ in it."""
    rows = [row for row in paper.comparison.rows if row.kind in WHO and _all_name_others(row)]
    if rows:
        paper.heading("Who does or decides it", 1)
        paper.word.lead(
            "Where every text says so and they differ; the paragraphs are in the annex."
        )
        _table(paper, ((row, [_words(cell) for cell in paper.cells(row)]) for row in rows))


def _all_name_others(row: Row) -> bool:
    differs = any(one.aspect not in BESIDE_WHO for one in row.divergences)
    return differs and all(cell.kind in ANSWERS for cell in row.cells)


def _table(paper: CaseInPaper, rows: Iterable[tuple[Row, list[list[Part]]]]) -> None:
    lines = ([[Part(row.label, bold=True)], *cells] for row, cells in rows)
    paper.word.table(["What", *paper.heads], lines)


def _day(cell: Cell | None, words: Vocabulary) -> list[Part]:
    """The day and what became of it, or in a few words why there is none."""
    if cell is None:
        return []
    if not cell.due:
        return [Part(cell.silence.value if cell.silence else cell.words, italic=True)]
    told = became(cell.obligation, words) if cell.obligation else []
    due = "due " if told else ""
    day = Part(f"{due}{wording.day(cell.due)}{marks(cell)}")
    return [day, *map(Part, told), *(Part(said, italic=True) for said in after_the_end(cell))]


def _count(cell: Cell | None) -> list[Part]:
    if cell is None:
        return []
    if cell.count is None:
        return [Part(cell.words, italic=True)]
    return [Part(str(cell.count))]


def _words(cell: Cell | None) -> list[Part]:
    return [Part(cell.words)] if cell else []
