"""Reports as Excel, read back by openpyxl and as raw XML."""

import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cinpolicy import api
from cinpolicy.report import Report
from cinpolicy.reporting import report_xlsx, sheet
from cinpolicy.reporting.forms import as_bytes
from tests import office

NAMES = ["About", "Comparison", "Divergences", "Obligations", "Provisions"]
NAMES += ["Silences", "Readings", "Sources"]


def book(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(as_bytes(report, Path("report.xlsx"))))


def lines(page: Worksheet) -> list[dict[str, object]]:
    head, *rows = page.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_a_sheet_for_each_thing_that_can_be_asked() -> None:
    assert book(office.report()).sheetnames == NAMES


@pytest.mark.parametrize("name", NAMES[1:])
def test_headings_stay_in_sight_and_on_every_printed_page(name: str) -> None:
    page = book(office.report())[name]
    assert re.fullmatch(r"[A-Z]2", page.freeze_panes)
    assert page.auto_filter.ref.startswith("A1:")
    assert page.auto_filter.ref.endswith(str(page.max_row))
    assert page.print_title_rows == "$1:$1"
    assert all(page.column_dimensions[c[0].column_letter].width > 4 for c in page.columns)


@pytest.mark.parametrize("name", NAMES)
def test_sheets_print_across_a_page_of_a4(name: str) -> None:
    page = book(office.report())[name]
    assert page.page_setup.paperSize == 9
    assert page.page_setup.orientation == "landscape"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToWidth in (None, 1)  # one is what is meant where nothing stands
    assert page.page_setup.fitToHeight == 0


def test_the_comparison_has_every_row_and_its_days_are_days() -> None:
    report = office.report()
    comparison = report.cases[0].comparison
    found = lines(book(report)["Comparison"])
    assert [line["What"] for line in found] == [row.label for row in comparison.rows]
    for row, line in zip(comparison.rows, found, strict=True):
        for cell in row.cells:
            name = office.NAMES[cell.authority]
            shown = line[f"{name}: date"]
            if cell.due:
                assert isinstance(shown, datetime)
                assert shown.date() == cell.due
            else:
                assert shown == cell.count
            assert cell.count is not None or cell.words in str(line[f"{name}: what it says"])


def test_days_worked_by_hand_stand_in_their_cells() -> None:
    by_name = {line["What"]: line for line in lines(book(office.report())["Comparison"])}
    # Ten working days from Mon 3 Mar 2025: Mon 17 Mar. Six weeks from the visit on 17 Mar: 28 Apr.
    assert by_name["First meeting"]["Kent County Council: date"] == datetime(2025, 3, 17)
    assert by_name["Second visit"]["London Borough of Ealing: date"] == datetime(2025, 4, 28)
    assert by_name["First meeting"]["London Borough of Ealing: date"] is None
    assert str(by_name["First meeting"]["London Borough of Ealing: what it says"]).startswith(
        "no requirement"
    )


def test_marks_stand_beside_the_date_and_what_comes_after_the_end_says_so() -> None:
    report = api.report([office.CHANGE], ["ealing", "stoke"], every_reading=False)
    by_name = {line["What"]: line for line in lines(book(report)["Comparison"])}
    # Stoke: six months from the early review on 20 May 2025, and again. The case ends 20 Jan 2026.
    stoke = "Stoke-on-Trent City Council"
    assert by_name["Third review"][f"{stoke}: date"] == datetime(2026, 5, 20)
    assert "(after the end of the case)" in str(by_name["Third review"][f"{stoke}: what it says"])
    second = str(by_name["Second review"][f"{stoke}: what it says"])
    assert "after the end" not in second
    plan = str(by_name["Plan starts"][f"{stoke}: what it says"])
    assert plan.startswith("†* on the day of the first meeting")
    assert str(by_name["First review"]["London Borough of Ealing: what it says"]).count(
        "under “Reviews; Appendix 1”, paras"
    )


def test_obligations_are_those_of_the_timelines() -> None:
    report = office.report()
    found = lines(book(report)["Obligations"])
    shown = sorted(
        (line["Authority"], line["Provision"], line["Number"], line["Due"] or datetime.max)
        for line in found
    )
    owed = sorted(
        (
            slug,
            o.provision.id,
            o.number,
            datetime.combine(o.due.date, datetime.min.time()) if o.due else datetime.max,
        )
        for slug, timeline in report.cases[0].timelines.items()
        for o in timeline.obligations
    )
    assert shown == owed


def test_divergences_silences_provisions_readings_and_sources_are_whole() -> None:
    report = office.report()
    made, comparison = book(report), report.cases[0].comparison
    codes = [d.code for r in comparison.rows for d in (*r.divergences, *r.under_readings)]
    assert [line["Code"] for line in lines(made["Divergences"])] == codes
    held = {line["Code"]: line["In every reading"] for line in lines(made["Divergences"])}
    assert held["review.1:date"] == "yes"
    silent = sum(sum(kinds.values()) for kinds in comparison.silences.values())
    assert len(lines(made["Silences"])) == silent > 0
    everything = [*report.procedures.values(), *report.layers.values()]
    ids = [p.id for one in everything for p in one.provisions]
    assert [ln["Provision"] for ln in lines(made["Provisions"]) if ln["Provision"]] == ids
    silent_on = sum(len(one.silent_on) for one in everything)
    assert len(lines(made["Provisions"])) == len(ids) + silent_on
    readings = sum(max(1, len(a.readings)) for one in everything for a in one.ambiguities)
    assert len(lines(made["Readings"])) == readings
    assert [ln["Authority"] for ln in lines(made["Sources"])] == ["kent", "ealing", "national"]


def test_the_first_sheet_tells_the_finding_and_how_to_make_it_again() -> None:
    told = [cell.value for cell in book(office.report())["About"]["A"] if cell.value]
    assert told[0] == "A disabled child who will need support from several agencies for years"
    assert any("First review: 14 days apart" in str(line) for line in told)
    assert office.COMMAND in told


@pytest.mark.parametrize("start", office.STARTS)
def test_no_text_of_anybodys_file_is_a_formula_or_a_link(start: str) -> None:
    text = f'{start}HYPERLINK("http://example.org","x")'
    content = as_bytes(office.with_texts(text), Path("report.xlsx"))
    made = load_workbook(io.BytesIO(content))
    cells = [cell for page in made for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert sum(str(cell.value).strip() == text.strip() for cell in cells) > 100
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            assert not re.search(rb"<f[ >]|<hyperlink", archive.read(name)), name


def test_a_text_may_hold_what_xml_may_not() -> None:
    made = book(office.with_texts("a\x00b\x0bc\ufffed <&> \ud800 _x0041_"))
    question = made["About"]["A2"].value
    assert question == "a\ufffdb\ufffdc\ufffdd <&> \ufffd _x0041_"


@pytest.mark.parametrize("length", [32_767, 32_768, 100_000])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(length: int) -> None:
    (case,) = office.report().cases
    long = evolve(case, comparison=evolve(case.comparison, question="x" * length))
    shown = str(book(evolve(office.report(), cases=(long,)))["About"]["A2"].value)
    if length <= 32_767:
        assert shown == "x" * length
    else:
        assert len(shown) == 32_767
        assert shown.endswith("x ... (cut here: Excel holds no more in a cell)")


def test_a_character_of_two_units_counts_as_two() -> None:
    assert report_xlsx._held("\U0001f600" * 16_383) == "\U0001f600" * 16_383
    cut = report_xlsx._held("\U0001f600" * 16_384)
    assert len(cut.encode("utf-16-le")) <= 2 * 32_767
    assert cut.endswith("in a cell)")


def test_rows_beyond_what_a_sheet_holds_go_on_another(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = lines(book(office.report())["Obligations"])
    monkeypatch.setattr(report_xlsx, "MOST_ROWS", 41)
    made = book(office.report())
    parts = [made[name] for name in made.sheetnames if name.startswith("Obligations")]
    assert [page.title for page in parts][:2] == ["Obligations", "Obligations 2"]
    assert all(page.max_row <= 41 for page in parts)
    assert [line for page in parts for line in lines(page)] == whole


def test_several_cases_have_a_comparison_each() -> None:
    made = book(office.two_cases())
    wanted = ["About", "Comparison disabled_child", "Comparison moving_in"]
    assert made.sheetnames == [*wanted, *NAMES[2:]]
    cases = {line["Case"] for line in lines(made["Obligations"])}
    assert cases == {"disabled_child", "moving_in"}


def test_sheet_names_are_what_excel_takes() -> None:
    wanted = ["Comparison a_name_that_is_long_and_longer", "COMPARISON A_NAME_THAT_IS_LONG_AND_LON"]
    assert sheet.names(wanted) == [
        "Comparison a_name_that_is_long_",
        "COMPARISON A_NAME_THAT_IS_LON 2",
    ]
    assert sheet.names(["a[b]:c*d?e/f\\g", "'x'", "", "History"]) == [
        "a b c d e f g",
        "x",
        "Sheet",
        "History 2",
    ]


@given(st.lists(st.text(max_size=40), max_size=12))
def test_any_names_give_names_that_excel_takes(wanted: list[str]) -> None:
    made = sheet.names(wanted)
    assert len({name.lower() for name in made}) == len(wanted)
    for name in made:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)
        assert name.lower() != "history"


def test_a_day_before_those_excel_knows_is_text() -> None:
    written = report_xlsx.xlsxwriter.Workbook(io.BytesIO())
    page = written.add_worksheet()
    looks = {name: written.add_format(look) for name, look in report_xlsx._LOOKS.items()}
    report_xlsx._write_cell(page, 0, 0, date(1899, 12, 31), looks)
    report_xlsx._write_cell(page, 0, 1, date(1900, 1, 1), looks)
    assert [type(page.table[0][place]).__name__ for place in (0, 1)] == ["String", "Datetime"]
