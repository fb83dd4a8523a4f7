"""Runs one case through one stack: events start clocks, obligations are done, and so on.

Nothing here knows a topic, an authority or a scenario by name. Time moves through a queue
of days; everything that happens may start clocks, and an obligation is done on its due
date unless the case says when, or never.
"""

from collections import defaultdict
from datetime import date
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count

from attrs import evolve

from cinpolicy.calendar import WorkingCalendar
from cinpolicy.case import Course, Happening, Scenario
from cinpolicy.clock import DueDate, due_date
from cinpolicy.conditions import Facts, FactValue
from cinpolicy.facts import FactSheet
from cinpolicy.ledger import EndlessCaseError, Ledger, Owed, state_when_done
from cinpolicy.provisions import Answer, Occasion, Provision, Question, Relation
from cinpolicy.provisions import Timing
from cinpolicy.stack import PolicyStack
from cinpolicy.timeline import Assignment, Obligation, Occurrence, Remark, State, Timeline
from cinpolicy.variation import alternatives, varied
from cinpolicy.vocabulary import TopicKind

__all__ = ["EndlessCaseError", "simulate"]


class _Order(IntEnum):
    """What comes first on one day."""

    EVENT = 0
    COURSE = 1
    DO = 2
    ASSUME = 3


def simulate(
    stack: PolicyStack,
    scenario: Scenario,
    calendar: WorkingCalendar,
    questions: tuple[Question, ...] = (),
) -> Timeline:
    """The timeline of a case under a stack, up to the case's horizon.

    ``questions`` are asked beside the stack's own, so that its silence on what another
    authority answers is on record. Pure: the same arguments give an equal result. Raises
    ``PluginError`` where a plugin fails, ``OutsideCalendarError`` where a date leaves the
    calendar, and ``EndlessCaseError`` where obligations never end.
    """
    return _Run(stack, scenario, calendar, questions).timeline()


class _Run:
    def __init__(
        self,
        stack: PolicyStack,
        scenario: Scenario,
        calendar: WorkingCalendar,
        questions: tuple[Question, ...],
    ) -> None:
        self.stack, self.scenario, self.calendar = stack, scenario, calendar
        self.words = stack.vocabulary
        known = (q for q in questions if q.topic in self.words.topics)
        self.questions = tuple(dict.fromkeys((*stack.questions, *known)))
        self.sheet = FactSheet(scenario, self.words)
        self.courses = {(c.activity, c.of, c.number): c for c in scenario.courses}
        self.said_to_happen = {h.event for h in scenario.happenings}
        self.ledger = Ledger()
        self.occurrences: list[Occurrence] = []
        self.assignments: list[Assignment] = []
        self.queue: list[tuple[date, _Order, int, object]] = []
        self.tickets = count()
        self._index_questions()

    def _index_questions(self) -> None:
        """Timescales by the events that can start them; the rest by their activity."""
        self.started_by: dict[str, list[Question]] = defaultdict(list)
        self.always_asked: list[Question] = []
        self.asked_of: dict[str, list[Question]] = defaultdict(list)
        for question in self.questions:
            if self.words.topics[question.topic].kind is not TopicKind.TIMESCALE:
                self.asked_of[question.of].append(question)
                continue
            triggers = self.stack.triggers(question)
            if triggers is None:
                self.always_asked.append(question)
            for event in triggers or ():
                self.started_by[event].append(question)

    # --- the queue -------------------------------------------------------------------

    def timeline(self) -> Timeline:
        """Run the case to its horizon."""
        for happening in self.scenario.happenings:
            self._push(happening.date, _Order.EVENT, happening)
        for course in self.scenario.courses:
            if course.held:
                self._push(course.held, _Order.COURSE, course)
        for activity, day in self.scenario.where_undated.items():
            self._push(day, _Order.ASSUME, activity)
        while self.queue and self.queue[0][0] <= self.scenario.horizon:
            day, _, _, what = heappop(self.queue)
            self._take(day, what)
        return self._finished()

    def _push(self, day: date, order: _Order, what: object) -> None:
        heappush(self.queue, (day, order, next(self.tickets), what))

    def _take(self, day: date, what: object) -> None:
        match what:
            case Happening(event=event, known=known, facts=facts):
                self.sheet.change(facts)
                self._happen(Occurrence(event=event, date=day, known=known))
            case Course():
                self._hold(what, day)
            case Owed() if self.ledger.is_pending(what):
                self._come_due(what, day)
            case str():
                self._assume(what, day)

    # --- what happens ----------------------------------------------------------------

    def _happen(self, occurrence: Occurrence, doing: Owed | None = None) -> None:
        """Take an occurrence: note it, settle what it settles, start what it starts."""
        event, day = occurrence.event, occurrence.date
        if event not in self.words.happenings():
            return
        if doing is None:
            occurrence = evolve(occurrence, number=self._next_number(event))
        self.occurrences.append(occurrence)
        self.sheet.happen(event, day, occurrence.number)
        self._discharge(occurrence, doing)
        for owed in self.ledger.pending():
            if event in self._stops(owed.subject):
                self.ledger.settle(owed, State.STOPPED, done=day)
        self.ledger.end_sooner(event, day)
        self._answer_about(event, occurrence.number, day)
        self._start_clocks(occurrence)
        self._follow(occurrence, doing)

    def _stops(self, subject: str) -> tuple[str, ...]:
        activity = self.words.activities.get(subject)
        return activity.stops_on if activity else ()

    def _next_number(self, event: str) -> int:
        activity = self.words.activities.get(event)
        if activity is None or not activity.repeats:
            return 1
        return self.sheet.reached.get(event, 0) + 1

    def _follow(self, occurrence: Occurrence, doing: Owed | None) -> None:
        """What an occurrence brings with it on the same day."""
        event = occurrence.event
        activity = self.words.activities.get(event)
        if activity and activity.counts_as:
            self._happen(evolve(occurrence, event=activity.counts_as))
        of = doing.result.question.of if doing else ""
        course = self.courses.get((event, of, occurrence.number))
        for following in course.then if course else ():
            self._happen(evolve(occurrence, event=following))

    def _do(self, owed: Owed, day: date, *, assumed: bool = False) -> None:
        """An obligation is done on a day."""
        trigger = owed.result.trigger
        self._happen(
            Occurrence(
                event=owed.subject,
                date=day,
                number=owed.result.number,
                obligation=owed.index,
                assumed=assumed or bool(trigger and trigger.assumed),
            ),
            doing=owed,
        )

    def _hold(self, course: Course, day: date) -> None:
        """An activity is done on the day the case says, owed or not."""
        owed = self.ledger.waiting(course.activity, course.of, course.number)
        if owed is not None:
            self._do(owed, day)
        elif not course.of and course.number > self.sheet.reached.get(course.activity, 0):
            self._happen(Occurrence(event=course.activity, date=day))

    def _assume(self, activity: str, day: date) -> None:
        """An activity that no text dates is taken to be done on the day the case gives."""
        owed = self.ledger.waiting(activity, "", 1)
        if activity in self.sheet.reached or (owed and owed.due):
            return
        if owed is not None:
            self._do(owed, day, assumed=True)
        else:
            self._happen(Occurrence(event=activity, date=day, assumed=True))

    def _discharge(self, occurrence: Occurrence, doing: Owed | None) -> None:
        """Settle every obligation to do what has just been done."""
        for owed in list(self.ledger.met_by(occurrence.event, occurrence.number, doing)):
            self._settle_done(owed, occurrence.date)
            for given_way in owed.given_way:
                self._go_on(given_way, evolve(occurrence, obligation=owed.index))

    def _settle_done(self, owed: Owed, day: date) -> None:
        performed = self.words.topics[owed.result.question.topic].performed
        self.ledger.settle(owed, state_when_done(owed, day, performed=performed), done=day)

    def _answer_about(self, event: str, number: int, day: date) -> None:
        """Ask who chairs, what is covered and so on, for one occurrence."""
        if questions := self.asked_of.get(event):
            facts = self._facts(day, event, "", number)
            self.assignments += [
                Assignment(question=q, number=number, date=day, answer=self.stack.ask(q, facts))
                for q in questions
            ]

    def _facts(self, day: date, activity: str, of: str, number: int) -> Facts:
        """The facts about one occurrence of an activity (or of the meeting it is of)."""
        extra: dict[str, FactValue] = {}
        for key in ((of, "", number), (activity, of, number)):
            if course := self.courses.get(key):
                extra |= course.facts
        return self.sheet.at(day, of or activity, number, extra)

    # --- clocks ----------------------------------------------------------------------

    def _start_clocks(self, occurrence: Occurrence) -> None:
        event, day = occurrence.event, occurrence.date
        for question in (*self.started_by.get(event, ()), *self.always_asked):
            of_this = question.of == event
            number = occurrence.number if of_this else self._next_number(question.subject)
            facts = self._facts(day, question.subject, question.of, number)
            answer = self.stack.ask(question, facts)
            if answer.provision and event in _timing(answer.provision).after:
                self._owe(question, answer, occurrence, number, facts)

    def _owe(
        self, question: Question, answer: Answer, trigger: Occurrence, number: int, facts: Facts
    ) -> None:
        """A clock starts: enter the obligation, and when it will be done."""
        provision = answer.provision
        assert provision is not None
        if _timing(provision).recurring:
            self.ledger.supersede(question, trigger.date)
        start = trigger.date
        result = Obligation(
            question=question,
            number=number,
            provision=provision,
            answered_by=answer.by,
            state=State.NOT_YET_DUE,
            trigger=trigger,
            due=self._due(provision, start),
        )
        if result.due is not None:
            result = varied(result, start, facts, self.scenario.decisions, self._clock)
        owed = self.ledger.enter(result)
        self._remark(owed, trigger)
        self._plan(owed, trigger)
        self._count_back_from(owed)

    def _due(self, provision: Provision, start: date) -> DueDate | None:
        timing = _timing(provision)
        return None if timing.relation is Relation.UNDATED else self._clock(timing, start)

    def _clock(self, timing: Timing, start: date) -> DueDate:
        return due_date(timing, start, self.calendar, self.scenario.counting)

    def _remark(self, owed: Owed, trigger: Occurrence) -> None:
        if trigger.assumed:
            owed.remark(Remark.RESTS_ON_ASSUMED_DATE)
        if owed.due and trigger.known and owed.due < trigger.known:
            owed.remark(Remark.RAN_OUT_BEFORE_KNOWN)

    def _plan(self, owed: Owed, trigger: Occurrence) -> None:
        """When the obligation will be done, unless something settles it before."""
        subject, of, number = owed.subject, owed.result.question.of, owed.result.number
        if not of and number <= self.sheet.reached.get(subject, 0) and subject in self.sheet.first:
            self._settle_done(owed, self.sheet.first[subject])
            return
        course = self.courses.get((subject, of, number))
        performed = self.words.topics[owed.result.question.topic].performed
        waits = (
            owed.due is None
            or not performed
            or subject not in self.words.activities
            or (subject in self.said_to_happen and subject not in self.sheet.reached)
            or (course is not None and course.held is not None)
        )
        if waits or owed.due is None:
            return
        day = max(owed.due, trigger.known or owed.due)
        if course and course.late_by:
            day = self.calendar.count(owed.due, course.late_by).date
        self._push(day, _Order.DO, owed)

    def _come_due(self, owed: Owed, day: date) -> None:
        """The day has come: it is done, missed, or gives way to something else."""
        course = self.courses.get((owed.subject, owed.result.question.of, owed.result.number))
        if course and course.never:
            self._miss(owed, day)
        elif not self._gives_way(owed, day):
            self._do(owed, day)

    def _miss(self, owed: Owed, day: date) -> None:
        """It is never done; a clock that recurs goes on from the day it was due."""
        number = owed.result.number
        self.ledger.settle(owed, State.MISSED)
        self._answer_about(owed.subject, number, day)
        missed = Occurrence(event=owed.subject, date=day, number=number, missed=True)
        self._go_on(owed, missed)
        for given_way in owed.given_way:
            self._go_on(given_way, missed)

    def _go_on(self, owed: Owed, from_here: Occurrence) -> None:
        """The recurring clock of an activity that was not done goes on all the same."""
        subject, number = owed.subject, owed.result.number + 1
        if owed.result.question.of or from_here.event in self._stops(subject):
            return
        self.sheet.pass_over(subject, owed.result.number)
        for question in self.started_by.get(subject, ()):
            if question.subject != subject or question.of:
                continue
            facts = self._facts(from_here.date, subject, "", number)
            answer = self.stack.ask(question, facts)
            if answer.provision and _timing(answer.provision).recurring:
                self._owe(question, answer, from_here, number, facts)

    # --- giving way, and counting back -----------------------------------------------

    def _gives_way(self, owed: Owed, day: date) -> bool:
        """Whether another activity falls at the same point and is held instead."""
        rule = owed.result.provision.gives_way_to
        if rule is None:
            return False
        earliest = self.calendar.count(day, rule.within, back=True).date
        latest = self.calendar.count(day, rule.within).date
        for held in reversed(self.occurrences):
            if held.event == rule.activity and earliest <= held.date <= latest:
                self.ledger.settle(owed, State.SKIPPED, instead=(rule.activity, held.date))
                self._go_on(owed, held)
                return True
        for other in self.ledger.pending():
            if other.subject == rule.activity and other.due and other.due <= latest:
                self.ledger.settle(owed, State.SKIPPED, instead=(rule.activity, other.due))
                other.given_way.append(owed)
                return True
        return False

    def _count_back_from(self, target: Owed) -> None:
        """Enter what is due before a meeting, counted back from its target date."""
        if target.due is None or target.result.question.of:
            return
        subject, number, day = target.subject, target.result.number, target.due
        for question in self.started_by.get(subject, ()):
            facts = self._facts(day, question.subject, question.of or subject, number)
            answer = self.stack.ask(question, facts)
            timing = answer.provision and answer.provision.timing
            if timing and timing.before == subject and self._is_meant(timing.which, day):
                self._owe_before(question, answer, target, number, facts)

    def _owe_before(
        self, question: Question, answer: Answer, target: Owed, number: int, facts: Facts
    ) -> None:
        assert answer.provision is not None and target.due is not None
        result = Obligation(
            question=question,
            number=number,
            provision=answer.provision,
            answered_by=answer.by,
            state=State.NOT_YET_DUE,
            trigger=target.result.trigger,
            due=self._due(answer.provision, target.due),
            target=target.due,
        )
        owed = self.ledger.enter(result, target)
        trigger = target.result.trigger
        if trigger is not None:
            self._remark(owed, trigger)
            self._plan(owed, trigger)

    def _is_meant(self, which: Occasion | None, day: date) -> bool:
        """Whether an occurrence on a day is the one a timing is about."""
        if which is None:
            return True
        point = self._point(which)
        if point is None:
            return False
        earliest = self.calendar.count(point, which.give_or_take, back=True).date
        return earliest <= day <= self.calendar.count(point, which.give_or_take).date

    def _point(self, which: Occasion) -> date | None:
        start = self.sheet.first.get(which.after)
        return self.calendar.count(start, which.at).date if start else None

    # --- the end ---------------------------------------------------------------------

    def _finished(self) -> Timeline:
        horizon = self.scenario.horizon
        for owed in self.ledger.pending():
            if owed.result.state is State.NOT_YET_DUE:
                self._close_off(owed)
        self._note_missing_occasions()
        answers = {}
        for question in self.questions:
            facts = self._facts(horizon, question.subject, question.of, 1)
            answers[question] = self.stack.ask(question, facts)
        return Timeline(
            occurrences=tuple(self.occurrences),
            obligations=tuple(self._complete(owed) for owed in self.ledger.entries),
            assignments=tuple(self.assignments),
            answers=answers,
        )

    def _close_off(self, owed: Owed) -> None:
        """What an obligation that nothing has settled is at the horizon."""
        if owed.due is None:
            self.ledger.settle(owed, State.UNDATED)
        elif not self.words.topics[owed.result.question.topic].performed:
            self.ledger.settle(owed, State.DATE_ONLY)
        else:
            overdue = owed.due <= self.scenario.horizon
            self.ledger.settle(owed, State.MISSED if overdue else State.NOT_YET_DUE)
            if not owed.result.question.of:
                self._answer_about(owed.subject, owed.result.number, owed.due)

    def _note_missing_occasions(self) -> None:
        """Say where something is due before an occurrence that this case does not have."""
        entered = {owed.result.question for owed in self.ledger.entries}
        asked = dict.fromkeys(q for qs in self.started_by.values() for q in qs)
        for question in asked:
            if question in entered:
                continue
            facts = self._facts(self.scenario.horizon, question.subject, question.of, 1)
            answer = self.stack.ask(question, facts)
            which = answer.provision and _timing(answer.provision).which
            if which and self._should_have_come(answer, which):
                self.ledger.enter(
                    Obligation(
                        question=question,
                        number=1,
                        provision=_provision(answer),
                        answered_by=answer.by,
                        state=State.NO_OCCASION,
                    )
                )

    def _should_have_come(self, answer: Answer, which: Occasion) -> bool:
        point = self._point(which)
        if point is None:
            return False
        last = self.calendar.count(point, which.give_or_take).date
        stops = self._stops(_timing(_provision(answer)).before)
        stopped = any(self.sheet.first.get(event, last) < point for event in stops)
        return last <= self.scenario.horizon and not stopped

    def _complete(self, owed: Owed) -> Obligation:
        """The obligation with its other readings, and its remark on the day it falls."""
        result = owed.result
        if result.due and result.due.falls_on and result.due.moved_from is None:
            owed.remark(Remark.ON_NON_WORKING_DAY)
        if result.trigger is None:
            return owed.result
        day = result.trigger.date
        facts = self._facts(day, result.question.subject, result.question.of, result.number)
        other = alternatives(result, facts, self.sheet.first, self._clock)
        return evolve(owed.result, alternatives=other) if other else owed.result


def _provision(answer: Answer) -> Provision:
    assert answer.provision is not None
    return answer.provision


def _timing(provision: Provision) -> Timing:
    assert provision.timing is not None
    return provision.timing
