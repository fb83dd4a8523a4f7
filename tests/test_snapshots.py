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


def matrix_lines() -> Iterator[str]:
    """A line for every answer of the whole matrix, and for every item some text lists."""
    for row in cinpolicy.matrix(library=library()).rows:
        yield f"{row.key} ({row.section}: {row.label})"
        for line in row.lines:
            yield f"  where {line.condition}" if line.condition else "  ordinarily"
            for cell in line.cells:
                if cell.kind != "not stated":
                    yield f"    {cell.authority}: {cell.words} | {cell.force} | {cell.citation}"
            for item in line.items:
                having = {slug: local for slug, local in item.listed.items() if local}
                said = (f"{s} {x.term!r} {x.paragraphs} {x.force}" for s, x in having.items())
                yield f"    - {item.item}: {'; '.join(said)}"


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_nothing_moved(path: Path, update_snapshots: bool) -> None:
    comparison = cinpolicy.compare(path, library=library())
    check(path.stem, lines(comparison), update_snapshots)


def test_nothing_moved_in_the_matrix(update_snapshots: bool) -> None:
    check("matrix", matrix_lines(), update_snapshots)


def check(name: str, found: Iterator[str], update_snapshots: bool) -> None:
    now = "\n".join(found) + "\n"
    kept = SNAPSHOTS / f"{name}.txt"
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
    kept = {p.stem for p in SNAPSHOTS.glob("*.txt")} - {"matrix"}
    assert kept == {p.stem for p in SCENARIOS}
