"""``--quote-from``: the paragraph itself at each citation, out of the reader's own copies."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cinpolicy.cli import main
from cinpolicy.loading.texts import load_text

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "northshire"
PLAIN = str(ROOT / "scenarios" / "plain_first_assessment.yaml")
PARAGRAPHS = load_text(EXAMPLE / "text.txt")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Northshire's procedure and register, and a folder of texts with its own alone."""
    for name in ("procedure.yaml", "sources.yaml"):
        shutil.copy(EXAMPLE / "cinpolicy_northshire" / name, tmp_path)
    (tmp_path / "texts").mkdir()
    shutil.copy(EXAMPLE / "text.txt", tmp_path / "texts" / "northshire.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def invoke(*words: str, width: int = 100) -> Result:
    return CliRunner().invoke(main, [*words, "--quote-from", "texts"], env={"COLUMNS": str(width)})


def flat(text: str) -> str:
    """A text as one line, wherever it was wrapped."""
    return " ".join(text.split())


def write(place: Path, *paragraphs: str) -> None:
    (place / "texts" / "northshire.txt").write_text("\n\n".join(paragraphs), "utf-8")


def test_show_has_the_paragraph_under_each_citation(place: Path) -> None:
    shown = invoke("show", "procedure.yaml").stdout
    assert max(map(len, shown.splitlines())) <= 100
    under = flat(shown.split("planning-meeting\n")[1])
    assert under.startswith(f"para 4: {PARAGRAPHS[3]} ")
    # Reviews rest on four paragraphs, one after the other.
    reviews = flat(shown.split("paras 7-10 \u00b7 reviews\n")[1])
    said = [f"para {number}: {PARAGRAPHS[number - 1]}" for number in (7, 8, 9, 10)]
    assert reviews.startswith(" ".join(said))
    silence = flat(shown.split("left to the team manager (para 14)\n")[1])
    assert silence.startswith(f"para 14: {PARAGRAPHS[13]}")


def test_without_the_option_nothing_is_quoted(place: Path) -> None:
    shown = CliRunner().invoke(main, ["show", "procedure.yaml"]).stdout
    assert "para 4:" not in shown
    assert PARAGRAPHS[3] not in flat(shown)


def test_explain_has_the_paragraph_under_the_source(place: Path) -> None:
    shown = invoke("explain", PLAIN, "-a", "procedure.yaml", "--topic", "first_meeting_due").stdout
    after = shown.split("[planning-meeting]\n")[1].splitlines()
    assert after[0].startswith(f"  text        para 4: {PARAGRAPHS[3][:40]}")
    assert f"para 4: {PARAGRAPHS[3]} because" in flat(shown)


def test_compare_has_each_paragraph_once_after_the_table(place: Path) -> None:
    words = ("compare", PLAIN, "-a", "procedure.yaml", "-a", "kent")
    shown = invoke(*words, "--topic", "review_interval", "--topic", "travel_check").stdout
    section = shown.split("What the texts say\n")[1].split("What differs most")[0]
    northshire, kent = section.split("  northshire\n")[1].split("  kent\n")
    wanted = [f"para {number}: {PARAGRAPHS[number - 1]}" for number in (7, 8, 9, 10, 11)]
    assert flat(northshire) == " ".join(wanted)
    assert flat(kent) == "There is no text of kent in texts."
    assert max(map(len, shown.splitlines())) <= 100


def test_compare_as_markdown(place: Path) -> None:
    words = ("compare", PLAIN, "-a", "procedure.yaml", "-a", "kent", "--topic", "first_meeting_due")
    shown = invoke(*words, "--format", "markdown").stdout
    assert f"### northshire\n\n> para 4: {PARAGRAPHS[3]}\n\n### kent\n" in shown
    assert "*There is no text of kent in texts.*" in shown


def test_a_paragraph_that_has_moved_is_found(place: Path) -> None:
    write(place, "Foreword about bicycles", *PARAGRAPHS)
    shown = flat(invoke("show", "procedure.yaml").stdout)
    assert f"para 4 (now 5): {PARAGRAPHS[3]}" in shown


def test_a_paragraph_that_has_changed_is_marked(place: Path) -> None:
    texts = list(PARAGRAPHS)
    texts[3] = texts[3].replace("7 working", "9 working")
    write(place, *texts)
    shown = flat(invoke("show", "procedure.yaml").stdout)
    assert "para 4 (changed since it was encoded, about " in shown
    assert f"alike): {texts[3]}" in shown


def test_a_paragraph_that_has_vanished_is_said_to_have(place: Path) -> None:
    write(place, *PARAGRAPHS[:10], *PARAGRAPHS[11:])
    shown = flat(invoke("show", "procedure.yaml").stdout)
    assert "para 11 is no longer in the text." in shown
    assert f"para 12 (now 11): {PARAGRAPHS[11]}" in shown


def test_without_a_register_paragraphs_go_by_number(place: Path) -> None:
    (place / "sources.yaml").unlink()
    shown = invoke("show", "procedure.yaml").stdout
    assert "No fingerprints of northshire are recorded: paragraphs go by their numbers" in shown
    assert f"para 4: {PARAGRAPHS[3]}" in flat(shown)


def test_without_a_text_it_says_so(place: Path) -> None:
    (place / "texts" / "northshire.txt").unlink()
    for words in (
        ("show", "procedure.yaml"),
        ("explain", PLAIN, "-a", "procedure.yaml"),
        ("compare", PLAIN, "-a", "procedure.yaml"),
    ):
        result = invoke(*words)
        assert result.exit_code == 0
        assert "There is no text of northshire in texts." in result.stdout


def test_a_draft_beside_an_installed_authority_is_quoted_from_the_same_text(place: Path) -> None:
    shutil.copy(ROOT / "plugins" / "stoke" / "procedure.yaml", place / "draft.yaml")
    (place / "sources.yaml").unlink()
    (place / "texts" / "stoke.txt").write_text("One\nTwo\nThree\n" * 10, "utf-8")
    shown = invoke("compare", PLAIN, "-a", "stoke", "-a", "draft.yaml").stdout
    assert "There is no text of stoke" not in shown
    assert "\n  stoke (file)\n" in shown


@pytest.mark.parametrize(
    "words",
    [
        ("compare", PLAIN, "--format", "json"),
        ("compare", PLAIN, "--format", "csv"),
        ("show", "procedure.yaml", "--format", "json"),
        ("explain", PLAIN, "-a", "procedure.yaml", "--format", "json"),
    ],
)
def test_data_formats_quote_nothing(place: Path, words: tuple[str, ...]) -> None:
    result = invoke(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith("cinpolicy: --quote-from does not go with --format ")


def test_the_folder_must_be_there_and_the_file_must_be_text(place: Path) -> None:
    (place / "texts" / "northshire.txt").write_bytes(b"PK\x03\x04")
    result = invoke("show", "procedure.yaml")
    assert result.exit_code == 2
    assert "northshire.txt:1:1: $: expected plain text" in result.stderr
    shutil.rmtree(place / "texts")
    assert invoke("show", "procedure.yaml").exit_code == 2


def test_compare_pays_nothing_for_it() -> None:
    """A comparison that quotes nothing imports nothing of all this."""
    program = (
        "import sys\nfrom click.testing import CliRunner\nfrom cinpolicy.cli import main\n"
        f"assert CliRunner().invoke(main, ['compare', {PLAIN!r}]).exit_code == 0\n"
        "print(*sorted(name for name in sys.modules if name.startswith('cinpolicy.')))"
    )
    run = [sys.executable, "-c", program]
    subprocess.run(run, check=True, capture_output=True, cwd=ROOT)  # the forms are compiled now
    done = subprocess.run(run, check=True, capture_output=True, text=True, cwd=ROOT)
    loaded = {name.removeprefix("cinpolicy.") for name in done.stdout.split()}
    unwanted = {"quoting", "tracing", "register", "alignment", "fingerprints", "unsettled"}
    assert "comparison" in loaded
    assert loaded & (unwanted | {"reporting.quoted", "source_check", "loading.texts"}) == set()
