"""The end of a run: what is still open at the horizon, and the timeline handed out."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve

from cinpolicy.ledger import Owed
from cinpolicy.provisions import Answer, Occasion, Question
from cinpolicy.readings import dates_where_silent, other_dates
from cinpolicy.setting import Setting, provision_of
from cinpolicy.timeline import (
    Alternative,
    Assignment,
    Obligation,
    Occurrence,
    Remark,
    State,
    Timeline,
)


class Ending:
    """Closes a run off."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.horizon: date = setting.scenario.horizon

    def close_off(self) -> Iterator[Owed]:
        """Settle everything still pending; yields what is work that was not done."""
        for owed in self.setting.ledger.pending():
            state = self._open_state(owed)
            self.setting.ledger.settle(owed, state)
            if state in (State.MISSED, State.NOT_YET_DUE):
                yield owed

    def _open_state(self, owed: Owed) -> State:
        if owed.due is None:
            return State.UNDATED
        if not self.setting.performed(owed.result.question.topic):
            return State.DATE_ONLY
        return State.MISSED if owed.due <= self.horizon else State.NOT_YET_DUE

    def timeline(
        self, occurrences: Iterable[Occurrence], assignments: Iterable[Assignment]
    ) -> Timeline:
        """The timeline, with answers to every question as the facts stand at the horizon."""
        answers = {question: self._answer(question) for question in self.setting.questions}
        self._note_missing_occasions(answers)
        read_otherwise = filter(self.setting.stack.is_read_otherwise, answers)
        others = {question: self._others(question) for question in read_otherwise}
        return Timeline(
            occurrences=tuple(occurrences),
            obligations=tuple(self._complete(owed) for owed in self.setting.ledger.entries),
            assignments=tuple(assignments),
            answers=answers,
            other_readings={question: found for question, found in others.items() if found},
            case=self.setting.scenario.name,
            title=self.setting.scenario.title,
            authority=self.setting.stack.top.slug,
            authority_name=self.setting.stack.top.name,
        )

    def _answer(self, question: Question) -> Answer:
        """The answer for the facts at the horizon; no facts matter where nothing is said."""
        stack = self.setting.stack
        if not stack.speaks_of(question):
            return stack.ask(question, {})
        return self.setting.ask(question, self.horizon, question.of, 1)[0]

    def _others(self, question: Question) -> tuple[Alternative, ...]:
        facts = self.setting.facts(self.horizon, question.subject, question.of, 1)
        return dates_where_silent(self.setting, question, facts)

    def _note_missing_occasions(self, answers: dict[Question, Answer]) -> None:
        """Say where something is due before an occurrence that this case does not have."""
        entered = {owed.result.question for owed in self.setting.ledger.entries}
        for question, answer in answers.items():
            timing = answer.provision and answer.provision.timing
            if question in entered or not timing or not timing.which:
                continue
            if self._should_have_come(timing.which, timing.before):
                missing = Obligation(
                    question=question,
                    number=1,
                    provision=provision_of(answer),
                    answered_by=answer.by,
                    state=State.NO_OCCASION,
                )
                facts = self.setting.facts(self.horizon, question.subject, question.of, 1)
                self.setting.ledger.enter(missing, facts)

    def _should_have_come(self, which: Occasion, activity: str) -> bool:
        point = self.setting.point(which)
        if point is None:
            return False
        last = self.setting.calendar.count(point, which.give_or_take).date
        first = self.setting.sheet.first
        stopped = any(first.get(event, last) < point for event in self.setting.stops(activity))
        return last <= self.horizon and not stopped

    def _complete(self, owed: Owed) -> Obligation:
        """The obligation with its other readings, and a remark on the day it falls on."""
        result = owed.result
        if result.due and result.due.falls_on and result.due.moved_from is None:
            owed.remark(Remark.ON_NON_WORKING_DAY)
        if result.trigger is None:
            return owed.result
        others = other_dates(self.setting, result, owed.facts)
        return evolve(owed.result, alternatives=others) if others else owed.result
