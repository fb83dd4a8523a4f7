"""What Python users see: tables in a notebook, text, data frames; and the page about it."""

import csv
import io
import re
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from attrs import evolve

import cinpolicy
from cinpolicy import api
from cinpolicy.cells import Column, Comparison
from cinpolicy.matrices import Matrix
from cinpolicy.planning import Plan
from cinpolicy.reporting import (
    csv_rows,
    frames,
    matrix_formats,
    notebook,
    owed_rows,
    report_csv,
    shown_text,
)
from cinpolicy.reporting.assumed import LEGEND
from cinpolicy.timeline import Timeline
from tests.cases import library

ROOT = Path(__file__).parent.parent
CASE = ROOT / "scenarios" / "disabled_child.yaml"
PAGE = ROOT / "docs" / "python.md"
BAD = "<script>alert('1')</script> & <b>"


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return cinpolicy.compare(CASE, ["ealing", "kent", "stoke"], library=library())


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return cinpolicy.run(CASE, "ealing", library=library())


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return cinpolicy.matrix(
        ["ealing", "kent"], topics=["review_interval", "outcomes"], library=library()
    )


@pytest.fixture(scope="module")
def plan() -> Plan:
    return cinpolicy.plan(ROOT / "drafts" / "kent_2027.yaml")


class Tables(HTMLParser):
    """The cells of the tables in HTML, line by line, and every tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lines: list[list[str]] = []
        self.tags: list[str] = []
        self.said: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        if tag == "tr":
            self.lines.append([])
        elif tag in ("td", "th"):
            self.lines[-1].append("")

    def handle_data(self, data: str) -> None:
        self.said.append(data)
        if self.lines and self.lines[-1]:
            self.lines[-1][-1] += data


# --- tables ----------------------------------------------------------------------------------


def test_a_comparison_is_a_table_of_authorities(comparison: Comparison) -> None:
    found = Tables(comparison._repr_html_())
    assert found.lines[0] == ["", "ealing", "kent", "stoke"]
    row = next(line for line in found.lines if line[0].startswith("First review"))
    assert row[0].startswith("First review≠ 21 days, rule")
    assert row[1].startswith("Tue 3 Jun 2025†3 months after the assessment being completed")
    assert "should · para 117" in row[2]
    assert ["Reviews"] in found.lines
    # The case assumes the first meeting on 24 Mar 2025, from which Stoke counts 3 months.
    assert row[3].startswith("Tue 24 Jun 2025*3 months after")
    assert row[2].startswith("Tue 17 Jun 2025")
    assert found.said[-2:] == list(LEGEND[:2])


def test_an_authority_that_failed_is_told_above_the_table(comparison: Comparison) -> None:
    failing = Column(slug="north", name="North", failure=BAD)
    found = Tables(evolve(comparison, columns=(*comparison.columns, failing))._repr_html_())
    assert f"north could not be run: {BAD}" in found.said
    assert found.lines[0] == ["", "ealing", "kent", "stoke"]


def test_a_timeline_is_a_table_of_what_is_owed(timeline: Timeline) -> None:
    found = Tables(timeline._repr_html_())
    assert found.lines[0] == list(notebook.TIMELINE)
    assert len(found.lines) == 1 + len(timeline.obligations)
    review = next(line for line in found.lines if line[1:3] == ["Review", "1"])
    assert review[:4] == [
        "3 Jun 2025†",
        "Review",
        "1",
        "3 months after the assessment being completed",
    ]


def test_the_marks_of_a_timeline_stand_beside_its_days() -> None:
    found = Tables(cinpolicy.run(CASE, "calderdale", library=library())._repr_html_())
    # Six months from the first meeting, which the case assumes on 24 Mar 2025.
    review = next(line for line in found.lines if line[1:3] == ["Review", "1"])
    assert review[0] == "24 Sep 2025†*"
    # It is completed by 10 Mar 2025 in the text's own words.
    limit = next(line for line in found.lines if line[1] == "Assessment completed")
    assert limit[0] == "10 Mar 2025"
    assert [text[0] for text in found.said[-2:]] == ["†", "*"]


def test_a_timeline_says_whose_it_is(timeline: Timeline) -> None:
    title = "A disabled child who will need support from several agencies for years"
    found = Tables(timeline._repr_html_())
    assert found.said[:2] == [title, "London Borough of Ealing (ealing)"]
    frame = timeline.to_frame()
    assert list(frame.columns[:2]) == ["case", "authority"]
    assert {tuple(line) for line in frame[["case", "authority"]].values} == {
        ("disabled_child", "ealing")
    }


def test_what_ended_was_not_done() -> None:
    case = ROOT / "scenarios" / "consent_withdrawn.yaml"
    made = api.report([case], ["ealing"], every_reading=False, library=library())
    # Consent is withdrawn on Wed 11 Jun 2025, before the first review of Fri 20 Jun.
    frame = made.cases[0].timelines["ealing"].to_frame()
    review = frame[(frame["subject"] == "review") & (frame["number"] == 1)].iloc[0]
    assert (review["state"], review["due"]) == ("no longer due", pd.Timestamp(2025, 6, 20))
    assert pd.isna(review["done"])
    assert review["ended_date"] == pd.Timestamp(2025, 6, 11)
    days = ("due_date", "done_date", "ended_date")
    for text, due in (
        (report_csv.as_bytes(made).decode("utf-8-sig"), "2025-06-20"),
        (csv_rows.render([made.cases[0].comparison]), ""),
    ):
        lines = list(csv.DictReader(io.StringIO(text)))
        (line,) = [ln for ln in lines if ln["row"] == "review.1"]
        assert tuple(line[day] for day in days) == (due, "", "2025-06-11")
        done = next(ln for ln in lines if ln["row"] == "assessment_completed")
        assert (done["done_date"], done["ended_date"]) == ("2025-03-20", "")


def test_a_mark_that_no_date_has_is_not_explained() -> None:
    found = Tables(cinpolicy.run(CASE, "ealing", library=library())._repr_html_())
    assert found.said[-1] == LEGEND[0]
    assert not any(text.startswith("*") for text in found.said)


def test_a_matrix_is_a_table_of_conditions(matrix: Matrix) -> None:
    found = Tables(matrix._repr_html_())
    assert found.lines[0] == ["", "ealing", "kent"]
    lines = sum(len(row.lines) for row in matrix.rows)
    sections = len({row.section for row in matrix.rows})
    assert len(found.lines) == 1 + lines + sections
    assert any(line[0].startswith("where ") for line in found.lines)


def test_a_plan_is_lists_below_headings(plan: Plan) -> None:
    found = Tables(plan._repr_html_())
    assert "What would change" in found.said
    assert "period: 4 weeks -> 20 working days" in found.said
    assert found.tags.count("h4") == 8


def test_lists_stand_within_the_line_above_them() -> None:
    from xml.etree import ElementTree as ET

    from cinpolicy.reporting.sections import Line

    root = ET.Element("div")
    notebook._nested(root, [Line("a"), Line("b", 1), Line("c", 2), Line("d", 1), Line("e")])
    assert ET.tostring(root, encoding="unicode") == (
        "<div><ul><li>a<ul><li>b<ul><li>c</li></ul></li><li>d</li></ul></li><li>e</li></ul></div>"
    )


def test_nothing_from_a_file_passes_for_markup(comparison: Comparison, matrix: Matrix) -> None:
    row = comparison.row("review.1")
    cells = tuple(evolve(c, words=BAD, term=BAD, notes=(BAD,)) for c in row.cells)
    bad = evolve(row, label=BAD, section=BAD, cells=cells)
    made = evolve(comparison, title=BAD, question=BAD, rows=(bad,))
    line = matrix.rows[0].lines[0]
    line = evolve(line, condition=BAD, cells=tuple(evolve(c, words=BAD) for c in line.cells))
    for shown in (made, evolve(matrix, rows=(evolve(matrix.rows[0], section=BAD, lines=(line,)),))):
        text = shown._repr_html_()
        assert BAD in "".join(Tables(text).said)
        assert not {"script", "b"} & set(Tables(text).tags)


# --- text ------------------------------------------------------------------------------------


def test_what_is_printed_is_what_the_commands_show(
    comparison: Comparison, matrix: Matrix, plan: Plan
) -> None:
    assert str(comparison).startswith("A disabled child who will need support")
    assert "What differs most" in str(comparison)
    assert str(matrix).startswith("Procedures side by side")
    assert str(plan).startswith("Closer reviews after child protection")


def test_a_timeline_is_printed_by_date(timeline: Timeline) -> None:
    lines = str(timeline).splitlines()
    assert lines[0].split() == ["due", "what", "number", "state", "force", "cited"]
    days = [line[:10] for line in lines[2:] if line[:10].strip()]
    assert days == sorted(days)
    assert all(not line[:10].strip() for line in lines[2 + len(days) :])


# --- frames ----------------------------------------------------------------------------------


def test_a_comparison_is_a_frame_of_cells(comparison: Comparison) -> None:
    frame = comparison.to_frame()
    assert tuple(frame.columns) == csv_rows.COLUMNS
    assert len(frame) == 3 * len(comparison.rows)
    review = frame[(frame["row"] == "review.1") & (frame["authority"] == "kent")].iloc[0]
    assert review["due_date"] == pd.Timestamp(2025, 6, 17)
    assert review["paragraphs"] == "117"
    assert review["rests_on_assumption"]  # through the start of the plan, which no text names
    marks = frame[frame["row"] == "review.1"].set_index("authority")
    assert marks["rests_on_assumption"].to_dict() == {"ealing": True, "kent": True, "stoke": False}
    assert marks["counted_from_assumed"].to_dict() == {
        "ealing": False,
        "kent": False,
        "stoke": True,
    }
    first = frame[(frame["row"] == "referral_decision") & (frame["authority"] == "kent")].iloc[0]
    assert first["due_date"] == pd.Timestamp(2025, 1, 7)
    assert not first["rests_on_assumption"]
    counts = frame[frame["row"] == "review.count"].set_index("authority")["count"]
    assert counts.to_dict() == {"ealing": 2, "kent": 2, "stoke": 2}
    assert str(frame["count"].dtype) == "Int64"
    for name in ("due_date", "done_date", "earliest_date", "latest_date"):
        assert frame[name].dtype.kind == "M"
    silent = frame[frame["kind"] == "silence"]
    assert silent["due_date"].isna().all()
    assert silent["silence"].notna().all()
    assert set(frame[frame["rests_on_assumption"]]["authority"]) >= {"ealing"}


def test_a_date_the_case_assumes_is_told_apart_from_what_a_text_takes_as_given() -> None:
    """Stoke's reviews count from the first meeting assumed, and take nothing else as given."""
    frame = cinpolicy.run(CASE, "stoke", library=library()).to_frame()
    review = frame[(frame["subject"] == "review") & (frame["number"] == 2)].iloc[0]
    assert review["due"] == pd.Timestamp(2025, 12, 24)
    assert (review["rests_on_assumption"], review["counted_from_assumed"]) == (False, True)


def test_a_timeline_is_a_frame_of_obligations(timeline: Timeline) -> None:
    frame = timeline.to_frame()
    assert tuple(frame.columns) == owed_rows.COLUMNS
    assert len(frame) == len(timeline.obligations)
    review = frame[(frame["subject"] == "review") & frame["of"].isna()].iloc[0]
    assert review["due"] == pd.Timestamp(2025, 6, 3)
    assert review["trigger_date"] == pd.Timestamp(2025, 3, 3)
    assert (review["trigger"], review["relation"]) == ("assessment_completed", "at")
    assert (review["period"], review["paragraphs"]) == ("3 months", "70 141 146")
    assert (review["rests_on_assumption"], review["counted_from_assumed"]) == (True, False)
    later = frame[(frame["subject"] == "review") & (frame["number"] == 2)].iloc[0]
    assert later["due"] == pd.Timestamp(2025, 12, 3)  # six months from Tue 3 Jun
    assert (later["rests_on_assumption"], later["counted_from_assumed"]) == (True, False)
    decided = frame[frame["subject"] == "referral_decision"].iloc[0]
    assert not decided["rests_on_assumption"]
    undated = frame[frame["state"] == "no date stated"]
    assert len(undated)
    assert undated["due"].isna().all()
    for name in owed_rows.DATES:
        assert frame[name].dtype.kind == "M"


def test_the_marks_mean_the_same_in_every_table() -> None:
    """In the frame of a timeline, in that of a comparison, and in the CSV of both."""
    made = api.report([CASE], ["calderdale", "stoke"], every_reading=False, library=library())
    (case,) = made.cases
    csv_of = {
        "comparison": csv_rows.render([case.comparison]),
        "report": report_csv.as_bytes(made).decode("utf-8-sig"),
    }
    lines = {name: list(csv.DictReader(io.StringIO(text))) for name, text in csv_of.items()}
    for name, of_review in (("comparison", "row"), ("report", "row")):
        review = {ln["authority"]: ln for ln in lines[name] if ln[of_review] == "review.1"}
        found = {
            slug: (ln["rests_on_assumption"], ln["counted_from_assumed"])
            for slug, ln in review.items()
        }
        assert found == {"calderdale": ("yes", "yes"), "stoke": ("no", "yes")}
    for name, some in lines.items():
        undated = [ln for ln in some if not ln["due_date"]]
        assert undated, name
        assert {(ln["rests_on_assumption"], ln["counted_from_assumed"]) for ln in undated} == {
            ("", "")
        }
    frame = case.timelines["stoke"].to_frame()
    review_1 = frame[(frame["subject"] == "review") & (frame["number"] == 1)].iloc[0]
    assert (review_1["rests_on_assumption"], review_1["counted_from_assumed"]) == (False, True)


def test_a_matrix_is_a_frame_of_answers(matrix: Matrix) -> None:
    frame = matrix.to_frame()
    assert tuple(frame.columns) == matrix_formats.COLUMNS
    listed = frame[frame["item"].notna()]
    assert set(listed["kind"]) == {"listed", "not listed"}
    answers = frame[frame["item"].isna()]
    assert len(answers) == sum(len(line.cells) for row in matrix.rows for line in row.lines)


def test_a_frame_of_nothing_has_its_columns(comparison: Comparison, timeline: Timeline) -> None:
    frame = evolve(comparison, rows=()).to_frame()
    assert (tuple(frame.columns), len(frame)) == (csv_rows.COLUMNS, 0)
    frame = evolve(timeline, obligations=()).to_frame()
    assert (tuple(frame.columns), len(frame)) == (owed_rows.COLUMNS, 0)
    assert frame["due"].dtype.kind == "M"


def test_without_pandas_it_is_told_what_to_install(
    comparison: Comparison, timeline: Timeline, matrix: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    for shown in (comparison, timeline, matrix):
        with pytest.raises(ModuleNotFoundError) as caught:
            shown.to_frame()
        assert str(caught.value) == (
            "a data frame needs the package pandas: pip install '.[notebook]' in the folder "
            "of cinpolicy, or pip install 'cinpolicy[notebook]'"
        )


def test_of_other_things_there_is_no_table() -> None:
    for make in (notebook.html, frames.frame, shown_text.told):
        with pytest.raises(TypeError, match="of a date"):
            make(date(2025, 1, 1))


def test_the_classes_bring_nothing_heavy_with_them() -> None:
    """A comparison starts no slower because it could be shown in a notebook."""
    script = (
        "import sys, cinpolicy.cells, cinpolicy.timeline, cinpolicy.matrices\n"
        "heavy = ('pandas', 'matplotlib', 'tabulate', 'xml', 'html', 'cinpolicy.reporting')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


# --- the page --------------------------------------------------------------------------------


def test_every_block_of_the_page_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 8
    known: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, PAGE.name, "exec"), known)
    printed = capsys.readouterr().out
    assert "2025-06-17 para 117" in printed
    assert "42.0 days from visit to visit" in printed
    assert known["png"].startswith(b"\x89PNG")


def test_the_page_names_every_column_of_a_timeline() -> None:
    page = PAGE.read_text("utf-8")
    assert ", ".join(f"`{name}`" for name in owed_rows.COLUMNS) in page


@pytest.mark.parametrize("name", [n for n in cinpolicy.__all__ if n[0].islower()])
def test_the_page_or_the_readme_names_every_function(name: str) -> None:
    pages = PAGE.read_text("utf-8") + (ROOT / "README.md").read_text("utf-8")
    assert re.search(rf"\b{name}\(|`{name}`|cinpolicy.{name}\b", pages)
