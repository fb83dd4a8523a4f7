"""What it would change to read a text otherwise, in words."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from cinpolicy import wording
from cinpolicy.cells import Comparison, Divergence, Row
from cinpolicy.procedure import Ambiguity
from cinpolicy.provisions import paragraphs_in_words
from cinpolicy.report import Report
from cinpolicy.reporting import naming
from cinpolicy.reporting.aspects import MATTERS
from cinpolicy.reporting.naming import Names

FIRST_ONLY = "The case was run under the first reading of each text only."
LEAD = "What it would change to read a text otherwise:"
LOST, ARISING = "The texts do not differ then in", "They differ only then in"


@frozen
class Changed:
    """A row with what its texts differ in, or no longer do, and the codes of that."""

    label: str
    matters: str
    codes: tuple[str, ...]

    @property
    def said(self) -> str:
        """The row and in what."""
        return f"{self.label}: {self.matters}"


@frozen(kw_only=True)
class Effect:
    """What readings together do: differences that are not there then, and that are only then.

    ``readings`` are their names. ``told`` says of each of them what the text leaves open and
    how it is then read.
    """

    readings: tuple[str, ...]
    told: tuple[str, ...]
    lost: tuple[Changed, ...]
    arising: tuple[Changed, ...]


@frozen(kw_only=True)
class ByReading:
    """How many divergences hold whatever the reading, and what each other reading would change.

    ``untried`` names those with too many combinations to try. ``lead`` leads to the effects,
    ``lost`` and ``arising`` to what each of them has.
    """

    hold: str
    untried: str
    effects: tuple[Effect, ...]
    lead: str = LEAD
    lost: str = LOST
    arising: str = ARISING


def by_reading(comparison: Comparison, report: Report, names: Names) -> ByReading | None:
    """None where the case was looked at under the first reading of each text alone."""
    if not comparison.every_reading:
        return None
    return ByReading(
        hold=how_many_hold(comparison),
        untried=too_many(comparison),
        effects=tuple(_effects(comparison, _told(report), names)),
    )


def how_many_hold(comparison: Comparison) -> str:
    """How many divergences hold however the texts are read."""
    found = [one for row in comparison.rows for one in row.divergences]
    robust = sum(one.robust is True for one in found)
    return f"{robust} of {len(found)} divergences hold under every combination of readings."


def too_many(comparison: Comparison) -> str:
    """The divergences of which not every combination of readings could be tried, if any."""
    unknown = [d.code for row in comparison.rows for d in row.divergences if d.robust is None]
    said = "For these there are too many combinations to try: "
    return f"{said}{', '.join(unknown)}." if unknown else ""


def _effects(comparison: Comparison, told: Mapping[str, str], names: Names) -> Iterator[Effect]:
    """The readings on which divergences depend, in order, and what each of them does."""
    rows = comparison.rows
    lost = [(row, d) for row in rows for d in row.divergences if d.robust is False]
    arising = [(row, d) for row in rows for d in row.under_readings]
    for readings in sorted({one.depends_on for _, one in (*lost, *arising)}):
        yield Effect(
            readings=tuple(_together(naming.reading(name, names) for name in readings)),
            told=tuple(_whose(name, readings, told, names) for name in readings if name in told),
            lost=tuple(_by_row(lost, readings)),
            arising=tuple(_by_row(arising, readings)),
        )


def _together(readings: Iterable[str]) -> Iterator[str]:
    """Readings of which each alone would change nothing."""
    for place, one in enumerate(readings):
        yield f"together with {one}" if place else one


def _whose(name: str, readings: tuple[str, ...], told: Mapping[str, str], names: Names) -> str:
    """What is told of a reading; among several, after which of them it is."""
    slug, read = name.partition(": ")[0], name.rpartition(" = ")[2].replace("_", " ")
    whose = f'{names.get(slug, slug)}, "{read}", ' if len(readings) > 1 else ""
    return wording.sentence(f"{whose}{told[name]}")


def _by_row(
    found: Iterable[tuple[Row, Divergence]], readings: tuple[str, ...]
) -> Iterator[Changed]:
    """What depends on some readings, everything of a row together."""
    of_row: dict[str, list[Divergence]] = {}
    labels = {}
    for row, one in found:
        if one.depends_on == readings:
            of_row.setdefault(row.key, []).append(one)
            labels[row.key] = row.label
    for key, some in of_row.items():
        matters = "; ".join(MATTERS[one.aspect] for one in some)
        yield Changed(labels[key], matters, tuple(one.code for one in some))


def _told(report: Report) -> dict[str, str]:
    """For each reading, named as divergences name it, what is left open and how it is read."""
    procedures = {**report.layers, **report.procedures}
    return {
        f"{slug}: {one.id} = {name}": _of_reading(one, why)
        for slug, procedure in procedures.items()
        for one in procedure.ambiguities
        for name, why in one.readings.items()
    }


def _of_reading(one: Ambiguity, why: str) -> str:
    place = paragraphs_in_words(one.paragraphs)
    open_ = f"{place}: {wording.sentence(one.says)}" if one.says else f"{place}."
    return f"{open_} Read so: {wording.sentence(why)}" if why else open_
