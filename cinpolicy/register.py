"""The source register of a procedure: what became of every paragraph of its text.

Paragraphs are numbered from 1 over the lines that are not blank. Which of them a provision
rests on is said in the procedure; the register adds what became of the others, and a
fingerprint of each.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property

from attrs import define, field, frozen

from cinpolicy.fingerprints import Fingerprint
from cinpolicy.procedure import Ambiguity, Procedure
from cinpolicy.provisions import Citation, Provision, Silence
from cinpolicy.values import Value


class Fate(StrEnum):
    """What became of a paragraph."""

    PROVISION = "provision"
    """A provision, a variation or a silence rests on it."""
    HEADING = "heading"
    NOT_NORMATIVE = "not normative"
    """It asks nothing of anybody."""
    NOT_MODELLED = "not modelled"
    """It asks something that no provision says, for a reason."""
    UNACCOUNTED = "not accounted for"
    """Nobody has said yet what became of it."""


@frozen(kw_only=True, repr=False)
class Resting(Value):
    """One thing a procedure says that rests on a paragraph.

    A ``provision`` as it is read there (``reading`` names the reading, empty where it has
    but one; ``varies`` where only its power of variation rests on the paragraph), or the
    ``silence`` on a ``topic``.
    """

    topic: str
    cite: Citation
    provision: Provision | None = None
    reading: str = ""
    varies: bool = False
    silence: Silence | None = None

    @property
    def id(self) -> str:
        """The id of the provision, or the topic of the silence."""
        return self.provision.id if self.provision else self.topic


@frozen(kw_only=True, repr=False)
class Disposition(Value):
    """What became of one paragraph.

    ``because`` says why it is not normative or not modelled, ``partly`` what of it is not
    modelled where something rests on it. ``ambiguities`` are those recorded for it.
    """

    paragraph: int
    fate: Fate
    because: str = ""
    partly: str = ""
    resting: tuple[Resting, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()


def resting_on(procedure: Procedure) -> dict[int, tuple[Resting, ...]]:
    """All that rests on each paragraph, in the order in which the procedure says it.

    What a provision says under one reading and under all stands once.
    """
    found: dict[int, dict[tuple[object, ...], Resting]] = {}
    for one in _all(procedure):
        for number in one.cite.paragraphs:
            key = (one.id, one.silence, one.varies)
            found.setdefault(number, {}).setdefault(key, one)
    return {number: tuple(ones.values()) for number, ones in sorted(found.items())}


def _all(procedure: Procedure) -> Iterator[Resting]:
    for provision in procedure.provisions:
        readings = {r.name: r.provision for r in provision.readings} or {"": provision}
        for name, read in readings.items():
            topic = provision.topic
            yield Resting(topic=topic, cite=read.cite, provision=read, reading=name)
            if read.variation:
                cite = read.variation.cite
                yield Resting(topic=topic, cite=cite, provision=read, reading=name, varies=True)
    for topic, silence in procedure.silent_on.items():
        if silence.cite:
            yield Resting(topic=topic, cite=silence.cite, silence=silence)


@define(kw_only=True, slots=False)
class Register:
    """What became of every paragraph of a procedure's text.

    ``not_normative``, ``not_modelled`` and ``partly_modelled`` give the reason for each
    paragraph. ``fingerprints`` holds one for every paragraph, in order; it is empty where
    none have been recorded yet. Only a register that is not ``complete`` may leave
    paragraphs unaccounted for: those its writer has yet to come to.
    """

    procedure: Procedure
    complete: bool = True
    headings: frozenset[int] = frozenset()
    not_normative: Mapping[int, str] = field(factory=dict)
    not_modelled: Mapping[int, str] = field(factory=dict)
    partly_modelled: Mapping[int, str] = field(factory=dict)
    fingerprints: tuple[Fingerprint, ...] = ()

    @cached_property
    def resting(self) -> dict[int, tuple[Resting, ...]]:
        """All that rests on each paragraph."""
        return resting_on(self.procedure)

    @cached_property
    def last(self) -> int:
        """The number of the last paragraph that is known of."""
        listed = (self.headings, self.not_normative, self.not_modelled, self.resting)
        return len(self.fingerprints) or max((n for part in listed for n in part), default=0)

    @property
    def dispositions(self) -> tuple[Disposition, ...]:
        """What became of each paragraph, in order."""
        return tuple(map(self.disposition, range(1, self.last + 1)))

    def disposition(self, paragraph: int) -> Disposition:
        """What became of one paragraph."""
        open_places = self.procedure.ambiguities
        return Disposition(
            paragraph=paragraph,
            fate=self._fate(paragraph),
            because=self.not_normative.get(paragraph) or self.not_modelled.get(paragraph, ""),
            partly=self.partly_modelled.get(paragraph, ""),
            resting=self.resting.get(paragraph, ()),
            ambiguities=tuple(a for a in open_places if paragraph in a.paragraphs and a.says),
        )

    def _fate(self, paragraph: int) -> Fate:
        listed = {
            Fate.PROVISION: self.resting,
            Fate.HEADING: self.headings,
            Fate.NOT_NORMATIVE: self.not_normative,
            Fate.NOT_MODELLED: self.not_modelled,
        }
        return next((fate for fate, part in listed.items() if paragraph in part), Fate.UNACCOUNTED)

    @cached_property
    def unaccounted(self) -> tuple[int, ...]:
        """The paragraphs of which nobody has said yet what became of them."""
        numbers = range(1, self.last + 1)
        return tuple(n for n in numbers if self._fate(n) is Fate.UNACCOUNTED)

    @property
    def counts(self) -> dict[Fate, int]:
        """How many paragraphs became what."""
        counted = Counter(self._fate(number) for number in range(1, self.last + 1))
        return {fate: counted[fate] for fate in Fate}
