"""Which divergences depend on how a text is read."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from cinpolicy.cells import Comparison, Divergence, Row
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import paragraphs_in_words
from cinpolicy.reporting.html.table import shortly


@frozen
class Dependent:
    """Divergences that depend on the same readings: the rows, with what they differ in.

    ``told`` says for each reading what the text leaves open and how it is then read.
    """

    readings: str
    told: tuple[str, ...]
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


def readings_told(procedures: Mapping[str, Procedure]) -> dict[str, str]:
    """For each reading, named as divergences name it, what it is a reading of and how."""
    return {
        f"{slug}: {one.id} = {name}": f"{slug}, {paragraphs_in_words(one.paragraphs)}: "
        f"{one.says} Under this reading: {said}"
        for slug, procedure in procedures.items()
        for one in procedure.ambiguities
        for name, said in one.readings.items()
    }


def by_reading(comparison: Comparison, told: Mapping[str, str]) -> ByReading | None:
    """None where the case was looked at under the default readings alone."""
    if not comparison.every_reading:
        return None
    found = [(row, one) for row in comparison.rows for one in row.divergences]
    arising = [(row, one) for row in comparison.rows for one in row.under_readings]
    return ByReading(
        robust=sum(one.robust is True for _, one in found),
        all=len(found),
        dependent=_grouped(((row, one) for row, one in found if one.robust is False), told),
        arising=_grouped(arising, told),
        untried=tuple(one.code for _, one in found if one.robust is None),
    )


def _grouped(
    found: Iterable[tuple[Row, Divergence]], told: Mapping[str, str]
) -> tuple[Dependent, ...]:
    by_readings: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for row, one in found:
        said = shortly(one).removesuffix(" (depends on a reading)")
        by_readings.setdefault(one.depends_on, []).append((f"{row.label}: {said}", one.code))
    return tuple(
        Dependent(
            " and ".join(readings), tuple(told[r] for r in readings if r in told), tuple(rows)
        )
        for readings, rows in sorted(by_readings.items())
    )
