"""The check of a procedure: what it leaves open, says twice, or says to no effect."""

from collections.abc import Iterable

from cinpolicy.check import (
    allowances,
    answers,
    clocks,
    conditions,
    faults,
    guidance,
    guided_times,
    intervals,
    meetings,
    searches,
    vocabulary,
)
from cinpolicy.check.checked import Checked
from cinpolicy.check.findings import Finding
from cinpolicy.check.registry import CHECKS, Check

__all__ = ["CHECKS", "Check", "Checked", "Finding", "chosen", "findings"]

_GROUPS = (
    answers,
    conditions,
    intervals,
    meetings,
    clocks,
    vocabulary,
    guidance,
    guided_times,
    searches,
    faults,
)
"""The modules whose checks are registered by being imported."""


def findings(checked: Checked) -> list[Finding]:
    """Everything found in a procedure that no provision allows, in a stable order."""
    finders = [one.find for _, one in sorted(CHECKS.items()) if one.find]
    found = [finding for find in finders for finding in find(checked)]
    order = {name: place for place, name in enumerate(checked.words.topics)}
    left = allowances.not_allowed(checked, found)
    return sorted(left, key=lambda one: (one.code, order.get(one.topic, -1)))


def chosen(codes: Iterable[str], select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
    """The codes among ``codes`` that are selected and not ignored; a beginning stands for all.

    With nothing to select, every code is.
    """
    wanted, unwanted = tuple(select), tuple(ignore)
    kept = (code for code in codes if not wanted or code.startswith(wanted))
    return frozenset(code for code in kept if not unwanted or not code.startswith(unwanted))
