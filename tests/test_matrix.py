"""Whole procedures side by side, worked out by hand for procedures of a few lines."""

import csv
import io
import json
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

import cinpolicy
from cinpolicy.cli import main
from cinpolicy.hookspecs import HEADLINES, hookimpl
from cinpolicy.loading import common_vocabulary
from cinpolicy.matrices import KINDS, Matrix, MatrixRow
from cinpolicy.provisions import LocalItem
from cinpolicy.side_by_side import matrix
from cinpolicy.stack import PolicyStack
from tests.cases import library, stack
from tests.test_simulator import procedure, stacked

VISITS = "how_often_is_the_child_visited"
VISIT = "topic: visit_interval, after: [first_meeting, visit]"
ALPHA = {
    "visits": f"{VISIT}, every: 4 weeks",
    "visits-disabled": f"{VISIT}, every: 6 weeks, exception_to: visits, when: {{disabled: true}}",
    "contents": """topic: checklist, subject: transfer_documents,
        items: [chronology, {item: plan_document, as: the plan, paragraph: 1}]""",
}
NOTHING = {"nothing": "topic: meeting_interval, says: not stated"}
BETA = {
    "visits": f"{VISIT}, every: 4 weeks",
    "contents": "topic: checklist, subject: transfer_documents, items: [genogram, chronology]",
}


@pytest.fixture
def two() -> Matrix:
    beta = {**BETA, "length": "topic: expected_duration, within: 9 months, after: plan_start"}
    return matrix([stacked(procedure(p, slug=s)) for p, s in ((ALPHA, "alpha"), (beta, "beta"))])


def said(row: MatrixRow) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(line.condition, [(c.kind, c.words) for c in line.cells]) for line in row.lines]


def test_it_begins_with_how_long_how_often_visited_how_often_reviewed(two: Matrix) -> None:
    assert [row.label for row in two.rows[:3]] == list(HEADLINES)
    assert HEADLINES == (
        "How long does a plan last?",
        "How often is the child visited?",
        "How often is the plan reviewed?",
    )


def test_a_line_for_each_condition_under_which_an_answer_changes(two: Matrix) -> None:
    four, six = "every 4 weeks, from the first meeting", "every 6 weeks, from the first meeting"
    assert said(two.row(VISITS)) == [
        ("", [("stated", four), ("stated", four)]),
        ("disabled", [("stated", six), ("stated", four)]),
    ]
    assert [line.differs for line in two.row(VISITS).lines] == [False, True]
    assert [dict(line.facts) for line in two.row(VISITS).lines] == [{}, {"disabled": True}]


def test_several_topics_under_one_headline(two: Matrix) -> None:
    [(_, cells)] = said(two.row("how_long_does_a_plan_last"))
    assert cells == [
        ("not stated", "not stated"),
        ("stated", "within 9 months of the plan starting"),
    ]


def test_lists_are_compared_item_by_item(two: Matrix) -> None:
    [line] = two.row("checklist.transfer_documents").lines
    listed = {item.item: dict(item.listed) for item in line.items}
    assert listed == {
        "chronology": {"alpha": LocalItem("chronology"), "beta": LocalItem("chronology")},
        "plan_document": {"alpha": LocalItem("plan_document", "the plan", (1,)), "beta": None},
        "genogram": {"alpha": None, "beta": LocalItem("genogram")},
    }


def test_the_kinds_are_counted_apart() -> None:
    says = {
        "a": "topic: visit_interval, says: deferred",
        "b": "topic: review_interval, says: discretion, roles: team_manager",
        "c": "topic: maximum_duration, says: no requirement",
        "d": f"{BETA['contents']}",
    }
    made = matrix(
        [stacked(procedure(says, slug="alpha")), stacked(procedure(NOTHING, slug="beta"))]
    )
    assert made.counts["alpha"] == {
        "deferred": 1,
        "discretion": 1,
        "no requirement": 1,
        "stated": 1,
    }
    assert made.counts["beta"] == {"not stated": 4}
    assert set(made.counts["alpha"]) < set(KINDS)


def test_the_layer_below_answers_where_the_authority_does_not() -> None:
    national = procedure(
        {"limit": "topic: assessment_limit, within: 45 working days, after: referral"},
        slug="national",
        layer="national",
    )
    made = matrix([stacked(national, procedure(NOTHING, slug="alpha"))])
    [cell] = made.row("assessment_limit.assessment_completed").lines[0].cells
    assert (cell.authority, cell.layers, cell.kind) == ("alpha", ("national",), "stated")


def test_one_that_fails_keeps_its_column_and_takes_no_other_down() -> None:
    class Raises:
        procedure = procedure(NOTHING, slug="failing")

        @hookimpl
        def review_interval(self, question: object, facts: object) -> None:
            raise ValueError("no")

    made = matrix(
        [
            PolicyStack(Raises(), words=common_vocabulary()),  # type: ignore[arg-type]
            stacked(procedure(BETA, slug="beta")),
        ]
    )
    failed, working = made.columns
    assert "review_interval: ValueError: no" in failed.failure
    assert working.failure == ""
    assert list(made.counts) == ["beta"]


# --- the installed texts -----------------------------------------------------------------


@pytest.fixture(scope="module")
def installed() -> Matrix:
    return matrix([stack(slug) for slug in library().authorities])


@cache
def kent_and_ealing() -> Matrix:
    return matrix([stack("kent"), stack("ealing")])


@settings(max_examples=300)
@given(st.data())
def test_no_single_fact_changes_an_answer_that_no_line_shows(data: st.DataObject) -> None:
    made = kent_and_ealing()
    row = data.draw(st.sampled_from([r for r in made.rows if len(r.lines) > 1]))
    place = data.draw(st.sampled_from([0, 1]))
    stacked_ = stack(("kent", "ealing")[place])
    questions = [q for q in stacked_.every_question if q in _questions(row)]
    ordinary = {n: f.default for n, f in stacked_.vocabulary.facts.items()}
    read = sorted({name for q in questions for name in stacked_.reads(q)})
    if not read:
        return
    name = data.draw(st.sampled_from(read))
    value = data.draw(_values(stacked_.vocabulary.facts[name]))
    answers = [stacked_.ask(q, {**ordinary, name: value}) for q in questions]
    shown = [answer for line in row.lines for answer in line.cells[place].answers]
    for answer in answers:
        if answer.provision is not None:
            assert answer in shown, (row.key, name, value)


def _questions(row: MatrixRow) -> set[object]:
    return {p.question for line in row.lines for cell in line.cells for p in cell.provisions}


def _values(fact: object) -> st.SearchStrategy[object]:
    kind = fact.kind.value  # type: ignore[attr-defined]
    if kind == "yes_no":
        return st.booleans()
    if kind == "one_of":
        return st.sampled_from(fact.choices)  # type: ignore[attr-defined]
    if kind == "some_of":
        return st.frozensets(st.sampled_from(fact.choices), max_size=1)  # type: ignore[attr-defined]
    return st.integers(0, 120)


def test_every_authority_answers_every_row(installed: Matrix) -> None:
    slugs = list(library().authorities)
    for row in installed.rows:
        for line in row.lines:
            assert [cell.authority for cell in line.cells] == slugs
    assert all(sum(c.values()) == len(installed.rows) for c in installed.counts.values())


def test_every_topic_some_text_answers_has_a_row(installed: Matrix) -> None:
    shown = {topic for row in installed.rows for topic in row.topics}
    answered = {
        p.topic for slug in library().authorities for p in library().procedure(slug).provisions
    }
    assert answered <= shown


# --- the command -------------------------------------------------------------------------


def invoke(*words: str) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, ["matrix", *words])


def test_the_text_fits_and_says_what_stays_the_same() -> None:
    result = invoke("-a", "kent", "-a", "ealing", "--topic", "visit_interval")
    assert result.exit_code == 0, result.output
    assert max(map(len, result.output.splitlines())) <= 100
    for words in ("How often is the child visited?", "the same", "at least every 15 working days"):
        assert " ".join(words.split()) in " ".join(result.output.split()) or words in result.output


def test_the_other_formats_hold_the_same() -> None:
    shape = json.loads(invoke("--topic", "visit_interval", "--format", "json").stdout)
    assert [row["label"] for row in shape["rows"]] == [HEADLINES[1]]
    lines = list(
        csv.DictReader(io.StringIO(invoke("--topic", "visit_interval", "--format", "csv").stdout))
    )
    assert {line["authority"] for line in lines} == set(library().authorities)
    marked = invoke("--topic", "visit_interval", "--format", "markdown").stdout
    assert f"**{HEADLINES[1]}**" in marked


def test_only_what_differs() -> None:
    rows = json.loads(invoke("--only-divergent", "--format", "json").stdout)["rows"]
    assert rows
    assert all(any(line["differs"] for line in row["lines"]) for row in rows)


def test_bad_input_is_told(tmp_path: Path) -> None:
    assert invoke("-a", "knet").exit_code == 2
    assert "did you mean kent" in invoke("-a", "knet").output
    assert invoke("--topic", "visits").exit_code == 2


def test_a_topic_that_one_authority_declares_is_not_stated_by_the_others() -> None:
    northshire = Path(__file__).parent.parent / "examples" / "northshire"
    file = northshire / "cinpolicy_northshire" / "procedure.yaml"
    made = cinpolicy.matrix([str(file), "kent"], topics=["travel_check"])
    (row,) = made.rows
    assert (row.kind("northshire"), row.kind("kent")) == ("stated", "not stated")
