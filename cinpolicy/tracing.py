"""A register beside a copy of the text: where each paragraph stands there, if anywhere."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property

from attrs import define, frozen

from cinpolicy.alignment import align
from cinpolicy.fingerprints import Fingerprint
from cinpolicy.register import Disposition, Fate, Register
from cinpolicy.values import Value


class Trace(StrEnum):
    """What became of a paragraph's place and words."""

    IN_PLACE = "in place"
    MOVED = "moved"
    """The same words under another number."""
    CHANGED = "changed"
    VANISHED = "vanished"


@frozen(kw_only=True, repr=False)
class Traced(Value):
    """One paragraph of the register, and where it stands in the copy.

    ``now`` is its number there, None where it has vanished. ``likeness`` is how alike the
    words are, from 0 to 1; 1 only where they are the same.
    """

    disposition: Disposition
    now: int | None
    likeness: float

    @property
    def paragraph(self) -> int:
        """Its number in the register."""
        return self.disposition.paragraph

    @property
    def trace(self) -> Trace:
        """What became of it."""
        if self.now is None:
            return Trace.VANISHED
        if self.likeness < 1:
            return Trace.CHANGED
        return Trace.IN_PLACE if self.now == self.paragraph else Trace.MOVED


@define(kw_only=True, slots=False)
class Tracing:
    """Every paragraph of a register, traced in a copy of its text.

    ``text`` holds the paragraphs of the copy. ``new`` are those of them (from 1) that the
    register does not know. Where the register has no fingerprints, a paragraph is taken to
    stand where its number says, and nothing is known of its words.
    """

    register: Register
    text: tuple[str, ...]
    traced: tuple[Traced, ...]
    new: tuple[int, ...]

    @property
    def checked(self) -> bool:
        """Whether the words could be compared at all."""
        return bool(self.register.fingerprints)

    @cached_property
    def by_number(self) -> Mapping[int, Traced]:
        """Each paragraph of the register by its number there."""
        return {one.paragraph: one for one in self.traced}

    @cached_property
    def by_place(self) -> Mapping[int, Traced]:
        """Each paragraph of the copy that the register knows, by its number in the copy."""
        return {one.now: one for one in self.traced if one.now is not None}

    def that_are(self, *traces: Trace) -> tuple[Traced, ...]:
        """The paragraphs of which one of these became."""
        return tuple(one for one in self.traced if one.trace in traces)

    @property
    def unsettled(self) -> tuple[Traced, ...]:
        """The paragraphs whose words are no longer those that were encoded."""
        return self.that_are(Trace.CHANGED, Trace.VANISHED)

    @property
    def settled(self) -> bool:
        """Whether every paragraph of each is found in the other, word for word."""
        return not self.unsettled and not self.new

    @property
    def unaccounted(self) -> tuple[int, ...]:
        """The paragraphs of the register, still in the text, that are yet to be accounted for."""
        there = {one.paragraph for one in self.by_place.values()}
        return tuple(number for number in self.register.unaccounted if number in there)

    def words_at(self, paragraph: int) -> str:
        """The words of a paragraph of the register; empty where it has vanished."""
        one = self.by_number.get(paragraph)
        return self.text[one.now - 1] if one and one.now else ""

    @property
    def cited(self) -> tuple[Traced, ...]:
        """The paragraphs on which something rests."""
        return tuple(one for one in self.traced if one.disposition.fate is Fate.PROVISION)

    @property
    def share(self) -> tuple[int, int]:
        """How many paragraphs something rests on, of how many that ask for something.

        The latter are those, the ones not modelled, and those not accounted for, which may.
        """
        counts = self.register.counts
        cited, left = counts[Fate.PROVISION], counts[Fate.NOT_MODELLED]
        return cited, cited + left + len(self.unaccounted) + len(self.new)


def trace(register: Register, text: tuple[str, ...]) -> Tracing:
    """Find every paragraph of a register in a copy of its text."""
    found, new = _found(register, text)
    numbers = range(1, max(register.last, 0 if register.fingerprints else len(text)) + 1)
    traced = tuple(
        Traced(disposition=register.disposition(number), now=now, likeness=likeness)
        for number in numbers
        for now, likeness in (found.get(number, (None, 0.0)),)
    )
    return Tracing(register=register, text=text, traced=traced, new=new)


def _found(
    register: Register, text: tuple[str, ...]
) -> tuple[dict[int, tuple[int, float]], tuple[int, ...]]:
    """Where each paragraph stands and how alike it is; and the places of new ones."""
    if not register.fingerprints:
        return {number: (number, 1.0) for number in range(1, len(text) + 1)}, ()
    old, new = register.fingerprints, tuple(map(Fingerprint.of, text))
    aligned = align(old, new)
    pairs = {**aligned.same, **aligned.changed}
    found = {i + 1: (j + 1, old[i].likeness(new[j])) for i, j in pairs.items()}
    return found, tuple(j + 1 for j in aligned.new)
