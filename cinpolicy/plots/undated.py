"""The marks of what has no date: one for each kind of silence, and for what is not dated."""

from collections.abc import Collection, Mapping

from cinpolicy.cells import Cell, CellKind
from cinpolicy.plots.look import INK, MARGIN, SMALL, Page, width_of
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


def legend(page: Page, y: float, present: Collection[Kind]) -> float:
    """The marks that are in a picture, with what they stand for; how far down that goes."""
    x = MARGIN
    kinds = [kind for kind in SHAPES if kind in present]
    for kind in kinds:
        said = SHAPES[kind][2]
        size = 0.3 + width_of(said)
        if x > MARGIN and x + size > page.width - MARGIN:
            x, y = MARGIN, y + 0.15
        draw(page, x + 0.05, y, kind)
        page.say(x + 0.15, y, said, fontsize=SMALL)
        x += size
    return y + 0.17 if kinds else y
