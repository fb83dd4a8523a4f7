"""One case on a common axis of dates: a lane an authority, in it a line a section."""

from collections.abc import Iterator
from datetime import date

from attrs import define
from matplotlib.figure import Figure

from cinpolicy import wording
from cinpolicy.plots import axis
from cinpolicy.plots.compared import is_dated
from cinpolicy.plots.look import CLEAR, FAINT, INK, SMALL, Page, foot, in_usual_style, width_of
from cinpolicy.plots.marks import LOOKED_AT, Mark, is_assumed, is_looked_at, section_of, sections
from cinpolicy.plots.one_case import case_of
from cinpolicy.report import CaseReport, Report
from cinpolicy.reporting.kept_to import kept_to
from cinpolicy.timeline import Obligation, State
from cinpolicy.vocabulary import Vocabulary

WIDTH, LEFT, RIGHT = 9.0, 1.5, 0.35
LINE, BETWEEN_LANES, NAME = 0.17, 0.1, 0.2
JOINS = ("solid", "dashed")
"""The lines that join the widest differences from lane to lane."""
_NOT_HELD = (State.SKIPPED, State.SUPERSEDED, State.STOPPED)


@in_usual_style
def timeline(report: Report, scenario: str = "") -> Figure:
    """What falls due in a case under each authority, to scale.

    ``scenario`` names the case where the report has several. Shape and colour tell the
    sections apart. A hollow mark rests on something the text does not state, a stroke is a
    date on which nothing has to be done; a thin line leads to the day it was done, where that
    is another. The widest differences are joined. What falls due after the horizon, has no
    date or is no longer owed is left out, and what an encoding infers and no text states.
    Raises ``SeveralCasesError`` and ``KeyError``.
    """
    case = case_of(report, scenario)
    return _Chart(case, report.words, kept_to(case, report)).figure()


@define
class _Chart:
    case: CaseReport
    words: Vocabulary
    kept: str

    def figure(self) -> Figure:
        marks = sections(self.words)
        drawn = {slug: list(self._drawn(slug)) for slug in self.case.timelines}
        present = {section_of(owed, self.words) for owes in drawn.values() for owed in owes}
        lines = [name for name in marks if name in present]
        flags = axis.flags(self._events(), self._first(), self._last(), WIDTH - LEFT - RIGHT)
        top = 0.8 + 0.14 * max((flag.level for flag in flags), default=0)
        lane = NAME + LINE * len(lines) + BETWEEN_LANES
        bottom = top + lane * len(drawn)
        page = Page.of(WIDTH)
        scale = axis.Scale(self._first(), self._last(), LEFT, WIDTH - RIGHT)
        self._head(page)
        axis.draw(page, scale, top, bottom, flags)
        places: dict[str, dict[str, float]] = {}
        for number, (slug, owes) in enumerate(drawn.items()):
            y = top + lane * number
            places[slug] = {n: y + NAME + LINE * (p + 0.5) for p, n in enumerate(lines)}
            self._lane(page, scale, y, slug, places[slug])
            for owed in owes:
                name = section_of(owed, self.words)
                self._put(page, scale, places[slug][name], owed, marks[name])
        joined = list(self._joined(page, scale, places))
        return page.end(self._legend(page, bottom + 0.4, joined) + 0.1)

    def _first(self) -> date:
        return min(one.date for one in self.case.scenario.happenings)

    def _last(self) -> date:
        return self.case.scenario.horizon

    def _events(self) -> list[tuple[date, str]]:
        happened = self.case.scenario.happenings
        return [(h.date, self.words.label(h.event)) for h in happened if h.date <= self._last()]

    def _drawn(self, slug: str) -> Iterator[Obligation]:
        for owed in self.case.obligations(slug):
            stands = owed.state not in _NOT_HELD and self.words.topics[owed.question.topic].compared
            if stands and owed.due and owed.due.date <= self._last():
                yield owed

    def _head(self, page: Page) -> None:
        made = self.case.comparison
        page.say(0.15, 0.2, made.title, fontsize=10, fontweight="bold")
        until = f"What falls due, by authority, followed to {wording.plain_day(made.horizon)}"
        page.say(0.15, 0.4, until, color=FAINT)

    def _lane(
        self, page: Page, scale: axis.Scale, y: float, slug: str, places: dict[str, float]
    ) -> None:
        names = {column.slug: column.name for column in self.case.comparison.columns}
        page.line((0.15, WIDTH - RIGHT), (y, y), color=INK)
        page.say(0.15, y + 0.11, f"{names[slug]} ({slug})", fontweight="bold", bbox=CLEAR)
        for name, place in places.items():
            page.say(0.25, place, name, fontsize=SMALL, color=FAINT)
            page.line((scale.left, scale.right), (place, place), linewidth=0.3)

    def _put(self, page: Page, scale: axis.Scale, y: float, owed: Obligation, mark: Mark) -> None:
        assert owed.due
        x = scale.at(owed.due.date)
        if is_looked_at(owed, self.words):
            page.mark(x, y, LOOKED_AT, color=mark.colour, markersize=8, markeredgewidth=1.6)
            return
        if owed.done and owed.done != owed.due.date and owed.done <= self._last():
            done = scale.at(owed.done)
            page.line((x, done), (y, y), color=mark.colour, linewidth=1.2)
            page.mark(done, y, LOOKED_AT, color=mark.colour, markersize=4)
        page.mark(x, y, mark.shape, **_filling(mark.colour, assumed=is_assumed(owed)))

    def _joined(
        self, page: Page, scale: axis.Scale, places: dict[str, dict[str, float]]
    ) -> Iterator[str]:
        """Join the widest differences, and say what each is."""
        for (row, one), style in zip(self.case.comparison.largest, JOINS, strict=False):
            dated = [cell for cell in row.cells if is_dated(cell)]
            xs = tuple(scale.at(cell.due) for cell in dated if cell.due)
            ys = tuple(places[cell.authority][row.section] for cell in dated)
            page.line(xs, ys, color=FAINT, linewidth=0.8, linestyle=style, zorder=2)
            yield f"{style} line: {wording.lower_first(row.label)}, {wording.days(one.size or 0)}"

    def _legend(self, page: Page, y: float, joined: list[str]) -> float:
        x = 0.15
        keys = (
            ("s", _filling(FAINT, assumed=False), "due on this day"),
            (
                "s",
                _filling(FAINT, assumed=True),
                "the same, resting on what the text does not state",
            ),
            (
                LOOKED_AT,
                {"color": FAINT, "markersize": 8},
                "a date on which nothing has to be done",
            ),
        )
        for shape, how, said in keys:
            page.mark(x + 0.05, y, shape, **how)
            page.say(x + 0.17, y, said, fontsize=SMALL)
            x += 0.4 + width_of(said, SMALL)
        notes = [
            "A line leads from a mark to the day it was done, where that is another. "
            "Left out: what has no date, is no longer owed, or falls due later.",
        ]
        if joined:
            notes.append(f"How far apart: {'; '.join(joined)}.")
        notes += filter(None, (self.kept,))
        page.line((0.15, WIDTH - RIGHT), (y - 0.4, y - 0.4))
        return foot(page, y + 0.17, notes, self.case.comparison.failed)


def _filling(colour: str, *, assumed: bool) -> dict[str, object]:
    """A full mark, or a hollow and larger one, which shows below a full one of the same day."""
    if assumed:
        return {"mfc": "white", "mec": colour, "markeredgewidth": 1.2, "markersize": 6.5}
    return {"mfc": colour, "mec": "white", "markeredgewidth": 0.4, "zorder": 4}
