"""Kent: cases worked out by hand from the Child in Need Plans and Meetings Policy.

Paragraph numbers count the lines of the text that are not blank. Most cases start with an
assessment completed on Mon 3 Feb 2025, so that the initial meeting is due on Mon 17 Feb 2025
and the reviews every 12 weeks from there: Mon 12 May, Mon 4 Aug and Mon 27 Oct 2025.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from cinpolicy.conditions import FactValue
from cinpolicy.provisions import Provision, Question, Relation
from cinpolicy.timeline import Obligation, Remark, State, Timeline
from tests.cases import day, due, obligations, other_dates, owed, roles, run, says, stack

Facts = Mapping[str, FactValue]

SLUG = "kent"
ASSESSED = ("assessment_completed", "2025-02-03")  # a Monday
MEETING = "2025-02-17"  # ten working days on, a Monday
MANAGER = {"team_manager"}
REVIEW_CHAIRS = {"team_manager", "senior_practitioner"}
MEETINGS = {"initial_meeting", "review_meeting"}
IRO = {"independent_reviewing_officer"}
STEP_DOWN: Facts = {"route_in": "child_protection_step_down"}
MOVED_IN: Facts = {"route_in": "moved_in"}
DISABLED: Facts = {"team": "disability"}
EXPLOITED: Facts = {"exploitation_concerns": True, "move_because_of_exploitation": True}
JOINED = "joined_with_education_health_and_care_review"
PLACEMENT = "at_short_break_placement"
UNDATED = [(None, State.UNDATED)]

EXCEPTIONS = {  # the six reasons of section 8.2 (paras 172 to 177), with the fact of each
    "financial_support_only": "financial_support_for_housing_or_subsistence_only",
    "statutory_order": "order_to_originating_authority",
    "temporary_placement": "placed_temporarily_for_assessment_treatment_or_education",
    "custody": "in_custody",
    "relatives_or_friends": "temporarily_with_relatives_or_friends",
    "temporary_accommodation": "temporary_accommodation_under_4_weeks",
}


def kent(*events: Any, **rest: Any) -> Timeline:
    """A case under Kent's procedure."""
    return run(SLUG, *events, **rest)


def met_on(meeting: str = MEETING, *events: Any, **rest: Any) -> Timeline:
    """A case whose initial meeting was on ``meeting``."""
    return kent(("first_meeting", meeting), *events, **rest)


def supported(*kinds: str, **facts: FactValue) -> Facts:
    """Open to the disabled children's service, with these kinds of support."""
    return {**DISABLED, "support": frozenset(kinds), **facts}


def course(
    activity: str, number: int = 1, of: str = "", facts: Facts | None = None, **became: Any
) -> dict[str, Any]:
    """What became of one occurrence of an activity, and the facts of that one alone."""
    return {"activity": activity, "number": number, "of": of, "with": facts or {}, **became}


def dated(found: Iterable[Obligation]) -> list[tuple[str | None, State]]:
    """The due dates and states of obligations."""
    return [(o.due.date.isoformat() if o.due else None, o.state) for o in found]


def provision(name: str) -> Provision:
    """A provision of Kent's own, by its id."""
    return next(p for p in stack(SLUG).top.provisions if p.id == name)


def said(timeline: Timeline, topic: str, subject: str, of: str = "", number: int = 1) -> Provision:
    """What is said, which has to be a provision."""
    found = says(timeline, topic, subject, of, number)
    assert isinstance(found, Provision), found
    return found


def answer_id(timeline: Timeline, topic: str, subject: str, of: str = "") -> str:
    """The id of what answers at the end of the case, a stated silence included."""
    found = timeline.answers[Question(topic, subject, of)].says
    return found.id if isinstance(found, Provision) else found.kind.value


# --- The initial meeting after an assessment (paras 71, 72) ---------------------------------


@pytest.mark.parametrize(
    ("completed", "expected"),
    [
        # Mon 3 Feb 2025 is day 0; two weeks of five working days: Mon 17 Feb.
        pytest.param("2025-02-03", "2025-02-17", id="two plain weeks"),
        # Fri 7 Feb is day 0, Mon 10 Feb day 1; Fri 21 Feb day 10.
        pytest.param("2025-02-07", "2025-02-21", id="completed on a Friday"),
        # Sat 8 Feb is day 0, Mon 10 Feb day 1; Fri 21 Feb day 10.
        pytest.param("2025-02-08", "2025-02-21", id="completed on a Saturday"),
        # 19 and 20 Dec 2, 23 and 24 Dec 4, 27 Dec 5, 30 and 31 Dec 7, 2 and 3 Jan 9, 6 Jan 10:
        # 25 and 26 Dec and 1 Jan are passed over.
        pytest.param("2024-12-18", "2025-01-06", id="over Christmas 2024"),
        # 14 to 17 Apr 4, 22 to 25 Apr 8, 28 and 29 Apr 10: 18 and 21 Apr are passed over.
        pytest.param("2025-04-11", "2025-04-29", id="over Easter 2025"),
        # 18 to 22 Aug 5, 26 to 29 Aug 9, 1 Sep 10: Mon 25 Aug is passed over.
        pytest.param("2025-08-15", "2025-09-01", id="over the August bank holiday"),
    ],
)
def test_initial_meeting_within_10_working_days(completed: str, expected: str) -> None:
    found = owed(kent(("assessment_completed", completed)), "first_meeting")
    assert dated([found]) == [(expected, State.MET)]
    assert (found.provision.force.value, found.provision.by) == ("should", ("social_worker",))
    assert found.provision.timing is not None
    assert found.provision.timing.relation is Relation.WITHIN


@pytest.mark.parametrize(
    ("on", "state"),
    [
        # Para 72: the meeting is sometimes held before the assessment is completed.
        pytest.param("2025-01-27", "met", id="before the assessment is completed"),
        pytest.param("2025-02-03", "met", id="on the day it is completed"),
        pytest.param("2025-02-17", "met", id="on day 10"),
        pytest.param("2025-02-18", "late", id="on day 11"),
    ],
)
def test_initial_meeting_on_either_side_of_day_10(on: str, state: str) -> None:
    timeline = kent(ASSESSED, ("first_meeting", on))
    assert due(timeline, "first_meeting") == "2025-02-17"
    assert owed(timeline, "first_meeting").state.value == state


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, ["2025-02-17"], id="ordinary"),
        pytest.param({"route_in": "left_care"}, ["2025-02-17"], id="left care"),
        pytest.param(DISABLED, ["2025-02-17"], id="disabled children's service"),
        # Paras 73, 74: these two have clocks of their own.
        pytest.param(STEP_DOWN, [], id="step-down: not from an assessment"),
        pytest.param(MOVED_IN, [], id="moved in: not from an assessment"),
    ],
)
def test_which_routes_count_from_the_assessment(facts: Facts, expected: list[str]) -> None:
    found = obligations(kent(ASSESSED, facts=facts), "first_meeting")
    assert [o.due.date.isoformat() for o in found if o.due] == expected


def test_the_assessment_limit_is_the_national_one() -> None:
    # Kent gives no limit. 45 working days (nine weeks) from Mon 6 Jan 2025: Mon 10 Mar; ten
    # more working days: Mon 24 Mar.
    timeline = kent(("referral", "2025-01-06"))
    assert owed(timeline, "assessment_completed").answered_by == "national"
    assert due(timeline, "first_meeting") == "2025-03-24"


# --- The initial meeting after a step-down (para 73) ----------------------------------------


@pytest.mark.parametrize(
    ("conference", "expected", "remarked"),
    [
        # Mon 3 Mar 2025 and 28 days: Mon 31 Mar.
        pytest.param("2025-03-03", "2025-03-31", False, id="plain"),
        # Thu 28 Nov 2024 and 28 days: Thu 26 Dec, Boxing Day; it stays.
        pytest.param("2024-11-28", "2024-12-26", True, id="on Boxing Day"),
        # Fri 29 Nov 2024 and 28 days: Fri 27 Dec.
        pytest.param("2024-11-29", "2024-12-27", False, id="the day after Boxing Day"),
        # Fri 21 Mar 2025 and 28 days: Fri 18 Apr, Good Friday; it stays.
        pytest.param("2025-03-21", "2025-04-18", True, id="on Good Friday"),
        # Tue 25 Mar 2025 and 28 days: Tue 22 Apr. Easter does not lengthen weeks.
        pytest.param("2025-03-25", "2025-04-22", False, id="over Easter"),
    ],
)
def test_initial_meeting_within_four_weeks_of_the_conference(
    conference: str, expected: str, remarked: bool
) -> None:
    found = owed(
        kent(("child_protection_conference", conference), facts=STEP_DOWN), "first_meeting"
    )
    assert dated([found]) == [(expected, State.MET)]
    assert (Remark.ON_NON_WORKING_DAY in found.remarks) is remarked
    assert found.provision.assumes


@pytest.mark.parametrize(("on", "state"), [("2025-03-31", "met"), ("2025-04-01", "late")])
def test_step_down_meeting_on_either_side_of_four_weeks(on: str, state: str) -> None:
    timeline = kent(
        ("child_protection_conference", "2025-03-03"), ("first_meeting", on), facts=STEP_DOWN
    )
    assert owed(timeline, "first_meeting").state.value == state


def test_a_conference_starts_nothing_on_another_route() -> None:
    # Para 73 speaks of a plan made at the conference.
    timeline = kent(("child_protection_conference", "2025-03-03"))
    assert not obligations(timeline, "first_meeting")
    assert not obligations(timeline, "plan_end")


# --- The initial meeting of a family that moves in (paras 74, 155) --------------------------


@pytest.mark.parametrize(
    ("moved", "told", "from_residence", "from_notice"),
    [
        # 20 working days are four weeks where no bank holiday falls.
        # Mon 3 Mar 2025: Mon 31 Mar. Mon 10 Mar: Mon 7 Apr.
        pytest.param("2025-03-03", "2025-03-10", "2025-03-31", "2025-04-07", id="told later"),
        # Wed 26 Feb 2025: Wed 26 Mar.
        pytest.param("2025-03-03", "2025-02-26", "2025-03-31", "2025-03-26", id="told before"),
        # From Mon 9 Dec 2024: 10 to 13 Dec 4, 16 to 20 Dec 9, 23 and 24 Dec 11, 27 Dec 12, 30
        # and 31 Dec 14, 2 and 3 Jan 16, 6 to 9 Jan 20: Thu 9 Jan.
        pytest.param("2024-12-09", "2024-12-09", "2025-01-09", "2025-01-09", id="over Christmas"),
        # From Mon 7 Apr 2025: 8 to 11 Apr 4, 14 to 17 Apr 8, 22 to 25 Apr 12, 28 Apr to 2 May
        # 17, 6 to 8 May 20: Thu 8 May (18 and 21 Apr and 5 May are passed over).
        # From Mon 31 Mar: 1 to 4 Apr 4, 7 to 11 Apr 9, 14 to 17 Apr 13, 22 to 25 Apr 17, 28 to
        # 30 Apr 20: Wed 30 Apr.
        pytest.param("2025-04-07", "2025-03-31", "2025-05-08", "2025-04-30", id="over Easter"),
    ],
)
def test_moved_in_within_20_working_days_in_both_readings(
    moved: str, told: str, from_residence: str, from_notice: str
) -> None:
    timeline = kent(("move_in", moved), ("move_in_notified", told), facts=MOVED_IN)
    found = owed(timeline, "first_meeting")
    assert due(timeline, "first_meeting") == from_residence
    assert other_dates(found) == {"notification": from_notice}


@pytest.mark.parametrize(("on", "state"), [("2025-03-31", "met"), ("2025-04-01", "late")])
def test_moved_in_on_either_side_of_day_20(on: str, state: str) -> None:
    timeline = kent(("move_in", "2025-03-03"), ("first_meeting", on), facts=MOVED_IN)
    assert owed(timeline, "first_meeting").state.value == state


def test_with_notice_alone_only_the_other_reading_has_a_date() -> None:
    # Para 74 needs the day of residence. Para 155: Mon 10 Mar 2025 and four weeks, Mon 7 Apr.
    timeline = kent(("move_in_notified", "2025-03-10"), facts=MOVED_IN)
    assert not obligations(timeline, "first_meeting")
    [other] = timeline.other_readings[Question("first_meeting_due", "first_meeting")]
    assert other.due is not None
    assert (other.reading, other.due.date) == ("notification", day("2025-04-07"))


@pytest.mark.parametrize("fact", EXCEPTIONS.values())
def test_the_meeting_is_held_also_where_the_case_does_not_transfer(fact: str) -> None:
    # Para 74 is about any family with a plan that moves to Kent: Mon 3 Mar and 20 days.
    timeline = kent(("move_in", "2025-03-03"), facts={**MOVED_IN, fact: True})
    assert due(timeline, "first_meeting") == "2025-03-31"


# --- When the plan starts (paras 50, 73, 82) ------------------------------------------------


@pytest.mark.parametrize(
    ("event", "facts", "expected"),
    [
        pytest.param(ASSESSED, {}, "2025-02-17", id="at the initial meeting"),
        pytest.param(
            ("child_protection_conference", "2025-03-03"),
            STEP_DOWN,
            "2025-03-03",
            id="at the conference",
        ),
        pytest.param(("move_in", "2025-03-03"), MOVED_IN, "2025-03-31", id="moved in"),
    ],
)
def test_the_plan_starts(event: tuple[str, str], facts: Facts, expected: str) -> None:
    timeline = kent(event, facts=facts)
    assert due(timeline, "plan_start") == expected
    assert owed(timeline, "plan_start").provision.assumes  # the text does not say outright


# --- Before a meeting (paras 67 to 69) ------------------------------------------------------


@pytest.mark.parametrize(
    ("meeting", "number", "target"),
    [("first_meeting", 1, "2025-02-17"), ("review", 1, "2025-05-12"), ("review", 2, "2025-08-04")],
)
@pytest.mark.parametrize("attends", [True, False], ids=["child attends", "child does not"])
def test_the_views_of_a_child_who_does_not_attend(
    attends: bool, meeting: str, number: int, target: str
) -> None:
    # Paras 67, 68: sought beforehand by the social worker; the text prints a bold must.
    timeline = kent(ASSESSED, facts={"child_attends_meeting": attends})
    found = [o for o in obligations(timeline, "child_views_sought", meeting) if o.number == number]
    assert len(found) == (0 if attends else 1)
    for one in found:
        assert one.target == day(target)
        assert (one.provision.by, one.provision.force.value) == (("social_worker",), "must")
        assert one.provision.timing is not None
        assert one.provision.timing.relation is Relation.BEFORE
        assert one.provision.timing.period is None


def test_one_absence_concerns_one_meeting() -> None:
    # Paras 67, 68: the child will not be at the second review only.
    away = course("review", 2, facts={"child_attends_meeting": False})
    timeline = kent(ASSESSED, happened=[away])
    assert [o.number for o in obligations(timeline, "child_views_sought", "review")] == [2]
    assert not obligations(timeline, "child_views_sought", "first_meeting")


@pytest.mark.parametrize(
    ("meeting", "target"), [("first_meeting", "2025-02-17"), ("review", "2025-05-12")]
)
def test_support_to_attend_is_discussed_before_each_meeting(meeting: str, target: str) -> None:
    # Para 69: with invitees, before the meeting; how long before is not said.
    found = owed(kent(ASSESSED), "support_discussed", 1, meeting)
    assert (found.target, found.provision.force.value) == (day(target), "should")


def test_the_discussion_of_support_goes_on_file() -> None:
    # Para 69: a record on file, with no time.
    found = obligations(
        kent(ASSESSED, horizon="2025-03-31"), "discussion_recorded", "support_discussed"
    )
    assert dated(found) == UNDATED


def test_the_discussion_of_support_goes_on_file_for_each_meeting() -> None:
    # Para 69 is about the initial meeting and the reviews (17 Feb and 12 May 2025) alike.
    found = obligations(
        kent(ASSESSED, horizon="2025-06-30"), "discussion_recorded", "support_discussed"
    )
    assert dated(found) == UNDATED * 2


# --- Records of the initial meeting and of reviews (paras 91 to 93, 113 to 115) --------------

RECORDS = [
    # Tue 17 Jun 2025: Wed 18 Jun; a week on Tue 24 Jun; two weeks on Tue 1 Jul.
    pytest.param("2025-06-17", "2025-06-18", "2025-06-24", "2025-07-01", id="plain"),
    # Fri 13 Jun: Mon 16 Jun, Fri 20 Jun, Fri 27 Jun.
    pytest.param("2025-06-13", "2025-06-16", "2025-06-20", "2025-06-27", id="on a Friday"),
    # Tue 24 Dec 2024: 27 Dec 1, 30 and 31 Dec 3, 2 and 3 Jan 5, 6 to 10 Jan 10.
    pytest.param("2024-12-24", "2024-12-27", "2025-01-03", "2025-01-10", id="over Christmas"),
    # Thu 17 Apr 2025: 22 to 25 Apr 4, 28 Apr 5, 29 and 30 Apr 7, 1 and 2 May 9, 6 May 10
    # (5 May is a bank holiday).
    pytest.param("2025-04-17", "2025-04-22", "2025-04-28", "2025-05-06", id="over Easter"),
]


@pytest.mark.parametrize(("meeting", "one", "five", "ten"), RECORDS)
@pytest.mark.parametrize("of", ["first_meeting", "review"])
def test_records_in_1_5_and_10_working_days(
    of: str, meeting: str, one: str, five: str, ten: str
) -> None:
    if of == "first_meeting":
        timeline = met_on(meeting)
    else:
        timeline = met_on("2024-10-01", happened=[course("review", held=meeting)])
    dates = {
        record: due(timeline, record, 1, of)
        for record in (
            "case_note",
            "plan_on_file",
            "minutes",
            "minutes_circulated",
            "plan_circulated",
        )
    }
    assert dates == {
        "case_note": one,
        "plan_on_file": five,
        "minutes": ten,
        "minutes_circulated": ten,
        "plan_circulated": ten,
    }


@pytest.mark.parametrize("of", ["first_meeting", "review"])
@pytest.mark.parametrize(
    ("record", "force", "by"),
    [
        ("case_note", "should", ("minute_taker",)),  # paras 91, 113
        ("plan_on_file", "will", ()),  # paras 92, 114: forwarded by whom is not said
        ("minutes", "will", ()),  # paras 93, 115: nor by whom they are written
        ("minutes_circulated", "will", ()),
        ("plan_circulated", "will", ()),
    ],
)
def test_force_and_owner_of_each_record(
    record: str, force: str, by: tuple[str, ...], of: str
) -> None:
    found = owed(kent(ASSESSED), record, 1, of).provision
    assert (found.force.value, found.by) == (force, by)


@pytest.mark.parametrize(
    ("record", "on", "state"),
    [
        # Of the initial meeting on Mon 17 Feb 2025: Tue 18 Feb, Mon 24 Feb, Mon 3 Mar.
        ("case_note", "2025-02-18", "met"),
        ("case_note", "2025-02-19", "late"),
        ("plan_on_file", "2025-02-24", "met"),
        ("plan_on_file", "2025-02-25", "late"),
        ("minutes", "2025-03-03", "met"),
        ("minutes", "2025-03-04", "late"),
        ("minutes_circulated", "2025-03-03", "met"),
        ("minutes_circulated", "2025-03-04", "late"),
        ("plan_circulated", "2025-03-03", "met"),
        ("plan_circulated", "2025-03-04", "late"),
    ],
)
def test_a_record_on_the_last_day_and_one_day_late(record: str, on: str, state: str) -> None:
    timeline = met_on(happened=[course(record, of="first_meeting", held=on)])
    assert owed(timeline, record, 1, "first_meeting").state.value == state


def test_records_count_from_the_day_a_late_meeting_was_held() -> None:
    # Paras 91 to 93: from the meeting, held Tue 18 Feb 2025 and so one day late.
    timeline = kent(ASSESSED, ("first_meeting", "2025-02-18"))
    assert due(timeline, "case_note", 1, "first_meeting") == "2025-02-19"
    assert due(timeline, "minutes", 1, "first_meeting") == "2025-03-04"


@pytest.mark.parametrize("disagrees", [True, False])
def test_disagreement_at_a_review_is_recorded(disagrees: bool) -> None:
    # Para 111: in the minutes; it arises at the second review only.
    second = course("review", 2, facts={"disagreement_at_review": disagrees})
    found = obligations(kent(ASSESSED, happened=[second]), "disagreement_recorded", "review")
    assert [(o.number, o.due) for o in found] == ([(2, None)] if disagrees else [])


# --- Reviews every 12 weeks (paras 88, 96) or three months (paras 256, 293) ------------------


@pytest.mark.parametrize(
    ("meeting", "twelve", "three", "remarked"),
    [
        # Mon 17 Feb 2025: 84 days on is Mon 12 May; three months on is Sat 17 May.
        pytest.param("2025-02-17", "2025-05-12", "2025-05-17", False, id="plain"),
        # Wed 2 Oct 2024: 84 days on is Christmas Day; it stays. Three months: Thu 2 Jan.
        pytest.param("2024-10-02", "2024-12-25", "2025-01-02", True, id="on Christmas Day"),
        # Fri 4 Oct 2024: Fri 27 Dec, a working day. Three months: Sat 4 Jan.
        pytest.param("2024-10-04", "2024-12-27", "2025-01-04", False, id="after Boxing Day"),
        # Mon 27 Jan 2025: Mon 21 Apr, Easter Monday. Three months: Sun 27 Apr.
        pytest.param("2025-01-27", "2025-04-21", "2025-04-27", True, id="on Easter Monday"),
        # Fri 29 Nov 2024: Fri 21 Feb. Three months clip to Fri 28 Feb 2025.
        pytest.param("2024-11-29", "2025-02-21", "2025-02-28", False, id="clipped to February"),
        # Thu 31 Jul 2025: Thu 23 Oct. Three months: Fri 31 Oct, not clipped.
        pytest.param("2025-07-31", "2025-10-23", "2025-10-31", False, id="31st to 31st"),
        # Mon 31 Mar 2025: Mon 23 Jun. Three months clip to Mon 30 Jun.
        pytest.param("2025-03-31", "2025-06-23", "2025-06-30", False, id="31st to 30th"),
    ],
)
def test_first_review_in_both_readings(
    meeting: str, twelve: str, three: str, remarked: bool
) -> None:
    found = owed(met_on(meeting), "review")
    assert found.due is not None
    assert found.due.date == day(twelve)
    assert other_dates(found) == {"three_months": three}
    assert (Remark.ON_NON_WORKING_DAY in found.remarks) is remarked


@pytest.mark.parametrize(
    ("number", "twelve", "three"),
    [
        # 84 days each: Mon 12 May, Mon 4 Aug, Mon 27 Oct 2025. The other reading counts from
        # the meeting before: Sat 17 May, Tue 12 Aug, Tue 4 Nov.
        (1, "2025-05-12", "2025-05-17"),
        (2, "2025-08-04", "2025-08-12"),
        (3, "2025-10-27", "2025-11-04"),
    ],
)
def test_later_reviews_count_from_the_one_before(number: int, twelve: str, three: str) -> None:
    found = owed(kent(ASSESSED), "review", number)
    assert found.due is not None
    assert found.due.date == day(twelve)
    assert other_dates(found) == {"three_months": three}
    assert (found.provision.by, found.provision.force.value) == (("social_worker",), "should")
    assert found.provision.timing is not None
    assert found.provision.timing.relation is Relation.AT_LEAST_EVERY


@pytest.mark.parametrize(
    ("became", "state", "second"),
    [
        # The first is due Mon 12 May 2025; the second 84 days from the day it was held.
        pytest.param({"held": "2025-05-09"}, "met", "2025-08-01", id="three days early"),
        pytest.param({"held": "2025-05-12"}, "met", "2025-08-04", id="on the day"),
        pytest.param({"held": "2025-05-13"}, "late", "2025-08-05", id="one day late"),
        pytest.param({"late_by": "1 week"}, "late", "2025-08-11", id="one week late"),
        pytest.param({"never": True}, "missed", "2025-08-04", id="never held"),
    ],
)
def test_a_review_on_time_and_late(became: dict[str, Any], state: str, second: str) -> None:
    timeline = kent(ASSESSED, happened=[course("review", **became)])
    assert owed(timeline, "review").state.value == state
    assert due(timeline, "review", 2) == second


@pytest.mark.parametrize(
    ("high", "name", "others"),
    [(True, "review-high-risk", {}), (False, "review", {"three_months": "2025-05-17"})],
    ids=["risk or much support", "neither"],
)
def test_with_risk_12_weeks_are_the_outer_limit(
    high: bool, name: str, others: dict[str, str]
) -> None:
    # Para 98: more often, with no figure. Mon 17 Feb 2025 and 84 days: Mon 12 May.
    found = owed(kent(ASSESSED, facts={"high_risk_or_support": high}), "review")
    assert found.due is not None
    assert (found.provision.id, found.due.date) == (name, day("2025-05-12"))
    assert other_dates(found) == others
    assert bool(found.provision.assumes) is high


def test_step_down_reviews_count_from_the_meeting() -> None:
    # Para 73 makes the meeting due Mon 31 Mar 2025; para 96: 84 days on, Mon 23 Jun.
    timeline = kent(("child_protection_conference", "2025-03-03"), facts=STEP_DOWN)
    assert due(timeline, "review") == "2025-06-23"


@pytest.mark.parametrize("changed", [True, False])
def test_an_early_review_has_no_period(changed: bool) -> None:
    # Para 99: when circumstances change; how soon is not said.
    events = [("significant_change", "2025-03-24")] if changed else []
    found = obligations(kent(ASSESSED, *events), "early_review")
    assert dated(found) == (UNDATED if changed else [])
    assert all(o.provision.force.value == "should" for o in found)


def test_an_early_review_starts_the_12_weeks_again() -> None:
    # Para 99: held Tue 1 Apr 2025, it is the first review; 84 days on is Tue 24 Jun.
    timeline = kent(
        ASSESSED,
        ("significant_change", "2025-03-24"),
        happened=[course("early_review", held="2025-04-01")],
    )
    assert owed(timeline, "review").done == day("2025-04-01")
    assert due(timeline, "review", 2) == "2025-06-24"
    assert due(timeline, "case_note", 1, "review") == "2025-04-02"


@pytest.mark.parametrize(
    ("to", "by", "refused", "done"),
    [
        # Nobody is given a power to go beyond 12 weeks (Mon 12 May 2025).
        ("85 calendar days", "team_manager", True, "2025-05-12"),
        ("13 weeks", "assistant_director", True, "2025-05-12"),
        ("84 calendar days", "team_manager", False, "2025-05-12"),
        # Para 88: earlier helps to avoid drift. Eight weeks from Mon 17 Feb: Mon 14 Apr.
        ("8 weeks", "team_manager", False, "2025-04-14"),
    ],
)
def test_12_weeks_may_be_shortened_and_not_lengthened(
    to: str, by: str, refused: bool, done: str
) -> None:
    found = owed(kent(ASSESSED, decisions=[("2025-02-03", "review", to, by)]), "review")
    assert found.due is not None
    assert (found.due.date, found.done) == (day("2025-05-12"), day(done))
    assert (Remark.VARIATION_REFUSED in found.remarks) is refused


# --- Visits (paras 83, 119) -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("meeting", "first", "second", "remarked"),
    [
        # 28 days each. Mon 17 Feb 2025: Mon 17 Mar, Mon 14 Apr.
        pytest.param("2025-02-17", "2025-03-17", "2025-04-14", False, id="plain"),
        # Wed 27 Nov 2024: Christmas Day, which stays; then Wed 22 Jan.
        pytest.param("2024-11-27", "2024-12-25", "2025-01-22", True, id="on Christmas Day"),
        # Fri 21 Mar 2025: Good Friday 18 Apr, then Fri 16 May.
        pytest.param("2025-03-21", "2025-04-18", "2025-05-16", True, id="on Good Friday"),
    ],
)
def test_visits_at_least_every_four_weeks(
    meeting: str, first: str, second: str, remarked: bool
) -> None:
    timeline = met_on(meeting)
    assert [due(timeline, "visit", n) for n in (1, 2)] == [first, second]
    found = owed(timeline, "visit")
    assert (Remark.ON_NON_WORKING_DAY in found.remarks) is remarked
    assert (found.provision.by, found.provision.force.value) == (("social_worker",), "should")


@pytest.mark.parametrize(
    ("on", "state", "second"),
    [("2025-03-17", "met", "2025-04-14"), ("2025-03-18", "late", "2025-04-15")],
)
def test_a_visit_on_the_last_day_and_one_day_late(on: str, state: str, second: str) -> None:
    timeline = met_on(happened=[course("visit", held=on)])
    assert owed(timeline, "visit").state.value == state
    assert due(timeline, "visit", 2) == second


def test_visits_to_disabled_children_are_for_the_team_manager() -> None:
    # Para 119; under the other reading para 83 stays: Mon 17 Feb 2025 and 28 days, Mon 17 Mar.
    timeline = met_on(facts=DISABLED)
    question = Question("visit_interval", "visit")
    assert not obligations(timeline, "visit")
    silence = timeline.answers[question].silence
    assert silence is not None
    assert silence.kind.value == "discretion"
    assert silence.roles == ("team_manager",)
    [other] = timeline.other_readings[question]
    assert other.due is not None
    assert (other.reading, other.due.date) == ("four_weeks_remain", day("2025-03-17"))


@pytest.mark.parametrize(
    ("facts", "visits", "reviews"),
    [
        # Para 83: the initial meeting agrees it. Para 119: the Team Manager authorises both.
        # Paras 109, 256 and 293: each meeting agrees the date of the next.
        pytest.param({}, {"initial_meeting"}, MEETINGS, id="ordinary"),
        pytest.param({"disabled": True}, {"initial_meeting"}, MEETINGS, id="other team"),
        pytest.param(DISABLED, MANAGER, MANAGER, id="disabled children's service"),
    ],
)
def test_who_sets_how_often(facts: Facts, visits: set[str], reviews: set[str]) -> None:
    timeline = met_on(facts=facts)
    assert roles(timeline, "who_may_decide", "visit_frequency") == visits
    assert roles(timeline, "who_may_decide", "review_frequency") == reviews


# --- Reviews of children open to the disabled children's service (para 117) ------------------


@pytest.mark.parametrize(
    ("meeting", "first", "second", "third"),
    [
        # Mon 17 Feb 2025: Sat 17 May, which stays; then Mon 17 Nov, then Sun 17 May 2026.
        pytest.param("2025-02-17", "2025-05-17", "2025-11-17", "2026-05-17", id="plain"),
        # Fri 30 May 2025: Sat 30 Aug; six months clip to Sat 28 Feb 2026; then Fri 28 Aug.
        pytest.param("2025-05-30", "2025-08-30", "2026-02-28", "2026-08-28", id="second clipped"),
        # Fri 29 Nov 2024: three months clip to Fri 28 Feb; then Thu 28 Aug; then Sat 28 Feb.
        pytest.param("2024-11-29", "2025-02-28", "2025-08-28", "2026-02-28", id="first clipped"),
        # Mon 31 Mar 2025: Mon 30 Jun; then Tue 30 Dec; then Tue 30 Jun 2026.
        pytest.param("2025-03-31", "2025-06-30", "2025-12-30", "2026-06-30", id="31st to 30th"),
        # Wed 25 Sep 2024: Christmas Day, which stays; then Wed 25 Jun; then Christmas Day.
        pytest.param("2024-09-25", "2024-12-25", "2025-06-25", "2025-12-25", id="at Christmas"),
    ],
)
def test_disabled_first_review_in_three_months_then_every_six(
    meeting: str, first: str, second: str, third: str
) -> None:
    timeline = met_on(meeting, facts=DISABLED)
    assert [due(timeline, "review", n) for n in (1, 2, 3)] == [first, second, third]
    assert len([o for o in obligations(timeline, "review") if o.number == 1]) == 1
    assert [owed(timeline, "review", n).question.topic for n in (1, 2)] == [
        "first_review_due",
        "review_interval",
    ]


@pytest.mark.parametrize(
    ("on", "state", "second"),
    [
        # Due Sat 17 May 2025; the next six months run from the day it was held.
        pytest.param("2025-05-16", "met", "2025-11-16", id="one day early"),
        pytest.param("2025-05-17", "met", "2025-11-17", id="on the day"),
        pytest.param("2025-05-18", "late", "2025-11-18", id="one day late"),
    ],
)
def test_disabled_first_review_on_either_side(on: str, state: str, second: str) -> None:
    timeline = met_on(facts=DISABLED, happened=[course("review", held=on)])
    assert owed(timeline, "review").state.value == state
    assert due(timeline, "review", 2) == second


def test_after_a_step_down_the_three_months_run_from_the_conference() -> None:
    # Paras 73, 117: from the start of the plan, Mon 3 Mar 2025, not the meeting on 31 Mar.
    timeline = kent(("child_protection_conference", "2025-03-03"), facts={**DISABLED, **STEP_DOWN})
    assert due(timeline, "first_meeting") == "2025-03-31"
    assert due(timeline, "review") == "2025-06-03"


@pytest.mark.parametrize(
    "facts",
    [
        {"disabled": True},
        {"support": frozenset({"package_of_care"})},
        {"support": frozenset({"overnight_short_breaks"}), "short_break_nights_a_year": 76},
        {"team": "assessment"},
    ],
    ids=["disabled, other team", "package of care", "short breaks", "assessment team"],
)
def test_section_6_is_for_the_disabled_childrens_service(facts: Facts) -> None:
    # The heading of section 6 (para 116): elsewhere para 96 holds, Mon 12 May 2025.
    timeline = met_on(facts=facts)
    assert due(timeline, "review") == "2025-05-12"
    assert says(timeline, "first_review_due", "review") == "not stated"


@pytest.mark.parametrize(
    ("facts", "name", "relation"),
    [
        # All come to six months, from Sat 17 May 2025 to Mon 17 Nov; what differs is the rule.
        pytest.param(DISABLED, "review-disabled", "at least every", id="117"),
        pytest.param(
            {**DISABLED, "safeguarding_concerns": True},
            "review-disabled",
            "at least every",
            id="117, safeguarding",
        ),
        pytest.param(supported("package_of_care"), "review-package-of-care", "every", id="120"),
        pytest.param(
            supported("package_of_care", safeguarding_concerns=True),
            "review-disabled",
            "at least every",
            id="120, safeguarding",
        ),
        pytest.param(
            supported("direct_payments"),
            "review-direct-payments-or-limited-service",
            "every",
            id="122, direct payments",
        ),
        pytest.param(
            supported("limited_service"),
            "review-direct-payments-or-limited-service",
            "every",
            id="122, limited service",
        ),
        pytest.param(
            supported("direct_payments", "limited_service", safeguarding_concerns=True),
            "review-disabled",
            "at least every",
            id="122, safeguarding",
        ),
        pytest.param(
            supported("overnight_short_breaks"), "review-overnight-short-breaks", "every", id="123"
        ),
        pytest.param(
            supported("overnight_short_breaks", safeguarding_concerns=True),
            "review-disabled",
            "at least every",
            id="123, safeguarding",
        ),
        pytest.param(
            supported("overnight_short_breaks", concerns_or_changed_needs=True),
            "review-disabled",
            "at least every",
            id="123, concerns or changed needs",
        ),
        pytest.param(
            supported("overnight_short_breaks", "direct_payments", concerns_or_changed_needs=True),
            "review-direct-payments-or-limited-service",
            "every",
            id="123, concerns, with direct payments",
        ),
        pytest.param(supported("financial_only"), "review-disabled", "at least every", id="121"),
        pytest.param(
            {**DISABLED, "more_reviews_called_for": True},
            "review-disabled-more-often",
            "at least every",
            id="118",
        ),
        pytest.param(
            supported("overnight_short_breaks", more_reviews_called_for=True),
            "review-disabled-more-often",
            "at least every",
            id="118, short breaks",
        ),
        pytest.param(
            {**DISABLED, "high_risk_or_support": True},
            "review-disabled-more-often",
            "at least every",
            id="98 and 118",
        ),
    ],
)
def test_six_months_whatever_the_support(facts: Facts, name: str, relation: str) -> None:
    timeline = met_on(facts=facts)
    assert [due(timeline, "review", n) for n in (1, 2)] == ["2025-05-17", "2025-11-17"]
    found = owed(timeline, "review", 2).provision
    assert found.timing is not None
    assert (found.id, found.timing.relation.value) == (name, relation)


@pytest.mark.parametrize(
    ("to", "by", "refused", "done"),
    [
        # From Sat 17 May 2025 six months are 184 days, to Mon 17 Nov. Para 119 lets the Team
        # Manager authorise how often, para 117 sets the limit.
        pytest.param("6 months", "team_manager", False, "2025-11-17", id="at the limit"),
        pytest.param("184 calendar days", "team_manager", False, "2025-11-17", id="184 days"),
        pytest.param("185 calendar days", "team_manager", True, "2025-11-17", id="one day beyond"),
        pytest.param("185 calendar days", "social_worker", True, "2025-11-17", id="wrong role"),
        pytest.param("7 months", "assistant_director", True, "2025-11-17", id="a higher role"),
        # Four months from Sat 17 May: Wed 17 Sep.
        pytest.param("4 months", "team_manager", False, "2025-09-17", id="sooner"),
    ],
)
@pytest.mark.parametrize(
    "kind",
    [
        DISABLED,
        supported("package_of_care"),
        supported("limited_service"),
        supported("overnight_short_breaks"),
        {**DISABLED, "more_reviews_called_for": True},
    ],
    ids=["117", "120", "122", "123", "118"],
)
def test_the_team_manager_may_shorten_the_six_months(
    kind: Facts, to: str, by: str, refused: bool, done: str
) -> None:
    found = owed(met_on(facts=kind, decisions=[("2025-05-01", "review", to, by)]), "review", 2)
    assert found.due is not None
    assert found.latest is not None
    assert found.due.date == found.latest.date == day("2025-11-17")
    assert found.done == day(done)
    assert (Remark.VARIATION_REFUSED in found.remarks) is refused


# --- The form of disabled children's reviews (paras 120 to 124) ------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(supported("financial_only"), [False, True, False, True], id="only money"),
        pytest.param(supported("direct_payments"), [False] * 4, id="direct payments"),
        pytest.param(DISABLED, [False] * 4, id="no such support"),
        pytest.param({"support": frozenset({"financial_only"})}, [False] * 4, id="other team"),
    ],
)
def test_every_other_review_can_be_by_telephone(facts: Facts, expected: list[bool]) -> None:
    # Para 121: the alternate ones; taken to be the second, the fourth and so on.
    timeline = met_on(facts=facts)
    found = [says(timeline, "meeting_form", "by_telephone", "review", n) for n in (1, 2, 3, 4)]
    assert [isinstance(one, Provision) for one in found] == expected
    assert {one for one in found if isinstance(one, str)} <= {"not stated"}
    assert all(one.force.value == "may" for one in found if isinstance(one, Provision))


@pytest.mark.parametrize(
    ("facts", "telephone", "applies"),
    [
        pytest.param(supported("financial_only"), True, True, id="by telephone"),
        pytest.param(supported("financial_only"), False, False, id="not by telephone"),
        pytest.param(DISABLED, True, False, id="not only money"),
    ],
)
def test_what_follows_a_telephone_review(facts: Facts, telephone: bool, applies: bool) -> None:
    # Para 121: a summary by the worker, authorised by the Team Manager; the changed plan goes
    # out, with no time. Otherwise para 115: Mon 17 Nov 2025 and ten working days, Mon 1 Dec.
    second = course("review", 2, facts={"held_by_telephone": telephone, "plan_amended": True})
    timeline = met_on(facts=facts, happened=[second])
    found = obligations(timeline, "telephone_summary", "review")
    assert [(o.number, o.due, o.provision.by) for o in found] == (
        [(2, None, ("allocated_worker",))] if applies else []
    )
    circulated = owed(timeline, "plan_circulated", 2, "review")
    assert dated([circulated]) == (UNDATED if applies else [("2025-12-01", State.MET)])
    assert other_dates(circulated) == ({"ten_working_days_remain": "2025-12-01"} if applies else {})
    authorising = ("responsible_role", "authorising_telephone_summary", "review", 2)
    assert roles(timeline, *authorising) == (MANAGER if applies else "not stated")
    assert due(timeline, "minutes", 2, "review") == "2025-12-01"


def test_an_unchanged_plan_is_not_said_to_go_round_after_a_telephone_review() -> None:
    # Para 121: the amended plan is circulated; of one that stays as it is nothing is said.
    second = course("review", 2, facts={"held_by_telephone": True})
    timeline = met_on(facts=supported("financial_only"), happened=[second])
    assert 2 not in {o.number for o in obligations(timeline, "plan_circulated", "review")}
    of_all = kent(facts=supported("financial_only", held_by_telephone=True))
    assert says(of_all, "record_due", "plan_circulated", "review") == "not stated"


@pytest.mark.parametrize(
    ("item", "force"),
    [
        ("request_for_support_form", ""),  # para 151: the list's expected
        ("chronology", "will"),  # para 152: the Front Door Service will ask for it
        ("genogram", "will"),
        ("plan_document", "will"),
        ("assessment_document", "will"),
        ("case_summary", "will"),  # para 153
    ],
)
def test_how_binding_each_document_is_on_a_move_in(item: str, force: str) -> None:
    assert {one.item: one.force for one in provision("documents-in").local}[item] == force


@pytest.mark.parametrize(
    ("item", "force"),
    [
        ("request_to_transfer", ""),  # para 151: should
        ("needs_of_each_child", "will"),  # para 153: in the report that will be asked for
    ],
)
def test_how_binding_each_point_of_the_request_is_on_a_move_in(item: str, force: str) -> None:
    found = provision("transfer-request-contents-in").local
    assert {one.item: one.force for one in found}[item] == force


@pytest.mark.parametrize(
    ("facts", "others"),
    [
        # Paras 117, 120, 122, 123: three months from Mon 17 Feb 2025 are Sat 17 May, six are
        # Sun 17 Aug 2025.
        (supported("package_of_care"), {"six_months": "2025-08-17"}),
        (supported("direct_payments"), {"six_months": "2025-08-17"}),
        (supported("limited_service"), {"six_months": "2025-08-17"}),
        (supported("overnight_short_breaks"), {"six_months": "2025-08-17"}),
        (supported("overnight_short_breaks", concerns_or_changed_needs=True), {}),
        (supported("package_of_care", safeguarding_concerns=True), {}),
        (supported("package_of_care", more_reviews_called_for=True), {}),
        (supported("package_of_care", high_risk_or_support=True), {}),
        (supported("financial_only"), {}),
        (DISABLED, {}),
    ],
)
def test_whether_the_first_review_with_support_can_be_at_six_months(
    facts: Facts, others: dict[str, str]
) -> None:
    first = owed(met_on(facts=facts), "review")
    assert first.due is not None
    assert first.due.date == day("2025-05-17")
    assert other_dates(first) == others


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (supported("financial_only"), {"allocated_worker"}),
        (DISABLED, "not stated"),
        ({"support": frozenset({"financial_only"})}, "not stated"),
    ],
    ids=["only money", "no such support", "other team"],
)
def test_who_carries_out_a_telephone_review(facts: Facts, expected: set[str] | str) -> None:
    # Para 121: the allocated worker may.
    assert roles(met_on(facts=facts), "responsible_role", "carrying_out_review") == expected


@pytest.mark.parametrize(
    ("facts", "joined", "placement"),
    [
        # Para 120: may. Paras 122 and 124: will. Para 123: the other one at the placement.
        pytest.param(supported("package_of_care"), "may", "", id="package of care"),
        pytest.param(supported("direct_payments"), "will", "", id="direct payments"),
        pytest.param(supported("limited_service"), "will", "", id="limited service"),
        pytest.param(supported("overnight_short_breaks"), "will", "should", id="short breaks"),
        pytest.param(
            supported("package_of_care", "overnight_short_breaks"),
            "will",
            "should",
            id="package and short breaks",
        ),
        pytest.param(
            supported("overnight_short_breaks", concerns_or_changed_needs=True),
            "will",
            "should",
            id="short breaks, changed needs",
        ),
        pytest.param(
            supported("package_of_care", safeguarding_concerns=True),
            "",
            "",
            id="package, safeguarding",
        ),
        pytest.param(
            supported("direct_payments", safeguarding_concerns=True),
            "",
            "",
            id="direct payments, safeguarding",
        ),
        pytest.param(
            supported("overnight_short_breaks", safeguarding_concerns=True),
            "",
            "",
            id="short breaks, safeguarding",
        ),
        pytest.param(supported("financial_only"), "", "", id="only money"),
        pytest.param({"support": frozenset({"overnight_short_breaks"})}, "", "", id="other team"),
    ],
)
def test_where_reviews_are_held(facts: Facts, joined: str, placement: str) -> None:
    timeline = met_on(facts=facts)
    for form, force in ((JOINED, joined), (PLACEMENT, placement)):
        found = says(timeline, "meeting_form", form, "review")
        assert (found.force.value if isinstance(found, Provision) else "") == force


@pytest.mark.parametrize(
    ("facts", "owes"),
    [
        (supported("direct_payments"), True),  # para 122
        (supported("limited_service"), True),  # para 122
        (supported("overnight_short_breaks"), True),  # para 124
        (supported("package_of_care"), False),
        (supported("financial_only"), False),
        (supported("overnight_short_breaks", safeguarding_concerns=True), False),
        (supported("direct_payments", safeguarding_concerns=True), False),
        ({"support": frozenset({"direct_payments"})}, False),
    ],
)
def test_reviews_recorded_on_the_childs_plan(facts: Facts, owes: bool) -> None:
    timeline = met_on(facts=facts, horizon="2025-06-30")
    found = obligations(timeline, "review_recorded_on_plan", "review")
    assert dated(found) == (UNDATED if owes else [])


# --- Who chairs (paras 75, 95, 125) ---------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "facts"),
    [
        pytest.param(ASSESSED, {}, id="ordinary"),
        pytest.param(("child_protection_conference", "2025-03-03"), STEP_DOWN, id="step-down"),
        pytest.param(("move_in", "2025-03-03"), MOVED_IN, id="moved in"),
        # Para 125 is about reviews only.
        pytest.param(
            ASSESSED,
            {**DISABLED, "short_break_nights_a_year": 76, "overnight_settings": 3},
            id="many short breaks",
        ),
        pytest.param(ASSESSED, {"worker_newly_qualified": True}, id="newly qualified worker"),
    ],
)
def test_a_team_manager_chairs_the_initial_meeting(event: tuple[str, str], facts: Facts) -> None:
    assert roles(kent(event, facts=facts), "chair_required", "chairing", "first_meeting") == MANAGER


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, REVIEW_CHAIRS, id="ordinary"),
        pytest.param({"high_risk_or_support": True}, REVIEW_CHAIRS, id="high risk"),
        pytest.param(DISABLED, REVIEW_CHAIRS, id="disabled"),
        pytest.param({**DISABLED, "short_break_nights_a_year": 75}, REVIEW_CHAIRS, id="75 nights"),
        pytest.param({**DISABLED, "short_break_nights_a_year": 76}, IRO, id="76 nights"),
        pytest.param({**DISABLED, "overnight_settings": 2}, REVIEW_CHAIRS, id="2 settings"),
        pytest.param({**DISABLED, "overnight_settings": 3}, IRO, id="3 settings"),
        pytest.param(
            {**DISABLED, "short_break_nights_a_year": 75, "overnight_settings": 2},
            REVIEW_CHAIRS,
            id="75 nights in 2 settings",
        ),
        pytest.param(
            {**DISABLED, "short_break_nights_a_year": 76, "overnight_settings": 2},
            IRO,
            id="76 nights in 2 settings",
        ),
        pytest.param(
            {**DISABLED, "short_break_nights_a_year": 10, "overnight_settings": 3},
            IRO,
            id="10 nights in 3 settings",
        ),
        # Section 6 is about the disabled children's service (an assumption that is shown).
        pytest.param(
            {"short_break_nights_a_year": 76, "overnight_settings": 3},
            REVIEW_CHAIRS,
            id="other team",
        ),
    ],
)
def test_who_chairs_a_review(facts: Facts, expected: set[str], number: int) -> None:
    timeline = met_on(facts=facts)
    assert roles(timeline, "chair_required", "chairing", "review", number) == expected


def test_that_the_iro_rule_is_for_one_service_is_shown_as_assumed() -> None:
    # Para 125 itself speaks of any child; it is the heading, para 116, that narrows it.
    assert provision("chair-review-iro").assumes


# --- Who is responsible (several paragraphs) ------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "of", "facts", "expected"),
    [
        ("assessing", "", {}, {"qualified_social_worker"}),  # para 33
        ("writing_plan", "", {}, {"social_worker"}),  # paras 49, 50
        ("authorising_plan", "", {}, MANAGER),  # paras 92, 114, 188
        ("convening", "first_meeting", {}, {"social_worker"}),  # para 71
        ("convening", "first_meeting", STEP_DOWN, {"social_worker"}),  # para 71
        ("convening", "first_meeting", MOVED_IN, {"receiving_team"}),  # para 155
        ("convening", "review", {}, {"social_worker"}),  # para 95
        ("convening", "review", MOVED_IN, {"social_worker"}),  # para 95
        ("inviting", "first_meeting", {}, {"social_worker"}),  # para 71
        ("inviting", "review", {}, {"social_worker"}),  # para 95
        ("recording", "first_meeting", {}, {"minute_taker"}),  # para 91
        ("recording", "review", {}, {"minute_taker"}),  # para 113
        # Paras 91, 113 and 115: the minute taker, whoever that is.
        ("note_taking", "first_meeting", {}, {"minute_taker"}),
        ("note_taking", "review", {}, {"minute_taker"}),
        ("keeping_plan_current", "", {}, {"review_meeting"}),  # para 106
        ("setting_first_review_date", "", {}, {"initial_meeting"}),  # para 256
        ("reporting_progress", "review", {}, {"parents", "professional_network"}),  # para 268
        ("discussing_attendees", "first_meeting", {}, "not stated"),  # paras 67, 196: nobody named
        ("discussing_attendees", "review", {}, MEETINGS),  # paras 109, 255, 292
        ("telling_of_advocates", "", {}, "not stated"),  # para 69
        ("supportive_meeting", "first_meeting", {}, "not stated"),  # para 232
        ("visiting", "", {}, {"social_worker"}),  # para 83
        ("overseeing", "", {}, MANAGER),  # para 182
        ("receiving_case", "", MOVED_IN, {"front_door_service"}),  # para 151
        ("receiving_case", "", {}, "not stated"),
        ("meeting_counterpart", "", {}, {"social_worker"}),  # para 161
        ("helping_reach_services", "", {}, {"social_worker"}),  # para 148
        ("requesting_information", "", MOVED_IN, {"front_door_service"}),  # para 152
        ("requesting_information", "", {}, "not stated"),
        ("monitoring_until_transfer", "", MOVED_IN, {"originating_authority"}),  # para 156
        ("monitoring_until_transfer", "", {}, "not stated"),
        ("following_transfer_standards", "", {}, {"case_holder"}),  # para 159
        ("attending_first_meeting_elsewhere", "", {}, {"case_holder"}),  # para 162
    ],
)
def test_who_is_responsible(subject: str, of: str, facts: Facts, expected: set[str] | str) -> None:
    question = Question("responsible_role", subject, of)
    timeline = kent(facts=facts)
    if question in timeline.answers:
        assert roles(timeline, "responsible_role", subject, of) == expected
    else:
        assert expected == "not stated"


@pytest.mark.parametrize(
    ("relatives", "placed", "expected"),
    [
        (True, True, {"originating_authority"}),
        (True, False, "not stated"),
        (False, True, "not stated"),
    ],
)
def test_who_approves_a_relative_or_friend(
    relatives: bool, placed: bool, expected: set[str] | str
) -> None:
    # Para 178: where the authority left placed the child there.
    facts = {
        "temporarily_with_relatives_or_friends": relatives,
        "placed_by_originating_authority": placed,
    }
    timeline = kent(facts=facts)
    assert roles(timeline, "responsible_role", "approving_relative_or_friend") == expected


# --- Consent (paras 46, 47, 145) ------------------------------------------------------------


def test_consent_is_sought_from_the_first_referral() -> None:
    # Para 46: no period is stated.
    found = obligations(kent(("referral", "2025-01-06")), "consent_sought")
    assert dated(found) == UNDATED
    assert found[0].provision.force.value == "should"


@pytest.mark.parametrize(
    ("born", "understands", "asked"),
    [
        # Para 46: on Mon 6 Jan 2025.
        pytest.param("2009-01-06", False, True, id="16 that day"),
        pytest.param("2009-01-07", False, False, id="16 the next day"),
        pytest.param("2011-01-07", True, True, id="13, of an age of understanding"),
        pytest.param("2011-01-07", False, False, id="13"),
    ],
)
def test_young_people_are_asked_as_well(born: str, understands: bool, asked: bool) -> None:
    facts = {"of_age_of_understanding": understands}
    timeline = kent(("referral", "2025-01-06"), facts=facts, born=born)
    assert dated(obligations(timeline, "young_person_asked")) == (UNDATED if asked else [])


@pytest.mark.parametrize(
    ("event", "subject", "of", "force"),
    [
        ("consent_refused", "refusal_recorded", "consent_refused", "should"),
        (
            "section_47_without_consent",
            "discussion_recorded",
            "section_47_without_consent",
            "must",
        ),
    ],
)
def test_what_follows_a_refusal(event: str, subject: str, of: str, force: str) -> None:
    # Para 47: no periods are stated.
    found = obligations(kent((event, "2025-01-20")), subject, of)
    assert dated(found) == UNDATED
    assert found[0].provision.force.value == force
    assert not obligations(kent(), subject, of)


def test_who_goes_on_without_consent_is_not_said() -> None:
    # Para 47 says when consent is not needed and not who decides it.
    assert says(kent(), "who_may_decide", "proceed_without_consent") == "not stated"


def test_no_check_on_consent_is_dated_at_the_initial_meeting() -> None:
    # Para 231: parents should know the basis and agree; that somebody checks is not said.
    assert not obligations(met_on("2025-02-17"), "consent_checked")
    asked = Question("practice", "basis_of_involvement", "first_meeting")
    [found] = [p for p in stack(SLUG).top.provisions if p.question == asked]
    assert (found.force.value, found.timing) == ("should", None)


@pytest.mark.parametrize("risk", [True, False])
def test_permission_to_share_information(risk: bool) -> None:
    # Para 145: should be sought; not where that, or not sharing, would add to the risk.
    facts = {"permission_or_silence_adds_risk": risk}
    timeline = kent(("move_out_known", "2025-03-03"), facts=facts)
    found = obligations(timeline, "sharing_permission_sought")
    assert dated(found) == ([] if risk else UNDATED)
    kind = says(timeline, "consent_due", "sharing_permission_sought")
    assert (kind == "no requirement") is risk


# --- Ending a plan (paras 44, 107, 130 to 141) ----------------------------------------------


@pytest.mark.parametrize("facts", [{}, STEP_DOWN, MOVED_IN, DISABLED])
def test_the_review_meeting_closes(facts: Facts) -> None:
    # Paras 44, 131, 139: the meeting decides, after the Team Manager's own review of the case.
    found = said(met_on(facts=facts), "who_may_close", "closure_decision")
    assert (found.roles, found.force.value) == (("review_meeting",), "should")
    assert found.decision is not None
    assert found.decision.forum == "review"
    assert len(found.decision.first) == 1


def test_the_grounds_on_which_a_plan_ends() -> None:
    # Paras 131 to 138, one for each.
    found = said(kent(), "plan_end_grounds", "plan_end_grounds")
    assert found.force.value == "may"
    assert list(found.items) == [
        "no_longer_in_need",
        "child_protection",
        "looked_after",
        "supervision_order_over",
        "transferred_elsewhere",
        "left_england_and_wales",
        "turned_18",
        "child_died",
    ]


def test_what_a_review_can_decide() -> None:
    # Paras 106 to 108 and 113.
    found = said(kent(ASSESSED), "outcomes", "outcomes", "review")
    assert set(found.items) == {
        "continue_plan",
        "amend_plan",
        "step_down",
        "close_case",
        "strategy_discussion",
    }


@pytest.mark.parametrize(("number", "target"), [(1, "2025-05-12"), (2, "2025-08-04")])
def test_the_closing_rationale_comes_before_the_last_review(number: int, target: str) -> None:
    # Para 139: by the Team Manager, before the final meeting and no other.
    last = course("review", number, facts={"final_review": True}, then=("closure_decided",))
    timeline = kent(ASSESSED, happened=[last])
    [found] = obligations(timeline, "closing_rationale", "review")
    assert (found.number, found.target) == (number, day(target))
    assert found.provision.by == ("team_manager",)
    assert found.provision.force.value == "should"
    assert found.provision.timing is not None
    assert found.provision.timing.relation is Relation.BEFORE


def test_without_a_last_review_no_rationale_is_owed() -> None:
    assert not obligations(kent(ASSESSED), "closing_rationale", "review")


def test_after_the_decision_to_close() -> None:
    # Paras 140 and 184: letters and a record, with no time. Reviews and visits stop: the second
    # review is Mon 4 Aug 2025, and no third one and no visit due after it is held.
    last = course("review", 2, facts={"final_review": True}, then=("closure_decided",))
    timeline = kent(ASSESSED, happened=[last])
    assert dated(obligations(timeline, "closure_letters")) == UNDATED
    record = obligations(timeline, "decision_record", "closure_decided")
    assert dated(record) == UNDATED
    assert record[0].provision.by == ("team_manager",)
    assert max(o.number for o in obligations(timeline, "review") if o.state is State.MET) == 2
    assert all(
        o.done is not None and o.done <= day("2025-08-04") for o in obligations(timeline, "visit")
    )


def test_records_are_complete_when_the_case_closes() -> None:
    # Para 141: must, at the end of the plan. Wed 20 Aug 2025.
    timeline = met_on(MEETING, ("closure_decided", "2025-08-04"), ("case_closed", "2025-08-20"))
    assert due(timeline, "closing_records_complete") == "2025-08-20"
    assert owed(timeline, "closing_records_complete").provision.force.value == "must"


def test_how_soon_a_case_closes_is_not_stated() -> None:
    timeline = met_on(MEETING, ("closure_decided", "2025-08-04"))
    assert not obligations(timeline, "case_closed")
    assert says(timeline, "closure_deadline", "case_closed") == "not stated"


# --- Three months after a step-down (para 186) ----------------------------------------------


@pytest.mark.parametrize(
    ("conference", "earliest", "ended", "state"),
    [
        # Mon 3 Mar 2025 and three months: Tue 3 Jun.
        pytest.param("2025-03-03", "2025-06-03", "2025-06-02", "earlier than allowed", id="before"),
        pytest.param("2025-03-03", "2025-06-03", "2025-06-03", "met", id="on the day"),
        pytest.param("2025-03-03", "2025-06-03", "2025-06-04", "met", id="after"),
        # Fri 29 Nov 2024: clipped to Fri 28 Feb 2025. So is Sat 30 Nov.
        pytest.param(
            "2024-11-29", "2025-02-28", "2025-02-27", "earlier than allowed", id="clipped, before"
        ),
        pytest.param("2024-11-29", "2025-02-28", "2025-02-28", "met", id="clipped, on the day"),
        pytest.param("2024-11-30", "2025-02-28", "2025-02-28", "met", id="clipped from the 30th"),
        # Wed 25 Sep 2024: Christmas Day.
        pytest.param("2024-09-25", "2024-12-25", "2024-12-25", "met", id="Christmas Day"),
        # Tue 21 Jan 2025: Easter Monday.
        pytest.param(
            "2025-01-21", "2025-04-21", "2025-04-20", "earlier than allowed", id="Easter Sunday"
        ),
    ],
)
def test_a_plan_after_a_step_down_lasts_three_months(
    conference: str, earliest: str, ended: str, state: str
) -> None:
    timeline = kent(
        ("child_protection_conference", conference), ("plan_end", ended), facts=STEP_DOWN
    )
    found = owed(timeline, "plan_end", topic="minimum_duration")
    assert found.due is not None
    assert (found.due.date, found.state.value) == (day(earliest), state)
    assert found.provision.assumes  # the sentence does not say from when


def test_a_plan_still_running_has_only_a_date_to_look_at() -> None:
    timeline = kent(("child_protection_conference", "2025-03-03"), facts=STEP_DOWN)
    found = owed(timeline, "plan_end", topic="minimum_duration")
    assert dated([found]) == [("2025-06-03", State.DATE_ONLY)]


@pytest.mark.parametrize("facts", [{}, MOVED_IN, {"route_in": "left_care"}, DISABLED], ids=str)
def test_other_plans_have_no_least_length(facts: Facts) -> None:
    timeline = met_on(MEETING, ("plan_end", "2025-03-03"), facts=facts)
    assert says(timeline, "minimum_duration", "plan_end") == "not stated"
    assert says(timeline, "who_may_decide", "end_before_minimum") == "not stated"


def test_who_may_end_sooner_after_a_step_down() -> None:
    # Para 186: the Assistant Director's view must be sought in writing, which is not to decide;
    # paras 44 and 131 leave the decision to the meeting. The reason is noted, not noted first.
    found = said(kent(facts=STEP_DOWN), "who_may_decide", "end_before_minimum")
    assert (found.roles, found.force.value) == (("review_meeting",), "must")
    assert found.decision is not None
    assert found.decision.forum == "review"
    [first] = found.decision.first
    assert "Assistant Director" in first
    power = provision("minimum-after-step-down").variation
    assert power is not None
    assert (power.by, power.up_to) == (("review_meeting",), None)


@pytest.mark.parametrize(
    ("by", "allowed"),
    [
        ("review_meeting", True),
        ("team_manager", False),
        ("assistant_director", False),
    ],
)
def test_an_end_before_three_months_by_decision(by: str, allowed: bool) -> None:
    # Para 186: the conference is Mon 3 Mar 2025; on Thu 15 May it is decided that two months
    # (Sat 3 May) are enough, and the plan ends that day, before Tue 3 Jun.
    timeline = kent(
        ("child_protection_conference", "2025-03-03"),
        ("plan_end", "2025-05-15"),
        facts=STEP_DOWN,
        decisions=[("2025-05-15", "plan_end", "2 months", by)],
    )
    found = owed(timeline, "plan_end", topic="minimum_duration")
    assert (found.state is not State.TOO_EARLY) is allowed


@pytest.mark.parametrize(
    ("decided", "ended", "allowed"),
    [
        # Two months from Mon 3 Mar 2025: Sat 3 May.
        pytest.param("2025-04-01", "2025-05-03", True, id="when the two months are over"),
        pytest.param(
            "2025-04-01",
            "2025-05-02",
            False,
            id="one day before they are over",
        ),
        pytest.param("2025-05-14", "2025-05-15", True, id="decided the day before"),
        pytest.param("2025-05-16", "2025-05-15", False, id="decided the day after"),
    ],
)
def test_a_decision_for_two_months_covers_no_earlier_end(
    decided: str, ended: str, allowed: bool
) -> None:
    # Para 186: the review meeting decides, here that two months are enough.
    timeline = kent(
        ("child_protection_conference", "2025-03-03"),
        ("plan_end", ended),
        facts=STEP_DOWN,
        decisions=[(decided, "plan_end", "2 months", "review_meeting")],
    )
    found = owed(timeline, "plan_end", topic="minimum_duration")
    assert (found.state is not State.TOO_EARLY) is allowed


# --- Moving to Kent (paras 150 to 156) ------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # As the first meeting in the reading that counts from notice (para 155).
        pytest.param("2025-03-10", "2025-04-07", id="plain"),
        pytest.param("2024-12-09", "2025-01-09", id="over Christmas"),
        pytest.param("2025-04-07", "2025-05-08", id="over Easter"),
    ],
)
def test_the_transfer_date_within_20_working_days_of_notice(told: str, expected: str) -> None:
    # Para 154; the day of residence does not matter.
    timeline = kent(("move_in", "2024-12-02"), ("move_in_notified", told), facts=MOVED_IN)
    found = owed(timeline, "transfer_date_agreed")
    assert dated([found]) == [(expected, State.MET)]
    assert (found.provision.by, found.provision.force.value) == (("receiving_team",), "should")


@pytest.mark.parametrize(("on", "state"), [("2025-04-07", "met"), ("2025-04-08", "late")])
def test_the_transfer_date_on_either_side(on: str, state: str) -> None:
    timeline = kent(
        ("move_in_notified", "2025-03-10"),
        facts=MOVED_IN,
        happened=[course("transfer_date_agreed", held=on)],
    )
    assert owed(timeline, "transfer_date_agreed").state.value == state


@pytest.mark.parametrize("held", ["2025-03-24", "2025-03-31", "2025-04-14"])
def test_the_case_is_taken_over_at_the_meeting(held: str) -> None:
    # Para 156: at the Child in Need meeting itself, whenever that is.
    timeline = kent(("move_in", "2025-03-03"), ("first_meeting", held), facts=MOVED_IN)
    assert due(timeline, "case_taken_over") == held
    assert owed(timeline, "case_taken_over").provision.force.value == "will"


@pytest.mark.parametrize(
    ("facts", "transfers", "name"),
    [
        pytest.param({}, True, "transfer-date", id="ordinary"),
        *(
            pytest.param({fact: True}, False, "not stated", id=name)
            for name, fact in EXCEPTIONS.items()
        ),
        # Paras 143 and 165 to 169: for a short time the case may stay where it was.
        pytest.param({"assessment_under_way": True}, False, "transfer-date-case-kept", id="166"),
        pytest.param(
            {"pregnant_and_moving_repeatedly": True}, False, "transfer-date-case-kept", id="167"
        ),
        pytest.param(EXPLOITED, False, "transfer-date-case-kept", id="169"),
        pytest.param({"exploitation_concerns": True}, True, "transfer-date", id="169, other move"),
        pytest.param(
            {"move_because_of_exploitation": True}, True, "transfer-date", id="169, other plan"
        ),
        pytest.param({**EXPLOITED, "in_custody": True}, False, "not stated", id="169 and 175"),
    ],
)
def test_which_cases_transfer_to_kent(facts: Facts, transfers: bool, name: str) -> None:
    timeline = kent(
        ("move_in", "2025-03-03"), ("move_in_notified", "2025-03-10"), facts={**MOVED_IN, **facts}
    )
    for subject, expected in (
        ("transfer_date_agreed", "2025-04-07"),
        ("case_taken_over", "2025-03-31"),
    ):
        found = obligations(timeline, subject)
        assert dated(found) == ([(expected, State.MET)] if transfers else [])
    assert answer_id(timeline, "transfer_in_deadline", "transfer_date_agreed") == name
    assert due(timeline, "first_meeting") == "2025-03-31"


@pytest.mark.parametrize("facts", [{}, {"in_custody": True}])
def test_the_case_passes_to_the_district_at_no_stated_time(facts: Facts) -> None:
    # Paras 150 to 153.
    events = (("move_in", "2025-03-03"), ("move_in_notified", "2025-03-10"))
    timeline = kent(*events, facts={**MOVED_IN, **facts})
    assert dated(obligations(timeline, "transfer_in_to_team")) == UNDATED
    assert not obligations(kent(*events), "transfer_in_to_team")


@pytest.mark.parametrize("facts", [{}, STEP_DOWN, {"route_in": "left_care"}])
def test_nothing_transfers_in_where_nobody_moved(facts: Facts) -> None:
    timeline = kent(ASSESSED, ("child_protection_conference", "2025-01-20"), facts=facts)
    assert not obligations(timeline, "case_taken_over")
    # Para 159: moving out, the receiving authority says what it requires.
    assert says(timeline, "checklist", "transfer_documents") == "discretion"
    assert says(timeline, "who_may_decide", "accept_transfer") == "not stated"


def test_the_documents_of_a_family_moving_in() -> None:
    # Paras 151 to 153.
    found = said(kent(facts=MOVED_IN), "checklist", "transfer_documents")
    assert found.force.value == "expected"
    assert set(found.items) == {
        "request_for_support_form",
        "chronology",
        "genogram",
        "plan_document",
        "assessment_document",
        "case_summary",
    }


def test_the_district_decides_on_a_transfer_in() -> None:
    # Para 154.
    timeline = kent(facts=MOVED_IN)
    assert roles(timeline, "who_may_decide", "accept_transfer") == {"receiving_team"}


@pytest.mark.parametrize(
    ("event", "topic"),
    [("move_in_notified", "transfer_in_deadline"), ("move_out_known", "transfer_out_deadline")],
)
def test_the_impact_of_a_move_is_considered(event: str, topic: str) -> None:
    # Para 146: urgently, with no time.
    found = obligations(kent((event, "2025-03-10")), "move_impact_considered", topic=topic)
    assert dated(found) == UNDATED


# --- Moving out of Kent: telling the other authority (para 144) ------------------------------


@pytest.mark.parametrize(
    ("moved", "known", "planned", "expected"),
    [
        # Fri 4 Apr 2025: Mon 7 Apr. A planned move is counted from the move alone.
        pytest.param("2025-04-04", "2025-03-03", True, "2025-04-07", id="planned"),
        pytest.param("2025-04-04", "2025-04-09", True, "2025-04-07", id="planned, known late"),
        # Known on Wed 9 Apr: Thu 10 Apr.
        pytest.param("2025-04-04", "2025-04-09", False, "2025-04-10", id="unplanned"),
        pytest.param("2025-04-04", "2025-04-04", False, "2025-04-07", id="unplanned, same day"),
        # Tue 24 Dec 2024: Fri 27 Dec.
        pytest.param("2024-12-24", "2024-12-24", True, "2024-12-27", id="over Christmas"),
        # Thu 17 Apr 2025: Tue 22 Apr.
        pytest.param("2025-04-17", "2025-04-17", True, "2025-04-22", id="over Easter"),
        pytest.param("2025-04-14", "2025-04-17", False, "2025-04-22", id="unplanned, Easter"),
    ],
)
def test_the_other_authority_is_told_in_one_working_day(
    moved: str, known: str, planned: bool, expected: str
) -> None:
    timeline = kent(("move_out", moved), ("move_out_known", known), facts={"move_planned": planned})
    [found] = obligations(timeline, "receiving_authority_notified")
    assert dated([found]) == [(expected, State.MET)]
    assert (found.provision.by, found.provision.force.value) == (("social_worker",), "should")


@pytest.mark.parametrize(("on", "state"), [("2025-04-07", "met"), ("2025-04-08", "late")])
def test_telling_the_other_authority_on_either_side(on: str, state: str) -> None:
    timeline = kent(
        ("move_out", "2025-04-04"), happened=[course("receiving_authority_notified", held=on)]
    )
    assert owed(timeline, "receiving_authority_notified").state.value == state


# --- Moving out of Kent: information and records (paras 158 to 164) --------------------------


@pytest.mark.parametrize(
    ("requested", "moved", "known", "planned", "expected", "others"),
    [
        # Five working days are a week. Requested Mon 17 Mar 2025: Mon 24 Mar. Moved Mon 10
        # Mar: Mon 17 Mar.
        pytest.param(
            "2025-03-17",
            "2025-03-10",
            "2025-03-03",
            True,
            "2025-03-24",
            {"move": "2025-03-17"},
            id="planned",
        ),
        # Known Wed 12 Mar: Wed 19 Mar.
        pytest.param(
            "2025-03-17",
            "2025-03-10",
            "2025-03-12",
            False,
            "2025-03-24",
            {"move": "2025-03-19"},
            id="unplanned",
        ),
        # Requested Thu 19 Dec 2024: 20 Dec 1, 23 and 24 Dec 3, 27 Dec 4, 30 Dec 5. Moved Mon
        # 16 Dec: 17 to 20 Dec 4, 23 Dec 5.
        pytest.param(
            "2024-12-19",
            "2024-12-16",
            "2024-12-02",
            True,
            "2024-12-30",
            {"move": "2024-12-23"},
            id="over Christmas",
        ),
        # Requested Fri 11 Apr 2025: 14 to 17 Apr 4, 22 Apr 5. Moved Thu 10 Apr: 11 Apr 1, 14 to
        # 17 Apr 5.
        pytest.param(
            "2025-04-11",
            "2025-04-10",
            "2025-04-01",
            True,
            "2025-04-22",
            {"move": "2025-04-17"},
            id="over Easter",
        ),
    ],
)
def test_information_is_sent_in_five_working_days(
    requested: str, moved: str, known: str, planned: bool, expected: str, others: dict[str, str]
) -> None:
    # Para 159 does not say from when: from the request, or from the move.
    timeline = kent(
        ("information_requested", requested),
        ("move_out", moved),
        ("move_out_known", known),
        facts={"move_planned": planned},
    )
    [found] = obligations(timeline, "transfer_information_sent")
    assert dated([found]) == [(expected, State.MET)]
    assert other_dates(found) == others
    assert (found.provision.by, found.provision.force.value) == (("case_holder",), "will")


@pytest.mark.parametrize(("on", "state"), [("2025-03-24", "met"), ("2025-03-25", "late")])
def test_sending_information_on_either_side(on: str, state: str) -> None:
    timeline = kent(
        ("information_requested", "2025-03-17"),
        happened=[course("transfer_information_sent", held=on)],
    )
    assert owed(timeline, "transfer_information_sent").state.value == state


@pytest.mark.parametrize(
    ("moved", "known", "expected", "from_move"),
    [
        # Known Wed 12 Mar 2025: Wed 19 Mar. Moved Mon 10 Mar: Mon 17 Mar.
        pytest.param("2025-03-10", "2025-03-12", "2025-03-19", "2025-03-17", id="plain"),
        # Known Thu 19 Dec 2024: Mon 30 Dec. Moved Mon 16 Dec: Mon 23 Dec.
        pytest.param("2024-12-16", "2024-12-19", "2024-12-30", "2024-12-23", id="Christmas"),
        # Known Fri 11 Apr 2025: Tue 22 Apr. Moved Thu 10 Apr: Thu 17 Apr.
        pytest.param("2025-04-10", "2025-04-11", "2025-04-22", "2025-04-17", id="Easter"),
    ],
)
def test_records_in_five_working_days_after_an_unplanned_move(
    moved: str, known: str, expected: str, from_move: str
) -> None:
    # Para 164: by the Team Manager.
    timeline = kent(("move_out", moved), ("move_out_known", known), facts={"move_planned": False})
    [found] = obligations(timeline, "transfer_records_complete")
    assert dated([found]) == [(expected, State.MET)]
    assert other_dates(found) == {"move": from_move}
    assert (found.provision.by, found.provision.force.value) == (("team_manager",), "is to")


def test_after_a_planned_move_the_records_have_no_time() -> None:
    # Para 164: the five days are for unplanned moves.
    timeline = kent(("move_out", "2025-03-10"), ("move_out_known", "2025-03-03"))
    [found] = obligations(timeline, "transfer_records_complete")
    assert dated([found]) == UNDATED
    assert (found.provision.by, found.provision.force.value) == (("team_manager",), "will")


@pytest.mark.parametrize(("on", "state"), [("2025-03-19", "met"), ("2025-03-20", "late")])
def test_completing_records_on_either_side(on: str, state: str) -> None:
    timeline = kent(
        ("move_out", "2025-03-10"),
        ("move_out_known", "2025-03-12"),
        facts={"move_planned": False},
        happened=[course("transfer_records_complete", held=on)],
    )
    assert owed(timeline, "transfer_records_complete").state.value == state


def test_the_records_of_a_case_moving_out() -> None:
    # Para 164.
    found = said(kent(), "checklist", "transfer_records")
    assert set(found.items) == {"case_summary", "chronology", "all_recordings"}
    assert found.force.value == "will"


@pytest.mark.parametrize(
    ("subject", "by", "force"),
    [
        ("transfer_requested", (), "expected"),  # para 158
        ("other_agencies_told", ("social_worker",), "should"),  # para 160
    ],
)
def test_steps_out_with_no_time(subject: str, by: tuple[str, ...], force: str) -> None:
    [found] = obligations(kent(("move_out_known", "2025-03-03")), subject)
    assert found.due is None
    assert (found.provision.by, found.provision.force.value) == (by, force)


# --- Cases that do not transfer (paras 170 to 177) ------------------------------------------


@pytest.mark.parametrize(("ground", "fact"), EXCEPTIONS.items())
@pytest.mark.parametrize("holds", [True, False])
def test_each_ground_on_which_a_case_stays(ground: str, fact: str, holds: bool) -> None:
    found = says(kent(facts={fact: holds}), "transfer_exception", ground)
    assert isinstance(found, Provision) is holds
    assert isinstance(found, Provision) or found == "not stated"


def test_there_are_no_other_grounds() -> None:
    # Para 171: the only reasons.
    found = [p.subject for p in stack(SLUG).top.provisions if p.topic == "transfer_exception"]
    assert sorted(found) == sorted(EXCEPTIONS)


OUT_EVENTS = (
    ("move_out_known", "2025-03-03"),
    ("move_out", "2025-03-10"),
    ("information_requested", "2025-03-17"),
)
OUT_STEPS = {
    # Paras 144 (in all cases), 146 and 160 hold whatever becomes of the case.
    "receiving_authority_notified": True,
    "move_impact_considered": True,
    "other_agencies_told": True,
    # Paras 158, 159 and 164 serve a transfer.
    "transfer_requested": False,
    "transfer_information_sent": False,
    "transfer_records_complete": False,
}


@pytest.mark.parametrize("fact", ["", *EXCEPTIONS.values()])
@pytest.mark.parametrize("planned", [True, False], ids=["planned", "unplanned"])
def test_what_falls_away_where_a_case_stays(fact: str, planned: bool) -> None:
    facts: dict[str, FactValue] = {"move_planned": planned}
    if fact:
        facts[fact] = True
    timeline = kent(*OUT_EVENTS, facts=facts)
    owes = {step: bool(obligations(timeline, step)) for step in OUT_STEPS}
    assert owes == (OUT_STEPS if fact else dict.fromkeys(OUT_STEPS, True))
    expected = "not stated" if fact else {"case_holder"}
    for duty in ("following_transfer_standards", "attending_first_meeting_elsewhere"):
        assert roles(timeline, "responsible_role", duty) == expected
    # Para 161.
    meets = roles(timeline, "responsible_role", "meeting_counterpart")
    assert meets == ("not stated" if fact else {"social_worker"})
    assert isinstance(says(timeline, "checklist", "transfer_records"), str) is bool(fact)
    sent = says(timeline, "checklist", "transfer_documents")
    assert sent == ("not stated" if fact else "discretion")


# --- Cases kept for a short time (paras 163, 165 to 169) ------------------------------------


@pytest.mark.parametrize(
    ("moved", "achieved", "expected", "sooner"),
    [
        # Mon 3 Mar 2025 and three months: Tue 3 Jun; whichever is the shorter.
        pytest.param("2025-03-03", "", "2025-06-03", False, id="three months"),
        pytest.param("2025-03-03", "2025-04-14", "2025-04-14", True, id="objectives first"),
        pytest.param("2025-03-03", "2025-06-02", "2025-06-02", True, id="one day sooner"),
        pytest.param("2025-03-03", "2025-06-03", "2025-06-03", False, id="on the last day"),
        pytest.param("2025-03-03", "2025-06-04", "2025-06-03", False, id="one day too late"),
        # Sat 30 Nov 2024: clipped to Fri 28 Feb 2025.
        pytest.param("2024-11-30", "", "2025-02-28", False, id="clipped"),
        # Wed 25 Sep 2024: Christmas Day, which stays.
        pytest.param("2024-09-25", "", "2024-12-25", False, id="at Christmas"),
    ],
)
def test_kept_after_an_exploitation_move(
    moved: str, achieved: str, expected: str, sooner: bool
) -> None:
    # Para 169.
    events = [("move_out", moved)]
    if achieved:
        events.append(("objectives_achieved", achieved))
    timeline = kent(*events, facts=EXPLOITED)
    found = owed(timeline, "kept_after_exploitation_move")
    assert dated([found]) == [(expected, State.DATE_ONLY)]
    assert (Remark.ENDED_SOONER in found.remarks) is sooner
    assert found.provision.force.value == "should"


@pytest.mark.parametrize(
    ("facts", "kept"),
    [
        pytest.param({}, "", id="none"),
        pytest.param({"assessment_under_way": True}, "kept_during_assessment", id="166"),
        pytest.param({"pregnant_and_moving_repeatedly": True}, "kept_until_settled", id="167"),
        pytest.param(EXPLOITED, "kept_after_exploitation_move", id="169"),
        pytest.param({"exploitation_concerns": True}, "", id="169, other move"),
        pytest.param({"move_because_of_exploitation": True}, "", id="169, other plan"),
    ],
)
def test_which_circumstance_keeps_a_case(facts: Facts, kept: str) -> None:
    timeline = kent(("move_out", "2025-03-10"), ("settled_in_housing", "2025-05-06"), facts=facts)
    subjects = ("kept_during_assessment", "kept_until_settled", "kept_after_exploitation_move")
    found = {subject for subject in subjects if obligations(timeline, subject)}
    assert found == ({kept} if kept else set())


@pytest.mark.parametrize(
    ("facts", "subject", "expected", "force"),
    [
        # Para 166: no end is stated. Paras 167, 168: until settled, here Tue 6 May 2025.
        ({"assessment_under_way": True}, "kept_during_assessment", None, "may"),
        (
            {"pregnant_and_moving_repeatedly": True},
            "kept_until_settled",
            "2025-05-06",
            "best practice",
        ),
    ],
)
def test_until_when_a_case_is_kept(
    facts: Facts, subject: str, expected: str | None, force: str
) -> None:
    timeline = kent(("move_out", "2025-03-10"), ("settled_in_housing", "2025-05-06"), facts=facts)
    assert due(timeline, subject) == expected
    assert owed(timeline, subject).provision.force.value == force


@pytest.mark.parametrize("fact", ["", *EXCEPTIONS.values()])
def test_kent_monitors_until_the_transfer(fact: str) -> None:
    # Para 163: until responsibility passes, Tue 6 May 2025.
    timeline = kent(
        ("move_out", "2025-03-10"),
        ("case_transferred", "2025-05-06"),
        facts={fact: True} if fact else {},
    )
    found = obligations(timeline, "kept_until_transfer")
    assert dated(found) == ([] if fact else [("2025-05-06", State.DATE_ONLY)])


def test_reviews_stop_when_the_case_is_transferred() -> None:
    # Para 135: the plan ends. Due Mon 12 May 2025, transferred Tue 6 May.
    timeline = kent(ASSESSED, ("move_out", "2025-03-10"), ("case_transferred", "2025-05-06"))
    assert owed(timeline, "review").state is State.STOPPED


def test_reviews_go_on_until_the_case_is_transferred() -> None:
    # Para 163: Kent goes on monitoring after the move. Mon 12 May 2025 is before Tue 13 May.
    timeline = kent(ASSESSED, ("move_out", "2025-03-10"), ("case_transferred", "2025-05-13"))
    assert owed(timeline, "review").state is State.MET
    assert not [o for o in obligations(timeline, "review") if o.number > 1 and o.state is State.MET]


# --- Management oversight (paras 119, 182 to 189) -------------------------------------------


@pytest.mark.parametrize(
    "event", ["supervision", "case_progression_meeting", "child_in_need_panel"]
)
def test_the_length_of_the_plan_is_considered(event: str) -> None:
    # Para 182: on the occasion itself.
    timeline = met_on(MEETING, (event, "2025-03-20"))
    assert due(timeline, "plan_length_considered") == "2025-03-20"
    assert not obligations(met_on(), "plan_length_considered")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [(DISABLED, ["2025-03-20", "2025-04-24"]), ({}, [])],
    ids=["disabled children's service", "other team"],
)
def test_each_supervision_looks_at_the_frequency(facts: Facts, expected: list[str]) -> None:
    # Para 119: in each one.
    timeline = met_on(
        MEETING, ("supervision", "2025-03-20"), ("supervision", "2025-04-24"), facts=facts
    )
    found = obligations(timeline, "frequency_looked_at")
    assert [o.due.date.isoformat() for o in found if o.due] == expected


@pytest.mark.parametrize(
    ("facts", "owes"), [(DISABLED, True), ({}, False)], ids=["disabled service", "other team"]
)
def test_the_decision_on_frequency_is_recorded(facts: Facts, owes: bool) -> None:
    # Para 119: in the case summary.
    timeline = met_on(MEETING, ("frequency_decided", "2025-02-20"), facts=facts)
    found = obligations(timeline, "decision_record", "frequency_decided")
    assert dated(found) == (UNDATED if owes else [])


@pytest.mark.parametrize(
    ("event", "by", "force"),
    [
        ("closure_decided", ("team_manager",), "should"),  # para 184
        ("plan_in_place_of_child_protection", ("team_manager",), "must"),  # para 185
        ("move_decision", ("team_manager",), "should"),  # para 187
        ("management_decision", ("team_manager",), "should"),  # para 188
        ("responsibility_disputed", (), "should"),  # para 189: by whom is not said
    ],
)
def test_what_is_recorded(event: str, by: tuple[str, ...], force: str) -> None:
    [found] = obligations(met_on(MEETING, (event, "2025-03-20")), "decision_record", event)
    assert found.due is None
    assert (found.provision.by, found.provision.force.value) == (by, force)


@pytest.mark.parametrize(
    ("decided", "facts", "force"),
    [
        # Para 186: a conference on Mon 3 Mar 2025 and three months, Tue 3 Jun.
        pytest.param("2025-06-02", STEP_DOWN, "must", id="one day short of three months"),
        pytest.param("2025-06-03", STEP_DOWN, "should", id="three months"),
        pytest.param("2025-06-02", {}, "should", id="no step-down"),
    ],
)
def test_the_reason_for_an_early_ending_after_a_step_down(
    decided: str, facts: Facts, force: str
) -> None:
    timeline = kent(
        ("child_protection_conference", "2025-03-03"),
        ("first_meeting", "2025-03-31"),
        ("closure_decided", decided),
        facts=facts,
    )
    [found] = obligations(timeline, "decision_record", "closure_decided")
    assert (found.due, found.provision.by) == (None, ("team_manager",))
    assert found.provision.force.value == force


def test_each_management_decision_is_recorded() -> None:
    # Paras 183 and 188: all decisions, here of 20 March and of 24 April 2025.
    timeline = met_on(
        MEETING, ("management_decision", "2025-03-20"), ("management_decision", "2025-04-24")
    )
    assert dated(obligations(timeline, "decision_record", "management_decision")) == UNDATED * 2


def test_a_dispute_goes_to_the_service_manager() -> None:
    # Para 189: the Team Manager tells the Service Manager promptly, who decides.
    timeline = kent(("responsibility_disputed", "2025-03-20"))
    [found] = obligations(timeline, "dispute_escalated")
    assert found.due is None
    assert found.provision.by == ("team_manager",)
    assert roles(timeline, "who_may_decide", "settle_dispute") == {"service_manager"}


# --- Lists ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "of", "expected"),
    [
        pytest.param(
            {},
            "first_meeting",
            {"child", "parents_or_carers", "family_network", "supporting_agencies"},
            id="67 and 69, initial",
        ),
        pytest.param(
            MOVED_IN,
            "first_meeting",
            {
                "family_members",
                "relevant_agencies",
                "previous_social_worker",
                "previous_specialists",
            },
            id="155",
        ),
        pytest.param(
            MOVED_IN,
            "review",
            {
                "child",
                "parents_or_carers",
                "family_network",
                "supporting_agencies",
                "services_not_yet_involved",
                "friends",
            },
            id="67 and 69, with 255 and 292, review",
        ),
    ],
)
def test_who_attends(facts: Facts, of: str, expected: set[str]) -> None:
    assert set(said(kent(facts=facts), "checklist", "attendees", of).items) == expected


@pytest.mark.parametrize(
    ("subject", "force", "expected"),
    [
        # Para 141: the first sentence says must, the others should.
        ("closing_records", "must", {"case_summary", "chronology", "all_recordings"}),
        (
            "closure_summary_contents",
            "should",
            {"evaluation_of_plan", "views_of_child_and_parents"},
        ),
    ],
)
def test_what_is_complete_at_closure(subject: str, force: str, expected: set[str]) -> None:
    found = said(kent(), "checklist", subject)
    assert (found.force.value, set(found.items)) == (force, expected)


@pytest.mark.parametrize(
    ("subject", "of", "force", "expected"),
    [
        # Paras 249 and 250, then 111 (should), 279 and 280.
        (
            "minutes_contents",
            "first_meeting",
            "stated",
            {"what_would_end_plan", "authority_contingency_plan"},
        ),
        (
            "minutes_contents",
            "review",
            "should",
            {"disagreement", "additions_and_reasons", "parts_not_discussed"},
        ),
        (
            "assessment_on_move",
            "",
            "should",
            {"effect_on_vulnerable_child", "repeated_moves"},
        ),  # 146
    ],
)
def test_what_else_is_listed(subject: str, of: str, force: str, expected: set[str]) -> None:
    found = said(kent(), "checklist", subject, of)
    assert (found.force.value, set(found.items)) == (force, expected)


def test_what_the_initial_meeting_agrees() -> None:
    # Paras 80, 82, 83, 255 and 256.
    assert set(said(kent(), "outcomes", "outcomes", "first_meeting").items) == {
        "confirm_plan",
        "agree_outcomes_for_child",
        "agree_visit_frequency",
        "next_meeting_date",
        "next_meeting_membership",
    }


@pytest.mark.parametrize(
    ("subject", "facts", "expected"),
    [
        ("becomes_child_in_need", {}, {"qualified_social_worker"}),  # para 33
        ("becomes_child_in_need", STEP_DOWN, {"conference"}),  # para 73
        ("endorse_plan", {}, MANAGER),  # paras 92, 114, 188
        ("step_down", {}, {"review_meeting"}),  # paras 44, 107
        ("change_timescales", DISABLED, MANAGER),  # para 119
        ("change_timescales", {}, "not stated"),
        ("exclude_family", {}, "not stated"),  # para 67 does not say who decides
    ],
)
def test_who_decides(subject: str, facts: Facts, expected: set[str] | str) -> None:
    assert roles(kent(facts=facts), "who_may_decide", subject) == expected


def test_invitations_to_the_initial_meeting_go_out_before_it() -> None:
    # Paras 69, 71: the social worker's, with no time given. The meeting is due on 17 Feb.
    [found] = obligations(kent(ASSESSED, horizon="2025-03-01"), "invitations", "first_meeting")
    assert (found.target, found.provision.by) == (day(MEETING), ("social_worker",))
    assert (found.due and found.due.date) == found.target


def test_invitations_to_a_review_go_out_before_it() -> None:
    # Paras 69, 95, 194: the social worker's, with no time given. Reviews on 12 May and 4 Aug.
    found = obligations(kent(ASSESSED, horizon="2025-06-30"), "invitations", "review")
    assert [one.target for one in found] == [day("2025-05-12"), day("2025-08-04")]
    assert [one.due.date for one in found if one.due] == [one.target for one in found]
    assert {one.provision.by for one in found} == {("social_worker",)}


@pytest.mark.parametrize(
    ("facts", "number", "expected"),
    [
        ({}, 2, True),
        (supported("financial_only"), 1, True),
        (supported("financial_only"), 2, False),
        (supported("financial_only"), 3, True),
        (supported("package_of_care"), 2, True),
        ({"support": frozenset({"financial_only"})}, 2, True),  # not open to the service
    ],
)
def test_a_review_is_a_meeting_save_by_telephone(facts: Facts, number: int, expected: bool) -> None:
    # Paras 96, 98 and 121.
    timeline = kent(ASSESSED, facts=facts, horizon="2027-06-30")
    found = says(timeline, "meeting_form", "always_a_meeting", "review", number)
    assert isinstance(found, Provision) is expected


def test_professionals_are_told_of_closure_by_the_letters() -> None:
    # Para 140: no time.
    timeline = met_on(MEETING, ("closure_decided", "2025-05-12"))
    assert dated(obligations(timeline, "professionals_told_of_closure")) == UNDATED


def test_who_gets_a_meeting() -> None:
    # Paras 49 and 72, 73, 74.
    found = said(kent(), "meeting_criteria", "meeting_criteria")
    assert set(found.items) == {"found_in_need", "plan_made_at_conference", "plan_moved_in"}


@pytest.mark.parametrize(
    ("subject", "force", "paragraph"),
    [
        ("intervention_without_agreement", "must", 46),
        ("consent_not_required", "should", 47),
        ("separate_safety_plan", "should", 51),
        ("indefinite_plan", "should", 182),
        ("withholding_decision_to_assess_without_consent", "must", 47),
        ("plan_changed_in_consultation_only", "stated", 282),
        ("responsibility_where_the_child_lives", "stated", 143),
        ("sharing_where_a_child_is_at_risk", "stated", 145),
    ],
)
def test_restrictions(subject: str, force: str, paragraph: int) -> None:
    found = said(kent(), "restriction", subject)
    assert (found.force.value, found.cite.paragraphs) == (force, (paragraph,))


# --- Paragraphs and force of every provision ------------------------------------------------


STANDS = {
    # Worked through from the text paragraph by paragraph: the verb of each, and where it is.
    # Sections 1 to 4.
    "children-covered": ("will", "3"),
    "children-not-covered": ("stated", "4 179 180"),
    "early-help-below-threshold": ("may", "4"),  # can be offered
    "definition-of-need": ("stated", "31"),
    "assessed-in-relation-to": ("may", "31"),
    "principle-general-duty": ("must", "32"),  # imposes a duty
    "principle-upbringing-by-families": ("must", "32"),
    "principle-agencies-cooperate": ("must", "32"),  # have a duty
    "principle-least-intervention": ("should", "36"),
    "principle-active-work": ("should", "37"),
    "principle-not-monitoring-alone": ("should", "37"),
    "principle-creative-work": ("should", "37"),
    "principle-tailored-to-child": ("should", "37"),
    "principle-child-focus": ("should", "38"),
    "principle-working-by-consent": ("stated", "39 46"),
    "principle-holistic-view": ("must", "40"),
    "principle-constructive-relationships": ("stated", "41"),
    "principle-family-solutions": ("should", "42 50"),
    "principle-control-over-own-lives": ("must", "42"),
    "principle-supervision-and-support": ("stated", "43"),
    "principle-ending-decided-in-meeting": ("should", "44"),
    "who-consents": ("should", "46"),
    "consent-covers": ("should", "46 145"),
    "what-consent-rests-on": ("should", "46 47"),
    "procedures-followed-under-section-47": ("should", "47"),
    "plan-contents": ("will", "49 50 51 53 54 55 56 57 59 60 61 62"),
    "plan-qualities": ("should", "35 49 50 52 53 58 63 243 244 281"),
    "plan-headings": ("should", "63 64"),
    "who-assesses": ("will", "33"),
    "who-decides-child-in-need": ("will", "33 49"),
    "who-decides-child-in-need-step-down": ("stated", "73"),
    "consent": ("should", "46"),
    "consent-young-person": ("should", "46"),
    "agreement-to-intervention": ("must", "46"),  # the text says necessary
    "consent-not-required": ("should", "47"),
    "who-goes-on-without-consent": ("stated", "47"),
    "refusal-recorded": ("should", "47"),
    "telling-parents-of-change-of-approach": ("must", "47"),
    "basis-of-the-work-first-meeting": ("should", "231"),
    "change-of-approach-recorded": ("must", "47"),
    "who-writes-the-plan": ("should", "49 50 63"),
    "a-plan-for-every-child": ("should", "35 49"),
    "who-implements-the-plan": ("will", "53 62 64"),
    "who-keeps-plan-current": ("stated", "101 106 275"),
    "changing-the-plan": ("stated", "282"),
    "safety-plan-within-plan": ("should", "51"),
    "plan-start": ("stated", "50 82"),
    "plan-start-step-down": ("stated", "73"),
    # Section 5: meetings, the initial one first.
    "who-gets-a-meeting": ("should", "49 50 72 73 74"),
    "attendees-first-meeting": ("should", "50 67 69"),
    "attendees-moved-in": ("should", "155"),
    "attendees-review": ("should", "67 69 255 292"),
    "who-discusses-attendees-first-meeting": ("should", "67 196"),
    "who-discusses-attendees-review": ("stated", "109 255 292"),
    "who-tells-of-advocates": ("should", "69"),
    "brought-by-family": ("should", "69"),
    "who-excludes-family": ("stated", "67 68"),
    "absent-child-views-first-meeting": ("must", "67 68"),
    "absent-child-views-review": ("must", "67 68"),
    "support-discussed-first-meeting": ("should", "69"),
    "support-discussed-review": ("should", "69"),
    "support-discussion-recorded": ("should", "69"),
    "arrangements-first-meeting": ("should", "67 69"),
    "arrangements-review": ("should", "67 69"),
    "support-to-take-part": ("should", "69"),
    "advocates-considered": ("should", "69"),
    "interpreters-considered": ("should", "69"),
    "purpose-first-meeting": ("stated", "50 76 77 78 79 80 81 82 83"),
    "needs-to-know": ("is to", "84 85 86 87 88"),
    "if-plan-does-not-work": ("is to", "87"),  # need to be given
    "drift-avoided": ("may", "88 98"),  # can
    "scaling-question-first-meeting": ("expected", "90"),
    "case-note-contents-first-meeting": ("should", "91"),
    "minutes-to-child-first-meeting": ("will", "93"),
    "copies-agreed-first-meeting": ("should", "93"),
    "first-meeting": ("should", "71 72"),
    "first-meeting-step-down": ("should", "71 73"),
    "first-meeting-moved-in": ("should", "74"),
    "convening-first-meeting": ("stated", "71"),  # is responsible for
    "convening-moved-in": ("should", "155"),
    "inviting-first-meeting": ("stated", "71"),
    "chair-first-meeting": ("should", "75"),
    "supportive-first-meeting": ("will", "207 232"),
    "outcomes-first-meeting": ("stated", "76 80 82 83 255 256"),
    "who-sets-first-review-date": ("stated", "254 256"),
    "who-sets-review-frequency": ("stated", "88 109 256 293"),
    "who-sets-visit-frequency": ("stated", "83"),
    "who-visits": ("will", "83"),
    "visits": ("should", "83"),
    "case-note-first-meeting": ("should", "91"),
    "plan-on-file-first-meeting": ("will", "92"),
    "minutes-first-meeting": ("will", "93"),
    "minutes-circulated-first-meeting": ("will", "93"),
    "minutes-contents-first-meeting": ("stated", "249 250"),
    "note-taking-first-meeting": ("stated", "91"),
    "plan-circulated-first-meeting": ("will", "93"),
    "recording-first-meeting": ("should", "91"),
    "authorising-the-plan": ("will", "92 114 188"),
    "endorsing-the-plan": ("will", "92 114 188"),
    # Section 5: reviews.
    "convening-review": ("stated", "95"),
    "inviting-review": ("stated", "95"),
    "invitations-first-meeting": ("should", "69 71"),
    "invitations-review": ("should", "69 95 194"),
    "review-is-a-meeting": ("should", "96 98 121"),
    "who-reports-progress": ("stated", "268 276"),
    "chair-review": ("should", "95"),
    "same-chair-kept": ("stated", "95"),  # it is important
    "more-frequent-review-grounds": ("should", "98"),
    "review-frequency-by-need": ("should", "98"),
    "early-review-grounds": ("should", "99"),
    "purpose-review": ("stated", "101 102 103 104 105 106 107 108 109"),
    "escalation-considered": ("must", "108"),
    "scaling-question-review": ("expected", "110 289"),
    "reasons-for-score-asked": ("expected", "110 289"),
    "complaints-information": ("should", "111"),
    "agencies-reminded-of-escalation": ("should", "111"),
    "case-note-contents-review": ("should", "113"),
    "minutes-to-child-review": ("will", "115 128"),
    "copies-agreed-review": ("should", "115"),
    "review": ("should", "88 95 96"),
    "review-high-risk": ("should", "95 96 98"),
    "early-review": ("should", "95 99"),
    "review-outcomes": ("stated", "106 107 108 113 287 288"),
    "disagreement-recorded": ("should", "111"),
    "case-note-review": ("should", "113"),
    "plan-on-file-review": ("will", "114"),
    "minutes-review": ("will", "115"),
    "minutes-circulated-review": ("will", "115"),
    "minutes-contents-review": ("should", "111 279 280"),
    "note-taking-review": ("stated", "113 115"),
    "plan-circulated-review": ("will", "115"),
    "recording-review": ("should", "113"),
    # Section 6.
    "first-review-disabled": ("should", "117"),
    "first-review-with-support": ("should", "117"),
    "review-disabled": ("should", "100 117"),
    "review-package-of-care": ("should", "120"),
    "review-direct-payments-or-limited-service": ("should", "122"),
    "review-overnight-short-breaks": ("should", "123"),
    "review-disabled-more-often": ("stated", "98 117 118"),  # are conducted
    "more-frequent-review-grounds-disabled": ("stated", "98 118"),
    "partnership-with-education-review": ("may", "120"),
    "review-considers": ("should", "124 128"),
    "principle-child-heard": ("should", "103 128"),
    "meetings-disabled": ("should", "119"),
    "visits-disabled": ("should", "119"),
    "who-sets-review-frequency-disabled": ("should", "119"),
    "who-sets-visit-frequency-disabled": ("should", "119"),
    "who-changes-timescales-disabled": ("should", "117 119"),
    "frequency-recorded": ("should", "119"),
    "frequency-looked-at-in-supervision": ("should", "119"),
    "review-by-telephone": ("may", "121"),
    "telephone-review-by-whom": ("may", "121"),
    "telephone-review-summary": ("will", "121"),
    "telephone-review-summary-authorised": ("will", "121"),
    "plan-circulated-telephone-review": ("will", "121"),
    "plan-unchanged-telephone-review": ("will", "121"),
    "joint-review-package-of-care": ("may", "120"),
    "joint-review-direct-payments-or-limited-service": ("will", "122"),
    "joint-review-overnight-short-breaks": ("will", "123 124"),
    "review-at-short-break-placement": ("should", "123 124"),
    "review-recorded-on-plan": ("should", "122 124"),
    "chair-review-iro": ("should", "125"),
    # Section 7.
    "who-may-close": ("should", "44 131 139"),
    "who-may-step-down": ("should", "44 107 113 139"),
    "grounds": ("may", "130 131 132 133 134 135 136 137 138"),
    "closing-rationale": ("should", "139"),
    "closure-letters": ("will", "140"),
    "professionals-told-of-closure": ("will", "140"),
    "records-complete-at-closure": ("must", "141"),
    "closing-records": ("must", "141"),
    "closure-summary": ("should", "141"),
    # Section 8.
    "responsibility-after-a-move": ("stated", "143"),
    "permission-to-share": ("should", "145"),
    "permission-to-share-not-needed": ("stated", "145"),
    "sharing-at-risk": ("stated", "145"),
    "sharing-without-consent-grounds": ("stated", "145"),
    "parents-told-of-their-responsibility": ("should", "147"),
    "deficits-in-services-noted": ("should", "148"),
    "family-kept-informed": ("should", "149"),
    "transfer-request-contents-in": ("should", "150 151 153"),
    "transfer-request-contents-out": ("expected", "157 158"),
    "joint-visit-considered": ("should", "161"),
    "impact-of-move-in": ("should", "146"),
    "impact-of-move-out": ("should", "146"),
    "assessment-on-move": ("should", "146"),
    "helping-access-services": ("should", "148"),
    "documents-in": ("expected", "150 151 152 153"),
    "front-door-receives": ("expected", "150 151"),
    "front-door-requests-information": ("will", "152 153"),
    "passed-to-district": ("expected", "150 152 153"),
    "district-decides": ("will", "154"),
    "transfer-date": ("should", "154"),
    "transfer-date-case-kept": ("may", "143 165 166 167 168 169"),
    "case-taken-over": ("will", "156"),
    "case-taken-over-case-kept": ("may", "143 165 166 167 168 169"),
    "monitoring-until-transfer-in": ("should", "156"),
    "notify-receiving-authority": ("should", "144"),
    "notify-receiving-authority-unplanned": ("should", "144"),
    "request-transfer-out": ("expected", "157 158"),
    "send-information": ("will", "159"),
    "send-information-unplanned": ("will", "159"),
    "documents-out": ("will", "159"),
    "who-follows-transfer-standards": ("will", "159"),
    "tell-other-agencies": ("should", "160"),
    "meet-counterpart": ("should", "161"),
    "attend-first-meeting-elsewhere": ("will", "162"),
    "records-complete-for-transfer": ("will", "164"),
    "records-complete-for-transfer-unplanned": ("is to", "164"),  # needs to be done
    "records-for-transfer": ("will", "164"),
    "kept-until-transfer": ("should", "163"),
    "kept-during-assessment": ("may", "165 166"),
    "kept-until-settled": ("best practice", "165 167 168"),
    "kept-after-exploitation-move": ("should", "165 169"),
    "no-transfer-financial-support": ("should", "171 172"),
    "no-transfer-statutory-order": ("should", "171 173"),
    "no-transfer-temporary-placement": ("should", "171 174"),
    "no-transfer-custody": ("should", "171 175"),
    "no-transfer-relatives-or-friends": ("should", "171 176"),
    "no-transfer-temporary-accommodation": ("should", "171 177"),
    "who-approves-relative-or-friend": ("will", "178"),
    # Section 9.
    "who-oversees": ("should", "182"),
    "principle-regular-oversight": ("should", "182"),
    "decisions-recorded": ("should", "183 184 185 186 187 188 189"),
    "dispute-grounds": ("should", "189"),
    "no-endless-plans": ("should", "182"),
    "length-considered": ("should", "182"),
    "minimum-after-step-down": ("stated", "186"),
    "who-may-end-before-minimum": ("must", "44 131 186"),
    "record-of-ending": ("should", "183 184"),
    "record-of-early-ending-after-step-down": ("must", "183 184 186"),
    "record-of-plan-in-place-of-child-protection": ("must", "183 185"),
    "record-of-transfer": ("should", "183 187"),
    "record-of-management-decision": ("should", "183 188"),
    "tell-service-manager-of-dispute": ("should", "189"),
    "who-settles-disputes": ("should", "189"),
    "record-of-dispute": ("should", "189"),
    # Appendices.
    "tips-before-meeting": ("stated", "192 194 195 196 197 198"),
    "tips-during-meeting": ("stated", "192 202 203 204 205 206 207 208 209 222"),
    "tips-after-meeting": ("stated", "192 213 214 215 216 217 218 219"),
    "agenda-first-meeting": (
        "stated",
        "225 226 227 228 230 231 232 234 236 238 242 243 244 245 247 248 249 250 251 252 254 "
        "255 256",
    ),
    "who-presents-the-findings": ("will", "232"),
    "child-told-and-asked-first-meeting": ("should", "235"),
    "asked-of-child-first-meeting": ("stated", "236"),
    "asked-of-parents-first-meeting": ("stated", "238 239 240"),
    "what-is-done-for-safety-is-clear": ("must", "245"),
    "scale-explained-first-meeting": ("is to", "252"),  # needs to be
    "agenda-review": (
        "stated",
        "261 262 263 264 265 267 268 270 272 275 276 277 278 279 280 281 282 284 285 286 287 "
        "288 289 291 292 293",
    ),
    "parents-heard-first": ("stated", "268 276"),
    "child-told-and-asked-review": ("should", "271"),
    "asked-of-child-review": ("stated", "272"),
    "child-may-scale-review": ("may", "273"),  # can
    "whole-plan-reviewed": ("stated", "279"),
    "previous-score-recalled": ("stated", "289"),
}


@pytest.mark.parametrize("name", STANDS)
def test_where_it_stands_and_how_binding_it_is(name: str) -> None:
    found = provision(name)
    paragraphs = " ".join(map(str, found.cite.paragraphs))
    assert (found.force.value, paragraphs) == STANDS[name]


def test_every_provision_has_been_held_against_the_text() -> None:
    assert {p.id for p in stack(SLUG).top.provisions} == set(STANDS)


@pytest.mark.parametrize(
    ("name", "by"),
    [
        # Paras 71 and 95: the social worker convenes. Section 6 does not say who does.
        ("first-meeting-step-down", ("social_worker",)),
        ("review-high-risk", ("social_worker",)),
        ("early-review", ("social_worker",)),
        ("first-review-disabled", ()),
        ("review-disabled", ()),
    ],
)
def test_who_owes_a_meeting(name: str, by: tuple[str, ...]) -> None:
    assert provision(name).by == by


def test_how_often_disabled_children_have_meetings_is_for_the_team_manager() -> None:
    # Para 119.
    silence = kent(facts=DISABLED).answers[Question("meeting_interval", "progress_meeting")].silence
    assert silence is not None
    assert silence.roles == ("team_manager",)


@pytest.mark.parametrize(
    ("name", "readings"),
    [
        ("first-meeting-moved-in", {"residence": (74,), "notification": (155,)}),
        ("review", {"twelve_weeks": (88, 95, 96), "three_months": (256, 293)}),
        ("visits-disabled", {"team_manager_decides": (119,), "four_weeks_remain": (83, 119)}),
        (
            "plan-circulated-telephone-review",
            {"own_rule": (121,), "ten_working_days_remain": (115, 121)},
        ),
        (
            "plan-unchanged-telephone-review",
            {"own_rule": (121,), "ten_working_days_remain": (115, 121)},
        ),
        ("first-review-with-support", {"three_months": (117,), "six_months": (120, 122, 123)}),
        ("review-is-a-meeting", {"even_reviews": (96, 98, 121), "odd_reviews": (96, 98, 121)}),
        ("review-by-telephone", {"even_reviews": (121,), "odd_reviews": (121,)}),
        ("chair-review-iro", {"this_service": (125,), "any_child": (125,)}),
        ("complaints-information", {"on_disagreement": (111,), "always": (111,)}),
        ("agencies-reminded-of-escalation", {"on_disagreement": (111,), "always": (111,)}),
        ("principle-child-heard", {"every_review": (103, 128), "disabled_only": (128,)}),
        ("transfer-date", {"notice_to_kent": (154,), "notice_to_district": (154,)}),
        ("minimum-after-step-down", {"minimum": (186,), "record_only": (186,)}),
        ("send-information", {"request": (159,), "move": (159,)}),
        ("send-information-unplanned", {"request": (159,), "move": (159,)}),
        ("records-complete-for-transfer-unplanned", {"known": (164,), "move": (164,)}),
    ],
)
def test_the_readings(name: str, readings: dict[str, tuple[int, ...]]) -> None:
    found = provision(name).readings
    assert {one.name: one.provision.cite.paragraphs for one in found} == readings
    assert all(one.because for one in found)


# --- What the text is silent on -------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "subject", "facts", "kind"),
    [
        ("first_review_due", "review", {}, "not stated"),  # only section 6 has such a rule
        ("meeting_interval", "progress_meeting", {}, "not stated"),  # every meeting is a review
        ("meeting_interval", "progress_meeting", DISABLED, "discretion"),  # para 119
        ("first_visit_due", "visit", {}, "not stated"),  # para 83 gives only how often
        ("visit_interval", "visit", DISABLED, "discretion"),  # para 119
        ("reassessment_interval", "updated_assessment", {}, "not stated"),
        ("expected_duration", "plan_end", {}, "deferred"),  # paras 62, 86: each plan's own
        ("maximum_duration", "plan_end", {}, "not stated"),  # para 182: no figure
        ("maximum_duration", "plan_end", STEP_DOWN, "not stated"),
        ("minimum_duration", "plan_end", {}, "not stated"),  # para 186 is about step-downs
        ("closure_deadline", "case_closed", {}, "not stated"),  # para 141: no time
        ("who_may_decide", "proceed_without_consent", {}, "not stated"),  # para 47
        ("meeting_form", "by_telephone", {}, "not stated"),  # para 121 is section 6's
        ("responsibility_kept", "case_kept", {}, "not stated"),
        ("outcomes", "outcomes", {}, "not stated"),  # of the two meetings alone
        ("checklist", "brought_by_family", {}, "not stated"),  # para 69 does not say whom
        ("responsible_role", "implementing_plan", {}, "deferred"),  # para 62
    ],
)
def test_silences(topic: str, subject: str, facts: Facts, kind: str) -> None:
    of = "review" if topic == "meeting_form" else ""
    assert says(kent(facts=facts), topic, subject, of) == kind


def test_the_time_for_an_assessment_is_left_to_the_national_layer() -> None:
    silence = stack(SLUG).top.silent_on["assessment_limit"]
    assert silence.kind.value == "not stated"


# --- The rest of the body: lists, principles and practice -----------------------------------

OVERNIGHT = supported("overnight_short_breaks")


def asked(topic: str, subject: str, of: str = "", facts: Facts | None = None) -> Provision | str:
    """What the text says outside any case, with the facts given; or the kind of silence."""
    known = {name: fact.default for name, fact in stack(SLUG).vocabulary.facts.items()}
    given = stack(SLUG).ask(Question(topic, subject, of), {**known, **(facts or {})})
    if given.provision is not None:
        return given.provision
    assert given.silence is not None
    return given.silence.kind.value


def answered(topic: str, subject: str, of: str = "", facts: Facts | None = None) -> Provision:
    """The same, where the text has an answer."""
    given = asked(topic, subject, of, facts)
    assert isinstance(given, Provision), given
    return given


@pytest.mark.parametrize(
    ("topic", "subject", "of", "facts", "items"),
    [
        ("scope", "children_covered", "", {}, "section_17_threshold_met"),  # para 3
        (  # paras 4 and 180
            "scope",
            "children_not_covered",
            "",
            {},
            "below_the_threshold on_child_protection_plan children_looked_after",
        ),
        (  # para 31
            "scope",
            "definition_of_need",
            "",
            {},
            "reasonable_standard_unlikely impairment_likely disabled_child",
        ),
        (  # para 31
            "scope",
            "assessed_in_relation_to",
            "",
            {},
            "special_educational_needs disabled_child young_carer offending",
        ),
        # Para 46; the child as such is not asked.
        ("checklist", "who_consents", "", {}, "parents_or_carers young_person_of_understanding"),
        (  # paras 46 and 145
            "checklist",
            "consent_covers",
            "",
            {},
            "consent_to_assessment consent_to_services consent_to_sharing",
        ),
        ("checklist", "meaningful_consent", "", {}, "referral_explained benefits_of_help"),
        (  # the columns of para 64
            "checklist",
            "plan_headings",
            "",
            {},
            "change_needed barriers actions who_is_responsible timescales expected_effect_on_child",
        ),
        (  # paras 85 to 88
            "checklist",
            "needs_to_know",
            "first_meeting",
            {},
            "contact_by_professionals contact_by_family_network what_would_end_plan"
            " expected_time_to_closure bottom_lines consequences_of_failure meeting_frequency",
        ),
        (  # para 87
            "checklist",
            "if_plan_does_not_work",
            "",
            {},
            "strategy_discussion child_protection legal_planning_meeting",
        ),
        # Para 91, and para 113, which adds the decision.
        ("checklist", "case_note_contents", "first_meeting", {}, "who_chaired next_meeting_date"),
        (
            "checklist",
            "case_note_contents",
            "review",
            {},
            "who_chaired decisions next_meeting_date",
        ),
        (  # para 98
            "checklist",
            "more_frequent_review_grounds",
            "",
            {},
            "level_of_risk high_level_of_support",
        ),
        (  # paras 98 and 118
            "checklist",
            "more_frequent_review_grounds",
            "",
            DISABLED,
            "level_of_risk high_level_of_support circumstances_changed resources_changed"
            " parenting_concerns high_level_of_disability",
        ),
        (  # para 99
            "checklist",
            "early_review_grounds",
            "",
            {},
            "circumstances_changed safety_plan_changed_after_incident new_concerns",
        ),
        (  # paras 124 and 128
            "checklist",
            "review_considers",
            "review",
            OVERNIGHT,
            "social_needs health_needs home_environment transition_plans safeguarding_issues"
            " views_of_child",
        ),
        (  # para 145
            "checklist",
            "sharing_without_consent_grounds",
            "",
            {},
            "silence_raises_risk asking_raises_risk",
        ),
        (  # paras 151 and 153
            "checklist",
            "transfer_request_contents",
            "",
            MOVED_IN,
            "updated_case_information key_issues important_dates urgent_actions"
            " request_to_transfer needs_of_each_child",
        ),
        ("checklist", "transfer_request_contents", "", {}, "request_to_transfer"),  # para 158
        (  # para 189
            "checklist",
            "dispute_grounds",
            "",
            {},
            "case_responsibility_disputed acceptance_delayed thresholds_disputed",
        ),
    ],
)
def test_what_a_list_holds(topic: str, subject: str, of: str, facts: Facts, items: str) -> None:
    assert set(answered(topic, subject, of, facts).items) == set(items.split())


@pytest.mark.parametrize(
    ("topic", "subject", "of", "item", "paragraphs"),
    [
        ("checklist", "plan_contents", "", "strengths", (49, 56)),
        ("checklist", "plan_contents", "", "safety_plan", (51,)),
        ("checklist", "plan_contents", "", "expected_effect_on_child", (57,)),
        ("checklist", "plan_contents", "", "help_from_family_and_friends", (59,)),
        ("checklist", "plan_contents", "", "contingency_plan", (61,)),
        ("checklist", "plan_contents", "", "review_points", (62,)),
        ("checklist", "plan_qualities", "", "achievable_in_childs_timescale", (58,)),
        ("checklist", "plan_qualities", "", "plain_language", (63,)),
        ("checklist", "meeting_arrangements", "review", "suitable_venue", (67,)),
        ("checklist", "meeting_arrangements", "first_meeting", "interpreter", (69,)),
        ("checklist", "meeting_purpose", "first_meeting", "reflect_on_assessment", (77,)),
        ("checklist", "meeting_purpose", "first_meeting", "agree_visit_frequency", (83,)),
        ("checklist", "meeting_purpose", "review", "views_of_child", (103,)),
        ("checklist", "meeting_purpose", "review", "check_tasks_done_in_time", (105,)),
        ("checklist", "meeting_purpose", "review", "next_meeting_membership", (109,)),
        ("checklist", "transfer_documents", "", "assessment_document", (152, 153)),
        ("checklist", "decisions_recorded", "", "disagreement", (184, 185)),
        ("checklist", "decisions_recorded", "", "early_end_after_step_down", (186,)),
        ("checklist", "decisions_recorded", "", "services_not_provided", (188,)),
        ("plan_end_grounds", "plan_end_grounds", "", "supervision_order_over", (134,)),
        ("outcomes", "outcomes", "review", "strategy_discussion", (108, 288)),
        ("scope", "children_not_covered", "", "on_child_protection_plan", (4, 179)),
    ],
)
def test_where_a_point_of_a_list_stands(
    topic: str, subject: str, of: str, item: str, paragraphs: tuple[int, ...]
) -> None:
    facts = MOVED_IN if subject == "transfer_documents" else {}
    found = answered(topic, subject, of, facts)
    assert item in found.items
    assert {one.item: one.paragraphs for one in found.local}[item] == paragraphs


@pytest.mark.parametrize(
    ("subject", "of", "items"),
    [
        # Para 62 asks who does what; it names no lead worker, and visits are agreed in the
        # meeting (83).
        ("plan_contents", "", {"lead_worker_named", "social_worker_visit_frequency"}),
        ("plan_qualities", "", {"plan_translated", "composite_family_plan"}),
        ("meeting_arrangements", "first_meeting", {"transport", "child_care"}),
        ("meeting_purpose", "first_meeting", {"decide_whether_plan_continues"}),
        ("meeting_purpose", "review", {"confirm_plan", "agree_visit_frequency"}),
        ("attendees", "first_meeting", {"previous_social_worker"}),  # para 155: moved in
        ("decisions_recorded", "", {"actions"}),
    ],
)
def test_what_a_list_does_not_hold(subject: str, of: str, items: set[str]) -> None:
    assert not items & set(answered("checklist", subject, of).items)


@pytest.mark.parametrize(
    ("topic", "subject", "of", "force", "paragraphs"),
    [
        ("principle", "not_monitoring_alone", "", "should", (37,)),  # should never
        ("principle", "working_by_consent", "", "stated", (39, 46)),
        ("principle", "holistic_view", "", "must", (40,)),
        ("principle", "family_solutions", "", "should", (42, 50)),
        ("principle", "control_over_own_lives", "", "must", (42,)),
        ("principle", "child_heard", "", "should", (103, 128)),
        ("practice", "early_help_offered", "", "may", (4,)),
        ("practice", "safeguarding_procedures_followed", "", "should", (47,)),
        ("practice", "drift_avoided", "", "may", (88, 98)),
        ("practice", "scaling_question", "first_meeting", "expected", (90,)),
        ("practice", "minutes_written_to_child", "review", "will", (115, 128)),
        ("practice", "same_chair_kept", "review", "stated", (95,)),
        ("practice", "parents_told_of_their_responsibility", "", "should", (147,)),
        ("practice", "family_kept_informed_in_transition", "", "should", (149,)),
    ],
)
def test_principles_and_practice(
    topic: str, subject: str, of: str, force: str, paragraphs: tuple[int, ...]
) -> None:
    found = answered(topic, subject, of)
    assert (found.force.value, found.cite.paragraphs) == (force, paragraphs)


@pytest.mark.parametrize(
    ("topic", "subject", "of"),
    [
        ("principle", "move_can_be_positive", ""),  # para 146 asks for a look at the impact
        ("principle", "partnership_with_families", ""),  # para 42 has families find solutions
        ("practice", "child_seen_alone", ""),  # para 83 says only how often
        ("practice", "same_chair_kept", "first_meeting"),  # para 95 is about reviews
        ("practice", "risks_communicated", ""),
        ("checklist", "review_considers", "review"),  # para 124 is about overnight short breaks
        ("checklist", "needs_to_know", "review"),  # para 84 is about the initial meeting
    ],
)
def test_what_other_texts_say_and_this_one_does_not(topic: str, subject: str, of: str) -> None:
    assert asked(topic, subject, of) == "not stated"


@pytest.mark.parametrize(
    ("subject", "of", "facts", "expected"),
    [
        # Para 108: where circumstances are no better or are worse.
        ("consider_escalation", "review", {"circumstances_not_improved": True}, True),
        ("consider_escalation", "review", {}, False),
        # Para 120: where a package of care is given and there are no safeguarding issues.
        ("partnership_with_education_review", "review", supported("package_of_care"), True),
        (
            "partnership_with_education_review",
            "review",
            supported("package_of_care", safeguarding_concerns=True),
            False,
        ),
        ("partnership_with_education_review", "review", supported("financial_only"), False),
        # Para 161 serves the transfer, which para 171 rules out for some.
        ("joint_visit_considered", "", {}, True),
        ("joint_visit_considered", "", {"in_custody": True}, False),
        # Para 111, read with the sentence before it.
        ("complaints_information", "review", {"disagreement_at_review": True}, True),
        ("complaints_information", "review", {}, False),
    ],
)
def test_practice_under_a_condition(subject: str, of: str, facts: Facts, expected: bool) -> None:
    assert isinstance(asked("practice", subject, of, facts), Provision) is expected


@pytest.mark.parametrize(
    ("name", "reading", "facts", "holds"),
    [
        # Para 121: alternate reviews, from the second or from the first.
        ("review-by-telephone", "even_reviews", {"review_number": 1}, False),
        ("review-by-telephone", "even_reviews", {"review_number": 2}, True),
        ("review-by-telephone", "odd_reviews", {"review_number": 1}, True),
        ("review-by-telephone", "odd_reviews", {"review_number": 2}, False),
        ("review-is-a-meeting", "even_reviews", {"review_number": 1}, True),
        ("review-is-a-meeting", "odd_reviews", {"review_number": 1}, False),
        ("review-is-a-meeting", "odd_reviews", {"review_number": 2}, True),
    ],
)
def test_which_reviews_are_by_telephone(name: str, reading: str, facts: Facts, holds: bool) -> None:
    (read,) = [one.provision for one in provision(name).readings if one.name == reading]
    known = {one: fact.default for one, fact in stack(SLUG).vocabulary.facts.items()}
    assert read.when.holds({**known, **supported("financial_only"), **facts}) is holds


@pytest.mark.parametrize(
    ("facts", "others"),
    [
        # Para 125: 76 nights a year, in the service or out of it.
        ({"short_break_nights_a_year": 76}, {"any_child": ("independent_reviewing_officer",)}),
        ({"short_break_nights_a_year": 75}, {}),
        ({"overnight_settings": 3, **DISABLED}, {}),  # both readings say the same
    ],
)
def test_many_short_breaks_outside_the_service(
    facts: Facts, others: dict[str, tuple[str, ...]]
) -> None:
    known = {name: fact.default for name, fact in stack(SLUG).vocabulary.facts.items()}
    chair = Question("chair_required", "chairing", "review")
    default = stack(SLUG).ask(chair, {**known, **facts}).provision
    assert default is not None
    found = dict(stack(SLUG).other_readings(chair, {**known, **facts}))
    read = {name: one.provision.roles for name, one in found.items() if one.provision}
    assert {name: who for name, who in read.items() if who != default.roles} == others


def test_whether_three_months_are_a_minimum_can_be_read_two_ways() -> None:
    # Para 186: a conference on Mon 3 Mar 2025 and three months, Tue 3 Jun; or none at all.
    timeline = kent(("child_protection_conference", "2025-03-03"), facts=STEP_DOWN)
    assert due(timeline, "plan_end", topic="minimum_duration") == "2025-06-03"
    minimum, record = provision("minimum-after-step-down").readings
    assert minimum.provision.timing is not None
    assert record.provision.timing is None
    assert record.provision.silence is not None
    assert record.provision.silence.kind.value == "not stated"


def test_notice_to_the_district_gives_another_transfer_date() -> None:
    # Para 154: told on Mon 3 Mar 2025, 20 working days, Mon 31 Mar; the District has it on
    # Mon 10 Mar, Mon 7 Apr.
    timeline = kent(
        ("move_in_notified", "2025-03-03"),
        facts=MOVED_IN,
        happened=[course("transfer_in_to_team", held="2025-03-10")],
    )
    assert due(timeline, "transfer_date_agreed") == "2025-03-31"
    assert other_dates(owed(timeline, "transfer_date_agreed")) == {
        "notice_to_district": "2025-04-07"
    }


def test_every_reading_belongs_to_a_recorded_ambiguity() -> None:
    procedure = stack(SLUG).top
    named = {name for one in procedure.ambiguities if one.says for name in one.provisions}
    assert {p.id for p in procedure.provisions if p.readings} == named


# --- appendices -----------------------------------------------------------------------------


def stands_in(found: Provision, item: str) -> tuple[int, ...]:
    """The paragraphs in which an item of a list stands on its own."""
    return next((one.paragraphs for one in found.local if one.item == item), ())


@pytest.mark.parametrize(
    ("subject", "of", "item", "paragraphs"),
    [
        # Appendix 1, by young people.
        ("tips_before_meeting", "", "personal_invitation", (194,)),
        ("tips_before_meeting", "", "say_on_when_where_and_who", (196,)),
        ("tips_before_meeting", "", "pre_meeting", (197,)),
        ("tips_during_meeting", "", "spoken_to_directly", (203,)),
        ("tips_during_meeting", "", "views_rank_equally", (206,)),
        ("tips_during_meeting", "", "checks_and_breaks", (209,)),
        ("tips_during_meeting", "", "listened_to", (222,)),
        ("tips_after_meeting", "", "teachers_told", (214,)),
        ("tips_after_meeting", "", "plain_language", (215,)),
        ("tips_after_meeting", "", "own_words_kept", (216,)),
        # Appendix 2.
        ("agenda", "first_meeting", "reason_for_meeting", (225, 230)),
        ("agenda", "first_meeting", "basis_of_involvement", (231,)),
        ("agenda", "first_meeting", "worry_statements", (232,)),
        ("agenda", "first_meeting", "smart_plan", (243,)),
        ("agenda", "first_meeting", "measurable_actions", (243,)),
        ("agenda", "first_meeting", "owned_by_family", (244,)),
        ("agenda", "first_meeting", "plan_written_to_child", (244,)),
        ("agenda", "first_meeting", "help_from_family_and_friends", (245,)),
        ("agenda", "first_meeting", "family_backup_plan", (247, 248)),
        ("agenda", "first_meeting", "authority_contingency_plan", (247, 250)),
        ("agenda", "first_meeting", "resolving_disagreement", (251,)),
        ("agenda", "first_meeting", "next_meeting_date", (254, 256)),
        ("asked_of_parents", "first_meeting", "working_towards_their_aims", (239,)),
        ("asked_of_parents", "first_meeting", "barriers", (240,)),
        ("plan_qualities", "", "measurable_actions", (243,)),
        ("plan_qualities", "", "owned_by_family", (244,)),
        # Appendix 3.
        ("agenda", "review", "reason_for_plan", (265,)),
        ("agenda", "review", "updates_since_last_meeting", (267, 268)),
        ("agenda", "review", "views_of_professionals", (268, 276, 284)),
        ("agenda", "review", "completed_actions", (282,)),
        ("agenda", "review", "check_contingency_needed", (286,)),
        ("agenda", "review", "consider_escalation", (288,)),
        ("agenda", "review", "next_meeting_date", (291, 293)),
        ("minutes_contents", "review", "parts_not_discussed", (279,)),
        ("attendees", "review", "friends", (255, 292)),
    ],
)
def test_a_point_of_an_appendix(
    subject: str, of: str, item: str, paragraphs: tuple[int, ...]
) -> None:
    found = said(kent(), "checklist", subject, of)
    assert item in found.items
    assert stands_in(found, item) == paragraphs


@pytest.mark.parametrize(
    ("subject", "of", "item", "force"),
    [
        ("consent_covers", "", "consent_to_services", "must"),  # para 46: necessary
        ("consent_covers", "", "consent_to_assessment", ""),  # para 46: the list's should
        ("meaningful_consent", "", "benefits_of_help", "stated"),  # para 47: no verb of duty
        ("meaningful_consent", "", "referral_explained", ""),  # para 46: the list's should
        ("plan_contents", "", "risks_and_worries", "should"),  # para 49
        ("plan_contents", "", "strategies", "stated"),  # para 50: the social worker's role
        ("plan_contents", "", "strengths", ""),  # para 56: the list's will
        ("plan_contents", "", "safety_plan", ""),  # para 51: the list's will
        ("plan_qualities", "", "step_by_step", "is to"),  # para 52: need to
        ("plan_qualities", "", "achievable_in_childs_timescale", "will"),  # paras 53 and 58
        ("plan_qualities", "", "plain_language", ""),  # para 63: the list's should
        ("attendees", "first_meeting", "child", "stated"),  # para 67: important
        ("attendees", "first_meeting", "family_network", ""),  # para 69: the list's should
        ("attendees", "review", "child", "stated"),  # para 67: important
        ("meeting_purpose", "review", "consider_escalation", "must"),  # para 108
        ("meeting_purpose", "review", "adjust_plan", ""),  # para 106: a bare point
        ("decisions_recorded", "", "views_of_professionals", "must"),  # para 185
        ("decisions_recorded", "", "transfer_arrangements", ""),  # para 187: the list's should
        ("tips_after_meeting", "", "plain_language", "should"),  # para 215
        ("tips_after_meeting", "", "written_with_reactions_in_mind", "should"),  # para 215
        ("tips_after_meeting", "", "copy_in_chosen_form", ""),  # para 215: a bare request
        ("agenda", "first_meeting", "basis_of_involvement", "should"),  # para 231
        ("agenda", "first_meeting", "worry_statements", "will"),  # para 232
        ("agenda", "first_meeting", "strengths", "will"),  # para 232
        ("agenda", "first_meeting", "protective_factors", "will"),  # para 232
        ("agenda", "first_meeting", "smart_plan", "is to"),  # para 243: need to
        ("agenda", "first_meeting", "measurable_actions", ""),  # para 243: a bare point
        ("agenda", "first_meeting", "safety_plan", "must"),  # para 245
        ("agenda", "first_meeting", "family_backup_plan", ""),  # para 248: a bare point
        ("plan_qualities", "", "smart_plan", "is to"),  # paras 52 and 243: need to
        ("plan_qualities", "", "measurable_actions", "stated"),  # para 243
        ("plan_qualities", "", "owned_by_family", "stated"),  # para 244
        ("attendees", "review", "services_not_yet_involved", "stated"),  # paras 255 and 292
        ("attendees", "review", "friends", "stated"),  # paras 255 and 292
        ("minutes_contents", "review", "disagreement", ""),  # para 111: the list's should
        ("minutes_contents", "review", "parts_not_discussed", "stated"),  # para 279
        ("minutes_contents", "review", "additions_and_reasons", "stated"),  # para 280
    ],
)
def test_how_binding_a_point_is(subject: str, of: str, item: str, force: str) -> None:
    # An item with no force of its own has that of its list.
    found = said(kent(), "checklist", subject, of)
    [one] = [local for local in found.local if local.item == item]
    assert one.force == force


@pytest.mark.parametrize(
    ("subject", "of", "items"),
    [
        # Each is asked for at another time, or of the other meeting.
        ("tips_before_meeting", "", {"checks_and_breaks", "copy_in_chosen_form"}),
        ("tips_during_meeting", "", {"pre_meeting", "teachers_told"}),
        ("tips_after_meeting", "", {"personal_invitation", "workers_introduced"}),
        ("agenda", "first_meeting", {"updates_since_last_meeting", "completed_actions"}),
        ("agenda", "first_meeting", {"decide_whether_plan_continues", "achievements"}),
        ("agenda", "review", {"basis_of_involvement", "worry_statements", "family_backup_plan"}),
        ("agenda", "review", {"resolving_disagreement", "what_would_end_plan"}),
        ("asked_of_child", "first_meeting", {"how_plan_is_going", "what_others_should_know"}),
        ("asked_of_child", "review", {"what_is_good", "why_people_worry"}),
        # Para 236 asks the child about home, para 239 the parents only about change.
        ("asked_of_parents", "first_meeting", {"what_is_good", "help_wanted"}),
    ],
)
def test_what_an_appendix_does_not_list(subject: str, of: str, items: set[str]) -> None:
    assert not items & set(said(kent(), "checklist", subject, of).items)


@pytest.mark.parametrize(
    ("of", "items"),
    [
        # Para 236, then 272.
        (
            "first_meeting",
            {
                "what_is_good",
                "wanted_change",
                "worries_of_child",
                "help_wanted",
                "why_people_worry",
                "what_would_help",
                "what_belongs_in_plan",
            },
        ),
        (
            "review",
            {
                "how_plan_is_going",
                "what_belongs_in_plan",
                "what_others_should_know",
                "wanted_change",
                "help_wanted",
            },
        ),
    ],
)
def test_what_the_child_is_asked(of: str, items: set[str]) -> None:
    assert set(said(kent(), "checklist", "asked_of_child", of).items) == items


@pytest.mark.parametrize(
    ("subject", "of"),
    [
        ("asked_of_parents", "review"),  # appendix 3 has no such questions
        ("meeting_conduct", "first_meeting"),  # para 268 is about reviews
        ("agenda", "progress_meeting"),
    ],
)
def test_lists_that_only_one_meeting_has(subject: str, of: str) -> None:
    asked = {(p.subject, p.of) for p in stack(SLUG).top.provisions if p.topic == "checklist"}
    assert (subject, of) not in asked
    assert any(known == subject for known, _ in asked)


@pytest.mark.parametrize(
    ("subject", "of", "force", "paragraphs"),
    [
        ("child_told_and_asked", "first_meeting", "should", (235,)),
        ("child_told_and_asked", "review", "should", (271,)),
        ("basis_of_involvement", "first_meeting", "should", (231,)),
        ("safety_plan", "first_meeting", "must", (245,)),
        ("scaling_explained", "first_meeting", "is to", (252,)),
        ("scaling_by_child", "review", "may", (273,)),
        ("whole_plan_reviewed", "review", "stated", (279,)),
        ("previous_score_recalled", "review", "stated", (289,)),
        ("scaling_question", "review", "expected", (110, 289)),
        ("reasons_for_score_asked", "review", "expected", (110, 289)),
    ],
)
def test_practice_in_the_appendices(
    subject: str, of: str, force: str, paragraphs: tuple[int, ...]
) -> None:
    asked = Question("practice", subject, of)
    (found,) = [p for p in stack(SLUG).top.provisions if p.question == asked]
    assert (found.force.value, found.cite.paragraphs) == (force, paragraphs)


def test_the_chair_presents_what_the_assessment_found() -> None:
    # Para 232: the chair will refer to it.
    timeline = kent()
    assert roles(timeline, "responsible_role", "presenting_findings", "first_meeting") == {"chair"}
    assert Question("responsible_role", "presenting_findings", "review") not in timeline.answers


@pytest.mark.parametrize(
    ("of", "minutes", "plan"),
    [
        # Paras 249, 250 and 279 say to note and not where; para 280 names the minutes, and
        # para 111 does so too.
        ("first_meeting", {"what_would_end_plan", "authority_contingency_plan"}, set()),
        (
            "review",
            {"disagreement", "additions_and_reasons", "parts_not_discussed"},
            {"disagreement", "additions_and_reasons"},
        ),
    ],
)
def test_where_the_agendas_have_points_noted(of: str, minutes: set[str], plan: set[str]) -> None:
    found = said(kent(), "checklist", "minutes_contents", of)
    read = {one.name: set(one.provision.items) for one in found.readings}
    assert read == {"minutes": minutes, "plan": plan}


@pytest.mark.parametrize("paragraph", [199, 200, 210, 211, 220, 221])
def test_what_young_people_are_quoted_with_asks_for_nothing(paragraph: int) -> None:
    assert not [p.id for p in stack(SLUG).top.provisions if paragraph in p.cite.paragraphs]
