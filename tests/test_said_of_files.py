"""What is said of a file that is not there, is no text, or cannot be made or read."""

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from cinpolicy.cli import main
from cinpolicy.loading.decoding import other_format
from cinpolicy.loading.document import parse
from cinpolicy.loading.faults import InputError
from cinpolicy.reporting.forms import FORMS, NoFormError, asked
from cinpolicy.reporting.missing import missing
from tests import office

PLAIN = (office.ROOT / "scenarios" / "plain_first_assessment.yaml").read_bytes()


def said(*words: str) -> list[str]:
    result = CliRunner().invoke(main, list(words))
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.splitlines()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a case, worked in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "moving_in.yaml").write_bytes(PLAIN)
    return tmp_path


COMMANDS = [
    ("compare", "{}", "-a", "kent"),
    ("report", "{}", "-a", "kent", "-o", "r.md"),
    ("publish", "{}", "-a", "kent"),
    ("explain", "{}", "-a", "kent"),
    ("check", "{}"),
    ("diff", "kent", "stoke", "--scenario", "{}"),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize("name", ["moving-in.yaml", "moving_in"])
def test_of_a_file_that_is_not_there_the_likely_one_is_told(
    words: tuple[str, ...], name: str
) -> None:
    path = str(Path("cases", name))
    meant = Path("cases", "moving_in.yaml")
    expected = f"there is no file {path}; did you mean {meant}?"
    assert said(*(word.format(path) for word in words)) == [expected]


@pytest.mark.usefixtures("folder")
def test_every_file_is_told_and_where_nothing_is_near_only_that(folder: Path) -> None:
    (folder / "bad.yaml").write_text("scenario: [\n", "utf-8")
    told = said("compare", "cases/zzz.yaml", "bad.yaml", "none/moving_in.yaml", "-a", "kent")
    assert told[0].startswith("bad.yaml:2:1: $: expected well-formed YAML, ")
    assert told[1:] == [
        f"there is no file {Path('cases', 'zzz.yaml')}",
        f"there is no file {Path('none', 'moving_in.yaml')}",
    ]


def packed(part: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(part, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (packed("word/document.xml"), "a Word document"),
        (packed("xl/workbook.xml"), "an Excel workbook"),
        (packed("else.txt"), "a Word document or another packed file"),
        (b"%PDF-1.7", "a PDF"),
        (b"word/document.xml: 1", ""),
        (b"scenario: x", ""),
    ],
)
def test_files_of_other_formats_are_known_by_what_is_in_them(content: bytes, what: str) -> None:
    assert other_format(content) == what


def test_a_word_document_is_no_case(folder: Path) -> None:
    (folder / "case.docx").write_bytes(packed("word/document.xml"))
    assert said("compare", "case.docx", "-a", "kent") == [
        "case.docx:1:1: $: expected text in UTF-8, found what looks like a Word document"
    ]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("r.doc", "no report is made as .doc: did you mean .docx? (there are .md (Markdown), "),
        ("r.qqqqqq", "no report is made as .qqqqqq (there are .md (Markdown), "),
        ("paper", "and paper has none: add one, such as paper.docx; there are .md (Markdown), "),
    ],
)
def test_of_an_ending_that_there_is_not_it_is_told_what_to_do(name: str, wanted: str) -> None:
    with pytest.raises(NoFormError) as raised:
        asked(Path(name))
    assert wanted in str(raised.value)
    assert all(ending in str(raised.value) for ending in FORMS)


def test_a_missing_package_is_told_with_the_line_for_the_folder_too() -> None:
    error = ModuleNotFoundError("No module", name="matplotlib.figure")
    assert missing(FORMS[".ics"].what, error, "plots") == (
        "a calendar needs the package matplotlib: pip install '.[plots]' in the folder of "
        "cinpolicy, or pip install 'cinpolicy[plots]'"
    )


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        # The key, and not the line after it at which the parser gives up.
        ("a: 1\nb 2\nc: 3\n", (2, 1), "a key has a colon and a blank after it"),
        ('a: 1\nb: "2\nc: 3\n', (2, 4), "a quotation mark that is never closed"),
        # Within a list or a mapping the fault stands where reading ended.
        ("a: [1\nb: 2\n", (2, 2), "something other than ',' or ']'"),
    ],
)
def test_what_is_no_yaml_is_told_where_it_begins(
    text: str, place: tuple[int, int], found: str
) -> None:
    with pytest.raises(InputError) as raised:
        parse("x", text.encode())
    (fault,) = raised.value.faults
    assert (fault.line, fault.column) == place
    assert fault.found.endswith(found)
    assert "could not find" not in str(fault)
