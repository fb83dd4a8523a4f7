"""What a run of a case asks of a procedure, and when, for whoever listens in."""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple, TypeAlias

from cinpolicy.conditions import Facts
from cinpolicy.provisions import Answer, Question


class Moment(Enum):
    """When in a run a question is asked."""

    HAPPENED = "happened"
    """Something happened that can start its clock."""
    MISSED = "missed"
    """Something was not done, and a recurring clock goes on all the same."""
    MEETING_DATED = "meeting dated"
    """A meeting has a date, from which it may be counted back."""
    POINT_REACHED = "point reached"
    """It became known which meeting is meant, so that it can be counted back from."""
    HELD = "held"
    """A meeting was held, or was owed and not held: who chairs, what is covered."""
    OTHERWISE = "otherwise"
    """At no such moment: for the facts at the horizon, say."""


class Cause(NamedTuple):
    """A moment, and the event or activity it came with."""

    moment: Moment
    event: str = ""


AT_LARGE = Cause(Moment.OTHERWISE)


class Asked(NamedTuple):
    """One question as it was asked in a run, the facts it was asked for, and the answer."""

    question: Question
    facts: Facts
    answer: Answer
    cause: Cause


Listener: TypeAlias = Callable[[Asked], None]


def to_nobody(asked: Asked) -> None:
    """Listen to nothing."""
