"""One authority's procedure: its provisions, and what it says to a question."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

from cinpolicy.conditions import Condition, Facts, example_of_both, facts_read, leaves
from cinpolicy.conditions import Test as FactTest
from cinpolicy.provisions import Answer, Provision, Question, Silence, SilenceKind
from cinpolicy.values import Value
from cinpolicy.vocabulary import Vocabulary

if TYPE_CHECKING:
    from cinpolicy.draft import Draft


class ConflictError(Exception):
    """Two provisions answer one question and neither is an exception to the other."""


@frozen(kw_only=True, slots=False, repr=False)
class Document(Value):
    """The text a procedure was read from."""

    title: str
    version: str
    url: str = ""
    note: str = ""


class AmbiguityKind(StrEnum):
    """In what way a text leaves its meaning open."""

    AMBIGUOUS = "ambiguous"
    """It can be understood in more than one way."""
    CONTRADICTION = "contradiction"
    """Two places say different things."""
    GARBLED = "garbled"
    """Words are missing, misplaced or wrong."""
    MISSING_REFERENCE = "missing reference"
    """It refers to a section or document that is not there."""
    OUT_OF_PLACE = "out of place"
    """It belongs to another document."""
    UNEXPLAINED = "unexplained"
    """It uses a term that it does not explain."""


@frozen(kw_only=True, slots=False, repr=False)
class Ambiguity(Value):
    """A place where a text leaves its meaning open.

    ``readings`` are the ways to understand it, by name: the first is the one used.
    ``provisions`` are those whose readings of these names they are; where none is named,
    nothing that is compared turns on it.
    """

    id: str
    kind: AmbiguityKind
    paragraphs: tuple[int, ...]
    says: str
    readings: Mapping[str, str]
    provisions: tuple[str, ...] = ()


@define(kw_only=True, slots=False, repr=False)
class Procedure(Value):
    """What one authority has written.

    ``layer`` is ``national`` or ``authority``. ``vocabulary`` holds the words it declares
    itself. ``silent_on`` gives, for every topic no provision is about, the kind of
    silence. ``terms`` maps common words to local ones. ``ambiguities`` are the places where
    the text leaves its meaning open, those of every provision with readings among them.
    ``in_force_from`` is the first day on which it is in force, where that is known.
    ``drafts`` are the draft changes that were made to it, in order.
    """

    slug: str
    name: str
    layer: str
    document: Document
    vocabulary: Vocabulary
    provisions: tuple[Provision, ...]
    silent_on: Mapping[str, Silence] = field(factory=dict)
    terms: Mapping[str, str] = field(factory=dict)
    ambiguities: tuple[Ambiguity, ...] = ()
    in_force_from: date | None = None
    drafts: "tuple[Draft, ...]" = ()

    @cached_property
    def by_question(self) -> dict[Question, tuple[Provision, ...]]:
        """The provisions that answer each question, in the order written."""
        grouped: dict[Question, list[Provision]] = {}
        for provision in self.provisions:
            grouped.setdefault(provision.question, []).append(provision)
        return {question: tuple(found) for question, found in grouped.items()}

    @cached_property
    def spoken_topics(self) -> frozenset[str]:
        """The topics on which the text says anything, if only that it leaves them open."""
        silent = (t for t, s in self.silent_on.items() if s.kind is not SilenceKind.NOT_STATED)
        return frozenset((*(p.topic for p in self.provisions), *silent))

    @cached_property
    def overridden(self) -> dict[str, frozenset[str]]:
        """For each provision, all it is an exception to, directly or through another."""
        direct = {p.id: set(p.exception_to) for p in self.provisions}

        def reach(start: str) -> frozenset[str]:
            seen: set[str] = set()
            waiting = list(direct[start])
            while waiting:
                if (name := waiting.pop()) not in seen:
                    seen.add(name)
                    waiting += direct.get(name, ())
            return frozenset(seen)

        return {name: reach(name) for name in direct}

    def facts_read(self, question: Question) -> frozenset[str]:
        """The facts on which the answer to a question can turn, under any reading."""
        return self._facts_read.get(question, frozenset())

    @cached_property
    def _facts_read(self) -> dict[Question, frozenset[str]]:
        found: dict[Question, frozenset[str]] = {}
        for question, provisions in self.by_question.items():
            readings = [r.provision for p in provisions for r in p.readings]
            conditions = (p.when for p in (*provisions, *readings))
            found[question] = frozenset(f for when in conditions for f in facts_read(when))
        return found

    def prepare(self) -> "Procedure":
        """The procedure itself, with all that is looked up in it worked out beforehand."""
        _ = (
            self.spoken_topics,
            self.by_question,
            self.overridden,
            self.read_otherwise,
            self._facts_read,
        )
        return self

    def answer(self, question: Question, facts: Facts) -> Answer | None:
        """What the text says for these facts; None where it says nothing at all.

        Raises ``ConflictError`` where two provisions apply and neither is an exception.
        """
        return self._answer_of(self.by_question.get(question, ()), question, facts)

    @cached_property
    def read_otherwise(self) -> frozenset[Question]:
        """The questions on which some provision has more than one reading."""
        return frozenset(p.question for p in self.provisions if p.readings)

    @property
    def choices(self) -> tuple[Ambiguity, ...]:
        """The ambiguities on which what a case brings about can turn."""
        return tuple(one for one in self.ambiguities if one.provisions and len(one.readings) > 1)

    def read_as(self, chosen: Mapping[str, str]) -> "Procedure":
        """The procedure with one reading of everything, as if there were no other.

        ``chosen`` maps ambiguities to the name of a reading; for all others it is the first.
        """
        names = {id_: chosen.get(one.id) for one in self.choices for id_ in one.provisions}
        read = tuple(_read(p, names.get(p.id)) if p.readings else p for p in self.provisions)
        return evolve(self, provisions=read, ambiguities=())

    def other_readings(self, question: Question, facts: Facts) -> list[tuple[str, Answer | None]]:
        """What the text says where one of its provisions is read another way.

        Only readings under which the answer is another one are given, by name. A reading
        has conditions of its own, so that it can bring in an answer where the default
        reading gives none, or take one away.
        """
        provisions = self.by_question.get(question, ())
        default = self._answer_of(provisions, question, facts)
        found = []
        for place, provision in enumerate(provisions):
            for reading in provision.readings[1:]:
                read = (*provisions[:place], reading.provision, *provisions[place + 1 :])
                answer = self._answer_of(read, question, facts)
                if answer != default:
                    found.append((reading.name, answer))
        return found

    def _answer_of(
        self, provisions: tuple[Provision, ...], question: Question, facts: Facts
    ) -> Answer | None:
        applying = [p for p in provisions if p.when.holds(facts)]
        standing = self.without_overridden(applying)
        if len(standing) > 1:
            raise ConflictError(
                f"{self.slug}: {' and '.join(p.id for p in standing)} both answer "
                f"{question.topic} and neither is an exception to the other"
            )
        if standing:
            return Answer(says=standing[0], by=self.slug)
        silence = self.silent_on.get(question.topic)
        if silence is None or silence.kind is SilenceKind.NOT_STATED:
            return None
        return Answer(says=silence, by=self.slug)

    def without_overridden(self, applying: list[Provision]) -> list[Provision]:
        """Those that no other applying provision is an exception to."""
        beaten = {name for p in applying for name in self.overridden[p.id]}
        return [p for p in applying if p.id not in beaten]

    def conflicts(
        self, words: Vocabulary
    ) -> list[tuple[Provision, Provision, Mapping[str, object]]]:
        """Pairs that can apply together with neither an exception, and for which facts.

        Each reading of one is set beside the default reading of the other.
        ``words`` are the common vocabulary and the procedure's own.
        """
        found = []
        for provisions in self.by_question.values():
            for index, first in enumerate(provisions):
                for second in provisions[index + 1 :]:
                    if second.id in self.overridden[first.id]:
                        continue
                    if first.id in self.overridden[second.id]:
                        continue
                    facts = _under_any_reading(first, second, words)
                    if facts is not None:
                        found.append((first, second, facts))
        return found

    def applies_anywhere(self, topic: str) -> tuple[Condition, ...]:
        """The conditions of all provisions on a topic."""
        return tuple(p.when for p in self.provisions if p.topic == topic)


def _read(provision: Provision, name: str | None) -> Provision:
    """What a provision says under a reading, with the exceptions that it is one of."""
    readings = {reading.name: reading.provision for reading in provision.readings}
    return evolve(readings.get(name or "", provision), readings=())


def _under_any_reading(
    first: Provision, second: Provision, words: Vocabulary
) -> Mapping[str, object] | None:
    pairs = [(first, second)]
    pairs += [(first, reading.provision) for reading in second.readings[1:]]
    pairs += [(reading.provision, second) for reading in first.readings[1:]]
    found = (_both(one, other, words) for one, other in pairs)
    return next((facts for facts in found if facts is not None), None)


def _both(first: Provision, second: Provision, words: Vocabulary) -> Mapping[str, object] | None:
    """Facts for which both provisions apply, or None where there are none."""
    tests = [
        leaf
        for condition in (first.when, second.when)
        for leaf in leaves(condition)
        if isinstance(leaf, FactTest)
    ]
    return example_of_both(first.when, second.when, words.telling_values(tests))
