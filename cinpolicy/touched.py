"""Which classes of case a change touches, and which it does not.

A class is the smallest set of facts by which a case must differ from the ordinary one for
something else to be said, with what was said and what is. What is not touched is told in
the same way: the smallest sets of facts for which a question is answered as it was.
"""

from collections.abc import Iterable

from attrs import evolve

from cinpolicy import case_words
from cinpolicy.case_classes import CaseClass, Effect, Touched
from cinpolicy.looking import Looking
from cinpolicy.provisions import Provision, Question
from cinpolicy.stack import PolicyStack

__all__ = ["CaseClass", "Effect", "Touched", "differing", "touched"]


def touched(
    before: PolicyStack,
    after: PolicyStack,
    *,
    topics: frozenset[str] = frozenset(),
    questions: Iterable[Question] | None = None,
) -> tuple[Touched, ...]:
    """The questions whose answers can differ between two stacks, each with its cases.

    ``topics`` keeps the questions on some topics; ``questions`` are those looked at at all,
    where the caller knows which can differ.
    """
    words = after.vocabulary.merged(before.vocabulary)
    asked = differing(before, after) if questions is None else questions
    in_python = before.written_in_python | after.written_in_python
    found = []
    for question in asked:
        if topics and question.topic not in topics:
            continue
        if question.topic in in_python:
            told = case_words.asked(question, words)
            found.append(Touched(question=question, asked=told, classes=(), in_python=True))
        else:
            found.append(Looking(before, after, words, question).touched())
    return tuple(found)


def differing(before: PolicyStack, after: PolicyStack) -> tuple[Question, ...]:
    """The questions on which two stacks do not have the very same provisions and silences."""
    every = [layer for stack in (before, after) for layer in stack.procedures]
    asked = dict.fromkeys(question for layer in every for question in layer.by_question)
    spoken = {question.topic for question in asked}
    topics = after.vocabulary.merged(before.vocabulary).topics
    silent = dict.fromkeys(name for layer in every for name in layer.silent_on)
    asked |= {Question(name, topics[name].does): None for name in silent if name not in spoken}
    return tuple(q for q in asked if _on(before, q) != _on(after, q))


def _on(stack: PolicyStack, question: Question) -> object:
    """All that a stack has on a question."""
    return [
        (
            [_plain(one) for one in layer.by_question.get(question, ())],
            layer.silent_on.get(question.topic),
        )
        for layer in stack.procedures
    ]


def _plain(one: Provision) -> Provision:
    """A provision without the name of its procedure, which may be another."""
    if not one.source:
        return one
    readings = tuple(evolve(r, provision=_plain(r.provision)) for r in one.readings)
    return evolve(one, source="", readings=readings)
