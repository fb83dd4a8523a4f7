"""The smallest sets of facts for which a condition holds.

A set of facts is what differs from the ordinary case; whatever it does not name is as a
case has it where it says nothing. Facts are changed only where they stand in the way: a
condition that does not hold can come to hold only if one of the facts it fails by changes,
so that the search goes through few of all cases and still misses none.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import define, field, frozen

from cinpolicy.conditions import (
    All,
    AnyOf,
    Applies,
    Comparison,
    Condition,
    Facts,
    FactValue,
    Test,
    leaves,
    telling_numbers,
)
from cinpolicy.provisions import Question
from cinpolicy.vocabulary import Fact, FactKind, Vocabulary

MOST_FACTS = 4
"""How many facts at most may differ from the ordinary case in a set that is looked for."""
MOST_TESTS = 300_000
"""How many tests one search may make before it is given up, unless it is told otherwise."""


class GivenUpError(Exception):
    """A search went on for too long."""


@frozen(kw_only=True)
class Choice:
    """A value of a fact, with those that every test on it takes as alike.

    Of a number, ``span`` says how far it can rise from there and come to the same; it is empty
    where no higher number does, or where that is not known.
    """

    value: FactValue
    alike: tuple[FactValue, ...]
    span: tuple[Test, ...] = ()


Case = Mapping[str, Choice]


def values(case: Case) -> dict[str, FactValue]:
    """The facts of a case, without the values that would do as well."""
    return {name: choice.value for name, choice in case.items()}


@frozen
class Domain:
    """Which values the facts can take where a question is asked.

    What is asked about an occurrence of an activity counts it: the first review is number 1.
    """

    words: Vocabulary
    question: Question

    def ordinary(self, name: str) -> FactValue:
        """What a fact is where a case says nothing."""
        fact = self.words.facts[name]
        return 1 if self._counts_itself(fact) else fact.default

    def choices(self, name: str, tests: list[Test]) -> tuple[Choice, ...]:
        """Values enough to tell the tests on a fact apart, the ordinary one first."""
        fact = self.words.facts[name]
        if self._counts_itself(fact):
            tests = [*tests, Test(name, Comparison.AT_LEAST, (1,))]
        groups: dict[tuple[bool, ...], list[FactValue]] = {}
        for value in (self.ordinary(name), *fact.telling_values(tests)):
            if not self._counts_itself(fact) or value != 0:
                told = tuple(test.holds({name: value}) for test in tests)
                groups.setdefault(told, []).append(value)
        return tuple(
            Choice(value=g[0], alike=tuple(dict.fromkeys(g)), span=span(name, tests, g))
            for g in groups.values()
        )

    def tests_to_make(self, name: str, tests: list[Test]) -> int:
        """How many tests it takes to find those choices; for a large set they are very many."""
        fact = self.words.facts[name]
        told = [c for c in fact.choices if any(c in test.values for test in tests)]
        return len(tests) * (2 ** len(told) if fact.kind is FactKind.SOME_OF else 1)

    def _counts_itself(self, fact: Fact) -> bool:
        about = self.question.of or self.question.subject
        return fact.kind is FactKind.COUNT and fact.of == about


def span(name: str, tests: list[Test], alike: list[FactValue]) -> tuple[Test, ...]:
    """Tests that a number passes together with all above it that come to the same.

    Every number up to the next one that can tell the tests apart is as the one below it. Where
    multiples count, that is not so.
    """
    one = alike[0]
    numbers = all(type(v) is int for test in tests for v in test.values) and type(one) is int
    if not tests or not numbers or any(t.comparison is Comparison.MULTIPLE_OF for t in tests):
        return ()
    above = [n for n in telling_numbers(tests) if n > one]  # type: ignore[operator]
    end = next((n for n in above if n not in alike), None)
    if end is None:
        return (Test(name, Comparison.AT_LEAST, (one,)),)  # type: ignore[arg-type]
    if end == one + 1:  # type: ignore[operator]
        return ()
    return (
        Test(name, Comparison.AT_LEAST, (one,)),  # type: ignore[arg-type]
        Test(name, Comparison.BELOW, (end,)),
    )


@define(slots=False)
class Search:
    """A search for facts that make one condition hold."""

    condition: Condition
    domain: Domain
    most: int = MOST_TESTS
    tests_made: int = field(default=0, init=False)

    @cached_property
    def choices(self) -> dict[str, tuple[Choice, ...]]:
        """For each fact the condition reads, the ordinary choice and then the others."""
        tests = dict.fromkeys(one for one in leaves(self.condition) if isinstance(one, Test))
        by_fact: dict[str, list[Test]] = {}
        for test in tests:
            by_fact.setdefault(test.fact, []).append(test)
        self._make(sum(self.domain.tests_to_make(name, some) for name, some in by_fact.items()))
        return {name: self.domain.choices(name, some) for name, some in by_fact.items()}

    @cached_property
    def ordinary(self) -> dict[str, FactValue]:
        """The ordinary case, as far as the condition reads it."""
        return {name: choices[0].value for name, choices in self.choices.items()}

    def smallest(self) -> Iterator[Case]:
        """Every set of facts that suffices while no part of it does, the smallest first.

        Raises ``GivenUpError``. Sets of more than ``MOST_FACTS`` are not looked for.
        """
        found: list[Case] = []
        for size in range(min(MOST_FACTS, len(self.choices)) + 1):
            seen: set[frozenset[tuple[str, FactValue]]] = set()
            for case in self._grown({}, size, found, seen):
                found.append(case)
                yield case

    def _grown(
        self,
        case: Case,
        more: int,
        found: list[Case],
        seen: set[frozenset[tuple[str, FactValue]]],
    ) -> Iterator[Case]:
        """The cases that hold among this one and those with up to so many facts more."""
        key = frozenset(values(case).items())
        if key in seen or any(one.items() <= case.items() for one in found):
            return
        seen.add(key)
        self._step()
        facts = {**self.ordinary, **values(case)}
        if self.condition.holds(facts):
            yield case
        elif more:
            for name in in_the_way(self.condition, facts):
                for choice in self.choices[name][1:] if name not in case else ():
                    yield from self._grown({**case, name: choice}, more - 1, found, seen)

    def possible(self) -> bool:
        """Whether the condition holds for any facts at all. Raises ``GivenUpError``."""
        return self._settled({}) is not None

    def example(self) -> Case | None:
        """Facts for which the condition holds, however many; None where there are none.

        The ordinary choice is tried first for each, so that none of those that are not the
        ordinary one can be left out by itself. Raises ``GivenUpError``.
        """
        found = self._settled({})
        if found is None:
            return None
        return {name: one for name, one in found.items() if one != self.choices[name][0]}

    def _settled(self, known: Case) -> Case | None:
        """These facts with more, so many that the condition holds by them alone."""
        self._step()
        decided = decide(self.condition, values(known))
        if isinstance(decided, bool):
            return known if decided else None
        further = (self._settled({**known, decided: one}) for one in self.choices[decided])
        return next((found for found in further if found is not None), None)

    def _step(self) -> None:
        self._make(self._tests_in_one_step)

    def _make(self, tests: int) -> None:
        """Take note of so many tests. Raises ``GivenUpError`` where they become too many."""
        if self.tests_made + tests > self.most:
            raise GivenUpError
        self.tests_made += tests

    @cached_property
    def _tests_in_one_step(self) -> int:
        return 1 + sum(1 for _ in leaves(self.condition))


def in_the_way(condition: Condition, facts: Facts) -> tuple[str, ...]:
    """Facts of which one must change before a condition that does not hold can hold."""
    match condition:
        case Test(fact):
            return (fact,)
        case All(parts):
            ways = (in_the_way(part, facts) for part in parts if not part.holds(facts))
            return min(ways, key=len)
        case AnyOf(parts):
            return tuple(dict.fromkeys(n for part in parts for n in in_the_way(part, facts)))
        case Applies(topic):
            raise TypeError(f"the reference to {topic} was not expanded")


def decide(condition: Condition, known: Mapping[str, FactValue]) -> bool | str:
    """Whether a condition holds by what is known, or else a fact on which it still turns."""
    match condition:
        case Test(fact):
            return condition.holds(known) if fact in known else fact
        case All(parts):
            return _first(parts, known, settling=False)
        case AnyOf(parts):
            return _first(parts, known, settling=True)
        case Applies(topic):
            raise TypeError(f"the reference to {topic} was not expanded")


def _first(
    parts: tuple[Condition, ...], known: Mapping[str, FactValue], *, settling: bool
) -> bool | str:
    """What the parts come to, where one that is ``settling`` settles it."""
    turning: bool | str = not settling
    for part in parts:
        decided = decide(part, known)
        if decided is settling:
            return settling
        if isinstance(decided, str) and isinstance(turning, bool):
            turning = decided
    return turning
