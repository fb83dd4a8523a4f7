"""One question looked into: for which facts the answer before is not the answer after."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, product

from attrs import define, evolve, field, frozen

from cinpolicy import case_words
from cinpolicy.case_classes import USED, CaseClass, Effect, Touched
from cinpolicy.conditions import All, Condition
from cinpolicy.provisions import Provision, Question
from cinpolicy.said_words import from_to
from cinpolicy.smallest import MOST_TESTS, Case, Domain, GivenUpError, Search, values
from cinpolicy.stack import PolicyStack
from cinpolicy.two_readings import Way, ways
from cinpolicy.vocabulary import Vocabulary
from cinpolicy.voices import Asked, Said, Voice

MOST_IN_ALL = 2_000_000
"""How many tests all searches on one question may make; then every further one is given up."""
MOST_CASES = 8
"""How many of the smallest sets of facts are told of one change of what is said."""


_TOLD_OF_A_READING = frozenset({Effect.CHANGED, Effect.REWORDED})


@frozen(eq=False, slots=False)
class _Heard:
    """One thing said before and one said after, with where each is."""

    before: Said
    after: Said
    where_before: Condition
    where_after: Condition

    @property
    def when(self) -> Condition:
        """Where both are said."""
        return All((self.where_before, self.where_after))

    @cached_property
    def effect(self) -> Effect:
        """What the change of what is said comes to."""
        before, after = self.before, self.after
        if before.content != after.content:
            return Effect.CHANGED
        if not before.answers and not before.clash:
            return Effect.UNSAID
        return Effect.SAME if before.worded == after.worded else Effect.REWORDED

    @property
    def changes(self) -> bool:
        """Whether something else is said than before."""
        return self.effect is Effect.CHANGED


@define(slots=False)
class Looking:
    """A question asked of two stacks, with what is left to the searches."""

    before: PolicyStack
    after: PolicyStack
    words: Vocabulary
    question: Question
    given_up: bool = False
    tests_left: int = field(factory=lambda: MOST_IN_ALL)

    def touched(self) -> Touched:
        """Every class of case found, those that changed first."""
        found: list[CaseClass] = []
        heard: dict[tuple[str, ...], list[_Heard]] = {}
        for way in ways(self.before.top, self.after.top, self.question):
            heard[way.names] = self._heard(way)
            found += self._further(list(self._classes(heard[way.names])), found, way)
        order = list(Effect)
        return Touched(
            question=self.question,
            asked=case_words.asked(self.question, self.words),
            classes=tuple(
                self._with_untouched(one, heard)
                for one in sorted(found, key=lambda one: order.index(one.effect))
            ),
            given_up=self.given_up,
        )

    def _further(self, found: list[CaseClass], known: list[CaseClass], way: Way) -> list[CaseClass]:
        """What is so only as a text is read in some way, and was not told without it.

        Under several readings together only what comes about under none of them alone is.
        """
        if not way.names:
            return found
        same = _change if len(way.names) > 1 else _change_of_case
        told = {same(one) for one in known}
        changed = (one for one in found if one.effect in _TOLD_OF_A_READING)
        return [evolve(one, readings=way.names) for one in changed if same(one) not in told]

    def _with_untouched(
        self, one: CaseClass, heard: Mapping[tuple[str, ...], Sequence[_Heard]]
    ) -> CaseClass:
        """A class that is touched, with the readings by which the same facts are not."""
        if one.effect is not Effect.CHANGED:
            return one
        others = [()] if one.readings else [names for names in heard if len(names) == 1]
        domain = Domain(self.words, self.question)
        facts = {name: domain.ordinary(name) for name in self.words.facts} | values(one.case)
        untouched = (
            names[0] if names else USED
            for names in others
            if any(said.when.holds(facts) for said in heard[names])
            and not any(said.changes and said.when.holds(facts) for said in heard[names])
        )
        return evolve(one, untouched_under=tuple(untouched))

    def _heard(self, way: Way) -> list[_Heard]:
        """Everything said before, beside everything said after, what changed first."""
        was, now = self._voices(self.before, way.before), self._voices(self.after, way.after)
        both = [
            _Heard(one.says, other.says, one.when, other.when) for one, other in product(was, now)
        ]
        order = list(Effect)
        return sorted(both, key=lambda one: order.index(one.effect))

    def _classes(self, heard: Sequence[_Heard]) -> Iterator[CaseClass]:
        """The classes of case in which both can be said."""
        for one in heard:
            for case in self._cases(one.when):
                yield self._class(one.effect, case, one.before, one.after)

    def _class(self, effect: Effect, case: Case, before: Said, after: Said) -> CaseClass:
        return CaseClass(
            question=self.question,
            effect=effect,
            case=case,
            before=before,
            after=after,
            where=case_words.where(case, self.words),
            from_to=from_to(before, after, self.words),
        )

    def _voices(self, stack: PolicyStack, read: Mapping[str, Provision]) -> list[Voice]:
        layers = tuple(reversed(stack.procedures))
        return list(Asked(self.question, layers, self._possible, read).voices())

    # --- searching --------------------------------------------------------------------

    def _possible(self, condition: Condition) -> bool:
        """Whether a condition can hold; taken to be so where that is given up."""
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


def _change(one: CaseClass) -> object:
    return (one.effect, one.from_to)


def _change_of_case(one: CaseClass) -> object:
    return (_change(one), frozenset(values(one.case).items()))
