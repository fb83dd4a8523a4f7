"""Files with expectations: finding them, telling them from other files, and reading them."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from cinpolicy.case import Scenario
from cinpolicy.expectations import Expectation
from cinpolicy.loading import load_expectations, load_scenario
from cinpolicy.loading.document import Mapping, parse
from cinpolicy.loading.faults import Fault, InputError, whole_file
from cinpolicy.loading.files import read_bytes
from cinpolicy.values import Value
from cinpolicy.vocabulary import Vocabulary

SUFFIXES = (".yaml", ".yml")
_START = rb"^(?:\xef\xbb\xbf)?"
_SCENARIO = re.compile(_START + rb"scenario[ \t]*:", re.MULTILINE)
_FILE = re.compile(_START + rb"expectations[ \t]*:", re.MULTILINE)
_EXPECT = re.compile(_START + rb"expect[ \t]*:", re.MULTILINE)
_OF_A_CASE = re.compile(_START + rb"(?:child|horizon|events)[ \t]*:", re.MULTILINE)
_OF_AN_EXPECTATION = re.compile(rb"\b(?:the|each|topic)[ \t]*:")


@frozen(kw_only=True, repr=False)
class Suite(Value):
    """The expectations of one file and the cases they are judged on.

    ``cases`` holds None alone where they are judged on the procedures themselves.
    """

    path: Path
    name: str
    expectations: tuple[Expectation, ...]
    cases: tuple[Scenario | None, ...]


def is_scenario(content: bytes) -> bool:
    """Whether a file looks like a scenario, at a glance."""
    return bool(_SCENARIO.search(content) and _OF_A_CASE.search(content))


def has_expectations(content: bytes) -> bool:
    """Whether a file looks like one with expectations, at a glance.

    A look at the keys at the beginning of its lines; other people's files are not read further.
    """
    if not _EXPECT.search(content):
        return False
    of_its_own = _FILE.search(content) and _OF_AN_EXPECTATION.search(content)
    return bool(of_its_own) or is_scenario(content)


def glance(path: Path) -> bytes:
    """The bytes of a file to look at; none where it cannot be read, or is too large to be ours."""
    try:
        return read_bytes(path)
    except InputError:
        return b""


def files_below(folder: Path) -> Iterator[Path]:
    """Every YAML file in a folder and those below it, in order.

    Hidden folders and environments of Python are left out, and links to folders not followed.
    """
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not (here / name / "pyvenv.cfg").exists()
        )
        yield from (here / name for name in sorted(names) if name.endswith(SUFFIXES))


def find(folder: Path) -> tuple[Path, ...]:
    """The files with expectations in a folder and below it."""
    return tuple(path for path in files_below(folder) if has_expectations(glance(path)))


def load_suites(
    paths: Iterable[Path], words: Vocabulary
) -> tuple[tuple[Suite, ...], tuple[Fault, ...]]:
    """The suites of the files that can be read, and the faults of the others."""
    suites, faults = [], []
    for path in paths:
        try:
            suites.append(load_suite(path, words))
        except InputError as error:
            faults += error.faults
    return tuple(suites), tuple(faults)


def load_suite(path: Path, words: Vocabulary) -> Suite:
    """The expectations in a file, with their cases. Raises ``InputError`` with every fault."""
    if kind_of(path) == "expectations":
        file = load_expectations(path, words)
        cases = _cases(file.cases, words) if file.cases else (None,)
        return Suite(path=path, name=file.name, expectations=file.expectations, cases=cases)
    case = load_scenario(path, words)
    return Suite(path=path, name=case.name, expectations=case.expectations, cases=(case,))


def kind_of(path: Path) -> str:
    """Whether a file is a ``scenario`` or has ``expectations``, by its keys.

    Raises ``InputError`` where it is neither, or cannot be read.
    """
    root = parse(str(path), read_bytes(path))
    keys = root.keys if isinstance(root, Mapping) else ()
    found = next((kind for kind in ("expectations", "scenario") if kind in keys), None)
    if found is None:
        raise whole_file(path, "a scenario, or a file with the key expectations", "neither")
    return found


def _cases(named: Iterable[Path], words: Vocabulary) -> tuple[Scenario | None, ...]:
    """The scenarios in some files and folders, in order, each once."""
    cases: list[Scenario | None] = []
    faults: list[Fault] = []
    for path in dict.fromkeys(one for name in named for one in scenario_files(name)):
        try:
            cases.append(load_scenario(path, words))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return tuple(cases)


def scenario_files(path: Path) -> Iterator[Path]:
    """A file, or the scenarios in a folder and below it. Raises ``InputError`` for none."""
    if not path.is_dir():
        yield path
        return
    found = [one for one in files_below(path) if is_scenario(glance(one))]
    if not found:
        raise whole_file(path, "a folder with scenarios in it", "none there")
    yield from found
