"""The documentation: it shows what is so, and every link leads somewhere.

``--update-snapshots`` writes what is made (and what commands print) anew.
"""

import io
import re
import shlex
import shutil
from contextlib import redirect_stdout
from pathlib import Path

import click
import pytest

from cinpolicy.cells import Aspect
from cinpolicy.cli import COMMANDS, main
from cinpolicy.loading import common_vocabulary
from cinpolicy.loading.document import parse
from cinpolicy.loading.scenarios import parse_scenario
from cinpolicy.provisions import Force, SilenceKind
from tests import made_pages

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
SHOWN = re.compile(r"^```python\n(.*?)^```\n(?:\n^```text\n(.*?)^```\n)?", re.DOTALL | re.MULTILINE)


def text(page: Path) -> str:
    return page.read_text("utf-8")


def blocks(page: Path, *languages: str) -> list[str]:
    return [block for language, block in FENCED.findall(text(page)) if language in languages]


def name(page: Path) -> str:
    return page.name


# --- links -------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and the documentation site make them."""
    prose = FENCED.sub("", text(page))
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = []
    for link in LINK.findall(FENCED.sub("", text(page))):
        if link.startswith("https://"):
            continue
        target, _, anchor = link.partition("#")
        there = (page.parent / target).resolve() if target else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            dead.append(link)
    assert dead == []


def test_the_index_leads_to_every_page() -> None:
    linked = {link.partition("#")[0] for link in LINK.findall(text(DOCS / "index.md"))}
    assert {page.name for page in DOCS.glob("*.md")} - {"index.md"} <= linked


# --- what is made ------------------------------------------------------------------------


@pytest.mark.parametrize("page", [DOCS / "words.md", DOCS / "hooks.md"], ids=name)
def test_what_is_made_is_never_stale(page: Path, update_snapshots: bool) -> None:
    made = made_pages.made_anew(text(page))
    if update_snapshots:
        page.write_text(made, "utf-8", newline="\n")
    assert made_pages.PART.search(made)
    assert made == text(page), "python -m pytest tests/test_pages.py --update-snapshots"


def test_every_hook_is_on_its_page() -> None:
    page = text(DOCS / "hooks.md")
    assert [hook for hook in made_pages.hooks_of_the_core() if f"`{hook}`" not in page] == []


@pytest.mark.parametrize("kind", [Aspect, Force, SilenceKind])
def test_every_mark_is_explained(kind: type[Aspect | Force | SilenceKind]) -> None:
    page = text(DOCS / "reading.md")
    assert [one.value for one in kind if f"`{one.value}`" not in page] == []


# --- what runs ---------------------------------------------------------------------------


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "python")], ids=name)
def test_the_python_of_a_page_runs_and_prints_what_it_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_snapshots: bool
) -> None:
    """All blocks of a page after one another, where they may write files."""
    for folder in ("scenarios", "examples", "drafts"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "a_page"}
    real = text(page)
    for code, shown in SHOWN.findall(text(page)):
        out = io.StringIO()
        with redirect_stdout(out):
            exec(compile(code, page.name, "exec"), names)
        if f"{code}```\n\n```text\n" in real:
            old, new = (f"{code}```\n\n```text\n{said}```" for said in (shown, out.getvalue()))
            real = real.replace(old, new)
    if update_snapshots:
        page.write_text(real, "utf-8", newline="\n")
    assert real == text(page)


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "yaml")], ids=name)
def test_the_yaml_of_a_page_can_be_read(page: Path) -> None:
    """Every block is YAML as files are read; a case with a child is one that can be run."""
    for block in blocks(page, "yaml"):
        said = re.sub(r"^ *\.\.\.$|^ *#.*", "", block, flags=re.MULTILINE)  # "..." is "and so on"
        if said.strip():
            parse(page.name, said.encode())
        if block.startswith("scenario: ") and "child:" in block:
            parse_scenario(page.name, block.encode(), common_vocabulary())


def commands(page: Path) -> list[str]:
    """The commands that a page tells a reader to type."""
    lines = (line for block in blocks(page, "", "console") for line in block.splitlines())
    typed = (line.removeprefix("$ ").partition("  #")[0] for line in lines)
    return [line for line in typed if line.startswith("cinpolicy ")]


@pytest.mark.parametrize("page", [p for p in PAGES if commands(p)], ids=name)
def test_every_command_of_a_page_has_the_options_it_shows(page: Path) -> None:
    wrong = []
    for line in commands(page):
        _, command, *words = shlex.split(line)
        if command not in COMMANDS:
            wrong.append(line)
            continue
        found: click.Command | None = main.get_command(click.Context(main), command)
        while isinstance(found, click.Group):
            found = found.commands[words.pop(0)]
        assert found
        known = {option for param in found.params for option in param.opts}
        if {word for word in words if word.startswith("-")} - known:
            wrong.append(line)
    assert wrong == []
