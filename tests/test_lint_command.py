"""``cinpolicy lint``: what it prints, where findings stand, its exit status, its documentation."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cinpolicy.check import CHECKS, chosen
from cinpolicy.cli import main
from cinpolicy.hookspecs import TOPICS
from cinpolicy.library import Library
from tests.drafts import text

ROOT = Path(__file__).parent.parent
INVALID = sorted((ROOT / "tests" / "invalid" / "procedures").glob("*.yaml"))
DOCS = (ROOT / "docs" / "lint.md").read_text("utf-8")
FIRST = "topic: first_meeting_due, within: 10 working days, after: referral"
SILENT = "{" + ", ".join(f"{name}: not stated" for name in TOPICS if "first_meeting" not in name)
GAP = {"first-meeting": f"{FIRST}, when: {{disabled: false}}"}


def invoke(*words: str | Path, **rest: str) -> Result:
    return CliRunner().invoke(main, ["lint", *map(str, words)], env={"COLUMNS": "100", **rest})


def shape(*words: str | Path) -> Any:
    return json.loads(invoke(*words, "--format", "json").stdout)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A file with a gap."""
    return written(tmp_path / "draft.yaml", GAP)


def written(path: Path, provisions: dict[str, str], vocabulary: str = "{}") -> Path:
    content = text(provisions, vocabulary, layer="authority", silent_on=SILENT + "}")
    path.write_text(content, "utf-8")
    return path


# --- what is printed ----------------------------------------------------------------------


def test_a_finding_stands_at_its_place_in_the_file(draft: Path) -> None:
    result = invoke(draft)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert f"{draft}: Testshire. A procedure (1)" in " ".join(result.stdout.split())
    assert "  CP101  First meeting: no provision applies where disabled." in lines
    assert f"         {draft}:7:5" in lines
    assert "         para 1 · first-meeting" in lines
    assert lines[-1] == "1 finding (no-answer CP101: 1). See docs/lint.md."


def test_nothing_found(tmp_path: Path) -> None:
    result = invoke(written(tmp_path / "draft.yaml", {"first-meeting": FIRST}))
    assert result.exit_code == 0
    assert result.stdout.endswith("  nothing found\n\nNothing found.\n")


def test_a_finding_as_json(draft: Path) -> None:
    made = shape(draft)
    assert (made["format"], made["version"]) == ("cinpolicy-findings", 1)
    (one,) = made["procedures"]
    assert (one["procedure"], one["authority"]) == (str(draft), "testshire")
    assert one["findings"] == [
        {
            "code": "CP101",
            "check": "no-answer",
            "sentence": "First meeting: no provision applies where disabled.",
            "provisions": ["first-meeting"],
            "topic": "first_meeting_due",
            "facts": {"disabled": True},
            "paragraphs": [1],
            "file": str(draft),
            "line": 7,
            "column": 5,
        }
    ]


def test_the_facts_of_a_set_are_a_list(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.yaml", {"a": f"{FIRST}, when: {{support: {{not: package_of_care}}}}"}
    )
    (one,) = shape(path)["procedures"][0]["findings"]
    assert one["facts"] == {"support": ["package_of_care"]}


def test_a_declared_word_has_its_place(tmp_path: Path) -> None:
    path = written(tmp_path / "a.yaml", {"a": FIRST}, "{roles: {warden: {meaning: x}}}")
    (one,) = shape(path)["procedures"][0]["findings"]
    source = path.read_text("utf-8").splitlines()
    assert source[one["line"] - 1][one["column"] - 1 :].startswith("warden")
    assert (one["code"], one["provisions"], one["topic"]) == ("CP401", [], None)


def test_every_installed_authority_is_checked_by_default() -> None:
    names = [one["procedure"] for one in shape()["procedures"]]
    assert names == list(Library().authorities)
    assert all(one["file"] is None for made in shape()["procedures"] for one in made["findings"])


def test_authorities_and_files_stand_in_the_order_asked_for(draft: Path) -> None:
    assert [one["procedure"] for one in shape("stoke", draft, "kent", "stoke")["procedures"]] == [
        "stoke",
        str(draft),
        "kent",
    ]


def test_a_draft_of_an_installed_authority_comes_to_the_same() -> None:
    for slug in Library().authorities:
        path = ROOT / "plugins" / slug / "procedure.yaml"
        ours, its = shape(slug), shape(path)
        told = [
            [one["sentence"] for one in made["procedures"][0]["findings"]] for made in (ours, its)
        ]
        assert told[0] == told[1]


def test_the_same_is_printed_whatever_the_order_of_hashes() -> None:
    def printed(seed: str) -> str:
        command = [sys.executable, "-m", "cinpolicy", "lint", "--format", "json"]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    assert printed("1") == printed("2")


@pytest.mark.parametrize("width", [60, 100])
def test_the_text_fits_the_terminal(width: int) -> None:
    result = invoke(COLUMNS=str(width))
    assert max(map(len, result.stdout.splitlines())) <= width


def test_output_to_a_file(draft: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    result = invoke(draft, "--output", target)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "CP101" in target.read_text("utf-8")


# --- choosing -------------------------------------------------------------------------------


def test_findings_are_selected_and_ignored_by_code(tmp_path: Path) -> None:
    words = "{roles: {warden: {meaning: x}}}"
    path = written(tmp_path / "a.yaml", GAP, words)

    def codes(*options: str) -> list[str]:
        return [one["code"] for one in shape(path, *options)["procedures"][0]["findings"]]

    assert codes() == ["CP101", "CP401"]
    assert codes("--select", "CP101") == ["CP101"]
    assert codes("--select", "CP4") == ["CP401"]
    assert codes("--ignore", "CP101") == ["CP401"]
    assert codes("--select", "CP", "--ignore", "CP4") == ["CP101"]
    assert invoke(path, "--ignore", "CP1", "--ignore", "CP4").exit_code == 0


def test_what_is_chosen() -> None:
    assert chosen(CHECKS, (), ()) == frozenset(CHECKS)
    assert chosen(["CP101", "CP102", "CP201"], ["CP1"], ["CP102"]) == {"CP101"}


# --- bad input ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("knet",), "'knet' is installed (did you mean kent?)"),
        (("kent", "--select", "CP99"), "no check 'CP99' (did you mean CP"),
        (("kent", "--ignore", ""), "no check ''"),
        (("kent", "--select", "xyz"), "no check 'xyz' (there are CP001, "),
        (("--format", "pdf"), "'pdf' is not one of"),
    ],
)
def test_unknown_names_on_the_command_line(words: tuple[str, ...], said: str) -> None:
    result = invoke(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_file_the_loader_refuses_has_every_fault_told_or_is_checked(path: Path) -> None:
    found = shape(path)["procedures"][0]["findings"]
    refused = CliRunner().invoke(main, ["show", str(path)]).stderr.splitlines()
    unread = [one for one in found if one["code"] in ("CP001", "CP002")]
    still_open = [one for one in found if one["code"] in OPEN]
    assert invoke(path).exit_code == (2 if unread else 1)
    places = {line.split(": ")[0] for line in refused}
    assert {f"{o['file']}:{o['line']}:{o['column']}" for o in unread or still_open} == places
    if unread:
        assert found == unread
        assert len(found) == len(refused)


OPEN = {"CP102", "CP103"}


def test_a_word_defined_nowhere_has_a_code_of_its_own() -> None:
    folder = ROOT / "tests" / "invalid" / "procedures"
    codes = {
        name: [one["code"] for one in shape(folder / f"{name}.yaml")["procedures"][0]["findings"]]
        for name in ("role_unknown", "when_fact_unknown", "trigger_unknown", "items_unknown",
                     "topic_unknown", "subject_unknown", "activity_limit_of_unknown",
                     "force_unknown", "key_unknown", "layer_unknown", "cite_missing")
    }  # fmt: skip
    assert {name for name, found in codes.items() if set(found) == {"CP001"}} == {
        "role_unknown", "when_fact_unknown", "trigger_unknown", "items_unknown", "topic_unknown",
        "subject_unknown", "activity_limit_of_unknown",
    }  # fmt: skip
    others = ("force_unknown", "key_unknown", "layer_unknown", "cite_missing")
    assert all(set(codes[name]) == {"CP002"} for name in others)


def test_faults_stay_whatever_is_selected_and_the_others_are_checked(draft: Path) -> None:
    bad = ROOT / "tests" / "invalid" / "procedures" / "role_unknown.yaml"
    made = shape(bad, draft, "--select", "CP1")["procedures"]
    assert [one["authority"] for one in made] == [None, "testshire"]
    assert made[0]["findings"]
    assert made[1]["findings"]
    result = invoke(bad, draft)
    assert result.exit_code == 2
    assert "role_unknown.yaml: cannot be read" in " ".join(result.stdout.split())


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    result = invoke(tmp_path / "none.yaml")
    assert result.exit_code == 2
    assert "CP002" in result.stdout


def test_an_installed_authority_that_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    from cinpolicy.cells import Column

    load = Library.__init__

    def broken(self: Library, *rest: Any) -> None:
        load(self, *rest)
        self.broken["badshire"] = Column(slug="badshire", name="badshire", failure="it is broken")

    monkeypatch.setattr(Library, "__init__", broken)
    result = invoke()
    assert result.exit_code == 2
    assert "badshire failed: it is broken" in result.stderr
    assert "CP" in result.stdout
    assert invoke("kent").exit_code == 1


# --- speed ----------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", Library().authorities)
def test_an_authority_is_checked_in_a_few_seconds(slug: str) -> None:
    start = time.perf_counter()
    invoke(slug)
    assert time.perf_counter() - start < 5


# --- documentation --------------------------------------------------------------------------


def test_every_code_is_documented_and_every_documented_code_exists() -> None:
    headings = dict(re.findall(r"^### (CP\d{3}) (\S+)$", DOCS, re.MULTILINE))
    assert headings == {code: one.name for code, one in sorted(CHECKS.items())}
    assert list(headings) == sorted(headings)
    assert set(re.findall(r"CP\d{3}", DOCS)) == set(CHECKS)


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_the_documentation_of_a_code_says_what_to_do_and_gives_an_example(code: str) -> None:
    section = re.split(r"^###? ", DOCS.partition(f"### {code} ")[2], flags=re.MULTILINE)[0]
    assert "*Example*" in section
    assert "*What to do*" in section
    assert CHECKS[code].finds


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_codes_and_names_are_as_they_all_are(code: str) -> None:
    assert re.fullmatch(r"CP\d{3}", code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", CHECKS[code].name)
    assert CHECKS[code].finds.endswith(".")


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_every_code_is_in_some_test(code: str) -> None:
    tests = [path.read_text("utf-8") for path in Path(__file__).parent.glob("test_lint*.py")]
    assert any(f'"{code}"' in one for one in tests)
