"""The timeline drawn to scale: a lane an authority, in it a track for every section with dates.

Marks that would cover each other stand one below the other.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import frozen

from cinpolicy import wording
from cinpolicy.cells import Aspect, CellKind, Row
from cinpolicy.report import CaseReport
from cinpolicy.reporting.html.axis import Axis, Tick, around
from cinpolicy.reporting.html.marks import Mark
from cinpolicy.reporting.html.points import Key, Point, key
from cinpolicy.reporting.naming import Names

WIDTH, LEFT, RIGHT = 1200.0, 230.0, 1180.0
TOP, LEVEL, HEAD, GAP = 40.0, 17.0, 24.0, 10.0
APART = 15.0
"""How far apart two marks must be to stand side by side."""


@frozen
class Placed:
    """A mark where it stands."""

    x: float
    y: float
    mark: Mark
    title: str
    done: bool


@frozen
class Track:
    """The dates of one section in one lane; ``y`` is where its name stands."""

    y: float
    label: str
    empty: bool


@frozen
class Lane:
    """The band of one authority."""

    name: str
    y: float
    height: float
    tracks: tuple[Track, ...]


@frozen
class Shaded:
    """A bank holiday, or a day on which something happens in the case."""

    x: float
    width: float
    title: str


@frozen
class Join:
    """A line through one thing's dates in several lanes, since they are not the same."""

    points: str
    colour: str
    title: str


@frozen(kw_only=True)
class Drawing:
    """All that is drawn."""

    width: float
    height: float
    left: float
    top: float
    ticks: tuple[Tick, ...]
    holidays: tuple[Shaded, ...]
    events: tuple[Shaded, ...]
    end: Shaded
    lanes: tuple[Lane, ...]
    joins: tuple[Join, ...]
    placed: tuple[Placed, ...]
    legend: tuple[Mark, ...]
    some_not_done: bool


class _Lanes:
    """Lays out lane after lane, from the top downwards."""

    def __init__(self, axis: Axis, legend: Sequence[Mark]) -> None:
        self.axis, self.legend = axis, legend
        self.y = TOP
        self.placed: dict[Key, Placed] = {}

    def lane(self, name: str, points: Sequence[Point]) -> Lane:
        """One lane below those there are."""
        top = self.y
        self.y += HEAD
        tracks = [self._track(mark, points) for mark in self.legend]
        self.y += GAP / 2
        made = Lane(name, top, self.y - top, tuple(tracks))
        self.y += GAP
        return made

    def _track(self, mark: Mark, points: Iterable[Point]) -> Track:
        own = [point for point in points if point.section == mark.section]
        track = Track(self.y + LEVEL / 2, mark.section, empty=not own)
        taken: list[float] = []
        for point in own:
            x = self.axis.x(point.day)
            level = _level(x, taken)
            y = self.y + LEVEL * (level + 0.5)
            title = f"{point.title}: {wording.day(point.day)}"
            self.placed[point.key] = Placed(x, y, mark, title, point.done)
        self.y += LEVEL * max(1, len(taken))
        return track


def _level(x: float, taken: list[float]) -> int:
    """The first level with room at ``x``; ``taken`` says how far each is taken already."""
    level = next((n for n, until in enumerate(taken) if until + APART <= x), len(taken))
    taken[level : level + 1] = [x]
    return level


def drawing(
    case: CaseReport,
    points: Sequence[Point],
    marks: dict[str, Mark],
    names: Names,
    holidays: Iterable[tuple[date, str]],
    events: Sequence[tuple[date, str]],
) -> Drawing:
    """The timeline of a case."""
    horizon = case.comparison.horizon
    days = [point.day for point in points] + [day for day, _ in events]
    axis = around(days, horizon, LEFT, RIGHT)
    shown = {point.section for point in points}
    legend = tuple(mark for section, mark in marks.items() if section in shown)
    lanes = _Lanes(axis, legend)
    made = tuple(
        lanes.lane(names[slug], [p for p in points if p.authority == slug])
        for slug in case.timelines
    )
    return Drawing(
        width=WIDTH,
        height=lanes.y,
        left=LEFT,
        top=TOP,
        ticks=tuple(axis.ticks()),
        holidays=tuple(
            _shaded(axis, day, name) for day, name in holidays if axis.first <= day < axis.last
        ),
        events=tuple(_shaded(axis, day, label) for day, label in events if day <= axis.last),
        end=_shaded(axis, horizon, "the case is followed to"),
        lanes=made,
        joins=tuple(_joins(case.comparison.rows, lanes.placed)),
        placed=tuple(lanes.placed.values()),
        legend=legend,
        some_not_done=not all(point.done for point in points),
    )


def _shaded(axis: Axis, day: date, what: str) -> Shaded:
    return Shaded(axis.x(day), round(max(1.5, axis.of_a_day), 1), f"{what}: {wording.day(day)}")


def _joins(rows: Iterable[Row], placed: dict[Key, Placed]) -> Iterable[Join]:
    """The lines through what does not fall due on the same day everywhere."""
    for row in rows:
        apart = next((d for d in row.divergences if d.aspect is Aspect.DATE), None)
        ends = [placed[key] for key in _keys(row) if key in placed]
        if apart and len(ends) > 1:
            through = " ".join(f"{end.x:g},{end.y:g}" for end in ends)
            title = f"{row.label}: {wording.days(apart.size or 0)} apart"
            yield Join(through, ends[0].mark.colour, title)


def _keys(row: Row) -> Iterable[Key]:
    for cell in row.cells:
        if cell.obligation and cell.kind is CellKind.DUE:
            yield key(cell.authority, cell.obligation)
