"""The marks of a timeline: every section of topics that have dates has one of its own.

Which it is follows from the section's place among those of the words, so that no section need
be known by name, and one has the same mark in every report on the same words.
"""

from attrs import frozen

from cinpolicy.vocabulary import TopicKind, Vocabulary

SHAPES = (
    "M-6-6H6V6H-6Z",  # square
    "M0-6.5A6.5 6.5 0 1 1 0 6.5A6.5 6.5 0 1 1 0-6.5Z",  # circle
    "M0-7.5L7.5 0L0 7.5L-7.5 0Z",  # diamond
    "M0-7L7 6H-7Z",  # triangle
    "M-7-3H7V3H-7Z",  # bar lying
    "M0 7L-7-6H7Z",  # triangle on its point
    "M-3-7H3V-3H7V3H3V7H-3V3H-7V-3H-3Z",  # cross
    "M-3-7H3V7H-3Z",  # bar standing
    "M-7 0L-3.5-6.2H3.5L7 0L3.5 6.2H-3.5Z",  # hexagon
    "M-6-6L6 0L-6 6Z",  # arrow head
    "M0-7.5L2-2.5L7.3-2.3L3.2 1L4.6 6.2L0 3.2L-4.6 6.2L-3.2 1L-7.3-2.3L-2-2.5Z",  # star
)
COLOURS = 6
"""How many colours the style sheet has for marks (``.m0`` and so on)."""


@frozen
class Mark:
    """The mark of a section: its outline about the point 0, 0, and its colour's class."""

    section: str
    outline: str
    colour: str


def marks(words: Vocabulary) -> dict[str, Mark]:
    """The mark of every section in which something can be due, in the order of the words."""
    dated = (t.section for t in words.topics.values() if t.kind is TopicKind.TIMESCALE)
    return {
        section: Mark(section, SHAPES[place % len(SHAPES)], f"m{place % COLOURS}")
        for place, section in enumerate(dict.fromkeys(dated))
    }
