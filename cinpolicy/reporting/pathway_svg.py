"""The path of a case through a procedure, drawn as a picture that stands by itself.

A box says what is to be done and by which rules; a line leads to it from what it follows.
The elements are built and not written, so that nothing from a file passes for markup.
"""

import textwrap
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from cinpolicy.pathways import LEFT_OUT, NodeKind
from cinpolicy.reporting.pathway_layout import Arrow, Frame, Part, Written, key, parts

if TYPE_CHECKING:
    import networkx as nx

MARGIN, HEAD, FOOT, APART = 20, 66, 44, 26
_FILL = {NodeKind.EVENT: "#FFFFFF", NodeKind.ACTIVITY: "#D6E8F5", NodeKind.DECISION: "#FBE9C6"}


def render(graph: "nx.DiGraph[str]", title: str) -> str:
    """The whole path as SVG that stands by itself."""
    drawn = parts(graph)
    wide = max([760, *(part.width + 2 * MARGIN for part in drawn)])
    high = HEAD + sum(part.height + APART for part in drawn) + FOOT
    root = ET.Element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {wide} {high}",
        width=f"{wide}",
        height=f"{high}",
        role="img",
        style="background: #FFFFFF; font: 12px Arial, Helvetica, sans-serif",
    )
    ET.SubElement(root, "title").text = title
    _text(root, Written(MARGIN, 24, title, bold=True), size=15)
    _key(_moved(root, MARGIN, 38))
    y = HEAD
    for part in drawn:
        _part(_moved(root, MARGIN, y), part)
        y += part.height + APART
    for number, line in enumerate(textwrap.wrap(LEFT_OUT, 120)):
        _text(root, Written(MARGIN, y + 15 * number, line))
    return ET.tostring(root, encoding="unicode")


def _moved(root: ET.Element, x: int, y: int) -> ET.Element:
    return ET.SubElement(root, "g", transform=f"translate({x} {y})")


def _part(root: ET.Element, part: Part) -> None:
    for arrow in part.arrows:
        _arrow(root, arrow)
    for box in part.boxes:
        _frame(root, box.frame)
        for line in box.lines:
            _text(root, line)


def _arrow(root: ET.Element, arrow: Arrow) -> None:
    _line(root, arrow.line, broken=arrow.broken)
    ET.SubElement(root, "polygon", points=arrow.tip, fill="#4D4D4D")


def _line(root: ET.Element, line: str, *, broken: bool) -> None:
    attributes = {"d": line, "fill": "none", "stroke": "#4D4D4D", "stroke-width": "1.1"}
    if broken:
        attributes["stroke-dasharray"] = "4 3"
    ET.SubElement(root, "path", attributes)


def _frame(root: ET.Element, one: Frame) -> None:
    size = {"x": one.x, "y": one.y, "width": one.width, "height": one.height, "rx": one.round}
    placed = {name: f"{value}" for name, value in size.items()}
    ET.SubElement(root, "rect", placed, fill=_FILL[one.kind], stroke="#1A1A1A")


def _key(root: ET.Element) -> None:
    shown = key()
    for frame in shown.frames:
        _frame(root, frame)
    for said in shown.said:
        _text(root, said)
    _line(root, shown.line, broken=True)


def _text(root: ET.Element, line: Written, size: int = 12) -> None:
    style = f"font-size: {size}px" + ("; font-weight: bold" if line.bold else "")
    made = ET.SubElement(root, "text", x=f"{line.x}", y=f"{line.y}", style=style)
    made.text = line.text
