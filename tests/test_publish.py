"""The published set: kept up to date, whole or not at all, and nothing else touched."""

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from cinpolicy import published
from cinpolicy.cli import main
from cinpolicy.reporting.forms import FORMS, Form
from cinpolicy.reporting.markdown import escape
from cinpolicy.reporting.published.web import page as finish

ROOT = Path(__file__).parent.parent
NORTHSHIRE = ROOT / "examples" / "northshire"
PROCEDURE = NORTHSHIRE / "cinpolicy_northshire" / "procedure.yaml"
LINK = re.compile(r"\]\(([^)]+)\)")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two cases."""
    cases = tmp_path / "scenarios"
    cases.mkdir()
    for name in ("disabled_child", "moving_in"):
        text = (ROOT / "scenarios" / f"{name}.yaml").read_text("utf-8")
        (cases / f"{name}.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_published_set_is_what_the_texts_and_cases_give_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_snapshots: bool
) -> None:
    monkeypatch.chdir(ROOT)
    there = ROOT / "reports"
    result = run("publish", "--output", there if update_snapshots else tmp_path / "new")
    assert result.exit_code == 0, result.output
    new, old = tree(there if update_snapshots else tmp_path / "new"), tree(there)
    stale = sorted(name for name in new.keys() | old.keys() if new.get(name) != old.get(name))
    assert stale == [], "run `cinpolicy publish`, and look at what changed in reports/"


def test_every_link_of_the_published_set_leads_to_a_page_of_it() -> None:
    pages = tree(ROOT / "reports")
    linked = set(LINK.findall(pages["index.md"].decode()))
    assert linked | {"index.md"} == set(pages)


def test_a_page_is_what_the_command_it_names_writes_and_the_provisions_in_play(place: Path) -> None:
    assert run("publish", "-a", "kent", "-a", "stoke").exit_code == 0
    page = (place / "reports" / "scenarios" / "moving_in.md").read_bytes()
    (command,) = re.findall(r"cinpolicy (report [^`\n]+)", page.decode())
    assert run(*command.split()).exit_code == 0
    written, _, rest = page.partition(b"\n## Provisions in play\n")
    assert (place / "moving_in.md").read_bytes() == written
    assert b"- kent: " in rest
    assert b"`first-meeting-moved-in` (para 74)" in rest


def test_pages_that_are_no_longer_there_are_taken_away_and_nothing_else(place: Path) -> None:
    assert run("publish", "-a", "kent", "-a", "stoke").exit_code == 0
    mine = place / "reports" / "scenarios" / "mine.md"
    mine.write_text("my own", "utf-8")
    (place / "scenarios" / "disabled_child.yaml").unlink()
    result = run("publish", "-a", "kent")
    assert result.output.endswith("pages written, 2 taken away.\n")
    assert set(tree(place / "reports")) == {
        "ambiguities.md",
        "authorities/kent.md",
        "authorities/national.md",
        "index.md",
        "matrix.md",
        "scenarios/mine.md",
        "scenarios/moving_in.md",
    }
    assert mine.read_text("utf-8") == "my own"


def test_an_index_cannot_have_a_file_outside_taken_away(place: Path) -> None:
    assert run("publish", "-a", "kent").exit_code == 0
    outside = place / "notes.md"
    outside.write_text("my own", "utf-8")
    index = place / "reports" / "index.md"
    listed = "files of this set: ../notes.md scenarios/../../notes.md notes.txt "
    index.write_text(index.read_text("utf-8").replace("files of this set: ", listed), "utf-8")
    assert run("publish", "-a", "kent").exit_code == 0
    assert outside.read_text("utf-8") == "my own"


def test_what_is_no_page_of_the_set_is_not_written_over(place: Path) -> None:
    mine = place / "reports" / "index.md"
    mine.parent.mkdir()
    mine.write_text("my own", "utf-8")
    result = run("publish", "-a", "kent")
    assert result.exit_code == 2
    assert result.output == (
        "cinpolicy: not published, since these are no pages of a published set:\n"
        f"  {Path('reports') / 'index.md'}\n"
    )
    assert tree(place / "reports") == {"index.md": b"my own"}


def test_the_set_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = {"a.md": b"1", "scenarios/b.md": b"1"}
    index = published.listing((*one, "index.md")).encode()
    published.write(tmp_path, {**one, "index.md": index})
    before = tree(tmp_path)
    real, calls = Path.replace, []

    def fails(path: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 4:
            raise OSError("the disk is full")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="the disk is full"):
        published.write(tmp_path, {"a.md": b"2", "scenarios/c.md": b"2", "index.md": index})
    assert [path.name for path in calls[2:4]] == ["a.md", "c.md"], "a page was placed, one was not"
    assert tree(tmp_path) == before


def test_a_set_that_has_not_changed_is_not_written_again(place: Path) -> None:
    assert run("publish", "-a", "kent").exit_code == 0
    result = run("publish", "-a", "kent")
    assert result.output == f"{Path('reports') / 'index.md'}: 0 pages written, 0 taken away.\n"


def test_no_set_without_a_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("publish")
    assert (result.exit_code, result.output) == (
        2,
        "cinpolicy: there is no scenario: name files, or a folder of them\n",
    )
    assert tree(tmp_path) == {}


def test_two_cases_of_one_name_are_not_published(place: Path) -> None:
    twin = (place / "scenarios" / "moving_in.yaml").read_text("utf-8")
    (place / "scenarios" / "twin.yaml").write_text(twin, "utf-8")
    result = run("publish")
    assert (result.exit_code, result.output) == (
        2,
        "cinpolicy: several cases have the name moving_in\n",
    )


def test_the_published_pages_that_a_changed_paragraph_unsettles_are_named(place: Path) -> None:
    """Paragraph 4 is what planning-meeting rests on, and the first meeting is due in both cases.

    So both pages name it, with Northshire's own page and the matrix. Kent's page does not, and
    the text's only ambiguity is elsewhere.
    """
    assert run("publish", "-a", PROCEDURE, "-a", "kent").exit_code == 0
    assert sources_of_northshire(place) == [
        "authorities/northshire.md",
        "matrix.md",
        "scenarios/disabled_child.md",
        "scenarios/moving_in.md",
    ]


def sources_of_northshire(place: Path) -> list[str]:
    """The published pages that another wording of paragraph 4 unsettles."""
    text = (NORTHSHIRE / "text.txt").read_text("utf-8")
    changed = place / "northshire.txt"
    changed.write_text(text.replace("no later than 7 working days", "within nine days"), "utf-8")
    result = run("sources", "check", PROCEDURE, "--document", changed, "--format", "json")
    assert result.exit_code == 1, result.output
    (unsettled,) = json.loads(result.stdout)["unsettled"]
    reports: list[str] = unsettled["reports"]
    return reports


# --- as web pages ------------------------------------------------------------------------


class ParsedPage(HTMLParser):
    """What a page holds: its links, its elements and its text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.said = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for key, value in attrs if key in ("href", "src") and value]

    def handle_data(self, data: str) -> None:
        self.said += data


@pytest.fixture
def web(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place where a case has a form that ends in .html and names no provision by itself."""
    module = ModuleType("cinpolicy.reporting.page_that_says_little")
    vars(module)["as_bytes"] = lambda report: b"<!DOCTYPE html>\n<title>a case</title>\n"
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(FORMS, ".html", Form("a web page", module.__name__.rpartition(".")[2]))
    return place


def test_the_set_as_web_pages_takes_the_place_of_the_one_in_markdown(web: Path) -> None:
    assert run("publish", "-a", "kent").exit_code == 0
    before = set(tree(web / "reports"))
    result = run("publish", "-a", "kent", "--format", "html")
    assert result.exit_code == 0, result.output
    pages = tree(web / "reports")
    assert set(pages) == {name.replace(".md", ".html") for name in before}
    index = ParsedPage(pages["index.html"])
    assert {*index.links, "index.html"} == set(pages)
    assert "files of this set" not in index.said
    assert run("publish", "-a", "kent").exit_code == 0
    assert set(tree(web / "reports")) == before


def test_a_web_page_says_what_the_page_in_markdown_says_and_holds_nothing_else() -> None:
    text = (
        f"# {escape('A <b> & `c`')}\n\n| a | b |\n| --- | --- |\n| one<br>two | {escape('|x|')} |\n"
    )
    page = ParsedPage(finish(text).encode())
    assert page.said.count("A <b> & `c`") == 2  # the title and the heading
    assert "|x|" in page.said
    assert {"b", "script", "img", "link"}.isdisjoint(page.tags)
    assert page.tags.count("br") == 1
    raw = ParsedPage(finish("# a\n\n<script>x</script> [b](javascript:x) <img src=x>\n").encode())
    assert {"script", "img", "a"}.isdisjoint(raw.tags)


def test_published_web_pages_name_the_provisions_behind_them_too(web: Path) -> None:
    assert run("publish", "-a", PROCEDURE, "-a", "kent", "--format", "html").exit_code == 0
    assert sources_of_northshire(web) == [
        "authorities/northshire.html",
        "matrix.html",
        "scenarios/disabled_child.html",
        "scenarios/moving_in.html",
    ]


def test_what_web_pages_need_is_said_where_it_is_missing(
    web: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    result = run("publish", "-a", "kent", "--format", "html")
    assert (result.exit_code, result.output) == (
        2,
        "cinpolicy: a web page needs the package markdown_it: pip install 'cinpolicy[report]'\n",
    )
    assert not (web / "reports").exists()
