"""Which provisions a cell that moved comes from, before and after."""

from collections.abc import Iterable, Iterator

from cinpolicy.cells import Cell
from cinpolicy.contents import content, power
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Provision
from cinpolicy.rows import Run
from cinpolicy.timeline import Obligation

Responsible = tuple[Provision | None, Provision | None]
NOBODY: Responsible = (None, None)


def responsible(before: Cell, after: Cell, runs: tuple[Run, ...]) -> Responsible:
    """The provisions of two cells, or the first ones behind them that do not say the same."""
    ours, theirs = list(_behind(before, runs[0])), list(_behind(after, runs[1]))
    if not ours or not theirs:
        return _where_one_is_silent(ours, theirs, runs)
    one, other = _not_among(ours, theirs), _not_among(theirs, ours)
    return (one, other) if one or other else (before.provision, after.provision)


def _where_one_is_silent(
    ours: list[Provision], theirs: list[Provision], runs: tuple[Run, ...]
) -> Responsible:
    """What one side alone has: the first that the other procedure does not say as well.

    With it comes what the other procedure has in its place, if that has the same id.
    """
    procedures = tuple(run.procedure for run in runs)
    if ours:
        one = _not_among(ours, procedures[1].provisions) or ours[0]
        return one, _changed(one, procedures[1])
    if theirs:
        other = _not_among(theirs, procedures[0].provisions) or theirs[0]
        return _changed(other, procedures[0]), other
    return NOBODY


def _changed(one: Provision, procedure: Procedure) -> Provision | None:
    same = (p for p in procedure.provisions if (p.id, p.question) == (one.id, one.question))
    return next((p for p in same if _says(p) != _says(one)), None)


def _not_among(some: Iterable[Provision], others: Iterable[Provision]) -> Provision | None:
    """The first of some provisions that says what none of the others says."""
    said = [_says(other) for other in others]
    return next((one for one in some if _says(one) not in said), None)


def _says(one: Provision) -> object:
    return content(one), power(one)


def _behind(cell: Cell, run: Run) -> Iterator[Provision]:
    """The provision of a cell, that of what started its clock, and so on to the beginning."""
    if cell.obligation is None:
        if cell.provision:
            yield cell.provision
        return
    owed: Obligation | None = cell.obligation
    while owed is not None:
        yield owed.provision
        owed = _before(owed, run.timeline.obligations)


def _before(owed: Obligation, every: tuple[Obligation, ...]) -> Obligation | None:
    """The obligation that led to another: what its clock started with, or is counted back from."""
    timing = owed.provision.timing
    if timing and timing.before:
        counted = (
            one
            for one in every
            if one.question.subject == timing.before and not one.question.of
            if one.due and one.due.date == owed.target
        )
        return next(counted, None)
    started = owed.trigger.obligation if owed.trigger else None
    return None if started is None else every[started]
