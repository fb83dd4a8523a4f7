"""What changed from one procedure to another, provision by provision and in words."""

from collections.abc import Collection, Iterator
from enum import StrEnum

from attrs import evolve, frozen

from cinpolicy import wording
from cinpolicy.declarations import Declared, declared
from cinpolicy.knock_on import Expansions
from cinpolicy.matching import Matched, Pair, ReadingPair, pairs, reading_pairs, ways
from cinpolicy.parts import Bearing, Part, differing, where
from cinpolicy.provisions import Provision, Question, Reading
from cinpolicy.stack import PolicyStack
from cinpolicy.vocabulary import Vocabulary


@frozen(kw_only=True)
class PartChange:
    """One part of a provision: what it was and what it is, each empty where there is none.

    ``readings`` names the readings under which it changed; none where there is one only, or
    where it changed under all of them.
    """

    part: Part
    bearing: Bearing
    was: str
    now: str
    readings: tuple[str, ...] = ()


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
    known = [
        pair for pair in pairs(before.top, after.top) if not topics or _either(pair).topic in topics
    ]
    found = [change for pair in known if (change := _change(pair, words))]
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


def _change(pair: Pair, words: Vocabulary) -> ProvisionChange | None:
    before, after = pair.before, pair.after
    if before is None or after is None:
        kind = ChangeKind.REMOVED if before else ChangeKind.ADDED
        return ProvisionChange(kind=kind, before=before, after=after)
    found = part_changes(before, after, words)
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


# --- the parts of one provision -----------------------------------------------------------


def part_changes(before: Provision, after: Provision, words: Vocabulary) -> tuple[PartChange, ...]:
    """The parts in which a provision changed, under any of its readings."""
    if before is after:
        return ()
    matched = reading_pairs(before, after)
    both = [pair for pair in matched if pair.before and pair.after]
    by_reading = {_name(pair): _in_one_way(pair, words) for pair in both}
    every = dict.fromkeys(change for made in by_reading.values() for change in made)
    found = []
    for change in every:
        names = tuple(name for name, made in by_reading.items() if change in made)
        some = tuple(filter(None, names)) if len(names) < len(matched) else ()
        found.append(evolve(change, readings=some))
    return (*found, *_readings(before, after, matched, words))


def _name(pair: ReadingPair) -> str:
    one = pair.after or pair.before
    assert one
    return one.name


def _in_one_way(pair: ReadingPair, words: Vocabulary) -> tuple[PartChange, ...]:
    assert pair.before
    assert pair.after
    return tuple(differences(pair.before.provision, pair.after.provision, words))


def differences(one: Provision, other: Provision, words: Vocabulary) -> Iterator[PartChange]:
    """The parts in which two provisions differ, read in one way each."""
    for aspect in differing(one, other):
        if aspect.part is Part.ITEMS_ADDED:
            yield from _items(one, other, words)
        else:
            was, now = aspect.words(one, words), aspect.words(other, words)
            yield PartChange(part=aspect.part, bearing=aspect.bearing, was=was, now=now)


def _items(one: Provision, other: Provision, words: Vocabulary) -> Iterator[PartChange]:
    """What a list holds more, and what it no longer holds."""
    gone = [item for item in one.items if item not in other.items]
    new = [item for item in other.items if item not in one.items]
    if gone:
        was = wording.names(gone, words, "and")
        yield PartChange(part=Part.ITEMS_REMOVED, bearing=Bearing.SAYS, was=was, now="")
    if new:
        now = wording.names(new, words, "and")
        yield PartChange(part=Part.ITEMS_ADDED, bearing=Bearing.SAYS, was="", now=now)


def _readings(
    before: Provision, after: Provision, matched: tuple[ReadingPair, ...], words: Vocabulary
) -> Iterator[PartChange]:
    """Readings that are new, gone, called or explained otherwise, and which one is used."""
    for pair in matched:
        one, other = pair.before, pair.after
        if one is None or other is None:
            was, now = _in_words(one, words), _in_words(other, words)
            yield PartChange(part=Part.READING, bearing=Bearing.SAYS, was=was, now=now)
            continue
        for part, was, now in (
            (Part.READING_NAME, one.name, other.name),
            (Part.READING_BECAUSE, one.because, other.because),
        ):
            if was != now:
                yield PartChange(part=part, bearing=Bearing.WORDED, was=was, now=now)
    first = (ways(before)[0], ways(after)[0])
    if not any((pair.before, pair.after) == first for pair in matched):
        was, now = before.default_reading, after.default_reading
        yield PartChange(part=Part.DEFAULT_READING, bearing=Bearing.SAYS, was=was, now=now)


def _in_words(reading: Reading | None, words: Vocabulary) -> str:
    if reading is None:
        return ""
    said = wording.rule(reading.provision, words)
    name = reading.name.replace("_", " ") or "the only one"
    return f"{name}: {said}, {where(reading.provision.when, words)}"
