"""The README and the docs show what the commands print; ``--update-snapshots`` writes it anew."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from cinpolicy.cli import COMMANDS, main
from cinpolicy.cli.sources_command import sources

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
SOURCES_PAGE = ROOT / "docs" / "sources.md"
ELSEWHERE = ["new_authority.md"]
"""Pages whose commands follow on one another: tests of their own run them."""
BLOCK = re.compile(r"```console\n\$ (cinpolicy [^\n]+)\n(.*?)```", re.DOTALL)


PAGES = [
    page
    for page in (README, *sorted((ROOT / "docs").glob("*.md")))
    if page.name not in ELSEWHERE and BLOCK.search(page.read_text("utf-8"))
]


def printed(command: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    result = CliRunner().invoke(main, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output
    return "\n".join(line.rstrip() for line in result.stdout.splitlines()) + "\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_prints_what_the_page_shows(
    page: Path, monkeypatch: pytest.MonkeyPatch, update_snapshots: bool
) -> None:
    text = page.read_text("utf-8")
    blocks = BLOCK.findall(text)
    assert blocks
    real = text
    for command, shown in blocks:
        now = printed(command, monkeypatch)
        real = real.replace(f"$ {command}\n{shown}```", f"$ {command}\n{now}```")
    if update_snapshots:
        page.write_text(real, "utf-8", newline="\n")
    assert real == page.read_text("utf-8")


def test_the_python_example_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    example = re.search(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert example
    exec(compile(example[1], "README.md", "exec"), {})
    assert "review.1:date" in capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"`cinpolicy {name}" in README.read_text("utf-8")


@pytest.mark.parametrize("name", sorted(sources.commands))
def test_every_command_on_sources_is_on_its_page(name: str) -> None:
    page = SOURCES_PAGE.read_text("utf-8")
    assert f"cinpolicy sources {name} " in page
    options = (option for param in sources.commands[name].params for option in param.opts)
    assert [o for o in options if o.startswith("--") and o not in page] == []


def test_the_scenario_in_the_docs_can_be_compared(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "scenarios.md").read_text("utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert example
    path = tmp_path / "example.yaml"
    path.write_text(example[1], "utf-8")
    result = CliRunner().invoke(main, ["compare", str(path)])
    assert result.exit_code == 0, result.output
