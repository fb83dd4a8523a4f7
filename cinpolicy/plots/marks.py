"""The shape and colour of what is due, by the section of the topic that makes it due."""

from attrs import frozen

from cinpolicy.plots.look import COLOURS
from cinpolicy.provisions import Relation
from cinpolicy.timeline import Obligation, Remark
from cinpolicy.vocabulary import TopicKind, Vocabulary

SHAPES = ("s", "o", "D", "^", "v", "P", "X", "p", "*", "<", ">", "h")
"""As many that no two sections have the same, however many words a procedure adds."""
LOOKED_AT = "|"


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


def is_assumed(owed: Obligation) -> bool:
    """Whether the date goes back to what the text does not state, or to a day a case assumes."""
    return owed.rests_on_assumption or Remark.RESTS_ON_ASSUMED_DATE in owed.remarks
