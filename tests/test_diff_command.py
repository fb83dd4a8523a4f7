"""``cinpolicy diff``: what it prints, its exit status, and what it does with bad input."""

import json
from pathlib import Path

import pytest

from tests.test_cli import PLAIN, ROOT, invoke

KENT = ROOT / "plugins" / "kent" / "procedure.yaml"
WITHIN = "within: 10 working days\n    after: assessment_completed"


def draft(folder: Path, old: str, new: str) -> str:
    text = KENT.read_text("utf-8")
    assert old in text
    path = folder / "kent.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return str(path)


def test_a_change_is_told_by_provision_and_by_behaviour(tmp_path: Path) -> None:
    longer = draft(tmp_path, WITHIN, WITHIN.replace("10", "11"))
    result = invoke("diff", "kent", longer, "--scenario", PLAIN)
    assert result.exit_code == 0
    shown = result.stdout
    assert "By provision: 1 differs, 0 only in kent, 0 only in kent (file), " in shown
    assert "differs: first-meeting\n      period: 10 working days -> 11 working days\n" in shown
    # From Wed 19 Feb 2025: Wed 5 Mar, or Thu 6 Mar.
    assert "First meeting: Wed 5 Mar 2025 -> Thu 6 Mar 2025, 1 day later;" in shown
    assert "     1  first-meeting\n" in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_a_rewording_shows_no_change_of_behaviour(tmp_path: Path) -> None:
    other = draft(tmp_path, f"{WITHIN}\n", f"{WITHIN}\n    term: Gathering\n")
    shown = invoke("diff", "kent", other, "--scenario", PLAIN).stdout
    assert "1 differs (1 in words alone)" in shown
    assert "By behaviour: nothing differs in 1 case" in shown
    assert "By behaviour\n" not in shown


def test_nothing_differs_between_one_thing_and_itself() -> None:
    shown = invoke("diff", "kent", "kent", "--scenario", PLAIN, "--fail-on-difference")
    assert shown.exit_code == 0
    assert "By provision: nothing differs; 253 provisions compared." in shown.stdout


def test_exit_status_where_something_differs() -> None:
    assert invoke("diff", "kent", "ealing", "--scenario", PLAIN).exit_code == 0
    failing = invoke("diff", "kent", "ealing", "--scenario", PLAIN, "--fail-on-difference")
    assert failing.exit_code == 1


def test_scenarios_are_those_of_the_folder_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "Told by provision alone" in invoke("diff", "kent", "stoke").stdout
    (tmp_path / "scenarios").mkdir()
    assert "Told by provision alone" in invoke("diff", "kent", "stoke").stdout
    (tmp_path / "scenarios" / "one.yaml").write_bytes(Path(PLAIN).read_bytes())
    shown = invoke("diff", "kent", "stoke").stdout
    assert "By behaviour: 1 of 1 case differs" in shown
    assert invoke("diff", "kent", "stoke", "--scenario", "scenarios").stdout == shown


def test_a_folder_without_scenarios_is_a_fault(tmp_path: Path) -> None:
    result = invoke("diff", "kent", "stoke", "--scenario", str(tmp_path))
    assert result.exit_code == 2
    assert "there is no scenario" in result.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("diff", "kent", "eeling"), "did you mean ealing?"),
        (
            ("diff", "kent", "ealing", "--topic", "review_intervall"),
            "did you mean review_interval?",
        ),
        (("diff", "kent", "none.yaml"), "none.yaml"),
        (("diff", "kent", "ealing", "--scenario", "none.yaml"), "none.yaml"),
    ],
)
def test_bad_input_is_a_message_and_status_2(words: tuple[str, ...], expected: str) -> None:
    result = invoke(*words)
    assert result.exit_code == 2
    assert expected in result.stderr


def test_json_holds_every_row_and_part() -> None:
    words = ("diff", "kent", "ealing", "--scenario", PLAIN, "--topic", "first_meeting_due")
    shape = json.loads(invoke(*words, "--format", "json").stdout)
    assert shape["format"] == "cinpolicy-difference"
    assert (shape["one"]["authority"], shape["other"]["authority"]) == ("kent", "ealing")
    assert {one["topic"] for one in shape["provisions"]} == {"first_meeting_due"}
    (case,) = shape["behaviour"]["cases"]
    assert case["scenario"] == "plain_first_assessment"
    (row,) = case["rows"]
    assert row["row"] == "first_meeting"


def test_markdown_has_a_table_a_case() -> None:
    words = ("diff", "kent", "ealing", "--scenario", PLAIN, "--format", "markdown")
    shown = invoke(*words).stdout
    assert shown.startswith("# kent -&gt; ealing\n")
    assert "| | from, to | provision |" in shown
    assert "| provision responsible | cases |" in shown


def test_the_text_is_cut_and_says_so() -> None:
    shown = invoke("diff", "kent", "ealing", "--scenario", PLAIN).stdout
    assert "more (--format json has all)" in shown
    assert max(map(len, shown.splitlines())) <= 100
