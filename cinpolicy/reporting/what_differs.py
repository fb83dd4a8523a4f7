"""What a comparison finds, in short sentences to be read out in a meeting."""

from collections.abc import Iterator

from attrs import frozen

from cinpolicy.cells import Aspect, Cell, Comparison
from cinpolicy.report import CaseReport
from cinpolicy.reporting.apart import Finding, finding
from cinpolicy.reporting.aspects import SENTENCES, made_of
from cinpolicy.reporting.naming import Names

MOST_TOLD = 6
"""How many of the widest differences paper, Excel and Markdown tell; their tables have all."""
FEWEST_COMPARED = 2
FURTHEST = (
    "The dates that lie furthest apart. Of what recurs, the first time that the dates differ is "
    "told, with the widest gap of the later ones beside it:"
)


@frozen(kw_only=True)
class Frequency:
    """How often something is due by the end of the case, for each authority in order."""

    label: str
    counts: tuple[str, ...]


@frozen(kw_only=True)
class WhatDiffers:
    """What a comparison finds: on how many points, the widest differences, and in what."""

    failed: tuple[str, ...]
    overall: str
    widest: str
    findings: tuple[Finding, ...]
    further: str
    in_what: str
    aspects: tuple[str, ...]
    frequencies: tuple[Frequency, ...]


def what_differs(case: CaseReport, names: Names, most: int | None = None) -> WhatDiffers:
    """All of it; of the widest differences not more than ``most``, the others being counted."""
    comparison = case.comparison
    found = tuple(finding(comparison, *one, names) for one in comparison.largest[:most])
    left = len(comparison.largest) - len(found)
    things = "1 more thing has dates" if left == 1 else f"{left} more things have dates"
    aspects = tuple(_by_aspect(comparison))
    head = "In what the texts differ (a point can differ in several ways):" if aspects else ""
    return WhatDiffers(
        failed=tuple(f"{c.name} could not be run: {c.failure}" for c in comparison.failed),
        overall=_overall(comparison, case.compared),
        widest=_widest(comparison),
        findings=found,
        further=f"{things} that differ; the tables have them all." if left else "",
        in_what=head,
        aspects=aspects,
        frequencies=tuple(_frequencies(comparison)),
    )


def _overall(comparison: Comparison, rows: int) -> str:
    """In how many of the rows compared the authorities differ."""
    differing = len(comparison.divergent)
    if not rows:
        return "No text speaks of this, or nothing in this case brings it about."
    if _working(comparison) < FEWEST_COMPARED:
        return "There is one procedure here, so that there is nothing to compare it with."
    points = "1 point" if rows == 1 else f"{rows} points"
    lead = f"The texts differ on {differing} of the {points} compared in this case."
    return " ".join(filter(None, (lead, made_of(comparison))))


def _compares(comparison: Comparison) -> bool:
    """Whether there are two columns with anything in them."""
    return bool(comparison.rows) and _working(comparison) >= FEWEST_COMPARED


def _working(comparison: Comparison) -> int:
    return len(comparison.columns) - len(comparison.failed)


def _widest(comparison: Comparison) -> str:
    """What leads to the widest differences, or says that there are none."""
    if comparison.largest:
        return FURTHEST
    return "No two dates differ." if _compares(comparison) else ""


def _by_aspect(comparison: Comparison) -> Iterator[str]:
    """On how many points each aspect differs, the commonest first."""
    counts = sorted(comparison.counts.items(), key=lambda item: (-item[1], item[0]))
    for aspect, number in counts:
        yield f"{SENTENCES[Aspect(aspect)]}: {number} point{'s' * (number != 1)}"


def _frequencies(comparison: Comparison) -> Iterator[Frequency]:
    """The rows that say how often, where authorities differ in it."""
    for row in comparison.divergent:
        if any(cell.count is not None for cell in row.cells):
            yield Frequency(label=row.label, counts=tuple(map(_count, row.cells)))


def _count(cell: Cell) -> str:
    return str(cell.count) if cell.count is not None else cell.words
