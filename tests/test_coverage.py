"""What scenarios cover: every reason for which a provision is not reached, both ways."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from cinpolicy import wording
from cinpolicy.case import Scenario
from cinpolicy.cells import Column
from cinpolicy.conditions import All, Condition, Facts, leaves
from cinpolicy.conditions import Test as FactTest
from cinpolicy.coverage import coverage
from cinpolicy.coverage.results import Coverage, Pair, Ref, ScenarioShare, Unreached, WhyNot
from cinpolicy.hookspecs import hookimpl
from cinpolicy.loading import common_vocabulary, load_scenario
from cinpolicy.loading.bank_holidays import england
from cinpolicy.provisions import Answer, Provision, Question
from cinpolicy.reporting import coverage as report
from cinpolicy.reporting.coverage_shapes import as_json
from cinpolicy.reporting.look import Look
from cinpolicy.simulator import simulate
from cinpolicy.stack import PolicyStack
from cinpolicy.timeline import Timeline
from cinpolicy.vocabulary import TopicKind
from tests.cases import Written, case, library
from tests.test_simulator import (
    FIRST,
    MINUTES,
    REVIEWS,
    assessed,
    procedure,
    reviewed,
    stacked,
)
from tests.test_stack import AllPython

ROOT = Path(__file__).parents[1]


def covered(provisions: Mapping[str, str], *cases: Scenario, **rest: Any) -> Coverage:
    """The coverage of one procedure of a few lines."""
    return coverage([stacked(procedure(provisions, **rest))], cases, england())


def named(name: str, scenario: Scenario) -> Scenario:
    return evolve(scenario, name=name)


def left(found: Coverage) -> dict[str, Unreached]:
    """The provisions not reached, by id."""
    return {one.ref.provision: one for layer in found.layers for one in layer.unreached}


def why(provisions: Mapping[str, str], id_: str, *cases: Scenario, **rest: Any) -> Unreached:
    """What is said of one provision that is not reached."""
    return left(covered(provisions, *cases, **rest))[id_]


def is_reached(provisions: Mapping[str, str], id_: str, *cases: Scenario, **rest: Any) -> bool:
    return id_ not in left(covered(provisions, *cases, **rest))


# --- nothing brings it into play -----------------------------------------------------------


def test_a_timescale_is_not_reached_where_nothing_starts_its_clock() -> None:
    one = why(FIRST, "first", case(("referral", "2025-01-06")))
    assert one.reason.why is WhyNot.NEVER_HAPPENED
    assert one.reason.missing == ("assessment_completed",)
    assert one.sentence == (
        "Its clock starts with the assessment being completed, which no scenario brings about "
        "under this procedure."
    )
    assert is_reached(FIRST, "first", case(("referral", "2025-01-06")), assessed())


def test_an_event_is_something_a_scenario_has() -> None:
    early = {"early": "topic: early_review_due, within: 1 week, after: significant_change"}
    one = why(early, "early", assessed())
    assert one.sentence == "Its clock starts with a significant change, which no scenario has."
    assert is_reached(early, "early", assessed(("significant_change", "2025-02-03")))


def test_what_else_could_start_a_clock_is_told_beside_its_condition() -> None:
    either = {
        "first": "topic: first_meeting_due, within: 10 working days, "
        "after: [assessment_completed, move_in], when: {disabled: true}"
    }
    one = why(either, "first", assessed())
    assert one.reason.why is WhyNot.TEST_NEVER_HELD
    assert one.reason.missing == ("move_in",)
    assert one.sentence == (
        'Never the case at the time of the assessment being completed: "disabled". Its clock can '
        "start with the family becoming resident here too, which no scenario has."
    )


NOTICE = {
    "invited": "topic: notice_due, subject: invitations, of: first_meeting, "
    "at_least: 5 working days, before: first_meeting"
}


def test_a_notice_needs_a_meeting_with_a_date() -> None:
    undated = {
        **NOTICE,
        "first": "topic: first_meeting_due, no_period_stated: true, after: referral",
    }
    one = why(undated, "invited", case(("referral", "2025-01-06")))
    assert one.reason.why is WhyNot.NO_DATED_MEETING
    assert one.sentence == (
        "No scenario gives the first meeting a date that this could be counted back from."
    )
    assert is_reached({**NOTICE, **FIRST}, "invited", assessed())


def test_a_notice_before_a_meeting_that_is_there_by_assumption_is_reached() -> None:
    silent = {**NOTICE, "note": "topic: who_may_close, roles: [social_worker]"}
    assumed = assessed(undated={"first_meeting": "2025-02-03"})
    assert is_reached(silent, "invited", assumed)
    assert not is_reached(silent, "invited", assessed())


def test_what_is_said_of_a_meeting_needs_the_meeting() -> None:
    chair = {"chair": "topic: chair_required, of: review, roles: [social_worker]"}
    one = why({**FIRST, **chair}, "chair", assessed())
    assert one.reason.why is WhyNot.NOT_HELD
    assert one.reason.missing == ("review",)
    assert one.sentence == (
        "It is about the review, which no scenario brings about under this procedure."
    )
    assert is_reached({**REVIEWS, **chair}, "chair", assessed())


def test_a_meeting_owed_and_never_held_reaches_what_is_said_of_it() -> None:
    chair = {"chair": "topic: chair_required, of: review, roles: [social_worker]"}
    never = assessed(happened=[reviewed(1, never=True)], horizon="2025-03-31")
    assert is_reached({**REVIEWS, **chair}, "chair", never)


def test_a_clock_that_starts_only_when_the_thing_is_no_longer_owed() -> None:
    early = {"early": "topic: early_review_due, within: 1 week, after: significant_change"}
    ended = ("plan_end", "2025-02-03")
    one = why(early, "early", assessed(ended, ("significant_change", "2025-02-04")))
    assert one.reason.why is WhyNot.NO_LONGER_OWED
    assert one.reason.stopped_by == ("plan_end",)
    assert one.sentence == (
        "A significant change came only after the end of the plan, when this is no longer owed."
    )
    assert is_reached(early, "early", assessed(("significant_change", "2025-02-02"), ended))


COPIED = {
    "minutes": "topic: record_due, subject: minutes, of: first_meeting, "
    "within: 5 working days, after: first_meeting",
    "copied": "topic: record_due, subject: plan_circulated, of: review, "
    "within: 5 working days, after: minutes",
}


def test_a_clock_that_is_started_for_another_meeting() -> None:
    one = why({**REVIEWS, **COPIED}, "copied", assessed())
    assert one.reason.why is WhyNot.OF_ANOTHER_MEETING
    assert one.sentence == "The minutes came up, but never for the review."
    assert is_reached({**REVIEWS, **COPIED, "minutes-2": MINUTES}, "copied", assessed())


def near(at: str) -> dict[str, str]:
    return {
        **REVIEWS,
        "started": "topic: plan_start, same_day_as: first_meeting",
        "shared": "topic: notice_due, subject: assessment_shared, of: review, at: 1 week, "
        f"before: review, which: {{at: {at}, after: plan_start, give_or_take: 2 weeks}}",
    }


def test_a_notice_before_a_meeting_near_a_point_in_time() -> None:
    short = assessed(horizon="2025-06-30")
    one = why(near("24 months"), "shared", short)
    assert one.reason.why is WhyNot.NO_SUCH_MEETING
    assert one.sentence == (
        "No scenario has the review within 2 weeks of 24 months after the plan starting."
    )
    assert is_reached(near("3 months"), "shared", short)  # 20 April: the review of 14 April
    unstarted = {k: v for k, v in near("3 months").items() if k != "started"}
    unstarted["unheard"] = "topic: plan_start, same_day_as: move_in"
    one = why(unstarted, "shared", short)
    assert (one.reason.why, one.reason.missing) == (WhyNot.NEVER_HAPPENED, ("plan_start",))


def test_a_notice_asked_about_for_another_meeting_than_its_own() -> None:
    notices = {
        **FIRST,
        "before-review": "topic: notice_due, subject: invitations, before: review, "
        "when: {disabled: true}",
        "before-first": "topic: notice_due, subject: invitations, before: first_meeting, "
        "when: {disabled: false}",
    }
    one = why(notices, "before-review", assessed(facts={"disabled": True}))
    assert (one.reason.why, one.reason.missing) == (WhyNot.NO_DATED_MEETING, ("review",))


def test_a_meeting_that_has_a_date_and_is_not_yet_held_starts_no_clock() -> None:
    one = why({**REVIEWS, "minutes": MINUTES}, "minutes", assessed(horizon="2025-01-31"))
    assert (one.reason.why, one.reason.missing) == (WhyNot.NEVER_HAPPENED, ("review",))


def placed_by_a_move(**disabled: str) -> dict[str, str]:
    """What is due before the first meeting, if that falls near two years after a move in."""
    near_it = "which: {at: 24 months, after: move_in, give_or_take: 2 weeks}"
    before = "topic: notice_due, subject: invitations, of: first_meeting, before: first_meeting"
    return {
        **FIRST,
        "usual": f"{before}, {near_it}, when: {{disabled: false}}",
        "other": f"{before}, when: {{disabled: true}}" + disabled.get("also", ""),
    }


def test_a_condition_that_holds_once_it_is_known_which_meeting_is_meant() -> None:
    moved = evolve_facts(assessed(("move_in", "2025-01-08")), disabled=True)
    known = ", which: {at: 24 months, after: move_in, give_or_take: 2 weeks}"
    one = why(placed_by_a_move(also=known), "other", moved)
    assert one.reason.why is WhyNot.NO_SUCH_MEETING
    one = why(placed_by_a_move(), "other", moved)
    assert one.reason.why is WhyNot.OTHER_EVENT
    assert one.reason.held_when == ("first_meeting",)
    assert one.sentence == (
        "Its condition held at the time of the first meeting, but never the case when the first "
        'meeting was given its date: "disabled".'
    )


MISSED = {
    **REVIEWS,
    "once": "topic: review_interval, exception_to: every, within: 3 months, after: review, "
    "when: {review_number: {at_least: 2}}",
    "again": "topic: review_interval, exception_to: every, every: 3 months, after: review, "
    "when: {review_number: {at_least: 5}}",
}


def test_a_review_that_is_missed_starts_only_a_clock_that_recurs() -> None:
    missed = assessed(happened=[reviewed(1, never=True)], horizon="2025-03-31")
    rules = {name: text for name, text in MISSED.items() if name != "again"}
    one = why(rules, "once", missed)
    assert (one.reason.why, one.reason.missing) == (WhyNot.NEVER_HAPPENED, ("review",))
    assert is_reached(rules, "once", assessed())
    rules = {name: text for name, text in MISSED.items() if name != "once"}
    one = why(rules, "again", missed)
    assert (one.reason.why, one.reason.missing) == (WhyNot.TEST_NEVER_HELD, ())
    assert 'at the time of the review: "review number is at least 5"' in one.sentence


# --- its condition -------------------------------------------------------------------------


def closing(when: str) -> dict[str, str]:
    return {"close": f"topic: who_may_close, roles: [team_manager], when: {{{when}}}"}


def test_a_test_that_never_held_with_the_values_seen() -> None:
    rule = closing("age: {at_least: 16}, disabled: true")
    cases = [assessed(born="2010-01-06", horizon="2025-12-31", facts={"disabled": True})]
    cases.append(assessed(born="2018-06-01"))
    one = why(rule, "close", *cases)
    assert one.reason.why is WhyNot.TEST_NEVER_HELD
    lacking = [(it.test, dict(it.seen)) for it in one.reason.lacking]
    # at the horizon, 31 December 2025, the one is 15 and the other 7
    assert lacking == [("age is at least 16", {"age": (7, 15)})]
    assert one.sentence == 'Never the case: "age is at least 16" (seen: 7 and 15).'
    older = assessed(born="2009-12-31", facts={"disabled": True})
    assert is_reached(rule, "close", *cases, older)


def test_several_tests_that_never_held_and_alternatives_are_told_as_a_whole() -> None:
    one = why(
        closing("any: [{disabled: true}, {team: disability}], consent_given: false"),
        "close",
        assessed(),
    )
    assert [lacking.test for lacking in one.reason.lacking] == [
        "either disabled or team is disability",
        "consent given: no",
    ]
    assert ', nor "consent given: no".' in one.sentence
    assert "(seen: team: " in one.sentence
    withdrawn = assessed(facts={"consent_given": False})
    found = why(
        closing("any: [{disabled: true}, {team: disability}], consent_given: false"),
        "close",
        withdrawn,
    )
    assert [it.test for it in found.reason.lacking] == ["either disabled or team is disability"]


def test_tests_that_each_held_but_never_all_at_once() -> None:
    rule = closing("disabled: true, consent_given: false, worker_newly_qualified: true")
    cases = (
        named("one", assessed(facts={"disabled": True})),
        named("two", assessed(facts={"consent_given": False, "worker_newly_qualified": True})),
    )
    one = why(rule, "close", *cases)
    assert one.reason.why is WhyNot.NEVER_TOGETHER
    assert one.reason.closest
    assert one.reason.closest.scenario == "two"
    assert one.reason.closest.lacking == ("disabled",)
    assert one.reason.lacking == ()
    assert one.sentence == (
        "Each part of its condition held at some time, but never all at once; closest is two, "
        'where "disabled" was lacking.'
    )
    facts = {"disabled": True, "consent_given": False, "worker_newly_qualified": True}
    assert is_reached(rule, "close", *cases, assessed(facts=facts))


def test_a_condition_is_looked_at_only_when_its_clock_can_start() -> None:
    rule = {"first": f"{FIRST['first']}, when: {{disabled: true}}"}
    later = named("later", evolve_facts(assessed(("first_contact", "2025-03-03")), disabled=True))
    one = why(rule, "first", later)
    assert one.reason.why is WhyNot.TEST_NEVER_HELD
    assert one.reason.held_at_end == "later"
    assert one.sentence == (
        'Never the case at the time of the assessment being completed: "disabled". At the end of '
        "later its condition held, too late for its clock."
    )


def evolve_facts(scenario: Scenario, **facts: Any) -> Scenario:
    """The scenario with facts that change at its last event."""
    *before, last = scenario.happenings
    return evolve(scenario, happenings=(*before, evolve(last, facts=facts)))


OTHER = {
    "from-change": "topic: early_review_due, within: 1 week, after: significant_change, "
    "when: {disabled: false}",
    "from-assessment": "topic: early_review_due, within: 2 weeks, after: assessment_completed, "
    "when: {disabled: true}",
}


def test_a_condition_that_held_when_another_event_happened() -> None:
    changed = evolve_facts(assessed(("significant_change", "2025-02-03")), disabled=True)
    one = why(OTHER, "from-assessment", changed)
    assert one.reason.why is WhyNot.OTHER_EVENT
    assert one.reason.held_when == ("significant_change",)
    assert one.sentence == (
        "Its condition held at the time of a significant change, but never the case at the time "
        'of the assessment being completed: "disabled".'
    )
    assert is_reached(OTHER, "from-assessment", assessed(facts={"disabled": True}))


def test_an_exception_that_takes_the_place_of_a_rule_each_time() -> None:
    rules = {
        **FIRST,
        "sooner": "topic: first_meeting_due, exception_to: first, within: 5 working days, "
        "after: assessment_completed, when: {disabled: true}",
    }
    disabled = assessed(facts={"disabled": True})
    one = why(rules, "first", disabled)
    assert one.reason.why is WhyNot.TAKEN_PLACE_OF
    assert [(it.layer, it.provision) for it in one.reason.instead] == [("testshire", "sooner")]
    assert one.sentence == (
        "Its condition held, but each time its exception sooner took its place."
    )
    assert is_reached(rules, "first", disabled, assessed())
    assert not is_reached(rules, "sooner", assessed())


def test_a_layer_below_is_counted_by_itself_over_all_stacks() -> None:
    below = procedure(FIRST, slug="everywhere", layer="national")
    speaks = procedure(REVIEWS, slug="speaks")
    defers = procedure(
        {"c": closing("disabled: true")["close"]},
        slug="defers",
        silent_on={"first_meeting_due": "deferred"},
    )
    over_both = [stacked(below, speaks), stacked(below, defers)]
    found = coverage(over_both, [assessed()], england())
    assert [layer.layer for layer in found.layers] == ["speaks", "defers", "everywhere"]
    one = next(o for o in found.layers[2].unreached)
    assert one.ref == Ref("everywhere", "first")
    assert one.sentence == (
        "Its condition held, but each time first of speaks and the silence of defers "
        "(deferred) took its place."
    )
    silent = procedure(closing("disabled: true"), slug="silent")
    found = coverage([stacked(below, silent), *over_both], [assessed()], england())
    assert found.layers[3].reached == found.layers[3].provisions == 1


def test_what_is_said_of_the_whole_work_is_counted_apart() -> None:
    rules = {
        **FIRST,
        "early": "topic: principle, subject: partnership_with_families, statement: Together.",
    }
    layer = covered(rules, assessed()).layers[0]
    assert (layer.reached, layer.provisions, layer.whole_work) == (1, 1, ("early",))
    assert layer.unreached == ()


# --- what counts as reached ----------------------------------------------------------------


def test_an_obligation_counts_whatever_became_of_it() -> None:
    stopped = assessed(("plan_end", "2025-01-08"))
    assert is_reached(FIRST, "first", stopped)
    assert is_reached(REVIEWS, "every", assessed(horizon="2025-01-21"))  # not due by then


def test_a_silence_counts_where_it_is_the_answer() -> None:
    none = {
        **FIRST,
        "none": "topic: first_meeting_due, exception_to: first, says: no requirement, "
        "when: {disabled: true}",
    }
    assert is_reached(none, "none", assessed(facts={"disabled": True}))
    one = why(none, "none", assessed())
    assert one.sentence == 'Never the case: "disabled".'


def test_another_reading_does_not_count_but_is_told() -> None:
    read = {
        "first": "topic: first_meeting_due, readings: {"
        "one: {because: x, within: 5 working days, after: move_in}, "
        "two: {because: y, within: 5 working days, after: assessment_completed}}"
    }
    one = why(read, "first", assessed())
    assert one.readings == ("two",)
    assert one.reason.why is WhyNot.NEVER_HAPPENED
    unread = why(read, "first", case(("referral", "2025-01-06")))
    assert unread.readings == ()


def test_another_reading_about_a_meeting_that_is_not_held_reaches_nothing() -> None:
    read = {
        **FIRST,
        "filed": "topic: responsible_role, subject: recording, of: review, readings: {"
        "one: {because: x, says: not stated, statement: Not said.}, "
        "two: {because: y, roles: [social_worker]}}",
    }
    assert why(read, "filed", assessed()).readings == ()


# --- scenarios, pairs ----------------------------------------------------------------------


def test_scenarios_that_add_nothing_and_what_only_one_reaches() -> None:
    found = covered(
        {**REVIEWS, **closing("disabled: true")},
        named("plain", assessed()),
        named("again", assessed()),
        named("disabled", assessed(facts={"disabled": True})),
    )
    assert [(s.reached, len(s.only_here)) for s in found.scenarios] == [(2, 0), (2, 0), (3, 1)]
    assert found.scenarios[2].only_here == (Ref("testshire", "close"),)
    assert [one.scenario for one in found.adding_nothing] == ["plain", "again"]
    alone = covered(REVIEWS, named("plain", assessed()))
    assert alone.adding_nothing == ()


def test_a_scenario_that_alone_tells_two_authorities_apart_adds_that() -> None:
    one, other = twins("10 working days", "9 working days")
    plain, disabled = (
        named("plain", assessed()),
        named("disabled", assessed(facts={"disabled": True})),
    )
    found = coverage([one, other], [plain, disabled, named("so", disabled)], england())
    assert found.pairs[0].scenarios == ("disabled", "so")
    assert found.not_told_apart == ()
    assert [s.scenario for s in found.adding_nothing] == ["plain", "disabled", "so"][1:]
    two = coverage([one, other], [plain, disabled], england())
    assert two.scenarios[1].only_here_apart == (Pair("one", "other"),)
    assert two.scenarios[1].tells_apart == 1
    same = coverage([one, other], [plain], england())
    assert same.not_told_apart == (Pair("one", "other"),)
    assert "Told apart by no scenario: one and other" in report.as_text(same, Look())


def test_a_pair_is_told_apart_by_its_own_cells_alone() -> None:
    one, other = twins("10 working days", "9 working days")
    like_one = stacked(procedure(disabled_within("10 working days"), slug="like_one"))
    moving = "topic: first_meeting_due, within: 3 working days, after: move_in"
    elsewhere = stacked(procedure({"first": moving}, slug="elsewhere"))
    disabled = named("disabled", assessed(facts={"disabled": True}))
    found = coverage([one, other, like_one, elsewhere], [disabled], england())
    assert {one.pair for one in found.pairs if one.scenarios} == {
        Pair("one", "other"),
        Pair("other", "like_one"),
    }
    assert len(found.pairs) == 6


def test_a_scenario_adds_what_it_alone_reaches_or_tells_apart() -> None:
    share = ScenarioShare(
        scenario="x", title="", reached=1, only_here=(), tells_apart=1, only_here_apart=()
    )
    assert share.adds_nothing
    assert not evolve(share, only_here=(Ref("a", "b"),)).adds_nothing
    assert not evolve(share, only_here_apart=(Pair("a", "b"),)).adds_nothing


def disabled_within(period: str) -> dict[str, str]:
    """A first meeting that is due within another period for a disabled child."""
    return {
        "first": f"{FIRST['first']}, when: {{disabled: false}}",
        "disabled": f"topic: first_meeting_due, within: {period}, after: assessment_completed, "
        "when: {disabled: true}",
    }


def twins(one: str, other: str) -> tuple[PolicyStack, PolicyStack]:
    """Two authorities that differ only for a disabled child."""

    return (
        stacked(procedure(disabled_within(one), slug="one")),
        stacked(procedure(disabled_within(other), slug="other")),
    )


def test_what_most_provisions_wait_for_comes_first() -> None:
    found = covered(
        {
            **FIRST,
            "one": "topic: early_review_due, within: 1 week, after: significant_change",
            **closing("disabled: true"),
            "close-by": "topic: closure_deadline, says: no requirement, when: {disabled: true}",
        },
        assessed(),
    )
    assert [(m.kind, m.what, len(m.waiting)) for m in found.missing] == [
        ("test", "disabled", 2),
        ("event", "significant_change", 1),
    ]
    assert found.missing[1].words == "a significant change"


# --- failures ------------------------------------------------------------------------------


class FailsForDisabled(Written):
    @hookimpl
    def first_meeting_due(self, question: Question, facts: Facts) -> Answer | None:
        if facts["disabled"]:
            raise ValueError("no meeting")
        return super().first_meeting_due(question, facts)


def test_a_failure_counts_for_nothing_and_takes_nothing_down() -> None:
    rules = {**FIRST, **closing("disabled: true")}
    failing = PolicyStack(
        FailsForDisabled(procedure(rules, slug="failing")), words=common_vocabulary()
    )
    sound = stacked(procedure(rules, slug="sound"))
    cases = (named("plain", assessed()), named("disabled", assessed(facts={"disabled": True})))
    broken = [Column(slug="broken", name="broken", failure="no such file")]
    found = coverage([failing, sound], cases, england(), broken)
    assert [(f.authority, f.scenario) for f in found.failures] == [
        ("broken", ""),
        ("failing", "disabled"),
    ]
    assert "no meeting" in found.failures[1].reason
    assert left(found).keys() == {"close"}
    assert [len(layer.unreached) for layer in found.layers] == [1, 0]
    assert (found.pairs[0].run_in, found.pairs[0].scenarios) == (1, ())
    text = report.as_text(found, Look())
    assert "broken: no such file" in text
    assert "failing in disabled: first_meeting_due: ValueError: no meeting" in text


def test_where_no_case_can_be_run_nothing_is_said_to_be_lacking() -> None:
    failing = PolicyStack(FailsForDisabled(procedure(FIRST)), words=common_vocabulary())
    found = coverage([failing], [assessed(facts={"disabled": True})], england())
    assert left(found)["first"].reason.why is WhyNot.NOT_ASKED
    assert found.missing == ()
    assert found.adding_nothing == ()
    assert "not run" in report.as_text(found, Look())


def test_an_authority_in_python_has_nothing_to_count() -> None:
    stack = PolicyStack(AllPython(), words=common_vocabulary())
    found = coverage([stack], [assessed()], england())
    assert (found.layers[0].provisions, found.layers[0].unreached) == (0, ())
    assert "has no provisions to count" in report.as_text(found, Look())


# --- the shipped scenarios, counted another way --------------------------------------------


class Noting(PolicyStack):
    """A stack that notes what it is asked."""

    def ask(self, question: Question, facts: Facts) -> Answer:
        answer = super().ask(question, facts)
        if self.speaks_of(question):
            vars(self).setdefault("noted", []).append((question, dict(facts), answer))
        return answer


@cache
def shipped() -> tuple[Scenario, ...]:
    return tuple(
        load_scenario(p, library().words()) for p in sorted((ROOT / "scenarios").glob("*.yaml"))
    )


@cache
def of_shipped() -> Coverage:
    stacks = [library().stack(slug) for slug in library().authorities]
    return coverage(stacks, shipped(), england())


@cache
def noted(slug: str) -> tuple[Noting, tuple[Timeline, ...]]:
    """A stack after all scenarios, with what it was asked, and the timelines."""
    stack = library().stack(slug)
    noting = Noting(*stack.layers, words=stack.common)
    return noting, tuple(simulate(noting, scenario, england()) for scenario in shipped())


def counted_straight(slug: str) -> set[Ref]:
    """What timelines hold: obligations, answers about meetings, answers at the horizon."""
    stack, timelines = noted(slug)
    topics = stack.vocabulary.topics
    found = {Ref(o.answered_by, o.provision.id) for t in timelines for o in t.obligations}
    answers = [a.answer for t in timelines for a in t.assignments]
    for timeline in timelines:
        for question, answer in timeline.answers.items():
            timescale = topics[question.topic].kind is TopicKind.TIMESCALE
            if timescale or not question.of:
                answers.append(answer)
    answers += [
        answer
        for question, _, answer in vars(stack)["noted"]
        if topics[question.topic].kind is TopicKind.TIMESCALE
    ]
    said = ((a.by, a.says) for a in answers)
    found |= {Ref(by, s.id) for by, s in said if isinstance(s, Provision) and s.timing is None}
    return found


def test_the_shipped_provisions_reached_are_those_of_the_timelines() -> None:
    straight = set().union(*map(counted_straight, library().authorities))
    found = of_shipped()
    unreached = {one.ref for layer in found.layers for one in layer.unreached}
    every = {
        Ref(procedure.slug, p.id)
        for slug in library().authorities
        for procedure in noted(slug)[0].procedures
        for p in procedure.provisions
        if noted(slug)[0].vocabulary.topics[p.topic].in_case
    }
    assert unreached == every - straight
    assert sum(layer.reached for layer in found.layers) == len(every & straight)
    assert sum(layer.provisions for layer in found.layers) == len(every)


def provision_of(one: Unreached) -> Provision:
    procedure = library().procedure(one.ref.layer)
    return next(p for p in procedure.provisions if p.id == one.ref.provision)


def conjuncts(condition: Condition) -> list[Condition]:
    if isinstance(condition, All):
        return [found for part in condition.parts for found in conjuncts(part)]
    return [condition]


def asked_of(one: Unreached) -> list[dict[str, Any]]:
    """The facts of every time the question of a provision was asked, on whatever occasion."""
    question = provision_of(one).question
    return [f for q, f, _ in vars(noted(one.ref.layer)[0])["noted"] if q == question]


def unreached(*whys: WhyNot) -> Iterable[Unreached]:
    found = of_shipped()
    return [o for layer in found.layers for o in layer.unreached if o.reason.why in whys]


HELD_ELSEWHERE = {"record-of-early-ending-after-step-down"}
"""What was so at other times than those that matter: see the next test."""


def test_the_tests_said_never_to_have_held_never_did() -> None:
    stated = list(unreached(WhyNot.TEST_NEVER_HELD))
    assert len(stated) > 50
    for one in stated:
        words = noted(one.ref.layer)[0].vocabulary
        by_words = {wording.condition(c, words): c for c in conjuncts(provision_of(one).when)}
        for lacking in one.reason.lacking:
            test = by_words[lacking.test]
            facts = asked_of(one)
            if one.ref.provision not in HELD_ELSEWHERE:
                assert not any(test.holds(some) for some in facts), one.ref
            for fact in {leaf.fact for leaf in leaves(test) if isinstance(leaf, FactTest)}:
                assert set(lacking.seen[fact]) <= {some[fact] for some in facts}
        told = {lacking.test for lacking in one.reason.lacking}
        assert all(
            any(c.holds(f) for f in asked_of(one)) for w, c in by_words.items() if w not in told
        )


def test_a_step_down_never_comes_to_a_decision_to_close() -> None:
    _, timelines = noted("kent")
    for scenario, timeline in zip(shipped(), timelines, strict=True):
        if scenario.facts.get("route_in") == "child_protection_step_down":
            assert all(one.event != "closure_decided" for one in timeline.occurrences)


def test_the_tests_said_never_to_have_held_together_held_apart() -> None:
    stated = list(unreached(WhyNot.NEVER_TOGETHER))
    assert stated
    for one in stated:
        when, facts = provision_of(one).when, asked_of(one)
        assert not any(when.holds(some) for some in facts)
        assert all(any(test.holds(some) for some in facts) for test in conjuncts(when))


def test_what_is_said_never_to_have_come_up_never_did() -> None:
    stated = list(unreached(WhyNot.NEVER_HAPPENED, WhyNot.NOT_HELD, WhyNot.NO_DATED_MEETING))
    assert len(stated) > 30
    for one in stated:
        _, timelines = noted(one.ref.layer)
        happened = {o.event for timeline in timelines for o in timeline.occurrences}
        assert one.reason.missing
        assert happened.isdisjoint(one.reason.missing)


# --- how it is shown -----------------------------------------------------------------------


def test_the_text_keeps_to_its_width_and_tells_all_that_is_not_reached() -> None:
    found = of_shipped()
    text = report.as_text(found, Look())
    assert max(map(len, text.splitlines())) <= 100
    for layer in found.layers:
        for one in layer.unreached:
            assert one.ref.provision in text
    assert text.startswith("18 scenarios reach ")


@pytest.mark.parametrize("key", ["layers", "missing", "scenarios", "pairs", "failures"])
def test_the_json_has_every_part(key: str) -> None:
    shape = json.loads(as_json(of_shipped()))
    assert (shape["format"], shape["version"]) == ("cinpolicy-coverage", 1)
    assert len(shape[key]) == len(getattr(of_shipped(), key))


def test_every_key_of_the_json_is_described() -> None:
    described = (ROOT / "docs" / "json.md").read_text("utf-8")
    part = described.partition("## `cinpolicy check --coverage")[2]
    either = {
        **FIRST,
        "sooner": "topic: first_meeting_due, exception_to: first, within: 5 working days, "
        "after: assessment_completed, when: {disabled: true}",
    }
    failing = PolicyStack(FailsForDisabled(procedure(FIRST, slug="x")), words=common_vocabulary())
    found = coverage(
        [stacked(procedure(either)), failing], [assessed(facts={"disabled": True})], england()
    )
    shapes = [json.loads(as_json(one)) for one in (of_shipped(), found)]
    assert {key for shape in shapes for key in keys(shape) if f"`{key}`" not in part} == set()


def keys(shape: object) -> set[str]:
    if isinstance(shape, list):
        return {key for one in shape for key in keys(one)}
    if not isinstance(shape, dict):
        return set()
    return {*shape, *(key for name, one in shape.items() if name != "seen" for key in keys(one))}
