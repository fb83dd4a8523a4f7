"""A case in which a change makes a difference: as it is, with facts set, or none."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from attrs import evolve

from cinpolicy.api import load_scenario
from cinpolicy.case import Scenario
from cinpolicy.comparison import compare
from cinpolicy.conditions import FactValue
from cinpolicy.loading import common_vocabulary
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Question
from cinpolicy.reporting.shown_by import in_a_sentence, shown_shape
from cinpolicy.shown_by import Cases, ShownBy
from cinpolicy.stack import PolicyStack
from tests.cases import Written, case, library, stack
from tests.drafts import CALENDAR, procedure

ROOT = Path(__file__).parent.parent
MEETING = Question("first_meeting_due", "first_meeting")
INTERVAL = Question("review_interval", "review")
CHAIR = Question("chair_required", "chairing", "review")
FIRST = "topic: first_meeting_due, within: %s working days, after: referral"
EVERY = "topic: review_interval, every: %s weeks, after: [referral, review]"
FEW = f"{EVERY}, when: {{%s}}, exception_to: e"


def shown(
    question: Question,
    before: Mapping[str, str],
    after: Mapping[str, str],
    facts: Mapping[str, FactValue] | None = None,
    scenarios: tuple[Scenario, ...] = (),
) -> ShownBy | None:
    words = common_vocabulary()
    one, other = (PolicyStack(Written(procedure(p)), words=words) for p in (before, after))
    plain = case(("referral", "2025-01-06"), horizon="2025-06-30")
    cases = Cases(before=one, after=other, scenarios=scenarios or (plain,), calendar=CALENDAR)
    return cases.that_shows(question, facts or {})


def test_a_case_as_it_is() -> None:
    one = shown(MEETING, {"a": FIRST % 10}, {"a": FIRST % 11})
    assert one is not None
    assert one.as_it_is
    assert (one.row, one.label) == ("first_meeting", "First meeting")
    # Ten working days from Mon 6 January are the 20th.
    assert [str(side.due) for side in (one.before, one.after)] == ["2025-01-20", "2025-01-21"]


def test_no_case_shows_what_is_the_same_or_never_comes_up() -> None:
    assert shown(MEETING, {"a": FIRST % 10}, {"a": FIRST % 10}) is None
    moves = "topic: first_meeting_due, within: %s working days, after: move_in"
    assert shown(MEETING, {"a": moves % 10}, {"a": moves % 11}) is None
    # Where it stands in the text is no difference.
    other = {"b": "topic: visit_interval, every: 6 weeks, after: visit", "a": FIRST % 10}
    assert shown(MEETING, {"a": FIRST % 10}, other) is None


def test_another_question_in_the_same_topic_is_no_show() -> None:
    minutes = "topic: record_due, subject: %s, of: first_meeting, within: %s weeks, " \
        "after: first_meeting"  # fmt: skip
    text = {"m": FIRST % 10, "a": minutes % ("minutes", 1), "b": minutes % ("case_note", 1)}
    changed = {**text, "b": minutes % ("case_note", 2)}
    note, its = (Question("record_due", s, "first_meeting") for s in ("case_note", "minutes"))
    assert shown(note, text, changed)
    assert shown(its, text, changed) is None


def test_facts_are_set_only_where_the_case_has_others() -> None:
    rule = f"{FIRST % 20}, when: {{disabled: true, consent_given: false}}, exception_to: a"
    text = {"a": FIRST % 10, "b": rule}
    changed = {**text, "b": rule.replace("20", "21")}
    facts = {"disabled": True, "consent_given": False}
    plain = case(("referral", "2025-01-06"))
    some = evolve(plain, name="some", facts={"disabled": True})
    every = evolve(plain, name="every", facts=facts)
    one = shown(MEETING, text, changed, facts, (plain, some))
    assert one is not None
    assert (one.scenario.name, dict(one.facts)) == ("some", {"consent_given": False})
    assert not one.as_it_is
    assert dict(one.scenario.facts) == facts
    assert in_a_sentence(one) == (
        "some, with consent given set to false: First meeting, 3 Feb 2025, within 20 working days "
        "of the referral (should), then 4 Feb 2025, within 21 working days of the referral "
        "(should)."
    )
    assert shown_shape(one)["facts"] == {"consent_given": False}
    whole = shown(MEETING, text, changed, facts, (plain, some, every))
    assert whole is not None
    assert (whole.scenario.name, whole.as_it_is) == ("every", True)


def test_the_case_found_can_be_run() -> None:
    rule = f"{FIRST % 20}, when: {{disabled: true}}, exception_to: a"
    text, changed = {"a": FIRST % 10, "b": rule}, {"a": FIRST % 10, "b": rule.replace("20", "21")}
    one = shown(MEETING, text, changed, {"disabled": True})
    assert one is not None
    words = common_vocabulary()
    for side, cell in ((text, one.before), (changed, one.after)):
        run = compare(one.scenario, [PolicyStack(Written(procedure(side)), words=words)], CALENDAR)
        assert run.row(one.row).cells[0].due == cell.due


@pytest.mark.parametrize(("age", "born"), [(0, "2025-01-06"), (3, "2022-01-06"), (8, None)])
def test_a_child_is_made_as_old_as_the_class_has_it(age: int, born: str | None) -> None:
    """The child of the case is 8 years old when it begins."""
    rule = f"{FIRST % 20}, when: {{age: {{at_least: {age}}}, not: {{age: {{above: {age}}}}}}}"
    text = {"a": f"{FIRST % 10}", "b": f"{rule}, exception_to: a"}
    changed = {**text, "b": text["b"].replace("20", "21")}
    one = shown(MEETING, text, changed, {"age": age})
    assert one is not None
    assert (str(one.born) if one.born else None) == born


def test_a_later_occurrence_is_looked_at() -> None:
    text = {"e": EVERY % 6, "n": FEW % (8, "review_number: 3")}
    changed = {**text, "n": text["n"].replace("8 weeks", "9 weeks")}
    one = shown(INTERVAL, text, changed, {"review_number": 3})
    assert one is not None
    assert (one.row, one.horizon) == ("review.3", None)


def test_the_occurrence_of_the_class_is_shown_where_an_earlier_one_differs_too() -> None:
    text = {"e": EVERY % 6, "n": FEW % (8, "review_number: {at_least: 2}")}
    changed = {**text, "n": text["n"].replace("8 weeks", "9 weeks")}
    one, other = (shown(INTERVAL, text, changed, {"review_number": n}) for n in (2, 3))
    assert one is not None
    assert other is not None
    assert (one.row, other.row) == ("review.2", "review.3")


def test_a_case_is_followed_for_longer_where_time_tells() -> None:
    text = {"e": EVERY % 6, "n": FEW % (8, "review_number: 6")}
    changed = {**text, "n": text["n"].replace("8 weeks", "9 weeks")}
    one = shown(INTERVAL, text, changed, {"review_number": 6})
    assert one is not None
    assert str(one.horizon) == "2027-06-30"
    assert one.scenario.horizon == one.horizon
    assert in_a_sentence(one).startswith("case, with the last day followed 30 Jun 2027: ")


def test_a_fact_of_one_occurrence_is_set_for_that_alone() -> None:
    chair = "topic: chair_required, of: review, roles: %s"
    text = {
        "e": EVERY % 6,
        "c": chair % "social_worker",
        "f": f"{chair % 'team_manager'}, when: {{final_review: true}}, exception_to: c",
    }
    changed = {**text, "f": text["f"].replace("team_manager", "service_manager")}
    plain = case(("referral", "2025-01-06"), horizon="2025-12-31")
    final = case(
        ("referral", "2025-01-06"),
        happened=[{"activity": "review", "number": 2, "with": {"final_review": True}}],
        horizon="2025-12-31",
    )
    facts = {"final_review": True}
    one = shown(CHAIR, text, changed, facts, (final,))
    assert one is not None
    assert one.at is not None
    assert (one.at.activity, one.at.number, dict(one.at.facts)) == ("review", 1, facts)
    assert dict(one.facts) == {}
    assert in_a_sentence(one).startswith("case, with final review true for review 1: ")
    assert shown_shape(one)["occurrence"] == {"activity": "review", "number": 1, "facts": facts}
    # Where no case knows it as a fact of one occurrence, it is one of the whole case.
    whole = shown(CHAIR, text, changed, facts, (plain,))
    assert whole is not None
    assert (whole.at, dict(whole.facts)) == (None, facts)


def test_a_reading_and_a_power_are_seen_too() -> None:
    ways = "readings: {x: {because: one, within: 10 working days}, y: {because: two, " \
        "within: %s working days}}"  # fmt: skip
    read = [{"a": f"{FIRST % 10}, {ways % n}"} for n in (20, 21)]
    assert shown(MEETING, *read)
    power = "variation: {by: team_manager, up_to: %s weeks, force: may, cite: {section: A, " \
        "paragraph: 9}}"  # fmt: skip
    varied = [{"a": f"{FIRST % 10}, {power % n}"} for n in (3, 4)]
    assert shown(MEETING, *varied)


def test_a_draft_that_says_two_things_is_shown_by_none() -> None:
    both = {"a": FIRST % 10, "b": FIRST % 11}
    assert shown(MEETING, {"a": FIRST % 10}, both) is None


# --- the shipped authorities and scenarios ---------------------------------------------------


def one_day_longer(top: Procedure, name: str) -> tuple[PolicyStack, Question]:
    """A stack in which one timescale, however read, is longer by one unit, and its question."""
    (old,) = (p for p in top.provisions if p.id == name)
    timing = old.timing
    assert timing is not None
    assert timing.period is not None
    longer = evolve(timing, period=evolve(timing.period, amount=timing.period.amount + 1))
    new = evolve(old, timing=longer, readings=())
    provisions = tuple(new if p is old else p for p in top.provisions)
    return library().stack_of(Written(evolve(top, provisions=provisions))), old.question


@pytest.mark.parametrize("slug", ["ealing", "kent"])
def test_nearly_every_period_is_shown_by_a_shipped_case(slug: str) -> None:
    scenarios = tuple(load_scenario(p) for p in sorted((ROOT / "scenarios").glob("*.yaml")))
    top = stack(slug).top
    dated = [p for p in top.provisions if p.timing and p.timing.period and p.timing.period.amount]
    always = [p for p in dated if not p.when.parts]  # type: ignore[union-attr]
    assert len(always) > 5
    for one in always[:12]:
        changed, question = one_day_longer(top, one.id)
        cases = Cases(before=stack(slug), after=changed, scenarios=scenarios, calendar=CALENDAR)
        found = cases.that_shows(question, {})
        known = {event for case_ in scenarios for event in (h.event for h in case_.happenings)}
        assert one.timing is not None
        started = not known.isdisjoint(one.timing.after)
        assert found is not None or not started, one.id
