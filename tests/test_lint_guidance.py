"""What a text asks beside what guidance below it asks: on both sides of every line."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cinpolicy.check import Checked, Finding, findings
from cinpolicy.check.later import Later, later
from cinpolicy.check.lengths import Lengths
from cinpolicy.conditions import Facts
from cinpolicy.hookspecs import hookimpl
from cinpolicy.library import Library
from cinpolicy.loading import common_vocabulary
from cinpolicy.periods import Period, Unit
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import (
    Answer,
    Counting,
    Force,
    NonWorkingDay,
    Question,
    Relation,
    Silence,
    SilenceKind,
    Timing,
)
from cinpolicy.stack import PolicyStack
from tests.cases import Written
from tests.drafts import CALENDAR, facts, found, found_in, of, procedure

ROOT = Path(__file__).parent.parent

DECIDED = "topic: assessment_limit, after: referral"
WITHIN_45 = {"limit": f"{DECIDED}, within: 45 working days"}
EVERY_12 = {"often": "topic: review_interval, every: 12 weeks, after: [first_meeting, review]"}
NOTICE = {"notice": "topic: notice_due, subject: invitations, at_least: 5 working days, "
          "before: review"}  # fmt: skip
LENGTHS = Lengths(CALENDAR)


def against(
    code: str, guidance: Mapping[str, str], text: Mapping[str, str], vocabulary: str = "{}"
) -> list[Finding]:
    """The findings of one code in a text above guidance."""
    return found(code, text, vocabulary, below=[Written(procedure(guidance))])


def above(code: str, top: Procedure, below: Procedure) -> list[Finding]:
    """The same for procedures at hand."""
    stack = PolicyStack(Written(below), Written(top), words=common_vocabulary())
    return of(code, findings(Checked.top_of(stack, CALENDAR)))


def with_force(one: Procedure, force: str) -> Procedure:
    """The procedure with one force throughout."""
    forced = tuple(evolve(p, force=Force(force)) for p in one.provisions)
    return evolve(one, provisions=forced)


# --- CP601: later ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "how"),
    [
        ("45 working days", None),
        ("46 working days", "is later"),
        # 45 working days from a Sunday are 61 days (to the Friday of the ninth week), from a
        # Friday 63; over Christmas, New Year and Easter they are up to 70.
        ("61 calendar days", None),
        ("62 calendar days", "can be, by the day it is counted from, later"),
        ("9 weeks", "can be, by the day it is counted from, later"),
        ("10 weeks", "can be, by the day it is counted from, later"),
        ("71 calendar days", "is later"),
        # Two months are 62 days only in July and August, or in December and January: in either
        # there is a bank holiday, which makes 45 working days from a Sunday longer than 61 days.
        ("2 months", None),
        # Three months are 89 days at least.
        ("3 months", "is later"),
        # Days of no stated kind may be calendar days, of which 46 are fewer.
        ("46 days", None),
        ("80 days", "is later"),
    ],
)
def test_a_period_beside_that_of_guidance(period: str, how: str | None) -> None:
    told = against("CP601", WITHIN_45, {"a": f"{DECIDED}, within: {period}"})
    assert [how is not None and how in one.sentence for one in told] == [True] * (how is not None)


def test_what_is_said_of_a_later_time() -> None:
    text = {"a": f"{DECIDED}, within: 60 working days, when: {{disabled: true}}"}
    (one,) = against("CP601", WITHIN_45, text)
    assert one.sentence == (
        "Assessment completed: within 60 working days of the referral, which is later, while "
        "A procedure asks: within 45 working days of the referral (should, para 1), "
        "where disabled."
    )
    assert (facts(one), one.provisions, one.paragraphs) == ({"disabled": True}, ("a",), (1,))
    assert one.topic == "assessment_limit"


def test_guidance_for_other_children_says_nothing() -> None:
    guidance = {"limit": WITHIN_45["limit"] + ", when: {disabled: true}"}
    rule = f"{DECIDED}, within: 60 working days"
    assert not against("CP601", guidance, {"a": f"{rule}, when: {{disabled: false}}"})
    (one,) = against("CP601", guidance, {"a": rule})
    assert facts(one) == {"disabled": True}
    shorter = {"a": rule, "b": f"{DECIDED}, within: 45 working days, exception_to: a, "
               "when: {disabled: true}"}  # fmt: skip
    assert not against("CP601", guidance, shorter)


def test_an_exception_of_guidance_takes_the_place_of_its_rule() -> None:
    guidance = {
        **WITHIN_45,
        "longer": f"{DECIDED}, within: 90 working days, when: {{disabled: true}}, "
        "exception_to: limit",
    }
    rule = f"{DECIDED}, within: 60 working days, when: {{disabled: %s}}"
    assert not against("CP601", guidance, {"a": rule % "true"})
    assert against("CP601", guidance, {"a": rule % "false"})


def test_guidance_that_may_be_followed_asks_for_nothing() -> None:
    late, below = procedure({"a": f"{DECIDED}, within: 60 working days"}), procedure(WITHIN_45)
    assert above("CP601", late, below)
    assert not above("CP601", late, with_force(below, "may"))
    assert not above("CP601", late, evolve(below, layer="authority"))


def test_one_rule_that_keeps_to_guidance_is_enough() -> None:
    first = {"first": "topic: first_review_due, within: 6 weeks, after: first_meeting"}
    assert not against("CP601", first, {"a": EVERY_12["often"].replace("12", "6")})
    (one,) = against("CP601", first, {"a": EVERY_12["often"]})
    assert "at least" not in one.sentence
    both = {"a": EVERY_12["often"], "b": first["first"]}
    assert not against("CP601", first, both)
    some = {"a": EVERY_12["often"], "b": f"{first['first']}, when: {{disabled: true}}"}
    (one,) = against("CP601", first, some)
    assert facts(one) == {}
    others = {"a": EVERY_12["often"], "b": f"{first['first']}, when: {{disabled: false}}"}
    (one,) = against("CP601", first, others)
    assert facts(one) == {"disabled": True}


def test_every_reading_must_be_later() -> None:
    def read(second: int) -> dict[str, str]:
        ways = "{x: {because: one, within: 60 working days}, y: {because: two, within: %d weeks}}"
        return {"a": f"{DECIDED}, within: 60 working days, readings: {ways % second}"}

    assert not against("CP601", WITHIN_45, read(8))
    assert against("CP601", WITHIN_45, read(12))


@pytest.mark.parametrize(
    ("rule", "sooner"),
    [
        ("not_before: 3 months", False),
        ("not_before: 2 months", True),
        ("not_before: 4 months", False),
    ],
)
def test_a_least_time(rule: str, sooner: bool) -> None:
    least = "topic: minimum_duration, after: plan_start, subject: plan_end"
    told = against("CP601", {"g": f"{least}, not_before: 3 months"}, {"a": f"{least}, {rule}"})
    assert [" sooner, " in one.sentence for one in told] == [True] * sooner


@pytest.mark.parametrize(("notice", "short"), [("5", False), ("4", True), ("6", False)])
def test_a_notice_that_is_shorter(notice: str, short: bool) -> None:
    text = NOTICE["notice"].replace("at_least: 5", f"at_least: {notice}")
    assert bool(against("CP601", NOTICE, {"a": text})) is short


def test_a_convention_of_counting_can_make_it_later() -> None:
    rule = f"{DECIDED}, within: 10 calendar days"
    late = f"{rule}, counting: {{non_working_day: next}}"
    early = f"{rule}, counting: {{non_working_day: previous}}"
    (one,) = against("CP601", {"g": rule}, {"a": late})
    assert "can be" in one.sentence
    assert not against("CP601", {"g": rule}, {"a": early})
    assert not against("CP601", {"g": rule}, {"a": rule})


POWER = "variation: {by: team_manager, %sforce: may, cite: {section: A, paragraph: 9}}"


@pytest.mark.parametrize(
    ("limit", "beyond"),
    [("", True), ("up_to: 60 working days, ", True), ("up_to: 45 working days, ", False)],
)
def test_a_power_to_go_beyond_guidance(limit: str, beyond: bool) -> None:
    text = {"a": f"{DECIDED}, within: 30 working days, {POWER % limit}"}
    told = against("CP601", WITHIN_45, text)
    assert bool(told) is beyond
    assert all("can be changed by the team manager" in one.sentence for one in told)
    also = {"limit": f"{WITHIN_45['limit']}, {POWER % ''}"}
    assert not against("CP601", also, text)


DAY = st.builds(
    Period, st.integers(0, 60), st.sampled_from([u for u in Unit if u is not Unit.YEAR])
)


@given(DAY, DAY)
def test_later_is_as_the_bounds_have_it(one: Period, other: Period) -> None:
    first, second = (
        Timing(relation=Relation.WITHIN, period=p, after=("referral",)) for p in (one, other)
    )
    how, back = later(first, second, LENGTHS), later(second, first, LENGTHS)
    assert (how is Later.ALWAYS) <= (back is Later.NEVER)
    least, most = LENGTHS.bounds(one)[0], LENGTHS.bounds(other)[1]
    if one.unit is not other.unit and least > most:
        assert how is Later.ALWAYS
    if one == other:
        assert how is Later.NEVER


def test_dates_decide_where_bounds_do_not() -> None:
    def within(period: str, counting: Counting | None = None) -> Timing:
        return Timing(
            relation=Relation.WITHIN,
            period=Period.parse(period),
            after=("referral",),
            counting=counting,
        )

    assert later(within("2 weeks"), within("10 working days"), LENGTHS) is Later.AT_TIMES
    assert later(within("12 months"), within("1 year"), LENGTHS) is Later.NEVER
    assert later(within("24 hours"), within("1 calendar day"), LENGTHS) is Later.NEVER
    assert later(within("1 working day"), within("24 hours"), LENGTHS) is Later.AT_TIMES
    first_day = Counting(trigger_day=1)
    assert later(within("11 calendar days", first_day), within("10 days"), LENGTHS) is Later.NEVER
    assert later(within("12 calendar days", first_day), within("10 days"), LENGTHS) is Later.ALWAYS
    moved = Counting(non_working_day=NonWorkingDay.NEXT)
    assert later(within("1 week", moved), within("1 week"), LENGTHS) is Later.AT_TIMES
    assert later(within("9999 working days"), within("9000 weeks"), LENGTHS) is not None


def test_a_power_that_some_have_and_a_rule_that_something_takes_the_place_of() -> None:
    power = "variation: {by: team_manager, when: {disabled: true}, force: may, " \
        "cite: {section: A, paragraph: 9}}"  # fmt: skip
    text = {"a": f"{DECIDED}, within: 30 working days, {power}"}
    assert [facts(one) for one in against("CP601", WITHIN_45, text)] == [{"disabled": True}]
    late = {"a": f"{DECIDED}, within: 60 working days",
            "b": f"{DECIDED}, within: 40 working days, exception_to: a, "
                 "when: {consent_given: true}"}  # fmt: skip
    (one,) = against("CP601", WITHIN_45, late)
    assert facts(one) == {"consent_given": False}
    # The rule that would keep to the guidance gives way where the child is disabled.
    first = {"first": "topic: first_review_due, within: 6 weeks, after: first_meeting"}
    kept = {
        "a": EVERY_12["often"],
        "b": first["first"],
        "c": "topic: first_review_due, within: 9 weeks, after: first_meeting, exception_to: b, "
        "when: {disabled: true}",
    }
    told = {one.provisions: facts(one) for one in against("CP601", first, kept)}
    assert told == {("a",): {"disabled": True}, ("c",): {"disabled": True}}


def test_a_notice_before_some_review_or_another() -> None:
    which = "which: {at: 9 months, after: plan_start, give_or_take: 3 weeks}"
    short = NOTICE["notice"].replace("at_least: 5", "at_least: 4")
    assert not against("CP601", {"g": f"{NOTICE['notice']}, {which}"}, {"a": short})
    assert against("CP601", {"g": f"{NOTICE['notice']}, {which}"}, {"a": f"{short}, {which}"})


def test_what_is_said_in_python_is_not_looked_into() -> None:
    class InPython(Written):
        @hookimpl
        def assessment_limit(self, question: Question, facts: Facts) -> Answer | None:
            return None

    below, late = Written(procedure(WITHIN_45)), {"a": f"{DECIDED}, within: 60 working days"}
    top = InPython(procedure(late))
    stack = PolicyStack(below, top, words=common_vocabulary())
    assert not of("CP601", findings(Checked.top_of(stack, CALENDAR)))


# --- CP602: another clock -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "starts"),
    [
        ("within: 60 working days, after: referral", None),
        ("within: 60 working days, after: [first_contact, referral]", None),
        ("within: 10 working days, after: first_contact", "the referral"),
        ("no_period_stated: true, after: referral", "the referral"),
        ("not_before: 1 week, after: referral", "the referral"),
        ("same_day_as: referral", None),
        ("at_least: 1 week, before: first_meeting", "the referral"),
    ],
)
def test_what_a_time_is_counted_from(rule: str, starts: str | None) -> None:
    told = against("CP602", WITHIN_45, {"a": f"topic: assessment_limit, {rule}"})
    assert [f"no such time counted from {starts}, while" in one.sentence for one in told] == (
        [True] if starts else []
    )


def test_a_clock_that_runs_once_where_guidance_has_it_run_again() -> None:
    once = {"a": "topic: review_interval, within: 12 weeks, after: first_meeting"}
    (one,) = against("CP602", EVERY_12, once)
    assert "counted from the review, while" in one.sentence
    assert not against("CP602", EVERY_12, {"a": EVERY_12["often"]})
    first = {
        **once,
        "b": "topic: early_review_due, subject: review, within: 6 weeks, after: review",
    }
    assert not against("CP602", EVERY_12, first)


def test_a_notice_with_no_period_or_before_something_else() -> None:
    bare = "topic: notice_due, subject: invitations, before: review"
    assert against("CP602", NOTICE, {"a": bare})
    assert not against("CP602", {"g": bare}, {"a": bare})
    assert not against("CP602", {"g": bare}, NOTICE)
    assert against("CP602", NOTICE, {"a": NOTICE["notice"].replace("review", "first_meeting")})


# --- CP603: left open -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "says",
    ["no requirement", "discretion", "deferred", "not applicable", "not stated"],
)
def test_a_question_left_open_that_guidance_answers(says: str) -> None:
    text = {"a": f"topic: assessment_limit, says: {says}, when: {{disabled: true}}"}
    (one,) = against("CP603", WITHIN_45, text)
    assert (facts(one), one.provisions) == ({"disabled": True}, ("a",))
    assert not against("CP603", {"g": f"topic: assessment_limit, says: {says}"}, text)


def whole_topic(kind: str, text: Mapping[str, str], guidance: Mapping[str, str]) -> list[Finding]:
    silent = {"assessment_limit": Silence(kind=SilenceKind(kind))}
    return above("CP603", evolve(procedure(text), silent_on=silent), procedure(guidance))


def test_a_whole_topic_left_open() -> None:
    other = {"a": "topic: first_meeting_due, within: 1 week, after: referral"}
    (one,) = whole_topic("no requirement", other, WITHIN_45)
    assert one.sentence == (
        "Assessment completed: no requirement, while A procedure asks: within 45 working days of "
        "the referral (should, para 1), in the ordinary case."
    )
    assert (one.provisions, one.topic) == ((), "assessment_limit")
    assert not whole_topic("not stated", other, WITHIN_45)
    assert not whole_topic("no requirement", other, {"g": "topic: visit_interval, "
                           "every: 6 weeks, after: visit"})  # fmt: skip
    # Where a rule of the text stands, the silence on the rest of the topic does not count.
    ruled = {"a": f"{WITHIN_45['limit']}, when: {{disabled: false}}"}
    assert [facts(f) for f in whole_topic("deferred", ruled, WITHIN_45)] == [{"disabled": True}]


def test_silence_that_only_some_readings_give_is_not_told_as_later() -> None:
    ways = "{x: {because: one, within: 60 working days}, y: {because: two, says: discretion}}"
    text = {"a": f"{DECIDED}, within: 60 working days, readings: {ways}"}
    assert not against("CP601", WITHIN_45, text)


# --- CP604: weaker --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("force", "under_must", "under_should"),
    [
        ("must", False, False),
        ("should", True, False),
        ("will", False, False),
        ("expected", True, False),
        ("usually", True, True),
        ("best practice", True, True),
        ("may", True, True),
        ("stated", False, False),
    ],
)
def test_forces(force: str, under_must: bool, under_should: bool) -> None:
    text = with_force(procedure({"a": WITHIN_45["limit"]}), force)
    below = procedure(WITHIN_45)

    def told(guidance: str) -> bool:
        return bool(above("CP604", text, with_force(below, guidance)))

    assert told("must") is under_must
    assert told("should") is under_should
    assert told("stated") is (force == "may")
    assert not told("may")


def test_what_is_said_of_a_weaker_force() -> None:
    text = with_force(procedure({"a": WITHIN_45["limit"]}), "may")
    (one,) = above("CP604", text, procedure(WITHIN_45))
    assert one.sentence == (
        'Assessment completed: "may" in the text, while A procedure says "should" (para 1), '
        "in the ordinary case."
    )


# --- CP605: roles ---------------------------------------------------------------------------

OVERSEES = "topic: responsible_role, subject: overseeing, roles: %s"


@pytest.mark.parametrize(
    ("roles", "others"),
    [
        ("manager", None),
        ("team_manager", None),
        ("[service_manager, head_of_service]", None),
        ("senior_practitioner", "senior practitioner"),
        ("[manager, social_worker]", "social worker"),
        ("shift_leader", None),
        ("warden", "warden"),
    ],
)
def test_roles_beside_those_of_guidance(roles: str, others: str | None) -> None:
    words = "{roles: {shift_leader: {meaning: x, kind_of: team_manager}, warden: {meaning: y}}}"
    guidance = {"g": OVERSEES % "[manager, independent_reviewing_officer]"}
    told = against("CP605", guidance, {"a": OVERSEES % roles}, words)
    assert [f": the {others} in the text, while" in one.sentence for one in told] == (
        [True] if others else []
    )


def test_a_wider_role_than_guidance_names() -> None:
    assert against("CP605", {"g": OVERSEES % "team_manager"}, {"a": OVERSEES % "manager"})


def test_who_owes_a_time() -> None:
    owed = f"{WITHIN_45['limit']}, by: %s"
    by_worker = {"g": owed % "[social_worker, manager]"}
    assert not against("CP605", by_worker, {"a": owed % "team_manager"})
    assert against("CP605", by_worker, {"a": owed % "chair"})
    assert not against("CP605", by_worker, WITHIN_45)
    assert not against("CP605", WITHIN_45, {"a": owed % "chair"})


def test_a_role_that_only_one_reading_names() -> None:
    ways = "{x: {because: one, roles: warden}, y: {because: two, roles: manager}}"
    words = "{roles: {warden: {meaning: y}}}"
    read = {"a": f"{OVERSEES % 'warden'}, readings: {ways}"}
    assert not against("CP605", {"g": OVERSEES % "manager"}, read, words)


def test_a_role_used_only_as_the_kind_of_another_is_used() -> None:
    words = "{roles: {warden: {meaning: x}, head_warden: {meaning: y, kind_of: warden}}}"
    assert not found("CP401", {"a": OVERSEES % "head_warden"}, words)
    assert [
        one.sentence.split()[2] for one in found("CP401", {"a": OVERSEES % "warden"}, words)
    ] == ["head_warden"]


# --- CP606: lists ---------------------------------------------------------------------------

LIST = "topic: checklist, subject: transfer_documents, items: %s"


@pytest.mark.parametrize(
    ("items", "fewer"),
    [
        ("[chronology, case_summary]", None),
        ("[chronology, case_summary, latest_review_minutes]", None),
        ("[chronology]", "summary or case report"),
        ("[latest_review_minutes]", "chronology or summary or case report"),
        ("[{item: chronology, force: may}, case_summary]", "chronology"),
        ("[{item: chronology, force: must}, case_summary]", None),
    ],
)
def test_items_beside_those_of_guidance(items: str, fewer: str | None) -> None:
    told = against("CP606", {"g": LIST % "[chronology, case_summary]"}, {"a": LIST % items})
    assert [f"does not ask for {fewer}, as A procedure does" in o.sentence for o in told] == (
        [True] if fewer else []
    )


def test_a_list_that_some_reading_leaves_open() -> None:
    ways = "{x: {because: one, items: [chronology]}, y: {because: two, says: discretion}}"
    read = {"a": f"{LIST % '[chronology]'}, readings: {ways}"}
    assert not against("CP606", {"g": LIST % "[chronology, case_summary]"}, read)


def test_an_item_guidance_only_allows_is_not_missed() -> None:
    guidance = {"g": LIST % "[{item: chronology, force: may}, case_summary]"}
    assert not against("CP606", guidance, {"a": LIST % "[case_summary]"})
    assert against("CP606", guidance, {"a": LIST % "[chronology]"})


def test_a_list_whose_readings_make_up_for_one_another() -> None:
    ways = "{x: {because: one, items: [chronology]}, y: {because: two, items: [case_summary]}}"
    read = {"a": f"{LIST % '[chronology]'}, readings: {ways}"}
    assert not against("CP606", {"g": LIST % "[chronology, case_summary]"}, read)


# --- the shipped procedures, and files ------------------------------------------------------


@pytest.mark.parametrize("slug", Library().authorities)
def test_no_shipped_authority_asks_less_than_the_national_layer(slug: str) -> None:
    """Read against the encodings: none dates the assessment, and team managers oversee."""
    told = findings(Checked.top_of(Library().stack(slug), CALENDAR))
    assert not [one for one in told if one.code.startswith("CP6")]


def test_a_change_to_a_shipped_authority_is_found_and_can_be_allowed(tmp_path: Path) -> None:
    text = (ROOT / "plugins" / "kent" / "procedure.yaml").read_text("utf-8")
    old = "    subject: overseeing\n    roles: [team_manager]\n"
    assert text.count(old) == 1
    path = tmp_path / "kent.yaml"
    path.write_text(text.replace(old, old.replace("team_manager", "senior_practitioner")), "utf-8")
    (one,) = of("CP605", found_in(path))
    assert one.sentence == (
        "Responsible, reviewing decisions: the senior practitioner in the text, while Working "
        "Together to Safeguard Children 2023 names the manager (should, paras 173-174), in the "
        "ordinary case."
    )
    assert one.paragraphs == (182,)
    assert one.place is not None
    allowed = old.replace("team_manager", "senior_practitioner") + "    allow: {CP605: Agreed.}\n"
    path.write_text(text.replace(old, allowed), "utf-8")
    assert not of("CP605", found_in(path))
    assert not of("CP502", found_in(path))
