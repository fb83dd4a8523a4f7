"""Which classes of case a change touches, and which it does not.

A class is the smallest set of facts by which a case must differ from the ordinary one for
something else to be said, with what was said and what is. What is not touched is told in
the same way: the smallest sets of facts for which a question is answered as it was.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import islice, product

from attrs import define, evolve, field, frozen

from cinpolicy import case_words
from cinpolicy.conditions import All, Condition
from cinpolicy.matching import ReadingPair, pairs, reading_pairs
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Provision, Question, Reading
from cinpolicy.said_words import from_to
from cinpolicy.smallest import MOST_TESTS, Case, Domain, GivenUpError, Search, values
from cinpolicy.stack import PolicyStack
from cinpolicy.vocabulary import Vocabulary
from cinpolicy.voices import Asked, Said, Voice

MOST_IN_ALL = 2_000_000
"""How many tests all searches on one question may make; then every further one is given up."""
MOST_CASES = 8
"""How many of the smallest sets of facts are told of one change of what is said."""


class Effect(StrEnum):
    """What became of the answer for a class of case."""

    CHANGED = "changed"
    REWORDED = "says the same, in other words"
    SAME = "not touched"


@frozen(kw_only=True)
class CaseClass:
    """A class of case: its facts, and what is said for it before and after.

    ``reading`` names the reading of the text under which it is so, empty for the one used.
    ``also_under`` are further readings under which the same changes for the same facts.
    ``sentence`` says it all in words.
    """

    question: Question
    effect: Effect
    case: Case
    before: Said
    after: Said
    where: str
    sentence: str
    reading: str = ""
    also_under: tuple[str, ...] = ()


@frozen(kw_only=True)
class Touched:
    """One question whose answers can differ, and for which cases.

    ``asked`` is the question in words. ``given_up`` says that a search took too long or found
    too much, so that there may be more; ``in_python`` that a layer answers the topic in
    Python, so that it cannot be told from the provisions for which cases.
    """

    question: Question
    asked: str
    classes: tuple[CaseClass, ...]
    given_up: bool = False
    in_python: bool = False

    def that_are(self, effect: Effect) -> tuple[CaseClass, ...]:
        """The classes with one effect."""
        return tuple(one for one in self.classes if one.effect is effect)


def touched(
    before: PolicyStack,
    after: PolicyStack,
    *,
    topics: frozenset[str] = frozenset(),
    questions: Iterable[Question] | None = None,
) -> tuple[Touched, ...]:
    """The questions whose answers can differ between two stacks, each with its cases.

    ``topics`` keeps the questions on some topics; ``questions`` are those looked at at all,
    where the caller knows which can differ.
    """
    words = after.vocabulary.merged(before.vocabulary)
    asked = differing(before, after) if questions is None else questions
    in_python = before.written_in_python | after.written_in_python
    found = []
    for question in asked:
        if topics and question.topic not in topics:
            continue
        if question.topic in in_python:
            told = case_words.asked(question, words)
            found.append(Touched(question=question, asked=told, classes=(), in_python=True))
        else:
            found.append(_Looked(before, after, words, question).result())
    return tuple(found)


def differing(before: PolicyStack, after: PolicyStack) -> tuple[Question, ...]:
    """The questions on which two stacks do not have the very same provisions and silences."""
    questions = dict.fromkeys(
        question for stack in (before, after) for question in _questions(stack, before, after)
    )
    return tuple(q for q in questions if _on(before, q) != _on(after, q))


def _questions(stack: PolicyStack, before: PolicyStack, after: PolicyStack) -> Iterator[Question]:
    """The questions a stack has provisions on, and the topics on which silences differ."""
    for layer in stack.procedures:
        yield from layer.by_question
        for topic in layer.silent_on:
            spoken = any(
                one.topic == topic
                for both in (before, after)
                for procedure in both.procedures
                for one in procedure.by_question
            )
            if not spoken:
                known = stack.vocabulary.topics.get(topic)
                yield Question(topic, known.does if known else "")


def _on(stack: PolicyStack, question: Question) -> object:
    """All that a stack has on a question."""
    return [
        (
            [_plain(one) for one in layer.by_question.get(question, ())],
            layer.silent_on.get(question.topic),
        )
        for layer in stack.procedures
    ]


def _plain(one: Provision) -> Provision:
    """A provision without the name of its procedure, which may be another."""
    if not one.source:
        return one
    readings = tuple(evolve(r, provision=_plain(r.provision)) for r in one.readings)
    return evolve(one, source="", readings=readings)


@define(slots=False)
class _Looked:
    """One question being looked into."""

    before: PolicyStack
    after: PolicyStack
    words: Vocabulary
    question: Question
    given_up: bool = False
    tests_left: int = field(factory=lambda: MOST_IN_ALL)

    def result(self) -> Touched:
        found = self._by_default()
        for name, ours, theirs in self._other_readings():
            found = self._with_reading(found, name, ours, theirs)
        order = list(Effect)
        return Touched(
            question=self.question,
            asked=case_words.asked(self.question, self.words),
            classes=tuple(sorted(found, key=lambda one: order.index(one.effect))),
            given_up=self.given_up,
        )

    # --- readings ---------------------------------------------------------------------

    def _by_default(self) -> list[CaseClass]:
        return list(self._classes({}, {}))

    def _other_readings(
        self,
    ) -> Iterator[tuple[str, Mapping[str, Provision], Mapping[str, Provision]]]:
        """Each way to read one provision that is not the one used on both sides."""
        ours, theirs = (_alone(stack.top, self.question) for stack in (self.before, self.after))
        for pair in pairs(ours, theirs):
            if pair.before and pair.after:
                ways = reading_pairs(pair.before, pair.after)
            else:
                ways = tuple(
                    [ReadingPair(r, None) for r in (pair.before.readings if pair.before else ())]
                    + [ReadingPair(None, r) for r in (pair.after.readings if pair.after else ())]
                )
            for way in ways:
                names = {r.name for r in (way.before, way.after) if r}
                used = {p.default_reading for p in (pair.before, pair.after) if p}
                if names != used or len(names) > 1:
                    yield (
                        max(names),
                        _as_read(pair.before, way.before),
                        _as_read(pair.after, way.after),
                    )

    def _with_reading(
        self,
        found: list[CaseClass],
        name: str,
        ours: Mapping[str, Provision],
        theirs: Mapping[str, Provision],
    ) -> list[CaseClass]:
        """What is found under a reading, beside what is the same without it."""
        known = {_told(one): place for place, one in enumerate(found)}
        for one in self._classes(ours, theirs):
            if one.effect is Effect.SAME:
                continue
            place = known.get(_told(one))
            if place is None:
                found.append(evolve(one, reading=name, sentence=_under(name, one.sentence)))
            elif _read_in(one, (*ours.values(), *theirs.values())):
                also = (*found[place].also_under, name)
                found[place] = evolve(found[place], also_under=tuple(dict.fromkeys(also)))
        return found

    # --- cases ------------------------------------------------------------------------

    def _classes(
        self, ours: Mapping[str, Provision], theirs: Mapping[str, Provision]
    ) -> Iterator[CaseClass]:
        """Everything said before, beside everything said after where both can be."""
        was, now = self._voices(self.before, ours), self._voices(self.after, theirs)
        for one, other in product(was, now):
            effect = _effect(one.says, other.says)
            if effect is not None:
                for case in self._cases(All((one.when, other.when))):
                    yield self._class(effect, case, one.says, other.says)

    def _voices(self, stack: PolicyStack, read: Mapping[str, Provision]) -> list[Voice]:
        layers = tuple(reversed(stack.procedures))
        return list(Asked(self.question, layers, self._possible, read).voices())

    def _class(self, effect: Effect, case: Case, before: Said, after: Said) -> CaseClass:
        where = case_words.where(case, self.words)
        said = from_to(before, after, self.words)
        return CaseClass(
            question=self.question,
            effect=effect,
            case=case,
            before=before,
            after=after,
            where=where,
            sentence=f"{where}: {said}",
        )

    def _possible(self, condition: Condition) -> bool:
        search = self._search(condition)
        try:
            return search.possible()
        except GivenUpError:
            self.given_up = True
            return True
        finally:
            self.tests_left -= search.tests_made

    def _cases(self, condition: Condition) -> list[Case]:
        """The smallest sets of facts; where they are all too large, one that is enough."""
        found: list[Case] = []
        search = self._search(condition)
        try:
            example = search.example()
            if example is not None:
                found.extend(islice(search.smallest(), MOST_CASES + 1))
                found = found or [example]
        except GivenUpError:
            self.given_up = True
        self.tests_left -= search.tests_made
        if len(found) > MOST_CASES:
            self.given_up = True
        return found[:MOST_CASES]

    def _search(self, condition: Condition) -> Search:
        most = min(MOST_TESTS, self.tests_left)
        return Search(condition, Domain(self.words, self.question), most)


def _effect(before: Said, after: Said) -> Effect | None:
    """What a change of what is said comes to; None where there is nothing on either side."""
    if before.content != after.content:
        return Effect.CHANGED
    if not before.answers:
        return None
    return Effect.SAME if before.worded == after.worded else Effect.REWORDED


def _alone(procedure: Procedure, question: Question) -> Procedure:
    """A procedure of the provisions on one question."""
    return evolve(procedure, provisions=procedure.by_question.get(question, ()))


def _as_read(one: Provision | None, way: Reading | None) -> Mapping[str, Provision]:
    return {} if one is None or way is None else {one.id: way.provision}


def _told(one: CaseClass) -> object:
    """What two classes have in common that would be told in the same words."""
    return (frozenset(values(one.case).items()), one.effect, one.sentence)


def _read_in(one: CaseClass, read: Iterable[Provision]) -> bool:
    said = (*one.before.provisions, *one.after.provisions)
    return any(provision is other for provision in read for other in said)


def _under(name: str, sentence: str) -> str:
    return f"under the reading {name.replace('_', ' ')}, {sentence}"
