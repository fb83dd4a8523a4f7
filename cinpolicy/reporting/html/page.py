"""The whole page: its cases and how it was made."""

from attrs import frozen

from cinpolicy.narrowing import WHOLE
from cinpolicy.report import CaseReport, Report
from cinpolicy.reporting.by_reading import ByReading, by_reading
from cinpolicy.reporting.case_in_words import CaseInWords, in_words
from cinpolicy.reporting.explanation import Explainer
from cinpolicy.reporting.html.dates import DateShown, dates
from cinpolicy.reporting.html.drawing import Drawing, drawing
from cinpolicy.reporting.html.marks import marks
from cinpolicy.reporting.html.paths import PathsShown, paths
from cinpolicy.reporting.html.points import points
from cinpolicy.reporting.html.table import TableShown, places, table
from cinpolicy.reporting.kept_to import kept_to
from cinpolicy.reporting.look import Look
from cinpolicy.reporting.method import Method, method
from cinpolicy.reporting.naming import names
from cinpolicy.reporting.silences import KINDS_TOLD, SHOWN, Silent, silences
from cinpolicy.reporting.what_differs import WhatDiffers, what_differs


@frozen(kw_only=True)
class CasePage:
    """One case as it is shown. ``id`` is what its links begin with."""

    id: str
    scenario: str
    title: str
    question: str
    kept_to: str
    words: CaseInWords
    failed: tuple[tuple[str, str], ...]
    authorities: tuple[str, ...]
    differs: WhatDiffers
    drawing: Drawing
    dates: tuple[DateShown, ...]
    table: TableShown
    silences: tuple[Silent, ...]
    readings: ByReading | None


@frozen(kw_only=True)
class Page:
    """All that the page shows; the paths, which are those of any case, where it is whole."""

    title: str
    cases: tuple[CasePage, ...]
    silence_kinds: tuple[str, ...]
    silences_told: str
    paths: PathsShown | None
    method: Method
    version: str


def page(report: Report) -> Page:
    """The page of a report."""
    one = len(report.cases) == 1
    return Page(
        title=report.cases[0].scenario.title if one else f"{len(report.cases)} cases compared",
        cases=tuple(_case(report, case, f"case-{n}") for n, case in enumerate(report.cases, 1)),
        silence_kinds=tuple(kind.value for kind in SHOWN),
        silences_told=KINDS_TOLD,
        paths=paths(report) if report.narrowing == WHOLE else None,
        method=method(report),
        version=report.version,
    )


def _case(report: Report, case: CaseReport, name: str) -> CasePage:
    words, made, scenario = report.words, case.comparison, case.scenario
    called = names(report, case)
    explainers = {
        slug: Explainer(scenario, timeline, slug, words, Look())
        for slug, timeline in case.timelines.items()
    }
    due = points(case, explainers, words)
    events = [(one.date, words.label(one.event)) for one in scenario.happenings]
    holidays = sorted(report.calendar.bank_holidays.items())
    return CasePage(
        id=name,
        scenario=scenario.name,
        title=made.title,
        question=made.question,
        kept_to=kept_to(case, report),
        words=in_words(scenario, words),
        failed=tuple((column.name, column.failure) for column in made.failed),
        authorities=tuple(called[slug] for slug in case.timelines),
        differs=what_differs(case, called),
        drawing=drawing(case, due, marks(words), called, holidays, events),
        dates=dates(due, explainers, places(made), called),
        table=table(made, explainers, called, words),
        silences=silences(made, called),
        readings=by_reading(made, report, called),
    )
