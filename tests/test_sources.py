"""The source register and ``cinpolicy sources``, on a small text made for the purpose.

Northshire's text (``examples/northshire/text.txt``) has 15 paragraphs. Four are headings (1,
3, 6, 13), two not normative (2, 15), one not modelled (5). Something rests on the other
eight: the planning meeting on 4, reviews on 7 to 10, the check of travel on 11, and the
silences on meetings in between and visits on 12 and 14. So 8 of 9 normative paragraphs (88%)
are in a provision.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner, Result

from cinpolicy.case import Happening
from cinpolicy.cli import main
from cinpolicy.library import Library
from cinpolicy.loading import load_procedure, load_register
from cinpolicy.loading.bank_holidays import england
from cinpolicy.loading.texts import load_text
from cinpolicy.provisions import Question
from cinpolicy.register import Fate
from cinpolicy.simulator import simulate
from cinpolicy.tracing import trace
from cinpolicy.unsettled import named_in, said_in
from tests.cases import case, day
from tests.test_invalid import check_places, required, says

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "examples" / "northshire" / "cinpolicy_northshire"
TEXT = ROOT / "examples" / "northshire" / "text.txt"
REGISTERS = sorted((Path(__file__).parent / "invalid" / "registers").glob("*.yaml"))
PARAGRAPHS = load_text(TEXT)
PLAIN, DISABLED = "plain_first_assessment", "disabled_child"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with Northshire's procedure and register, in which commands are run."""
    for name in ("procedure.yaml", "sources.yaml"):
        shutil.copy(PACKAGE / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sources(*words: str, width: int = 100) -> Result:
    return CliRunner().invoke(main, ["sources", *words], env={"COLUMNS": str(width)})


def copy(place: Path, *paragraphs: str, name: str = "copy.txt") -> str:
    (place / name).write_text("\n\n".join(paragraphs) + "\n", "utf-8", newline="")
    return name


def without(number: int) -> list[str]:
    return [text for n, text in enumerate(PARAGRAPHS, 1) if n != number]


def changed(number: int, old: str, new: str) -> list[str]:
    assert old in PARAGRAPHS[number - 1]
    return [text.replace(old, new) if n == number else text for n, text in enumerate(PARAGRAPHS, 1)]


def checked(place: Path, *paragraphs: str, exit_code: int) -> dict:
    document = copy(place, *paragraphs)
    result = sources("check", "procedure.yaml", "-d", document, "--format", "json")
    assert result.exit_code == exit_code, result.output
    return json.loads(result.stdout)


# --- the register ------------------------------------------------------------------------


def test_every_paragraph_of_the_example_has_a_disposition() -> None:
    procedure = load_procedure(PACKAGE / "procedure.yaml")
    register = load_register(PACKAGE / "sources.yaml", procedure, "northshire")
    assert len(register.dispositions) == len(PARAGRAPHS) == 15
    assert register.counts == {
        Fate.PROVISION: 8,
        Fate.HEADING: 4,
        Fate.NOT_NORMATIVE: 2,
        Fate.NOT_MODELLED: 1,
        Fate.UNACCOUNTED: 0,
    }
    assert [r.id for r in register.disposition(4).resting] == ["planning-meeting"]
    assert [r.id for r in register.disposition(12).resting] == ["meeting_interval"]
    assert register.disposition(5).because == "On which form the note is written."
    assert register.disposition(11).partly == "The travel book is left out."
    assert trace(register, PARAGRAPHS).settled


def test_readings_and_variations_rest_on_their_paragraphs(place: Path) -> None:
    text = (place / "procedure.yaml").read_text("utf-8")
    text = text.replace(
        '    cite: {section: "1", paragraph: 4}\n',
        '    cite: {section: "1", paragraph: 4}\n'
        "    variation: {by: team_manager, up_to: 20 working days, force: may,"
        ' cite: {section: "3", paragraph: 13}}\n'
        "    readings:\n"
        "      one: {because: so, within: 7 working days}\n"
        '      two: {because: or so, within: 9 working days, cite: {section: "1", paragraph: 2}}\n',
    )
    (place / "procedure.yaml").write_text(text, "utf-8")
    (place / "sources.yaml").write_text(
        "authority: northshire\nheadings: [1, 3, 6]\nnot_modelled:\n"
        "  - {paragraphs: [5], because: no}\n",
        "utf-8",
    )
    register = load_register(
        place / "sources.yaml", load_procedure(place / "procedure.yaml"), "northshire"
    )
    resting = {n: [(r.id, r.reading, r.varies) for r in register.resting[n]] for n in (2, 4, 13)}
    assert resting == {
        2: [("planning-meeting", "two", False)],
        4: [("planning-meeting", "one", False)],
        13: [("planning-meeting", "one", True)],
    }


def test_there_is_a_file_for_every_kind_of_fault_in_a_register() -> None:
    assert len(REGISTERS) >= 20
    assert all(map(required, REGISTERS))


@pytest.mark.parametrize("path", REGISTERS, ids=lambda path: path.stem)
def test_every_fault_of_a_register_is_told_with_its_place(path: Path, place: Path) -> None:
    shutil.copy(path, place / "sources.yaml")
    result = sources("show", "procedure.yaml")
    assert result.exit_code == 2
    assert result.stdout == ""
    said = result.stderr.splitlines()
    wanted = [f"sources.yaml:{line}" for line in required(path)]
    assert len(said) == len(wanted), said
    for line, words in zip(said, wanted, strict=True):
        assert says(line, words), f"{line}\nis not\n{words}"
    check_places(path, said)


# --- check -------------------------------------------------------------------------------


def test_the_text_itself_passes(place: Path) -> None:
    made = checked(place, *PARAGRAPHS, exit_code=0)
    assert made["passed"] is True
    assert made["paragraphs"] == {"register": 15, "text": 15}
    assert made["normative"] == {"in_provisions": 8, "all": 9}
    assert made["cited"] == {"found": 8, "all": 8}
    assert (made["moved"], made["unsettled"], made["new"]) == ([], [], [])


def test_the_result_stands_in_the_last_line(place: Path) -> None:
    result = sources("check", "procedure.yaml", "-d", copy(place, *PARAGRAPHS), width=200)
    assert result.stdout.splitlines()[-1] == (
        "northshire: 8 of 8 cited paragraphs found (100%); "
        "8 of 9 normative paragraphs in a provision (88%); nothing is unsettled."
    )


def again_with(place: Path, write: Callable[[str], bytes]) -> int:
    path = place / "copy.txt"
    path.write_bytes(write("\n".join(PARAGRAPHS)))
    return sources("check", "procedure.yaml", "-d", str(path)).exit_code


@pytest.mark.parametrize(
    "write",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.replace("\n", "\n\n \t\n\u00a0\n").encode(),
        lambda text: text.replace("'", "\u2019").upper().encode(),
        lambda text: text.replace("1. ", "4. ").replace("  a. ", "(i) ").encode(),
    ],
    ids=["bom", "windows", "old_mac", "blank_lines", "capitals_and_quotes", "renumbered"],
)
def test_a_text_that_is_only_set_anew_passes(place: Path, write: Callable[[str], bytes]) -> None:
    assert again_with(place, write) == 0


def test_a_paragraph_put_in_at_the_front_unsettles_nothing(place: Path) -> None:
    made = checked(place, "Foreword about bicycles", *PARAGRAPHS, exit_code=1)
    assert made["unsettled"] == []
    assert made["new"] == [1]
    assert made["moved"] == [{"paragraph": n, "now": n + 1} for n in range(1, 16)]
    assert made["cited"] == {"found": 8, "all": 8}
    assert made["normative"] == {"in_provisions": 8, "all": 10}


def test_sections_that_change_places_unsettle_nothing(place: Path) -> None:
    """Visits (13, 14) before reviews (6 to 12): exit status 0, and the places are told."""
    made = checked(
        place,
        *PARAGRAPHS[:5],
        *PARAGRAPHS[12:14],
        *PARAGRAPHS[5:12],
        PARAGRAPHS[14],
        exit_code=0,
    )
    moved = {one["paragraph"]: one["now"] for one in made["moved"]}
    assert moved == {**{n: n + 2 for n in range(6, 13)}, 13: 6, 14: 7}
    shown = sources("check", "procedure.yaml", "-d", "copy.txt", width=200).stdout
    assert "  paras 6-12, now 8-14\n  paras 13-14, now 6-7\n" in shown
    # 7 to 12 and 14 are cited: seven of the eight.
    assert "8 of 8 cited paragraphs found (100%), 7 of them under another number;" in shown


def test_a_changed_paragraph_unsettles_what_rests_on_it(place: Path) -> None:
    made = checked(place, *changed(4, "7 working", "9 working"), exit_code=1)
    (one,) = made["unsettled"]
    assert (one["paragraph"], one["now"], one["trace"]) == (4, 4, "changed")
    assert 0.7 < one["likeness"] < 1
    assert [r["provision"] for r in one["rests_on_it"]] == ["planning-meeting"]
    assert made["cited"] == {"found": 7, "all": 8}
    assert (made["new"], made["moved"]) == ([], [])


def test_a_paragraph_taken_out_unsettles_what_rested_on_it(place: Path) -> None:
    made = checked(place, *without(11), exit_code=1)
    (one,) = made["unsettled"]
    assert (one["paragraph"], one["now"], one["likeness"]) == (11, None, None)
    assert [r["provision"] for r in one["rests_on_it"]] == ["travel"]
    assert made["new"] == []


def test_another_sentence_in_its_place_is_new_and_the_old_one_has_vanished(place: Path) -> None:
    texts = list(PARAGRAPHS)
    texts[10] = "Interpreters come from the county's own language service"
    made = checked(place, *texts, exit_code=1)
    assert [(one["paragraph"], one["trace"]) for one in made["unsettled"]] == [(11, "vanished")]
    assert made["new"] == [11]


def test_a_changed_paragraph_that_has_moved_is_still_known(place: Path) -> None:
    texts = changed(4, "7 working", "9 working")
    made = checked(place, *texts[:3], *texts[4:], texts[3], exit_code=1)
    (one,) = made["unsettled"]
    assert (one["paragraph"], one["now"], one["trace"]) == (4, 15, "changed")
    assert made["new"] == []


def test_a_text_of_something_else_altogether(place: Path) -> None:
    made = checked(place, "Bread", "Milk and eggs", exit_code=1)
    assert {one["trace"] for one in made["unsettled"]} == {"vanished"}
    assert len(made["unsettled"]) == 15
    assert made["new"] == [1, 2]


def test_what_is_unsettled_is_told_in_words(place: Path) -> None:
    result = sources(
        "check", "procedure.yaml", "-d", copy(place, *changed(4, "7 working", "9 working"))
    )
    assert "\nChanged\n  para 4, about " in result.stdout
    assert "    planning-meeting \u00b7 first_meeting_due \u00b7 must\n" in result.stdout
    assert "First meeting: within 7 working days of the assessment being completed" in result.stdout
    assert "scenarios: none looked at" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100


def some_scenarios(place: Path) -> None:
    (place / "scenarios").mkdir()
    for name in (PLAIN, DISABLED):
        shutil.copy(ROOT / "scenarios" / f"{name}.yaml", place / "scenarios")


def test_the_cases_in_which_it_is_said_are_named(place: Path) -> None:
    """Families have no bus pass unless a case says so: travel is checked in both cases."""
    some_scenarios(place)
    made = checked(place, *without(11), exit_code=1)
    assert made["scenarios_run"] == [DISABLED, PLAIN]
    assert made["unsettled"][0]["scenarios"] == [DISABLED, PLAIN]
    plain = (place / "scenarios" / f"{PLAIN}.yaml").read_text("utf-8")
    assert "\nfacts:" not in plain
    with_pass = plain.replace("\nchild:", "\nfacts: {bus_pass: true}\nchild:")
    assert with_pass != plain
    (place / "scenarios" / f"{PLAIN}.yaml").write_text(with_pass, "utf-8")
    assert checked(place, *without(11), exit_code=1)["unsettled"][0]["scenarios"] == [DISABLED]


def test_a_silence_is_unsettled_in_the_cases_too(place: Path) -> None:
    some_scenarios(place)
    made = checked(place, *without(14), exit_code=1)
    (one,) = made["unsettled"]
    assert [(r["provision"], r["topic"], r["silence"]) for r in one["rests_on_it"]] == [
        (None, "visit_interval", "discretion")
    ]
    assert one["scenarios"] == [DISABLED, PLAIN]


def test_what_was_due_once_counts_though_it_is_no_answer_in_the_end() -> None:
    """Once the family has its bus pass nothing says that travel is checked; before, it was due."""
    stack = Library([PACKAGE / "procedure.yaml"]).stack("northshire")
    assessed = case(("assessment_completed", "2025-01-15"), horizon="2025-12-31")
    given = Happening(date=day("2025-06-30"), event="plan_start", facts={"bus_pass": True})
    whole = evolve(assessed, happenings=(*assessed.happenings, given))
    timeline = simulate(stack, whole, england())
    travel = Question("travel_check", "bus_pass_checked", "review")
    assert timeline.answers[travel].provision is None
    assert ("provision", "travel") in said_in(timeline, "northshire")
    assert said_in(timeline, "kent") == frozenset()


def test_the_scenarios_can_be_elsewhere(place: Path) -> None:
    some_scenarios(place)
    (place / "scenarios").rename(place / "cases")
    document = copy(place, *without(11))
    words = ("check", "procedure.yaml", "-d", document, "--format", "json")
    assert json.loads(sources(*words).stdout)["scenarios_run"] == []
    made = json.loads(sources(*words, "--scenarios", "cases").stdout)
    assert made["unsettled"][0]["scenarios"] == [DISABLED, PLAIN]
    assert sources(*words, "--scenarios", "none").exit_code == 2


def test_the_published_reports_that_name_it_are_found(place: Path) -> None:
    folder = place / "reports" / "2025"
    folder.mkdir(parents=True)
    (folder / "a.json").write_text('{"authority": "northshire", "provision": "planning-meeting"}')
    (folder / "b.csv").write_text("x,kent,planning-meeting\nx,northshire,reviews\n")
    (folder / "c.docx").write_bytes(b"PK\x03\x04\0\0\xff")
    made = checked(place, *changed(4, "7 working", "9 working"), exit_code=1)
    assert made["unsettled"][0]["reports"] == ["2025/a.json"]
    assert made["reports_read"] == ["2025/a.json", "2025/b.csv"]
    assert made["reports_not_read"] == ["2025/c.docx"]
    shown = sources("check", "procedure.yaml", "-d", "copy.txt").stdout
    assert "    reports: 2025/a.json\n" in shown
    assert "not looked at: 2025/c.docx" in shown


def test_what_our_own_outputs_name_is_found(place: Path) -> None:
    """A comparison as JSON or CSV, an explanation and a procedure as text name their rules."""
    for form, name in (("json", "a.json"), ("csv", "b.csv")):
        words = ["compare", str(ROOT / "scenarios" / f"{PLAIN}.yaml"), "-a", "procedure.yaml"]
        CliRunner().invoke(main, [*words, "-a", "kent", "--format", form, "-o", name])
    scenario = str(ROOT / "scenarios" / f"{PLAIN}.yaml")
    CliRunner().invoke(main, ["explain", scenario, "-a", "procedure.yaml", "-o", "c.txt"])
    for name in ("a.json", "b.csv", "c.txt"):
        text = (place / name).read_text("utf-8")
        found = named_in(text, "northshire", ["planning-meeting", "travel"], ["kent"])
        assert found == {"planning-meeting", "travel"}, name
        assert not named_in(text, "kent", ["planning-meeting", "travel"], ["northshire"]), name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("northshire planning-meeting", True),
        ("northshire/planning-meeting", True),
        ("Northshire: see [planning-meeting], para 4", True),
        ("planning-meeting northshire", False),
        ("northshire, then kent: planning-meeting", False),
        ("kent, then northshire: planning-meeting", True),
        ("northshire planning-meeting-late", False),
        ("northshire pre-planning-meeting", False),
        ("northshires planning-meeting", False),
        ("", False),
    ],
)
def test_an_id_counts_after_its_own_authority(text: str, found: bool) -> None:
    assert named_in(text, "northshire", ["planning-meeting"], ["kent"]) == (
        {"planning-meeting"} if found else set()
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("northshire holds reviews often", False),
        ("northshire [reviews]", True),
        ('northshire "reviews"', True),
        ("| northshire | reviews |", True),
        ("northshire,reviews\r\n", True),
        ("northshire: <code>reviews</code>", True),
        ("northshire: <p>reviews</p>", False),
    ],
)
def test_an_everyday_word_counts_only_where_it_stands_apart(text: str, found: bool) -> None:
    assert named_in(text, "northshire", ["reviews"], ["kent"]) == ({"reviews"} if found else set())


# --- a register that is being made -------------------------------------------------------


def unfinished(place: Path) -> None:
    """Northshire's register while 3 and 13 (headings) and 5 are yet to be accounted for."""
    text = (place / "sources.yaml").read_text("utf-8")
    text = text.replace("headings: [1, 3, 6, 13]", "complete: false\nheadings: [1, 6]")
    old = "not_modelled:\n  - {paragraphs: [5], because: On which form the note is written.}\n"
    assert old in text
    (place / "sources.yaml").write_text(text.replace(old, ""), "utf-8")


def test_what_is_not_yet_accounted_for_is_named_and_does_not_pass(place: Path) -> None:
    unfinished(place)
    made = checked(place, *PARAGRAPHS, exit_code=1)
    assert made["unaccounted"] == [3, 5, 13]
    assert (made["passed"], made["new"], made["unsettled"]) == (False, [], [])
    assert made["counts"]["not accounted for"] == 3
    # Eight in provisions; the three that are left may all ask for something.
    assert made["normative"] == {"in_provisions": 8, "all": 11}
    shown = sources("check", "procedure.yaml", "-d", "copy.txt", width=200).stdout
    assert "Not accounted for  numbers in the register\n  paras 3, 5, 13\n" in shown
    assert "  not accounted for     3\n" in shown
    assert shown.endswith("(72%); nothing is unsettled, 3 not accounted for.\n")
    shown = sources("show", "procedure.yaml", "-p", "5").stdout
    assert shown.endswith("  5  not accounted for\n")


def test_one_that_is_new_and_one_that_has_vanished_count_once(place: Path) -> None:
    unfinished(place)
    made = checked(place, *without(5), "Wholly new words about the swimming bath.", exit_code=1)
    assert (made["unaccounted"], made["new"]) == ([3, 13], [15])
    assert [one["paragraph"] for one in made["unsettled"]] == [5]
    shown = sources("check", "procedure.yaml", "-d", "copy.txt", width=200).stdout
    assert "  not accounted for     3\n" in shown
    assert shown.endswith("1 unsettled, 3 not accounted for.\n")


def test_fingerprints_can_be_recorded_before_all_is_accounted_for(place: Path) -> None:
    unfinished(place)
    before = (place / "sources.yaml").read_bytes()
    result = sources("record", "procedure.yaml", "-d", copy(place, *PARAGRAPHS))
    assert result.exit_code == 0, result.output
    assert (place / "sources.yaml").read_bytes() == before


def test_a_register_said_to_be_incomplete_may_be_complete(place: Path) -> None:
    text = (place / "sources.yaml").read_text("utf-8")
    (place / "sources.yaml").write_text(f"complete: false\n{text}", "utf-8")
    assert checked(place, *PARAGRAPHS, exit_code=0)["unaccounted"] == []


# --- what cannot be used -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"PK\x03\x04rest", "a Word document or another packed file"),
        (b"\xd0\xcf\x11\xe0rest", "a document of an older Word"),
        (b"%PDF-1.7", "a PDF"),
        (b"{\\rtf1", "a document in rich text format"),
        ("text".encode("utf-16"), "text in UTF-16"),
        (b"caf\xe9", "the byte 0xe9"),
        (b"a\x1b[31mb", "the character U+001B"),
        (b"a\0b", "the character U+0000"),
    ],
    ids=["docx", "doc", "pdf", "rtf", "utf_16", "latin_1", "escape", "nul"],
)
@pytest.mark.parametrize("command", ["check", "show", "record"])
def test_a_file_that_is_no_text(place: Path, command: str, content: bytes, found: str) -> None:
    (place / "copy").write_bytes(content)
    result = sources(command, "procedure.yaml", "-d", "copy")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("copy:1:")
    assert "expected plain text (in Word: Save As, Plain Text" in result.stderr
    assert result.stderr.endswith(f"found {found}\n")


def test_a_text_with_nothing_in_it_or_too_much(place: Path) -> None:
    (place / "copy").write_text(" \n\n", "utf-8")
    said = sources("check", "procedure.yaml", "-d", "copy")
    assert (said.exit_code, "found none" in said.stderr) == (2, True)
    (place / "copy").write_text("a\n" * 10_001, "utf-8")
    said = sources("check", "procedure.yaml", "-d", "copy")
    assert (said.exit_code, "found 10001" in said.stderr) == (2, True)


def test_an_authority_without_a_register_says_so(place: Path) -> None:
    (place / "sources.yaml").unlink()
    result = sources("show", "procedure.yaml")
    assert result.exit_code == 2
    assert result.stderr == (
        "cinpolicy: northshire has no source register: there is no sources.yaml beside its "
        "procedure (docs/sources.md says how to make one)\n"
    )
    result = sources("check", "nowhere", "-d", str(TEXT))
    assert "no authority 'nowhere' is installed" in result.stderr


def test_a_register_without_fingerprints_cannot_be_checked(place: Path) -> None:
    unrecorded(place)
    result = sources("check", "procedure.yaml", "-d", str(TEXT))
    assert result.exit_code == 2
    assert "run `cinpolicy sources record` first" in result.stderr


# --- show --------------------------------------------------------------------------------


def test_a_paragraph_leads_to_its_provision_in_one_command(place: Path) -> None:
    result = sources("show", "procedure.yaml", "-p", "4")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[3:] == [
        "  4  planning-meeting \u00b7 first_meeting_due \u00b7 must",
        "       First meeting: within 7 working days of the assessment being completed",
    ]


def test_the_register_is_shown_without_the_text(place: Path) -> None:
    shown = sources("show", "procedure.yaml").stdout
    assert "\n  1  heading\n" in shown
    assert "\n  5  not modelled: On which form the note is written.\n" in shown
    assert "\n 15  not normative: Say whose procedure it is and when it was changed.\n" in shown
    assert "in part not modelled: The travel book is left out." in shown
    shape = json.loads(sources("show", "procedure.yaml", "--format", "json").stdout)
    fates = [one["disposition"] for one in shape["paragraphs"]]
    assert (len(fates), fates.count("provision"), fates.count("heading")) == (15, 8, 4)
    assert "text" not in shape["paragraphs"][0]


def test_a_moved_paragraph_is_shown_under_the_right_provision(place: Path) -> None:
    document = copy(place, "Foreword about bicycles", *PARAGRAPHS)
    words = ("show", "procedure.yaml", "-d", document)
    shown = sources(*words, "-p", "5").stdout.splitlines()[3:]
    assert shown == [
        f"  5  {PARAGRAPHS[3]}",
        "       paragraph 4 when it was encoded",
        "       planning-meeting \u00b7 first_meeting_due \u00b7 must",
        "         First meeting: within 7 working days of the assessment being completed",
    ]
    shape = json.loads(sources(*words, "--format", "json").stdout)
    assert [one["now"] for one in shape["paragraphs"]] == list(range(1, 17))
    assert [one["paragraph"] for one in shape["paragraphs"]] == [None, *range(1, 16)]
    assert shape["paragraphs"][5]["text"] == PARAGRAPHS[4]


def test_changed_new_and_vanished_paragraphs_are_marked(place: Path) -> None:
    texts = changed(4, "7 working", "9 working")
    document = copy(
        place, *texts[:13], "Interpreters come from the county's own service", texts[14]
    )
    shown = sources("show", "procedure.yaml", "-d", document).stdout
    assert "changed since it was encoded, about " in shown
    assert "  new: not accounted for\n" in shown
    gone = shown.split("Paragraph 14 of the register is no longer in the text\n")[1]
    assert gone.splitlines()[0].strip() == "visit_interval \u00b7 silence"
    assert max(map(len, shown.splitlines())) <= 100


def test_there_must_be_such_a_paragraph(place: Path) -> None:
    result = sources("show", "procedure.yaml", "-p", "16")
    assert result.exit_code == 2
    assert result.stderr == "cinpolicy: there is no paragraph 16: the register has 15\n"
    document = copy(place, *PARAGRAPHS[:3])
    result = sources("show", "procedure.yaml", "-d", document, "-p", "4")
    assert result.stderr == "cinpolicy: there is no paragraph 4: the copy has 3\n"
    assert sources("show", "procedure.yaml", "-p", "0").exit_code == 2


def test_the_text_can_be_shown_before_it_is_recorded(place: Path) -> None:
    unrecorded(place)
    shown = sources("show", "procedure.yaml", "-d", str(TEXT)).stdout
    assert "No fingerprints are recorded" in shown
    assert f"  4  {PARAGRAPHS[3]}\n       planning-meeting" in shown
    longer = copy(place, *PARAGRAPHS, "More")
    assert (
        "\n 16  More\n       not accounted for\n"
        in sources("show", "procedure.yaml", "-d", longer).stdout
    )


# --- record ------------------------------------------------------------------------------


def unrecorded(place: Path) -> str:
    """The register without its fingerprints."""
    path = place / "sources.yaml"
    head = path.read_text("utf-8").split("fingerprints:")[0]
    path.write_text(head, "utf-8", newline="")
    return head


def test_the_example_is_recorded_as_it_stands(place: Path) -> None:
    before = (place / "sources.yaml").read_bytes()
    unrecorded(place)
    result = sources("record", "procedure.yaml", "-d", str(TEXT))
    assert result.exit_code == 0
    assert result.stdout == "sources.yaml: 15 fingerprints recorded.\n"
    assert (place / "sources.yaml").read_bytes() == before
    assert sources("record", "procedure.yaml", "-d", str(TEXT)).exit_code == 0
    assert (place / "sources.yaml").read_bytes() == before


def test_all_else_is_kept_byte_for_byte(place: Path) -> None:
    path = place / "sources.yaml"
    text = path.read_text("utf-8").replace("\n  - {paragraphs: [5]", "\n\n  -  {paragraphs: [5]")
    head, prints = text.split("fingerprints:\n")
    lines = prints.splitlines()
    # Remarks, odd blanks, another key after it, Windows newlines and no newline at the end.
    old = [f"  -   {'0' * 12} {'0' * 16}", "  # in between", lines[1] + "  # said", *lines[2:]]
    body = "fingerprints:   # a remark\n" + "\n".join(old)
    tail = "\n\n# the end\nheadings: [1, 3, 6, 13]"
    head = head.replace("headings: [1, 3, 6, 13]\n", "# caf\u00e9 \u2019\n")
    path.write_bytes(("\ufeff" + head + body + tail).replace("\n", "\r\n").encode())
    assert sources("record", "procedure.yaml", "-d", str(TEXT)).exit_code == 0
    old[0] = lines[0].replace("- ", "-   ")
    body = "fingerprints:   # a remark\n" + "\n".join(old)
    assert path.read_bytes() == ("\ufeff" + head + body + tail).replace("\n", "\r\n").encode()


@pytest.mark.parametrize("written", ["fingerprints:", "fingerprints: []", "fingerprints: [x, y]"])
def test_any_list_that_is_there_is_written_anew(place: Path, written: str) -> None:
    before = (place / "sources.yaml").read_bytes()
    head = unrecorded(place)
    (place / "sources.yaml").write_text(head + written, "utf-8")
    assert sources("record", "procedure.yaml", "-d", str(TEXT)).exit_code == 0
    assert (place / "sources.yaml").read_bytes() == before


def test_the_list_grows_and_shrinks_with_the_text(place: Path) -> None:
    path = place / "sources.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("[2, 15]", "[2, 15, 16]") + "# the end\n", "utf-8")
    longer = copy(place, *PARAGRAPHS, "Printed on paper")
    assert sources("record", "procedure.yaml", "-d", longer).exit_code == 0
    assert path.read_text("utf-8").count("\n  - ") == 3 + 16
    assert path.read_text("utf-8").endswith("\n# the end\n")
    path.write_text(path.read_text("utf-8").replace("[2, 15, 16]", "[2, 15]"), "utf-8")
    assert sources("record", "procedure.yaml", "-d", str(TEXT)).exit_code == 0
    assert path.read_text("utf-8") == text + "# the end\n"


def test_a_paragraph_with_no_disposition_is_not_recorded(place: Path) -> None:
    path = place / "sources.yaml"
    before = path.read_bytes()
    longer = copy(place, *PARAGRAPHS, "Printed on paper", "By hand", "Twice")
    result = sources("record", "procedure.yaml", "-d", longer)
    assert result.exit_code == 2
    assert result.stderr.endswith("found no mention of paragraphs 16-18\n")
    assert path.read_bytes() == before


def test_a_register_is_begun_where_there_is_none(place: Path) -> None:
    """Of Northshire's 15 paragraphs the procedure cites eight; the others are named."""
    (place / "sources.yaml").unlink()
    result = sources("record", "procedure.yaml", "-d", str(TEXT))
    assert result.exit_code == 2
    assert result.stderr.endswith("found no mention of paragraphs 1-3, 5-6, 13, 15\n")
    assert not (place / "sources.yaml").exists()


def test_a_text_that_has_moved_is_recorded_only_where_the_numbers_followed(place: Path) -> None:
    """Taking 1 out and putting one in at the end leaves the number of paragraphs as it was."""
    path = place / "sources.yaml"
    before = path.read_bytes()
    document = copy(place, *PARAGRAPHS[1:], "Printed on paper")
    words = ("record", "procedure.yaml", "-d", document)
    result = sources(*words)
    assert result.exit_code == 2
    assert "\n  paras 2-15, now 1-14\n" in result.stderr
    assert "--renumbered" in result.stderr
    assert path.read_bytes() == before
    assert sources(*words, "--renumbered").exit_code == 0
    assert sources("check", "procedure.yaml", "-d", document).exit_code == 0


LISTS = {
    "authority": "northshire",
    "headings": "[1, 3, 6, 13]",
    "not_normative": "[{paragraphs: [2, 15], because: no}]",
    "not_modelled": "[{paragraphs: [5], because: no}]",
}


@pytest.mark.parametrize(
    "written",
    [
        "{" + ", ".join(f"{k}: {v}" for k, v in LISTS.items()) + ", fingerprints: []}",
        "".join(f"{k}: {v}\n" for k, v in LISTS.items()) + "fingerprints: [\n  a,\n  b]",
        "".join(f"{k}: {v}\n" for k, v in LISTS.items()) + "...\n",
    ],
    ids=["flow", "flow_over_lines", "document_end"],
)
def test_a_file_in_which_the_place_is_not_clear_is_left_alone(place: Path, written: str) -> None:
    path = place / "sources.yaml"
    path.write_text(written, "utf-8")
    result = sources("record", "procedure.yaml", "-d", str(TEXT))
    assert result.exit_code == 2
    assert "found a file in which it cannot be told what to replace" in result.stderr
    assert path.read_text("utf-8") == written


def test_nothing_of_a_text_is_in_its_register() -> None:
    """Northshire's own words, from five letters on, stand in its register only as remarks."""
    prints = (PACKAGE / "sources.yaml").read_text("utf-8").split("fingerprints:\n")[1]
    words = {word.strip(".,;:").lower() for text in PARAGRAPHS for word in text.split()}
    assert not [word for word in words if len(word) > 4 and word in prints]
