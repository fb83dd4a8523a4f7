"""A published set: what its pages are made of, and what they are called."""

import re

from attrs import evolve, frozen

from cinpolicy.matrices import Matrix
from cinpolicy.procedure import Procedure
from cinpolicy.report import Report

FOLDERS = CASES, AUTHORITIES = ("scenarios", "authorities")
INDEX, MATRIX, AMBIGUITIES, MOST_CASES = ("index", "matrix", "ambiguities", "in_most_cases")
MOST_CASES_TITLE = "What is the same in most cases"


@frozen(kw_only=True)
class Publication:
    """Cases and procedures to publish together.

    ``report`` is one on all cases; ``commands`` are, in their order, the lines that make the
    report on each alone. ``command`` makes the whole set again.
    """

    report: Report
    matrix: Matrix
    commands: tuple[str, ...]
    command: str

    @property
    def procedures(self) -> tuple[Procedure, ...]:
        """Every procedure that has a page: the authorities, and the layers below them."""
        return (*self.report.procedures.values(), *self.report.layers.values())

    @property
    def reports(self) -> dict[str, Report]:
        """A report on each case alone, by its page (with no ending)."""
        pairs = zip(self.report.cases, self.commands, strict=True)
        return {
            case_page(case.scenario.name): evolve(self.report, cases=(case,), command=command)
            for case, command in pairs
        }


def case_page(name: str) -> str:
    """Where the page of a case stands in the set, with no ending."""
    return f"{CASES}/{_plain(name)}"


def authority_page(slug: str) -> str:
    """Where the page of an authority or layer stands in the set, with no ending."""
    return f"{AUTHORITIES}/{_plain(slug)}"


def way(page: str, other: str, ending: str) -> str:
    """The link from one page of the set to another, both named with no ending."""
    return f"{'../' * page.count('/')}{other}{ending}"


def _plain(name: str) -> str:
    """A name that any file system and link takes: ``kent (file)`` becomes ``kent_file``."""
    return re.sub(r"[^\w@.-]+", "_", name).strip("_.")
