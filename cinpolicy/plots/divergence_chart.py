"""What the texts differ in: a line a question, a column an authority, and how far apart."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby

from attrs import define
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cinpolicy import wording
from cinpolicy.cells import Aspect, Cell, CellKind, Comparison, Row
from cinpolicy.plots.compared import Tally, is_dated, tallies, timescales
from cinpolicy.plots.look import (
    COLOURS,
    FAINT,
    INK,
    RULE,
    SMALL,
    Page,
    foot,
    in_usual_style,
    width_of,
)
from cinpolicy.plots.marks import is_assumed
from cinpolicy.plots.one_case import case_of
from cinpolicy.provisions import SilenceKind
from cinpolicy.report import Report
from cinpolicy.reporting.kept_to import kept_to

LABEL, COLUMN, BARS, LINE = 2.5, 1.15, 1.9, 0.2
BLUE = COLOURS[0]
PALEST, DEEPEST = 0.08, 0.8
"""How much of the blue there is in the first date and in the latest; black is read on both."""
LONGEST = 44
"""Longer labels are cut to this many letters."""
_SHAPES: Mapping[CellKind | SilenceKind, tuple[str, bool, str]] = {
    CellKind.UNDATED: ("s", True, "required, with no date"),
    SilenceKind.NO_REQUIREMENT: ("x", True, "said not to be required"),
    SilenceKind.DISCRETION: ("D", False, "left to somebody"),
    SilenceKind.DEFERRED: (">", False, "left to another document or the plan"),
    SilenceKind.NOT_STATED: ("o", False, "not stated"),
    CellKind.NOT_REACHED: ("_", True, "not reached in the time followed"),
    CellKind.NOT_APPLICABLE: (".", True, "does not come up in this case"),
}
"""The mark of a cell without a date, whether it is full, and what it stands for."""


@in_usual_style
def divergence(made: Report | Comparison, scenario: str = "") -> Figure:
    """What the authorities' texts differ in, in one case.

    Above, what falls due: each date, and by how many days it is later than the first, the
    darker the later; what has no date is told apart by the shape of a mark. Below, how many
    of the other questions each text answers. Only questions on which at least two texts say
    something are in it, and of what is repeated the first. ``scenario`` names the case where
    a report has several. Raises ``SeveralCasesError`` and ``KeyError``.
    """
    if not isinstance(made, Report):
        return _Chart(made).figure()
    case = case_of(made, scenario)
    return _Chart(case.comparison, kept_to(case, made)).figure()


@define(slots=False)
class _Chart:
    made: Comparison
    kept: str = ""

    def figure(self) -> Figure:
        self.slugs = [column.slug for column in self.made.columns if not column.failure]
        rows, counted = list(timescales(self.made)), list(tallies(self.made))
        self.widest = max((_size(row) for row in rows), default=0)
        self.width = max(LABEL + COLUMN * len(self.slugs) + BARS, 8.0)
        page = Page.of(self.width)
        self._head(page)
        y = self._due(page, 0.95, rows)
        y = self._answers(page, y, counted)
        return page.end(self._legend(page, y + 0.25) + 0.1)

    def _head(self, page: Page) -> None:
        page.say(0.15, 0.2, self.made.title, fontsize=10, fontweight="bold")
        until = f"What the texts differ in, followed to {wording.plain_day(self.made.horizon)}"
        page.say(0.15, 0.4, until, color=FAINT)
        for number, slug in enumerate(self.slugs):
            page.say(self._middle(number), 0.72, slug, fontweight="bold", ha="center")
        page.say(self._end + 0.1, 0.72, "how far apart", fontweight="bold")

    def _middle(self, number: int) -> float:
        return LABEL + COLUMN * (number + 0.5)

    @property
    def _end(self) -> float:
        return LABEL + COLUMN * len(self.slugs)

    def _due(self, page: Page, y: float, rows: list[Row]) -> float:
        """What falls due, by section; how far down the page it goes."""
        for section, some in groupby(rows, lambda row: row.section):
            self._section(page, y, section)
            y += LINE
            for row in some:
                self._row(page, y, row)
                y += LINE
        return y

    def _section(self, page: Page, y: float, name: str) -> None:
        page.line((0.15, self.width - 0.15), (y - LINE / 2, y - LINE / 2))
        page.say(0.15, y, name, fontweight="bold")

    def _row(self, page: Page, y: float, row: Row) -> None:
        page.say(0.25, y, _cut(row.label), fontsize=SMALL)
        dated = [cell.due for cell in row.cells if is_dated(cell) and cell.due]
        for number, slug in enumerate(self.slugs):
            cell = row.cell(slug)
            if cell is None:
                continue
            if is_dated(cell) and cell.due:
                self._date(page, self._middle(number), y, cell, min(dated))
            else:
                _mark(page, self._middle(number), y, cell.silence or cell.kind)
        self._apart(page, y, row)

    def _date(self, page: Page, x: float, y: float, cell: Cell, first: date) -> None:
        assert cell.due
        later = (cell.due - first).days
        share = PALEST + (DEEPEST - PALEST) * later / self.widest if self.widest else PALEST
        left, top = x - COLUMN / 2 + 0.02, y - LINE / 2 + 0.01
        tile = Rectangle((left, top), COLUMN - 0.04, LINE - 0.02, facecolor=_shade(share))
        page.sheet.add_patch(tile)
        assumed = cell.obligation is not None and is_assumed(cell.obligation)
        said = f"{wording.plain_day(cell.due)}{'†' * assumed}"
        page.say(left + 0.05, y, said, fontsize=SMALL)
        apart = f"+{later}" if later else ""
        page.say(left + COLUMN - 0.08, y, apart, fontsize=SMALL, ha="right")

    def _apart(self, page: Page, y: float, row: Row) -> None:
        """A bar as long as the dates are apart, or in what else the row differs."""
        left, size = self._end + 0.1, _size(row)
        dates = next((d for d in row.divergences if d.aspect is Aspect.DATE), None)
        if not dates:
            aspects = ", ".join(one.aspect.value for one in row.divergences)
            page.say(left, y, aspects, fontsize=SMALL, color=FAINT)
            return
        length = (BARS - 0.9) * size / self.widest
        bar = Rectangle((left, y - 0.05), length, 0.1, facecolor=BLUE)
        page.sheet.add_patch(bar)
        mark = "?" if dates.robust is False else ""
        page.say(left + length + 0.05, y, f"{wording.days(size)}{mark}", fontsize=SMALL)

    def _answers(self, page: Page, y: float, counted: list[Tally]) -> float:
        if not counted:
            return y
        y += LINE / 2
        self._section(page, y, "Other questions: how many each text answers")
        for tally in counted:
            y += LINE
            page.say(0.25, y, f"{tally.label} ({tally.questions})", fontsize=SMALL)
            for number, slug in enumerate(self.slugs):
                self._share(page, self._middle(number), y, tally.answered[slug], tally.questions)
            said = f"{tally.differing} differ" + "s" * (tally.differing == 1)
            page.say(self._end + 0.1, y, said, fontsize=SMALL, color=FAINT)
        return y + LINE

    def _share(self, page: Page, x: float, y: float, answered: int, questions: int) -> None:
        left, whole = x - COLUMN / 2 + 0.07, COLUMN - 0.5
        for share, colour in ((1.0, "#E6E6E6"), (answered / questions, FAINT)):
            bar = Rectangle((left, y - 0.05), whole * share, 0.1, facecolor=colour)
            page.sheet.add_patch(bar)
        page.say(left + whole + 0.06, y, str(answered), fontsize=SMALL)

    def _legend(self, page: Page, y: float) -> float:
        page.line((0.15, self.width - 0.15), (y - 0.2, y - 0.2), color=RULE)
        x = 0.15
        for kind, (_, _, said) in _SHAPES.items():
            size = 0.35 + width_of(said, SMALL)
            if x + size > self.width:
                x, y = 0.15, y + 0.17
            _mark(page, x + 0.05, y, kind)
            page.say(x + 0.15, y, said, fontsize=SMALL)
            x += size
        notes = (
            "+N is N days after the first of the row; the darker, the later.  † rests on "
            "something the text does not state.  ? depends on how a text is read.",
            "Left out: questions on which fewer than two texts say something, and later "
            "occurrences of what is repeated.",
            *filter(None, (self.kept,)),
        )
        return foot(page, y + 0.17, notes, self.made.failed)


def _mark(page: Page, x: float, y: float, kind: CellKind | SilenceKind) -> None:
    shape, full, _ = _SHAPES[kind]
    page.mark(x, y, shape, mfc=INK if full else "white", mec=INK, markeredgewidth=0.9)


def _size(row: Row) -> int:
    """How many days a row's dates are apart."""
    return next((d.size or 0 for d in row.divergences if d.aspect is Aspect.DATE), 0)


def _shade(share: float) -> tuple[float, ...]:
    """White at 0, blue at 1."""
    return tuple(1 - (1 - part) * share for part in to_rgb(BLUE))


def _cut(label: str) -> str:
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"
