"""When a provision applies: conditions over the facts of a case.

A condition is a small tree of tests on single facts. Trees stay small (a handful of
tests), so that whether two of them can hold together is decided exactly, by rewriting
both as alternatives of conjunctions and intersecting what each leaves open.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import combinations, product
from math import lcm
from typing import TypeAlias

from attrs import evolve, frozen

from cinpolicy.values import Value

FactValue: TypeAlias = bool | int | str | frozenset[str]
Facts: TypeAlias = Mapping[str, FactValue]


class Comparison(StrEnum):
    """How a test compares the fact with its values."""

    IS = "is"
    INCLUDES = "includes"
    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"
    MULTIPLE_OF = "multiple_of"


NUMERIC = frozenset(Comparison) - {Comparison.IS, Comparison.INCLUDES}


@frozen(slots=False, repr=False)
class Test(Value):
    """One fact compared with one or more values; ``wanted`` False turns it round."""

    __test__ = False  # the name is the field's word; pytest must not collect it

    fact: str
    comparison: Comparison
    values: tuple[bool | int | str, ...]
    wanted: bool = True

    def holds(self, facts: Facts) -> bool:
        """Whether the test holds for these facts."""
        return self.passes(facts[self.fact]) is self.wanted

    def passes(self, value: FactValue) -> bool:
        """Whether a value passes, before ``wanted`` is looked at."""
        if self.comparison is Comparison.IS:
            return value in self.values
        if isinstance(value, frozenset):
            return not value.isdisjoint(self.values)
        return _passes_number(self.comparison, int(value), int(self.values[0]))


@frozen(slots=False, repr=False)
class All(Value):
    """Holds where every part holds; with no parts it always holds."""

    parts: "tuple[Condition, ...]" = ()

    def holds(self, facts: Facts) -> bool:
        """Whether every part holds for these facts."""
        return all(part.holds(facts) for part in self.parts)


@frozen(slots=False, repr=False)
class AnyOf(Value):
    """Holds where at least one part holds; with no parts it never holds."""

    parts: "tuple[Condition, ...]" = ()

    def holds(self, facts: Facts) -> bool:
        """Whether any part holds for these facts."""
        return any(part.holds(facts) for part in self.parts)


@frozen(slots=False, repr=False)
class Applies(Value):
    """Holds where any provision on ``topic`` applies.

    It stands in a condition only while a procedure is being read: ``expand`` puts the
    conditions of those provisions in its place.
    """

    topic: str
    wanted: bool = True

    def holds(self, facts: Facts) -> bool:  # noqa: ARG002 - the same call for every condition
        """Never asked: reading a procedure replaces it first."""
        raise TypeError(f"the reference to {self.topic} was not expanded")


Condition: TypeAlias = Test | All | AnyOf | Applies
ALWAYS = All()


def negate(condition: Condition) -> Condition:
    """The condition that holds exactly where this one does not."""
    match condition:
        case All(parts):
            return AnyOf(tuple(negate(part) for part in parts))
        case AnyOf(parts):
            return All(tuple(negate(part) for part in parts))
        case _:
            return evolve(condition, wanted=not condition.wanted)


def expand(condition: Condition, by_topic: Mapping[str, Condition]) -> Condition:
    """Replace every ``Applies`` by the condition its topic stands for."""
    match condition:
        case All(parts):
            return All(tuple(expand(part, by_topic) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(expand(part, by_topic) for part in parts))
        case Applies(topic, wanted):
            return by_topic[topic] if wanted else negate(by_topic[topic])
        case _:
            return condition


def leaves(condition: Condition) -> Iterator[Test | Applies]:
    """Every test in the tree, in the order written."""
    if isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from leaves(part)
    else:
        yield condition


def facts_read(condition: Condition) -> frozenset[str]:
    """The names of the facts the condition turns on."""
    return frozenset(leaf.fact for leaf in leaves(condition) if isinstance(leaf, Test))


def example_of_both(
    first: Condition, second: Condition, values: Mapping[str, tuple[FactValue, ...]]
) -> dict[str, FactValue] | None:
    """Facts for which both conditions hold, or None where there are none.

    ``values`` gives, for every fact the two conditions read, values enough to tell all
    their tests apart (see ``telling_values``). Only the facts that matter are named.
    """
    return example(All((first, second)), values)


def example(
    condition: Condition, values: Mapping[str, tuple[FactValue, ...]]
) -> dict[str, FactValue] | None:
    """The first choice of ``values`` for which the condition holds, or None."""
    for tests in _alternatives(condition):
        found: dict[str, FactValue] = {}
        for name in dict.fromkeys(test.fact for test in tests):
            about = [test for test in tests if test.fact == name]
            fitting = (v for v in values[name] if all(t.holds({name: v}) for t in about))
            if (value := next(fitting, None)) is None:
                break
            found[name] = value
        else:
            return found
    return None


def _alternatives(condition: Condition) -> Iterator[tuple[Test, ...]]:
    """The condition as alternatives, each a conjunction of tests."""
    match condition:
        case All(parts):
            for choice in product(*(tuple(_alternatives(part)) for part in parts)):
                yield tuple(test for tests in choice for test in tests)
        case AnyOf(parts):
            for part in parts:
                yield from _alternatives(part)
        case Test():
            yield (condition,)
        case Applies(topic):
            raise TypeError(f"the reference to {topic} was not expanded")


def telling_numbers(tests: list[Test]) -> tuple[int, ...]:
    """Numbers from 0 up, among them the least that satisfies any of the tests together.

    Between two limits only multiples matter. Of 2 to the power n multiples of one number in
    a row, at least one is no multiple of any of n others (unless every one of them is).
    """
    steps = {int(t.values[0]) for t in tests if t.comparison is Comparison.MULTIPLE_OF}
    ends = {int(v) for t in tests if t.comparison is not Comparison.MULTIPLE_OF for v in t.values}
    limits = {0, *(max(0, end + past) for end in ends for past in (0, 1))}
    common = {lcm(*some) for size in range(len(steps) + 1) for some in combinations(steps, size)}
    run = range(2 ** len(steps))
    found = {(-(-a // step) + more) * step for a, step, more in product(limits, common, run)}
    return tuple(sorted(found))


def _passes_number(comparison: Comparison, value: int, limit: int) -> bool:
    match comparison:
        case Comparison.ABOVE:
            return value > limit
        case Comparison.AT_LEAST:
            return value >= limit
        case Comparison.BELOW:
            return value < limit
        case Comparison.AT_MOST:
            return value <= limit
        case _:
            return value % limit == 0
