"""Comparisons: what counts as a divergence, and what never does."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

import cinpolicy
from cinpolicy.calendar import WorkingCalendar
from cinpolicy.cells import Aspect, Cell, CellKind, Comparison
from cinpolicy.clock import due_date
from cinpolicy.comparison import compare
from cinpolicy.divergence import divergences
from cinpolicy.periods import Period
from cinpolicy.provisions import (
    Citation,
    Counting,
    Force,
    Provision,
    Question,
    Relation,
    SilenceKind,
    Timing,
)
from cinpolicy.timeline import Obligation, State, Timeline
from cinpolicy.vocabulary import NO_WORDS, TopicKind
from tests.cases import case, library, stack

ROOT = Path(__file__).parent.parent
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
CALENDAR = WorkingCalendar({}, 2000, 2040)
MONDAY = date(2025, 3, 3)


def provision(period: str, force: Force = Force.SHOULD, roles: tuple[str, ...] = ()) -> Provision:
    timing = Timing(relation=Relation.EVERY, period=Period.parse(period), after=("x", "review"))
    return Provision(
        id="p",
        topic="review_interval",
        subject="review",
        timing=None if roles else timing,
        roles=roles,
        force=force,
        cite=Citation(section="1", paragraphs=(1,)),
    )


def due(authority: str, period: str, start: date = MONDAY, force: Force = Force.SHOULD) -> Cell:
    rule = provision(period, force)
    assert rule.timing
    counted = due_date(rule.timing, start, CALENDAR, Counting())
    owed = Obligation(
        question=Question("review_interval", "review"),
        number=1,
        provision=rule,
        answered_by=authority,
        state=State.MET,
        due=counted,
    )
    return Cell(
        authority=authority,
        kind=CellKind.DUE,
        words=f"every {period}",
        due=counted.date,
        force=force.value,
        provision=rule,
        obligation=owed,
    )


def fallen(cell: Cell, state: State = State.STOPPED) -> Cell:
    """The same rule, whose clock ran, and by which nothing is owed any more."""
    assert cell.obligation
    owed = evolve(cell.obligation, state=state)
    return evolve(cell, kind=CellKind.NOT_REACHED, due=None, obligation=owed, ended=True)


def later(cell: Cell) -> Cell:
    """The same rule, and the case is not followed to its day."""
    assert cell.obligation
    owed = evolve(cell.obligation, state=State.NOT_YET_DUE)
    return evolve(cell, kind=CellKind.NOT_REACHED, obligation=owed)


def silent(authority: str, kind: SilenceKind) -> Cell:
    return Cell(authority=authority, kind=CellKind.SILENCE, words=kind.value, silence=kind)


def role(authority: str, *roles: str, force: Force = Force.SHOULD) -> Cell:
    rule = provision("1 week", force, roles)
    return Cell(
        authority=authority,
        kind=CellKind.STATED,
        words=" or ".join(roles),
        force=force.value,
        provision=rule,
    )


def aspects(*cells: Cell, kind: TopicKind = TopicKind.TIMESCALE) -> list[str]:
    return [d.aspect.value for d in divergences("review.1", kind, cells, NO_WORDS)]


def test_six_weeks_and_three_months_are_49_days_apart() -> None:
    # From Tue 4 Mar 2025: six weeks end on Tue 15 Apr, three months on Wed 4 Jun, 50 days on;
    # from Mon 1 Dec 2025: Mon 12 Jan and Sun 1 Mar 2026, 48 days; from Mon 3 Feb 2025: Mon 17
    # Mar and Sat 3 May, 47 days; from Wed 1 Oct 2025: Wed 12 Nov and Thu 1 Jan, 50 days.
    for start, size in [
        (date(2025, 3, 4), 50),
        (date(2025, 12, 1), 48),
        (date(2025, 2, 3), 47),
        (date(2025, 10, 1), 50),
    ]:
        cells = (due("a", "6 weeks", start), due("b", "3 months", start))
        found = divergences("review.1", TopicKind.TIMESCALE, cells, NO_WORDS)
        assert [d.aspect for d in found] == [Aspect.DATE, Aspect.RULE]
        assert (found[0].code, found[0].size) == ("review.1:date", size)
        assert found[0].gap
        assert (found[0].gap.start, found[0].gap.period) == (0, size)


def test_the_same_rule_and_date_is_no_divergence() -> None:
    assert aspects(due("a", "6 weeks"), due("b", "6 weeks")) == []


def test_the_same_date_by_different_rules_differs_in_the_rule_alone() -> None:
    assert aspects(due("a", "6 weeks"), due("b", "42 calendar days")) == ["rule"]


def test_a_difference_of_force_is_a_divergence() -> None:
    assert aspects(due("a", "6 weeks"), due("b", "6 weeks", force=Force.MUST)) == ["force"]


@pytest.mark.parametrize(
    "kind", [SilenceKind.NOT_STATED, SilenceKind.DEFERRED, SilenceKind.DISCRETION]
)
def test_silence_differs_from_an_answer_and_never_from_silence(kind: SilenceKind) -> None:
    assert aspects(due("a", "6 weeks"), silent("b", kind)) == ["silence"]
    assert aspects(silent("a", SilenceKind.NOT_STATED), silent("b", kind)) == []


def test_no_requirement_is_a_divergence_of_its_own() -> None:
    none = silent("b", SilenceKind.NO_REQUIREMENT)
    assert aspects(due("a", "6 weeks"), none) == ["requirement"]
    assert aspects(none, silent("a", SilenceKind.NOT_STATED)) == []


def test_required_with_no_period_differs_from_a_period() -> None:
    undated = Cell(authority="b", kind=CellKind.UNDATED, words="no period stated", force="should")
    assert aspects(due("a", "6 weeks"), undated) == ["period"]


def test_what_does_not_apply_neither_agrees_nor_differs() -> None:
    outside = Cell(authority="b", kind=CellKind.NOT_APPLICABLE, words="every 2 weeks", force="must")
    beyond = Cell(authority="c", kind=CellKind.NOT_REACHED, words="not reached")
    assert aspects(due("a", "6 weeks"), outside, beyond) == []


def test_a_rule_whose_clock_ran_is_compared_whatever_became_of_it() -> None:
    six, twelve = fallen(due("a", "6 weeks")), fallen(due("b", "12 weeks", force=Force.MUST))
    assert aspects(six, twelve) == ["rule", "force"]
    assert aspects(six, fallen(due("b", "6 weeks"), State.SUPERSEDED)) == []
    assert aspects(later(due("a", "6 weeks")), twelve) == ["rule", "force"]
    assert aspects(later(due("a", "6 weeks")), later(due("b", "6 weeks"))) == []


def test_what_one_still_owes_and_another_does_not_is_a_difference_of_how_often() -> None:
    # By the same rule from Mon 3 and from Tue 4 Mar 2025: the case ended between the two days.
    cells = (due("b", "6 weeks"), fallen(due("a", "6 weeks", date(2025, 3, 4))))
    (found,) = divergences("review.1", TopicKind.TIMESCALE, cells, NO_WORDS)
    assert (found.code, found.size) == ("review.1:count", 1)
    assert (found.earliest, found.latest) == ("a", "b")
    assert found.statement == "falls due: b; no longer due before its day: a"


def test_it_counts_too_where_no_clock_ran_since_the_one_before_was_ended() -> None:
    never = Cell(authority="b", kind=CellKind.NOT_REACHED, words="no longer due", ended=True)
    assert aspects(due("a", "6 weeks"), never) == ["count"]
    assert aspects(fallen(due("a", "6 weeks")), never) == []


def test_how_far_a_case_is_followed_makes_no_difference_of_how_often() -> None:
    assert aspects(due("a", "6 weeks"), later(due("b", "6 weeks", date(2025, 3, 4)))) == []


def test_what_gave_way_is_neither_due_nor_ended() -> None:
    one = due("a", "6 weeks")
    assert one.obligation
    skipped = evolve(one, obligation=evolve(one.obligation, state=State.SKIPPED))
    assert aspects(skipped, fallen(due("b", "6 weeks"))) == []


@pytest.mark.parametrize("become", [fallen, later])
def test_a_text_whose_clock_ran_answers_where_others_are_silent(
    become: Callable[[Cell], Cell],
) -> None:
    answers = become(due("a", "6 weeks"))
    assert aspects(answers, silent("b", SilenceKind.NOT_STATED)) == ["silence"]
    assert aspects(answers, silent("b", SilenceKind.NO_REQUIREMENT)) == ["requirement"]


@pytest.mark.parametrize("become", [fallen, later])
def test_it_gives_a_period_or_none_whatever_became_of_it(become: Callable[[Cell], Cell]) -> None:
    undated = Cell(authority="b", kind=CellKind.UNDATED, words="no period stated", force="should")
    dated = due("a", "6 weeks")
    assert dated.obligation
    without = evolve(dated, obligation=evolve(dated.obligation, due=None))
    assert aspects(become(dated), undated) == ["period"]
    assert aspects(fallen(without), undated) == []
    assert aspects(fallen(without), become(due("b", "6 weeks"))) == ["period"]


def test_of_two_that_fell_away_the_one_that_was_ended_is_told() -> None:
    first, second = due("a", "6 weeks").obligation, due("a", "12 weeks").obligation
    assert first
    assert second
    owed = (evolve(first, state=State.SUPERSEDED), evolve(second, state=State.STOPPED))
    stands = evolve(second, due=None, state=State.UNDATED)
    for obligations, state in [
        (owed, State.STOPPED),
        (owed[::-1], State.STOPPED),
        ((*owed, stands), State.UNDATED),
    ]:
        timeline = Timeline(occurrences=(), obligations=obligations, assignments=())
        assert timeline.by_number([first.question])[1].state is state


def test_roles_differ_as_sets() -> None:
    kind = TopicKind.ROLE
    assert aspects(role("a", "x", "y"), role("b", "y", "x"), kind=kind) == []
    assert aspects(role("a", "x"), role("b", "x", "y"), kind=kind) == ["role"]


@pytest.fixture(scope="module", params=SCENARIOS, ids=lambda p: p.stem)
def comparison(request: pytest.FixtureRequest) -> Comparison:
    return cinpolicy.compare(request.param, library=library())


def test_codes_are_unique_and_name_row_and_aspect(comparison: Comparison) -> None:
    codes = [d.code for row in comparison.rows for d in row.divergences]
    assert len(codes) == len(set(codes))
    keys = [row.key for row in comparison.rows]
    assert len(keys) == len(set(keys))
    for row in comparison.rows:
        for d in row.divergences:
            assert d.code == f"{row.key}:{d.aspect.value}"


def test_the_pieces_of_every_gap_add_up(comparison: Comparison) -> None:
    for row in comparison.rows:
        for d in row.divergences:
            if d.gap:
                assert d.gap.days == d.size
                assert d.gap.start + d.gap.period + d.gap.non_working + d.gap.moved == d.gap.days


def test_every_date_divergence_is_the_distance_of_its_ends(comparison: Comparison) -> None:
    for row in comparison.rows:
        dates = [cell.due for cell in row.cells if cell.due and cell.kind is CellKind.DUE]
        if not library().words().topics[row.topics[0]].compared:
            assert row.divergences == ()
            continue
        sizes = [d.size for d in row.divergences if d.aspect is Aspect.DATE]
        spread = (max(dates) - min(dates)).days if dates else 0
        assert sizes == ([spread] if spread else [])


def test_the_largest_come_first(comparison: Comparison) -> None:
    """The meetings, visits and reviews themselves first, then what goes with a meeting."""
    itself = [(".of." not in row.key, d.size or 0) for row, d in comparison.largest]
    assert itself == sorted(itself, reverse=True)
    sizes = [d.size or 0 for _, d in comparison.largest]
    firsts = [
        d.size or 0
        for row in comparison.rows
        for d in row.divergences
        if d.aspect is Aspect.DATE and not re.search(r"\.(?!1$)\d+$", row.key)
    ]
    assert max(sizes, default=0) >= max(firsts, default=0)


def test_every_cell_with_an_answer_names_its_provision_and_paragraphs(
    comparison: Comparison,
) -> None:
    for row in comparison.rows:
        for cell in row.cells:
            if cell.kind in (CellKind.DUE, CellKind.STATED) and cell.count is None:
                assert cell.provision
                assert cell.citation
                assert cell.words
                assert cell.answered_by


def test_codes_do_not_depend_on_who_else_is_compared() -> None:
    path = ROOT / "scenarios" / "plain_first_assessment.yaml"
    two = cinpolicy.compare(path, ["ealing", "kent"], library=library())
    five = cinpolicy.compare(path, library=library())
    assert {row.key for row in two.rows} <= {row.key for row in five.rows}


def test_the_same_input_gives_the_same_comparison() -> None:
    scenario = case(("referral", "2025-01-06"), ("assessment_completed", "2025-02-03"))
    from cinpolicy.loading.bank_holidays import england

    stacks = [stack("ealing"), stack("kent")]
    assert compare(scenario, stacks, england()) == compare(scenario, stacks, england())


def test_everything_that_stands_reaches_a_row(comparison: Comparison) -> None:
    """No obligation that is met, late, missed or pending is left out of the comparison."""
    shown = {
        (cell.authority, cell.provision.id)
        for row in comparison.rows
        for cell in row.cells
        if cell.provision
    }
    path = ROOT / "scenarios" / f"{comparison.scenario}.yaml"
    gone = {State.SUPERSEDED, State.STOPPED, State.SKIPPED, State.NOT_YET_DUE}
    for slug in library().authorities:
        for owed in cinpolicy.run(path, slug, library=library()).obligations:
            if owed.state not in gone:
                assert (slug, owed.provision.id) in shown


def test_dates_after_the_horizon_are_no_divergence(comparison: Comparison) -> None:
    for row in comparison.rows:
        for cell in row.cells:
            if cell.obligation and cell.obligation.state is State.NOT_YET_DUE:
                assert cell.kind is CellKind.NOT_REACHED


@pytest.mark.parametrize("name", cinpolicy.__all__)
def test_every_public_name_is_what_it_says_after_everything_is_imported(name: str) -> None:
    import types

    assert not isinstance(getattr(cinpolicy, name), types.ModuleType)
