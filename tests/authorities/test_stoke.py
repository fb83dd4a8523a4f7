"""Stoke-on-Trent: cases worked out by hand from Child in Need (CIN).

The plan is circulated within "10 days", of no stated kind; the first review comes at 3 months,
further ones generally every 6. Paragraph numbers count the lines of the text that are not blank.
"""

from collections.abc import Mapping
from typing import Any

import pytest
from attrs import evolve

from cinpolicy.case import Happening
from cinpolicy.loading.bank_holidays import england
from cinpolicy.provisions import Provision, Question
from cinpolicy.simulator import simulate
from cinpolicy.timeline import Remark, State, Timeline
from tests.cases import case, day, due, obligations, other_dates, owed, roles, run, says, stack

MEETING = ("first_meeting", "2025-01-17")  # a Friday: reviews on Thu 17 Apr and Fri 17 Oct 2025
STANDING = set(State) - {State.STOPPED, State.SUPERSEDED}


def held(activity: str, number: int, on: str, of: str = "", **facts: Any) -> dict[str, Any]:
    """An activity held on a day of the case's own choosing."""
    return {"activity": activity, "number": number, "of": of, "held": on, "with": facts}


def changed(on: str) -> Timeline:
    """A case in which a significant change raises concerns on a day after the first meeting."""
    before = case(MEETING)
    change = Happening(
        event="significant_change", date=day(on), facts={"change_raises_concerns": True}
    )
    after = evolve(before, happenings=(*before.happenings, change))
    return simulate(stack("stoke"), after, england())


def provision(name: str) -> Provision:
    """A provision of Stoke's own, by its id."""
    return next(p for p in stack("stoke").top.provisions if p.id == name)


def facts_with(given: Mapping[str, Any]) -> dict[str, Any]:
    """Every fact as a case has it that says nothing else, with those given."""
    words = stack("stoke").vocabulary
    return {name: fact.default for name, fact in words.facts.items()} | dict(given)


def text_says(topic: str, subject: str, of: str = "", **facts: Any) -> Provision | None:
    """The provision that answers for these facts, if only by a silence; None where none does.

    For statements that hold whatever the case, which a timeline leaves out.
    """
    found = stack("stoke").top.answer(Question(topic, subject, of), facts_with(facts))
    return found.says if found and isinstance(found.says, Provision) else None


def in_other_readings(
    topic: str, subject: str, of: str = "", **facts: Any
) -> dict[str, Provision | None]:
    """What other readings make of it, by the name of the reading."""
    question = Question(topic, subject, of)
    found = stack("stoke").top.other_readings(question, facts_with(facts))
    return {name: other.provision if other else None for name, other in found}


# --- The plan is circulated within 10 days, of no stated kind (para 4) -------------------------


@pytest.mark.parametrize(
    ("meeting", "calendar_days", "working_days"),
    [
        # Mon 3 Feb 2025: Thu 13 Feb; two weeks of five working days: Mon 17 Feb.
        pytest.param("2025-02-03", "2025-02-13", "2025-02-17", id="plain"),
        # Wed 5 Feb: Sat 15 Feb stays; 6 and 7 Feb 2, 10 to 14 Feb 7, 17 to 19 Feb 10.
        pytest.param("2025-02-05", "2025-02-15", "2025-02-19", id="ends on a Saturday"),
        # Fri 7 Feb: Mon 17 Feb; Fri 21 Feb.
        pytest.param("2025-02-07", "2025-02-17", "2025-02-21", id="held on a Friday"),
        # Fri 20 Dec 2024: Mon 30 Dec; 23 and 24 Dec 2, 27 Dec 3, 30 and 31 Dec 5, 2 and 3 Jan
        # 7, 6 to 8 Jan 10: 25 and 26 Dec and 1 Jan are passed over.
        pytest.param("2024-12-20", "2024-12-30", "2025-01-08", id="over Christmas"),
        # Sun 15 Dec 2024: Wed 25 Dec stays; 16 to 20 Dec 5, 23 and 24 Dec 7, 27 Dec 8, 30 and
        # 31 Dec 10.
        pytest.param("2024-12-15", "2024-12-25", "2024-12-31", id="ends on Christmas Day"),
        # Mon 14 Apr 2025: Thu 24 Apr; 15 to 17 Apr 3, 22 to 25 Apr 7, 28 to 30 Apr 10: Good
        # Friday 18 Apr and Easter Monday 21 Apr are passed over.
        pytest.param("2025-04-14", "2025-04-24", "2025-04-30", id="over Easter"),
        # Fri 25 Apr 2025: Mon 5 May, a bank holiday, stays; 28 Apr to 2 May 5, 6 to 9 May 9,
        # 12 May 10.
        pytest.param("2025-04-25", "2025-05-05", "2025-05-12", id="ends on a bank holiday"),
        # Wed 21 Feb 2024: 22 to 29 Feb 8, Sat 2 Mar 10; 22 and 23 Feb 2, 26 Feb to 1 Mar 7,
        # 4 to 6 Mar 10.
        pytest.param("2024-02-21", "2024-03-02", "2024-03-06", id="over 29 February"),
    ],
)
def test_plan_circulated_within_10_days(
    meeting: str, calendar_days: str, working_days: str
) -> None:
    timeline = run("stoke", ("first_meeting", meeting))
    assert due(timeline, "plan_circulated", of="first_meeting") == calendar_days
    plan = owed(timeline, "plan_circulated", of="first_meeting")
    assert other_dates(plan) == {"working_days": working_days}


@pytest.mark.parametrize(
    ("on", "state"),
    [
        # The meeting on Mon 3 Feb 2025; day 10 is Thu 13 Feb.
        pytest.param("2025-02-03", "met", id="on the day of the meeting"),
        pytest.param("2025-02-13", "met", id="on day 10"),
        pytest.param("2025-02-14", "late", id="on day 11"),
    ],
)
def test_plan_circulated_on_either_side_of_day_10(on: str, state: str) -> None:
    timeline = run(
        "stoke",
        ("first_meeting", "2025-02-03"),
        happened=[held("plan_circulated", 1, on, of="first_meeting")],
    )
    assert owed(timeline, "plan_circulated", of="first_meeting").state.value == state


@pytest.mark.parametrize(
    ("meeting", "remarked"),
    [
        pytest.param("2025-02-05", True, id="Saturday"),
        pytest.param("2025-04-25", True, id="bank holiday"),
        pytest.param("2025-02-03", False, id="a working day"),
    ],
)
def test_ten_days_that_end_on_a_non_working_day_say_so(meeting: str, remarked: bool) -> None:
    timeline = run("stoke", ("first_meeting", meeting))
    plan = owed(timeline, "plan_circulated", of="first_meeting")
    assert (Remark.ON_NON_WORKING_DAY in plan.remarks) is remarked


def test_whether_the_ten_days_hold_for_reviews_is_not_said() -> None:
    # Para 4 stands before the part on reviews. If a review is a CIN meeting too: Thu 17 Apr
    # 2025 and ten days, Sun 27 Apr; ten working days over Easter and the bank holiday in
    # May, Tue 6 May.
    timeline = run("stoke", MEETING)
    assert obligations(timeline, "plan_circulated", "review") == []
    question = Question("record_due", "plan_circulated", "review")
    assert says(timeline, *question) == "not stated"
    other, in_working_days = timeline.other_readings[question]
    assert (other.reading, in_working_days.reading) == (
        "reviews_too",
        "reviews_too_in_working_days",
    )
    assert in_working_days.due is not None
    assert in_working_days.due.date == day("2025-05-06")
    assert other.answer.provision is not None
    assert other.answer.provision.timing is not None
    assert str(other.answer.provision.timing.period) == "10 days"
    assert other.due is not None
    assert other.due.date == day("2025-04-27")


# --- The initial meeting has no date ----------------------------------------------------------


@pytest.mark.parametrize("event", ["referral", "assessment_completed", "move_in", "left_care"])
def test_nothing_dates_the_initial_meeting(event: str) -> None:
    timeline = run("stoke", (event, "2025-01-06"))
    assert obligations(timeline, "first_meeting") == []
    assert obligations(timeline, "review") == []


def test_what_follows_from_an_assumed_meeting_rests_on_it() -> None:
    # Taken as held on Mon 17 Feb 2025: ten days to Thu 27 Feb, three months to Sat 17 May.
    timeline = run("stoke", undated={"first_meeting": "2025-02-17"})
    plan = owed(timeline, "plan_circulated", of="first_meeting")
    assert due(timeline, "plan_circulated", of="first_meeting") == "2025-02-27"
    assert due(timeline, "review") == "2025-05-17"
    assert Remark.RESTS_ON_ASSUMED_DATE in plan.remarks
    assert Remark.RESTS_ON_ASSUMED_DATE in owed(timeline, "review").remarks


def test_the_plan_is_taken_to_start_with_the_meeting() -> None:
    timeline = run("stoke", MEETING)
    assert due(timeline, "plan_start") == "2025-01-17"
    assert owed(timeline, "plan_start").provision.assumes


# --- Reviews: 3 months, then every 6 (para 28) ------------------------------------------------


@pytest.mark.parametrize(
    ("meeting", "first", "second", "third"),
    [
        pytest.param("2025-01-17", "2025-04-17", "2025-10-17", "2026-04-17", id="plain"),
        # Sat 3 May 2025 stays; Mon 3 Nov; Sun 3 May 2026 stays.
        pytest.param("2025-02-03", "2025-05-03", "2025-11-03", "2026-05-03", id="at weekends"),
        pytest.param("2025-01-21", "2025-04-21", "2025-10-21", "2026-04-21", id="Easter Monday"),
        pytest.param("2025-01-18", "2025-04-18", "2025-10-18", "2026-04-18", id="Good Friday"),
        pytest.param("2024-09-25", "2024-12-25", "2025-06-25", "2025-12-25", id="Christmas Day"),
        pytest.param("2024-11-10", "2025-02-10", "2025-08-10", "2026-02-10", id="over Christmas"),
        # February 2025 has 28 days: the 28th is there, the 29th and 30th are not. The next
        # count starts on the day the review was held.
        pytest.param("2024-11-28", "2025-02-28", "2025-08-28", "2026-02-28", id="to 28 Feb"),
        pytest.param("2024-11-29", "2025-02-28", "2025-08-28", "2026-02-28", id="29th to 28 Feb"),
        pytest.param("2024-11-30", "2025-02-28", "2025-08-28", "2026-02-28", id="30th to 28 Feb"),
        # February 2024 has 29 days. Six months from 29 Aug 2024 end on 28 Feb 2025.
        pytest.param("2023-11-28", "2024-02-28", "2024-08-28", "2025-02-28", id="leap, 28th"),
        pytest.param("2023-11-29", "2024-02-29", "2024-08-29", "2025-02-28", id="leap, 29th"),
        pytest.param("2023-11-30", "2024-02-29", "2024-08-29", "2025-02-28", id="leap, 30th"),
        # April has 30 days.
        pytest.param("2025-01-30", "2025-04-30", "2025-10-30", "2026-04-30", id="to 30 Apr"),
        pytest.param("2025-01-31", "2025-04-30", "2025-10-30", "2026-04-30", id="31st to 30 Apr"),
        # August has 31 days; six months on is the end of February.
        pytest.param("2025-05-31", "2025-08-31", "2026-02-28", "2026-08-28", id="31st to 31st"),
    ],
)
def test_reviews_at_3_months_and_then_every_6(
    meeting: str, first: str, second: str, third: str
) -> None:
    timeline = run("stoke", ("first_meeting", meeting))
    found = [due(timeline, "review", number) for number in (1, 2, 3)]
    assert found == [first, second, third]


@pytest.mark.parametrize(
    ("meeting", "number", "clipped"),
    [
        pytest.param("2024-11-28", 1, False, id="28 Nov, 28 Feb"),
        pytest.param("2024-11-29", 1, True, id="29 Nov, 28 Feb"),
        pytest.param("2023-11-29", 1, False, id="29 Nov, 29 Feb"),
        pytest.param("2023-11-30", 1, True, id="30 Nov, 29 Feb"),
        pytest.param("2025-05-31", 1, False, id="31 May, 31 Aug"),
        pytest.param("2025-05-31", 2, True, id="31 Aug, 28 Feb"),
    ],
)
def test_a_month_too_short_is_noted(meeting: str, number: int, clipped: bool) -> None:
    review = owed(run("stoke", ("first_meeting", meeting)), "review", number)
    assert review.due is not None
    assert review.due.clipped is clipped


@pytest.mark.parametrize(
    ("on", "state", "second"),
    [
        # Due Thu 17 Apr 2025; six months run from the review as held.
        pytest.param("2025-04-16", "met", "2025-10-16", id="a day early"),
        pytest.param("2025-04-17", "met", "2025-10-17", id="on the day"),
        pytest.param("2025-04-18", "late", "2025-10-18", id="a day late"),
        pytest.param("2025-05-31", "late", "2025-11-30", id="late, on a 31st"),
    ],
)
def test_first_review_on_either_side_of_3_months(on: str, state: str, second: str) -> None:
    timeline = run("stoke", MEETING, happened=[held("review", 1, on)])
    assert owed(timeline, "review").state.value == state
    assert due(timeline, "review", 2) == second


@pytest.mark.parametrize(
    ("on", "state", "third"),
    [
        # Due Fri 17 Oct 2025.
        pytest.param("2025-10-17", "met", "2026-04-17", id="on the day"),
        pytest.param("2025-10-18", "late", "2026-04-18", id="a day late"),
        pytest.param("2025-08-31", "met", "2026-02-28", id="early, to a month's end"),
    ],
)
def test_second_review_on_either_side_of_6_months(on: str, state: str, third: str) -> None:
    timeline = run("stoke", MEETING, happened=[held("review", 2, on)])
    assert owed(timeline, "review", 2).state.value == state
    assert due(timeline, "review", 3) == third


# --- A change that raises concerns (para 28) --------------------------------------------------


@pytest.mark.parametrize(
    ("concerns", "expected", "others"),
    [
        # In principle; the plan names the timescales.
        pytest.param(False, "2025-04-17", {"set_by_the_plan": None}, id="no concerns: 3 months"),
        # The exception puts no other time in place of the three months; or they become a limit;
        # or no review is due.
        pytest.param(
            True, None, {"sooner": "2025-04-17", "no_review": None}, id="concerns: no time"
        ),
    ],
)
def test_a_change_that_raises_concerns_lifts_the_3_months(
    concerns: bool, expected: str | None, others: Mapping[str, str | None]
) -> None:
    timeline = run("stoke", MEETING, facts={"change_raises_concerns": concerns})
    assert due(timeline, "review") == expected
    assert other_dates(owed(timeline, "review")) == others


def test_a_change_that_raises_no_concerns_leaves_the_3_months() -> None:
    timeline = run("stoke", MEETING, ("significant_change", "2025-03-03"))
    assert [o.due and o.due.date for o in obligations(timeline, "review")][:1] == [
        day("2025-04-17")
    ]
    assert obligations(timeline, "early_review") == []


def test_a_change_between_meeting_and_review_lifts_the_3_months() -> None:
    # Meeting 17 Jan, change with concerns on Mon 3 Mar 2025: the three months no longer hold.
    found = obligations(changed("2025-03-03"), "review", topic="first_review_due")
    assert [o.due for o in found if o.number == 1 and o.state in STANDING] == [None]


def test_a_change_after_the_first_review_leaves_the_6_months() -> None:
    # The exception is to the first review alone: held on 17 Apr, change on 1 May 2025, so the
    # second stays at Fri 17 Oct and no first review is due again.
    timeline = changed("2025-05-01")
    assert [o.number for o in obligations(timeline, "review", topic="first_review_due")] == [1]
    assert due(timeline, "review", 2) == "2025-10-17"


def test_after_a_review_with_no_time_the_6_months_run_from_it() -> None:
    # Held on Mon 3 Mar 2025: Wed 3 Sep 2025.
    timeline = run(
        "stoke",
        MEETING,
        facts={"change_raises_concerns": True},
        happened=[held("review", 1, "2025-03-03")],
    )
    assert due(timeline, "review", 2) == "2025-09-03"


# --- Risk or much support (para 28) -----------------------------------------------------------


@pytest.mark.parametrize(
    ("high", "force"),
    [
        # Generally, and the plan will need to name the timescale: no date.
        pytest.param(False, "will", id="not high"),
        # May need more often, and the plan names the timescale: no date.
        pytest.param(True, "may", id="high"),
    ],
)
def test_further_reviews_at_risk_or_with_much_support(high: bool, force: str) -> None:
    timeline = run("stoke", MEETING, facts={"high_risk_or_support": high})
    assert due(timeline, "review") == "2025-04-17"
    assert due(timeline, "review", 2) == "2025-10-17"
    [other] = owed(timeline, "review", 2).alternatives
    assert (other.reading, other.due) == ("set_by_the_plan", None)
    assert isinstance(other.answer.says, Provision)
    assert other.answer.says.force.value == force
    assert other.answer.silence is not None
    assert other.answer.silence.kind.value == "deferred"


@pytest.mark.parametrize(
    "to",
    [
        # Some may need reviews more often: that goes against nothing in the text, and the
        # general interval stays what it is. Nobody is named who may decide.
        "3 months",
        "6 months",
    ],
)
@pytest.mark.parametrize("role", ["social_worker", "team_manager"])
def test_reviewing_more_often_is_not_refused(to: str, role: str) -> None:
    timeline = run("stoke", MEETING, decisions=[("2025-04-01", "review", to, role)])
    second = owed(timeline, "review", 2)
    assert Remark.VARIATION_REFUSED not in second.remarks
    assert due(timeline, "review", 2) == "2025-10-17"


# --- Notes (para 4) ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attends", "notes", "force", "named_by"),
    [
        pytest.param(True, {"social_worker"}, "expected", "not stated", id="there"),
        pytest.param(False, {"attendee_named_by_chair"}, "will", {"chair"}, id="absent"),
    ],
)
def test_who_takes_notes_of_the_initial_meeting(
    attends: bool, notes: set[str], force: str, named_by: set[str] | str
) -> None:
    timeline = run(
        "stoke", happened=[held("first_meeting", 1, "2025-01-17", social_worker_attends=attends)]
    )
    said = says(timeline, "responsible_role", "note_taking", "first_meeting")
    assert isinstance(said, Provision)
    assert (set(said.roles), said.force.value) == (notes, force)
    naming = roles(timeline, "responsible_role", "naming_note_taker", "first_meeting")
    assert naming == named_by


@pytest.mark.parametrize(
    ("attends", "reviews_too"),
    [
        pytest.param(True, {"social_worker"}, id="there"),
        pytest.param(False, {"attendee_named_by_chair"}, id="absent"),
    ],
)
def test_who_takes_notes_of_a_review_is_not_said(attends: bool, reviews_too: set[str]) -> None:
    # Unless a review is one of the meetings para 4 speaks of.
    timeline = run(
        "stoke", MEETING, happened=[held("review", 1, "2025-04-17", social_worker_attends=attends)]
    )
    assert roles(timeline, "responsible_role", "note_taking", "review") == "not stated"
    question = Question("responsible_role", "note_taking", "review")
    [first] = [a for a in timeline.assignments if (a.question, a.number) == (question, 1)]
    [other] = first.alternatives
    assert other.answer.provision is not None
    assert set(other.answer.provision.roles) == reviews_too


@pytest.mark.parametrize(
    ("attends", "records", "force"),
    [
        pytest.param(True, {"social_worker"}, "expected", id="there"),
        pytest.param(False, {"attendee_named_by_chair"}, "will", id="absent"),
    ],
)
def test_discussions_and_decisions_are_recorded(
    attends: bool, records: set[str], force: str
) -> None:
    # Para 4, with no time for it.
    timeline = run(
        "stoke", happened=[held("first_meeting", 1, "2025-01-17", social_worker_attends=attends)]
    )
    assert roles(timeline, "responsible_role", "recording", "first_meeting") == records
    minutes = owed(timeline, "minutes", of="first_meeting")
    assert (minutes.due, set(minutes.provision.by)) == (None, records)
    assert minutes.provision.force.value == force


@pytest.mark.parametrize(
    ("needs", "other_language", "force"),
    [
        # Para 15: an advocate; para 16: interpreting.
        pytest.param(False, False, None, id="neither"),
        pytest.param(True, False, "should", id="an advocate"),
        pytest.param(False, True, "must", id="interpreting"),
        pytest.param(True, True, "must", id="both"),
    ],
)
def test_support_to_attend(needs: bool, other_language: bool, force: str | None) -> None:
    facts = {
        "parent_with_learning_or_mental_health_needs": needs,
        "english_not_first_language": other_language,
    }
    timeline = run("stoke", undated={"first_meeting": "2025-02-17"}, facts=facts)
    found = obligations(timeline, "support_discussed", "first_meeting")
    assert [o.provision.force.value for o in found] == ([force] if force else [])


@pytest.mark.parametrize("disagrees", [True, False])
def test_disagreement_with_the_plan_is_recorded(disagrees: bool) -> None:
    # Para 24.
    timeline = run("stoke", MEETING, facts={"disagreement_at_first_meeting": disagrees})
    assert bool(obligations(timeline, "disagreement_recorded", "first_meeting")) is disagrees


# --- Other roles, and what comes before the meeting -------------------------------------------


@pytest.mark.parametrize(
    ("topic", "subject", "of", "expected"),
    [
        pytest.param("responsible_role", "leading", "", {"social_worker"}, id="para 4: lead"),
        pytest.param(
            "responsible_role", "supportive_meeting", "first_meeting", {"chair"}, id="para 11"
        ),
        pytest.param("responsible_role", "overseeing", "", {"manager"}, id="oversight: national"),
        pytest.param("responsible_role", "implementing_plan", "", "deferred", id="para 20"),
        # Para 28: the plan names the timescale.
        pytest.param("who_may_decide", "review_frequency", "", "deferred", id="how often"),
        pytest.param("who_may_close", "closure_decision", "", "not stated", id="closing"),
        # Para 26: the review looks for changed needs; nobody is named who makes the new plan.
        pytest.param("responsible_role", "keeping_plan_current", "", "not stated", id="new plan"),
    ],
)
def test_who_is_responsible_or_decides(
    topic: str, subject: str, of: str, expected: set[str] | str
) -> None:
    assert roles(run("stoke", MEETING), topic, subject, of) == expected


@pytest.mark.parametrize("topic", ["chair_required", "who_may_close"])
def test_no_role_is_named_to_chair_or_close(topic: str) -> None:
    # Paras 4, 11, 26, 27: the chair has duties, the review assesses; nobody is named for either.
    assert stack("stoke").top.silent_on[topic].kind.value == "not stated"


@pytest.mark.parametrize("agree", [True, False])
def test_all_have_seen_the_assessment_where_the_parents_agree(agree: bool) -> None:
    # Para 11: before the meeting, taken as held on Mon 17 Feb 2025.
    facts = {"parents_agree_to_share_assessment": agree}
    timeline = run("stoke", undated={"first_meeting": "2025-02-17"}, facts=facts)
    question = ("notice_due", "assessment_seen_by_attendees", "first_meeting")
    said = says(timeline, *question)
    if agree:
        assert isinstance(said, Provision)
        assert (said.force.value, said.cite.paragraphs) == ("must", (11,))
        assert due(timeline, "assessment_seen_by_attendees", of="first_meeting") == "2025-02-17"
    else:
        assert said == "not stated"
        assert obligations(timeline, "assessment_seen_by_attendees", "first_meeting") == []


# --- Lists ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "subject", "of", "force", "items"),
    [
        pytest.param(
            "checklist",
            "attendees",
            "first_meeting",
            "usually",
            {
                "family_members",
                "child",
                "supporter_or_advocate",
                "childrens_services",
                "health_services",
                "education_services",
                "other_professionals_involved",
                "relevant_agencies",
                "adviser_on_an_area_of_need",
                "services_not_yet_involved",
            },
            id="paras 5-10, 13, 14: who attends",
        ),
        pytest.param(
            "outcomes",
            "outcomes",
            "review",
            "may",
            {
                "close_case",
                "reduce_input",
                "new_plan",
                "child_protection",
                "looked_after",
                "care_proceedings",
            },
            id="paras 26, 27: outcomes",
        ),
        pytest.param(
            "plan_end_grounds",
            "plan_end_grounds",
            "",
            "stated",
            {"aims_achieved"},
            id="para 26: grounds",
        ),
    ],
)
def test_lists(topic: str, subject: str, of: str, force: str, items: set[str]) -> None:
    said = says(run("stoke", MEETING), topic, subject, of)
    assert isinstance(said, Provision)
    assert (said.force.value, set(said.items)) == (force, items)


# What stands before the heading on reviews, of the initial meeting: is it of reviews too?

BEFORE_REVIEWS = [
    # topic, subject, force, paragraphs
    ("checklist", "minutes_contents", "expected", (4, 24)),
    ("checklist", "attendees", "usually", (5, 6, 7, 8, 9, 10, 13, 14)),
    ("practice", "fewest_people_needed", "will", (5,)),
    ("checklist", "meeting_conduct", "will", (11,)),
    ("responsible_role", "supportive_meeting", "will", (11,)),
    ("notice_due", "assessment_seen_by_attendees", "must", (11,)),
    ("practice", "attendance_prioritised", "should", (12,)),
    ("practice", "attendees_come_prepared", "should", (12,)),
    ("checklist", "areas_of_expertise", "will", (13,)),
    ("practice", "services_not_yet_involved", "should", (14,)),
    ("checklist", "meeting_arrangements", "should", (15, 16)),
]


@pytest.mark.parametrize(
    ("topic", "subject", "force", "cited"), BEFORE_REVIEWS, ids=[row[1] for row in BEFORE_REVIEWS]
)
def test_said_of_the_initial_meeting_and_perhaps_of_reviews(
    topic: str, subject: str, force: str, cited: tuple[int, ...]
) -> None:
    facts = {
        "parent_with_learning_or_mental_health_needs": True,
        "english_not_first_language": True,
    }
    said = text_says(topic, subject, "first_meeting", **facts)
    assert said is not None
    assert said.silence is None
    assert (said.force.value, said.cite.paragraphs) == (force, cited)
    of_review = text_says(topic, subject, "review", **facts)
    assert of_review is not None
    assert of_review.silence is not None
    assert of_review.silence.kind.value == "not stated"
    others = in_other_readings(topic, subject, "review", **facts)
    assert list(others) == ["reviews_too"]
    assert others["reviews_too"] is not None
    assert others["reviews_too"].force.value == force


@pytest.mark.parametrize(
    ("subject", "fact"),
    [
        pytest.param(
            "advocate_offered", "parent_with_learning_or_mental_health_needs", id="para 15"
        ),
        pytest.param("interpreters_offered", "english_not_first_language", id="para 16"),
    ],
)
@pytest.mark.parametrize("true", [True, False])
def test_an_advocate_and_interpreting_are_for_those_who_need_them(
    subject: str, fact: str, true: bool
) -> None:
    assert bool(text_says("practice", subject, "", **{fact: true})) is true


@pytest.mark.parametrize(
    ("topic", "subject", "force", "cited"),
    [
        pytest.param("principle", "plan_based_on_assessment", "must", (3,), id="para 3"),
        pytest.param("principle", "holistic_view", "must", (3,), id="para 3: whole"),
        pytest.param(
            "practice", "findings_understood_and_accepted", "must", (3,), id="para 3: findings"
        ),
        pytest.param("practice", "time_to_negotiate_agreement", "must", (3,), id="para 3: time"),
        pytest.param("practice", "asking_family_whether_help_works", "must", (23,), id="para 23"),
        pytest.param("practice", "referral_made_for_support", "should", (15,), id="para 15"),
        pytest.param("practice", "review_frequency_by_need", "will", (28,), id="para 28"),
    ],
)
def test_principles_and_practice(
    topic: str, subject: str, force: str, cited: tuple[int, ...]
) -> None:
    said = text_says(topic, subject)
    assert said is not None
    assert (said.force.value, said.cite.paragraphs) == (force, cited)


@pytest.mark.parametrize(
    ("subject", "of", "force", "items", "absent"),
    [
        pytest.param(
            "meeting_purpose",
            "first_meeting",
            "stated",
            {"share_information", "identify_needs", "agree_services"},
            # Paras 17, 26: not put as what the meeting is for.
            {"make_plan", "review_progress"},
            id="para 2: purpose",
        ),
        pytest.param(
            "meeting_purpose",
            "review",
            "stated",
            {
                "review_progress",
                "check_outcomes_achieved",
                "decide_whether_plan_continues",
                "identify_changed_needs",
            },
            # Para 27: may be decided, and is not put as a purpose.
            {"consider_escalation", "share_information"},
            id="para 26: purpose of the review",
        ),
        pytest.param(
            "meeting_conduct",
            "first_meeting",
            "will",
            {"supportive_meeting", "builds_on_strengths"},
            {"negotiation", "parents_heard_first"},
            id="para 11: conduct",
        ),
        pytest.param(
            "areas_of_expertise",
            "first_meeting",
            "will",
            {
                "housing",
                "domestic_abuse",
                "sexually_abusive_behaviour",
                "substance_misuse",
                "mental_health",
                "learning_disability",
            },
            {"young_carer"},
            id="para 13: areas",
        ),
        pytest.param(
            "meeting_arrangements",
            "first_meeting",
            "should",
            {"supporter_or_advocate", "interpreter"},
            {"transport", "suitable_venue"},
            id="paras 15, 16: arrangements",
        ),
        pytest.param(
            "brought_by_family",
            "",
            "usually",
            {"family_members", "friends", "supporter_or_advocate"},
            set(),
            id="para 6: support",
        ),
        pytest.param(
            "plan_contents",
            "",
            "will",
            {
                "strengths",
                "risks_and_worries",
                "needs_identified",
                "outcomes_sought",
                "services_and_resources",
                "who_is_responsible",
                "timescales",
                "contingency_plan",
                "how_progress_is_judged",
                "level_of_monitoring",
                "review_points",
            },
            # Nothing of visits, of a named lead worker, or of the actions as such.
            {"social_worker_visit_frequency", "lead_worker_named", "actions", "disagreement"},
            id="paras 18-23, 28: the plan",
        ),
        pytest.param(
            "plan_qualities", "", "will", {"clear_plan"}, {"smart_plan"}, id="para 17: clear"
        ),
        pytest.param(
            "more_frequent_review_grounds",
            "",
            "may",
            {"level_of_risk", "high_level_of_support"},
            {"circumstances_changed"},
            id="para 28: more often",
        ),
    ],
)
def test_contents_of_lists(
    subject: str, of: str, force: str, items: set[str], absent: set[str]
) -> None:
    said = says(run("stoke", MEETING), "checklist", subject, of)
    assert isinstance(said, Provision)
    assert (said.force.value, set(said.items)) == (force, items)
    assert absent.isdisjoint(said.items)


@pytest.mark.parametrize(
    ("name", "reading", "item", "there"),
    [
        # Para 23 has no verb: it goes on with the list, or it does not.
        ("plan-contents", "in_the_plan", "how_progress_is_judged", True),
        ("plan-contents", "apart_from_the_plan", "how_progress_is_judged", False),
        # Para 24: recorded, and not said where.
        ("plan-contents", "with_disagreement", "disagreement", True),
        ("plan-contents", "apart_from_the_plan", "disagreement", False),
        ("minutes-contents", "place_left_open", "disagreement", False),
        ("minutes-contents", "in_the_notes", "disagreement", True),
        # Para 28, "unless": a change is a ground only if it brings the review forward.
        ("early-review-grounds", "no_time", "circumstances_changed", False),
        ("early-review-grounds", "sooner", "circumstances_changed", True),
        ("early-review-grounds", "no_review", "circumstances_changed", False),
    ],
)
def test_lists_under_their_readings(name: str, reading: str, item: str, there: bool) -> None:
    read = {one.name: one.provision for one in provision(name).readings}
    assert (item in read[reading].items) is there


@pytest.mark.parametrize(
    ("name", "item", "paragraph"),
    [
        ("plan-contents", "strengths", 18),
        ("plan-contents", "services_and_resources", 19),
        ("plan-contents", "who_is_responsible", 20),
        ("plan-contents", "timescales", 21),
        ("plan-contents", "contingency_plan", 22),
        ("plan-contents", "how_progress_is_judged", 23),
        ("plan-contents", "review_points", 28),
        ("attendees", "relevant_agencies", 5),
        ("attendees", "health_services", 8),
        ("attendees", "education_services", 9),
        ("attendees", "services_not_yet_involved", 14),
        ("outcomes-review", "reduce_input", 26),
        ("outcomes-review", "care_proceedings", 27),
    ],
)
def test_where_an_item_stands(name: str, item: str, paragraph: int) -> None:
    [found] = [one for one in provision(name).local if one.item == item]
    assert found.paragraphs == (paragraph,)


@pytest.mark.parametrize(
    ("name", "item", "force"),
    [
        # Para 5 says will; the core members of paras 6 to 10 are such in general.
        ("attendees", "relevant_agencies", "will"),
        ("attendees", "family_members", "will"),
        ("attendees", "child", ""),
        ("attendees", "health_services", ""),
        # To consider inviting: important (para 13), should (para 14).
        ("attendees", "adviser_on_an_area_of_need", "will"),
        ("attendees", "services_not_yet_involved", "should"),
        # Para 15 says should, para 16 must.
        ("meeting-arrangements", "supporter_or_advocate", ""),
        ("meeting-arrangements", "interpreter", "must"),
        # Para 26 states a purpose; para 27 says may.
        ("outcomes-review", "close_case", "stated"),
        ("outcomes-review", "reduce_input", "stated"),
        ("outcomes-review", "new_plan", "stated"),
        ("outcomes-review", "child_protection", ""),
        # Para 17: will be drawn up.
        ("outcomes-first-meeting", "make_plan", "will"),
    ],
)
def test_an_item_put_with_another_verb(name: str, item: str, force: str) -> None:
    [found] = [one for one in provision(name).local if one.item == item]
    assert found.force == force


@pytest.mark.parametrize(
    ("name", "reading", "item", "force"),
    [
        # Para 24: need to be recorded.
        ("plan-contents", "with_disagreement", "disagreement", "is to"),
        ("minutes-contents", "in_the_notes", "disagreement", "is to"),
        ("minutes-contents-social-worker-absent", "in_the_notes", "disagreement", "is to"),
        # Paras 5, 14, 16, of reviews too.
        ("attendees-review", "reviews_too", "family_members", "will"),
        ("attendees-review", "reviews_too", "services_not_yet_involved", "should"),
        ("meeting-arrangements-review", "reviews_too", "interpreter", "must"),
    ],
)
def test_an_item_put_with_another_verb_in_a_reading(
    name: str, reading: str, item: str, force: str
) -> None:
    read = {one.name: one.provision for one in provision(name).readings}
    [found] = [one for one in read[reading].local if one.item == item]
    assert found.force == force


@pytest.mark.parametrize(("attends", "force"), [(True, "expected"), (False, "will")])
def test_what_the_notes_hold_is_put_as_strongly_as_taking_them(attends: bool, force: str) -> None:
    # Para 4: expected of the social worker; the one named in that place will do it.
    question = ("checklist", "minutes_contents")
    said = text_says(*question, "first_meeting", social_worker_attends=attends)
    assert said is not None
    assert (said.force.value, set(said.items)) == (force, {"summary_of_discussion", "decisions"})
    others = in_other_readings(*question, "review", social_worker_attends=attends)
    assert list(others) == ["reviews_too"]
    assert others["reviews_too"] is not None
    assert others["reviews_too"].force.value == force


@pytest.mark.parametrize(
    ("attends", "by"), [(True, ("social_worker",)), (False, ("attendee_named_by_chair",))]
)
def test_notes_of_a_review_if_it_is_a_cin_meeting(attends: bool, by: tuple[str, ...]) -> None:
    # Para 4.
    others = in_other_readings("record_due", "minutes", "review", social_worker_attends=attends)
    assert list(others) == ["reviews_too"]
    assert others["reviews_too"] is not None
    assert others["reviews_too"].by == by


def test_each_open_place_is_recorded_once() -> None:
    found = stack("stoke").top.ambiguities
    places = [name for one in found for name in one.provisions]
    assert len(places) == len(set(places))
    # Every provision with readings is named in an entry that says what is open.
    assert all(one.says for one in found)


def test_reviews_stop_once_closing_is_decided() -> None:
    # Para 26: at the first review, Thu 17 Apr 2025; no period for closing the case.
    timeline = run(
        "stoke",
        MEETING,
        happened=[{"activity": "review", "number": 1, "then": ["closure_decided"]}],
    )
    second = [o for o in obligations(timeline, "review") if o.number == 2]
    assert {o.state.value for o in second} <= {"no longer due"}
    assert obligations(timeline, "case_closed") == []


# --- Force and paragraphs ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "force", "cited"),
    [
        ("plan-start", "stated", (4, 17)),
        ("lead-professional", "stated", (4,)),
        ("notes", "expected", (4,)),
        ("notes-social-worker-absent", "will", (4,)),
        ("naming-note-taker", "will", (4,)),
        ("plan-circulated", "will", (4,)),
        ("supportive-meeting", "will", (11,)),
        ("assessment-seen", "must", (11,)),
        ("first-review", "should", (28,)),
        ("first-review-after-change", "should", (28,)),
        ("further-reviews", "usually", (28,)),
        ("review-frequency", "will", (28,)),
    ],
)
def test_force_as_written_and_where(name: str, force: str, cited: tuple[int, ...]) -> None:
    found = provision(name)
    assert (found.force.value, found.cite.paragraphs) == (force, cited)


# --- Silences ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "subject"),
    [
        ("first_meeting_due", "first_meeting"),
        ("meeting_interval", "progress_meeting"),
        # That a review is brought forward after a change is not said.
        ("early_review_due", "early_review"),
        ("first_visit_due", "visit"),
        ("visit_interval", "visit"),
        ("reassessment_interval", "updated_assessment"),
        ("consent_due", "consent_sought"),
        ("closure_deadline", "case_closed"),
        ("expected_duration", "plan_end"),
        ("minimum_duration", "plan_end"),
        ("maximum_duration", "plan_end"),
        ("responsibility_kept", "case_kept"),
        ("meeting_criteria", "meeting_criteria"),
    ],
)
def test_silences(topic: str, subject: str) -> None:
    assert says(run("stoke", MEETING), topic, subject) == "not stated"


@pytest.mark.parametrize(
    "topic",
    [
        "checkpoint_due",
        "transfer_in_deadline",
        "transfer_out_deadline",
        "transfer_exception",
    ],
)
def test_silent_on_whole_topics(topic: str) -> None:
    assert stack("stoke").top.silent_on[topic].kind.value == "not stated"


@pytest.mark.parametrize("event", ["move_in", "move_in_notified", "move_out_known", "move_out"])
def test_a_move_makes_nothing_due(event: str) -> None:
    assert run("stoke", (event, "2025-03-03")).obligations == ()


def test_visits_are_never_due() -> None:
    assert obligations(run("stoke", MEETING), "visit") == []
