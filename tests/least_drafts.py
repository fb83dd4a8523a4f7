"""Drafts that change a procedure file by the least step, written as a person would write them.

They are made from the file's text alone: every period by one of its unit, every role left out or
put in another's place, every test of a condition left out, turned round or moved by one.
"""

import re
from collections.abc import Iterator

from attrs import evolve, frozen

from cinpolicy.loading.document import Mapping, Node, Scalar, Sequence
from cinpolicy.loading.provisions import RELATION_KEYS
from cinpolicy.loading.trees import mapping_of, scalar_at, sequence_at
from cinpolicy.loading.writing import as_yaml

PERIODS = (*RELATION_KEYS, "up_to", "give_or_take")
ROLES = ("by", "roles", "recommended_by")
HEAD = """draft: least
based_on: {slug}
title: The least step
proposed_by: The tests
why: To see that it is told.
changes:
"""
Step = tuple[tuple[str, ...], Node, Node | None]
"""Where in a provision, what is said there, and what shall be (None where it goes)."""


@frozen
class LeastDraft:
    """The text of a draft with one change, what it changes and where."""

    provision: str
    path: tuple[str, ...]
    text: str

    @property
    def name(self) -> str:
        return f"{self.provision}: {'.'.join(self.path)}\n{self.text}"


def least_drafts(root: Node, slug: str, other_role: str) -> Iterator[LeastDraft]:
    """Every draft that changes a procedure by one least step."""
    assert isinstance(root, Mapping)
    provisions = root.values["provisions"]
    assert isinstance(provisions, Sequence)
    for one in provisions.items:
        assert isinstance(one, Mapping)
        name = one.values["id"]
        assert isinstance(name, Scalar)
        for path, old, new in _steps(one, (), other_role):
            text = HEAD.format(slug=slug) + _change(one, name.text, path, old, new)
            yield LeastDraft(name.text, path, text)


def _change(place: Node, name: str, path: tuple[str, ...], old: Node, new: Node | None) -> str:
    found: dict[str, Node] = {"change": scalar_at(place, name), "from": _at(place, path, old)}
    if new is not None:
        found["to"] = _at(place, path, new)
    found["because"] = scalar_at(place, "to see what it does")
    entry = mapping_of(place, {key: (scalar_at(place, key), node) for key, node in found.items()})
    first, *rest = as_yaml(entry, indent=4).splitlines(keepends=True)
    return f"  - {first.lstrip()}{''.join(rest)}"


def _at(place: Node, path: tuple[str, ...], node: Node) -> Node:
    for key in reversed(path):
        node = mapping_of(place, {key: (scalar_at(place, key), node)})
    return node


def _steps(one: Mapping, path: tuple[str, ...], other: str) -> Iterator[Step]:
    for key, value in one.values.items():
        here = (*path, key)
        if key in PERIODS:
            yield from ((here, value, new) for new in _periods(value, key))
        elif key in ROLES:
            yield from ((here, value, new) for new in _roles(value, other))
        elif key == "when":
            assert isinstance(value, Mapping)
            yield from ((here, value, new) for new in _conditions(value))
        elif key == "readings":
            assert isinstance(value, Mapping)
            for name, reading in value.values.items():
                assert isinstance(reading, Mapping)
                yield from _steps(reading, (*here, name), other)
        elif key in ("variation", "gives_way_to", "which"):
            assert isinstance(value, Mapping)
            yield from _steps(value, here, other)


def _periods(value: Node, key: str) -> Iterator[Node]:
    assert isinstance(value, Scalar)
    amount, unit = value.text.split(" ", 1)
    least = 1 if key in ("every", "at_least_every") else 0
    for number in (int(amount) + 1, int(amount) - 1):
        if number >= least:
            yield evolve(value, text=f"{number} {unit}")


def _roles(value: Node, other: str) -> Iterator[Node]:
    roles = list(value.items) if isinstance(value, Sequence) else [value]
    taken = [role.text for role in roles if isinstance(role, Scalar)]
    for place, role in enumerate(roles):
        before, after = roles[:place], roles[place + 1 :]
        if before or after:
            yield sequence_at(value, [*before, *after])
        if other not in taken:
            yield sequence_at(value, [*before, scalar_at(role, other), *after])


def _conditions(value: Mapping) -> Iterator[Node | None]:
    """The whole condition with one of its tests otherwise; None where nothing of it is left."""
    for key, node in value.values.items():
        others = {k: (value.keys[k], v) for k, v in value.values.items() if k != key}
        yield mapping_of(value, others) if others else None
        for new in _tests(key, node):
            yield mapping_of(value, {**others, key: (value.keys[key], new)})


def _tests(key: str, node: Node) -> Iterator[Node]:
    if key in ("all", "any"):
        yield from _of_parts(node)
    elif key == "not":
        assert isinstance(node, Mapping)
        yield from (new for new in _conditions(node) if new is not None)
    elif isinstance(node, Mapping):
        yield from _limits(node)
    elif isinstance(node, Scalar) and node.text in ("true", "false"):
        yield evolve(node, text="false" if node.text == "true" else "true")
    elif key != "applies":
        yield mapping_of(node, {"not": (scalar_at(node, "not"), node)})
        for place, _ in enumerate(node.items if isinstance(node, Sequence) else ()):
            assert isinstance(node, Sequence)
            yield sequence_at(node, [*node.items[:place], *node.items[place + 1 :]])


def _of_parts(node: Node) -> Iterator[Node]:
    """A list of conditions with one of its tests otherwise."""
    assert isinstance(node, Sequence)
    for place, part in enumerate(node.items):
        assert isinstance(part, Mapping)
        before, after = node.items[:place], node.items[place + 1 :]
        for new in _conditions(part):
            if new is not None or before or after:
                yield sequence_at(node, [*before, *([new] if new else []), *after])


def _limits(node: Mapping) -> Iterator[Node]:
    """A comparison with each of its limits moved by one."""
    for name, limit in node.values.items():
        assert isinstance(limit, Scalar)
        others = {k: (node.keys[k], v) for k, v in node.values.items() if k != name}
        for moved in (1, -1) if re.fullmatch("[0-9]+", limit.text) else ():
            number = int(limit.text) + moved
            if number >= (1 if name == "multiple_of" else 0):
                one = evolve(limit, text=str(number))
                yield mapping_of(node, {**others, name: (node.keys[name], one)})
