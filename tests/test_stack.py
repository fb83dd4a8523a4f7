"""Policy stacks: which layer answers, what becomes of plugins in Python, and of broken ones."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from attrs import evolve

from cinpolicy.comparison import compare
from cinpolicy.conditions import Facts
from cinpolicy.hookspecs import TOPICS, hookimpl
from cinpolicy.library import Library, Loaded
from cinpolicy.loading import InputError, common_vocabulary
from cinpolicy.loading.bank_holidays import england
from cinpolicy.periods import Period, Unit
from cinpolicy.plugin import Authority
from cinpolicy.procedure import Document, Procedure
from cinpolicy.provisions import Answer, Provision, Question, Silence, SilenceKind
from cinpolicy.simulator import simulate
from cinpolicy.stack import PluginError, PolicyStack
from cinpolicy.vocabulary import NO_WORDS
from tests.test_simulator import FIRST, REVIEWS, Written, assessed, due, procedure, stacked

REVIEW = Question("review_interval", "review")
VISIT = Question("visit_interval", "visit")
CHAIR = Question("chair_required", "chairing", "review")


def plain_facts(stack: PolicyStack, **changed: Any) -> Facts:
    """What a case is taken to be where it says nothing."""
    return {name: fact.default for name, fact in stack.vocabulary.facts.items()} | changed


def asked(stack: PolicyStack, question: Question, **facts: Any) -> Answer:
    return stack.ask(question, plain_facts(stack, **facts))


def every(weeks: int, *more: str) -> dict[str, str]:
    """A procedure with reviews every so many weeks."""
    return {
        "every": ", ".join([f"topic: review_interval, every: {weeks} weeks, after: review", *more])
    }


def amount(answer: Answer) -> int | None:
    """How many weeks, months or days an answer says, if it says any."""
    timing = answer.provision and answer.provision.timing
    return timing.period.amount if timing and timing.period else None


NATIONAL = procedure(every(12), slug="everywhere", layer="national")
AUTHORITY = procedure(every(6), slug="testshire")
DRAFT = procedure(every(4), slug="testshire_draft")
SILENT = procedure({"visits": "topic: visit_interval, every: 4 weeks, after: visit"}, slug="quiet")


# --- layers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layers", "weeks", "by"),
    [
        ([NATIONAL], 12, "everywhere"),
        ([NATIONAL, AUTHORITY], 6, "testshire"),
        ([NATIONAL, AUTHORITY, DRAFT], 4, "testshire_draft"),
        ([NATIONAL, SILENT], 12, "everywhere"),
        ([NATIONAL, AUTHORITY, SILENT], 6, "testshire"),
        ([DRAFT, AUTHORITY], 6, "testshire"),
    ],
)
def test_the_uppermost_layer_that_says_anything_answers(
    layers: list[Procedure], weeks: int, by: str
) -> None:
    answer = asked(stacked(*layers), REVIEW)
    assert (amount(answer), answer.by) == (weeks, by)
    assert isinstance(answer.says, Provision)
    assert answer.says.source == by


@pytest.mark.parametrize("kind", [k for k in SilenceKind if k is not SilenceKind.NOT_STATED])
def test_a_typed_silence_is_an_answer(kind: SilenceKind) -> None:
    upper = procedure(FIRST, slug="upper", silent_on={"review_interval": kind.value})
    answer = asked(stacked(NATIONAL, upper), REVIEW)
    assert answer == Answer(says=Silence(kind=kind), by="upper")
    assert answer.provision is None


def test_a_silence_stated_by_a_provision_is_an_answer() -> None:
    upper = procedure({"none": "topic: review_interval, says: no requirement"}, slug="upper")
    answer = asked(stacked(NATIONAL, upper), REVIEW)
    assert (answer.by, answer.provision) == ("upper", None)
    assert answer.silence
    assert answer.silence.kind is SilenceKind.NO_REQUIREMENT


def test_where_no_layer_answers_it_is_not_stated() -> None:
    answer = asked(stacked(NATIONAL, AUTHORITY), VISIT)
    assert answer == Answer(says=Silence(kind=SilenceKind.NOT_STATED), by="testshire")


def test_a_provision_that_does_not_apply_lets_the_layer_below_answer() -> None:
    upper = procedure(every(2, "when: {disabled: true}"), slug="upper")
    stack = stacked(NATIONAL, upper)
    assert asked(stack, REVIEW).by == "everywhere"
    assert asked(stack, REVIEW, disabled=True).by == "upper"


def test_who_answered_is_told_in_the_timeline() -> None:
    upper = procedure(FIRST, slug="upper")
    lower = procedure({"every": REVIEWS["every"]}, slug="lower", layer="national")
    timeline = simulate(stacked(lower, upper), assessed(), england())
    assert {o.question.topic: o.answered_by for o in timeline.obligations} == {
        "first_meeting_due": "upper",
        "review_interval": "lower",
    }


def test_a_stack_stands_for_its_uppermost_layer() -> None:
    assert stacked(NATIONAL, AUTHORITY).top is AUTHORITY


def test_two_equal_procedures_can_both_be_registered() -> None:
    twin = procedure(every(6), slug="testshire")
    assert twin == AUTHORITY
    assert amount(asked(stacked(AUTHORITY, twin), REVIEW)) == 6


def test_a_draft_of_a_procedure_lies_on_top_of_it() -> None:
    draft = procedure(every(4), slug="testshire")
    answer = asked(stacked(NATIONAL, AUTHORITY, draft), REVIEW)
    assert (amount(answer), answer.by) == (4, "testshire")


def test_one_layer_can_stand_in_two_stacks() -> None:
    layer = Written(AUTHORITY)
    stacks = [PolicyStack(layer, words=common_vocabulary()) for _ in range(2)]
    assert [amount(asked(stack, REVIEW)) for stack in stacks] == [6, 6]


def test_words_of_every_layer_are_known_and_the_uppers_come_first() -> None:
    lower = procedure(
        FIRST, slug="lower", vocabulary="{roles: {clerk: A clerk., warden: A warden.}}"
    )
    upper = procedure(FIRST, slug="upper", vocabulary="{roles: {clerk: Another clerk.}}")
    known = stacked(lower, upper).vocabulary.roles
    assert known["clerk"].meaning == "Another clerk."
    assert known["warden"].meaning == "A warden."


# --- asked once --------------------------------------------------------------------------


class Counting(Written):
    """Counts how often each topic is looked up."""

    def __init__(self, procedure: Procedure) -> None:
        super().__init__(procedure)
        self.calls: Counter[str] = Counter()
        look_up = procedure.answer

        def counted(question: Question, facts: Facts) -> Answer | None:
            self.calls[question.topic] += 1
            return look_up(question, facts)

        procedure.answer = counted  # type: ignore[method-assign]


def counting(provisions: Mapping[str, str]) -> tuple[Counting, PolicyStack]:
    layer = Counting(procedure(provisions))
    return layer, PolicyStack(layer, words=common_vocabulary())


def test_the_same_question_about_the_same_facts_is_asked_once() -> None:
    layer, stack = counting(every(6, "when: {disabled: true}"))
    for disabled in (True, False, True, False):
        asked(stack, REVIEW, disabled=disabled)
    assert layer.calls["review_interval"] == 2


def test_facts_that_no_rule_reads_do_not_make_it_another_question() -> None:
    layer, stack = counting(every(6, "when: {disabled: true}"))
    for nights in range(5):
        asked(stack, REVIEW, short_break_nights_a_year=nights)
    assert layer.calls["review_interval"] == 1


def test_a_second_run_of_a_case_asks_nothing_new() -> None:
    layer, stack = counting(REVIEWS)
    first = simulate(stack, assessed(), england())
    before = Counter(layer.calls)
    assert simulate(stack, assessed(), england()) == first
    assert layer.calls == before
    assert before["review_interval"] == 1


def test_a_hook_in_python_may_look_at_any_fact_and_is_asked_about_each() -> None:
    seen: list[object] = []

    class Looking(Written):
        @hookimpl
        def review_interval(self, question: Question, facts: Facts) -> Answer | None:
            seen.append(facts["short_break_nights_a_year"])
            return None

    stack = PolicyStack(Looking(AUTHORITY), words=common_vocabulary())
    for nights in (0, 1, 0, 1, 2):
        asked(stack, REVIEW, short_break_nights_a_year=nights)
    assert seen == [0, 1, 2]


# --- hooks in Python ----------------------------------------------------------------------


def with_weeks(answer: Answer, weeks: int) -> Answer:
    """The answer with another period."""
    assert answer.provision
    assert answer.provision.timing
    timing = evolve(answer.provision.timing, period=Period(weeks, Unit.WEEK))
    return evolve(answer, says=evolve(answer.provision, timing=timing))


class ByAge(Written):
    """Reviews every as many weeks as the child is years old."""

    @hookimpl
    def review_interval(self, question: Question, facts: Facts) -> Answer | None:
        said = super().review_interval(question, facts)
        age = facts["age"]
        assert isinstance(age, int)
        return with_weeks(said, age) if said else None


def test_a_hook_takes_what_the_data_says_and_changes_it() -> None:
    stack = PolicyStack(ByAge(AUTHORITY), words=common_vocabulary())
    assert amount(asked(stack, REVIEW, age=9)) == 9
    assert amount(asked(stack, REVIEW, age=8)) == 8


def test_a_hook_that_has_nothing_to_say_lets_the_layer_below_answer() -> None:
    stack = PolicyStack(Written(NATIONAL), ByAge(SILENT), words=common_vocabulary())
    assert asked(stack, REVIEW, age=9).by == "everywhere"


def test_a_hook_in_python_is_run_with_the_rest() -> None:
    stack = PolicyStack(ByAge(procedure(REVIEWS)), words=common_vocabulary())
    timeline = simulate(stack, assessed(born="2016-05-14"), england())
    assert due(timeline, "review") == "2025-03-17"  # eight weeks from 20 January, at eight
    assert due(timeline, "review", 2) == "2025-05-12"
    assert due(timeline, "review", 3) == "2025-07-07"  # asked on 12 May, still eight
    assert due(timeline, "review", 4) == "2025-09-08"  # nine by then


class AllPython:
    """An authority with no provision in data."""

    procedure = Procedure(
        slug="pythonshire",
        name="Pythonshire",
        layer="authority",
        document=Document(title="A procedure", version="1"),
        vocabulary=NO_WORDS,
        provisions=(),
    )

    @hookimpl
    def first_meeting_due(self, question: Question, facts: Facts) -> Answer | None:
        said = procedure(FIRST).answer(question, facts)
        return evolve(said, by="pythonshire") if said else None


def test_an_authority_wholly_in_python() -> None:
    layer = AllPython()
    assert isinstance(layer, Authority)
    timeline = simulate(PolicyStack(layer, words=common_vocabulary()), assessed(), england())
    assert due(timeline, "first_meeting") == "2025-01-20"
    assert {o.answered_by for o in timeline.obligations} == {"pythonshire"}


class Listing(Written):
    """Answers about a subject that no provision in data is about."""

    @hookimpl
    def questions(self) -> tuple[Question, ...]:
        return (CHAIR,)


def test_a_plugin_lists_what_else_it_answers() -> None:
    stack = PolicyStack(Listing(AUTHORITY), words=common_vocabulary())
    assert CHAIR in stack.questions
    assert CHAIR not in stacked(AUTHORITY).questions
    order = [*TOPICS]
    assert [*stack.questions] == sorted(stack.questions, key=lambda q: order.index(q.topic))


# --- topics of its own --------------------------------------------------------------------

PANEL = Question("panel_notice", "panel")
WORDS = (
    "{activities: {panel: A panel.}, topics: {panel_notice: {kind: timescale, "
    "label: Notice, section: Oversight, question: When is the panel told?, does: panel}}}"
).replace("panel: A panel.", "panel: {meaning: A panel.}")
WITH_PANEL = procedure(
    {"panel": "topic: panel_notice, within: 4 weeks, after: assessment_completed"},
    slug="panelshire",
    vocabulary=WORDS,
)


def test_a_topic_a_procedure_declares_is_a_hook() -> None:
    stack = stacked(NATIONAL, WITH_PANEL)
    assert PANEL in stack.questions
    answer = asked(stack, PANEL)
    assert (amount(answer), answer.by) == (4, "panelshire")
    timeline = simulate(stack, assessed(), england())
    assert due(timeline, "panel") == "2025-02-03"


def test_a_topic_another_layer_declares_falls_through() -> None:
    answer = asked(stacked(WITH_PANEL, AUTHORITY), PANEL)
    assert (amount(answer), answer.by) == (4, "panelshire")


class OnPanels(Written):
    """Overrides a hook that its own procedure declares."""

    @hookimpl
    def panel_notice(self, question: Question, facts: Facts) -> Answer | None:
        said = self.answer(question, facts)
        return with_weeks(said, 8) if said else None


def test_a_declared_topic_can_be_overridden_in_python() -> None:
    stack = PolicyStack(OnPanels(WITH_PANEL), words=common_vocabulary())
    assert amount(asked(stack, PANEL)) == 8


def test_what_one_stack_declares_no_other_knows() -> None:
    stacked(WITH_PANEL)
    assert "panel_notice" not in stacked(AUTHORITY).vocabulary.topics
    assert "panel_notice" not in TOPICS


# --- broken plugins -----------------------------------------------------------------------


def failing(hook: Callable[..., object], name: str = "review_interval") -> Written:
    """An authority one of whose hooks is this function."""
    return type("Failing", (Written,), {name: hookimpl(hook)})(AUTHORITY)


def raising(self: object, question: Question, facts: Facts) -> object:
    raise KeyError("shoe_size")


def returning(value: object) -> Callable[..., object]:
    def hook(self: object, question: Question, facts: Facts) -> object:
        return value

    return hook


def no_timing(self: Written, question: Question, facts: Facts) -> Answer:
    provision = evolve(self.procedure.provisions[0], timing=None)
    return Answer(says=provision, by="testshire")


@pytest.mark.parametrize(
    ("hook", "said"),
    [
        (raising, "review_interval: KeyError: 'shoe_size'"),
        (returning(42), r"review_interval: must return an Answer or None \(got int\)"),
        (returning([]), r"must return an Answer or None \(got list\)"),
        (returning(AUTHORITY.provisions[0]), r"an Answer or None \(got Provision\)"),
        (returning(Answer(says="weekly", by="x")), "must say a Provision or a Silence .got str."),  # type: ignore[arg-type]
        (no_timing, "must have a timing"),
    ],
)
def test_a_hook_that_fails_is_a_plugin_error(hook: Callable[..., object], said: str) -> None:
    stack = PolicyStack(failing(hook), words=common_vocabulary())
    with pytest.raises(PluginError, match=said):
        asked(stack, REVIEW)


def test_a_failing_layer_fails_the_stack_it_lies_in() -> None:
    lower = PolicyStack(failing(raising), Written(AUTHORITY), words=common_vocabulary())
    assert amount(asked(lower, REVIEW)) == 6  # the layer above answers, and it is not asked
    upper = PolicyStack(Written(AUTHORITY), failing(raising), words=common_vocabulary())
    with pytest.raises(PluginError):
        asked(upper, REVIEW)


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        (lambda self: 1 / 0, "questions: ZeroDivisionError"),
        (lambda self: 7, "questions: .*int"),
        (lambda self: ("review_interval",), r"questions: must list Questions \(got str\)"),
        (lambda self: (Question("panel", "panel"),), "questions: no topic panel"),
    ],
)
def test_questions_that_cannot_be_listed_are_a_plugin_error(
    listed: Callable[..., object], said: str
) -> None:
    stack = PolicyStack(failing(listed, "questions"), words=common_vocabulary())
    with pytest.raises(PluginError, match=said):
        _ = stack.questions


@pytest.mark.parametrize(
    ("hook", "name"),
    [
        (returning(None), "reveiw_interval"),
        (lambda self, question, colour: None, "review_interval"),
    ],
)
def test_a_misspelt_hook_is_found_at_once(hook: Callable[..., object], name: str) -> None:
    with pytest.raises(PluginError, match=name):
        PolicyStack(failing(hook, name), words=common_vocabulary())


@pytest.mark.parametrize(
    "broken", [failing(raising), failing(lambda self: 1 / 0, "questions"), failing(no_timing)]
)
def test_the_others_are_compared_all_the_same(broken: Written) -> None:
    good = stacked(procedure(REVIEWS, slug="goodshire"))
    bad = PolicyStack(broken, words=common_vocabulary())
    made = compare(assessed(), [bad, good], england())
    assert [column.slug for column in made.failed] == ["testshire"]
    assert made.row("review.1").cell("goodshire").due == date(2025, 3, 3)


def test_the_others_are_compared_where_a_hook_is_misspelt() -> None:
    from cinpolicy import api

    library = Library()
    library.loaded = {
        "testshire": Loaded(failing(returning(None), "reveiw_interval")),
        "goodshire": Loaded(Written(procedure(REVIEWS, slug="goodshire"))),
    }
    made = api.compare(assessed(), library=library)
    assert [column.slug for column in made.failed] == ["testshire"]
    assert "reveiw_interval" in made.failed[0].failure
    assert made.row("review.1").cell("goodshire").due == date(2025, 3, 3)


# --- conflicts ----------------------------------------------------------------------------

CLASHING = {
    "level-3": (
        "topic: review_interval, every: 6 months, after: review, readings: {"
        "disabled: {because: One., when: {disabled: true}}, "
        "every-child: {because: Two., when: {disabled: [true, false]}}}"
    ),
    "others": "topic: review_interval, every: 3 months, after: review, when: {disabled: false}",
}


def test_a_reading_that_clashes_with_another_provision_is_found_when_the_file_is_read() -> None:
    with pytest.raises(InputError, match=r"others and level-3.*both on review_interval"):
        procedure(CLASHING)


def test_a_reading_may_clash_with_what_it_is_an_exception_to() -> None:
    excepted = {**CLASHING, "level-3": f"{CLASHING['level-3']}, exception_to: others"}
    stack = stacked(procedure(excepted))
    facts = plain_facts(stack)
    assert amount(stack.ask(REVIEW, facts)) == 3
    assert [(name, amount(said)) for name, said in stack.other_readings(REVIEW, facts)] == [
        ("every-child", 6)
    ]


def test_provisions_that_clash_in_a_plugin_are_a_plugin_error() -> None:
    clashing = evolve(AUTHORITY, provisions=(*AUTHORITY.provisions, *DRAFT.provisions))
    with pytest.raises(PluginError, match="every and every both answer review_interval"):
        asked(stacked(clashing), REVIEW)
