"""What a change does to cases, worked out by hand."""

from collections.abc import Mapping

import pytest

from cinpolicy.behaviour import Behaviour, CaseBehaviour, RowMoves, behaviour
from cinpolicy.case import Scenario
from cinpolicy.loading import common_vocabulary
from cinpolicy.loading.bank_holidays import england
from cinpolicy.moves import RowEffect
from cinpolicy.reporting.diff_words import row_heading
from cinpolicy.stack import PolicyStack
from tests.cases import Written, case, library
from tests.drafts import procedure

FIRST = "topic: first_meeting_due, after: assessment_completed"
REVIEWS = "topic: review_interval, after: [first_meeting, review]"
CHAIR = "topic: chair_required, of: review, roles: social_worker"
USUAL = {
    "first": f"{FIRST}, within: 10 working days",
    "reviews": f"{REVIEWS}, every: 6 weeks",
    "chair": CHAIR,
}


def stack(provisions: Mapping[str, str], **vocabulary: str) -> PolicyStack:
    return PolicyStack(Written(procedure(provisions, **vocabulary)), words=common_vocabulary())


# Wed 19 Feb 2025: ten working days on is Wed 5 Mar. Reviews every six weeks from then: Wed 16 Apr,
# Wed 28 May, Wed 9 Jul, and so on.
PLAIN = case(("assessment_completed", "2025-02-19"), horizon="2025-07-31")


def run(
    after: Mapping[str, str], before: Mapping[str, str] = USUAL, *cases: Scenario, **rest: object
) -> Behaviour:
    both = stack(before), stack(after)
    return behaviour(*both, cases or (PLAIN,), england(), **rest)  # type: ignore[arg-type]


def rows(made: CaseBehaviour) -> dict[str, RowMoves]:
    return {row.key: row for row in made.rows}


def said(row: RowMoves) -> list[tuple[str, str, str, int | None]]:
    return [(m.what, m.was, m.now, m.days) for m in row.moves]


def ids(row: RowMoves) -> list[str]:
    return [one.id if one else "" for one in row.responsible]


def test_what_is_counted_from_a_date_does_not_move_with_a_mark_on_it() -> None:
    after = {**USUAL, "first": f"{USUAL['first']}, assumes: The child needs services."}
    (made,) = run(after).cases
    assert (made.rows, made.differs) == ((), False)
    assert set(rows(made)) | {one.key for one in made.reworded} <= {"first_meeting"}


def test_a_date_that_moves_moves_what_is_counted_from_it_and_is_the_reason_for_both() -> None:
    # Eleven working days: Thu 6 Mar, and every review a day later.
    after = {**USUAL, "first": f"{FIRST}, within: 11 working days"}
    (made,) = run(after).cases
    found = rows(made)
    assert said(found["first_meeting"]) == [
        ("date", "Wed 5 Mar 2025", "Thu 6 Mar 2025", 1),
        (
            "rule",
            "within 10 working days of the assessment being completed",
            "within 11 working days of the assessment being completed",
            None,
        ),
    ]
    assert said(found["review.1"]) == [("date", "Wed 16 Apr 2025", "Thu 17 Apr 2025", 1)]
    assert said(found["review.2"]) == [("date", "Wed 28 May 2025", "Thu 29 May 2025", 1)]
    assert [ids(row) for row in made.rows] == [["first", "first"]] * len(made.rows)
    assert "review.count" not in found


def test_what_is_counted_back_from_a_meeting_moves_because_of_it() -> None:
    invite = "topic: record_due, subject: invitations, of: first_meeting, before: first_meeting"
    before = {**USUAL, "invite": f"{invite}, at_least: 5 working days"}
    after = {**before, "first": f"{FIRST}, within: 11 working days"}
    (made,) = run(after, before).cases
    # Five working days before Wed 5 Mar is Wed 26 Feb, before Thu 6 Mar Thu 27 Feb.
    row = rows(made)["invitations.of.first_meeting"]
    assert said(row) == [("date", "Wed 26 Feb 2025", "Thu 27 Feb 2025", 1)]
    assert ids(row) == ["first", "first"]


def test_what_no_longer_comes_up_is_put_down_to_what_changed_before_it() -> None:
    # Reviews of a plan that ends on Thu 10 Jul 2025: with ten working days the third is due on
    # Wed 9 Jul, with twenty (Wed 19 Mar) on Wed 23 Jul, when there is no plan.
    ends = case(
        ("assessment_completed", "2025-02-19"), ("plan_end", "2025-07-10"), horizon="2025-12-31"
    )
    (made,) = run({**USUAL, "first": f"{FIRST}, within: 20 working days"}, USUAL, ends).cases
    third = rows(made)["review.3"]
    assert third.effect is RowEffect.MOVED
    ((what, was, now, days),) = said(third)
    assert (what, days) == ("what is said", None)
    assert was.startswith("Wed 9 Jul 2025")
    assert now.startswith("every 6 weeks (no longer due from 10 Jul 2025")
    assert ids(third) == ["first", "first"]


def test_the_place_of_a_rule_for_other_cases_is_no_behaviour() -> None:
    usual = "topic: review_interval, says: deferred"
    disabled = f"{USUAL['reviews']}, when: {{disabled: true}}, exception_to: usual"
    before = {"usual": usual, "disabled": disabled, "first": USUAL["first"]}
    after = {"usual": usual, "first": USUAL["first"], "disabled": disabled}
    made = run(after, before)
    assert not made.differing
    assert made.cases[0].unmoved


def test_what_is_due_on_neither_side_does_not_move() -> None:
    # The plan ends on Fri 30 May 2025, before the third review either way.
    ends = case(
        ("assessment_completed", "2025-02-19"), ("plan_end", "2025-05-30"), horizon="2025-12-31"
    )
    (made,) = run({**USUAL, "first": f"{FIRST}, within: 20 working days"}, USUAL, ends).cases
    assert "review.2" in rows(made)
    assert "review.3" not in rows(made)


def test_what_one_side_does_not_have_at_all_is_put_down_to_what_it_has_otherwise() -> None:
    # The plan ends on Thu 5 Jun 2025. The second review would be on Wed 28 May; with sixty working
    # days the first is not before the end, and there is no second at all.
    ends = case(
        ("assessment_completed", "2025-02-19"), ("plan_end", "2025-06-05"), horizon="2025-12-31"
    )
    (made,) = run({**USUAL, "first": f"{FIRST}, within: 60 working days"}, USUAL, ends).cases
    second = rows(made)["review.2"]
    assert second.after.obligation is None
    assert ids(second) == ["first", "first"]


def test_one_day_less_is_a_day_earlier() -> None:
    (made,) = run({**USUAL, "first": f"{FIRST}, within: 9 working days"}).cases
    assert [m.days for m in rows(made)["first_meeting"].moves] == [-1, None]


def test_a_count_moves_with_the_provision_behind_its_rows() -> None:
    # Every seven weeks from 5 Mar: 23 Apr, 11 Jun, 30 Jul; every six: 16 Apr, 28 May, 9 Jul.
    # Up to Thu 31 Jul three either way; every eight weeks: 30 Apr and 25 Jun only.
    (seven,) = run({**USUAL, "reviews": f"{REVIEWS}, every: 7 weeks"}).cases
    assert "review.count" not in rows(seven)
    (eight,) = run({**USUAL, "reviews": f"{REVIEWS}, every: 8 weeks"}).cases
    count = rows(eight)["review.count"]
    assert said(count) == [("how many", "3", "2", None)]
    assert ids(count) == ["reviews", "reviews"]
    third = rows(eight)["review.3"]
    assert said(third)[0] == ("date", "Wed 9 Jul 2025", "Wed 20 Aug 2025", 42)


def test_a_rewording_moves_nothing() -> None:
    after = {name: f"{one}, note: Said otherwise., term: Gathering" for name, one in USUAL.items()}
    made = run(after)
    assert not made.differing
    assert made.share == 0
    (one,) = made.cases
    assert not one.rows
    assert {"first_meeting", "review.1"} <= {row.key for row in one.reworded}


def test_another_role_or_force_is_told_in_words() -> None:
    after = {**USUAL, "chair": CHAIR.replace("social_worker", "team_manager")}
    (made,) = run(after).cases
    (row,) = made.rows
    assert row.topics == ("chair_required",)
    assert said(row) == [("what is said", "social worker", "team manager", None)]
    assert made.unmoved > 2


def test_who_owes_it_is_told_though_no_date_moves() -> None:
    (made,) = run({**USUAL, "first": f"{USUAL['first']}, by: social_worker"}).cases
    (row,) = made.rows
    assert said(row) == [("who owes it", "", "social worker", None)]


def test_what_is_new_and_what_falls_away() -> None:
    without = {name: one for name, one in USUAL.items() if name != "reviews"}
    (gone,) = run(without).cases
    effects = {key: row.effect for key, row in rows(gone).items() if key.startswith("review.")}
    assert effects["review.1"] is RowEffect.GONE
    assert ids(rows(gone)["review.1"]) == ["reviews", ""]
    (new,) = run(USUAL, without).cases
    assert rows(new)["review.1"].effect is RowEffect.NEW
    assert ids(rows(new)["review.1"]) == ["", "reviews"]
    # Three reviews by 31 Jul 2025: a row that counts them is no new thing itself.
    count = rows(new)["review.count"]
    assert (count.effect, said(count)) == (
        RowEffect.MOVED,
        [("what is said", "not stated", "3", None)],
    )
    assert rows(gone)["review.count"].effect is RowEffect.MOVED


def test_another_kind_of_silence_is_told() -> None:
    silent = {**USUAL, "reviews": "topic: review_interval, says: not stated"}
    deferred = {**USUAL, "reviews": "topic: review_interval, says: deferred"}
    (made,) = run(deferred, silent).cases
    assert said(rows(made)["review.1"]) == [
        ("what is said", "not stated", "left to another document or the plan", None)
    ]


POWER = "variation: {by: team_manager, up_to: 8 weeks, force: may, cite: {section: A, paragraph: 9}"


def test_a_power_to_vary_moves_the_furthest_day_where_it_is_given() -> None:
    # Eight weeks from Wed 5 Mar is Wed 30 Apr, nine weeks Wed 7 May.
    before = {**USUAL, "reviews": f"{USUAL['reviews']}, {POWER}}}"}
    after = {**before, "reviews": before["reviews"].replace("8 weeks", "9 weeks")}
    (made,) = run(after, before).cases
    assert said(rows(made)["review.1"]) == [
        (
            "beside it",
            "up to 30 Apr 2025 if the team manager decides",
            "up to 7 May 2025 if the team manager decides",
            None,
        )
    ]
    never = {name: one.replace("9}", "9}, when: {disabled: true}") for name, one in before.items()}
    other = {**never, "reviews": never["reviews"].replace("8 weeks", "9 weeks")}
    assert not run(other, never).differing


def test_a_case_that_cannot_be_run_is_told_with_the_reason() -> None:
    after = {**USUAL, "first-too": f"{FIRST}, within: 5 working days, when: {{disabled: true}}"}
    disabled = case(("assessment_completed", "2025-02-19"), facts={"disabled": True})
    made = run(after, USUAL, PLAIN, disabled)
    well, failed = made.cases
    assert not well.differs
    assert failed.differs
    assert not failed.failed_before
    assert "first and first-too both answer" in failed.failed_after
    assert made.failed == (failed,)
    assert made.share == 0.5
    (back,) = run(USUAL, after, disabled).cases
    assert (bool(back.failed_before), bool(back.failed_after)) == (True, False)


def test_a_clash_under_another_reading_alone_is_told_too() -> None:
    ways = (
        "a: {because: x, within: 1 week, when: {disabled: true}}, b: {because: y, within: 2 weeks}"
    )
    after = {
        **USUAL,
        "first": f"{USUAL['first']}, when: {{disabled: false}}",
        "read": f"{FIRST}, readings: {{{ways}}}",
    }
    (made,) = run(after).cases
    assert "both answer" in made.failed_after


@pytest.mark.parametrize("topic", ["review_interval", "chair_required"])
def test_only_the_topics_asked_for(topic: str) -> None:
    after = {
        "first": USUAL["first"],
        "reviews": f"{REVIEWS}, every: 7 weeks",
        "chair": CHAIR.replace("social_worker", "team_manager"),
    }
    (made,) = run(after, USUAL, PLAIN, topics=frozenset({topic})).cases
    assert made.rows
    assert all(topic in row.topics for row in made.rows)


def test_provisions_are_counted_once_a_case() -> None:
    later = case(("assessment_completed", "2025-03-19"), horizon="2025-07-31")
    made = run({**USUAL, "first": f"{FIRST}, within: 11 working days"}, USUAL, PLAIN, later)
    assert made.responsible == {("first", "first"): 2}
    assert made.share == 1


@pytest.mark.parametrize("slug", library().authorities)
def test_nothing_moves_between_a_procedure_and_itself(slug: str) -> None:
    both = library().stack(slug)
    made = behaviour(both, both, [PLAIN], england())
    assert not made.differing
    assert not made.cases[0].reworded
    assert made.cases[0].unmoved > 10


ENDS_IN_MAY = case(
    ("assessment_completed", "2025-02-19"), ("plan_end", "2025-05-20"), horizon="2025-12-31"
)
"""The plan ends on Tue 20 May 2025: after the first review (Wed 16 Apr), and before the second
(Wed 28 May, or by a rule of eight weeks Wed 25 Jun)."""


def test_a_rule_that_is_otherwise_is_told_where_nothing_is_due_by_it_any_more() -> None:
    after = {**USUAL, "reviews": f"{REVIEWS}, every: 8 weeks"}
    (made,) = run(after, USUAL, ENDS_IN_MAY).cases
    second = rows(made)["review.2"]
    assert second.effect is RowEffect.MOVED
    was, now = (f"every {n} weeks, from the first meeting" for n in (6, 8))
    assert said(second) == [("rule", was, now, None)]
    assert row_heading(second) == "Second review (no longer due on either side)"
    assert row_heading(rows(made)["review.1"]) == "First review"
    assert ids(second) == ["reviews", "reviews"]


def test_so_is_who_owes_it_and_nothing_where_it_is_as_it_was() -> None:
    after = {**USUAL, "reviews": f"{REVIEWS}, every: 6 weeks, by: social_worker"}
    (made,) = run(after, USUAL, ENDS_IN_MAY).cases
    assert said(rows(made)["review.2"]) == [("who owes it", "", "social worker", None)]
    (same,) = run(USUAL, USUAL, ENDS_IN_MAY).cases
    assert not same.differs
