"""A policy stack whose layers have several versions, each in force for a time.

Every clock is judged by the versions in force on the day it starts from: what is counted
from an event by those of the event's day, what is counted back from a meeting by those of
the day on which the meeting is due. Before the first version of a procedure the first one
is used.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from attrs import evolve

from cinpolicy import wording
from cinpolicy.conditions import Facts
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Answer, Question
from cinpolicy.stack import PolicyStack
from cinpolicy.vocabulary import NO_WORDS, Vocabulary


class StackInTime(PolicyStack):
    """Stacks of one authority, the earliest first, each with the day from which it holds.

    Asked about no day in particular it answers as the latest of them.
    """

    def __init__(self, stacks: Sequence[tuple[date, PolicyStack]]) -> None:
        words = NO_WORDS
        for _, stack in reversed(stacks):
            words = words.merged(stack.vocabulary)
        made = [(day, PolicyStack(*one.layers, words=words)) for day, one in stacks]
        self.days = [day for day, _ in made]
        self.stacks = [stack for _, stack in made]
        super().__init__(*self.latest.layers, words=words)
        self.procedures = tuple(p for stack in self.stacks for p in stack.procedures)

    @property
    def latest(self) -> PolicyStack:
        """The stack of the versions that came into force last."""
        return self.stacks[-1]

    def in_force(self, day: date) -> PolicyStack:
        """The stack that holds on a day."""
        return self.stacks[max(0, bisect_right(self.days, day) - 1)]

    @cached_property
    def top(self) -> Procedure:
        """The upper layer's versions as one: what it is called and can be read to say.

        No question is put to it.
        """
        every = list({id(stack.top): stack.top for stack in self.stacks}.values())
        latest = every[-1]
        ambiguities = {one.id: one for top in every for one in top.ambiguities}
        return evolve(
            latest,
            document=evolve(latest.document, version=_versions(every)),
            provisions=tuple(p for top in every for p in top.provisions),
            ambiguities=tuple(ambiguities.values()),
        )

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of all versions; those of later ones count first."""
        return self.common

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions a case brings up under any version."""
        return tuple(dict.fromkeys(q for stack in self.stacks for q in stack.questions))

    @cached_property
    def every_question(self) -> tuple[Question, ...]:
        """Every question worth asking of any version."""
        return tuple(dict.fromkeys(q for stack in self.stacks for q in stack.every_question))

    @cached_property
    def written_in_python(self) -> frozenset[str]:
        """The topics that some layer of some version answers in Python."""
        return frozenset(topic for stack in self.stacks for topic in stack.written_in_python)

    def reads(self, question: Question) -> tuple[str, ...]:
        """The facts an answer can turn on under any version."""
        return tuple(sorted({fact for stack in self.stacks for fact in stack.reads(question)}))

    def triggers(self, question: Question) -> frozenset[str] | None:
        """Every event that can start a clock of the question; None where that is open."""
        found: set[str] = set()
        for stack in self.stacks:
            events = stack.triggers(question)
            if events is None:
                return None
            found |= events
        return frozenset(found)

    def speaks_of(self, question: Question) -> bool:
        """Whether some version could answer."""
        return any(stack.speaks_of(question) for stack in self.stacks)

    def is_read_otherwise(self, question: Question) -> bool:
        """Whether the upper layer's text has more than one reading under some version."""
        return any(stack.is_read_otherwise(question) for stack in self.stacks)

    def ask(self, question: Question, facts: Facts) -> Answer:
        """What the latest versions say."""
        return self.latest.ask(question, facts)

    def other_readings(self, question: Question, facts: Facts) -> tuple[tuple[str, Answer], ...]:
        """What the latest versions would say under each other reading."""
        return self.latest.other_readings(question, facts)

    def read_as(self, chosen: Mapping[str, str]) -> PolicyStack:
        """The stacks with one reading of their upper layers' texts."""
        read = (stack.read_as(chosen) for stack in self.stacks)
        return StackInTime(list(zip(self.days, read, strict=True)))


def _versions(every: Sequence[Procedure]) -> str:
    """The versions in words, each later one with the day it came into force."""
    first, *later = every
    said = [first.document.version]
    for one in later:
        assert one.in_force_from is not None  # only the first need not say
        said.append(f"from {wording.plain_day(one.in_force_from)} {one.document.version}")
    return ", ".join(said)
