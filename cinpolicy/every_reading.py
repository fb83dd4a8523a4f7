"""A comparison under every reading of the texts: how far dates move, and what holds.

For each row only the ambiguities that can bear on it are tried, in every combination, each
text by itself. Whether a divergence holds whatever the readings then follows without trying
the combinations of several texts: cells differ in an aspect exactly where two of them have
different signatures, so that it vanishes where every text can be read to have the same
signature (or none), and arises where two texts can be read to have different ones.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, product
from math import prod

from attrs import define, evolve, field, frozen

from cinpolicy.calendar import WorkingCalendar
from cinpolicy.case import Scenario
from cinpolicy.cells import Aspect, Cell, CellKind, Divergence, Row, Span
from cinpolicy.divergence import Signature, divergences, signatures
from cinpolicy.influence import Influence
from cinpolicy.procedure import Ambiguity
from cinpolicy.provisions import Question
from cinpolicy.rows import RowPlan, Run
from cinpolicy.simulator import simulate
from cinpolicy.stack import PolicyStack
from cinpolicy.vocabulary import Vocabulary

MOST_COMBINATIONS = 256
"""Where a row could turn on more combinations of one text, at most two readings at a time
are not the default ones, and nothing is said to hold for certain."""
Chosen = Mapping[str, str]


@frozen(eq=False)
class Outcome:
    """A cell under some combination of readings; ``under`` are those that are not the default."""

    cell: Cell
    under: tuple[str, ...]


@define(eq=False)
class _Text:
    """One authority's text and the runs of the case under its readings."""

    stack: PolicyStack
    scenario: Scenario
    calendar: WorkingCalendar
    questions: tuple[Question, ...]
    influence: Influence
    runs: dict[frozenset[tuple[str, str]], Run] = field(factory=dict)

    def outcomes(self, plan: RowPlan) -> tuple[list[Outcome], bool]:
        """Every cell the text can give, those of the fewest readings first; whether all are."""
        bearing = self.influence.bearing_on(plan.questions)
        whole = prod(len(one.readings) for one in bearing) <= MOST_COMBINATIONS
        found: dict[object, Outcome] = {}
        for chosen in _combinations(bearing, whole=whole):
            cell = plan.cell(self._run(chosen))
            under = tuple(f"{self.stack.top.slug}: {a} = {r}" for a, r in chosen.items())
            found.setdefault(_content(cell), Outcome(cell, under))
        return list(found.values()), whole

    def _run(self, chosen: Chosen) -> Run:
        key = frozenset(chosen.items())
        if key not in self.runs:
            read = self.stack.read_as(chosen)
            timeline = simulate(read, self.scenario, self.calendar, self.questions)
            self.runs[key] = Run.of(self.stack.top, timeline)
        return self.runs[key]


def _combinations(bearing: Sequence[Ambiguity], *, whole: bool) -> Iterator[dict[str, str]]:
    """Choices of readings that are not the default, the fewest first."""
    for size in range(len(bearing) + 1 if whole else 3):
        for some in combinations(bearing, size):
            for names in product(*(list(one.readings)[1:] for one in some)):
                yield {one.id: name for one, name in zip(some, names, strict=True)}


def _content(cell: Cell) -> object:
    """What tells two cells of one text apart."""
    says = cell.provision and evolve(cell.provision, readings=())
    silence = cell.silence
    return (cell.kind, cell.due, cell.count, cell.words, cell.force, silence, str(says))


class EveryReading:
    """Looks at the rows of one comparison under every reading of the texts."""

    def __init__(
        self,
        stacks: Iterable[PolicyStack],
        scenario: Scenario,
        calendar: WorkingCalendar,
        questions: tuple[Question, ...],
        vocabulary: Vocabulary,
    ) -> None:
        self.vocabulary = vocabulary
        self.texts = [
            _Text(stack, scenario, calendar, questions, Influence(stack, scenario))
            for stack in stacks
        ]

    def looked_at(self, plan: RowPlan, row: Row) -> Row:
        """The row with the span of every cell, and what each divergence depends on."""
        found = [text.outcomes(plan) for text in self.texts]
        outcomes = [one for one, _ in found]
        whole = all(complete for _, complete in found)
        spanned = (
            evolve(cell, span=_span(one, whole=complete))
            for cell, (one, complete) in zip(row.cells, found, strict=True)
        )
        compared = self.vocabulary.topics[plan.questions[0].topic].compared
        looks = signatures(row.kind) if compared else {}
        held = (_held(one, outcomes, looks[one.aspect], whole=whole) for one in row.divergences)
        return evolve(
            row,
            cells=tuple(spanned),
            divergences=tuple(held),
            under_readings=tuple(_arising(row, outcomes, looks, self.vocabulary)),
        )


def _span(outcomes: Sequence[Outcome], *, whole: bool) -> Span | None:
    """How far the dates of a cell lie apart; None where every reading gives the same."""
    dated = [one for one in outcomes if one.cell.due and one.cell.kind is CellKind.DUE]
    others = [one for one in outcomes if not (one.cell.due and one.cell.kind is CellKind.DUE)]
    if not dated or (len({one.cell.due for one in dated}) == 1 and not others):
        return None
    earliest = min(dated, key=_day)
    latest = max(dated, key=_day)
    return Span(
        earliest=earliest.cell.due,
        latest=latest.cell.due,
        earliest_under=earliest.under,
        latest_under=latest.under,
        undated_under=others[0].under if others else None,
        whole=whole,
    )


def _day(outcome: Outcome) -> date:
    assert outcome.cell.due is not None
    return outcome.cell.due


Signed = list[tuple[object, tuple[str, ...]]]
"""The signatures one text can be read to have, each with the fewest readings it takes."""


def _signed(outcomes: Iterable[Outcome], look: Signature) -> Signed:
    found: dict[object, tuple[str, ...]] = {}
    for one in outcomes:
        found.setdefault(look(one.cell), one.under)
    return list(found.items())


def _held(
    divergence: Divergence, outcomes: list[list[Outcome]], look: Signature, *, whole: bool
) -> Divergence:
    """The divergence with whether it holds under every reading, and if not, on which it depends."""
    under = _agreeing([_signed(one, look) for one in outcomes])
    if under is not None:
        return evolve(divergence, robust=False, depends_on=under)
    return evolve(divergence, robust=True if whole else None)


def _agreeing(texts: Sequence[Signed]) -> tuple[str, ...] | None:
    """The fewest readings under which no two texts differ; None where there are none such."""
    targets = dict.fromkeys(signature for text in texts for signature, _ in text)
    ways = (way for target in targets if (way := _all_at(target, texts)) is not None)
    return next(iter(sorted(ways, key=len)), None)


def _all_at(target: object, texts: Sequence[Signed]) -> tuple[str, ...] | None:
    """The fewest readings under which every text has one signature or none."""
    found: list[str] = []
    for text in texts:
        fitting = [under for signature, under in text if signature in (None, target)]
        if not fitting:
            return None
        found += sorted(fitting, key=len)[0]
    return tuple(found)


def _arising(
    row: Row,
    outcomes: list[list[Outcome]],
    looks: Mapping[Aspect, Signature],
    vocabulary: Vocabulary,
) -> Iterator[Divergence]:
    """Divergences that some readings bring about, each with the fewest that do."""
    known = {one.aspect for one in row.divergences}
    for aspect, look in looks.items():
        pairs = _differing_pairs(outcomes, look) if aspect not in known else ()
        best = min(pairs, key=lambda pair: sum(len(one.under) for _, one in pair), default=None)
        if best is None:
            continue
        cells = list(row.cells)
        for place, outcome in best:
            cells[place] = outcome.cell
        for one in divergences(row.key, row.kind, cells, vocabulary):
            if one.aspect is aspect:
                under = tuple(name for _, outcome in best for name in outcome.under)
                yield evolve(one, robust=False, depends_on=under)


def _differing_pairs(
    outcomes: list[list[Outcome]], look: Signature
) -> Iterator[tuple[tuple[int, Outcome], tuple[int, Outcome]]]:
    """Outcomes of two texts that have different signatures, with the places of the texts."""
    for (one, ones), (other, others) in combinations(enumerate(outcomes), 2):
        for first, second in product(_distinct(ones, look), _distinct(others, look)):
            if look(first.cell) != look(second.cell):
                yield (one, first), (other, second)


def _distinct(outcomes: Iterable[Outcome], look: Signature) -> list[Outcome]:
    """The first outcome of each signature, those without one left out."""
    found: dict[object, Outcome] = {}
    for one in outcomes:
        if (signature := look(one.cell)) is not None:
            found.setdefault(signature, one)
    return list(found.values())
