"""The shape and colour of what is due, by the section of the topic that makes it due."""

from collections.abc import Iterable
from typing import Any

from attrs import frozen
from matplotlib.markers import MarkerStyle

from cinpolicy.plots.look import COLOURS, Page
from cinpolicy.provisions import Relation
from cinpolicy.reporting.assumed import COUNTED, DAGGER, RESTS
from cinpolicy.timeline import Obligation
from cinpolicy.vocabulary import TopicKind, Vocabulary

SHAPES = ("s", "o", "D", "^", "v", "P", "X", "p", "*", "<", ">", "h")
"""As many that no two sections have the same, however many words a procedure adds."""
LOOKED_AT = "|"
ACROSS = 0.1
"""How far apart two marks must stand so as not to touch, in inches."""


@frozen
class Mark:
    """A shape and a colour."""

    shape: str
    colour: str


def sections(words: Vocabulary) -> dict[str, Mark]:
    """A mark for every section in which something falls due, the same in every picture."""
    topics = (t for t in words.topics.values() if t.kind is TopicKind.TIMESCALE)
    names = dict.fromkeys(topic.section for topic in topics)
    return {
        name: Mark(SHAPES[place % len(SHAPES)], COLOURS[place % len(COLOURS)])
        for place, name in enumerate(names)
    }


def section_of(owed: Obligation, words: Vocabulary) -> str:
    """The section of what is owed."""
    return words.topics[owed.question.topic].section


def is_looked_at(owed: Obligation, words: Vocabulary) -> bool:
    """Whether nothing has to be done by the date: an expected end, a day before which not."""
    timing = owed.provision.timing
    earliest = timing is not None and timing.relation is Relation.NOT_BEFORE
    return earliest or not words.topics[owed.question.topic].performed


SIGNS = {"": "due on this day", DAGGER: RESTS, "*": COUNTED, f"{DAGGER}*": "both of these"}
"""What the marks beside a date mean, as the inside of a shape shows it."""


def filling(colour: str, sign: str) -> dict[str, Any]:
    """How a shape is filled: full; hollow (†); its upper half hollow (*); for both see ``dot``."""
    if not sign:
        return {"mfc": colour, "mec": "white", "markeredgewidth": 0.4}
    rim: dict[str, Any] = {"mec": colour, "markeredgewidth": 1.0}
    if sign == "*":
        return {**rim, "mfc": colour, "markerfacecoloralt": "white"}
    return {**rim, "mfc": "white"}


def draw(page: Page, x: float, y: float, mark: Mark, sign: str) -> None:
    """Put the mark of a date on a page; a hollow one with a dot has both signs."""
    half = MarkerStyle(mark.shape, "bottom", joinstyle="round")
    page.mark(x, y, half if sign == "*" else mark.shape, **filling(mark.colour, sign))
    if sign == f"{DAGGER}*":
        page.mark(x, y, "o", color=mark.colour, markersize=1.6)


def draw_stroke(page: Page, x: float, y: float, colour: str) -> None:
    """Put a date on a page on which nothing has to be done."""
    page.mark(x, y, LOOKED_AT, color=colour, markersize=7, markeredgewidth=1.6)


def stacked(places: Iterable[float]) -> list[int]:
    """For each mark of a line the level at which it touches no other, from left to right."""
    ends: list[float] = []
    levels = []
    for x in places:
        level = next((n for n, end in enumerate(ends) if end <= x), len(ends))
        ends[level : level + 1] = [x + ACROSS]
        levels.append(level)
    return levels
