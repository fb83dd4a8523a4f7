"""The sentence under each attribute of a class, and each member of an enumeration.

Python forgets such sentences when it runs, so they are read from the source.
"""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

_OURS = __name__.partition(".")[0]


def sentences(kind: type) -> dict[str, str]:
    """The sentences by the name of the attribute or member, inherited ones among them."""
    found: dict[str, str] = {}
    for one in reversed(kind.__mro__):
        if one.__module__.partition(".")[0] == _OURS:
            found |= _in_module(one.__module__).get(one.__name__, {})
    return found


@cache
def _in_module(name: str) -> dict[str, dict[str, str]]:
    """The sentences of every class of a module."""
    tree = ast.parse(inspect.getsource(sys.modules[name]))
    return {one.name: dict(_in_class(one)) for one in tree.body if isinstance(one, ast.ClassDef)}


def _in_class(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for above, below in pairwise(node.body):
        match above, below:
            case (
                ast.AnnAssign(target=ast.Name(name)) | ast.Assign(targets=[ast.Name(name)]),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, inspect.cleandoc(text).replace("\n", " ").replace("``", "")
