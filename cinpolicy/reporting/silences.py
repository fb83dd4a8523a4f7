"""What the texts leave open, by authority and kind of silence."""

from collections.abc import Iterator

from attrs import frozen

from cinpolicy import wording
from cinpolicy.cells import Comparison
from cinpolicy.provisions import SilenceKind
from cinpolicy.reporting.naming import Names

SHOWN = tuple(kind for kind in SilenceKind if kind is not SilenceKind.NOT_APPLICABLE)
KINDS_TOLD = (
    "Not stated: the text does not say. No requirement: it says there is none. Deferred: it "
    "leaves it to another document or to the plan. Discretion: it says who decides."
)


@frozen
class Silent:
    """One authority: how many rows each kind of silence has, and which."""

    name: str
    counts: tuple[int, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def silences(comparison: Comparison, names: Names) -> tuple[Silent, ...]:
    """The silences of every authority compared."""
    return tuple(
        Silent(
            names[slug],
            tuple(kinds[kind] for kind in SHOWN),
            tuple((kind.value, _rows(comparison, slug, kind)) for kind in SHOWN if kinds[kind]),
        )
        for slug, kinds in comparison.silences.items()
    )


def counted(found: tuple[Silent, ...]) -> Iterator[str]:
    """How many rows each text leaves open, each kind of silence by itself, a line each."""
    for one in found:
        said = [
            f"{kind.value} {number}"
            for kind, number in zip(SHOWN, one.counts, strict=True)
            if number
        ]
        yield f"{one.name}: {wording.listed(said, 'and') or 'nothing'}."


def _rows(comparison: Comparison, slug: str, kind: SilenceKind) -> tuple[str, ...]:
    found = ((row.label, row.cell(slug)) for row in comparison.rows)
    return tuple(label for label, cell in found if cell and cell.silence is kind)
