"""What the texts differ in: a line a question, a column an authority, and how far apart."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from attrs import define, field
from matplotlib.patches import Rectangle

from cinpolicy import wording
from cinpolicy.cells import Aspect, Cell, Comparison, Row
from cinpolicy.plots import legend, undated
from cinpolicy.plots.columns import LINE, PAD, Columns
from cinpolicy.plots.compared import Tally, apart, is_dated, other_aspects, tallies, timescales
from cinpolicy.plots.described import differences_in_words
from cinpolicy.plots.look import (
    COLOURS,
    FAINT,
    MARGIN,
    SMALL,
    WIDTH,
    Page,
    foot,
    head,
    in_usual_style,
    width_of,
    wrapped,
)
from cinpolicy.plots.one_case import case_of, comparison_of
from cinpolicy.plots.picture import Picture
from cinpolicy.plots.shades import ink_on, shade
from cinpolicy.report import Report
from cinpolicy.reporting.aspects import MATTERS
from cinpolicy.reporting.assumed import COUNTED, DAGGER, RESTS, marks
from cinpolicy.reporting.kept_to import kept_to

PALE = "#E6E6E6"
HEADING = "days apart; where none, what differs"
LEFT_OUT = (
    "Left out: questions on which fewer than two texts say something, and later occurrences of "
    "what is repeated."
)
NOTES = {
    "+": "+N is N days after the first of the row; the darker, the later.",
    DAGGER: f"{DAGGER} {RESTS}.",
    "*": f"* {COUNTED}.",
    "?": "? depends on how a text is read.",
}


@in_usual_style
def divergence(
    made: Report | Comparison,
    scenario: str = "",
    *,
    width: float = WIDTH,
    title: bool = True,
    topics: Iterable[str] = (),
) -> Picture:
    """What the authorities' texts differ in, in one case.

    Above, what falls due: each date, and by how many days it is later than the first, the
    darker the later; what has no date is told apart by the shape of a mark. Below, how many
    of the other questions each text answers. Only questions on which at least two texts say
    something are in it, and of what is repeated the first. ``scenario`` names the case where
    a report has several; ``width`` is in inches, and the height follows; ``title`` False leaves
    the title to a caption; ``topics`` keeps the rows of some topics. Raises
    ``SeveralCasesError``, ``KeyError`` and ``WidthError``.
    """
    kept = kept_to(case_of(made, scenario), made) if isinstance(made, Report) else ""
    return _Chart(comparison_of(made, scenario, topics), width, kept).figure(titled=title)


@define(slots=False)
class _Chart:
    made: Comparison
    width: float
    kept: str
    signs: set[str] = field(factory=set)
    kinds: set[undated.Kind] = field(factory=set)
    aspects: set[Aspect] = field(factory=set)

    def figure(self, *, titled: bool) -> Picture:
        self.slugs = [column.slug for column in self.made.columns if not column.failure]
        rows, counted = list(timescales(self.made)), list(tallies(self.made))
        self.widest = max((_size(row) for row in rows), default=0)
        self.columns = Columns.of(self.width, self.slugs, list(_dates(rows)))
        page = Page.of(self.width)
        until = f"What the texts differ in, followed to {wording.plain_day(self.made.horizon)}"
        y = head(page, self.made.title, until) if titled else 0.0
        y = self._heads(page, y + 0.12)
        y = self._due(page, y, rows)
        y = self._answers(page, y, counted)
        title, description = differences_in_words(self.made)
        return page.end(self._legend(page, y + 0.2) + 0.02, title, description)

    def _heads(self, page: Page, y: float) -> float:
        lines = wrapped(HEADING, self.columns.bars, SMALL, "bold")
        for number, line in enumerate(lines):
            left = self.columns.end + PAD
            page.say(left, y + LINE * number, line, fontsize=SMALL, fontweight="bold")
        y += LINE * (len(lines) - 1)
        for number, slug in enumerate(self.slugs):
            middle = self.columns.middle(number)
            page.say(middle, y, slug, fontsize=SMALL, fontweight="bold", ha="center")
        return y + 0.2

    def _due(self, page: Page, y: float, rows: list[Row]) -> float:
        """What falls due, by section; how far down the page it goes."""
        for section, some in groupby(rows, lambda row: row.section):
            self._section(page, y, section)
            y += LINE + 0.04
            for row in some:
                y = self._row(page, y, row)
            y += 0.04
        return y

    def _section(self, page: Page, y: float, name: str) -> None:
        page.across(y - LINE / 2 - 0.02)
        page.say(MARGIN, y, name, fontweight="bold")

    def _row(self, page: Page, y: float, row: Row) -> float:
        dated = [cell.due for cell in row.cells if is_dated(cell) and cell.due]
        label = wrapped(row.label, self.columns.label - 0.15)
        differs = [] if apart(row) else wrapped(other_aspects(row), self.columns.bars)
        below = self.columns.stacked and len(set(dated)) > 1
        deep = LINE * max(len(label), len(differs), 1 + below)
        for number, slug in enumerate(self.slugs):
            cell = row.cell(slug)
            if cell is None:
                continue
            if is_dated(cell) and cell.due:
                self._date(page, number, y, deep, cell, cell.due, min(dated))
            else:
                self.kinds.add(undated.kind_of(cell))
                middle = y + (deep - LINE) / 2
                undated.draw(page, self.columns.middle(number), middle, undated.kind_of(cell))
        _lines(page, MARGIN + 0.1, y, deep, label)
        _lines(page, self.columns.end + PAD, y, deep, differs, color=FAINT)
        self._apart(page, y + (deep - LINE) / 2, row)
        return y + deep + 0.03

    def _date(
        self, page: Page, number: int, y: float, deep: float, cell: Cell, due: date, first: date
    ) -> None:
        later = (due - first).days
        colour = shade(later, self.widest)
        left, right = self.columns.edges(number)
        tile = Rectangle((left, y - LINE / 2), right - left, deep, facecolor=colour)
        page.sheet.add_patch(tile)
        said, ink = f"{wording.plain_day(due)}{marks(cell)}", ink_on(colour)
        self.signs |= {*marks(cell), *("+" * bool(later))}
        after = [f"+{later}"] * bool(later)
        if self.columns.stacked:
            _lines(page, left + PAD, y, deep, [said, *after], color=ink)
            return
        _lines(page, left + PAD, y, deep, [said], color=ink)
        _lines(page, right - PAD, y, deep, after, color=ink, ha="right")

    def _apart(self, page: Page, y: float, row: Row) -> None:
        """A bar as long as the dates are apart; in what else a row differs has been told."""
        dates = apart(row)
        if not dates:
            self.aspects |= {one.aspect for one in row.divergences}
            self.signs |= {"?" for one in row.divergences if one.robust is False}
            return
        unsure = "?" * (dates.robust is False)
        self.signs |= set(unsure)
        left = self.columns.end + PAD
        longest = self.columns.bars - width_of(f"{wording.days(self.widest)}?") - 0.05
        length = longest * _size(row) / self.widest
        page.sheet.add_patch(Rectangle((left, y - 0.05), length, 0.1, facecolor=COLOURS[0]))
        said = f"{wording.days(_size(row))}{unsure}"
        page.say(left + length + 0.05, y, said, fontsize=SMALL)

    def _answers(self, page: Page, y: float, counted: list[Tally]) -> float:
        if not counted:
            return y
        self._section(page, y + 0.04, "Other questions: how many each text answers")
        y += 0.04
        for tally in counted:
            y += LINE + 0.03
            page.say(MARGIN + 0.1, y, f"{tally.label} ({tally.questions})", fontsize=SMALL)
            for number, slug in enumerate(self.slugs):
                self._share(page, number, y, tally.answered[slug], tally.questions)
            said = f"{tally.differing} differ" + "s" * (tally.differing == 1)
            page.say(self.columns.end + PAD, y, said, fontsize=SMALL, color=FAINT)
        return y + LINE

    def _share(self, page: Page, number: int, y: float, answered: int, questions: int) -> None:
        left, right = self.columns.edges(number)
        whole = right - left - 0.3
        for share, colour in ((1.0, PALE), (answered / questions, FAINT)):
            bar = Rectangle((left, y - 0.05), whole * share, 0.1, facecolor=colour)
            page.sheet.add_patch(bar)
        page.say(left + whole + 0.05, y, str(answered), fontsize=SMALL)

    def _legend(self, page: Page, y: float) -> float:
        page.across(y - 0.13)
        y = legend.draw(page, y, undated.keys(page, self.kinds)) + 0.02
        signs = " ".join(note for sign, note in NOTES.items() if sign in self.signs)
        matters = "; ".join(f"{a.value}: {MATTERS[a]}" for a in Aspect if a in self.aspects)
        notes = [signs, f"What differs: {matters}." if matters else "", LEFT_OUT, self.kept]
        return foot(page, y, filter(None, notes), self.made.failed)


def _dates(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Each date as it is written, and the most that can stand beside it."""
    for row in rows:
        for cell in row.cells:
            if is_dated(cell) and cell.due:
                days = _size(row)
                yield f"{wording.plain_day(cell.due)}{marks(cell)}", f"+{days}" if days else ""


def _lines(page: Page, x: float, y: float, deep: float, lines: list[str], **how: str) -> None:
    """Lines of text in the middle of a row so deep, of which ``y`` is the first line's middle."""
    y += (deep - LINE * len(lines)) / 2
    for number, line in enumerate(lines):
        page.say(x, y + LINE * number, line, fontsize=SMALL, **how)


def _size(row: Row) -> int:
    """How many days a row's dates are apart."""
    dates = apart(row)
    return (dates.size or 0) if dates else 0
