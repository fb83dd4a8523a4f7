"""Reports as Word, read back by python-docx and as raw XML."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.table import Table

from cinpolicy import api
from cinpolicy.report import Report
from cinpolicy.reporting.forms import as_bytes
from tests import office


def paper(report: Report) -> Document:
    return docx.Document(io.BytesIO(as_bytes(report, Path("report.docx"))))


def xml(report: Report, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(as_bytes(report, Path("report.docx")))) as archive:
        return archive.read(name).decode()


def headings(document: Document, level: int) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == f"Heading {level}"]


def table_after(document: Document, heading: str) -> Table:
    blocks = list(document.iter_inner_content())
    place = next(i for i, b in enumerate(blocks) if not isinstance(b, Table) and b.text == heading)
    return next(block for block in blocks[place:] if isinstance(block, Table))


def column(table: Table, name: str) -> dict[str, str]:
    place = [cell.text for cell in table.rows[0].cells].index(name)
    return {row.cells[0].text: row.cells[place].text for row in table.rows[1:]}


def test_the_finding_stands_before_all_else_and_headings_are_styles() -> None:
    document = paper(office.report())
    assert document.paragraphs[0].style.name == "Title"
    assert headings(document, 1) == [
        "What differs most",
        "The case",
        "When things are due",
        "What the texts leave open",
        "What depends on how a text is read",
        "How this was made",
        "Annex: side by side",
    ]
    told = [p.text for p in document.paragraphs]
    # Three months from Mon 3 Mar 2025, and from Mon 17 Mar: Tue 3 Jun and Tue 17 Jun.
    place = told.index("First review: 14 days apart.")
    assert document.paragraphs[place].runs[0].bold
    assert told[place + 1].startswith("London Borough of Ealing: Tue 3 Jun 2025, 3 months after")
    assert told[place + 2].startswith("Kent County Council: Tue 17 Jun 2025, within 3 months of")
    assert told[place + 3].startswith(
        "This is because what starts the time falls on different days."
    )


def test_a_finding_stands_on_one_page() -> None:
    document = paper(office.report())
    told = [p.text for p in document.paragraphs]
    place = told.index("First review: 14 days apart.")
    kept = [p.paragraph_format.keep_with_next for p in document.paragraphs[place : place + 4]]
    assert kept == [True, True, True, None]


def test_days_worked_by_hand_stand_in_the_table_of_dates() -> None:
    table = table_after(paper(office.report()), "When things are due")
    assert column(table, "Kent County Council")["First review"] == "Tue 17 Jun 2025†"
    assert column(table, "London Borough of Ealing")["First review"] == "Tue 3 Jun 2025†"


def test_every_row_of_the_comparison_stands_in_the_annex() -> None:
    report = office.report()
    document = paper(report)
    blocks = list(document.iter_inner_content())
    start = next(i for i, b in enumerate(blocks) if getattr(b, "text", "") == "Annex: side by side")
    tables = [block for block in blocks[start:] if isinstance(block, Table)]
    labels = [row.cells[0].text.split("\n")[0] for table in tables for row in table.rows[1:]]
    alone = [
        b.text for b in blocks[start:] if not isinstance(b, Table) and b.style.name == "List Bullet"
    ]
    for row in report.cases[0].comparison.rows:
        speaking = sum(cell.says_something for cell in row.cells)
        assert (row.label in labels) == (speaking > 1) or row.label in alone
        if speaking == 1:
            assert any(line.startswith(f"{row.label} (") for line in alone)


def test_header_rows_are_repeated_and_rows_are_not_broken() -> None:
    made = xml(office.report())
    tables = re.findall(r"<w:tbl>.*?</w:tbl>", made, re.DOTALL)
    assert len(tables) > 5
    for table in tables:
        rows = re.findall(r"<w:tr>.*?</w:tr>|<w:tr .*?</w:tr>", table, re.DOTALL)
        assert "<w:tblHeader/>" in rows[0]
        assert not any("<w:tblHeader/>" in row for row in rows[1:])
        assert all("<w:cantSplit/>" in row for row in rows)


def test_pages_are_a4_and_the_annex_lies_across() -> None:
    sizes = [(round(s.page_width.cm, 1), round(s.page_height.cm, 1)) for s in _sections()]
    assert sizes == [(21.0, 29.7), (29.7, 21.0)]
    assert 'w:instr="PAGE"' in xml(office.report(), "word/footer1.xml")
    assert 'w:lang w:val="en-GB"' in xml(office.report(), "word/styles.xml")


def _sections() -> list:
    return list(paper(office.report()).sections)


def test_what_the_texts_leave_open_is_counted_by_kind() -> None:
    report = office.report()
    table = table_after(paper(report), "What the texts leave open")
    counts = report.cases[0].comparison.silences["kent"]
    for kind in ("no requirement", "deferred", "discretion", "not stated"):
        assert column(table, kind)["Kent County Council"] == str(counts[kind])


def test_readings_stand_with_what_turns_on_them() -> None:
    table = table_after(paper(office.report()), "What depends on how a text is read")
    lost = column(table, "The texts do not differ then in")
    name = 'London Borough of Ealing, network meetings of the disability team: "every child"'
    assert "First meeting: whether it is required" in lost[name]
    told = column(table, "What is open, and why it can be read so")[name]
    assert told.startswith("Paras 38, 71, 111, 123, 147, 158: The rules on the first Network")
    assert "Read so: The body's rule" in told


def test_method_names_versions_and_the_command() -> None:
    document = paper(office.report())
    assert office.COMMAND in [p.text for p in document.paragraphs]
    versions = column(table_after(document, "How this was made"), "Version")
    assert versions["London Borough of Ealing\nealing"] == "19 September 2024"


def test_several_cases_stand_one_after_another_under_one_title() -> None:
    document = paper(office.two_cases())
    titles = [case.comparison.title for case in office.two_cases().cases]
    assert headings(document, 1) == [
        *titles,
        "How this was made",
        "Annex: side by side",
    ]
    assert headings(document, 2).count("What differs most") == 2


@pytest.mark.parametrize("text", ["<w:t>&amp;", '=HYPERLINK("x")', "a\x00b\x0b\ud800"])
def test_any_text_is_text(text: str) -> None:
    shown = re.sub("[\x00\x0b\ud800]", "\ufffd", text)
    document = paper(office.with_texts(text))
    assert document.paragraphs[0].text == shown
    assert document.core_properties.title == shown
    assert shown in table_after(document, "When things are due").rows[1].cells[0].text


def test_procedures_of_one_name_are_told_apart() -> None:
    draft = str(office.ROOT / "drafts" / "kent_2027.yaml")
    document = paper(api.report([office.DISABLED], ["kent", draft], every_reading=False))
    heads = [cell.text for cell in table_after(document, "When things are due").rows[0].cells]
    assert heads == ["What", "Kent County Council (kent)", "Kent County Council (kent_2027)"]
    made = column(table_after(document, "How this was made"), "Document")
    assert "with the draft: Closer reviews" in made["Kent County Council\nkent_2027"]
    assert "draft" not in made["Kent County Council\nkent"]


def test_how_often_stands_in_a_table() -> None:
    report = office.report()
    table = table_after(paper(report), "How often things are due")
    # To 6 Mar 2026 Ealing's reviews fall on 3 Jun and 3 Dec, Kent's on 17 Jun and 17 Dec 2025.
    # Of visits only Ealing gives a time: 17 Mar 2025, then every six weeks from it to 16 Feb.
    counted = column(table, "London Borough of Ealing")
    assert counted["Visit: how many due by 6 Mar 2026"] == "9"
    assert counted["Review: how many due by 6 Mar 2026"] == "2"
    visits = column(table, "Kent County Council")["Visit: how many due by 6 Mar 2026"]
    assert visits == "left to the team manager"


def test_the_table_of_dates_says_what_became_of_a_date_and_that_it_comes_after_the_end() -> None:
    three = ["islington", "kent", "stoke"]
    document = paper(api.report([office.CHANGE], three, every_reading=False))
    table = table_after(document, "When things are due")
    islington = column(table, "London Borough of Islington")
    # Twelve weeks from Wed 26 Mar 2025 is 18 Jun; the early review was on 20 May, and twelve weeks
    # from it is 12 Aug. Stoke's six months from 20 May are 20 Nov, and the next after 20 Jan 2026.
    assert islington["First review"] == "due Wed 18 Jun 2025\ndone 20 May 2025"
    assert islington["Second review"] == "Tue 12 Aug 2025"
    stoke = column(table, "Stoke-on-Trent City Council")
    assert stoke["Second review"] == "Thu 20 Nov 2025"
    assert stoke["Third review"] == "Wed 20 May 2026\nafter the end of the case"
    assert islington["Third review"] == "Tue 4 Nov 2025"


def test_who_does_or_decides_stands_in_the_body_where_all_say_so_and_differ() -> None:
    report = api.report([office.CHANGE], ["calderdale", "islington"], every_reading=False)
    table = table_after(paper(report), "Who does or decides it")
    calderdale = column(table, "Calderdale Council")
    assert calderdale["Chair (first review)"] == (
        "lead professional, practice manager or team manager"
    )
    islington = column(table, "London Borough of Islington")
    assert islington["Chair (first review)"] == "deputy team manager"
    assert "Ending the plan" in islington
    # The same manager reviews decisions, and Islington says nothing of who takes the notes.
    assert "Reviewing decisions" not in islington
    assert "Taking notes (first meeting)" not in islington


def test_with_two_texts_what_one_leaves_open_and_the_other_speaks_of_is_listed() -> None:
    report = api.report([office.CHANGE], ["calderdale", "islington"], every_reading=False)
    told = [p.text for p in paper(report).paragraphs]
    lead = "Of what is to be done in a time, and of which the other text speaks:"
    (open_,) = [
        t for t in told[told.index(lead) :] if t.startswith("London Borough of Islington, n")
    ]
    assert "First visit" in open_
    assert "First review" not in open_
    alone = [p.text for p in paper(office.of_one("kent")).paragraphs]
    assert not [text for text in alone if text.startswith("Of what is to be done")]
