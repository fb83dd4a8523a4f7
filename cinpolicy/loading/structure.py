"""Trees to the classes of ``written``, by cattrs with strict hooks, every fault gathered."""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from datetime import date
from enum import StrEnum
from functools import cache, partial
from inspect import isclass
from typing import Any, TypeVar, get_args, get_origin

import attrs
from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

from cinpolicy.conditions import Condition, Facts
from cinpolicy.fingerprints import Fingerprint
from cinpolicy.loading.conditions import read_condition
from cinpolicy.loading.document import Mapping, Node, Scalar, Sequence, parse
from cinpolicy.loading.faults import Fault, InputError
from cinpolicy.loading.reading import (
    BadValueError,
    Number,
    Text,
    Word,
    gather,
    read_bool,
    read_choice,
    read_date,
    read_fingerprint,
    read_int,
    read_mapping,
    read_number,
    read_period,
    read_text,
    unknown,
)
from cinpolicy.loading.words import Checker
from cinpolicy.loading.written import Written
from cinpolicy.periods import Period

T = TypeVar("T")
W = TypeVar("W", bound=Written)
_reading_for: ContextVar[Checker] = ContextVar("reading_for")


def read(node: Node, kind: type[T], checker: Checker) -> T | None:
    """A tree as a value of ``kind``; None where it is not one. Every fault is noted."""
    token = _reading_for.set(checker)
    try:
        return _converter().structure(node, kind)
    except BadValueError as error:
        checker.faults += error.faults
        return None
    finally:
        _reading_for.reset(token)


def read_file(root: Node, kind: type[W], checker: Checker, stand_in: bytes) -> W:
    """A whole file as a value of ``kind``, so that it can be checked for more faults.

    What cannot be read is noted and left out; ``stand_in`` holds a value for every key
    that must be there. A fault in such a value is not one of the file's: it has no
    path. Raises ``InputError`` where the file is not even a mapping.
    """
    keys = read_mapping(parse("", stand_in)).keys
    if isinstance(root, Mapping) and (another := _of_another_kind(root, keys)):
        raise InputError([another])
    value = read(root, kind, checker)
    if value is not None:
        return value
    if not isinstance(root, Mapping):
        raise InputError(checker.faults)
    sound = {
        a.name: root.values[a.name]
        for a in attrs.fields(kind)
        if a.init and a.name in root.values and _is_sound(root.values[a.name], a.type, checker)
    }
    values = {**read_mapping(parse("", stand_in)).values, **sound}
    patched = Mapping(root.path, root.line, root.column, root.where, root.keys, values)
    value = read(patched, kind, checker)
    assert value is not None
    return value


_KINDS = {
    "scenario": "a scenario",
    "authority": "a procedure",
    "draft": "a draft",
    "expectations": "a file of expectations",
}
"""The key that only one kind of file has, but for a source register, which has its authority."""


def _of_another_kind(root: Mapping, keys: Iterable[str]) -> Fault | None:
    """That a file is of another kind than was asked for: one fault then, and not each key."""
    wanted = next((key for key in keys if key in _KINDS), None)
    found = next((key for key in root.keys if key in _KINDS), None)
    if wanted is None or found is None or wanted in root.keys:
        return None
    return root.keys[found].fault(f"{_KINDS[wanted]} (with the key {wanted})", _KINDS[found])


def _is_sound(node: Node, kind: Any, checker: Checker) -> bool:
    return read(node, kind, Checker(checker.words, checker.undecided)) is not None


@cache
def _converter() -> Converter:
    made = Converter(detailed_validation=True, forbid_extra_keys=True)
    made.register_structure_hook(Text, read_text)
    made.register_structure_hook(Word, _read_word)
    made.register_structure_hook(StrEnum, read_choice)
    made.register_structure_hook(bool, read_bool)
    made.register_structure_hook(int, read_int)
    made.register_structure_hook(Number, read_number)
    made.register_structure_hook(Fingerprint, read_fingerprint)
    made.register_structure_hook(date, read_date)
    made.register_structure_hook(Period, read_period)
    made.register_structure_hook(Node, lambda node, _: node)
    made.register_structure_hook_func(lambda kind: kind == Condition, _read_condition)
    made.register_structure_hook_func(lambda kind: kind == Facts, _read_facts)
    made.register_structure_hook_factory(_is_list, lambda kind: _list_hook(made, kind))
    made.register_structure_hook_factory(_is_dict, lambda kind: _dict_hook(made, kind))
    made.register_structure_hook_factory(
        _is_subclass_of(Written), lambda kind: _class_hook(made, kind)
    )
    return made


def _is_subclass_of(parent: type) -> Callable[[Any], bool]:
    return lambda kind: isclass(kind) and issubclass(kind, parent)


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _is_dict(kind: Any) -> bool:
    return get_origin(kind) is dict


def _read_word(node: Node, kind: type[Word]) -> Word:
    return _reading_for.get().word(node, kind)


def _read_condition(node: Node, _: Any) -> Condition:
    return read_condition(node, _reading_for.get())


def _read_facts(node: Node, _: Any) -> Facts:
    return _reading_for.get().fact_values(node)


def _list_hook(made: Converter, kind: Any) -> Callable[[Node, Any], Any]:
    """A list; where its members are single values, one of them may stand alone.

    A mapping in it that cannot be read is noted and left out: the others are checked.
    """
    member = get_args(kind)[0]
    mappings = _is_subclass_of(Written)(member)

    def hook(node: Node, _: Any) -> Any:
        if isinstance(node, Scalar) and not node.empty and (not mappings or member.alone):
            return (made.structure(node, member),)
        if not isinstance(node, Sequence):
            raise BadValueError(node.fault("a list"))
        if mappings:
            read_ones = [read(one, member, _reading_for.get()) for one in node.items]
            return tuple(one for one in read_ones if one is not None)
        return tuple(gather([partial(made.structure, n, member) for n in node.items]))

    return hook


def _dict_hook(made: Converter, kind: Any) -> Callable[[Node, Any], Any]:
    """A mapping of names to values, which drops what it cannot read as a list does."""
    name, member = get_args(kind)
    mappings = _is_subclass_of(Written)(member)

    def hook(node: Node, _: Any) -> Any:
        mapping = read_mapping(node)
        keys = [partial(made.structure, key, name) for key in mapping.keys.values()]
        if mappings:
            ones = [read(one, member, _reading_for.get()) for one in mapping.values.values()]
            pairs = zip(gather(keys), ones, strict=True)
            return {key: one for key, one in pairs if one is not None}
        values = [partial(made.structure, value, member) for value in mapping.values.values()]
        both = gather([*keys, *values])
        return dict(zip(both[: len(keys)], both[len(keys) :], strict=True))

    return hook


def _class_hook(made: Converter, kind: type[Written]) -> Callable[[Node, Any], Any]:
    """A class that mirrors a mapping in a file; its ``node`` is the mapping."""
    renamed = {
        a.name: override(rename=a.name.rstrip("_"))
        for a in attrs.fields(kind)
        if a.name.endswith("_")
    }
    build: Any = make_dict_structure_fn(kind, made, **renamed)  # type: ignore[arg-type]
    known = [a.name.rstrip("_") for a in attrs.fields(kind) if a.init]

    def hook(node: Node, _: Any) -> Any:
        mapping = _mapping(node, kind, known)
        try:
            value = build(mapping.values, kind)
        except ClassValidationError as group:
            faults = [f for e in group.exceptions for f in _faults(e, mapping, known)]
            raise BadValueError(*faults) from None
        value.node = mapping
        return value

    return hook


def _mapping(node: Node, kind: type[Written], known: list[str]) -> Mapping:
    """The node as a mapping; a single value stands for one key where ``kind`` has such."""
    if isinstance(node, Scalar) and not node.empty and kind.alone:
        place = (node.path, node.line, node.column, node.where)
        return Mapping(*place, {kind.alone: node}, {kind.alone: node})
    return read_mapping(node, f"a mapping with the keys {', '.join(known)}")


def _faults(error: Exception, mapping: Mapping, known: list[str]) -> list[Fault]:
    if isinstance(error, BadValueError):
        return list(error.faults)
    if isinstance(error, ForbiddenExtraKeysError):
        return [_no_key(mapping, key, known) for key in sorted(error.extra_fields)]
    if isinstance(error, KeyError):
        return [mapping.lacking(error.args[0])]
    return [mapping.fault(str(error))]


def _no_key(mapping: Mapping, key: str, known: list[str]) -> Fault:
    """A key that is none; between braces it may be what follows a comma in a text."""
    node, value = mapping.keys[key], mapping.values[key]
    if isinstance(value, Scalar) and value.empty and " " in key:
        return node.fault("a key (between { and } a text that holds a comma wants quotes)")
    return unknown(node, "a key", known)
