"""What the value classes share."""

from typing import Any

from attrs import fields


class Value:
    """Shows a value by its attributes.

    One way of doing so serves every class: making attrs write a ``__repr__`` for each takes
    a good part of the time in which a short command starts.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        kind: Any = type(self)
        shown = (f"{a.name}={getattr(self, a.name)!r}" for a in fields(kind) if a.repr)
        return f"{kind.__name__}({', '.join(shown)})"
