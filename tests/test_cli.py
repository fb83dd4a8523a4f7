"""The command line: options, exit status, widths, colour, output files."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cinpolicy import console
from cinpolicy.cli import COMMANDS, main
from cinpolicy.reporting import csv_rows

ROOT = Path(__file__).parent.parent
PLAIN = str(ROOT / "scenarios" / "plain_first_assessment.yaml")
DISABLED = str(ROOT / "scenarios" / "disabled_child.yaml")
MOVING_IN = str(ROOT / "scenarios" / "moving_in.yaml")
EXAMPLE = ROOT / "drafts" / "kent_2027.yaml"
EXPECTATIONS = ROOT / "scenarios" / "expectations" / "closing_and_chairing.yaml"


def invoke(*words: str, width: int = 100, **rest: str) -> Result:
    environment = {"COLUMNS": str(width), **rest}
    return CliRunner().invoke(main, list(words), env=environment)


@pytest.mark.parametrize("width", [100, 200])
@pytest.mark.parametrize(
    "scenario", sorted((ROOT / "scenarios").glob("*.yaml")), ids=lambda p: p.stem
)
def test_no_line_is_wider_than_the_terminal(scenario: Path, width: int) -> None:
    result = invoke("compare", str(scenario), width=width)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= width


@pytest.mark.parametrize("command", [("explain", DISABLED, "-a", "kent"), ("show", "ealing")])
def test_explanations_and_procedures_fit_the_terminal(command: tuple[str, ...]) -> None:
    result = invoke(*command)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_all_installed_authorities_are_compared_by_default() -> None:
    made = json.loads(invoke("compare", PLAIN, "--format", "json").stdout)["comparisons"][0]
    slugs = [column["authority"] for column in made["authorities"]]
    assert slugs == ["calderdale", "ealing", "islington", "kent", "stoke"]


def test_authorities_stand_in_the_order_asked_for() -> None:
    result = invoke("compare", PLAIN, "-a", "kent", "-a", "ealing", "--format", "json")
    made = json.loads(result.stdout)["comparisons"][0]
    assert [column["authority"] for column in made["authorities"]] == ["kent", "ealing"]
    assert [c["authority"] for c in made["rows"][0]["cells"]] == ["kent", "ealing"]


def test_a_procedure_file_is_an_authority(tmp_path: Path) -> None:
    text = (ROOT / "plugins" / "stoke" / "procedure.yaml").read_text("utf-8")
    changed = tmp_path / "draft.yaml"
    changed.write_text(text.replace("authority: stoke", "authority: stoke_draft"), "utf-8")
    result = invoke("compare", PLAIN, "-a", "stoke", "-a", str(changed), "--format", "json")
    made = json.loads(result.stdout)["comparisons"][0]
    assert [c["authority"] for c in made["authorities"]] == ["stoke", "stoke_draft"]
    assert not any(row["divergences"] for row in made["rows"])


def test_a_draft_under_an_installed_name_stands_beside_it(tmp_path: Path) -> None:
    text = (ROOT / "plugins" / "stoke" / "procedure.yaml").read_text("utf-8")
    changed = tmp_path / "draft.yaml"
    changed.write_text(text.replace("at: 3 months", "at: 2 months"), "utf-8")
    result = invoke("compare", PLAIN, "-a", "stoke", "-a", str(changed), "--format", "json")
    made = json.loads(result.stdout)["comparisons"][0]
    assert [c["authority"] for c in made["authorities"]] == ["stoke", "stoke (file)"]
    row = next(r for r in made["rows"] if r["row"] == "review.1")
    # From the meeting assumed on Wed 12 Mar 2025: Mon 12 May and Thu 12 Jun, 31 days apart.
    assert [cell["date"] for cell in row["cells"]] == ["2025-06-12", "2025-05-12"]
    assert row["divergences"][0]["size"] == 31


def test_a_topic_keeps_every_row_it_can_bring_about() -> None:
    result = invoke("compare", PLAIN, "--topic", "review_interval", "--format", "json")
    rows = {row["row"] for row in json.loads(result.stdout)["comparisons"][0]["rows"]}
    assert {"review.1", "review.2", "review.3", "review.count"} <= rows
    assert not any(row.startswith(("visit", "chair")) for row in rows)


def test_only_divergent_leaves_out_rows_that_agree() -> None:
    every = json.loads(invoke("compare", PLAIN, "--format", "json").stdout)
    some = json.loads(invoke("compare", PLAIN, "--only-divergent", "--format", "json").stdout)
    divergent = [r["row"] for r in every["comparisons"][0]["rows"] if r["divergences"]]
    assert [r["row"] for r in some["comparisons"][0]["rows"]] == divergent
    assert len(divergent) < len(every["comparisons"][0]["rows"])


def test_several_scenarios_in_one_call() -> None:
    made = json.loads(invoke("compare", PLAIN, DISABLED, "--format", "json").stdout)
    names = [one["scenario"] for one in made["comparisons"]]
    assert names == ["plain_first_assessment", "disabled_child"]
    shown = invoke("compare", PLAIN, DISABLED).stdout
    assert shown.count("What differs most") == 2


def test_exit_status_where_something_differs() -> None:
    assert invoke("compare", PLAIN).exit_code == 0
    assert invoke("compare", PLAIN, "--fail-on-divergence").exit_code == 1
    alone = invoke("compare", PLAIN, "-a", "kent", "--fail-on-divergence")
    assert alone.exit_code == 0


def test_the_largest_divergence_is_named_with_its_size_and_pieces() -> None:
    shown = invoke(
        "compare", PLAIN, "-a", "calderdale", "-a", "ealing", "--topic", "first_review_due"
    )
    # Calderdale: six weeks from the meeting assumed on Wed 12 Mar 2025, Wed 23 Apr. Ealing: three
    # months from the assessment of Wed 19 Feb 2025, Mon 19 May. 26 days apart: the clock starts
    # 21 days earlier in Ealing, and three months are here 89 days against 42.
    assert "First review" in shown.stdout
    made = json.loads(
        invoke("compare", PLAIN, "-a", "calderdale", "-a", "ealing", "--format", "json").stdout
    )
    row = next(r for r in made["comparisons"][0]["rows"] if r["row"] == "review.1")
    divergence = next(d for d in row["divergences"] if d["aspect"] == "date")
    assert divergence["code"] == "review.1:date"
    assert divergence["size"] == 26
    assert (divergence["earliest"], divergence["latest"]) == ("calderdale", "ealing")
    assert divergence["gap"] == {
        "days": 26,
        "start": -21,
        "period": 47,
        "non_working": 0,
        "moved": 0,
    }


def test_no_colour_away_from_a_terminal() -> None:
    assert "\x1b" not in invoke("compare", PLAIN, "--topic", "first_review_due").stdout


class _Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_colour_on_a_terminal_unless_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", _Terminal())
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert console.look(None).mark("x") != "x"
    assert console.look(Path("file.txt")).mark("x") == "x"
    monkeypatch.setenv("NO_COLOR", "")
    assert console.look(None).mark("x") == "x"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "no-such-encoding"])
def test_a_console_that_cannot_show_a_character_gets_a_plain_one(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = _Terminal()
    terminal.encoding = encoding  # type: ignore[misc]
    monkeypatch.setattr("sys.stdout", terminal)
    look = console.look(None)
    if encoding == "no-such-encoding":
        assert not look.unicode
    else:
        assert look.unicode == _encodes("─·†≠", encoding)


def _encodes(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def test_plain_characters_where_unicode_cannot_be_shown() -> None:
    result = CliRunner(charset="ascii").invoke(main, ["compare", PLAIN], env={"COLUMNS": "100"})
    assert result.exit_code == 0
    assert result.stdout.isascii()
    assert "<> " in result.stdout


@pytest.mark.parametrize("form", ["text", "markdown", "csv", "json"])
def test_output_goes_to_a_file_in_utf_8(form: str, tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    printed = invoke("compare", PLAIN, "--format", form).stdout
    result = invoke("compare", PLAIN, "--format", form, "--output", str(target))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert target.read_bytes().decode("utf-8").replace("\r\n", "\n") == printed.replace(
        "\r\n", "\n"
    )
    assert list(tmp_path.iterdir()) == [target]


def test_csv_is_one_cell_a_line_with_every_column() -> None:
    text = invoke("compare", PLAIN, DISABLED, "--format", "csv").stdout
    lines = list(csv.DictReader(io.StringIO(text)))
    assert tuple(lines[0]) == csv_rows.COLUMNS
    assert {line["scenario"] for line in lines} == {"plain_first_assessment", "disabled_child"}
    reviews = [line for line in lines if line["row"] == "review.1"]
    assert len(reviews) == 10
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d|", line["due_date"]) for line in lines)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_can_become_a_formula(start: str) -> None:
    assert csv_rows.safe(f"{start}1+1") == f"'{start}1+1"
    assert csv_rows.safe(f"a{start}") == f"a{start}"


def test_markdown_escapes_what_it_would_act_on(tmp_path: Path) -> None:
    case = (ROOT / "scenarios" / "plain_first_assessment.yaml").read_text("utf-8")
    nasty = tmp_path / "nasty.yaml"
    nasty.write_text(re.sub(r"(?m)^title: .*", "title: 'a <b>|*c*'", case), "utf-8")
    shown = invoke("compare", str(nasty), "--format", "markdown").stdout
    assert shown.startswith("# a &lt;b&gt;\\|\\*c\\*\n")


def test_explain_tells_the_chain_back_to_the_first_event() -> None:
    shown = invoke("explain", PLAIN, "-a", "kent", "--topic", "first_meeting_due").stdout
    block = shown[shown.index("First meeting") :]
    # Wed 19 Feb 2025 and ten working days: Wed 5 Mar 2025, four weekend days between.
    assert "Wed 5 Mar 2025  (met)" in block
    assert "within 10 working days of the assessment being completed (should)" in block
    assert "kent, section 5, paras 71-72 [first-meeting]" in block
    assert "because     Assessment completed on Wed 19 Feb 2025" in block
    assert "after       Referral on Mon 13 Jan 2025" in block
    assert "10 working days forward from Wed 19 Feb 2025 as day 0" in block
    assert "4 weekend days" in block


def test_a_mark_is_passed_on_in_every_form_and_explained() -> None:
    # Ten working days from Mon 3 Mar 2025 are Mon 17 Mar; three months from then Tue 17 Jun.
    made = json.loads(invoke("compare", DISABLED, "-a", "kent", "--format", "json").stdout)
    (row,) = [one for one in made["comparisons"][0]["rows"] if one["row"] == "review.1"]
    (cell,) = row["cells"]
    assert (cell["date"], cell["rests_on_assumption"]) == ("2025-06-17", True)
    from_ = [(one["event"], one["date"]) for one in cell["obligation"]["goes_back_to"]]
    assert from_ == [("plan_start", "2025-03-17")] * 2 + [("first_meeting", "2025-03-17")]
    shown = invoke("compare", DISABLED, "-a", "kent", "-a", "islington").stdout
    assert "17 Jun 2025†" in shown
    assert "16 Jun 2025†" not in shown.split("NOTICES")[0]
    told = invoke("explain", DISABLED, "-a", "kent", "--topic", "first_review_due").stdout
    assert "assumes     for First meeting on Mon 17 Mar 2025: The assessment finds" in told


def test_show_gives_periods_conditions_roles_force_and_paragraphs_in_json() -> None:
    shape = json.loads(invoke("show", "kent", "--format", "json").stdout)
    provisions = {p["id"]: p for p in shape["provisions"]}
    meeting = provisions["first-meeting"]
    assert meeting["topic"] == "first_meeting_due"
    assert meeting["timing"]["period"] == {"amount": 10, "unit": "working day"}
    assert meeting["force"] == "should"
    assert 72 in meeting["citation"]["paragraphs"]
    chair = provisions["chair-review-iro"]
    assert chair["roles"] == ["independent_reviewing_officer"]
    assert "short_break_nights_a_year" in json.dumps(chair["conditions"])


def test_authorities_lists_version_and_layer() -> None:
    listed = json.loads(invoke("authorities", "--format", "json").stdout)["authorities"]
    by_slug = {line["authority"]: line for line in listed}
    assert by_slug["national"]["layer"] == "national"
    assert by_slug["ealing"]["version"] == "19 September 2024"
    assert "ealing" in invoke("authorities").stdout


def test_help_and_version() -> None:
    assert invoke("--help").exit_code == 0
    for command in COMMANDS:
        assert invoke(command, "--help").exit_code == 0
    assert invoke("--version").exit_code == 0


def test_every_key_of_the_json_is_described() -> None:
    described = (ROOT / "docs" / "json.md").read_text("utf-8")
    shapes = [
        json.loads(invoke("compare", DISABLED, "--format", "json").stdout),
        json.loads(invoke("explain", DISABLED, "-a", "ealing", "--format", "json").stdout),
        json.loads(invoke("compare", MOVING_IN, "--readings", "all", "--format", "json").stdout),
        json.loads(invoke("show", "ealing", "--format", "json").stdout),
        json.loads(invoke("matrix", "--format", "json").stdout),
        json.loads(invoke("ambiguities", "kent", "--format", "json").stdout),
        json.loads(invoke("plan", str(EXAMPLE), "--format", "json").stdout),
        json.loads(
            invoke("diff", "kent", "ealing", "--scenario", PLAIN, "--format", "json").stdout
        ),
        json.loads(invoke("authorities", "--format", "json").stdout),
        json.loads(invoke("check", str(EXPECTATIONS), "--format", "json").stdout),
        json.loads(invoke("check", "--coverage", MOVING_IN, PLAIN, "--format", "json").stdout),
    ]
    free = {"terms", "silent_on", "divergence_counts", "silences", "facts", "listed", "counts"}
    free |= {"readings", "allows", "outcomes", "undated", "seen"}
    missing = {key for shape in shapes for key in _keys(shape, free) if f"`{key}`" not in described}
    assert missing == set()


def _keys(shape: object, free: set[str]) -> set[str]:
    """Every key in a shape, but for those of mappings whose keys are words."""
    if isinstance(shape, list):
        return {key for part in shape for key in _keys(part, free)}
    if not isinstance(shape, dict):
        return set()
    found = set(shape)
    return found | {k for key, part in shape.items() if key not in free for k in _keys(part, free)}
