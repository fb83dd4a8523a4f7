"""A figure that says in words what it shows, and its bytes, the same every time."""

import io
from typing import Any
from xml.sax.saxutils import escape

from matplotlib import style
from matplotlib.figure import Figure

DOTS_AN_INCH = 300
ON_A_SCREEN = 150
_STABLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "cinpolicy",
    "pdf.fonttype": 42,
}
"""Text stays text in a picture made of lines, and its names are the same every time."""


class Picture(Figure):
    """A figure with a title and a description for those who cannot see it.

    A notebook shows it without anything being turned on.
    """

    title = ""
    description = ""

    def _repr_png_(self) -> bytes:
        return as_png(self, dpi=ON_A_SCREEN)

    def _repr_svg_(self) -> str:
        return as_svg(self).decode()


def as_svg(figure: Figure) -> bytes:
    """A figure as SVG in which text can be searched and changed, described for all readers."""
    title, description = _words(figure)
    told = {"Title": title} if title else {}
    made = _saved(figure, format="svg", metadata={"Date": None, "Creator": "cinpolicy", **told})
    if not title:
        return made
    made = made.replace(b"<svg ", b'<svg role="img" ', 1)
    desc = f"</title>\n <desc>{escape(description)}</desc>"
    return made.replace(b"</title>", desc.encode(), 1)


def as_png(figure: Figure, dpi: float = DOTS_AN_INCH) -> bytes:
    """A figure as PNG, with so many dots an inch."""
    title, description = _words(figure)
    told = {"Title": title, "Description": description} if title else {}
    return _saved(figure, format="png", dpi=dpi, metadata={"Software": "cinpolicy", **told})


def as_pdf(figure: Figure) -> bytes:
    """A figure as PDF, made of lines, with its letters in it."""
    title, description = _words(figure)
    told = {"Title": title, "Subject": description} if title else {}
    no_time = {"CreationDate": None, "Creator": "cinpolicy"}
    return _saved(figure, format="pdf", metadata={**no_time, **told})


def _words(figure: Figure) -> tuple[str, str]:
    """The title and the description of a picture; a figure of another kind has none."""
    return (figure.title, figure.description) if isinstance(figure, Picture) else ("", "")


def _saved(figure: Figure, **how: Any) -> bytes:
    out = io.BytesIO()
    with style.context(["default", _STABLE]):
        figure.savefig(out, **how)
    return out.getvalue()
