"""Plans: what a draft would do, told in every form."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import cinpolicy
from cinpolicy.cli import main
from cinpolicy.reporting import json_parts, plan_shapes
from tests.least_drafts import least_drafts
from tests.test_drafts import EXAMPLE, STEP_DOWN, written
from tests.test_least_drafts import ANOTHER, base_of

ROOT = Path(__file__).parent.parent
PLAIN = ROOT / "scenarios" / "plain_first_assessment.yaml"


def invoke(*words: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


def planned(path: Path, *scenarios: Path) -> Any:
    named = [word for scenario in scenarios for word in ("--scenario", str(scenario))]
    result = invoke("plan", path, *named, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def text_of(path: Path, *scenarios: Path) -> str:
    named = [word for scenario in scenarios for word in ("--scenario", str(scenario))]
    result = invoke("plan", path, *named)
    assert result.exit_code == 0, result.output
    return result.stdout


def on_kent(tmp_path: Path, changes: str) -> Path:
    return written(tmp_path, f"changes:\n{changes}", based_on="kent")


# --- the example, worked out by hand ------------------------------------------------------------


@pytest.fixture(scope="module")
def example() -> Any:
    return planned(EXAMPLE, STEP_DOWN, PLAIN)


def test_every_change_is_told_from_what_to_what(example: Any) -> None:
    told = {
        (one["after"]["provision"], one["kind"]): [
            (part["part"], part["was"], part["now"]) for part in one["parts"]
        ]
        for one in example["provisions"]
    }
    assert told == {
        ("review-stepped-down", "added"): [],
        ("visits", "changed"): [("period", "4 weeks", "20 working days")],
        ("who-may-close", "changed"): [
            ("who does or decides it", "review meeting", "service manager"),
            (
                "statement",
                "Involvement ends only by decision of a formal Child in Need meeting.",
                "The service manager decides, in the review meeting and on what it has heard.",
            ),
        ],
    }
    assert [edit["about"] for edit in example["edits"]] == [
        "review-stepped-down",
        "who-may-close",
        "visits",
    ]


def test_the_children_touched_are_those_of_the_condition(example: Any) -> None:
    questions = {one["topic"]: one["classes"] for one in example["touched"]}
    reviews = [c["facts"] for c in questions["review_interval"] if c["effect"] == "changed"]
    assert reviews[0] == {"route_in": "child_protection_step_down"}
    assert all(facts["route_in"] == "child_protection_step_down" for facts in reviews)
    left = [c["facts"] for c in questions["review_interval"] if c["effect"] == "not touched"]
    assert left[0] == {}
    assert not any("route_in" in facts for facts in left)
    # Every visit of a child who is not with the disability service has another interval.
    assert [c["facts"] for c in questions["visit_interval"] if c["effect"] == "changed"] == [{}]


def test_dates_move_as_the_calendar_has_it(example: Any) -> None:
    cases = {case["scenario"]: case["rows"] for case in example["behaviour"]["cases"]}
    rows = {row["row"]: row for row in cases["step_down_from_child_protection"]}
    # The first meeting is on Wed 4 June 2025: 12 weeks on is 27 August, six 16 July.
    assert rows["review.1"]["date_before"] == "2025-08-27"
    assert rows["review.1"]["date_after"] == "2025-07-16"
    # Visits run from there: 4 weeks and 20 working days both end on 2 and 30 July; the third,
    # from 30 July, passes the bank holiday of 25 August.
    assert (rows["visit.3"]["date_before"], rows["visit.3"]["date_after"]) == (
        "2025-08-27",
        "2025-08-28",
    )
    assert "review.1" not in {row["row"] for row in cases["plain_first_assessment"]}


def test_expectations_that_fall_are_told(example: Any) -> None:
    falls = {
        (one["case"], one["expected"])
        for one in example["expectations"]
        if one["before"]["outcome"] == "held" and one["after"]["outcome"] == "not held"
    }
    assert falls == {
        ("step_down_from_child_protection", "In Kent the first review is due on 27 Aug 2025")
    }


def test_the_place_among_all_is_that_of_the_dates(example: Any) -> None:
    standing = next(one for one in example["standings"] if one["row"] == "review.1")
    (case,) = standing["cases"]
    places = (case["before"]["place"], case["before"]["of"]), (case["after"]["place"],)
    # The first review of the five falls on 1 July in Calderdale, 7 August in Ealing, and so on:
    # Kent's of 27 August is the last, and that of 16 July only after Calderdale's.
    assert places == ((5, 5), (2,))
    assert case["after"]["nearest"] == [{"authority": "calderdale", "days": -15}]
    closing = next(one for one in example["asked"] if one["topic"] == "who_may_close")
    assert closing["before"]["same"] == ["ealing", "islington"]
    assert closing["after"]["same"] == []


def test_what_stays_beside_a_changed_rule_is_repeated() -> None:
    """The visits keep their statement, and what is taken as given of when they begin."""
    text = " ".join(text_of(EXAMPLE, STEP_DOWN).split())
    assert "kept beside it, statement: The initial meeting agrees how often" in text
    assert "kept beside it, taken as given: The first four weeks run from" in text
    assert "Involvement ends only by decision" in text
    assert "kept beside it, statement: Involvement" not in text


def test_every_form_says_the_same() -> None:
    text = text_of(EXAMPLE, STEP_DOWN)
    result = invoke("plan", EXAMPLE, "--scenario", STEP_DOWN, "--format", "markdown")
    assert result.stdout.startswith("# Closer reviews after child protection")
    for part in ("42 days sooner", "review-stepped-down", "16 Jul 2025"):
        assert part in " ".join(text.split())
        assert part in result.stdout
    assert max(map(len, text.splitlines())) <= 100


# --- drafts of other kinds ----------------------------------------------------------------------


def test_a_draft_that_changes_nothing_has_an_empty_plan(tmp_path: Path) -> None:
    path = on_kent(
        tmp_path,
        """  - change: visits
    from: {at_least_every: 4 weeks}
    to: {at_least_every: 4 weeks}
    because: To try it.
""",
    )
    made = planned(path, PLAIN)
    assert made["empty"] is True
    assert made["edits"] == made["provisions"] == made["touched"] == []
    assert "This draft changes nothing" in text_of(path, PLAIN)


def test_other_words_move_nothing(tmp_path: Path) -> None:
    path = on_kent(
        tmp_path,
        """  - change: visits
    from:
      statement: >-
        The initial meeting agrees how often the child and family are visited, within this limit.
    to: {statement: The first meeting agrees how often within this limit.}
    because: Shorter.
""",
    )
    made = planned(path, PLAIN)
    assert made["empty"] is False
    assert {c["effect"] for one in made["touched"] for c in one["classes"]} <= {
        "says the same, in other words",
        "not touched",
    }
    assert made["behaviour"]["cases_differing"] == 0


def test_two_provisions_that_clash_are_found_and_the_case_is_told(tmp_path: Path) -> None:
    path = on_kent(
        tmp_path,
        """  - add:
      {id: visits-often, topic: visit_interval, at_least_every: 2 weeks, after: visit, force: must}
    because: Sooner.
""",
    )
    made = planned(path, PLAIN)
    assert "CP102" in {one["code"] for one in made["findings"]["new"]}
    (case,) = made["behaviour"]["cases"]
    assert "neither is an exception to the other" in case["failed_after"]
    text = " ".join(text_of(path, PLAIN).split())
    assert "visits and visits-often both apply" in text
    assert "cannot be judged by the draft" in text


def test_a_silence_that_opens_is_told(tmp_path: Path) -> None:
    path = on_kent(
        tmp_path,
        """  - remove: visits-disabled
    from: {exception_to: visits}
    because: To try it.
  - remove: visits
    from: {at_least_every: 4 weeks}
    because: To try it.
""",
    )
    made = planned(path, PLAIN)
    (declared,) = (one for one in made["declared"] if one["kind"] == "silence on a topic")
    assert (declared["topic"], declared["now"]) == ("visit_interval", "not stated")
    (case,) = made["behaviour"]["cases"]
    assert {row["effect"] for row in case["rows"] if row["row"] == "visit.1"} == {"falls away"}


def test_what_asks_less_than_national_guidance_is_told(tmp_path: Path) -> None:
    changes = """  - add:
      {{id: limit, topic: assessment_limit, within: {period}, after: referral, force: should}}
    because: To try it.
"""
    less = planned(on_kent(tmp_path, changes.format(period="46 working days")), PLAIN)
    assert {one["code"] for one in less["findings"]["new"]} == {"CP601"}
    same = planned(on_kent(tmp_path, changes.format(period="45 working days")), PLAIN)
    assert same["findings"]["new"] == []


def test_a_draft_on_a_draft_is_set_against_that(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """changes:
  - change: review-stepped-down
    from: {every: 6 weeks}
    to: {every: 5 weeks}
    because: An amendment.
""",
        based_on=str(EXAMPLE),
    )
    made = planned(path, STEP_DOWN)
    assert made["authority"] == "kent"
    (change,) = made["provisions"]
    assert [(p["was"], p["now"]) for p in change["parts"]] == [("6 weeks", "5 weeks")]
    rows = {row["row"]: row for row in made["behaviour"]["cases"][0]["rows"]}
    assert (rows["review.1"]["date_before"], rows["review.1"]["date_after"]) == (
        "2025-07-16",
        "2025-07-09",
    )
    told = " ".join(text_of(path, STEP_DOWN).split())
    assert "It stands on another draft, kent_2027: what is told as before is what that" in told
    assert "about kent, " in told
    assert "Where kent would stand" in told
    # What fell by the draft below does not hold now either, and not by "the text as it is".
    assert "by the draft below, it is due on Wed 16 Jul 2025" in told
    assert "as the text is" not in told


def test_a_date_where_there_was_none_is_counted(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """changes:
  - add:
      id: visits
      topic: visit_interval
      every: 1 month
      after: [first_meeting, visit]
      force: should
    because: None is stated.
""",
        based_on="islington",
    )
    told = " ".join(text_of(path, PLAIN).split())
    # The first meeting is on Wed 12 Mar 2025.
    assert "First visit (new): not stated -> Sat 12 Apr 2025 (every month, from" in told
    assert "in 1 case, a date in none" not in told
    assert "1 of 1 case, a date in none; in 1 there is a date where there was none." in told
    assert "first visit, no date -> 12 Apr 2025" in told
    assert "no longer: silence on a topic, Visit:" in told
    assert "Beside them: silence on a topic (1). It bears on: visit." in told


def test_a_condition_on_numbers_is_told_as_a_range(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """changes:
  - add:
      id: chair-later
      topic: chair_required
      of: review
      roles: [service_manager]
      force: must
      exception_to: [chair-of-review]
      when:
        all:
          - {review_number: {at_least: 3}, months_on_plan: {above: 5}}
          - {months_on_plan: {below: 9}}
    because: Somebody else looks at it.
""",
        based_on="calderdale",
    )
    told = " ".join(text_of(path, PLAIN).split())
    assert (
        "where review number is at least 3, months on plan is at least 6 and months on plan is "
        "below 9"
    ) in told


def test_of_a_list_only_what_comes_in_and_goes_is_told(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """changes:
  - change: areas-of-expertise
    from:
      items:
        - housing
        - domestic_abuse
        - sexually_abusive_behaviour
        - {item: substance_misuse, as: drugs and alcohol}
        - mental_health
        - learning_disability
    to:
      items:
        - domestic_abuse
        - sexually_abusive_behaviour
        - {item: substance_misuse, as: drugs and alcohol}
        - mental_health
        - learning_disability
        - education_services
    because: Schools are asked.
""",
        based_on="stoke",
    )
    told = " ".join(text_of(path, PLAIN).split())
    assert "touched: education added; housing taken out in the ordinary case" in told
    assert (
        "Areas of expertise (first meeting): education added; housing taken out in the one case"
        in told
    )
    assert "in the ordinary case: education added; housing taken out. The same before" in told


def test_a_condition_that_others_rest_on_is_told_with_them(tmp_path: Path) -> None:
    kent = (ROOT / "plugins" / "kent" / "procedure.yaml").read_text("utf-8")
    assert "applies: transfer_exception" in kent
    path = on_kent(
        tmp_path,
        """  - add:
      id: kept-while-in-hospital
      topic: transfer_exception
      subject: in_hospital
      when: {in_hospital: true}
      force: should
      statement: The case is kept while the child is in hospital.
    because: To try it.
""",
    )
    words = "vocabulary:\n  facts:\n    in_hospital: {kind: yes_no, meaning: In hospital.}\n"
    path.write_text(path.read_text("utf-8").replace("changes:\n", words + "changes:\n"), "utf-8")
    made = planned(path, PLAIN)
    own = [one["after"]["provision"] for one in made["provisions"] if not one["consequence"]]
    assert own == ["kept-while-in-hospital"]
    assert any(one["consequence"] for one in made["provisions"])
    assert "others change as well" in " ".join(text_of(path, PLAIN).split())


def test_what_goes_and_what_comes_are_not_taken_for_one(tmp_path: Path) -> None:
    path = on_kent(
        tmp_path,
        """  - remove: who-may-close
    from: {force: should}
    because: To try it.
  - add: {id: closing, topic: who_may_close, roles: service_manager, force: must}
    because: To try it.
""",
    )
    made = planned(path, PLAIN)
    assert [(one["kind"], one["matched_by"]) for one in made["provisions"]] == [
        ("removed", None),
        ("added", None),
    ]


@pytest.mark.parametrize("slug", ["ealing", "stoke"])
def test_plans_of_least_drafts_name_the_change(slug: str, tmp_path: Path) -> None:
    every = list(least_drafts(base_of(slug).root, slug, ANOTHER))
    for draft in every[:: len(every) // 5]:
        path = tmp_path / "least.yaml"
        path.write_text(draft.text, "utf-8")
        made = planned(path, PLAIN)
        (change,) = (one for one in made["provisions"] if not one["consequence"])
        assert change["after"]["provision"] == draft.provision
        assert draft.provision in text_of(path, PLAIN)


# --- what cannot be planned ---------------------------------------------------------------------


def test_a_procedure_is_no_draft() -> None:
    result = invoke("plan", ROOT / "plugins" / "kent" / "procedure.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "expected a draft, which has the key based_on" in result.stderr


def test_a_draft_with_faults_is_refused_with_all_of_them() -> None:
    path = ROOT / "tests" / "invalid" / "drafts" / "several_faults.yaml"
    result = invoke("plan", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 3


def test_with_no_cases_it_is_told_by_the_text_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = text_of(EXAMPLE)
    assert "There were no cases to run" in text
    assert "at least every 4 weeks" in text


def test_a_case_that_is_not_there_is_told() -> None:
    result = invoke("plan", EXAMPLE, "--scenario", "nowhere.yaml")
    assert result.exit_code == 2
    assert "nowhere.yaml" in result.stderr


def test_a_plan_from_python_is_that_of_the_command(tmp_path: Path) -> None:
    """A folder stands for its cases, and for what is expected in it."""
    (tmp_path / "expected").mkdir()
    for path in (STEP_DOWN, PLAIN):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    for path in (ROOT / "scenarios" / "expectations").iterdir():
        (tmp_path / "expected" / path.name).write_bytes(path.read_bytes())
    made = cinpolicy.plan(EXAMPLE, [tmp_path])
    assert json_parts.dump(plan_shapes.plan(made)) == json_parts.dump(planned(EXAMPLE, tmp_path))
    assert made.judged


def test_the_cases_of_a_plan_can_be_loaded_ones() -> None:
    loaded = cinpolicy.plan(EXAMPLE, [cinpolicy.load_scenario(PLAIN)])
    assert plan_shapes.plan(loaded) == plan_shapes.plan(cinpolicy.plan(EXAMPLE, [PLAIN]))


def test_every_case_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(cinpolicy.InputError) as caught:
        cinpolicy.plan(EXAMPLE, [tmp_path / "a.yaml", str(tmp_path / "b.yaml")])
    assert [Path(fault.path).name for fault in caught.value.faults] == ["a.yaml", "b.yaml"]


def test_the_name_of_an_authority_is_no_case_of_a_plan() -> None:
    result = invoke("plan", EXAMPLE, "--scenario", "kent")
    assert result.exit_code == 2
    assert "kent is no scenario: name an authority as --authority kent" in result.stderr
