"""Where everything of a drawn path stands: what leads to what, from left to right.

The parts of a path that do not hang together are laid out each by itself.
"""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from cinpolicy.pathways import NodeKind, Step
from cinpolicy.reporting.layers import Layers, Way, layers, ways_between

if TYPE_CHECKING:
    import networkx as nx

WIDE, ACROSS, DOWN, LINE, PAD, LETTERS = 200, 36, 12, 15, 8, 31
MOST_RULES = 3
"""How many rules stand in a box; of more, the number."""
BASE = 11
"""How far below the top of its line writing stands."""
ROUND = {NodeKind.EVENT: 16, NodeKind.ACTIVITY: 0, NodeKind.DECISION: 6}
SAID = {
    NodeKind.EVENT: "happens",
    NodeKind.ACTIVITY: "is to be done",
    NodeKind.DECISION: "is decided, or an outcome",
}
_LETTER = 6
"""About how wide a letter is."""


@frozen
class Frame:
    """An outline whose roundness tells what kind of place it is."""

    kind: NodeKind
    x: int
    y: int
    width: int
    height: int
    round: int


@frozen
class Written:
    """A line of writing, whose lower left corner is at ``x`` and ``y``."""

    x: int
    y: int
    text: str
    bold: bool = False


@frozen
class Box:
    """A place with what is written in it: what it is, and by which rules it is reached."""

    name: str
    frame: Frame
    lines: tuple[Written, ...]


@frozen
class Arrow:
    """A line from a place to what follows; ``broken`` where it is so in some cases only."""

    line: str
    tip: str
    broken: bool


@frozen(kw_only=True)
class Part:
    """Places that hang together, in a drawing of their own."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    @property
    def first(self) -> str:
        """What stands at its upper left corner."""
        return " ".join(line.text for line in self.boxes[0].lines if line.bold)


@frozen(kw_only=True)
class Key:
    """What the frames mean, and a broken ``line``."""

    width: int
    line: str
    frames: tuple[Frame, ...]
    said: tuple[Written, ...]


def parts(graph: "nx.DiGraph[str]") -> tuple[Part, ...]:
    """The drawing of each part, the largest first."""
    return tuple(_part(graph, found) for found in layers(graph))


def key() -> Key:
    """A frame of each kind in a row, with what it means."""
    frames, said, x = [], [], 1
    for kind, text in SAID.items():
        frames.append(Frame(kind, x, 1, 26, 16, ROUND[kind] // 2))
        said.append(Written(x + 32, 14, text))
        x += 56 + len(text) * _LETTER
    text = "leads there in some cases only"
    said.append(Written(x + 32, 14, text))
    width = x + 32 + len(text) * _LETTER
    return Key(width=width, line=f"M{x},9H{x + 26}", frames=tuple(frames), said=tuple(said))


def _part(graph: "nx.DiGraph[str]", found: Layers) -> Part:
    boxes, ways = _placed(graph, found)
    at = {name: number for number, layer in enumerate(found) for name in layer}
    arrows = tuple(
        _arrow(
            boxes[source].frame,
            [ways[way] for way in ways_between(source, target, at[source], at[target])],
            boxes[target].frame,
            graph.edges[source, target]["steps"],
        )
        for source, target in graph.subgraph(boxes).edges
    )
    frames = [box.frame for box in boxes.values()]
    return Part(
        width=max(frame.x + frame.width for frame in frames) + 1,
        height=max([*(frame.y + frame.height for frame in frames), *(y for _, y in ways.values())])
        + 1,
        boxes=tuple(boxes.values()),
        arrows=arrows,
    )


def _placed(
    graph: "nx.DiGraph[str]", found: Layers
) -> tuple[dict[str, Box], dict[Way, tuple[int, int]]]:
    """The boxes layer by layer, each from the top down, and where lines pass between them."""
    boxes: dict[str, Box] = {}
    ways: dict[Way, tuple[int, int]] = {}
    for column, layer in enumerate(found):
        x, y = 1 + column * (WIDE + ACROSS), 1
        for one in layer:
            if isinstance(one, Way):
                ways[one] = (x, y + LINE // 2)
                y += LINE
            else:
                boxes[one] = _box(graph, one, x, y)
                y += boxes[one].frame.height + DOWN
    return boxes, ways


def _box(graph: "nx.DiGraph[str]", name: str, x: int, y: int) -> Box:
    node = graph.nodes[name]
    label = textwrap.wrap(node["label"], LETTERS - 3)
    texts = [*label, *_rules(node["steps"])]
    height = PAD * 2 + LINE * len(texts)
    lines = tuple(
        Written(x + PAD, y + PAD + LINE * number + BASE, text, bold=number < len(label))
        for number, text in enumerate(texts)
    )
    return Box(name, Frame(node["kind"], x, y, WIDE, height, ROUND[node["kind"]]), lines)


def _rules(steps: Sequence[Step]) -> Iterator[str]:
    """The rules about a place, a few of them."""
    rules = list(dict.fromkeys(map(_rule, steps)))
    for rule in rules[:MOST_RULES]:
        yield from textwrap.wrap(rule, LETTERS, initial_indent="· ", subsequent_indent="  ")
    if len(rules) > MOST_RULES:
        yield f"· and {len(rules) - MOST_RULES} more"


def _rule(step: Step) -> str:
    said = f"{step.by}: {step.words}" if step.by else step.words
    said += " (inferred)" if step.inferred else ""
    return f"{said} (in some cases)" if step.condition else said


def _arrow(
    source: Frame, ways: Sequence[tuple[int, int]], target: Frame, steps: Sequence[Step]
) -> Arrow:
    """From the right of a place, level through every layer between, to the left of the next."""
    back = target.x <= source.x
    stops = [(source.x + source.width, source.y + source.height // 2)]
    for x, y in ways:
        stops += [(x, y), (x + WIDE, y)]
    stops.append((target.x + target.width * back, target.y + target.height // 2))
    line = f"M{stops[0][0]},{stops[0][1]}"
    for number, ((x, y), (to_x, to_y)) in enumerate(pairwise(stops)):
        bend = ACROSS if back else -ACROSS // 2
        level = f" L{to_x},{to_y}"
        curve = f" C{x + ACROSS // 2},{y} {to_x + bend},{to_y} {to_x},{to_y}"
        line += level if number % 2 else curve
    x, y = stops[-1]
    end = x + (6 if back else -6)
    tip = f"{x},{y} {end},{y - 3.5} {end},{y + 3.5}"
    return Arrow(line, tip, broken=bool(steps) and all(step.condition for step in steps))
