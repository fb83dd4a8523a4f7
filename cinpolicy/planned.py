"""A plan put together from files: a draft, cases, and what is expected of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import evolve

from cinpolicy.case import Scenario
from cinpolicy.expectations import Expectation
from cinpolicy.library import Library, name_of
from cinpolicy.loading import load_scenario
from cinpolicy.loading.bank_holidays import england
from cinpolicy.loading.faults import InputError, whole_file
from cinpolicy.loading.files import scenarios_in
from cinpolicy.loading.opened import read_open
from cinpolicy.loading.procedure_files import ProcedureFile
from cinpolicy.loading.suites import find, load_suites
from cinpolicy.planning import Plan, Planning

Cases = Sequence[Scenario | Path]
_Expected = tuple[Scenario | None, Sequence[Expectation]]


def planned(draft: Path, cases: Cases, library: Library) -> Plan:
    """What a draft in a file would do, for scenarios, their files and folders of them."""
    file = ProcedureFile.read(draft, library.file_named)
    if file.base is None:
        raise whole_file(draft, "a draft, which has the key based_on (see docs/drafts.md)", "none")
    opened = read_open(file)
    before, after = (
        library.stack_of(library.authority_of(one, evolve(text, slug=name_of(text))))
        for one, text in ((file.base, file.base.procedure()), (file, opened.procedure))
    )
    name = opened.procedure.slug
    others = (library.stack(slug).latest for slug in library.authorities if slug != name)
    return Planning(
        draft=opened.procedure.drafts[-1],
        before=before,
        after=after,
        others=tuple(others),
        scenarios=_loaded(cases, library),
        calendar=england(),
        name=name,
        expectations=tuple(_expectations(cases, library)),
        opened=opened,
    ).plan()


def _files(cases: Cases) -> list[Path]:
    """The files with cases, each once."""
    paths = [one for one in cases if isinstance(one, Path)]
    return list(
        dict.fromkeys(
            file for path in paths for file in (scenarios_in(path) if path.is_dir() else (path,))
        )
    )


def _loaded(cases: Cases, library: Library) -> list[Scenario]:
    """Every scenario. Raises ``InputError`` with the faults of all files."""
    loaded = [one for one in cases if isinstance(one, Scenario)]
    faults = []
    for path in _files(cases):
        try:
            loaded.append(load_scenario(path, library.words()))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return loaded


def _expectations(cases: Cases, library: Library) -> Iterator[_Expected]:
    """The expectations of the cases, and of the files in their folders and below."""
    yield from ((one, one.expectations) for one in cases if isinstance(one, Scenario))
    folders = [one for one in cases if isinstance(one, Path) and one.is_dir()]
    files = [*(found for folder in folders for found in find(folder)), *_files(cases)]
    suites, faults = load_suites(dict.fromkeys(files), library.words())
    if faults:
        raise InputError(list(faults))
    for suite in suites:
        for case in suite.cases:
            yield case, suite.expectations
