"""What a change does to cases: every case run before and after, and what moves in it."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from attrs import evolve, field, frozen

from cinpolicy.calendar import WorkingCalendar
from cinpolicy.case import Scenario
from cinpolicy.cells import Cell, Row
from cinpolicy.comparison import RUN_FAILURES, all_questions, all_words, rows_of
from cinpolicy.moves import Move, RowEffect, effect, moves
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Question
from cinpolicy.responsible import NOBODY, Responsible, responsible
from cinpolicy.rows import Run, in_order
from cinpolicy.simulator import simulate
from cinpolicy.stack import PolicyStack
from cinpolicy.vocabulary import Vocabulary

BEFORE, AFTER = "before", "after"
"""What the two sides are called in the rows of a case, whatever authority they are of."""


@frozen(kw_only=True)
class RowMoves:
    """One row of a case that is not as it was.

    ``responsible`` are the provisions it comes from, before and after: those of the row, or
    where these say the same, those of what its clock started with.
    """

    key: str
    label: str
    section: str
    topics: tuple[str, ...]
    effect: RowEffect
    moves: tuple[Move, ...]
    before: Cell
    after: Cell
    responsible: Responsible = NOBODY


@frozen(kw_only=True)
class CaseBehaviour:
    """One case before and after.

    ``rows`` are those that moved, are new or fall away, ``reworded`` those that say the same
    in other words, ``unmoved`` counts all others. ``failed_before`` and ``failed_after`` say
    why it could not be run; then there are no rows.
    """

    scenario: str
    title: str
    horizon: date
    rows: tuple[RowMoves, ...] = ()
    reworded: tuple[RowMoves, ...] = ()
    unmoved: int = 0
    failed_before: str = ""
    failed_after: str = ""

    @property
    def compared(self) -> bool:
        """Whether it could be run on both sides."""
        return not self.failed_before and not self.failed_after

    @property
    def differs(self) -> bool:
        """Whether something moves in it, or it can be run on one side only."""
        return bool(self.rows) or bool(self.failed_before) != bool(self.failed_after)


@frozen(kw_only=True)
class Behaviour:
    """All cases before and after."""

    cases: tuple[CaseBehaviour, ...] = field(factory=tuple)

    @property
    def differing(self) -> tuple[CaseBehaviour, ...]:
        """The cases in which something moves, or that can be run on one side only."""
        return tuple(case for case in self.cases if case.differs)

    @property
    def failed(self) -> tuple[CaseBehaviour, ...]:
        """The cases that could not be run on both sides."""
        return tuple(case for case in self.cases if not case.compared)

    @property
    def share(self) -> float:
        """The share of cases that differ; 0 where there are none."""
        return len(self.differing) / len(self.cases) if self.cases else 0.0

    @property
    def responsible(self) -> Counter[tuple[str, str]]:
        """In how many cases each pair of provisions, by id, makes something move."""
        found: Counter[tuple[str, str]] = Counter()
        for case in self.cases:
            found.update({_ids(row): None for row in case.rows if any(row.responsible)}.keys())
        return found


def _ids(row: RowMoves) -> tuple[str, str]:
    before, after = row.responsible
    return (before.id if before else "", after.id if after else "")


def behaviour(
    before: PolicyStack,
    after: PolicyStack,
    scenarios: Iterable[Scenario],
    calendar: WorkingCalendar,
    *,
    topics: frozenset[str] = frozenset(),
) -> Behaviour:
    """What moves in each case from one stack to another, in the order given.

    ``topics`` keeps the rows on some topics. A case that cannot be run on one side is told
    with the reason.
    """
    sides = _Sides(before, after, topics)
    return Behaviour(cases=tuple(sides.case(one, calendar) for one in scenarios))


class _Sides:
    """Two stacks, and what is asked of both."""

    def __init__(self, before: PolicyStack, after: PolicyStack, topics: frozenset[str]) -> None:
        self.stacks, self.topics = (before, after), topics
        self.questions: tuple[Question, ...] = all_questions(self.stacks, topics)
        self.words: Vocabulary = all_words((after, before))
        self.procedures: tuple[Procedure, Procedure] = (
            evolve(before.top, slug=BEFORE),
            evolve(after.top, slug=AFTER),
        )

    def case(self, scenario: Scenario, calendar: WorkingCalendar) -> CaseBehaviour:
        """What moves in one case."""
        ran = [self._run(side, scenario, calendar) for side in (0, 1)]
        about = CaseBehaviour(
            scenario=scenario.name,
            title=scenario.title,
            horizon=scenario.horizon,
            failed_before=ran[0] if isinstance(ran[0], str) else "",
            failed_after=ran[1] if isinstance(ran[1], str) else "",
        )
        runs = tuple(run for run in ran if isinstance(run, Run))
        if len(runs) < len(ran):
            return about
        made = rows_of(runs, self.words, scenario.horizon, self.topics)
        rows = in_order((row for _, row in made), self.words)
        found = _shared([one for row in rows if (one := self._row(row, runs))])
        reworded = tuple(one for one in found if one.effect is RowEffect.REWORDED)
        moved = tuple(one for one in found if one.effect is not RowEffect.REWORDED)
        unmoved = len(rows) - len(found)
        return evolve(about, rows=moved, reworded=reworded, unmoved=unmoved)

    def _run(self, side: int, scenario: Scenario, calendar: WorkingCalendar) -> Run | str:
        """The run of a case on one side, or why it failed."""
        try:
            timeline = simulate(self.stacks[side], scenario, calendar, self.questions)
        except RUN_FAILURES as error:
            return str(error)
        return Run.of(self.procedures[side], timeline)

    def _row(self, row: Row, runs: tuple[Run, ...]) -> RowMoves | None:
        before, after = row.cells
        found = moves(before, after, row.kind, self.words)
        what = effect(before, after, found)
        if what is None:
            return None
        return RowMoves(
            key=row.key,
            label=row.label,
            section=row.section,
            topics=row.topics,
            effect=what,
            moves=found,
            before=before,
            after=after,
            responsible=responsible(before, after, runs),
        )


def _shared(rows: list[RowMoves]) -> list[RowMoves]:
    """Rows that count others come from what the first of these comes from."""
    known: dict[tuple[str, ...], Responsible] = {}
    for row in rows:
        if any(row.responsible):
            known.setdefault(row.topics, row.responsible)
    return [
        row
        if any(row.responsible)
        else evolve(row, responsible=known.get(row.topics, (None, None)))
        for row in rows
    ]
