"""Which paragraph of a new text is which paragraph of an old one, by fingerprints alone."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from attrs import frozen

from cinpolicy.fingerprints import Fingerprint
from cinpolicy.values import Value

ALIKE = 0.7
"""How alike two paragraphs must be to be one that has changed, wherever they stand."""
ALIKE_IN_PLACE = 0.4
"""The same for two that stand between the same neighbours."""

Pairs = dict[int, int]


@frozen(repr=False)
class Alignment(Value):
    """Where the paragraphs of an old text stand in a new one, counted from 0.

    ``same`` holds those with the same words, ``changed`` those that are most like one
    another among the rest. An old one in neither has vanished; ``new`` are those that no
    old one became.
    """

    same: Pairs
    changed: Pairs
    new: tuple[int, ...]


def align(old: Sequence[Fingerprint], new: Sequence[Fingerprint]) -> Alignment:
    """Align two texts.

    Paragraphs with the same words are paired in sequence as far as can be, then those
    that were moved; so two that are alike word for word are told apart by what stands
    around them. The rest are paired by likeness, the most alike first.
    """
    same = _same(old, new)
    taken = set(same.values())
    left = [i for i in range(len(old)) if i not in same]
    right = [j for j in range(len(new)) if j not in taken]
    changed = _changed(old, new, left, right, same)
    became = set(changed.values())
    return Alignment(same, changed, tuple(j for j in right if j not in became))


def _same(old: Sequence[Fingerprint], new: Sequence[Fingerprint]) -> Pairs:
    """Blocks in sequence first, then blocks among what is left, until none is left."""
    pairs: Pairs = {}
    left, right = list(range(len(old))), list(range(len(new)))
    while found := list(_in_sequence(old, new, left, right)):
        pairs.update(found)
        taken = set(pairs.values())
        left = [i for i in left if i not in pairs]
        right = [j for j in right if j not in taken]
    return dict(sorted(pairs.items()))


def _in_sequence(
    old: Sequence[Fingerprint], new: Sequence[Fingerprint], left: list[int], right: list[int]
) -> Iterator[tuple[int, int]]:
    ours, theirs = [old[i].digest for i in left], [new[j].digest for j in right]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for i, j, size in matcher.get_matching_blocks():
        yield from zip(left[i : i + size], right[j : j + size], strict=True)


def _changed(
    old: Sequence[Fingerprint],
    new: Sequence[Fingerprint],
    left: list[int],
    right: list[int],
    same: Pairs,
) -> Pairs:
    """The most alike first; those between the same neighbours before all others."""
    candidates = []
    for i in left:
        gap = _gap(i, same, len(new))
        for j in right:
            likeness, in_place = old[i].likeness(new[j]), j in gap
            if likeness >= (ALIKE_IN_PLACE if in_place else ALIKE):
                candidates.append((not in_place, -likeness, abs(i - j), i, j))
    pairs: Pairs = {}
    taken: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return dict(sorted(pairs.items()))


def _gap(i: int, same: Pairs, size: int) -> range:
    """The places in the new text between what the nearest neighbours of ``i`` became."""
    before = next((same[k] for k in range(i - 1, -1, -1) if k in same), -1)
    last = max(same, default=-1)
    after = next((same[k] for k in range(i + 1, last + 1) if k in same), size)
    return range(before + 1, after)
