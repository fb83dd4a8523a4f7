"""The published set: kept up to date, whole or not at all, and nothing else touched."""

import json
import posixpath
import re
import sys
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest
from attrs import evolve
from click.testing import CliRunner, Result

from cinpolicy import published
from cinpolicy.cells import Cell, CellKind, Comparison, Row
from cinpolicy.cli import main
from cinpolicy.in_most_cases import in_most_cases, parted
from cinpolicy.library import Library
from cinpolicy.reporting.forms import FORMS, Form
from cinpolicy.reporting.markdown import escape
from cinpolicy.reporting.published.walking import anchors, with_contents
from cinpolicy.reporting.published.web import page as finish
from cinpolicy.unsettled import named_in
from cinpolicy.vocabulary import NO_WORDS, Topic, TopicKind

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


def test_the_index_leads_to_every_page() -> None:
    pages = tree(ROOT / "reports")
    linked = set(LINK.findall(pages["index.md"].decode()))
    assert linked | {"index.md"} == set(pages)


def github_anchors(page: str) -> list[str]:
    """The anchors that GitHub gives to the headings of a page in Markdown, in their order."""
    found: list[str] = []
    for title in re.findall(r"^#{1,6} (.+)$", page, re.MULTILINE):
        shown = unescape(re.sub(r"\\(\W)", r"\1", title)).lower()
        anchor = "".join(c for c in shown if c.isalnum() or c in "-_ ").replace(" ", "-")
        alike = sum(re.fullmatch(rf"{re.escape(anchor)}(-\d+)?", one) is not None for one in found)
        found.append(f"{anchor}-{alike}" if alike else anchor)
    return found


def test_the_anchors_are_those_of_github() -> None:
    """As its pages show them: punctuation is dropped and the blanks about it are kept."""
    titles = ["Stoke-on-Trent (CiN)", "Reviews", "Visits & reviews: what's due", "Reviews", "a_b"]
    expected = [
        *("stoke-on-trent-cin", "reviews", "visits--reviews-whats-due", "reviews-1", "a_b"),
    ]
    assert list(anchors(titles)) == expected
    assert github_anchors("\n".join(f"## {escape(one)}" for one in titles)) == expected


def test_contents_lead_to_headings_as_they_are_shown() -> None:
    """``&amp;`` is one mark of punctuation, and no word; the title and what is deeper are left."""
    told = with_contents("# T\n\n## Visits &amp; reviews\n\n### x\n", "index.md")
    assert told == (
        "# T\n\n[All cases and procedures](index.md). "
        "On this page: [Visits &amp; reviews](#visits--reviews).\n\n"
        "## Visits &amp; reviews\n\n### x\n"
    )


def dead_ends(pages: dict[str, str], anchored: dict[str, list[str]]) -> set[tuple[str, str]]:
    """The links that lead to no page of a set, or to no heading of one, each with its page."""
    links = {name: ParsedPage(text.encode()).links for name, text in pages.items()}
    found = set()
    for name, text in pages.items():
        for link in LINK.findall(text) if name.endswith(".md") else links[name]:
            path, _, anchor = link.partition("#")
            page = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            page = page if path else name
            if page not in pages or (anchor and anchor not in anchored[page]):
                found.add((name, link))
    return found


def decoded(folder: Path) -> dict[str, str]:
    return {name: page.decode() for name, page in tree(folder).items()}


def test_every_link_of_the_published_set_leads_to_a_page_and_a_heading_of_it() -> None:
    pages = decoded(ROOT / "reports")
    assert dead_ends(pages, {name: github_anchors(page) for name, page in pages.items()}) == set()


def test_a_link_that_leads_nowhere_would_be_found() -> None:
    pages = {
        "index.md": "# A\n\n[b](a/b.md#c) [d](a/d.md)\n",
        "a/b.md": "# B\n\n[i](../index.md#a)\n",
    }
    anchored = {name: github_anchors(page) for name, page in pages.items()}
    assert dead_ends(pages, anchored) == {("index.md", "a/b.md#c"), ("index.md", "a/d.md")}


def test_a_page_leads_back_to_the_index_and_to_each_of_its_sections(place: Path) -> None:
    assert run("publish", "-a", "kent", "-a", "stoke").exit_code == 0
    pages = decoded(place / "reports")
    assert dead_ends(pages, {name: github_anchors(page) for name, page in pages.items()}) == set()
    for name in pages.keys() - {"index.md"}:
        ways = pages[name].splitlines()[2]
        home = "../index.md" if "/" in name else "index.md"
        assert ways.startswith(f"[All cases and procedures]({home}). On this page: ")
        titles = re.findall(r"^## (.+)$", pages[name], re.MULTILINE)
        assert re.findall(r"\[([^]]+)\]\(#", ways) == titles
    case = pages["scenarios/moving_in.md"]
    assert "\n- [kent](../authorities/kent.md): `" in case
    assert "\n- [national](../authorities/national.md): `" in case
    assert "\n[The whole procedure](authorities/stoke.md).\n" in pages["ambiguities.md"]


def test_a_web_page_leads_back_and_to_its_sections_too(place: Path) -> None:
    """So does the page on a case, whose sections have names of their own."""
    assert run("publish", "-a", "kent", "-a", "stoke", "--format", "html").exit_code == 0
    pages = decoded(place / "reports")
    ids = {name: re.findall(r'\bid="([^"]+)"', page) for name, page in pages.items()}
    assert [one for one in dead_ends(pages, ids) if not one[1].startswith("http")] == []
    for name in pages.keys() - {"index.html"}:
        home = "../index.html" if "/" in name else "index.html"
        assert f'<a href="{home}">All cases and procedures</a>' in pages[name]
        sections = re.findall(r'<h2 id="([^"]+)">', pages[name])
        assert len(sections) > 3 or name in ("ambiguities.html", "authorities/national.html")
        before = pages[name].partition("<h2")[0]
        assert [one for one in sections if f'href="#{one}"' not in before] == []


def test_a_page_on_a_procedure_and_the_index_name_its_fingerprint(place: Path) -> None:
    assert run("publish", "-a", "kent").exit_code == 0
    pages = decoded(place / "reports")
    mark = Library().fingerprint("kent")
    assert f"\nFingerprint of the encoding: {mark}.\n" in pages["authorities/kent.md"]
    (line,) = (one for one in pages["index.md"].splitlines() if "(authorities/kent.md)" in one)
    assert line.endswith(f" | {mark} |")


def test_the_published_set_is_small() -> None:
    """Each case's page and all together, so that nothing comes to stand in it many times over."""
    sizes = {name: len(page) for name, page in tree(ROOT / "reports").items()}
    assert max(size for name, size in sizes.items() if name.startswith("scenarios/")) < 60_000
    assert sum(sizes.values()) < 1_400_000


# --- what most cases have in the same words -------------------------------------------------

VISITS = Topic(
    name="visits", kind=TopicKind.TIMESCALE, label="Visits", section="All", question="How often?"
)


def rows(page: str) -> dict[str, list[str]]:
    """The rows of the tables on authorities: the cells by the label, less the last."""
    lines = (line[2:-2].split(" | ") for line in page.splitlines() if line.startswith("| "))
    return {label: cells[:-1] for label, *cells in lines if label and cells and label != "---"}


def whole_report(page: str) -> str:
    """The report that the line on a page makes."""
    (command,) = re.findall(r"cinpolicy (report [^`\n]+)", page)
    assert run(*command.split()).exit_code == 0
    return Path(command.split()[-1]).read_text("utf-8")


def test_a_page_and_the_page_on_most_cases_have_the_rows_of_the_report(place: Path) -> None:
    assert run("publish", "-a", "kent", "-a", "stoke").exit_code == 0
    common = rows((place / "reports" / "in_most_cases.md").read_text("utf-8"))
    for name in ("disabled_child", "moving_in"):
        page = (place / "reports" / "scenarios" / f"{name}.md").read_text("utf-8")
        own, whole = rows(page), rows(whole_report(page))
        assert len(common) > 50
        assert len(own) > 30
        assert common | own == whole
        # The two tables that count silences have one row for each authority.
        assert common.keys() & own.keys() == {"kent", "stoke"} & common.keys()
        assert f"{len(common)} rows are the same, word for word, in most" in page


def test_but_for_those_rows_a_page_is_what_the_command_it_names_writes(place: Path) -> None:
    assert run("publish", "-a", "kent", "-a", "stoke").exit_code == 0
    page = (place / "reports" / "scenarios" / "moving_in.md").read_text("utf-8")
    whole = whole_report(page)
    head, tail = "\n## The case\n", "\n† rests on something"
    title, _, ways, _, *rest = page.split(head)[0].split("\n")
    assert ways.startswith("[All cases and procedures]")
    assert "\n".join([title, "", *rest]) == whole.split(head)[0]
    written, _, rest = page.partition("\n## Provisions in play\n")
    assert written.split(tail)[1] == whole.split(tail)[1]
    assert "- [kent](" in rest
    assert "`first-meeting-moved-in`" in rest


def test_a_case_published_alone_is_whole(place: Path) -> None:
    (place / "scenarios" / "disabled_child.yaml").unlink()
    assert run("publish", "-a", "kent", "-a", "stoke").exit_code == 0
    assert not (place / "reports" / "in_most_cases.md").exists()
    assert "in_most_cases" not in (place / "reports" / "index.md").read_text("utf-8")
    page = (place / "reports" / "scenarios" / "moving_in.md").read_text("utf-8")
    assert rows(page) == rows(whole_report(page))
    assert "the same, word for word" not in page


def test_the_index_tells_the_widest_gap_of_a_series(place: Path) -> None:
    text = (ROOT / "scenarios" / "significant_change.yaml").read_text("utf-8")
    (place / "scenarios" / "significant_change.yaml").write_text(text, "utf-8")
    words = ("publish", "scenarios/significant_change.yaml", "--readings", "default")
    assert run(*words, "-a", "calderdale", "-a", "stoke", "-a", "islington").exit_code == 0
    index = (place / "reports" / "index.md").read_text("utf-8")
    # Calderdale is due on 7 May and 18 Jun 2025, Islington first on 18 Jun, Stoke then on 20 Nov.
    assert "| First review: 42 days; 155 days by the second review |" in index


def case(name: str, **said: str) -> Comparison:
    """A case with a row for each key and what the one authority says there; a day if it is one."""

    def row(key: str, words: str) -> Row:
        due = date.fromisoformat(words) if words[0].isdigit() else None
        kind = CellKind.DUE if due else CellKind.STATED
        return Row(
            key=key,
            label=key,
            section="All",
            topics=("visits",),
            kind=TopicKind.TIMESCALE,
            cells=(Cell(authority="kent", kind=kind, words=words, due=due),),
        )

    return Comparison(
        scenario=name,
        title=name,
        question="?",
        horizon=date(2026, 1, 1),
        columns=(),
        rows=tuple(row(key, words) for key, words in said.items()),
    )


def test_most_is_more_than_half_and_a_row_with_a_day_is_never_shared() -> None:
    """Four cases: three of four is most, two of four is not, and one that has no row counts."""
    words = evolve(NO_WORDS, topics={"visits": VISITS})
    four = [
        case("a", all="x", three="x", two="x", gone="x", day="2025-03-01"),
        case("b", all="x", three="x", two="x", gone="x", day="2025-03-01"),
        case("c", all="x", three="x", two="y", gone="x", day="2025-03-01"),
        case("d", all="x", three="y", two="y", day="2025-03-01"),
    ]
    shared = in_most_cases(four, words)
    assert {one.row.key: one.not_so_in for one in shared} == {
        "all": (),
        "three": ("d",),
        "gone": ("d",),
    }
    assert [row.key for row in parted(four[0], shared).own] == ["two", "day"]
    assert [row.key for row in parted(four[3], shared).own] == ["three", "two", "day"]
    assert [row.key for row in parted(four[3], shared).shared] == ["all"]
    assert in_most_cases(four[:1], words) == ()
    assert {one.row.key for one in in_most_cases(four[:2], words)} == {
        "all",
        "three",
        "two",
        "gone",
    }


def test_pages_that_are_no_longer_there_are_taken_away_and_nothing_else(place: Path) -> None:
    assert run("publish", "-a", "kent", "-a", "stoke").exit_code == 0
    mine = place / "reports" / "scenarios" / "mine.md"
    mine.write_text("my own", "utf-8")
    (place / "scenarios" / "disabled_child.yaml").unlink()
    result = run("publish", "-a", "kent")
    assert result.output.endswith("pages written, 3 taken away.\n")
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


def test_a_provision_is_named_on_the_pages_that_show_what_rests_on_it(place: Path) -> None:
    """Kent's visits are dated in one case and left to a manager in the other, by two provisions.

    Who is asked to consent is the same in both, and stands on the page on most cases only.
    """
    assert run("publish", "-a", "kent", "-a", "stoke").exit_code == 0
    pages = {name: page.decode() for name, page in tree(place / "reports").items()}

    def naming(provision: str) -> set[str]:
        named = {n: named_in(p, "kent", [provision], ["stoke"]) for n, p in pages.items()}
        return {name for name, found in named.items() if found} - {"ambiguities.md"}

    always = {"authorities/kent.md", "matrix.md"}
    assert naming("who-consents") == {*always, "in_most_cases.md"}
    assert naming("visits") == {*always, "scenarios/moving_in.md"}
    assert naming("visits-disabled") == {*always, "scenarios/disabled_child.md"}
    assert naming("first-meeting-moved-in") == {*always, "scenarios/moving_in.md"}


def test_no_provision_in_play_is_lost_between_the_pages(place: Path) -> None:
    """A web page has them all in a comment; in Markdown its page and the one on most cases do."""
    assert run("publish", "-a", "kent", "-a", "islington").exit_code == 0
    pages = tree(place / "reports")
    assert run("publish", "-a", "kent", "-a", "islington", "--format", "html").exit_code == 0
    web = tree(place / "reports")
    for name in ("scenarios/disabled_child", "scenarios/moving_in"):
        everything = provisions(web[f"{name}.html"])
        own, common = provisions(pages[f"{name}.md"]), provisions(pages["in_most_cases.md"])
        assert own < everything <= own | common
        assert len(own) > 50


def test_a_provision_behind_rows_here_and_there_is_named_on_both_pages() -> None:
    """Who chairs is one question at each review: the first is as in most cases, the third not."""
    pages = tree(ROOT / "reports")
    own, common = pages["scenarios/plain_first_assessment.md"], pages["in_most_cases.md"]
    assert "Chair (first review)" in rows(common.decode()).keys() - rows(own.decode()).keys()
    assert "Chair (third review)" in rows(own.decode()).keys() - rows(common.decode()).keys()
    assert ("kent", "chair-review") in provisions(own) & provisions(common)


def provisions(page: bytes) -> set[tuple[str, str]]:
    """The provisions in play that a page names, each with its authority."""
    section = page.decode().split("## Provisions in play\n")[1]
    lines = re.findall(r"^- \[?(\w+)(?:\]\([^)]+\))?: (.+)$", section, re.MULTILINE)
    return {(slug, one) for slug, listed in lines for one in re.findall(r"`([^`]+)`", listed)}


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
    assert set(pages) == {name.replace(".md", ".html") for name in before - {"in_most_cases.md"}}
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
        "cinpolicy: a web page needs the package markdown-it-py: pip install '.[report]' in the "
        "folder of cinpolicy, or pip install 'cinpolicy[report]'\n",
    )
    assert not (web / "reports").exists()
