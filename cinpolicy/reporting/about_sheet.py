"""The first sheet of a workbook: what was found, the case, how to read it, how it was made."""

from collections.abc import Iterator, Sequence

from cinpolicy.report import CaseReport, Report
from cinpolicy.reporting.assumed import LEGEND
from cinpolicy.reporting.by_reading import FIRST_ONLY, how_many_hold, too_many
from cinpolicy.reporting.case_in_words import in_words
from cinpolicy.reporting.kept_to import kept_to
from cinpolicy.reporting.method import method
from cinpolicy.reporting.naming import names
from cinpolicy.reporting.sheet import Style, Styled, Value
from cinpolicy.reporting.silences import KINDS_TOLD, counted, silences
from cinpolicy.reporting.what_differs import MOST_TOLD, WhatDiffers, what_differs


def rows(report: Report) -> Iterator[Sequence[Value]]:
    """A page of text."""
    for case in report.cases:
        yield from _of_case(case, report)
    told = method(report)
    yield _title("How to read it")
    depends = "? beside a divergence: it depends on how a text is read."
    yield from ([line] for line in (*LEGEND, depends))
    yield _title("How this was made")
    yield from ([line] for line in (*told.paragraphs, told.made, told.command))


def _of_case(case: CaseReport, report: Report) -> Iterator[Sequence[Value]]:
    """What a first sheet says of one case."""
    called = names(report, case)
    yield [Styled(case.comparison.title, Style.BOLD)]
    yield [case.comparison.question]
    yield from ([line] for line in filter(None, (kept_to(case, report),)))
    yield _title("What differs most")
    yield from ([line] for line in _differs(what_differs(case, called, MOST_TOLD)))
    if case.comparison.every_reading:
        yield [how_many_hold(case.comparison)]
        yield [too_many(case.comparison)]
    else:
        yield [FIRST_ONLY]
    yield _title("The case")
    for passage in in_words(case.scenario, report.words).passages:
        yield ["\n".join((passage.lead, *(f"- {point}" for point in passage.points)))]
    yield _title("What the texts leave open")
    yield [f"Rows of the comparison that each text leaves open. {KINDS_TOLD}"]
    yield ["\n".join(counted(silences(case.comparison, called)))]
    yield [None]


def _title(text: str) -> Sequence[Value]:
    return [Styled(text, Style.BOLD)]


def _differs(told: WhatDiffers) -> Iterator[str]:
    yield from filter(None, (*told.failed, told.overall, told.widest))
    for one in told.findings:
        more = (f"- {said}" for said in (*one.ends, one.tail) if said)
        yield "\n".join((one.head, *more))
    yield from filter(None, (told.further,))
    if told.aspects:
        yield "\n".join((told.in_what, *(f"- {one}" for one in told.aspects)))
