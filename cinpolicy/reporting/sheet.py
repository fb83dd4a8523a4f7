"""What stands on one sheet of a workbook, before any workbook is made of it."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from attrs import frozen

LONGEST_NAME = 31
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_TAKEN = "history"
"""A name that Excel keeps for itself."""


class Style(StrEnum):
    """How a cell looks."""

    PLAIN = "plain"
    BOLD = "bold"
    FAINT = "faint"
    MARKED = "marked"


@frozen
class Styled:
    """Text with a look of its own."""

    text: str
    style: Style


Value = str | int | date | Styled | None


@frozen
class Sheet:
    """A sheet: its name, its headings with their widths, its rows.

    ``fixed`` columns stay in sight when the others are moved. Where only the first columns
    are to be printed, ``printed`` is their number. A sheet with no headings is a page of text.
    """

    name: str
    headings: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Value]]
    fixed: int = 0
    printed: int = 0


def names(wanted: Iterable[str]) -> list[str]:
    """Names that Excel takes, each once, whatever was wanted (it tells no capitals apart)."""
    found: list[str] = []
    taken = {_TAKEN}
    for name in wanted:
        clean = " ".join(name.translate(_NOT_IN_A_NAME).split()).strip("' ") or "Sheet"
        made, number = _cut(clean, LONGEST_NAME), 1
        while made.lower() in taken:
            number += 1
            ending = f" {number}"
            made = _cut(clean, LONGEST_NAME - len(ending)) + ending
        taken.add(made.lower())
        found.append(made)
    return found


def _cut(name: str, length: int) -> str:
    """The name cut to a length (a character of two units counts as two), with a clean end."""
    cut = name.encode("utf-16-le")[: 2 * length].decode("utf-16-le", "ignore")
    return cut.rstrip("' ") or "Sheet"
