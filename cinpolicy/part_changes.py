"""The parts in which one provision changed, each from what to what in words."""

from collections.abc import Iterator

from attrs import evolve, frozen

from cinpolicy import wording
from cinpolicy.contents import differing
from cinpolicy.matching import ReadingPair, reading_pairs, ways
from cinpolicy.parts import Bearing, Part, where
from cinpolicy.provisions import Provision, Reading
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
