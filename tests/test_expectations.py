"""Judging expectations, in procedures of a few lines, both sides of every threshold.

The assessment is completed on Mon 6 Jan 2025. Ten working days end on Mon 20 Jan; six weeks from
then are Mon 3 Mar, Mon 14 Apr, Mon 26 May and so on.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import cinpolicy
from cinpolicy.case import Scenario
from cinpolicy.expectations import Expectation
from cinpolicy.judging import Outcome, Verdict, judge
from cinpolicy.loading import InputError, common_vocabulary, load_scenario
from cinpolicy.loading.bank_holidays import england
from cinpolicy.loading.expectations import parse_expectations
from cinpolicy.periods import Period, Unit
from cinpolicy.provisions import Question
from cinpolicy.ranks import Rank, rank
from cinpolicy.stack import PolicyStack
from tests.test_simulator import FIRST, REVIEWS, assessed, procedure, reviewed, stacked

ROOT = Path(__file__).parent.parent
CASE = ROOT / "scenarios" / "plain_first_assessment.yaml"
MINUTES = {
    "minutes": "topic: record_due, subject: minutes, of: review, within: 5 working days,"
    " after: review"
}


def expectation(text: str, *, on_case: bool = True) -> Expectation:
    """One expectation, as the inside of a YAML mapping."""
    cases = f"cases: [{CASE.as_posix()}]\n" if on_case else ""
    content = f"expectations: A test\n{cases}expect:\n  - {{{text}}}\n"
    (one,) = parse_expectations(
        Path("test.yaml"), content.encode(), common_vocabulary()
    ).expectations
    return one


def judged(
    text: str,
    provisions: Mapping[str, str] = REVIEWS,
    scenario: Scenario | None = None,
    **rest: Any,
) -> Verdict:
    """The verdict on one expectation of one procedure in one case."""
    stack = stacked(procedure(provisions, **rest))
    case = scenario or assessed()
    (verdict,) = judge(case, [expectation(text)], {"testshire": stack}, england())
    return verdict


def in_general(text: str, provisions: Mapping[str, str], **rest: Any) -> Verdict:
    """The verdict on an expectation of a procedure itself."""
    stack = stacked(procedure(provisions, **rest))
    one = expectation(text, on_case=False)
    (verdict,) = judge(None, [one], {"testshire": stack}, england())
    return verdict


# --- dates, on both sides -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("the: first_meeting, due: 2025-01-19", False),
        ("the: first_meeting, due: 2025-01-20", True),
        ("the: first_meeting, due: 2025-01-21", False),
        ("the: first_meeting, due_by: 2025-01-19", False),
        ("the: first_meeting, due_by: 2025-01-20", True),
        ("the: first_meeting, not_due_before: 2025-01-20", True),
        ("the: first_meeting, not_due_before: 2025-01-21", False),
        ("the: review, number: 2, due: 2025-04-14", True),
        ("the: review, number: 2, due: 2025-03-03", False),
        ("the: first_meeting, within: 9 working days, after: assessment_completed", False),
        ("the: first_meeting, within: 10 working days, after: assessment_completed", True),
        ("the: first_meeting, at_least: 10 working days, after: assessment_completed", True),
        ("the: first_meeting, at_least: 11 working days, after: assessment_completed", False),
        ("the: review, within: 42 calendar days, after: first_meeting", True),
        ("the: review, within: 41 calendar days, after: first_meeting", False),
        ("each: review, within: 6 weeks, after: [review, first_meeting]", True),
        ("each: review, within: 41 days, after: [review, first_meeting]", False),
        ("each: review, at_least: 6 weeks, after: review", True),
        ("each: review, at_least: 43 days, after: review", False),
    ],
)
def test_dates(text: str, held: bool) -> None:
    assert judged(text).held is held


def test_every_condition_must_hold() -> None:
    first = "the: first_meeting, due: 2025-01-20"
    assert judged(f"{first}, state: met, force: should").held
    assert not judged(f"{first}, state: late, force: should").held
    assert not judged(f"{first}, state: met, force: must").held
    assert judged(f"{first}, force: [must, should]").held
    assert not judged("the: first_meeting, due: 2025-01-21, state: met").held


@given(st.integers(0, 400), st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH]))
def test_a_rule_is_within_its_own_period_and_not_within_less(amount: int, unit: Unit) -> None:
    period = Period(amount, unit)
    rule = {"first": f"topic: first_meeting_due, within: {period}, after: assessment_completed"}
    counted = england().count(assessed().happenings[0].date, period).date
    assert judged(f"the: first_meeting, due: {counted}", rule).held
    after = "after: assessment_completed"
    assert judged(f"the: first_meeting, within: {period}, {after}", rule).held
    assert judged(f"the: first_meeting, at_least: {period}, {after}", rule).held
    if amount:
        less = Period(amount - 1, unit)
        shorter = england().count(assessed().happenings[0].date, less).date < counted
        assert judged(f"the: first_meeting, within: {less}, {after}", rule).held is not shorter
    more = Period(amount + 1, unit)
    assert not judged(f"the: first_meeting, at_least: {more}, {after}", rule).held


# --- what a period is counted from ----------------------------------------------------------


def test_after_itself_means_the_one_before_and_begins_with_the_second() -> None:
    # The first review is 13 weeks from the meeting, the others six from the one before.
    rules = {
        **FIRST,
        "review-1": "topic: first_review_due, within: 13 weeks, after: first_meeting",
        "later": "topic: review_interval, every: 6 weeks, after: review",
    }
    assert judged("each: review, within: 6 weeks, after: review", rules).held
    every = judged("each: review, within: 6 weeks, after: [review, first_meeting]", rules)
    assert not every.held
    assert "the first review is due on Mon 21 Apr 2025, and 6 weeks after the first meeting" in (
        every.found
    )
    one = judged("the: review, within: 6 weeks, after: review", rules)
    assert not one.held
    assert "there is no review in this case to count from" in one.found


def test_a_late_review_counts_from_the_day_it_was_held_and_a_missed_one_from_its_due_date() -> None:
    # Due 3 Mar and held on 10 Mar: the second is due on 21 Apr, six weeks on.
    late = assessed(happened=[reviewed(1, held="2025-03-10")])
    assert judged("the: review, number: 2, due: 2025-04-21", scenario=late).held
    assert judged("each: review, within: 6 weeks, after: review", scenario=late).held
    never = assessed(happened=[reviewed(1, never=True)])
    assert judged("the: review, number: 2, due: 2025-04-14", scenario=never).held
    assert judged("each: review, within: 6 weeks, after: review", scenario=never).held
    assert judged("the: review, number: 2, within: 6 weeks, after: review", scenario=never).held
    assert not judged("the: review, number: 2, within: 41 days, after: review", scenario=never).held


def test_a_record_is_counted_from_the_meeting_it_is_of() -> None:
    # The second review on Mon 14 Apr; five working days pass over Easter: Wed 23 Apr. By then
    # nothing else was held; the fourth on Mon 7 Jul, and its minutes on Mon 14 Jul.
    rules = {**REVIEWS, **MINUTES}
    minutes = "the: minutes, of: review, number: 2"
    assert judged(f"{minutes}, due: 2025-04-23", rules).held
    assert judged(f"{minutes}, within: 5 working days, after: review", rules).held
    assert not judged(f"{minutes}, within: 4 working days, after: review", rules).held
    assert judged("each: minutes, of: review, within: 5 working days, after: review", rules).held


def test_a_record_that_comes_after_the_next_meeting_is_of_its_own() -> None:
    # Sixty days from Mon 3 Mar are Fri 2 May, when the second review (14 Apr) has been held.
    slow = {**REVIEWS, "minutes": MINUTES["minutes"].replace("5 working days", "60 calendar days")}
    assert judged("the: minutes, of: review, due: 2025-05-02", slow).held
    for key in ("within", "at_least"):
        assert judged(f"the: minutes, of: review, {key}: 60 days, after: review", slow).held


def test_an_event_that_comes_later_than_what_is_due() -> None:
    # Due on 20 Jan, before the change of 3 Feb: within any time of it, and no time after it.
    case = assessed(("significant_change", "2025-02-03"))
    assert judged("the: first_meeting, within: 1 week, after: significant_change", REVIEWS, case)
    late = judged("the: first_meeting, at_least: 0 days, after: significant_change", REVIEWS, case)
    assert not late.held


def test_what_never_happens_in_the_case_is_told() -> None:
    verdict = judged("the: first_meeting, within: 1 week, after: [move_in, move_out]")
    assert not verdict.held
    assert "there is no family becoming resident here or move out in this case" in verdict.found


def test_the_conventions_of_the_case_are_those_of_its_expectations() -> None:
    from attrs import evolve

    from cinpolicy.provisions import Counting

    case = evolve(assessed(), counting=Counting(trigger_day=1))
    within = "the: first_meeting, within: 10 working days, after: assessment_completed"
    assert judged("the: first_meeting, due: 2025-01-17", scenario=case).held
    assert judged(within, scenario=case).held
    assert judged(within.replace("within", "at_least"), scenario=case).held


# --- what has no date -----------------------------------------------------------------------

DATED = (
    "the: visit, due_by: 2030-01-01",
    "the: visit, not_due_before: 2001-01-01",
    "the: visit, within: 99 years, after: assessment_completed",
    "the: visit, at_least: 0 days, after: assessment_completed",
    "each: visit, within: 99 years, after: assessment_completed",
    "the: visit, owed: true",
    "the: visit, state: met",
    "the: visit, force: [must, should, stated]",
)


@pytest.mark.parametrize("text", DATED)
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("not stated", "it is not stated"),
        ("deferred", "it is left to another document or the plan"),
        ("no requirement", "it is said not to be required"),
        ("discretion", "it is left to somebody to decide"),
    ],
)
def test_what_a_text_does_not_date_never_passes_silently(text: str, kind: str, said: str) -> None:
    verdict = judged(text, silent_on={"visit_interval": kind})
    assert verdict.outcome is Outcome.BROKEN
    assert verdict.found == said
    assert judged(f"the: visit, says: {kind}", silent_on={"visit_interval": kind}).held
    assert judged("the: visit, owed: false", silent_on={"visit_interval": kind}).held


def test_the_kind_of_silence_matters() -> None:
    silent = {"visit_interval": "deferred"}
    assert not judged("the: visit, says: not stated", silent_on=silent).held
    assert not judged("the: first_meeting, says: not stated").held
    assert not judged("the: first_meeting, owed: false").held


def test_what_is_asked_for_with_no_period_is_owed_and_has_no_date() -> None:
    rules = {"first": "topic: first_meeting_due, no_period_stated: true, after: referral"}
    case = assessed(("referral", "2025-01-02"))
    assert judged("the: first_meeting, owed: true, force: should", rules, case).held
    verdict = judged("the: first_meeting, due_by: 2030-01-01", rules, case)
    assert not verdict.held
    assert "without a date (no period stated, after the referral)" in verdict.found
    assert not judged("the: first_meeting, says: not stated", rules, case).held


def test_what_may_not_be_sooner_has_no_latest_day() -> None:
    rules = {**FIRST, "r": "topic: review_interval, not_before: 6 weeks, after: first_meeting"}
    assert judged("the: review, not_due_before: 2025-03-03", rules).held
    assert not judged("the: review, not_due_before: 2025-03-04", rules).held
    for latest in ("due: 2025-03-03", "due_by: 2030-01-01", "within: 9 years, after: referral"):
        verdict = judged(f"the: review, {latest}", rules)
        assert not verdict.held
        assert "no latest day is given" in verdict.found


def test_a_rule_that_nothing_in_the_case_brings_about() -> None:
    verdict = judged("the: case_closed, owed: true", {"c": CLOSING})
    assert not verdict.held
    assert verdict.found == "nothing in this case brings it about (it needs the decision to close)"
    assert [one.provision for one in verdict.cited] == ["c"]
    assert judged("the: case_closed, owed: false", {"c": CLOSING}).held


CLOSING = "topic: closure_deadline, within: 10 working days, after: closure_decided"


def test_an_occurrence_the_case_does_not_have() -> None:
    verdict = judged("the: review, number: 40, due_by: 2030-01-01")
    assert not verdict.held
    assert verdict.found == "there is no 40th review in this case"


def test_each_of_none_does_not_hold_unless_it_says_so() -> None:
    assert not judged("each: visit, within: 6 weeks, after: visit").held
    assert judged("each: visit, within: 6 weeks, after: visit, if_any: true").held
    assert not judged("each: review, within: 1 day, after: review, if_any: true").held


def test_each_with_nothing_before_it_has_nothing_to_judge() -> None:
    yearly = {**FIRST, "r": "topic: first_review_due, within: 6 months, after: first_meeting"}
    verdict = judged("each: review, within: 1 day, after: review", yearly)
    assert not verdict.held
    assert verdict.found == "there is no second review to judge"
    assert judged("each: review, within: 1 day, after: review, if_any: true", yearly).held


def test_none_is_owed() -> None:
    assert judged("each: visit, owed: false").held
    assert not judged("each: review, owed: false").held
    assert judged("each: visit, owed: false").expected == "In Testshire no visit is owed"


def test_what_gives_way_is_not_owed() -> None:
    # A progress meeting every six weeks, on the days of the reviews, to which it gives way.
    rules = {
        **REVIEWS,
        "between": "topic: meeting_interval, every: 6 weeks, after: [first_meeting,"
        " progress_meeting], gives_way_to: {activity: review, within: 1 week}",
    }
    assert judged("the: progress_meeting, owed: false", rules).held
    assert not judged("the: progress_meeting, due_by: 2030-01-01", rules).held
    assert judged("the: progress_meeting, state: skipped, due: 2025-03-03", rules).held
    assert judged("each: progress_meeting, owed: false", rules).held


def test_a_date_that_is_only_looked_at_is_asked_for_by_its_topic() -> None:
    rules = {
        "least": "topic: minimum_duration, not_before: 3 months, after: assessment_completed",
        "most": "topic: maximum_duration, within: 12 months, after: assessment_completed",
    }
    assert judged("the: plan_end, topic: maximum_duration, due: 2026-01-06", rules).held
    assert judged("the: plan_end, topic: minimum_duration, not_due_before: 2025-04-06", rules).held
    assert judged("the: plan_end, topic: expected_duration, says: not stated", rules).held


def test_work_to_be_done_comes_before_a_date_that_is_only_looked_at() -> None:
    rules = {
        "look": "topic: responsibility_kept, subject: case_kept, within: 1 week, after: move_out",
        "do": "topic: transfer_out_deadline, subject: case_kept, within: 2 weeks, after: move_out",
    }
    case = assessed(("move_out", "2025-02-03"))
    assert judged("the: case_kept, due: 2025-02-17", rules, case).held
    assert judged("the: case_kept, topic: responsibility_kept, due: 2025-02-10", rules, case).held


def test_a_silence_on_what_other_texts_answer_is_told_by_its_kind() -> None:
    stack = stacked(procedure(REVIEWS, silent_on={"record_due": "deferred"}))
    minutes = expectation("the: minutes, of: review, says: deferred")
    asked = [Question("record_due", "minutes", "review")]
    (verdict,) = judge(assessed(), [minutes], {"x": stack}, england(), questions=asked)
    assert verdict.held
    narrowed = expectation("the: minutes, of: review, topic: record_due, says: deferred")
    (verdict,) = judge(assessed(), [narrowed], {"x": stack}, england())
    assert verdict.held


# --- answers --------------------------------------------------------------------------------

CHAIRS = {
    **REVIEWS,
    "chair": "topic: chair_required, of: review, roles: [team_manager, senior_practitioner]",
    "third": "topic: chair_required, of: review, roles: [service_manager], exception_to: chair,"
    " when: {review_number: 3}, force: must",
}
CHAIRS["third"] = CHAIRS["third"].replace(", force: must", "")
CLOSES = {"closes": "topic: who_may_close, roles: [team_manager, independent_reviewing_officer]"}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("number: 1, roles: [senior_practitioner, team_manager]", True),
        ("number: 1, roles: [team_manager]", False),
        ("number: 1, roles: [team_manager, senior_practitioner, manager]", False),
        ("number: 1, only_roles: [team_manager, senior_practitioner, manager]", True),
        ("number: 1, only_roles: [team_manager]", False),
        ("number: 1, includes_roles: [team_manager]", True),
        ("number: 1, includes_roles: [manager]", False),
        ("number: 3, roles: [service_manager]", True),
        ("number: 2, roles: [service_manager]", False),
        ("number: 1, nobody_below: senior_practitioner", True),
        ("number: 1, nobody_below: team_manager", False),
        ("number: 3, nobody_below: service_manager", True),
        ("number: 3, nobody_below: head_of_service", False),
        ("nobody_below: senior_practitioner", True),
        ("nobody_below: team_manager", False),
        ("roles: [senior_practitioner, team_manager]", False),
        ("number: 1, force: should", True),
        ("number: 1, force: must", False),
        ("number: 1, says: not stated", False),
        ("number: 30, roles: [service_manager]", False),
    ],
)
def test_roles(text: str, held: bool) -> None:
    verdict = judged(f"topic: chair_required, of: review, {text}", CHAIRS)
    assert verdict.held is held
    assert judged(f"topic: chair_required, {text}", CHAIRS).held is held


def test_a_role_without_a_place_is_told_and_is_not_below() -> None:
    verdict = judged("topic: who_may_close, nobody_below: team_manager", CLOSES)
    assert verdict.held
    (remark,) = verdict.remarks
    assert "whether the independent reviewing officer is below the team manager" in remark
    assert not judged("topic: who_may_close, nobody_below: service_manager", CLOSES).held


@pytest.mark.parametrize("text", ["nobody_below: social_worker", "force: [should, must]"])
def test_a_silence_answers_nothing(text: str) -> None:
    verdict = judged(f"topic: who_may_close, {text}")
    assert not verdict.held
    assert verdict.found == "it is not stated"
    assert judged("topic: who_may_close, says: not stated").held


def test_items() -> None:
    rules = {"grounds": "topic: plan_end_grounds, items: [aims_achieved, child_protection]"}
    for text, held in {
        "items: [child_protection, aims_achieved]": True,
        "items: [child_protection]": False,
        "items: [child_protection, aims_achieved, looked_after]": False,
        "includes_items: [child_protection]": True,
        "includes_items: [child_protection, looked_after]": False,
        "excludes_items: [looked_after]": True,
        "excludes_items: [looked_after, aims_achieved]": False,
    }.items():
        assert judged(f"topic: plan_end_grounds, {text}", rules).held is held, text
        assert in_general(f"topic: plan_end_grounds, {text}", rules).held is held, text
    verdict = judged("topic: plan_end_grounds, items: [child_protection, looked_after]", rules)
    assert verdict.found == (
        "the list has 2 items, and leaves out looked after, and includes aims achieved"
    )


# --- procedures themselves ------------------------------------------------------------------


def test_without_a_case_every_provision_counts_under_every_condition() -> None:
    assert in_general(
        "topic: chair_required, of: review, nobody_below: senior_practitioner", CHAIRS
    ).held
    verdict = in_general("topic: chair_required, of: review, roles: [service_manager]", CHAIRS)
    assert not verdict.held
    assert verdict.found == "the team manager or senior practitioner is named"
    only = in_general("topic: chair_required, only_roles: [team_manager]", CHAIRS)
    assert "where review number is 3 the service manager is named" in only.found
    assert {one.provision for one in only.cited} == {"chair", "third"}


def test_without_a_case_a_silence_is_one() -> None:
    assert in_general("topic: who_may_close, says: not stated", REVIEWS).held
    silent = {"who_may_close": "deferred"}
    assert not in_general("topic: who_may_close, says: not stated", REVIEWS, silent_on=silent).held
    assert in_general("topic: who_may_close, says: deferred", REVIEWS, silent_on=silent).held
    assert not in_general("topic: who_may_close, nobody_below: manager", REVIEWS).held


@pytest.mark.parametrize(
    ("above", "held"),
    [
        # The layer below answers where the text speaks for some children only, and not where it
        # speaks for all of them.
        ("topic: who_may_close, roles: [team_manager], when: {disabled: true}", False),
        ("topic: who_may_close, roles: [team_manager]", True),
    ],
)
def test_a_layer_below_counts_where_it_can_answer(above: str, held: bool) -> None:
    below = procedure(
        {"all": "topic: who_may_close, roles: [social_worker]"}, slug="below", layer="national"
    )
    stack = stacked(below, procedure({"some": above}))
    one = expectation("topic: who_may_close, nobody_below: team_manager", on_case=False)
    (verdict,) = judge(None, [one], {"testshire": stack}, england())
    assert verdict.held is held


def test_a_silence_that_says_so_keeps_the_layer_below_out() -> None:
    below = procedure(
        {"all": "topic: who_may_close, roles: [social_worker]"}, slug="below", layer="national"
    )
    one = expectation("topic: who_may_close, says: deferred", on_case=False)
    for kind, held in {"deferred": True, "not stated": False}.items():
        stack = stacked(below, procedure(FIRST, silent_on={"who_may_close": kind}))
        (verdict,) = judge(None, [one], {"testshire": stack}, england())
        assert verdict.held is held


# --- several, and in words ------------------------------------------------------------------


def stack_of(authority: str) -> PolicyStack:
    return stacked(procedure(REVIEWS, slug=authority))


def test_an_expectation_is_judged_where_it_is_meant() -> None:
    one = expectation("in: [here, there], the: review, due: 2025-03-03")
    every = expectation("the: review, due: 2025-03-04")
    stacks = {slug: stack_of("x") for slug in ("there", "elsewhere", "here", "here (file)")}
    found = judge(assessed(), [one, every], stacks, england())
    assert [(v.authority, v.held) for v in found] == [
        ("there", True),
        ("here", True),
        ("here (file)", True),
        ("there", False),
        ("elsewhere", False),
        ("here", False),
        ("here (file)", False),
    ]


def test_a_verdict_says_the_whole_of_it() -> None:
    verdict = judged("the: first_meeting, due_by: 2025-01-17, because: we promised")
    assert verdict.sentence == (
        "In Testshire the first meeting is due by 17 Jan 2025: it is due on Mon 20 Jan 2025 "
        "(para 1, first)"
    )
    assert str(verdict.place) == "test.yaml:4:5"
    assert verdict.expectation.because == "we promised"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the: review, number: 2, due: 2025-04-14", "the second review is due on 14 Apr 2025"),
        (
            "each: review, within: 6 weeks, after: [review, first_meeting]",
            "every review is due within 6 weeks of the last review or the first meeting",
        ),
        (
            "the: minutes, of: review, number: 3, not_due_before: 2025-01-31",
            "the minutes for the third review are due no sooner than 31 Jan 2025",
        ),
        (
            "each: minutes, of: review, at_least: 2 days, after: review, if_any: true",
            "the minutes for every review are due at least 2 days after the review, "
            "if there is any",
        ),
        ("the: first_meeting, says: discretion", "the first meeting is left to somebody to decide"),
        (
            "the: visit, owed: true, state: met, force: [must, should]",
            "the first visit is owed, in the state 'met' and put with the force 'must or should'",
        ),
    ],
)
def test_the_sentence_of_an_expectation(text: str, said: str) -> None:
    assert judged(text).expected == f"In Testshire {said}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "topic: who_may_close, nobody_below: team_manager",
            "'who may close', nobody below the team manager is named",
        ),
        (
            "topic: chair_required, of: review, number: 2, roles: [team_manager, chair]",
            "'chair of the second review', the team manager or chair of the meeting and nobody "
            "else is named",
        ),
        (
            "topic: who_may_decide, subject: endorse_plan, says: not stated",
            "'endorsing the plan', the answer is not stated",
        ),
    ],
)
def test_the_sentence_of_an_expectation_of_an_answer(text: str, said: str) -> None:
    assert judged(text).expected.removeprefix("In Testshire, on ").lower() == said.lower()


def test_an_authority_that_fails_takes_no_other_down() -> None:
    stacks = {"good": stack_of("good"), "bad": _Failing(stack_of("bad"))}
    one = expectation("the: review, due: 2025-03-03")
    found = judge(assessed(), [one], stacks, england())  # type: ignore[arg-type]
    assert [v.outcome for v in found] == [Outcome.HELD, Outcome.FAILED]
    assert found[1].failure == "ValueError: lost"
    assert not found[1].held


class _Failing:
    """A stack that fails whenever it is asked."""

    def __init__(self, stack: PolicyStack) -> None:
        self.stack = stack

    def __getattr__(self, name: str) -> Any:
        if name == "ask":
            raise ValueError("lost")
        return getattr(self.stack, name)


# --- roles in order -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "other", "expected"),
    [
        ("social_worker", "senior_practitioner", Rank.BELOW),
        ("social_worker", "assistant_director", Rank.BELOW),
        ("assistant_director", "social_worker", Rank.NOT_BELOW),
        ("team_manager", "team_manager", Rank.NOT_BELOW),
        ("deputy_team_manager", "team_manager", Rank.BELOW),
        ("practice_manager", "team_manager", Rank.NOT_STATED),
        ("team_manager", "practice_manager", Rank.NOT_STATED),
        ("senior_practitioner", "deputy_team_manager", Rank.NOT_STATED),
        ("independent_reviewing_officer", "team_manager", Rank.NOT_STATED),
        ("manager", "team_manager", Rank.NOT_STATED),
        ("no_such_role", "team_manager", Rank.NOT_STATED),
    ],
)
def test_the_order_of_roles(role: str, other: str, expected: Rank) -> None:
    assert rank(role, other, common_vocabulary().roles) is expected


def test_a_procedure_puts_its_own_roles_in_the_order() -> None:
    own = "{roles: {panel_chair: {meaning: Chairs the panel., above: [team_manager], below: [head_of_service]}}}"  # noqa: E501
    words = common_vocabulary().merged(procedure(FIRST, vocabulary=own).vocabulary).roles
    assert rank("social_worker", "panel_chair", words) is Rank.BELOW
    assert rank("panel_chair", "team_manager", words) is Rank.NOT_BELOW
    assert rank("panel_chair", "assistant_director", words) is Rank.BELOW
    assert rank("panel_chair", "service_manager", words) is Rank.NOT_STATED


@pytest.mark.parametrize("role", common_vocabulary().roles)
def test_the_common_order_names_roles_and_has_no_circle(role: str) -> None:
    roles = common_vocabulary().roles
    assert {*roles[role].below, *roles[role].above} <= set(roles)
    assert not [o for o in roles if o != role and _both_ways(role, o)]


def _both_ways(role: str, other: str) -> bool:
    roles = common_vocabulary().roles
    return Rank.BELOW in (rank(role, other, roles), rank(other, role, roles)) and (
        rank(role, other, roles) is rank(other, role, roles)
    )


# --- scenarios ------------------------------------------------------------------------------


def test_expectations_change_nothing_about_a_comparison(tmp_path: Path) -> None:
    text = CASE.read_text("utf-8")
    bare = tmp_path / "bare.yaml"
    bare.write_text(text[: text.index("expect:")], "utf-8")
    made = cinpolicy.compare(CASE)  # of another file, which its fingerprint tells
    assert cinpolicy.compare(bare) == evolve(made, fingerprint=cinpolicy.compare(bare).fingerprint)


def test_the_place_is_that_of_the_file_it_was_read_from(tmp_path: Path) -> None:
    """Two files of the same content have compiled forms of their own."""
    words = cinpolicy.Library().words()
    for name in ("one.yaml", "two.yaml"):
        copy = tmp_path / name
        copy.write_bytes(CASE.read_bytes())
        for _ in range(2):
            expected = load_scenario(copy, words).expectations
            assert {one.place.path for one in expected} == {str(copy)}
            assert len(expected) == 19


def test_a_topic_of_another_authority_is_not_stated_here(tmp_path: Path) -> None:
    """A word declared by one authority can be expected of another, which knows nothing of it."""
    own = "{topics: {panel_notice: {kind: role, label: Panel, section: Oversight, question: Who?, does: panel}}, items: {panel: A panel.}}"  # noqa: E501
    there = procedure({"p": "topic: panel_notice, roles: [team_manager]"}, vocabulary=own)
    words = common_vocabulary().merged(there.vocabulary)
    text = "expectations: x\nexpect:\n  - {topic: panel_notice, roles: [team_manager]}\n"
    expected = parse_expectations(Path("x.yaml"), text.encode(), words).expectations
    stacks = {"there": stacked(there), "here": stack_of("here")}
    for scenario in (None, assessed()):
        found = judge(scenario, expected, stacks, england())
        assert [(v.authority, v.held) for v in found] == [("there", True), ("here", False)]
        assert found[1].found == "it is not stated"
        alone = judge(scenario, expected, {"here": stacks["here"]}, england(), words=words)
        assert alone == (found[1],)


def test_a_file_with_faults_is_an_input_error() -> None:
    with pytest.raises(InputError) as raised:
        expectation("the: review")
    assert raised.value.faults[0].found == "nothing"


def test_an_expectation_is_judged_and_told_as_before_where_only_a_mark_is_passed_on() -> None:
    taken = {**REVIEWS, "first": f"{REVIEWS['first']}, assumes: The child needs services."}
    for day in ("2025-03-03", "2025-03-04"):
        text = f"the: review, due: {day}"
        assert judged(text, taken) == judged(text, REVIEWS)
