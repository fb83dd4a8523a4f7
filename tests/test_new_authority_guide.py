"""The guide is followed as a reader would: each command run, each block put where it belongs.

``--update-snapshots`` writes what the commands print into it anew.
"""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.scaffolds import ROOT, cinpolicy, install

PAGE = ROOT / "docs" / "new_authority.md"
STEP = re.compile(
    r"```console\n\$ (?P<command>cinpolicy [^\n]+)\n(?P<shown>.*?)```"
    r"|<!-- (?P<file>\S+?\.yaml)(?:: (?P<part>\w+))? -->\n```yaml\n(?P<block>.*?)```",
    re.DOTALL,
)
FILES = {
    "procedure.yaml": Path("eastvale/cinpolicy_eastvale/procedure.yaml"),
    "sources.yaml": Path("eastvale/cinpolicy_eastvale/sources.yaml"),
    "first_case.yaml": Path("eastvale/scenarios/first_case.yaml"),
}


def once(pattern: str, new: str, text: str) -> str:
    """The text with the one place that is meant changed; the guide may not miss it."""
    made, times = re.subn(pattern, lambda _: new, text, flags=re.MULTILINE)
    assert times == 1, pattern
    return made


def head(text: str, block: str) -> str:
    for line in block.splitlines():
        text = once(rf"^{line.partition(':')[0]}: .*$", line, text)
    return text


def provisions(text: str, block: str) -> str:
    """As the guide says: the brackets go, the block comes last, its topics are silent no more."""
    text = text.replace("provisions: []", "provisions:")
    start = text.index("provisions:\n")
    end = text.index("\n\n# What the text does not say.", start)
    text = f"{text[:end]}\n{block.rstrip()}{text[end:]}"
    for topic in dict.fromkeys(re.findall(r"^    topic: (\w+)$", block, re.MULTILINE)):
        text = re.sub(rf"^  {topic}: not stated.*\n", "", text, flags=re.MULTILINE)
    return text


def vocabulary(text: str, block: str) -> str:
    return text.replace("# What the text says:", f"{block}\n# What the text says:", 1)


def silent_on(text: str, block: str) -> str:
    for line in block.splitlines():
        text = once(rf"^  {line.strip().partition(':')[0]}: not stated.*$", line, text)
    return text


def lists(text: str, block: str) -> str:
    """Each list in the place of the empty one, and the register is complete."""
    for part in block.strip().split("\n\n"):
        text = once(rf"^{part.partition(':')[0]}: \[\]$", part, text)
    return once(r"^complete: false.*\n", "", text)


def expect(text: str, block: str) -> str:
    return text[: text.index("\nexpect:\n") + 1] + block


EDITS = {
    ("procedure.yaml", "head"): head,
    ("procedure.yaml", "provisions"): provisions,
    ("procedure.yaml", "vocabulary"): vocabulary,
    ("procedure.yaml", "silent_on"): silent_on,
    ("sources.yaml", None): lists,
    ("first_case.yaml", "expect"): expect,
}


def run(command: str) -> str:
    made = cinpolicy(*shlex.split(command)[1:])
    left = "not accounted for." in made.stdout
    assert made.exit_code == (1 if left else 0), made.output
    return "\n".join(line.rstrip() for line in made.stdout.splitlines()) + "\n"


def follow(text: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The guide with what its commands really print, after every step was taken."""
    real = []
    last = 0
    for step in STEP.finditer(text):
        real.append(text[last : step.start()])
        last = step.end()
        if step["command"]:
            now = run(step["command"])
            real.append(f"```console\n$ {step['command']}\n{now}```")
            if "new-authority" in step["command"]:
                install(monkeypatch, "eastvale", place / FILES["procedure.yaml"])
        else:
            edit(place / FILES[step["file"]], step["file"], step["part"], step["block"])
            real.append(step[0])
    return "".join([*real, text[last:]])


def edit(path: Path, file: str, part: str | None, block: str) -> None:
    before = path.read_text("utf-8")
    after = EDITS[file, part](before, block)
    assert after != before
    path.write_text(after, "utf-8")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the guide is followed."""
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_whoever_follows_the_guide_sees_what_it_shows(
    place: Path, monkeypatch: pytest.MonkeyPatch, update_snapshots: bool
) -> None:
    text = PAGE.read_text("utf-8")
    real = follow(text, place, monkeypatch)
    if update_snapshots:
        PAGE.write_text(real, "utf-8", newline="\n")
    assert real == PAGE.read_text("utf-8")
    assert text.count("```console") == sum(1 for s in STEP.finditer(text) if s["command"])
    assert text.count("```yaml") == sum(1 for s in STEP.finditer(text) if s["block"])
