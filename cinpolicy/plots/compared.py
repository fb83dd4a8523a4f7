"""Which rows of a comparison a chart of differences has, and how other topics are counted."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from cinpolicy.cells import ANSWERS, Aspect, Cell, CellKind, Comparison, Divergence, Row
from cinpolicy.vocabulary import TopicKind

FEWEST_SPEAKING = 2


def timescales(comparison: Comparison) -> Iterator[Row]:
    """The rows of what falls due that differ."""
    due = (row for row in comparison.divergent if row.kind is TopicKind.TIMESCALE)
    yield from _first_spoken(row for row in due if not _is_count(row))


def _first_spoken(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows on which at least two texts say something, of repeated things the first.

    What later occurrences add is more of the same, and a row on which one text alone speaks
    compares nothing.
    """
    first: dict[str, Row] = {}
    for row in rows:
        if sum(cell.says_something for cell in row.cells) >= FEWEST_SPEAKING:
            first.setdefault(row.key.rstrip("0123456789").rstrip("."), row)
    yield from first.values()


def _is_count(row: Row) -> bool:
    return any(cell.count is not None for cell in row.cells)


@frozen
class Tally:
    """Of some questions of one kind, how many each authority answers and how many differ."""

    label: str
    answered: Mapping[str, int]
    questions: int
    differing: int


def tallies(comparison: Comparison) -> Iterator[Tally]:
    """The questions that are not about time, by section."""
    by_section: dict[str, list[Row]] = {}
    untimed = (row for row in comparison.rows if row.kind is not TopicKind.TIMESCALE)
    for row in _first_spoken(untimed):
        by_section.setdefault(row.section, []).append(row)
    working = [column.slug for column in comparison.columns if not column.failure]
    for section, rows in by_section.items():
        cells = {slug: [row.cell(slug) for row in rows] for slug in working}
        yield Tally(
            label=section,
            answered={slug: sum(map(_answers, some)) for slug, some in cells.items()},
            questions=len(rows),
            differing=sum(bool(row.divergences) for row in rows),
        )


def _answers(cell: Cell | None) -> bool:
    return cell is not None and cell.kind in ANSWERS


def is_dated(cell: Cell) -> bool:
    """Whether a cell holds a date that falls within the case."""
    return cell.kind is CellKind.DUE and cell.due is not None


def apart(row: Row) -> Divergence | None:
    """How far the dates of a row are apart; None where no two differ."""
    return next((d for d in row.divergences if d.aspect is Aspect.DATE), None)


def other_aspects(row: Row) -> str:
    """In what a row differs beside its dates, in the words of the tables."""
    others = (d for d in row.divergences if d.aspect is not Aspect.DATE)
    return ", ".join(f"{d.aspect.value}{'?' * (d.robust is False)}" for d in others)
