"""Fingerprints into a register file, all else in it kept byte for byte."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from cinpolicy.alignment import align
from cinpolicy.fingerprints import Fingerprint
from cinpolicy.loading.document import Mapping, Node, Scalar, parse
from cinpolicy.loading.document import Sequence as ListNode
from cinpolicy.loading.faults import InputError, whole_file
from cinpolicy.loading.files import read_bytes
from cinpolicy.loading.reading import BadValueError, read_fingerprint
from cinpolicy.loading.register import parse_register
from cinpolicy.procedure import Procedure
from cinpolicy.values import Value

KEY = "fingerprints"
_ITEM = re.compile(r"(?P<mark>[ ]*-[ \t]+)(?P<value>[^#]*?)(?P<rest>\s*(?:[ \t]#.*)?\s*)")
_HEAD = re.compile(r"(?P<key>fingerprints:)[^#]*?(?P<rest>[ \t]*(?:#.*)?\s*)")


@frozen(kw_only=True, repr=False)
class Recorded(Value):
    """A register file with the fingerprints of a text in it.

    ``moved`` holds the paragraphs that stand under another number than when fingerprints
    were last recorded: that number, and the one in this text.
    """

    content: str
    moved: tuple[tuple[int, int], ...]


def record(path: Path, procedure: Procedure, slug: str, text: Sequence[str]) -> Recorded:
    """The register file as it is to be.

    Where there is no such file, it is one with nothing else in it. Raises ``InputError``
    where a paragraph of the text has no disposition, or the file has another fault.
    """
    content = read_bytes(path) if path.exists() else f"authority: {slug}\n".encode()
    parse_register(str(path), content, procedure, slug, len(text))
    prints = [Fingerprint.of(paragraph) for paragraph in text]
    root = parse(str(path), content)
    assert isinstance(root, Mapping)
    made = _spliced(content.decode("utf-8"), _place(root), list(map(str, prints)))
    if not _is_as_meant(root, made, list(map(str, prints))):
        wanted = f"each key at the beginning of a line, {KEY} too"
        raise whole_file(path, wanted, "a file in which it cannot be told what to replace")
    return Recorded(content=made, moved=tuple(_moved(root, prints)))


def _moved(root: Mapping, prints: Sequence[Fingerprint]) -> Iterator[tuple[int, int]]:
    """Where paragraphs with the same words stand elsewhere; those that say none are left out."""
    before = _before(root)
    for i, j in align(before, prints).same.items():
        if i != j and before[i].sketch:
            yield i + 1, j + 1


def _before(root: Mapping) -> tuple[Fingerprint, ...]:
    """The fingerprints that are there; none where some cannot be read."""
    node = root.values.get(KEY)
    try:
        return tuple(map(read_fingerprint, node.items if isinstance(node, ListNode) else ()))
    except BadValueError:
        return ()


def _place(root: Mapping) -> tuple[int, int] | None:
    """The line (from 0) of the fingerprints' key, and that of the key after them or -1."""
    if KEY not in root.keys:
        return None
    start = root.keys[KEY].line - 1
    later = [key.line - 1 for key in root.keys.values() if key.line - 1 > start]
    return start, min(later, default=-1)


def _spliced(written: str, place: tuple[int, int] | None, prints: list[str]) -> str:
    lines = written.splitlines(keepends=True)
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if place is None:
        if lines and not lines[-1].endswith(("\n", "\r")):
            lines[-1] += newline
        return "".join([*lines, f"{KEY}:{newline}", *(f"  - {p}{newline}" for p in prints)])
    start, end = place
    end = len(lines) if end < 0 else end
    head = _HEAD.fullmatch(lines[start])
    first = f"{head['key']}{head['rest'] or newline}" if head else lines[start]
    if not first.endswith(("\n", "\r")):
        first += newline
    block = list(_block(lines[start + 1 : end], prints, newline))
    return "".join([*lines[:start], first, *block, *lines[end:]])


def _block(lines: list[str], prints: list[str], newline: str) -> Iterator[str]:
    """The lines under the key: each item with its new value, what is missing after the last.

    Every line that is no item (a remark, a blank line) stays where it is.
    """
    items = {at: match for at, line in enumerate(lines) if (match := _ITEM.fullmatch(line))}
    last = max(items, default=-1)
    mark = items[last]["mark"] if items else "  - "
    added = [f"{mark}{value}{newline}" for value in prints[len(items) :]]
    values = iter(prints)
    yield from () if items else added
    for at, line in enumerate(lines):
        if at not in items:
            yield line
        elif value := next(values, None):
            yield f"{items[at]['mark']}{value}{_ended(items[at]['rest'], newline)}"
        yield from added if at == last else ()


def _ended(rest: str, newline: str) -> str:
    return rest if rest.endswith(("\n", "\r")) else rest + newline


def _is_as_meant(old: Mapping, made: str, prints: list[str]) -> bool:
    """Whether the fingerprints are those, and all else means what it meant."""
    try:
        new = parse("", made.encode())
    except InputError:
        return False
    return _value(new) == {**{key: _value(one) for key, one in old.values.items()}, KEY: prints}


def _value(node: Node) -> object:
    """What a node holds, wherever it stands."""
    if isinstance(node, Mapping):
        return {key: _value(inner) for key, inner in node.values.items()}
    if isinstance(node, ListNode):
        return [_value(inner) for inner in node.items]
    return node.text if isinstance(node, Scalar) else None
