"""One authority run through the scenarios: what it was asked, and what was reached."""

from collections.abc import Iterator, Mapping

from attrs import define, field, frozen

from cinpolicy.asking import Asked, Cause, Moment
from cinpolicy.calendar import WorkingCalendar
from cinpolicy.case import Scenario
from cinpolicy.comparison import RUN_FAILURES
from cinpolicy.conditions import FactValue
from cinpolicy.coverage.results import Ref
from cinpolicy.provisions import Answer, Provision, Question
from cinpolicy.simulator import simulate
from cinpolicy.stack import PolicyStack
from cinpolicy.timeline import Timeline
from cinpolicy.vocabulary import TopicKind


@frozen
class Ask:
    """A question as it was asked: the facts it can turn on, the answer, and where first."""

    cause: Cause
    facts: Mapping[str, FactValue]
    answer: Answer
    scenario: str


_Asks = dict[tuple[Cause, tuple[FactValue, ...]], Ask]


def comes_into_play(provision: Provision, kind: TopicKind, cause: Cause) -> bool:
    """Whether a provision that answers on this occasion is put to use.

    A timescale is where something happens that starts its clock, or where the meeting it is
    counted back from has a date. What is said of a meeting is where that was held or owed.
    Anything else is whenever it is asked.
    """
    timing = provision.timing
    if timing is None:
        of_a_meeting = provision.of and kind is not TopicKind.TIMESCALE
        return cause.moment is Moment.HELD or not of_a_meeting
    if timing.before:
        placed = cause.moment is Moment.POINT_REACHED and timing.which is not None
        dated = placed or cause.moment is Moment.MEETING_DATED
        return dated and cause.event == timing.before
    if cause.moment is Moment.MISSED:
        return timing.recurring
    return cause.moment is Moment.HAPPENED and cause.event in timing.after


@define
class Watched:
    """A stack, and all that its runs showed.

    ``reached`` has for each scenario, in order, the provisions it reached, None where it could
    not be run. ``happened`` is what happened in any of them, ``otherwise`` the readings under
    which provisions answer that do not by default.
    """

    stack: PolicyStack
    reached: list[frozenset[Ref] | None] = field(factory=list)
    happened: set[str] = field(factory=set)
    otherwise: dict[Ref, dict[str, None]] = field(factory=dict)
    failures: list[tuple[str, str]] = field(factory=list)
    _asks: dict[Question, _Asks] = field(factory=dict)

    def run(self, scenario: Scenario, calendar: WorkingCalendar) -> None:
        """Run a scenario; what failed on the way counts for nothing but its failure."""
        heard: dict[Question, _Asks] = {}

        def listen(asked: Asked) -> None:
            if self.stack.speaks_of(asked.question):
                ask = self._ask(asked, scenario.name)
                key = (ask.cause, tuple(ask.facts.values()))
                heard.setdefault(asked.question, {}).setdefault(key, ask)

        try:
            timeline = simulate(self.stack, scenario, calendar, listener=listen)
        except RUN_FAILURES as error:
            self.failures.append((scenario.name, str(error)))
            self.reached.append(None)
            return
        for question, asks in heard.items():
            self._asks[question] = {**asks, **self._asks.get(question, {})}
        self.reached.append(frozenset(self._reached(timeline, heard)))
        self.happened |= {one.event for one in timeline.occurrences}
        for ref, reading in _read_otherwise(timeline):
            self.otherwise.setdefault(ref, {})[reading] = None

    def asks(self, question: Question) -> tuple[Ask, ...]:
        """Every way in which a question was asked, in the order of the scenarios."""
        return tuple(self._asks.get(question, {}).values())

    def _ask(self, asked: Asked, scenario: str) -> Ask:
        """What was asked, with no more facts than can matter: many cases then come to one."""
        facts = {name: asked.facts[name] for name in self.stack.reads(asked.question)}
        return Ask(asked.cause, facts, asked.answer, scenario)

    def _reached(self, timeline: Timeline, heard: Mapping[Question, _Asks]) -> Iterator[Ref]:
        for owed in timeline.obligations:
            yield Ref(owed.answered_by, owed.provision.id)
        for question, asks in heard.items():
            kind = self.stack.vocabulary.topics[question.topic].kind
            for ask in asks.values():
                says = ask.answer.says
                if not isinstance(says, Provision) or says.timing is not None:
                    continue
                if comes_into_play(says, kind, ask.cause):
                    yield Ref(ask.answer.by, says.id)


def _read_otherwise(timeline: Timeline) -> Iterator[tuple[Ref, str]]:
    """Provisions that come into play under another reading, with its name."""
    others = [a for owed in timeline.obligations for a in owed.alternatives if a.due]
    others += [a for assigned in timeline.assignments for a in assigned.alternatives]
    for question, found in timeline.other_readings.items():
        others += [a for a in found if a.due or not question.of]
    for one in others:
        says = one.answer.says
        if isinstance(says, Provision) and (says.timing is None or one.due):
            yield Ref(one.answer.by, says.id), one.reading
