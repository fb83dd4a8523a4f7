"""Drafts: what each kind of change makes of a procedure, and where a draft can stand."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner, Result

from cinpolicy import api
from cinpolicy.cli import main
from cinpolicy.draft import EditKind
from cinpolicy.hookspecs import TOPICS
from cinpolicy.library import Library
from cinpolicy.loading.new_draft import new_draft
from cinpolicy.loading.procedure_files import ProcedureFile
from cinpolicy.periods import Period
from cinpolicy.plugin import DeclaredAuthority
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Answer, Question, SilenceKind
from cinpolicy.vocabulary import TopicKind
from tests.cases import library

ROOT = Path(__file__).parent.parent
BASE = Path(__file__).parent / "invalid" / "drafts" / "base.yaml"
EXAMPLE = ROOT / "drafts" / "kent_2027.yaml"
STEP_DOWN = ROOT / "scenarios" / "step_down_from_child_protection.yaml"
FIVE = ("calderdale", "ealing", "islington", "kent", "stoke")
HEAD = """draft: {name}
based_on: {based_on}
title: A change
proposed_by: Policy team
why: To try it.
"""


def written(folder: Path, changes: str, name: str = "draft", based_on: str = str(BASE)) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(HEAD.format(name=name, based_on=based_on) + changes, "utf-8")
    return path


def read(path: Path) -> Procedure:
    made = Library([path])
    return next(one.procedure for one in made.loaded.values() if one.file)


def drafted(folder: Path, changes: str) -> Procedure:
    return read(written(folder, changes))


def ids(procedure: Procedure) -> list[str]:
    return [one.id for one in procedure.provisions]


def base() -> Procedure:
    return read(BASE)


def invoke(*words: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


# --- each kind of change --------------------------------------------------------------------


def test_a_part_is_put_in_the_place_of_another(tmp_path: Path) -> None:
    made = drafted(
        tmp_path,
        """changes:
  - change: review
    from: {every: 3 months}
    to: {at_least_every: 6 weeks, term: plan review}
    because: Three months is long.
""",
    )
    before, after = base().provisions[2], made.provisions[2]
    assert before.timing is not None
    assert after.timing is not None
    assert str(after.timing.period) == "6 weeks"
    assert after.timing.relation.value == "at least every"
    assert (after.term, str(after.cite)) == ("plan review", "para 6 (amended)")
    same = evolve(after, timing=before.timing, term="", cite=before.cite)
    assert same == before
    assert made.provisions[:2] == base().provisions[:2]
    (change,) = made.drafts[0].changes
    assert (change.kind, change.about) == (EditKind.CHANGE, "review")
    assert (change.because, change.idle, change.line) == ("Three months is long.", False, 7)


def test_what_stands_within_a_part_can_be_changed_alone(tmp_path: Path) -> None:
    made = drafted(
        tmp_path,
        """changes:
  - change: first-meeting-disabled
    from: {when: {team: disability}}
    because: For every disabled child.
""",
    )
    assert made.provisions[1].when.holds({"disabled": True, "team": "locality"})
    assert not made.provisions[1].when.holds({"disabled": False, "team": "disability"})


def test_a_condition_that_loses_all_its_tests_is_gone(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """changes:
  - change: first-meeting-disabled
    from: {when: {disabled: true, team: disability}}
    because: For every child.
""",
    )
    assert read(path).provisions[1].when.holds({})


@pytest.mark.parametrize(
    "value", ["[social_worker, team_manager]", "[social_worker,  team_manager]"]
)
def test_a_list_is_compared_as_a_whole(tmp_path: Path, value: str) -> None:
    changes = f"""changes:
  - change: review
    from: {{by: {value}}}
    to: {{by: team_manager}}
    because: To try it.
"""
    assert drafted(tmp_path, changes).provisions[2].by == ("team_manager",)


def test_one_value_alone_is_a_list_of_one(tmp_path: Path) -> None:
    made = drafted(
        tmp_path,
        """changes:
  - change: first-meeting
    from: {after: [assessment_completed]}
    to: {after: referral}
    because: To try it.
""",
    )
    timing = made.provisions[0].timing
    assert timing is not None
    assert timing.after == ("referral",)


def test_a_provision_is_replaced_under_its_id(tmp_path: Path) -> None:
    made = drafted(
        tmp_path,
        """changes:
  - replace: review
    from: {every: 3 months}
    to: {topic: review_interval, every: 1 year, after: review, force: may}
    because: To try it.
""",
    )
    assert ids(made) == ids(base())
    timing = made.provisions[2].timing
    assert timing is not None
    assert timing.period == Period.parse("1 year")
    assert (made.provisions[2].by, str(made.provisions[2].cite)) == ((), "new")


def test_where_the_last_provision_goes_the_topic_is_silent(tmp_path: Path) -> None:
    made = drafted(
        tmp_path,
        """changes:
  - remove: review
    from: {every: 3 months, force: must}
    because: To try it.
""",
    )
    assert ids(made) == ["first-meeting", "first-meeting-disabled"]
    assert made.silent_on["review_interval"].kind is SilenceKind.NOT_STATED


def test_where_another_provision_stays_the_topic_is_not_silent(tmp_path: Path) -> None:
    made = drafted(
        tmp_path,
        """changes:
  - remove: first-meeting-disabled
    from: {within: 15 working days}
    because: To try it.
""",
    )
    assert ids(made) == ["first-meeting", "review"]
    assert "first_meeting_due" not in made.silent_on


def test_what_is_added_ends_the_silence_and_needs_no_paragraph(tmp_path: Path) -> None:
    made = drafted(
        tmp_path,
        """changes:
  - add: {id: visit, topic: visit_interval, every: 4 weeks, after: visit, force: must}
    because: To try it.
""",
    )
    assert ids(made) == [*ids(base()), "visit"]
    assert "visit_interval" not in made.silent_on
    assert str(made.provisions[3].cite) == "new"


def test_a_kind_of_silence_is_put_in_the_place_of_another(tmp_path: Path) -> None:
    made = drafted(
        tmp_path,
        """changes:
  - silent_on: visit_interval
    from: not stated
    to: {kind: no requirement, note: The plan says how often.}
    because: To try it.
  - remove: review
    from: {every: 3 months}
    because: To try it.
  - silent_on: review_interval
    from: not stated
    to: deferred
    because: To try it.
""",
    )
    assert made.silent_on["visit_interval"].kind is SilenceKind.NO_REQUIREMENT
    assert made.silent_on["review_interval"].kind is SilenceKind.DEFERRED


def test_it_can_bring_words_of_its_own(tmp_path: Path) -> None:
    made = drafted(
        tmp_path,
        """vocabulary:
  roles: {reviewing_officer_for_plans: The officer who looks at plans.}
terms: {review: plan review}
changes:
  - change: review
    from: {by: [social_worker, team_manager]}
    to: {by: reviewing_officer_for_plans}
    because: To try it.
""",
    )
    assert made.provisions[2].by == ("reviewing_officer_for_plans",)
    assert made.terms["review"] == "plan review"


def test_a_provision_changed_twice_is_checked_against_the_first_change(tmp_path: Path) -> None:
    made = drafted(
        tmp_path,
        """changes:
  - change: review
    from: {every: 3 months}
    to: {every: 2 months}
    because: First.
  - change: review
    from: {every: 2 months}
    to: {every: 1 month}
    because: Then.
""",
    )
    timing = made.provisions[2].timing
    assert timing is not None
    assert timing.period == Period.parse("1 month")


# --- what it stands on ------------------------------------------------------------------------


def test_a_draft_stands_on_a_draft(tmp_path: Path) -> None:
    written(
        tmp_path,
        """changes:
  - change: review
    from: {every: 3 months}
    to: {every: 2 months}
    because: First.
""",
        "first",
    )
    path = written(
        tmp_path,
        """changes:
  - change: review
    from: {every: 2 months}
    to: {every: 1 month}
    because: Then.
""",
        "second",
        "first.yaml",
    )
    made = read(path)
    timing = made.provisions[2].timing
    assert timing is not None
    assert timing.period == Period.parse("1 month")
    assert [draft.name for draft in made.drafts] == ["first", "second"]


def test_a_base_that_has_changed_since_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "changes: []\n", based_on="procedure.yaml")
    text = path.read_text("utf-8").replace(
        "changes: []", "changes: [{remove: review, from: {every: 3 months}, because: Try.}]"
    )
    path.write_text(text, "utf-8")
    copy = tmp_path / "procedure.yaml"
    copy.write_text(BASE.read_text("utf-8"), "utf-8")
    assert ids(read(path)) == ["first-meeting", "first-meeting-disabled"]
    copy.write_text(BASE.read_text("utf-8").replace("3 months", "8 weeks"), "utf-8")
    result = invoke("show", path)
    assert result.exit_code == 2
    assert "expected what is there now: 8 weeks (line 23 of " in result.stderr


def test_what_an_authority_has_in_python_is_kept(tmp_path: Path) -> None:
    class InPython(DeclaredAuthority):
        def answer(self, question: Question, facts: object) -> Answer | None:
            return None

    made = Library()
    kent = made.loaded["kent"]
    assert isinstance(kent.authority, DeclaredAuthority)
    made.loaded["kent"] = evolve(kent, authority=InPython(kent.authority.path))
    slug = made.add(written(tmp_path, "changes: []\n", based_on="kent"))
    top = made.stack(slug).layers[-1]
    assert isinstance(top, InPython)
    assert isinstance(made.stack("kent").layers[-1], InPython)
    assert made.procedure("kent").slug == "kent"


def test_an_ambiguity_that_a_draft_settles_is_gone(tmp_path: Path) -> None:
    kent = library().procedure("kent")
    assert "visits-disabled" in {name for one in kent.ambiguities for name in one.provisions}
    path = written(
        tmp_path,
        """changes:
  - replace: visits-disabled
    from: {exception_to: visits}
    to:
      topic: visit_interval
      when: {team: disability}
      exception_to: visits
      at_least_every: 6 weeks
      after: [first_meeting, visit]
      force: should
    because: The text can be read in two ways.
""",
        based_on="kent",
    )
    left = read(path).ambiguities
    assert "visits-disabled" not in {name for one in left for name in one.provisions}
    assert len(left) < len(kent.ambiguities)


# --- the one to start from --------------------------------------------------------------------


@pytest.mark.parametrize("slug", FIVE)
def test_a_new_draft_changes_nothing(slug: str, tmp_path: Path) -> None:
    made = Library()
    file = made.file_named(slug)
    assert isinstance(file, ProcedureFile)
    was, words = made.procedure(slug), made.stack(slug).vocabulary
    path = tmp_path / "all.yaml"
    text = new_draft(file, was, words, TOPICS, slug="all", based_on=slug, file=str(path))
    path.write_text(text, "utf-8")
    assert max(map(len, text.splitlines())) < 130
    now = read(path)
    assert now.drafts[0].changes
    assert all(change.idle for change in now.drafts[0].changes)
    named = {change.about for change in now.drafts[0].changes}
    assert named == {p.id for p in was.provisions} | set(was.silent_on)
    assert repr(now.vocabulary) == repr(was.vocabulary)
    same = {"slug": slug, "document": was.document, "vocabulary": was.vocabulary}
    assert evolve(now, drafts=(), **same) == was


def test_it_holds_only_the_topics_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "drafts" / "kent_2027.yaml"
    path.parent.mkdir()
    result = invoke("draft", "new", "kent", "--topic", "who_may_close", "-o", path)
    assert result.exit_code == 0, result.output
    made = read(path)
    topics = {p.id: p.topic for p in made.provisions}
    assert {topics[change.about] for change in made.drafts[0].changes} == {"who_may_close"}
    assert made.drafts[0].name == "kent_2027"


def test_with_no_topic_it_is_a_head_to_write_under(tmp_path: Path) -> None:
    path = tmp_path / "2027 Kent.yaml"
    assert invoke("draft", "new", "kent", "-o", path).exit_code == 0
    assert read(path).drafts[0].changes == ()
    assert read(path).drafts[0].name == "draft_2027_kent"


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = written(tmp_path, "changes: []\n")
    before = path.read_bytes()
    result = invoke("draft", "new", "kent", "-o", path)
    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert path.read_bytes() == before


def test_a_new_draft_on_a_draft_names_it_from_its_own_folder(tmp_path: Path) -> None:
    first = written(tmp_path, "changes: []\n", "first")
    path = tmp_path / "later" / "second.yaml"
    path.parent.mkdir()
    assert invoke("draft", "new", first, "--topic", "review_interval", "-o", path).exit_code == 0
    assert "based_on: ../first.yaml\n" in path.read_text("utf-8")
    assert [draft.name for draft in read(path).drafts] == ["first", "second"]


# --- wherever an authority goes -----------------------------------------------------------------


def test_it_stands_beside_authorities() -> None:
    made = api.compare(STEP_DOWN, ("kent", "ealing", str(EXAMPLE)))
    assert [column.slug for column in made.columns] == ["kent", "ealing", "kent_2027"]
    # Kent's first meeting is 20 working days after the conference of Wed 7 May 2025, past the
    # bank holiday of 26 May: Wed 4 June. Then 12 weeks (27 August) or six (16 July).
    row = made.row("review.1")
    assert {c.authority: c.due for c in row.cells} == {
        "kent": date(2025, 8, 27),
        "ealing": date(2025, 8, 7),
        "kent_2027": date(2025, 7, 16),
    }


@pytest.mark.parametrize(
    "words",
    [
        ("compare", STEP_DOWN, "-a", "kent", "--draft", EXAMPLE),
        ("matrix", "-a", "kent", "--draft", EXAMPLE, "--topic", "who_may_close"),
        ("explain", STEP_DOWN, "--draft", EXAMPLE),
        ("show", EXAMPLE),
        ("ambiguities", EXAMPLE),
    ],
    ids=lambda words: words[0],
)
def test_every_command_takes_it(words: tuple[str | Path, ...]) -> None:
    result = invoke(*words)
    assert result.exit_code == 0, result.output
    assert "kent_2027" in result.stdout or "draft: Closer reviews" in result.stdout


def test_lint_takes_it_under_its_own_option_too() -> None:
    one, other = invoke("lint", EXAMPLE), invoke("lint", "--draft", EXAMPLE)
    assert one.exit_code == other.exit_code == 1
    assert one.stdout == other.stdout


def test_with_no_authority_named_it_stands_beside_all() -> None:
    result = invoke("compare", STEP_DOWN, "--draft", EXAMPLE, "--format", "json")
    for slug in (*FIVE, "kent_2027"):
        assert f'"{slug}"' in result.stdout


def test_explain_wants_one_text() -> None:
    assert "one --authority or one --draft" in invoke("explain", STEP_DOWN).stderr


def test_the_example_is_about_dates_and_a_decision() -> None:
    made = read(EXAMPLE)
    topics = {one.id: one.topic for one in made.provisions}
    kinds = {TOPICS[topics[change.about]].kind for change in made.drafts[0].changes}
    assert kinds == {TopicKind.TIMESCALE, TopicKind.DECISION}


@pytest.mark.parametrize("command", ["compare", "explain"])
def test_a_draft_is_a_file(command: str) -> None:
    result = invoke(command, STEP_DOWN, "--draft", "kent")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "a draft is a file whose name ends in .yaml (found kent)" in result.stderr


def test_a_file_that_notepad_named_is_told_what_its_name_must_end_in(tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml.txt"
    path.write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    result = invoke("show", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "a file with a procedure or a draft has a name that ends in .yaml" in result.stderr
    nowhere = invoke("show", tmp_path / "none.txt")
    assert "there are calderdale" in nowhere.stderr


def test_a_file_of_another_kind_is_told_in_one_fault(tmp_path: Path) -> None:
    said = invoke("compare", EXAMPLE).stderr
    lines = EXAMPLE.read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if text.startswith("draft:"))
    expected = "expected a scenario (with the key scenario), found a draft"
    assert said == f"{EXAMPLE}:{line}:1: $: {expected}\n"
    both = tmp_path / "both.yaml"
    both.write_text("draft: x\nexpectations: x\nexpect: []\nbased_on: kent\n", "utf-8")
    assert "expected the key title" in invoke("show", both).stderr
