"""The scenarios among some paths, whose names tell them apart."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cinpolicy.case import Scenario
from cinpolicy.loading import load_expectations, load_scenario
from cinpolicy.loading.document import parse
from cinpolicy.loading.faults import Fault, InputError
from cinpolicy.loading.files import read_bytes
from cinpolicy.loading.reading import read_mapping
from cinpolicy.loading.suites import (
    files_below,
    glance,
    has_expectations,
    is_scenario,
    kind_of,
    scenario_files,
)
from cinpolicy.vocabulary import Vocabulary


def load_all(paths: Iterable[Path], words: Vocabulary) -> tuple[Scenario, ...]:
    """The scenarios of files and folders, each once, in order.

    A file of expectations stands for the cases it names, and for none where it is about
    procedures themselves. Raises ``InputError`` with every fault, among them two scenarios of
    one name.
    """
    faults: list[Fault] = []
    files: dict[Path, Path] = {}
    for named in (one for path in paths for one in _files(path)):
        try:
            for case in _cases(named, words):
                files.setdefault(case.resolve(), case)
        except InputError as error:
            faults += error.faults
    scenarios: dict[Path, Scenario] = {}
    for path in files.values():
        try:
            scenarios[path] = load_scenario(path, words)
        except InputError as error:
            faults += error.faults
    faults += _same_names(scenarios)
    if faults:
        raise InputError(faults)
    return tuple(scenarios.values())


def _files(path: Path) -> Iterator[Path]:
    """The file named, or those in a folder that name cases or are some."""
    if not path.is_dir():
        yield path
        return
    for one in files_below(path):
        content = glance(one)
        if is_scenario(content) or has_expectations(content):
            yield one


def _cases(path: Path, words: Vocabulary) -> Iterator[Path]:
    if kind_of(path) == "scenario":
        yield path
        return
    for case in load_expectations(path, words).cases:
        yield from scenario_files(case)


def _same_names(scenarios: Mapping[Path, Scenario]) -> Iterator[Fault]:
    """A fault for each scenario whose name one before it has: reports know them by it."""
    first: dict[str, Path] = {}
    for path, case in scenarios.items():
        other = first.setdefault(case.name, path)
        if other is not path:
            root = read_mapping(parse(str(path), read_bytes(path)))
            found = f"{case.name!r}, which {other} has too"
            yield root.values["scenario"].fault("a name of its own", found)
