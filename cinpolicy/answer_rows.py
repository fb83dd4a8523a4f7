"""Rows without dates: who does or decides something, what a list holds, what is ruled out."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from cinpolicy import wording
from cinpolicy.cells import Cell, CellKind
from cinpolicy.provisions import Answer, Provision, Question, Silence, SilenceKind
from cinpolicy.remarks import reading_notes
from cinpolicy.rows import RowMaker, RowPlan, Run
from cinpolicy.timeline import Assignment
from cinpolicy.vocabulary import Topic, TopicKind


class AnswerRows(RowMaker):
    """Builds the rows of roles, decisions, lists and restrictions."""

    def plans(self) -> Iterator[RowPlan]:
        """The rows there could be, by what they are about, then by the meeting and its number."""
        for question in self._questions():
            if not self.are_spoken_of([question]):
                continue
            topic = self.vocabulary.topics[question.topic]
            answered = [run.assignments.get(question, {}) for run in self.runs]
            for number in self._numbers(answered):
                yield RowPlan(
                    key=_key(question, number),
                    label=self._label(question, topic, number),
                    questions=[question],
                    cell=partial(self._cell, question, number),
                )

    def _questions(self) -> list[Question]:
        """The questions without dates, by what they are about, then by the meeting."""
        order = {name: place for place, name in enumerate(self.vocabulary.items)}
        meetings = {name: place for place, name in enumerate(self.vocabulary.activities)}
        asked = [
            question
            for question in self.questions()
            if self.vocabulary.topics[question.topic].kind is not TopicKind.TIMESCALE
        ]
        last = len(order) + len(meetings)
        return sorted(
            asked, key=lambda q: (order.get(q.subject, last), meetings.get(q.of, last), q)
        )

    def _numbers(self, answered: Sequence[Mapping[int, Assignment]]) -> Iterator[int]:
        last = max((number for numbers in answered for number in numbers), default=1)
        for number in range(1, last + 1):
            if number == 1 or any(_changes(numbers, number) for numbers in answered):
                yield number

    def _label(self, question: Question, topic: Topic, number: int) -> str:
        subject = self.vocabulary.label(question.subject)
        of = wording.lower_first(self.vocabulary.label(question.of)) if question.of else ""
        if question.of and self.repeats(question.of):
            of = f"{wording.ordinal(number).lower()} {of}"
        if topic.kind is TopicKind.RESTRICTION:
            subject = f"{topic.label}: {question.subject.replace('_', ' ')}"
        return f"{subject} ({of})" if of else subject

    def _cell(self, question: Question, number: int, run: Run) -> Cell:
        answered = run.assignments.get(question, {})
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
            if answer is None or isinstance(answer.says, Silence):
                notes = (*notes, *self.for_other_cases(run, [question]))
            return self.silence_cell(run, answer, silence, notes)
        if question.of and not answered and question.of not in run.happened:
            return self._outside_cell(run, answer.provision, question.of)
        return self._stated_cell(run, answer.provision, answer.by, notes)

    def _stated_cell(self, run: Run, provision: Provision, by: str, notes: tuple[str, ...]) -> Cell:
        return Cell(
            authority=run.slug,
            kind=CellKind.STATED,
            words=wording.rule(provision, self.vocabulary),
            force=provision.force.value,
            term=run.term(provision),
            provision=provision,
            answered_by=by,
            assumed=bool(provision.assumes),
            notes=notes,
        )

    def _outside_cell(self, run: Run, provision: Provision, of: str) -> Cell:
        """The text has a rule, and this case has no such meeting."""
        meeting = wording.lower_first(self.vocabulary.label(of))
        return Cell(
            authority=run.slug,
            kind=CellKind.NOT_APPLICABLE,
            words=wording.rule(provision, self.vocabulary),
            force=provision.force.value,
            provision=provision,
            answered_by=run.slug,
            notes=(f"not brought about in this case: it needs {meeting}",),
        )


def _changes(numbers: Mapping[int, Assignment], number: int) -> bool:
    this, before = numbers.get(number), numbers.get(number - 1)
    if not this or not before:
        return False
    return (this.answer, this.alternatives) != (before.answer, before.alternatives)


def _key(question: Question, number: int) -> str:
    own = "" if question.subject == question.topic else f".{question.subject}"
    stem = f"{question.topic}{own}" + (f".of.{question.of}" if question.of else "")
    return stem if number == 1 else f"{stem}.{number}"
