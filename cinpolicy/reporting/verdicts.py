"""What became of expectations."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from cinpolicy.judging.verdicts import Outcome, Verdict
from cinpolicy.loading.suites import Suite
from cinpolicy.reporting import json_parts
from cinpolicy.reporting.json_parts import Shape
from cinpolicy.reporting.lines import whole_words
from cinpolicy.reporting.look import Look

Judged = Sequence[tuple[Suite, Sequence[Verdict]]]
_INDENT = " " * 4
_NAMES = {
    Outcome.HELD: "held",
    Outcome.BROKEN: "not held",
    Outcome.FAILED: "not judged",
}


def as_text(judged: Judged, look: Look) -> str:
    """Every file with what did not hold in it in full, and a line of counts."""
    lines = [line for suite, verdicts in judged for line in _suite(suite, verdicts, look)]
    return "\n".join([*lines, "", *whole_words(_summary(judged), look, "", "  ")]) + "\n"


def _suite(suite: Suite, verdicts: Sequence[Verdict], look: Look) -> Iterator[str]:
    title = f"{suite.path}: {_counts(verdicts) or 'nothing judged'}"
    yield from map(look.bold, whole_words(title, look, "", "  "))
    for verdict in verdicts:
        if not verdict.held:
            yield from details(verdict, look)
        elif verdict.remarks:
            told = f"{verdict.expected}: {'; '.join(verdict.remarks)}"
            yield from map(look.faint, whole_words(told, look, "  note  ", _INDENT + " " * 4))


def details(verdict: Verdict, look: Look) -> Iterator[str]:
    """An expectation that did not hold, in full."""
    mark = _NAMES[verdict.outcome].upper()
    case = f"  in the case {verdict.case}" if verdict.case else ""
    yield f"  {look.mark(mark)}  {verdict.place}{look.faint(case)}"
    parts = {
        "expected": verdict.expected,
        "because": verdict.expectation.because,
        "found": verdict.found,
        "note": "; ".join(verdict.remarks),
        "rests on": look.dot.join(f"{one.layer} {one}" for one in verdict.cited),
    }
    for name, said in parts.items():
        if said:
            yield from whole_words(said, look, f"{_INDENT}{name:<10}", _INDENT + " " * 10)


def _counts(verdicts: Sequence[Verdict]) -> str:
    counts = Counter(verdict.outcome for verdict in verdicts)
    return ", ".join(f"{counts[one]} {_NAMES[one]}" for one in Outcome if counts[one])


def _summary(judged: Judged) -> str:
    """How many there are, and how many of them held."""
    verdicts = [verdict for _, some in judged for verdict in some]
    number = sum(len(suite.expectations) for suite, _ in judged)
    files = f"{len(judged)} file{'s' * (len(judged) != 1)}"
    said = f"{number} expectation{'s' * (number != 1)} in {files}"
    times = f"judged {len(verdicts)} time{'s' * (len(verdicts) != 1)}"
    others = number - len({verdict.expectation.place for verdict in verdicts})
    about = f" {others} about authorities that were not asked for." if others else ""
    return f"{said}, {times}: {_counts(verdicts) or 'none'}.{about}"


def as_json(judged: Judged) -> str:
    """The same as JSON, with what held."""
    verdicts = [verdict for _, some in judged for verdict in some]
    return json_parts.dump(
        {
            "format": "cinpolicy-verdicts",
            "version": json_parts.VERSION,
            "files": [_file(suite) for suite, _ in judged],
            "verdicts": [_shape(verdict) for verdict in verdicts],
            "outcomes": _outcomes(verdicts),
        }
    )


def _outcomes(verdicts: Sequence[Verdict]) -> Mapping[str, int]:
    counts = Counter(verdict.outcome for verdict in verdicts)
    return {one.value: counts[one] for one in Outcome}


def _file(suite: Suite) -> Shape:
    return {
        "file": str(suite.path),
        "name": suite.name,
        "cases": [case.name for case in suite.cases if case],
        "expectations": len(suite.expectations),
    }


def _shape(verdict: Verdict) -> Shape:
    place = verdict.place
    return {
        "authority": verdict.authority,
        "scenario": verdict.case or None,
        "outcome": verdict.outcome.value,
        "expected": verdict.expected,
        "because": verdict.expectation.because or None,
        "found": verdict.found,
        "remarks": list(verdict.remarks),
        "rests_on": [
            {"provision": one.provision or None, "cited": one.citation, "layer": one.layer}
            for one in verdict.cited
        ],
        "file": place.path,
        "line": place.line,
        "column": place.column,
    }
