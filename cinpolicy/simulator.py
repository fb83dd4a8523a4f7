"""Runs one case through one stack: events start clocks, obligations are done, and so on.

Nothing here knows a topic, an authority or a scenario by name. Time moves through a queue
of days; everything that happens may start clocks, and an obligation is done on its due
date unless the case says when, or never.
"""

from datetime import date

from attrs import evolve

from cinpolicy.asking import Cause, Listener, Moment, to_nobody
from cinpolicy.calendar import OutsideCalendarError, WorkingCalendar
from cinpolicy.case import Course, Happening, Scenario
from cinpolicy.clocks import Clocks
from cinpolicy.ending import Ending
from cinpolicy.ledger import EndlessCaseError, Owed
from cinpolicy.provisions import Question, SilenceKind
from cinpolicy.readings import other_answers
from cinpolicy.setting import Order, Setting
from cinpolicy.stack import PluginError, PolicyStack
from cinpolicy.timeline import Assignment, Occurrence, State, Timeline


def simulate(
    stack: PolicyStack,
    scenario: Scenario,
    calendar: WorkingCalendar,
    questions: tuple[Question, ...] = (),
    listener: Listener = to_nobody,
) -> Timeline:
    """The timeline of a case under a stack, up to the case's horizon.

    ``questions`` are asked beside the stack's own, so that its silence on what another
    authority answers is on record. ``listener`` is told of all that is asked, in order.
    Pure: the same arguments give an equal result. Raises ``PluginError`` where a plugin fails,
    ``OutsideCalendarError`` where a date leaves the calendar, and ``EndlessCaseError`` where
    obligations never end.
    """
    try:
        return _Run(Setting(stack, scenario, calendar, questions, listener)).timeline()
    except RecursionError as error:
        raise EndlessCaseError("events follow one another on one day without end") from error
    except (PluginError, EndlessCaseError, OutsideCalendarError):
        raise
    except Exception as error:
        raise PluginError(f"{type(error).__name__}: {error}") from error


class _Run:
    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.ledger, self.sheet = setting.ledger, setting.sheet
        self.clocks = Clocks(setting)
        self.occurrences: list[Occurrence] = []
        self.assignments: list[Assignment] = []
        self.undone: set[tuple[str, str, int]] = set()

    def timeline(self) -> Timeline:
        """Run the case to its horizon."""
        scenario, agenda = self.setting.scenario, self.setting.agenda
        for happening in scenario.happenings:
            agenda.put(happening.date, Order.EVENT, happening)
        for course in scenario.courses:
            if course.held:
                agenda.put(course.held, Order.COURSE, course)
        for activity, day in scenario.where_undated.items():
            agenda.put(day, Order.ASSUME, activity)
        while (coming := agenda.take(scenario.horizon)) is not None:
            self._take(*coming)
        ending = Ending(self.setting)
        undone = [owed for owed in ending.close_off() if not owed.result.question.of]
        for owed in sorted(undone, key=lambda owed: owed.due or scenario.horizon):
            self._answer_about_undone(owed, owed.due or scenario.horizon)
        return ending.timeline(self.occurrences, self.assignments)

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
        if event not in self.setting.words.happenings():
            return
        if doing is None:
            occurrence = self._numbered(occurrence)
        self.occurrences.append(occurrence)
        self.sheet.happen(event, day, occurrence.number)
        self._discharge(occurrence, doing)
        for owed in self.ledger.pending():
            if event in self.setting.stops(owed.subject):
                self.ledger.settle(owed, State.STOPPED, done=day)
        for owed in self.ledger.end_sooner(event, day):
            self.clocks.bring_forward(owed, occurrence)
        self._answer_about(event, occurrence.number, day)
        self.clocks.start(occurrence, doing.result.question.of if doing else "")
        self.clocks.hold_after_all(event)
        self._follow(occurrence, doing)

    def _numbered(self, occurrence: Occurrence) -> Occurrence:
        """The occurrence with its number, and the obligation it happens to discharge."""
        number = self.setting.next_number(occurrence.event)
        met = self.ledger.waiting(occurrence.event, "", number)
        index = met.index if met else occurrence.obligation
        return evolve(occurrence, number=number, obligation=index)

    def _follow(self, occurrence: Occurrence, doing: Owed | None) -> None:
        """What an occurrence brings with it on the same day."""
        event = occurrence.event
        activity = self.setting.words.activities.get(event)
        of = doing.result.question.of if doing else ""
        course = self.setting.course(event, of, occurrence.number)
        if activity and activity.counts_as:
            if course:
                number = self.setting.next_number(activity.counts_as)
                self.setting.stands_for(course, activity.counts_as, number)
            self._happen(evolve(occurrence, event=activity.counts_as, stand_in=event))
        for following in course.then if course else ():
            self._happen(evolve(occurrence, event=following, stand_in=""))

    def _do(self, owed: Owed, day: date, *, stated: bool = False, assumed: bool = False) -> None:
        """An obligation is done on a day: one that the case states or assumes, or its own.

        Its own follows from what it was counted from; with any other that comes to an end.
        """
        trigger = owed.result.trigger
        follows = not stated and not assumed
        self._happen(
            Occurrence(
                event=owed.subject,
                date=day,
                number=owed.result.number,
                obligation=owed.index,
                assumed=assumed or bool(follows and trigger and trigger.assumed),
                goes_back_to=owed.result.passed_on(day) if follows else (),
            ),
            doing=owed,
        )

    def _hold(self, course: Course, day: date) -> None:
        """An activity is done on the day the case says, owed or not."""
        owed = self.ledger.waiting(course.activity, course.of, course.number)
        if owed is not None:
            self._do(owed, day, stated=True)
        elif not course.of and course.number == self._number_due(course.activity):
            self._happen(Occurrence(event=course.activity, date=day))

    def _number_due(self, activity: str) -> int:
        """The number of the next occurrence; 0 where a thing done once has been done."""
        repeats = self.setting.words.activities[activity].repeats
        done = not repeats and activity in self.sheet.reached
        return 0 if done else self.setting.next_number(activity)

    def _assume(self, activity: str, day: date) -> None:
        """An activity that no text dates is taken to be done on the day the case gives."""
        if (
            activity in self.sheet.reached
            or self.setting.has_stopped(activity)
            or self._is_dated(activity, day)
            or self._not_required(activity, day)
        ):
            return
        owed = self.ledger.waiting(activity, "", 1)
        if owed is not None:
            self._do(owed, day, assumed=True)
        else:
            self._happen(Occurrence(event=activity, date=day, assumed=True))
        self.clocks.count_back_from_assumed(activity, day)

    def _is_dated(self, activity: str, day: date) -> bool:
        """Whether the text dates the activity in this case, or will yet."""
        if any(owed.subject == activity and owed.due for owed in self.ledger.entries):
            return True
        asked = (q for q in self.setting.questions if q.subject == activity and not q.of)
        said = (self.setting.ask(question, day, "", 1)[0].provision for question in asked)
        timings = [p.timing for p in said if p and p.timing and p.timing.period]
        to_come = {happening.event for happening in self.setting.scenario.happenings}
        return any(not to_come.isdisjoint(timing.after) for timing in timings)

    def _not_required(self, activity: str, day: date) -> bool:
        """Whether the text says that there need be none for this child."""
        asked = (q for q in self.setting.questions if q.subject == activity and not q.of)
        said = [self.setting.ask(question, day, "", 1)[0] for question in asked]
        none = [a for a in said if a.silence and a.silence.kind is SilenceKind.NO_REQUIREMENT]
        return bool(none) and not any(answer.provision for answer in said)

    def _discharge(self, occurrence: Occurrence, doing: Owed | None) -> None:
        """Settle every obligation to do what has just been done."""
        for owed in list(self.ledger.met_by(occurrence.event, occurrence.number, doing)):
            self.clocks.settle_done(owed, occurrence.date)
            for given_way in owed.given_way:
                self.clocks.go_on(given_way, evolve(occurrence, obligation=owed.index))

    def _answer_about(self, event: str, number: int, day: date) -> None:
        """Ask who chairs, what is covered and so on, for one occurrence."""
        cause = Cause(Moment.HELD, event)
        for question in self.setting.asked_of.get(event, ()):
            answer, facts = self.setting.ask(question, day, event, number, cause)
            self.assignments.append(
                Assignment(
                    question=question,
                    number=number,
                    date=day,
                    answer=answer,
                    alternatives=other_answers(self.setting, question, facts, day),
                )
            )

    def _answer_about_undone(self, owed: Owed, day: date) -> None:
        """Ask it once for an occurrence that was owed and not done, under however many rules."""
        one = (owed.subject, owed.result.question.of, owed.result.number)
        if one not in self.undone:
            self.undone.add(one)
            self._answer_about(owed.subject, owed.result.number, day)

    # --- what falls due --------------------------------------------------------------

    def _come_due(self, owed: Owed, day: date) -> None:
        """The day has come: it is done, missed, or gives way to something else."""
        result = owed.result
        course = self.setting.course(owed.subject, result.question.of, result.number)
        if course and course.never:
            self._miss(owed, day)
        elif not self.clocks.gives_way(owed, day, self.occurrences):
            trigger = owed.result.trigger
            known = trigger.known if trigger else None
            self._do(owed, day, stated=day == known != owed.due)

    def _miss(self, owed: Owed, day: date) -> None:
        """It is never done; a clock that recurs goes on from the day it was due."""
        number = owed.result.number
        self.ledger.settle(owed, State.MISSED)
        self._answer_about_undone(owed, day)
        missed = Occurrence(
            event=owed.subject,
            date=day,
            number=number,
            obligation=owed.index,
            assumed=bool(owed.result.trigger and owed.result.trigger.assumed),
            missed=True,
            goes_back_to=owed.result.passed_on(day),
        )
        for one in (owed, *owed.given_way):
            self.clocks.go_on(one, missed)
