"""YAML text to a tree of nodes that remember where they stand.

Every scalar stays the text that was written: what it means is decided by what is
expected in its place, so ``no`` is never a truth value by accident. Aliases, merge keys,
tags, control characters, duplicate keys, deep nesting and huge numbers of values are
refused; all faults are gathered.
"""

import re
from collections.abc import Iterator

import yaml
from attrs import define, field

from cinpolicy.loading.decoding import decode
from cinpolicy.loading.faults import Fault, InputError, whole_file

DEEPEST = 40
MOST_VALUES = 50_000
MOST_SHOWN = 60
_TOO_DEEP = f"at most {DEEPEST} levels of nesting", "a deeper level"
_NO_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML allows in no file."""
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""What no value may hold, however it is escaped: none of it can be shown."""
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
"""What YAML 1.2, and so every editor, takes for no value."""
_SET_IN = frozenset({"did not find expected key", "did not find expected '-' indicator"})
"""What the parser says of a line that begins with more or fewer blanks than it should."""
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_CAN_GO = "a part that can be taken out"


@define
class Node:
    """A place in a file: ``where`` is the path of keys and indexes from ``$``."""

    path: str
    line: int
    column: int
    where: str

    def fault(self, expected: str, found: str | None = None) -> Fault:
        """What was expected in this place, and what stands there instead."""
        return Fault(self.path, self.line, self.column, self.where, expected, found or self.shown)

    @property
    def shown(self) -> str:
        """What stands here, said shortly."""
        return "nothing"


@define
class Scalar(Node):
    """A single value as it was written; ``plain`` where it had no quotes."""

    text: str = ""
    plain: bool = True

    @property
    def empty(self) -> bool:
        """Whether nothing was written (``null`` and ``~`` count as nothing)."""
        return self.plain and self.text in _NOTHING

    @property
    def shown(self) -> str:
        """The text in quotes, cut where it is long."""
        return "nothing" if self.empty else repr(_cut(self.text))


@define
class Sequence(Node):
    """A list of nodes."""

    items: list[Node] = field(factory=list)

    @property
    def shown(self) -> str:
        """That it is a list."""
        return "a list" if self.items else "an empty list"


@define
class Mapping(Node):
    """Keys, each with the node it stands in, and their values.

    ``taken_out`` are those that a draft has taken out of it, each where the draft does so.
    """

    keys: dict[str, Scalar] = field(factory=dict)
    values: dict[str, Node] = field(factory=dict)
    taken_out: dict[str, Scalar] = field(factory=dict)

    def lacking(self, key: str) -> Fault:
        """That a key must be there; told where it was taken out, if it was."""
        if key in self.taken_out:
            return self.taken_out[key].fault(_CAN_GO, f"{key}, which must stay")
        return self.fault(f"the key {key}", "none")

    @property
    def shown(self) -> str:
        """That it is a mapping."""
        return "a mapping of keys to values" if self.keys else "an empty mapping"


def parse(path: str, content: bytes) -> Node:
    """The tree of a file's bytes. Raises ``InputError`` with every fault found."""
    composer = _Composer(path)
    text = decode(path, content, _NO_TEXT)
    try:
        root = composer.compose(yaml.parse(text, Loader=_Loader))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        found = _syntax_fault(path, text, error, composer.last)
        raise InputError([*composer.faults, found]) from error
    if composer.faults:
        raise InputError(composer.faults)
    if root is None or (isinstance(root, Scalar) and root.empty):
        raise whole_file(path, "a mapping of keys to values", "an empty file")
    return root


def _syntax_fault(path: str, text: str, error: Exception, last: Node | None) -> Fault:
    """What is wrong where no more could be read; ``last`` is the value before it."""
    said = (getattr(error, "problem", None) or str(error)).replace("\n", " ")
    mark = _where_it_begins(error)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if "maximum nesting depth" in said:  # some versions of the parser stop by themselves
        return Fault(path, line, column, "$", *_TOO_DEEP)
    found = said.removeprefix("found ")
    if found == said:
        found = f"a line that cannot be read as YAML ({said})"
    if mark and (above := _brackets_above(text[mark.index :], line, last)):
        found = f"a list item below the brackets in line {above.line}, which must go"
    elif said.startswith("could not find expected ':'"):
        found = "a line that cannot be read as YAML: a key has a colon and a blank after it"
    elif said.endswith("unexpected end of stream"):
        found = "a line that cannot be read as YAML: a quotation mark that is never closed"
    elif said in _SET_IN:
        found = "a line that is set in further, or less far, than those it belongs to"
    elif said.startswith("did not find expected "):
        found = f"something other than {said.removeprefix('did not find expected ')}"
    elif said.startswith("mapping values are not allowed"):
        found = "a colon where none can be (text that holds one wants quotes)"
    elif "cannot start any token" in said and mark:
        found = f"{text[mark.index : mark.index + 1]!r}, which cannot start a value"
    return Fault(path, line, column, "$", "well-formed YAML", found)


def _where_it_begins(error: Exception) -> yaml.Mark | None:
    """Where a fault begins: of a single value where that does, and else where reading ended."""
    ended, began = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    in_a_value = (getattr(error, "context", None) or "").startswith("while scanning")
    return began if in_a_value and began else ended or began


def _brackets_above(rest: str, line: int, last: Node | None) -> Node | None:
    """The brackets with nothing in them below which a list item stands, if any do."""
    is_item = bool(re.match(r"-\s", rest))
    ended = isinstance(last, Sequence) and not last.items and last.line < line
    return last if is_item and ended else None


def _cut(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 3] + "..."


def _name(text: str) -> str:
    """A name as it can be shown within a line."""
    return _cut(text) if text.isprintable() else repr(_cut(text))


class _StopError(Exception):
    """Nothing after this place is looked at."""


class _Composer:
    """Builds nodes from parse events, without recursion."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self.open: list[Sequence | Mapping] = []
        self.key: list[Scalar | None] = []
        self.root: Node | None = None
        self.documents = 0
        self.values = 0

    @property
    def last(self) -> Node | None:
        """The value that was put last into the mapping that is still open, if one is."""
        parent = self.open[-1] if self.open else None
        values = list(parent.values.values()) if isinstance(parent, Mapping) else []
        return values[-1] if values and self.key[-1] is None else None

    def compose(self, events: Iterator[yaml.Event]) -> Node | None:
        """The root of the first document, as far as it was looked at."""
        try:
            for event in events:
                self._take(event)
        except _StopError:
            pass
        return self.root

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents == 2:
                    self._fault(event, "one document in a file", "a second document")
                    raise _StopError
            case yaml.AliasEvent():
                self._fault(
                    event, "the value written out", f"an alias (*{_name(str(event.anchor))})"
                )
                self._place(self._scalar(event, "", True))
            case yaml.ScalarEvent():
                self._check_node(event)
                self._check_text(event)
                self._place(self._scalar(event, event.value, not event.style))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._check_node(event)
                self._enter(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.open.pop()
                self.key.pop()

    def _check_node(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._fault(event, "a value without an anchor", f"the anchor &{_name(event.anchor)}")
        if (tag := getattr(event, "tag", None)) is not None:
            self._fault(event, "a value without a tag", f"the tag {_name(tag)}")

    def _check_text(self, event: yaml.ScalarEvent) -> None:
        if found := _CONTROL.search(event.value):
            character = f"the character U+{ord(found[0]):04X}"
            self._fault(event, "a value without control characters", character)

    def _enter(self, event: yaml.NodeEvent) -> None:
        kind = Sequence if isinstance(event, yaml.SequenceStartEvent) else Mapping
        node = kind(*self._place_of(event))
        if len(self.open) >= DEEPEST:
            self._fault(event, *_TOO_DEEP)
            raise _StopError
        self._place(node)
        self.open.append(node)
        self.key.append(None)

    def _place(self, node: Node) -> None:
        """Put a node where the text puts it: the root, a list, a key or a key's value."""
        self.values += 1
        if self.values > MOST_VALUES:
            self.faults.append(node.fault(f"at most {MOST_VALUES} values in a file", "more"))
            raise _StopError
        parent = self.open[-1] if self.open else None
        if parent is None:
            self.root = self.root or node
        elif isinstance(parent, Sequence):
            parent.items.append(node)
        elif self.key[-1] is None:
            self._take_key(parent, node)
        else:
            parent.values.setdefault(self.key[-1].text, node)
            self.key[-1] = None

    def _take_key(self, parent: Mapping, node: Node) -> None:
        if not isinstance(node, Scalar):
            kind = "a list" if isinstance(node, Sequence) else "a mapping"
            self.faults.append(node.fault("a key", kind))
            node = Scalar(node.path, node.line, node.column, node.where, f"<{node.shown}>")
        elif node.text == "<<" and node.plain:
            self.faults.append(node.fault("a key", "a merge key (<<)"))
        if node.text in parent.keys:
            first = parent.keys[node.text].line
            self.faults.append(
                node.fault("each key once", f"{node.shown} again (first on line {first})")
            )
        else:
            parent.keys[node.text] = node
        self.key[-1] = node

    def _scalar(self, event: yaml.NodeEvent, text: str, plain: bool) -> Scalar:
        return Scalar(*self._place_of(event), text, plain)

    def _place_of(self, event: yaml.Event) -> tuple[str, int, int, str]:
        mark = event.start_mark
        assert mark is not None  # the parser marks every event
        return self.path, mark.line + 1, mark.column + 1, self._where()

    def _where(self) -> str:
        """The path of the place where the next node goes."""
        parent = self.open[-1] if self.open else None
        if parent is None:
            return "$"
        if isinstance(parent, Sequence):
            return f"{parent.where}[{len(parent.items)}]"
        key = self.key[-1]
        return parent.where if key is None else f"{parent.where}.{_name(key.text)}"

    def _fault(self, event: yaml.Event, expected: str, found: str) -> None:
        path, line, column, where = self._place_of(event)
        self.faults.append(Fault(path, line, column, where, expected, found))
