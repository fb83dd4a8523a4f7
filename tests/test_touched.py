"""The classes of case a change touches: by hand, and against going through everything."""

from collections.abc import Iterator, Mapping
from itertools import combinations, islice, product

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cinpolicy import looking
from cinpolicy.case_classes import USED, CaseClass, Effect, Touched
from cinpolicy.conditions import Condition, FactValue
from cinpolicy.hookspecs import TOPICS
from cinpolicy.loading import common_vocabulary
from cinpolicy.procedure import Ambiguity, AmbiguityKind, Document, Procedure
from cinpolicy.provisions import Citation, Force, Provision, Reading, Silence, SilenceKind
from cinpolicy.smallest import MOST_FACTS, values
from cinpolicy.stack import PolicyStack
from cinpolicy.touched import touched
from cinpolicy.vocabulary import NO_WORDS, FactKind, Vocabulary
from tests.cases import Written
from tests.drafts import procedure
from tests.going_through import alike, said
from tests.test_lint_search import EVERY_VALUE, ORDINARY, PROPERTY, REVIEW, WORDS, trees


def stack(
    provisions: Mapping[str, str], below: Mapping[str, str] | None = None, words: str = "{}"
) -> PolicyStack:
    layers = [Written(evolve(procedure(below), slug="national"))] if below else []
    top = Written(procedure(provisions, words))
    return PolicyStack(*layers, top, words=common_vocabulary())


def look(before: Mapping[str, str], after: Mapping[str, str]) -> list[Touched]:
    return list(touched(stack(before), stack(after)))


def told(one: Touched, effect: Effect) -> list[str]:
    return [c.sentence for c in one.that_are(effect)]


FIRST = "topic: first_meeting_due, after: assessment_completed"
REVIEWS = "topic: review_interval, after: [first_meeting, review]"
CHAIR = "topic: chair_required, of: review"
STEP_DOWN = "when: {route_in: child_protection_step_down}"


def test_a_period_is_touched_where_its_provision_stands_and_nowhere_else() -> None:
    exception = f"{REVIEWS}, exception_to: usual, every: 3 months, {STEP_DOWN}"
    before = {"usual": f"{REVIEWS}, every: 6 months", "step-down": exception}
    after = {**before, "step-down": exception.replace("3 months", "6 weeks")}
    (one,) = look(before, after)
    assert told(one, Effect.CHANGED) == [
        "where route in is child protection step down: every 3 months, from the first meeting"
        " -> every 6 weeks, from the first meeting"
    ]
    assert told(one, Effect.SAME) == [
        "in the ordinary case: every 6 months, from the first meeting"
    ]
    assert not one.given_up


@pytest.mark.parametrize(
    ("was", "now", "case"),
    [
        ("{at_least: 75}", "{at_least: 76}", 75),  # 74 neither, 75 before alone, 76 both
        ("{at_least: 75}", "{at_least: 74}", 74),
        ("{above: 75}", "{above: 76}", 76),
        ("{below: 75}", "{below: 74}", 74),
    ],
)
def test_a_limit_moved_by_one_touches_that_one_number(was: str, now: str, case: int) -> None:
    sides = []
    for limit in (was, now):
        more = f"{CHAIR}, exception_to: usual, roles: team_manager"
        usual = f"{CHAIR}, roles: social_worker"
        when = f"when: {{short_break_nights_a_year: {limit}}}"
        sides.append({"usual": usual, "more": f"{more}, {when}"})
    (one,) = look(*sides)
    (changed,) = one.that_are(Effect.CHANGED)
    found = values(changed.case).get("short_break_nights_a_year", 0)
    assert found == case
    same = {c.from_to for c in one.that_are(Effect.SAME)}
    assert same == {"social worker", "team manager"}


def test_what_another_provision_now_says_in_other_words_is_not_a_change() -> None:
    before = {"usual": f"{CHAIR}, roles: social_worker, statement: A social worker."}
    wider = f"{CHAIR}, exception_to: usual, roles: social_worker, {STEP_DOWN}, statement: One."
    (one,) = look(before, {**before, "wider": wider})
    assert not one.that_are(Effect.CHANGED)
    (reworded,) = one.that_are(Effect.REWORDED)
    assert values(reworded.case) == {"route_in": "child_protection_step_down"}
    assert "statement: A social worker." in reworded.sentence


def test_a_note_or_a_paragraph_alone_is_a_matter_of_words() -> None:
    before = {"usual": f"{CHAIR}, roles: social_worker"}
    (one,) = look(before, {"usual": f"{CHAIR}, roles: social_worker, note: Or so."})
    assert told(one, Effect.REWORDED) == [
        "in the ordinary case: social worker (no note) -> social worker (note: Or so.)"
    ]
    assert len(one.classes) == 1


def test_two_provisions_that_both_apply_now_clash_where_they_do() -> None:
    before = {
        "yes": f"{CHAIR}, roles: social_worker, when: {{disabled: true}}",
        "no": f"{CHAIR}, roles: team_manager, when: {{disabled: false}}",
    }
    after = {**before, "yes": f"{CHAIR}, roles: social_worker"}
    (one,) = look(before, after)
    (changed,) = one.that_are(Effect.CHANGED)
    assert changed.sentence == "in the ordinary case: team manager -> yes and no both apply"
    assert changed.after.clash
    assert told(one, Effect.SAME) == ["where disabled: social worker"]
    (back,) = look(after, before)
    assert back.that_are(Effect.CHANGED)[0].before.clash


def test_three_provisions_that_clash_are_told_together() -> None:
    before = {n: f"{CHAIR}, roles: {r}, when: {{disabled: true}}" for n, r in _THREE[:1]}
    after = {n: f"{CHAIR}, roles: {r}" for n, r in _THREE}
    (one,) = look(before, after)
    assert {c.from_to for c in one.that_are(Effect.CHANGED)} == {
        "social worker -> a, b and c all apply",
        "not stated -> a, b and c all apply",
    }


_THREE = (("a", "social_worker"), ("b", "team_manager"), ("c", "service_manager"))


def test_an_answer_that_falls_away_leaves_what_the_layer_below_says() -> None:
    below = {"law": f"{CHAIR}, roles: team_manager"}
    own = {"own": f"{CHAIR}, roles: social_worker"}
    after = {"own": f"{CHAIR}, roles: social_worker, {STEP_DOWN}"}
    (one,) = touched(stack(own, below), stack(after, below))
    assert told(one, Effect.CHANGED) == ["in the ordinary case: social worker -> team manager"]
    (only,) = one.that_are(Effect.CHANGED)
    assert (only.before.by, only.after.by) == ("testshire", "national")


def test_another_kind_of_silence_is_a_change_in_every_case() -> None:
    base = procedure({"first": f"{FIRST}, within: 1 day"})
    sides = [
        PolicyStack(
            Written(evolve(base, silent_on={"review_interval": Silence(kind=kind)})),
            words=common_vocabulary(),
        )
        for kind in (SilenceKind.NOT_STATED, SilenceKind.DEFERRED)
    ]
    (one,) = touched(*sides)
    assert told(one, Effect.CHANGED) == [
        "in the ordinary case: not stated -> left to another document or the plan"
    ]


POWER = "variation: {by: team_manager, up_to: 8 weeks, force: may, cite: {section: A, paragraph: 9}"


def test_a_power_to_vary_is_touched_only_where_it_is_given() -> None:
    usual = f"{REVIEWS}, every: 6 weeks"
    before = {"usual": f"{usual}, {POWER}, {STEP_DOWN}}}"}
    (one,) = look(before, {"usual": before["usual"].replace("8 weeks", "9 weeks")})
    assert told(one, Effect.CHANGED) == [
        "where route in is child protection step down: every 6 weeks, from the first meeting (can "
        "be changed by the team manager, up to 8 weeks (may, para 9)) -> every 6 weeks, from the "
        "first meeting (can be changed by the team manager, up to 9 weeks (may, para 9))"
    ]
    assert len(one.that_are(Effect.SAME)) == 1
    (other,) = look(before, {"usual": f"{usual}, {POWER}}}"})
    assert [c.where for c in other.that_are(Effect.CHANGED)] == ["in the ordinary case"]
    assert [c.where for c in other.that_are(Effect.SAME)] == [
        "where route in is child protection step down"
    ]


def test_a_change_within_a_reading_is_told_under_that_reading() -> None:
    def reviews(weeks: int) -> dict[str, str]:
        short = f"short: {{because: x, every: {weeks} weeks, {STEP_DOWN}}}"
        return {"usual": f"{REVIEWS}, readings: {{long: {{because: y, every: 6 months}}, {short}}}"}

    (one,) = look(reviews(6), reviews(7))
    (changed,) = one.that_are(Effect.CHANGED)
    assert changed.readings == ("short",)
    assert changed.sentence.startswith(
        "under the reading short, where route in is child protection step down: every 6 weeks"
    )
    assert changed.untouched_under == (USED,)
    assert told(one, Effect.SAME) == [
        "in the ordinary case: every 6 months, from the first meeting"
    ]


def test_the_same_change_for_other_cases_under_a_reading_is_told_as_well() -> None:
    def reviews(weeks: int) -> dict[str, str]:
        ways = {"ended": "child_protection_step_down", "moved": "moved_in"}
        read = ", ".join(
            f"{name}: {{because: x, every: {weeks} weeks, when: {{route_in: {route}}}}}"
            for name, route in ways.items()
        )
        return {"usual": f"{REVIEWS}, readings: {{{read}}}"}

    (one,) = look(reviews(6), reviews(7))
    assert [(c.readings, values(c.case)) for c in one.that_are(Effect.CHANGED)] == [
        ((), {"route_in": "child_protection_step_down"}),
        (("moved",), {"route_in": "moved_in"}),
    ]
    assert [c.untouched_under for c in one.that_are(Effect.CHANGED)] == [("moved",), (USED,)]


def test_a_case_touched_under_every_reading_is_untouched_under_none() -> None:
    def reviews(weeks: int) -> dict[str, str]:
        ways = {"long": f"{weeks + 20} weeks", "short": f"{weeks} weeks"}
        read = ", ".join(f"{name}: {{because: x, every: {p}}}" for name, p in ways.items())
        return {"usual": f"{REVIEWS}, readings: {{{read}}}"}

    (one,) = look(reviews(6), reviews(7))
    found = [(c.readings, c.untouched_under) for c in one.that_are(Effect.CHANGED)]
    assert found == [((), ()), (("short",), ())]


def test_where_nothing_is_said_before_or_after_is_told() -> None:
    before = {"usual": f"{REVIEWS}, every: 6 weeks, {STEP_DOWN}"}
    (one,) = look(before, {"usual": before["usual"].replace("6 weeks", "7 weeks")})
    assert told(one, Effect.UNSAID) == ["in the ordinary case: not stated"]
    assert not one.that_are(Effect.SAME)
    (other,) = look(before, {"usual": f"{REVIEWS}, every: 6 weeks"})
    assert not other.that_are(Effect.UNSAID)


def test_a_clash_that_stays_is_not_touched() -> None:
    before = {n: f"{CHAIR}, roles: {r}" for n, r in _THREE[:2]}
    extra = f"{CHAIR}, exception_to: [a, b], roles: service_manager, {STEP_DOWN}"
    (one,) = look(before, {**before, "extra": extra})
    assert told(one, Effect.SAME) == ["in the ordinary case: a and b both apply"]
    assert not one.that_are(Effect.UNSAID)


def test_a_new_reading_touches_the_cases_in_which_it_says_something_else() -> None:
    before = {"usual": f"{REVIEWS}, readings: {{long: {{because: y, every: 6 months}}}}"}
    more = f"short: {{because: x, every: 6 months, {STEP_DOWN}}}"
    text = f"{REVIEWS}, readings: {{long: {{because: y, every: 6 months}}, {more}}}"
    (one,) = look(before, {"usual": text})
    (changed,) = one.that_are(Effect.CHANGED)
    assert changed.readings == ("short",)
    assert changed.from_to == "every 6 months, from the first meeting -> not stated"


def test_facts_beyond_the_number_looked_for_are_given_by_one_example() -> None:
    yes_no = (f.name for f in common_vocabulary().facts.values() if f.kind is FactKind.YES_NO)
    many = tuple(islice(yes_no, MOST_FACTS + 1))
    facts = common_vocabulary().facts
    when = ", ".join(f"{name}: {str(not facts[name].default).lower()}" for name in many)
    before = {"usual": f"{CHAIR}, roles: social_worker"}
    extra = f"{CHAIR}, exception_to: usual, roles: team_manager, when: {{{when}}}"
    (one,) = look(before, {**before, "extra": extra})
    (changed,) = one.that_are(Effect.CHANGED)
    assert set(changed.case) == set(many)


def test_a_search_given_up_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {"usual": f"{REVIEWS}, every: 6 weeks, {STEP_DOWN}"}
    after = {"usual": f"{REVIEWS}, every: 7 weeks, {STEP_DOWN}"}
    assert not look(before, after)[0].given_up
    monkeypatch.setattr(looking, "MOST_TESTS", 2)
    (one,) = look(before, after)
    assert one.given_up
    assert not one.classes


def test_a_topic_answered_in_python_is_named_and_not_looked_into() -> None:
    class InPython(Written):
        def review_interval(self, question: object, facts: object) -> None: ...

    before = stack({"usual": f"{REVIEWS}, every: 6 weeks"})
    after = procedure({"usual": f"{REVIEWS}, every: 7 weeks"})
    (one,) = touched(before, PolicyStack(InPython(after), words=common_vocabulary()))
    assert one.in_python
    assert not one.classes


def test_only_the_topics_asked_for_are_looked_into() -> None:
    before = {"a": f"{REVIEWS}, every: 6 weeks", "b": f"{FIRST}, within: 1 week"}
    after = {"a": f"{REVIEWS}, every: 7 weeks", "b": f"{FIRST}, within: 2 weeks"}
    both = touched(stack(before), stack(after))
    (one,) = touched(stack(before), stack(after), topics=frozenset({"review_interval"}))
    assert len(both) == 2
    assert one.question.topic == "review_interval"


# --- against going through everything ---------------------------------------------------------

FEW = Vocabulary(**{**vars(WORDS), "topics": TOPICS})
NAMES = tuple(EVERY_VALUE)
EVERY_CASE = [dict(zip(NAMES, chosen, strict=True)) for chosen in product(*EVERY_VALUE.values())]
CASES = [case for case in EVERY_CASE if case["nights"] in (0, 1, 3, 6)]
SOME_CASES = [case for case in CASES if case["number"] in (1, 2, 4, 7)]


def plain(name: str, when: Condition, role: str, over: tuple[str, ...]) -> Provision:
    return Provision(
        id=name,
        topic=REVIEW.topic,
        subject=REVIEW.subject,
        of=REVIEW.of,
        roles=(role,),
        force=Force.SHOULD,
        cite=Citation(section="A", paragraphs=(1,)),
        when=when,
        exception_to=over,
    )


ROLES = st.sampled_from(["a manager", "a worker"])
NARROW = trees(3)
FEWER = settings(PROPERTY, max_examples=100)


@st.composite
def provisions(draw: st.DrawFn, *, read_otherwise: bool = False) -> tuple[Provision, ...]:
    """One to three provisions; later ones may be exceptions to the first, and read otherwise."""
    found: list[Provision] = []
    for name in ("one", "two", "three")[: draw(st.integers(1, 3))]:
        over = ("one",) if found and draw(st.booleans()) else ()
        one = plain(name, draw(NARROW), draw(ROLES), over)
        if read_otherwise and draw(st.booleans()):
            other = plain(name, draw(NARROW), draw(ROLES), over)
            ways = [("as it is", one), ("otherwise", other)]
            read = [Reading(name=name, because="x", provision=way) for name, way in ways]
            one = evolve(one, readings=tuple(read))
        found.append(one)
    return tuple(found)


def _ambiguity(one: Provision) -> Ambiguity:
    readings = {reading.name: reading.because for reading in one.readings}
    ambiguous = AmbiguityKind.AMBIGUOUS
    return Ambiguity(
        id=one.id,
        kind=ambiguous,
        paragraphs=(1,),
        says="",
        readings=readings,
        provisions=(one.id,),
    )


def of(some: tuple[Provision, ...]) -> PolicyStack:
    made = Procedure(
        slug="x",
        name="X",
        layer="authority",
        document=Document(title="X", version="1"),
        vocabulary=NO_WORDS,
        provisions=some,
        ambiguities=tuple(_ambiguity(one) for one in some if one.readings),
    )
    return PolicyStack(Written(made), words=FEW)


def standing(procedure: Procedure, facts: Mapping[str, FactValue]) -> frozenset[str]:
    """The ids of the provisions that apply while no exception to them does."""
    applying = [one for one in procedure.provisions if one.when.holds(facts)]
    return frozenset(one.id for one in procedure.without_overridden(applying))


def pair_of(
    before: PolicyStack, after: PolicyStack, facts: Mapping[str, FactValue]
) -> tuple[frozenset[str], frozenset[str]]:
    return standing(before.top, facts), standing(after.top, facts)


def told_pair(one: CaseClass) -> tuple[frozenset[str], frozenset[str]]:
    before, after = one.before.provisions, one.after.provisions
    return frozenset(p.id for p in before), frozenset(p.id for p in after)


def parts(case: Mapping[str, FactValue]) -> Iterator[dict[str, FactValue]]:
    for size in range(len(case)):
        for names in combinations(case, size):
            yield {**ORDINARY, **{name: case[name] for name in names}}


@FEWER
@given(provisions(), provisions())
def test_every_class_told_is_right_and_no_part_of_it_would_do(
    ours: tuple[Provision, ...], theirs: tuple[Provision, ...]
) -> None:
    before, after = of(ours), of(theirs)
    (one,) = touched(before, after, questions=[REVIEW])
    for found in one.classes:
        facts = {**ORDINARY, **values(found.case)}
        same = said(before.top, REVIEW, facts) == said(after.top, REVIEW, facts)
        assert same is (found.effect is not Effect.CHANGED)
        assert pair_of(before, after, facts) == told_pair(found)
        assert all(pair_of(before, after, p) != told_pair(found) for p in parts(values(found.case)))


@FEWER
@given(provisions(), provisions())
def test_every_case_there_is_belongs_to_a_class_told(
    ours: tuple[Provision, ...], theirs: tuple[Provision, ...]
) -> None:
    before, after = of(ours), of(theirs)
    (one,) = touched(before, after, questions=[REVIEW])
    if one.given_up:
        return
    for case in SOME_CASES:
        was, now = said(before.top, REVIEW, case), said(after.top, REVIEW, case)
        if was == now and (was is None or "clash" in str(was)):
            continue
        pair = pair_of(before, after, case)
        alike_told = [found for found in one.classes if told_pair(found) == pair]
        assert alike_told
        if sum(case[name] != ORDINARY[name] for name in NAMES) <= MOST_FACTS:
            small = ({**ORDINARY, **{n: case[n] for n in found.case}} for found in alike_told)
            assert any(pair_of(before, after, facts) == pair for facts in small)


@FEWER
@given(provisions(read_otherwise=True), provisions(read_otherwise=True))
def test_something_is_told_just_where_some_reading_of_some_case_differs(
    ours: tuple[Provision, ...], theirs: tuple[Provision, ...]
) -> None:
    """Both sides have the same readings, so that each way to read one is one to read both."""
    other = {one.id: one for one in theirs}
    after_all = tuple(
        other[one.id]
        if one.id in other and bool(other[one.id].readings) is bool(one.readings)
        else one
        for one in ours
    )
    before, after = of(ours), of(after_all)
    (one,) = touched(before, after, questions=[REVIEW])
    if not one.given_up:
        same = alike(before.top, after.top, REVIEW, FEW)
        assert bool(one.that_are(Effect.CHANGED)) is not same
