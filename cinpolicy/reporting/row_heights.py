"""How high the rows of a sheet must be for all of their text to show.

Excel works this out for itself when it opens a file, but LibreOffice and previews do not.
"""

from collections.abc import Iterable

from cinpolicy.reporting.lines import wrapped

LINE = 12.0
"""Points that a line of the body's size takes."""
_AROUND = 4.0
HIGHEST = 409.0
"""No row can be higher in Excel; what does not fit shows when the cell is opened."""
_PER_UNIT = 1.3
"""Characters of the body's size to a unit of width: fewer than the common faces hold."""


def characters(width: int) -> int:
    """How many characters of the body's size a line of a column holds, on the whole."""
    return max(1, int(width * _PER_UNIT))


def height(row: Iterable[tuple[str, int]], line: float = LINE) -> float:
    """Points for a row of texts, each with the characters that a line of its column holds."""
    most = max((_lines(text, held) for text, held in row), default=1)
    return min(HIGHEST, most * line + _AROUND)


def _lines(text: str, held: int) -> int:
    if len(text) <= held and "\n" not in text:
        return 1
    return sum(len(wrapped(part, held)) for part in text.split("\n"))
