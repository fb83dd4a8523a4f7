"""Reports as Word, read by mammoth, which has no part in writing them."""

import io
import re
from html import unescape
from pathlib import Path

import mammoth
import pytest

from cinpolicy import api, wording
from cinpolicy.reporting.forms import as_bytes
from tests.cases import library

SCENARIOS = sorted((Path(__file__).parent.parent / "scenarios").glob("*.yaml"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_another_reader_finds_headings_tables_and_every_date(scenario: Path) -> None:
    made = api.report([scenario], every_reading=False, library=library())
    read = mammoth.convert_to_html(io.BytesIO(as_bytes(made, Path("paper.docx"))))
    assert {one.message.split(":")[0] for one in read.messages} <= {"Unrecognised paragraph style"}
    headings = [unescape(one) for one in re.findall("<h1>(.*?)</h1>", read.value)]
    assert headings[0] == "What differs most"
    assert headings[-1] == "Annex: side by side"
    assert read.value.count("<table>") == read.value.count("<thead>") > 1
    text = unescape(re.sub("<[^>]*>", " ", read.value))
    comparison = made.cases[0].comparison
    assert comparison.question in text
    for row in comparison.rows:
        assert row.label in text
        for cell in row.cells:
            assert not cell.due or wording.plain_day(cell.due) in text
            assert not cell.says_something or cell.citation in text
