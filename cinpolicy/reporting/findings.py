"""What the check of procedures found."""

from collections import Counter
from collections.abc import Iterator, Sequence

from cinpolicy.check import CHECKS
from cinpolicy.check.findings import Finding
from cinpolicy.check.moved import MovedFindings
from cinpolicy.check.results import Result
from cinpolicy.provisions import Citation
from cinpolicy.reporting import json_parts
from cinpolicy.reporting.json_parts import Shape
from cinpolicy.reporting.lines import whole_words
from cinpolicy.reporting.look import Look

_INDENT = " " * 9


def as_text(results: Sequence[Result], look: Look) -> str:
    """The findings of each procedure under its name, and how many there are of each code."""
    lines = [line for result in results for line in (*_result(result, look), "")]
    return "\n".join([*lines, *whole_words(_summary(results), look, "", "  ")]) + "\n"


def _result(result: Result, look: Look) -> Iterator[str]:
    yield from map(look.bold, whole_words(_title(result), look, "", "  "))
    for finding in result.findings:
        first, *more = whole_words(finding.sentence, look, f"  {finding.code}  ", _INDENT)
        yield first.replace(finding.code, look.mark(finding.code), 1)
        yield from more
        if finding.place:
            yield look.faint(f"{_INDENT}{finding.place}")
        if where := _where(finding, look):
            yield from map(look.faint, whole_words(where, look, _INDENT, _INDENT))
    if not result.findings:
        yield "  nothing found"


def _title(result: Result) -> str:
    one = result.procedure
    if one is None:
        return f"{result.name}: cannot be read"
    return f"{result.name}: {one.name}. {one.document.title} ({one.document.version})"


def _where(finding: Finding, look: Look) -> str:
    """What it rests on: the paragraphs, the provisions."""
    paragraphs = str(Citation(section="", paragraphs=finding.paragraphs))
    parts = (
        paragraphs if finding.paragraphs else "",
        ", ".join(finding.provisions),
    )
    return look.dot.join(filter(None, parts))


def _summary(results: Sequence[Result]) -> str:
    counts = Counter(finding.code for result in results for finding in result.findings)
    total = counts.total()
    if not total:
        return "Nothing found."
    each = ", ".join(f"{CHECKS[code].name} {code}: {counts[code]}" for code in sorted(counts))
    return f"{total} finding{'s' * (total != 1)} ({each}). See docs/lint.md."


def as_json(results: Sequence[Result]) -> str:
    """The same as JSON."""
    return json_parts.dump(
        {
            "format": "cinpolicy-findings",
            "version": json_parts.VERSION,
            "procedures": [_shape(result) for result in results],
        }
    )


def _shape(result: Result) -> Shape:
    one = result.procedure
    return {
        "procedure": result.name,
        "authority": one.slug if one else None,
        "name": one.name if one else None,
        "document": one.document.title if one else None,
        "document_version": one.document.version if one else None,
        "findings": [finding_shape(finding) for finding in result.findings],
    }


def finding_shape(finding: Finding) -> Shape:
    """One finding, with its facts and its place."""
    place = finding.place
    return {
        "code": finding.code,
        "check": CHECKS[finding.code].name,
        "sentence": finding.sentence,
        "provisions": list(finding.provisions),
        "topic": finding.topic or None,
        "facts": json_parts.fact_values(finding.facts),
        "paragraphs": list(finding.paragraphs),
        "file": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }


def moved_shape(moved: MovedFindings) -> Shape:
    """The findings that a change brings, takes away and alters."""
    return {
        "new": [finding_shape(one) for one in moved.new],
        "gone": [finding_shape(one) for one in moved.gone],
        "changed": [
            {"before": finding_shape(before), "after": finding_shape(after)}
            for before, after in moved.changed
        ],
    }
