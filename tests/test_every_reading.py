"""Comparisons under every reading: spans of dates, and which divergences hold, by hand.

The assessment is completed on Mon 6 Jan 2025. Ten working days on is Mon 20 Jan, twenty
Mon 3 Feb. From 20 Jan twelve weeks end on Mon 14 Apr and three months on Sun 20 Apr; from
3 Feb on Mon 28 Apr and Sat 3 May; six weeks from 20 Jan on Mon 3 Mar.
"""

from collections.abc import Mapping
from datetime import date
from itertools import product

import pytest

from cinpolicy import every_reading
from cinpolicy.cells import Comparison, Row, Span
from cinpolicy.comparison import compare
from cinpolicy.loading import common_vocabulary
from cinpolicy.loading.bank_holidays import england
from cinpolicy.procedure import Procedure
from cinpolicy.stack import PolicyStack
from tests.test_simulator import assessed, procedure, stacked

TEN = "topic: first_meeting_due, within: 10 working days, after: assessment_completed"
TWENTY = "topic: first_meeting_due, within: 20 working days, after: assessment_completed"
TEN_OR_TWENTY = """topic: first_meeting_due, after: assessment_completed, readings: {
    ten: {because: a, within: 10 working days}, twenty: {because: b, within: 20 working days}}"""
AFTER = "after: [first_meeting, review]"
MONTHLY = f"topic: review_interval, every: 3 months, {AFTER}"
SIX_WEEKS = f"topic: review_interval, every: 6 weeks, {AFTER}"
WEEKS_OR_MONTHS = f"""topic: review_interval, {AFTER}, readings: {{
    weeks: {{because: a, every: 12 weeks}}, months: {{because: b, every: 3 months}}}}"""
CHAIR = "topic: chair_required, of: review, roles: team_manager"
CHAIR_OR_NOBODY = """topic: chair_required, of: review, readings: {
    manager: {because: a, roles: team_manager}, nobody: {because: b, says: not stated}}"""


def town(slug: str, **provisions: str) -> Procedure:
    return procedure(provisions, slug=slug)


def compared(*procedures: Procedure, readings: bool = True) -> Comparison:
    stacks = [stacked(one) for one in procedures]
    return compare(assessed(), stacks, england(), every_reading=readings)


def held(row: Row) -> dict[str, tuple[bool | None, tuple[str, ...]]]:
    return {d.aspect.value: (d.robust, d.depends_on) for d in row.divergences}


def span(row: Row, authority: str) -> Span | None:
    cell = row.cell(authority)
    assert cell
    return cell.span


ALPHA = town("alpha", first=TEN, reviews=WEEKS_OR_MONTHS)
BETA = town("beta", first=TEN, reviews=MONTHLY)
GAMMA = town("gamma", first=TEN, reviews=SIX_WEEKS)


def test_a_date_spans_what_the_readings_give() -> None:
    review = compared(ALPHA, BETA).row("review.1")
    assert span(review, "alpha") == Span(
        earliest=date(2025, 4, 14),
        latest=date(2025, 4, 20),
        latest_under=("alpha: reviews = months",),
    )
    assert span(review, "beta") is None


def test_a_divergence_that_a_reading_takes_away_depends_on_it() -> None:
    review = compared(ALPHA, BETA).row("review.1")
    depends = (False, ("alpha: reviews = months",))
    assert held(review) == {"date": depends, "rule": depends}


def test_a_divergence_under_every_reading_is_robust() -> None:
    review = compared(ALPHA, GAMMA).row("review.1")
    assert held(review) == {"date": (True, ()), "rule": (True, ())}


def test_one_robust_pair_among_three_makes_the_divergence_robust() -> None:
    review = compared(ALPHA, BETA, GAMMA).row("review.1")
    assert held(review)["date"] == (True, ())


def test_readings_combine_and_one_may_bear_on_what_follows_from_it() -> None:
    both = town("both", first=TEN_OR_TWENTY, reviews=WEEKS_OR_MONTHS)
    late = town("late", first=TWENTY, reviews=MONTHLY)
    review = compared(both, late).row("review.1")
    names = ("both: first = twenty", "both: reviews = months")
    assert span(review, "both") == Span(
        earliest=date(2025, 4, 14), latest=date(2025, 5, 3), latest_under=names
    )
    assert held(review)["date"] == (False, names)
    assert held(review)["rule"] == (False, names[1:])


def test_readings_recorded_as_one_question_are_read_together() -> None:
    provisions = {"first": TEN, "reviews": WEEKS_OR_MONTHS, "visits": "topic: visit_interval, "}
    provisions["visits"] += """after: [first_meeting, visit], readings: {
        weeks: {because: a, every: 2 weeks}, months: {because: b, every: 1 month}}"""
    provisions["seen"] = """topic: notice_due, subject: child_seen, of: review, before: review,
        at: 1 week"""
    together = """[{id: weeks-or-months, kind: contradiction, paragraphs: [1], says: Two figures.,
        provisions: [reviews, visits]}]"""
    alpha = procedure(provisions, slug="alpha", ambiguities=together)
    assert [(one.id, tuple(one.readings)) for one in alpha.choices] == [
        ("weeks-or-months", ("weeks", "months"))
    ]
    read = alpha.read_as({"weeks-or-months": "months"})
    periods = {p.id: str(p.timing.period) for p in read.provisions if p.timing}
    assert periods["reviews"] == "3 months"
    assert periods["visits"] == "1 month"
    row = compared(alpha, BETA).row("review.1")
    assert held(row)["date"] == (False, ("alpha: weeks-or-months = months",))


def test_a_divergence_that_only_a_reading_brings_about_is_named_apart() -> None:
    weeks = town("weeks", first=TEN, reviews=f"topic: review_interval, every: 12 weeks, {AFTER}")
    review = compared(ALPHA, weeks).row("review.1")
    assert review.divergences == ()
    assert {(d.aspect.value, d.size, d.depends_on) for d in review.under_readings} == {
        ("date", 6, ("alpha: reviews = months",)),
        ("rule", None, ("alpha: reviews = months",)),
    }


def test_what_has_no_date_is_read_every_way_too() -> None:
    alpha = town("alpha", first=TEN, reviews=MONTHLY, chair=CHAIR_OR_NOBODY)
    beta = town("beta", first=TEN, reviews=MONTHLY, chair=CHAIR)
    row = compared(alpha, beta).row("chair_required.chairing.of.review")
    assert row.divergences == ()
    assert [(d.aspect.value, d.depends_on) for d in row.under_readings] == [
        ("silence", ("alpha: chair = nobody",))
    ]


def test_a_reading_under_which_nothing_is_due_is_told() -> None:
    none = """topic: review_interval, readings: {
        three: {because: a, every: 3 months, after: [first_meeting, review]},
        none: {because: b, says: no requirement}}"""
    review = compared(town("alpha", first=TEN, reviews=none), BETA).row("review.1")
    found = span(review, "alpha")
    assert found
    assert (found.earliest, found.latest) == (date(2025, 4, 20), date(2025, 4, 20))
    assert found.undated_under == ("alpha: reviews = none",)


def test_without_being_asked_nothing_is_said_of_readings() -> None:
    made = compared(ALPHA, BETA, readings=False)
    row = made.row("review.1")
    assert not made.every_reading
    assert held(row)["date"] == (None, ())
    assert span(row, "alpha") is None


def test_nothing_is_certain_where_not_every_combination_was_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(every_reading, "MOST_COMBINATIONS", 1)
    robust = compared(ALPHA, GAMMA).row("review.1")
    assert held(robust)["date"] == (None, ())
    found = span(robust, "alpha")
    assert found
    assert not found.whole
    assert held(compared(ALPHA, BETA).row("review.1"))["date"][0] is False


def test_an_authority_in_python_has_one_reading_and_is_compared_all_the_same() -> None:
    class InPython:
        @property
        def procedure(self) -> Procedure:
            return GAMMA

    python = PolicyStack(InPython(), words=common_vocabulary())
    made = compare(assessed(), [stacked(ALPHA), python], england(), every_reading=True)
    assert made.failed == ()
    assert span(made.row("review.1"), "alpha") is not None


# --- against trying everything -----------------------------------------------------------

LEFT = town(
    "left",
    first=TEN_OR_TWENTY,
    reviews=WEEKS_OR_MONTHS,
    chair=CHAIR_OR_NOBODY,
    minutes="""topic: record_due, subject: minutes, of: review, after: review, readings: {
        five: {because: a, within: 5 days}, none: {because: b, says: not stated}}""",
)
RIGHT = town(
    "right",
    first=TEN_OR_TWENTY,
    reviews=SIX_WEEKS,
    chair=CHAIR,
    minutes="""topic: record_due, subject: minutes, of: review, after: review,
        within: 5 working days""",
)


def everything(one: Procedure) -> list[Mapping[str, str]]:
    choices = one.choices
    names = product(*(one.readings for one in choices))
    return [{c.id: n for c, n in zip(choices, some, strict=True)} for some in names]


def test_it_says_what_trying_every_combination_of_both_texts_shows() -> None:
    made = compared(LEFT, RIGHT)
    tried = [
        compared(LEFT.read_as(one), RIGHT.read_as(other), readings=False)
        for one in everything(LEFT)
        for other in everything(RIGHT)
    ]
    assert len(tried) == 48  # 2 x 2 x 2 x 3 (five days of two kinds, or none), times 2
    for row in made.rows:
        always = _aspects(tried[0], row.key)
        ever: set[str] = set()
        for one in tried:
            always = always & _aspects(one, row.key)
            ever |= _aspects(one, row.key)
        assert {d.aspect.value for d in row.divergences if d.robust} == always, row.key
        named = {d.aspect.value for d in (*row.divergences, *row.under_readings)}
        assert named == ever, row.key


def _aspects(made: Comparison, key: str) -> set[str]:
    rows = {row.key: row for row in made.rows}
    return {d.aspect.value for d in rows[key].divergences} if key in rows else set()


def test_the_dates_span_what_trying_every_reading_shows() -> None:
    made = compared(LEFT, RIGHT)
    tried = [compared(LEFT.read_as(one), RIGHT, readings=False) for one in everything(LEFT)]
    for row in made.rows:
        dates = set()
        for one in tried:
            found = {r.key: r for r in one.rows}.get(row.key)
            cell = found.cell("left") if found else None
            dates.add(cell.due if cell else None)
        shown = span(row, "left")
        days = {day for day in dates if day}
        if shown:
            assert (shown.earliest, shown.latest) == (min(days), max(days)), row.key
            assert (shown.undated_under is not None) is (None in dates), row.key
        else:
            assert len(dates) == 1 or not days, row.key
