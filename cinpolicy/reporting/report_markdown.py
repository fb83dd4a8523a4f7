"""A report as Markdown."""

from collections.abc import Callable, Iterable, Iterator

from cinpolicy.cells import Comparison
from cinpolicy.report import CaseReport, Report
from cinpolicy.reporting import in_sentences, markdown
from cinpolicy.reporting.case_in_words import told
from cinpolicy.reporting.markdown import escape
from cinpolicy.reporting.printable import printable
from cinpolicy.reporting.reading_effects import effects, how_many_hold, reading_in_words

Tables = Callable[[Comparison], Iterable[str]]
"""The rows of a comparison as lines."""


def _every_row(comparison: Comparison) -> Iterable[str]:
    return markdown.tables(comparison, comparison.rows)


def as_bytes(report: Report, tables: Tables = _every_row) -> bytes:
    """Every case, the finding first, and how to make the report again."""
    lines = [line for case in report.cases for line in _case(case, report, tables)]
    lines += ["## Method, and how to make this again"]
    for text in in_sentences.method(report):
        lines += ["", escape(text)]
    if report.command:
        lines += ["", *(f"    {line}" for line in report.command.splitlines())]
    return printable("\n".join(lines) + "\n").encode()


def _case(case: CaseReport, report: Report, tables: Tables) -> Iterator[str]:
    comparison = case.comparison
    yield from markdown.heading(comparison)
    yield from _list("What was found", in_sentences.finding(comparison))
    yield from _list("The case", told(case.scenario, report.words))
    yield from tables(comparison)
    for text in in_sentences.legend():
        yield from ("", escape(text))
    yield from ("", "## What the texts leave open", "", *markdown.silences(comparison))
    yield from _list("How the texts can be read", _readings(case))
    yield ""


def _readings(case: CaseReport) -> Iterator[str]:
    yield how_many_hold(case.comparison)
    for one in effects(case.comparison):
        under = " and ".join(map(reading_in_words, one.readings))
        if one.lost:
            yield f"Under {under} these do not hold: {', '.join(one.lost)}."
        if one.arising:
            yield f"Only under {under} these hold: {', '.join(one.arising)}."


def _list(title: str, texts: Iterable[str]) -> Iterator[str]:
    yield from ("", f"## {title}", "", *(f"- {escape(text)}" for text in texts))
