"""The whole page: its cases and how it was made."""

from attrs import frozen

from cinpolicy.procedure import Procedure
from cinpolicy.report import CaseReport, Report
from cinpolicy.reporting.explanation import Explainer
from cinpolicy.reporting.html.case_in_words import CaseInWords, in_words
from cinpolicy.reporting.html.dates import DateShown, dates
from cinpolicy.reporting.html.drawing import Drawing, drawing
from cinpolicy.reporting.html.findings import (
    Finding,
    Frequency,
    by_aspect,
    findings,
    frequencies,
    overall,
)
from cinpolicy.reporting.html.marks import marks
from cinpolicy.reporting.html.paths import PathsShown, paths
from cinpolicy.reporting.html.points import points
from cinpolicy.reporting.html.readings import ByReading, by_reading, readings_told
from cinpolicy.reporting.html.silences import SHOWN, Silent, silences
from cinpolicy.reporting.html.table import Names, TableShown, places, table
from cinpolicy.reporting.look import Look


@frozen(kw_only=True)
class CasePage:
    """One case as it is shown. ``id`` is what its links begin with."""

    id: str
    scenario: str
    title: str
    question: str
    words: CaseInWords
    failed: tuple[tuple[str, str], ...]
    authorities: tuple[str, ...]
    overall: str
    aspects: tuple[str, ...]
    findings: tuple[Finding, ...]
    frequencies: tuple[Frequency, ...]
    drawing: Drawing
    dates: tuple[DateShown, ...]
    table: TableShown
    silences: tuple[Silent, ...]
    readings: ByReading | None


@frozen(kw_only=True)
class Source:
    """A text that was compared. ``link`` is empty where its address is none to open."""

    name: str
    slug: str
    title: str
    version: str
    link: str
    address: str
    note: str
    drafts: tuple[str, ...]


@frozen(kw_only=True)
class Page:
    """All that the page shows."""

    title: str
    cases: tuple[CasePage, ...]
    silence_kinds: tuple[str, ...]
    paths: PathsShown
    sources: tuple[Source, ...]
    holidays: str
    command: str
    version: str


def page(report: Report) -> Page:
    """The page of a report."""
    one = len(report.cases) == 1
    calendar = report.calendar
    texts = (*report.procedures.values(), *report.layers.values())
    return Page(
        title=report.cases[0].scenario.title if one else f"{len(report.cases)} cases compared",
        cases=tuple(_case(report, case, f"case-{n}") for n, case in enumerate(report.cases, 1)),
        silence_kinds=tuple(kind.value for kind in SHOWN),
        paths=paths(report),
        sources=tuple(map(_source, texts)),
        holidays=f"{calendar.first_year} to {calendar.last_year}",
        command=report.command,
        version=report.version,
    )


def _case(report: Report, case: CaseReport, name: str) -> CasePage:
    words, made, scenario = report.words, case.comparison, case.scenario
    names = _names(report, case)
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
        words=in_words(scenario, words),
        failed=tuple((column.name, column.failure) for column in made.failed),
        authorities=tuple(names[slug] for slug in case.timelines),
        overall=overall(made),
        aspects=by_aspect(made),
        findings=findings(made, names),
        frequencies=frequencies(made),
        drawing=drawing(case, due, marks(words), names, holidays, events),
        dates=dates(due, explainers, places(made), names),
        table=table(made, explainers, names, words),
        silences=silences(made, names),
        readings=by_reading(made, readings_told({**report.layers, **report.procedures})),
    )


def _names(report: Report, case: CaseReport) -> Names:
    """Names by slug; where two columns have the same one (a draft, a version), the slug too."""
    columns = {column.slug: column.name for column in case.comparison.columns}
    layers = {slug: layer.name for slug, layer in report.layers.items()}
    several = list(columns.values())
    told = {
        slug: f"{name} ({slug})" if several.count(name) > 1 else name
        for slug, name in columns.items()
    }
    return {**layers, **told}


def _source(text: Procedure) -> Source:
    document = text.document
    is_address = document.url.startswith(("https://", "http://"))
    return Source(
        name=text.name,
        slug=text.slug,
        title=document.title,
        version=document.version,
        link=document.url if is_address else "",
        address=document.url,
        note=document.note,
        drafts=tuple(draft.title for draft in text.drafts),
    )
