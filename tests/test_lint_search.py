"""The search for the smallest facts and the bounds of periods, against going through everything."""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinpolicy import smallest
from cinpolicy.check import Checked, checked, findings
from cinpolicy.check.lengths import Lengths
from cinpolicy.conditions import (
    ALWAYS,
    All,
    AnyOf,
    Applies,
    Comparison,
    Condition,
    Facts,
    FactValue,
    Test,
    leaves,
    negate,
)
from cinpolicy.library import Library
from cinpolicy.periods import Period
from cinpolicy.provisions import Question
from cinpolicy.smallest import Domain, GivenUpError, Search, values
from cinpolicy.stack import PolicyStack
from cinpolicy.vocabulary import NO_WORDS, Fact, FactKind, Vocabulary
from tests.drafts import CALENDAR, found, procedure

PROPERTY = settings(deadline=None, derandomize=True, database=None, max_examples=150)


def fact(name: str, kind: FactKind, default: FactValue, *choices: str, of: str = "") -> Fact:
    return Fact(name=name, kind=kind, meaning="x", choices=choices, default=default, of=of)


FACTS = {
    one.name: one
    for one in (
        fact("disabled", FactKind.YES_NO, default=False),
        fact("consent", FactKind.YES_NO, default=True),
        fact("team", FactKind.ONE_OF, "south", "north", "south", "west"),
        fact("support", FactKind.SOME_OF, frozenset(), "care", "money"),
        fact("nights", FactKind.NUMBER, 0),
        fact("number", FactKind.COUNT, 0, of="review"),
    )
}
WORDS = Vocabulary(**{**vars(NO_WORDS), "facts": FACTS})
REVIEW = Question("chair_required", "chairing", "review")
DOMAIN = Domain(WORDS, REVIEW)
EVERY_VALUE: Mapping[str, tuple[FactValue, ...]] = {
    "disabled": (False, True),
    "consent": (True, False),
    "team": ("south", "north", "west"),
    "support": tuple(
        frozenset(some) for n in range(3) for some in combinations(("care", "money"), n)
    ),
    "nights": tuple(range(8)),  # limits stay under 6
    "number": tuple(range(1, 8)),  # the review asked about has a number
}
ORDINARY = {name: every[0] for name, every in EVERY_VALUE.items()}

WANTED = st.booleans()
LIMIT = st.integers(0, 5).map(lambda n: (n,))


def named(name: str, comparison: Comparison, *known: FactValue) -> st.SearchStrategy[Test]:
    some = st.lists(st.sampled_from(known), min_size=1, max_size=2, unique=True).map(tuple)
    return st.builds(Test, st.just(name), st.just(comparison), some, WANTED)


NUMERIC = st.sampled_from([Comparison.ABOVE, Comparison.AT_LEAST, Comparison.IS, Comparison.BELOW])
TESTS = st.one_of(
    named("disabled", Comparison.IS, True, False),
    named("consent", Comparison.IS, True, False),
    named("team", Comparison.IS, "north", "south", "west"),
    named("support", Comparison.INCLUDES, "care", "money"),
    *(st.builds(Test, st.just(n), NUMERIC, LIMIT, WANTED) for n in ("nights", "number")),
)


def trees(most: int) -> st.SearchStrategy[Condition]:
    def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        some = st.lists(parts, max_size=3).map(tuple)
        return st.builds(All, some) | st.builds(AnyOf, some)

    return st.recursive(TESTS, joined, max_leaves=most)


CONDITIONS = trees(7)


def read(condition: Condition) -> list[str]:
    return sorted({one.fact for one in leaves(condition) if isinstance(one, Test)})


def every_difference(condition: Condition) -> Iterator[dict[str, FactValue]]:
    """Every case there is, as what differs in it from the ordinary one."""
    names = read(condition)
    for chosen in product(*(EVERY_VALUE[name] for name in names)):
        case = dict(zip(names, chosen, strict=True))
        yield {name: value for name, value in case.items() if value != ORDINARY[name]}


def holds(condition: Condition, difference: Mapping[str, FactValue]) -> bool:
    return condition.holds({**ORDINARY, **difference})


def told_apart(condition: Condition, difference: Mapping[str, FactValue]) -> frozenset[object]:
    """A case as what the tests on each of its facts say, so that like values are alike."""
    tests = [one for one in leaves(condition) if isinstance(one, Test)]
    return frozenset(
        (name, tuple(t.holds({name: value}) for t in tests if t.fact == name))
        for name, value in difference.items()
    )


def minimal(condition: Condition) -> set[frozenset[object]]:
    """Every case in which the condition holds while it holds in no part of it."""
    every = [case for case in every_difference(condition) if holds(condition, case)]
    return {
        told_apart(condition, case)
        for case in every
        if not any(
            holds(condition, {name: case[name] for name in part})
            for size in range(len(case))
            for part in combinations(case, size)
        )
        and len(case) <= smallest.MOST_FACTS
    }


@PROPERTY
@given(CONDITIONS)
def test_the_smallest_sets_are_all_found_and_are_the_smallest(condition: Condition) -> None:
    cases = [values(case) for case in Search(condition, DOMAIN).smallest()]
    assert all(holds(condition, case) for case in cases)
    assert [len(case) for case in cases] == sorted(len(case) for case in cases)
    assert {told_apart(condition, case) for case in cases} == minimal(condition)
    assert len(cases) == len(minimal(condition))
    sizes = [len(case) for case in every_difference(condition) if holds(condition, case)]
    if sizes and min(sizes) <= smallest.MOST_FACTS:
        assert len(cases[0]) == min(sizes)


@PROPERTY
@given(CONDITIONS)
def test_whether_a_condition_can_hold_at_all(condition: Condition) -> None:
    possible = any(holds(condition, case) for case in every_difference(condition))
    assert Search(condition, DOMAIN).possible() is possible


@PROPERTY
@given(CONDITIONS)
def test_an_example_holds_and_would_not_with_a_fact_less(condition: Condition) -> None:
    found = Search(condition, DOMAIN).example()
    possible = any(holds(condition, case) for case in every_difference(condition))
    assert (found is not None) is possible
    if found is not None:
        case = values(found)
        assert holds(condition, case)
        assert not any(holds(condition, {k: v for k, v in case.items() if k != n}) for n in case)


def test_values_that_no_test_tells_apart_are_given_together() -> None:
    (case,) = Search(negate(Test("team", Comparison.IS, ("south",))), DOMAIN).smallest()
    assert case["team"].alike == ("north", "west")
    assert values(case) == {"team": "north"}


def test_nothing_is_changed_where_it_holds_already_and_nothing_helps_where_it_cannot() -> None:
    assert list(Search(ALWAYS, DOMAIN).smallest()) == [{}]
    assert not list(Search(AnyOf(), DOMAIN).smallest())
    assert not Search(AnyOf(), DOMAIN).possible()


def test_a_reference_that_was_not_expanded_cannot_be_searched() -> None:
    for ask in (Search.possible, lambda one: list(one.smallest())):
        with pytest.raises(TypeError, match="was not expanded"):
            ask(Search(Applies("restriction"), DOMAIN))


# --- searches that are given up ---------------------------------------------------------------

MANY = [f"fact_{n}" for n in range(14)]


def test_a_search_through_too_many_cases_is_given_up() -> None:
    facts = {name: fact(name, FactKind.YES_NO, default=False) for name in MANY}
    domain = Domain(Vocabulary(**{**vars(NO_WORDS), "facts": facts}), REVIEW)
    each = {name: Test(name, Comparison.IS, (True,)) for name in MANY}
    # Any five of fourteen facts: more than are looked for, after 1471 cases of 10010 tests.
    five = AnyOf(tuple(All(tuple(map(each.__getitem__, some))) for some in combinations(MANY, 5)))
    with pytest.raises(GivenUpError):
        list(Search(five, domain).smallest())
    assert Search(five, domain).possible()
    with pytest.raises(GivenUpError):
        Search(five, domain, 10_009).possible()
    assert not list(Search(All(tuple(each.values())), domain).smallest())


FIRST = "topic: first_meeting_due, within: 10 working days, after: assessment_completed"


def test_a_search_given_up_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    gap = {
        "a": f"{FIRST}, when: {{disabled: false}}",
        "b": "topic: plan_start, same_day_as: referral",
    }
    assert not found("CP901", gap)
    monkeypatch.setattr(checked, "MOST_TESTS", 2)
    (one,) = found("CP901", gap)
    assert one.provisions == ("a",)
    assert one.sentence.startswith("First meeting: not looked into to the end, since there are too")
    assert not found("CP101", gap)


def test_so_many_sets_of_facts_are_told_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    every = "disabled: false, consent_given: true, in_custody: false"
    gap = {"a": f"{FIRST}, when: {{{every}}}"}
    assert len(found("CP101", gap)) == 3
    assert not found("CP901", gap)
    monkeypatch.setattr(checked, "MOST_CASES", 2)
    assert len(found("CP101", gap)) == 2
    assert found("CP901", gap)


def test_all_searches_of_a_procedure_come_to_an_end_in_time() -> None:
    choices = ", ".join(f"c{n}" for n in range(16))
    kinds = ", ".join(f"s{n}: {{kind: some_of, choices: [{choices}], meaning: x}}" for n in "012")
    provisions = {
        f"p{n}": f"{FIRST}, when: {{s0: c{n % 9}, s1: c{n * 5 % 9}, s2: c{n * 7 % 9}}}"
        + (f", exception_to: [{', '.join(f'p{m}' for m in range(n))}]" if n else "")
        for n in range(40)
    }
    start = time.perf_counter()
    assert found("CP901", provisions, f"{{facts: {{{kinds}}}}}")
    assert time.perf_counter() - start < 15


# --- gaps are gaps ------------------------------------------------------------------------------

WHENS = ("{disabled: true}", "{disabled: false}", "{team: disability}", "{consent_given: false}",
         "{team: {not: disability}, consent_given: true}", "{age: {at_least: 16}}",
         "{any: [{disabled: true}, {age: {above: 3}}]}", "{in_custody: true, disabled: false}",
         "{support: direct_payments}", "{route_in: [assessment, moved_in]}")  # fmt: skip


@settings(PROPERTY, max_examples=80)
@given(st.lists(st.sampled_from(WHENS), min_size=1, max_size=4, unique=True))
def test_every_gap_is_one_and_none_of_its_facts_can_be_left_out(whens: list[str]) -> None:
    names = "abcd"[: len(whens)]
    provisions = {
        name: f"{FIRST}, when: {when}" + (f", exception_to: [{', '.join(names[:n])}]" if n else "")
        for n, (name, when) in enumerate(zip(names, whens, strict=True))
    }
    text = procedure(provisions)
    question = Question("first_meeting_due", "first_meeting")
    ordinary = {n: one.default for n, one in Library().words().facts.items()}
    for one in found("CP101", provisions):
        check_gap(lambda facts: text.answer(question, facts), ordinary, one.facts)


def check_gap(
    answers: Callable[[Facts], object], ordinary: Mapping[str, FactValue], facts: Facts
) -> None:
    assert not answers({**ordinary, **facts})
    for name in facts:
        assert answers({**ordinary, **facts, name: ordinary[name]})


@pytest.mark.parametrize("slug", Library().authorities)
def test_every_gap_in_an_installed_text_is_one(slug: str) -> None:
    stack = Library().stack(slug)
    one = Checked.top_of(stack, CALENDAR)
    for gap in (finding for finding in findings(one) if finding.code == "CP101"):
        question = one.by_id[gap.provisions[0]].question
        domain = Domain(one.words, question)
        ordinary = {name: domain.ordinary(name) for name in one.words.facts}
        check_gap(partial(answered, stack, question), ordinary, gap.facts)


def answered(stack: PolicyStack, question: Question, facts: Facts) -> bool:
    """Whether a layer answers, or a rule on every occurrence does for the first."""
    if any(one.answer(question, facts) for one in stack.procedures):
        return True
    alike = [one for one in stack.top.provisions if one.question[1:] == question[1:]]
    recurring = [one for one in alike if one.timing and one.timing.recurring]
    return any(one.when.holds(facts) and len(one.timing.after) > 1 for one in recurring)


# --- bounds of periods --------------------------------------------------------------------------

LENGTHS = Lengths(CALENDAR)
DAYS = [date(2015, 1, 1) + timedelta(days=n) for n in range(12 * 365)]


@pytest.mark.parametrize(
    ("period", "least", "most"),
    [
        ("1 month", 28, 31),
        ("2 months", 59, 62),
        ("3 months", 89, 92),
        ("6 months", 181, 184),
        ("12 months", 365, 366),
        ("1 year", 365, 366),
        ("4 years", 1460, 1461),  # 1460 from early 2097 to early 2101
        ("12 weeks", 84, 84),
        ("5 calendar days", 5, 5),
        ("48 hours", 2, 2),
        ("49 hours", 2, 3),
        # From a Sunday to the Monday; from a Friday, over Christmas or Easter, five days.
        ("1 working day", 1, 5),
        ("0 working days", 0, 0),
        ("0 months", 0, 0),
    ],
)
def test_the_bounds_of_a_period(period: str, least: int, most: int) -> None:
    assert LENGTHS.bounds(Period.parse(period)) == (least, most)


@pytest.mark.parametrize(
    "period", ["1 month", "3 months", "9 months", "2 years", "1 working day", "10 working days",
               "45 working days", "36 hours", "6 weeks", "20 days"],
)  # fmt: skip
def test_no_day_leads_out_of_the_bounds(period: str) -> None:
    one = Period.parse(period)
    least, most = LENGTHS.bounds(one)
    counted = {(CALENDAR.count(day, one).date - day).days for day in DAYS}
    assert least <= min(counted)
    assert max(counted) <= most


PERIODS = st.builds(
    lambda amount, unit: Period.parse(f"{amount} {unit}"),
    st.integers(0, 30),
    st.sampled_from(["weeks", "months", "working days", "calendar days", "years", "hours"]),
)


@settings(PROPERTY, max_examples=60)
@given(PERIODS, PERIODS)
def test_what_is_longer_for_certain_is_so_from_every_day(one: Period, other: Period) -> None:
    if LENGTHS.certainly_longer(one, other):
        starts = (day for day in DAYS[::29])
        reached = ((CALENDAR.count(d, one).date, CALENDAR.count(d, other).date) for d in starts)
        # Hours are counted in whole days, so that they can end on the same day.
        assert all(a >= b for a, b in reached)
    assert not (LENGTHS.certainly_longer(one, other) and LENGTHS.certainly_longer(other, one))


def test_beyond_the_years_of_the_calendar_nothing_is_certain_but_the_least() -> None:
    # Every working day from 2000 to 2045 is fewer than 46 times 261 days.
    beyond = Period.parse("9999 working days")
    assert LENGTHS.bounds(beyond)[0] >= 9999
