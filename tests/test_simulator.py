"""Every mechanism of the simulator, each in a procedure of a few lines, dated by hand."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cinpolicy.case import Happening, Scenario
from cinpolicy.conditions import FactValue
from cinpolicy.hookspecs import TOPICS
from cinpolicy.ledger import EndlessCaseError
from cinpolicy.loading import InputError, common_vocabulary
from cinpolicy.loading.bank_holidays import england
from cinpolicy.loading.procedures import parse_procedure
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Counting, NonWorkingDay, Question
from cinpolicy.remarks import notes_on
from cinpolicy.simulator import simulate
from cinpolicy.stack import PolicyStack
from cinpolicy.timeline import Obligation, Remark, State, Timeline
from tests.cases import Written, case, day, due, obligations, other_dates, owed, roles, says

PROPERTY = settings(deadline=None, derandomize=True, database=None, max_examples=40)

# --- procedures of a few lines -----------------------------------------------------------


def procedure(
    provisions: Mapping[str, str],
    *,
    slug: str = "testshire",
    layer: str = "authority",
    vocabulary: str = "{}",
    silent_on: Mapping[str, str] | None = None,
    common_topics: Mapping[str, object] = TOPICS,
    ambiguities: str = "[]",
) -> Procedure:
    """A procedure of these provisions, each the inside of a YAML mapping, by its id.

    Force and citation are the same everywhere. It is silent on every topic not named.
    """
    spoken_of = {
        topic for text in provisions.values() for topic in re.findall(r"topic: (\w+)", text)
    }
    silent = dict.fromkeys((t for t in common_topics if t not in spoken_of), "not stated")
    lines = [
        f"authority: {slug}",
        f"name: {slug.title()}",
        f"layer: {layer}",
        'document: {title: A procedure, version: "1"}',
        f"vocabulary: {vocabulary}" if vocabulary != "{}" else "",
        "provisions:",
        *(
            f"  - {{id: {name}, force: should, cite: {{section: A, paragraph: 1}}, {text}}}"
            for name, text in provisions.items()
        ),
        "silent_on:",
        *(f"  {topic}: {kind}" for topic, kind in {**silent, **(silent_on or {})}.items()),
        f"ambiguities: {ambiguities}",
    ]
    return parse_procedure(f"{slug}.yaml", "\n".join(lines).encode(), common_vocabulary())


def stacked(*procedures: Procedure) -> PolicyStack:
    return PolicyStack(*map(Written, procedures), words=common_vocabulary())


def run(provisions: Mapping[str, str], scenario: Scenario, **rest: Any) -> Timeline:
    """The timeline of a case under a procedure of these provisions."""
    return simulate(stacked(procedure(provisions, **rest)), scenario, england())


ASSESSED = ("assessment_completed", "2025-01-06")  # a Monday
FIRST = {"first": "topic: first_meeting_due, within: 10 working days, after: assessment_completed"}
REVIEWS = {
    **FIRST,
    "every": "topic: review_interval, every: 6 weeks, after: [first_meeting, review]",
}
TWO_RULES = {
    **FIRST,
    "review-1": "topic: first_review_due, within: 3 months, after: first_meeting",
    "later": "topic: review_interval, every: 3 months, after: review",
}


def assessed(*events: Any, **rest: Any) -> Scenario:
    """A case whose assessment is completed on 6 January 2025, followed to the year's end."""
    rest.setdefault("horizon", "2025-12-31")
    return case(ASSESSED, *events, **rest)


def dated(timeline: Timeline, subject: str, of: str = "") -> list[tuple[int, str | None, State]]:
    """Number, due date and state of every obligation to do one activity."""
    return [
        (o.number, o.due.date.isoformat() if o.due else None, o.state)
        for o in obligations(timeline, subject, of)
    ]


def done(timeline: Timeline, subject: str, number: int = 1, of: str = "") -> str | None:
    found = owed(timeline, subject, number, of).done
    return found.isoformat() if found else None


def reviewed(number: int, **rest: Any) -> dict[str, Any]:
    return {"activity": "review", "number": number, **rest}


# --- clocks ------------------------------------------------------------------------------


def test_a_clock_starts_with_its_event_and_the_thing_is_done_on_the_day() -> None:
    first = owed(run(FIRST, assessed()), "first_meeting")
    assert first.due
    assert first.due.date == first.done == date(2025, 1, 20)
    assert first.due.start == date(2025, 1, 6)
    assert first.state is State.MET
    assert first.answered_by == "testshire"
    assert first.trigger
    assert (first.trigger.event, first.trigger.obligation) == ("assessment_completed", None)


def test_nothing_is_owed_where_the_event_does_not_happen() -> None:
    timeline = run(FIRST, case(("referral", "2025-01-06")))
    assert timeline.obligations == ()
    answer = timeline.answers[Question("first_meeting_due", "first_meeting")]
    assert answer.provision
    assert answer.provision.id == "first"


def test_a_recurring_clock_starts_again_each_time_it_is_done() -> None:
    timeline = run(REVIEWS, assessed())
    days = ["03-03", "04-14", "05-26", "07-07", "08-18", "09-29", "11-10", "12-22"]
    expected = [(n, f"2025-{text}", State.MET) for n, text in enumerate(days, 1)]
    assert dated(timeline, "review") == [*expected, (9, "2026-02-02", State.NOT_YET_DUE)]


def test_each_trigger_leads_back_to_the_first_event() -> None:
    timeline = run(REVIEWS, assessed())
    chain = []
    link = owed(timeline, "review", 3).trigger
    while link is not None:
        chain.append((link.event, link.number))
        link = (
            timeline.obligations[link.obligation].trigger if link.obligation is not None else None
        )
    assert chain == [
        ("review", 2),
        ("review", 1),
        ("first_meeting", 1),
        ("assessment_completed", 1),
    ]


def test_a_day_that_is_not_a_working_day_is_remarked_on() -> None:
    timeline = run(REVIEWS, assessed())
    remarks = [Remark.ON_NON_WORKING_DAY in o.remarks for o in obligations(timeline, "review")]
    assert remarks == [n == 3 for n in range(1, 10)]  # 26 May is a bank holiday


def test_the_cases_own_way_of_counting_is_used() -> None:
    counting = Counting(non_working_day=NonWorkingDay.NEXT)
    timeline = run(REVIEWS, evolve(assessed(), counting=counting))
    third = owed(timeline, "review", 3)
    assert third.due
    assert (third.due.date, third.due.moved_from) == (date(2025, 5, 27), date(2025, 5, 26))
    assert third.remarks == ()
    assert due(timeline, "review", 4) == "2025-07-08"


# --- done late, early, never -------------------------------------------------------------


@pytest.mark.parametrize(
    ("course", "state", "held", "following"),
    [
        ({}, State.MET, "2025-03-03", "2025-04-14"),
        ({"late_by": "2 weeks"}, State.LATE, "2025-03-17", "2025-04-28"),
        ({"late_by": "5 working days"}, State.LATE, "2025-03-10", "2025-04-21"),
        ({"held": "2025-03-04"}, State.LATE, "2025-03-04", "2025-04-15"),
        ({"held": "2025-03-03"}, State.MET, "2025-03-03", "2025-04-14"),
        ({"held": "2025-02-17"}, State.MET, "2025-02-17", "2025-03-31"),
        ({"never": True}, State.MISSED, None, "2025-04-14"),
    ],
)
def test_what_became_of_a_review_and_when_the_next_is_due(
    course: dict[str, Any], state: State, held: str | None, following: str
) -> None:
    timeline = run(REVIEWS, assessed(happened=[reviewed(1, **course)]))
    assert dated(timeline, "review")[:2] == [
        (1, "2025-03-03", state),
        (2, following, State.MET),
    ]
    assert done(timeline, "review") == held


def test_a_missed_reviews_clock_goes_on_from_the_day_it_was_due() -> None:
    timeline = run(REVIEWS, assessed(happened=[reviewed(1, never=True), reviewed(2, never=True)]))
    third = owed(timeline, "review", 3)
    assert due(timeline, "review", 3) == "2025-05-26"
    assert third.trigger
    assert third.trigger.missed
    assert (third.trigger.date, third.trigger.number) == (date(2025, 4, 14), 2)
    assert "review" not in {o.event for o in timeline.occurrences if o.date < day("2025-05-26")}


def test_the_interval_takes_over_where_the_first_review_is_missed() -> None:
    timeline = run(TWO_RULES, assessed(happened=[reviewed(1, never=True)]))
    assert dated(timeline, "review")[:2] == [
        (1, "2025-04-20", State.MISSED),
        (2, "2025-07-20", State.MET),
    ]


def test_nothing_follows_a_first_meeting_that_is_never_held() -> None:
    happened = [{"activity": "first_meeting", "never": True}]
    timeline = run(REVIEWS, assessed(happened=happened))
    assert dated(timeline, "first_meeting") == [(1, "2025-01-20", State.MISSED)]
    assert dated(timeline, "review") == []


def test_a_meeting_held_before_its_clock_starts_is_in_time() -> None:
    timeline = run(REVIEWS, case(("first_meeting", "2025-01-03"), ASSESSED, horizon="2025-03-01"))
    assert dated(timeline, "first_meeting") == [(1, "2025-01-20", State.MET)]
    assert done(timeline, "first_meeting") == "2025-01-03"
    assert dated(timeline, "review") == [
        (1, "2025-02-14", State.MET),
        (2, "2025-03-28", State.NOT_YET_DUE),
    ]


def test_an_event_of_the_case_is_waited_for() -> None:
    timeline = run(REVIEWS, assessed(("first_meeting", "2025-02-03"), horizon="2025-03-01"))
    assert dated(timeline, "first_meeting") == [(1, "2025-01-20", State.LATE)]
    assert done(timeline, "first_meeting") == "2025-02-03"
    assert due(timeline, "review") == "2025-03-17"


def test_an_activity_nobody_asks_for_can_still_be_held() -> None:
    happened = [{"activity": "visit", "held": "2025-02-10"}]
    timeline = run(FIRST, assessed(happened=happened))
    assert [(o.event, o.date) for o in timeline.occurrences][-1] == ("visit", date(2025, 2, 10))
    assert dated(timeline, "visit") == []


MINUTES = "topic: record_due, subject: minutes, of: review, within: 5 working days, after: review"


def test_the_record_of_one_meeting_is_late_and_the_next_is_not() -> None:
    provisions = {
        **REVIEWS,
        "minutes": MINUTES,
    }
    happened = [{"activity": "minutes", "of": "review", "number": 1, "held": "2025-03-20"}]
    timeline = run(provisions, assessed(happened=happened, horizon="2025-05-30"))
    assert dated(timeline, "minutes", "review") == [
        (1, "2025-03-10", State.LATE),
        (2, "2025-04-23", State.MET),
        (3, "2025-06-02", State.NOT_YET_DUE),
    ]


CIRCULATED = (
    "topic: record_due, subject: plan_circulated, of: review, "
    "within: 2 working days, after: minutes"
)


def test_what_follows_the_record_of_a_meeting_is_of_the_same_meeting() -> None:
    provisions = {
        **REVIEWS,
        "minutes": MINUTES,
        "minutes-1": MINUTES.replace("review", "first_meeting"),
        "sent": CIRCULATED,
    }
    timeline = run(provisions, assessed(horizon="2025-04-10"))
    assert dated(timeline, "minutes", "first_meeting") == [(1, "2025-01-27", State.MET)]
    assert dated(timeline, "minutes", "review") == [(1, "2025-03-10", State.MET)]
    assert dated(timeline, "plan_circulated", "review") == [(1, "2025-03-12", State.MET)]


# --- a clock that starts again -----------------------------------------------------------

VISITS = {
    **FIRST,
    "visits": (
        "topic: visit_interval, every: 4 weeks, after: [first_meeting, visit, significant_change]"
    ),
}


def test_a_recurring_clock_started_again_supersedes_what_it_had_brought() -> None:
    timeline = run(VISITS, assessed(("significant_change", "2025-02-03"), horizon="2025-03-31"))
    assert dated(timeline, "visit") == [
        (1, "2025-02-17", State.SUPERSEDED),
        (1, "2025-03-03", State.MET),
        (2, "2025-03-31", State.MET),
        (3, "2025-04-28", State.NOT_YET_DUE),
    ]
    assert obligations(timeline, "visit")[0].done == date(2025, 2, 3)


def test_a_clock_that_runs_once_is_not_started_again_by_a_second_event() -> None:
    provisions = {
        "close": (
            "topic: closure_deadline, within: 5 working days, "
            "after: [closure_decided, management_decision]"
        )
    }
    events = [("closure_decided", "2025-02-03"), ("management_decision", "2025-02-05")]
    timeline = run(provisions, case(*events, horizon="2025-12-31"))
    assert dated(timeline, "case_closed") == [(1, "2025-02-10", State.MET)]


def test_one_activity_meets_every_provision_that_asks_for_it() -> None:
    provisions = {
        **VISITS,
        "first-visit": "topic: first_visit_due, within: 5 working days, after: first_meeting",
    }
    timeline = run(provisions, assessed(horizon="2025-02-01"))
    assert {(o.topic, str(d)) for o, d in _visits(timeline)} == {
        ("first_visit_due", "2025-01-27"),
        ("visit_interval", "2025-02-17"),
        ("visit_interval", "2025-02-24"),
    }
    assert [o.state for o in obligations(timeline, "visit") if o.number == 1] == [State.MET] * 2


def _visits(timeline: Timeline) -> list[tuple[Question, date]]:
    return [(o.question, o.due.date) for o in obligations(timeline, "visit") if o.due]


# --- giving way --------------------------------------------------------------------------

PROGRESS = (
    "topic: meeting_interval, every: 6 weeks, after: [first_meeting, progress_meeting], "
    "gives_way_to: {activity: review, within: 2 weeks}"
)
GIVING_WAY = {**TWO_RULES, "progress": PROGRESS}


def test_a_meeting_gives_way_to_a_review_already_due_near_it() -> None:
    timeline = run(GIVING_WAY, assessed(horizon="2025-06-30"))
    assert dated(timeline, "progress_meeting") == [
        (1, "2025-03-03", State.MET),
        (2, "2025-04-14", State.SKIPPED),
        (3, "2025-06-01", State.MET),  # six weeks from the review held instead, on 20 April
        (4, "2025-07-13", State.SKIPPED),
    ]
    skipped = owed(timeline, "progress_meeting", 2)
    assert skipped.instead == ("review", date(2025, 4, 20))
    third = owed(timeline, "progress_meeting", 3)
    assert third.trigger
    assert third.trigger.event == "review"


@pytest.mark.parametrize(("within", "state"), [("6 days", State.SKIPPED), ("5 days", State.MET)])
def test_how_near_counts_as_the_same_point(within: str, state: State) -> None:
    provisions = {**GIVING_WAY, "progress": PROGRESS.replace("2 weeks", within)}
    timeline = run(provisions, assessed(horizon="2025-06-30"))
    assert owed(timeline, "progress_meeting", 2).state is state


def test_a_meeting_gives_way_to_a_review_whose_clock_started_later() -> None:
    provisions = {
        **FIRST,
        "progress": PROGRESS,
        "early": "topic: review_interval, every: 2 weeks, after: significant_change",
    }
    scenario = assessed(("significant_change", "2025-02-24"), horizon="2025-05-30")
    timeline = run(provisions, scenario)
    assert dated(timeline, "progress_meeting") == [
        (1, "2025-03-03", State.SKIPPED),
        (2, "2025-04-21", State.MET),
        (3, "2025-06-02", State.NOT_YET_DUE),
    ]
    assert owed(timeline, "progress_meeting").instead == ("review", date(2025, 3, 10))


def test_a_meeting_gives_way_to_a_review_already_held() -> None:
    provisions = {**FIRST, "progress": PROGRESS}
    timeline = run(provisions, assessed(("review", "2025-02-24"), horizon="2025-04-30"))
    assert dated(timeline, "progress_meeting") == [
        (1, "2025-03-03", State.SKIPPED),
        (2, "2025-04-07", State.MET),
        (3, "2025-05-19", State.NOT_YET_DUE),
    ]
    assert owed(timeline, "progress_meeting").instead == ("review", date(2025, 2, 24))


def test_meetings_go_on_where_the_review_held_instead_is_never_held() -> None:
    timeline = run(GIVING_WAY, assessed(happened=[reviewed(1, never=True)], horizon="2025-06-30"))
    assert owed(timeline, "progress_meeting", 2).state is State.SKIPPED
    assert due(timeline, "progress_meeting", 3) == "2025-06-01"
    third = owed(timeline, "progress_meeting", 3)
    assert third.trigger
    assert third.trigger.missed


def test_meetings_go_on_from_the_day_a_late_review_is_held() -> None:
    happened = [reviewed(1, late_by="2 weeks")]
    timeline = run(GIVING_WAY, assessed(happened=happened, horizon="2025-06-30"))
    assert due(timeline, "progress_meeting", 3) == "2025-06-15"


def test_no_meeting_follows_where_the_review_and_the_plan_stop() -> None:
    timeline = run(GIVING_WAY, assessed(("closure_decided", "2025-04-01")))
    assert dated(timeline, "progress_meeting") == [
        (1, "2025-03-03", State.MET),
        (2, "2025-04-14", State.SKIPPED),
    ]
    assert dated(timeline, "review") == [(1, "2025-04-20", State.STOPPED)]


OWN_PANEL = "{activities: {panel: {meaning: A panel., stops_on: [case_transferred_to_team]}}}"


def test_a_meeting_is_held_after_all_where_what_it_gave_way_to_stops() -> None:
    provisions = {
        **FIRST,
        "panel": "topic: checkpoint_due, subject: panel, at: 3 months, after: first_meeting",
        "progress": PROGRESS.replace("review", "panel"),
    }
    scenario = assessed(("case_transferred_to_team", "2025-04-01"), horizon="2025-06-30")
    timeline = run(provisions, scenario, vocabulary=OWN_PANEL)
    assert dated(timeline, "panel") == [(1, "2025-04-20", State.STOPPED)]
    assert dated(timeline, "progress_meeting") == [
        (1, "2025-03-03", State.MET),
        (2, "2025-04-14", State.MET),
        (3, "2025-05-26", State.MET),
        (4, "2025-07-07", State.NOT_YET_DUE),
    ]


def test_a_meeting_is_held_after_all_where_the_review_is_put_off() -> None:
    provisions = {
        **FIRST,
        "reviews": (
            "topic: review_interval, every: 3 months, "
            "after: [first_meeting, review, significant_change]"
        ),
        "progress": PROGRESS,
    }
    timeline = run(provisions, assessed(("significant_change", "2025-04-01"), horizon="2025-06-15"))
    assert dated(timeline, "review")[:2] == [
        (1, "2025-04-20", State.SUPERSEDED),
        (1, "2025-07-01", State.NOT_YET_DUE),
    ]
    assert dated(timeline, "progress_meeting") == [
        (1, "2025-03-03", State.MET),
        (2, "2025-04-14", State.MET),
        (3, "2025-05-26", State.MET),
        (4, "2025-07-07", State.SKIPPED),
    ]


def test_a_meeting_whose_day_has_passed_is_held_at_once() -> None:
    provisions = {
        **FIRST,
        "panel": "topic: checkpoint_due, subject: panel, at: 3 months, after: first_meeting",
        "progress": PROGRESS.replace("review", "panel"),
    }
    scenario = assessed(("case_transferred_to_team", "2025-04-16"), horizon="2025-05-31")
    timeline = run(provisions, scenario, vocabulary=OWN_PANEL)
    assert dated(timeline, "progress_meeting")[1:] == [
        (2, "2025-04-14", State.LATE),
        (3, "2025-05-28", State.MET),
        (4, "2025-07-09", State.NOT_YET_DUE),
    ]
    assert done(timeline, "progress_meeting", 2) == "2025-04-16"


def test_what_a_meeting_gave_way_to_may_give_way_itself() -> None:
    provisions = {
        **FIRST,
        "progress": PROGRESS,
        "review-1": (
            "topic: first_review_due, within: 3 months, after: first_meeting, "
            "gives_way_to: {activity: panel, within: 2 weeks}"
        ),
        "panel": "topic: checkpoint_due, subject: panel, at: 1 week, after: significant_change",
    }
    scenario = assessed(("significant_change", "2025-04-17"), horizon="2025-06-30")
    timeline = run(provisions, scenario, vocabulary=OWN_PANEL)
    assert dated(timeline, "panel") == [(1, "2025-04-24", State.MET)]
    assert dated(timeline, "review") == [(1, "2025-04-20", State.SKIPPED)]
    assert dated(timeline, "progress_meeting") == [
        (1, "2025-03-03", State.MET),
        (2, "2025-04-14", State.SKIPPED),
        (3, "2025-06-05", State.MET),  # six weeks from the panel
        (4, "2025-07-17", State.NOT_YET_DUE),
    ]


# --- counted back from a meeting ---------------------------------------------------------

INVITED = {
    **REVIEWS,
    "invited": "topic: notice_due, subject: invitations, of: review, at: 2 weeks, before: review",
}
INVITED_FIRST = (
    "topic: notice_due, subject: invitations, of: first_meeting, {}, before: first_meeting"
)


def test_notice_is_counted_back_from_the_meeting() -> None:
    timeline = run(INVITED, assessed(horizon="2025-05-30"))
    assert dated(timeline, "invitations", "review") == [
        (1, "2025-02-17", State.MET),
        (2, "2025-03-31", State.MET),
        (3, "2025-05-12", State.MET),
        (4, "2025-06-23", State.NOT_YET_DUE),
    ]
    assert owed(timeline, "invitations", 1, "review").target == date(2025, 3, 3)


@pytest.mark.parametrize(
    ("horizon", "state"), [("2025-02-16", State.NOT_YET_DUE), ("2025-02-17", State.MET)]
)
def test_notice_of_a_meeting_beyond_the_horizon(horizon: str, state: State) -> None:
    timeline = run(INVITED, assessed(horizon=horizon))
    assert dated(timeline, "review") == [(1, "2025-03-03", State.NOT_YET_DUE)]
    assert dated(timeline, "invitations", "review") == [(1, "2025-02-17", state)]


def test_notice_is_given_of_a_meeting_that_is_then_not_held() -> None:
    timeline = run(INVITED, assessed(happened=[reviewed(1, never=True)], horizon="2025-03-31"))
    assert owed(timeline, "invitations", 1, "review").state is State.MET
    assert dated(timeline, "invitations", "review")[1] == (2, "2025-03-31", State.MET)


def test_notice_can_itself_be_late() -> None:
    happened = [{"activity": "invitations", "of": "review", "late_by": "3 days"}]
    timeline = run(INVITED, assessed(happened=happened, horizon="2025-03-31"))
    assert dated(timeline, "invitations", "review")[0] == (1, "2025-02-17", State.LATE)
    assert due(timeline, "review") == "2025-03-03"


def test_notice_falls_away_with_the_meeting() -> None:
    timeline = run(INVITED, assessed(("closure_decided", "2025-02-10")))
    assert dated(timeline, "review") == [(1, "2025-03-03", State.STOPPED)]
    assert dated(timeline, "invitations", "review") == [(1, "2025-02-17", State.STOPPED)]


def test_no_notice_follows_a_meeting_held_before_it_was_due() -> None:
    timeline = run(
        INVITED, assessed(happened=[reviewed(1, held="2025-02-10")], horizon="2025-03-01")
    )
    first = owed(timeline, "invitations", 1, "review")
    assert (first.state, first.due and first.due.date) == (State.STOPPED, date(2025, 2, 17))
    assert due(timeline, "invitations", 2, "review") == "2025-03-10"


def test_notice_is_given_anew_where_the_meeting_is_put_off() -> None:
    provisions = {
        **VISITS,
        "seen": "topic: notice_due, subject: case_note, of: visit, at: 1 week, before: visit",
    }
    timeline = run(provisions, assessed(("significant_change", "2025-02-03"), horizon="2025-03-03"))
    assert dated(timeline, "case_note", "visit")[:2] == [
        (1, "2025-02-10", State.SUPERSEDED),
        (1, "2025-02-24", State.MET),
    ]


def test_what_comes_before_a_meeting_on_its_day_is_done_first() -> None:
    provisions = {
        **REVIEWS,
        "shared": "topic: notice_due, subject: assessment_shared, of: review, before: review",
    }
    timeline = run(provisions, assessed(horizon="2025-03-03"))
    shared = owed(timeline, "assessment_shared", 1, "review")
    assert shared.due
    assert (shared.due.date, shared.due.period, shared.due.back) == (date(2025, 3, 3), None, True)
    assert [o.event for o in timeline.occurrences if o.date == date(2025, 3, 3)] == [
        "assessment_shared",
        "review",
    ]


def test_nothing_is_done_before_the_event_that_makes_it_known() -> None:
    provisions = {
        **FIRST,
        "invited": INVITED_FIRST.format("at_least: 4 weeks"),
    }
    invited = owed(run(provisions, assessed()), "invitations", 1, "first_meeting")
    assert invited.due
    assert invited.due.date == date(2024, 12, 23)
    assert invited.done == date(2025, 1, 6)
    assert invited.state is State.LATE
    assert Remark.RAN_OUT_BEFORE_KNOWN in invited.remarks


# --- the occurrence that falls at some point ---------------------------------------------


def selected(at: str, give_or_take: str = "3 weeks") -> dict[str, str]:
    """Quarterly reviews, before one of which the assessment is shared."""
    return {
        **TWO_RULES,
        "plan": "topic: plan_start, same_day_as: first_meeting",
        "shared": (
            "topic: notice_due, subject: assessment_shared, of: review, "
            "at: 1 week, before: review, "
            f"which: {{at: {at}, after: plan_start, give_or_take: {give_or_take}}}"
        ),
    }


@pytest.mark.parametrize(
    ("at", "number", "when"),
    [
        ("3 months", 1, "2025-04-13"),
        ("6 months", 2, "2025-07-13"),
        ("9 months", 3, "2025-10-13"),
        ("40 weeks", 3, "2025-10-13"),  # the point is 27 October, the review on 20 October
    ],
)
def test_the_occurrence_that_is_meant(at: str, number: int, when: str) -> None:
    timeline = run(selected(at), assessed())
    assert dated(timeline, "assessment_shared", "review") == [(number, when, State.MET)]


def test_the_point_may_become_known_after_the_meetings_clock_has_started() -> None:
    provisions = {**selected("3 months"), "plan": "topic: plan_start, same_day_as: visit"}
    timeline = run(provisions, assessed(("visit", "2025-02-03")))
    assert due(timeline, "review") == "2025-04-20"  # the point is 3 May
    assert dated(timeline, "assessment_shared", "review") == [(1, "2025-04-13", State.MET)]


def test_no_occurrence_near_the_point() -> None:
    timeline = run(selected("8 months"), assessed())
    assert dated(timeline, "assessment_shared", "review") == [(1, None, State.NO_OCCASION)]


@pytest.mark.parametrize(
    ("horizon", "expected"), [("2025-10-10", []), ("2025-10-11", [(1, None, State.NO_OCCASION)])]
)
def test_an_occasion_is_missed_only_once_its_time_has_passed(
    horizon: str, expected: list[tuple[int, None, State]]
) -> None:
    timeline = run(selected("8 months"), assessed(horizon=horizon))  # 20 September, and 3 weeks
    assert dated(timeline, "assessment_shared", "review") == expected


def test_a_plan_that_ended_before_the_point_has_no_such_occasion_to_miss() -> None:
    timeline = run(selected("8 months"), assessed(("closure_decided", "2025-05-01")))
    assert dated(timeline, "assessment_shared", "review") == []


# --- ends that come sooner or too soon ---------------------------------------------------

LENGTH = {
    "plan": "topic: plan_start, same_day_as: assessment_completed",
    "usual": (
        "topic: expected_duration, within: 12 months, after: plan_start, "
        "or_sooner_on: objectives_achieved"
    ),
}


def test_whichever_comes_first() -> None:
    timeline = run(LENGTH, assessed(("objectives_achieved", "2025-05-12")))
    ended = owed(timeline, "plan_end", topic="expected_duration")
    assert dated(timeline, "plan_end") == [(1, "2025-05-12", State.DATE_ONLY)]
    assert Remark.ENDED_SOONER in ended.remarks


@pytest.mark.parametrize("when", ["2026-01-06", "2026-02-02"])
def test_what_comes_no_sooner_changes_nothing(when: str) -> None:
    timeline = run(LENGTH, assessed(("objectives_achieved", when), horizon="2026-12-31"))
    assert dated(timeline, "plan_end") == [(1, "2026-01-06", State.DATE_ONLY)]
    assert owed(timeline, "plan_end").remarks == ()


SOONER = (
    "topic: first_review_due, within: 3 months, after: first_meeting, "
    "or_sooner_on: significant_change"
)


def test_what_is_due_sooner_is_done_sooner() -> None:
    provisions = {
        **FIRST,
        "review": SOONER,
    }
    timeline = run(provisions, assessed(("significant_change", "2025-02-12")))
    assert dated(timeline, "review") == [(1, "2025-02-12", State.MET)]
    assert done(timeline, "review") == "2025-02-12"


LEAST = {
    "plan": "topic: plan_start, same_day_as: assessment_completed",
    "least": "topic: minimum_duration, not_before: 3 months, after: plan_start",
}


@pytest.mark.parametrize(
    ("ended", "state"),
    [
        ("2025-04-05", State.TOO_EARLY),
        ("2025-04-06", State.MET),
        ("2025-09-01", State.MET),
        (None, State.DATE_ONLY),
    ],
)
def test_an_end_before_its_earliest_day(ended: str | None, state: State) -> None:
    events = [("plan_end", ended)] if ended else []
    timeline = run(LEAST, assessed(*events))
    assert dated(timeline, "plan_end") == [(1, "2025-04-06", state)]


@pytest.mark.parametrize(
    "event", ["closure_decided", "plan_end", "case_closed", "case_transferred"]
)
def test_what_stops_a_clock(event: str) -> None:
    timeline = run(REVIEWS, assessed((event, "2025-03-20")))
    assert dated(timeline, "review") == [
        (1, "2025-03-03", State.MET),
        (2, "2025-04-14", State.STOPPED),
    ]
    assert done(timeline, "review", 2) == "2025-03-20"


def test_a_record_is_still_owed_after_the_plan_stops() -> None:
    provisions = {
        **REVIEWS,
        "minutes": MINUTES,
    }
    timeline = run(provisions, assessed(("closure_decided", "2025-03-04")))
    assert dated(timeline, "minutes", "review") == [(1, "2025-03-10", State.MET)]


# --- one thing that brings another -------------------------------------------------------

CHAIRS = {
    "chair": "topic: chair_required, of: review, roles: [social_worker]",
    "concern": (
        "topic: chair_required, of: review, exception_to: chair, "
        "when: {manager_concerned: true}, roles: [team_manager]"
    ),
}
MANAGER = "topic: chair_required, of: review, roles: [team_manager], when: "
EARLY = {
    **TWO_RULES,
    "early": "topic: early_review_due, within: 10 working days, after: significant_change",
}


def test_an_activity_that_counts_as_another_does_that_too() -> None:
    timeline = run(EARLY, assessed(("significant_change", "2025-03-03"), horizon="2025-07-31"))
    assert dated(timeline, "early_review") == [(1, "2025-03-17", State.MET)]
    assert dated(timeline, "review") == [
        (1, "2025-04-20", State.MET),  # done on 17 March, by the early one
        (2, "2025-06-17", State.MET),
        (3, "2025-09-17", State.NOT_YET_DUE),
    ]
    assert done(timeline, "review") == "2025-03-17"


def test_only_what_is_counted_from_what_counts_as_another_says_so() -> None:
    timeline = run(EARLY, assessed(("significant_change", "2025-03-03"), horizon="2025-07-31"))
    reviews = sorted(timeline.of("review"), key=lambda one: one.number)
    notes = [notes_on(one, common_vocabulary()) for one in reviews]
    assert ["counted from the early review, taken here as the review" in n for n in notes] == [
        False,
        True,
        False,
    ]
    (early,) = timeline.of("early_review")
    closing = {**EARLY, "close": "topic: closure_deadline, within: 5 days, after: closure_decided"}
    happened = [{"activity": "review", "number": 1, "then": ["closure_decided"]}]
    closed = run(
        closing,
        assessed(("significant_change", "2025-03-03"), happened=happened, horizon="2025-07-31"),
    )
    (close,) = closed.of("case_closed")
    assert not any("taken here as" in note for note in notes_on(close, common_vocabulary()))
    assert not any("taken here as" in note for note in notes_on(early, common_vocabulary()))


def test_what_is_said_of_an_activity_holds_for_what_it_counts_as() -> None:
    provisions = {
        **EARLY,
        **CHAIRS,
    }
    happened = [{"activity": "early_review", "with": {"manager_concerned": True}}]
    scenario = assessed(
        ("significant_change", "2025-03-03"), happened=happened, horizon="2025-07-31"
    )
    timeline = run(provisions, scenario)
    chairs = [roles(timeline, "chair_required", "chairing", "review", n) for n in (1, 2)]
    assert chairs == [{"team_manager"}, {"social_worker"}]


def test_an_event_that_follows_happens_the_same_day() -> None:
    provisions = {
        **REVIEWS,
        "close": "topic: closure_deadline, within: 5 working days, after: closure_decided",
    }
    scenario = assessed(happened=[reviewed(2, late_by="2 days", then=["closure_decided"])])
    timeline = run(provisions, scenario)
    assert dated(timeline, "review") == [
        (1, "2025-03-03", State.MET),
        (2, "2025-04-14", State.LATE),
        (3, "2025-05-28", State.STOPPED),
    ]
    assert due(timeline, "case_closed") == "2025-04-25"  # over Easter, from Wed 16 April


def test_a_circle_of_obligations_is_an_error() -> None:
    provisions = {**FIRST, "again": "topic: review_interval, same_day_as: [first_meeting, review]"}
    with pytest.raises(EndlessCaseError, match="more than 20000 obligations"):
        run(provisions, assessed())


def test_a_circle_of_events_that_follow_is_an_error() -> None:
    happened = [{"activity": "first_meeting", "then": ["first_meeting"]}]
    with pytest.raises(EndlessCaseError):
        run(FIRST, assessed(happened=happened))


def test_a_circle_of_activities_that_count_as_one_another_is_an_error() -> None:
    words = (
        "{activities: {panel: {meaning: A panel., counts_as: board}, "
        "board: {meaning: A board., counts_as: panel}}}"
    )
    provisions = {
        "panel": "topic: checkpoint_due, subject: panel, at: 1 week, after: assessment_completed"
    }
    with pytest.raises(EndlessCaseError):
        run(provisions, assessed(), vocabulary=words)


# --- facts -------------------------------------------------------------------------------

BY_RISK = {
    **FIRST,
    "six": "topic: visit_interval, every: 6 weeks, after: [first_meeting, visit]",
    "two": (
        "topic: visit_interval, exception_to: six, when: {high_risk_or_support: true}, "
        "every: 2 weeks, after: [first_meeting, visit]"
    ),
}


def changing(scenario: Scenario, on: str, facts: Mapping[str, FactValue]) -> Scenario:
    """The case with facts that change with the event of that day."""
    happenings = tuple(
        evolve(h, facts=facts) if h.date == day(on) else h for h in scenario.happenings
    )
    return evolve(scenario, happenings=happenings)


def test_facts_that_change_count_from_the_next_clock_on() -> None:
    scenario = assessed(("significant_change", "2025-02-03"), horizon="2025-04-10")
    timeline = run(BY_RISK, changing(scenario, "2025-02-03", {"high_risk_or_support": True}))
    found = [(o.provision.id, str(o.due and o.due.date)) for o in obligations(timeline, "visit")]
    assert found == [
        ("six", "2025-03-03"),  # its clock was running already
        ("two", "2025-03-17"),
        ("two", "2025-03-31"),
        ("two", "2025-04-14"),
    ]


def test_facts_no_word_is_known_for_are_not_taken_up() -> None:
    plain = assessed(("significant_change", "2025-02-03"))
    odd = changing(plain, "2025-02-03", {"shoe_size": 39})
    assert run(BY_RISK, odd) == run(BY_RISK, plain)


def test_facts_of_one_occurrence_hold_for_it_alone() -> None:
    provisions = {
        **REVIEWS,
        **CHAIRS,
    }
    happened = [reviewed(2, **{"with": {"manager_concerned": True}})]
    timeline = run(provisions, assessed(happened=happened))
    chairs = [roles(timeline, "chair_required", "chairing", "review", n) for n in (1, 2, 3)]
    assert chairs == [{"social_worker"}, {"team_manager"}, {"social_worker"}]


def test_the_number_of_the_review_decides() -> None:
    provisions = {
        **FIRST,
        "early": f"{REVIEWS['every']}, when: {{review_number: {{at_most: 2}}}}",
        "later": f"{TWO_RULES['later']}, when: {{review_number: {{above: 2}}}}",
        "chair": MANAGER + "{review_number: {multiple_of: 2}}",
    }
    timeline = run(provisions, assessed())
    assert [due(timeline, "review", n) for n in (1, 2, 3, 4)] == [
        "2025-03-03",
        "2025-04-14",
        "2025-07-14",
        "2025-10-14",
    ]
    chairs = [roles(timeline, "chair_required", "chairing", "review", n) for n in (1, 2, 3, 4)]
    assert chairs == ["not stated", {"team_manager"}, "not stated", {"team_manager"}]


def test_the_age_of_the_plan_decides() -> None:
    provisions = {
        **REVIEWS,
        "plan": "topic: plan_start, same_day_as: first_meeting",
        "chair": MANAGER + "{months_on_plan: {at_least: 6}}",
    }
    timeline = run(provisions, assessed())
    assert [roles(timeline, "chair_required", "chairing", "review", n) for n in (4, 5)] == [
        "not stated",  # 7 July, five whole months from 20 January
        {"team_manager"},
    ]


EXEMPT_IN = {
    **FIRST,
    "exempt": "topic: restriction, subject: custody, statement: No., when: {in_custody: true}",
}


@pytest.mark.parametrize(("in_custody", "said"), [(True, "not stated"), (False, {"team_manager"})])
def test_whether_another_provision_applies_decides(in_custody: bool, said: object) -> None:
    provisions = {**REVIEWS, **EXEMPT_IN, "chair": MANAGER + "{not: {applies: restriction}}"}
    timeline = run(provisions, assessed(facts={"in_custody": in_custody}))
    assert roles(timeline, "chair_required", "chairing", "review") == said


def test_whether_another_applies_decides_under_a_reading() -> None:
    readings = "{first: {because: One.}, second: {because: Two., when: {applies: restriction}}}"
    provisions = {**EXEMPT_IN, "reviews": f"{TWO_RULES['review-1']}, readings: {readings}"}
    timeline = run(provisions, assessed())
    assert [o.reading for o in owed(timeline, "review").alternatives] == ["second"]


def test_whether_another_applies_decides_on_a_power_to_vary() -> None:
    reviews = VARIED["reviews"].replace("cin_level: level_3", "applies: restriction")
    provisions = {**VARIED, **EXEMPT_IN, "reviews": reviews}
    timeline = run(provisions, assessed(facts={"in_custody": True}))
    assert owed(timeline, "review").latest


def test_one_reference_may_lead_to_another() -> None:
    provisions = {
        **EXEMPT_IN,
        "form": "topic: meeting_form, subject: short, of: review, statement: S., "
        "when: {applies: restriction}",
        "visits": "topic: visit_interval, every: 4 weeks, after: [first_meeting, visit], "
        "when: {applies: meeting_form}",
    }
    timeline = run(provisions, assessed(facts={"in_custody": True}))
    assert due(timeline, "visit") == "2025-02-17"


def test_references_in_a_circle_are_found_when_the_file_is_read() -> None:
    provisions = {
        "form": "topic: meeting_form, subject: short, of: review, statement: S., "
        "when: {applies: restriction}",
        "not": "topic: restriction, subject: long, statement: L., when: {applies: meeting_form}",
    }
    with pytest.raises(InputError):
        procedure(provisions)


# --- variation ---------------------------------------------------------------------------

VARIED = {
    **FIRST,
    "reviews": (
        "topic: review_interval, every: 6 weeks, after: [first_meeting, review], "
        "variation: {by: team_manager, up_to: 12 weeks, when: {cin_level: level_3}, "
        "force: may, cite: {section: A, paragraph: 2}}"
    ),
}
LEVEL_3: Mapping[str, FactValue] = {"cin_level": "level_3"}


def decided(to: str, by: str = "team_manager", on: str = "2025-03-03", **rest: Any) -> Obligation:
    """The second review, due on 14 April unless a decision changes that."""
    rest.setdefault("facts", LEVEL_3)
    return owed(run(VARIED, assessed(decisions=[(on, "review", to, by)], **rest)), "review", 2)


def test_the_furthest_a_power_goes_is_shown() -> None:
    timeline = run(VARIED, assessed(facts=LEVEL_3))
    second = owed(timeline, "review", 2)
    assert second.latest
    assert second.latest.date == date(2025, 5, 26)
    assert (second.decision, second.remarks) == (None, ())


@pytest.mark.parametrize(
    ("to", "when", "remark"),
    [
        ("8 weeks", "2025-04-28", Remark.VARIED),
        ("12 weeks", "2025-05-26", Remark.VARIED),
        ("85 days", "2025-04-14", Remark.VARIATION_REFUSED),
        ("3 months", "2025-04-14", Remark.VARIATION_REFUSED),
    ],
)
def test_a_decision_up_to_and_beyond_the_limit(to: str, when: str, remark: Remark) -> None:
    second = decided(to)
    assert second.due
    assert second.due.date == second.done == day(when)
    assert remark in second.remarks
    assert second.decision


@pytest.mark.parametrize(
    "rest", [{"by": "social_worker"}, {"facts": {}}, {"facts": {"cin_level": "level_2"}}]
)
def test_a_decision_nobody_had_the_power_to_make(rest: dict[str, Any]) -> None:
    second = decided("8 weeks", **rest)
    assert second.due
    assert second.due.date == date(2025, 4, 14)
    assert Remark.VARIATION_REFUSED in second.remarks


def test_a_decision_to_do_it_sooner_needs_no_power() -> None:
    second = decided("4 weeks", by="social_worker", facts={})
    assert second.due
    assert (second.due.date, second.done) == (date(2025, 4, 14), date(2025, 3, 31))
    assert second.state is State.MET
    assert Remark.VARIATION_REFUSED not in second.remarks


def test_a_decision_made_later_counts_from_the_next_clock_on() -> None:
    second = decided("8 weeks", on="2025-03-04")
    assert (second.due and second.due.date, second.decision) == (date(2025, 4, 14), None)


def test_the_latest_decision_counts() -> None:
    decisions = [
        ("2025-01-20", "review", "8 weeks", "team_manager"),
        ("2025-04-01", "review", "10 weeks", "team_manager"),
    ]
    timeline = run(VARIED, assessed(decisions=decisions, facts=LEVEL_3))
    assert [due(timeline, "review", n) for n in (1, 2)] == ["2025-03-17", "2025-05-12"]
    assert due(timeline, "review", 3) == "2025-07-21"


def test_a_power_with_no_limit_has_none() -> None:
    provisions = {**VARIED, "reviews": VARIED["reviews"].replace("up_to: 12 weeks, ", "")}
    decisions = [("2025-03-03", "review", "11 months", "team_manager")]
    timeline = run(provisions, assessed(decisions=decisions, facts=LEVEL_3, horizon="2026-12-31"))
    assert due(timeline, "review", 2) == "2026-02-03"
    assert owed(timeline, "review", 2).latest is None


# --- where the text gives no date --------------------------------------------------------

REVIEWED = {"every": "topic: review_interval, every: 6 weeks, after: [first_meeting, review]"}
UNDATED = {
    **REVIEWED,
    "first": "topic: first_meeting_due, no_period_stated: true, after: assessment_completed",
}
NOT_REQUIRED = {**REVIEWED, "first": "topic: first_meeting_due, says: no requirement"}
ASSUMED: Mapping[str, str] = {"first_meeting": "2025-02-03"}


def test_a_day_is_assumed_where_the_text_is_silent() -> None:
    timeline = run(REVIEWED, assessed(undated=ASSUMED, horizon="2025-04-01"))
    assert dated(timeline, "first_meeting") == []
    held = next(o for o in timeline.occurrences if o.event == "first_meeting")
    assert (held.date, held.assumed, held.obligation) == (date(2025, 2, 3), True, None)
    review = owed(timeline, "review")
    assert due(timeline, "review") == "2025-03-17"
    assert Remark.RESTS_ON_ASSUMED_DATE in review.remarks
    assert Remark.RESTS_ON_ASSUMED_DATE in owed(timeline, "review", 2).remarks


def test_a_day_is_assumed_where_the_text_gives_none() -> None:
    timeline = run(UNDATED, assessed(undated=ASSUMED, horizon="2025-04-01"))
    assert dated(timeline, "first_meeting") == [(1, None, State.MET)]
    assert done(timeline, "first_meeting") == "2025-02-03"
    assert due(timeline, "review") == "2025-03-17"


def test_what_is_undated_stays_so_where_nothing_is_assumed() -> None:
    timeline = run(UNDATED, assessed())
    assert dated(timeline, "first_meeting") == [(1, None, State.UNDATED)]
    assert dated(timeline, "review") == []


def test_nothing_is_assumed_of_what_need_not_be() -> None:
    timeline = run(NOT_REQUIRED, assessed(undated=ASSUMED))
    assert "first_meeting" not in {o.event for o in timeline.occurrences}
    assert says(timeline, "first_meeting_due", "first_meeting") == "no requirement"


def test_nothing_is_assumed_where_a_whole_topic_is_not_required() -> None:
    timeline = run(
        REVIEWED, assessed(undated=ASSUMED), silent_on={"first_meeting_due": "no requirement"}
    )
    assert "first_meeting" not in {o.event for o in timeline.occurrences}


def test_nothing_is_assumed_where_the_text_gives_a_date() -> None:
    timeline = run(REVIEWS, assessed(undated=ASSUMED))
    assert dated(timeline, "first_meeting") == [(1, "2025-01-20", State.MET)]
    assert not any(o.assumed for o in timeline.occurrences)
    assert timeline == run(REVIEWS, assessed())


def test_what_comes_before_an_assumed_meeting_is_taken_as_done() -> None:
    provisions = {
        **REVIEWED,
        "invited": INVITED_FIRST.format("at: 2 weeks"),
    }
    invited = owed(run(provisions, assessed(undated=ASSUMED)), "invitations", 1, "first_meeting")
    assert (invited.state, invited.done) == (State.MET, date(2025, 1, 20))
    assert Remark.RESTS_ON_ASSUMED_DATE in invited.remarks


# --- what the authority could know -------------------------------------------------------

MOVED = {"moved": "topic: first_meeting_due, within: 20 working days, after: move_in"}


@pytest.mark.parametrize(
    ("known", "held", "state", "ran_out"),
    [
        ("2025-01-10", "2025-02-03", State.MET, False),
        ("2025-02-03", "2025-02-03", State.MET, False),
        ("2025-02-04", "2025-02-04", State.LATE, True),
        ("2025-03-03", "2025-03-03", State.LATE, True),
    ],
)
def test_a_clock_that_ran_out_before_it_could_be_known(
    known: str, held: str, state: State, ran_out: bool
) -> None:
    timeline = run(MOVED, case(("move_in", "2025-01-06", known)))
    assert dated(timeline, "first_meeting") == [(1, "2025-02-03", state)]
    assert done(timeline, "first_meeting") == held
    assert (Remark.RAN_OUT_BEFORE_KNOWN in owed(timeline, "first_meeting").remarks) is ran_out


def test_nothing_is_done_late_before_it_is_known() -> None:
    happened = [{"activity": "first_meeting", "late_by": "1 week"}]
    timeline = run(MOVED, case(("move_in", "2025-01-06", "2025-03-03"), happened=happened))
    assert done(timeline, "first_meeting") == "2025-03-03"


# --- what rests on something the text does not state -------------------------------------

TAKEN = {
    "first": f"{FIRST['first']}, assumes: The child needs services.",
    "every": REVIEWS["every"],
    "minutes": "topic: record_due, subject: minutes, of: review, within: 1 week, after: review",
}


def goes_back(
    timeline: Timeline, subject: str, number: int = 1, of: str = ""
) -> list[tuple[str, int, str]]:
    """What was dated by each assumption a date goes back to; which they are does not vary."""
    found = owed(timeline, subject, number, of).goes_back_to
    return [(one.event, one.number, one.date.isoformat()) for one in found]


def test_what_is_counted_from_an_assumption_goes_back_to_it() -> None:
    timeline = run(TAKEN, assessed(horizon="2025-05-01"))
    first = owed(timeline, "first_meeting")
    assert (first.rests_on_assumption, first.goes_back_to) == (True, ())
    assert dated(timeline, "review")[:2] == [(1, "2025-03-03", "met"), (2, "2025-04-14", "met")]
    assert due(timeline, "minutes", 2, "review") == "2025-04-21"
    meeting = [("first_meeting", 1, "2025-01-20")]
    for of, number in (("", 1), ("", 2), ("", 3), ("review", 1), ("review", 2)):
        subject = "minutes" if of else "review"
        assert goes_back(timeline, subject, number, of) == meeting
        assert owed(timeline, subject, number, of).rests_on_assumption
    assert [one.what for one in owed(timeline, "review").goes_back_to] == [
        "The child needs services."
    ]
    assert owed(timeline, "review").remarks == ()


def test_what_takes_nothing_as_given_goes_back_to_nothing() -> None:
    timeline = run(REVIEWS, assessed())
    assert not any(one.goes_back_to or one.rests_on_assumption for one in timeline.obligations)


# A first meeting on the very day it is due is the case's own all the same.
@pytest.mark.parametrize(
    ("course", "review", "meeting"),
    [
        ({"held": "2025-01-20"}, "2025-03-03", []),
        ({"held": "2025-01-22"}, "2025-03-05", []),
        ({"late_by": "2 days"}, "2025-03-05", [("first_meeting", 1, "2025-01-22")]),
    ],
)
def test_a_day_that_the_case_states_ends_what_goes_back(
    course: dict[str, str], review: str, meeting: list[tuple[str, int, str]]
) -> None:
    timeline = run(TAKEN, assessed(happened=[{"activity": "first_meeting", **course}]))
    assert owed(timeline, "first_meeting").rests_on_assumption
    assert due(timeline, "review") == review
    assert goes_back(timeline, "review") == goes_back(timeline, "review", 2) == meeting


def test_a_review_held_on_a_stated_day_ends_it_for_those_after_it() -> None:
    timeline = run(TAKEN, assessed(happened=[reviewed(2, held="2025-04-10")]))
    meeting = [("first_meeting", 1, "2025-01-20")]
    assert [goes_back(timeline, "review", n) for n in (1, 2, 3)] == [meeting, meeting, []]
    assert due(timeline, "review", 3) == "2025-05-22"
    assert goes_back(timeline, "minutes", 1, "review") == meeting
    assert goes_back(timeline, "minutes", 2, "review") == []


def test_an_event_on_the_day_that_the_case_states_ends_it() -> None:
    provisions = {
        **FIRST,
        "assessed": "topic: assessment_limit, within: 9 weeks, after: referral, assumes: So.",
    }
    timeline = run(provisions, assessed(("referral", "2024-12-02")))
    assert owed(timeline, "assessment_completed").rests_on_assumption
    assert not owed(timeline, "first_meeting").rests_on_assumption


def test_a_clock_that_goes_on_from_what_was_missed_goes_back_as_far() -> None:
    timeline = run(TAKEN, assessed(happened=[reviewed(1, never=True)]))
    assert due(timeline, "review", 2) == "2025-04-14"
    assert goes_back(timeline, "review", 2) == [("first_meeting", 1, "2025-01-20")]


def test_notice_goes_back_to_what_its_meeting_rests_on_the_nearest_first() -> None:
    provisions = {
        "first": TAKEN["first"],
        "every": f"{REVIEWS['every']}, assumes: Reviews run from the meeting.",
        "invited": INVITED["invited"],
    }
    timeline = run(provisions, assessed())
    assert due(timeline, "invitations", 2, "review") == "2025-03-31"
    meeting, review = ("first_meeting", 1, "2025-01-20"), ("review", 1, "2025-03-03")
    assert goes_back(timeline, "invitations", 1, "review") == [review, meeting]
    # The second review takes the same as given as the first, which is told once.
    assert goes_back(timeline, "invitations", 2, "review") == [review, meeting]


@pytest.mark.parametrize(
    ("known", "held", "meeting"),
    [
        ("2025-02-03", "2025-02-03", [("first_meeting", 1, "2025-02-03")]),
        ("2025-02-04", "2025-02-04", []),
    ],
)
def test_the_day_on_which_the_authority_knew_is_the_case_s_own(
    known: str, held: str, meeting: list[tuple[str, int, str]]
) -> None:
    provisions = {**TAKEN, "first": f"{MOVED['moved']}, assumes: The child needs services."}
    timeline = run(provisions, case(("move_in", "2025-01-06", known)))
    assert done(timeline, "first_meeting") == held
    assert goes_back(timeline, "review") == meeting


def test_what_an_assumed_date_brings_forward_goes_back_to_it() -> None:
    provisions = {
        "first": TAKEN["first"],
        "plan": "topic: plan_start, same_day_as: assessment_completed",
        "usual": LENGTH["usual"].replace("objectives_achieved", "first_meeting"),
    }
    timeline = run(provisions, assessed())
    assert due(timeline, "plan_end") == "2025-01-20"
    assert goes_back(timeline, "plan_end") == [("first_meeting", 1, "2025-01-20")]


def test_a_date_that_the_case_assumes_is_marked_as_such_and_no_more() -> None:
    provisions = {**UNDATED, "first": f"{UNDATED['first']}, assumes: The child needs services."}
    timeline = run(provisions, assessed(undated=ASSUMED, horizon="2025-04-01"))
    assert not owed(timeline, "first_meeting").rests_on_assumption  # it has no date
    review = owed(timeline, "review")
    assert Remark.RESTS_ON_ASSUMED_DATE in review.remarks
    assert not review.rests_on_assumption


def test_a_day_that_the_case_states_ends_what_follows_from_one_it_assumes() -> None:
    # Six weeks from the meeting assumed on 3 February are 17 March, from 20 March 1 May.
    timeline = run(REVIEWED, assessed(undated=ASSUMED, happened=[reviewed(1, held="2025-03-20")]))
    assert [due(timeline, "review", n) for n in (1, 2)] == ["2025-03-17", "2025-05-01"]
    assert Remark.RESTS_ON_ASSUMED_DATE in owed(timeline, "review", 1).remarks
    assert Remark.RESTS_ON_ASSUMED_DATE not in owed(timeline, "review", 2).remarks


def test_a_clock_that_goes_on_from_what_was_missed_follows_from_the_date_assumed() -> None:
    timeline = run(REVIEWED, assessed(undated=ASSUMED, happened=[reviewed(1, never=True)]))
    assert due(timeline, "review", 2) == "2025-04-28"
    assert Remark.RESTS_ON_ASSUMED_DATE in owed(timeline, "review", 2).remarks


# --- readings ----------------------------------------------------------------------------

TWO_TRIGGERS = {
    "moved": (
        "topic: first_meeting_due, readings: {"
        "residence: {because: One place says so., within: 20 working days, after: move_in}, "
        "notice: {because: Another says so., within: 20 working days, after: move_in_notified}}"
    )
}


def test_a_reading_with_another_trigger() -> None:
    timeline = run(
        TWO_TRIGGERS, case(("move_in", "2025-01-06"), ("move_in_notified", "2025-01-20"))
    )
    first = owed(timeline, "first_meeting")
    assert due(timeline, "first_meeting") == "2025-02-03"
    assert other_dates(first) == {"notice": "2025-02-17"}


def test_a_reading_whose_trigger_never_happens_has_no_date() -> None:
    timeline = run(TWO_TRIGGERS, case(("move_in", "2025-01-06")))
    assert other_dates(owed(timeline, "first_meeting")) == {"notice": None}


def test_a_reading_that_would_make_due_what_the_default_does_not() -> None:
    timeline = run(TWO_TRIGGERS, case(("move_in_notified", "2025-01-20")))
    assert dated(timeline, "first_meeting") == []
    others = timeline.other_readings[Question("first_meeting_due", "first_meeting")]
    assert [(o.reading, o.due and str(o.due.date)) for o in others] == [("notice", "2025-02-17")]


BY_LEVEL = {
    **FIRST,
    "level": (
        "topic: first_review_due, readings: {"
        "three: {because: One table., when: {cin_level: level_3}}, "
        "low: {because: Another., when: {cin_level: [level_2, level_3]}}}, "
        "within: 3 months, after: first_meeting"
    ),
    "others": (
        "topic: first_review_due, when: {cin_level: level_1}, within: 6 weeks, after: first_meeting"
    ),
}


def test_a_reading_with_another_condition() -> None:
    question = Question("first_review_due", "review")
    level_2 = run(BY_LEVEL, assessed(facts={"cin_level": "level_2"}))
    assert dated(level_2, "review") == []
    others = level_2.other_readings[question]
    assert [(o.reading, o.due and str(o.due.date)) for o in others] == [("low", "2025-04-20")]
    level_1 = run(BY_LEVEL, assessed(facts={"cin_level": "level_1"}))
    assert due(level_1, "review") == "2025-03-03"
    assert question not in level_1.other_readings


EXEMPT = {
    "first": (
        "topic: first_meeting_due, readings: {"
        "due: {because: One place., within: 10 working days, after: assessment_completed}, "
        "exempt: {because: Another., says: no requirement}}"
    )
}


def test_a_reading_that_is_a_silence() -> None:
    timeline = run(EXEMPT, assessed())
    (other,) = owed(timeline, "first_meeting").alternatives
    assert (other.reading, other.due) == ("exempt", None)
    assert other.answer.silence
    assert other.answer.silence.kind == "no requirement"


def test_a_silence_one_reading_of_which_gives_a_date() -> None:
    turned = EXEMPT["first"].replace("due: {", "first: {").replace("exempt: {", "second: {")
    head, _, tail = turned.partition("readings: {")
    first, second = tail[:-1].split(", second: ")
    swapped = {"first": f"{head}readings: {{second: {second}, {first}}}"}
    timeline = run(swapped, assessed())
    assert says(timeline, "first_meeting_due", "first_meeting") == "no requirement"
    others = timeline.other_readings[Question("first_meeting_due", "first_meeting")]
    assert [(o.reading, o.due and str(o.due.date)) for o in others] == [("first", "2025-01-20")]


def test_days_of_no_stated_kind_are_read_both_ways() -> None:
    provisions = {"first": "topic: first_meeting_due, within: 10 days, after: assessment_completed"}
    first = owed(run(provisions, assessed()), "first_meeting")
    assert first.due
    assert first.due.date == date(2025, 1, 16)
    assert other_dates(first) == {"working_days": "2025-01-20"}


@pytest.mark.parametrize("unit", ["calendar days", "working days", "weeks"])
def test_days_of_a_stated_kind_are_read_one_way(unit: str) -> None:
    provisions = {
        "first": f"topic: first_meeting_due, within: 10 {unit}, after: assessment_completed"
    }
    assert owed(run(provisions, assessed()), "first_meeting").alternatives == ()


@pytest.mark.parametrize("course", [{}, {"never": True}])
def test_who_chairs_is_asked_once_for_a_meeting_two_rules_ask_for(course: dict[str, Any]) -> None:
    provisions = {
        **TWO_RULES,
        **CHAIRS,
        "too": "topic: checkpoint_due, subject: review, within: 9 weeks, after: first_meeting",
    }
    happened = [reviewed(1, **course)]
    for horizon in ("2025-03-01", "2025-04-30"):
        timeline = run(provisions, assessed(happened=happened, horizon=horizon))
        asked = [a for a in timeline.assignments if a.number == 1]
        assert [(a.question.of, str(a.date)) for a in asked] == [("review", "2025-03-24")]


# --- order and ends ----------------------------------------------------------------------


def test_an_event_comes_first_on_its_day() -> None:
    timeline = run(REVIEWS, assessed(("closure_decided", "2025-03-03")))
    assert dated(timeline, "review") == [(1, "2025-03-03", State.STOPPED)]


def test_what_the_case_dates_comes_before_what_falls_due() -> None:
    happened = [{"activity": "visit", "held": "2025-03-03"}]
    timeline = run(REVIEWS, assessed(happened=happened, horizon="2025-03-03"))
    assert [o.event for o in timeline.occurrences] == [
        "assessment_completed",
        "first_meeting",
        "visit",
        "review",
    ]


def test_a_day_is_assumed_last_so_that_one_the_text_gives_comes_first() -> None:
    timeline = run(REVIEWS, assessed(undated={"first_meeting": "2025-01-20"}))
    assert dated(timeline, "first_meeting") == [(1, "2025-01-20", State.MET)]
    assert not any(o.assumed for o in timeline.occurrences)


def test_occurrences_are_in_order_of_time() -> None:
    timeline = run({**GIVING_WAY, "invited": INVITED["invited"]}, assessed())
    days = [o.date for o in timeline.occurrences]
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("horizon", "state", "last"),
    [
        ("2025-03-02", State.NOT_YET_DUE, 1),
        ("2025-03-03", State.MET, 2),
        ("2025-03-04", State.MET, 2),
    ],
)
def test_the_horizon_day_itself_is_followed(horizon: str, state: State, last: int) -> None:
    timeline = run(REVIEWS, assessed(horizon=horizon))
    assert owed(timeline, "review").state is state
    assert max(o.number for o in obligations(timeline, "review")) == last


@pytest.mark.parametrize(
    ("horizon", "state"),
    [("2025-03-03", State.MISSED), ("2025-03-16", State.MISSED), ("2025-03-17", State.LATE)],
)
def test_what_is_late_is_not_done_at_a_horizon_before_it_is(horizon: str, state: State) -> None:
    timeline = run(REVIEWS, assessed(happened=[reviewed(1, late_by="2 weeks")], horizon=horizon))
    assert owed(timeline, "review").state is state


def test_events_after_the_horizon_do_not_happen() -> None:
    timeline = run(REVIEWS, assessed(("closure_decided", "2025-03-01"), horizon="2025-02-28"))
    assert owed(timeline, "review").state is State.NOT_YET_DUE


# --- what holds of every run -------------------------------------------------------------

ALL_TOGETHER = {
    **selected("6 months"),
    "progress": PROGRESS,
    "visit-1": "topic: first_visit_due, within: 5 working days, after: [first_meeting, move_in]",
    "visits": BY_RISK["six"],
    "often": BY_RISK["two"].replace("exception_to: six", "exception_to: visits"),
    "early": EARLY["early"],
    "invited": INVITED["invited"].replace("2 weeks", "10 working days"),
    "minutes": MINUTES.replace("working days", "days"),
    "sent": CIRCULATED,
    "usual": LENGTH["usual"],
    "close": "topic: closure_deadline, within: 5 working days, after: closure_decided",
    "chair": "topic: chair_required, of: review, roles: [social_worker]",
}
EVERYTHING = stacked(procedure(ALL_TOGETHER))
UNRELATED = "information_requested"
"""An event that nothing in the procedure refers to."""

STARTING = date(2025, 1, 6)
DAYS = st.integers(0, 400).map(lambda n: STARTING + timedelta(days=n))
EVENTS = st.sampled_from(
    ["significant_change", "move_in", "closure_decided", "objectives_achieved", "review", "visit"]
)
COURSES = st.fixed_dictionaries(
    {
        "activity": st.sampled_from(["review", "progress_meeting", "visit", "early_review"]),
        "number": st.integers(1, 3),
    }
).flatmap(
    lambda course: st.sampled_from(
        [
            {**course, "never": True},
            {**course, "late_by": "9 days"},
            {**course, "late_by": "3 working days", "with": {"high_risk_or_support": True}},
            {**course, "held": "2025-04-02"},
            {**course, "then": ["significant_change"]},
        ]
    )
)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A case of some events and courses, followed for up to fifteen months."""
    events = draw(st.lists(st.tuples(EVENTS, DAYS.map(str)), max_size=4))
    by_occurrence = {(c["activity"], c["number"]): c for c in draw(st.lists(COURSES, max_size=4))}
    return assessed(
        *events,
        happened=list(by_occurrence.values()),
        facts={"high_risk_or_support": draw(st.booleans())},
        horizon=str(STARTING + timedelta(days=draw(st.integers(0, 450)))),
    )


def simulated(scenario: Scenario) -> Timeline:
    return simulate(EVERYTHING, scenario, england())


@PROPERTY
@given(scenarios())
def test_the_same_case_twice_gives_the_same_timeline(scenario: Scenario) -> None:
    fresh = simulate(stacked(procedure(ALL_TOGETHER)), scenario, england())
    assert simulated(scenario) == simulated(scenario) == fresh


@PROPERTY
@given(scenarios(), DAYS)
def test_what_nothing_refers_to_changes_no_obligation(scenario: Scenario, on: date) -> None:
    extra = Happening(date=on, event=UNRELATED, facts={"moved_repeatedly": True})
    happenings = tuple(sorted((*scenario.happenings, extra), key=lambda h: h.date))
    facts = {**scenario.facts, "in_custody": True}
    other = simulated(evolve(scenario, happenings=happenings, facts=facts))
    plain = simulated(scenario)
    assert other.obligations == plain.obligations
    assert other.assignments == plain.assignments


@PROPERTY
@given(scenarios(), st.integers(1, 300))
def test_a_longer_horizon_keeps_what_was_due_before_the_shorter(
    scenario: Scenario, further: int
) -> None:
    until = scenario.horizon
    longer = simulated(evolve(scenario, horizon=until + timedelta(days=further)))
    assert due_by(simulated(scenario), until) == due_by(longer, until)
    happened = [one for one in longer.occurrences if one.date <= until]
    assert list(simulated(scenario).occurrences) == happened


def due_by(timeline: Timeline, until: date) -> list[tuple[Question, int, str, date, date | None]]:
    """What was due up to a day, and when it was done if that was by then too."""
    return [
        (o.question, o.number, o.provision.id, o.due.date, done_by(o, until))
        for o in timeline.obligations
        if o.due and o.due.date <= until
    ]


def done_by(obligation: Obligation, until: date) -> date | None:
    return obligation.done if obligation.done and obligation.done <= until else None


@PROPERTY
@given(scenarios())
def test_things_happen_in_order_and_each_once(scenario: Scenario) -> None:
    timeline = simulated(scenario)
    days = [one.date for one in timeline.occurrences]
    assert days == sorted(days)
    for activity in ("review", "visit", "progress_meeting"):
        numbers = [one.number for one in timeline.occurrences if one.event == activity]
        assert numbers == sorted(set(numbers))
    about = [(one.question, one.number) for one in timeline.assignments]
    assert len(about) == len(set(about))


@PROPERTY
@given(scenarios())
def test_every_state_says_what_the_days_say(scenario: Scenario) -> None:
    for one in simulated(scenario).obligations:
        if one.due is None:
            assert one.state is State.NO_OCCASION
            continue
        assert (one.state is State.NOT_YET_DUE) <= (one.due.date > scenario.horizon)
        assert (one.state is State.MISSED) <= (one.due.date <= scenario.horizon)
        assert (one.state is State.SKIPPED) is (one.instead is not None)
        if one.state in (State.MET, State.LATE):
            assert one.done
            assert (one.done > one.due.date) is (one.state is State.LATE)


@PROPERTY
@given(scenarios())
def test_every_trigger_is_something_that_happened(scenario: Scenario) -> None:
    timeline = simulated(scenario)
    happened = set(timeline.occurrences)
    for one in timeline.obligations:
        trigger = one.trigger
        if trigger and trigger.missed:
            assert trigger.obligation is not None
            assert timeline.obligations[trigger.obligation].state is State.MISSED
        elif trigger:
            assert evolve(trigger, obligation=None) in {
                evolve(h, obligation=None) for h in happened
            }
