"""Beginning a new authority: what is written, that it works as it is, and what is refused.

Eastvale's text (``docs/examples/eastvale.txt``) has 18 paragraphs; 1, 3, 8, 14 and 17 are
headings; 9 ("Every plan must set out:") and 10 to 12 (a list) are short and none.
"""

import json
import re
import tomllib
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from cinpolicy.check import results
from cinpolicy.hookspecs import TOPICS
from cinpolicy.library import Library
from cinpolicy.loading import common_vocabulary, load_procedure, load_register, load_scenario
from cinpolicy.loading.bank_holidays import england
from cinpolicy.loading.document import parse
from cinpolicy.loading.procedures import parse_procedure
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import SilenceKind
from cinpolicy.register import Fate
from cinpolicy.simulator import simulate
from cinpolicy.starting import folder as folders
from cinpolicy.starting.names import fault_of_name, fault_of_slug, module_name
from cinpolicy.starting.package import package
from cinpolicy.starting.register_file import likely_headings
from cinpolicy.vocabulary import TopicKind
from tests.scaffolds import ROOT, TEXT, cinpolicy, install
from tests.yaml_core import value

WORDS = common_vocabulary()
FRESH = package("eastvale", "Eastvale", WORDS)
PROCEDURE = PurePosixPath("cinpolicy_eastvale/procedure.yaml")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which commands are run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def begun(place: Path) -> Path:
    """The package of Eastvale, begun with its text."""
    result = cinpolicy("new-authority", "eastvale", "--document", TEXT)
    assert result.exit_code == 0, result.output
    return place / "eastvale"


def procedure_in(begun: Path) -> Path:
    return begun / "cinpolicy_eastvale" / "procedure.yaml"


def read(text: str) -> Procedure:
    return parse_procedure("procedure.yaml", text.encode(), WORDS)


# --- the procedure -------------------------------------------------------------------------


def test_it_can_be_read_and_is_silent_on_every_topic(begun: Path) -> None:
    procedure = load_procedure(procedure_in(begun))
    assert (procedure.slug, procedure.name, procedure.layer) == (
        "eastvale",
        "Eastvale",
        "authority",
    )
    assert procedure.provisions == ()
    assert set(procedure.silent_on) == set(TOPICS)
    assert {silence.kind for silence in procedure.silent_on.values()} == {SilenceKind.NOT_STATED}


def test_topics_stand_by_section_in_the_order_of_comparisons() -> None:
    sections = list(dict.fromkeys(topic.section for topic in TOPICS.values()))
    wanted = sorted(TOPICS.values(), key=lambda topic: sections.index(topic.section))
    assert list(read(FRESH[PROCEDURE]).silent_on) == [topic.name for topic in wanted]
    shown = re.findall(r"^  # ([A-Z][A-Z ]+)$", FRESH[PROCEDURE], re.MULTILINE)
    assert shown == [section.upper() for section in sections]


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.name)
def test_every_topic_stands_with_its_kind_and_question(topic: Any) -> None:
    line = next(x for x in FRESH[PROCEDURE].splitlines() if x.startswith(f"  {topic.name}: "))
    before, remark = line.split("# ")
    assert before.strip() == f"{topic.name}: not stated"
    assert remark == f"{topic.kind}: {topic.question.replace('``', '`')}"


def examples() -> list[str]:
    """The remarks at the end that are provisions, each as it would stand under the key."""
    _, _, end = FRESH[PROCEDURE].partition("# EXAMPLES")
    lines = [line.removeprefix("# ") for line in end.splitlines()]
    starts = [n for n, line in enumerate(lines) if line.startswith("  - id:")]
    return [
        "\n".join(line for line in lines[start:stop] if line.startswith("  "))
        for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]


def moved(*provisions: str) -> str:
    """The fresh procedure with provisions put in, and their topics silent no more."""
    text = FRESH[PROCEDURE].replace("provisions: []", "provisions:\n" + "\n\n".join(provisions))
    for one in provisions:
        topic = re.search(r"topic: (\w+)", one)
        assert topic
        text = re.sub(rf"^  {topic[1]}: not stated.*\n", "", text, flags=re.MULTILINE)
    return text


def test_there_is_an_example_of_every_kind_of_topic_and_all_can_be_read() -> None:
    procedure = read(moved(*examples()))
    assert len(procedure.provisions) == len(examples()) >= len(TopicKind)
    assert {TOPICS[one.topic].kind for one in procedure.provisions} == set(TopicKind)


@pytest.mark.parametrize("example", range(len(examples())))
def test_each_example_can_be_the_first_provision(example: int, place: Path) -> None:
    provision = examples()[example]
    if "exception_to" in provision:
        provision = "\n\n".join(examples()[:2])
    (place / "procedure.yaml").write_text(moved(provision), "utf-8")
    result = results.of_file(place / "procedure.yaml", Library(), england())
    assert result.procedure is not None
    # A clock that nothing starts yet is no fault of the example.
    assert [f for f in result.findings if not f.code.startswith("CP3")] == []


def test_the_check_finds_nothing_in_it(begun: Path) -> None:
    result = cinpolicy("lint", procedure_in(begun))
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Nothing found.")


def test_it_is_compared_as_it_is(begun: Path) -> None:
    case = begun / "scenarios" / "first_case.yaml"
    result = cinpolicy("compare", case, "-a", procedure_in(begun), "-a", "kent")
    assert result.exit_code == 0, result.output
    # Kent's first meeting: 10 working days after Mon 24 Feb 2025.
    row = next(x for x in result.stdout.splitlines() if x.startswith("First meeting"))
    assert re.search(r"not stated +10 Mar 2025", row)
    assert cinpolicy("matrix", "-a", procedure_in(begun)).exit_code == 0


# --- the register --------------------------------------------------------------------------


def test_every_paragraph_has_its_number_and_is_left_to_the_writer(begun: Path) -> None:
    path = begun / "cinpolicy_eastvale" / "sources.yaml"
    register = load_register(path, load_procedure(procedure_in(begun)), "eastvale")
    assert register.unaccounted == tuple(range(1, 19))
    assert register.counts[Fate.UNACCOUNTED] == 18
    written = path.read_text("utf-8")
    marks = re.findall(r"^  - [0-9a-f]{12} [0-9a-f]{16}    # (\d+)$", written, re.MULTILINE)
    assert marks == [str(number) for number in range(1, 19)]
    assert "# These look like headings; put in those that are: 1, 3, 8, 14, 17\n" in written


def test_the_check_says_how_many_are_left(begun: Path) -> None:
    result = cinpolicy("sources", "check", procedure_in(begun), "-d", TEXT, width=200)
    assert result.exit_code == 1
    assert "  paras 1-18\n" in result.stdout
    assert result.stdout.endswith("nothing is unsettled, 18 not accounted for.\n")
    changed = begun.parent / "changed.txt"
    changed.write_text(TEXT.read_text("utf-8").replace("10 working", "12 working"), "utf-8")
    result = cinpolicy("sources", "check", procedure_in(begun), "-d", changed, width=200)
    assert "1 unsettled, 18 not accounted for.\n" in result.stdout


def test_without_a_document_the_fingerprints_can_be_recorded_later(place: Path) -> None:
    assert cinpolicy("new-authority", "eastvale").exit_code == 0
    procedure = procedure_in(place / "eastvale")
    assert cinpolicy("sources", "show", procedure).exit_code == 0
    result = cinpolicy("sources", "check", procedure, "-d", TEXT)
    assert (result.exit_code, "run `cinpolicy sources record` first" in result.stderr) == (2, True)
    assert cinpolicy("sources", "record", procedure, "-d", TEXT).exit_code == 0
    result = cinpolicy("sources", "check", procedure, "-d", TEXT, width=200)
    assert result.stdout.endswith("nothing is unsettled, 18 not accounted for.\n")


def test_nothing_of_the_text_is_in_the_package(place: Path) -> None:
    (place / "t.txt").write_text("Xyzzy\n\nPlugh must be done within 10 frobs.\n", "utf-8")
    assert cinpolicy("new-authority", "eastvale", "-d", "t.txt").exit_code == 0
    files = [path for path in (place / "eastvale").rglob("*") if path.is_file()]
    assert len(files) == len(FRESH) == 11
    for path in files:
        assert not re.search("xyzzy|plugh|frobs", path.read_text("utf-8"), re.IGNORECASE)


@pytest.mark.parametrize(
    ("paragraph", "heading"),
    [
        ("Reviews", True),
        ("1. The first meeting", True),
        ("5.2 Reviews and what comes before them", True),
        ("(2) Reviews", True),
        ('"Step down"', True),
        ("one two three four five six seven eight nine ten", True),
        ("one two three four five six seven eight nine ten eleven", False),
        ("A review is held.", False),
        ("Every plan must set out:", False),
        ("Who chairs?", False),
        ("a. the parents", False),
        ("(b) the parents", False),
        ("1) the parents", False),
        ("- the parents", False),
        ("\u2022 The parents", False),
        ("iv. The parents", False),
    ],
)
def test_what_looks_like_a_heading(paragraph: str, heading: bool) -> None:
    assert likely_headings(["A sentence.", paragraph]) == ((2,) if heading else ())


# --- the rest of the package ---------------------------------------------------------------


def test_its_first_case_can_be_read_and_what_it_expects_is_true(begun: Path) -> None:
    path = begun / "scenarios" / "first_case.yaml"
    expected = yaml.safe_load(path.read_text("utf-8"))["expect"]
    assert expected
    library = Library([procedure_in(begun)])
    case = load_scenario(path, library.words())
    made = simulate(library.stack("eastvale"), case, england())
    for one in expected:
        assert set(one) == {"in", "the", "says"}
        assert (one["in"], one["says"]) == ("eastvale", "not stated")
        assert one["the"] in WORDS.activities
        assert made.of(one["the"]) == ()
        about = [topic for topic in TOPICS.values() if topic.does == one["the"]]
        assert about
        assert all(
            library.procedure("eastvale").silent_on[t.name].kind == one["says"] for t in about
        )


def test_what_its_first_case_expects_holds_and_can_fail(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, "eastvale", procedure_in(begun))
    result = cinpolicy("check", begun / "scenarios")
    assert result.exit_code == 0, result.output
    procedure_in(begun).write_text(moved(examples()[0]), "utf-8")
    assert cinpolicy("check", begun / "scenarios").exit_code == 1


def test_every_word_stands_in_its_list_with_its_meaning() -> None:
    listed = FRESH[PurePosixPath("words.md")].splitlines()
    for part in (WORDS.events, WORDS.activities, WORDS.roles, WORDS.items, WORDS.facts):
        for name, word in part.items():
            assert any(line.startswith(f"- `{name}`: {word.meaning}") for line in listed), name
    for topic in TOPICS.values():
        start = f"- `{topic.name}` ({topic.kind}): "
        assert any(line.startswith(start) for line in listed), topic.name
    assert "- `age`: The child's age in whole years. A number; it is worked out." in listed
    assert (
        "- `consent_given`: Those with parental responsibility have consented."
        " `true` or `false`; otherwise `true`." in listed
    )


def test_what_it_writes_last_is_told(begun: Path) -> None:
    result = cinpolicy("new-authority", "east-vale", "-d", TEXT, "-o", "two words/here")
    said = result.stdout
    assert "east-vale is begun, in the folder two words/here:" in said
    assert f"18 paragraphs of {TEXT} are yet to be accounted for." in said
    assert '  python -m pip install -e "two words/here[test]"' in said
    for path in begun.rglob("*.*"):
        if path.is_file():
            name = path.relative_to(begun).as_posix().replace("eastvale", "east_vale")
            assert f"  {name}\n" in said


def test_a_document_in_a_folder_with_a_blank_is_quoted(place: Path) -> None:
    (place / "my text.txt").write_text("Reviews are held.", "utf-8")
    said = cinpolicy("new-authority", "eastvale", "-d", "my text.txt").stdout
    assert '--document "my text.txt"\n' in said


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("cinpolicy_eastvale/procedure.yaml", "procedure"),
        ("cinpolicy_eastvale/sources.yaml", "register"),
        ("scenarios/first_case.yaml", "scenario"),
    ],
)
def test_each_file_names_a_schema_of_the_package_by_which_nothing_is_marked(
    path: str, kind: str
) -> None:
    content = FRESH[PurePosixPath(path)]
    named = f"schemas/{kind}.schema.json"
    assert content.startswith(f"# yaml-language-server: $schema=../{named}\n")
    schema = FRESH[PurePosixPath(named)]
    assert schema == (ROOT / named).read_text("utf-8")
    Draft7Validator(json.loads(schema)).validate(value(parse(path, content.encode())))


# --- slugs and names -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "slug", ["a", "eastvale", "east-vale", "east_vale2", "e2-e-v", "no", "truth", "nullarbor"]
)
def test_a_slug_names_the_package_the_module_and_the_authority(
    slug: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cinpolicy("new-authority", slug).exit_code == 0
    made = tomllib.loads((place / slug / "pyproject.toml").read_text("utf-8"))
    module = f"cinpolicy_{slug.replace('-', '_')}"
    assert made["project"]["name"] == f"cinpolicy-{slug}"
    assert made["project"]["entry-points"] == {
        "cinpolicy.authorities": {slug: f"{module}:authority"}
    }
    assert made["tool"]["setuptools"]["packages"] == [module] == [module_name(slug)]
    install(monkeypatch, slug, place / slug / module / "procedure.yaml")
    assert slug in Library().authorities
    shown = cinpolicy("sources", "show", slug)
    assert shown.exit_code == 0, shown.output
    case = place / slug / "scenarios" / "first_case.yaml"
    assert cinpolicy("compare", case, "-a", slug).exit_code == 0


@pytest.mark.parametrize(
    ("slug", "hint"),
    [
        ("East Vale", " (did you mean east-vale?)"),
        ("Eastvale", " (did you mean eastvale?)"),
        ("2nd", " (did you mean nd?)"),
        ("east-", " (did you mean east?)"),
        ("-east", None),
        ("east--vale", " (did you mean east-vale?)"),
        ("east/vale", " (did you mean east-vale?)"),
        ("..", ""),
        ("", ""),
        ("\u00e9", ""),
        ("a.yaml", " (did you mean a-yaml?)"),
    ],
)
def test_what_is_no_slug_is_refused(slug: str, hint: str | None, place: Path) -> None:
    result = cinpolicy("new-authority", slug)
    assert result.exit_code == 2
    if hint is not None:
        assert result.stderr == (
            "cinpolicy: SLUG: expected a slug (small letters and digits, a letter first, in parts"
            f" joined by - or _), found {slug!r}{hint}\n"
        )
    assert list(place.iterdir()) == []


def test_a_slug_that_is_taken_is_refused(place: Path) -> None:
    result = cinpolicy("new-authority", "kent")
    assert result.exit_code == 2
    assert result.stderr == (
        "cinpolicy: SLUG: expected a slug that is not taken: kent is installed\n"
    )
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("slug", ["true", "false", "null"])
def test_a_value_is_no_slug(slug: str) -> None:
    said = f"expected a slug that is a name, found '{slug}', which YAML takes for a value"
    assert fault_of_slug(slug, []) == said
    assert fault_of_slug(f"{slug}s", []) == ""


def test_a_slug_whose_package_is_taken_is_refused() -> None:
    said = fault_of_slug("east_vale", ["east-vale", "kent"])
    assert said.endswith("east-vale is installed, whose package would be that of east_vale")
    assert fault_of_slug("east_vale", ["eastvale", "kent"]) == ""
    assert fault_of_slug("plugins", []).endswith(
        "there is a Python package cinpolicy_plugins already"
    )


@pytest.mark.parametrize("name", ["", " ", "two\nlines", "a\tb", "a\x7fb", "\u2028"])
def test_a_name_that_is_no_line_is_refused(name: str, place: Path) -> None:
    result = cinpolicy("new-authority", "eastvale", "--name", name)
    assert result.exit_code == 2
    assert result.stderr == f"cinpolicy: --name: expected a name in one line, found {name!r}\n"
    assert list(place.iterdir()) == []


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=40).filter(lambda name: not fault_of_name(name)))
def test_any_name_is_read_as_it_was_given(name: str) -> None:
    files = package("eastvale", name, WORDS)
    assert read(files[PROCEDURE]).name == name
    tomllib.loads(files[PurePosixPath("pyproject.toml")])


# --- folders and documents -----------------------------------------------------------------


def test_a_folder_that_is_new_or_empty_is_filled(place: Path) -> None:
    (place / "empty").mkdir()
    assert cinpolicy("new-authority", "eastvale", "-o", "empty").exit_code == 0
    assert cinpolicy("new-authority", "eastvale", "-o", "new/er").exit_code == 0
    wanted = sorted({path.parts[0] for path in FRESH})
    for folder in ("empty", "new/er"):
        assert sorted(path.name for path in (place / folder).iterdir()) == wanted
    assert sorted(path.name for path in place.iterdir()) == ["empty", "new"]
    assert [path.name for path in (place / "new").iterdir()] == ["er"]


def test_the_folder_one_stands_in_can_be_filled(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "here").mkdir()
    monkeypatch.chdir(place / "here")
    assert cinpolicy("new-authority", "eastvale", "-o", ".").exit_code == 0
    assert (place / "here" / PROCEDURE).is_file()


def test_a_folder_with_something_in_it_is_left_alone(begun: Path) -> None:
    before = {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()}
    result = cinpolicy("new-authority", "eastvale")
    assert result.exit_code == 2
    assert result.stderr == (
        "cinpolicy: the folder eastvale: expected a folder that is new or empty, found one that is"
        " not empty\n"
    )
    assert {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()} == before


def test_a_file_in_the_place_of_the_folder_is_left_alone(place: Path) -> None:
    (place / "eastvale").write_text("mine", "utf-8")
    result = cinpolicy("new-authority", "eastvale")
    assert (result.exit_code, "found a file\n" in result.stderr) == (2, True)
    result = cinpolicy("new-authority", "eastvale", "-o", "eastvale/below")
    assert result.exit_code == 2
    assert result.stderr.startswith("cinpolicy: ")
    assert (place / "eastvale").read_text("utf-8") == "mine"


def test_a_folder_that_cannot_be_looked_at_is_told(place: Path) -> None:
    result = cinpolicy("new-authority", "e" * 300)
    assert result.exit_code == 2
    assert result.stderr.endswith("that is new or empty, found file name too long\n")
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("there", [False, True], ids=["new", "empty"])
def test_where_writing_fails_nothing_is_left(
    there: bool, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if there:
        (place / "eastvale").mkdir()
    write = Path.write_text

    def full(path: Path, *rest: Any, **named: Any) -> int:
        if path.name == "first_case.yaml":
            raise OSError(28, "No space left on device")
        return write(path, *rest, **named)

    monkeypatch.setattr(folders.Path, "write_text", full)
    result = cinpolicy("new-authority", "eastvale")
    assert result.exit_code == 2
    assert result.stderr == "cinpolicy: cannot write eastvale: No space left on device\n"
    assert [path.name for path in place.iterdir()] == ["eastvale"] * there
    assert list(place.glob("eastvale/*")) == []


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"PK\x03\x04rest", "found a Word document or another packed file"),
        (b"%PDF-1.7", "found a PDF"),
        (b"caf\xe9", "found the byte 0xe9"),
        (b" \n\n", "expected a text with a paragraph in it, found none"),
        (None, "there is no file text.docx"),
    ],
    ids=["docx", "pdf", "latin_1", "nothing", "missing"],
)
def test_a_document_that_is_no_plain_text_is_refused(
    content: bytes | None, found: str, place: Path
) -> None:
    document = place / "text.docx"
    if content is not None:
        document.write_bytes(content)
    result = cinpolicy("new-authority", "eastvale", "--document", "text.docx")
    assert result.exit_code == 2
    assert result.stderr.startswith("text.docx:1:" if content is not None else "there is no file")
    assert result.stderr.endswith(f"{found}\n")
    if content and content[0] != 32:
        assert "in Word: Save As, Plain Text, with the encoding Unicode (UTF-8)" in result.stderr
    assert list(place.iterdir()) == ([document] if content is not None else [])


def test_everything_that_is_wrong_is_told_at_once(place: Path) -> None:
    (place / "full").mkdir()
    (place / "full" / "mine").touch()
    result = cinpolicy("new-authority", "kent", "--name", "", "-o", "full", "-d", "none.txt")
    assert result.exit_code == 2
    assert [line.split(": ")[1] for line in result.stderr.splitlines()[:3]] == [
        "SLUG",
        "--name",
        "the folder full",
    ]
    assert result.stderr.splitlines()[3] == "there is no file none.txt"


# --- what the guide says of slips ----------------------------------------------------------

SLIPS = [
    ("\nprovisions:", "\nprovisions: []", "expected well-formed YAML"),
    (
        "\nsilent_on:",
        "\nsilent_on:\n  first_meeting_due: not stated",
        "a topic no provision answers",
    ),
    (
        "\n  principle: not stated",
        "\n  #",
        "expected every topic answered by a provision or listed",
    ),
    ("\n    after: assessment_completed", "\n    after: assessed", "a known event or activity"),
    ('\n    cite: {section: "1", paragraph: 4}', "", "expected the key cite"),
    ("\n    exception_to: first-meeting", "", "expected provisions that cannot both apply"),
    (
        "\ndocument: {title:",
        "\ndocument: {note: Read in May, and in June, title:",
        "expected a key",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "said"), SLIPS)
def test_a_slip_is_refused_in_the_words_of_the_guide(
    right: str, wrong: str, said: str, place: Path
) -> None:
    text = moved("\n\n".join(examples()[:2]) + "\n")
    assert text.count(right) == 1
    (place / "procedure.yaml").write_text(text, "utf-8")
    assert cinpolicy("show", "procedure.yaml").exit_code == 0
    (place / "procedure.yaml").write_text(text.replace(right, wrong), "utf-8")
    result = cinpolicy("show", "procedure.yaml")
    assert result.exit_code == 2
    assert said in result.stderr
    guide = (ROOT / "docs" / "new_authority.md").read_text("utf-8")
    table = guide.partition("## When something is refused")[2]
    assert any(words in result.stderr for words in re.findall(r"\| `(expected [^`]+)` \|", table))


def test_the_guide_names_every_option() -> None:
    shown = cinpolicy("new-authority", "--help").stdout
    guide = (ROOT / "docs" / "new_authority.md").read_text("utf-8")
    for option in ("--document", "--name", "--output"):
        assert option in shown
        assert option in guide
