"""``cinpolicy check --coverage``: which scenarios count, what is shown, exit status."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cinpolicy.cli import main
from cinpolicy.hookspecs import hookimpl
from cinpolicy.library import Library
from cinpolicy.plugin import DeclaredAuthority
from cinpolicy.provisions import Question

ROOT = Path(__file__).parent.parent
SCENARIOS = ROOT / "scenarios"
PLAIN = SCENARIOS / "plain_first_assessment.yaml"
MOVING_IN = SCENARIOS / "moving_in.yaml"
KENT = ROOT / "plugins" / "kent" / "procedure.yaml"


def cover(*words: str | Path) -> Result:
    command = ["check", "--coverage", *map(str, words)]
    result = CliRunner().invoke(main, command, env={"COLUMNS": "100"})
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def shape(*words: str | Path) -> Any:
    return json.loads(cover(*words, "--format", "json").stdout)


def counted(*words: str | Path) -> list[str]:
    return [one["scenario"] for one in shape(*words, "-a", "stoke")["scenarios"]]


def bare(path: Path, case: Path = PLAIN) -> Path:
    """A scenario of which nothing is expected."""
    text = case.read_text("utf-8")
    path.write_text(text[: text.index("expect:")], "utf-8")
    return path


# --- which scenarios ------------------------------------------------------------------------


def test_with_no_path_the_folder_scenarios_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = cover()
    assert result.exit_code == 2
    assert "there is no folder scenarios here" in result.stderr
    (tmp_path / "scenarios" / "inner").mkdir(parents=True)
    bare(tmp_path / "scenarios" / "inner" / "a.yaml")
    assert counted() == ["plain_first_assessment"]


def test_files_and_folders_count_each_scenario_once(tmp_path: Path) -> None:
    bare(tmp_path / "a.yaml")
    shutil.copy(KENT, tmp_path / "procedure.yaml")
    shutil.copy(MOVING_IN, tmp_path / "b.yaml")
    again = tmp_path / ".." / tmp_path.name / "b.yaml"
    named = ["plain_first_assessment", "moving_in"]
    assert counted(tmp_path) == counted(tmp_path, again) == named
    assert counted(again, tmp_path) == named[::-1]


def test_a_file_of_expectations_stands_for_its_cases(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    bare(tmp_path / "cases" / "a.yaml")
    path = tmp_path / "e.yaml"
    about = "expect:\n  - {in: kent, topic: who_may_close, nobody_below: team_manager}\n"
    path.write_text(f"expectations: A test\ncases: [cases]\n{about}", "utf-8")
    assert counted(path) == counted(tmp_path) == ["plain_first_assessment"]
    path.write_text(f"expectations: A test\n{about}", "utf-8")
    result = cover(path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"cinpolicy: no scenarios in {path}\n"


def test_a_folder_without_scenarios_is_told(tmp_path: Path) -> None:
    shutil.copy(KENT, tmp_path)
    result = cover(tmp_path)
    assert (result.exit_code, result.stderr) == (2, f"cinpolicy: no scenarios in {tmp_path}\n")


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    first = bare(tmp_path / "1.yaml")
    again = bare(tmp_path / "2.yaml")
    wrong = bare(tmp_path / "3.yaml")
    wrong.write_text(wrong.read_text("utf-8").replace("born:", "bron:"), "utf-8")
    expects = tmp_path / "4.yaml"
    expects.write_text("expectations: x\ncases: [none.yaml]\nexpect: [{the: review}]\n", "utf-8")
    result = cover(tmp_path, tmp_path / "none.yaml", KENT)
    assert (result.exit_code, result.stdout) == (2, "")
    said = result.stderr.splitlines()
    assert f"{again}:2:11: $.scenario: expected a name of its own, " in result.stderr
    assert f"found 'plain_first_assessment', which {first} has too" in result.stderr
    assert f"there is no file {tmp_path / 'none.yaml'}" in result.stderr
    for path in (wrong, expects, KENT):
        assert any(line.startswith(f"{path}:") for line in said), path


# --- which authorities, and what is shown ---------------------------------------------------


def test_nothing_is_judged(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    was, wrong = "due: 2025-03-05", "due: 2025-03-06"
    text = PLAIN.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, wrong), "utf-8")
    result = cover(path, "-a", "kent")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("1 scenario reaches ")
    assert "NOT HELD" not in result.stdout


def test_all_authorities_count_or_those_named(tmp_path: Path) -> None:
    layers = [one["layer"] for one in shape(PLAIN)["layers"]]
    assert layers == ["calderdale", "ealing", "islington", "kent", "stoke", "national"]
    draft = tmp_path / "kent.yaml"
    shutil.copy(KENT, draft)
    made = shape(PLAIN, "-a", "stoke", "-a", draft)
    assert [one["layer"] for one in made["layers"]] == ["stoke", "kent (file)", "national"]
    assert "did you mean kent?" in cover(PLAIN, "-a", "knet").stderr


def test_the_report_fits_the_terminal_and_goes_to_a_file(tmp_path: Path) -> None:
    shown = cover(SCENARIOS).stdout
    assert max(map(len, shown.splitlines())) <= 100
    target = tmp_path / "out.txt"
    result = cover(SCENARIOS, "--output", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_text("utf-8") == shown


class _Failing(DeclaredAuthority):
    @hookimpl
    def first_meeting_due(self, question: Question) -> None:
        raise ValueError("no meeting")


def test_an_authority_that_fails_is_told_and_the_others_are_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stack = Library.stack

    def failing(self: Library, slug: str) -> Any:
        return stack(self, slug) if slug == "kent" else self.stack_of(_Failing(KENT))

    monkeypatch.setattr(Library, "stack", failing)
    result = cover(PLAIN, "-a", "kent", "-a", "stoke")
    assert result.exit_code == 2
    assert "failed in plain_first_assessment: first_meeting_due: ValueError" in result.stderr
    assert "no meeting" in result.stderr
    assert "Could not be run, and counts for nothing here" in result.stdout
