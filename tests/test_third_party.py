"""An authority from somebody else's wheel works like ours, with no change to the core."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.scaffolds import TEXT

ROOT = Path(__file__).parent.parent
BEGUN = "east-vale2"
OURS = ("cinpolicy", "plugins", "pyproject.toml", "README.md")


def run(command: Sequence[str | Path], **rest: Any) -> str:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, **rest)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(source: Path, wheels: Path) -> None:
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    run([*pip, "--wheel-dir", wheels, source])


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with three wheels: ours, Northshire's, and that of an authority
    begun there with the command. Only what they depend on is borrowed."""
    place = tmp_path_factory.mktemp("third_party")
    ours, theirs, wheels = place / "ours", place / "theirs", place / "wheels"
    ours.mkdir()
    for name in OURS:
        source = ROOT / name
        ignore = shutil.ignore_patterns("__pycache__")
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, ours / name, **({"ignore": ignore} if source.is_dir() else {}))
    shutil.copytree(ROOT / "examples" / "northshire", theirs)
    build(ours, wheels)
    build(theirs, wheels)
    run([sys.executable, "-m", "venv", "--without-pip", place / "venv"])
    python = place / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    install(python, *sorted(wheels.glob("*.whl")))
    home = run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip()
    borrowed = sysconfig.get_path("purelib")
    Path(home, "borrowed.pth").write_text(borrowed + "\n", "utf-8")
    begin = [python, "-m", "cinpolicy", "new-authority", BEGUN, "--document", TEXT]
    run(begin, cwd=python.parent)
    build(python.parent / BEGUN, wheels / "begun")
    install(python, *(wheels / "begun").glob("*.whl"))
    return python


def install(python: Path, *wheels: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet"]
    run([*pip, "--no-deps", "--no-index", *wheels])


def cinpolicy(python: Path, *words: str | Path) -> Any:
    environment = {**os.environ, "CINPOLICY_CACHE": str(python.parent / "cache")}
    command = [python, "-m", "cinpolicy", *words, "--format", "json"]
    return json.loads(run(command, cwd=python.parent, env=environment))


def test_it_is_listed_from_its_own_package(environment: Path) -> None:
    listed = {a["authority"]: a for a in cinpolicy(environment, "authorities")["authorities"]}
    assert listed["northshire"]["package"] == "cinpolicy-northshire 1.0"
    assert listed["kent"]["package"].startswith("cinpolicy 0")
    where = run([environment, "-c", "import cinpolicy; print(cinpolicy.__file__)"], cwd="/")
    assert str(environment.parent.parent) in where


def test_it_is_compared_beside_ours(environment: Path) -> None:
    scenario = ROOT / "scenarios" / "plain_first_assessment.yaml"
    made = cinpolicy(environment, "compare", scenario)["comparisons"][0]
    slugs = [column["authority"] for column in made["authorities"]]
    others = ["islington", "kent", "northshire", "stoke"]
    assert slugs == ["calderdale", "ealing", BEGUN, *others]
    assert not any(column["failure"] for column in made["authorities"])
    rows = {row["row"]: row for row in made["rows"]}
    cells = {key: _cell(row, "northshire") for key, row in rows.items()}
    # The scenario's assessment is completed on Wed 19 Feb 2025: 7 working days on is Fri 28 Feb.
    assert cells["first_meeting"]["date"] == "2025-02-28"
    assert cells["first_meeting"]["local_term"] == "planning meeting"
    # Its child is 12 or younger; Python works the interval out from the age in whole years.
    born = date.fromisoformat(_born(scenario))
    start = date(2025, 2, 28)
    age = start.year - born.year - ((start.month, start.day) < (born.month, born.day))
    first = start + timedelta(weeks=min(max(age, 4), 12))
    assert cells["review.1"]["date"] == first.isoformat()
    # A topic, a fact and an activity of its own.
    assert cells["bus_pass_checked.of.review"]["rule"] == "3 working days before the review"
    assert _cell(rows["visit.1"], "northshire")["silence"] == "discretion"


def test_its_paragraphs_are_accounted_for_beside_ours(environment: Path) -> None:
    """Northshire's wheel holds its register: paragraph 4 is where its planning meeting stands."""
    shown = cinpolicy(environment, "sources", "show", "northshire")
    assert len(shown["paragraphs"]) == 15
    assert [r["provision"] for r in shown["paragraphs"][3]["rests_on_it"]] == ["planning-meeting"]
    text = ROOT / "examples" / "northshire" / "text.txt"
    assert cinpolicy(environment, "sources", "check", "northshire", "-d", text)["passed"]


def test_a_version_of_it_is_named_and_judges_everything(environment: Path) -> None:
    """In 2019 the meeting was due 15 working days after Wed 19 Feb 2025: Wed 12 March."""
    scenario = ROOT / "scenarios" / "plain_first_assessment.yaml"
    dates = {}
    for name in ("northshire", "northshire@2019"):
        made = cinpolicy(environment, "compare", scenario, "-a", name)["comparisons"][0]
        rows = {row["row"]: row for row in made["rows"]}
        dates[name] = _cell(rows["first_meeting"], name)["date"], _cell(rows["review.1"], name)
    assert dates["northshire"][0] == "2025-02-28"
    assert dates["northshire@2019"][0] == "2025-03-12"
    # Both have the interval from Python: the child is 7 years old, so that it is 7 weeks.
    intervals = [review["date"] for _, review in dates.values()]
    assert intervals == ["2025-04-18", "2025-04-30"]


def test_its_expectations_are_judged_by_the_command_and_by_pytest(
    environment: Path, tmp_path: Path
) -> None:
    """Its first meeting on Fri 28 Feb 2025 (see above), in a folder that is nobody's package."""
    text = (ROOT / "scenarios" / "plain_first_assessment.yaml").read_text("utf-8")
    case = tmp_path / "case.yaml"
    expected = "expect:\n  - {in: northshire, the: first_meeting, due: 2025-02-28}\n"
    case.write_text(text.partition("expect:")[0] + expected, "utf-8")
    (verdict,) = cinpolicy(environment, "check", case)["verdicts"]
    assert (verdict["authority"], verdict["outcome"]) == ("northshire", "held")
    said = run([environment, "-m", "pytest", "-v"], cwd=tmp_path)
    assert "case.yaml::In Northshire the first meeting is due on 28 Feb 2025 PASSED" in said


def test_an_authority_that_was_begun_with_the_command_is_listed(environment: Path) -> None:
    listed = {a["authority"]: a for a in cinpolicy(environment, "authorities")["authorities"]}
    assert listed[BEGUN]["package"] == f"cinpolicy-{BEGUN} 0.1"
    assert (listed[BEGUN]["name"], listed[BEGUN]["provisions"]) == ("East Vale2", "0")
    shown = cinpolicy(environment, "sources", "show", BEGUN, "-d", TEXT)["paragraphs"]
    assert [one["disposition"] for one in shown] == ["not accounted for"] * 18


def test_it_has_a_column_in_its_own_first_case(environment: Path) -> None:
    case = environment.parent / BEGUN / "scenarios" / "first_case.yaml"
    made = cinpolicy(environment, "compare", case)["comparisons"][0]
    assert not any(column["failure"] for column in made["authorities"])
    rows = {row["row"]: row for row in made["rows"]}
    for key in ("first_meeting", "review.1", "visit.1"):
        assert _cell(rows[key], BEGUN)["silence"] == "not stated"
    # Ealing's first meeting is due 10 working days after Mon 24 Feb 2025.
    assert _cell(rows["first_meeting"], "ealing")["date"] == "2025-03-10"


def test_its_own_tests_run_with_plain_pytest(environment: Path) -> None:
    said = run([environment, "-m", "pytest", "-v"], cwd=environment.parent / BEGUN)
    for what in ("the first meeting", "the first review", "the first visit"):
        expected = f"first_case.yaml::In East-vale2 {what} is not stated PASSED"
        assert expected in " ".join(said.split()), said
    assert "5 passed, 1 skipped" in said
    assert "failed" not in said
    assert "18 paragraphs are yet to be accounted for" in said


def _cell(row: Any, authority: str) -> Any:
    return next(cell for cell in row["cells"] if cell["authority"] == authority)


def _born(scenario: Path) -> str:
    line = next(x for x in scenario.read_text("utf-8").splitlines() if "born" in x)
    return line.split("born:")[1].strip(" }")
