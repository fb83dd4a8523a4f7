"""How pictures look: colours, letters, and a page measured in inches."""

from collections.abc import Iterable
from functools import lru_cache
from math import ceil
from typing import Any

from attrs import frozen
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.markers import MarkerStyle
from matplotlib.textpath import text_to_path

from cinpolicy.cells import Column
from cinpolicy.plots.picture import Picture

COLOURS = ("#0072B2", "#D55E00", "#CC79A7", "#000000", "#56B4E9", "#E69F00", "#009E73")
"""The palette of Okabe and Ito without its yellow, in an order in which neighbours stay far apart
for the colour-blind."""
INK, FAINT, RULE = "#000000", "#595959", "#BFBFBF"
HEAD, SIZE, SMALL = 9.5, 7.5, 7.0
"""Sizes of letters in points; journals ask for 7 or more at the width that is printed."""
WIDTH, WIDEST, MARGIN = 7.2, 40.0, 0.1
"""In inches: the usual width, which is that of a page of most journals."""
NOTE = 0.15
"""From line to line of what stands at the foot."""
ON_SCREENS = 1.03
"""Letters made of dots are so much wider than those made of lines, or less."""
CLEAR = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
"""What keeps lines from running through a text."""
in_usual_style = style.context("default")
"""Keeps a reader's own settings of matplotlib out of what is drawn by a function."""


class WidthError(ValueError):
    """A picture cannot be drawn so wide or so narrow that its letters keep their size."""


def within(width: float, least: float, of: str) -> None:
    """Raise ``WidthError`` unless a picture can be drawn at a width."""
    if not least <= width <= WIDEST:
        least = ceil(least * 10) / 10
        raise WidthError(f"{of} is {least:.1f} to {WIDEST:g} inches wide (found {width:g})")


@frozen
class Page:
    """A figure with one sheet over all of it, measured in inches from its top left corner."""

    figure: Picture
    sheet: Axes
    width: float

    @classmethod
    def of(cls, width: float) -> "Page":
        """An empty page; ``end`` says how long it is."""
        figure = Picture(figsize=(width, 1), facecolor="white")
        sheet = figure.add_axes((0, 0, 1, 1))
        sheet.set_xlim(0, width)
        sheet.axis("off")
        return cls(figure, sheet, width)

    def end(self, height: float, title: str, description: str) -> Picture:
        """The figure, cut off so far from the top, with what it shows in words."""
        self.sheet.set_ylim(height, 0)
        self.figure.set_size_inches(self.width, height)
        self.figure.title, self.figure.description = title, description
        return self.figure

    def say(self, x: float, y: float, text: str, **how: Any) -> None:
        """Put a text on the page as it is: no sign in it is taken for mathematics."""
        usual = {"fontsize": SIZE, "color": INK, "va": "center", "parse_math": False}
        self.sheet.text(x, y, text, **{**usual, **how})

    def mark(self, x: float, y: float, shape: str | MarkerStyle, **how: Any) -> None:
        """Put one mark on the page, above lines."""
        usual = {"markersize": 5.5, "linestyle": "none", "zorder": 3}
        self.sheet.plot([x], [y], marker=shape, **{**usual, **how})

    def line(self, xs: tuple[float, ...], ys: tuple[float, ...], **how: Any) -> None:
        """Draw a line through points."""
        self.sheet.plot(xs, ys, **{"color": RULE, "linewidth": 0.6, "zorder": 1, **how})

    def across(self, y: float, **how: Any) -> None:
        """Draw a line from margin to margin."""
        self.line((MARGIN, self.width - MARGIN), (y, y), **how)


def head(page: Page, title: str, below: str) -> float:
    """The title and a line below it, in as many lines as they need; how far down it goes."""
    y = 0.17
    for line in wrapped(title, page.width - 2 * MARGIN, HEAD, "bold"):
        page.say(MARGIN, y, line, fontsize=HEAD, fontweight="bold")
        y += 0.18
    for line in wrapped(below, page.width - 2 * MARGIN, SIZE):
        page.say(MARGIN, y, line, color=FAINT)
        y += 0.16
    return y


def foot(page: Page, y: float, notes: Iterable[str], failed: Iterable[Column]) -> float:
    """What a reader must know, each on lines of its own; how far down the page it goes."""
    missing = [f"{one.slug} could not be run and is not shown." for one in failed]
    for note in (*notes, *missing):
        for line in wrapped(note, page.width - 2 * MARGIN):
            page.say(MARGIN, y, line, fontsize=SMALL, color=FAINT)
            y += NOTE
    return y


@lru_cache(maxsize=4096)
def width_of(text: str, size: float = SMALL, weight: str = "normal") -> float:
    """How wide a text is, in inches, with what a screen adds to its letters."""
    letters = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    points: float = text_to_path.get_text_width_height_descent(text, letters, ismath=False)[0]
    return points / 72 * ON_SCREENS


def wrapped(text: str, room: float, size: float = SMALL, weight: str = "normal") -> list[str]:
    """A text on lines no wider than the room, broken at spaces; a longer word stays whole."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, weight) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
