"""Each check of a procedure, on both sides of its line, in procedures of a few lines."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from cinpolicy.hookspecs import TOPICS, hookimpl
from cinpolicy.library import Library
from cinpolicy.provisions import Question
from tests.drafts import Written, facts, found, found_in, procedure, text
from tests.drafts import of as of_code

ROOT = Path(__file__).parent.parent
FIRST = "topic: first_meeting_due, within: 10 working days, after: assessment_completed"
REVIEW = "topic: review_interval, every: 12 weeks, after: [assessment_completed, review]"


# --- CP101: no answer ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("provisions", "gaps"),
    [
        ({"a": FIRST}, []),
        ({"a": f"{FIRST}, when: {{disabled: true}}"}, [{}]),
        ({"a": f"{FIRST}, when: {{disabled: false}}"}, [{"disabled": True}]),
        ({"a": f"{FIRST}, when: {{disabled: {{not: true}}, age: {{below: 1}}}}"},
         [{"disabled": True}, {"age": 1}]),
        # Either of two rules is enough, so both have to fail at once.
        ({"a": f"{FIRST}, when: {{disabled: false}}",
          "b": f"{FIRST}, when: {{disabled: true, consent_given: true}}, exception_to: a"},
         [{"disabled": True, "consent_given": False}]),
        ({"a": f"{FIRST}, when: {{disabled: false}}",
          "b": f"{FIRST}, when: {{disabled: true}}"}, []),
        # A typed silence is an answer, and so is a rule with no period.
        ({"a": f"{FIRST}, when: {{disabled: false}}",
          "b": "topic: first_meeting_due, says: discretion, when: {disabled: true}"}, []),
        ({"a": f"{FIRST}, when: {{disabled: false}}",
          "b": "topic: first_meeting_due, no_period_stated: true, after: referral, "
               "when: {disabled: true}"}, []),
        # A set that holds something, and a limit on a number.
        ({"a": f"{FIRST}, when: {{support: {{not: direct_payments}}}}"},
         [{"support": frozenset({"direct_payments"})}]),
        ({"a": f"{FIRST}, when: {{short_break_nights_a_year: {{at_most: 75}}}}"},
         [{"short_break_nights_a_year": 76}]),
    ],
)  # fmt: skip
def test_facts_for_which_nothing_answers(
    provisions: Mapping[str, str], gaps: list[Mapping[str, object]]
) -> None:
    gap = found("CP101", provisions)
    assert [facts(one) for one in gap] == gaps
    assert all(one.topic == "first_meeting_due" for one in gap)
    assert all(one.provisions == tuple(provisions) for one in gap)


def test_a_gap_in_words_names_every_value_that_does_as_well() -> None:
    (one,) = found("CP101", {"a": f"{FIRST}, when: {{team: [children_in_need, assessment]}}"})
    assert one.sentence == "First meeting: no provision applies where team is disability."
    (one,) = found("CP101", {"a": f"{FIRST}, when: {{route_in: assessment}}"})
    assert one.sentence.endswith(
        "where route in is child protection step down, left care, moved in or special "
        "guardianship assessment."
    )
    (one,) = found("CP101", {"a": f"{FIRST}, when: {{disabled: true}}"})
    assert one.sentence == "First meeting: no provision applies in the ordinary case."


def test_a_set_with_nothing_in_it_is_told_as_such() -> None:
    words = (
        "{facts: {help: {kind: some_of, choices: [money, care], default: [money], meaning: Help.}}}"
    )
    (one,) = found("CP101", {"a": f"{FIRST}, when: {{help: [money, care]}}"}, words)
    assert facts(one) == {"help": frozenset()}
    assert one.sentence.endswith("where help does not include money or care.")


def test_the_first_review_has_number_one_in_the_ordinary_case() -> None:
    chair = "topic: chair_required, of: review, roles: team_manager"
    numbered = {"a": f"{chair}, when: {{review_number: 1}}"}
    assert [facts(one) for one in found("CP101", numbered)] == [{"review_number": 2}]
    later = {"a": f"{chair}, when: {{review_number: {{at_least: 2}}}}"}
    assert [facts(one) for one in found("CP101", later)] == [{}]
    assert not found("CP101", {"a": f"{chair}, when: {{review_number: {{at_least: 1}}}}"})
    # Elsewhere it counts from nought: no review has been held when a first meeting is due.
    meeting = {"a": f"{FIRST}, when: {{review_number: {{at_least: 1}}}}"}
    assert [facts(one) for one in found("CP101", meeting)] == [{}]


def test_each_meeting_has_its_own_chair() -> None:
    chair = "topic: chair_required, roles: team_manager"
    of_two = {
        "a": f"{chair}, of: review",
        "b": f"{chair}, of: first_meeting, when: {{disabled: true}}",
    }
    (one,) = found("CP101", of_two)
    assert (one.provisions, one.sentence) == (
        ("b",),
        "Chair (first meeting): no provision applies in the ordinary case.",
    )


def test_only_what_every_case_raises_has_gaps() -> None:
    early = "topic: early_review_due, no_period_stated: true, after: significant_change"
    assert not found("CP101", {"a": f"{early}, when: {{disabled: true}}"})
    other = "topic: closure_deadline, within: 5 working days, after: closure_decided"
    limited = f"{other}, when: {{disabled: true}}"
    assert found("CP101", {"a": limited})
    assert not found("CP101", {"a": f"{limited}, subject: closure_letters"})


def test_a_topic_of_its_own_can_come_up_in_every_case() -> None:
    words = """{topics: {buddy: {kind: role, label: Buddy, section: Roles, question: Who is it?,
        does: chairing%s}}}"""
    buddy = {"a": "topic: buddy, roles: social_worker, when: {disabled: true}"}
    assert not found("CP101", buddy, words % "")
    assert found("CP101", buddy, words % ", every_case: true")


INTERVAL = "topic: review_interval, every: 6 weeks"
DISABLED_FIRST = (
    "topic: first_review_due, within: 3 months, after: plan_start, when: {disabled: true}"
)


@pytest.mark.parametrize(
    ("others", "gaps"),
    [
        ({}, [{}]),
        # An interval that says what starts it the first time answers for the first review,
        ({"b": f"{INTERVAL}, after: [first_meeting, review]"}, []),
        # one that runs from the review before does not,
        ({"b": f"{INTERVAL}, after: review"}, [{}]),
        # nor where something takes its place, but for one that leaves all reviews open.
        (
            {
                "b": f"{INTERVAL}, after: [first_meeting, review]",
                "c": f"{INTERVAL}, after: review, when: {{consent_given: false}}, exception_to: b",
            },
            [{"consent_given": False}],
        ),
        (
            {
                "b": f"{INTERVAL}, after: [first_meeting, review]",
                "c": "topic: review_interval, says: discretion, when: {consent_given: false}, "
                "exception_to: b",
            },
            [],
        ),
    ],
)
def test_a_rule_on_every_review_answers_for_the_first(
    others: Mapping[str, str], gaps: list[Mapping[str, object]]
) -> None:
    assert [facts(one) for one in found("CP101", {"a": DISABLED_FIRST, **others})] == gaps


def test_the_layer_below_answers_too() -> None:
    below = Written(procedure({"n": f"{FIRST}, when: {{disabled: true}}"}))
    rule = {"a": f"{FIRST}, when: {{disabled: false}}"}
    assert found("CP101", rule)
    assert not found("CP101", rule, below=[below])


class Python(Written):
    """A layer whose first meeting is worked out in Python."""

    @hookimpl
    def first_meeting_due(self, question: Question, facts: object) -> None:
        """Nothing that could be read from a provision."""


def test_what_is_worked_out_in_python_is_not_looked_into() -> None:
    below = Python(procedure({"n": VISIT}))
    gap = {"a": f"{FIRST}, when: {{disabled: false}}"}
    assert not found("CP101", gap, below=[below])
    counted = {"a": "topic: plan_start, same_day_as: first_meeting"}
    assert found("CP306", counted)
    assert not found("CP306", counted, below=[below])


# --- CP102 and CP103: two answers, none accounted for ---------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("", "", [{}]),
        ("{disabled: true}", "{disabled: false}", []),
        ("{disabled: true}", "{consent_given: true}", [{"disabled": True}]),
        ("{disabled: true}", "{team: disability}", [{"disabled": True, "team": "disability"}]),
        ("{any: [{disabled: true}, {age: {above: 5}}]}", "{age: {above: 9}}", [{"age": 10}]),
    ],
)
def test_facts_for_which_two_answer(
    first: str, second: str, both: list[Mapping[str, object]]
) -> None:
    when = {"a": first, "b": second}
    provisions = {name: FIRST + (f", when: {w}" if w else "") for name, w in when.items()}
    twice = found("CP102", provisions)
    assert [facts(one) for one in twice] == both
    assert all(one.provisions == ("b", "a") for one in twice)
    exception = {**provisions, "b": f"{provisions['b']}, exception_to: a"}
    assert not found("CP102", exception)


def test_two_answer_under_a_reading_of_one() -> None:
    other = "readings: {narrow: {because: x}, wide: {because: y, when: {age: {above: 0}}}}"
    provisions = {
        "a": f"{FIRST}, when: {{disabled: false}}",
        "b": f"{FIRST}, when: {{disabled: true}}, {other}",
    }
    assert [facts(one) for one in found("CP102", provisions)] == [{"age": 1}]


def test_facts_for_which_nothing_takes_the_place_of_both_are_told() -> None:
    provisions = {
        "a": FIRST,
        "b": FIRST,
        "c": f"{FIRST}, when: {{disabled: false}}, exception_to: [a, b]",
    }
    assert [facts(one) for one in found("CP102", provisions)] == [{"disabled": True}]
    always = {**provisions, "c": f"{FIRST}, exception_to: [a, b]"}
    assert [facts(one) for one in found("CP102", always)] == [{}]


def test_a_topic_that_is_not_accounted_for(tmp_path: Path) -> None:
    silent = {name: "not stated" for name in TOPICS if name != "first_meeting_due"}
    listed = "{" + ", ".join(f"{name}: {kind}" for name, kind in silent.items()) + "}"
    path = tmp_path / "draft.yaml"
    path.write_text(text({"a": FIRST}, layer="authority", silent_on=listed), "utf-8")
    assert not of_code("CP103", found_in(path))
    path.write_text(
        text({"a": FIRST}, layer="authority", silent_on=listed.replace("outcomes: not stated,", ""))
    )
    (one,) = of_code("CP103", found_in(path))
    assert (one.topic, str(one.place)) == ("outcomes", f"{path}:1:1")
    assert one.sentence == (
        "Possible outcomes: there is no provision, and outcomes is not under silent_on."
    )


# --- CP201, CP202, CP203, CP204: conditions --------------------------------------------------

IMPOSSIBLE = "{disabled: true, any: [{disabled: false}, {age: {below: 0}}]}"


@pytest.mark.parametrize(
    ("base", "exception", "told"),
    [
        ("{disabled: true}", "{disabled: true}", []),
        ("{disabled: true}", "{team: disability}", []),
        ("{disabled: true}", "{disabled: false}", [("b", "a")]),
        ("{age: {below: 10}}", "{age: {at_least: 10}}", [("b", "a")]),
        ("{age: {below: 10}}", "{age: {at_least: 9}}", []),
        ("{team: disability}", IMPOSSIBLE, [("b",)]),
        # What it is an exception to can itself apply to nobody: that is told of it alone.
        (IMPOSSIBLE, "{team: disability}", []),
    ],
)
def test_exceptions_that_never_apply(
    base: str, exception: str, told: list[tuple[str, ...]]
) -> None:
    provisions = {
        "a": f"{FIRST}, when: {base}",
        "b": f"{FIRST}, when: {exception}, exception_to: a",
    }
    assert [one.provisions for one in found("CP201", provisions)] == told


def test_an_exception_that_can_apply_under_one_reading_is_none() -> None:
    reading = "readings: {narrow: {because: x}, wide: {because: y, when: {team: disability}}}"
    provisions = {
        "a": f"{FIRST}, when: {{disabled: true}}",
        "b": f"{FIRST}, when: {{disabled: false}}, exception_to: a, {reading}",
    }
    assert not found("CP201", provisions)


@pytest.mark.parametrize(
    ("whens", "told"),
    [
        (["{disabled: true}", "{team: disability}"], []),
        (["{disabled: true}", "{any: [{disabled: true}, {team: disability}]}"], [("a", "b")]),
        (["{age: {above: 3}}", "{age: {above: 4}}"], []),
        (["{age: {above: 3}}", "{age: {above: 2}}"], [("a", "b")]),
        (["{age: {above: 3}}", "{age: {above: 7}}", "{age: {below: 8}}"], [("a", "b", "c")]),
        (["{age: {above: 3}}", "{age: {above: 8}}", "{age: {below: 8}}"], []),
        ([IMPOSSIBLE], [("a",)]),
    ],
)
def test_provisions_that_are_never_reached(whens: list[str], told: list[tuple[str, ...]]) -> None:
    provisions = {
        name: f"{FIRST}, when: {when}" + (", exception_to: a" if name != "a" else "")
        for name, when in zip("abc", whens, strict=False)
    }
    assert [one.provisions for one in found("CP202", provisions)] == told


def test_a_provision_is_reached_where_one_over_it_can_be_read_more_narrowly() -> None:
    reading = "readings: {wide: {because: x}, narrow: {because: y, when: {team: disability}}}"
    provisions = {"a": f"{FIRST}, when: {{disabled: true}}", "b": f"{FIRST}, exception_to: a"}
    assert found("CP202", provisions)
    assert not found("CP202", {**provisions, "b": f"{provisions['b']}, {reading}"})


def test_a_review_of_number_nought_is_never_reached() -> None:
    chair = "topic: chair_required, of: review, roles: team_manager, when: {review_number: %s}"
    assert found("CP202", {"a": chair % 0})
    assert not found("CP202", {"a": chair % 1})


def test_a_fact_worked_out_from_what_nothing_brings_about() -> None:
    closing = "topic: who_may_close, roles: manager"
    turns = {"a": f"{closing}, when: {{review_number: {{at_least: 1}}}}"}
    (one,) = found("CP203", turns)
    assert one.sentence == (
        "a turns on review number, which is worked out from the review, and no provision "
        "brings that about."
    )
    assert not found("CP203", {**turns, "b": "topic: early_review_due, no_period_stated: true, "
                                             "after: significant_change"})  # fmt: skip
    assert not found("CP203", {**turns, "b": REVIEW})
    # The age is measured from a plain event, which needs nobody to bring it about.
    assert not found("CP203", {"a": f"{closing}, when: {{age: {{at_least: 1}}}}"})


def test_a_fact_read_by_a_reading_or_a_power_alone_counts() -> None:
    reading = "readings: {x: {because: x}, y: {because: y, when: {months_on_plan: {above: 3}}}}"
    power = "variation: {by: manager, force: may, cite: {section: A, paragraph: 1}, when: %s}"
    assert found("CP203", {"a": f"{FIRST}, {reading}"})
    assert found("CP203", {"a": f"{FIRST}, {power % '{months_on_plan: {above: 3}}'}"})
    started = {"b": "topic: plan_start, same_day_as: referral"}
    assert not found("CP203", {"a": f"{FIRST}, {reading}", **started})


def test_a_power_that_can_never_be_used() -> None:
    power = "variation: {by: manager, force: may, cite: {section: A, paragraph: 1}, when: %s}"
    rule = f"{FIRST}, when: {{disabled: true}}, {power}"
    assert found("CP204", {"a": rule % "{disabled: false}"})
    assert not found("CP204", {"a": rule % "{team: disability}"})


# --- CP301, CP302, CP303: periods and limits -------------------------------------------------

POWER = "variation: {by: manager, force: may, up_to: %s, cite: {section: A, paragraph: 1}}"


@pytest.mark.parametrize(
    ("period", "limit", "beyond"),
    [
        ("6 weeks", "6 weeks", False),
        ("7 weeks", "6 weeks", True),
        ("16 working days", "15 working days", True),
        # Three months are 89 days (from 1 February) to 92.
        ("92 calendar days", "3 months", False),
        ("93 calendar days", "3 months", True),
        ("3 months", "88 calendar days", True),
        ("3 months", "89 calendar days", False),
        # Twelve weeks are 84 days, so for certain no longer than three months.
        ("12 weeks", "3 months", False),
        ("3 months", "12 weeks", True),
        # 20 working days are at least 26 days: from a Sunday to the Friday of the fourth week.
        ("20 working days", "3 weeks", True),
        ("20 working days", "26 calendar days", False),
        ("20 working days", "25 calendar days", True),
        ("1 year", "11 months", True),
        ("1 year", "12 months", False),
        ("24 hours", "1 calendar day", False),
        ("49 hours", "1 calendar day", True),
        ("1 calendar day", "23 hours", False),
        # Days of no stated kind may be calendar days: at least as many as there are.
        ("10 days", "9 calendar days", True),
        ("10 days", "9 working days", False),
        # One of them may be of calendar days and the other of working days.
        ("10 days", "9 days", False),
    ],
)
def test_a_period_beyond_the_limit_of_a_power(period: str, limit: str, beyond: bool) -> None:
    rule = f"topic: visit_interval, every: {period}, after: visit, {POWER % limit}"
    assert bool(found("CP301", {"a": rule})) is beyond
    first = f"topic: first_visit_due, within: {period}, after: plan_start, {POWER % limit}"
    assert bool(found("CP301", {"a": first})) is beyond


def test_a_limit_is_looked_at_only_where_it_can_be_used() -> None:
    rule = "topic: visit_interval, every: 8 weeks, after: visit, when: {disabled: true}"
    power = (POWER % "6 weeks").replace("variation: {", "variation: {when: {team: %s}, ")
    (one,) = found("CP301", {"a": f"{rule}, {power % 'disability'}"})
    assert facts(one) == {"disabled": True, "team": "disability"}
    assert one.sentence == (
        "Visit: 8 weeks is longer than 6 weeks, up to which it can be changed where disabled "
        "and team is disability."
    )


def test_a_reading_that_keeps_the_limit_clears_a_period() -> None:
    rule = f"topic: visit_interval, after: visit, {POWER % '6 weeks'}"
    readings = "readings: {x: {because: x, every: 8 weeks}, y: {because: y, every: %s weeks}}"
    assert not found("CP301", {"a": f"{rule}, {readings % 6}"})
    assert found("CP301", {"a": f"{rule}, {readings % 7}"})


LEAST = "topic: minimum_duration, not_before: 3 months, after: plan_start"
MOST = "topic: maximum_duration, within: %s, after: plan_start"


@pytest.mark.parametrize(
    ("other", "clash"),
    [
        (MOST % "12 weeks", True),
        (MOST % "3 months", False),
        (MOST % "92 calendar days", False),
        (MOST % "88 calendar days", True),
        ("topic: expected_duration, within: 2 months, after: plan_start", True),
        ("topic: expected_duration, within: 2 months, after: first_meeting", False),
        ("topic: responsibility_kept, within: 2 months, after: plan_start", False),
        (f"{MOST % '12 weeks'}, when: {{disabled: true}}", True),
        (f"{MOST % '12 weeks'}, counting: {{trigger_day: 1}}", False),
    ],
)
def test_a_least_time_beyond_the_most(other: str, clash: bool) -> None:
    clashes = found("CP302", {"a": LEAST, "b": other})
    assert bool(clashes) is clash
    assert all(one.provisions == ("a", "b") for one in clashes)


def test_a_least_and_a_most_that_never_meet_are_no_clash() -> None:
    least, most = f"{LEAST}, when: {{disabled: true}}", f"{MOST % '12 weeks'}, when: {{%s}}"
    assert found("CP302", {"a": least, "b": most % "team: disability"})
    assert not found("CP302", {"a": least, "b": most % "disabled: false"})
    # Where it would meet it, another takes its place.
    replaced = {"a": LEAST, "b": MOST % "12 weeks", "c": f"{MOST % '6 months'}, exception_to: b"}
    assert not found("CP302", replaced)


def test_a_least_time_and_the_most_in_words() -> None:
    (one,) = found("CP302", {"a": LEAST, "b": f"{MOST % '12 weeks'}, when: {{disabled: true}}"})
    assert one.sentence == (
        "Earliest end of plan: not before 3 months (a), and within 12 weeks (b), both counted "
        "from the plan starting, where disabled."
    )
    assert (facts(one), one.paragraphs) == ({"disabled": True}, (1, 2))


LIMITED = """{activities: {latest_update: {meaning: The longest gap., repeats: true,
    limit_of: updated_assessment}}}"""
USUAL = "topic: reassessment_interval, every: %s, after: [assessment_completed, updated_assessment]"
LIMIT = """topic: reassessment_interval, subject: latest_update, at_least_every: 6 months,
    after: [%s, latest_update]"""


@pytest.mark.parametrize(
    ("usual", "start", "beyond"),
    [
        ("3 months", "assessment_completed", False),
        ("6 months", "assessment_completed", False),
        ("7 months", "assessment_completed", True),
        ("26 weeks", "assessment_completed", False),
        ("27 weeks", "assessment_completed", True),
        ("7 months", "first_meeting", False),
    ],
)
def test_a_usual_interval_beyond_the_limit_on_it(usual: str, start: str, beyond: bool) -> None:
    provisions = {"a": USUAL % usual, "b": LIMIT % start}
    assert bool(found("CP303", provisions, LIMITED)) is beyond
    unlimited = LIMITED.replace("limit_of: updated_assessment", "counts_as: updated_assessment")
    assert not found("CP303", provisions, unlimited)


# --- CP304, CP305: records and the next meeting ----------------------------------------------

MINUTES = "topic: record_due, subject: minutes, of: review, within: %s, after: review"


@pytest.mark.parametrize(
    ("record", "late"),
    [
        ("12 weeks", False),
        ("13 weeks", True),
        ("85 calendar days", True),
        ("84 calendar days", False),
        # 60 working days are at least 82 days (from a Sunday), 62 at least 86.
        ("60 working days", False),
        ("62 working days", True),
    ],
)
def test_a_record_due_after_the_next_review(record: str, late: bool) -> None:
    assert bool(found("CP304", {"a": MINUTES % record, "b": REVIEW})) is late
    frequent = REVIEW.replace("every", "at_least_every")
    assert bool(found("CP304", {"a": MINUTES % record, "b": frequent})) is late


def test_the_record_of_a_meeting_is_set_beside_its_own_series() -> None:
    first = MINUTES.replace("review", "first_meeting") % "8 weeks"
    progress = "topic: meeting_interval, every: 6 weeks, after: [first_meeting, progress_meeting]"
    visits = "topic: visit_interval, every: 6 weeks, after: [first_meeting, visit]"
    (one,) = found("CP304", {"a": first, "b": progress})
    assert one.sentence == (
        "Record, minutes (first meeting): due within 8 weeks of the first meeting (a), and "
        "the progress meeting is to follow every 6 weeks (b), in the ordinary case."
    )
    assert not found("CP304", {"a": first, "b": visits})
    assert not found("CP304", {"a": MINUTES % "8 weeks", "b": progress})


def test_a_series_of_its_own() -> None:
    words = """{activities: {core_group: {meaning: A meeting., repeats: true},
        core_review: {meaning: Another., repeats: true%s}}}"""
    provisions = {
        "a": MINUTES.replace("review", "core_group") % "8 weeks",
        "b": "topic: checkpoint_due, subject: core_review, within: 6 weeks, after: core_group",
    }
    assert not found("CP304", provisions, words % "")
    assert found("CP304", provisions, words % ", series: core_group")


def test_a_record_of_some_cases_beside_an_interval_of_others() -> None:
    record = f"{MINUTES % '13 weeks'}, when: {{disabled: true}}"
    rare = f"{REVIEW.replace('12 weeks', '6 months')}, when: {{disabled: true}}, exception_to: b"
    assert [facts(one) for one in found("CP304", {"a": record, "b": REVIEW})] == [
        {"disabled": True}
    ]
    assert not found("CP304", {"a": record, "b": REVIEW, "c": rare})


@pytest.mark.parametrize(
    ("record", "ahead", "late"),
    [
        ("10 weeks", "2 weeks", False),
        ("11 weeks", "2 weeks", True),
        # 84 days less at least 12 (10 working days from a Sunday) leave at most 72.
        ("72 calendar days", "10 working days", False),
        ("73 calendar days", "10 working days", True),
        ("12 weeks", "1 calendar day", True),
        ("12 weeks", "0 calendar days", False),
    ],
)
def test_a_record_due_after_it_is_sent_out(record: str, ahead: str, late: bool) -> None:
    provisions = {
        "a": MINUTES % record,
        "b": REVIEW,
        "c": f"topic: notice_due, subject: minutes, of: review, at_least: {ahead}, before: review",
    }
    told = found("CP305", provisions)
    assert bool(told) is late
    assert all(one.provisions == ("a", "b", "c") for one in told)
    other = {**provisions, "c": provisions["c"].replace("subject: minutes", "subject: case_note")}
    assert not found("CP305", other)


# --- CP306, CP307: clocks --------------------------------------------------------------------

START = "topic: plan_start, same_day_as: first_meeting"
VISIT = "topic: first_visit_due, within: 2 weeks, after: plan_start"


def test_a_clock_that_nothing_starts() -> None:
    undated = "topic: first_meeting_due, no_period_stated: true, after: referral"
    (one,) = found("CP306", {"a": undated, "b": START, "c": VISIT})
    assert (one.provisions, one.sentence) == (
        ("b",),
        "No provision gives a date for the first meeting, from which a timing is counted.",
    )
    assert not found("CP306", {"a": f"{FIRST.replace('assessment_completed', 'referral')}",
                               "b": START, "c": VISIT})  # fmt: skip


def test_a_clock_started_by_the_layer_below() -> None:
    (one,) = found("CP306", {"a": FIRST})
    assert "the assessment being completed" in one.sentence
    national = Library().loaded["national"].authority
    assert not found("CP306", {"a": FIRST}, below=[national])


@pytest.mark.parametrize(
    ("interval", "told"),
    [
        ("after: visit", True),
        ("after: [referral, visit]", False),
        ("after: [first_meeting, visit]", False),
        ("after: [referral, first_meeting, visit]", False),
    ],
)
def test_an_interval_that_starts_only_from_itself(interval: str, told: bool) -> None:
    one = {"a": f"topic: visit_interval, every: 6 weeks, {interval}"}
    of_visits = [f for f in found("CP306", one) if "the visit" in f.sentence]
    assert bool(of_visits) is told


def test_what_is_counted_back_from_needs_a_date_too() -> None:
    notice = "topic: notice_due, subject: invitations, of: review, at: 2 weeks, before: review"
    assert found("CP306", {"a": notice})
    dated = REVIEW.replace("assessment_completed", "referral")
    assert not found("CP306", {"a": notice, "b": dated})
    earliest = "topic: review_interval, not_before: 6 weeks, after: referral"
    assert found("CP306", {"a": notice, "b": earliest})


def test_what_counts_as_another_dates_it() -> None:
    note = "topic: record_due, subject: minutes, of: review, within: 1 week, after: review"
    early = "topic: early_review_due, within: 1 week, after: significant_change"
    assert found("CP306", {"a": note})
    assert not found("CP306", {"a": note, "b": early})


def test_a_clock_with_no_start_in_some_cases() -> None:
    meeting = FIRST.replace("assessment_completed", "referral")
    undated = "topic: first_meeting_due, no_period_stated: true, after: referral"
    exception = "exception_to: a, when: {disabled: true}"
    provisions = {"a": meeting, "b": f"{undated}, {exception}", "c": START, "d": VISIT}
    (one,) = found("CP307", provisions)
    assert (one.provisions, facts(one)) == (("c",), {"disabled": True})
    assert one.sentence == (
        "No provision gives a date for the first meeting where disabled, as one does in other "
        "cases; from it a timing is counted."
    )
    # Where it is not required, or is left open outright, no date is missed.
    silent = f"topic: first_meeting_due, says: no requirement, {exception}"
    assert not found("CP307", {**provisions, "b": silent})
    # Nor where nothing is counted from it in those cases.
    del provisions["d"]
    assert not found("CP307", {**provisions, "c": f"{START}, when: {{disabled: false}}"})


# --- CP401: words ----------------------------------------------------------------------------

WORDS = """{facts: {rare: {kind: yes_no, meaning: x}, held: {kind: count, of: gone, meaning: x}},
  events: {gone: x, come: x}, activities: {look: {meaning: x}},
  roles: {warden: {meaning: x}}, items: {lamp: x}}"""


def test_words_that_are_declared_and_never_used() -> None:
    every = [one.sentence for one in found("CP401", {"a": FIRST}, WORDS)]
    nouns = ["fact rare", "fact held", "event gone", "event come", "activity look", "role warden",
             "item lamp"]  # fmt: skip
    assert every == [f"The {noun} is declared, and no provision uses it." for noun in nouns]


@pytest.mark.parametrize(
    ("using", "left"),
    [
        ("{FIRST}, when: {rare: true}", {"held", "gone", "come", "look", "warden", "lamp"}),
        # A fact brings what it is worked out from into use.
        ("{FIRST}, when: {held: {above: 0}}", {"rare", "come", "look", "warden", "lamp"}),
        ("{FIRST}, by: warden", {"rare", "held", "gone", "come", "look", "lamp"}),
        ("topic: first_meeting_due, within: 1 week, after: come",
         {"rare", "held", "gone", "look", "warden", "lamp"}),
        ("topic: checkpoint_due, subject: look, within: 1 week, after: referral",
         {"rare", "held", "gone", "come", "warden", "lamp"}),
        ("topic: checklist, subject: agenda, items: [lamp]",
         {"rare", "held", "gone", "come", "look", "warden"}),
        ("{FIRST}, readings: {x: {because: x}, y: {because: y, when: {rare: true}, by: warden}}",
         {"held", "gone", "come", "look", "lamp"}),
        ("{FIRST}, variation: {by: warden, force: may, when: {rare: true}, "
         "cite: {section: A, paragraph: 1}}", {"held", "gone", "come", "look", "lamp"}),
        ("{FIRST}, gives_way_to: {activity: look, within: 1 week}, or_sooner_on: come",
         {"rare", "held", "gone", "warden", "lamp"}),
        ("topic: who_may_close, roles: manager, recommended_by: warden, forum: look",
         {"rare", "held", "gone", "come", "lamp"}),
    ],
)  # fmt: skip
def test_a_word_is_used_wherever_it_stands(using: str, left: set[str]) -> None:
    provisions = {"a": using.replace("{FIRST}", FIRST)}
    unused = {one.sentence.split()[2] for one in found("CP401", provisions, WORDS)}
    assert unused == left


def test_what_activities_and_topics_name_is_used_with_them() -> None:
    words = """{activities: {look: {meaning: x, counts_as: glance, stops_on: gone},
        glance: {meaning: x}, stare: {meaning: x}}, events: {gone: x}, topics: {watch:
        {kind: timescale, label: x, section: x, question: x, does: stare}}}"""
    using = {"a": "topic: checkpoint_due, subject: look, within: 1 week, after: referral"}
    assert not found("CP401", using, words)
    unused = {one.sentence.split()[2] for one in found("CP401", {"a": FIRST}, words)}
    assert unused == {"look", "glance", "gone"}


# --- CP501, CP502: allowances ----------------------------------------------------------------

GAP = f"{FIRST}, when: {{disabled: false}}"


def test_a_finding_is_allowed_at_a_provision_with_a_reason() -> None:
    assert found("CP101", {"a": GAP})
    allowed = {"a": f"{GAP}, allow: {{CP101: it is meant so}}"}
    assert not found("CP101", allowed)
    assert not found("CP502", allowed)


def test_one_of_the_provisions_a_finding_is_about_is_enough() -> None:
    both = {
        "a": f"{GAP}, allow: {{CP101: it is meant so}}",
        "b": f"{FIRST}, when: {{disabled: true, age: {{above: 3}}}}",
    }
    assert not found("CP101", both)
    assert not found("CP502", both)


def test_an_allowance_that_allows_nothing() -> None:
    (one,) = found("CP502", {"a": f"{FIRST}, allow: {{CP101: why}}"})
    assert one.sentence == "a allows CP101, and there is no such finding about it."
    # Nor can what is wrong with an allowance be allowed.
    assert found("CP502", {"a": f"{FIRST}, allow: {{CP502: why}}"})


def test_an_allowance_of_a_code_that_no_check_has() -> None:
    (one,) = found("CP501", {"a": f"{GAP}, allow: {{CP110: why}}"})
    assert one.sentence == ("a allows CP110, which is the code of no check (did you mean CP103?).")
    assert found("CP101", {"a": f"{GAP}, allow: {{CP110: why}}"})
