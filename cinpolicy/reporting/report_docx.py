"""A report as a Word document: a paper for a committee, to be edited by who brings it."""

from cinpolicy.report import Report
from cinpolicy.reporting import paper_annex
from cinpolicy.reporting.method import Source, method
from cinpolicy.reporting.paper_body import Body
from cinpolicy.reporting.paper_case import CaseInPaper
from cinpolicy.reporting.word_document import Part, WordDocument


def as_bytes(report: Report) -> bytes:
    """The paper: each case in short, then the method, then every row in an annex."""
    several = len(report.cases) > 1
    titles = "; ".join(case.comparison.title for case in report.cases)
    word = WordDocument(titles, f"cinpolicy {report.version}", report.command)
    if several:
        word.heading("Child in Need procedures compared", 0)
    cases = [CaseInPaper(word, case, report, 1 + several) for case in report.cases]
    for case in cases:
        Body(case).write()
    _method(word, report)
    word.turn_across()
    word.heading("Annex: side by side", 1)
    for case in cases:
        paper_annex.write(case)
    return word.as_bytes()


def _method(word: WordDocument, report: Report) -> None:
    told = method(report)
    word.heading("How this was made", 1)
    for text in (*told.paragraphs, told.made):
        word.paragraph(text)
    if told.command:
        word.paragraph(told.command, "Intense Quote")
    word.table(["Authority", "Document", "Version"], map(_source, told.sources), (3, 8, 3))


def _source(one: Source) -> list[list[Part]]:
    document = [Part(one.title), *map(Part, one.small)]
    return [[Part(one.name, bold=True), Part(one.slug)], document, [Part(one.version)]]
