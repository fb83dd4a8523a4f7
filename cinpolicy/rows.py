"""From the timelines of several authorities to the rows of a comparison."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import define, evolve, frozen

from cinpolicy import wording
from cinpolicy.cells import Cell, CellKind, Row
from cinpolicy.divergence import divergences
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Answer, Provision, Question, Silence, SilenceKind
from cinpolicy.remarks import notes_on, reading_note, reading_notes
from cinpolicy.timeline import Assignment, Obligation, State, Timeline
from cinpolicy.vocabulary import Topic, TopicKind, Vocabulary

MOST_SHOWN = 3
"""How many occurrences of a repeated activity have a row of their own, unless the rule
changes later on."""


@frozen(kw_only=True)
class Run:
    """A timeline with the procedure it came from."""

    procedure: Procedure
    timeline: Timeline
    assignments: Mapping[Question, Mapping[int, Assignment]]

    @classmethod
    def of(cls, procedure: Procedure, timeline: Timeline) -> "Run":
        """A run with its assignments by question and number."""
        found: dict[Question, dict[int, Assignment]] = {}
        for assignment in timeline.assignments:
            found.setdefault(assignment.question, {})[assignment.number] = assignment
        return cls(procedure=procedure, timeline=timeline, assignments=found)

    @property
    def slug(self) -> str:
        """The authority."""
        return self.procedure.slug


@frozen(kw_only=True)
class _Group:
    """Obligations that belong in one set of rows: one activity, under any topic.

    A date that is only looked at keeps to its own topic, since several such dates are
    about one event.
    """

    subject: str
    of: str
    topic: str = ""


@define
class RowBuilder:
    """Builds the rows of one comparison."""

    runs: tuple[Run, ...]
    vocabulary: Vocabulary
    horizon: date

    def rows(self) -> tuple[Row, ...]:
        """All rows that say anything, in the order of topics."""
        order = {name: place for place, name in enumerate(self.vocabulary.topics)}
        rows = [*self._timescale_rows(), *self._answer_rows()]
        sections = {s: i for i, s in enumerate(dict.fromkeys(t.section for t in self._topics()))}
        rows.sort(key=lambda row: (sections[row.section], order[row.topics[0]]))
        return tuple(rows)

    def _topics(self) -> Iterable[Topic]:
        return self.vocabulary.topics.values()

    def _row(
        self, key: str, label: str, questions: Sequence[Question], cells: Iterable[Cell]
    ) -> Iterator[Row]:
        """The row, unless none of its cells says anything."""
        in_order = tuple(cells)
        if not any(cell.says_something for cell in in_order):
            return
        topic = self.vocabulary.topics[questions[0].topic]
        yield Row(
            key=key,
            label=label,
            section=topic.section,
            topics=tuple(dict.fromkeys(question.topic for question in questions)),
            kind=topic.kind,
            cells=in_order,
            divergences=divergences(key, topic.kind, in_order, self.vocabulary),
        )

    # --- what is due -----------------------------------------------------------------

    def _timescale_rows(self) -> Iterator[Row]:
        for group, questions in self._groups().items():
            topic = self.vocabulary.topics[questions[0].topic]
            owed = {run.slug: _by_number(run.timeline, questions) for run in self.runs}
            for number in self._numbers(group, owed):
                cells = [
                    self._due_cell(run, questions, owed[run.slug], number) for run in self.runs
                ]
                yield from self._row(
                    _key(group, number, self._repeats(group)),
                    self._label(group, topic, number),
                    questions,
                    cells,
                )
            if self._repeats(group) and any(owed.values()):
                yield from self._counting_row(group, questions, owed)

    def _groups(self) -> dict[_Group, list[Question]]:
        """The timescale questions of all authorities, by the activity they are about."""
        groups: dict[_Group, list[Question]] = {}
        for question in _questions(self.runs):
            topic = self.vocabulary.topics[question.topic]
            if topic.kind is TopicKind.TIMESCALE:
                own = "" if topic.performed else question.topic
                group = _Group(subject=question.subject, of=question.of, topic=own)
                groups.setdefault(group, []).append(question)
        order = {name: place for place, name in enumerate(self.vocabulary.topics)}
        for questions in groups.values():
            questions.sort(key=lambda question: order[question.topic])
        return groups

    def _repeats(self, group: _Group) -> bool:
        activity = self.vocabulary.activities.get(group.subject)
        return bool(activity and activity.repeats and not group.of)

    def _numbers(
        self, group: _Group, owed: Mapping[str, Mapping[int, Obligation]]
    ) -> Iterator[int]:
        """The occurrences that get a row: the first few, and those where a rule changes."""
        shown = MOST_SHOWN if self._repeats(group) else 1
        last = max((number for numbers in owed.values() for number in numbers), default=1)
        for number in range(1, last + 1):
            if number <= shown or any(_rule_changes(numbers, number) for numbers in owed.values()):
                yield number

    def _label(self, group: _Group, topic: Topic, number: int) -> str:
        if group.topic:
            return topic.label
        label = self.vocabulary.label(group.subject)
        if group.of:
            label += f" ({wording.lower_first(self.vocabulary.label(group.of))})"
            return label if number == 1 else f"{label}, {wording.ordinal(number).lower()}"
        if self._repeats(group):
            return f"{wording.ordinal(number)} {wording.lower_first(label)}"
        return label

    def _due_cell(
        self,
        run: Run,
        questions: list[Question],
        owed: Mapping[int, Obligation],
        number: int,
    ) -> Cell:
        obligation = owed.get(number)
        if obligation is not None:
            return self._obligation_cell(run, obligation)
        if owed:
            return self._beyond_cell(run, owed, number)
        cell = self._silent_cell(run, questions)
        return cell if number == 1 else evolve(cell, notes=())

    def _obligation_cell(self, run: Run, obligation: Obligation) -> Cell:
        provision = obligation.provision
        stopped = obligation.state in (State.STOPPED, State.SUPERSEDED)
        dated = obligation.due is not None and not stopped
        kind = CellKind.DUE if dated else CellKind.UNDATED
        return Cell(
            authority=run.slug,
            kind=CellKind.NOT_REACHED if stopped else kind,
            words=wording.rule(provision, self.vocabulary, full=obligation.number == 1),
            due=obligation.due.date if dated and obligation.due else None,
            force=provision.force.value,
            term=_term(run.procedure, provision),
            provision=provision,
            obligation=obligation,
            answered_by=obligation.answered_by,
            assumed=bool(provision.assumes),
            notes=notes_on(obligation, self.vocabulary),
        )

    def _beyond_cell(self, run: Run, owed: Mapping[int, Obligation], number: int) -> Cell:
        """There is a rule, and its clock has not run this far."""
        last = owed[max(owed)]
        if last.state is State.STOPPED:
            words = "the plan has ended"
        elif number < max(owed):
            words = "no such occurrence"
        else:
            words = f"not reached by {wording.plain_day(self.horizon)}"
        return Cell(authority=run.slug, kind=CellKind.NOT_REACHED, words=words)

    def _silent_cell(self, run: Run, questions: list[Question]) -> Cell:
        """Nothing is owed: the text is silent, or nothing in the case starts the clock."""
        answers = [a for q in questions if (a := run.timeline.answers.get(q)) is not None]
        waiting = [a.provision for a in answers if a.provision is not None]
        taken = _taken_as(run.timeline, questions)
        if waiting:
            return self._waiting_cell(run, waiting[0], taken)
        silences = [(a, a.silence) for a in answers if a.silence is not None]
        notes = (*taken, *self._would_be(run, questions))
        if not silences:
            return self._silence_cell(run, None, Silence(kind=SilenceKind.NOT_STATED), notes)
        answer, silence = max(silences, key=lambda pair: _TELLING.index(pair[1].kind))
        return self._silence_cell(run, answer, silence, notes)

    def _would_be(self, run: Run, questions: list[Question]) -> tuple[str, ...]:
        """What other readings would make due here."""
        others = (o for q in questions for o in run.timeline.other_readings.get(q, ()))
        return tuple(reading_note(other, self.vocabulary) for other in others)

    def _waiting_cell(self, run: Run, provision: Provision, taken: tuple[str, ...]) -> Cell:
        timing = provision.timing
        starts = timing.after or (timing.before,) if timing else ()
        events = wording.names(starts, self.vocabulary)
        return Cell(
            authority=run.slug,
            kind=CellKind.NOT_APPLICABLE,
            words=wording.rule(provision, self.vocabulary),
            force=provision.force.value,
            provision=provision,
            answered_by=provision.source,
            notes=(f"not in this case: {events} does not happen", *taken),
        )

    def _silence_cell(
        self, run: Run, answer: Answer | None, silence: Silence, notes: tuple[str, ...]
    ) -> Cell:
        provision = answer.says if answer and isinstance(answer.says, Provision) else None
        kind = silence.kind
        outside = kind is SilenceKind.NOT_APPLICABLE
        return Cell(
            authority=run.slug,
            kind=CellKind.NOT_APPLICABLE if outside else CellKind.SILENCE,
            words=wording.silence(silence, self.vocabulary),
            silence=None if outside else kind,
            force=provision.force.value if provision else "",
            provision=provision,
            answered_by=answer.by if answer else "",
            notes=notes,
        )

    def _counting_row(
        self,
        group: _Group,
        questions: list[Question],
        owed: Mapping[str, Mapping[int, Obligation]],
    ) -> Iterator[Row]:
        """How many fall due by the horizon; silent authorities keep their silence."""
        cells = []
        for run in self.runs:
            numbers = owed[run.slug]
            if not numbers:
                cells.append(evolve(self._silent_cell(run, questions), notes=()))
                continue
            due = [
                o
                for o in numbers.values()
                if o.due and o.due.date <= self.horizon and o.state not in _NOT_HELD
            ]
            cells.append(
                Cell(authority=run.slug, kind=CellKind.DUE, words=str(len(due)), count=len(due))
            )
        label = self.vocabulary.label(group.subject)
        text = f"{label}: how many due by {wording.plain_day(self.horizon)}"
        return self._row(f"{group.subject}.count", text, questions, cells)

    # --- roles, decisions, contents --------------------------------------------------

    def _answer_rows(self) -> Iterator[Row]:
        for question in self._answer_questions():
            topic = self.vocabulary.topics[question.topic]
            answered = {run.slug: run.assignments.get(question, {}) for run in self.runs}
            for number in self._answer_numbers(answered):
                cells = [
                    self._answer_cell(run, question, answered[run.slug], number)
                    for run in self.runs
                ]
                key = _answer_key(question, number)
                label = self._answer_label(question, topic, number)
                yield from self._row(key, label, [question], cells)

    def _answer_questions(self) -> list[Question]:
        """The questions without dates, by what they are about, then by the meeting."""
        order = {name: place for place, name in enumerate(self.vocabulary.items)}
        meetings = {name: place for place, name in enumerate(self.vocabulary.activities)}
        asked = [
            question
            for question in _questions(self.runs)
            if self.vocabulary.topics[question.topic].kind is not TopicKind.TIMESCALE
        ]
        last = len(order) + len(meetings)
        return sorted(
            asked, key=lambda q: (order.get(q.subject, last), meetings.get(q.of, last), q)
        )

    def _answer_numbers(self, answered: Mapping[str, Mapping[int, Assignment]]) -> Iterator[int]:
        last = max((number for numbers in answered.values() for number in numbers), default=1)
        for number in range(1, last + 1):
            if number == 1 or any(
                _answer_changes(numbers, number) for numbers in answered.values()
            ):
                yield number

    def _answer_label(self, question: Question, topic: Topic, number: int) -> str:
        subject = self.vocabulary.label(question.subject)
        of = wording.lower_first(self.vocabulary.label(question.of)) if question.of else ""
        if question.of and self._repeats(_Group(subject=question.of, of="")):
            of = f"{wording.ordinal(number).lower()} {of}"
        if topic.kind is TopicKind.RESTRICTION:
            return f"{topic.label}: {question.subject.replace('_', ' ')}"
        return f"{subject} ({of})" if of else subject

    def _answer_cell(
        self, run: Run, question: Question, answered: Mapping[int, Assignment], number: int
    ) -> Cell:
        if answered and number not in answered:
            return Cell(authority=run.slug, kind=CellKind.NOT_REACHED, words="no such occurrence")
        if answered:
            answer: Answer | None = answered[number].answer
            others = answered[number].alternatives
        else:
            answer = run.timeline.answers.get(question)
            others = run.timeline.other_readings.get(question, ())
        notes = reading_notes(answer, others, self.vocabulary)
        if answer is None or answer.provision is None:
            silence = (answer.silence if answer else None) or Silence(kind=SilenceKind.NOT_STATED)
            return self._silence_cell(run, answer, silence, notes)
        provision = answer.provision
        return Cell(
            authority=run.slug,
            kind=CellKind.STATED,
            words=wording.rule(provision, self.vocabulary),
            force=provision.force.value,
            term=_term(run.procedure, provision),
            provision=provision,
            answered_by=answer.by,
            assumed=bool(provision.assumes),
            notes=notes,
        )


_TELLING = (
    SilenceKind.NOT_APPLICABLE,
    SilenceKind.NOT_STATED,
    SilenceKind.DEFERRED,
    SilenceKind.DISCRETION,
    SilenceKind.NO_REQUIREMENT,
)
_NOT_HELD = (State.SKIPPED, State.SUPERSEDED, State.STOPPED)


def _questions(runs: tuple[Run, ...]) -> dict[Question, None]:
    return dict.fromkeys(question for run in runs for question in run.timeline.answers)


def _by_number(timeline: Timeline, questions: list[Question]) -> dict[int, Obligation]:
    """One obligation for each occurrence: of several the earliest that stands."""
    found: dict[int, Obligation] = {}
    wanted = set(questions)
    for obligation in timeline.obligations:
        if obligation.question not in wanted:
            continue
        known = found.get(obligation.number)
        if known is None or _standing(obligation) < _standing(known):
            found[obligation.number] = obligation
    return found


def _standing(obligation: Obligation) -> tuple[bool, date]:
    due = obligation.due.date if obligation.due else date.max
    return obligation.state in (State.SUPERSEDED, State.STOPPED), due


def _rule_changes(numbers: Mapping[int, Obligation], number: int) -> bool:
    this, before = numbers.get(number), numbers.get(number - 1)
    return bool(this and before and number > 2 and this.provision.id != before.provision.id)


def _answer_changes(numbers: Mapping[int, Assignment], number: int) -> bool:
    this, before = numbers.get(number), numbers.get(number - 1)
    if not this or not before:
        return False
    return (this.answer, this.alternatives) != (before.answer, before.alternatives)


def _taken_as(timeline: Timeline, questions: list[Question]) -> tuple[str, ...]:
    """A note where the case assumes a day for what the text leaves out."""
    subjects = {question.subject for question in questions if not question.of}
    return tuple(
        f"taken as {wording.plain_day(occurrence.date)} in this case"
        for occurrence in timeline.occurrences
        if occurrence.event in subjects and occurrence.assumed and occurrence.obligation is None
    )[:1]


def _term(procedure: Procedure, provision: Provision) -> str:
    """The local word for what a provision is about, where the text has one."""
    return provision.term or procedure.terms.get(provision.of or provision.subject, "")


def _key(group: _Group, number: int, repeats: bool) -> str:
    if group.topic:
        return group.topic
    stem = f"{group.subject}.of.{group.of}" if group.of else group.subject
    return f"{stem}.{number}" if repeats or number > 1 else stem


def _answer_key(question: Question, number: int) -> str:
    own = "" if question.subject == question.topic else f".{question.subject}"
    stem = f"{question.topic}{own}" + (f".of.{question.of}" if question.of else "")
    return stem if number == 1 else f"{stem}.{number}"
