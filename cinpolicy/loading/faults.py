"""What is wrong with a file, said so that its writer finds it: where, expected, found."""

from operator import attrgetter
from pathlib import Path

from attrs import frozen


@frozen
class Fault:
    """One thing wrong with a file. Lines and columns count from 1.

    ``undefined`` marks a word that is used and defined nowhere.
    """

    path: str
    line: int
    column: int
    where: str
    expected: str
    found: str
    undefined: bool = False

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}: {self.where}"
        return f"{place}: expected {self.expected}, found {self.found}"


@frozen
class NoFile(Fault):
    """That there is no such file, with the one that was likely meant: ``near`` may be empty."""

    near: str = ""

    def __str__(self) -> str:
        """As it is said to people: no place in a file that is not there."""
        meant = f"; did you mean {self.near}?" if self.near else ""
        return f"there is no file {self.path}{meant}"


_PLACE = attrgetter("path", "line", "column", "where", "expected", "found")


class InputError(Exception):
    """A file cannot be used. ``faults`` holds everything wrong with it, in order."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(set(faults), key=_PLACE)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def whole_file(path: Path | str, expected: str, found: str) -> InputError:
    """A fault of a file as a whole."""
    return InputError([Fault(str(path), 1, 1, "$", expected, found)])
