"""Places among authorities before and after a change: dates, periods, roles, silences."""

from collections.abc import Mapping
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cinpolicy.asked_of_all import AskedOfAll, asked_of_all
from cinpolicy.cells import Cell, CellKind, Comparison, Row
from cinpolicy.check.lengths import Lengths
from cinpolicy.loading import common_vocabulary
from cinpolicy.order_of_lengths import Against, lengthwise
from cinpolicy.plugin import Authority
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Force, Question, Relation, Silence, SilenceKind
from cinpolicy.reporting.standing import asked_shape, in_sentences, side_by_side, standing_shape
from cinpolicy.stack import PolicyStack
from cinpolicy.standing import MovedDate, Neighbour, Place, moved_dates, moved_in, standings
from cinpolicy.vocabulary import TopicKind
from tests.cases import Written, case, day, library, stack
from tests.drafts import CALENDAR, procedure

HORIZON = "2025-12-31"
REVIEW = Question("first_review_due", "review")
FIRST = "topic: first_review_due, within: %s, after: %s"
EVERY = "topic: review_interval, every: %s, after: [%s, review]"
CLOSE = "topic: who_may_close, roles: [%s]"
CLOSING = Question("who_may_close", "closure_decision")


def cell(slug: str, due: str) -> Cell:
    """A cell with a date, or (in words) with none; with a tilde, of a rule not come this far."""
    if due[:2] == "20":
        return Cell(authority=slug, kind=CellKind.DUE, words="within", due=day(due))
    kind = CellKind.NOT_REACHED if due[:1] == "~" else CellKind.SILENCE
    return Cell(authority=slug, kind=kind, words=due.lstrip("~"))


def comparison(rows: Mapping[str, Mapping[str, str]], scenario: str = "plain") -> Comparison:
    return Comparison(
        scenario=scenario,
        title=scenario,
        question="when?",
        horizon=day(HORIZON),
        columns=(),
        rows=tuple(
            Row(
                key=key,
                label=key.replace(".", " "),
                section="Reviews",
                topics=("review_interval",),
                kind=TopicKind.TIMESCALE,
                cells=tuple(cell(slug, due) for slug, due in cells.items()),
            )
            for key, cells in rows.items()
        ),
    )


def moved(before: str, after: str, others: Mapping[str, str], row: str = "review.1") -> MovedDate:
    """One row in which the date of kent moves among those of others."""
    first = comparison({row: {"kent": before, **others}})
    second = comparison({row: {"draft": after, **others}})
    (one,) = moved_dates(first, second, "kent", "draft")
    return one


# --- places ---------------------------------------------------------------------------------

FOUR = {"a": "2025-03-01", "b": "2025-03-10", "c": "2025-03-20", "d": "not stated"}


@pytest.mark.parametrize(
    ("due", "place", "shared", "nearest"),
    [
        ("2025-02-01", 1, (), [("a", 28)]),
        ("2025-02-28", 1, (), [("a", 1)]),
        ("2025-03-01", 1, ("a",), [("b", 9)]),
        ("2025-03-02", 2, (), [("a", -1)]),
        # Five days after b and five before c.
        ("2025-03-15", 3, (), [("b", -5), ("c", 5)]),
        ("2025-03-16", 3, (), [("c", 4)]),
        ("2025-03-20", 3, ("c",), [("b", -10)]),
        ("2025-03-21", 4, (), [("c", -1)]),
    ],
)
def test_a_place_among_dates(
    due: str, place: int, shared: tuple[str, ...], nearest: list[tuple[str, int]]
) -> None:
    one = moved("2025-06-01", due, FOUR).after
    assert (one.place, one.of, one.shared) == (place, 4, shared)
    assert one.nearest == tuple(Neighbour(authority=n, days=d) for n, d in nearest)
    assert one.undated == (("d", "not stated"),)
    assert one.latest is (place + len(shared) == 4)


def test_two_that_share_a_place_take_two() -> None:
    same = {"a": "2025-03-01", "b": "2025-03-01"}
    assert moved("2025-06-01", "2025-03-02", same).after.place == 3
    both = moved("2025-06-01", "2025-03-01", same).after
    assert (both.place, both.shared, both.nearest, both.latest) == (1, ("a", "b"), (), True)


def test_no_date_is_no_place() -> None:
    one = moved("left to the team manager", "2025-03-05", FOUR)
    assert one.before == Place(
        due=None, why="left to the team manager", place=None, of=3, undated=(("d", "not stated"),)
    )
    assert (one.after.place, one.after.of) == (2, 4)
    lost = moved("2025-03-05", "not stated", FOUR)
    assert (lost.before.place, lost.after.place, lost.after.of) == (2, None, 3)


def test_a_row_that_only_one_side_has() -> None:
    with_row = comparison({"review.1": {"draft": "2025-03-05", "a": "not stated"}})
    (one,) = moved_dates(comparison({}), with_row, "kent", "draft")
    assert (one.before.place, one.before.of, one.before.why) == (None, 0, "")
    assert (one.after.place, one.after.of, one.after.latest) == (1, 1, False)
    (back,) = moved_dates(with_row, comparison({}), "draft", "kent")
    assert (back.before.place, back.after.place) == (1, None)


def test_the_same_date_is_no_move() -> None:
    one = comparison({"review.1": {"kent": "2025-03-05", **FOUR}})
    other = comparison({"review.1": {"draft": "2025-03-05", **FOUR}})
    assert moved_dates(one, other, "kent", "draft") == ()


def test_who_has_not_come_this_far_may_be_before_a_date_that_is_later_still() -> None:
    others = {"a": "~not reached", "b": "2025-03-01"}
    one = moved("2025-12-31", "2026-01-01", others)
    assert (one.before.unplaced, one.after.unplaced) == ((), ("a",))


def test_who_no_longer_owes_it_is_not_before_it() -> None:
    others = {"a": "~no longer due"}
    rows = [comparison({"review.1": {slug: due, **others}}) for slug, due in (
        ("kent", "2026-01-05"), ("draft", "2026-01-06"))]  # fmt: skip
    (row,) = rows[1].rows
    rule = procedure({"p": FIRST % ("6 weeks", "referral")}).provisions[0]
    stopped = evolve(row, cells=(row.cells[0], evolve(row.cells[1], provision=rule)))
    (one,) = moved_dates(rows[0], evolve(rows[1], rows=(stopped,)), "kent", "draft")
    assert (one.before.unplaced, one.after.unplaced) == (("a",), ())


def test_the_last_day_followed_is_still_followed() -> None:
    assert moved("2026-01-05", HORIZON, {}).within
    assert not moved("2026-01-05", "2026-01-01", {}).within


DATES = st.dates(min_value=date(2025, 1, 1), max_value=date(2025, 2, 1))


@given(st.lists(DATES, min_size=1, max_size=6))
def test_places_are_those_of_the_dates_in_order(dates: list[date]) -> None:
    names = [f"a{n}" for n in range(len(dates))]
    due = {name: one.isoformat() for name, one in zip(names, dates, strict=True)}
    for own, one in zip(names, dates, strict=True):
        others = {name: when for name, when in due.items() if name != own}
        side = moved("2025-06-01", one.isoformat(), others).after
        in_order = sorted(dates)
        assert side.place == in_order.index(one) + 1
        assert len(side.shared) == dates.count(one) - 1
        apart = [abs((other - one).days) for other in dates if other != one]
        assert {abs(n.days) for n in side.nearest} == ({min(apart)} if apart else set())


# --- over cases -----------------------------------------------------------------------------


def over_cases(*cases: Mapping[str, tuple[str, str]]) -> list[MovedDate]:
    """For each case the rows with their dates before and after, beside one other authority."""
    found: list[MovedDate] = []
    for number, rows in enumerate(cases):
        sides = [
            comparison(
                {key: {slug: due[n], "a": "2025-03-10"} for key, due in rows.items()}, f"c{number}"
            )
            for n, slug in enumerate(("kent", "draft"))
        ]
        found += moved_dates(sides[0], sides[1], "kent", "draft")
    return found


def test_what_is_always_the_same_is_told_once() -> None:
    same = over_cases(
        {"visit.1": ("2025-03-11", "2025-03-09")}, {"visit.1": ("2025-03-12", "2025-03-01")}
    )
    (one,) = standings(same)
    assert [m.scenario for m in one.moved] == ["c0", "c1"]
    assert in_sentences(one) == (
        "visit 1: latest of 2 before, earliest of 2 after.",
        "Shown by c0 (11 Mar 2025, then 9 Mar 2025) and c1 (12 Mar 2025, then 1 Mar 2025).",
        "Before: nearest is a (1 to 2 days sooner).",
        "After: nearest is a (1 to 9 days later).",
    )


def test_where_the_nearest_is_another_in_each_case_none_is_the_nearest() -> None:
    (one,) = standings(
        [
            moved("2025-04-01", "2025-05-02", {"a": "2025-03-31", "b": "2025-03-20"}),
            evolve(
                moved("2025-04-01", "2025-05-02", {"a": "2025-03-20", "b": "2025-03-26"}),
                scenario="other",
            ),
        ]
    )
    told = in_sentences(one)
    assert "Before: nearest is, by the case, a (1 day sooner) or b (6 days sooner)." in told
    tied = {"a": "2025-03-31", "b": "2025-03-31"}
    (both,) = standings([moved("2025-04-01", "2025-05-02", tied)])
    assert "Before: nearest are a and b (1 day sooner)." in in_sentences(both)


def test_what_most_cases_show_comes_first() -> None:
    made = standings(
        over_cases(
            {"visit.1": ("2025-03-11", "2025-03-12")},
            {"visit.1": ("2025-03-11", "2025-03-09")},
            {"visit.1": ("2025-03-11", "2025-03-08")},
        )
    )
    assert [[m.scenario for m in one.moved] for one in made] == [["c1", "c2"], ["c0"]]


def test_of_what_recurs_the_first_and_the_last_that_stands_otherwise() -> None:
    first = {"visit.1": ("2025-03-11", "2025-03-12"), "visit.2": ("2025-03-13", "2025-03-14")}
    assert [one.row for one in standings(over_cases(first))] == ["visit.1"]
    last = {**first, "visit.3": ("2025-03-11", "2025-03-09")}
    assert [one.row for one in standings(over_cases(last))] == ["visit.1", "visit.3"]
    beyond = {**first, "visit.3": ("2026-03-11", "2026-02-09")}
    assert [one.row for one in standings(over_cases(beyond))] == ["visit.1"]
    only = {"visit.3": ("2026-03-11", "2026-02-09")}
    assert [one.row for one in standings(over_cases(only))] == ["visit.3"]


def test_a_tie_and_a_lost_date_in_words() -> None:
    (tie,) = standings([moved("2025-03-12", "2025-03-10", FOUR)])
    assert in_sentences(tie)[0] == (
        "review 1: third earliest of 4 before, second earliest of 4, with b after."
    )
    assert in_sentences(tie)[-1] == "No date: d (not stated)."
    (lost,) = standings([moved("2025-03-12", "no requirement", FOUR)])
    assert (
        in_sentences(lost)[0]
        == "review 1: third earliest of 4 before, no date (no requirement) after."
    )
    all_same = {"a": "2025-03-01", "b": "2025-03-01"}
    (same,) = standings([moved("2025-06-01", "2025-03-01", all_same)])
    assert in_sentences(same)[0] == (
        "review 1: latest of 3 before, the same date as a and b after."
    )
    shape = standing_shape(tie)
    assert shape["cases"][0]["after"]["shared_with"] == ["b"]
    assert shape["cases"][0]["after"]["place"] == 2


@pytest.mark.parametrize("slug", ["kent", "draft"])
def test_a_draft_of_kent_among_the_shipped_authorities(slug: str) -> None:
    """Kent reviews every 12 weeks as Islington does, Calderdale every 6; now every 5."""
    kent = stack("kent")
    weeks = {
        p.id: p.timing for p in kent.top.provisions if p.topic == "review_interval" and p.timing
    }
    scenario = case(
        ("referral", "2025-01-06"),
        ("assessment_completed", "2025-02-03"),
        undated={"first_meeting": "2025-02-17"},
    )
    stacks = [stack(slug) for slug in library().authorities]
    assert weeks
    draft = changed(kent.top, "review_interval", 5, slug)
    found = moved_in(scenario, stacks, draft, "kent", CALENDAR, frozenset({"review_interval"}))
    first = standings(found)[0]
    assert first.row == "review.1"
    assert (first.moved[0].after.place, first.moved[0].after.of) == (1, 5)
    same = moved_in(scenario, stacks, changed(kent.top, "", 5, slug), "kent", CALENDAR)
    assert same == ()


def changed(top: Procedure, topic: str, weeks: int, slug: str) -> PolicyStack:
    """A stack of a procedure with another number of weeks throughout a topic."""
    provisions = tuple(
        evolve(
            p,
            timing=evolve(p.timing, period=evolve(p.timing.period, amount=weeks)),
            readings=(),
        )
        if p.topic == topic and p.timing and p.timing.period and p.timing.period.unit == "week"
        else p
        for p in top.provisions
    )
    return library().stack_of(Written(evolve(top, slug=slug, provisions=provisions)))


# --- one question asked of all ----------------------------------------------------------------


def of(slug: str, text: Mapping[str, str], vocabulary: str = "{}") -> PolicyStack:
    top: Authority = Written(evolve(procedure(text, vocabulary), slug=slug))
    return PolicyStack(top, words=common_vocabulary())


def asked(
    question: Question,
    before: Mapping[str, str],
    after: Mapping[str, str],
    facts: Mapping[str, bool] | None = None,
    **others: Mapping[str, str],
) -> AskedOfAll:
    stacks = [of("kent", before), *(of(slug, text) for slug, text in others.items())]
    draft = of("draft", after)
    return asked_of_all(question, "Asked", facts or {}, stacks, draft, "kent", CALENDAR)


def test_who_says_the_same_and_who_is_nearest() -> None:
    one = asked(
        CLOSING,
        {"p": CLOSE % "team_manager"},
        {"p": CLOSE % "service_manager, team_manager"},
        a={"p": CLOSE % "team_manager"},
        b={"p": CLOSE % "service_manager, team_manager, chair"},
        c={"p": "topic: who_may_close, says: discretion"},
        d={"p": CLOSE % "social_worker"},
    )
    assert (one.before.same, one.after.same) == (("a",), ())
    # Before, b shares one of three roles; after, a one of two and b two of three.
    assert (one.before.nearest, one.before.common, one.before.together) == (("b",), 1, 3)
    assert (one.after.nearest, one.after.common, one.after.together) == (("b",), 2, 3)
    assert side_by_side(one, "in the ordinary case") == (
        "Asked, in the ordinary case: team manager (should) before, service manager or team "
        "manager (should) after.",
        "The same before: a; after: nobody else.",
        "Before: nearest is b, with 1 of 3 in common.",
        "After: nearest is b, with 2 of 3 in common.",
        "Others: a: team manager (should); b: service manager, team manager or chair of the "
        "meeting (should); c: discretion (should); d: social worker (should).",
    )


def test_several_are_as_near() -> None:
    roles = ("a", "team_manager, chair"), ("b", "team_manager, social_worker")
    others = {slug: {"p": CLOSE % some} for slug, some in roles}
    one = asked(CLOSING, {"p": CLOSE % "chair"}, {"p": CLOSE % "team_manager"}, **others)
    assert (one.before.nearest, one.after.nearest) == (("a",), ("a", "b"))


def test_nobody_is_near_who_has_nothing_in_common() -> None:
    one = asked(
        CLOSING,
        {"p": CLOSE % "chair"},
        {"p": "topic: who_may_close, says: no requirement"},
        a={"p": CLOSE % "team_manager"},
        b={"q": FIRST % ("6 weeks", "referral")},
    )
    assert (one.before.nearest, one.after.nearest) == ((), ())
    assert (one.before.said.silence, one.others[1].silence) == (
        None,
        Silence(kind=SilenceKind.NOT_STATED),
    )
    assert one.after.same == ()


def test_those_to_whom_it_is_left_make_a_difference() -> None:
    left = "topic: who_may_close, says: discretion, roles: %s"
    one = asked(
        CLOSING,
        {"p": left % "chair"},
        {"p": left % "team_manager"},
        a={"p": left % "chair"},
        b={"p": left % "team_manager"},
    )
    assert (one.before.same, one.after.same) == (("a",), ("b",))


def test_what_is_ruled_out_is_the_same_in_whatever_words() -> None:
    rule = "topic: restriction, subject: indefinite_plan, statement: %s"
    one = asked(
        Question("restriction", "indefinite_plan"),
        {"p": rule % "Plans end."},
        {"p": "topic: restriction, subject: indefinite_plan, says: no requirement"},
        a={"p": rule % "No plan runs on."},
    )
    assert (one.before.same, one.after.same) == (("a",), ())


def test_what_is_asked_of_is_the_first_of_its_kind() -> None:
    chair = "topic: chair_required, of: review, roles: %s, when: {review_number: 1}"
    question = Question("chair_required", "chairing", "review")
    one = asked(question, {"p": chair % "chair"}, {"p": chair % "team_manager"})
    assert (one.before.said.words, one.after.said.words) == ("chair of the meeting", "team manager")


def test_only_the_force_is_another() -> None:
    text = procedure({"p": CLOSE % "chair"})
    must = evolve(
        text,
        slug="draft",
        provisions=tuple(evolve(p, force=Force.MUST) for p in text.provisions),
    )
    others = [of("kent", {"p": CLOSE % "chair"}), of("a", {"p": CLOSE % "chair"})]
    draft = PolicyStack(Written(must), words=common_vocabulary())
    one = asked_of_all(CLOSING, "Asked", {}, others, draft, "kent", CALENDAR)
    assert one.force_only
    assert (one.before.same_force, one.after.same_force) == (("a",), ())
    assert "The same before: a; after: nobody else." in side_by_side(one, "")
    assert not asked(CLOSING, {"p": CLOSE % "chair"}, {"p": CLOSE % "team_manager"}).force_only


def test_each_is_asked_with_the_facts_it_knows() -> None:
    words = "{facts: {own_fact: {kind: yes_no, default: true, meaning: x}}}"
    its = {"p": f"{CLOSE % 'chair'}, when: {{own_fact: true}}"}
    stacks = [of("kent", {"p": CLOSE % "chair"}), of("a", its, words)]
    draft = of("draft", {"p": f"{CLOSE % 'team_manager'}, when: {{disabled: true}}"})

    def told(**facts: bool) -> AskedOfAll:
        return asked_of_all(CLOSING, "Asked", facts, stacks, draft, "kent", CALENDAR)

    assert told().before.same == ("a",)
    assert told(own_fact=False).before.same == ()
    assert told().after.said.silence is not None
    assert told(disabled=True).after.said.words == "team manager"


def test_a_topic_one_authority_alone_has_is_not_stated_by_others() -> None:
    words = "{topics: {buddy: {kind: role, label: Buddy, section: Roles, question: Who?, " \
        "does: chairing}}}"  # fmt: skip
    rule = {"p": "topic: buddy, roles: social_worker"}
    stacks = [of("kent", rule, words), of("a", {"p": CLOSE % "chair"})]
    draft = of("draft", {"p": "topic: buddy, roles: chair"}, words)
    one = asked_of_all(Question("buddy", "chairing"), "Buddy", {}, stacks, draft, "kent", CALENDAR)
    assert [said.words for said in one.others] == ["not stated"]


def test_a_draft_that_says_two_things_could_not_be_asked() -> None:
    both = {"p": CLOSE % "chair", "q": CLOSE % "team_manager"}
    one = asked(CLOSING, {"p": CLOSE % "chair"}, both, a={"p": CLOSE % "chair"})
    assert one.after.said.words == "could not be asked"
    assert "neither is an exception" in one.after.said.failure
    assert asked_shape(one)["before"]["same"] == ["a"]
    assert asked_shape(one)["after"]["failure"]


def test_the_interval_answers_for_the_first_where_it_says_from_when() -> None:
    one = asked(
        REVIEW,
        {"p": FIRST % ("6 weeks", "first_meeting")},
        {"p": FIRST % ("7 weeks", "first_meeting")},
        a={"p": EVERY % ("7 weeks", "first_meeting")},
        b={"p": "topic: review_interval, every: 7 weeks, after: review"},
    )
    assert [said.topic for said in one.others] == ["review_interval", "first_review_due"]
    assert [said.words for said in one.others] == [
        "every 7 weeks, from the first meeting",
        "not stated",
    ]
    assert one.after.lengths is not None
    assert one.after.lengths.that_are(Against.AS_LONG) == ("a",)
    assert (one.before.lengths and one.before.lengths.place, one.after.lengths.of) == (1, 2)


# --- periods in order -------------------------------------------------------------------------


def beside(own: str, other: str) -> tuple[Against, str]:
    """How the period of another provision stands to ours."""
    words = common_vocabulary()
    mine, its = (procedure({"p": text}).provisions[0] for text in (own, other))
    made = lengthwise(mine, {"a": its}, words, Lengths(CALENDAR))
    assert made is not None
    (one,) = made.beside
    return one.its, one.why


@pytest.mark.parametrize(
    ("its", "order"),
    [
        ("12 weeks", Against.AS_LONG),
        ("84 calendar days", Against.AS_LONG),
        ("11 weeks", Against.SHORTER),
        ("13 weeks", Against.LONGER),
        ("2 months", Against.SHORTER),
        # Three months are 89 to 92 days, and twelve weeks 84.
        ("3 months", Against.LONGER),
        # Sixty working days are twelve weeks, or more with a bank holiday, or less from a Sunday.
        ("60 working days", Against.NO_ORDER),
        ("50 working days", Against.SHORTER),
        # Days of no stated kind may be calendar days or working days.
        ("80 days", Against.NO_ORDER),
        ("85 days", Against.LONGER),
        ("40 days", Against.SHORTER),
    ],
)
def test_periods_in_order(its: str, order: Against) -> None:
    rule = "topic: first_review_due, within: %s, after: first_meeting"
    assert beside(rule % "12 weeks", rule % its)[0] is order


def test_why_days_of_no_stated_kind_have_no_order() -> None:
    # Ten working days are never shorter than ten days: they are longer, or the same.
    rule = "topic: first_review_due, within: %s, after: first_meeting"
    for own, its in (("10 days", "10 working days"), ("10 working days", "10 days")):
        assert beside(rule % own, rule % its) == (
            Against.NO_ORDER,
            "10 days may be calendar or working days",
        )


def test_another_clock_or_sort_is_not_put_in_order() -> None:
    within = FIRST % ("12 weeks", "first_meeting")
    assert beside(within, FIRST % ("12 weeks", "referral")) == (
        Against.NO_ORDER,
        "counted from another event",
    )
    least = "topic: first_review_due, not_before: 1 week, after: first_meeting"
    assert beside(within, least)[1] == (
        "not before 1 week after the first meeting is a time of another sort"
    )
    bare = "topic: first_review_due, no_period_stated: true, after: first_meeting"
    assert beside(within, bare) == (Against.NO_ORDER, "no period")
    # Intervals are all counted from the one before, wherever they start.
    assert beside(EVERY % ("6 weeks", "referral"), EVERY % ("7 weeks", "plan_start")) == (
        Against.LONGER,
        "",
    )


def test_a_notice_is_longer_the_sooner_it_is() -> None:
    notice = "topic: notice_due, subject: invitations, at_least: %s, before: review"
    assert beside(notice % "5 working days", notice % "6 working days")[0] is Against.LONGER
    assert beside(notice % "5 working days", notice % "4 working days")[0] is Against.SHORTER
    assert beside(notice % "2 weeks", notice % "3 calendar days")[0] is Against.SHORTER


def test_nearest_in_length_only_where_all_count_alike() -> None:
    rules = {"a": "6 weeks", "b": "9 weeks", "c": "15 weeks"}
    one = asked(
        REVIEW,
        {"p": FIRST % ("12 weeks", "referral")},
        {"p": FIRST % ("8 weeks", "referral")},
        **{slug: {"p": FIRST % (period, "referral")} for slug, period in rules.items()},
    )
    before, after = one.before.lengths, one.after.lengths
    assert before
    assert after
    assert (before.place, before.of, after.place) == (3, 4, 2)
    assert [(n.authority, str(n.apart)) for n in before.nearest] == [
        ("b", "3 weeks"),
        ("c", "3 weeks"),
    ]
    assert [n.authority for n in after.nearest] == ["b"]
    told = side_by_side(one, "in the ordinary case")
    assert told[2] == (
        "Before: third shortest of 4 that can be put in order; nearest is b (3 weeks shorter) and "
        "c (3 weeks longer)."
    )
    mixed = asked(
        REVIEW,
        {"p": FIRST % ("12 weeks", "referral")},
        {"p": FIRST % ("8 weeks", "referral")},
        a={"p": FIRST % ("1 month", "referral")},
        b={"p": FIRST % ("9 weeks", "referral")},
    )
    assert mixed.before.lengths
    assert mixed.before.lengths.nearest == ()
    shape = asked_shape(mixed)["before"]["lengths"]
    assert (shape["place"], shape["of"], shape["beside"][0]["its"]) == (3, 3, "shorter")


@given(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["weeks", "months", "working days"]))
def test_order_is_the_other_way_round_from_the_other_side(one: int, other: int, unit: str) -> None:
    first, second = (FIRST % (f"{n} {u}", "referral") for n, u in ((one, "weeks"), (other, unit)))
    there, back = beside(first, second)[0], beside(second, first)[0]
    turned = {Against.SHORTER: Against.LONGER, Against.LONGER: Against.SHORTER}
    assert back is turned.get(there, there)


def test_a_rule_with_no_period_has_no_order() -> None:
    bare = "topic: first_review_due, no_period_stated: true, after: first_meeting"
    (own,) = procedure({"p": bare}).provisions
    assert own.timing is not None
    assert own.timing.relation is Relation.UNDATED
    assert lengthwise(own, {}, common_vocabulary(), Lengths(CALENDAR)) is None
