"""What a report says while it is made, and that it works out no readings which it does not show."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cinpolicy import api
from cinpolicy.cli import main
from cinpolicy.cli.report_command import _doing
from cinpolicy.reporting.forms import FORMS, PLOTS, Drawing, as_bytes, asked
from tests import office

WORDS = [sys.executable, "-m", "cinpolicy", "report", str(office.MOVING_IN)]
CASE, REVIEWS = office.ROOT / "scenarios" / "christmas_and_easter.yaml", ["review_interval"]
"""In which the first review of two texts is apart, depending on how one is read."""
SHOWN = [(ending, "") for ending, form in FORMS.items() if not form.picture]
SHOWN += [(".svg", plot) for plot in PLOTS]


@pytest.mark.parametrize(
    ("cases", "procedures", "every", "said"),
    [
        (2, 5, True, "Comparing 2 cases in 5 procedures under every reading ..."),
        (1, 2, False, "Comparing 1 case in 2 procedures ..."),
        (1, 1, True, "Working out 1 case in 1 procedure under every reading ..."),
    ],
)
def test_what_it_is_doing(cases: int, procedures: int, every: bool, said: str) -> None:
    assert _doing(cases, procedures, every=every) == said


def test_on_a_terminal_it_says_what_it_does_and_what_it_has_written(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="a terminal of one's own needs a system that has them")
    ours, theirs = pty.openpty()
    rest = ["-a", "kent", "-a", "stoke", "--readings", "default", "-o", "report.md"]
    done = subprocess.run(
        [*WORDS, *rest], cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs, check=True
    )
    os.close(theirs)
    said = os.read(ours, 4096).decode()
    os.close(ours)
    assert said.splitlines() == [
        "Comparing 1 case in 2 procedures ...",
        "Written: report.md (Markdown).",
    ]
    assert done.stdout == b""


def test_where_nobody_looks_on_it_says_nothing(tmp_path: Path) -> None:
    rest = ["-a", "kent", "--readings", "default", "-o", "report.md"]
    done = subprocess.run([*WORDS, *rest], cwd=tmp_path, capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
    assert (tmp_path / "report.md").exists()


@pytest.mark.parametrize(("ending", "plot"), SHOWN)
def test_a_form_says_rightly_whether_it_shows_anything_of_readings(ending: str, plot: str) -> None:
    authorities = ["kent"] if ending == ".ics" else ["stoke", "kent"]
    path = Path(f"report{ending}")
    every, first = (
        as_bytes(
            api.report([CASE], authorities, topics=REVIEWS, every_reading=one), path, Drawing(plot)
        )
        for one in (True, False)
    )
    assert (every != first) is asked(path, Drawing(plot)).readings


@pytest.mark.parametrize(("name", "wanted"), [("r.ics", False), ("r.svg", False), ("r.md", True)])
def test_readings_that_a_form_does_not_show_are_not_worked_out(
    name: str, wanted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = []
    made = api.report

    def noting(*args: object, every_reading: bool, **more: object) -> object:
        every.append(every_reading)
        return made(*args, every_reading=False, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(api, "report", noting)
    words = ["report", str(office.MOVING_IN), "-a", "kent", "-o", str(tmp_path / name)]
    assert CliRunner().invoke(main, words).exit_code == 0
    assert every == [wanted]


def test_what_differs_under_some_reading_is_worked_out_for_a_picture_kept_to_it(
    tmp_path: Path,
) -> None:
    target = tmp_path / "r.svg"
    words = ["report", str(office.MOVING_IN), "-a", "kent", "-a", "stoke"]
    words += ["--topic", "review_interval", "--only-divergent", "-o", str(target)]
    assert CliRunner().invoke(main, words).exit_code == 0
    assert "or would if one were read otherwise" in target.read_text("utf-8")


def test_a_form_that_there_is_not_is_told_before_anything_is_worked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "report", None)
    words = ["report", str(office.MOVING_IN), "-o", str(tmp_path / "report.odt")]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2
    assert "no report is made as .odt" in result.stderr
