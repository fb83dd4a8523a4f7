"""The path of a case through one procedure: what leads to what, and who may move it on.

From the provisions alone, with no case. Of readings the default ones count, and what a layer
below the procedure says is not in it.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from cinpolicy import wording
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Provision
from cinpolicy.values import Value
from cinpolicy.vocabulary import TopicKind, Vocabulary

if TYPE_CHECKING:
    import networkx as nx

LEFT_OUT = (
    "Left out: records of meetings and notices before them, decisions that end nothing and move "
    "nothing on, events after which something is no longer owed, other readings of the text, and "
    "what national guidance says where the text is silent."
)


class NodeKind(StrEnum):
    """What a place on the path is."""

    EVENT = "event"
    """It happens; the procedure does not bring it about."""
    ACTIVITY = "activity"
    """It has to be done."""
    DECISION = "decision"
    """Somebody decides it, or a meeting can have it as its outcome."""


@frozen(kw_only=True, slots=False, repr=False)
class Step(Value):
    """A provision by which a case gets from one place to another.

    ``words`` is its rule, ``by`` who owes it, ``condition`` the cases for which it is (both
    empty where there is nothing to say). ``inferred`` marks what no text states, ``excepted`` a
    rule to which the procedure has exceptions, which are steps of their own.
    """

    provision: Provision
    words: str
    by: str = ""
    condition: str = ""
    inferred: bool = False
    excepted: bool = False

    @property
    def backwards(self) -> bool:
        """Whether it says what comes before a place, and not what follows from one."""
        return bool(self.provision.timing and self.provision.timing.before)


def pathway(procedure: Procedure, words: Vocabulary) -> "nx.DiGraph[str]":
    """The places of a case as nodes, with an edge from each to what follows from it.

    A node is the name of an event, an activity or an item (a decision, an outcome), with the
    attributes ``label``, ``kind`` (a ``NodeKind``) and ``steps``, all that are about it. An edge
    has the ``steps`` along it, none where it is a decision that brings an event about. What
    starts its own clock again has no edge to itself; a decision for which the text names no
    meeting has no edge that leads there.
    """
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    for provision in procedure.provisions:
        if provision.silence is None:
            for sources, target, step in _steps(provision, procedure, words):
                _lead(graph, sources, target, step, words)
            event = words.topics[provision.topic].brings
            if event:
                _place(graph, event, words)
                graph.add_edge(provision.subject, event, steps=())
    return graph


def _lead(
    graph: "nx.DiGraph[str]",
    sources: tuple[str, ...],
    target: str,
    step: Step,
    words: Vocabulary,
) -> None:
    for name in (target, *sources):
        _place(graph, name, words)
    told = step.provision.subject if step.backwards else target
    graph.nodes[told]["steps"] = (*graph.nodes[told]["steps"], step)
    for source in sources:
        if source != target:
            known = graph.edges[source, target]["steps"] if graph.has_edge(source, target) else ()
            graph.add_edge(source, target, steps=(*known, step))


def _place(graph: "nx.DiGraph[str]", name: str, words: Vocabulary) -> None:
    if name in graph:
        return
    kind = NodeKind.DECISION
    if name in words.happenings():
        kind = NodeKind.ACTIVITY if name in words.activities else NodeKind.EVENT
    graph.add_node(name, label=words.label(name), kind=kind, steps=())


def _steps(
    provision: Provision, procedure: Procedure, words: Vocabulary
) -> Iterator[tuple[tuple[str, ...], str, Step]]:
    """From which places a provision leads to which, and how."""
    topic = words.topics[provision.topic]
    timing, decision = provision.timing, provision.decision
    rule = wording.rule(provision, words)
    step = Step(
        provision=provision,
        words=rule if topic.performed else f"{wording.lower_first(topic.label)}: {rule}",
        by=wording.role_names(provision.by, words),
        condition=wording.condition(provision.when, words),
        inferred=not topic.compared,
        excepted=any(provision.id in one.exception_to for one in procedure.provisions),
    )
    if timing is not None and not provision.of:
        if timing.before:
            yield (provision.subject,), timing.before, step
        else:
            yield timing.after, provision.subject, step
    elif topic.kind is TopicKind.DECISION and _moves_on(provision, procedure, words):
        yield ((decision.forum,) if decision and decision.forum else ()), provision.subject, step
    elif _has_outcomes(provision, words):
        said = f"outcome of {wording.happening(provision.of, words)}"
        for item in provision.items:
            yield (provision.of,), item, evolve(step, words=said)


def _moves_on(provision: Provision, procedure: Procedure, words: Vocabulary) -> bool:
    """Whether a decision ends the case, is taken in a meeting, or is an outcome of one."""
    forum = provision.decision.forum if provision.decision else ""
    outcomes = (p.items for p in procedure.provisions if _has_outcomes(p, words))
    ends = bool(words.topics[provision.topic].brings)
    return ends or bool(forum) or any(provision.subject in items for items in outcomes)


def _has_outcomes(provision: Provision, words: Vocabulary) -> bool:
    """Whether it lists what a meeting can lead to: of lists, that alone is always of a meeting."""
    topic = words.topics[provision.topic]
    return topic.kind is TopicKind.CHECKLIST and topic.of_a_meeting
