"""What the value classes share."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import NOTHING, Factory, fields

if TYPE_CHECKING:
    from pandas import DataFrame

V = TypeVar("V", bound="Value")


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


class Shown:
    """Shows itself as a table in a notebook, and as text where it is printed.

    What makes them is imported only then, by name: it stands in a room below every value.
    """

    __slots__ = ()

    def __str__(self) -> str:
        """What the command line shows."""
        text: str = import_module("cinpolicy.reporting.shown_text").told(self)
        return text

    def _repr_html_(self) -> str:
        """A table for a notebook."""
        html: str = import_module("cinpolicy.reporting.notebook").html(self)
        return html


class Framed(Shown):
    """Turns into a data frame as well."""

    __slots__ = ()

    def to_frame(self) -> "DataFrame":
        """A tidy data frame of pandas (docs/python.md).

        Raises ``ModuleNotFoundError`` where pandas is not installed.
        """
        made: DataFrame = import_module("cinpolicy.reporting.frames").frame(self)
        return made


def stored_without_defaults(kind: type[V]) -> type[V]:
    """Make the stored form of a class without slots leave out what is as by default.

    Most attributes of most provisions are, and reading a stored form takes its time for
    each. What is left out is found on the class when it is asked for.
    """
    defaults = {
        a.name: a.default
        for a in fields(kind)  # type: ignore[arg-type]
        if a.default is not NOTHING and not isinstance(a.default, Factory)  # type: ignore[arg-type]
    }
    for name, default in defaults.items():
        setattr(kind, name, default)

    def getstate(self: V) -> dict[str, object]:
        return {n: v for n, v in vars(self).items() if n not in defaults or v != defaults[n]}

    kind.__getstate__ = getstate  # type: ignore[method-assign,assignment]
    return kind
