"""The marks of what has no date: one for each kind of silence, and for what is not dated."""

from collections.abc import Collection, Iterator, Mapping
from functools import partial

from cinpolicy.cells import Cell, CellKind
from cinpolicy.plots.legend import Key
from cinpolicy.plots.look import INK, Page
from cinpolicy.provisions import SilenceKind

Kind = CellKind | SilenceKind
SHAPES: Mapping[Kind, tuple[str, bool, str]] = {
    CellKind.UNDATED: ("s", True, "required, with no date"),
    SilenceKind.NO_REQUIREMENT: ("x", True, "said not to be required"),
    SilenceKind.DISCRETION: ("D", False, "left to somebody"),
    SilenceKind.DEFERRED: (">", False, "left to another document or the plan"),
    SilenceKind.NOT_STATED: ("o", False, "not stated"),
    CellKind.NOT_REACHED: ("_", True, "not reached in the time followed"),
    CellKind.NOT_APPLICABLE: (".", True, "does not come up in this case"),
}
"""The mark of a cell without a date, whether it is full, and what it stands for."""


def kind_of(cell: Cell) -> Kind:
    """Under which kind a cell without a date is shown."""
    return cell.silence or cell.kind


def in_words(cell: Cell) -> str:
    """What its mark stands for."""
    return SHAPES[kind_of(cell)][2]


def draw(page: Page, x: float, y: float, kind: Kind) -> None:
    """Put the mark of a kind on a page."""
    shape, full, _ = SHAPES[kind]
    page.mark(x, y, shape, mfc=INK if full else "white", mec=INK, markeredgewidth=0.9)


def keys(page: Page, present: Collection[Kind]) -> Iterator[Key]:
    """The marks that are in a picture, with what they stand for."""
    for kind in SHAPES:
        if kind in present:
            yield partial(draw, page, kind=kind), SHAPES[kind][2]
