"""A report as Markdown."""

from collections.abc import Callable, Iterable, Iterator

from cinpolicy.cells import Comparison
from cinpolicy.report import CaseReport, Report
from cinpolicy.reporting import markdown
from cinpolicy.reporting.assumed import LEGEND
from cinpolicy.reporting.by_reading import FIRST_ONLY, ByReading, Changed, by_reading
from cinpolicy.reporting.case_in_words import in_words
from cinpolicy.reporting.kept_to import kept_to
from cinpolicy.reporting.markdown import escape
from cinpolicy.reporting.method import method
from cinpolicy.reporting.naming import names
from cinpolicy.reporting.printable import printable
from cinpolicy.reporting.silences import KINDS_TOLD
from cinpolicy.reporting.what_differs import MOST_TOLD, WhatDiffers, what_differs

Tables = Callable[[Comparison], Iterable[str]]
"""The rows of a comparison as lines."""


def _every_row(comparison: Comparison) -> Iterable[str]:
    return markdown.tables(comparison, comparison.rows)


def as_bytes(report: Report, tables: Tables = _every_row) -> bytes:
    """Every case, the finding first, and how to make the report again."""
    lines = [line for case in report.cases for line in _case(case, report, tables)]
    return printable("\n".join([*lines, *_method(report)]) + "\n").encode()


def _case(case: CaseReport, report: Report, tables: Tables) -> Iterator[str]:
    comparison, called = case.comparison, names(report, case)
    columns = [called[column.slug] for column in comparison.columns if not column.failure]
    yield from markdown.heading(comparison)
    yield from _paragraphs(kept_to(case, report))
    yield from ("", "## What differs most")
    yield from _differs(what_differs(case, called, MOST_TOLD), columns)
    yield from ("", "## The case")
    for passage in in_words(case.scenario, report.words).passages:
        yield from _list(passage.lead, passage.points)
    yield from tables(comparison)
    yield from _paragraphs(*LEGEND)
    yield from ("", "## What the texts leave open")
    yield from _paragraphs(f"Rows of the comparison that each text leaves open. {KINDS_TOLD}")
    yield from ("", *markdown.silences(comparison))
    yield from ("", "## What depends on how a text is read")
    yield from _readings(by_reading(comparison, report, called))
    yield ""


def _differs(told: WhatDiffers, columns: list[str]) -> Iterator[str]:
    """On how many points the texts differ, the widest differences, and in what."""
    yield from _paragraphs(*told.failed, told.overall, told.widest)
    for one in told.findings:
        yield from ("", f"- **{escape(one.head)}**")
        yield from (f"  - {escape(said)}" for said in (*one.ends, one.tail) if said)
    yield from _paragraphs(told.further)
    if told.aspects:
        yield from _list(told.in_what, told.aspects)
    if told.frequencies:
        yield from _paragraphs("How often, by authority:")
        yield from ("", markdown.line(["", *map(escape, columns)]))
        yield markdown.line(["---"] * (len(columns) + 1))
        for often in told.frequencies:
            yield markdown.line([escape(often.label), *map(escape, often.counts)])


def _readings(found: ByReading | None) -> Iterator[str]:
    if found is None:
        yield from _paragraphs(FIRST_ONLY)
        return
    yield from _paragraphs(found.hold, found.untried, found.lead if found.effects else "")
    for one in found.effects:
        yield from ("", f"- **{escape(', '.join(one.readings))}**")
        for text in one.told:
            yield from ("", f"  {escape(text)}")
        yield from _changed(found.lost, one.lost)
        yield from _changed(found.arising, one.arising)


def _changed(head: str, rows: tuple[Changed, ...]) -> Iterator[str]:
    if rows:
        yield from ("", f"  {escape(head)}:", "")
        yield from (f"  - {escape(one.said)}" for one in rows)


def _method(report: Report) -> Iterator[str]:
    told = method(report)
    yield "## How this was made"
    yield from _paragraphs(*told.paragraphs)
    yield from ("", markdown.line(["Authority", "Document", "Version"]))
    yield markdown.line(["---"] * 3)
    for one in told.sources:
        document = "<br>".join(map(escape, (one.title, *one.small)))
        yield markdown.line([escape(f"{one.name} ({one.slug})"), document, escape(one.version)])
    yield from _paragraphs(told.made)
    if told.command:
        yield from ("", *(f"    {line}" for line in told.command.splitlines()))


def _list(lead: str, points: Iterable[str]) -> Iterator[str]:
    yield from _paragraphs(lead)
    if points:
        yield from ("", *(f"- {escape(text)}" for text in points))


def _paragraphs(*texts: str) -> Iterator[str]:
    for text in filter(None, texts):
        yield from ("", escape(text))
