"""What changed from one procedure to another, provision by provision and in words."""

from collections.abc import Collection
from enum import StrEnum

from attrs import evolve, frozen

from cinpolicy.declarations import Declared, declared
from cinpolicy.knock_on import Expansions
from cinpolicy.matching import Matched, Pair, pairs, same_text
from cinpolicy.part_changes import PartChange, part_changes
from cinpolicy.parts import Bearing, Part
from cinpolicy.provisions import Provision, Question
from cinpolicy.stack import PolicyStack
from cinpolicy.vocabulary import Vocabulary


class ChangeKind(StrEnum):
    """What became of a provision."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@frozen(kw_only=True)
class ProvisionChange:
    """One provision that is new, gone or no longer the same.

    ``matched`` is by what it was taken to be one provision. ``consequence`` marks one whose
    condition rests on another topic's, and changed because that did.
    """

    kind: ChangeKind
    before: Provision | None
    after: Provision | None
    parts: tuple[PartChange, ...] = ()
    matched: Matched | None = None
    consequence: bool = False

    @property
    def provision(self) -> Provision:
        """The provision as it is, or as it was where it is gone."""
        found = self.after or self.before
        assert found
        return found

    @property
    def question(self) -> Question:
        """The question it answers."""
        return self.provision.question

    @property
    def only_words(self) -> bool:
        """Whether nothing changed in it but its words and the places it cites."""
        worded = all(part.bearing is Bearing.WORDED for part in self.parts)
        return self.kind is ChangeKind.CHANGED and worded


@frozen(kw_only=True)
class Changes:
    """All that changed: provisions, and what a procedure declares beside them.

    ``unchanged`` counts the provisions that stayed as they were, ``matched`` those found on
    both sides, by what they were.
    """

    provisions: tuple[ProvisionChange, ...]
    declared: tuple[Declared, ...]
    unchanged: int
    matched: dict[Matched, int]

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.provisions or self.declared)

    @property
    def made(self) -> tuple[ProvisionChange, ...]:
        """The changes that somebody made, those that only follow from others left out."""
        return tuple(one for one in self.provisions if not one.consequence)

    @property
    def consequences(self) -> tuple[ProvisionChange, ...]:
        """The provisions that changed only because others did."""
        return tuple(one for one in self.provisions if one.consequence)

    def of_kind(self, kind: ChangeKind) -> tuple[ProvisionChange, ...]:
        """The changes of one kind."""
        return tuple(one for one in self.provisions if one.kind is kind)


def changes(
    before: PolicyStack,
    after: PolicyStack,
    *,
    edited: Collection[str] | None = None,
    topics: frozenset[str] = frozenset(),
) -> Changes:
    """What changed from the upper layer of one stack to that of another.

    ``edited`` are the ids of the provisions that were changed by hand, where that is known:
    one that is not among them and changed only in its condition is a consequence. Where it
    is not known, a condition that changed only in what it takes over from other topics makes
    one. ``topics`` keeps the changes on some topics.
    """
    words = after.vocabulary.merged(before.vocabulary)
    expansions = Expansions(before.top, after.top)
    left_out = frozenset() if same_text(before.top, after.top) else _PLACES
    known = [
        pair for pair in pairs(before.top, after.top) if not topics or _either(pair).topic in topics
    ]
    found = [change for pair in known if (change := _change(pair, words, left_out))]
    told = [evolve(one, consequence=_follows(one, edited, expansions)) for one in found]
    return Changes(
        provisions=tuple(told),
        declared=tuple(declared(before.top, after.top, words, topics)),
        unchanged=len(known) - len(found),
        matched={by: n for by in Matched if (n := sum(pair.by is by for pair in known))},
    )


def _either(pair: Pair) -> Provision:
    found = pair.after or pair.before
    assert found
    return found


_PLACES = frozenset({Part.CITATION, Part.POWER_CITE})
"""Parts that can be compared only within one text, since they count its paragraphs."""


def _change(pair: Pair, words: Vocabulary, left_out: frozenset[Part]) -> ProvisionChange | None:
    before, after = pair.before, pair.after
    if before is None or after is None:
        kind = ChangeKind.REMOVED if before else ChangeKind.ADDED
        return ProvisionChange(kind=kind, before=before, after=after)
    every = part_changes(before, after, words)
    found = tuple(one for one in every if one.part not in left_out)
    if not found:
        return None
    return ProvisionChange(
        kind=ChangeKind.CHANGED, before=before, after=after, parts=found, matched=pair.by
    )


def _follows(one: ProvisionChange, edited: Collection[str] | None, expansions: Expansions) -> bool:
    """Whether a provision changed only because others did."""
    if one.before is None or one.after is None:
        return False
    if {part.part for part in one.parts} - {Part.CONDITION, Part.POWER_WHEN}:
        return False
    if edited is not None:
        return {one.before.id, one.after.id}.isdisjoint(edited)
    return expansions.explain(one.before, one.after)
