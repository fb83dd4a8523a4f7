"""Which divergences depend on how a text is read."""

from collections.abc import Iterable

from attrs import frozen

from cinpolicy.cells import Comparison, Divergence, Row
from cinpolicy.reporting.html.table import shortly


@frozen
class Dependent:
    """Divergences that depend on the same readings: the rows, with what they differ in."""

    readings: str
    rows: tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class ByReading:
    """How many divergences hold whatever the reading, and on what the others depend.

    ``arising`` are those that arise only under readings other than the default ones;
    ``untried`` are the codes of those with too many combinations to try.
    """

    robust: int
    all: int
    dependent: tuple[Dependent, ...]
    arising: tuple[Dependent, ...]
    untried: tuple[str, ...]


def by_reading(comparison: Comparison) -> ByReading | None:
    """None where the case was looked at under the default readings alone."""
    if not comparison.every_reading:
        return None
    found = [(row, one) for row in comparison.rows for one in row.divergences]
    arising = [(row, one) for row in comparison.rows for one in row.under_readings]
    return ByReading(
        robust=sum(one.robust is True for _, one in found),
        all=len(found),
        dependent=_grouped((row, one) for row, one in found if one.robust is False),
        arising=_grouped(arising),
        untried=tuple(one.code for _, one in found if one.robust is None),
    )


def _grouped(found: Iterable[tuple[Row, Divergence]]) -> tuple[Dependent, ...]:
    by_readings: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for row, one in found:
        said = shortly(one).removesuffix(" (depends on a reading)")
        by_readings.setdefault(one.depends_on, []).append((f"{row.label}: {said}", one.code))
    return tuple(
        Dependent(" and ".join(readings), tuple(rows))
        for readings, rows in sorted(by_readings.items())
    )
