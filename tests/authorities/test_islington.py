"""Islington: cases worked out by hand from Child in Need Planning and Review Meetings.

The text knows one meeting, the CIN Planning Meeting: the first within 15 working days of the
assessment, then one at least every twelve weeks (the reviews). Paragraph numbers count the
lines of the text that are not blank.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from cinpolicy.procedure import Ambiguity
from cinpolicy.provisions import Answer, Provision, Question
from cinpolicy.timeline import Alternative, Remark, Timeline
from tests.cases import due, obligations, owed, roles, run, says, stack

ASSESSED = ("assessment_completed", "2025-02-03")  # a Monday
ANY_CHAIR = {"social_worker", "deputy_team_manager", "team_manager"}
DTM = {"deputy_team_manager"}
MANAGERS = {"team_manager", "deputy_team_manager"}


def held(activity: str, number: int, on: str, **facts: Any) -> dict[str, Any]:
    """An activity held on a day of the case's own choosing."""
    return {"activity": activity, "number": number, "held": on, "with": facts}


def provision(name: str) -> Provision:
    """A provision of Islington's own, by its id."""
    return next(p for p in stack("islington").top.provisions if p.id == name)


def paragraphs(said: Provision | str) -> tuple[int, ...]:
    """The paragraphs an answer rests on; fails where it is a silence."""
    assert isinstance(said, Provision)
    return said.cite.paragraphs


def _roles(answer: Answer) -> set[str] | str:
    if answer.provision is not None:
        return set(answer.provision.roles)
    assert answer.silence is not None
    return answer.silence.kind.value


def _read(others: Sequence[Alternative], default: Answer, reading: str) -> set[str] | str:
    """The roles under a reading: those of the default one where the reading changes nothing."""
    found = [other.answer for other in others if other.reading == reading]
    return _roles(found[0] if found else default)


def chair(timeline: Timeline, number: int, reading: str = "") -> set[str] | str:
    """Who chairs a review, under the default or another reading; or the kind of silence."""
    question = Question("chair_required", "chairing", "review")
    [found] = [a for a in timeline.assignments if (a.question, a.number) == (question, number)]
    return _read(found.alternatives, found.answer, reading)


def decided(timeline: Timeline, topic: str, subject: str, reading: str = "") -> set[str] | str:
    """Who takes a decision, under the default or another reading; or the kind of silence."""
    question = Question(topic, subject)
    others = timeline.other_readings.get(question, ())
    return _read(others, timeline.answers[question], reading)


# --- The first planning meeting: within 15 working days of the assessment (paras 36, 52) -------


@pytest.mark.parametrize(
    ("completed", "expected"),
    [
        # Mon 3 Feb 2025 is day 0; three weeks of five working days: Mon 24 Feb.
        pytest.param("2025-02-03", "2025-02-24", id="three plain weeks"),
        # Fri 7 Feb is day 0, Mon 10 Feb day 1; Fri 28 Feb day 15.
        pytest.param("2025-02-07", "2025-02-28", id="completed on a Friday"),
        # Sat 1 Feb is day 0, Mon 3 Feb day 1; Fri 21 Feb day 15.
        pytest.param("2025-02-01", "2025-02-21", id="completed on a Saturday"),
        # 11 to 13 Dec 3, 16 to 20 Dec 8, 23 and 24 Dec 10, 27 Dec 11, 30 and 31 Dec 13,
        # 2 Jan 14, 3 Jan 15: 25 and 26 Dec and 1 Jan are passed over.
        pytest.param("2024-12-10", "2025-01-03", id="over Christmas 2024"),
        # 16 to 19 Dec 4, 22 to 24 Dec 7, 29 to 31 Dec 10, 2 Jan 11, 5 to 8 Jan 15.
        pytest.param("2025-12-15", "2026-01-08", id="over Christmas 2025"),
        # 15 to 18 Dec 4, 21 to 24 Dec 8, 29 to 31 Dec 11, 4 to 7 Jan 15: Fri 25 Dec, Mon
        # 28 Dec (in place of Sat 26 Dec) and Fri 1 Jan are passed over.
        pytest.param("2026-12-14", "2027-01-07", id="Boxing Day on a Saturday"),
        # 8 to 11 Apr 4, 14 to 17 Apr 8, 22 to 25 Apr 12, 28 to 30 Apr 15: Good Friday 18 Apr
        # and Easter Monday 21 Apr are passed over.
        pytest.param("2025-04-07", "2025-04-30", id="over Easter 2025"),
        # 16 and 17 Apr 2, 22 to 25 Apr 6, 28 Apr to 2 May 11, 6 to 9 May 15: Easter and the
        # early May bank holiday are passed over.
        pytest.param("2025-04-15", "2025-05-09", id="over Easter and May Day 2025"),
        # 23 to 27 Mar 5, 30 Mar to 2 Apr 9, 7 to 10 Apr 13, 13 and 14 Apr 15: Good Friday
        # 3 Apr and Easter Monday 6 Apr are passed over.
        pytest.param("2026-03-20", "2026-04-14", id="over Easter 2026"),
        # 12 to 15 Aug 4, 18 to 22 Aug 9, 26 to 29 Aug 13, 1 and 2 Sep 15: 25 Aug is passed over.
        pytest.param("2025-08-11", "2025-09-02", id="over the August bank holiday"),
    ],
)
def test_first_meeting_within_15_working_days(completed: str, expected: str) -> None:
    timeline = run("islington", ("assessment_completed", completed), horizon="2027-12-31")
    assert due(timeline, "first_meeting") == expected


@pytest.mark.parametrize(
    ("on", "state"),
    [
        pytest.param("2025-02-04", "met", id="the day after the assessment"),
        pytest.param("2025-02-24", "met", id="on day 15"),
        pytest.param("2025-02-25", "late", id="on day 16"),
    ],
)
def test_first_meeting_on_either_side_of_day_15(on: str, state: str) -> None:
    timeline = run("islington", ASSESSED, happened=[held("first_meeting", 1, on)])
    assert owed(timeline, "first_meeting").state.value == state


def test_first_meeting_follows_from_the_referral() -> None:
    # The assessment is completed 45 working days after Mon 6 Jan 2025 (the national rule):
    # Mon 10 Mar 2025. Three more weeks: Mon 31 Mar 2025.
    timeline = run("islington", ("referral", "2025-01-06"))
    assert due(timeline, "first_meeting") == "2025-03-31"
    assert owed(timeline, "first_meeting").answered_by == "islington"


@pytest.mark.parametrize(
    ("event", "facts"),
    [
        # Paras 25-34 name these only as examples of whom a meeting is for, with no time for it.
        pytest.param(
            "child_protection_conference",
            {"route_in": "child_protection_step_down"},
            id="child protection plan ended",
        ),
        pytest.param("left_care", {"route_in": "left_care"}, id="left care"),
        pytest.param("move_in", {"route_in": "moved_in"}, id="moved in"),
        pytest.param("move_in_notified", {"route_in": "moved_in"}, id="told of a move in"),
    ],
)
def test_nothing_but_the_assessment_dates_the_first_meeting(
    event: str, facts: Mapping[str, Any]
) -> None:
    timeline = run("islington", (event, "2025-02-03"), facts=facts)
    assert obligations(timeline, "first_meeting") == []


def test_six_months_after_child_protection_give_no_end_of_plan() -> None:
    # Para 27: the six further months describe for whom a meeting is held; nothing is dated.
    timeline = run(
        "islington",
        ("child_protection_conference", "2025-01-20"),
        ASSESSED,
        facts={"route_in": "child_protection_step_down"},
    )
    assert obligations(timeline, "plan_end") == []
    assert due(timeline, "first_meeting") == "2025-02-24"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param("2025-02-24", "2025-02-24", id="on the last day"),
        pytest.param("2025-03-10", "2025-03-10", id="late"),
    ],
)
def test_the_plan_is_taken_to_start_with_the_first_meeting(on: str, expected: str) -> None:
    # Paras 19, 54, 55: the meeting develops the plan; that it then starts is assumed.
    timeline = run("islington", ASSESSED, happened=[held("first_meeting", 1, on)])
    assert due(timeline, "plan_start") == expected
    assert owed(timeline, "plan_start").provision.assumes


# --- The reviews: at least every twelve weeks (paras 67, 78, 87) ------------------------------


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        # The first meeting on Mon 24 Feb 2025; 84 days: 24 Mar, 21 Apr, 19 May.
        pytest.param(1, "2025-05-19", id="first: 12 weeks"),
        pytest.param(2, "2025-08-11", id="second: 24 weeks"),
        pytest.param(3, "2025-11-03", id="third: 36 weeks"),
        pytest.param(4, "2026-01-26", id="fourth: 48 weeks"),
        pytest.param(5, "2026-04-20", id="fifth: 60 weeks"),
    ],
)
def test_reviews_every_twelve_weeks(number: int, expected: str) -> None:
    assert due(run("islington", ASSESSED), "review", number) == expected


@pytest.mark.parametrize(
    ("first_meeting", "expected"),
    [
        # 12 weeks from the meeting as held, wherever day 84 falls.
        pytest.param("2025-02-17", "2025-05-12", id="a week early"),
        pytest.param("2025-03-10", "2025-06-02", id="two weeks late"),
        # Thu 2 Oct: 30 Oct, 27 Nov, Thu 25 Dec 2025.
        pytest.param("2025-10-02", "2025-12-25", id="on Christmas Day"),
        # Fri 3 Oct: 31 Oct, 28 Nov, Fri 26 Dec 2025.
        pytest.param("2025-10-03", "2025-12-26", id="on Boxing Day"),
        # Mon 27 Jan: 24 Feb, 24 Mar, Mon 21 Apr 2025.
        pytest.param("2025-01-27", "2025-04-21", id="on Easter Monday"),
        # Fri 24 Jan: 21 Feb, 21 Mar, Fri 18 Apr 2025.
        pytest.param("2025-01-24", "2025-04-18", id="on Good Friday"),
        # Sat 1 Mar: 29 Mar, 26 Apr, Sat 24 May 2025.
        pytest.param("2025-03-01", "2025-05-24", id="on a Saturday"),
        # Weeks are weeks, over the end of February in a leap year too: Mon 15 Jan 2024,
        # 12 Feb, 11 Mar, Mon 8 Apr.
        pytest.param("2024-01-15", "2024-04-08", id="over 29 February"),
    ],
)
def test_first_review_twelve_weeks_after_the_first_meeting(
    first_meeting: str, expected: str
) -> None:
    assert due(run("islington", ("first_meeting", first_meeting)), "review") == expected


@pytest.mark.parametrize(
    ("first_meeting", "remarked"),
    [
        pytest.param("2025-10-02", True, id="Christmas Day"),
        pytest.param("2025-01-27", True, id="Easter Monday"),
        pytest.param("2025-03-01", True, id="Saturday"),
        pytest.param("2025-02-24", False, id="a working day"),
    ],
)
def test_a_review_due_on_a_non_working_day_says_so(first_meeting: str, remarked: bool) -> None:
    review = owed(run("islington", ("first_meeting", first_meeting)), "review")
    assert (Remark.ON_NON_WORKING_DAY in review.remarks) is remarked


@pytest.mark.parametrize(
    ("on", "state", "second"),
    [
        # 12 weeks from the review as held.
        pytest.param("2025-05-12", "met", "2025-08-04", id="a week early"),
        pytest.param("2025-05-19", "met", "2025-08-11", id="on the day"),
        pytest.param("2025-05-20", "late", "2025-08-12", id="one day late"),
        # Mon 2 Jun: 30 Jun, 28 Jul, Mon 25 Aug, a bank holiday.
        pytest.param("2025-06-02", "late", "2025-08-25", id="two weeks late"),
    ],
)
def test_a_review_on_either_side_of_twelve_weeks(on: str, state: str, second: str) -> None:
    timeline = run("islington", ASSESSED, happened=[held("review", 1, on)])
    assert owed(timeline, "review").state.value == state
    assert due(timeline, "review", 2) == second


@pytest.mark.parametrize("role", ["social_worker", "deputy_team_manager", "team_manager"])
@pytest.mark.parametrize(
    ("to", "refused"),
    [
        # Para 87: twelve weeks are the least; more often as necessary, nobody named to decide.
        pytest.param("6 weeks", False, id="more often"),
        pytest.param("12 weeks", False, id="the same"),
        # Nothing in the text lets anybody put a review off.
        pytest.param("13 weeks", True, id="a week beyond"),
        pytest.param("85 calendar days", True, id="a day beyond"),
    ],
)
def test_nobody_may_lengthen_the_twelve_weeks(to: str, refused: bool, role: str) -> None:
    timeline = run("islington", ASSESSED, decisions=[("2025-02-10", "review", to, role)])
    review = owed(timeline, "review")
    assert (Remark.VARIATION_REFUSED in review.remarks) is refused
    assert due(timeline, "review") == "2025-05-19"


@pytest.mark.parametrize("role", ["social_worker", "deputy_team_manager", "team_manager"])
def test_nobody_may_lengthen_the_15_working_days(role: str) -> None:
    decision = ("2025-01-31", "first_meeting", "16 working days", role)
    timeline = run("islington", ASSESSED, decisions=[decision])
    assert due(timeline, "first_meeting") == "2025-02-24"
    assert Remark.VARIATION_REFUSED in owed(timeline, "first_meeting").remarks


# --- A meeting brought forward (paras 35, 37) -------------------------------------------------


@pytest.mark.parametrize("event", ["significant_change", "fresh_concerns"])
def test_a_change_or_fresh_concerns_bring_a_meeting_with_no_time_for_it(event: str) -> None:
    # Para 37: a meeting is to be considered; no period.
    early = owed(run("islington", ASSESSED, (event, "2025-04-01")), "early_review")
    assert (early.due, early.state.value) == (None, "no date stated")
    assert early.provision.force.value == "should"


def test_without_a_change_no_meeting_is_brought_forward() -> None:
    assert obligations(run("islington", ASSESSED), "early_review") == []


def test_twelve_weeks_run_again_from_a_meeting_brought_forward() -> None:
    # Paras 78, 87: held on Mon 14 Apr 2025 it updates the plan; the next by Mon 7 Jul 2025
    # (12 May, 9 Jun, 7 Jul).
    timeline = run(
        "islington",
        ASSESSED,
        ("significant_change", "2025-04-01"),
        happened=[held("early_review", 1, "2025-04-14")],
    )
    assert due(timeline, "review", 2) == "2025-07-07"


# --- Who chairs (paras 50, 53) ----------------------------------------------------------------


@pytest.mark.parametrize("concerned", [False, True])
def test_chair_of_the_first_meeting(concerned: bool) -> None:
    # Para 53: social worker, DTM or team manager. Concern brings the DTM into an earlier
    # review; the first meeting is none.
    timeline = run("islington", ASSESSED, facts={"manager_concerned": concerned})
    assert roles(timeline, "chair_required", "chairing", "first_meeting") == ANY_CHAIR


@pytest.mark.parametrize(
    ("number", "concerned", "third_review", "third_meeting", "six_months"),
    [
        # At twelve-week intervals from Mon 24 Feb 2025 the reviews come on 19 May (2 whole
        # months), 11 Aug (5), 3 Nov (8) and 26 Jan (11). The DTM chairs the third review, or
        # an earlier one where there is concern; the third meeting is the second review.
        pytest.param(1, False, ANY_CHAIR, ANY_CHAIR, ANY_CHAIR, id="first"),
        pytest.param(1, True, DTM, DTM, DTM, id="first, concern"),
        pytest.param(2, False, ANY_CHAIR, DTM, ANY_CHAIR, id="second"),
        pytest.param(2, True, DTM, DTM, DTM, id="second, concern"),
        pytest.param(3, False, DTM, ANY_CHAIR, DTM, id="third"),
        pytest.param(3, True, DTM, ANY_CHAIR, DTM, id="third, concern"),
        pytest.param(4, False, ANY_CHAIR, ANY_CHAIR, ANY_CHAIR, id="fourth"),
        # "Earlier" than the third: concern at the fourth changes nothing.
        pytest.param(4, True, ANY_CHAIR, ANY_CHAIR, ANY_CHAIR, id="fourth, concern"),
    ],
)
def test_chair_of_a_review(
    number: int,
    concerned: bool,
    third_review: set[str],
    third_meeting: set[str],
    six_months: set[str],
) -> None:
    timeline = run("islington", ASSESSED, facts={"manager_concerned": concerned})
    assert chair(timeline, number) == third_review
    assert chair(timeline, number, "third_meeting") == third_meeting
    assert chair(timeline, number, "six_months") == six_months


@pytest.mark.parametrize(
    ("number", "first_only", "until_third"),
    [
        # "In the first instance" may mean the first meeting alone, or until the DTM's turn.
        pytest.param(1, "not stated", ANY_CHAIR, id="first"),
        pytest.param(2, "not stated", ANY_CHAIR, id="second"),
        pytest.param(3, DTM, DTM, id="third"),
        pytest.param(4, "not stated", "not stated", id="fourth"),
    ],
)
def test_whether_a_chair_is_named_where_the_dtm_need_not_chair(
    number: int, first_only: set[str] | str, until_third: set[str] | str
) -> None:
    timeline = run("islington", ASSESSED)
    assert chair(timeline, number, "first_meeting_only") == first_only
    assert chair(timeline, number, "until_the_third_review") == until_third


@pytest.mark.parametrize(
    ("number", "on", "concerned", "default", "six_months"),
    [
        # The first meeting on Wed 19 Feb 2025: six months have passed on Tue 19 Aug 2025.
        pytest.param(1, "2025-08-18", False, ANY_CHAIR, ANY_CHAIR, id="first, a day before"),
        pytest.param(1, "2025-08-19", False, ANY_CHAIR, DTM, id="first, at six months"),
        pytest.param(1, "2025-12-19", False, ANY_CHAIR, DTM, id="first, at ten months"),
        pytest.param(2, "2025-08-18", False, ANY_CHAIR, ANY_CHAIR, id="second, a day before"),
        pytest.param(2, "2025-08-19", False, ANY_CHAIR, DTM, id="second, at six months"),
        # Held every six weeks the third comes long before six months, the fifth at them.
        pytest.param(3, "2025-06-25", False, DTM, ANY_CHAIR, id="third, at four months"),
        pytest.param(3, "2025-06-25", True, DTM, DTM, id="third, at four months, concern"),
        pytest.param(4, "2025-08-06", False, ANY_CHAIR, ANY_CHAIR, id="fourth, at five months"),
        pytest.param(4, "2025-08-06", True, ANY_CHAIR, DTM, id="fourth, five months, concern"),
        pytest.param(5, "2025-09-17", False, ANY_CHAIR, DTM, id="fifth, at six months"),
    ],
)
def test_chair_where_reviews_do_not_come_every_twelve_weeks(
    number: int, on: str, concerned: bool, default: set[str], six_months: set[str]
) -> None:
    before = ("2025-04-02", "2025-05-14", "2025-06-25", "2025-08-06")[: number - 1]
    timeline = run(
        "islington",
        ASSESSED,
        happened=[
            held("first_meeting", 1, "2025-02-19"),
            *(held("review", place, earlier) for place, earlier in enumerate(before, 1)),
            held("review", number, on, manager_concerned=concerned),
        ],
    )
    assert chair(timeline, number) == default
    assert chair(timeline, number, "six_months") == six_months


# --- Records: none has a period ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "of", "number", "force", "cited"),
    [
        pytest.param("plan_circulated", "first_meeting", 1, "must", {57}, id="plan, first meeting"),
        pytest.param("plan_circulated", "review", 1, "must", {57}, id="plan, first review"),
        pytest.param("plan_circulated", "review", 3, "must", {57}, id="plan, third review"),
        # Para 86 orders minutes of updating meetings; of the first the text says only what
        # they cover (para 58).
        pytest.param("minutes", "first_meeting", 1, "should", {58}, id="minutes, first meeting"),
        pytest.param("minutes", "review", 1, "must", {86}, id="minutes, first review"),
        pytest.param("minutes", "review", 3, "must", {86}, id="minutes, third review"),
        pytest.param("case_note", "first_meeting", 1, "must", {69}, id="case note, first meeting"),
        pytest.param("case_note", "review", 1, "must", {69}, id="case note, first review"),
    ],
)
def test_records_have_no_period(
    record: str, of: str, number: int, force: str, cited: set[int]
) -> None:
    found = owed(run("islington", ASSESSED), record, number, of)
    assert (found.due, found.state.value) == (None, "no date stated")
    assert (found.provision.force.value, set(found.provision.cite.paragraphs)) == (force, cited)


def test_minutes_of_the_first_meeting_under_the_other_reading() -> None:
    # Para 86 speaks of planning meetings without saying which: then must, and still no period.
    minutes = owed(run("islington", ASSESSED), "minutes", of="first_meeting")
    [other] = minutes.alternatives
    assert (other.reading, other.due) == ("all_meetings", None)
    assert other.answer.provision is not None
    assert other.answer.provision.force.value == "must"
    assert other.answer.provision.cite.paragraphs == (58, 86)


# --- Family involvement and solicitors (paras 47-50) ------------------------------------------


def test_leaving_family_out_is_recorded_with_no_period() -> None:
    # Para 49.
    timeline = run("islington", ASSESSED, ("family_left_out", "2025-02-10"))
    record = owed(timeline, "decision_record", of="family_left_out")
    assert (record.due, record.provision.force.value) == (None, "must")


def test_nothing_to_record_where_family_is_involved() -> None:
    timeline = run("islington", ASSESSED)
    assert obligations(timeline, "decision_record", "family_left_out") == []


@pytest.mark.parametrize(
    ("of", "number", "expected"),
    [
        # Para 50: told before the meeting, so no later than its day.
        pytest.param("first_meeting", 1, "2025-02-24", id="first meeting"),
        pytest.param("review", 1, "2025-05-19", id="first review"),
        pytest.param("review", 2, "2025-08-11", id="second review"),
    ],
)
def test_the_chair_is_told_of_a_solicitor(of: str, number: int, expected: str) -> None:
    timeline = run("islington", ASSESSED, facts={"solicitor_attends": True})
    notice = owed(timeline, "solicitor_notice", number, of)
    assert due(timeline, "solicitor_notice", number, of) == expected
    assert notice.provision.timing is not None
    assert notice.provision.timing.relation.value == "before"
    assert notice.provision.timing.period is None


@pytest.mark.parametrize("of", ["first_meeting", "review"])
def test_no_notice_where_no_solicitor_comes(of: str) -> None:
    assert obligations(run("islington", ASSESSED), "solicitor_notice", of) == []


# --- Roles and decisions ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("duty", "of", "expected"),
    [
        pytest.param("discussing_attendees", "first_meeting", {"social_worker"}, id="para 48"),
        pytest.param("discussing_attendees", "review", {"social_worker"}, id="para 48: review"),
        pytest.param("convening", "first_meeting", {"social_worker"}, id="para 43"),
        pytest.param("convening", "review", {"social_worker"}, id="para 43: review"),
        pytest.param("keeping_plan_current", "", {"review_meeting"}, id="para 78"),
        # Para 64: the plan and the minutes say who answers for each action.
        pytest.param("implementing_plan", "", "deferred", id="para 64"),
        pytest.param("telling_of_advocates", "", {"social_worker"}, id="para 50"),
        pytest.param("writing_plan", "", {"social_worker"}, id="para 54: the draft"),
        pytest.param("recording", "first_meeting", {"social_worker"}, id="para 70: first meeting"),
        pytest.param("recording", "review", {"social_worker"}, id="para 70: review"),
        pytest.param("reporting_progress", "review", {"social_worker"}, id="para 79"),
        pytest.param("overseeing", "", {"manager"}, id="oversight: national"),
    ],
)
def test_who_is_responsible(duty: str, of: str, expected: set[str]) -> None:
    assert roles(run("islington", ASSESSED), "responsible_role", duty, of) == expected


@pytest.mark.parametrize(
    ("topic", "subject", "reading", "expected"),
    [
        # Para 49: a team or deputy manager and nobody else.
        pytest.param("who_may_decide", "exclude_family", "", MANAGERS, id="leaving family out"),
        # Para 43: the social worker consults a manager, who may be the one to decide.
        pytest.param("who_may_decide", "hold_meeting", "", {"social_worker"}, id="whether to meet"),
        pytest.param("who_may_decide", "hold_meeting", "manager", MANAGERS, id="or the manager"),
        # Para 89: the network agrees, the meeting may agree.
        pytest.param("who_may_close", "closure_decision", "", {"review_meeting"}, id="closing"),
        pytest.param(
            "who_may_close",
            "closure_decision",
            "network_decides",
            {"professional_network"},
            id="closing, or the network",
        ),
        # Para 81 has the meeting decide, para 89 recommend.
        pytest.param("who_may_decide", "step_down", "", {"review_meeting"}, id="step-down"),
        pytest.param(
            "who_may_decide",
            "step_down",
            "meeting_recommends",
            "not stated",
            id="step-down, only recommended",
        ),
        # Para 87: more often as necessary; nobody named.
        pytest.param("who_may_decide", "review_frequency", "", "not stated", id="how often"),
    ],
)
def test_who_decides(topic: str, subject: str, reading: str, expected: set[str] | str) -> None:
    assert decided(run("islington", ASSESSED), topic, subject, reading) == expected


@pytest.mark.parametrize(
    ("topic", "subject", "conditions"),
    [
        # Para 89: the network's agreement; for a step-down the family's consent as well.
        pytest.param("who_may_close", "closure_decision", 1, id="closing"),
        pytest.param("who_may_decide", "step_down", 2, id="step-down"),
    ],
)
def test_what_must_come_before_the_end(topic: str, subject: str, conditions: int) -> None:
    said = says(run("islington", ASSESSED), topic, subject)
    assert isinstance(said, Provision)
    assert said.decision is not None
    assert len(said.decision.first) == conditions
    assert paragraphs(said) == (80, 81, 89)


def test_reviews_stop_once_closing_is_decided() -> None:
    # Paras 81, 89: decided at the second review, Mon 11 Aug 2025; no third, and no period
    # for closing the case.
    timeline = run(
        "islington",
        ASSESSED,
        happened=[{"activity": "review", "number": 2, "then": ["closure_decided"]}],
    )
    third = [o for o in obligations(timeline, "review") if o.number == 3]
    assert {o.state.value for o in third} <= {"no longer due"}
    assert obligations(timeline, "case_closed") == []


# --- Conditions on restrictions and forms ----------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "subject", "of", "fact"),
    [
        pytest.param(
            "restriction",
            "not_instead_of_strategy_meeting",
            "",
            "child_protection_concerns",
            id="para 40: strategy meeting first",
        ),
        pytest.param(
            "meeting_criteria",
            "meeting_after_strategy_meeting",
            "",
            "child_protection_concerns",
            id="para 40: what may follow a strategy meeting",
        ),
        pytest.param(
            "meeting_form",
            "meeting_and_visit",
            "first_meeting",
            "child_seen_at_meeting",
            id="para 74: first meeting and visit",
        ),
        pytest.param(
            "meeting_form",
            "meeting_and_visit",
            "review",
            "child_seen_at_meeting",
            id="para 74: review and visit",
        ),
    ],
)
@pytest.mark.parametrize("holds", [True, False])
def test_restrictions_on_either_side(
    topic: str, subject: str, of: str, fact: str, holds: bool
) -> None:
    said = says(run("islington", ASSESSED, facts={fact: holds}), topic, subject, of)
    assert isinstance(said, Provision) if holds else said == "not stated"


def test_family_is_always_involved_but_for_safety() -> None:
    # Para 47.
    assert paragraphs(says(run("islington", ASSESSED), "restriction", "family_left_out")) == (47,)


# --- Lists -------------------------------------------------------------------------------------

MINUTES = {
    "reason_for_meeting",
    "updates_since_last_meeting",
    "review_progress",
    "needs_identified",
    "outcomes_sought",
    "actions",
    "who_is_responsible",
    "services_and_resources",
    "timescales",
    "contingency_plan",
    "summary_of_discussion",
    "decisions",
    "next_meeting_date",
}
PLAN = {  # of those, what paras 62 to 65 detail about the plan
    "needs_identified",
    "outcomes_sought",
    "actions",
    "who_is_responsible",
    "services_and_resources",
    "timescales",
    "contingency_plan",
}
ARRANGEMENTS = {
    "timing",
    "transport",
    "disabled_access",
    "interpreter",
    "adviser_on_culture_or_religion",
}
CONDUCT = {"decisions_by_agreement", "negotiation", "respect_for_family_views"}


@pytest.mark.parametrize(
    ("topic", "subject", "of", "force", "items"),
    [
        pytest.param(
            "meeting_criteria",
            "meeting_criteria",
            "",
            "should",
            {"intensive_services", "ongoing_services", "multi_agency_services"},
            id="paras 21-24: who gets a meeting",
        ),
        pytest.param(
            "meeting_criteria",
            "meeting_criteria_examples",
            "",
            "stated",
            {
                "open_over_15_working_days",
                "six_months_after_child_protection",
                "receives_section_17_services",
                "services_need_coordinating",
                "section_17_needs_of_several_agencies",
                "concerns_after_an_event",
                "just_below_child_protection",
                "needs_arising_from_parents",
                "left_looked_after_system",
            },
            id="paras 25-34: nine examples",
        ),
        pytest.param(
            "meeting_criteria",
            "meeting_considered",
            "",
            "should",
            {
                "found_in_need",
                "circumstances_changed",
                "new_concerns",
                "accommodated_under_section_17",
            },
            id="paras 35-38: when considered",
        ),
        pytest.param(
            "checklist",
            "attendees",
            "first_meeting",
            "should",
            {"family_members", "child", "relevant_agencies"},
            id="paras 19, 45, 47, 48: who attends",
        ),
        pytest.param(
            "checklist",
            "attendees",
            "review",
            "should",
            {"family_members", "child", "relevant_agencies"},
            id="paras 19, 45, 47, 48: who attends a review",
        ),
        pytest.param(
            "checklist",
            "more_frequent_review_grounds",
            "",
            "stated",
            {"high_level_of_support"},
            id="para 84: what calls for frequent review",
        ),
        pytest.param(
            "checklist",
            "brought_by_family",
            "",
            "may",
            {"supporter_or_advocate", "solicitor"},
            id="para 50: whom the family brings",
        ),
        pytest.param(
            "checklist",
            "minutes_contents",
            "first_meeting",
            "should",
            MINUTES,
            id="paras 58-67: minutes",
        ),
        pytest.param(
            "checklist",
            "minutes_contents",
            "review",
            "should",
            MINUTES,
            id="para 58; para 86: the same format",
        ),
        pytest.param(
            "outcomes",
            "outcomes",
            "review",
            "stated",
            {
                "reduce_input",
                "step_down",
                "close_case",
                "continue_plan",
                "amend_plan",
                "alternative_services",
                "more_frequent_review",
                "child_protection",
                "looked_after",
            },
            id="paras 80-85: outcomes",
        ),
        pytest.param(
            "plan_end_grounds",
            "plan_end_grounds",
            "",
            "stated",
            {"aims_achieved", "needs_lessened", "no_longer_in_need"},
            id="paras 81, 89: grounds",
        ),
        pytest.param(
            "checklist",
            "meeting_purpose",
            "",
            "stated",
            {
                "clarify_responsibilities",
                "clarify_social_worker_role",
                "clarify_timescales",
                "clarify_outcomes",
                "make_plan",
                "review_progress",
            },
            id="paras 16, 19: what meetings are for",
        ),
        pytest.param(
            "checklist",
            "meeting_purpose",
            "first_meeting",
            "must",
            {"identify_needs", "make_plan"},
            id="para 55: what the meeting has to do",
        ),
        pytest.param(
            "checklist",
            "meeting_purpose",
            "review",
            "stated",
            {
                "adjust_plan",
                "check_services_meet_needs",
                "consider_alternatives",
                "decide_whether_plan_continues",
                "consider_escalation",
            },
            id="paras 80-85: what updating is for",
        ),
        pytest.param(
            "checklist",
            "early_review_grounds",
            "",
            "should",
            {"circumstances_changed", "new_concerns"},
            id="para 37: what brings a meeting forward",
        ),
        *(
            pytest.param(
                "checklist",
                "meeting_arrangements",
                of,
                "should",
                ARRANGEMENTS,
                id=f"paras 44, 45: arrangements, {of}",
            )
            for of in ("first_meeting", "review")
        ),
        *(
            pytest.param(
                "checklist",
                "meeting_conduct",
                of,
                "will",
                CONDUCT,
                id=f"para 55: conduct, {of}",
            )
            for of in ("first_meeting", "review")
        ),
        *(
            pytest.param(
                "checklist",
                "case_note_contents",
                of,
                "must",
                {"next_meeting_date"},
                id=f"para 69: review date, {of}",
            )
            for of in ("first_meeting", "review")
        ),
        pytest.param(
            "checklist",
            "case_note_types",
            "",
            "stated",
            {"note_of_meeting", "note_of_visit_and_meeting"},
            id="paras 72, 73: two kinds of note",
        ),
        pytest.param(
            "checklist",
            "plan_qualities",
            "",
            "must",
            {"clear_plan", "plan_translated"},
            id="paras 55, 57: what the plan is like",
        ),
        pytest.param(
            "checklist", "plan_contents", "", "should", PLAN, id="paras 61-65: what is detailed"
        ),
    ],
)
def test_lists(topic: str, subject: str, of: str, force: str, items: set[str]) -> None:
    said = says(run("islington", ASSESSED), topic, subject, of)
    assert isinstance(said, Provision)
    assert (said.force.value, set(said.items)) == (force, items)


@pytest.mark.parametrize(
    ("name", "item", "expected"),
    [
        # Each item where it stands.
        pytest.param("meeting-criteria", "ongoing_services", (23,), id="criteria"),
        pytest.param("meeting-criteria-examples", "open_over_15_working_days", (26,), id="open"),
        pytest.param("meeting-criteria-examples", "left_looked_after_system", (34,), id="care"),
        pytest.param("meeting-considered", "found_in_need", (36,), id="recommended"),
        pytest.param("meeting-considered", "new_concerns", (37,), id="fresh concerns"),
        pytest.param("attendees-review", "child", (45,), id="the child"),
        pytest.param("arrangements-review", "disabled_access", (44,), id="access"),
        pytest.param("minutes-contents-review", "timescales", (63, 64), id="timescales"),
        pytest.param("minutes-contents-review", "next_meeting_date", (67,), id="next date"),
        pytest.param("purpose-review", "consider_alternatives", (83,), id="alternatives"),
        pytest.param("outcomes-review", "more_frequent_review", (84,), id="frequent review"),
        pytest.param("plan-end-grounds", "needs_lessened", (81,), id="needs lessened"),
        pytest.param("plan-end-grounds", "no_longer_in_need", (81, 89), id="no longer in need"),
        pytest.param("attendees-review", "relevant_agencies", (19, 48), id="agencies"),
    ],
)
def test_where_an_item_stands(name: str, item: str, expected: tuple[int, ...]) -> None:
    [local] = [one for one in provision(name).local if one.item == item]
    assert local.paragraphs == expected


@pytest.mark.parametrize(
    ("topic", "subject", "of", "absent"),
    [
        # Neither a venue nor child care is among what is considered (para 44).
        pytest.param(
            "checklist",
            "meeting_arrangements",
            "first_meeting",
            {"suitable_venue", "child_care"},
            id="arrangements",
        ),
        # The minutes do not name the strengths or the child's views (paras 58-67).
        pytest.param(
            "checklist",
            "minutes_contents",
            "review",
            {"strengths", "views_of_child", "reasons_for_decisions"},
            id="minutes",
        ),
        # A change of worker or of resources is no ground (para 37).
        pytest.param(
            "checklist", "early_review_grounds", "", {"resources_changed"}, id="early meeting"
        ),
        # SMART is not spoken of.
        pytest.param("checklist", "plan_qualities", "", {"smart_plan"}, id="plan"),
        # Agencies come (paras 19, 48); a supporter is for the family to bring (para 50).
        pytest.param("checklist", "attendees", "review", {"supporter_or_advocate"}, id="attendees"),
        # Who chaired is not part of what the case note has to say (para 69).
        pytest.param("checklist", "case_note_contents", "review", {"who_chaired"}, id="case note"),
    ],
)
def test_what_lists_do_not_hold(topic: str, subject: str, of: str, absent: set[str]) -> None:
    said = says(run("islington", ASSESSED), topic, subject, of)
    assert isinstance(said, Provision)
    assert absent.isdisjoint(said.items)


# --- Scope, principles and practice: asked of the procedure, not of a case ----------------------


def written(topic: str, subject: str, of: str = "", **facts: Any) -> Provision | None:
    """What the text says whatever the case, or on a given fact; None where it says nothing."""
    answer = stack("islington").top.answer(Question(topic, subject, of), facts)
    return answer.provision if answer else None


@pytest.mark.parametrize(
    ("subject", "items"),
    [
        # Para 18 says who gets a plan, and what comes before one.
        ("definition_of_need", ("complex_needs_to_coordinate",)),
        ("routes_into_need", ("found_in_need",)),
    ],
)
def test_scope(subject: str, items: tuple[str, ...]) -> None:
    said = written("scope", subject)
    assert said is not None
    assert (said.items, said.force.value, said.cite.paragraphs) == (items, "stated", (18,))


@pytest.mark.parametrize("subject", ["children_covered", "children_not_covered"])
def test_no_scope_beyond_that(subject: str) -> None:
    assert written("scope", subject) is None


@pytest.mark.parametrize(
    ("subject", "fact", "paragraph"),
    [
        ("safeguarding_procedures_followed", "child_protection_concerns", 40),
        ("solicitors_role_clarified", "solicitor_attends", 50),
    ],
)
def test_practice_under_a_condition(subject: str, fact: str, paragraph: int) -> None:
    said = written("practice", subject, "", **{fact: True})
    assert said is not None
    assert (said.force.value, said.cite.paragraphs) == ("should", (paragraph,))
    assert written("practice", subject, "", **{fact: False}) is None


@pytest.mark.parametrize(
    ("topic", "subject", "of", "force", "cited"),
    [
        ("principle", "plan_based_on_assessment", "", "stated", (18, 54)),
        ("principle", "partnership_with_families", "", "will", (55,)),
        ("practice", "meeting_at_any_stage", "", "may", (42,)),
        ("practice", "meeting_arranged_as_assessment_ends", "", "usually", (42,)),
        ("practice", "family_supported_to_take_part", "", "should", (44,)),
        ("practice", "interpreters_offered", "", "should", (45,)),
        ("practice", "draft_plan_brought", "first_meeting", "will", (54,)),
        ("practice", "family_plays_key_part", "first_meeting", "should", (55,)),
        ("practice", "family_plays_key_part", "review", "should", (55,)),
        ("practice", "identify_needs", "review", "must", (55,)),
        ("practice", "family_group_conference_considered", "", "should", (56,)),
        ("practice", "where_visits_are_recorded", "", "will", (71, 73, 74)),
        ("practice", "composite_family_plan", "", "should", (76,)),
        ("practice", "sibling_issues_on_own_plan", "", "will", (76,)),
        ("practice", "plan_layout_on_record_system", "", "should", (76,)),
        ("practice", "same_minutes_format", "review", "must", (86,)),
        ("practice", "step_down_by_consent", "", "may", (89,)),
    ],
)
def test_principles_and_practice(
    topic: str, subject: str, of: str, force: str, cited: tuple[int, ...]
) -> None:
    said = written(topic, subject, of)
    assert said is not None
    assert (said.force.value, said.cite.paragraphs) == (force, cited)


# --- Where the text is open -------------------------------------------------------------------


def ambiguity(name: str) -> Ambiguity:
    [found] = [one for one in stack("islington").top.ambiguities if one.id == name]
    return found


@pytest.mark.parametrize(
    ("name", "kind", "paragraph"),
    [
        # Every twelve weeks, a third review comes after 36 weeks and not after six months.
        ("third-review-and-six-months", "contradiction", 53),
        # Minutes and a case note: one record or two.
        ("minutes-and-case-note", "ambiguous", 69),
        # A heading with a colon and no list.
        ("when-meetings-are-not-appropriate", "garbled", 39),
        # Two kinds of note, or one and a tick.
        ("two-kinds-of-case-note", "contradiction", 74),
        ("what-is-reviewed-and-updated", "garbled", 80),
        ("recommend-or-agree", "contradiction", 89),
        ("dtm", "unexplained", 53),
        ("documents-pointed-to", "missing reference", 75),
    ],
)
def test_where_the_text_is_open(name: str, kind: str, paragraph: int) -> None:
    found = ambiguity(name)
    assert found.kind.value == kind
    assert paragraph in found.paragraphs


def test_every_place_with_readings_is_recorded_with_what_is_open() -> None:
    assert [one.id for one in stack("islington").top.ambiguities if not one.says] == []


@pytest.mark.parametrize(
    ("topic", "subject", "of"),
    [
        # Section 6 opens with the first meeting; that it holds of reviews is one reading.
        ("record_due", "plan_circulated", "review"),
        ("checklist", "meeting_conduct", "review"),
        ("practice", "identify_needs", "review"),
        # Paras 61-65 are what minutes detail.
        ("checklist", "plan_contents", ""),
    ],
)
def test_under_the_other_reading_nothing_is_said(topic: str, subject: str, of: str) -> None:
    [(_, other)] = stack("islington").top.other_readings(Question(topic, subject, of), {})
    assert other is not None
    assert other.silence is not None
    assert other.silence.kind.value == "not stated"


def test_closing_where_needs_have_lessened_may_take_nobodys_agreement() -> None:
    # Paras 80, 81: the updating meeting decides; only para 89 asks for the network's agreement.
    others = run("islington", ASSESSED).other_readings[
        Question("who_may_close", "closure_decision")
    ]
    [found] = [one.answer for one in others if one.reading == "needs_lessened_alone"]
    assert found.provision is not None
    assert found.provision.decision is None
    assert found.provision.roles == ("review_meeting",)


@pytest.mark.parametrize(
    ("route", "expected"),
    [("child_protection_step_down", {"six_months_of_services"}), ("assessment", set())],
)
def test_six_months_after_child_protection_as_a_rule_are_another_reading(
    route: str, expected: set[str]
) -> None:
    question = Question("expected_duration", "plan_end")
    others = stack("islington").top.other_readings(question, {"route_in": route})
    assert {name for name, _ in others} == expected


# --- Force and paragraphs ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "force", "cited"),
    [
        ("first-meeting", "should", (36, 52)),
        ("review", "must", (67, 78, 87)),
        ("early-meeting", "should", (35, 37)),
        ("not-instead-of-strategy-meeting", "should", (39, 40)),
        ("hold-meeting", "should", (43,)),
        ("family-left-out-only-for-safety", "should", (47,)),
        ("leaving-family-out", "must", (49,)),
        ("chair-first-meeting", "should", (53,)),
        ("chair-review-dtm", "should", (53,)),
        ("draft-plan", "will", (54,)),
        ("plan-circulated-first-meeting", "must", (57,)),
        ("case-note-first-meeting", "must", (69,)),
        ("reporting-progress", "should", (79,)),
        ("minutes-review", "must", (86,)),
        ("review-frequency", "will", (87,)),
        ("closing", "may", (80, 81, 89)),
    ],
)
def test_force_as_written_and_where(name: str, force: str, cited: tuple[int, ...]) -> None:
    found = provision(name)
    assert (found.force.value, found.cite.paragraphs) == (force, cited)


# --- Silences ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "subject", "kind"),
    [
        # There is one kind of meeting (para 19), so none between reviews.
        pytest.param("meeting_interval", "progress_meeting", "not applicable", id="between"),
        # The twelve weeks give the first review's date; it has no rule of its own.
        pytest.param("first_review_due", "review", "not stated", id="first review"),
        pytest.param("first_visit_due", "visit", "not stated", id="first visit"),
        # Para 74 only says when a meeting counts as a visit.
        pytest.param("visit_interval", "visit", "not stated", id="visits"),
        pytest.param("reassessment_interval", "updated_assessment", "not stated", id="update"),
        pytest.param("consent_due", "consent_sought", "not stated", id="consent"),
        pytest.param("closure_deadline", "case_closed", "not stated", id="closing in time"),
        pytest.param("expected_duration", "plan_end", "not stated", id="expected length"),
        pytest.param("minimum_duration", "plan_end", "not stated", id="least length"),
        pytest.param("maximum_duration", "plan_end", "not stated", id="greatest length"),
        pytest.param("responsibility_kept", "case_kept", "not stated", id="case kept"),
    ],
)
def test_silences(topic: str, subject: str, kind: str) -> None:
    assert says(run("islington", ASSESSED), topic, subject) == kind


@pytest.mark.parametrize(
    "topic",
    ["checkpoint_due", "transfer_in_deadline", "transfer_out_deadline", "transfer_exception"],
)
def test_silent_on_whole_topics(topic: str) -> None:
    assert stack("islington").top.silent_on[topic].kind.value == "not stated"


@pytest.mark.parametrize("event", ["move_in", "move_in_notified", "move_out_known", "move_out"])
def test_a_move_makes_nothing_due(event: str) -> None:
    timeline = run("islington", (event, "2025-03-03"))
    assert timeline.obligations == ()


def test_visits_are_never_due() -> None:
    assert obligations(run("islington", ASSESSED), "visit") == []
