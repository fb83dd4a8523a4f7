"""One case on a common axis of dates: a lane an authority, in it a line a section."""

from collections.abc import Iterable, Iterator
from functools import partial

from attrs import Factory, define

from cinpolicy import wording
from cinpolicy.plots import axis, legend, marks
from cinpolicy.plots.compared import is_dated
from cinpolicy.plots.described import lanes_in_words
from cinpolicy.plots.look import (
    CLEAR,
    FAINT,
    INK,
    MARGIN,
    SIZE,
    SMALL,
    WIDTH,
    Page,
    foot,
    head,
    in_usual_style,
    width_of,
    within,
)
from cinpolicy.plots.marks import Mark
from cinpolicy.plots.one_case import Lanes
from cinpolicy.plots.picture import Picture
from cinpolicy.report import Report
from cinpolicy.reporting.assumed import marks_of
from cinpolicy.timeline import Obligation

RIGHT, INDENT = 0.2, 0.1
LINE, STACKED, BETWEEN_LANES, NAME = 0.14, 0.09, 0.06, 0.2
SHORTEST = 1.5
"""The shortest axis, in inches."""
JOINS = ("solid", "dashed")
"""The lines that join the widest differences from lane to lane."""
EMPTY = (
    "A line with no mark has no date in this case, which is not to say that the text is silent. "
    "Left out: what has no date, is no longer owed, or falls due later."
)


@in_usual_style
def timeline(
    report: Report,
    scenario: str = "",
    *,
    width: float = WIDTH,
    title: bool = True,
    topics: Iterable[str] = (),
) -> Picture:
    """What falls due in a case under each authority, to scale.

    ``scenario`` names the case where the report has several; ``width`` is in inches, and the
    height follows; ``title`` False leaves the title to a caption; ``topics`` keeps what falls
    due under some topics only. Shape and colour tell the sections apart, and how a shape is
    filled tells † and *; a stroke is a date on which nothing has to be done; a thin line leads to
    the day it was done, where that is another. The widest differences are joined. What falls due
    after the horizon, has no date or is no longer owed is left out, and what an encoding infers
    and no text states. Raises ``SeveralCasesError``, ``KeyError`` and ``WidthError``.
    """
    return _Chart(Lanes.of(report, scenario, topics), width).figure(titled=title)


@define
class _Chart:
    lanes: Lanes
    width: float
    signs: set[str] = Factory(set)
    looked_at: bool = False
    led: bool = False
    at: list[tuple[str, Obligation, float, float]] = Factory(list)
    """Where each mark stands: the authority, what is owed, across and down."""

    def figure(self, *, titled: bool) -> Picture:
        names = self.lanes.names
        drawn = {slug: self.lanes.by_section(slug) for slug in names}
        known = marks.sections(self.lanes.words)
        shown = {
            name: known[name] for name in known if any(name in some for some in drawn.values())
        }
        left = MARGIN + INDENT + max((width_of(name) for name in shown), default=1.0) + 0.15
        within(self.width, max(left + SHORTEST + RIGHT, *map(_room, names.items())), "a timeline")
        first, last = self.lanes.first, self.lanes.last
        scale = axis.Scale(first, last, left, self.width - RIGHT)
        flags = axis.flags(self.lanes.events, first, last, scale.right - scale.left)
        page = Page.of(self.width)
        until = f"What falls due, by authority, followed to {wording.plain_day(last)}"
        y = head(page, self.lanes.comparison.title, until) if titled else 0.05
        y = top = y + 0.2 + axis.LEVEL * max((flag.level for flag in flags), default=0)
        for slug, owed in drawn.items():
            y = self._lane(page, scale, y, slug, owed, shown)
        axis.draw(page, scale, top, y, flags)
        joined = list(self._joined(page))
        title, description = lanes_in_words(self.lanes)
        return page.end(self._legend(page, y + 0.42, joined) + 0.02, title, description)

    def _lane(
        self,
        page: Page,
        scale: axis.Scale,
        y: float,
        slug: str,
        owed: dict[str, list[Obligation]],
        shown: dict[str, Mark],
    ) -> float:
        """The lines of an authority; how far down the page they go."""
        page.across(y, color=INK)
        name = _named(slug, self.lanes.names[slug])
        page.say(MARGIN, y + 0.11, name, fontweight="bold", bbox=CLEAR)
        y += NAME
        for section, mark in shown.items():
            some = owed.get(section, [])
            levels = marks.stacked(scale.at(one.due.date) for one in some if one.due)
            page.say(MARGIN + INDENT, y + LINE / 2, section, fontsize=SMALL, color=FAINT)
            page.line((scale.left, scale.right), (y + LINE / 2, y + LINE / 2), linewidth=0.3)
            for one, level in zip(some, levels, strict=True):
                self._put(page, scale, y + LINE / 2 + STACKED * level, slug, one, mark)
            y += LINE + STACKED * max(levels, default=0)
        return y + BETWEEN_LANES

    def _put(
        self, page: Page, scale: axis.Scale, y: float, slug: str, owed: Obligation, mark: Mark
    ) -> None:
        assert owed.due
        x = scale.at(owed.due.date)
        self.at.append((slug, owed, x, y))
        if marks.is_looked_at(owed, self.lanes.words):
            marks.draw_stroke(page, x, y, mark.colour)
            self.looked_at = True
            return
        if owed.done and owed.done != owed.due.date and owed.done <= self.lanes.last:
            done = scale.at(owed.done)
            page.line((x, done), (y, y), color=mark.colour, linewidth=1.2)
            page.mark(done, y, marks.LOOKED_AT, color=mark.colour, markersize=4)
            self.led = True
        self.signs.add(marks_of(owed))
        marks.draw(page, x, y, mark, marks_of(owed))

    def _joined(self, page: Page) -> Iterator[str]:
        """Join the widest differences, and say what each is."""
        for (row, one), style in zip(self.lanes.comparison.largest, JOINS, strict=False):
            cells = [(cell.authority, cell.obligation) for cell in row.cells if is_dated(cell)]
            ends = [(x, y) for slug, owed, x, y in self.at if (slug, owed) in cells]
            xs, ys = tuple(x for x, _ in ends), tuple(y for _, y in ends)
            page.line(xs, ys, color=FAINT, linewidth=0.8, linestyle=style, zorder=2)
            yield f"{style} line: {wording.lower_first(row.label)}, {wording.days(one.size or 0)}"

    def _legend(self, page: Page, y: float, joined: list[str]) -> float:
        """What the marks mean that are in the picture."""
        y = legend.draw(page, y, self._keys(page))
        notes = ["A line leads from a mark to the day it was done."] * self.led + [EMPTY]
        notes += [self.lanes.kept] * bool(self.lanes.kept)
        notes += [f"How far apart: {'; '.join(joined)}."] * bool(joined)
        return foot(page, y + 0.02, notes, self.lanes.comparison.failed)

    def _keys(self, page: Page) -> Iterator[legend.Key]:
        square = Mark("s", FAINT)
        for sign, said in marks.SIGNS.items():
            if sign in self.signs:
                yield partial(marks.draw, page, mark=square, sign=sign), f"{sign} {said}".strip()
        if self.looked_at:
            stroke = partial(marks.draw_stroke, page, colour=FAINT)
            yield stroke, "a date on which nothing has to be done"


def _named(slug: str, name: str) -> str:
    return f"{name} ({slug})"


def _room(named: tuple[str, str]) -> float:
    """How wide a picture must be for the name of a lane."""
    return 2 * MARGIN + width_of(_named(*named), SIZE, "bold")
