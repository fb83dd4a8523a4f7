"""Clocks: from something that happens to what is then owed, and when."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from attrs import evolve

from cinpolicy.asking import Cause, Moment
from cinpolicy.case import VariationDecision
from cinpolicy.clock import DueDate
from cinpolicy.conditions import Facts
from cinpolicy.ledger import Owed, state_when_done
from cinpolicy.provisions import Answer, Provision, Question, Relation
from cinpolicy.setting import Order, Setting, provision_of, timing_of
from cinpolicy.timeline import Obligation, Occurrence, Remark, State
from cinpolicy.variation import ended_sooner_by, varied


class Clocks:
    """Starts the clocks of a run and enters what they bring."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.said_to_happen = {h.event for h in setting.scenario.happenings}
        self._absorbed: set[tuple[str, str, date]] = set()
        self._unplaced: dict[str, list[Owed]] = defaultdict(list)

    def start(self, occurrence: Occurrence, of: str = "") -> None:
        """Start every clock that an occurrence starts.

        What was done ``of`` one meeting (its minutes) starts nothing of another.
        """
        event, day = occurrence.event, occurrence.date
        cause = Cause(Moment.HAPPENED, event)
        for target in self._unplaced.pop(event, ()):
            if self.setting.ledger.is_pending(target):
                self._count_back_from(target, event)
        for question in self.setting.starting_on(event):
            if of and question.of not in ("", event, of):
                continue
            if not question.of and self.setting.has_stopped(question.subject):
                continue
            of_this = question.of in (event, of) and question.of
            number = occurrence.number if of_this else self.setting.next_number(question.subject)
            answer, facts = self.setting.ask(question, day, question.of, number, cause)
            if answer.provision and event in timing_of(answer.provision).after:
                self._owe(question, answer, occurrence, number, facts)

    def go_on(self, owed: Owed, from_here: Occurrence) -> None:
        """The recurring clock of an activity that was not done goes on all the same."""
        subject, number = owed.subject, owed.result.number + 1
        if owed.result.question.of or from_here.event in self.setting.stops(subject):
            return
        self.setting.sheet.pass_over(subject, owed.result.number)
        cause = Cause(Moment.MISSED, subject)
        for question in self.setting.starting_on(subject):
            if question.subject != subject or question.of:
                continue
            answer, facts = self.setting.ask(question, from_here.date, "", number, cause)
            if answer.provision and timing_of(answer.provision).recurring:
                self._owe(question, answer, from_here, number, facts)

    def settle_done(self, owed: Owed, day: date) -> None:
        """Settle an obligation that is done on a day."""
        performed = self.setting.performed(owed.result.question.topic)
        state = state_when_done(owed, day, performed=performed)
        if state is State.TOO_EARLY:
            decision = ended_sooner_by(
                owed.result, owed.facts, self.setting.scenario, day, self.setting.clock
            )
            if decision is not None:
                owed.remark(Remark.VARIED)
                owed.change(decision=decision)
                state = State.MET
        self.setting.ledger.settle(owed, state, done=day)

    def _owe(
        self, question: Question, answer: Answer, trigger: Occurrence, number: int, facts: Facts
    ) -> None:
        """A clock starts: enter the obligation, and when it will be done."""
        provision = provision_of(answer)
        if self.setting.ledger.has_one_off(provision, number, trigger.event):
            return
        if timing_of(provision).recurring:
            self.setting.ledger.supersede(question, trigger.date)
        result = Obligation(
            question=question,
            number=number,
            provision=provision,
            answered_by=answer.by,
            state=State.NOT_YET_DUE,
            trigger=trigger,
            due=self._due(provision, trigger.date),
            goes_back_to=trigger.goes_back_to,
        )
        if result.due is not None:
            decisions = self.setting.scenario.decisions
            result = varied(result, trigger.date, facts, decisions, self.setting.clock)
        self.setting.ledger.replace_by_exception(provision, number, trigger.date)
        owed = self.setting.ledger.enter(result, facts)
        _remark(owed, trigger)
        if owed.due and self.gives_way(owed, self._day_done(owed, owed.due), ()):
            return
        self.plan(owed)
        self._count_back_from(owed)

    def _due(self, provision: Provision, start: date) -> DueDate | None:
        timing = timing_of(provision)
        return None if timing.relation is Relation.UNDATED else self.setting.clock(timing, start)

    def bring_forward(self, owed: Owed, by: Occurrence) -> None:
        """What was due later is due on the day of an occurrence, and goes back to all it does."""
        known = owed.result.goes_back_to
        further = tuple(one for one in by.goes_back_to if one not in known)
        owed.change(goes_back_to=(*further, *known))
        if by.assumed:
            owed.remark(Remark.RESTS_ON_ASSUMED_DATE)
        self.plan(owed)

    def plan(self, owed: Owed) -> None:
        """When the obligation will be done, unless something settles it before."""
        subject, of, number = owed.subject, owed.result.question.of, owed.result.number
        done = self.setting.sheet.first.get(subject)
        if done and not of and number <= self.setting.sheet.reached[subject]:
            self.settle_done(owed, done)
        elif owed.due is not None and not self._waits(owed):
            order = Order.BEFORE if owed.target else Order.DO
            self.setting.agenda.put(self._day_done(owed, owed.due), order, owed)

    def _day_done(self, owed: Owed, due: date) -> date:
        """The day on which it is done: when due, as the case says, but not before it is known."""
        trigger, decision = owed.result.trigger, owed.result.decision
        course = self.setting.course(owed.subject, owed.result.question.of, owed.result.number)
        day = due
        if course and course.late_by:
            day = self.setting.calendar.count(due, course.late_by).date
        elif trigger and decision and _DECIDED.isdisjoint(owed.result.remarks):
            day = min(due, self._sooner_by_decision(owed, decision, trigger.date))
        return max(day, trigger.known) if trigger and trigger.known else day

    def _sooner_by_decision(self, owed: Owed, decision: VariationDecision, start: date) -> date:
        """The day on which a decision has it done, sooner than the text asks."""
        return self.setting.clock(evolve(owed.timing, period=decision.to), start).date

    def _waits(self, owed: Owed) -> bool:
        """Whether the case, or nobody, says when the obligation is done."""
        subject, of, number = owed.subject, owed.result.question.of, owed.result.number
        course = self.setting.course(subject, of, number)
        to_come = subject in self.said_to_happen and subject not in self.setting.sheet.reached
        return (
            to_come
            or not self.setting.performed(owed.result.question.topic)
            or subject not in self.setting.words.activities
            or (course is not None and course.held is not None)
        )

    def gives_way(self, owed: Owed, day: date, held: Sequence[Occurrence]) -> bool:
        """Whether another activity falls at the same point and is held instead.

        It is skipped as soon as that is known: when its clock starts, where the other is
        already due then, or when its day has come. One occurrence of the other stands in
        for one of these and no more.
        """
        rule = owed.result.provision.gives_way_to
        if rule is None:
            return False
        earliest = self.setting.calendar.count(day, rule.within, back=True).date
        latest = self.setting.calendar.count(day, rule.within).date
        for other in self.setting.ledger.pending():
            falls = other.subject == rule.activity and other.due
            if falls and earliest <= falls <= latest and self._may_absorb(owed, falls):
                other.given_way += self._skip(owed, rule.activity, falls)
                return True
        for one in reversed(held):
            falls_here = one.event == rule.activity and earliest <= one.date <= latest
            if falls_here and self._may_absorb(owed, one.date):
                for skipped in self._skip(owed, rule.activity, one.date):
                    self.go_on(skipped, one)
                return True
        return False

    def _may_absorb(self, owed: Owed, day: date) -> bool:
        rule = owed.result.provision.gives_way_to
        return rule is not None and (owed.subject, rule.activity, day) not in self._absorbed

    def _skip(self, owed: Owed, activity: str, day: date) -> list[Owed]:
        """Settle what gives way; gives it with all that had given way to it in turn."""
        self.setting.ledger.settle(owed, State.SKIPPED, instead=(activity, day))
        self._absorbed.add((owed.subject, activity, day))
        skipped, owed.given_way = [owed, *owed.given_way], []
        return skipped

    def hold_after_all(self, event: str) -> None:
        """What gave way to something that has fallen away is owed again, if not stopped too."""
        for owed in self.setting.ledger.freed():
            if event in self.setting.stops(owed.subject):
                continue
            self.setting.ledger.reopen(owed)
            if owed.due and not self.gives_way(owed, owed.due, ()):
                self.plan(owed)
                self._count_back_from(owed)

    # --- counting back ---------------------------------------------------------------

    def _count_back_from(self, target: Owed, placed_by: str = "") -> None:
        """Enter what is due before a meeting, counted back from its target date.

        With ``placed_by``, only what could not be placed until that event happened.
        """
        if target.due is None or target.result.question.of:
            return
        subject, number, day = target.subject, target.result.number, target.due
        moment = Moment.POINT_REACHED if placed_by else Moment.MEETING_DATED
        cause = Cause(moment, subject)
        for question in self.setting.starting_on(subject):
            of = question.of or subject
            answer, facts = self.setting.ask(question, day, of, number, cause)
            timing = answer.provision and answer.provision.timing
            if not timing or timing.before != subject:
                continue
            if timing.which and not self.setting.point(timing.which):
                self._unplaced[timing.which.after].append(target)
            elif placed_by in ("", timing.which and timing.which.after) and self.setting.is_meant(
                timing.which, day
            ):
                self._owe_before(question, answer, target, facts)

    def count_back_from_assumed(self, activity: str, day: date) -> None:
        """Enter what was due before a meeting whose day the case assumes, as done in time."""
        cause = Cause(Moment.MEETING_DATED, activity)
        for question in self.setting.starting_on(activity):
            answer, facts = self.setting.ask(question, day, question.of or activity, 1, cause)
            timing = answer.provision and answer.provision.timing
            if timing and timing.before == activity and self.setting.is_meant(timing.which, day):
                due = self._due(provision_of(answer), day)
                self.setting.ledger.record(
                    Obligation(
                        question=question,
                        number=1,
                        provision=provision_of(answer),
                        answered_by=answer.by,
                        state=State.MET,
                        trigger=Occurrence(event=activity, date=day, assumed=True),
                        due=due,
                        target=day,
                        done=due.date if due else None,
                        remarks=(Remark.RESTS_ON_ASSUMED_DATE,),
                    ),
                    facts,
                )

    def _owe_before(self, question: Question, answer: Answer, target: Owed, facts: Facts) -> None:
        assert target.due is not None
        provision = provision_of(answer)
        result = Obligation(
            question=question,
            number=target.result.number,
            provision=provision,
            answered_by=answer.by,
            state=State.NOT_YET_DUE,
            trigger=target.result.trigger,
            due=self._due(provision, target.due),
            target=target.due,
            goes_back_to=target.result.passed_on(target.due),
        )
        owed = self.setting.ledger.enter(result, facts, target)
        if target.result.trigger is not None:
            _remark(owed, target.result.trigger)
            self.plan(owed)


_DECIDED = frozenset({Remark.VARIED, Remark.VARIATION_REFUSED})
"""What is said of a decision that moved the due date, or was refused."""


def _remark(owed: Owed, trigger: Occurrence) -> None:
    if trigger.assumed:
        owed.remark(Remark.RESTS_ON_ASSUMED_DATE)
    if owed.due and owed.due < (trigger.known or trigger.date):
        owed.remark(Remark.RAN_OUT_BEFORE_KNOWN)
