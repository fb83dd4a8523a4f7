"""Judging what is expected of an activity or event in a case: whether and when it is due."""

from collections.abc import Iterator

from attrs import evolve, frozen

from cinpolicy import wording
from cinpolicy.calendar import WorkingCalendar
from cinpolicy.case import Scenario
from cinpolicy.clock import DueDate, due_date
from cinpolicy.expectations import Expectation
from cinpolicy.judging.found import NOT_STANDING, found, has_no_latest, silence_of, silent
from cinpolicy.judging.sentences import is_plural, occurrence, record
from cinpolicy.judging.starts import Start, start_of, starts_of
from cinpolicy.judging.verdicts import Finding, cited
from cinpolicy.periods import Period
from cinpolicy.provisions import Question, Relation, Timing
from cinpolicy.stack import PolicyStack
from cinpolicy.timeline import Obligation, State, Timeline
from cinpolicy.values import Value
from cinpolicy.vocabulary import TopicKind, Vocabulary

MOST_TOLD = 3
"""How many of the occurrences that are not as expected are told one by one."""


@frozen(kw_only=True, repr=False)
class CaseRun(Value):
    """A case run under one authority, with what it was run by."""

    stack: PolicyStack
    scenario: Scenario
    calendar: WorkingCalendar
    timeline: Timeline

    @property
    def words(self) -> Vocabulary:
        """The vocabulary of the authority."""
        return self.stack.vocabulary


def judge_due(expectation: Expectation, run: CaseRun) -> Finding:
    """Whether what is due in a case is as expected."""
    return _Judge(expectation, run).finding()


class _Judge:
    def __init__(self, expectation: Expectation, run: CaseRun) -> None:
        self.expectation, self.run = expectation, run
        self.words, self.timeline = run.words, run.timeline
        self.questions = tuple(self._questions())
        self.owed = run.timeline.by_number(self.questions)

    def _questions(self) -> Iterator[Question]:
        """The timescales it is about: of one topic, or all by which work comes to be due."""
        expectation, topics = self.expectation, self.words.topics
        meant = (expectation.subject, expectation.of)
        about = [
            question
            for question in self.timeline.answers
            if (question.subject, question.of) == meant
            and topics[question.topic].kind is TopicKind.TIMESCALE
        ]
        if expectation.topic:
            return (q for q in about if q.topic == expectation.topic)
        work = [question for question in about if topics[question.topic].performed]
        return iter(work or about)

    def finding(self) -> Finding:
        expectation = self.expectation
        if expectation.says is not None:
            return self._of_silence()
        return self._of_each() if expectation.each else self._of_one()

    def _of_silence(self) -> Finding:
        if self.owed:
            numbers = sorted(self.owed)
            return self._told(False, [self.owed[numbers[0]]])
        answer = silence_of(self.timeline, self.questions)
        kind = answer.silence.kind if answer and answer.silence else None
        return evolve(self._silent(), held=kind is self.expectation.says)

    def _of_one(self) -> Finding:
        number = self.expectation.number or 1
        owed = self.owed.get(number)
        if owed is None:
            return evolve(self._silent(number), held=self.expectation.owed is False)
        wrong = list(self._wrong(owed))
        return self._told(not wrong, [owed], wrong)

    def _of_each(self) -> Finding:
        expectation = self.expectation
        meant = [owed for _, owed in sorted(self.owed.items()) if self._is_meant(owed)]
        if expectation.owed is False:
            reached = [owed for owed in meant if owed.state is not State.NOT_YET_DUE]
            return self._told(False, reached) if reached else evolve(self._silent(), held=True)
        if not meant:
            return evolve(self._silent(), held=expectation.if_any)
        judged = [owed for owed in meant if not self._has_none_before(owed)]
        if not judged:
            after = occurrence(expectation.subject, 2, self.words)
            said = f"there is no {after.removeprefix('the ')} to judge"
            return Finding(held=expectation.if_any, said=said, cited=cited(meant))
        wrong = {owed.number: list(self._wrong(owed)) for owed in judged}
        bad = [owed for owed in judged if wrong[owed.number]]
        if bad:
            return self._several_told(bad, wrong)
        days = [wording.plain_day(owed.due.date) for owed in judged if owed.due]
        said = "each is" if len(judged) > 1 else "the only one is"
        listed = f", on {wording.listed(days, 'and')}" if days else ""
        return Finding(held=True, said=f"{said}{listed}", cited=cited(judged))

    # --- occurrences -----------------------------------------------------------------

    def _is_meant(self, owed: Obligation) -> bool:
        """Whether an occurrence counts among each of them: what stands, or any in a state."""
        return self.expectation.state is not None or owed.state not in NOT_STANDING

    def _has_none_before(self, owed: Obligation) -> bool:
        """Whether it is the first, and to be counted only from the one before."""
        expectation = self.expectation
        itself = expectation.after == (expectation.subject,) and not expectation.of
        return itself and not starts_of(expectation, owed, self.timeline)

    def _start(self, owed: Obligation) -> Start | None:
        return start_of(self.expectation, owed, self.timeline)

    # --- conditions ------------------------------------------------------------------

    def _wrong(self, owed: Obligation) -> Iterator[str]:
        """What is not as expected; empty words where what is found says it."""
        expectation = self.expectation
        if expectation.owed is not None and expectation.owed is (owed.state in NOT_STANDING):
            yield ""
        if expectation.state is not None and owed.state is not expectation.state:
            yield f"its state is '{owed.state.value}'"
        if expectation.force and owed.provision.force not in expectation.force:
            yield f"its force is '{owed.provision.force.value}'"
        if expectation.dated:
            yield from self._wrong_in_date(owed)

    def _wrong_in_date(self, owed: Obligation) -> Iterator[str]:
        expectation = self.expectation
        stands = owed.state not in NOT_STANDING or owed.state is expectation.state
        if owed.due is None or not stands:
            yield ""
            return
        day = owed.due.date
        if has_no_latest(owed) and self._wants_latest():
            yield "no latest day is given"
            return
        if expectation.due and day != expectation.due:
            yield ""
        if expectation.due_by and day > expectation.due_by:
            yield ""
        if expectation.not_due_before and day < expectation.not_due_before:
            yield ""
        if expectation.after:
            yield from self._wrong_in_period(owed)

    def _wants_latest(self) -> bool:
        expectation = self.expectation
        return bool(expectation.due or expectation.due_by or expectation.within)

    def _wrong_in_period(self, owed: Obligation) -> Iterator[str]:
        assert owed.due is not None
        expectation, start = self.expectation, self._start(owed)
        if start is None:
            events = [wording.happening(event, self.words) for event in expectation.after]
            named = wording.listed(event.removeprefix("the ") for event in events)
            yield f"there is no {named} in this case to count from"
            return
        for period, late in ((expectation.within, True), (expectation.at_least, False)):
            if period is None:
                continue
            limit = self._counted(period, start)
            if (owed.due.date > limit.date) if late else (owed.due.date < limit.date):
                after = occurrence(start.event, start.number, self.words)
                yield (
                    f"{period} after {after} ({wording.plain_day(start.day)}) "
                    f"is {wording.day(limit.date)}"
                )

    def _counted(self, period: Period, start: Start) -> DueDate:
        """A period counted as everything in the case is."""
        timing = Timing(relation=Relation.WITHIN, period=period, after=(start.event,))
        return due_date(timing, start.day, self.run.calendar, self.run.scenario.counting)

    # --- in words --------------------------------------------------------------------

    def _silent(self, number: int = 1) -> Finding:
        subject, of = self.expectation.subject, self.expectation.of or ""
        missing = record(subject, of, number, self.words) if self.owed else ""
        return silent(self.timeline, self.questions, missing, self.words)

    def _told(self, held: bool, owed: list[Obligation], wrong: list[str] | None = None) -> Finding:
        it = "they" if is_plural(self.expectation.subject, self.words) else "it"
        said = [f"{it} {found(owed[0], self.words)}", *filter(None, wrong or ())]
        return Finding(held=held, said=", and ".join(said), cited=cited(owed[:1]))

    def _several_told(self, bad: list[Obligation], wrong: dict[int, list[str]]) -> Finding:
        parts = []
        for owed in bad[:MOST_TOLD]:
            which = record(owed.question.subject, owed.question.of, owed.number, self.words)
            said = [f"{which} {found(owed, self.words)}", *filter(None, wrong[owed.number])]
            parts.append(", and ".join(said))
        more = len(bad) - MOST_TOLD
        if more > 0:
            parts.append(f"and {more} more")
        return Finding(held=False, said="; ".join(parts), cited=cited(bad))
