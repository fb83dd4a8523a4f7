"""A case in which a change really makes a difference, for each class of case it touches.

Of the cases at hand the first is taken in which two stacks give something else on a question:
as it is, or with the facts of the class set. What is worked out cannot be set. A child is made
as old as the class has it; of what counts occurrences or months the later ones are looked at,
for which the case is followed longer if need be.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen
from dateutil.relativedelta import relativedelta

from cinpolicy.calendar import WorkingCalendar, whole_months
from cinpolicy.case import Course, Scenario
from cinpolicy.cells import Cell, Row
from cinpolicy.comparison import compare
from cinpolicy.conditions import FactValue
from cinpolicy.provisions import Question
from cinpolicy.stack import PolicyStack
from cinpolicy.values import Value
from cinpolicy.vocabulary import FactKind, Vocabulary

BIRTH = "birth"
"""The event a case gives the day of by itself, as the child's."""
_LONGER = relativedelta(months=24)


@frozen(kw_only=True, slots=False, repr=False)
class ShownBy(Value):
    """A case that shows a change, what had to be set in it, and what it gives before and after.

    ``scenario`` is the case as it is run. ``facts`` are those set from the start, ``at`` those
    of one occurrence alone; ``born`` and ``horizon`` are given where they were changed. With
    none of these the case is as it was at hand.
    """

    scenario: Scenario
    row: str
    label: str
    before: Cell
    after: Cell
    facts: Mapping[str, FactValue]
    at: Course | None = None
    born: date | None = None
    horizon: date | None = None

    @property
    def as_it_is(self) -> bool:
        """Whether nothing was set in it."""
        return not self.facts and self.at is None and self.born is None and self.horizon is None

    @property
    def moves_a_date(self) -> bool:
        """Whether it gives another date, or one where there was none."""
        return self.before.due != self.after.due


@frozen(kw_only=True, slots=False, repr=False)
class Cases:
    """The cases at hand, and the two stacks that are to give something different in one."""

    before: PolicyStack
    after: PolicyStack
    scenarios: Sequence[Scenario]
    calendar: WorkingCalendar

    def that_shows(self, question: Question, facts: Mapping[str, FactValue]) -> ShownBy | None:
        """The first case found for a class of case; None where none of them shows it.

        Of cases in which as little has to be set, one in which a date moves comes first.
        """
        setting = _Setting(
            words=self.after.vocabulary.merged(self.before.vocabulary),
            of_one_occurrence=frozenset(
                name for case in self.scenarios for one in case.courses for name in one.facts
            ),
            question=question,
            facts=facts,
        )
        tries = [one for case in self.scenarios for one in setting.tries(case)]
        found: ShownBy | None = None
        as_much: int | None = None
        for one in sorted(tries, key=lambda one: one.changes):
            if as_much not in (None, one.changes[0]):
                break
            if row := self._differing(one.scenario, question, setting.number):
                shown = one.shown(row)
                if shown.moves_a_date:
                    return shown
                found, as_much = found or shown, one.changes[0]
        return found

    def _differing(self, case: Scenario, question: Question, number: int) -> Row | None:
        """A row about the question in which the two differ, best that of one occurrence."""
        stacks = (self.before, self.after)
        made = compare(case, stacks, self.calendar, topics=frozenset({question.topic}))
        rows = [] if made.failed else [row for row in made.rows if _differs(row, question)]
        numbered = (row for row in rows if number > 1 and row.key.endswith(f".{number}"))
        return next(numbered, rows[0] if rows else None)


@frozen(kw_only=True)
class _Try:
    """One way to set the facts of a class in a case."""

    scenario: Scenario
    facts: Mapping[str, FactValue]
    at: Course | None
    born: date | None
    horizon: date | None
    strays: int

    @property
    def changes(self) -> tuple[int, int]:
        """How much was set, and in how many facts the case is not an ordinary one besides."""
        others = (self.at, self.born, self.horizon)
        return len(self.facts) + sum(one is not None for one in others), self.strays

    def shown(self, row: Row) -> ShownBy:
        """What a row of it shows."""
        return ShownBy(
            scenario=self.scenario,
            row=row.key,
            label=row.label,
            before=row.cells[0],
            after=row.cells[1],
            facts=self.facts,
            at=self.at,
            born=self.born,
            horizon=self.horizon,
        )


@frozen(kw_only=True)
class _Setting:
    """How the facts of a class are set in a case."""

    words: Vocabulary
    of_one_occurrence: frozenset[str]
    question: Question
    facts: Mapping[str, FactValue]

    @property
    def about(self) -> str:
        """The activity the question is about; empty where it is about none."""
        name = self.question.of or self.question.subject
        return name if name in self.words.activities else ""

    @property
    def number(self) -> int:
        """The occurrence the class is about."""
        for name, value in self._kind(FactKind.COUNT).items():
            if self.words.facts[name].of == self.about:
                return max(int(value), 1)  # type: ignore[arg-type]
        return 1

    def tries(self, case: Scenario) -> Iterator[_Try]:
        """The case with the facts of the class, and where time tells, followed for longer."""
        settable = {n: v for n, v in self.facts.items() if not self.words.facts[n].derived}
        alone = {n: v for n, v in settable.items() if self.about and n in self.of_one_occurrence}
        given = {n: v for n, v in settable.items() if n not in alone and not self._has(case, n, v)}
        at = self._at(case, alone)
        born = self._born(case)
        changed = evolve(case, facts={**case.facts, **given}, born=born or case.born)
        if at is not None:
            others = (one for one in case.courses if not self._is_it(one))
            changed = evolve(changed, courses=(*others, at))
        strays = sum(name not in self.facts for name in case.facts)
        once = _Try(scenario=changed, facts=given, at=at, born=born, horizon=None, strays=strays)
        yield once
        if self._kind(FactKind.COUNT) or self._kind(FactKind.MONTHS_SINCE):
            longer = case.horizon + _LONGER
            yield evolve(once, scenario=evolve(changed, horizon=longer), horizon=longer)

    def _kind(self, kind: FactKind) -> dict[str, FactValue]:
        return {n: v for n, v in self.facts.items() if self.words.facts[n].kind is kind}

    def _has(self, case: Scenario, name: str, value: FactValue) -> bool:
        return case.facts.get(name, self.words.facts[name].default) == value

    def _is_it(self, one: Course) -> bool:
        return (one.activity, one.of, one.number) == (self.about, "", self.number)

    def _at(self, case: Scenario, alone: Mapping[str, FactValue]) -> Course | None:
        """What became of the occurrence, with its facts; None where it has them already."""
        known = next((one for one in case.courses if self._is_it(one)), None)
        known = known or Course(activity=self.about, number=self.number)
        if all(known.facts.get(n, case.facts.get(n)) == v for n, v in alone.items()):
            return None
        return evolve(known, facts={**known.facts, **alone})

    def _born(self, case: Scenario) -> date | None:
        """A day of birth by which the child is as old as the class has it when the case begins."""
        start = min((one.date for one in case.happenings), default=case.horizon)
        for name, value in self._kind(FactKind.YEARS_SINCE).items():
            of_birth = self.words.facts[name].of == BIRTH
            if of_birth and whole_months(case.born, start) // 12 != value:
                return start - relativedelta(years=int(value))  # type: ignore[arg-type]
        return None


def _differs(row: Row, question: Question) -> bool:
    """Whether a row is about the question, and its two cells do not come to the same."""
    asked = [cell.provision.question[1:] for cell in row.cells if cell.provision]
    first, second = row.cells
    return question[1:] in asked and _gives(first) != _gives(second)


def _gives(cell: Cell) -> object:
    """What a cell comes to, but not where it stands in the text."""
    owed, provision = cell.obligation, cell.provision
    time = (
        (
            owed.latest and owed.latest.date,
            owed.remarks,
            owed.state,
            [(other.reading, other.due and other.due.date) for other in owed.alternatives],
        )
        if owed
        else ()
    )
    said = (provision.by, provision.items, provision.roles, provision.decision) if provision else ()
    return cell.kind, cell.words, cell.due, cell.count, cell.force, time, said
