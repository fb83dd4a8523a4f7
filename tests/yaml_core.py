"""A file as an editor sees it: our tree, its plain values typed by the core schema of YAML 1.2."""

import re
from typing import Any

from cinpolicy.loading.document import Mapping, Node, Scalar, Sequence

_NULL = re.compile(r"~|null|Null|NULL|")
_TRUTHS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[-+]?[0-9]+")
_OCTAL, _HEXADECIMAL = re.compile(r"0o[0-7]+"), re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def value(node: Node) -> Any:
    """What an editor takes a node for."""
    if isinstance(node, Mapping):
        return {key: value(inner) for key, inner in node.values.items()}
    if isinstance(node, Sequence):
        return [value(inner) for inner in node.items]
    assert isinstance(node, Scalar)
    return plain(node.text) if node.plain else node.text


def plain(text: str) -> Any:
    """What an editor takes a value without quotes for."""
    if _NULL.fullmatch(text):
        return None
    if text in _TRUTHS:
        return _TRUTHS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _OCTAL.fullmatch(text) or _HEXADECIMAL.fullmatch(text):
        return int(text, 0)
    if _NO_NUMBER.fullmatch(text):
        return float(text.replace(".", ""))
    return float(text) if _FLOAT.fullmatch(text) else text
