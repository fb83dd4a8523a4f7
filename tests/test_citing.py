"""The version of the tool, the file for citing it, and the fingerprints of the data."""

import json
import tomllib
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
import yaml
from attrs import evolve
from click.testing import CliRunner

import cinpolicy
from cinpolicy import api
from cinpolicy.cli import main
from cinpolicy.library import Library
from cinpolicy.loading.encodings import fingerprint, of_authority
from cinpolicy.plugin import DeclaredAuthority
from cinpolicy.reporting.forms import as_bytes
from tests import office

ROOT = Path(__file__).parent.parent
KENT = ROOT / "plugins" / "kent" / "procedure.yaml"
NORTHSHIRE = ROOT / "examples" / "northshire" / "cinpolicy_northshire"
DRAFT = ROOT / "drafts" / "kent_2027.yaml"


def digits(*contents: bytes) -> str:
    return sha256(b"\0".join(contents)).hexdigest()[:12]


def plain(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")


def shown(*words: str | Path) -> dict[str, object]:
    result = CliRunner().invoke(main, [*map(str, words), "--format", "json"])
    assert result.exit_code == 0, result.output
    made: dict[str, object] = json.loads(result.stdout)
    return made


# --- the tool --------------------------------------------------------------------------------


def test_the_version_is_that_of_the_project_everywhere() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        version = tomllib.load(file)["project"]["version"]
    assert cinpolicy.__version__ == version
    assert shown("authorities")["cinpolicy"] == version
    for page in (ROOT / "README.md", ROOT / "docs" / "index.md"):
        assert f"> The cinpolicy contributors. *cinpolicy* (version {version})." in page.read_text(
            "utf-8"
        )


def test_the_file_for_citing_claims_what_is_so_and_no_more() -> None:
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    # CFF 1.2.0 requires the first four; "type" is software or dataset.
    assert said.keys() == {
        *("cff-version", "message", "title", "authors"),
        *("type", "version", "abstract", "keywords"),
    }
    assert (said["cff-version"], said["type"], said["title"]) == ("1.2.0", "software", "cinpolicy")
    assert said["authors"] == [{"name": "The cinpolicy contributors"}]
    assert said["version"] == cinpolicy.__version__
    assert all(isinstance(word, str) for word in said["keywords"])
    assert len(set(said["keywords"])) == len(said["keywords"])


# --- fingerprints ----------------------------------------------------------------------------


def test_a_fingerprint_is_the_beginning_of_the_sha256_of_the_bytes() -> None:
    # The first test vector of FIPS 180: ba7816bf 8f01cfea ...
    assert fingerprint([b"abc"]) == "ba7816bf8f01"
    assert fingerprint([b"ab", b"c"]) == digits(b"ab", b"c") != fingerprint([b"abc"])


@pytest.mark.parametrize("content", [b"a\r\nb\r\n", b"\xef\xbb\xbfa\nb\n"])
def test_line_ends_and_the_byte_order_mark_do_not_count(content: bytes) -> None:
    assert fingerprint([content]) == fingerprint([b"a\nb\n"])


def test_any_other_byte_counts() -> None:
    marks = {fingerprint([one]) for one in (b"a\nb\n", b"a\nb", b"a \nb\n", b"a\rb\n", b"A\nb\n")}
    assert len(marks) == 5


def test_of_one_file_it_is_what_sha256sum_gives() -> None:
    assert Library().fingerprint("kent") == digits(plain(KENT))


def test_a_draft_counts_after_what_it_changes() -> None:
    library = Library()
    slug = library.add(DRAFT)
    based_on = yaml.safe_load(DRAFT.read_text("utf-8"))["based_on"]
    base = ROOT / "plugins" / based_on / "procedure.yaml"
    assert library.fingerprint(slug) == digits(plain(base), plain(DRAFT))
    assert library.fingerprint(based_on) == digits(plain(base))


def test_versions_count_but_not_beside_one_that_is_named(tmp_path: Path) -> None:
    text = KENT.read_text("utf-8")
    first, second = f"in_force_from: 2024-01-01\n{text}", f"in_force_from: 2025-01-01\n{text}"
    named = tmp_path / "procedure.yaml"
    named.write_bytes(first.encode())
    (tmp_path / "versions").mkdir()
    (tmp_path / "versions" / "later.yaml").write_bytes(second.encode())
    authority = DeclaredAuthority(named)
    both, alone = of_authority(authority), of_authority(authority, alone=True)
    assert both == digits(first.encode(), second.encode())
    assert alone == digits(first.encode())


def test_of_an_authority_in_python_its_module_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(NORTHSHIRE.parent))
    from importlib import import_module

    northshire = import_module("cinpolicy_northshire")
    versions = sorted((NORTHSHIRE / "versions").glob("*.yaml"))
    files = [NORTHSHIRE / "procedure.yaml", *versions, NORTHSHIRE / "__init__.py"]
    assert of_authority(northshire.authority) == digits(*map(plain, files))


def test_what_has_no_file_has_no_fingerprint() -> None:
    module = ModuleType("nowhere")
    vars(module)["procedure"] = Library().procedure("kent")
    assert of_authority(module) == ""  # type: ignore[arg-type]


def test_a_case_has_that_of_its_file_and_one_made_of_it_has_none() -> None:
    case = api.load_scenario(office.DISABLED)
    assert case.fingerprint == digits(plain(office.DISABLED))
    other = evolve(case, title="Another")
    assert other.fingerprint == ""
    assert evolve(other, title=case.title) == case


# --- where they stand ------------------------------------------------------------------------

FINGERPRINTS = {
    "national": digits(plain(ROOT / "plugins" / "national" / "procedure.yaml")),
    "ealing": digits(plain(ROOT / "plugins" / "ealing" / "procedure.yaml")),
    "kent": digits(plain(KENT)),
}
CASE = digits(plain(office.DISABLED))


@pytest.mark.parametrize("ending", ["md", "html"])
def test_the_method_of_a_report_names_them(ending: str) -> None:
    told = as_bytes(office.report(), Path(f"report.{ending}")).decode()
    method = told[told.rindex("How this was made") :]
    for slug in FINGERPRINTS:
        assert f"fingerprint of the encoding: {FINGERPRINTS[slug]}" in method
    assert f"(fingerprint {CASE})" in method
    assert f"Made by cinpolicy {cinpolicy.__version__}." in method


def test_word_names_them(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    (tmp_path / "report.docx").write_bytes(as_bytes(office.report(), Path("report.docx")))
    document = docx.Document(str(tmp_path / "report.docx"))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    told = "\n".join([*cells, *(one.text for one in document.paragraphs)])
    for mark in FINGERPRINTS.values():
        assert f"fingerprint of the encoding: {mark}" in told
    assert f"(fingerprint {CASE})" in told


def test_excel_names_them_on_the_sheet_of_sources(tmp_path: Path) -> None:
    (tmp_path / "report.xlsx").write_bytes(as_bytes(office.report(), Path("report.xlsx")))
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    head, *lines = book["Sources"].values
    column = list(head).index("Fingerprint")
    assert {line[0]: line[column] for line in lines} == FINGERPRINTS
    about = "\n".join(str(cell.value) for cell in book["About"]["A"])
    assert f"(fingerprint {CASE})" in about


def test_json_names_them() -> None:
    for made in (
        json.loads(as_bytes(office.report(), Path("report.json"))),
        shown("compare", office.DISABLED, "-a", "kent", "-a", "ealing"),
    ):
        assert made["cinpolicy"] == cinpolicy.__version__
        (one,) = made["comparisons"]
        named = {column["authority"]: column["fingerprint"] for column in one["authorities"]}
        named |= {layer["layer"]: layer["fingerprint"] for layer in one["layers"]}
        assert named == FINGERPRINTS
        assert one["fingerprint"] == CASE
    assert shown("show", "kent")["fingerprint"] == FINGERPRINTS["kent"]


def test_the_list_of_what_is_installed_names_them() -> None:
    made = Library()
    from cinpolicy.reporting.installed import as_json

    listed = {one["authority"]: one for one in json.loads(as_json(made))["authorities"]}
    assert {slug: listed[slug]["fingerprint"] for slug in FINGERPRINTS} == FINGERPRINTS
