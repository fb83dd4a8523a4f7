"""Rows of what is due: an occurrence of an activity, a record of a meeting, a date."""

from collections.abc import Iterator, Mapping
from functools import partial

from attrs import evolve

from cinpolicy import wording
from cinpolicy.cells import Cell, CellKind
from cinpolicy.owed_things import OwedThing
from cinpolicy.provisions import TELLING, Provision, Question, Silence, SilenceKind
from cinpolicy.remarks import notes_on, reading_note
from cinpolicy.rows import RowMaker, RowPlan, Run
from cinpolicy.timeline import Obligation, State, Timeline
from cinpolicy.vocabulary import Topic, TopicKind, Vocabulary

MOST_SHOWN = 3
"""How many occurrences of a repeated activity have a row of their own, unless the rule
changes later on."""


_Known = Mapping[int, Mapping[int, Obligation]]
"""What is owed by number, for the runs it has been worked out for (by their ``id``)."""


class DueRows(RowMaker):
    """Builds the rows of all timescales."""

    def plans(self) -> Iterator[RowPlan]:
        """The rows there could be, by what is due, then by occurrence."""
        for group, questions in self._groups().items():
            topic = self.vocabulary.topics[questions[0].topic]
            owed = {id(run): run.timeline.by_number(questions) for run in self.runs}
            if not any(owed.values()) and not self.are_spoken_of(questions):
                continue
            for number in self._numbers(group, owed):
                yield RowPlan(
                    key=_key(group, questions[0].topic, number, self.vocabulary),
                    label=self._label(group, topic, number),
                    questions=questions,
                    cell=partial(self._due_cell, questions, number, owed),
                )
            if self._repeats(group) and any(owed.values()):
                label = self.vocabulary.label(group.subject)
                yield RowPlan(
                    key=f"{group.subject}.count",
                    label=f"{label}: how many due by {wording.plain_day(self.horizon)}",
                    questions=questions,
                    cell=partial(self._counting_cell, questions, owed),
                )

    def _groups(self) -> dict[OwedThing, list[Question]]:
        """The timescale questions of all authorities, by the activity they are about."""
        groups: dict[OwedThing, list[Question]] = {}
        for question in self.questions():
            topic = self.vocabulary.topics[question.topic]
            if topic.kind is TopicKind.TIMESCALE:
                group = OwedThing.asked_about(question, self.vocabulary)
                groups.setdefault(group, []).append(question)
        order = {name: place for place, name in enumerate(self.vocabulary.topics)}
        for questions in groups.values():
            questions.sort(key=lambda question: order[question.topic])
        return groups

    def _repeats(self, group: OwedThing) -> bool:
        return self.repeats(group.subject) and not group.of

    def _numbers(self, group: OwedThing, owed: _Known) -> Iterator[int]:
        """The occurrences that get a row: the first few, and those where a rule changes."""
        last = max((number for numbers in owed.values() for number in numbers), default=1)
        shown = set(range(1, MOST_SHOWN + 1)) if self._repeats(group) else _first_ones(owed)
        for number in range(1, last + 1):
            changes = any(_rule_changes(numbers, number) for numbers in owed.values())
            if number in shown or (changes and number > min(shown)):
                yield number

    def _label(self, group: OwedThing, topic: Topic, number: int) -> str:
        if group.topic and group.subject == topic.does:
            return topic.label
        label = self.vocabulary.label(group.subject)
        if group.of:
            label += f" ({wording.lower_first(self.vocabulary.label(group.of))})"
            return label if number == 1 else f"{label}, {wording.ordinal(number).lower()}"
        if self._repeats(group):
            return f"{wording.ordinal(number)} {wording.lower_first(label)}"
        return label

    def _due_cell(self, questions: list[Question], number: int, known: _Known, run: Run) -> Cell:
        owed = _owed_in(run, questions, known)
        obligation = owed.get(number)
        if obligation is not None:
            return self._obligation_cell(run, obligation)
        if owed:
            return self._beyond_cell(run, owed, number)
        return self._silent_cell(run, questions, number)

    def _obligation_cell(self, run: Run, obligation: Obligation) -> Cell:
        provision = obligation.provision
        ended = obligation.state in _ENDED
        dated = obligation.due is not None and not ended
        later = obligation.state is State.NOT_YET_DUE
        kind = CellKind.DUE if dated else CellKind.UNDATED
        return Cell(
            authority=run.slug,
            kind=CellKind.NOT_REACHED if ended or later else kind,
            words=wording.rule(provision, self.vocabulary, full=obligation.number == 1),
            due=obligation.due.date if dated and obligation.due else None,
            force=provision.force.value,
            term=run.term(provision),
            provision=provision,
            obligation=obligation,
            answered_by=obligation.answered_by,
            assumed=bool(provision.assumes) or (dated and obligation.rests_on_assumption),
            ended=ended,
            notes=notes_on(obligation, self.vocabulary),
        )

    def _beyond_cell(self, run: Run, owed: Mapping[int, Obligation], number: int) -> Cell:
        """There is a rule, and its clock has not run this far."""
        ended = owed[max(owed)].state in _ENDED
        if ended:
            words = "no longer due"
        elif number < max(owed):
            words = "no such occurrence"
        else:
            words = f"not reached by {wording.plain_day(self.horizon)}"
        return Cell(authority=run.slug, kind=CellKind.NOT_REACHED, words=words, ended=ended)

    def _silent_cell(self, run: Run, questions: list[Question], number: int = 1) -> Cell:
        """Nothing is owed: the text is silent, or nothing in the case starts the clock."""
        answers = [a for q in questions if (a := run.timeline.answers.get(q)) is not None]
        waiting = [a.provision for a in answers if a.provision is not None]
        taken = _taken_as(run.timeline, questions) if number == 1 else ()
        if waiting:
            return self._waiting_cell(run, waiting[0 if number == 1 else -1], taken)
        silences = [(a, a.silence) for a in answers if a.silence is not None]
        notes = (*taken, *self._would_be(run, questions)) if number == 1 else ()
        if number == 1:
            notes = (*notes, *self.for_other_cases(run, questions))
        if not silences:
            return self.silence_cell(run, None, Silence(kind=SilenceKind.NOT_STATED), notes)
        answer, silence = max(silences, key=lambda pair: TELLING.index(pair[1].kind))
        return self.silence_cell(run, answer, silence, notes)

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
            answered_by=run.slug,
            notes=(f"not brought about in this case: it needs {events}", *taken),
        )

    def _counting_cell(self, questions: list[Question], known: _Known, run: Run) -> Cell:
        """How many fall due by the horizon; silent authorities keep their silence."""
        numbers = _owed_in(run, questions, known)
        if not any(owed.due for owed in numbers.values()):
            cell = self._silent_cell(run, questions, 2)
            # It has been brought about, and is only not dated: to count it is not possible.
            waits = numbers and cell.kind is CellKind.NOT_APPLICABLE
            return evolve(cell, notes=()) if waits else cell
        due = [
            o
            for o in numbers.values()
            if o.due and o.due.date <= self.horizon and o.state not in _NOT_HELD
        ]
        return Cell(authority=run.slug, kind=CellKind.DUE, words=str(len(due)), count=len(due))


_ENDED = (State.SUPERSEDED, State.STOPPED)
_NOT_HELD = (State.SKIPPED, *_ENDED)


def _owed_in(run: Run, questions: list[Question], known: _Known) -> Mapping[int, Obligation]:
    found = known.get(id(run))
    return run.timeline.by_number(questions) if found is None else found


def _first_ones(owed: _Known) -> set[int]:
    """For each authority the first occurrence for which it has an obligation that stands."""
    standing = (
        [number for number, one in numbers.items() if one.state not in _NOT_HELD]
        for numbers in owed.values()
    )
    return {min(numbers) for numbers in standing if numbers} or {1}


def _rule_changes(numbers: Mapping[int, Obligation], number: int) -> bool:
    this, before = numbers.get(number), numbers.get(number - 1)
    return bool(this and before and number > 2 and this.provision.id != before.provision.id)


def _taken_as(timeline: Timeline, questions: list[Question]) -> tuple[str, ...]:
    """A note where the case assumes a day for what the text leaves out."""
    subjects = {question.subject for question in questions if not question.of}
    return tuple(
        f"taken as {wording.plain_day(occurrence.date)} in this case"
        for occurrence in timeline.occurrences
        if occurrence.event in subjects and occurrence.assumed and occurrence.obligation is None
    )[:1]


def row_of(question: Question, number: int, words: Vocabulary) -> str:
    """The key of the row in which a comparison has what is owed, if it has a row for it."""
    return _key(OwedThing.asked_about(question, words), question.topic, number, words)


def _key(group: OwedThing, topic: str, number: int, words: Vocabulary) -> str:
    activity = words.activities.get(group.subject)
    repeats = bool(activity and activity.repeats) and not group.of
    stem = f"{group.subject}.of.{group.of}" if group.of else group.subject
    if group.topic:
        stem = group.topic if group.subject == words.topics[topic].does else f"{group.topic}.{stem}"
    return f"{stem}.{number}" if repeats or number > 1 else stem
