"""Classes of case: the facts, and what is said for them before and after a change."""

from enum import StrEnum

from attrs import frozen

from cinpolicy.provisions import Question
from cinpolicy.smallest import Case
from cinpolicy.voices import Said


class Effect(StrEnum):
    """What became of the answer for a class of case."""

    CHANGED = "changed"
    REWORDED = "says the same, in other words"
    SAME = "not touched"
    UNSAID = "not stated, before or after"


USED = "the reading used"
"""What stands for the reading that is used among the names of others."""


@frozen(kw_only=True)
class CaseClass:
    """A class of case: its facts, and what is said for it before and after.

    ``readings`` are those under which it is so, none where it is so as the text is read
    throughout. ``untouched_under`` are the readings under which nothing changes for these
    facts: of a class that needs a reading itself, at most the one used. ``where`` is the facts
    in words, ``from_to`` what was said and what is, and ``sentence`` all of it.
    """

    question: Question
    effect: Effect
    case: Case
    before: Said
    after: Said
    where: str
    from_to: str
    readings: tuple[str, ...] = ()
    untouched_under: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """All of it in one sentence."""
        if not self.readings:
            return f"{self.where}: {self.from_to}"
        names = " and ".join(name.replace("_", " ") for name in self.readings)
        return f"under the reading {names}, {self.where}: {self.from_to}"


@frozen(kw_only=True)
class Touched:
    """One question whose answers can differ, and for which cases.

    ``asked`` is the question in words. ``given_up`` says that a search took too long or found
    too much, so that there may be more; ``in_python`` that a layer answers the topic in
    Python, so that it cannot be told from the provisions for which cases.
    """

    question: Question
    asked: str
    classes: tuple[CaseClass, ...]
    given_up: bool = False
    in_python: bool = False

    def that_are(self, effect: Effect) -> tuple[CaseClass, ...]:
        """The classes with one effect."""
        return tuple(one for one in self.classes if one.effect is effect)
