"""Where something stands in a file."""

from attrs import frozen

from cinpolicy.values import Value


@frozen(repr=False)
class Place(Value):
    """A place in a file: lines and columns count from 1, ``where`` is the path of its keys."""

    path: str
    line: int
    column: int
    where: str = "$"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"
