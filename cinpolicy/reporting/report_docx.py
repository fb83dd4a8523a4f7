"""A report as a Word document: a paper for a committee, to be edited by who brings it."""

from collections.abc import Iterator
from itertools import groupby

from cinpolicy import wording
from cinpolicy.cells import Cell, Comparison, Row
from cinpolicy.provisions import SilenceKind
from cinpolicy.report import CaseReport, Report
from cinpolicy.reporting import in_sentences
from cinpolicy.reporting.case_in_words import told
from cinpolicy.reporting.comparison_sheet import parts, shortly
from cinpolicy.reporting.look import Look
from cinpolicy.reporting.reading_effects import (
    effects,
    how_many_hold,
    reading_in_words,
    why_so_read,
)
from cinpolicy.reporting.table import marks
from cinpolicy.reporting.word_document import Part, WordDocument
from cinpolicy.vocabulary import TopicKind

FEWEST_SPEAKING = 2
_SILENCES = tuple(kind for kind in SilenceKind if kind is not SilenceKind.NOT_APPLICABLE)


def as_bytes(report: Report) -> bytes:
    """The paper: each case in short, then the method, then every row in an annex."""
    several = len(report.cases) > 1
    titles = "; ".join(case.comparison.title for case in report.cases)
    word = WordDocument(titles, f"cinpolicy {report.version}", report.command)
    if several:
        word.heading("Child in Need procedures compared", 0)
    papers = [_CasePaper(word, case, report, 1 + several) for case in report.cases]
    for paper in papers:
        paper.write()
    _method(word, report)
    word.turn_across()
    word.heading("Annex: side by side", 1)
    for paper in papers:
        paper.write_annex()
    return word.as_bytes()


class _CasePaper:
    """What a paper says of one case, under headings from a level down."""

    def __init__(self, word: WordDocument, case: CaseReport, report: Report, level: int) -> None:
        self.word, self.case, self.report, self.level = word, case, report, level
        self.comparison: Comparison = case.comparison
        self.columns = [c for c in self.comparison.columns if not c.failure]

    def write(self) -> None:
        """The finding first, then the case, the dates, what is open, the readings."""
        self.word.heading(self.comparison.title, self.level - 1)
        self.word.lead(self.comparison.question, "Subtitle")
        self._heading("What was found")
        self.word.points(in_sentences.finding(self.comparison))
        self._heading("The case")
        self.word.points(told(self.case.scenario, self.report.words))
        self._dates()
        self._open()
        self._readings()

    def _heading(self, text: str, below: int = 0) -> None:
        self.word.heading(text, self.level + below)

    def _names(self) -> list[str]:
        return [column.name for column in self.columns]

    def _cells(self, row: Row) -> Iterator[Cell | None]:
        return (row.cell(column.slug) for column in self.columns)

    def _dates(self) -> None:
        """Only the days, in a table to be taken in at a glance."""
        self._heading("When things are due")
        dated = [
            row
            for row in self.comparison.rows
            if row.kind is TopicKind.TIMESCALE
            and sum(bool(cell.due) for cell in row.cells) >= min(FEWEST_SPEAKING, len(self.columns))
        ]
        if not dated:
            self.word.paragraph("No two texts give a date for the same thing.")
            return
        self.word.lead(
            "What at least two of the texts give a date for. The whole comparison, with rules and "
            "paragraphs, is in the annex."
        )
        rows = ([[Part(r.label, bold=True)], *map(_day, self._cells(r))] for r in dated)
        self.word.table(["What", *self._names()], rows)
        for line in in_sentences.legend():
            self.word.paragraph(line, "In a table")

    def _open(self) -> None:
        self._heading("What the texts leave open")
        self.word.lead("Rows of the comparison that each text leaves open, and in what way.")
        counts = self.comparison.silences
        rows = (
            [[Part(c.name, bold=True)], *([Part(str(counts[c.slug][k]))] for k in _SILENCES)]
            for c in self.columns
        )
        self.word.table(["Authority", *(kind.value for kind in _SILENCES)], rows)
        told = [line for c in self.columns for line in self._left_open_by(c.slug, c.name)]
        if told:
            self.word.lead(
                "Of what is to be done in a time, and of which at least two other texts speak:"
            )
        self.word.points(told)

    def _left_open_by(self, slug: str, name: str) -> Iterator[str]:
        """By kind of silence what one text leaves open of what is to be done in a time."""
        open_: dict[SilenceKind, list[str]] = {}
        for row in self.comparison.rows:
            cell = row.cell(slug)
            others = sum(one.says_something for one in row.cells if one.authority != slug)
            if row.kind is TopicKind.TIMESCALE and others > 1 and cell and cell.silence:
                open_.setdefault(cell.silence, []).append(row.label)
        for kind in (kind for kind in _SILENCES if kind in open_):
            yield f"{name}, {kind.value}: {'; '.join(open_[kind])}."

    def _readings(self) -> None:
        self._heading("How the texts can be read")
        self.word.paragraph(how_many_hold(self.comparison))
        found = effects(self.comparison)
        if not found:
            return
        self.word.lead("What it would change to read a text otherwise:")
        rows = (
            [
                [Part(reading_in_words(name)) for name in one.readings],
                [Part(why) for name in one.readings if (why := why_so_read(name, self.report))],
                [Part(text) for text in one.lost],
                [Part(text) for text in one.arising],
            ]
            for one in found
        )
        heads = ["Reading", "What speaks for it", "Does not hold then", "Holds only then"]
        self.word.table(heads, rows)

    def write_annex(self) -> None:
        """Every row: in tables what several texts speak of, then what only one does."""
        if self.level > 1:
            self._heading(self.comparison.title)
        spoken = [row for row in self.comparison.rows if _speaking(row) >= self._fewest()]
        for section, rows in groupby(spoken, key=lambda row: row.section):
            self._heading(section, 1)
            self.word.table(["What", *self._names()], map(self._row, rows))
        alone = [row for row in self.comparison.rows if row not in spoken]
        if alone:
            self._heading("What only one of the texts speaks of", 1)
            self.word.points(line for row in alone for line in self._alone(row))

    def _fewest(self) -> int:
        return min(FEWEST_SPEAKING, len(self.columns))

    def _row(self, row: Row) -> list[list[Part]]:
        label = [Part(row.label, bold=True)]
        if row.divergences:
            differs = ", ".join(map(shortly, row.divergences))
            label.append(Part(f"differs in: {differs}"))
        return [label, *map(_full, self._cells(row))]

    def _alone(self, row: Row) -> Iterator[str]:
        for column, cell in zip(self.columns, self._cells(row), strict=True):
            if cell and cell.says_something:
                day = f"{wording.plain_day(cell.due)} " if cell.due else ""
                said = "; ".join(filter(None, parts(cell)))
                yield f"{row.label} ({column.name}): {day}{said}"


def _speaking(row: Row) -> int:
    return sum(cell.says_something for cell in row.cells)


def _day(cell: Cell | None) -> list[Part]:
    """The day, or in a few words why there is none."""
    if cell is None:
        return []
    if cell.due:
        return [Part(f"{wording.day(cell.due)}{marks(cell, Look())}")]
    return [Part(cell.silence.value if cell.silence else cell.words, italic=True)]


def _full(cell: Cell | None) -> list[Part]:
    """The day, the rule, its source and what a reader must be told."""
    if cell is None:
        return []
    shown = wording.day(cell.due) if cell.due else "" if cell.count is None else str(cell.count)
    day = [Part(shown, bold=True)] if shown else []
    return [*day, *(Part(text, italic=not cell.says_something) for text in parts(cell) if text)]


def _method(word: WordDocument, report: Report) -> None:
    word.heading("Method, and how to make this again", 1)
    for text in in_sentences.method(report):
        word.paragraph(text)
    if report.command:
        word.paragraph(report.command, "Intense Quote")
    rows = (
        [
            [Part(one.name, bold=True)],
            [Part(one.document.title), *([Part(one.document.url)] if one.document.url else [])],
            [Part(one.document.version)],
            [Part(one.document.note)],
        ]
        for one in (*report.procedures.values(), *report.layers.values())
    )
    word.table(["Authority", "Document", "Version", "Note"], rows)
