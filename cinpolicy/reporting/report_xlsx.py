"""A report as an Excel workbook."""

import io
from collections.abc import Iterator
from datetime import date

import xlsxwriter
from attrs import evolve
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from cinpolicy.report import Report
from cinpolicy.reporting.printable import printable
from cinpolicy.reporting.report_sheets import sheets
from cinpolicy.reporting.row_heights import characters, height
from cinpolicy.reporting.sheet import Sheet, Style, Styled, Value, names
from cinpolicy.reporting.undated import MADE

MOST_ROWS = 1_048_576
LONGEST_CELL = 32_767
_CUT = " ... (cut here: Excel holds no more in a cell)"
_LONGEST_HEADER = 200
_A4 = 9
_FIRST_YEAR = 1900
"""Excel knows no day before it."""
_TEXT_WIDTH, _TEXT_LINE = 110, 15.0
_BODY = {"font_size": 9, "text_wrap": True, "valign": "top"}
_LOOKS: dict[str, dict[str, object]] = {
    Style.PLAIN: _BODY,
    Style.BOLD: {**_BODY, "bold": True},
    Style.FAINT: {**_BODY, "font_color": "#505A5F", "italic": True},
    Style.MARKED: {**_BODY, "bg_color": "#FFF3D1"},
    "day": {**_BODY, "num_format": "d mmm yyyy", "align": "left"},
    "number": {**_BODY, "num_format": "0", "align": "left"},
    "heading": {**_BODY, "bold": True, "bg_color": "#1D3D5C", "font_color": "#FFFFFF"},
    "ruled": {"border": 1, "border_color": "#C8CDD3"},
    "text": {"text_wrap": True, "valign": "top"},
    "title": {"text_wrap": True, "valign": "top", "bold": True, "font_size": 13},
}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def as_bytes(report: Report) -> bytes:
    """The workbook: a sheet for each thing that can be asked of a report."""
    out = io.BytesIO()
    title = "; ".join(case.comparison.title for case in report.cases)
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties(
            {
                "title": _held(title),
                "comments": _held(report.command),
                "author": f"cinpolicy {report.version}",
                "created": MADE,
            }
        )
        looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
        parts = [part for sheet in sheets(report) for part in _in_parts(sheet)]
        for name, part in zip(names(part.name for part in parts), parts, strict=True):
            _write(book, evolve(part, name=name), looks, title)
    return out.getvalue()


def _in_parts(sheet: Sheet) -> Iterator[Sheet]:
    """The sheet, or as many of them as it takes to hold its rows under its headings."""
    most = MOST_ROWS - 1
    for start in range(0, len(sheet.rows) or 1, most):
        yield evolve(sheet, rows=sheet.rows[start : start + most])


def _write(book: Workbook, sheet: Sheet, looks: dict[str, Format], title: str) -> None:
    page = book.add_worksheet(sheet.name)
    _set_up_for_print(page, title)
    if not sheet.headings:
        _write_text(page, sheet, looks)
        return
    last = len(sheet.headings) - 1
    for place, (heading, width) in enumerate(sheet.headings):
        page.set_column(place, place, width)
        page.write_string(0, place, _held(heading), looks["heading"])
    page.freeze_panes(1, sheet.fixed)
    page.repeat_rows(0)
    if sheet.printed:
        page.print_area(0, 0, max(1, len(sheet.rows)), sheet.printed - 1)
    page.autofilter(0, 0, max(1, len(sheet.rows)), last)
    everywhere = {"type": "no_errors", "format": looks["ruled"]}
    page.conditional_format(0, 0, len(sheet.rows), last, everywhere)
    held = [characters(width) for _, width in sheet.headings]
    page.set_row(0, height(zip((name for name, _ in sheet.headings), held, strict=True)))
    for number, row in enumerate(sheet.rows, 1):
        page.set_row(number, height(zip(map(_text, row), held, strict=True)))
        for place, value in enumerate(row):
            _write_cell(page, number, place, value, looks)


def _set_up_for_print(page: Worksheet, title: str) -> None:
    """A4 across, as wide as one page, the sheet's name above and the page's number below."""
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    shown = printable(title).replace("&", "&&")[:_LONGEST_HEADER].removesuffix("&")
    page.set_header(f"&L&9{' '.join(['', *shown.split()])}&R&9&A")
    page.set_footer("&R&9Page &P of &N")


def _write_text(page: Worksheet, sheet: Sheet, looks: dict[str, Format]) -> None:
    page.set_column(0, 0, _TEXT_WIDTH)
    page.hide_gridlines(2)
    for number, (value, *_) in enumerate(sheet.rows):
        page.set_row(number, height([(_text(value), _TEXT_WIDTH)], _TEXT_LINE))
        if text := _text(value):
            look = looks["title" if isinstance(value, Styled) else "text"]
            page.write_string(number, 0, _held(text), look)


def _text(value: Value) -> str:
    """What of a value can take more than a line."""
    return value.text if isinstance(value, Styled) else value if isinstance(value, str) else ""


def _write_cell(
    page: Worksheet, row: int, column: int, value: Value, looks: dict[str, Format]
) -> None:
    """A day as a day, a number as a number, and all else as text, whatever it begins with."""
    if isinstance(value, date) and value.year >= _FIRST_YEAR:
        page.write_datetime(row, column, value, looks["day"])
    elif isinstance(value, int):
        page.write_number(row, column, value, looks["number"])
    elif isinstance(value, Styled):
        page.write_string(row, column, _held(value.text), looks[value.style])
    elif value:
        page.write_string(row, column, _held(str(value)), looks[Style.PLAIN])


def _held(text: str) -> str:
    """The text, cut where Excel holds no more of it (a character of two units counts as two)."""
    said = printable(text).replace("\r\n", "\n").replace("\r", "\n")
    units = said.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return said
    return units[: 2 * (LONGEST_CELL - len(_CUT))].decode("utf-16-le", "ignore") + _CUT
