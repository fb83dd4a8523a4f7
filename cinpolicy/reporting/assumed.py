"""What a reader must know of a date: what it rests on, as marks or in words; that it comes late."""

from cinpolicy.cells import Cell, CellKind
from cinpolicy.timeline import Obligation, Remark

DAGGER = "†"
_RESTS = "rests on something the text does not state"
RESTS = f"{_RESTS}, itself or through a date it is counted from"
_THROUGH = f"counted from a date that {_RESTS}"
COUNTED = "counted from a date the case assumes, since the text gives none"
AFTER_THE_END = "after the end of the case"
PARAGRAPH = "para: paragraph of the authority's text, counted over lines that are not blank."
MARKS = (f"{DAGGER} {RESTS}.", f"* {COUNTED}.")
"""What the marks beside dates mean."""
LEGEND = (*MARKS, PARAGRAPH)
"""What the marks beside dates and paragraphs mean."""


def marks(cell: Cell, dagger: str = DAGGER) -> str:
    """The marks of a date that rests on something assumed."""
    return dagger * cell.assumed + "*" * is_counted_from_assumed(cell)


def marks_in_words(cell: Cell) -> tuple[str, ...]:
    """The same in words, for where a mark would have to be looked up: which of the two it is."""
    if cell.due is None:
        return ()
    own = cell.provision and cell.provision.assumes
    rests = _RESTS if own else _THROUGH
    return (rests,) * cell.assumed + (COUNTED,) * is_counted_from_assumed(cell)


def after_the_end(cell: Cell) -> tuple[str, ...]:
    """That it is due only once the case is followed no longer, where that is so."""
    return (AFTER_THE_END,) if cell.due and cell.kind is CellKind.NOT_REACHED else ()


def marks_of(owed: Obligation) -> str:
    """The marks of the date of an obligation."""
    return DAGGER * owed.rests_on_assumption + "*" * counted_from_assumed(owed)


def legend(found: str) -> tuple[str, ...]:
    """What those of the marks mean that are found in a text."""
    return tuple(line for line in MARKS if line[0] in found)


def counted_from_assumed(owed: Obligation) -> bool:
    """Whether it has a date, and that goes back to a day that the case assumes."""
    return owed.due is not None and Remark.RESTS_ON_ASSUMED_DATE in owed.remarks


def is_counted_from_assumed(cell: Cell) -> bool:
    """Whether the date goes back to a day that the case assumes."""
    return bool(cell.obligation and Remark.RESTS_ON_ASSUMED_DATE in cell.obligation.remarks)
