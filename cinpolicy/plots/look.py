"""How pictures look, and their bytes: colours, letters, a page measured in inches."""

import io
from collections.abc import Iterable
from typing import Any

from attrs import frozen
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cinpolicy.cells import Column

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
"""The palette of Okabe and Ito, which the colour-blind can tell apart, without its yellow."""
INK, FAINT, RULE = "#000000", "#595959", "#BFBFBF"
SIZE, SMALL = 7.5, 6.5
CLEAR = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
"""What keeps lines from running through a text."""
DOTS_AN_INCH = 200
_STABLE: dict[str, Any] = {"svg.fonttype": "none", "svg.hashsalt": "cinpolicy"}
"""Text stays text in a picture made of lines, and its names are the same every time."""
in_usual_style = style.context("default")
"""Keeps a reader's own settings of matplotlib out of what is drawn by a function."""


@frozen
class Page:
    """A figure with one sheet over all of it, measured in inches from its top left corner."""

    figure: Figure
    sheet: Axes

    @classmethod
    def of(cls, width: float) -> "Page":
        """An empty page; ``end`` says how long it is."""
        figure = Figure(figsize=(width, 1), facecolor="white")
        sheet = figure.add_axes((0, 0, 1, 1))
        sheet.set_xlim(0, width)
        sheet.axis("off")
        return cls(figure, sheet)

    def end(self, height: float) -> Figure:
        """The figure, cut off so far from the top."""
        self.sheet.set_ylim(height, 0)
        self.figure.set_size_inches(self.figure.get_figwidth(), height)
        return self.figure

    def say(self, x: float, y: float, text: str, **how: Any) -> None:
        """Put a text on the page as it is: no sign in it is taken for mathematics."""
        usual = {"fontsize": SIZE, "color": INK, "va": "center", "parse_math": False}
        self.sheet.text(x, y, text, **{**usual, **how})

    def mark(self, x: float, y: float, shape: str, **how: Any) -> None:
        """Put one mark on the page, above lines."""
        usual = {"markersize": 5.5, "linestyle": "none", "zorder": 3}
        self.sheet.plot([x], [y], marker=shape, **{**usual, **how})

    def line(self, xs: tuple[float, ...], ys: tuple[float, ...], **how: Any) -> None:
        """Draw a line through points."""
        self.sheet.plot(xs, ys, **{"color": RULE, "linewidth": 0.6, "zorder": 1, **how})


def foot(page: Page, y: float, notes: Iterable[str], failed: Iterable[Column]) -> float:
    """What a reader must know, a line each; how far down the page it goes."""
    missing = [f"{one.slug} could not be run and is not shown." for one in failed]
    for note in (*notes, *missing):
        page.say(0.15, y, note, fontsize=SMALL, color=FAINT)
        y += 0.17
    return y


def width_of(text: str, size: float = SIZE) -> float:
    """About how wide a text is, in inches; the letters are not measured."""
    return len(text) * size * 0.6 / 72


def as_svg(figure: Figure) -> bytes:
    """A figure as SVG in which text can be searched and changed."""
    return _saved(figure, format="svg", metadata={"Date": None, "Creator": "cinpolicy"})


def as_png(figure: Figure) -> bytes:
    """A figure as PNG."""
    return _saved(figure, format="png", dpi=DOTS_AN_INCH, metadata={"Software": "cinpolicy"})


def _saved(figure: Figure, **how: Any) -> bytes:
    out = io.BytesIO()
    with style.context(["default", _STABLE]):
        figure.savefig(out, **how)
    return out.getvalue()
