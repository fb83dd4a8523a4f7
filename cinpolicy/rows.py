"""The rows of a comparison: what every row has, and the order they stand in."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import define, frozen

from cinpolicy import wording
from cinpolicy.cells import Cell, CellKind, Row
from cinpolicy.divergence import divergences
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Answer, Provision, Question, Silence, SilenceKind
from cinpolicy.timeline import Assignment, Timeline
from cinpolicy.values import Value
from cinpolicy.vocabulary import Vocabulary

OTHER_CASES = "a rule for other cases"


@frozen(kw_only=True, slots=False, eq=False, repr=False)
class Run(Value):
    """A timeline with the procedure it came from, its assignments by question and number.

    ``happened`` holds the names of all events and activities that happened in it.
    """

    procedure: Procedure
    timeline: Timeline
    assignments: Mapping[Question, Mapping[int, Assignment]]
    happened: frozenset[str]

    @classmethod
    def of(cls, procedure: Procedure, timeline: Timeline) -> "Run":
        """A run of a procedure."""
        found: dict[Question, dict[int, Assignment]] = {}
        for assignment in timeline.assignments:
            found.setdefault(assignment.question, {})[assignment.number] = assignment
        return cls(
            procedure=procedure,
            timeline=timeline,
            assignments=found,
            happened=frozenset(occurrence.event for occurrence in timeline.occurrences),
        )

    @property
    def slug(self) -> str:
        """The authority."""
        return self.procedure.slug

    def term(self, provision: Provision) -> str:
        """The local word for what a provision is about, where the text has one."""
        return provision.term or self.procedure.terms.get(provision.of or provision.subject, "")


@frozen(kw_only=True, slots=False, eq=False, repr=False)
class RowPlan(Value):
    """A row to be made, and how any run of an authority fills its place in it."""

    key: str
    label: str
    questions: Sequence[Question]
    cell: Callable[[Run], Cell]


@define(repr=False)
class RowMaker(Value):
    """What rows of every kind share: the runs, the words, and how a row is put together."""

    runs: tuple[Run, ...]
    vocabulary: Vocabulary
    horizon: date

    def questions(self) -> dict[Question, None]:
        """Every question any of the authorities can be asked, each once."""
        return dict.fromkeys(question for run in self.runs for question in run.timeline.answers)

    def repeats(self, name: str) -> bool:
        """Whether an activity is done more than once."""
        activity = self.vocabulary.activities.get(name)
        return bool(activity and activity.repeats)

    def are_spoken_of(self, questions: Iterable[Question]) -> bool:
        """Whether any text says anything to any of the questions, if only that it is open.

        A row is made only then: of what the texts know, most does not come up in one case.
        """
        return any(
            answer is not None and _says_something(answer)
            for run in self.runs
            for question in questions
            for answer in (
                run.timeline.answers.get(question),
                *(one.answer for one in run.assignments.get(question, {}).values()),
            )
        )

    def plans(self) -> Iterator[RowPlan]:
        """Every row there could be."""
        raise NotImplementedError

    def row(self, plan: RowPlan, cells: Iterable[Cell]) -> Row:
        """The row of a plan, with what its cells differ in."""
        in_order = tuple(cells)
        topic = self.vocabulary.topics[plan.questions[0].topic]
        return Row(
            key=plan.key,
            label=plan.label,
            section=topic.section,
            topics=tuple(dict.fromkeys(question.topic for question in plan.questions)),
            kind=topic.kind,
            cells=in_order,
            divergences=divergences(plan.key, topic.kind, in_order, self.vocabulary)
            if topic.compared
            else (),
            questions=tuple(plan.questions),
        )

    def rows(self) -> Iterator[tuple[RowPlan, Row]]:
        """The rows in which some cell says something, each with its plan."""
        for plan in self.plans():
            cells = [plan.cell(run) for run in self.runs]
            if any(cell.says_something for cell in cells):
                yield plan, self.row(plan, cells)

    def for_other_cases(self, run: Run, questions: Iterable[Question]) -> tuple[str, ...]:
        """Where the text has a rule, but not for a case like this one."""
        others = {
            str(provision.cite): None
            for question in questions
            for provision in run.procedure.by_question.get(question, ())
        }
        return (f"{OTHER_CASES}: {'; '.join(others)}",) if others else ()

    def silence_cell(
        self, run: Run, answer: Answer | None, silence: Silence, notes: tuple[str, ...]
    ) -> Cell:
        """A cell for a kind of silence, from a whole topic or from a provision."""
        provision = answer.says if answer and isinstance(answer.says, Provision) else None
        kind = silence.kind
        outside = kind is SilenceKind.NOT_APPLICABLE
        return Cell(
            authority=run.slug,
            kind=CellKind.NOT_APPLICABLE if outside else CellKind.SILENCE,
            words=wording.silence(silence, self.vocabulary),
            silence=None if outside else kind,
            force=provision.force.value if provision and kind is not _NOT_STATED else "",
            provision=provision,
            answered_by=answer.by if answer else "",
            notes=(*_said(provision), *notes),
        )


_NOT_STATED = SilenceKind.NOT_STATED


def _says_something(answer: Answer) -> bool:
    return answer.silence is None or answer.silence.kind is not _NOT_STATED


def _said(provision: Provision | None) -> tuple[str, ...]:
    """What a provision says in words beside the kind of silence."""
    return (provision.statement,) if provision and provision.statement else ()


def in_order(rows: Iterable[Row], vocabulary: Vocabulary) -> tuple[Row, ...]:
    """Rows by section, then by topic, in the order in which topics are declared."""
    topics = vocabulary.topics
    place = {name: number for number, name in enumerate(topics)}
    sections = list(dict.fromkeys(topic.section for topic in topics.values()))
    return tuple(sorted(rows, key=lambda row: (sections.index(row.section), place[row.topics[0]])))
