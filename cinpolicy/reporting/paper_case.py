"""One case of a paper: the document it is written into, and what its parts all need."""

from collections.abc import Iterator

from attrs import frozen

from cinpolicy.cells import Cell, Column, Comparison, Row
from cinpolicy.report import CaseReport, Report
from cinpolicy.reporting.naming import Names, names
from cinpolicy.reporting.word_document import WordDocument

FEWEST_SPEAKING = 2


@frozen
class CaseInPaper:
    """A case, under headings from a ``level`` down."""

    word: WordDocument
    case: CaseReport
    report: Report
    level: int

    @property
    def comparison(self) -> Comparison:
        """What is compared."""
        return self.case.comparison

    @property
    def columns(self) -> list[Column]:
        """The authorities that could be run."""
        return [column for column in self.comparison.columns if not column.failure]

    @property
    def names(self) -> Names:
        """The names of authorities by slug."""
        return names(self.report, self.case)

    @property
    def heads(self) -> list[str]:
        """The names of the columns, in order."""
        called = self.names
        return [called[column.slug] for column in self.columns]

    @property
    def fewest(self) -> int:
        """How many texts at least must speak of what stands in a table."""
        return min(FEWEST_SPEAKING, len(self.columns))

    def heading(self, text: str, below: int = 0) -> None:
        """A heading of the case, or one so many levels below."""
        self.word.heading(text, self.level + below)

    def cells(self, row: Row) -> Iterator[Cell | None]:
        """The cells of a row, in the order of the columns."""
        return (row.cell(column.slug) for column in self.columns)
