"""Bad input: a clear error with its place, every fault of a file at once, nothing lost.

Each file in ``tests/invalid`` is wrong, and begins with what must be said of it: a line of
comment for each fault, in order, with its line, column and path in the file. Three dots
stand for words that are not looked at. Where a fault quotes what it found, that must indeed
stand at the line and column named.
"""

import json
import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

import cinpolicy
from cinpolicy.cli import main
from cinpolicy.conditions import Facts
from cinpolicy.hookspecs import hookimpl
from cinpolicy.loading import InputError, common_vocabulary, document
from cinpolicy.loading.expectations import parse_expectations
from cinpolicy.loading.procedures import parse_procedure
from cinpolicy.loading.scenarios import parse_scenario
from cinpolicy.periods import Period, Unit
from cinpolicy.plugin import DeclaredAuthority, installed
from cinpolicy.provisions import (
    Answer,
    Citation,
    Force,
    Provision,
    Question,
    Relation,
    Silence,
    Timing,
)
from cinpolicy.vocabulary import Vocabulary

ROOT = Path(__file__).parent.parent
INVALID = Path(__file__).parent / "invalid"
SCENARIOS, PROCEDURES = INVALID / "scenarios", INVALID / "procedures"
COMMANDS = {
    "scenarios": "compare",
    "procedures": "show",
    "expectations": "check",
    "drafts": "show",
}
DRAFTS = INVALID / "drafts"
BASE = DRAFTS / "base.yaml"
FILES = sorted(p for kind in COMMANDS for p in (INVALID / kind).glob("*.yaml") if p != BASE)
PLAIN = ROOT / "scenarios" / "plain_first_assessment.yaml"
MARK = "# must say: "
PLACE = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<where>\$.*?): expected ")
FOUND = re.compile(r", found '([^'\\]+?)(\.\.\.)?'( in quotes)?$")


def invoke(*words: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


def refused(*words: str | Path) -> str:
    """What is said of bad input, after what holds for all of it has been checked."""
    result = invoke(*words)
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr


def command(path: Path) -> tuple[str | Path, ...]:
    return (COMMANDS[path.parent.name], path)


def required(path: Path) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    return [line.removeprefix(MARK) for line in lines if line.startswith(MARK)]


def says(line: str, wanted: str) -> bool:
    """Whether a line says what is wanted, any words being allowed for three dots."""
    parts = map(re.escape, wanted.split("..."))
    return re.fullmatch(".*".join(parts), line) is not None


# --- one file for each failure ------------------------------------------------------------


def test_there_is_a_file_for_every_kind_of_fault() -> None:
    assert len(FILES) >= 200
    assert all(map(required, FILES))


every_file = pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}-{p.stem}")


@every_file
def test_every_fault_is_told_with_its_place(path: Path) -> None:
    said = refused(*command(path)).splitlines()
    wanted = [f"{path}:{line}" for line in required(path)]
    assert len(said) == len(wanted), said
    for line, words in zip(said, wanted, strict=True):
        assert says(line, words), f"{line}\nis not\n{words}"
    check_places(path, said)


def check_places(path: Path, said: list[str]) -> None:
    """What was found stands at the line and column named; the places are in order."""
    source = path.read_text("utf-8").splitlines()
    places = []
    for line in said:
        place = PLACE.match(line)
        assert place, line
        places.append((int(place["line"]), int(place["column"])))
        if found := FOUND.search(line):
            at = source[places[-1][0] - 1][places[-1][1] - 1 :]
            assert at.lstrip("'\"").startswith(found[1]), line
    assert places == sorted(places)


PROCESSES = (
    SCENARIOS / "several_at_once.yaml",
    SCENARIOS / "yaml_alias_bomb.yaml",
    SCENARIOS / "events_out_of_order.yaml",
    PROCEDURES / "several_at_once.yaml",
    PROCEDURES / "conflict_where.yaml",
)


@pytest.mark.parametrize("path", PROCESSES, ids=lambda path: path.stem)
def test_a_whole_process_ends_with_status_2(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cinpolicy", *command(path)], capture_output=True, cwd=ROOT
    )
    said = done.stderr.decode("utf-8").splitlines()
    assert done.returncode == 2
    assert done.stdout == b""
    assert len(said) == len(required(path))
    assert all(map(PLACE.match, said))


@every_file
def test_it_is_refused_without_the_fast_parser_too(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "_Loader", yaml.SafeLoader)
    said = refused(*command(path)).splitlines()
    assert all(map(PLACE.match, said))
    if not path.stem.startswith("yaml_"):
        assert len(said) == len(required(path))


def test_the_faults_are_at_hand_in_python() -> None:
    with pytest.raises(InputError) as raised:
        cinpolicy.compare(SCENARIOS / "fact_unknown.yaml")
    (fault,) = raised.value.faults
    assert (fault.line, fault.column, fault.where) == (10, 9, "$.facts")
    assert fault.expected == "a known fact (did you mean disabled?)"
    assert fault.found == "'disabeld'"


# --- files that hold no comment -----------------------------------------------------------


def _file(content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / "case.yaml"
        path.write_bytes(content)
        return path

    return write


MEGABYTE = 1024 * 1024
BOMB = b"".join(b"a%d: &a%d [*a%d, *a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 20_000))
WRAPPED = b"'" + b"x" * MEGABYTE + b"'"


@pytest.mark.parametrize(
    ("make", "wanted"),
    [
        pytest.param(
            _file(b""),
            "1:1: $: expected a mapping of keys to values, found an empty file",
            id="empty",
        ),
        pytest.param(_file(b" \n\n"), "1:1: $: ... found an empty file", id="blank"),
        pytest.param(_file(b"# only a remark\n"), "1:1: $: ... found an empty file", id="remark"),
        pytest.param(_file(b"~\n"), "1:1: $: ... found an empty file", id="null"),
        pytest.param(_file(b"--- \n...\n"), "1:1: $: ... found an empty file", id="no_document"),
        pytest.param(
            _file(b"a: 1\ntitle: caf\xe9\n"),
            "2:11: $: expected text in UTF-8, found the byte 0xe9",
            id="latin_1",
        ),
        pytest.param(
            _file(b"a: \xc3\xa9\xc3\xa9 \xff\n"),
            "1:7: $: expected text in UTF-8, found the byte 0xff",
            id="columns_are_characters",
        ),
        pytest.param(
            _file("scenario: x\n".encode("utf-16")),
            "1:1: $: expected text in UTF-8, found what looks like text in UTF-16",
            id="utf_16",
        ),
        pytest.param(
            _file(b"\x89PNG\r\n\x1a\n\0\0"), "1:1: $: expected text in UTF-8, ...", id="picture"
        ),
        pytest.param(
            _file(b"a: 1\nb: x\0y\n"),
            "2:5: $: expected text, found the character U+0000",
            id="nul",
        ),
        pytest.param(
            _file(b"a: \x1b[31m\n"),
            "1:4: $: expected text, found the character U+001B",
            id="escape",
        ),
        pytest.param(
            _file(b"[" * MEGABYTE),
            "1:...: $...: expected at most 40 levels of nesting, found a deeper level",
            id="deep_flow",
        ),
        pytest.param(
            _file(b"{a: " * (MEGABYTE // 4)),
            "1:161: $.a...: expected at most 40 levels of nesting, found a deeper level",
            id="deep_mappings",
        ),
        pytest.param(
            _file(b"- " * (MEGABYTE // 2)),
            "1:81: $[0]...: expected at most 40 levels of nesting, found a deeper level",
            id="deep_block",
        ),
        pytest.param(
            _file(b"".join(b" " * n + b"a:\n" for n in range(1400))),
            "41:41: $.a...: expected at most 40 levels of nesting, found a deeper level",
            id="deep_indent",
        ),
        pytest.param(
            _file(b"[" + b"a," * MEGABYTE + b"]"),
            "1:100000: $[49999]: expected at most 50000 values in a file, found more",
            id="long_list",
        ),
        pytest.param(
            _file(b"[" + b"- " * 10 + b"]"), "1:2: $: expected well-formed YAML, ...", id="dashes"
        ),
        pytest.param(
            _file(b"a" * (4 * MEGABYTE + 1)),
            "1:1: $: expected a file of at most 4194304 bytes, found a larger one",
            id="over_4_megabytes",
        ),
        pytest.param(
            _file(b"[" + WRAPPED + b"]"),
            "1:1: $: expected a mapping with the keys ..., found a list",
            id="long_value",
        ),
        pytest.param(
            _file(WRAPPED), f"1:1: $: expected ..., found '{'x' * 57}...'", id="long_word"
        ),
        pytest.param(lambda folder: folder, "1:1: $: ... found a directory", id="directory"),
        pytest.param(
            lambda folder: folder / ("n" * 300), "1:1: $: ... file name too long", id="long_name"
        ),
    ],
)
def test_files_that_cannot_be_read_at_all(
    make: Callable[[Path], Path], wanted: str, tmp_path: Path
) -> None:
    path = make(tmp_path)
    began = time.perf_counter()
    (said,) = refused("compare", path).splitlines()
    assert says(said, f"{path}:{wanted}"), said
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize("words", [("show",), ("compare", PLAIN, "-a"), ("explain", PLAIN, "-a")])
def test_procedures_that_cannot_be_read_at_all(
    words: tuple[str | Path, ...], tmp_path: Path
) -> None:
    folder, empty = tmp_path / "folder.yaml", tmp_path / "empty.yaml"
    folder.mkdir()
    empty.touch()
    assert f"{folder}:1:1: $: expected a file, found a directory" in refused(*words, folder)
    assert f"{empty}:1:1: $: " in refused(*words, empty)
    assert f"there is no file {tmp_path / 'no.yaml'}" in refused(*words, tmp_path / "no.yaml")


def test_an_alias_bomb_is_not_unfolded(tmp_path: Path) -> None:
    began = time.perf_counter()
    said = refused("compare", _file(b"a0: &a0 x\n" + BOMB)(tmp_path)).splitlines()
    assert "expected a value without an anchor, found the anchor &a0" in said[0]
    assert "expected at most 50000 values in a file" in said[-1]
    assert time.perf_counter() - began < 10


def test_a_byte_order_mark_and_windows_newlines_are_no_fault(tmp_path: Path) -> None:
    text = PLAIN.read_text("utf-8").replace("\n", "\r\n")
    path = _file(b"\xef\xbb\xbf" + text.encode("utf-8"))(tmp_path)
    assert invoke("compare", path).stdout == invoke("compare", PLAIN).stdout


def test_a_byte_order_mark_and_windows_newlines_move_no_place(tmp_path: Path) -> None:
    bad = SCENARIOS / "several_at_once.yaml"
    text = bad.read_text("utf-8").replace("\n", "\r\n")
    path = _file(b"\xef\xbb\xbf" + text.encode("utf-8"))(tmp_path)
    said = refused("compare", path).splitlines()
    assert said == [
        line.replace(str(bad), str(path)) for line in refused("compare", bad).splitlines()
    ]


def test_an_edited_file_is_always_seen(tmp_path: Path) -> None:
    path = _file(PLAIN.read_bytes())(tmp_path)
    assert invoke("compare", path).exit_code == 0
    stamp = path.stat()
    path.write_bytes(PLAIN.read_bytes().replace(b"event: referral}", b"event: refferal}"))
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert "did you mean referral?" in refused("compare", path)


def test_faults_of_several_files_come_together() -> None:
    one, two = (SCENARIOS / f"{name}.yaml" for name in ("fact_unknown", "event_unknown"))
    said = refused("compare", one, PLAIN, two).splitlines()
    assert sorted(line.split(".yaml:")[0] for line in said) == sorted(
        str(path.with_suffix("")) for path in (one, two)
    )


WORDS = """
- , : { } [ ] ' " # ? | > & * ! <<: &a *a !t null true no 0 -1 99999999999 2025-02-30
review first_meeting when: any: not: applies:
"""
TOKENS = ("", " ", "  ", "\n", ": ", "- ", "0 weeks", "9999 years", *WORDS.split())
SOURCES = (
    *sorted((ROOT / "scenarios").rglob("*.yaml")),
    ROOT / "plugins" / "national" / "procedure.yaml",
    ROOT / "plugins" / "stoke" / "procedure.yaml",
)


def faults(load: Callable[[], Any]) -> list[str]:
    """The faults of a file, which raises nothing else."""
    try:
        load()
    except InputError as error:
        return str(error).splitlines()
    return []


@given(st.sampled_from(SOURCES), st.data())
@settings(deadline=None, max_examples=200)
def test_a_file_changed_anywhere_is_read_or_refused(path: Path, data: st.DataObject) -> None:
    readers: dict[str, Callable[[str, bytes, Vocabulary], Any]] = {
        "scenarios": parse_scenario,
        "expectations": lambda p, content, words: parse_expectations(Path(p), content, words),
    }
    text = path.read_text("utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 25))
        text = text[:start] + data.draw(st.sampled_from(TOKENS)) + text[end:]
    read = readers.get(path.parent.name, parse_procedure)
    said = faults(lambda: read("case.yaml", text.encode("utf-8"), common_vocabulary()))
    assert all(PLACE.match(line) for line in said)


# --- the command line ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("compare", PLAIN, "-a", "knet"), "'knet' is installed (did you mean kent?)"),
        (("explain", PLAIN, "-a", "knet"), "'knet' is installed (did you mean kent?)"),
        (("compare", PLAIN, "-a", "kent", "ealing"), "name an authority as --authority ealing"),
        (("compare", PLAIN, "-a", "kent,ealing"), "--authority kent --authority ealing)"),
        (("show", "knet"), "'knet' is installed (did you mean kent?)"),
        (("compare", PLAIN, "-a", "xyzzy"), "(there are calderdale, ealing, "),
        (("compare", PLAIN, "--topic", "reveiw_interval"), "(did you mean review_interval?)"),
        (("explain", PLAIN, "-a", "kent", "--topic", "chair"), "no topic 'chair'"),
        (("show", "kent", "--topic", "xyzzy"), "no topic 'xyzzy' (there are assessment_limit, "),
        (("compare", PLAIN, "--format", "pdf"), "'pdf' is not one of"),
        (("compare",), "Missing argument"),
        (("compair", PLAIN), "No such command 'compair'"),
        (("compare", PLAIN, "--fail"), "No such option"),
    ],
)
def test_unknown_names_on_the_command_line(words: tuple[str | Path, ...], said: str) -> None:
    assert said in refused(*words)


@pytest.mark.parametrize(
    "words",
    [
        ("compare", PLAIN, "-a", "kent", "-a", PROCEDURES / "force_unknown.yaml"),
        ("explain", PLAIN, "-a", PROCEDURES / "force_unknown.yaml"),
        ("explain", SCENARIOS / "fact_unknown.yaml", "-a", "kent"),
        ("plan", DRAFTS / "no_reason.yaml"),
        ("compare", PLAIN, "--draft", DRAFTS / "no_reason.yaml"),
        ("matrix", "--draft", DRAFTS / "no_reason.yaml"),
        ("explain", PLAIN, "--draft", DRAFTS / "no_reason.yaml"),
        ("diff", "kent", DRAFTS / "no_reason.yaml"),
        ("draft", "new", DRAFTS / "no_reason.yaml"),
        ("check", PLAIN, "-a", DRAFTS / "no_reason.yaml"),
    ],
)
def test_every_command_refuses_bad_files(words: tuple[str | Path, ...]) -> None:
    assert PLACE.match(refused(*words))


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("folder", "folder: it is a directory"),
        ("no/such/folder/out.txt", "out.txt: No such file or directory"),
        ("file/out.txt", "out.txt: Not a directory"),
        ("n" * 300, "File name too long"),
    ],
)
@pytest.mark.parametrize("words", [("compare", PLAIN), ("show", "stoke"), ("authorities",)])
def test_output_that_cannot_be_written(
    words: tuple[str | Path, ...], target: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    assert said in refused(*words, "--output", tmp_path / target)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder"]


def test_output_to_a_file_that_is_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "out.txt"
    kept.write_text("as it was", "utf-8")
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # also for root
    assert "it is read-only" in refused("compare", PLAIN, "--output", kept)
    assert kept.read_text("utf-8") == "as it was"


@pytest.mark.parametrize("bad", ["fact_unknown", "yaml_not_closed", "events_empty"])
def test_an_output_file_is_left_as_it_was_when_the_input_is_bad(bad: str, tmp_path: Path) -> None:
    kept = tmp_path / "out.txt"
    kept.write_text("as it was", "utf-8")
    refused("compare", PLAIN, SCENARIOS / f"{bad}.yaml", "--output", kept)
    assert kept.read_text("utf-8") == "as it was"
    assert list(tmp_path.iterdir()) == [kept]


def test_an_output_file_is_left_as_it_was_when_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    kept = tmp_path / "out.txt"
    kept.write_text("as it was", "utf-8")
    monkeypatch.setattr(Path, "replace", full)
    assert "No space left on device" in refused("compare", PLAIN, "--output", kept)
    assert kept.read_text("utf-8") == "as it was"
    assert list(tmp_path.iterdir()) == [kept]


def test_output_through_a_link_keeps_the_link_and_the_permissions(tmp_path: Path) -> None:
    kept, link = tmp_path / "out.txt", tmp_path / "link.txt"
    kept.touch(0o600)
    try:
        link.symlink_to(kept)
    except OSError:
        pytest.skip("no links here")
    assert invoke("show", "stoke", "--output", link).exit_code == 0
    assert link.is_symlink()
    assert kept.read_text("utf-8").startswith("Stoke")
    assert stat.S_IMODE(kept.stat().st_mode) == stat.S_IMODE(link.stat().st_mode)
    assert os.name == "nt" or stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert invoke("show", "stoke", "--output", pipe).exit_code == 0
        assert os.read(reader, 5) == b"Stoke"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_screen_that_cannot_be_written_to() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cinpolicy", "show", "stoke"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        )
    assert done.returncode == 2
    assert done.stderr.decode() == ("cinpolicy: cannot write the output: No space left on device\n")


# --- authorities that fail ----------------------------------------------------------------

SLUG = "broken"
WRITTEN = (
    f"authority: {SLUG}\nname: Broken Council\n"
    "document: {title: A procedure, version: May 2024}\n"
)
Hook = Callable[[Any, Question, Facts], Any]


class _Point:
    """A stand-in for an entry point."""

    dist = None

    def __init__(self, load: Callable[[], Any]) -> None:
        self.load = load


def authority(words: str = "", **hooks: Any) -> DeclaredAuthority:
    """An authority that says nothing but what these hooks say."""
    kind = type("Broken", (DeclaredAuthority,), {n: hookimpl(h) for n, h in hooks.items()})
    made: DeclaredAuthority = kind(Path(f"{SLUG}.yaml"))
    content = f"{WRITTEN}{words}".encode()
    made.procedure = parse_procedure(f"{SLUG}.yaml", content, common_vocabulary())
    return made


def provision(**parts: Any) -> Provision:
    given = {
        "id": "rule",
        "topic": "review_interval",
        "subject": "review",
        "force": Force.MUST,
        "cite": Citation(section="1", paragraphs=(1,)),
    }
    return Provision(**{**given, **parts})


def timing(**parts: Any) -> Timing:
    given = {"relation": Relation.EVERY, "period": Period(6, Unit.WEEK), "after": ("referral",)}
    return Timing(**{**given, **parts})


def saying(says: Any) -> Hook:
    return lambda self, question, facts: Answer(says=says, by=SLUG)


def returning(value: Any) -> Hook:
    return lambda self, question, facts: value


def raising(error: BaseException) -> Hook:
    def hook(self: Any, question: Question, facts: Facts) -> Any:
        raise error

    return hook


def failing(error: BaseException) -> Callable[[], Any]:
    def load() -> Any:
        raise error

    return load


def endless(self: Any, question: Question, facts: Facts) -> Any:
    return endless(self, question, facts)


class Unreadable:
    """An authority whose procedure cannot be had."""

    @property
    def procedure(self) -> Any:
        raise LookupError("mislaid")


def malformed() -> Any:
    return DeclaredAuthority(PROCEDURES / "force_unknown.yaml")


def missing() -> Any:
    return DeclaredAuthority(Path("no", "such", "procedure.yaml"))


def without(part: str) -> Callable[[], Any]:
    """An authority whose procedure lacks a part, which no file could bring about."""

    def load() -> Any:
        made = authority()
        setattr(made.procedure, part, None)
        return made

    return load


NO_LOAD: dict[str, tuple[Callable[[], Any], str]] = {
    "import": (failing(ImportError("no module named nowhere")), "ImportError: no module"),
    "exits_on_import": (failing(SystemExit(0)), "SystemExit"),
    "no_procedure": (object, "AttributeError: "),
    "a_procedure_of_another_type": (
        lambda: SimpleNamespace(procedure={"slug": SLUG}),
        "its procedure must be a Procedure (got dict)",
    ),
    "no_vocabulary": (without("vocabulary"), "Procedure.vocabulary cannot be a NoneType"),
    "no_document": (without("document"), "Procedure.document cannot be a NoneType"),
    "raises_for_its_procedure": (Unreadable, "LookupError: mislaid"),
    "another_slug": (
        lambda: DeclaredAuthority(ROOT / "plugins" / "stoke" / "procedure.yaml"),
        "its procedure is of stoke, not broken",
    ),
    "malformed": (malformed, "force_unknown.yaml:12:12: $.provisions[0].force: expected a force"),
    "missing": (missing, "there is no file no/such/procedure.yaml"),
}


def on_reviews(hook: Hook) -> Callable[[], Any]:
    return lambda: authority(review_interval=hook)


def on_chairs(hook: Hook) -> Callable[[], Any]:
    return lambda: authority(chair_required=hook)


NO_RUN: dict[str, tuple[Callable[[], Any], str]] = {
    "raises": (on_reviews(raising(ZeroDivisionError("by 0"))), "ZeroDivisionError: by 0"),
    "raises_without_words": (on_reviews(raising(ValueError())), "review_interval: ValueError"),
    "exits": (on_reviews(raising(SystemExit("goodbye"))), "SystemExit: goodbye"),
    "exits_with_0": (on_reviews(raising(SystemExit(0))), "SystemExit: 0"),
    "calls_itself_for_ever": (on_reviews(endless), "RecursionError"),
    "returns_text": (on_reviews(returning("weekly")), "an Answer or None (got str)"),
    "returns_a_list": (on_chairs(returning([])), "an Answer or None (got list)"),
    "returns_a_provision": (
        on_reviews(returning(provision(timing=timing()))),
        "an Answer or None (got Provision)",
    ),
    "says_text": (on_reviews(saying("weekly")), "a Provision or a Silence (got str)"),
    "says_nothing": (on_reviews(saying(None)), "a Provision or a Silence (got NoneType)"),
    "silence_of_no_kind": (
        on_reviews(saying(Silence(kind="deferred"))),  # type: ignore[arg-type]
        "Silence.kind cannot be a str",
    ),
    "roles_on_a_timescale": (
        on_reviews(saying(provision(roles=("team_manager",)))),
        "review_interval: must have a timing (got rule)",
    ),
    "timing_for_a_role": (
        on_chairs(saying(provision(timing=timing(), roles=("team_manager",)))),
        "chair_required: must not have a timing (got rule)",
    ),
    "no_roles_for_a_role": (
        on_chairs(saying(provision(items=("chairing",)))),
        "chair_required: must have roles (got rule)",
    ),
    "no_items_on_a_list": (
        lambda: authority(outcomes=saying(provision(roles=("team_manager",)))),
        "outcomes: must have items (got rule)",
    ),
    "roles_are_one_text": (
        on_chairs(saying(provision(roles="team_manager"))),
        "Provision.roles cannot be a str",
    ),
    "roles_are_numbers": (
        on_chairs(saying(provision(roles=(1, 2)))),
        "Provision.roles cannot hold a int",
    ),
    "force_is_text": (
        on_reviews(saying(provision(timing=timing(), force="must"))),
        "Provision.force cannot be a str",
    ),
    "no_citation": (
        on_reviews(saying(provision(timing=timing(), cite=None))),
        "Provision.cite cannot be a NoneType",
    ),
    "timing_is_text": (
        on_reviews(saying(provision(timing="weekly"))),
        "Provision.timing cannot be a str",
    ),
    "relation_is_text": (
        on_reviews(saying(provision(timing=timing(relation="every")))),
        "Timing.relation cannot be a str",
    ),
    "period_is_text": (
        on_reviews(saying(provision(timing=timing(period="6 weeks")))),
        "Timing.period cannot be a str",
    ),
    "condition_is_text": (
        on_reviews(
            saying(provision(timing=timing(), variation=provision(), when="always")),
        ),
        "AttributeError",
    ),
    "never_ends": (
        on_reviews(
            saying(
                provision(timing=timing(period=Period(0, Unit.WEEK), after=("review", "referral")))
            )
        ),
        "more than 20000 obligations",
    ),
    "counts_as_itself": (
        lambda: authority(
            "vocabulary: {activities: {panel: {meaning: A panel., counts_as: board}, "
            "board: {meaning: A board., counts_as: panel}}}",
            checkpoint_due=saying(
                provision(
                    topic="checkpoint_due",
                    subject="panel",
                    timing=timing(relation=Relation.AT, after=("referral",)),
                )
            ),
            questions=lambda self: (Question("checkpoint_due", "panel"),),
        ),
        "without end",
    ),
    "leaves_the_calendar": (
        on_reviews(saying(provision(timing=timing(period=Period(9999, Unit.WORKING_DAY))))),
        "bank holidays are known from 2000 to 2045",
    ),
    "leaves_all_time": (
        on_reviews(saying(provision(timing=timing(period=Period(9999, Unit.YEAR))))),
        "9999",
    ),
    "questions_raise": (
        lambda: authority(questions=lambda self: 1 / 0),
        "questions: ZeroDivisionError",
    ),
    "questions_exit": (
        lambda: authority(questions=lambda self: sys.exit("goodbye")),
        "questions: SystemExit: goodbye",
    ),
    "questions_are_text": (
        lambda: authority(questions=lambda self: ("review_interval",)),
        "questions: must list Questions (got str)",
    ),
    "questions_on_an_unknown_topic": (
        lambda: authority(questions=lambda self: (Question("panel", "panel"),)),
        "questions: no topic panel",
    ),
    "a_misspelt_hook": (lambda: authority(reveiw_interval=returning(None)), "reveiw_interval"),
    "a_hook_with_another_argument": (
        lambda: authority(review_interval=lambda self, question, colour: None),
        "colour",
    ),
}
BROKEN = NO_LOAD | NO_RUN


@pytest.fixture
def broken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Installs an authority that fails beside the others; gives what is said of it."""
    load, said = BROKEN[request.param]
    points: dict[str, EntryPoint] = {**installed(), SLUG: _Point(load)}  # type: ignore[dict-item]
    monkeypatch.setattr("cinpolicy.library.installed", lambda: points)
    return said


def failed(*words: str | Path, said: str) -> Result:
    result = invoke(*words)
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    assert f"cinpolicy: {SLUG} failed: " in result.stderr
    assert said in result.stderr
    return result


@pytest.mark.parametrize("broken", BROKEN, indirect=True)
def test_the_others_are_compared_and_the_failure_is_in_its_column(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = json.loads(failed("compare", PLAIN, "--format", "json", said=broken).stdout)
    (comparison,) = made["comparisons"]
    failures = {one["authority"]: one["failure"] for one in comparison["authorities"]}
    assert broken in failures.pop(SLUG)
    assert failures == dict.fromkeys(failures)
    assert set(failures) >= {"calderdale", "ealing", "islington", "kent", "stoke"}
    monkeypatch.undo()
    alone = json.loads(invoke("compare", PLAIN, "--format", "json").stdout)["comparisons"][0]
    assert comparison["rows"] == alone["rows"]


@pytest.mark.parametrize("form", ["text", "markdown", "csv"])
@pytest.mark.parametrize("broken", ["raises", "exits", "malformed"], indirect=True)
def test_every_format_shows_the_others(broken: str, form: str) -> None:
    result = failed("compare", PLAIN, "--format", form, said=broken)
    assert "45 working days" in " ".join(result.stdout.split())
    for slug in ("calderdale", "ealing", "islington", "kent", "stoke"):
        assert slug in result.stdout
    if form != "csv":
        assert f"{SLUG} could not be run:" in result.stdout


@pytest.mark.parametrize("broken", BROKEN, indirect=True)
def test_expectations_of_the_others_are_judged(broken: str) -> None:
    made = json.loads(failed("check", PLAIN, "--format", "json", said=broken).stdout)
    outcomes = {(one["authority"] == SLUG, one["outcome"]) for one in made["verdicts"]}
    assert outcomes == {(False, "held"), (True, "authority failed")}
    shown = failed("check", PLAIN, said=broken).stdout
    assert "NOT JUDGED" in shown
    assert "30 held, 2 not judged" in shown


@pytest.mark.parametrize("broken", BROKEN, indirect=True)
def test_asked_for_alone_it_is_refused(broken: str) -> None:
    result = invoke("explain", PLAIN, "-a", SLUG)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert broken in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("broken", NO_LOAD, indirect=True)
def test_it_is_listed_with_the_reason(broken: str) -> None:
    result = invoke("authorities", "--format", "json")
    assert result.exit_code == 2
    listed = {one["authority"]: one for one in json.loads(result.stdout)["authorities"]}
    assert listed[SLUG]["layer"] == "failed"
    assert broken in listed[SLUG]["name"]
    assert listed["kent"]["layer"] == "authority"
    assert invoke("show", SLUG).exit_code == 2
    assert invoke("show", "kent").exit_code == 0


@pytest.mark.parametrize("broken", ["raises", "import"], indirect=True)
def test_asking_for_others_alone_is_no_failure(broken: str) -> None:
    assert invoke("compare", PLAIN, "-a", "kent", "-a", "stoke").exit_code == 0


@pytest.mark.parametrize("broken", ["exits"], indirect=True)
def test_the_comparison_is_written_all_the_same(broken: str, tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    failed("compare", PLAIN, "--output", target, said=broken)
    assert f"{SLUG} could not be run:" in target.read_text("utf-8")
    assert list(tmp_path.iterdir()) == [target]


def test_a_national_layer_that_fails_takes_no_authority_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    points: dict[str, Any] = {**installed(), "national": _Point(failing(ImportError("lost")))}
    monkeypatch.setattr("cinpolicy.library.installed", lambda: points)
    result = invoke("compare", PLAIN)
    assert result.exit_code == 2
    assert "cinpolicy: national failed: ImportError: lost" in result.stderr
    assert "First meeting" in result.stdout


def test_an_interrupt_from_the_keyboard_ends_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    hook = raising(KeyboardInterrupt())
    points: dict[str, Any] = {**installed(), SLUG: _Point(on_reviews(hook))}
    monkeypatch.setattr("cinpolicy.library.installed", lambda: points)
    result = invoke("compare", PLAIN)
    assert result.exit_code == 1
    assert "Aborted!" in result.stderr
