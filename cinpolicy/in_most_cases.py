"""Rows that are the same, word for word, in most of several cases: they do not turn on the case.

A row with a day in it is never one of them, since days are what a case is run for.
"""

from collections.abc import Hashable, Iterable, Sequence

from attrs import frozen

from cinpolicy.cells import Cell, Comparison, Divergence, Row
from cinpolicy.provisions import Provision, Question
from cinpolicy.rows import in_order
from cinpolicy.vocabulary import Vocabulary


@frozen(kw_only=True)
class Shared:
    """A row, and the names of the cases in which it is not so: otherwise, or not there at all."""

    row: Row
    not_so_in: tuple[str, ...]


def in_most_cases(comparisons: Sequence[Comparison], words: Vocabulary) -> tuple[Shared, ...]:
    """The rows that more than half of several cases have in the same words, in their order."""
    found: dict[Hashable, tuple[Row, set[str]]] = {}
    for comparison in comparisons if len(comparisons) > 1 else ():
        for row in filter(_has_no_day, comparison.rows):
            found.setdefault(_told(row), (row, set()))[1].add(comparison.scenario)
    most = {row.key: (row, so) for row, so in found.values() if len(so) * 2 > len(comparisons)}
    names = [comparison.scenario for comparison in comparisons]
    return tuple(
        Shared(row=row, not_so_in=tuple(name for name in names if name not in most[row.key][1]))
        for row in in_order((row for row, _ in most.values()), words)
    )


@frozen(kw_only=True)
class Parted:
    """The rows of one case: those in which the case matters, and those that most cases have."""

    own: tuple[Row, ...]
    shared: tuple[Row, ...]

    def own_provisions(self, provisions: Iterable[Provision]) -> tuple[Provision, ...]:
        """Those of some provisions in play that bear on more than the shared rows."""
        elsewhere = questions_of(self.shared) - questions_of(self.own)
        return tuple(one for one in provisions if one.question not in elsewhere)


def parted(comparison: Comparison, shared: Iterable[Shared]) -> Parted:
    """The rows of a case by whether they stand among the shared ones."""
    elsewhere = {one.row.key for one in shared if comparison.scenario not in one.not_so_in}
    return Parted(
        own=tuple(row for row in comparison.rows if row.key not in elsewhere),
        shared=tuple(row for row in comparison.rows if row.key in elsewhere),
    )


def questions_of(rows: Iterable[Row]) -> frozenset[Question]:
    """All questions that the provisions cited in some rows answer."""
    cells = (cell for row in rows for cell in row.cells)
    return frozenset(cell.provision.question for cell in cells if cell.provision)


def _has_no_day(row: Row) -> bool:
    return all(cell.due is None for cell in row.cells)


def _told(row: Row) -> Hashable:
    """All that a reader is told in a row."""
    cells = tuple(map(_told_in_cell, row.cells))
    return row.key, row.label, row.section, cells, tuple(map(_told_of, row.divergences))


def _told_in_cell(one: Cell) -> Hashable:
    source = (one.authority, one.answered_by, one.citation, one.force, one.term)
    return *source, one.kind, one.words, one.count, one.assumed, one.notes, one.span


def _told_of(one: Divergence) -> Hashable:
    return one.code, one.statement, one.robust, one.depends_on
