"""Ealing: dates worked out by hand from Child in Need Plans and Reviews, 19 September 2024.

"Para" is a paragraph of the text, counted over its non-blank lines. Paragraphs 116-166 are
the appendix, which repeats the body as a table. CFA is the Child and Family Assessment, CWD
the team for disabled children, ASYE a worker's assessed and supported first year.
Unless a case says otherwise the CFA is completed on Mon 3 Feb 2025.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from cinpolicy.conditions import FactValue
from cinpolicy.provisions import Provision, Question
from cinpolicy.timeline import Timeline
from tests.cases import due, library, obligations, other_dates, owed, roles, run, says, stack

Facts = Mapping[str, FactValue]

DISABILITY: Facts = {"team": "disability"}
LONG_TERM: Facts = {"disabled": True, "long_term_complex_support": True}
STABLE: Facts = {"disabled": True, "stable_package_no_social_worker_needed": True}
MOVED_IN: Facts = {"route_in": "moved_in"}
STEP_DOWN: Facts = {"route_in": "child_protection_step_down"}
NO_CONSENT: Facts = {"consent_given": False}
COMPLEX: Facts = {"complex_package": True}
NEWLY_QUALIFIED: Facts = {"worker_newly_qualified": True}


def ealing(*events: Any, **rest: Any) -> Timeline:
    """A case under Ealing's procedure."""
    return run("ealing", *events, **rest)


def assessed(completed: str = "2025-02-03", **rest: Any) -> Timeline:
    """A case whose assessment was completed on a day."""
    return ealing(("assessment_completed", completed), **rest)


def held(activity: str, day: str, number: int = 1, of: str = "") -> dict[str, Any]:
    """What a case says of one occurrence: it was done on that day."""
    return {"activity": activity, "of": of, "number": number, "held": day}


def dues(timeline: Timeline, subject: str, of: str = "") -> list[str]:
    """Every due date of an activity, in order of number, but for those superseded."""
    return [
        o.due.date.isoformat()
        for o in obligations(timeline, subject, of)
        if o.due and o.state.value != "superseded"
    ]


def readings(timeline: Timeline, topic: str, subject: str, of: str = "") -> dict[str, str | None]:
    """The dates of other readings where the default one makes nothing due."""
    return {
        other.reading: other.due.date.isoformat() if other.due else None
        for other in timeline.other_readings.get(Question(topic, subject, of), ())
    }


# --- Each timescale from the completion of the assessment ------------------------------


@pytest.mark.parametrize(
    ("completed", "expected"),
    [
        # Day 0 Mon 3 Feb; two weeks of five working days.
        pytest.param("2025-02-03", "2025-02-17", id="plain"),
        # 8-11 Apr are 1-4, 14-17 Apr 5-8; Good Friday and Easter Monday passed over; 22, 23.
        pytest.param("2025-04-07", "2025-04-23", id="over_easter"),
        # 17-20 Dec are 1-4, 23 and 24 Dec 5 and 6, 27 Dec 7, 30 and 31 Dec 8 and 9, 2 Jan 10.
        pytest.param("2024-12-16", "2025-01-02", id="over_christmas"),
        # A Saturday is day 0 as any other day: Mon 10 Feb is 1, Fri 21 Feb is 10.
        pytest.param("2025-02-08", "2025-02-21", id="completed_on_a_saturday"),
    ],
)
@pytest.mark.parametrize("what", ["first_meeting", "visit"])
def test_first_meeting_and_first_visit_within_10_working_days(
    what: str, completed: str, expected: str
) -> None:
    # Paras 38, 127 (meeting) and 65, 137 (visit): both from completion of the CFA.
    assert due(assessed(completed), what) == expected


@pytest.mark.parametrize(
    ("what", "day", "state"),
    [
        ("first_meeting", "2025-02-17", "met"),
        ("first_meeting", "2025-02-18", "late"),
        ("visit", "2025-02-17", "met"),
        ("visit", "2025-02-18", "late"),
        ("review", "2025-05-03", "met"),
        ("review", "2025-05-04", "late"),
    ],
)
def test_on_the_last_day_and_one_day_late(what: str, day: str, state: str) -> None:
    # Paras 38, 65, 70: due Mon 17 Feb, Mon 17 Feb and Sat 3 May.
    assert owed(assessed(happened=[held(what, day)]), what).state.value == state


@pytest.mark.parametrize(
    ("completed", "expected"),
    [
        # A Saturday; the text moves nothing.
        pytest.param("2025-02-03", "2025-05-03", id="plain"),
        # February 2025 has 28 days: 28 Nov reaches the 28th, and 29 Nov is cut to it.
        pytest.param("2024-11-28", "2025-02-28", id="to_the_last_day_of_february"),
        pytest.param("2024-11-29", "2025-02-28", id="cut_to_the_end_of_february"),
        pytest.param("2024-11-30", "2025-02-28", id="cut_by_two_days"),
        # Months pass over nothing: Boxing Day stays.
        pytest.param("2025-09-26", "2025-12-26", id="boxing_day_stays"),
        # Easter Monday stays.
        pytest.param("2025-01-21", "2025-04-21", id="easter_monday_stays"),
    ],
)
def test_first_review_three_months_after_the_assessment(completed: str, expected: str) -> None:
    # Paras 70 and 146: at three months; para 44: within three months. The same date.
    first = owed(assessed(completed), "review")
    assert first.due is not None
    assert first.due.date.isoformat() == expected
    assert first.provision.timing is not None
    assert first.provision.timing.relation.value == "at"
    assert other_dates(first) == {"within": expected}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # Paras 71, 147: every three months. 3 May, 3 Aug, 3 Nov 2025, 3 Feb 2026.
        pytest.param({}, ["2025-05-03", "2025-08-03", "2025-11-03", "2026-02-03"], id="other_team"),
        # The first at three months all the same (paras 70, 146), then every six.
        pytest.param(DISABILITY, ["2025-05-03", "2025-11-03", "2026-05-03"], id="disability_team"),
        # Being disabled is not being held by the CWD team.
        pytest.param(
            {"disabled": True},
            ["2025-05-03", "2025-08-03", "2025-11-03", "2026-02-03"],
            id="disabled_but_other_team",
        ),
        # Para 115: reviewed annually, whatever the team.
        pytest.param(STABLE, ["2026-02-03", "2027-02-03"], id="stable_package"),
        pytest.param({**STABLE, **DISABILITY}, ["2026-02-03", "2027-02-03"], id="stable_cwd"),
    ],
)
def test_reviews(facts: Facts, expected: list[str]) -> None:
    assert dues(assessed(facts=facts, horizon="2026-02-03"), "review")[: len(expected)] == expected


@pytest.mark.parametrize(
    ("second_held", "third_due"),
    [
        # Due Sun 3 Aug; the next three months run from the day it was held.
        pytest.param("2025-08-01", "2025-11-01", id="held_early"),
        pytest.param("2025-08-31", "2025-11-30", id="held_late_and_cut_to_30_november"),
        pytest.param("2025-08-30", "2025-11-30", id="held_late_to_30_november"),
    ],
)
def test_a_later_review_is_counted_from_the_one_before(second_held: str, third_due: str) -> None:
    timeline = assessed(happened=[held("review", second_held, 2)])
    assert due(timeline, "review", 3) == third_due


def test_a_stable_package_found_at_a_review_is_next_reviewed_a_year_later() -> None:
    # Para 115: by a CFA or a review. Nothing is found at the CFA, so the first review is due on
    # Sat 3 May 2025; found then, the second is due a year on, Sun 3 May 2026, not on 3 Aug 2025.
    timeline = assessed(happened=[{"activity": "review", "number": 2, "with": STABLE}])
    assert due(timeline, "review", 1) == "2025-05-03"
    assert due(timeline, "review", 2) == "2026-05-03"


def test_a_year_after_29_february_is_28_february() -> None:
    # Para 115. Thu 29 Feb 2024 and one year: Fri 28 Feb 2025.
    assert due(assessed("2024-02-29", facts=STABLE), "review") == "2025-02-28"


# --- Visits ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("completed", "facts", "expected"),
    [
        # Paras 66, 138. From Mon 17 Feb 15 working days: Mon 10 Mar, Mon 31 Mar; then 1-4, 7-11
        # and 14-17 Apr are 1-13, Good Friday and Easter Monday passed over, 22 and 23 Apr 14, 15.
        pytest.param(
            "2025-02-03",
            {},
            ["2025-02-17", "2025-03-10", "2025-03-31", "2025-04-23"],
            id="every_15_working_days_over_easter",
        ),
        # CFA Mon 8 Dec: Mon 22 Dec. Then 23, 24, 29, 30, 31 Dec are 1-5, 2 Jan 6, 5-9 Jan 7-11,
        # 12-15 Jan 12-15.
        pytest.param("2025-12-08", {}, ["2025-12-22", "2026-01-15"], id="over_christmas"),
        # CWD: six weeks from 17 Feb, 31 Mar and 12 May, whatever holidays lie between.
        pytest.param(
            "2025-02-03",
            DISABILITY,
            ["2025-02-17", "2025-03-31", "2025-05-12", "2025-06-23"],
            id="disability_team_every_six_weeks",
        ),
        # A disabled child of another team is visited as any other.
        pytest.param(
            "2025-02-03", {"disabled": True}, ["2025-02-17", "2025-03-10"], id="disabled_other_team"
        ),
        # Para 114 gives a power; without a decision the interval stays.
        pytest.param("2025-02-03", LONG_TERM, ["2025-02-17", "2025-03-10"], id="no_decision_made"),
    ],
)
def test_visits(completed: str, facts: Facts, expected: list[str]) -> None:
    assert dues(assessed(completed, facts=facts), "visit")[: len(expected)] == expected


@pytest.mark.parametrize(
    ("second_held", "state", "third_due"),
    [
        pytest.param("2025-03-10", "met", "2025-03-31", id="on_the_15th_working_day"),
        # Fifteen working days from Tue 11 Mar: Tue 1 Apr.
        pytest.param("2025-03-11", "late", "2025-04-01", id="on_the_16th"),
        # Sooner than the minimum: from Mon 24 Feb, Mon 17 Mar.
        pytest.param("2025-02-24", "met", "2025-03-17", id="more_frequent"),
    ],
)
def test_a_visit_is_counted_from_the_one_before(
    second_held: str, state: str, third_due: str
) -> None:
    timeline = assessed(happened=[held("visit", second_held, 2)])
    assert owed(timeline, "visit", 2).state.value == state
    assert due(timeline, "visit", 3) == third_due


# --- Network Meetings that give way to a review (paras 39, 71, 128, 147) -----------------


def test_network_meetings_between_reviews() -> None:
    # First meeting 17 Feb; reviews 3 May, 3 Aug and 3 Nov. Every six weeks: 31 Mar; 12 May
    # is nine days from the review of 3 May and is left out; six weeks from the review, 14 Jun;
    # 26 Jul is eight days from 3 Aug: left out; 14 Sep; 26 Oct eight days from 3 Nov: left
    # out; 15 Dec. So one between each review and the next, as "in between" has it.
    timeline = assessed(horizon="2025-12-31")
    assert [
        (o.due.date.isoformat(), o.state.value, o.instead and o.instead[1].isoformat())
        for o in obligations(timeline, "progress_meeting")[:7]
        if o.due
    ] == [
        ("2025-03-31", "met", None),
        ("2025-05-12", "skipped", "2025-05-03"),
        ("2025-06-14", "met", None),
        ("2025-07-26", "skipped", "2025-08-03"),
        ("2025-09-14", "met", None),
        ("2025-10-26", "skipped", "2025-11-03"),
        ("2025-12-15", "met", None),
    ]


@pytest.mark.parametrize(
    ("first_held", "number", "falls", "state", "next_due"),
    [
        # The review is due Sat 3 May. The text says "at the same point"; two weeks on either
        # side is what the encoding assumes it to mean.
        # 7 Mar and six weeks: Good Friday 18 Apr, 15 days before; next 30 May.
        pytest.param("2025-03-07", 1, "2025-04-18", "met", "2025-05-30", id="15_days_before"),
        # 8 Mar: Sat 19 Apr, 14 days before; next six weeks after the review, 14 Jun.
        pytest.param("2025-03-08", 1, "2025-04-19", "skipped", "2025-06-14", id="14_days_before"),
        # 8 Feb and twelve weeks: 3 May, the review's own day.
        pytest.param("2025-02-08", 2, "2025-05-03", "skipped", "2025-06-14", id="the_same_day"),
        # 22 Feb and twelve weeks: 17 May, 14 days after.
        pytest.param("2025-02-22", 2, "2025-05-17", "skipped", "2025-06-14", id="14_days_after"),
        # 23 Feb and twelve weeks: 18 May, 15 days after; next 29 Jun.
        pytest.param("2025-02-23", 2, "2025-05-18", "met", "2025-06-29", id="15_days_after"),
    ],
)
def test_a_network_meeting_gives_way_to_a_review_at_the_same_point(
    first_held: str, number: int, falls: str, state: str, next_due: str
) -> None:
    timeline = assessed(happened=[held("first_meeting", first_held)])
    meeting = owed(timeline, "progress_meeting", number)
    assert meeting.due is not None
    assert (meeting.due.date.isoformat(), meeting.state.value) == (falls, state)
    assert due(timeline, "progress_meeting", number + 1) == next_due


def test_nothing_is_recorded_of_a_network_meeting_that_gave_way() -> None:
    # The second (12 May) is left out: its notes are never due; those of the third, held on
    # Sat 14 Jun, are: 16-20 Jun.
    timeline = assessed(horizon="2025-07-31")
    assert {o.number for o in obligations(timeline, "minutes", "progress_meeting")} == {1, 3}
    assert due(timeline, "minutes", 3, "progress_meeting") == "2025-06-20"


def test_a_network_meeting_one_day_late() -> None:
    # Para 39: due Mon 31 Mar 2025. The next six weeks run from Tue 1 Apr: 13 May, ten days from
    # the review of 3 May.
    timeline = assessed(happened=[held("progress_meeting", "2025-04-01")])
    assert owed(timeline, "progress_meeting").state.value == "late"
    assert due(timeline, "progress_meeting", 2) == "2025-05-13"
    assert owed(timeline, "progress_meeting", 2).state.value == "skipped"


def test_the_disability_team_holds_no_network_meetings() -> None:
    # Paras 71, 123, 147. Para 38 leaves out no team: the other reading, Mon 17 Feb.
    timeline = assessed(facts=DISABILITY)
    assert obligations(timeline, "first_meeting") == []
    assert obligations(timeline, "progress_meeting") == []
    assert says(timeline, "first_meeting_due", "first_meeting") == "no requirement"
    assert says(timeline, "meeting_interval", "progress_meeting") == "no requirement"
    assert readings(timeline, "first_meeting_due", "first_meeting") == {"every_child": "2025-02-17"}
    assert readings(timeline, "meeting_interval", "progress_meeting") == {}


# --- Routes in --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conference", "review", "end"),
    [
        pytest.param("2025-02-03", "2025-05-03", "2025-11-03", id="plain"),
        # Fri 29 Nov 2024: 28 Feb 2025 (cut), and 29 Aug.
        pytest.param("2024-11-29", "2025-02-28", "2025-08-29", id="cut_to_the_end_of_february"),
    ],
)
def test_after_step_down_the_first_review_is_within_three_months_of_the_plan(
    conference: str, review: str, end: str
) -> None:
    # Para 45: three months at most from when the plan is formed, taken as the conference's day.
    # An assessment completed later moves neither (but starts meetings and visits: paras 38, 65).
    timeline = ealing(
        ("child_protection_conference", conference),
        ("assessment_completed", "2025-03-10"),
        facts=STEP_DOWN,
    )
    first = owed(timeline, "review", topic="first_review_due")
    assert first.due is not None
    assert first.provision.timing is not None
    assert first.due.date.isoformat() == review
    assert first.provision.timing.relation.value == "within"
    assert due(timeline, "plan_start") == conference
    assert due(timeline, "plan_end") == end
    # Ten working days from Mon 10 Mar: Mon 24 Mar.
    assert due(timeline, "first_meeting") == due(timeline, "visit") == "2025-03-24"


def test_a_conference_starts_no_plan_on_another_route() -> None:
    # Para 45 is about step-down alone; otherwise all counts from the CFA (paras 44, 70).
    timeline = ealing(
        ("child_protection_conference", "2025-01-20"), ("assessment_completed", "2025-02-03")
    )
    assert due(timeline, "plan_start") == "2025-02-03"
    assert due(timeline, "review") == "2025-05-03"


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        pytest.param("2025-02-03", "2025-02-17", id="plain"),
        # 15-17 Apr are 1-3, then 22-25 Apr 4-7, 28-30 Apr 8-10.
        pytest.param("2025-04-14", "2025-04-30", id="over_easter"),
        # 23 and 24 Dec are 1 and 2, 29-31 Dec 3-5, 2 Jan 6, 5-8 Jan 7-10.
        pytest.param("2025-12-22", "2026-01-08", id="over_christmas"),
    ],
)
def test_moved_in_meeting_within_10_working_days_of_residence(moved: str, expected: str) -> None:
    # Paras 111, 158: from the family being resident, not from Ealing being told or from an
    # assessment.
    timeline = ealing(
        ("move_in", moved),
        ("move_in_notified", "2026-01-12"),
        ("assessment_completed", "2026-01-19"),
        facts=MOVED_IN,
    )
    assert dues(timeline, "first_meeting") == [expected]


def test_a_move_in_dates_no_meeting_on_another_route() -> None:
    # Para 111 is about a referral from another authority; otherwise para 38 counts from the CFA.
    timeline = ealing(("move_in", "2025-01-06"), ("assessment_completed", "2025-02-03"))
    assert dues(timeline, "first_meeting") == ["2025-02-17"]


def test_moved_in_and_with_the_disability_team() -> None:
    # Paras 71, 123, 147 against 111, 158: none, or ten working days from Mon 3 Feb.
    timeline = ealing(("move_in", "2025-02-03"), facts={**MOVED_IN, **DISABILITY})
    assert obligations(timeline, "first_meeting") == []
    assert says(timeline, "first_meeting_due", "first_meeting") == "no requirement"
    assert readings(timeline, "first_meeting_due", "first_meeting") == {"every_child": "2025-02-17"}


def test_moved_in_case_passes_to_mast_at_once() -> None:
    # Para 158: immediate, from ECIRS to MAST; the check on consent comes with it (para 26).
    timeline = ealing(("move_in_notified", "2025-04-18"), facts=MOVED_IN)
    assert due(timeline, "transfer_in_to_team") == "2025-04-18"
    assert owed(timeline, "transfer_in_to_team").provision.by == ("front_door_service",)
    assert due(timeline, "consent_checked") == "2025-04-18"
    assert obligations(timeline, "consent_sought") == []
    assert due(timeline, "move_impact_considered") is None  # para 93: urgent, no period


# --- Consent ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "day", "facts", "subject", "expected"),
    [
        # Para 118: at first point of contact.
        pytest.param(
            "first_contact", "2025-01-06", {}, "consent_sought", "2025-01-06", id="first_contact"
        ),
        # Not given, but not yet passed on: still the first contact.
        pytest.param(
            "first_contact",
            "2025-01-06",
            NO_CONSENT,
            "consent_sought",
            "2025-01-06",
            id="first_contact_without_consent",
        ),
        # Paras 26, 121: 72 hours are three days of 24 hours, whatever days they are.
        pytest.param(
            "case_transferred_to_team",
            "2025-02-03",
            NO_CONSENT,
            "consent_sought",
            "2025-02-06",
            id="72_hours_from_monday",
        ),
        pytest.param(
            "case_transferred_to_team",
            "2025-02-07",
            NO_CONSENT,
            "consent_sought",
            "2025-02-10",
            id="72_hours_over_a_weekend",
        ),
        pytest.param(
            "case_transferred_to_team",
            "2024-12-23",
            NO_CONSENT,
            "consent_sought",
            "2024-12-26",
            id="72_hours_over_christmas",
        ),
        # Para 26: checked upon transfer, given or not.
        pytest.param(
            "case_transferred_to_team",
            "2025-02-03",
            {},
            "consent_checked",
            "2025-02-03",
            id="checked_on_transfer",
        ),
        # Para 122: within 24 hours, over a weekend too.
        pytest.param(
            "consent_withdrawn", "2025-03-03", {}, "manager_alerted", "2025-03-04", id="24_hours"
        ),
        pytest.param(
            "consent_withdrawn",
            "2025-03-07",
            {},
            "manager_alerted",
            "2025-03-08",
            id="24_hours_from_friday",
        ),
    ],
)
def test_consent(event: str, day: str, facts: Facts, subject: str, expected: str) -> None:
    assert due(ealing((event, day), facts=facts), subject) == expected


def test_consent_given_is_not_sought_again_on_transfer() -> None:
    # Para 26: only if it has not been given.
    timeline = ealing(("case_transferred_to_team", "2025-02-03"))
    assert obligations(timeline, "consent_sought") == []


def test_a_family_moving_in_without_consent_is_asked_within_72_hours_of_mast() -> None:
    # Paras 26, 121, 158: passed to MAST Fri 7 Feb; 72 hours end Mon 10 Feb.
    timeline = ealing(("move_in_notified", "2025-02-07"), facts={**MOVED_IN, **NO_CONSENT})
    assert dues(timeline, "consent_sought") == ["2025-02-10"]


@pytest.mark.parametrize(
    ("event", "facts", "subject", "day", "state"),
    [
        ("case_transferred_to_team", NO_CONSENT, "consent_sought", "2025-02-06", "met"),
        ("case_transferred_to_team", NO_CONSENT, "consent_sought", "2025-02-07", "late"),
        ("consent_withdrawn", {}, "manager_alerted", "2025-02-04", "met"),
        ("consent_withdrawn", {}, "manager_alerted", "2025-02-05", "late"),
        ("first_contact", {}, "consent_sought", "2025-02-03", "met"),
        ("first_contact", {}, "consent_sought", "2025-02-04", "late"),
    ],
)
def test_consent_steps_on_the_last_day_and_one_day_late(
    event: str, facts: Facts, subject: str, day: str, state: str
) -> None:
    # Paras 118, 121, 122: Mon 3 Feb and no time, 72 hours, 24 hours.
    timeline = ealing((event, "2025-02-03"), facts=facts, happened=[held(subject, day)])
    assert owed(timeline, subject).state.value == state


def test_consent_refused_at_first_contact_is_sought_again_after_the_transfer() -> None:
    # Paras 26, 121: passed on Mon 3 Feb without consent, to be sought by Thu 6 Feb; what was
    # asked on Fri 31 Jan does not do.
    timeline = ealing(
        ("first_contact", "2025-01-31"),
        ("case_transferred_to_team", "2025-02-03"),
        facts=NO_CONSENT,
    )
    again = obligations(timeline, "consent_sought")[1]
    assert again.due is not None
    assert again.done is not None
    assert again.due.date.isoformat() == "2025-02-06"
    assert again.done.isoformat() >= "2025-02-03"


# --- Records ----------------------------------------------------------------------------


@pytest.mark.parametrize("record", ["minutes", "plan_on_file"])
@pytest.mark.parametrize(
    ("completed", "meeting", "number", "expected"),
    [
        # Paras 43, 129 and 49, 132: five working days from the meeting. Mon 17 Feb: Mon 24 Feb.
        pytest.param("2025-02-03", "first_meeting", 1, "2025-02-24", id="first_meeting"),
        # CFA Wed 2 Apr, meeting Wed 16 Apr; 17 Apr is 1, 22-25 Apr 2-5.
        pytest.param("2025-04-02", "first_meeting", 1, "2025-04-25", id="over_easter"),
        # CFA Mon 8 Dec, meeting Mon 22 Dec; 23, 24, 29, 30, 31 Dec.
        pytest.param("2025-12-08", "first_meeting", 1, "2025-12-31", id="over_christmas"),
        # Mon 31 Mar: Mon 7 Apr.
        pytest.param("2025-02-03", "progress_meeting", 1, "2025-04-07", id="network_meeting"),
    ],
)
def test_notes_and_plan_on_file_after_a_network_meeting(
    record: str, completed: str, meeting: str, number: int, expected: str
) -> None:
    assert due(assessed(completed), record, number, meeting) == expected


def test_notes_of_a_review_within_five_working_days() -> None:
    # Paras 79, 150. Sat 3 May: the bank holiday of 5 May passed over, 6-9 and 12 May.
    # Sun 3 Aug: 4-8 Aug.
    timeline = assessed()
    assert due(timeline, "minutes", 1, "review") == "2025-05-12"
    assert due(timeline, "minutes", 2, "review") == "2025-08-08"


@pytest.mark.parametrize(
    ("subject", "of", "day", "state"),
    [
        ("minutes", "first_meeting", "2025-02-24", "met"),
        ("minutes", "first_meeting", "2025-02-25", "late"),
        ("plan_on_file", "first_meeting", "2025-02-24", "met"),
        ("plan_on_file", "first_meeting", "2025-02-25", "late"),
        ("minutes", "progress_meeting", "2025-04-07", "met"),
        ("minutes", "progress_meeting", "2025-04-08", "late"),
        ("minutes", "review", "2025-05-12", "met"),
        ("minutes", "review", "2025-05-13", "late"),
        ("visit_note", "visit", "2025-02-20", "met"),
        ("visit_note", "visit", "2025-02-21", "late"),
    ],
)
def test_a_record_on_the_last_day_and_one_day_late(
    subject: str, of: str, day: str, state: str
) -> None:
    # Meeting and visit Mon 17 Feb, Network Meeting Mon 31 Mar, review Sat 3 May.
    timeline = assessed(happened=[held(subject, day, of=of)])
    assert owed(timeline, subject, of=of).state.value == state


@pytest.mark.parametrize(
    ("completed", "number", "expected"),
    [
        # Paras 68, 139: three working days. Mon 17 Feb: Thu 20 Feb.
        pytest.param("2025-02-03", 1, "2025-02-20", id="plain"),
        # The fourth visit, Wed 23 Apr: Mon 28 Apr.
        pytest.param("2025-02-03", 4, "2025-04-28", id="over_a_weekend"),
        # CFA Thu 3 Apr, visit Thu 17 Apr: 22, 23, 24 Apr.
        pytest.param("2025-04-03", 1, "2025-04-24", id="over_easter"),
        # CFA Mon 8 Dec, visit Mon 22 Dec: 23, 24, 29 Dec.
        pytest.param("2025-12-08", 1, "2025-12-29", id="over_christmas"),
    ],
)
def test_visit_note(completed: str, number: int, expected: str) -> None:
    assert due(assessed(completed), "visit_note", number, "visit") == expected


@pytest.mark.parametrize("amended", [True, False])
def test_a_plan_changed_by_a_review(amended: bool) -> None:
    # Paras 49, 132: any new or updated plan is on file in five working days, Mon 12 May after
    # the review of Sat 3 May (another reading: only one made in a Network Meeting). Para 85:
    # copies, with no period. Neither where the review changes nothing.
    timeline = assessed(
        happened=[{"activity": "review", "number": 1, "with": {"plan_amended": amended}}],
        horizon="2025-07-31",
    )
    filed = obligations(timeline, "plan_on_file", "review")
    copied = obligations(timeline, "plan_circulated", "review", "record_due")
    assert [o.due.date.isoformat() for o in filed if o.due] == ["2025-05-12"] * amended
    assert [other_dates(o) for o in filed] == [{"network_meetings_only": None}] * amended
    assert [(o.due, o.state.value) for o in copied] == [(None, "no date stated")] * amended


@pytest.mark.parametrize(
    ("event", "day", "expected"),
    [
        # Paras 35, 165: 48 hours, whatever days they are.
        pytest.param("management_decision", "2025-03-03", "2025-03-05", id="from_monday"),
        pytest.param("management_decision", "2025-03-07", "2025-03-09", id="over_a_weekend"),
        pytest.param("management_decision", "2024-12-24", "2024-12-26", id="over_christmas"),
        pytest.param("closure_decided", "2025-03-03", "2025-03-05", id="decision_to_close"),
    ],
)
def test_a_managers_decision_is_recorded_within_48_hours(
    event: str, day: str, expected: str
) -> None:
    record = owed(ealing((event, day)), "decision_record", of=event)
    assert record.due is not None
    assert record.due.date.isoformat() == expected
    assert record.provision.by == ("manager",)


@pytest.mark.parametrize(("day", "state"), [("2025-03-05", "met"), ("2025-03-06", "late")])
def test_decision_record_on_the_last_day_and_one_day_late(day: str, state: str) -> None:
    timeline = ealing(
        ("management_decision", "2025-03-03"),
        happened=[held("decision_record", day, of="management_decision")],
    )
    assert owed(timeline, "decision_record", of="management_decision").state.value == state


# --- Notices before meetings -------------------------------------------------------------


@pytest.mark.parametrize(
    ("completed", "number", "invited", "shared"),
    [
        # Paras 75, 149: two weeks before; 76, 148: at least five working days before.
        # Review Sat 3 May: Sat 19 Apr; back over 2 and 1 May, 30, 29, 28 Apr.
        pytest.param("2025-02-03", 1, "2025-04-19", "2025-04-28", id="first_review"),
        # Review Sun 3 Aug: Sun 20 Jul; 1 Aug, 31-28 Jul.
        pytest.param("2025-02-03", 2, "2025-07-20", "2025-07-28", id="second_review"),
        # Review Thu 24 Apr: Thu 10 Apr; 23, 22, then 17, 16, 15 Apr.
        pytest.param("2025-01-24", 1, "2025-04-10", "2025-04-15", id="back_over_easter"),
        # Review Mon 29 Dec: Mon 15 Dec; 24, 23, 22, 19, 18 Dec.
        pytest.param("2025-09-29", 1, "2025-12-15", "2025-12-18", id="back_over_christmas"),
    ],
)
def test_before_a_review(completed: str, number: int, invited: str, shared: str) -> None:
    timeline = assessed(completed)
    assert due(timeline, "invitations", number, "review") == invited
    assert due(timeline, "assessment_shared", number, "review") == shared
    assert owed(timeline, "invitations", number, "review").provision.by == ("social_worker",)
    assert owed(timeline, "assessment_shared", number, "review").provision.by == ("social_worker",)


@pytest.mark.parametrize(
    ("subject", "day", "state"),
    [
        ("invitations", "2025-04-19", "met"),
        ("invitations", "2025-04-20", "late"),
        ("assessment_shared", "2025-04-28", "met"),
        ("assessment_shared", "2025-04-29", "late"),
    ],
)
def test_a_notice_on_the_last_day_and_one_day_late(subject: str, day: str, state: str) -> None:
    timeline = assessed(happened=[held(subject, day, of="review")])
    assert owed(timeline, subject, of="review").state.value == state


def test_no_assessment_is_shared_where_none_was_updated() -> None:
    # Para 76: only where it has been completed. Not for the first review, but for the second.
    timeline = assessed(
        happened=[
            {"activity": "review", "number": 1, "with": {"assessment_updated_for_review": False}}
        ],
        horizon="2025-10-31",
    )
    assert {o.number for o in obligations(timeline, "assessment_shared", "review")} == {2, 3}


def test_before_network_meetings() -> None:
    # Para 42: copies of the plan before each; para 65: best to see the child before the first.
    timeline = assessed()
    assert due(timeline, "plan_sent_beforehand", 1, "first_meeting") == "2025-02-17"
    assert due(timeline, "plan_sent_beforehand", 1, "progress_meeting") == "2025-03-31"
    # Para 41: what helps the family to attend must be considered.
    helped = owed(timeline, "support_discussed", of="first_meeting")
    assert helped.due is not None
    assert helped.due.date.isoformat() == "2025-02-17"
    assert helped.provision.force.value == "must"
    seen = owed(timeline, "child_seen", of="first_meeting")
    assert seen.due is not None
    assert seen.due.date.isoformat() == "2025-02-17"
    assert seen.provision.force.value == "best practice"


# --- Updating the assessment (paras 72, 148) ----------------------------------------------


@pytest.mark.parametrize(
    ("completed", "usual", "limit"),
    [
        pytest.param("2025-02-03", "2025-05-03", "2025-08-03", id="plain"),
        # Fri 29 Aug: 29 Nov; 28 Feb 2026 (cut).
        pytest.param("2025-08-29", "2025-11-29", "2026-02-28", id="limit_cut"),
        # Fri 29 Nov 2024: 28 Feb 2025 (cut); 29 May.
        pytest.param("2024-11-29", "2025-02-28", "2025-05-29", id="usual_interval_cut"),
    ],
)
def test_usual_interval_and_limit(completed: str, usual: str, limit: str) -> None:
    # Usually every three months; never more than six between updates.
    timeline = assessed(completed)
    assert due(timeline, "updated_assessment") == usual
    assert owed(timeline, "updated_assessment").provision.force.value == "usually"
    assert due(timeline, "six_month_assessment") == limit
    assert owed(timeline, "six_month_assessment").provision.force.value == "should"


@pytest.mark.parametrize(
    ("updated", "usual", "limit"),
    [
        # From the update: three and six months.
        pytest.param("2025-05-03", "2025-08-03", "2025-11-03", id="at_three_months"),
        pytest.param("2025-04-30", "2025-07-30", "2025-10-30", id="earlier"),
        pytest.param("2025-08-03", "2025-11-03", "2026-02-03", id="at_six_months"),
    ],
)
def test_an_update_starts_both_intervals_again(updated: str, usual: str, limit: str) -> None:
    timeline = assessed(
        happened=[held("updated_assessment", updated)],
        horizon="2025-08-04",
    )
    assert due(timeline, "updated_assessment", 2) == usual
    after = [o for o in obligations(timeline, "six_month_assessment") if o.due and o.trigger]
    from_update = [o for o in after if o.trigger and o.trigger.date.isoformat() == updated]
    assert [o.due.date.isoformat() for o in from_update if o.due] == [limit]


@pytest.mark.parametrize(("day", "state"), [("2025-08-03", "met"), ("2025-08-04", "late")])
def test_the_limit_at_six_months_and_one_day_beyond(day: str, state: str) -> None:
    # No update at three months or at six: the limit of Sun 3 Aug is what is left.
    timeline = assessed(
        happened=[
            {"activity": "updated_assessment", "number": 1, "never": True},
            {"activity": "updated_assessment", "number": 2, "never": True},
            held("six_month_assessment", day),
        ],
    )
    assert owed(timeline, "updated_assessment").state.value == "missed"
    assert due(timeline, "six_month_assessment") == "2025-08-03"
    assert owed(timeline, "six_month_assessment").state.value == state


def test_the_limit_runs_again_after_an_update_made_because_of_it() -> None:
    # Updated on Sun 3 Aug at the limit: the next limit is Tue 3 Feb 2026, and the next usual
    # update Mon 3 Nov 2025.
    timeline = assessed(
        happened=[
            {"activity": "updated_assessment", "number": n, "never": True} for n in (1, 2, 3, 4)
        ],
        horizon="2026-02-28",
    )
    assert dues(timeline, "six_month_assessment")[:2] == ["2025-08-03", "2026-02-03"]
    assert "2025-11-03" in dues(timeline, "updated_assessment")


def test_no_update_where_the_case_is_being_closed() -> None:
    # Para 72: not a requirement then, neither the usual interval nor the limit.
    timeline = assessed(facts={"being_closed": True})
    for subject in ("updated_assessment", "six_month_assessment"):
        assert obligations(timeline, subject) == []
        assert says(timeline, "reassessment_interval", subject) == "no requirement"


def test_an_assessment_before_a_transfer_to_another_authority() -> None:
    # Paras 72, 94: before the transfer, due ten working days from Mon 3 Mar, Mon 17 Mar. The
    # other reading (only where one is required) gives the same day.
    timeline = ealing(("move_out_known", "2025-03-03"))
    before = owed(timeline, "assessment_before_transfer")
    assert before.due is not None
    assert before.provision.timing is not None
    assert before.due.date.isoformat() == "2025-03-17"
    assert before.provision.timing.relation.value == "before"
    assert before.provision.force.value == "must"
    assert other_dates(before) == {"where_required": "2025-03-17"}


# --- The CIN Panel (paras 86, 152-153) ----------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "review", "expected"),
    [
        # Nine months from 3 Feb is Mon 3 Nov: the third review.
        pytest.param({}, 3, "2025-11-03", id="three_monthly_reviews"),
        # Reviewed at three months and then every six: the second.
        pytest.param(DISABILITY, 2, "2025-11-03", id="six_monthly_reviews"),
    ],
)
def test_a_complex_package_goes_to_the_panel_before_the_nine_month_review(
    facts: Facts, review: int, expected: str
) -> None:
    timeline = assessed(facts={**COMPLEX, **facts}, horizon="2026-02-28")
    assert due(timeline, "review", review) == expected
    panels = obligations(timeline, "cin_panel")
    assert [(o.number, o.due.date.isoformat()) for o in panels if o.due] == [(review, expected)]
    assert panels[0].provision.timing is not None
    assert panels[0].provision.timing.relation.value == "before"
    assert panels[0].provision.force.value == "should"


@pytest.mark.parametrize(("day", "state"), [("2025-11-02", "met"), ("2025-11-04", "late")])
def test_the_panel_before_or_after_the_nine_month_review(day: str, state: str) -> None:
    timeline = assessed(facts=COMPLEX, happened=[held("cin_panel", day, 3)])
    assert obligations(timeline, "cin_panel")[0].state.value == state


def test_the_panel_counts_from_the_conference_after_step_down() -> None:
    # Plan formed Mon 20 Jan: reviews 20 Apr, 20 Jul, 20 Oct; nine months are 20 Oct.
    timeline = ealing(("child_protection_conference", "2025-01-20"), facts={**STEP_DOWN, **COMPLEX})
    assert dues(timeline, "cin_panel") == ["2025-10-20"]


@pytest.mark.parametrize(
    ("second_held", "panels", "states"),
    [
        # What counts as the nine-month review is assumed: six weeks on either side of 3 Nov,
        # to 15 Dec. The third review is three months after the second.
        pytest.param("2025-09-15", ["2025-12-15"], ["met"], id="six_weeks_after"),
        pytest.param("2025-09-16", [], ["no such occasion"], id="six_weeks_and_a_day_after"),
        # 22 Sep is six weeks before 3 Nov; 21 Sep a day more. The third review is then 22 (21)
        # Sep, and after 21 Sep the fourth comes on 21 Dec, too late.
        pytest.param("2025-06-22", ["2025-09-22"], ["met"], id="six_weeks_before"),
        pytest.param("2025-06-21", [], ["no such occasion"], id="six_weeks_and_a_day_before"),
    ],
)
def test_which_review_is_the_nine_month_review(
    second_held: str, panels: list[str], states: list[str]
) -> None:
    timeline = assessed(
        facts=COMPLEX, happened=[held("review", second_held, 2)], horizon="2026-02-28"
    )
    assert dues(timeline, "cin_panel") == panels
    assert [o.state.value for o in obligations(timeline, "cin_panel")] == states


def test_a_yearly_review_leaves_no_nine_month_review() -> None:
    # Para 115 gives 3 Feb 2026 alone; para 86 has no review to come before.
    timeline = assessed(facts={**COMPLEX, **STABLE}, horizon="2026-02-28")
    assert [o.state.value for o in obligations(timeline, "cin_panel")] == ["no such occasion"]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # The body speaks of complex packages only; the appendix of any plan.
        pytest.param({}, {"any_plan"}, id="package_not_complex"),
        # Nobody proposes to go on: neither text asks for the panel.
        pytest.param({"plan_to_continue": False}, set(), id="not_to_continue"),
        pytest.param({**COMPLEX, "plan_to_continue": False}, set(), id="complex_not_to_continue"),
    ],
)
def test_no_panel(facts: Facts, expected: set[str]) -> None:
    timeline = assessed(facts=facts, horizon="2026-02-28")
    assert obligations(timeline, "cin_panel") == []
    assert says(timeline, "checkpoint_due", "cin_panel") == "not stated"
    assert set(readings(timeline, "checkpoint_due", "cin_panel")) == expected


@pytest.mark.parametrize(
    ("second_held", "expected"),
    [
        # Paras 152-153: before the nine-month review, Mon 3 Nov, complex or not. The window of
        # six weeks on either side is the one assumed for complex packages.
        pytest.param("2025-08-03", "2025-11-03", id="nine_months"),
        pytest.param("2025-09-15", "2025-12-15", id="six_weeks_after"),
        pytest.param("2025-09-16", None, id="six_weeks_and_a_day_after"),
        pytest.param("2025-06-22", "2025-09-22", id="six_weeks_before"),
        pytest.param("2025-06-21", None, id="six_weeks_and_a_day_before"),
    ],
)
def test_the_date_of_the_panel_for_any_plan_under_the_appendix(
    second_held: str, expected: str | None
) -> None:
    timeline = assessed(happened=[held("review", second_held, 2)], horizon="2026-02-28")
    assert readings(timeline, "checkpoint_due", "cin_panel") == {"any_plan": expected}


# --- Length of the plan ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("completed", "expected"),
    [
        pytest.param("2025-02-03", "2025-11-03", id="plain"),
        # Thu 29 May 2025: 28 Feb 2026 (cut).
        pytest.param("2025-05-29", "2026-02-28", id="cut_to_the_end_of_february"),
    ],
)
def test_most_plans_are_to_end_within_nine_months(completed: str, expected: str) -> None:
    # Para 50: a date to look at, not a limit; the reviews go on after it.
    timeline = assessed(completed, horizon="2026-12-31")
    end = owed(timeline, "plan_end")
    assert end.due is not None
    assert end.due.date.isoformat() == expected
    assert (end.state.value, end.provision.force.value) == ("a date to look at", "usually")
    assert owed(timeline, "review", 4).state.value == "met"


# --- Closing ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "day", "expected"),
    [
        # Paras 32, 82, 166: ten working days.
        pytest.param("closure_decided", "2025-03-03", "2025-03-17", id="plain"),
        pytest.param("management_decision", "2025-03-03", "2025-03-17", id="managers_decision"),
        # 15-17 Apr are 1-3, 22-25 Apr 4-7, 28-30 Apr 8-10.
        pytest.param("closure_decided", "2025-04-14", "2025-04-30", id="over_easter"),
        # 16-19 Dec are 1-4, 22-24 Dec 5-7, 29-31 Dec 8-10.
        pytest.param("closure_decided", "2025-12-15", "2025-12-31", id="over_christmas"),
        # 23 and 24 Dec are 1 and 2, 29-31 Dec 3-5, 2 Jan 6, 5-8 Jan 7-10.
        pytest.param("management_decision", "2025-12-22", "2026-01-08", id="over_new_year"),
    ],
)
def test_the_case_is_closed_within_10_working_days(event: str, day: str, expected: str) -> None:
    assert due(ealing((event, day)), "case_closed") == expected


@pytest.mark.parametrize(("day", "state"), [("2025-03-17", "met"), ("2025-03-18", "late")])
def test_closing_on_the_last_day_and_one_day_late(day: str, state: str) -> None:
    timeline = ealing(("closure_decided", "2025-03-03"), happened=[held("case_closed", day)])
    assert owed(timeline, "case_closed").state.value == state


def test_a_review_that_closes_the_case() -> None:
    # The second review, Sun 3 Aug: chaired by a manager (para 78); recorded within 48 hours, Tue
    # 5 Aug; closed within ten working days, 4-8 and 11-15 Aug; nothing more falls due after.
    timeline = assessed(
        happened=[
            {
                "activity": "review",
                "number": 2,
                "with": {"final_review": True},
                "then": ["closure_decided"],
            }
        ]
    )
    assert roles(timeline, "chair_required", "chairing", "review", 1) == {"social_worker"}
    assert roles(timeline, "chair_required", "chairing", "review", 2) == {"manager"}
    assert due(timeline, "decision_record", of="closure_decided") == "2025-08-05"
    assert due(timeline, "case_closed") == "2025-08-15"
    assert owed(timeline, "professionals_told_of_closure").due is None  # paras 64, 82
    for activity in ("review", "progress_meeting", "visit", "updated_assessment"):
        done = [o.done for o in obligations(timeline, activity) if o.state.value == "met"]
        assert max(day.isoformat() for day in done if day) <= "2025-08-03"
        assert "not yet due" not in {o.state.value for o in obligations(timeline, activity)}


def test_who_may_close() -> None:
    # Paras 69, 82: the review, in the review. Paras 159-164: a manager's decision.
    timeline = assessed()
    said = says(timeline, "who_may_close", "closure_decision")
    assert isinstance(said, Provision)
    assert said.decision is not None
    assert (said.roles, said.decision.forum) == (("review_meeting",), "review")
    other = timeline.other_readings[Question("who_may_close", "closure_decision")]
    assert [(o.reading, o.answer.provision and o.answer.provision.roles) for o in other] == [
        ("manager", ("manager",))
    ]


def test_without_consent_management_may_close_too() -> None:
    # Paras 31, 32: no further action is among management's decisions, if safe.
    timeline = assessed(facts=NO_CONSENT)
    assert roles(timeline, "who_may_close", "closure_decision") == {"manager", "review_meeting"}


# --- Moving away ------------------------------------------------------------------------


@pytest.mark.parametrize("subject", ["case_transferred", "transfer_quality_assured"])
@pytest.mark.parametrize(
    ("known", "facts", "expected"),
    [
        # Paras 94, 157: the adviser's check and the transfer within ten working days.
        pytest.param("2025-03-03", {}, "2025-03-17", id="planned"),
        pytest.param("2025-03-03", {"move_planned": False}, "2025-03-17", id="not_planned"),
        pytest.param("2025-04-14", {}, "2025-04-30", id="over_easter"),
        pytest.param("2025-12-22", {}, "2026-01-08", id="over_christmas"),
    ],
)
def test_transfer_out(subject: str, known: str, facts: Facts, expected: str) -> None:
    assert due(ealing(("move_out_known", known), facts=facts), subject) == expected


@pytest.mark.parametrize("subject", ["case_transferred", "transfer_quality_assured"])
@pytest.mark.parametrize(("day", "state"), [("2025-03-17", "met"), ("2025-03-18", "late")])
def test_transfer_on_the_last_day_and_one_day_late(subject: str, day: str, state: str) -> None:
    timeline = ealing(("move_out_known", "2025-03-03"), happened=[held(subject, day)])
    assert owed(timeline, subject).state.value == state


@pytest.mark.parametrize(
    ("event", "subject", "by"),
    [
        ("move_out_known", "receiving_authority_notified", ()),  # para 97
        ("move_out_known", "transfer_information_sent", ()),  # para 97
        ("move_out_known", "move_impact_considered", ()),  # para 93
        ("move_out_known", "other_agencies_told", ("social_worker",)),  # para 107
        ("move_out_known", "sharing_permission_sought", ()),  # para 103
        ("move_out_known", "transfer_records_complete", ()),  # paras 94, 112
        ("review", "case_note", ("chair",)),  # para 79
        ("responsibility_disputed", "dispute_escalated", ("team_manager",)),  # para 109
        ("significant_change", "early_review", ()),  # para 70
        ("first_meeting", "plan_circulated", ()),  # para 62
        ("first_meeting", "minutes_circulated", ()),  # para 43
        ("review", "minutes_circulated", ()),  # para 80
    ],
)
def test_owed_with_no_period_stated(event: str, subject: str, by: tuple[str, ...]) -> None:
    of = event if event in ("first_meeting", "review") else ""
    topic = "record_due" if of else ""
    found = owed(ealing((event, "2025-03-03")), subject, of=of, topic=topic)
    assert (found.due, found.state.value, found.provision.by) == (None, "no date stated", by)


@pytest.mark.parametrize(
    ("event", "facts", "topic", "subject", "number", "of", "by"),
    [
        # Para 118: in ECIRS. Para 26 names nobody for the transfer.
        ("first_contact", {}, "consent_due", "consent_sought", 1, "", {"front_door_service"}),
        ("case_transferred_to_team", NO_CONSENT, "consent_due", "consent_sought", 1, "", set()),
        # Para 122.
        ("consent_withdrawn", {}, "consent_due", "manager_alerted", 1, "", {"social_worker"}),
        # Para 42: copies before Network Meetings; 75: before reviews; 85: of a changed plan.
        (
            "assessment_completed",
            {},
            "notice_due",
            "plan_sent_beforehand",
            1,
            "first_meeting",
            {"social_worker"},
        ),
        (
            "assessment_completed",
            {},
            "notice_due",
            "plan_sent_beforehand",
            1,
            "progress_meeting",
            {"social_worker"},
        ),
        (
            "assessment_completed",
            {},
            "notice_due",
            "plan_sent_beforehand",
            1,
            "review",
            {"social_worker"},
        ),
        (
            "assessment_completed",
            {"plan_amended": True},
            "record_due",
            "plan_circulated",
            1,
            "review",
            {"social_worker"},
        ),
        # Para 66: seen by a social worker, whatever the team. Para 65 names nobody.
        ("assessment_completed", {}, "visit_interval", "visit", 2, "", {"social_worker"}),
        ("assessment_completed", DISABILITY, "visit_interval", "visit", 2, "", {"social_worker"}),
        ("assessment_completed", {}, "first_visit_due", "visit", 1, "", set()),
        # Para 94: a Child Protection Adviser.
        (
            "move_out_known",
            {},
            "transfer_out_deadline",
            "transfer_quality_assured",
            1,
            "",
            {"child_protection_adviser"},
        ),
    ],
)
def test_who_owes_it(
    event: str, facts: Facts, topic: str, subject: str, number: int, of: str, by: set[str]
) -> None:
    timeline = ealing((event, "2025-02-03"), facts=facts)
    assert set(owed(timeline, subject, number, of, topic).provision.by) == by


# --- Amended timescales for disabled children (paras 113-114) ------------------------------

TM, HOS = "team_manager", "head_of_service"


@pytest.mark.parametrize(
    ("facts", "to", "by", "expected", "remark"),
    [
        # The second visit is counted from Mon 17 Feb: 15 working days are Mon 10 Mar, six weeks
        # Mon 31 Mar, which are 30 working days and 42 calendar days.
        pytest.param(LONG_TERM, "6 weeks", TM, "2025-03-31", "changed", id="at_the_limit"),
        pytest.param(LONG_TERM, "6 weeks", HOS, "2025-03-31", "changed", id="head_of_service"),
        pytest.param(LONG_TERM, "20 working days", TM, "2025-03-17", "changed", id="below_it"),
        pytest.param(LONG_TERM, "30 working days", TM, "2025-03-31", "changed", id="30_working"),
        pytest.param(LONG_TERM, "31 working days", TM, "2025-03-10", "beyond", id="31_working"),
        pytest.param(LONG_TERM, "43 calendar days", TM, "2025-03-10", "beyond", id="a_day_beyond"),
        pytest.param(LONG_TERM, "6 weeks", "social_worker", "2025-03-10", "beyond", id="worker"),
        pytest.param(
            LONG_TERM, "6 weeks", "deputy_team_manager", "2025-03-10", "beyond", id="deputy"
        ),
        pytest.param({"disabled": True}, "6 weeks", TM, "2025-03-10", "beyond", id="not_long_term"),
        pytest.param({}, "6 weeks", TM, "2025-03-10", "beyond", id="not_disabled"),
        # Sooner than the minimum needs no power: "or more frequently" (para 66).
        pytest.param({}, "10 working days", "social_worker", "2025-03-10", "", id="sooner"),
        # CWD: already six weeks, so nothing longer is open to anyone.
        pytest.param(
            {**LONG_TERM, **DISABILITY}, "6 weeks", TM, "2025-03-31", "", id="cwd_at_the_limit"
        ),
        pytest.param(
            {**LONG_TERM, **DISABILITY}, "7 weeks", HOS, "2025-03-31", "beyond", id="cwd_beyond"
        ),
        pytest.param(DISABILITY, "7 weeks", HOS, "2025-03-31", "beyond", id="cwd_not_long_term"),
    ],
)
def test_visits_may_be_spread_to_six_weeks(
    facts: Facts, to: str, by: str, expected: str, remark: str
) -> None:
    timeline = assessed(facts=facts, decisions=[("2025-02-10", "visit", to, by)])
    second = owed(timeline, "visit", 2)
    assert second.due is not None
    assert second.due.date.isoformat() == expected
    assert _effect(second.remarks) == remark
    # Decided after the first visit's clock had started: that one stays.
    assert due(timeline, "visit", 1) == "2025-02-17"


def _effect(remarks: tuple[Any, ...]) -> str:
    """Whether a decision changed a date, went beyond what the text allows, or neither."""
    said = " ".join(remark.value for remark in remarks)
    return "changed" if "changed by" in said else "beyond" if "beyond what" in said else ""


@pytest.mark.parametrize(
    ("to", "expected", "remark"),
    [
        # From Mon 7 Apr six weeks are Mon 19 May: 27 working days, since 18 and 21 Apr and 5 May
        # are bank holidays. Dates are compared: 28 working days go beyond, though 28 < 30.
        # The text's own 15 working days: 8-11 Apr 1-4, 14-17 Apr 5-8, 22-25 Apr 9-12, 28-30 Apr.
        pytest.param("27 working days", "2025-05-19", "changed", id="27_working_days"),
        pytest.param("28 working days", "2025-04-30", "beyond", id="28_working_days"),
    ],
)
def test_six_weeks_over_easter(to: str, expected: str, remark: str) -> None:
    # CFA Mon 24 Mar: the first visit Mon 7 Apr.
    timeline = assessed("2025-03-24", facts=LONG_TERM, decisions=[("2025-04-01", "visit", to, TM)])
    second = owed(timeline, "visit", 2)
    assert second.due is not None
    assert second.due.date.isoformat() == expected
    assert _effect(second.remarks) == remark
    assert second.latest is not None
    assert second.latest.date.isoformat() == "2025-05-19"


@pytest.mark.parametrize(
    ("facts", "to", "by", "expected", "remark"),
    [
        # The second review is counted from Sat 3 May: three months are Sun 3 Aug, six months
        # Mon 3 Nov, 184 days on.
        pytest.param(LONG_TERM, "6 months", TM, "2025-11-03", "changed", id="at_the_limit"),
        pytest.param(LONG_TERM, "6 months", HOS, "2025-11-03", "changed", id="head_of_service"),
        pytest.param(LONG_TERM, "4 months", TM, "2025-09-03", "changed", id="below_it"),
        pytest.param(LONG_TERM, "26 weeks", TM, "2025-11-01", "changed", id="26_weeks"),
        pytest.param(LONG_TERM, "184 calendar days", TM, "2025-11-03", "changed", id="184_days"),
        pytest.param(LONG_TERM, "185 calendar days", TM, "2025-08-03", "beyond", id="a_day_beyond"),
        pytest.param(LONG_TERM, "7 months", HOS, "2025-08-03", "beyond", id="a_month_beyond"),
        pytest.param(LONG_TERM, "6 months", "social_worker", "2025-08-03", "beyond", id="worker"),
        pytest.param(
            {"disabled": True}, "6 months", TM, "2025-08-03", "beyond", id="not_long_term"
        ),
        pytest.param(
            {**LONG_TERM, **DISABILITY}, "7 months", TM, "2025-11-03", "beyond", id="cwd_beyond"
        ),
    ],
)
def test_reviews_may_be_spread_to_six_months(
    facts: Facts, to: str, by: str, expected: str, remark: str
) -> None:
    timeline = assessed(facts=facts, decisions=[("2025-02-10", "review", to, by)])
    second = owed(timeline, "review", 2)
    assert second.due is not None
    assert second.due.date.isoformat() == expected
    assert _effect(second.remarks) == remark
    assert due(timeline, "review", 1) == "2025-05-03"


@pytest.mark.parametrize(
    ("facts", "activity", "to", "by", "expected", "remark"),
    [
        # Decided on the day the CFA is completed, Mon 3 Feb.
        # First visit: six weeks are Mon 17 Mar (the limit between visits taken to hold here).
        pytest.param(LONG_TERM, "visit", "6 weeks", TM, "2025-03-17", "changed", id="visit"),
        pytest.param(
            LONG_TERM, "visit", "43 calendar days", TM, "2025-02-17", "beyond", id="visit_beyond"
        ),
        # First review: six months are Sun 3 Aug.
        pytest.param(LONG_TERM, "review", "6 months", HOS, "2025-08-03", "changed", id="review"),
        pytest.param(
            LONG_TERM,
            "review",
            "182 calendar days",
            HOS,
            "2025-05-03",
            "beyond",
            id="review_beyond",
        ),
        # Network Meetings: no limit is stated. Twelve weeks from 3 Feb are Mon 28 Apr; a year on,
        # 3 Feb 2026.
        pytest.param(
            LONG_TERM, "first_meeting", "12 weeks", TM, "2025-04-28", "changed", id="first_meeting"
        ),
        pytest.param(
            LONG_TERM, "first_meeting", "1 year", HOS, "2026-02-03", "changed", id="no_limit"
        ),
        pytest.param(
            LONG_TERM,
            "first_meeting",
            "12 weeks",
            "service_manager",
            "2025-02-17",
            "beyond",
            id="first_meeting_wrong_role",
        ),
        pytest.param(
            {}, "first_meeting", "12 weeks", TM, "2025-02-17", "beyond", id="not_long_term"
        ),
        # The updated assessment: any of the timescales above may be changed.
        pytest.param(
            LONG_TERM,
            "updated_assessment",
            "6 months",
            TM,
            "2025-08-03",
            "changed",
            id="updated_assessment",
        ),
        pytest.param(
            {},
            "updated_assessment",
            "6 months",
            TM,
            "2025-05-03",
            "beyond",
            id="update_not_long_term",
        ),
        pytest.param(
            LONG_TERM, "six_month_assessment", "1 year", HOS, "2026-02-03", "changed", id="limit"
        ),
    ],
)
def test_first_occurrences_may_be_changed(
    facts: Facts, activity: str, to: str, by: str, expected: str, remark: str
) -> None:
    timeline = assessed(facts=facts, decisions=[("2025-02-03", activity, to, by)])
    first = owed(timeline, activity)
    assert first.due is not None
    assert first.due.date.isoformat() == expected
    assert _effect(first.remarks) == remark


def test_network_meetings_may_be_spread() -> None:
    # Eight weeks from Mon 17 Feb are Mon 14 Apr, 19 days before the review of 3 May and so held;
    # eight weeks more are Mon 9 Jun.
    timeline = assessed(
        facts=LONG_TERM, decisions=[("2025-02-10", "progress_meeting", "8 weeks", TM)]
    )
    assert dues(timeline, "progress_meeting")[:2] == ["2025-04-14", "2025-06-09"]


def test_the_meeting_of_a_family_moving_in_may_be_changed() -> None:
    # Para 111 is a timescale above para 114. Six weeks from Mon 3 Feb: Mon 17 Mar.
    timeline = ealing(
        ("move_in", "2025-02-03"),
        facts={**MOVED_IN, **LONG_TERM},
        decisions=[("2025-02-03", "first_meeting", "6 weeks", HOS)],
    )
    assert due(timeline, "first_meeting") == "2025-03-17"


@pytest.mark.parametrize(
    ("to", "expected", "remark"),
    [
        # Six months from Mon 3 Feb are Sun 3 Aug, 181 days on; otherwise three, Sat 3 May.
        pytest.param("6 months", "2025-08-03", "changed", id="at_the_limit"),
        pytest.param("182 calendar days", "2025-05-03", "beyond", id="a_day_beyond"),
    ],
)
def test_step_down_review_may_be_changed(to: str, expected: str, remark: str) -> None:
    # Paras 45, 114.
    timeline = ealing(
        ("child_protection_conference", "2025-02-03"),
        facts={**STEP_DOWN, **LONG_TERM},
        decisions=[("2025-02-03", "review", to, TM)],
    )
    assert due(timeline, "review") == expected
    assert _effect(owed(timeline, "review").remarks) == remark


# --- Who ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "final", "expected"),
    [
        # Para 78.
        pytest.param({}, False, {"social_worker"}, id="social_worker"),
        pytest.param({}, True, {"manager"}, id="final_review"),
        # An ASYE worker does not chair; the text does not say who does instead.
        pytest.param(NEWLY_QUALIFIED, False, "not stated", id="newly_qualified"),
        pytest.param(NEWLY_QUALIFIED, True, {"manager"}, id="newly_qualified_final_review"),
        pytest.param(DISABILITY, False, {"social_worker"}, id="disability_team"),
        pytest.param({**STABLE, **NEWLY_QUALIFIED}, True, {"manager"}, id="stable_package_final"),
    ],
)
@pytest.mark.parametrize("number", [1, 2])
def test_chair_of_a_review(
    number: int, facts: Facts, final: bool, expected: set[str] | str
) -> None:
    # The number of the review makes no difference, only whether it is the last.
    timeline = assessed(
        facts=facts,
        happened=[{"activity": "review", "number": number, "with": {"final_review": final}}],
        horizon="2027-12-31",
    )
    assert roles(timeline, "chair_required", "chairing", "review", number) == expected


@pytest.mark.parametrize("facts", [{}, NEWLY_QUALIFIED], ids=["experienced", "newly_qualified"])
@pytest.mark.parametrize("meeting", ["first_meeting", "progress_meeting"])
@pytest.mark.parametrize(
    ("topic", "duty"),
    [
        ("chair_required", "chairing"),
        ("responsible_role", "convening"),
        ("responsible_role", "inviting"),
        ("responsible_role", "note_taking"),
        ("responsible_role", "discussing_attendees"),
    ],
)
def test_the_social_worker_runs_network_meetings(
    topic: str, duty: str, meeting: str, facts: Facts
) -> None:
    # Paras 42, 43; the ASYE exception (para 78) is about reviews alone.
    assert roles(assessed(facts=facts), topic, duty, meeting) == {"social_worker"}


@pytest.mark.parametrize(
    ("topic", "subject", "of", "facts", "expected"),
    [
        ("responsible_role", "authorising_plan", "", {}, {"team_manager"}),  # para 11
        ("who_may_decide", "endorse_plan", "", {}, {"team_manager"}),  # para 11
        ("responsible_role", "keeping_plan_current", "", {}, {"social_worker"}),  # para 11
        ("responsible_role", "overseeing", "", {}, {"team_manager"}),  # para 14
        ("responsible_role", "carrying_out_review", "", {}, {"social_worker"}),  # para 49
        # Paras 21-23: management, a conference, a looked after review.
        (
            "who_may_decide",
            "becomes_child_in_need",
            "",
            {},
            {"manager", "child_protection_review_conference", "looked_after_review"},
        ),
        ("responsible_role", "implementing_plan", "", {}, {"social_worker"}),  # para 63
        ("responsible_role", "writing_plan", "", {}, {"social_worker"}),  # paras 11, 49
        ("responsible_role", "leading", "", {}, {"social_worker"}),  # paras 51, 59
        ("responsible_role", "assessing", "", {}, {"social_worker"}),  # para 21
        ("responsible_role", "recording", "first_meeting", {}, {"social_worker"}),  # para 43
        ("responsible_role", "recording", "progress_meeting", {}, {"social_worker"}),  # para 43
        ("responsible_role", "administering_reviews", "", {}, {"social_worker"}),  # para 75
        ("responsible_role", "receiving_case", "", MOVED_IN, {"mast"}),  # para 158
        ("responsible_role", "receiving_case", "", {}, "not stated"),
        # Para 108.
        ("responsible_role", "meeting_counterpart", "", {}, {"social_worker"}),
        ("responsible_role", "attending_first_meeting_elsewhere", "", {}, {"social_worker"}),
        # Paras 69, 82: the review; 31, 33: management's decisions without consent.
        ("who_may_decide", "step_down", "", {}, {"review_meeting"}),
        ("who_may_decide", "step_down", "", NO_CONSENT, {"manager", "review_meeting"}),
        ("responsible_role", "distributing_plan", "", {}, {"social_worker"}),  # paras 42, 75, 85
        ("responsible_role", "visiting", "", {}, {"social_worker"}),  # para 66
        ("responsible_role", "convening", "review", {}, {"social_worker"}),  # para 75
        ("responsible_role", "inviting", "review", {}, {"social_worker"}),  # paras 74, 75
        ("responsible_role", "recording", "review", {}, {"chair"}),  # para 79
        # Para 45: the adviser who chairs the conference, on step-down only.
        (
            "responsible_role",
            "setting_first_review_date",
            "",
            STEP_DOWN,
            {"child_protection_adviser"},
        ),
        ("responsible_role", "setting_first_review_date", "", {}, "not stated"),
        ("responsible_role", "naming_agencies", "", STEP_DOWN, {"child_protection_adviser"}),
        ("responsible_role", "naming_agencies", "", {}, "not stated"),
        # Para 27: the social worker, with management agreement.
        ("who_may_decide", "proceed_without_consent", "", NO_CONSENT, {"social_worker"}),
        # Para 35.
        (
            "responsible_role",
            "advising_on_telling_family",
            "",
            {},
            {"team_manager", "deputy_team_manager"},
        ),
        # Para 114: only for long-term complex support.
        ("who_may_decide", "change_timescales", "", LONG_TERM, {"team_manager", "head_of_service"}),
        ("who_may_decide", "visit_frequency", "", LONG_TERM, {"team_manager", "head_of_service"}),
        ("who_may_decide", "review_frequency", "", LONG_TERM, {"team_manager", "head_of_service"}),
        ("who_may_decide", "review_frequency", "", {}, "not stated"),
        # Paras 59, 66: the plan may ask for more visits.
        ("who_may_decide", "visit_frequency", "", {}, "deferred"),
        ("who_may_decide", "change_timescales", "", {"disabled": True}, "not stated"),
        ("who_may_decide", "change_timescales", "", DISABILITY, "not stated"),
        ("who_may_decide", "after_panel", "", {}, {"child_in_need_panel"}),  # para 86
        ("who_may_decide", "settle_dispute", "", {}, {"head_of_service"}),  # para 109
        # Paras 96, 108.
        ("responsible_role", "helping_reach_services", "", {}, {"social_worker"}),
        (
            "responsible_role",
            "communicating_on_transfer",
            "",
            {},
            {"social_worker", "team_manager"},
        ),
        # Para 106.
        (
            "responsible_role",
            "seeking_advice_on_sharing",
            "",
            {},
            {"social_worker", "team_manager"},
        ),
    ],
)
def test_roles(topic: str, subject: str, of: str, facts: Facts, expected: set[str] | str) -> None:
    assert roles(assessed(facts=facts), topic, subject, of) == expected


def test_no_update_is_decided_in_supervision() -> None:
    # Para 72: in supervision, the rationale in the review; the text names nobody.
    said = says(assessed(), "who_may_decide", "no_updated_assessment")
    assert isinstance(said, Provision)
    assert said.decision is not None
    assert said.decision.forum == "supervision"
    assert said.roles == ("manager",)  # an assumption, said to be one
    assert said.assumes


@pytest.mark.parametrize(
    ("topic", "subject", "of", "facts", "expected"),
    [
        # Paras 46-48: any Network Meeting.
        (
            "outcomes",
            "outcomes",
            "first_meeting",
            {},
            {"continue_plan", "amend_plan", "strategy_discussion"},
        ),
        (
            "outcomes",
            "outcomes",
            "progress_meeting",
            {},
            {"continue_plan", "amend_plan", "strategy_discussion"},
        ),
        # Paras 69, 81-85.
        (
            "outcomes",
            "outcomes",
            "review",
            {},
            {
                "continue_plan",
                "amend_plan",
                "close_case",
                "step_down",
                "strategy_discussion",
                "child_protection",
            },
        ),
        # Paras 87-89.
        (
            "outcomes",
            "outcomes",
            "cin_panel",
            {},
            {"continue_plan", "child_protection", "close_case"},
        ),
        # Paras 31-34.
        (
            "outcomes",
            "outcomes",
            "management_decision",
            NO_CONSENT,
            {"close_case", "step_down", "child_protection"},
        ),
        # Paras 32, 69, 82, 160-163.
        (
            "plan_end_grounds",
            "plan_end_grounds",
            "",
            {},
            {"no_longer_in_need", "step_down", "child_protection", "consent_refused_and_safe"},
        ),
        # Paras 40, 42: any Network Meeting.
        (
            "checklist",
            "attendees",
            "first_meeting",
            {},
            {
                "child",
                "parents_or_carers",
                "agencies_recommended_by_assessment",
                "transferring_team",
            },
        ),
        (
            "checklist",
            "attendees",
            "progress_meeting",
            MOVED_IN,
            {
                "child",
                "parents_or_carers",
                "agencies_recommended_by_assessment",
                "transferring_team",
            },
        ),
        # Para 111: all relevant agencies, and those from where the family has moved.
        (
            "checklist",
            "attendees",
            "first_meeting",
            MOVED_IN,
            {
                "child",
                "parents_or_carers",
                "relevant_agencies",
                "transferring_team",
                "previous_social_worker",
                "previous_specialists",
            },
        ),
        # Paras 74, 77.
        (
            "checklist",
            "attendees",
            "review",
            {},
            {"child", "parents_or_carers", "family_members", "service_providers"},
        ),
        # Para 79.
        (
            "checklist",
            "minutes_contents",
            "review",
            {},
            {"decisions", "reasons_for_decisions", "date_recorded"},
        ),
        # Para 165.
        ("checklist", "closing_records", "", {}, {"record_of_decision"}),
        # Paras 94, 112.
        (
            "checklist",
            "transfer_records",
            "",
            {},
            {"transfer_check_evidenced", "actions_decisions_and_arrangements"},
        ),
        # Paras 11, 38, 45, 49, 111: every case.
        (
            "meeting_criteria",
            "meeting_criteria",
            "",
            {},
            {"found_in_need", "plan_made_at_conference", "plan_moved_in"},
        ),
        # Paras 98-102.
        (
            "checklist",
            "transfer_documents",
            "",
            {},
            {
                "assessment_document",
                "plan_document",
                "latest_review_minutes",
                "case_summary",
                "chronology",
            },
        ),
    ],
)
def test_lists(topic: str, subject: str, of: str, facts: Facts, expected: set[str]) -> None:
    said = says(assessed(facts=facts), topic, subject, of)
    assert isinstance(said, Provision)
    assert set(said.items) == expected


@pytest.mark.parametrize(
    ("subject", "force", "paragraph"),
    [
        ("open_case_without_plan", "must", 11),
        ("transfer_between_teams", "must", 13),
        ("withholding_decision_to_assess_without_consent", "should", 28),
        ("network_meeting_deciding_the_plan", "should", 37),
        ("plan_changed_in_consultation_only", "must", 64),
        ("visits_below_the_minimum", "should", 67),
        ("newly_qualified_worker_chairing_a_review", "will", 78),
        ("telling_parents_of_strategy_discussion", "must", 84),
        ("sharing_where_a_child_is_at_risk", "should", 105),
        ("responsibility_where_the_child_lives", "stated", 92),
        ("intervention_without_agreement", "should", 24),
        ("consent_not_required", "may", 27),
    ],
)
def test_restrictions(subject: str, force: str, paragraph: int) -> None:
    said = says(assessed(), "restriction", subject)
    assert isinstance(said, Provision)
    assert said.force.value == force
    assert paragraph in said.cite.paragraphs


def test_a_newly_qualified_worker_is_an_exception_and_not_a_prohibition() -> None:
    # Para 78 takes such workers out of the rule that social workers chair.
    provisions = {p.id: p for p in library().loaded["ealing"].procedure.provisions}
    said = provisions["chair-review-newly-qualified"].statement
    assert "does not hold" in said
    assert "does not say who chairs" in said


def test_no_permission_is_sought_where_asking_is_a_risk() -> None:
    # Para 105.
    timeline = ealing(("move_out_known", "2025-03-03"), facts={"seeking_consent_risks_harm": True})
    assert says(timeline, "consent_due", "sharing_permission_sought") == "no requirement"


def test_a_decision_during_a_move_is_recorded() -> None:
    # Para 112: no time is given.
    record = owed(ealing(("move_decision", "2025-03-03")), "decision_record", of="move_decision")
    assert (record.due, record.state.value) == (None, "no date stated")


def test_the_disability_team_has_no_criterion_for_network_meetings() -> None:
    # Paras 71, 123, 147.
    timeline = assessed(facts=DISABILITY)
    assert says(timeline, "meeting_criteria", "meeting_criteria") == "no requirement"


# --- Silences ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "subject"),
    [
        ("minimum_duration", "plan_end"),
        ("maximum_duration", "plan_end"),
        ("responsibility_kept", "case_kept"),
    ],
)
def test_not_stated(topic: str, subject: str) -> None:
    # No minimum or longest length, no case kept after a move.
    assert says(assessed(), topic, subject) == "not stated"


def test_no_exception_to_transfer_is_stated() -> None:
    # Paras 90-112 name no circumstance in which a case does not transfer.
    words = stack("ealing").vocabulary
    facts = {name: fact.default for name, fact in words.facts.items()}
    asked = Question("transfer_exception", "temporary_accommodation_under_4_weeks")
    silence = stack("ealing").ask(asked, facts).silence
    assert silence is not None
    assert silence.kind.value == "not stated"


@pytest.mark.parametrize("subject", ["assessment_completed", "referral_decision"])
def test_the_time_for_an_assessment_is_left_to_the_national_layer(subject: str) -> None:
    # Para 5 points elsewhere for assessments and gives no time.
    timeline = ealing(("referral", "2025-01-06"))
    assert owed(timeline, subject).answered_by == "national"


# --- The rest of the text: lists, principles and practice ------------------------------------


def answer(topic: str, subject: str, of: str = "", facts: Facts | None = None) -> Provision | str:
    """What the text says outside any case, with the facts given; or the kind of silence."""
    known = {name: fact.default for name, fact in stack("ealing").vocabulary.facts.items()}
    given = stack("ealing").ask(Question(topic, subject, of), {**known, **(facts or {})})
    if given.provision is not None:
        return given.provision
    assert given.silence is not None
    return given.silence.kind.value


def provision(topic: str, subject: str, of: str = "", facts: Facts | None = None) -> Provision:
    """The same, where the text has an answer."""
    given = answer(topic, subject, of, facts)
    assert isinstance(given, Provision)
    return given


@pytest.mark.parametrize(
    ("topic", "subject", "of", "force", "inside", "outside"),
    [
        # Each item of the list with the paragraphs in which it stands (none where the list is
        # one paragraph), and an item of other texts that is not in this list.
        (
            "scope",
            "children_covered",
            "",
            "stated",
            {
                "assessed_and_given_a_plan": (5, 113),
                "children_moving_between_authorities": (90,),
                "disabled_with_long_term_support": (113,),
            },
            {"section_17_threshold_met", "allegations_in_adoption"},
        ),
        (
            "scope",
            "children_not_covered",
            "",
            "stated",
            {"on_child_protection_plan": (6,), "children_looked_after": (91,)},
            {"below_the_threshold"},
        ),
        (
            "scope",
            "definition_of_need",
            "",
            "should",
            {
                "reasonable_standard_unlikely": (16,),
                "impairment_likely": (17,),
                "disabled_child": (18,),
            },
            {"assessed_for_special_guardianship"},
        ),
        (
            "scope",
            "routes_into_need",
            "",
            "stated",
            {
                "referral_meets_threshold": (21,),
                "plan_made_at_conference": (22,),
                "left_looked_after_system": (23,),
            },
            {"plan_moved_in", "found_in_need"},
        ),
        # Para 26: parents and carers, children as relevant; will usually have been obtained.
        (
            "checklist",
            "who_consents",
            "",
            "usually",
            {"parents_or_carers": (), "child": ()},
            {"young_person_of_understanding"},
        ),
        (
            "checklist",
            "consent_covers",
            "",
            "usually",
            {"consent_to_assessment": (), "consent_to_sharing": ()},
            {"consent_to_services"},
        ),
        (
            "checklist",
            "meaningful_consent",
            "",
            "is to",
            {
                "concerns_explained": (),
                "implications_of_consent": (),
                "capacity_and_competency": (),
            },
            {"benefits_of_help", "referral_explained"},
        ),
        (
            "checklist",
            "sharing_without_consent_grounds",
            "",
            "may",
            {
                "consent_cannot_be_had": (29,),
                "consent_not_to_be_expected": (29,),
                "asking_raises_risk": (29, 105),
                "silence_raises_risk": (105,),
            },
            set(),
        ),
        (
            "checklist",
            "plan_contents",
            "",
            "should",
            {
                "lead_worker_named": (51, 59),
                "services_and_resources": (51, 53),
                "who_is_responsible": (51,),
                "timescales": (51, 57),
                "needs_identified": (53,),
                "outcomes_sought": (54,),
                "strategies": (55,),
                "actions": (55,),
                "contingency_plan": (56,),
                "social_worker_duties": (59,),
                "social_worker_visit_frequency": (59,),
                "roles_of_professionals_and_family": (60,),
                "contact_by_professionals": (60,),
                "review_points": (61,),
                "how_progress_is_judged": (61,),
            },
            {"strengths", "risks_and_worries", "safety_plan", "help_from_family_and_friends"},
        ),
        (
            "checklist",
            "plan_qualities",
            "",
            "should",
            {
                "smart_plan": (52,),
                "specific_achievable_outcomes": (54,),
                "child_focused_outcomes": (54,),
                "realistic_strategies": (55,),
                "specific_actions": (55,),
                "achievable_timescales": (57,),
                "not_dependent_on_scarce_resources": (58,),
            },
            {"clear_plan", "plain_language", "plan_written_to_child"},
        ),
        # Paras 14, 37; the plan is developed (49) and the first review dated (44) at the first.
        (
            "checklist",
            "meeting_purpose",
            "first_meeting",
            "stated",
            {
                "make_plan": (49,),
                "discuss_plan": (37,),
                "review_progress": (37,),
                "check_services_meet_needs": (37,),
                "adjust_plan": (37,),
                "agree_more_support": (37,),
                "identify_needs": (14,),
                "agree_services": (14,),
                "ensure_services_delivered": (14,),
                "next_meeting_date": (44, 71),
            },
            {"decide_whether_plan_continues", "share_information"},
        ),
        (
            "checklist",
            "meeting_purpose",
            "progress_meeting",
            "stated",
            {
                "discuss_plan": (37, 49),
                "review_progress": (37,),
                "check_services_meet_needs": (37,),
                "adjust_plan": (37,),
                "agree_more_support": (37,),
                "identify_needs": (14,),
                "agree_services": (14,),
                "ensure_services_delivered": (14,),
                "next_meeting_date": (71,),
            },
            {"decide_whether_plan_continues", "consider_escalation"},
        ),
        (
            "checklist",
            "meeting_purpose",
            "review",
            "stated",
            {
                "check_objectives": (69,),
                "check_tasks_done_in_time": (69,),
                "review_progress": (69,),
                "check_outcomes_achieved": (69,),
                "check_risks_reduced": (69,),
                "decide_whether_plan_continues": (69,),
                "consider_escalation": (69,),
                "identify_needs": (14,),
                "agree_services": (14,),
                "ensure_services_delivered": (14,),
                "next_meeting_date": (71,),
            },
            {"consider_alternatives", "views_of_child", "make_plan"},
        ),
        (
            "checklist",
            "meeting_purpose",
            "cin_panel",
            "should",
            {"review_progress": ()},
            {"decide_whether_plan_continues"},
        ),
        *(
            (
                "checklist",
                "meeting_arrangements",
                meeting,
                "must",
                {
                    "suitable_venue": (),
                    "transport": (),
                    "interpreter": (),
                    "timing": (),
                    "child_care": (),
                    "outside_school_time": (),
                },
                {"disabled_access", "supporter_or_advocate"},
            )
            for meeting in ("first_meeting", "progress_meeting")
        ),
        # Para 70: the family's circumstances alone.
        (
            "checklist",
            "early_review_grounds",
            "",
            "should",
            {"circumstances_changed": ()},
            {"new_concerns"},
        ),
        (
            "checklist",
            "assessment_on_move",
            "",
            "should",
            {
                "trafficking_or_slavery": (91, 93),
                "repeated_moves": (91,),
                "effect_on_vulnerable_child": (93,),
                "protective_factors_changed": (93,),
                "risk_from_known_perpetrators": (93,),
            },
            set(),
        ),
        (
            "checklist",
            "dispute_grounds",
            "",
            "should",
            {
                "case_responsibility_disputed": (),
                "acceptance_delayed": (),
                "thresholds_disputed": (),
            },
            set(),
        ),
        # Para 112: reasons especially where a service cannot be given or need is held to be over.
        (
            "checklist",
            "decisions_recorded",
            "",
            "should",
            {
                "actions_decisions_and_arrangements": (),
                "reasons_for_decisions": (),
                "services_not_provided": (),
                "no_longer_in_need": (),
            },
            {"disagreement", "decision_to_end_plan"},
        ),
        # Lists that were there before, with the paragraph of each item.
        (
            "checklist",
            "transfer_documents",
            "",
            "should",
            {
                "assessment_document": (98,),
                "plan_document": (99,),
                "latest_review_minutes": (100,),
                "case_summary": (101,),
                "chronology": (102,),
            },
            {"genogram", "request_for_support_form"},
        ),
        (
            "outcomes",
            "outcomes",
            "review",
            "will",
            {
                "continue_plan": (83,),
                "amend_plan": (85,),
                "close_case": (82,),
                "step_down": (82,),
                "strategy_discussion": (84,),
                "child_protection": (69,),
            },
            {"looked_after", "more_frequent_review"},
        ),
    ],
)
def test_each_list_holds_its_items_and_no_others(
    topic: str,
    subject: str,
    of: str,
    force: str,
    inside: Mapping[str, tuple[int, ...]],
    outside: set[str],
) -> None:
    said = provision(topic, subject, of)
    placed = {one.item: one.paragraphs for one in said.local}
    assert {item: placed.get(item, ()) for item in said.items} == inside
    assert outside.isdisjoint(said.items)
    assert said.force.value == force


@pytest.mark.parametrize(
    ("topic", "subject", "force", "paragraphs"),
    [
        # Para 12: must be underpinned by; it is a requirement; relies on.
        ("principle", "robust_work", "must", (12,)),
        ("principle", "proportionate_work", "must", (12,)),
        ("principle", "active_work", "must", (12,)),
        ("principle", "right_help_at_right_time", "must", (12,)),
        ("principle", "child_heard", "stated", (12,)),
        ("principle", "regular_oversight", "stated", (14,)),
        ("principle", "working_by_consent", "should", (24,)),
        ("principle", "partnership_with_families", "stated", (24,)),
        ("principle", "same_principles_in_and_out", "stated", (90,)),
        ("principle", "move_can_be_positive", "stated", (91,)),
        ("practice", "child_seen_alone", "stated", (12,)),
        ("practice", "consent_ongoing", "should", (24, 118)),
        ("practice", "consent_recorded", "should", (30,)),
        ("practice", "family_supported_to_take_part", "should", (36,)),
        ("practice", "earlier_actions_collated", "will", (49,)),
        ("practice", "professionals_told_of_changes", "should", (64,)),
        ("practice", "visits_progress_actions", "should", (12, 66)),
        ("practice", "where_visits_are_recorded", "should", (68,)),
        ("practice", "safeguarding_procedures_followed", "must", (73,)),
        ("practice", "timely_response_to_risk", "should", (93,)),
        ("practice", "parents_told_of_their_responsibility", "should", (95,)),
        ("practice", "deficits_in_services_noted", "should", (96,)),
        ("practice", "refusal_recorded_and_shared", "should", (104,)),
        ("practice", "risks_communicated", "should", (108,)),
        ("practice", "joint_visit_considered", "should", (108,)),
        ("practice", "process_reflects_needs_and_risks", "should", (108,)),
        ("practice", "family_kept_informed_in_transition", "should", (110,)),
    ],
)
def test_principles_and_practice(
    topic: str, subject: str, force: str, paragraphs: tuple[int, ...]
) -> None:
    said = provision(topic, subject)
    assert (said.force.value, said.cite.paragraphs) == (force, paragraphs)


@pytest.mark.parametrize(
    ("topic", "subject"),
    [
        ("principle", "least_intervention"),
        ("principle", "move_may_be_concern"),  # para 91 asks for a look, and calls no move a worry
        ("practice", "advocate_offered"),
        ("practice", "same_chair_kept"),
        ("checklist", "agenda"),
        ("restriction", "family_left_out"),  # para 36 encourages and forbids nothing
    ],
)
def test_what_other_texts_say_and_this_one_does_not(topic: str, subject: str) -> None:
    assert answer(topic, subject) == "not stated"


@pytest.mark.parametrize(
    ("subject", "facts", "expected"),
    [
        # Para 33: early help instead of work without consent needs the parents' consent to it.
        pytest.param("step_down_by_consent", NO_CONSENT, "stated", id="no_consent"),
        pytest.param("step_down_by_consent", {}, "not stated", id="consent"),
        # Para 115: a stable package that needs no social worker.
        pytest.param("support_under_disability_law", STABLE, "may", id="stable"),
        pytest.param("support_under_disability_law", LONG_TERM, "not stated", id="not_stable"),
    ],
)
def test_practice_under_a_condition(subject: str, facts: Facts, expected: str) -> None:
    said = answer("practice", subject, facts=facts)
    assert (said if isinstance(said, str) else said.force.value) == expected


# --- Other readings -----------------------------------------------------------------------


def test_a_plan_can_be_formed_at_its_first_network_meeting() -> None:
    # Paras 49, 131: developed in a Network Meeting, Mon 17 Feb; otherwise the CFA's day.
    assert other_dates(owed(assessed(), "plan_start")) == {"at_the_meeting": "2025-02-17"}
    # After step-down: the conference (para 45), or the meeting, Mon 24 Mar.
    stepped = ealing(
        ("child_protection_conference", "2025-02-03"),
        ("assessment_completed", "2025-03-10"),
        facts=STEP_DOWN,
    )
    assert other_dates(owed(stepped, "plan_start")) == {"at_the_meeting": "2025-03-24"}
    # Paras 70, 146 leave out no route: three months from the CFA, Tue 10 Jun.
    first = owed(stepped, "review", topic="first_review_due")
    assert other_dates(first) == {"assessment": "2025-06-10"}


def test_consent_on_a_transfer_to_another_team_than_mast() -> None:
    # Para 26: any team, Thu 6 Feb. Para 121: MAST alone; then only the first contact is left.
    facts = {**NO_CONSENT, "passes_to_mast": False}
    timeline = ealing(
        ("first_contact", "2025-01-31"), ("case_transferred_to_team", "2025-02-03"), facts=facts
    )
    again = obligations(timeline, "consent_sought")[1]
    assert again.due is not None
    assert again.due.date.isoformat() == "2025-02-06"
    assert other_dates(again) == {"mast_only": "2025-01-31"}
    # To MAST both say the same day.
    timeline = ealing(("case_transferred_to_team", "2025-02-03"), facts=NO_CONSENT)
    assert other_dates(owed(timeline, "consent_sought")) == {"mast_only": "2025-02-06"}


@pytest.mark.parametrize("subject", ["case_transferred", "transfer_quality_assured"])
@pytest.mark.parametrize(
    ("referred", "expected"),
    [
        # Ten working days from Mon 3 Mar are Mon 17 Mar; from Wed 5 Mar, Wed 19 Mar.
        pytest.param([("referral_to_adviser", "2025-03-05")], "2025-03-19", id="referred"),
        pytest.param([], None, id="not_referred"),
    ],
)
def test_ten_days_from_the_referral_to_the_adviser(
    subject: str, referred: list[tuple[str, str]], expected: str | None
) -> None:
    # Paras 94, 157 do not say what starts them.
    timeline = ealing(("move_out_known", "2025-03-03"), *referred)
    assert due(timeline, subject) == "2025-03-17"
    assert other_dates(owed(timeline, subject)) == {"referral_to_adviser": expected}


def test_copies_of_the_plan_before_meetings_can_be_read_two_ways() -> None:
    # Para 75: before the review of Sat 3 May, or two weeks before, Sat 19 Apr.
    timeline = assessed()
    review = owed(timeline, "plan_sent_beforehand", of="review")
    assert other_dates(review) == {"two_weeks_before": "2025-04-19"}
    # Paras 42, 49: before the first meeting there may be no plan to copy.
    first = owed(timeline, "plan_sent_beforehand", of="first_meeting")
    assert other_dates(first) == {"later_meetings_only": None}


def test_the_yearly_review_may_be_one_of_support_and_not_of_a_plan() -> None:
    # Para 115.
    first = owed(assessed(facts=STABLE), "review")
    assert [
        (o.reading, o.answer.silence and o.answer.silence.kind.value) for o in first.alternatives
    ] == [("review_of_the_support", "not applicable")]


def test_arrangements_for_reviews() -> None:
    # Para 77 lists none; read with para 41, those of Network Meetings.
    assert answer("checklist", "meeting_arrangements", "review") == "not stated"
    question = Question("checklist", "meeting_arrangements", "review")
    provisions = library().loaded["ealing"].procedure.by_question[question]
    other = provisions[0].readings[1].provision
    assert set(other.items) == set(
        provision("checklist", "meeting_arrangements", "first_meeting").items
    )


def test_every_reading_belongs_to_a_recorded_ambiguity() -> None:
    # None is left to stand without saying of what kind it is.
    recorded = library().loaded["ealing"].procedure.ambiguities
    assert [one.id for one in recorded if not one.says] == []


@pytest.mark.parametrize(
    ("subject", "of", "forces"),
    [
        # Para 41: the venue is important, the time outside school should be; the rest must.
        *(
            (
                "meeting_arrangements",
                meeting,
                {"suitable_venue": "stated", "outside_school_time": "should"},
            )
            for meeting in ("first_meeting", "progress_meeting")
        ),
        # Para 42: it is important that the team passing the case on is included.
        *(
            ("attendees", meeting, {"transferring_team": "stated"})
            for meeting in ("first_meeting", "progress_meeting")
        ),
        # Para 77: it is important that the family attends.
        ("attendees", "review", {"family_members": "stated"}),
        # Para 51: must identify; paras 52-61: should.
        (
            "plan_contents",
            "",
            {
                "lead_worker_named": "must",
                "services_and_resources": "must",
                "who_is_responsible": "must",
            },
        ),
        # Para 49: will be developed; para 37: can be altered or agreed; paras 44, 71: should.
        (
            "meeting_purpose",
            "first_meeting",
            {
                "make_plan": "will",
                "adjust_plan": "may",
                "agree_more_support": "may",
                "next_meeting_date": "should",
            },
        ),
        # Para 49: will be reviewed.
        (
            "meeting_purpose",
            "progress_meeting",
            {
                "discuss_plan": "will",
                "adjust_plan": "may",
                "agree_more_support": "may",
                "next_meeting_date": "should",
            },
        ),
        # Para 69: will be focused on progress and on what becomes of the plan.
        (
            "meeting_purpose",
            "review",
            {
                "review_progress": "will",
                "check_outcomes_achieved": "will",
                "check_risks_reduced": "will",
                "decide_whether_plan_continues": "will",
                "consider_escalation": "will",
                "next_meeting_date": "should",
            },
        ),
        # Para 105: the law should never be a barrier; para 29: can share.
        ("sharing_without_consent_grounds", "", {"silence_raises_risk": "should"}),
    ],
)
def test_items_with_a_verb_of_their_own(subject: str, of: str, forces: Mapping[str, str]) -> None:
    found = provision("checklist", subject, of)
    assert {item.item: item.force for item in found.local if item.force} == forces


@pytest.mark.parametrize(
    ("topic", "of", "item", "force"),
    [
        # Para 85 supposes that an amendment can be the outcome; para 81: will be.
        ("outcomes", "review", "amend_plan", "stated"),
        # Para 31: can include.
        ("plan_end_grounds", "", "consent_refused_and_safe", "may"),
    ],
)
def test_an_outcome_and_a_ground_with_a_verb_of_their_own(
    topic: str, of: str, item: str, force: str
) -> None:
    found = provision(topic, topic, of)
    assert {one.item: one.force for one in found.local if one.force} == {item: force}


def test_the_appendix_lists_the_changes_after_a_decision_whether_or_not_there_is_consent() -> None:
    # Paras 160-164; without consent paras 31-34, of what can be decided.
    general = provision("outcomes", "outcomes", "management_decision")
    assert general.force.value == "stated"
    assert {one.item: one.paragraphs for one in general.local} == {
        "close_case": (161,),
        "step_down": (162,),
        "child_protection": (163,),
    }
    without = provision("outcomes", "outcomes", "management_decision", NO_CONSENT)
    assert (without.force.value, without.cite.paragraphs) == ("may", (31, 32, 33, 34))


@pytest.mark.parametrize("facts", [{}, STEP_DOWN])
def test_the_first_review_rests_on_its_own_row_of_the_appendix(facts: Facts) -> None:
    # Para 141 is the row and 146 its answer; 140 is the heading of the part.
    found = provision("first_review_due", "review", facts=facts)
    cited = {p for one in found.readings for p in one.provision.cite.paragraphs}
    assert {141, 146} <= cited
    assert 140 not in cited
