"""Trees of nodes as YAML, each value as it was written."""

from collections.abc import Iterator

import yaml

from cinpolicy.loading.document import Mapping, Node, Scalar, Sequence

WIDTH = 96
_LONGEST_IN_LINE = 70


def as_yaml(node: Node, indent: int = 0) -> str:
    """A tree as YAML in blocks, what is short in one line; ``indent`` in spaces."""
    events = [
        yaml.StreamStartEvent(),
        yaml.DocumentStartEvent(explicit=False),
        *_events(node),
        yaml.DocumentEndEvent(explicit=False),
        yaml.StreamEndEvent(),
    ]
    text = yaml.emit(events, width=WIDTH - indent, allow_unicode=True)
    lines = text.removesuffix("...\n").splitlines()
    return "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in lines)


def _events(node: Node, *, within: bool = False) -> Iterator[yaml.Event]:
    match node:
        case Scalar():
            style = None if node.plain else '"'
            yield yaml.ScalarEvent(None, None, (node.plain, True), node.text, style=style)
        case Sequence():
            flow = within and _is_short(node)
            yield yaml.SequenceStartEvent(None, None, True, flow_style=flow)
            for item in node.items:
                yield from _events(item, within=True)
            yield yaml.SequenceEndEvent()
        case Mapping():
            flow = within and _is_short(node)
            yield yaml.MappingStartEvent(None, None, True, flow_style=flow)
            for name, value in node.values.items():
                yield from _events(node.keys[name])
                yield from _events(value, within=True)
            yield yaml.MappingEndEvent()


def _is_short(node: Node) -> bool:
    """Whether a tree of single values fits into a line."""
    return _length(node) <= _LONGEST_IN_LINE


def _length(node: Node) -> int:
    match node:
        case Scalar():
            return len(node.text)
        case Sequence():
            return sum(_length(item) + 2 for item in node.items)
        case Mapping():
            return sum(len(name) + _length(value) + 4 for name, value in node.values.items())
        case _:
            return 0
