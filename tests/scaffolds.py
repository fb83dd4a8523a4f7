"""New authorities for tests: begun by the command, and installed beside the others."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cinpolicy.cli import main
from cinpolicy.plugin import DeclaredAuthority, installed

ROOT = Path(__file__).parent.parent
TEXT = ROOT / "docs" / "examples" / "eastvale.txt"


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
