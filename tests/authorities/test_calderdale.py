"""Calderdale: cases worked out by hand from the council's own text.

The first planning meeting has no stated date, so ``undated`` says when it was held; the
reviews are counted from there. Paragraph numbers are those of the text.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from cinpolicy.conditions import FactValue
from cinpolicy.provisions import Provision, Question, Relation
from cinpolicy.timeline import Remark, State, Timeline
from tests.cases import (
    day,
    due,
    library,
    obligations,
    other_dates,
    owed,
    roles,
    run,
    says,
    stack,
)

SLUG = "calderdale"
GROUP = "multi_agency_group"
LEVEL_3: Mapping[str, FactValue] = {"disabled": True, "cin_level": "level_3"}
MOVED: Mapping[str, FactValue] = {"route_in": "moved_in"}
SPECIAL: Mapping[str, FactValue] = {"route_in": "special_guardianship_assessment"}


def planned(meeting: str = "2025-02-17", *events: Any, **rest: Any) -> Timeline:
    """A case whose assessment is done and whose first planning meeting was on ``meeting``."""
    assessed = day(meeting).replace(day=1).isoformat()
    rest.setdefault("undated", {"first_meeting": meeting})
    return run(SLUG, ("assessment_completed", assessed), *events, **rest)


def moved_in(moved: str, *events: Any, **rest: Any) -> Timeline:
    """A family with a plan elsewhere that came to live here on ``moved``."""
    return run(SLUG, ("move_in", moved), *events, facts=MOVED, **rest)


def review(number: int, held: str, **rest: Any) -> dict[str, Any]:
    """What became of one review."""
    return {"activity": "review", "number": number, "held": held, **rest}


def said(timeline: Timeline, topic: str, subject: str, of: str = "", number: int = 1) -> Provision:
    """What is said, which has to be a provision."""
    provision = says(timeline, topic, subject, of, number)
    assert isinstance(provision, Provision), provision
    return provision


# --- The first planning meeting (paragraphs 6, 15, 17) ----------------------------------


@pytest.mark.parametrize(
    ("facts", "owes"),
    [
        # Para 6: the meeting follows an assessment that calls for a package of support.
        pytest.param({}, True, id="package called for"),
        pytest.param({"package_of_support_needed": False}, False, id="no package called for"),
        # Para 17: for special guardianship the team manager decides whether there is one.
        pytest.param(SPECIAL, False, id="special guardianship"),
        # Para 66: after a move in it is the residence that counts, not the assessment.
        pytest.param(MOVED, False, id="moved in, no day of residence"),
        # Nothing of its own is said of these: para 6 holds.
        pytest.param({"route_in": "child_protection_step_down"}, True, id="step-down"),
        pytest.param({"route_in": "left_care"}, True, id="left care"),
        pytest.param({"disabled": True, "team": "disability"}, True, id="disabled"),
    ],
)
def test_a_planning_meeting_follows_the_assessment_with_no_date(
    facts: Mapping[str, FactValue], owes: bool
) -> None:
    found = obligations(
        run(SLUG, ("assessment_completed", "2025-02-03"), facts=facts), "first_meeting"
    )
    assert [(o.due, o.state) for o in found] == ([(None, State.UNDATED)] if owes else [])


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"package_of_support_needed": False}, "not stated"),  # para 6 speaks of those with one
        (SPECIAL, "discretion"),  # para 17
    ],
    ids=["no package", "special guardianship"],
)
def test_where_no_meeting_is_required_the_kind_of_silence(
    facts: Mapping[str, FactValue], kind: str
) -> None:
    timeline = run(SLUG, ("assessment_completed", "2025-02-03"), facts=facts)
    assert says(timeline, "first_meeting_due", "first_meeting") == kind


@pytest.mark.parametrize("topic", ["first_meeting_due", "meeting_criteria"])
def test_for_special_guardianship_the_discretion_is_the_team_managers(topic: str) -> None:
    # Para 17: the team manager decides and records whether a planning meeting is needed.
    subject = {"first_meeting_due": "first_meeting"}.get(topic, topic)
    silence = run(SLUG, facts=SPECIAL).answers[Question(topic, subject)].silence
    assert silence is not None
    assert (silence.kind.value, silence.roles) == ("discretion", ("team_manager",))


def test_a_meeting_held_for_special_guardianship_starts_the_six_weeks() -> None:
    # Paras 17 and 33: the child counts as in need. Mon 17 Feb 2025 and 42 days: Mon 31 Mar.
    assert due(planned(facts=SPECIAL), "review") == "2025-03-31"


@pytest.mark.parametrize(
    ("facts", "by"),
    [(SPECIAL, [("team_manager",)]), ({}, [])],
    ids=["special guardianship", "ordinary route"],
)
def test_the_team_manager_records_the_decision_on_a_planning_meeting(
    facts: Mapping[str, FactValue], by: list[tuple[str, ...]]
) -> None:
    # Para 17: decided and recorded by the team manager; no time is given.
    timeline = run(SLUG, ("planning_meeting_decided", "2025-03-03"), facts=facts)
    found = obligations(timeline, "decision_record", "planning_meeting_decided")
    assert [o.provision.by for o in found] == by
    assert all(o.due is None for o in found)


def test_the_plan_starts_at_the_planning_meeting() -> None:
    # Paras 7 and 15: the plan is made in the meeting. Held Mon 17 Feb 2025.
    timeline = planned()
    assert due(timeline, "plan_start") == "2025-02-17"
    assert Remark.RESTS_ON_ASSUMED_DATE in owed(timeline, "plan_start").remarks
    assert owed(timeline, "plan_start").provision.assumes


@pytest.mark.parametrize(
    ("moved", "meeting"),
    [
        # The meeting has no date of its own and is taken to be held Mon 17 Feb 2025.
        pytest.param("", "2025-02-17", id="ordinary"),
        # Residence Mon 2 Jun 2025 and 30 working days, no bank holiday: Mon 14 Jul.
        pytest.param("2025-06-02", "2025-07-14", id="moved in"),
    ],
)
def test_help_to_attend_is_considered_before_the_meeting(moved: str, meeting: str) -> None:
    # Para 10: transport, timing, child care; how long before the meeting is not said.
    timeline = moved_in(moved) if moved else planned(meeting)
    found = owed(timeline, "support_discussed", 1, "first_meeting")
    assert found.provision.timing is not None
    assert found.provision.timing.relation is Relation.BEFORE
    assert found.provision.timing.period is None
    assert (found.target, found.provision.force.value) == (day(meeting), "must")


# --- Reviews every six weeks (paragraph 33) ---------------------------------------------


@pytest.mark.parametrize(
    ("meeting", "first", "second", "third"),
    [
        # Mon 17 Feb: 11 days to the end of February, 31 in March, so 42 days is Mon 31 Mar.
        pytest.param("2025-02-17", "2025-03-31", "2025-05-12", "2025-06-23", id="plain"),
        # Mon 17 Nov: Mon 29 Dec, between Boxing Day and New Year. Weeks pass over nothing.
        pytest.param("2025-11-17", "2025-12-29", "2026-02-09", "2026-03-23", id="over Christmas"),
        # Mon 7 Apr: Mon 19 May. Good Friday, Easter Monday and 5 May do not lengthen weeks.
        pytest.param("2025-04-07", "2025-05-19", "2025-06-30", "2025-08-11", id="over Easter"),
        # Fri 28 Nov: Fri 9 Jan, Fri 20 Feb, then Good Friday 3 Apr 2026, which stays.
        pytest.param(
            "2025-11-28", "2026-01-09", "2026-02-20", "2026-04-03", id="third Good Friday"
        ),
        # Sat 30 Nov 2024: 31 days of December and 11 of January, Sat 11 Jan; it stays.
        pytest.param("2024-11-30", "2025-01-11", "2025-02-22", "2025-04-05", id="on Saturdays"),
    ],
)
def test_reviews_are_six_weeks_apart(meeting: str, first: str, second: str, third: str) -> None:
    timeline = planned(meeting)
    assert [due(timeline, "review", n) for n in (1, 2, 3)] == [first, second, third]
    assert owed(timeline, "review").provision.force.value == "should"
    assert owed(timeline, "review").provision.assumes


@pytest.mark.parametrize(
    ("meeting", "first", "remarked"),
    [
        ("2025-11-13", "2025-12-25", True),  # Thursday to Christmas Day
        ("2025-11-14", "2025-12-26", True),  # Friday to Boxing Day
        ("2025-11-17", "2025-12-29", False),  # Monday to a working day
        ("2025-03-07", "2025-04-18", True),  # Friday to Good Friday
        ("2025-03-10", "2025-04-21", True),  # Monday to Easter Monday
        ("2025-03-11", "2025-04-22", False),  # Tuesday to the day after
    ],
)
def test_a_review_due_on_a_bank_holiday_stays_and_says_so(
    meeting: str, first: str, remarked: bool
) -> None:
    # Para 33 gives weeks and nothing about days that are not worked.
    found = owed(planned(meeting), "review")
    assert found.due is not None
    assert found.due.date == day(first)
    assert (Remark.ON_NON_WORKING_DAY in found.remarks) is remarked


@pytest.mark.parametrize(
    ("became", "state", "second"),
    [
        # The first is due Mon 31 Mar 2025; the second is six weeks from the day it was held.
        pytest.param({"held": "2025-03-28"}, "met", "2025-05-09", id="three days early"),
        pytest.param({"held": "2025-03-31"}, "met", "2025-05-12", id="on the day"),
        pytest.param({"held": "2025-04-01"}, "late", "2025-05-13", id="one day late"),
        pytest.param({"late_by": "1 week"}, "late", "2025-05-19", id="one week late"),
        pytest.param({"never": True}, "missed", "2025-05-12", id="never held"),
    ],
)
def test_a_review_on_time_and_late(became: dict[str, Any], state: str, second: str) -> None:
    timeline = planned(happened=[{"activity": "review", "number": 1, **became}])
    assert owed(timeline, "review").state.value == state
    assert due(timeline, "review", 2) == second


# --- Less frequent reviews, by the multi-agency group (paragraph 33) --------------------


def test_the_furthest_a_review_can_be_moved_is_three_months() -> None:
    # From Mon 17 Feb 2025: Sat 17 May 2025.
    latest = owed(planned(), "review").latest
    assert latest is not None
    assert latest.date == day("2025-05-17")


@pytest.mark.parametrize(
    ("meeting", "to", "first"),
    [
        # From Tue 1 Jul 2025 three months end Wed 1 Oct, 92 days on.
        ("2025-07-01", "7 weeks", "2025-08-19"),
        ("2025-07-01", "12 weeks", "2025-09-23"),
        ("2025-07-01", "13 weeks", "2025-09-30"),
        ("2025-07-01", "3 months", "2025-10-01"),
        ("2025-07-01", "92 calendar days", "2025-10-01"),
        # From Mon 17 Feb 2025 they end Sat 17 May, only 89 days on: 12 weeks fit, 13 do not.
        ("2025-02-17", "12 weeks", "2025-05-12"),
        ("2025-02-17", "3 months", "2025-05-17"),
        ("2025-02-17", "89 calendar days", "2025-05-17"),
        # From Sat 30 Nov 2024 they end Fri 28 Feb 2025, February being short: 90 days on.
        ("2024-11-30", "3 months", "2025-02-28"),
        ("2024-11-30", "90 calendar days", "2025-02-28"),
    ],
)
def test_the_group_may_go_up_to_three_months(meeting: str, to: str, first: str) -> None:
    found = owed(planned(meeting, decisions=[(meeting, "review", to, GROUP)]), "review")
    assert found.due is not None
    assert found.due.date == day(first)
    assert Remark.VARIED in found.remarks


@pytest.mark.parametrize(
    ("meeting", "to", "first"),
    [
        # One day beyond Wed 1 Oct 2025, and more; so six weeks stand: Tue 12 Aug 2025.
        ("2025-07-01", "93 calendar days", "2025-08-12"),
        ("2025-07-01", "14 weeks", "2025-08-12"),
        ("2025-07-01", "4 months", "2025-08-12"),
        # One day and two beyond Sat 17 May 2025; six weeks stand: Mon 31 Mar 2025.
        ("2025-02-17", "90 calendar days", "2025-03-31"),
        ("2025-02-17", "13 weeks", "2025-03-31"),
        # One day beyond Fri 28 Feb 2025; six weeks stand: Sat 11 Jan 2025.
        ("2024-11-30", "91 calendar days", "2025-01-11"),
        ("2024-11-30", "13 weeks", "2025-01-11"),
    ],
)
def test_the_group_may_not_go_beyond_three_months(meeting: str, to: str, first: str) -> None:
    found = owed(planned(meeting, decisions=[(meeting, "review", to, GROUP)]), "review")
    assert found.due is not None
    assert found.due.date == day(first)
    assert Remark.VARIATION_REFUSED in found.remarks


@pytest.mark.parametrize(
    "role",
    [
        "social_worker",
        "lead_professional",
        "practice_manager",
        "team_manager",
        "service_manager",
        "chair",
        "review_meeting",
        "professional_network",
    ],
)
def test_nobody_but_the_group_may_do_so(role: str) -> None:
    # Six weeks from Tue 1 Jul 2025 stand: Tue 12 Aug 2025.
    timeline = planned("2025-07-01", decisions=[("2025-07-01", "review", "3 months", role)])
    assert due(timeline, "review") == "2025-08-12"
    assert Remark.VARIATION_REFUSED in owed(timeline, "review").remarks


@pytest.mark.parametrize(
    ("to", "by", "first", "refused"),
    [
        # Six weeks from Tue 1 Jul 2025 are 42 days, Tue 12 Aug; sooner needs no power.
        ("4 weeks", GROUP, "2025-08-12", False),
        ("4 weeks", "team_manager", "2025-08-12", False),
        ("6 weeks", "team_manager", "2025-08-12", False),
        ("42 calendar days", "team_manager", "2025-08-12", False),
        # One day more is less frequent: for the group alone.
        ("43 calendar days", "team_manager", "2025-08-12", True),
        ("43 calendar days", GROUP, "2025-08-13", False),
    ],
)
def test_the_power_is_needed_for_less_frequent_reviews_only(
    to: str, by: str, first: str, refused: bool
) -> None:
    timeline = planned("2025-07-01", decisions=[("2025-07-01", "review", to, by)])
    assert due(timeline, "review") == first
    assert (Remark.VARIATION_REFUSED in owed(timeline, "review").remarks) is refused


def test_reviews_decided_to_be_sooner_are_held_sooner() -> None:
    # Moved in Mon 2 Jun 2025, first meeting held Tue 1 Jul. The first review is due Tue 12 Aug
    # and held after four weeks, Tue 29 Jul; the second is due six weeks later, Tue 9 Sep.
    timeline = moved_in(
        "2025-06-02",
        happened=[{"activity": "first_meeting", "held": "2025-07-01"}],
        decisions=[("2025-07-01", "review", "4 weeks", GROUP)],
    )
    assert due(timeline, "review") == "2025-08-12"
    assert owed(timeline, "review").done == day("2025-07-29")
    assert due(timeline, "review", 2) == "2025-09-09"


def test_they_are_held_sooner_after_an_assumed_first_meeting_too() -> None:
    # The same with the first meeting assumed on Tue 1 Jul 2025.
    timeline = planned("2025-07-01", decisions=[("2025-07-01", "review", "4 weeks", GROUP)])
    assert owed(timeline, "review").done == day("2025-07-29")
    assert due(timeline, "review", 2) == "2025-09-09"


def test_a_decision_at_the_first_review_holds_from_the_second_on() -> None:
    # Six weeks from Mon 17 Feb 2025: Mon 31 Mar, when the group decides on three months. June
    # and its 30 days clip the next to Mon 30 Jun; then Tue 30 Sep and Tue 30 Dec.
    timeline = planned(decisions=[("2025-03-31", "review", "3 months", GROUP)])
    dates = [due(timeline, "review", n) for n in (1, 2, 3, 4)]
    assert dates == ["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-30"]
    assert Remark.VARIED not in owed(timeline, "review").remarks


# --- Disabled children at level 3 (paragraph 33) ----------------------------------------


@pytest.mark.parametrize(
    ("facts", "first"),
    [
        # Both conditions hold: six months from Mon 17 Feb 2025, Sun 17 Aug 2025.
        pytest.param(LEVEL_3, "2025-08-17", id="disabled, level 3"),
        pytest.param({**LEVEL_3, "team": "disability"}, "2025-08-17", id="in a disability team"),
        pytest.param({**LEVEL_3, "team": "children_in_need"}, "2025-08-17", id="in another team"),
        # One of them does not: six weeks, Mon 31 Mar 2025.
        pytest.param({"disabled": True}, "2025-03-31", id="disabled, no level"),
        pytest.param({"disabled": True, "cin_level": "level_1"}, "2025-03-31", id="level 1"),
        pytest.param({"disabled": True, "cin_level": "level_2"}, "2025-03-31", id="level 2"),
        pytest.param({"disabled": True, "cin_level": "level_4"}, "2025-03-31", id="level 4"),
        pytest.param({"cin_level": "level_3"}, "2025-03-31", id="level 3, not disabled"),
        pytest.param(
            {"team": "disability", "cin_level": "level_3"}, "2025-03-31", id="the team alone"
        ),
        pytest.param({}, "2025-03-31", id="neither"),
    ],
)
def test_six_months_for_disabled_children_at_level_3(
    facts: Mapping[str, FactValue], first: str
) -> None:
    assert due(planned(facts=facts), "review") == first


@pytest.mark.parametrize(
    ("meeting", "first", "second"),
    [
        # Fri 29 Aug 2025: no 29 Feb in 2026, so Sat 28 Feb, which stays; then Fri 28 Aug.
        pytest.param("2025-08-29", "2026-02-28", "2026-08-28", id="29 August"),
        # Thu 28 Aug 2025: 28 Feb without clipping.
        pytest.param("2025-08-28", "2026-02-28", "2026-08-28", id="28 August"),
        # Mon 31 Mar 2025: Tue 30 Sep; then from the 30th, Mon 30 Mar 2026.
        pytest.param("2025-03-31", "2025-09-30", "2026-03-30", id="31 March"),
        # Tue 1 Jul 2025: New Year's Day 2026, which stays; then Wed 1 Jul 2026.
        pytest.param("2025-07-01", "2026-01-01", "2026-07-01", id="to New Year"),
        # Fri 18 Oct 2024: Good Friday 18 Apr 2025, which stays; then Sat 18 Oct 2025.
        pytest.param("2024-10-18", "2025-04-18", "2025-10-18", id="to Good Friday"),
    ],
)
def test_six_months_clip_at_the_end_of_a_month(meeting: str, first: str, second: str) -> None:
    timeline = planned(meeting, facts=LEVEL_3)
    assert [due(timeline, "review", n) for n in (1, 2)] == [first, second]


@pytest.mark.parametrize(
    ("held", "state"),
    [("2025-08-16", "met"), ("2025-08-17", "met"), ("2025-08-18", "late")],
)
def test_a_level_3_review_on_time_and_late(held: str, state: str) -> None:
    # Six months from Mon 17 Feb 2025 are over on Sun 17 Aug.
    timeline = planned(facts=LEVEL_3, happened=[review(1, held)])
    assert owed(timeline, "review").state.value == state


def test_a_minimum_of_six_months_has_two_readings() -> None:
    # The longest interval, or the shortest: the same day, Sun 17 Aug 2025, as a limit on
    # either side.
    found = owed(planned(facts=LEVEL_3), "review")
    assert other_dates(found) == {"not_sooner_than_six_months": "2025-08-17"}
    timings = [reading.provision.timing for reading in found.provision.readings]
    assert [t and t.relation for t in timings] == [Relation.AT_LEAST_EVERY, Relation.NOT_BEFORE]
    assert found.provision.default_reading == "at_least_six_monthly"
    assert found.provision.force.value == "will"


@pytest.mark.parametrize(
    ("to", "refused"),
    [
        # Para 33 gives the power on the six weeks; Sun 17 Aug 2025 stands, 181 days on. What
        # is no later than that needs no power; what is later has none.
        ("3 months", False),
        ("6 months", False),
        ("181 calendar days", False),
        ("182 calendar days", True),
        ("7 months", True),
    ],
)
def test_the_groups_power_is_not_carried_over_to_level_3(to: str, refused: bool) -> None:
    decided = [("2025-02-17", "review", to, GROUP)]
    found = owed(planned(facts=LEVEL_3, decisions=decided), "review")
    assert found.due is not None
    assert (found.due.date, found.latest) == (day("2025-08-17"), None)
    assert Remark.VARIED not in found.remarks
    assert (Remark.VARIATION_REFUSED in found.remarks) is refused


def test_a_level_reached_later_counts_from_the_next_interval() -> None:
    # Six weeks to Mon 31 Mar 2025; at level 3 from then: six months clip to Tue 30 Sep.
    timeline = planned(
        facts={"disabled": True},
        happened=[{"activity": "review", "number": 2, "with": {"cin_level": "level_3"}}],
    )
    assert [due(timeline, "review", n) for n in (1, 2)] == ["2025-03-31", "2025-09-30"]


@pytest.mark.parametrize(
    ("facts", "who"),
    [
        ({}, {GROUP}),
        ({"disabled": True}, {GROUP}),
        ({"cin_level": "level_3"}, {GROUP}),
        (LEVEL_3, "not stated"),
    ],
    ids=["neither", "disabled", "level 3", "both"],
)
def test_who_decides_on_less_frequent_reviews(
    facts: Mapping[str, FactValue], who: set[str] | str
) -> None:
    # Para 33: the multi-agency group, on reviews that would be six-weekly.
    assert roles(planned(facts=facts), "who_may_decide", "review_frequency") == who


# --- Early reviews (paragraph 34) -------------------------------------------------------


def test_a_significant_change_calls_for_an_early_review_with_no_date() -> None:
    timeline = planned("2025-02-17", ("significant_change", "2025-03-10"))
    assert due(timeline, "early_review") is None
    assert owed(timeline, "early_review").provision.force.value == "should"
    assert due(timeline, "review") == "2025-03-31"


def test_without_one_no_early_review_is_owed() -> None:
    assert not obligations(planned(), "early_review")


def test_an_early_review_starts_the_six_weeks_again() -> None:
    # Held Mon 17 Mar 2025 as the first review; 14 days of March and 28 of April: Mon 28 Apr.
    timeline = planned(
        "2025-02-17",
        ("significant_change", "2025-03-10"),
        happened=[{"activity": "early_review", "held": "2025-03-17"}],
    )
    assert owed(timeline, "early_review").state is State.MET
    assert due(timeline, "review", 2) == "2025-04-28"


# --- Moving in: 30 working days from residence (paragraph 66) ---------------------------


@pytest.mark.parametrize(
    ("moved", "by"),
    [
        # Mon 2 Jun 2025: six weeks of five days and no bank holiday, Mon 14 Jul.
        pytest.param("2025-06-02", "2025-07-14", id="plain"),
        # Sat 7 Jun and Sun 8 Jun: Mon 9 Jun is day 1, so Fri 18 Jul, six full weeks.
        pytest.param("2025-06-07", "2025-07-18", id="on a Saturday"),
        pytest.param("2025-06-08", "2025-07-18", id="on a Sunday"),
        # Mon 9 Jun is then day 0: Mon 21 Jul.
        pytest.param("2025-06-09", "2025-07-21", id="on the Monday after"),
        # Mon 1 Dec 2025: six weeks are Mon 12 Jan; 25 and 26 Dec and 1 Jan add 3: Thu 15 Jan.
        pytest.param("2025-12-01", "2026-01-15", id="over Christmas 2025"),
        # Mon 2 Dec 2024: six weeks are Mon 13 Jan; the same three add 3: Thu 16 Jan.
        pytest.param("2024-12-02", "2025-01-16", id="over Christmas 2024"),
        # Mon 17 Nov 2025: Mon 29 Dec and 2 for 25 and 26 Dec: Wed 31 Dec, before New Year.
        pytest.param("2025-11-17", "2025-12-31", id="to New Year's Eve"),
        # Tue 18 Nov 2025: one working day more, past New Year's Day: Fri 2 Jan.
        pytest.param("2025-11-18", "2026-01-02", id="past New Year's Day"),
        # Mon 31 Mar 2025: Mon 12 May; 18 and 21 Apr and 5 May add 3: Thu 15 May.
        pytest.param("2025-03-31", "2025-05-15", id="over Easter 2025"),
        # Mon 2 Mar 2026: Mon 13 Apr; 3 and 6 Apr add 2: Wed 15 Apr.
        pytest.param("2026-03-02", "2026-04-15", id="over Easter 2026"),
        # Good Friday 18 Apr 2025: Tue 22 Apr is day 1. 4 days to 25 Apr, 9 to 2 May, 13 to
        # 9 May (no 5 May), 18, 23, 27 to 30 May (no 26 May), 30 on Wed 4 Jun.
        pytest.param("2025-04-18", "2025-06-04", id="on Good Friday"),
        # Mon 3 Mar 2025: Mon 14 Apr, in the week before Good Friday.
        pytest.param("2025-03-03", "2025-04-14", id="ends before Easter"),
        # Mon 10 Mar 2025: Mon 21 Apr and 2 for Easter: Wed 23 Apr.
        pytest.param("2025-03-10", "2025-04-23", id="ends after Easter"),
    ],
)
def test_a_meeting_within_30_working_days_of_residence(moved: str, by: str) -> None:
    found = owed(moved_in(moved), "first_meeting")
    assert found.due is not None
    assert found.due.date == day(by)
    assert found.provision.force.value == "should"


@pytest.mark.parametrize(
    ("held", "state", "first_review"),
    [
        # Moved Mon 2 Jun 2025: working day 29 is Fri 11 Jul, 30 is Mon 14 Jul, 31 Tue 15 Jul.
        # Six weeks on: Fri 22 Aug, Mon 25 Aug (a bank holiday, which stays), Tue 26 Aug.
        pytest.param("2025-07-11", "met", "2025-08-22", id="29"),
        pytest.param("2025-07-14", "met", "2025-08-25", id="30"),
        pytest.param("2025-07-15", "late", "2025-08-26", id="31"),
    ],
)
def test_the_meeting_on_time_and_late_and_the_review_after(
    held: str, state: str, first_review: str
) -> None:
    timeline = moved_in("2025-06-02", happened=[{"activity": "first_meeting", "held": held}])
    assert owed(timeline, "first_meeting").state.value == state
    assert due(timeline, "plan_start") == held
    assert due(timeline, "review") == first_review


@pytest.mark.parametrize(
    ("known", "state", "ran_out"),
    [("2025-07-14", "met", False), ("2025-07-15", "late", True)],
    ids=["known on the last day", "known a day after"],
)
def test_the_clock_runs_from_residence_though_nobody_knew(
    known: str, state: str, ran_out: bool
) -> None:
    # Mon 2 Jun 2025 and 30 working days: Mon 14 Jul, whenever Calderdale learned of it.
    timeline = run(SLUG, ("move_in", "2025-06-02", known), facts=MOVED)
    found = owed(timeline, "first_meeting")
    assert due(timeline, "first_meeting") == "2025-07-14"
    assert found.state.value == state
    assert (Remark.RAN_OUT_BEFORE_KNOWN in found.remarks) is ran_out


def test_being_told_of_the_move_starts_nothing() -> None:
    # Para 66 counts from residence alone.
    timeline = run(SLUG, ("move_in_notified", "2025-06-02"), facts=MOVED)
    assert not obligations(timeline, "first_meeting")


def test_the_assessment_starts_no_second_meeting_after_a_move_in() -> None:
    # Para 66 in place of para 6: Mon 2 Jun 2025 and 30 working days, Mon 14 Jul.
    found = obligations(
        moved_in("2025-06-02", ("assessment_completed", "2025-06-20")), "first_meeting"
    )
    assert [o.due and o.due.date for o in found] == [day("2025-07-14")]


def test_the_effect_of_a_move_in_is_considered_with_no_date() -> None:
    # Para 49: urgently, with no time.
    assert (
        due(moved_in("2025-06-02"), "move_impact_considered", topic="transfer_in_deadline") is None
    )


@pytest.mark.parametrize(
    ("facts", "mast", "cat", "passing_on"),
    [
        # Para 50: MAST receives, CAT assesses, when is left to local arrangements.
        (MOVED, {"mast"}, {"cat"}, "deferred"),
        ({}, "not stated", "not stated", "not stated"),
    ],
    ids=["moved in", "not moved in"],
)
def test_who_takes_a_case_that_moves_in(
    facts: Mapping[str, FactValue], mast: set[str] | str, cat: set[str] | str, passing_on: str
) -> None:
    timeline = run(SLUG, facts=facts)
    assert roles(timeline, "responsible_role", "receiving_case") == mast
    assert roles(timeline, "responsible_role", "assessing") == cat
    assert says(timeline, "transfer_in_deadline", "transfer_in_to_team") == passing_on


# --- Moving out, disputes (paragraphs 48 to 67) -----------------------------------------


@pytest.mark.parametrize(
    ("event", "step", "by"),
    [
        ("move_out_known", "move_impact_considered", ()),  # para 49, urgently
        ("move_out_known", "receiving_authority_notified", ()),  # para 53, formally
        ("move_out_known", "transfer_information_sent", ()),  # para 53
        ("move_out_known", "other_agencies_told", ("social_worker",)),  # para 61
        ("responsibility_disputed", "dispute_escalated", ("team_manager",)),  # para 64, promptly
    ],
)
@pytest.mark.parametrize("is_planned", [True, False], ids=["planned", "unplanned"])
def test_the_steps_of_a_move_out_have_no_dates(
    event: str, step: str, by: tuple[str, ...], is_planned: bool
) -> None:
    # The text tells no difference between planned and unplanned moves.
    timeline = run(SLUG, (event, "2025-06-02"), facts={"move_planned": is_planned})
    found = owed(timeline, step, topic="transfer_out_deadline")
    assert (found.due, found.state, found.provision.by) == (None, State.UNDATED, by)
    assert found.provision.force.value == "should"


def test_no_transfer_has_a_deadline() -> None:
    timeline = run(SLUG, ("move_out_known", "2025-06-02"), ("move_out", "2025-06-30"))
    assert not obligations(timeline, "case_transferred")
    assert not [
        o for o in timeline.obligations if o.question.topic.startswith("transfer") and o.due
    ]


def test_what_is_sent_with_a_case() -> None:
    # Paras 53 to 57.
    sent = said(run(SLUG), "checklist", "transfer_documents")
    assert sent.items == (
        "assessment_document",
        "plan_document",
        "latest_review_minutes",
        "case_summary",
    )


def test_the_service_manager_decides_a_dispute_once_told_by_the_team_manager() -> None:
    # Para 64.
    settled = said(run(SLUG), "who_may_decide", "settle_dispute")
    assert settled.roles == ("service_manager",)
    assert settled.decision is not None
    assert len(settled.decision.first) == 1


@pytest.mark.parametrize(
    ("asking", "permission"),
    [
        # Paras 58 and 59: permission is sought, but not where asking may raise the risk.
        pytest.param(False, "sought", id="no risk"),
        pytest.param(True, "no requirement", id="risk in asking"),
    ],
)
def test_permission_to_share(asking: bool, permission: str) -> None:
    timeline = run(SLUG, facts={"seeking_consent_risks_harm": asking})
    answer = says(timeline, "consent_due", "sharing_permission_sought")
    assert ("sought" if isinstance(answer, Provision) else answer) == permission


@pytest.mark.parametrize(
    ("subject", "force", "paragraph"),
    [
        ("sharing_where_a_child_is_at_risk", "should", 59),
        ("responsibility_where_the_child_lives", "stated", 48),
    ],
)
def test_what_holds_on_every_move(subject: str, force: str, paragraph: int) -> None:
    found = said(run(SLUG), "restriction", subject)
    assert (found.force.value, found.cite.paragraphs) == (force, (paragraph,))


def test_what_an_assessment_on_a_move_considers() -> None:
    # Para 47: the effect on the child, trafficking or slavery, several moves in a short time.
    # Para 49: the effect again, and as examples what protects, perpetrators and trafficking.
    found = said(run(SLUG), "checklist", "assessment_on_move")
    assert {item.item: item.paragraphs for item in found.local} == {
        "effect_on_vulnerable_child": (47, 49),
        "trafficking_or_slavery": (47, 49),
        "repeated_moves": (47,),
        "protective_factors_changed": (49,),
        "risk_from_known_perpetrators": (49,),
    }
    assert len(found.items) == 5


@pytest.mark.parametrize(
    ("event", "moving", "owes"),
    [
        # Para 67: management decisions with their reasons, during a move.
        ("management_decision", True, True),
        ("management_decision", False, False),
        ("closure_decided", True, True),
        ("closure_decided", False, False),
    ],
)
def test_decisions_recorded_during_a_move_alone(event: str, moving: bool, owes: bool) -> None:
    timeline = run(SLUG, (event, "2025-06-02"), facts={"moving_between_authorities": moving})
    assert bool(obligations(timeline, "decision_record", event)) is owes


def test_decisions_during_a_move_are_recorded_with_no_date() -> None:
    # Para 67.
    timeline = run(SLUG, ("move_decision", "2025-06-02"))
    assert due(timeline, "decision_record", of="move_decision") is None


# --- Roles (paragraphs 11 to 13, 18, 28 to 30, 36, 37, 44, 52, 60 to 63) ----------------


@pytest.mark.parametrize(
    ("of", "number", "who"),
    [
        # Para 11: the practice manager or the team manager, but not the lead professional.
        ("first_meeting", 1, {"practice_manager", "team_manager"}),
        # Para 37: the lead professional as well; every review alike.
        ("review", 1, {"lead_professional", "practice_manager", "team_manager"}),
        ("review", 2, {"lead_professional", "practice_manager", "team_manager"}),
        ("review", 3, {"lead_professional", "practice_manager", "team_manager"}),
        ("review", 7, {"lead_professional", "practice_manager", "team_manager"}),
    ],
)
@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"worker_newly_qualified": True},
        {"complex_package": True},
        {"final_review": True},
        {"disabled": True, "team": "disability"},
    ],
    ids=["plain", "newly qualified", "complex", "final", "disabled"],
)
def test_who_chairs(of: str, number: int, who: set[str], facts: Mapping[str, FactValue]) -> None:
    # The text knows no other condition on the chair.
    timeline = planned(facts=facts)
    assert roles(timeline, "chair_required", "chairing", of, number) == who
    assert said(timeline, "chair_required", "chairing", of, number).force.value == "usually"


@pytest.mark.parametrize(
    ("duty", "of", "who", "force"),
    [
        ("discussing_attendees", "first_meeting", {"social_worker"}, "should"),  # para 9
        ("convening", "first_meeting", {"social_worker"}, "stated"),  # para 12
        ("writing_plan", "", {GROUP}, "will"),  # paras 7 and 15: in the planning meeting
        ("convening", "review", {"lead_professional"}, "usually"),  # para 36, or the team
        ("keeping_plan_current", "", {"review_meeting"}, "stated"),  # paras 41 and 44
        ("inviting", "first_meeting", {"social_worker"}, "stated"),  # para 12
        ("note_taking", "first_meeting", {"chair"}, "will"),  # para 13
        ("leading", "", {"lead_professional"}, "must"),  # para 18
        ("visiting", "", {"social_worker"}, "will"),  # para 28
        ("distributing_plan", "", {"chair"}, "stated"),  # para 29
        ("implementing_plan", "", {"lead_professional"}, "will"),  # para 30
        ("carrying_out_review", "", {"lead_professional"}, "usually"),  # para 36
        ("inviting", "review", {"lead_professional"}, "should"),  # para 36
        ("administering_reviews", "", {"responsible_team"}, "will"),  # para 36
        ("helping_reach_services", "", {"social_worker"}, "should"),  # para 52
        ("seeking_advice_on_sharing", "", {"social_worker", "team_manager"}, "should"),  # 60
        ("communicating_on_transfer", "", {"social_worker", "team_manager"}, "should"),  # 62
        ("meeting_counterpart", "", {"social_worker"}, "should"),  # para 63
        ("attending_first_meeting_elsewhere", "", {"social_worker"}, "should"),  # para 63
    ],
)
def test_who_is_responsible(duty: str, of: str, who: set[str], force: str) -> None:
    provision = said(planned(), "responsible_role", duty, of)
    assert (set(provision.roles), provision.force.value) == (who, force)


@pytest.mark.parametrize(
    ("facts", "who"),
    [({}, {"chair"}), ({"plan_amended": True}, {"lead_professional"})],
    ids=["as made", "amended by a review"],
)
def test_who_sends_the_plan_out(facts: Mapping[str, FactValue], who: set[str]) -> None:
    # Para 29: the chair of the planning meeting. Para 44: the lead professional, once amended.
    assert roles(planned(facts=facts), "responsible_role", "distributing_plan") == who


@pytest.mark.parametrize(
    ("facts", "who"),
    [(SPECIAL, {"team_manager"}), ({}, "not stated")],
    ids=["special guardianship", "ordinary route"],
)
def test_who_decides_whether_a_meeting_is_held(
    facts: Mapping[str, FactValue], who: set[str] | str
) -> None:
    # Para 17 is about special guardianship alone.
    assert roles(run(SLUG, facts=facts), "who_may_decide", "hold_meeting") == who


@pytest.mark.parametrize(
    ("facts", "items"),
    [
        # Para 8: the child, parents or carers, and the agencies the assessment recommends.
        ({}, {"child", "parents_or_carers", "agencies_recommended_by_assessment"}),
        # Para 66: all relevant agencies, and staff from the former area.
        (
            MOVED,
            {
                "child",
                "parents_or_carers",
                "relevant_agencies",
                "previous_social_worker",
                "previous_specialists",
            },
        ),
    ],
    ids=["ordinary", "moved in"],
)
def test_who_attends_the_first_meeting(facts: Mapping[str, FactValue], items: set[str]) -> None:
    attendees = said(run(SLUG, facts=facts), "checklist", "attendees", "first_meeting")
    assert set(attendees.items) == items


def test_who_is_invited_to_a_review() -> None:
    # Para 36: or their views are sought.
    attendees = said(planned(), "checklist", "attendees", "review")
    assert set(attendees.items) == {"child", "parents_or_carers", "service_providers"}
    assert attendees.force.value == "should"


# --- Records (paragraphs 13, 29, 38, 44) ------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "of", "by", "force"),
    [
        ("minutes", "first_meeting", (), "will"),  # para 13
        ("plan_circulated", "first_meeting", ("chair",), "should"),  # para 29
        ("minutes", "review", (), "should"),  # para 38
        ("case_note", "first_meeting", (), "will"),  # para 13
        ("minutes_circulated", "first_meeting", (), "will"),  # para 13
        ("minutes_circulated", "review", (), "should"),  # para 38
    ],
)
def test_records_have_no_dates(subject: str, of: str, by: tuple[str, ...], force: str) -> None:
    found = owed(planned(), subject, 1, of)
    assert (found.due, found.state) == (None, State.UNDATED)
    assert (found.provision.by, found.provision.force.value) == (by, force)


def test_only_a_review_that_amends_the_plan_has_it_sent_out_again() -> None:
    # Para 44, about the second review alone.
    timeline = planned(
        happened=[{"activity": "review", "number": 2, "with": {"plan_amended": True}}],
        horizon="2025-07-31",
    )
    found = obligations(timeline, "plan_circulated", "review")
    assert [(o.number, o.due, o.provision.by) for o in found] == [(2, None, ("lead_professional",))]


def test_two_readings_of_who_signs_the_note() -> None:
    # Para 13: the child and the parents, or all who are sent a copy.
    signed = said(planned(), "checklist", "signatures", "first_meeting")
    assert {r.name: set(r.provision.items) for r in signed.readings} == {
        "child_and_parents": {"signature_of_child", "signature_of_parents"},
        "all_involved": {
            "signature_of_child",
            "signature_of_parents",
            "signature_of_others_involved",
        },
    }


# --- Outcomes, and ending a plan (paragraphs 4, 16, 39 to 43) ---------------------------


def test_the_outcomes_of_a_review() -> None:
    # Paras 40 to 42; the second is two: going on as before, or with small changes.
    found = said(planned(), "outcomes", "outcomes", "review")
    assert set(found.items) == {"close_case", "continue_plan", "amend_plan", "strategy_discussion"}


def test_the_grounds_on_which_a_plan_ends() -> None:
    # Para 40: no longer in need. Paras 4 and 43: the case is closed or escalated.
    grounds = said(planned(), "plan_end_grounds", "plan_end_grounds")
    assert set(grounds.items) == {"no_longer_in_need", "case_escalated"}


@pytest.mark.parametrize(
    ("reading", "who", "recommended_by", "forum", "paragraphs"),
    [
        # Para 43: the social worker recommends to the practice manager, within the review.
        (
            "practice_manager_in_review",
            ("practice_manager",),
            ("social_worker",),
            "review",
            (4, 43),
        ),
        # Para 4: that recommendation comes after the review, so the manager decides later.
        ("practice_manager_after_review", ("practice_manager",), ("social_worker",), "", (4, 43)),
        # Para 40: the review's outcome is a recommendation to the team manager.
        ("team_manager_in_review", ("team_manager",), ("review_meeting",), "review", (40, 43)),
    ],
)
def test_the_readings_of_who_ends_a_plan(
    reading: str,
    who: tuple[str, ...],
    recommended_by: tuple[str, ...],
    forum: str,
    paragraphs: tuple[int, ...],
) -> None:
    closing = said(planned(), "who_may_close", "closure_decision")
    found = {r.name: r.provision for r in closing.readings}[reading]
    assert found.decision is not None
    assert (found.roles, found.decision.recommended_by) == (who, recommended_by)
    assert (found.decision.forum, found.cite.paragraphs) == (forum, paragraphs)
    # Absent professionals are consulted and views recorded in each; in the second the ending
    # has been decided in a review as well.
    assert len(found.decision.first) == (2 if forum else 3)


@pytest.mark.parametrize(
    "facts",
    [{}, {"final_review": True}, LEVEL_3, {"complex_package": True}, {"consent_given": False}],
    ids=["plain", "final review", "level 3", "complex", "no consent"],
)
def test_the_practice_manager_ends_it_by_default_whatever_the_case(
    facts: Mapping[str, FactValue],
) -> None:
    # Paras 4 and 43 make no exception.
    closing = said(planned(facts=facts), "who_may_close", "closure_decision")
    assert closing.default_reading == "practice_manager_in_review"
    assert (closing.roles, closing.force.value) == (("practice_manager",), "must")
    assert len(closing.readings) == 3


def test_the_views_recorded_when_a_plan_ends() -> None:
    # Paras 4 and 43: of the family and of the other professionals.
    kept = said(planned(), "checklist", "closing_records")
    assert set(kept.items) == {"views_of_family_on_ending", "views_of_professionals_on_ending"}


@pytest.mark.parametrize(
    ("number", "states"),
    [(1, ["met", "no longer due"]), (2, ["met", "met", "no longer due"])],
    ids=["closed at the first review", "closed at the second"],
)
def test_no_review_follows_the_one_that_closes(number: int, states: list[str]) -> None:
    timeline = planned(
        happened=[{"activity": "review", "number": number, "then": ["closure_decided"]}]
    )
    assert [o.state.value for o in obligations(timeline, "review")] == states


def test_a_plan_has_no_limit_in_time() -> None:
    # Para 16: six-weekly reviews go on. From Mon 17 Feb 2025, the 16th is 96 weeks on: 318
    # days to 1 Jan 2026 and 354 more, Mon 21 Dec 2026.
    timeline = planned()
    assert due(timeline, "review", 16) == "2026-12-21"
    assert not obligations(timeline, "plan_end")


# --- Restrictions and forms of meeting --------------------------------------------------


def test_a_review_is_a_meeting() -> None:
    # Para 37.
    assert said(planned(), "meeting_form", "always_a_meeting", "review").force.value == "will"


def test_the_plan_is_changed_only_in_consultation() -> None:
    # Para 31.
    found = said(planned(), "restriction", "plan_changed_in_consultation_only")
    assert found.force.value == "must"


def test_who_gets_a_planning_meeting() -> None:
    # Para 6: by an assessment; para 66: after moving in.
    found = said(planned(), "meeting_criteria", "meeting_criteria")
    assert found.items == ("found_in_need", "plan_moved_in")
    assert [item.paragraphs for item in found.local] == [(6,), (66,)]


# --- Silences ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "subject", "kind"),
    [
        ("maximum_duration", "plan_end", "no requirement"),  # para 16: not limited in time
        ("visit_interval", "visit", "deferred"),  # para 28: the plan and the standards
        ("meeting_interval", "progress_meeting", "not stated"),  # para 16: regularly, no number
        ("first_review_due", "review", "not stated"),  # para 33 has no rule of its own for it
        ("first_visit_due", "visit", "not stated"),
        ("reassessment_interval", "updated_assessment", "not stated"),
        ("consent_due", "consent_sought", "not stated"),  # para 58 is about sharing alone
        ("closure_deadline", "case_closed", "not stated"),
        ("expected_duration", "plan_end", "not stated"),
        ("minimum_duration", "plan_end", "not stated"),
        ("responsibility_kept", "case_kept", "not stated"),  # paras 48 and 65: no dates
    ],
)
@pytest.mark.parametrize("facts", [{}, LEVEL_3, MOVED], ids=["plain", "level 3", "moved in"])
def test_kinds_of_silence(
    topic: str, subject: str, kind: str, facts: Mapping[str, FactValue]
) -> None:
    assert says(planned(facts=facts), topic, subject) == kind


@pytest.mark.parametrize("topic", ["checkpoint_due", "transfer_exception"])
def test_nothing_at_all_is_said(topic: str) -> None:
    # No panel or oversight at an age of the plan; no ground on which a case does not transfer.
    assert not [question for question in run(SLUG).answers if question.topic == topic]


def test_the_assessment_is_left_to_the_national_guidance() -> None:
    # Calderdale has no time of its own. Mon 6 Jan 2025 and 45 working days, nine weeks with no
    # bank holiday: Mon 10 Mar 2025.
    timeline = run(SLUG, ("referral", "2025-01-06"))
    assert due(timeline, "assessment_completed") == "2025-03-10"
    assert owed(timeline, "assessment_completed").answered_by == "national"


@pytest.mark.parametrize("duty", ["authorising_plan", "distributing_minutes"])
def test_duties_the_text_gives_to_nobody(duty: str) -> None:
    # Paras 13 and 38 are in the passive, and nobody authorises a plan.
    assert not [question for question in run(SLUG).answers if question.subject == duty]


def test_nothing_else_is_dated_in_an_ordinary_case() -> None:
    # The plan starts with the meeting, before which help to attend is considered; and reviews
    # with their invitations.
    timeline = planned("2025-02-17", ("significant_change", "2025-03-10"))
    dated = {o.question.subject for o in timeline.obligations if o.due}
    assert dated == {"support_discussed", "plan_start", "review", "invitations"}


# --- Where it stands --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "topic", "subject", "of", "paragraphs"),
    [
        ({}, "first_meeting_due", "first_meeting", "", (6,)),
        (MOVED, "first_meeting_due", "first_meeting", "", (46, 66)),
        ({}, "chair_required", "chairing", "first_meeting", (11,)),
        ({}, "plan_start", "plan_start", "", (7, 15)),
        (SPECIAL, "who_may_decide", "hold_meeting", "", (17,)),
        ({}, "review_interval", "review", "", (33,)),
        (LEVEL_3, "review_interval", "review", "", (33,)),
        ({}, "who_may_decide", "review_frequency", "", (33,)),
        ({}, "early_review_due", "early_review", "", (34,)),
        ({}, "chair_required", "chairing", "review", (37,)),
        ({}, "outcomes", "outcomes", "review", (39, 40, 41, 42, 44)),
        ({}, "who_may_close", "closure_decision", "", (4, 43)),
        ({}, "checklist", "transfer_documents", "", (53, 54, 55, 56, 57)),
        ({}, "who_may_decide", "settle_dispute", "", (64,)),
    ],
)
def test_the_paragraphs_it_rests_on(
    facts: Mapping[str, FactValue],
    topic: str,
    subject: str,
    of: str,
    paragraphs: tuple[int, ...],
) -> None:
    assert said(run(SLUG, facts=facts), topic, subject, of).cite.paragraphs == paragraphs


# --- The rest of the text: lists, principles and practice -------------------------------


def answered(topic: str, subject: str, of: str = "", **facts: FactValue) -> Provision | str:
    """What the text says outside any case, with the facts given; or the kind of silence."""
    known = {name: fact.default for name, fact in stack(SLUG).vocabulary.facts.items()}
    answer = stack(SLUG).ask(Question(topic, subject, of), {**known, **facts})
    if answer.provision is not None:
        return answer.provision
    assert answer.silence is not None
    return answer.silence.kind.value


def provision(topic: str, subject: str, of: str = "", **facts: FactValue) -> Provision:
    """The same, where the text has an answer."""
    found = answered(topic, subject, of, **facts)
    assert isinstance(found, Provision), found
    return found


def places(found: Provision) -> dict[str, tuple[int, ...]]:
    """Each item with the paragraphs of its own, or else those of the whole list."""
    own = {item.item: item.paragraphs for item in found.local if item.paragraphs}
    return {item: own.get(item, found.cite.paragraphs) for item in found.items}


ARRANGEMENTS = {
    # Para 10, which says must of the three in the middle (the forces are tested below).
    "suitable_venue": (10,),
    "transport": (10,),
    "timing": (10,),
    "child_care": (10,),
    "outside_school_time": (10,),
}


@pytest.mark.parametrize(
    ("topic", "subject", "of", "force", "inside", "outside"),
    [
        # What is in the list, and where; and items of other texts that are not.
        pytest.param(
            "checklist",
            "plan_contents",
            "",
            "should",
            {
                "lead_worker_named": (18,),
                "services_and_resources": (18, 20),
                "who_is_responsible": (18,),
                "timescales": (18, 24),
                "needs_identified": (20,),
                "outcomes_sought": (21,),
                "strategies": (22,),
                "actions": (22,),
                "contingency_plan": (23,),
                "roles_of_professionals_and_family": (26,),
                "contact_by_professionals": (26,),
                "review_points": (27,),
                "how_progress_is_judged": (27,),
                "social_worker_visit_frequency": (28,),
            },
            {"strengths", "risks_and_worries", "safety_plan", "social_worker_duties"},
            id="the plan contains",
        ),
        pytest.param(
            "checklist",
            "plan_qualities",
            "",
            "should",
            {
                "smart_plan": (18,),
                "specific_achievable_outcomes": (21,),
                "child_focused_outcomes": (21,),
                "realistic_strategies": (22,),
                "specific_actions": (22,),
                "achievable_timescales": (24,),
                "not_dependent_on_scarce_resources": (25,),
            },
            {"plain_language", "measurable_actions", "owned_by_family"},
            id="the plan is",
        ),
        pytest.param(
            "checklist",
            "meeting_purpose",
            "first_meeting",
            "stated",
            {"agree_services": (7,), "make_plan": (7, 15)},
            {"share_information", "check_objectives"},
            id="a planning meeting is for",
        ),
        pytest.param(
            "checklist",
            "meeting_purpose",
            "progress_meeting",
            "stated",
            {
                "check_objectives": (16,),
                "check_services_meet_needs": (16,),
                "consider_alternatives": (16,),
            },
            {"decide_whether_plan_continues", "make_plan"},
            id="a later planning meeting is for",
        ),
        pytest.param(
            "checklist",
            "meeting_purpose",
            "review",
            "must",
            {"decide_whether_plan_continues": (43,)},
            {"check_objectives", "consider_escalation", "views_of_child"},
            id="a review is for",
        ),
        pytest.param(
            "checklist",
            "meeting_arrangements",
            "first_meeting",
            "must",
            ARRANGEMENTS,
            {"interpreter", "disabled_access"},
            id="arranging a planning meeting",
        ),
        pytest.param(
            "checklist",
            "meeting_arrangements",
            "progress_meeting",
            "must",
            ARRANGEMENTS,
            {"interpreter", "disabled_access"},
            id="arranging a later planning meeting",
        ),
        pytest.param(
            "checklist",
            "early_review_grounds",
            "",
            "should",
            {"circumstances_changed": (34,)},
            {"new_concerns"},
            id="early review",
        ),
        pytest.param(
            "checklist",
            "who_consents",
            "",
            "should",
            {"parents_or_carers": (58,)},
            {"child", "young_person_of_understanding"},
            id="who is asked",
        ),
        pytest.param(
            "checklist",
            "consent_covers",
            "",
            "should",
            {"consent_to_sharing": (58,)},
            {"consent_to_assessment", "consent_to_services"},
            id="asked for",
        ),
        pytest.param(
            "checklist",
            "sharing_without_consent_grounds",
            "",
            "should",
            {"silence_raises_risk": (59,), "asking_raises_risk": (59,)},
            {"consent_cannot_be_had", "consent_not_to_be_expected"},
            id="sharing without consent",
        ),
        pytest.param(
            "checklist",
            "transfer_documents",
            "",
            "should",
            {
                "assessment_document": (54,),
                "plan_document": (55,),
                "latest_review_minutes": (56,),
                "case_summary": (57,),
            },
            {"chronology", "genogram"},
            id="documents",
        ),
        pytest.param(
            "checklist",
            "dispute_grounds",
            "",
            "should",
            {
                "case_responsibility_disputed": (64,),
                "acceptance_delayed": (64,),
                "thresholds_disputed": (64,),
            },
            set(),
            id="disputes",
        ),
        pytest.param(
            "outcomes",
            "outcomes",
            "review",
            "will",
            {
                "close_case": (40,),
                "continue_plan": (41,),
                "amend_plan": (41, 44),
                "strategy_discussion": (42,),
            },
            {"step_down", "reduce_input", "child_protection"},
            id="outcomes of a review",
        ),
        pytest.param(
            "plan_end_grounds",
            "plan_end_grounds",
            "",
            "stated",
            {"no_longer_in_need": (40,), "case_escalated": (4, 43)},
            {"aims_achieved"},
            id="grounds on which a plan ends",
        ),
        pytest.param(
            "scope",
            "children_covered",
            "",
            "stated",
            {"children_moving_between_authorities": (46,)},
            {"allegations_in_adoption", "section_17_threshold_met"},
            id="children covered",
        ),
        pytest.param(
            "scope",
            "definition_of_need",
            "",
            "will",
            {"assessed_for_special_guardianship": (17,)},
            {"disabled_child", "impairment_likely"},
            id="in need",
        ),
        pytest.param(
            "scope",
            "routes_into_need",
            "",
            "stated",
            {
                "found_in_need": (6,),
                "assessed_for_special_guardianship": (17,),
                "plan_moved_in": (50,),
            },
            {"plan_made_at_conference", "left_looked_after_system"},
            id="routes in",
        ),
    ],
)
def test_what_a_list_holds_and_what_not(
    topic: str,
    subject: str,
    of: str,
    force: str,
    inside: Mapping[str, tuple[int, ...]],
    outside: set[str],
) -> None:
    found = provision(topic, subject, of)
    assert places(found) == inside
    assert outside.isdisjoint(found.items)
    assert outside <= set(stack(SLUG).vocabulary.items)
    assert found.force.value == force


def own_forces(found: Provision) -> dict[str, str]:
    """The items that have another verb than their list, with its force."""
    return {item.item: item.force for item in found.local if item.force}


@pytest.mark.parametrize(
    ("topic", "subject", "of", "force", "forces"),
    [
        # Para 10: it will be important that the venue suits; transport, timing and child care
        # must be considered; outside school time should be wherever possible.
        (
            "checklist",
            "meeting_arrangements",
            "first_meeting",
            "must",
            {"suitable_venue": "will", "outside_school_time": "should"},
        ),
        (
            "checklist",
            "meeting_arrangements",
            "progress_meeting",
            "must",
            {"suitable_venue": "will", "outside_school_time": "should"},
        ),
        # Para 18 has a must for these four; paras 19 to 28 have a should for the rest.
        (
            "checklist",
            "plan_contents",
            "",
            "should",
            {
                "lead_worker_named": "must",
                "services_and_resources": "must",
                "who_is_responsible": "must",
                "timescales": "must",
            },
        ),
        # Para 18: SMART has a should like the list after it.
        ("checklist", "plan_qualities", "", "should", {}),
        # Para 7 has no verb of duty; by para 15 the plan will be developed in the meeting.
        ("checklist", "meeting_purpose", "first_meeting", "stated", {"make_plan": "will"}),
        ("outcomes", "outcomes", "first_meeting", "stated", {"make_plan": "will"}),
        # Para 6: will; para 66: should.
        ("meeting_criteria", "meeting_criteria", "", "will", {"plan_moved_in": "should"}),
    ],
)
def test_items_with_a_verb_of_their_own(
    topic: str, subject: str, of: str, force: str, forces: Mapping[str, str]
) -> None:
    found = provision(topic, subject, of)
    assert (found.force.value, own_forces(found)) == (force, forces)


def test_in_a_review_only_the_ending_has_a_must() -> None:
    # Para 43: must, of deciding on the end. Para 4 speaks of the importance of the objectives.
    found = provision("checklist", "meeting_purpose", "review")
    read = {reading.name: own_forces(reading.provision) for reading in found.readings}
    assert found.force.value == "must"
    assert read == {
        "planning_meeting": {},
        "review_meeting": {
            "check_objectives": "stated",
            "check_services_meet_needs": "stated",
            "consider_alternatives": "stated",
        },
    }


@pytest.mark.parametrize(
    ("topic", "subject", "of", "force", "paragraphs"),
    [
        ("principle", "same_principles_in_and_out", "", "stated", (46,)),
        ("principle", "move_can_be_positive", "", "stated", (47,)),
        ("principle", "move_may_be_concern", "", "stated", (47,)),
        ("principle", "ending_decided_in_meeting", "", "must", (4, 43)),
        ("practice", "read_with_safeguarding_procedures", "", "should", (3,)),
        ("practice", "objectives_kept_under_review", "", "stated", (4, 16)),
        ("practice", "safeguarding_procedures_followed", "", "must", (35,)),
        ("practice", "absent_professionals_consulted", "review", "must", (4, 43)),
        ("practice", "timely_response_to_risk", "", "should", (50,)),
        ("practice", "parents_told_of_their_responsibility", "", "should", (51,)),
        ("practice", "deficits_in_services_noted", "", "should", (52,)),
        ("practice", "risks_communicated", "", "should", (62,)),
        ("practice", "joint_visit_considered", "", "should", (63,)),
        ("practice", "process_reflects_needs_and_risks", "", "should", (63,)),
        ("practice", "family_kept_informed_in_transition", "", "should", (65,)),
    ],
)
def test_principles_and_practice(
    topic: str, subject: str, of: str, force: str, paragraphs: tuple[int, ...]
) -> None:
    found = provision(topic, subject, of)
    assert (found.force.value, found.cite.paragraphs) == (force, paragraphs)


@pytest.mark.parametrize(
    ("topic", "subject"),
    [
        # Nothing of these in the text; others say them.
        ("principle", "working_by_consent"),
        ("principle", "child_heard"),
        ("practice", "child_seen_alone"),
        ("practice", "advocate_offered"),
        ("scope", "children_not_covered"),
        ("checklist", "agenda"),
    ],
)
def test_what_only_others_say(topic: str, subject: str) -> None:
    assert answered(topic, subject) == "not stated"


@pytest.mark.parametrize(
    ("facts", "events", "listed"),
    [
        # Para 67: during the process of moving, whichever way the family goes.
        pytest.param({}, (), False, id="no move"),
        pytest.param(MOVED, (), True, id="moved in"),
        pytest.param({}, (("move_out_known", "2025-06-02"),), True, id="moving out"),
        pytest.param({"moving_between_authorities": True}, (), True, id="said to be moving"),
    ],
)
def test_what_is_recorded_on_a_move(
    facts: Mapping[str, FactValue], events: tuple[tuple[str, str], ...], listed: bool
) -> None:
    found = says(run(SLUG, *events, facts=facts), "checklist", "decisions_recorded")
    if not listed:
        assert found == "not stated"
        return
    assert isinstance(found, Provision)
    assert places(found) == {
        "actions_decisions_and_arrangements": (67,),
        "reasons_for_decisions": (67,),
        "services_not_provided": (67,),
        "no_longer_in_need": (67,),
    }


# --- Ambiguities ------------------------------------------------------------------------


def items_read(topic: str, subject: str, of: str = "", **facts: FactValue) -> dict[str, set[str]]:
    """The items under each reading of a list, by the name of the reading."""
    known = {name: fact.default for name, fact in stack(SLUG).vocabulary.facts.items()}
    answer = stack(SLUG).ask(Question(topic, subject, of), {**known, **facts})
    assert isinstance(answer.says, Provision)
    return {reading.name: set(reading.provision.items) for reading in answer.says.readings}


@pytest.mark.parametrize(
    ("topic", "subject", "of", "facts", "readings"),
    [
        # Para 2 belongs to another chapter, or says what it says.
        (
            "scope",
            "children_covered",
            "",
            {},
            {
                "opening_misplaced": {"children_moving_between_authorities"},
                "opening_as_published": {
                    "allegations_in_adoption",
                    "children_moving_between_authorities",
                },
            },
        ),
        # Para 16 names the planning meeting, para 4 the review meeting.
        (
            "checklist",
            "meeting_purpose",
            "progress_meeting",
            {},
            {
                "planning_meeting": {
                    "check_objectives",
                    "check_services_meet_needs",
                    "consider_alternatives",
                },
                "review_meeting": set(),
            },
        ),
        (
            "checklist",
            "meeting_purpose",
            "review",
            {},
            {
                "planning_meeting": {"decide_whether_plan_continues"},
                "review_meeting": {
                    "check_objectives",
                    "check_services_meet_needs",
                    "consider_alternatives",
                    "decide_whether_plan_continues",
                },
            },
        ),
        # Para 10: a meeting, in the section on planning meetings.
        (
            "checklist",
            "meeting_arrangements",
            "review",
            {},
            {"planning_meetings_only": set(), "any_meeting": {"outside_school_time"}},
        ),
        # Para 66: the first planning meeting (8), or another beside it.
        (
            "checklist",
            "attendees",
            "first_meeting",
            MOVED,
            {
                "first_planning_meeting": {
                    "child",
                    "parents_or_carers",
                    "relevant_agencies",
                    "previous_social_worker",
                    "previous_specialists",
                },
                "another_meeting": {
                    "child",
                    "parents_or_carers",
                    "agencies_recommended_by_assessment",
                },
            },
        ),
    ],
    ids=["scope", "planning meeting", "review", "school time", "moved in"],
)
def test_readings_of_lists(
    topic: str,
    subject: str,
    of: str,
    facts: Mapping[str, FactValue],
    readings: Mapping[str, set[str]],
) -> None:
    assert items_read(topic, subject, of, **facts) == readings


def test_a_planning_meeting_after_moving_in_may_be_another_than_that_of_para_66() -> None:
    # Residence Mon 2 Jun 2025 and 30 working days: Mon 14 Jul. Under the other reading the
    # planning meeting follows the assessment (paras 6 and 50), with no time.
    found = owed(moved_in("2025-06-02"), "first_meeting")
    assert found.provision.default_reading == "first_planning_meeting"
    assert other_dates(found) == {"another_meeting": None}


@pytest.mark.parametrize(
    ("ambiguity", "kind", "paragraphs"),
    [
        ("opening-of-another-chapter", "out of place", (2,)),
        ("where-objectives-are-considered", "contradiction", (4, 16)),
        ("who-ends-a-plan-and-when", "contradiction", (4, 40, 43)),
        ("six-months-as-a-minimum", "ambiguous", (33,)),
        ("small-or-any-changes", "ambiguous", (31,)),
        ("when-responsibility-passes", "contradiction", (48, 64, 65)),
        ("needs-identified-out-of-order", "garbled", (16,)),
        ("visiting-standards", "missing reference", (28,)),
        ("mast-and-cat", "unexplained", (50,)),
        ("level-3", "unexplained", (33,)),
    ],
)
def test_ambiguities_recorded(ambiguity: str, kind: str, paragraphs: tuple[int, ...]) -> None:
    known = {one.id: one for one in library().loaded[SLUG].procedure.ambiguities}
    assert (known[ambiguity].kind.value, known[ambiguity].paragraphs) == (kind, paragraphs)
