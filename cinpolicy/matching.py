"""Which provision of one procedure is which of another, and which reading which."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TypeVar

from attrs import frozen

from cinpolicy.contents import content, power
from cinpolicy.parts import normal
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Provision, Question, Reading

T = TypeVar("T")


class Matched(StrEnum):
    """By what two provisions were taken for the same one."""

    ID = "the same id and question"
    PARAGRAPHS = "the same question and paragraphs in common"
    QUESTION = "the only one left on the question on either side"


@frozen
class Pair:
    """A provision before and after; one of them None where it is on one side alone."""

    before: Provision | None
    after: Provision | None
    by: Matched | None = None


def pairs(before: Procedure, after: Procedure) -> tuple[Pair, ...]:
    """Every provision of either procedure once, in the order of the first, then of the second.

    Where one is a draft of the other (or both are of one text) an id is what it is by.
    """
    found = dict(_by_id(before, after))
    taken = {id(one) for one, _ in found.values()}
    left = [one for one in before.provisions if one.id not in found]
    new = [one for one in after.provisions if id(one) not in taken]
    if not of_drafts(before, after):
        if same_text(before, after):
            _note(found, left, new, _by_paragraphs, Matched.PARAGRAPHS)
        _note(found, left, new, _alone, Matched.QUESTION)
    of_before = (_pair(one, *found.get(one.id, (None, None))) for one in before.provisions)
    return (*of_before, *(Pair(None, one) for one in new))


Found = dict[str, tuple[Provision, Matched]]
Finder = Callable[[list[Provision], list[Provision]], Iterator[tuple[Provision, Provision]]]


def _pair(before: Provision, after: Provision | None, by: Matched | None) -> Pair:
    return Pair(before, after, by)


def _by_id(before: Procedure, after: Procedure) -> Iterator[tuple[str, tuple[Provision, Matched]]]:
    known = {one.id: one for one in after.provisions}
    for one in before.provisions:
        other = known.get(one.id)
        if other is not None and other.question == one.question:
            yield one.id, (other, Matched.ID)


def _note(
    found: Found, left: list[Provision], new: list[Provision], finder: Finder, by: Matched
) -> None:
    """Take note of the pairs on each question that a finder makes of what is left."""
    for question in dict.fromkeys(one.question for one in left):
        ours, theirs = _on(question, left), _on(question, new)
        for one, other in list(finder(ours, theirs)):
            found[one.id] = (other, by)
            left.remove(one)
            new.remove(other)


def _on(question: Question, provisions: Iterable[Provision]) -> list[Provision]:
    return [one for one in provisions if one.question == question]


def _by_paragraphs(
    ours: list[Provision], theirs: list[Provision]
) -> Iterator[tuple[Provision, Provision]]:
    """Those that have most of their paragraphs in common first, alike ones before others."""
    shared = [
        (-_overlap(one, other), content(one) != content(other), i, j)
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
        if _overlap(one, other)
    ]
    done: set[tuple[str, int]] = set()
    for *_, i, j in sorted(shared):
        if done.isdisjoint({("ours", i), ("theirs", j)}):
            done |= {("ours", i), ("theirs", j)}
            yield ours[i], theirs[j]


def _overlap(one: Provision, other: Provision) -> float:
    """The share of the paragraphs of both that both rest on."""
    ours, theirs = set(one.paragraphs), set(other.paragraphs)
    return len(ours & theirs) / len(ours | theirs)


def _alone(ours: list[Provision], theirs: list[Provision]) -> Iterator[tuple[Provision, Provision]]:
    if len(ours) == len(theirs) == 1:
        yield ours[0], theirs[0]


def of_drafts(before: Procedure, after: Procedure) -> bool:
    """Whether one is a draft of the other, or both are of the same text: they share its ids."""
    sources = {one.source for text in (before, after) for one in text.provisions}
    return before.drafts != after.drafts and len(sources) == 1


def same_text(before: Procedure, after: Procedure) -> bool:
    """Whether paragraphs of the same number can be the same: both read one document."""
    one, other = before.document, after.document
    return one.title.casefold() == other.title.casefold() or bool(one.url and one.url == other.url)


# --- readings -----------------------------------------------------------------------------


@frozen
class ReadingPair:
    """A way to read a provision before and after, by name; None where there is no such way."""

    before: Reading | None
    after: Reading | None


def ways(one: Provision) -> tuple[Reading, ...]:
    """The ways to read a provision; a single one without a name where there is but one."""
    return one.readings or (Reading(name="", because="", provision=one),)


def reading_pairs(before: Provision, after: Provision) -> tuple[ReadingPair, ...]:
    """The readings of both: by name, then by what they say, then the default of each."""
    ours, theirs = list(ways(before)), list(ways(after))
    first = (ours[0], theirs[0])
    found = [
        *_taken(ours, theirs, lambda a, b: a.name == b.name),
        *_taken(ours, theirs, lambda a, b: _said(a) == _said(b)),
        *_taken(ours, theirs, lambda a, b: (a, b) == first),
    ]
    gone = (ReadingPair(one, None) for one in ours)
    return (*found, *gone, *(ReadingPair(None, one) for one in theirs))


def _said(one: Reading) -> object:
    way = one.provision
    return content(way), power(way), normal(way.when)


def _taken(
    ours: list[T], theirs: list[T], alike: Callable[[T, T], bool]
) -> Sequence["ReadingPair"]:
    """The pairs that are alike, which are then no longer among those left."""
    found = []
    for one in tuple(ours):
        other = next((other for other in theirs if alike(one, other)), None)
        if other is not None:
            ours.remove(one)
            theirs.remove(other)
            found.append(ReadingPair(one, other))  # type: ignore[arg-type]
    return found
