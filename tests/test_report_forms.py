"""What holds for every form that offices use: the same bytes, and what is missing is named."""

import csv
import io
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner

from cinpolicy import api
from cinpolicy.cli import main
from cinpolicy.remarks import readings_of
from cinpolicy.reporting.forms import as_bytes
from cinpolicy.reporting.obligation_lines import FIELDS
from cinpolicy.reporting.report_sheets import sheets
from tests import office

FORMS = ["md", "csv", "xlsx", "docx"]
MODULES = {"xlsx": "xlsxwriter", "docx": "docx", "html": "jinja2", "ics": "icalendar"}
PACKAGES = {"xlsx": "XlsxWriter", "docx": "python-docx", "html": "Jinja2", "ics": "icalendar"}
HASHES = """
import hashlib
from pathlib import Path
from cinpolicy import api
from cinpolicy.reporting.forms import as_bytes
for ending in ("md", "csv", "xlsx", "docx", "ics"):
    made = api.report(["scenarios/disabled_child.yaml"], ["kent"], every_reading=False)
    print(ending, hashlib.sha256(as_bytes(made, Path(f"report.{ending}"))).hexdigest())
"""


def csv_lines(text: str = "") -> list[dict[str, str]]:
    report = office.with_texts(text) if text else office.report()
    content = as_bytes(report, Path("report.csv"))
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_begins_with_the_mark_by_which_excel_knows_utf_8() -> None:
    content = as_bytes(office.report(), Path("report.csv"))
    assert content.startswith(b"\xef\xbb\xbfcase,authority,what,due_date,")
    assert content.count(b"\xef\xbb\xbf") == 1


def test_csv_has_an_obligation_a_line_with_days_as_iso_dates() -> None:
    owed = [
        (slug, o.provision.id, str(o.number), o.due.date.isoformat() if o.due else "")
        for slug, timeline in office.report().cases[0].timelines.items()
        for o in timeline.obligations
    ]
    found = [
        (line["authority"], line["provision"], line["number"], line["due_date"])
        for line in csv_lines()
    ]
    assert sorted(found) == sorted(owed)
    for line in csv_lines():
        days = [v for name, v in line.items() if name.endswith("_date")]
        assert all(date.fromisoformat(day) for day in days if day)


def test_csv_tells_of_one_obligation_what_was_worked_by_hand() -> None:
    (line,) = [
        ln for ln in csv_lines() if (ln["authority"], ln["what"]) == ("kent", "First meeting")
    ]
    # Ten working days from Mon 3 Mar 2025, over two weekends: Mon 17 Mar.
    assert (line["due_date"], line["counted_from_date"]) == ("2025-03-17", "2025-03-03")
    assert (line["counted"], line["days_passed_over"]) == ("10 working days forward", "4")
    assert (line["force"], line["paragraphs"]) == ("should", "paras 71-72")


def test_csv_tells_how_far_a_date_moves_over_the_readings() -> None:
    cells = {
        (c.authority, *c.obligation.question, str(c.obligation.number)): c.span
        for row in office.report().cases[0].comparison.rows
        for c in row.cells
        if c.obligation
    }
    spans = [span for span in cells.values() if span and span.earliest]
    assert spans, "no date of this case turns on a reading"
    for ln in csv_lines():
        key = (ln["authority"], ln["topic"], ln["subject"], ln["of"], ln["number"])
        span = cells.get(key)
        apart = span is not None and span.earliest != span.latest
        assert ln["earliest_date"] == (str(span.earliest) if span and apart else "")
        assert ln["latest_date"] == (str(span.latest) if span and apart else "")
    by_row = {(ln["authority"], ln["row"]): ln for ln in csv_lines()}
    # Kent's second review has one date in every reading that gives one, its first review two.
    assert by_row["kent", "review.2"]["earliest_date"] == ""
    review = by_row["kent", "review.1"]
    assert (review["earliest_date"], review["latest_date"]) == ("2025-06-17", "2025-09-17")


def test_csv_names_the_row_in_which_a_comparison_has_an_obligation() -> None:
    (case,) = office.report().cases
    known = {
        (c.authority, c.obligation.provision.id, str(c.obligation.number)): row.key
        for row in case.comparison.rows
        for c in row.cells
        if c.obligation
    }
    found = {(ln["authority"], ln["provision"], ln["number"]): ln["row"] for ln in csv_lines()}
    assert len(known) > 40
    assert {key: found[key] for key in known} == known
    # The comparison leaves the later visits out; they are named as its rows would be.
    assert found["ealing", "visit-disability", "5"] == "visit.5"


def test_what_counts_is_one_line_of_several_with_the_same_row() -> None:
    limits = [ln for ln in csv_lines() if ln["row"].startswith("six_month_assessment.1")]
    assert [ln["state"] for ln in limits].count("superseded") == len(limits) - 1 > 0
    assert len([ln for ln in limits if not ln["ended_date"]]) == 1


def test_another_reading_is_told_by_its_rule_where_only_that_is_otherwise() -> None:
    made = api.report([office.DISABLED], ["calderdale"], every_reading=False)
    text = as_bytes(made, Path("report.csv")).decode("utf-8-sig")
    (line,) = [
        ln for ln in csv.DictReader(io.StringIO(text, newline="")) if ln["row"] == "review.1"
    ]
    # The usual reading has six months at the latest, the other six months at the soonest: both
    # have 24 Sep 2025, and it is not the day on which the other wants the review.
    told = (
        "or not before 6 months after the first meeting or the review "
        "(reading: not sooner than six months)"
    )
    assert (line["due_date"], line["other_readings"]) == ("2025-09-24", told)
    assert told in line["notes"]


def test_a_day_before_which_it_may_not_be_is_told_as_such() -> None:
    (case,) = api.report([office.DISABLED], ["calderdale"], every_reading=False).cases
    (review,) = [o for o in case.timelines["calderdale"].of("review") if o.number == 1]
    assert review.due
    later = evolve(review, due=evolve(review.due, date=date(2025, 9, 1)))
    said = "or not before 24 Sep 2025 (reading: not sooner than six months)"
    assert readings_of(later, office.report().words) == [said]


def test_every_column_and_every_sheet_is_described() -> None:
    page = (office.ROOT / "docs" / "reports.md").read_text("utf-8")
    assert not [field.name for field in FIELDS if f"`{field.name}`" not in page]
    assert not [one.name for one in sheets(office.report()) if f"| {one.name} |" not in page]


@pytest.mark.parametrize("start", office.STARTS)
def test_no_field_of_csv_can_become_a_formula(start: str) -> None:
    found = csv_lines(f"{start}1+1")
    values = [value for line in found for value in line.values()]
    assert not any(value.startswith(office.STARTS) for value in values)
    assert f"'{start}1+1" in values


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_no_member_of_a_file_has_a_time_of_its_own(ending: str) -> None:
    content = as_bytes(office.report(), Path(f"report.{ending}"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "2000-01-01T00:00:00Z" in core


def test_the_same_report_is_the_same_bytes_in_another_process() -> None:
    made = [
        subprocess.run(
            [sys.executable, "-c", HASHES],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            cwd=office.ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert made[0] == made[1]
    assert len(made[0].splitlines()) == 5


@pytest.mark.parametrize("ending", MODULES)
def test_what_a_form_needs_and_is_not_there_is_named(
    ending: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in [n for n in sys.modules if n.split(".")[0] == MODULES[ending]]:
        monkeypatch.delitem(sys.modules, name)
    ours = ("report_", "html", "paper_", "word_document")
    for name in [n for n in sys.modules if n.startswith("cinpolicy.reporting.")]:
        if name.removeprefix("cinpolicy.reporting.").startswith(ours):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, MODULES[ending], None)
    target = tmp_path / f"report.{ending}"
    words = ["report", str(office.DISABLED), "-a", "kent", "--readings", "default"]
    result = CliRunner().invoke(main, [*words, "-o", str(target)])
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].endswith("pip install 'cinpolicy[report]'")
    assert len(result.stderr.splitlines()) == 1
    assert f"needs the package {PACKAGES[ending]}:" in result.stderr
    assert not target.exists()


@pytest.mark.parametrize("ending", ["csv", "xlsx", "docx", "ics"])
def test_the_command_writes_the_form_that_the_ending_asks_for(ending: str, tmp_path: Path) -> None:
    target = tmp_path / f"report.{ending.upper()}"
    words = ["report", str(office.DISABLED), "-a", "kent", "--readings", "default"]
    result = CliRunner().invoke(main, [*words, "-o", str(target)])
    assert (result.exit_code, result.output) == (0, "")
    begins = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "docx": b"PK", "ics": b"BEGIN:VCALENDAR\r\n"}
    assert target.read_bytes().startswith(begins[ending])


def test_a_calendar_of_several_authorities_is_refused_in_one_line(tmp_path: Path) -> None:
    words = ["report", str(office.DISABLED), "-a", "kent", "-a", "stoke", "--readings", "default"]
    result = CliRunner().invoke(main, [*words, "-o", str(tmp_path / "report.ics")])
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "cinpolicy: a calendar (.ics) holds the due dates of one authority: name it with "
        "--authority, one of kent, stoke"
    ]


def test_markdown_tells_the_finding_first_and_escapes_what_it_would_act_on() -> None:
    told = as_bytes(office.report(), Path("report.md")).decode()
    assert told.index("## What differs most") < told.index("## The case") < told.index("## Reviews")
    assert "- **First review: 14 days apart.**\n  - London Borough of Ealing: Tue 3 Jun" in told
    assert f"    {office.COMMAND}\n" in told
    made = evolve(office.with_texts("- <b>|`x`*y*"), command="")
    hostile = as_bytes(made, Path("report.md")).decode()
    assert "<b>" not in hostile
    assert "\n\\- &lt;b&gt;\\|\\`x\\`\\*y\\*\n" in hostile
