"""Conditions: what holds, what their opposite is, and whether two can hold together.

Generated conditions are checked against a reading of the same tree by other code, and the
decision whether there are facts for which a condition holds against trying every value.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import product

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cinpolicy import conditions
from cinpolicy.conditions import (
    ALWAYS,
    All,
    AnyOf,
    Applies,
    Comparison,
    Condition,
    FactValue,
    Test,
    expand,
    facts_read,
    leaves,
    negate,
)
from cinpolicy.vocabulary import NO_WORDS, Fact, FactKind, Vocabulary

PROPERTY = settings(deadline=None, derandomize=True, database=None, max_examples=100)
Facts = Mapping[str, FactValue]


def fact(name: str, kind: FactKind, *choices: str) -> Fact:
    return Fact(name=name, kind=kind, meaning="for a test", choices=choices)


FACTS = (
    fact("disabled", FactKind.YES_NO),
    fact("team", FactKind.ONE_OF, "north", "south", "west"),
    fact("support", FactKind.SOME_OF, "care", "money", "breaks"),
    fact("nights", FactKind.NUMBER),
    fact("review_number", FactKind.COUNT),
)
WORDS = Vocabulary(
    facts={one.name: one for one in FACTS}, events={}, activities={}, roles={}, items={}, topics={}
)

# Limits stay under 8 and steps under 5, so that above the limits everything a test can
# tell apart shows itself within 12 numbers, the least common multiple of the steps.
LIMITS, STEPS = st.integers(0, 7), st.integers(1, 4)
EVERY_NUMBER = tuple(range(8 + 12 + 1))
EVERY_VALUE: Mapping[str, tuple[FactValue, ...]] = {
    "disabled": (False, True),
    "team": ("north", "south", "west"),
    "support": tuple(
        frozenset(
            name for name, there in zip(("care", "money", "breaks"), held, strict=True) if there
        )
        for held in product((False, True), repeat=3)
    ),
    "nights": EVERY_NUMBER,
    "review_number": EVERY_NUMBER,
}
WANTED = st.booleans()


def some_of(*values: object) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True).map(tuple)


def number_tests(name: str) -> st.SearchStrategy[Test]:
    limited = sorted(conditions.NUMERIC - {Comparison.MULTIPLE_OF})
    return st.one_of(
        st.builds(Test, st.just(name), st.sampled_from(limited), st.tuples(LIMITS), WANTED),
        st.builds(Test, st.just(name), st.just(Comparison.MULTIPLE_OF), st.tuples(STEPS), WANTED),
        st.builds(
            Test,
            st.just(name),
            st.just(Comparison.IS),
            st.lists(LIMITS, min_size=1, max_size=3).map(tuple),
            WANTED,
        ),
    )


def named(name: str, comparison: Comparison, *values: object) -> st.SearchStrategy[Test]:
    return st.builds(Test, st.just(name), st.just(comparison), some_of(*values), WANTED)


TESTS = st.one_of(
    named("disabled", Comparison.IS, False, True),
    named("team", Comparison.IS, "north", "south", "west"),
    named("support", Comparison.INCLUDES, "care", "money", "breaks"),
    number_tests("nights"),
    number_tests("review_number"),
)


def trees(tests: st.SearchStrategy[Test], most: int = 5) -> st.SearchStrategy[Condition]:
    def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        some = st.lists(parts, max_size=3).map(tuple)
        return st.builds(All, some) | st.builds(AnyOf, some)

    return st.recursive(tests, joined, max_leaves=most)


CONDITIONS = trees(TESTS)
ABOUT_NUMBERS = trees(number_tests("nights"), most=4)
CASES = st.fixed_dictionaries({name: st.sampled_from(EVERY_VALUE[name]) for name in EVERY_VALUE})


# --- the other reading -------------------------------------------------------------------

COMPARED: Mapping[Comparison, Callable[[int, int], bool]] = {
    Comparison.ABOVE: lambda value, limit: value > limit,
    Comparison.AT_LEAST: lambda value, limit: not value < limit,
    Comparison.BELOW: lambda value, limit: value < limit,
    Comparison.AT_MOST: lambda value, limit: not value > limit,
    Comparison.MULTIPLE_OF: lambda value, step: value in range(0, value + 1, step),
}


def plainly_holds(condition: Condition, facts: Facts) -> bool:
    if isinstance(condition, All):
        return not any(not plainly_holds(part, facts) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return bool([part for part in condition.parts if plainly_holds(part, facts)])
    assert isinstance(condition, Test)
    return plainly_passes(condition, facts[condition.fact]) == condition.wanted


def plainly_passes(test: Test, value: FactValue) -> bool:
    if test.comparison is Comparison.INCLUDES:
        assert isinstance(value, frozenset)
        return bool(value & set(test.values))
    if test.comparison is Comparison.IS:
        return any(value == wanted for wanted in test.values)
    assert isinstance(value, int)
    limit = test.values[0]
    assert isinstance(limit, int)
    return COMPARED[test.comparison](value, limit)


def every_case(condition: Condition) -> Iterator[Facts]:
    """Every combination of values of the facts that the condition reads."""
    read = sorted(facts_read(condition))
    for values in product(*(EVERY_VALUE[name] for name in read)):
        yield dict(zip(read, values, strict=True))


def telling(*both: Condition) -> Mapping[str, tuple[FactValue, ...]]:
    tests = [leaf for one in both for leaf in leaves(one) if isinstance(leaf, Test)]
    return WORDS.telling_values(tests)


def found_for(condition: Condition) -> Facts | None:
    return conditions.example(condition, telling(condition))


# --- evaluation --------------------------------------------------------------------------


@settings(PROPERTY, max_examples=150)
@given(CONDITIONS, CASES)
def test_a_condition_holds_where_it_plainly_does(condition: Condition, facts: Facts) -> None:
    assert condition.holds(facts) is plainly_holds(condition, facts)


@settings(PROPERTY, max_examples=150)
@given(CONDITIONS, CASES)
def test_the_opposite_holds_exactly_where_the_condition_does_not(
    condition: Condition, facts: Facts
) -> None:
    assert negate(condition).holds(facts) is not condition.holds(facts)
    assert negate(negate(condition)) == condition


@PROPERTY
@given(CONDITIONS, CASES, st.data())
def test_facts_that_are_not_read_change_nothing(
    condition: Condition, facts: Facts, data: st.DataObject
) -> None:
    unread = sorted(set(facts) - facts_read(condition))
    assume(unread)
    name = data.draw(st.sampled_from(unread))
    other = {**facts, name: data.draw(st.sampled_from(EVERY_VALUE[name]))}
    assert condition.holds(other) is condition.holds(facts)


def test_nothing_asked_always_holds_and_no_choice_never_does() -> None:
    assert ALWAYS.holds({})
    assert not AnyOf().holds({})
    assert negate(ALWAYS) == AnyOf()


@pytest.mark.parametrize(
    ("comparison", "limit", "holding"),
    [
        (Comparison.ABOVE, 75, [76, 150]),
        (Comparison.AT_LEAST, 75, [75, 76, 150]),
        (Comparison.BELOW, 75, [0, 74]),
        (Comparison.AT_MOST, 75, [0, 74, 75]),
        (Comparison.MULTIPLE_OF, 75, [0, 75, 150]),
        (Comparison.IS, 75, [75]),
    ],
)
def test_both_sides_of_a_threshold(comparison: Comparison, limit: int, holding: list[int]) -> None:
    test = Test("nights", comparison, (limit,))
    assert [n for n in (0, 74, 75, 76, 150) if test.holds({"nights": n})] == holding


def test_a_set_includes_any_of_several() -> None:
    test = Test("support", Comparison.INCLUDES, ("care", "money"))
    assert test.holds({"support": frozenset({"money", "breaks"})})
    assert not test.holds({"support": frozenset({"breaks"})})
    assert not test.holds({"support": frozenset()})


# --- references to other topics ----------------------------------------------------------

DISABLED = Test("disabled", Comparison.IS, (True,))
NORTH = Test("team", Comparison.IS, ("north",))


@pytest.mark.parametrize("wanted", [True, False])
def test_a_reference_is_replaced_by_what_it_stands_for(wanted: bool) -> None:
    written = All((AnyOf((Applies("restriction", wanted), NORTH)),))
    stands = expand(written, {"restriction": AnyOf((DISABLED,))})
    meant: Condition = AnyOf((DISABLED,)) if wanted else negate(AnyOf((DISABLED,)))
    assert stands == All((AnyOf((meant, NORTH)),))


def test_a_reference_turned_round_is_the_opposite() -> None:
    assert negate(Applies("restriction")) == Applies("restriction", wanted=False)
    assert facts_read(Applies("restriction")) == frozenset()


@pytest.mark.parametrize(
    "ask", [lambda one: one.holds({}), lambda one: conditions.example(one, {})]
)
def test_a_reference_cannot_be_asked(ask: Callable[[Condition], object]) -> None:
    with pytest.raises(TypeError, match="reference to restriction was not expanded"):
        ask(Applies("restriction"))


def test_leaves_come_in_the_order_written() -> None:
    nights = Test("nights", Comparison.ABOVE, (3,))
    tree = All((nights, AnyOf((DISABLED, All((NORTH,)))), nights))
    assert list(leaves(tree)) == [nights, DISABLED, NORTH, nights]
    assert facts_read(tree) == {"nights", "disabled", "team"}


# --- whether there are facts for which a condition holds ----------------------------------


def check_example(condition: Condition) -> None:
    """What is found holds, whatever else is so; where nothing is found there is nothing."""
    found = found_for(condition)
    if found is None:
        assert not any(plainly_holds(condition, facts) for facts in every_case(condition))
        return
    unnamed = sorted(facts_read(condition) - set(found))
    for values in product(*(EVERY_VALUE[name][:4] for name in unnamed)):
        assert plainly_holds(condition, {**found, **dict(zip(unnamed, values, strict=True))})


@settings(PROPERTY, max_examples=150)
@given(CONDITIONS)
def test_an_example_is_sound_and_none_is_missed(condition: Condition) -> None:
    check_example(condition)


def numbers(*tests: tuple[str, int] | tuple[str, int, bool]) -> Condition:
    return All(tuple(Test("nights", Comparison(t[0]), (t[1],), *t[2:]) for t in tests))


@settings(PROPERTY, max_examples=150)
@given(ABOUT_NUMBERS, ABOUT_NUMBERS)
@example(numbers(("above", 5)), numbers(("multiple_of", 2, False)))
@example(numbers(("above", 7)), numbers(("multiple_of", 2, False), ("multiple_of", 3, False)))
def test_examples_of_two_conditions_on_one_number(first: Condition, second: Condition) -> None:
    check_example(All((first, second)))


@settings(PROPERTY, max_examples=150)
@given(CONDITIONS, CONDITIONS)
def test_an_example_of_both_holds_for_both(first: Condition, second: Condition) -> None:
    found = conditions.example_of_both(first, second, telling(first, second))
    both = All((first, second))
    assert found == found_for(both)
    assert (found is None) is not any(plainly_holds(both, facts) for facts in every_case(both))


@pytest.mark.parametrize(
    ("tests", "least"),
    [
        ([("above", 75), ("multiple_of", 2, False)], 77),
        ([("at_least", 75), ("multiple_of", 3, False), ("multiple_of", 2, False)], 77),
        ([("above", 1000), ("multiple_of", 7), ("multiple_of", 12)], 1008),
        ([("above", 9000), ("multiple_of", 1)], 9001),
        ([("above", 60), ("below", 63), ("multiple_of", 31)], 62),
        ([("is", 4, False), ("above", 3), ("is", 5, False)], 6),
        ([("below", 1)], 0),
        ([("multiple_of", 999_999_999), ("above", 0)], 999_999_999),
    ],
)
def test_numbers_far_from_their_limits_are_found(tests: list[tuple[str, int]], least: int) -> None:
    condition = numbers(*tests)
    assert found_for(condition) == {"nights": least}


@pytest.mark.parametrize(
    "tests",
    [
        [("above", 5), ("below", 6)],
        [("below", 0)],
        [("multiple_of", 6), ("multiple_of", 3, False)],
        [("above", 6), ("below", 12), ("multiple_of", 6)],
        [("is", 4), ("multiple_of", 3)],
        [("multiple_of", 1, False)],
    ],
)
def test_what_no_number_can_be(tests: list[tuple[str, int]]) -> None:
    assert found_for(numbers(*tests)) is None


def test_an_example_names_only_the_facts_that_matter() -> None:
    either = AnyOf((DISABLED, NORTH))
    assert found_for(either) == {"disabled": True}
    assert found_for(ALWAYS) == {}
    assert found_for(AnyOf()) is None


def test_the_words_of_no_vocabulary_tell_nothing_apart() -> None:
    assert NO_WORDS.telling_values([]) == {}
