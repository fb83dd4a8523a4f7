"""What can change an answer: which questions bear on which, by way of what happens.

A question about a time brings about the happening it is about; a question turns on the
happenings that start its clocks, end or skip what it asks for, or are counted in the facts
its conditions read. From this follows which ambiguities a row can turn on at all, so that
no others need be tried.
"""

from collections.abc import Iterable, Iterator

import networkx as nx

from cinpolicy.case import Scenario
from cinpolicy.procedure import Ambiguity, Procedure
from cinpolicy.provisions import Provision, Question
from cinpolicy.stack import PolicyStack
from cinpolicy.vocabulary import TopicKind


class Influence:
    """Which ambiguities of a stack's upper layer can bear on which questions of a case."""

    def __init__(self, stack: PolicyStack, scenario: Scenario) -> None:
        self.stack = stack
        self.words = stack.vocabulary
        self.graph: nx.DiGraph[object] = nx.DiGraph()
        for question in stack.every_question:
            self._add(question)
        for activity in self.words.activities.values():
            if activity.counts_as:
                self.graph.add_edge(activity.name, activity.counts_as)
        for course in scenario.courses:
            self.graph.add_edges_from((course.activity, event) for event in course.then)
        self._questions = _questions_of(stack.top)

    def _add(self, question: Question) -> None:
        """A question turns on some happenings and, where it is about a time, brings one about."""
        self.graph.add_node(question)
        for happening in self._inputs(question):
            self.graph.add_edge(happening, question)
        if self.words.topics[question.topic].kind is TopicKind.TIMESCALE and not question.of:
            self.graph.add_edge(question, question.subject)

    def _inputs(self, question: Question) -> Iterator[str]:
        if self.stack.triggers(question) is None:  # written in Python: it may look at anything
            yield from self.words.happenings()
        yield question.of
        activity = self.words.activities.get(question.subject)
        yield from activity.stops_on if activity else ()
        yield from (self.words.facts[fact].of for fact in self.stack.reads(question))
        for procedure in self.stack.procedures:
            for provision in procedure.by_question.get(question, ()):
                yield from _happenings_in(provision)
                for reading in provision.readings:
                    yield from _happenings_in(reading.provision)

    def bearing_on(self, questions: Iterable[Question]) -> tuple[Ambiguity, ...]:
        """The ambiguities that can bear on any of the questions, in the order recorded."""
        reached: set[object] = set()
        for question in questions:
            if question in self.graph:
                reached |= {question, *nx.ancestors(self.graph, question)}
        choices = self.stack.top.choices
        return tuple(one for one in choices if not reached.isdisjoint(self._questions[one.id]))


def _questions_of(procedure: Procedure) -> dict[str, set[object]]:
    """The questions each ambiguity is about."""
    by_id = {provision.id: provision.question for provision in procedure.provisions}
    return {one.id: {by_id[id_] for id_ in one.provisions} for one in procedure.choices}


def _happenings_in(provision: Provision) -> Iterator[str]:
    timing = provision.timing
    if timing is not None:
        yield from (*timing.after, timing.before, *timing.or_sooner_on)
        if timing.which:
            yield timing.which.after
    if provision.gives_way_to:
        yield provision.gives_way_to.activity
