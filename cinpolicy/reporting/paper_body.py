"""What a paper says of a case before its annex."""

from collections.abc import Iterator

from cinpolicy.provisions import SilenceKind
from cinpolicy.reporting import paper_tables
from cinpolicy.reporting.apart import Finding
from cinpolicy.reporting.by_reading import FIRST_ONLY, ByReading, by_reading
from cinpolicy.reporting.case_in_words import in_words
from cinpolicy.reporting.kept_to import kept_to
from cinpolicy.reporting.paper_case import CaseInPaper
from cinpolicy.reporting.silences import KINDS_TOLD, SHOWN, silences
from cinpolicy.reporting.what_differs import MOST_TOLD, what_differs
from cinpolicy.reporting.word_document import Part
from cinpolicy.vocabulary import TopicKind

MOST_OTHERS = 2
"""How many other texts must speak of what a text is told to leave open, where there are more."""


class Body:
    """Writes one case: the finding first, then the case, the dates, what is open, the readings."""

    def __init__(self, paper: CaseInPaper) -> None:
        self.paper, self.word, self.comparison = paper, paper.word, paper.comparison

    def write(self) -> None:
        """The finding first, then the case, the dates, what is open, the readings."""
        self.word.heading(self.comparison.title, self.paper.level - 1)
        self.word.lead(self.comparison.question, "Subtitle")
        if kept := kept_to(self.paper.case, self.paper.report):
            self.word.lead(kept)
        self.paper.heading("What differs most")
        self._differs()
        self.paper.heading("The case")
        for passage in in_words(self.paper.case.scenario, self.paper.report.words).passages:
            if passage.points:
                self.word.lead(passage.lead)
                self.word.points(passage.points)
            else:
                self.word.paragraph(passage.lead)
        paper_tables.write(self.paper)
        self._open()
        self._readings()

    def _differs(self) -> None:
        """On how many points the texts differ, the widest differences, and in what."""
        told = what_differs(self.paper.case, self.paper.names, MOST_TOLD)
        for text in (*told.failed, told.overall, *([told.widest] if told.widest else [])):
            self.word.lead(text)
        for one in told.findings:
            self._finding(one)
        if told.further:
            self.word.paragraph(told.further)
        if told.aspects:
            self.word.lead(told.in_what)
            self.word.points(told.aspects)

    def _finding(self, one: Finding) -> None:
        """One finding, all of it on one page."""
        self.word.lead(one.head, bold=True)
        *first, last = filter(None, (*one.ends, one.tail))
        self.word.points(first, whole=True)
        self.word.points([last])

    def _open(self) -> None:
        self.paper.heading("What the texts leave open")
        self.word.lead(f"Rows of the comparison that each text leaves open. {KINDS_TOLD}")
        rows = (
            [[Part(one.name, bold=True)], *([Part(str(count))] for count in one.counts)]
            for one in silences(self.comparison, self.paper.names)
        )
        self.word.table(["Authority", *(kind.value for kind in SHOWN)], rows)
        others = min(MOST_OTHERS, len(self.paper.columns) - 1)
        told = [line for c in self.paper.columns for line in self._left_open_by(c.slug, others)]
        if others and told:
            speak = "at least two other texts speak" if others > 1 else "the other text speaks"
            self.word.lead(f"Of what is to be done in a time, and of which {speak}:")
            self.word.points(told)

    def _left_open_by(self, slug: str, fewest: int) -> Iterator[str]:
        """By kind of silence what one text leaves open and so many others speak of."""
        open_: dict[SilenceKind, list[str]] = {}
        for row in self.comparison.rows:
            cell = row.cell(slug)
            others = sum(one.says_something for one in row.cells if one.authority != slug)
            if row.kind is TopicKind.TIMESCALE and others >= fewest and cell and cell.silence:
                open_.setdefault(cell.silence, []).append(row.label)
        for kind in (kind for kind in SHOWN if kind in open_):
            yield f"{self.paper.names[slug]}, {kind.value}: {'; '.join(open_[kind])}."

    def _readings(self) -> None:
        self.paper.heading("What depends on how a text is read")
        found = by_reading(self.comparison, self.paper.report, self.paper.names)
        self.word.paragraph(found.hold if found else FIRST_ONLY)
        if found and found.untried:
            self.word.paragraph(found.untried)
        if found and found.effects:
            self.word.lead(found.lead)
            self._effects(found)

    def _effects(self, found: ByReading) -> None:
        rows = (
            [
                [Part(name, bold=True) for name in one.readings],
                [Part(text) for text in one.told],
                [Part(changed.said) for changed in one.lost],
                [Part(changed.said) for changed in one.arising],
            ]
            for one in found.effects
        )
        heads = ["Reading", "What is open, and why it can be read so", found.lost, found.arising]
        self.word.table(heads, rows, (4, 7, 4, 4))
