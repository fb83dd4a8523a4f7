"""Reports: a form for each ending, and what is said where there is none or something is missing."""

import json
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cinpolicy import api
from cinpolicy.cli import main
from cinpolicy.reporting import forms

ROOT = Path(__file__).parent.parent
PLAIN = ROOT / "scenarios" / "plain_first_assessment.yaml"


def invoke(*words: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


def test_the_ending_says_in_which_form(tmp_path: Path) -> None:
    page, data = tmp_path / "report.md", tmp_path / "report.JSON"
    for path in (page, data):
        result = invoke("report", PLAIN, "-a", "kent", "-a", "ealing", "-o", path)
        assert (result.exit_code, result.stdout) == (0, ""), result.output
    assert "| First meeting" in page.read_text("utf-8")
    (made,) = json.loads(data.read_text("utf-8"))["comparisons"]
    assert [one["authority"] for one in made["authorities"]] == ["kent", "ealing"]


def test_it_says_how_to_make_it_again(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    words = ("-a", "kent", "--as-at", "2025-01-31", "--readings", "default")
    assert invoke("report", PLAIN, *words, "-o", path).exit_code == 0
    command = f"cinpolicy report {PLAIN.as_posix()} --authority kent --as-at 2025-01-31"
    assert f"{command} --readings default --output report.md" in path.read_text("utf-8")
    assert "--readings" in path.read_text("utf-8")


def test_the_same_report_is_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        path = folder / "report.md"
        assert invoke("report", PLAIN, "-a", "stoke", "-o", path).exit_code == 0
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_an_ending_of_no_form_is_told_with_those_there_are(tmp_path: Path) -> None:
    path = tmp_path / "report.odt"
    result = invoke("report", PLAIN, "-o", path)
    assert result.exit_code == 2
    assert ".md (Markdown)" in result.stderr
    assert "no report is made as .odt" in result.stderr
    assert not path.exists()


def test_a_package_that_is_missing_is_named_with_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    form = forms.Form("A test", "needs_something", "report")
    monkeypatch.setitem(forms.FORMS, ".test", form)

    def importing(name: str) -> object:
        if name.endswith("needs_something"):
            raise ModuleNotFoundError("No module named 'something'", name="something")
        return import_module(name)

    monkeypatch.setattr(forms, "import_module", importing)
    with pytest.raises(
        forms.NoFormError, match=r"needs the package something: pip install .*\[report\]"
    ):
        forms.as_bytes(api.report([PLAIN], ["kent"]), Path("report.test"))


def test_nothing_is_written_where_a_case_cannot_be_read(tmp_path: Path) -> None:
    bad = ROOT / "tests" / "invalid" / "scenarios" / "fact_unknown.yaml"
    result = invoke("report", bad, "-o", tmp_path / "report.md")
    assert (result.exit_code, result.stdout) == (2, "")
    assert not (tmp_path / "report.md").exists()


def test_a_report_holds_what_became_of_the_case_under_each() -> None:
    made = api.report([PLAIN], ["kent", "ealing"], every_reading=False)
    (case,) = made.cases
    assert list(case.timelines) == list(made.procedures) == ["kent", "ealing"]
    assert list(made.layers) == ["national"]
    assert case.comparison == api.compare(PLAIN, ["kent", "ealing"])
