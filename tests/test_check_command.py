"""``cinpolicy check``: which files, what it says, exit status; and the shipped expectations."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cinpolicy.cli import main
from cinpolicy.hookspecs import TOPICS
from cinpolicy.loading.suites import find
from tests.cases import library

ROOT = Path(__file__).parent.parent
SCENARIOS = ROOT / "scenarios"
PLAIN = SCENARIOS / "plain_first_assessment.yaml"
KENT = ROOT / "plugins" / "kent" / "procedure.yaml"


def check(*words: str | Path, width: int = 100) -> Result:
    environment = {"COLUMNS": str(width)}
    result = CliRunner().invoke(main, ["check", *map(str, words)], env=environment)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def written(path: Path, *expectations: str, case: Path | None = PLAIN) -> Path:
    """A file of expectations, each the inside of a YAML mapping."""
    cases = f"cases: ['{case.as_posix()}']\n" if case else ""
    lines = "".join(f"  - {{{one}}}\n" for one in expectations)
    path.write_text(f"expectations: A test\n{cases}expect:\n{lines}", "utf-8")
    return path


def verdicts(result: Result) -> list[tuple[str, str]]:
    return [(v["authority"], v["outcome"]) for v in json.loads(result.stdout)["verdicts"]]


# --- what is shipped ------------------------------------------------------------------------


def test_every_shipped_expectation_holds() -> None:
    result = check(SCENARIOS)
    assert result.exit_code == 0, result.stdout
    assert "not held" not in result.stdout
    assert len(find(SCENARIOS)) >= 18


@pytest.mark.parametrize("slug", library().authorities)
def test_every_authority_has_dates_that_are_expected_of_it_by_name(slug: str) -> None:
    shipped = json.loads(check(SCENARIOS, "-a", slug, "--format", "json").stdout)
    named = f"In {slug.title()}"
    assert len([v for v in shipped["verdicts"] if v["expected"].startswith(named)]) >= 4


@pytest.mark.parametrize(
    ("was", "is_now", "expected"),
    [
        ("within: 20 working days", "within: 19 working days", "due on 31 Mar 2025"),
        ("at_least_every: 12 weeks", "at_least_every: 13 weeks", "due within 12 weeks"),
        ("roles: [independent_reviewing_officer]", "roles: [chair]", "independent reviewing"),
    ],
)
def test_a_changed_procedure_breaks_them(
    was: str, is_now: str, expected: str, tmp_path: Path
) -> None:
    draft = tmp_path / "procedure.yaml"
    text = KENT.read_text("utf-8")
    assert was in text
    draft.write_text(text.replace(was, is_now), "utf-8")
    result = check(SCENARIOS, "-a", draft)
    assert result.exit_code == 1
    assert expected in " ".join(result.stdout.split())
    assert "In Kent (file)" in result.stdout


# --- what it says ---------------------------------------------------------------------------


def test_a_failure_is_told_in_full(tmp_path: Path) -> None:
    path = written(
        tmp_path / "e.yaml",
        "in: ealing, the: first_meeting, due_by: 2025-03-04, because: the promise of November",
        "in: ealing, the: first_meeting, due_by: 2025-03-05",
    )
    result = check(path)
    assert result.exit_code == 1
    assert result.stdout == (
        f"{path}: 1 held, 1 not held\n"
        f"  NOT HELD  {path}:4:5  in the case plain_first_assessment\n"
        "    expected  In Ealing the first meeting is due by 4 Mar 2025\n"
        "    because   the promise of November\n"
        "    found     it is due on Wed 5 Mar 2025\n"
        "    rests on  ealing paras 38, 124, 127, first-meeting\n"
        "\n"
        "2 expectations in 1 file, judged 2 times: 1 held, 1 not held.\n"
    )


@pytest.mark.parametrize("width", [60, 100])
def test_it_fits_the_terminal(width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = written(
        Path("e.yaml"),
        "each: review, within: 1 day, after: [review, first_meeting]",
        "topic: plan_end_grounds, includes_items: [aims_achieved]",
    )
    result = check(path, width=width)
    assert result.exit_code == 1
    lines = [line for line in result.stdout.splitlines() if "NOT HELD" not in line]
    assert max(map(len, lines)) <= width


def test_what_is_not_stated_of_a_role_is_told_where_it_holds() -> None:
    said = " ".join(check(SCENARIOS / "expectations").stdout.split())
    assert "note In Kent, on 'who may close'" in said
    assert "whether the review meeting is below the team manager" in said


def test_json_has_every_verdict(tmp_path: Path) -> None:
    path = written(tmp_path / "e.yaml", "the: first_meeting, due: 2025-03-05")
    made: dict[str, Any] = json.loads(check(path, "--format", "json").stdout)
    assert [(v["authority"], v["outcome"]) for v in made["verdicts"]] == [
        ("calderdale", "not held"),
        ("ealing", "held"),
        ("islington", "not held"),
        ("kent", "held"),
        ("stoke", "not held"),
    ]
    assert made["outcomes"] == {"held": 2, "not held": 3, "authority failed": 0}
    kent = made["verdicts"][3]
    assert (kent["file"], kent["line"], kent["column"]) == (str(path), 4, 5)
    assert kent["rests_on"] == [
        {"provision": "first-meeting", "cited": "paras 71-72", "layer": "kent"}
    ]


def test_the_output_goes_to_a_file_with_the_same_exit_status(tmp_path: Path) -> None:
    path = written(tmp_path / "e.yaml", "in: stoke, the: visit, owed: true")
    target = tmp_path / "out.txt"
    result = check(path, "--output", target)
    assert (result.exit_code, result.stdout) == (1, "")
    assert target.read_text("utf-8") == check(path).stdout


# --- which authorities ----------------------------------------------------------------------


def test_only_the_authorities_asked_for_are_judged(tmp_path: Path) -> None:
    path = written(
        tmp_path / "e.yaml",
        "the: first_meeting, due: 2025-03-05",
        "in: stoke, the: first_meeting, due: 2025-03-05",
    )
    result = check(path, "-a", "kent", "-a", "ealing")
    assert result.exit_code == 0
    assert "1 about authorities that were not asked for" in result.stdout
    both = check(path, "-a", "kent", "-a", "ealing", "--format", "json")
    assert verdicts(both) == [("kent", "held"), ("ealing", "held")]


def test_a_procedure_file_goes_by_its_name_beside_the_installed_one(tmp_path: Path) -> None:
    draft = tmp_path / "procedure.yaml"
    shutil.copy(KENT, draft)
    path = written(tmp_path / "e.yaml", "in: kent, the: first_meeting, due: 2025-03-05")
    both = check(path, "-a", "kent", "-a", draft, "--format", "json")
    assert verdicts(both) == [("kent", "held"), ("kent (file)", "held")]


def test_an_authority_that_is_not_installed_goes_by_its_file(tmp_path: Path) -> None:
    draft = tmp_path / "procedure.yaml"
    text = KENT.read_text("utf-8").replace("authority: kent", "authority: northshire")
    draft.write_text(text, "utf-8")
    path = written(tmp_path / "e.yaml", "in: northshire, the: first_meeting, due: 2025-03-05")
    assert check(path).exit_code == 2
    assert "found 'northshire'" in check(path).stderr
    assert verdicts(check(path, "-a", draft, "--format", "json")) == [("northshire", "held")]


def test_the_kind_of_a_silence_does_not_turn_on_who_else_is_judged(tmp_path: Path) -> None:
    """Its text leaves every record to another document; other texts have minutes of a review."""
    silent = "".join(f"  {topic}: not stated\n" for topic in TOPICS if topic != "record_due")
    draft = tmp_path / "procedure.yaml"
    draft.write_text(
        "authority: northshire\nname: Northshire\ndocument: {title: A procedure, version: May}\n"
        f"silent_on:\n{silent}  record_due: deferred\n",
        "utf-8",
    )
    path = written(tmp_path / "e.yaml", "in: northshire, the: minutes, of: review, says: deferred")
    assert check(path, "-a", draft).exit_code == 0
    assert check(path, "-a", draft, "-a", "kent").exit_code == 0


def test_an_unknown_authority_on_the_command_line_is_refused() -> None:
    result = check(PLAIN, "-a", "knet")
    assert result.exit_code == 2
    assert "did you mean kent?" in result.stderr


# --- which files ----------------------------------------------------------------------------


def test_with_no_path_the_folder_scenarios_is_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    nothing = check()
    assert nothing.exit_code == 2
    assert "there is no folder scenarios here" in nothing.stderr
    inner = tmp_path / "scenarios" / "inner"
    inner.mkdir(parents=True)
    written(inner / "e.yml", "in: kent, the: first_meeting, due: 2025-03-05")
    assert verdicts(check("--format", "json")) == [("kent", "held")]


def test_other_files_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    written(tmp_path / "e.yaml", "in: kent, the: first_meeting, due: 2025-03-05")
    shutil.copy(KENT, tmp_path / "procedure.yaml")
    text = PLAIN.read_text("utf-8")
    (tmp_path / "bare.yaml").write_text(text[: text.index("expect:")], "utf-8")
    (tmp_path / "theirs.yaml").write_text("scenario: login\nexpect:\n  - status: 200\n", "utf-8")
    (tmp_path / "broken.yaml").write_text("expect: [\n", "utf-8")
    (tmp_path / "large.yaml").write_text(text + "# filling\n" * 420_000, "utf-8")
    hidden = tmp_path / ".venv"
    hidden.mkdir()
    (hidden / "case.yaml").write_text(text.replace("2025-03-05", "2025-03-06"), "utf-8")
    result = check(tmp_path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1 expectation in 1 file" in result.stdout


def test_a_named_file_with_nothing_to_check_is_told(tmp_path: Path) -> None:
    bare = tmp_path / "bare.yaml"
    text = PLAIN.read_text("utf-8")
    bare.write_text(text[: text.index("expect:")], "utf-8")
    beside = check(bare, PLAIN)
    assert beside.exit_code == 0
    assert f"cinpolicy: {bare} has no expectations (expect:)" in beside.stderr
    alone = check(bare)
    assert alone.exit_code == 2
    assert "there is nothing to check" in alone.stderr


def test_a_folder_with_nothing_to_check_is_told(tmp_path: Path) -> None:
    result = check(tmp_path)
    assert result.exit_code == 2
    assert f"{tmp_path} has no file with expectations" in result.stderr


def test_a_file_named_twice_is_judged_once() -> None:
    once = check(PLAIN, "-a", "kent", "--format", "json")
    assert check(PLAIN, PLAIN, "-a", "kent", "--format", "json").stdout == once.stdout


def test_cases_are_files_or_folders_seen_from_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    for name in ("plain_first_assessment", "disabled_child"):
        shutil.copy(SCENARIOS / f"{name}.yaml", folder)
    shutil.copy(KENT, folder / "procedure.yaml")
    path = written(
        tmp_path / "e.yaml",
        "in: kent, each: review, within: 12 weeks, after: review",
        case=Path("cases"),
    )
    made = json.loads(check(path, "--format", "json").stdout)
    assert [(v["scenario"], v["outcome"]) for v in made["verdicts"]] == [
        ("disabled_child", "not held"),
        ("plain_first_assessment", "held"),
    ]
    (folder / "plain_first_assessment.yaml").unlink()
    (folder / "disabled_child.yaml").unlink()
    assert "expected a folder with scenarios in it, found none there" in check(path).stderr


def test_faults_of_all_files_come_together(tmp_path: Path) -> None:
    one = written(tmp_path / "1.yaml", "the: reveiw, owed: true")
    two = written(tmp_path / "2.yaml", "in: knet, the: review, owed: true")
    case = tmp_path / "3.yaml"
    case.write_text(PLAIN.read_text("utf-8").replace("born:", "bron:"), "utf-8")
    said = check(tmp_path).stderr.splitlines()
    assert [line.split(":")[0] for line in said] == [str(one), str(two), str(case), str(case)]


def test_the_example_in_the_docs_can_be_judged(tmp_path: Path) -> None:
    import re

    text = (ROOT / "docs" / "expectations.md").read_text("utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 3
    (tmp_path / "scenarios" / "moves").mkdir(parents=True)
    for name, folder in {"disabled_child": "scenarios", "moving_in": "scenarios/moves"}.items():
        shutil.copy(SCENARIOS / f"{name}.yaml", tmp_path / folder)
    case = PLAIN.read_text("utf-8")
    (tmp_path / "case.yaml").write_text(case[: case.index("expect:")] + blocks[0], "utf-8")
    (tmp_path / "own").mkdir()
    for number, block in enumerate(blocks[1:]):
        (tmp_path / "own" / f"{number}.yaml").write_text(block, "utf-8")
    result = check(tmp_path / "case.yaml", tmp_path / "own")
    assert (result.exit_code, result.stderr) == (1, "")  # the date is of another case


def test_the_python_in_the_docs_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import re

    monkeypatch.chdir(ROOT)
    text = (ROOT / "docs" / "expectations.md").read_text("utf-8")
    example = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert example
    exec(compile(example[1], "expectations.md", "exec"), {})
    assert "In Kent the first meeting is due on 31 Mar 2025" in capsys.readouterr().out
