"""The one case that a picture shows."""

from cinpolicy.report import CaseReport, Report


class SeveralCasesError(ValueError):
    """A picture shows one case, and it is not said which."""


def case_of(report: Report, scenario: str) -> CaseReport:
    """The case of a name, or the only one. Raises ``SeveralCasesError`` or ``KeyError``."""
    found = [case for case in report.cases if scenario in ("", case.scenario.name)]
    if not found:
        raise KeyError(f"{scenario} (the cases are {', '.join(_names(report))})")
    if len(found) > 1:
        raise SeveralCasesError(f"a picture shows one case, not {len(found)}: name one of them")
    return found[0]


def _names(report: Report) -> list[str]:
    return [case.scenario.name for case in report.cases]
