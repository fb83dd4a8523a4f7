"""Where an authority's dates stand among those of all authorities, before a change and after it.

Only dates are put in order, each row of a case by itself. Who gives no date has no place, and
is named beside it.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from datetime import date

from attrs import frozen

from cinpolicy.calendar import WorkingCalendar
from cinpolicy.case import Scenario
from cinpolicy.cells import Cell, CellKind, Comparison, Row
from cinpolicy.comparison import compare
from cinpolicy.stack import PolicyStack
from cinpolicy.values import Value


@frozen(kw_only=True, slots=False, repr=False)
class Neighbour(Value):
    """An authority whose date is closest, and how many days later it is (sooner: below 0)."""

    authority: str
    days: int


@frozen(kw_only=True, slots=False, repr=False)
class Place(Value):
    """Where a date stands among those of all authorities that date the same thing.

    ``place`` is 1 for the earliest, counted over authorities, so that of two that share the
    first place the next has the third; None where there is no date, and ``why`` says why not.
    ``of`` is how many give a date, itself among them. ``shared`` have the same date, ``nearest``
    are the closest of the others, which are several where they are equally close. ``undated``
    are those with no date, each with why. ``unplaced`` are those of them that date it
    after the last day followed, as does the authority itself: they may stand before it.
    """

    due: dt.date | None
    why: str
    place: int | None
    of: int
    shared: tuple[str, ...] = ()
    nearest: tuple[Neighbour, ...] = ()
    undated: tuple[tuple[str, str], ...] = ()
    unplaced: tuple[str, ...] = ()

    @property
    def latest(self) -> bool:
        """Whether no other date is later; not said of a date with none beside it."""
        return self.place is not None and self.place + len(self.shared) == self.of > 1


@frozen(kw_only=True, slots=False, repr=False)
class MovedDate(Value):
    """A row of one case in which the date is another one, and its place before and after."""

    scenario: str
    row: str
    label: str
    topics: tuple[str, ...]
    horizon: date
    before: Place
    after: Place

    @property
    def within(self) -> bool:
        """Whether either date falls on a day that is still followed."""
        return any(p.due is not None and p.due <= self.horizon for p in (self.before, self.after))


@frozen(kw_only=True, slots=False, repr=False)
class Standing(Value):
    """The same move from place to place, with all the cases that show it.

    ``moved`` has one row of each case. The places, those who share them and those without a
    date are the same in all; which authority is nearest may differ.
    """

    row: str
    label: str
    topics: tuple[str, ...]
    moved: tuple[MovedDate, ...]


def moved_dates(
    before: Comparison, after: Comparison, base: str, draft: str
) -> tuple[MovedDate, ...]:
    """The rows of one case in which ``base`` has one date and ``draft`` in its place another.

    The two comparisons are of the same case and the same authorities, but for those two.
    """
    others = {row.key: row for row in before.rows}
    keys = dict.fromkeys((*(row.key for row in after.rows), *others))
    found = []
    for key in keys:
        sides = [next((r for r in c.rows if r.key == key), None) for c in (before, after)]
        first, second = (
            _place(row, slug, after.horizon) for row, slug in zip(sides, (base, draft), strict=True)
        )
        row = sides[1] or sides[0]
        assert row is not None
        if first.due != second.due:
            found.append(
                MovedDate(
                    scenario=after.scenario,
                    row=key,
                    label=row.label,
                    topics=row.topics,
                    horizon=after.horizon,
                    before=first,
                    after=second,
                )
            )
    return tuple(found)


def moved_in(
    scenario: Scenario,
    stacks: Sequence[PolicyStack],
    draft: PolicyStack,
    base: str,
    calendar: WorkingCalendar,
    topics: frozenset[str] = frozenset(),
) -> tuple[MovedDate, ...]:
    """The dates a draft moves in one case, with their places among the authorities of ``stacks``.

    The draft stands in the place of ``base``, which is one of them. The others are run only
    where a date moved. ``topics`` keeps the rows of some topics only.
    """
    own = next(stack for stack in stacks if stack.top.slug == base)
    alone = compare(scenario, (own, draft), calendar, topics=topics)
    if alone.failed or not any(len({c.due for c in row.cells}) > 1 for row in alone.rows):
        return ()
    changed = [draft if stack is own else stack for stack in stacks]
    before, after = (compare(scenario, s, calendar, topics=topics) for s in (stacks, changed))
    return moved_dates(before, after, base, draft.top.slug)


def standings(moved: Iterable[MovedDate]) -> tuple[Standing, ...]:
    """What moves from which place to which, over all cases; what most cases show comes first.

    Of what recurs, the first occurrence that moved stands for all in each case, and the
    last that falls within what is followed where its places are others.
    """
    groups: dict[object, list[MovedDate]] = {}
    for one in _telling(moved):
        groups.setdefault((one.row, _same(one.before), _same(one.after)), []).append(one)
    made = [
        Standing(row=some[0].row, label=some[0].label, topics=some[0].topics, moved=tuple(some))
        for some in groups.values()
    ]
    order = {name: n for n, name in enumerate(dict.fromkeys(_stem(one.row) for one in made))}
    return tuple(sorted(made, key=lambda one: (order[_stem(one.row)], -len(one.moved))))


def _telling(moved: Iterable[MovedDate]) -> Iterable[MovedDate]:
    series: dict[tuple[str, str], list[MovedDate]] = {}
    for one in moved:
        series.setdefault((one.scenario, _stem(one.row)), []).append(one)
    for some in series.values():
        followed = [one for one in some if one.within] or some[:1]
        first, last = followed[0], followed[-1]
        yield first
        if _ranks(last) != _ranks(first):
            yield last


def _stem(row: str) -> str:
    """The key of a row without the number of the occurrence."""
    stem, _, number = row.rpartition(".")
    return stem if number.isdigit() else row


def _ranks(one: MovedDate) -> object:
    return [(side.place, side.of, side.shared) for side in (one.before, one.after)]


def _same(side: Place) -> object:
    """What must be the same for two cases to show the same; dates and the nearest need not be."""
    return side.place, side.of, side.why, side.shared, side.undated, side.unplaced


def _place(row: Row | None, slug: str, horizon: date) -> Place:
    cells = row.cells if row else ()
    own = next((cell for cell in cells if cell.authority == slug), None)
    others = [cell for cell in cells if cell is not own]
    due = own.due if own else None
    dated = [(cell.authority, cell.due) for cell in others if cell.due]
    undated = tuple((cell.authority, cell.words) for cell in others if not cell.due)
    if due is None:
        why = _no_date(own) if own else ""
        return Place(due=None, why=why, place=None, of=len(dated), undated=undated)
    return Place(
        due=due,
        why="",
        place=1 + sum(other < due for _, other in dated),
        of=1 + len(dated),
        shared=tuple(name for name, other in dated if other == due),
        nearest=_nearest(due, dated),
        undated=undated,
        unplaced=tuple(_beyond(others)) if due > horizon else (),
    )


_NOT_OWED = frozenset({CellKind.NOT_APPLICABLE, CellKind.NOT_REACHED})


def _no_date(cell: Cell) -> str:
    """Why there is no date: what is said, and where that is no longer owed, since when."""
    if cell.kind in _NOT_OWED and cell.provision and cell.notes:
        return f"{cell.words}; {cell.notes[0]}"
    return cell.words


def _nearest(due: date, dated: Sequence[tuple[str, date]]) -> tuple[Neighbour, ...]:
    """The authorities closest in time among those with another date, the sooner first."""
    apart = [(name, (other - due).days) for name, other in dated if other != due]
    least = min((abs(days) for _, days in apart), default=0)
    close = [Neighbour(authority=name, days=days) for name, days in apart if abs(days) == least]
    return tuple(sorted(close, key=lambda one: one.days))


def _beyond(cells: Iterable[Cell]) -> Iterable[str]:
    """Those whose rule has not come this far by the last day followed."""
    for cell in cells:
        if cell.kind is CellKind.NOT_REACHED and not cell.due and cell.provision is None:
            yield cell.authority
