"""A pytest plugin: expectations are test items, so that ``pytest`` tests a policy.

It collects YAML files that are cinpolicy scenarios with an ``expect:`` block, or files of
expectations, and leaves every other file alone: one item an expectation and authority (and
case). All that is needed for it is imported once there is such a file. The option
``--cinpolicy-authority`` and the ini key ``cinpolicy_authorities`` name slugs or procedure
files to judge in place of all that are installed.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from cinpolicy.case import Scenario
    from cinpolicy.expectations import Expectation
    from cinpolicy.judging.suites import Bench
    from cinpolicy.judging.verdicts import Verdict
    from cinpolicy.library import Library
    from cinpolicy.loading.suites import Suite
    from cinpolicy.places import Place

AUTHORITIES = "cinpolicy_authorities"
_SUFFIXES = (".yaml", ".yml")
_LARGEST = 4 * 1024 * 1024
"""Above this no file of ours can be read (``loading.files``, which is not imported yet)."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Enter the option and the ini key that name the authorities."""
    said = "cinpolicy: judge this authority, a slug or a procedure file"
    parser.getgroup("cinpolicy").addoption(
        "--cinpolicy-authority",
        action="append",
        dest=AUTHORITIES,
        metavar="NAME",
        help=f"{said} (may be given several times; default: all that are installed)",
    )
    parser.addini(AUTHORITIES, f"{said} (one a line)", type="linelist")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A file with expectations; None for every other one."""
    if file_path.suffix not in _SUFFIXES or not _has_expectations(file_path):
        return None
    return ExpectationsFile.from_parent(parent, path=file_path)


def _has_expectations(path: Path) -> bool:
    """Whether a glance shows expectations; no file of other people fails it or is slow on it."""
    try:
        content = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    except OSError:
        return False
    if b"expect" not in content:
        return False
    from cinpolicy.loading.suites import has_expectations

    return has_expectations(content)


class ExpectationsFile(pytest.File):
    """A file whose expectations are test items."""

    def collect(self) -> Iterator["ExpectationItem"]:
        """An item for every expectation under every authority it concerns, in every case."""
        bench, library = _bench_of(self.config)
        suite = self._suite(library)
        for case in suite.cases:
            judged = _Judged(bench, suite, case)
            for expectation, slug in bench.pairs(suite):
                of_case = f"{case.name}: " if case and len(suite.cases) > 1 else ""
                yield ExpectationItem.from_parent(
                    self,
                    name=f"{of_case}{bench.sentence(expectation, slug)}",
                    judged=judged,
                    expectation=expectation,
                    authority=slug,
                )

    def _suite(self, library: "Library") -> "Suite":
        from cinpolicy.judging.suites import strangers
        from cinpolicy.loading.faults import InputError
        from cinpolicy.loading.suites import load_suite

        try:
            suite = load_suite(self.path, library.words())
            if faults := strangers([suite], library):
                raise InputError(faults)
        except InputError as error:
            raise self.CollectError(self.shown(str(error))) from None
        return suite

    def shown(self, text: str) -> str:
        """The text with the path of this file as seen from where pytest was started."""
        folder = self.config.invocation_params.dir
        if not self.path.is_relative_to(folder):
            return text
        return text.replace(str(self.path), str(self.path.relative_to(folder)))


class _Judged:
    """The expectations of a file in one case, judged when the first of them is asked for."""

    def __init__(self, bench: "Bench", suite: "Suite", case: "Scenario | None") -> None:
        self.bench, self.suite, self.case = bench, suite, case

    @cached_property
    def verdicts(self) -> Mapping[tuple["Place", str], "Verdict"]:
        """Every verdict, by the place of the expectation and the authority."""
        found = self.bench.in_case(self.suite, self.case)
        return {(verdict.place, verdict.authority): verdict for verdict in found}


class NotAsExpectedError(Exception):
    """An expectation that did not hold, or could not be judged."""

    def __init__(self, verdict: "Verdict") -> None:
        self.verdict = verdict
        super().__init__(verdict.sentence)


class ExpectationItem(pytest.Item):
    """One expectation under one authority, in one case or none."""

    def __init__(
        self, *, judged: _Judged, expectation: "Expectation", authority: str, **rest: Any
    ) -> None:
        super().__init__(**rest)
        self.judged, self.expectation, self.authority = judged, expectation, authority

    def runtest(self) -> None:
        """Judge it. Raises ``NotAsExpectedError``."""
        verdict = self.judged.verdicts[self.expectation.place, self.authority]
        if not verdict.held:
            raise NotAsExpectedError(verdict)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What was expected and found, in words; anything else as pytest shows it."""
        if not isinstance(excinfo.value, NotAsExpectedError):
            return super().repr_failure(excinfo, style)
        from cinpolicy.reporting.look import Look
        from cinpolicy.reporting.verdicts import details

        text = "\n".join(details(excinfo.value.verdict, Look()))
        assert isinstance(self.parent, ExpectationsFile)
        return self.parent.shown(text)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The file, the line (from 0) and the name."""
        return self.path, self.expectation.place.line - 1, self.name


_bench: "pytest.StashKey[tuple[Bench, Library]]" = pytest.StashKey()


def _bench_of(config: pytest.Config) -> "tuple[Bench, Library]":
    """The authorities to judge, loaded once. Raises ``CollectError`` where one cannot be."""
    if _bench not in config.stash:
        from cinpolicy.library import UnknownAuthorityError
        from cinpolicy.loading.faults import InputError
        from cinpolicy.versions import NoVersionError

        try:
            config.stash[_bench] = _loaded(_authorities(config))
        except (UnknownAuthorityError, NoVersionError, InputError) as error:
            raise pytest.Collector.CollectError(f"{AUTHORITIES}: {error}") from None
    return config.stash[_bench]


def _authorities(config: pytest.Config) -> tuple[str, ...]:
    """Those of the option, or else of the ini file, whose paths are seen from that file."""
    if given := config.getoption(AUTHORITIES):
        return tuple(given)
    folder = config.inipath.parent if config.inipath else config.rootpath
    named = config.getini(AUTHORITIES)
    return tuple(str(folder / name) if name.endswith(_SUFFIXES) else name for name in named)


def _loaded(named: tuple[str, ...]) -> "tuple[Bench, Library]":
    from cinpolicy.judging.suites import Bench
    from cinpolicy.library import Library
    from cinpolicy.loading.bank_holidays import england

    library = Library()
    slugs = [library.add(name) for name in named]
    return Bench.of(library, dict.fromkeys(slugs), england()), library
