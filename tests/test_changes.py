"""What changed from one procedure to another: parts by hand, knock-on, and how pairs are made."""

from collections.abc import Mapping

import pytest
from attrs import evolve

from cinpolicy.changes import ChangeKind, Changes, ProvisionChange, changes
from cinpolicy.conditions import All, AnyOf, Comparison, Test
from cinpolicy.declarations import DeclaredKind
from cinpolicy.loading import common_vocabulary
from cinpolicy.matching import Matched
from cinpolicy.parts import Part, normal
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Silence, SilenceKind
from cinpolicy.stack import PolicyStack
from tests.cases import Written, library
from tests.drafts import procedure

REVIEWS = "topic: review_interval, after: [first_meeting, review]"
USUAL = f"{REVIEWS}, every: 6 months"
CHAIR = "topic: chair_required, of: review"
STEP_DOWN = "when: {route_in: child_protection_step_down}"


def of(before: Procedure, after: Procedure, **rest: object) -> Changes:
    ours, theirs = (PolicyStack(Written(p), words=common_vocabulary()) for p in (before, after))
    return changes(ours, theirs, **rest)  # type: ignore[arg-type]


def told(before: str, after: str) -> list[tuple[str, str, str]]:
    """The parts in which one provision changed."""
    made = of(procedure({"one": before}), procedure({"one": after}))
    assert not made.declared
    return [(p.part.value, p.was, p.now) for one in made.provisions for p in one.parts]


def ids(some: tuple[ProvisionChange, ...]) -> list[str]:
    return [one.provision.id for one in some]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (USUAL, USUAL.replace("6", "7"), [("period", "6 months", "7 months")]),
        (USUAL, USUAL.replace("months", "weeks"), [("period", "6 months", "6 weeks")]),
        (
            USUAL,
            USUAL.replace("every", "at_least_every"),
            [("kind of timescale", "every", "at least every")],
        ),
        (
            USUAL,
            USUAL.replace("first_meeting", "plan_start"),
            [
                (
                    "counted from",
                    "the first meeting or the review",
                    "the plan starting or the review",
                )
            ],
        ),
        (USUAL, USUAL.replace("[first_meeting, review]", "[review, first_meeting]"), []),
        (
            USUAL,
            f"{USUAL}, or_sooner_on: plan_end",
            [("or sooner on", "", "the end of the plan")],
        ),
        (
            f"{USUAL}, counting: {{trigger_day: 1}}",
            f"{USUAL}, counting: {{trigger_day: 1, non_working_day: next}}",
            [
                (
                    "counting of days",
                    "the first day is day 1; off a working day it stays",
                    "the first day is day 1; off a working day it moves to the next",
                )
            ],
        ),
        (USUAL, f"{USUAL}, by: team_manager", [("who owes it", "", "team manager")]),
        (
            f"{CHAIR}, roles: [social_worker, team_manager]",
            f"{CHAIR}, roles: team_manager",
            [("who does or decides it", "social worker or team manager", "team manager")],
        ),
        (
            f"{CHAIR}, roles: team_manager",
            f"{CHAIR}, roles: team_manager, recommended_by: social_worker",
            [("on whose recommendation", "", "social worker")],
        ),
        (
            USUAL,
            f"{USUAL}, {STEP_DOWN}",
            [("condition", "in every case", "where route in is child protection step down")],
        ),
        (USUAL, f"{USUAL}, term: CIN Review", [("local word", "", "CIN Review")]),
        (USUAL, f"{USUAL}, note: A note.", [("note", "", "A note.")]),
        (USUAL, f"{USUAL}, assumes: It is so.", [("taken as given", "", "It is so.")]),
        (USUAL, f"{USUAL}, statement: As said.", [("statement", "", "As said.")]),
        (
            f"{USUAL}, gives_way_to: {{activity: first_meeting, within: 1 week}}",
            f"{USUAL}, gives_way_to: {{activity: first_meeting, within: 2 weeks}}",
            [
                (
                    "gives way to",
                    "the first meeting within 1 week",
                    "the first meeting within 2 weeks",
                )
            ],
        ),
        (
            "topic: review_interval, says: not stated",
            "topic: review_interval, says: deferred",
            [("silence", "not stated", "left to another document or the plan")],
        ),
    ],
)
def test_each_part_is_told_by_its_name(
    before: str, after: str, expected: list[tuple[str, str, str]]
) -> None:
    assert told(before, after) == expected


POWER = (
    "variation: {by: team_manager, up_to: 8 weeks, force: may, cite: {section: A, paragraph: 9}}"
)


def test_a_power_is_told_as_a_whole_where_it_is_new_and_by_its_parts_where_it_is_not() -> None:
    with_power = f"{USUAL}, {POWER}"
    ((part, was, now),) = told(USUAL, with_power)
    assert (part, was) == ("power to change it", "")
    assert now == "can be changed by the team manager, up to 8 weeks (may, para 9)"
    assert told(with_power, with_power.replace("8 weeks", "9 weeks")) == [
        ("up to what it may be changed", "8 weeks", "9 weeks")
    ]
    assert told(with_power, with_power.replace("up_to: 8 weeks, ", "")) == [
        ("up to what it may be changed", "8 weeks", "no limit stated")
    ]
    assert told(with_power, with_power.replace("team_manager", "service_manager")) == [
        ("who may change it", "team manager", "service manager")
    ]


def test_what_changes_under_every_reading_is_told_once() -> None:
    def read(force: str, short: str) -> str:
        ways = f"long: {{because: x, every: 6 months}}, short: {{because: y, every: {short}}}"
        return f"{REVIEWS}, readings: {{{ways}}}, term: {force}"

    made = of(procedure({"a": read("A", "1 month")}), procedure({"a": read("B", "2 months")}))
    ((term, period),) = [one.parts[::-1] for one in made.provisions]
    if term.part is not Part.TERM:
        term, period = period, term
    assert (term.was, term.now, term.readings) == ("A", "B", ())
    assert (period.was, period.now, period.readings) == ("1 month", "2 months", ("short",))


def test_a_reading_that_is_new_gone_or_used_instead() -> None:
    long, short = "long: {because: x, every: 6 months}", "short: {because: y, every: 1 month}"
    both, one = (f"{REVIEWS}, readings: {{{r}}}" for r in (f"{long}, {short}", long))
    assert told(one, both) == [
        ("reading", "", "short: every month, from the first meeting, in every case")
    ]
    assert [p for p, *_ in told(both, one)] == ["reading"]
    turned = f"{REVIEWS}, readings: {{{short}, {long}}}"
    assert told(both, turned) == [("reading used", "long", "short")]
    other = both.replace("because: y", "because: z")
    assert told(both, other) == [("reason for a reading", "y", "z")]


def test_items_are_told_one_by_one() -> None:
    words = common_vocabulary()
    first, second, third = list(words.items)[:3]
    lists = (t for t in words.topics.values() if t.kind.value == "checklist" and t.does)
    topic = next(t.name for t in lists if not t.of_a_meeting)
    before = f"topic: {topic}, items: [{first}, {second}]"
    after = f"topic: {topic}, items: [{third}, {second}]"
    assert [(p, bool(was), bool(now)) for p, was, now in told(before, after)] == [
        ("items removed", True, False),
        ("items added", False, True),
    ]
    assert not told(before, f"topic: {topic}, items: [{second}, {first}]")


def test_brackets_and_order_are_no_part_of_a_condition() -> None:
    one, two = Test("a", Comparison.IS, (True,)), Test("b", Comparison.IS, ("x", "y"))
    turned = Test("b", Comparison.IS, ("y", "x"))
    assert normal(All((one, two))) == normal(All((All((turned,)), AnyOf((one,)))))
    assert normal(All((one, two))) != normal(AnyOf((one, two)))
    assert normal(All(())) != normal(AnyOf(()))
    assert normal(one) != normal(evolve(one, wanted=False))


# --- which is which -------------------------------------------------------------------------


def test_added_and_removed() -> None:
    before = procedure({"a": USUAL, "b": f"{CHAIR}, roles: team_manager"})
    after = procedure(
        {"a": USUAL, "c": f"{CHAIR.replace('review', 'first_meeting')}, roles: social_worker"}
    )
    made = of(before, after)
    assert ids(made.of_kind(ChangeKind.REMOVED)) == ["b"]
    assert ids(made.of_kind(ChangeKind.ADDED)) == ["c"]
    assert made.unchanged == 1
    assert made.matched == {Matched.ID: 1}


def numbered(*pairs: tuple[str, int, int], title: str = "A procedure") -> Procedure:
    """Provisions on one question, each with its id, its weeks and its paragraph."""
    made = procedure({name: f"{REVIEWS}, every: {weeks} weeks" for name, weeks, _ in pairs})
    provisions = tuple(
        evolve(one, cite=evolve(one.cite, paragraphs=(paragraph,)))
        for one, (*_, paragraph) in zip(made.provisions, pairs, strict=True)
    )
    document = evolve(made.document, title=title)
    return evolve(made, provisions=provisions, document=document)


def test_provisions_of_two_encodings_are_matched_by_their_paragraphs() -> None:
    made = of(numbered(("a", 6, 10), ("b", 12, 20)), numbered(("x", 12, 20), ("y", 6, 10)))
    assert not made.provisions
    assert made.matched == {Matched.PARAGRAPHS: 2}


def test_what_is_left_alone_on_a_question_is_matched_by_it() -> None:
    made = of(numbered(("a", 6, 10)), numbered(("x", 7, 20)))
    (one,) = made.provisions
    assert one.matched is Matched.QUESTION
    assert [p.part for p in one.parts] == [Part.PERIOD, Part.CITATION]
    two = of(numbered(("a", 6, 10)), numbered(("x", 7, 20), ("y", 8, 30)))
    assert [one.kind for one in two.provisions] == ["removed", "added", "added"]


def test_paragraphs_of_another_text_tell_nothing() -> None:
    theirs = numbered(("x", 12, 20), ("y", 6, 10), title="Another")
    made = of(numbered(("a", 6, 10), ("b", 12, 20)), theirs)
    assert not made.matched
    (only,) = of(numbered(("a", 6, 10)), numbered(("x", 7, 20), title="Another")).provisions
    assert [p.part for p in only.parts] == [Part.PERIOD]


# --- consequences -----------------------------------------------------------------------------


def referring(when: str) -> Procedure:
    """A rule whose condition names a topic, and a provision on that topic."""
    provisions: Mapping[str, str] = {
        "exception": f"topic: transfer_exception, subject: x, statement: So., when: {{{when}}}",
        "rule": f"{USUAL}, when: {{disabled: true, not: {{applies: transfer_exception}}}}",
        "other": f"{CHAIR}, roles: team_manager, when: {{disabled: true}}",
    }
    return procedure(provisions)


def test_a_condition_that_takes_over_a_change_is_a_consequence() -> None:
    before, after = referring("in_custody: true"), referring("in_custody: false")
    made = of(before, after)
    assert ids(made.made) == ["exception"]
    assert ids(made.consequences) == ["rule"]
    (part,) = made.consequences[0].parts
    assert part.part is Part.CONDITION
    assert ids(of(before, after, edited={"exception", "rule"}).made) == ["exception", "rule"]


def test_a_condition_that_was_changed_as_well_is_no_consequence() -> None:
    before, after = referring("in_custody: true"), referring("in_custody: false")
    narrower = Test("consent_withdrawn", Comparison.IS, (True,))
    changed = tuple(
        evolve(one, when=All((one.when, narrower))) if one.id == "rule" else one
        for one in after.provisions
    )
    both = of(before, evolve(after, provisions=changed))
    assert ids(both.made) == ["exception", "rule"]
    told_so = of(before, evolve(after, provisions=changed), edited={"exception"})
    assert ids(told_so.consequences) == ["rule"]


# --- beside the provisions --------------------------------------------------------------------


def test_silences_terms_words_and_the_head_are_told() -> None:
    before = procedure({"a": USUAL}, "{roles: {aunt: {label: Aunt, meaning: An aunt.}}}")
    silence = Silence(kind=SilenceKind.DEFERRED, note="Elsewhere.")
    after = evolve(
        procedure({"a": USUAL}, "{roles: {aunt: {label: Auntie, meaning: An aunt.}}}"),
        silent_on={"chair_required": silence},
        terms={"review": "CIN Review"},
        document=evolve(before.document, version="2"),
    )
    made = of(before, after)
    assert {(d.kind, d.was, d.now) for d in made.declared} == {
        (DeclaredKind.SILENCE, "", "left to another document or the plan. Elsewhere."),
        (DeclaredKind.TERM, "", "CIN Review"),
        (DeclaredKind.WORD, "label: Aunt", "label: Auntie"),
        (DeclaredKind.HEAD, "1", "2"),
    }
    some = of(before, after, topics=frozenset({"chair_required"}))
    assert [d.kind for d in some.declared] == [DeclaredKind.SILENCE]
    assert some.unchanged == 0


@pytest.mark.parametrize("slug", [*library().loaded])
def test_nothing_changed_between_a_procedure_and_itself(slug: str) -> None:
    stack = library().stack(slug)
    made = changes(stack, stack)
    assert not made
    assert made.unchanged == len(stack.top.provisions)
    renamed = Written(evolve(stack.top, slug="another"))
    assert not changes(stack, PolicyStack(*stack.layers[:-1], renamed, words=stack.common))
