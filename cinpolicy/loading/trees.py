"""Trees of nodes compared and put together, without changing any.

What stands in a tree made of others keeps its place, so that a fault in it is told where it
was written.
"""

from collections.abc import Mapping as MappingOf

from attrs import evolve

from cinpolicy.loading.document import Mapping, Node, Scalar, Sequence

Entry = tuple[Scalar, Node]
"""A key and its value."""


def entries(node: Node | None) -> dict[str, Entry]:
    """The keys of a mapping with their values; none where it is no mapping."""
    if not isinstance(node, Mapping):
        return {}
    return {name: (key, node.values[name]) for name, key in node.keys.items()}


def mapping_of(place: Node, found: MappingOf[str, Entry]) -> Mapping:
    """A mapping of these keys, which stands where ``place`` does."""
    keys = {name: key for name, (key, _) in found.items()}
    values = {name: value for name, (_, value) in found.items()}
    return Mapping(place.path, place.line, place.column, place.where, keys, values)


def scalar_at(place: Node, text: str) -> Scalar:
    """A single value that stands where ``place`` does."""
    return Scalar(place.path, place.line, place.column, place.where, text)


def sequence_at(place: Node, items: list[Node]) -> Sequence:
    """A list that stands where ``place`` does."""
    return Sequence(place.path, place.line, place.column, place.where, items)


def with_entries(node: Mapping, changed: MappingOf[str, Entry | None]) -> Mapping:
    """The mapping with some keys put in or, where None is given, left out."""
    found = {**entries(node), **{name: one for name, one in changed.items() if one}}
    return mapping_of(node, {n: one for n, one in found.items() if changed.get(n, one)})


def without(node: Mapping, taken_out: MappingOf[str, Scalar]) -> Mapping:
    """A mapping that some keys were taken out of: it stands where the first of them is named."""
    left = {name: key for name, key in taken_out.items() if name not in node.keys}
    if not left:
        return node
    place = next(iter(left.values()))
    made = mapping_of(place, entries(node))
    return evolve(made, taken_out=left)


def with_items(node: Sequence, items: list[Node]) -> Sequence:
    """The list with other items."""
    return evolve(node, items=items)


def is_alike(one: Node, other: Node) -> bool:
    """Whether two trees say the same, wherever they stand.

    One value alone says the same as a list of that value, as it does in every file.
    """
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        if one.values.keys() != other.values.keys():
            return False
        return all(is_alike(value, other.values[key]) for key, value in one.values.items())
    if isinstance(one, Mapping) or isinstance(other, Mapping):
        return False
    ones, others = _items(one), _items(other)
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return " ".join(one.text.split()) == " ".join(other.text.split())
    pairs = zip(ones, others, strict=False)
    return len(ones) == len(others) and all(is_alike(a, b) for a, b in pairs)


def _items(node: Node) -> list[Node]:
    return node.items if isinstance(node, Sequence) else [node]


def in_one_line(node: Node) -> str:
    """What a tree says, as it could be written in one line."""
    if isinstance(node, Mapping):
        return f"{{{', '.join(f'{k}: {in_one_line(v)}' for k, v in node.values.items())}}}"
    if isinstance(node, Sequence):
        return f"[{', '.join(map(in_one_line, node.items))}]"
    return node.text if isinstance(node, Scalar) else node.shown
