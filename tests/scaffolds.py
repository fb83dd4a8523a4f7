"""New authorities for tests: begun by the command, and installed beside the others."""

from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner, Result

from cinpolicy.cli import main
from cinpolicy.loading.written import WrittenScenario
from cinpolicy.plugin import DeclaredAuthority, installed

ROOT = Path(__file__).parent.parent
TEXT = ROOT / "docs" / "examples" / "eastvale.txt"
READS_EXPECTATIONS = "expect" in {a.name for a in attrs.fields(WrittenScenario)}
"""Whether a scenario may say what must be so in it."""


class Point:
    """A stand-in for the entry point of a package that was not really installed."""

    dist = None

    def __init__(self, procedure: Path) -> None:
        self.procedure = procedure

    def load(self) -> DeclaredAuthority:
        return DeclaredAuthority(self.procedure)


def cinpolicy(*words: str | Path, width: int = 100) -> Result:
    return CliRunner().invoke(main, list(map(str, words)), env={"COLUMNS": str(width)})


def install(monkeypatch: pytest.MonkeyPatch, slug: str, procedure: Path) -> None:
    points: dict[str, Any] = {**installed(), slug: Point(procedure)}
    monkeypatch.setattr("cinpolicy.library.installed", lambda: points)


def readable(scenario: Path) -> Path:
    """The scenario, without what must be so in it where that cannot be read."""
    if not READS_EXPECTATIONS:
        case = scenario.read_text("utf-8").partition("\nexpect:")[0]
        scenario.write_text(case, "utf-8")
    return scenario
