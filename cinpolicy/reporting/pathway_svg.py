"""The path of a case through a procedure, drawn in layers: what leads to what, left to right.

A box says what is to be done and by which rules; a line leads to it from what it follows.
The elements are built and not written, so that nothing from a file passes for markup.
"""

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from attrs import frozen

from cinpolicy.pathways import LEFT_OUT, NodeKind, Step
from cinpolicy.reporting.layers import layers

if TYPE_CHECKING:
    import networkx as nx

WIDE, ACROSS, DOWN, LINE, PAD, LETTERS = 230, 70, 14, 14, 8, 38
_FILL = {NodeKind.EVENT: "#FFFFFF", NodeKind.ACTIVITY: "#D6E8F5", NodeKind.DECISION: "#FBE9C6"}
_ROUND = {NodeKind.EVENT: "20", NodeKind.ACTIVITY: "0", NodeKind.DECISION: "8"}
_SAID = {
    NodeKind.EVENT: "happens",
    NodeKind.ACTIVITY: "is to be done",
    NodeKind.DECISION: "is decided, or an outcome",
}
MOST_RULES = 3
"""How many rules stand in a box; of more, the number."""


@frozen
class _Box:
    name: str
    x: float
    y: float
    label: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def height(self) -> float:
        return PAD * 2 + LINE * len(self.label + self.rules)

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def render(graph: "nx.DiGraph[str]", title: str) -> str:
    """The whole path as SVG that stands by itself."""
    boxes = {box.name: box for box in _boxes(graph)}
    wide = max((box.x + WIDE for box in boxes.values()), default=0) + 20
    high = max((box.y + box.height for box in boxes.values()), default=60) + 60
    root = ET.Element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {max(wide, 760):g} {high:g}",
        width=f"{max(wide, 760):g}",
        height=f"{high:g}",
        role="img",
        style="background: #FFFFFF; font: 11px sans-serif",
    )
    ET.SubElement(root, "title").text = title
    _text(root, 20, 24, title, style="font-size: 15px; font-weight: bold")
    for source, target in graph.edges:
        _edge(root, boxes[source], boxes[target], graph.edges[source, target]["steps"])
    for box in boxes.values():
        _box(root, box, graph.nodes[box.name]["kind"])
    _key(root, high)
    return ET.tostring(root, encoding="unicode")


def _boxes(graph: "nx.DiGraph[str]") -> Iterator[_Box]:
    """Every box with its place: the parts of the path one below another, each in layers."""
    top = 66.0
    for part in layers(graph):
        lowest = top
        for column, names in enumerate(part):
            y = top
            for name in names:
                label = tuple(textwrap.wrap(graph.nodes[name]["label"], LETTERS - 4))
                x = 20 + column * (WIDE + ACROSS)
                yield (box := _Box(name, x, y, label, tuple(_rules(graph, name))))
                y += box.height + DOWN
            lowest = max(lowest, y)
        top = lowest + DOWN


def _rules(graph: "nx.DiGraph[str]", name: str) -> Iterator[str]:
    """The rules about a place, a few of them."""
    rules = list(dict.fromkeys(map(_rule, graph.nodes[name]["steps"])))
    for rule in rules[:MOST_RULES]:
        yield from textwrap.wrap(rule, LETTERS, initial_indent="· ", subsequent_indent="  ")
    if len(rules) > MOST_RULES:
        yield f"· and {len(rules) - MOST_RULES} more"


def _rule(step: Step) -> str:
    said = f"{step.by}: {step.words}" if step.by else step.words
    said += " (inferred)" if step.inferred else ""
    return f"{said} (in some cases)" if step.condition else said


def _edge(root: ET.Element, source: _Box, target: _Box, steps: tuple[Step, ...]) -> None:
    """A line from what comes before; broken where it is so in some cases only."""
    back = target.x <= source.x
    x, y = source.x + WIDE, source.middle
    to_x, to_y = (target.x + WIDE if back else target.x), target.middle
    bend = ACROSS if back else -ACROSS
    path = f"M{x:g},{y:g} C{x + ACROSS:g},{y:g} {to_x + bend:g},{to_y:g} {to_x:g},{to_y:g}"
    attributes = {"d": path, "fill": "none", "stroke": "#4D4D4D", "stroke-width": "1.1"}
    if steps and all(step.condition for step in steps):
        attributes["stroke-dasharray"] = "4 3"
    ET.SubElement(root, "path", attributes)
    tip = 6 if back else -6
    points = f"{to_x:g},{to_y:g} {to_x + tip:g},{to_y - 3.5:g} {to_x + tip:g},{to_y + 3.5:g}"
    ET.SubElement(root, "polygon", points=points, fill="#4D4D4D")


def _box(root: ET.Element, box: _Box, kind: NodeKind) -> None:
    _frame(root, box.x, box.y, WIDE, box.height, kind)
    for number, line in enumerate(box.label + box.rules):
        style = "font-weight: bold; font-size: 12px" if number < len(box.label) else ""
        _text(root, box.x + PAD, box.y + PAD + LINE * (number + 0.75), line, style=style)


def _frame(root: ET.Element, x: float, y: float, wide: float, high: float, kind: NodeKind) -> None:
    size = {"x": f"{x:g}", "y": f"{y:g}", "width": f"{wide:g}", "height": f"{high:g}"}
    ET.SubElement(root, "rect", size, rx=_ROUND[kind], fill=_FILL[kind], stroke="#1A1A1A")


def _key(root: ET.Element, high: float) -> None:
    """What the shapes mean, and what is not shown."""
    x = 20.0
    for kind, said in _SAID.items():
        _frame(root, x, 38, 26, 14, kind)
        _text(root, x + 32, 49, said)
        x += 70 + len(said) * 6
    _text(root, x, 49, "A broken line: in some cases only.")
    for number, line in enumerate(textwrap.wrap(LEFT_OUT, 120)):
        _text(root, 20, high - 34 + 15 * number, line, style="fill: #4D4D4D")


def _text(root: ET.Element, x: float, y: float, text: str, style: str = "") -> None:
    made = ET.SubElement(root, "text", x=f"{x:g}", y=f"{y:g}", style=style)
    made.text = text
