"""A report as a web page: what stands in it, what cannot, and that it is the same each time.

What needs a browser is in test_report_browser.py.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner

from cinpolicy import api, wording
from cinpolicy.cli import main
from cinpolicy.pathways import pathway
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Provision
from cinpolicy.report import Report
from cinpolicy.reporting.explanation import Explainer
from cinpolicy.reporting.html import as_bytes
from cinpolicy.reporting.html.axis import Axis
from cinpolicy.reporting.html.drawing import _level
from cinpolicy.reporting.html.marks import SHAPES, marks
from cinpolicy.reporting.html.page import page
from cinpolicy.reporting.html.reasons import reasons
from cinpolicy.reporting.look import Look
from tests.cases import library

ROOT = Path(__file__).parent.parent
DISABLED = ROOT / "scenarios" / "disabled_child.yaml"
VOID = {"meta", "input", "link", "img", "br"}


class Read(HTMLParser):
    """The elements of a page, each with its attributes and all text in it, checked for nesting."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"twice the same attribute: {tag} {attrs}"
        self.open.append((tag, dict(attrs), []))
        if tag in VOID:
            self.handle_endtag(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        name, attributes, text = self.open.pop()
        assert name == tag, f"{name} is closed by {tag}"
        self.found.append((tag, attributes, " ".join("".join(text).split())))

    def handle_data(self, data: str) -> None:
        for _, _, text in self.open:
            text.append(data)

    def all(self, tag: str, **having: str) -> Iterator[tuple[dict[str, str | None], str]]:
        for name, attributes, text in self.found:
            if name == tag and having.items() <= attributes.items():
                yield attributes, text

    def texts(self, tag: str, **having: str) -> list[str]:
        return [text for _, text in self.all(tag, **having)]


@cache
def disabled() -> Report:
    return api.report([DISABLED], every_reading=False, command="the line", library=library())


@cache
def read() -> Read:
    return Read(as_bytes(disabled()).decode())


def only(authority: str, **changes: object) -> Report:
    """A report on one authority, with its scenario changed."""
    case = evolve(api.load_scenario(DISABLED, library()), **changes)
    return api.report([case], [authority], every_reading=False, library=library())


def test_every_row_stands_in_the_table_with_every_cell() -> None:
    comparison = disabled().cases[0].comparison
    labels = [text for _, text in read().all("th", scope="row", role="rowheader")]
    assert labels == [row.label for row in comparison.rows]
    cells = [text for _, text in read().all("td", role="cell")]
    columns = len(comparison.columns) + 1
    assert len(cells) == len(comparison.rows) * columns
    for place, row in enumerate(comparison.rows):
        for cell, text in zip(row.cells, cells[place * columns :], strict=False):
            assert cell.words in text
            assert cell.citation in text
            assert cell.force in text
            assert cell.term in text
            assert all(" ".join(note.split()) in text for note in cell.notes)
            assert cell.due is None or wording.day(cell.due) in text


def test_every_due_date_opens_to_its_explanation() -> None:
    cells = [cell for row in disabled().cases[0].comparison.rows for cell in row.cells]
    dated = Counter(wording.day(cell.due) for cell in cells if cell.due)
    summaries = Counter(t for t in read().texts("summary") if re.fullmatch(r"\w+ \d+ \w+ \d+", t))
    assert not dated - summaries
    # Ealing's first visit: ten working days from Mon 3 Mar over two weekends.
    found = [text for text in read().texts("details") if "10 working days forward" in text]
    assert any("Mon 17 Mar 2025" in t and "4 weekend days" in t and "para" in t for t in found)


def test_the_timeline_has_a_mark_and_a_line_of_its_table_for_every_date() -> None:
    case = disabled().cases[0]
    last = case.comparison.horizon
    expected = sorted(
        owed.due.date
        for timeline in case.timelines.values()
        for owed in timeline.obligations
        if owed.due and owed.due.date <= last
        if owed.state.value not in ("superseded", "no longer due")
    )
    marked = [text for has, text in read().all("path") if "transform" in has]
    assert len(marked) == len(expected)
    (table,) = [t for t in read().texts("table") if t.startswith("Every date of the timeline")]
    for day in set(expected):
        assert sum(t.endswith(wording.day(day)) for t in marked) == expected.count(day)
        assert wording.day(day) in table


@cache
def both() -> Report:
    scenarios = [DISABLED, ROOT / "scenarios" / "moving_in.yaml"]
    return api.report(scenarios, every_reading=False, library=library())


def test_every_link_of_the_timelines_table_leads_to_the_cell_that_has_its_date() -> None:
    shown = Read(as_bytes(both()).decode())
    cells = {has["id"]: text for has, text in shown.all("td", role="cell") if "id" in has}
    links = {
        (has["href"] or "")[1:]: has["aria-label"] or ""
        for has, _ in shown.all("a")
        if "aria-label" in has
    }
    dates = [(case.id, one.cell) for case in page(both()).cases for one in case.dates]
    assert list(links) == [f"{case}-{cell}" for case, cell in dates if cell]
    for link, label in links.items():
        day, _, rest = label.partition(": ")
        name = rest.rpartition(", ")[2]
        assert re.match(rf"{re.escape(name)} {day} due {day} ", cells[link]), link
    # Ealing's first visit: ten working days from Mon 3 Mar over two weekends.
    label = "Mon 17 Mar 2025: Visit 1, London Borough of Ealing"
    assert links["case-1-visit.1-ealing"] == label


def test_a_date_is_told_of_in_the_table_or_else_where_it_stands() -> None:
    # The first three visits have rows of their own; Ealing's rule is the same for the fourth.
    shown = {d.point.title: d for d in page(only("ealing")).cases[0].dates}
    assert shown["Visit 3"].cell == "visit.3-ealing"
    assert shown["Visit 3"].reasons == ()
    assert shown["Visit 4"].cell == ""
    assert shown["Visit 4"].reasons[0].name == "due"


def test_nothing_that_explains_a_date_is_left_out() -> None:
    report = disabled()
    (case,), (shown,) = report.cases, page(report).cases
    cells = {
        one.place: one.reasons
        for section in shown.table.sections
        for row in section.rows
        for one in row.cells
    }
    for one in shown.dates:
        slug = one.point.authority
        timeline = case.timelines[slug]
        explainer = Explainer(case.scenario, timeline, slug, report.words, Look())
        told = [(why.name, said) for why in cells.get(one.cell) or one.reasons for said in why.said]
        assert told == list(explainer.fields(one.point.owed, repeating=bool(one.cell)))


def test_where_the_page_names_a_date_for_what_it_assumes_that_date_tells_it() -> None:
    (shown,) = page(disabled()).cases
    told = {
        (one.point.authority, f"what is assumed for {one.point.title} on {one.day}")
        for one in shown.dates
        if one.point.owed.provision.assumes
    }
    named = {
        (one.point.authority, said)
        for one in shown.dates
        for why in one.reasons
        for said in why.said
        if said.startswith("what is assumed for ")
    }
    assert named
    assert named <= told


def test_what_follows_under_one_name_has_the_name_once() -> None:
    fields = [("after", "b"), ("after", "a"), ("note", "x"), ("after", "c")]
    told = [(one.name, one.said) for one in reasons(fields)]
    assert told == [("after", ("b", "a")), ("note", ("x",)), ("after", ("c",))]


def test_a_horizon_shows_what_falls_on_it_and_not_what_falls_after() -> None:
    # Ealing's first visit falls on Mon 17 Mar 2025.
    on, before = (
        page(only("ealing", horizon=day)).cases[0].dates
        for day in (date(2025, 3, 17), date(2025, 3, 16))
    )
    assert {"Visit 1"} == {d.point.title for d in on} - {d.point.title for d in before}


def test_the_parts_stand_in_their_order_with_headings_that_skip_no_level() -> None:
    for scenarios in ([DISABLED], [DISABLED, ROOT / "scenarios" / "moving_in.yaml"]):
        made = api.report(scenarios, every_reading=False, library=library())
        text = Read(as_bytes(made).decode())
        levels = [int(tag[1]) for tag, _, _ in text.found if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
    assert read().texts("h2") == [
        "What differs most",
        "The case",
        "Timeline",
        "Side by side",
        "What the texts leave open",
        "The path through each procedure",
        "How this was made",
    ]


def test_the_path_through_each_procedure_is_drawn_and_told_rule_by_rule() -> None:
    for number, procedure in enumerate(disabled().procedures.values(), 1):
        graph = pathway(procedure, disabled().words)
        drawn = [
            a
            for a, _ in read().all("svg")
            if (a.get("aria-labelledby") or "")[:6] == f"path-{number}"
        ]
        assert drawn
        (table,) = read().texts("table", id=f"path-{number}-rules")
        for _, node in graph.nodes.items():
            for step in node["steps"]:
                assert step.words in table
                assert f"{step.provision.force.value}, {step.provision.cite}" in table
                assert step.by in table
                assert step.condition in table
    # Kent, paragraphs 44, 131 and 139: it is a review that closes.
    (kent,) = (t for t in read().texts("table") if t.startswith("What leads to what in Kent"))
    assert "Ending the planreview meeting, only in the review" in kent
    assert "Closure decidedfollows from the decision: ending the plan" in kent
    # Paragraphs 71 to 74: ten working days, but otherwise after child protection or a move in.
    assert "completedsocial workerall (with exceptions)should, paras 71-72" in kent
    assert "paras 44, 131, 139" in kent


def test_a_procedure_that_leads_nowhere_says_so() -> None:
    made = only("stoke")
    empty = evolve(made.procedures["stoke"], provisions=())
    text = as_bytes(evolve(made, procedures={"stoke": empty})).decode()
    assert "No rule of this procedure leads from one thing to another." in text


def test_ids_are_told_apart_and_what_is_referred_to_is_there() -> None:
    text = Read(as_bytes(both()).decode())
    ids = [a["id"] for _, a, _ in text.found if "id" in a]
    assert len(ids) == len(set(ids))
    for _, attributes, _ in text.found:
        named = [attributes.get("for"), *(attributes.get("aria-labelledby") or "").split()]
        named.append((attributes.get("href") or "")[1:] or None)
        if not (attributes.get("href") or "#").startswith("#"):
            continue
        assert all(name in ids for name in named if name)


def test_nothing_is_fetched_from_anywhere() -> None:
    fetching = ("src", "srcset", "data", "poster", "action", "background", "xlink:href")
    for tag, attributes, _ in read().found:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "use", "image"}
        assert not [name for name in attributes if name in fetching]
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert not attributes.get("href") or tag == "a"
    style = read().texts("style")[0]
    assert "url(" not in style
    assert "@import" not in style
    policy = read().found[1][1]["content"] or ""
    assert policy.startswith("default-src 'none'")


HOSTILE = "<script>alert(1)</script>\"onmouseover='alert(2)' {{ 7 * 7 }} &lt;b>"


def hostile() -> Report:
    """A report in which every kind of text that comes from a file would do harm if it could."""
    made = only("kent", title=HOSTILE, question=HOSTILE, name=HOSTILE)
    case = made.cases[0]
    procedure = made.procedures["kent"]
    document = evolve(
        procedure.document, title=HOSTILE, version=HOSTILE, note=HOSTILE, url="javascript:alert(3)"
    )
    provisions = tuple(_hostile(one) for one in procedure.provisions)
    changed: Procedure = evolve(procedure, name=HOSTILE, document=document, provisions=provisions)
    comparison = evolve(
        case.comparison,
        columns=tuple(evolve(c, name=HOSTILE) for c in case.comparison.columns),
        rows=tuple(
            evolve(
                row,
                label=HOSTILE,
                section=HOSTILE,
                key=f"{HOSTILE}.{place}".replace(" ", ""),
                cells=tuple(
                    evolve(cell, words=HOSTILE, term=HOSTILE, notes=(HOSTILE,), force=HOSTILE)
                    for cell in row.cells
                ),
            )
            for place, row in enumerate(case.comparison.rows)
        ),
    )
    timelines = {
        "kent": evolve(
            case.timelines["kent"],
            obligations=tuple(
                evolve(owed, provision=_hostile(owed.provision))
                for owed in case.timelines["kent"].obligations
            ),
        )
    }
    words = evolve(
        made.words,
        topics={n: evolve(t, label=HOSTILE, section=HOSTILE) for n, t in made.words.topics.items()},
        activities={n: evolve(a, label=HOSTILE) for n, a in made.words.activities.items()},
        events={n: evolve(e, label=HOSTILE) for n, e in made.words.events.items()},
        facts={n: evolve(f, meaning=HOSTILE) for n, f in made.words.facts.items()},
    )
    return evolve(
        made,
        command=HOSTILE,
        version=HOSTILE,
        words=words,
        procedures={"kent": changed},
        cases=(evolve(case, comparison=comparison, timelines=timelines),),
    )


def _hostile(provision: Provision) -> Provision:
    return evolve(provision, note=HOSTILE, term=HOSTILE)


def test_hostile_text_is_inert() -> None:
    plain = Read(as_bytes(only("kent")).decode())
    text = as_bytes(hostile()).decode()
    found = Read(text)
    assert len(found.texts("script")) == 1
    assert found.texts("script") == plain.texts("script")
    assert "<script>alert" not in text
    assert not [a for _, a, _ in found.found if any(name.startswith("on") for name in a)]
    assert not [a for a, _ in found.all("a") if not (a["href"] or "").startswith("#")]
    assert "49" not in found.texts("h1")[0]
    assert found.texts("h1") == [HOSTILE]
    tags = {tag for tag, _, _ in found.found}
    assert tags <= {tag for tag, _, _ in plain.found} | {"pre"}


def test_text_from_a_scenario_file_is_inert(tmp_path: Path) -> None:
    written = DISABLED.read_text("utf-8").replace(
        "title: A disabled child", 'title: <script>alert(1)</script> "onmouseover=alert(2) A child'
    )
    (tmp_path / "case.yaml").write_text(written, "utf-8")
    words = ["report", str(tmp_path / "case.yaml"), "-a", "stoke", "-o", str(tmp_path / "a.html")]
    result = CliRunner().invoke(main, [*words, "--readings", "default"])
    assert result.exit_code == 0, result.output
    text = (tmp_path / "a.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &#34;onmouseover=" in text
    assert len(Read(text).texts("script")) == 1


def test_two_years_under_five_authorities_stay_below_a_megabyte() -> None:
    case = api.load_scenario(DISABLED, library())
    first = min(one.date for one in case.happenings)
    case = evolve(case, horizon=first + timedelta(days=731))
    made = as_bytes(api.report([case], every_reading=True, library=library()))
    assert len(disabled().procedures) == 5
    assert b"2027" in made
    assert len(made) < 1_000_000


def test_no_scenario_of_two_years_leaves_less_than_a_fifth_of_a_megabyte_free() -> None:
    for scenario in (ROOT / "scenarios").glob("*.yaml"):
        case = api.load_scenario(scenario, library())
        first = min(one.date for one in case.happenings)
        case = evolve(case, horizon=first + timedelta(days=731))
        made = as_bytes(api.report([case], every_reading=False, library=library()))
        assert len(made) < 800_000, scenario


def test_the_same_report_is_the_same_bytes() -> None:
    again = api.report([DISABLED], every_reading=False, command="the line", library=library())
    assert as_bytes(again) == as_bytes(disabled())


def test_the_line_that_makes_it_again_and_the_version_stand_in_it() -> None:
    assert "the line" in read().texts("pre")
    assert any(disabled().version in text for text in read().texts("footer"))


def test_without_other_readings_nothing_is_said_of_them() -> None:
    assert page(disabled()).cases[0].readings is None
    under_all = api.report([DISABLED], ["kent", "stoke"], library=library())
    made = page(under_all).cases[0].readings
    assert made is not None
    assert made.effects
    for one in made.effects:
        assert one.lost or one.arising
        assert len(one.told) == len(one.readings)


def test_sections_are_told_apart_by_shape() -> None:
    made = marks(disabled().words)
    assert len({mark.outline for mark in made.values()}) == len(made) <= len(SHAPES)
    pairs = {(mark.outline, mark.colour) for mark in made.values()}
    assert len(pairs) == len(made)


def test_the_axis_is_to_scale() -> None:
    axis = Axis(first=date(2025, 1, 1), last=date(2025, 1, 11), left=100, right=200)
    assert [axis.x(date(2025, 1, day)) for day in (1, 2, 11)] == [100, 110, 200]


@pytest.mark.parametrize(
    ("of_a_day", "labels"),
    [(1.14, ["Jan 2025", "Feb", "Mar"]), (1.13, ["Jan 2025", "Mar", "May"])],
)
def test_as_many_months_are_named_as_there_is_room_for(of_a_day: float, labels: list[str]) -> None:
    # A month of 30 days is 34.2 or 33.9 wide; a name needs 34. There are 364 days to the last.
    last = date(2025, 12, 31)
    axis = Axis(first=date(2025, 1, 1), last=last, left=0, right=364 * of_a_day)
    assert [tick.label for tick in axis.ticks()][:3] == labels


def test_marks_that_would_cover_each_other_stand_below_each_other() -> None:
    taken: list[float] = []
    assert [_level(x, taken) for x in (100, 114.9, 115, 129.9)] == [0, 1, 0, 1]


def test_authorities_of_one_name_are_told_apart() -> None:
    draft = str(ROOT / "drafts" / "kent_2027.yaml")
    made = api.report([DISABLED], ["kent", draft], every_reading=False)
    names = page(made).cases[0].authorities
    assert len(set(names)) == 2
