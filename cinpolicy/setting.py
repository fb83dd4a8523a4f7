"""What a run of one case goes by: the stack, the case, the calendar, what is known so far."""

from collections import defaultdict
from datetime import date
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count

from cinpolicy.asking import AT_LARGE, Asked, Cause, Listener, to_nobody
from cinpolicy.calendar import WorkingCalendar
from cinpolicy.case import Course, Scenario
from cinpolicy.clock import DueDate, due_date
from cinpolicy.conditions import Facts, FactValue
from cinpolicy.facts import FactSheet
from cinpolicy.ledger import Ledger
from cinpolicy.provisions import Answer, Occasion, Provision, Question, Timing
from cinpolicy.stack import PolicyStack
from cinpolicy.vocabulary import TopicKind


class Setting:
    """The stack, case and calendar of a run, with its facts and its ledger."""

    def __init__(
        self,
        stack: PolicyStack,
        scenario: Scenario,
        calendar: WorkingCalendar,
        questions: tuple[Question, ...],
        listener: Listener = to_nobody,
    ) -> None:
        self.stack, self.scenario, self.calendar = stack, scenario, calendar
        self._listener = listener
        self.words = stack.vocabulary
        self.sheet = FactSheet(scenario, self.words)
        self.ledger = Ledger()
        self.agenda = Agenda()
        self._courses = {(c.activity, c.of, c.number): c for c in scenario.courses}
        known = (q for q in questions if q.topic in self.words.topics)
        self.questions = tuple(dict.fromkeys((*stack.questions, *known)))
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

    def starting_on(self, event: str) -> tuple[Question, ...]:
        """The timescales whose clock an event can start, or that are counted back from it."""
        return (*self.started_by.get(event, ()), *self.always_asked)

    def ask(
        self, question: Question, day: date, of: str, number: int, cause: Cause = AT_LARGE
    ) -> tuple[Answer, Facts]:
        """The answer to a question about one occurrence, and the facts it was given for."""
        facts = self.facts(day, question.subject, of, number)
        answer = self.stack.in_force(day).ask(question, facts)
        self._listener(Asked(question, facts, answer, cause))
        return answer, facts

    def facts(self, day: date, activity: str, of: str, number: int) -> Facts:
        """The facts about one occurrence of an activity (or of the meeting it is of)."""
        extra: dict[str, FactValue] = {}
        for key in ((of, "", number), (activity, of, number)):
            if course := self._courses.get(key):
                extra |= course.facts
        return self.sheet.at(day, of or activity, number, extra)

    def course(self, activity: str, of: str, number: int) -> Course | None:
        """What the case says became of one occurrence, if it says anything."""
        return self._courses.get((activity, of, number))

    def stands_for(self, course: Course, activity: str, number: int) -> None:
        """What a case says of one occurrence holds for the one it also counts as."""
        plain = Course(activity=activity, number=number, facts=course.facts)
        self._courses.setdefault((activity, "", number), plain)

    def clock(self, timing: Timing, start: date) -> DueDate:
        """When a timing that starts on a day falls due."""
        return due_date(timing, start, self.calendar, self.scenario.counting)

    def stops(self, subject: str) -> tuple[str, ...]:
        """The events after which an activity is no longer owed."""
        activity = self.words.activities.get(subject)
        return activity.stops_on if activity else ()

    def has_stopped(self, subject: str) -> bool:
        """Whether something has happened after which an activity is no longer owed."""
        return any(event in self.sheet.first for event in self.stops(subject))

    def next_number(self, event: str) -> int:
        """The number the next occurrence of an event will have."""
        activity = self.words.activities.get(event)
        if activity is not None and not activity.repeats:
            return 1
        return self.sheet.reached.get(event, 0) + 1

    def performed(self, topic: str) -> bool:
        """Whether a topic is about work to be done, not a date to be looked at."""
        return self.words.topics[topic].performed

    def is_meant(self, which: Occasion | None, day: date) -> bool:
        """Whether an occurrence on a day is the one a timing is about."""
        if which is None:
            return True
        point = self.point(which)
        if point is None:
            return False
        earliest = self.calendar.count(point, which.give_or_take, back=True).date
        return earliest <= day <= self.calendar.count(point, which.give_or_take).date

    def point(self, which: Occasion) -> date | None:
        """The point in time near which an occurrence is meant, once its clock has started."""
        start = self.sheet.first.get(which.after)
        return self.calendar.count(start, which.at).date if start else None


class Order(IntEnum):
    """What comes first on one day."""

    EVENT = 0
    BEFORE = 1
    """What is due before a meeting is done before it, even on the same day."""
    COURSE = 2
    DO = 3
    ASSUME = 4


class Agenda:
    """What is to come, in order of day; on one day in ``Order``, then as it was entered."""

    def __init__(self) -> None:
        self._queue: list[tuple[date, Order, int, object]] = []
        self._tickets = count()
        self._today = date.min

    def put(self, day: date, order: Order, what: object) -> None:
        """Enter something for a day, or for today where that has passed."""
        heappush(self._queue, (max(day, self._today), order, next(self._tickets), what))

    def take(self, until: date) -> tuple[date, object] | None:
        """The next thing up to a day, or None."""
        if not self._queue or self._queue[0][0] > until:
            return None
        self._today, _, _, what = heappop(self._queue)
        return self._today, what


def timing_of(provision: Provision) -> Timing:
    """The timing of a provision that answers a timescale."""
    assert provision.timing is not None
    return provision.timing


def provision_of(answer: Answer) -> Provision:
    """The provision of an answer known to hold one."""
    assert answer.provision is not None
    return answer.provision
