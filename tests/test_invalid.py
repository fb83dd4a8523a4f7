"""Bad input: a clear error with its place, every fault of a file at once, nothing lost.

Each file in ``tests/invalid`` is wrong in one way (or in several at once) and begins with
the words its message must hold. The place is checked too: the line and column named are
those of the word in question, found in the file independently.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from click.testing import CliRunner, Result

from cinpolicy.cli import main
from cinpolicy.conditions import Facts
from cinpolicy.hookspecs import hookimpl
from cinpolicy.periods import Period, Unit
from cinpolicy.plugin import DeclaredAuthority, installed
from cinpolicy.provisions import Answer, Question

ROOT = Path(__file__).parent.parent
INVALID = Path(__file__).parent / "invalid"
PLAIN = ROOT / "scenarios" / "plain_first_assessment.yaml"
FILES = sorted(INVALID.rglob("*.yaml"))
PLACE = re.compile(r"(?P<path>.+?\.yaml):(?P<line>\d+):(?P<column>\d+): (?P<where>\$\S*): ")


def invoke(*words: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


def command(path: Path) -> tuple[str | Path, ...]:
    return ("compare", path) if path.parent.name == "scenarios" else ("show", path)


def required(path: Path) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    return [x.removeprefix("# must say: ") for x in lines if x.startswith("# must say: ")]


def test_there_is_a_file_for_every_kind_of_fault() -> None:
    assert len(FILES) >= 80
    assert all(required(path) for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_the_message_says_where_and_what(path: Path) -> None:
    result = invoke(*command(path))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert isinstance(result.exception, SystemExit)
    for words in required(path):
        assert words in result.stderr
    source = path.read_text("utf-8").splitlines()
    for message in result.stderr.splitlines():
        place = PLACE.match(message)
        assert place, message
        assert place["path"] == str(path)
        assert 1 <= int(place["line"]) <= len(source) + 1
        found = re.search(r"found '([^']+)'$", message)
        if found:
            at = source[int(place["line"]) - 1][int(place["column"]) - 1 :]
            assert at.lstrip("'\"").startswith(found[1])


def test_several_faults_come_in_the_order_of_the_file() -> None:
    result = invoke(*command(INVALID / "scenarios" / "several_words_at_once.yaml"))
    lines = [int(found["line"]) for found in PLACE.finditer(result.stderr)]
    assert len(lines) == 3
    assert lines == sorted(lines)


def test_faults_of_several_files_come_together() -> None:
    one, two = (INVALID / "scenarios" / f"{n}.yaml" for n in ("fact_unknown", "event_unknown"))
    result = invoke("compare", one, PLAIN, two)
    assert result.exit_code == 2
    assert str(one) in result.stderr
    assert str(two) in result.stderr
    assert result.stdout == ""


def _write(content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / "case.yaml"
        path.write_bytes(content)
        return path

    return write


DEEP_FLOW = b"scenario: " + b"[" * 1_000_000
DEEP_BLOCK = b"".join(b" " * n + b"a:\n" for n in range(1400))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        pytest.param(
            _write(b""), "expected a mapping of keys to values, found an empty file", id="empty"
        ),
        pytest.param(_write(b"# only a remark\n"), "found an empty file", id="only_a_remark"),
        pytest.param(_write(b"~\n"), "found an empty file", id="null"),
        pytest.param(
            _write(b"scenario: x\ntitle: caf\xe9\n"),
            ":2:11: $: expected text in UTF-8, found the byte 0xe9",
            id="not_utf_8",
        ),
        pytest.param(_write(b"\xff\xfes\x00"), "expected text in UTF-8", id="utf_16"),
        pytest.param(_write(b"a: \x00\n"), "expected well-formed YAML", id="control_character"),
        pytest.param(_write(DEEP_FLOW), "expected at most 40 levels of nesting", id="deep_flow"),
        pytest.param(_write(DEEP_BLOCK), "expected at most 40 levels of nesting", id="deep_block"),
        pytest.param(_write(b"a" * 5_000_000), "expected a file of at most", id="too_large"),
        pytest.param(lambda folder: folder, "expected a file, found a directory", id="directory"),
        pytest.param(lambda folder: folder / "no.yaml", "no such file", id="missing"),
    ],
)
def test_files_that_cannot_be_read_at_all(
    make: Callable[[Path], Path], words: str, tmp_path: Path
) -> None:
    result = invoke("compare", make(tmp_path))
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_byte_order_mark_and_windows_newlines_are_no_fault(newline: str, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    text = PLAIN.read_text("utf-8").replace("\n", newline)
    path.write_bytes(b"\xef\xbb\xbf" + text.encode("utf-8"))
    assert invoke("compare", path).exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-a", "knet"), "no authority 'knet' is installed (did you mean kent?)"),
        (("-a", "zzzz"), "there are calderdale, ealing, islington, kent, national, stoke"),
        (
            ("--topic", "reveiw_interval"),
            "no topic 'reveiw_interval' (did you mean review_interval?)",
        ),
        (("--format", "pdf"), "'pdf' is not one of"),
    ],
)
def test_unknown_names_on_the_command_line(words: tuple[str, ...], said: str) -> None:
    result = invoke("compare", PLAIN, *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("target", "said"),
    [("folder", "directory"), ("no/such/folder/out.txt", "cannot write")],
)
def test_output_that_cannot_be_written(target: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    result = invoke("compare", PLAIN, "--output", tmp_path / target)
    assert result.exit_code == 2
    assert said in result.stderr
    assert [p.name for p in tmp_path.rglob("*")] == ["folder"]


def test_an_output_file_is_left_as_it_was_when_the_input_is_bad(tmp_path: Path) -> None:
    kept = tmp_path / "out.txt"
    kept.write_text("as it was", "utf-8")
    bad = INVALID / "scenarios" / "fact_unknown.yaml"
    assert invoke("compare", bad, "--output", kept).exit_code == 2
    assert kept.read_text("utf-8") == "as it was"
    assert list(tmp_path.iterdir()) == [kept]


def test_a_whole_process_says_so_too() -> None:
    bad = INVALID / "scenarios" / "events_out_of_order.yaml"
    done = subprocess.run(
        [sys.executable, "-m", "cinpolicy", "compare", str(bad)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "expected events in order of date" in done.stderr


def test_an_edited_file_is_always_seen(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(PLAIN.read_text("utf-8"), "utf-8")
    assert invoke("compare", path).exit_code == 0
    stamp = path.stat()
    text = path.read_text("utf-8").replace("event: referral}", "event: refferal}")
    path.write_text(text, "utf-8")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert "did you mean referral?" in invoke("compare", path).stderr


# --- authorities that fail ---------------------------------------------------------------


class _Point:
    """A stand-in for an entry point."""

    dist = None

    def __init__(self, load: Callable[[], Any]) -> None:
        self.load = load


def _declared(**hooks: Callable[..., Any]) -> DeclaredAuthority:
    """Stoke's procedure under another name, with some hooks written in Python."""
    kind = type("Broken", (DeclaredAuthority,), {n: hookimpl(h) for n, h in hooks.items()})
    authority = kind(ROOT / "plugins" / "stoke" / "procedure.yaml")
    authority.procedure = evolve(authority.procedure, slug="broken", name="Broken Council")
    return authority  # type: ignore[no-any-return]


def _raises(self: Any, question: Question, facts: Facts) -> Answer | None:
    raise ZeroDivisionError("divided by nothing")


def _exits(self: Any, question: Question, facts: Facts) -> Answer | None:
    sys.exit("goodbye")


def _returns_text(self: Any, question: Question, facts: Facts) -> Answer | None:
    return "in six weeks"  # type: ignore[return-value]


def _never_ends(self: Any, question: Question, facts: Facts) -> Answer | None:
    answer = self.answer(question, facts)
    if answer is None or answer.provision is None or answer.provision.timing is None:
        return None
    often = evolve(answer.provision.timing, period=Period(0, Unit.WEEK))
    return evolve(answer, says=evolve(answer.provision, timing=often))


def _roles_for_a_timescale(self: Any, question: Question, facts: Facts) -> Answer | None:
    answer = self.answer(question, facts)
    if answer is None or answer.provision is None:
        return None
    return evolve(answer, says=evolve(answer.provision, timing=None, roles=("team_manager",)))


def _breaks_on_import() -> Any:
    raise ImportError("no module named nowhere")


def _exits_on_import() -> Any:
    raise SystemExit(0)


def _no_procedure() -> Any:
    return object()


def _malformed() -> Any:
    return DeclaredAuthority(INVALID / "procedures" / "force_unknown.yaml")


BROKEN = {
    "raises": (lambda: _declared(review_interval=_raises), "divided by nothing"),
    "exits": (lambda: _declared(review_interval=_exits), "goodbye"),
    "wrong_type": (
        lambda: _declared(first_review_due=_returns_text),
        "first_review_due: must return an Answer or None (got str)",
    ),
    "never_ends": (lambda: _declared(review_interval=_never_ends), "more than 20000 obligations"),
    "roles_for_a_timescale": (
        lambda: _declared(review_interval=_roles_for_a_timescale),
        "review_interval: must answer with a timing",
    ),
    "import": (_breaks_on_import, "no module named nowhere"),
    "exits_on_import": (_exits_on_import, "SystemExit"),
    "no_procedure": (_no_procedure, "procedure"),
    "malformed": (_malformed, "expected a force (did you mean should?)"),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_others_are_compared_all_the_same(
    name: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    load, said = BROKEN[name]
    points = {**installed(), "broken": _Point(load)}
    monkeypatch.setattr("cinpolicy.library.installed", lambda: points)
    result = invoke("compare", PLAIN, "--format", form)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    assert said in result.stdout
    assert said in result.stderr
    assert (
        "28 Feb 2025" in result.stdout
        or "2025-03-05" in result.stdout
        or "5 Mar 2025" in result.stdout
    )
    for slug in ("calderdale", "ealing", "islington", "kent", "stoke"):
        assert slug in result.stdout
