"""Snapshots of the whole comparison of every scenario: they show what moved, and prove nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import cinpolicy
from cinpolicy.cells import Cell, Comparison
from tests.cases import library

ROOT = Path(__file__).parent.parent
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
SNAPSHOTS = Path(__file__).parent / "snapshots"


def lines(comparison: Comparison) -> Iterator[str]:
    """A line for every cell that says anything, and for every divergence."""
    for row in comparison.rows:
        yield f"{row.key} ({row.section}: {row.label})"
        for cell in row.cells:
            if cell.says_something or cell.notes:
                yield f"  {cell.authority}: {said(cell)}"
        for divergence in row.divergences:
            size = "" if divergence.size is None else f" [{divergence.size}]"
            yield f"  <> {divergence.code}{size} {divergence.statement}"


def said(cell: Cell) -> str:
    owed = cell.obligation
    parts = [
        f"{cell.due:%Y-%m-%d %a}" if cell.due else cell.kind.value,
        cell.words,
        cell.force,
        cell.provision.id if cell.provision else "",
        cell.citation,
        owed.state.value if owed else "",
        *cell.notes,
    ]
    return " | ".join(part for part in parts if part)


def test_there_are_scenarios_enough() -> None:
    assert len(SCENARIOS) >= 14


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_nothing_moved(path: Path, update_snapshots: bool) -> None:
    now = "\n".join(lines(cinpolicy.compare(path, library=library()))) + "\n"
    kept = SNAPSHOTS / f"{path.stem}.txt"
    if update_snapshots:
        SNAPSHOTS.mkdir(exist_ok=True)
        kept.write_text(now, "utf-8", newline="\n")
    assert kept.exists(), (
        "no snapshot yet: python -m pytest tests/test_snapshots.py --update-snapshots"
    )
    assert now == kept.read_text("utf-8"), (
        "the comparison changed; look at the diff after "
        "python -m pytest tests/test_snapshots.py --update-snapshots"
    )


def test_every_snapshot_has_its_scenario() -> None:
    assert {p.stem for p in SNAPSHOTS.glob("*.txt")} == {p.stem for p in SCENARIOS}
