"""Nodes to typed values, by cattrs with strict hooks, every fault gathered.

The classes that mirror the files are in ``written``. A text keeps the node it was
written in, so that later checks (is this a known word?) can point at it.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, TypeVar, get_args, get_origin

import attrs
from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

from cinpolicy.loading.document import Mapping, Node, Scalar, Sequence
from cinpolicy.loading.faults import Fault, InputError
from cinpolicy.periods import Period
from cinpolicy.vocabulary import nearest

T = TypeVar("T")


class Text(str):
    """A string with the node it was written in."""

    __slots__ = ("node",)
    node: Node

    @classmethod
    def at(cls, node: Scalar) -> "Text":
        """The text of a scalar."""
        text = cls(node.text)
        text.node = node
        return text


class BadValueError(Exception):
    """Something in a node is not as it must be."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__(*map(str, faults))


def read(node: Node, kind: type[T]) -> T:
    """Read a tree as a value of ``kind``. Raises ``InputError`` with all its faults."""
    try:
        return converter().structure(node, kind)
    except BadValueError as error:
        raise InputError(list(error.faults)) from None


def scalar(node: Node, expected: str) -> Scalar:
    """The node as a scalar with something in it, or ``BadValueError``."""
    if isinstance(node, Scalar) and not node.empty:
        return node
    raise BadValueError(node.fault(expected))


def read_text(node: Node, _: object = None) -> Text:
    """A text."""
    return Text.at(scalar(node, "text"))


def read_bool(node: Node, _: object = None) -> bool:
    """``true`` or ``false``, unquoted."""
    words = {"true": True, "false": False}
    written = scalar(node, "true or false")
    if written.plain and written.text in words:
        return words[written.text]
    raise BadValueError(node.fault("true or false"))


def read_int(node: Node, _: object = None) -> int:
    """A whole number in decimal digits, unquoted."""
    written = scalar(node, "a whole number")
    if written.plain and re.fullmatch(r"-?[0-9]{1,9}", written.text):
        return int(written.text)
    raise BadValueError(node.fault("a whole number"))


def read_date(node: Node, _: object = None) -> date:
    """A day written as year-month-day that exists."""
    written = scalar(node, "a date such as 2025-01-31")
    try:
        if len(written.text) == 10:
            return date.fromisoformat(written.text)
    except ValueError as error:
        if str(error).startswith("day is out"):
            message = "a date that exists"
            raise BadValueError(node.fault(message)) from None
    raise BadValueError(node.fault("a date such as 2025-01-31"))


def read_period(node: Node, _: object = None) -> Period:
    """An amount and a unit, such as ``10 working days``."""
    written = scalar(node, "a number and a unit, such as 10 working days or 3 months")
    try:
        return Period.parse(written.text)
    except ValueError as error:
        raise BadValueError(node.fault(str(error))) from None


def read_mapping(node: Node, expected: str = "a mapping of keys to values") -> Mapping:
    """The node as a mapping, or ``BadValueError``."""
    if isinstance(node, Mapping):
        return node
    raise BadValueError(node.fault(expected))


def gather(reads: list[Callable[[], T]]) -> list[T]:
    """Call every read; raise all their faults together where any has some."""
    values: list[T] = []
    faults: list[Fault] = []
    for one in reads:
        try:
            values.append(one())
        except BadValueError as error:
            faults += error.faults
    if faults:
        raise BadValueError(*faults)
    return values


_converter: Converter | None = None


def converter() -> Converter:
    """The converter from nodes, made once."""
    global _converter
    if _converter is None:
        _converter = _make_converter()
    return _converter


def _make_converter() -> Converter:
    made = Converter(detailed_validation=True, forbid_extra_keys=True)
    made.register_structure_hook(Text, read_text)
    made.register_structure_hook(bool, read_bool)
    made.register_structure_hook(int, read_int)
    made.register_structure_hook(date, read_date)
    made.register_structure_hook(Period, read_period)
    made.register_structure_hook(Node, lambda node, _: node)
    made.register_structure_hook_factory(_is_list, lambda kind: _list_hook(made, kind))
    made.register_structure_hook_factory(_is_dict, lambda kind: _dict_hook(made, kind))
    made.register_structure_hook_factory(_is_written, lambda kind: _class_hook(made, kind))
    return made


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _is_dict(kind: Any) -> bool:
    return get_origin(kind) is dict


def _is_written(kind: Any) -> bool:
    return attrs.has(kind) and not issubclass(kind, Node | Period)


def _list_hook(made: Converter, kind: Any) -> Callable[[Node, Any], Any]:
    """A list; where its members are single values, one of them may stand alone."""
    member = get_args(kind)[0]

    def hook(node: Node, _: Any) -> Any:
        if isinstance(node, Scalar) and not node.empty and not attrs.has(member):
            return (made.structure(node, member),)
        if not isinstance(node, Sequence):
            raise BadValueError(node.fault("a list"))
        return tuple(gather([partial(made.structure, n, member) for n in node.items]))

    return hook


def _dict_hook(made: Converter, kind: Any) -> Callable[[Node, Any], Any]:
    member = get_args(kind)[1]

    def hook(node: Node, _: Any) -> Any:
        values = read_mapping(node).values
        read_values = gather([partial(made.structure, n, member) for n in values.values()])
        keys = [Text.at(key) for key in read_mapping(node).keys.values()]
        return dict(zip(keys, read_values, strict=True))

    return hook


def _class_hook(made: Converter, kind: type) -> Callable[[Node, Any], Any]:
    """A class that mirrors a mapping in a file; its ``node`` is the mapping."""
    renamed = {
        a.name: override(rename=a.name.rstrip("_"))
        for a in attrs.fields(kind)
        if a.name.endswith("_")
    }
    build: Any = make_dict_structure_fn(kind, made, **renamed)  # type: ignore[arg-type]
    known = [a.name.rstrip("_") for a in attrs.fields(kind) if a.init]

    def hook(node: Node, _: Any) -> Any:
        mapping = read_mapping(node, f"a mapping with the keys {', '.join(known)}")
        try:
            value = build(mapping.values, kind)
        except ClassValidationError as group:
            faults = [f for e in group.exceptions for f in _faults(e, mapping, known)]
            raise BadValueError(*faults) from None
        value.node = mapping
        return value

    return hook


def _faults(error: Exception, mapping: Mapping, known: list[str]) -> list[Fault]:
    if isinstance(error, BadValueError):
        return list(error.faults)
    if isinstance(error, ForbiddenExtraKeysError):
        return [unknown(mapping.keys[key], "a key", known) for key in sorted(error.extra_fields)]
    if isinstance(error, KeyError):
        return [mapping.fault(f"the key {error.args[0]}", "none")]
    return [mapping.fault(str(error))]


def unknown(node: Scalar, expected: str, known: list[str]) -> Fault:
    """A word that is not among the known ones, with the nearest that is."""
    close = nearest(node.text, known)
    hint = f" (did you mean {close}?)" if close else f" (one of {', '.join(sorted(known))})"
    if close is None and len(known) > 20:
        hint = ""
    return node.fault(expected + hint)
