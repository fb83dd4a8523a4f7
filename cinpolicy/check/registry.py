"""Every check there is, by its code. A check registers itself where it is written."""

from collections.abc import Callable, Iterator
from inspect import getdoc

from attrs import frozen

from cinpolicy.check.checked import Checked
from cinpolicy.check.findings import Finding

Find = Callable[[Checked], Iterator[Finding]]


@frozen(kw_only=True)
class Check:
    """One check: its stable code, its name, and what it finds, in a sentence or two.

    ``find`` is None where the findings are faults of a file, which reading it brings up.
    """

    code: str
    name: str
    finds: str
    find: Find | None = None


CHECKS: dict[str, Check] = {}
"""The checks by code. ``docs/lint.md`` says of each what to do about it."""


def check(code: str, name: str) -> Callable[[Find], Find]:
    """Make a function a check and enter it in ``CHECKS``; its docstring says what it finds."""

    def enter(find: Find) -> Find:
        _enter(Check(code=code, name=name, finds=getdoc(find) or "", find=find))
        return find

    return enter


def fault(code: str, name: str, finds: str) -> Check:
    """A check that reading a file makes, entered in ``CHECKS`` with the others."""
    return _enter(Check(code=code, name=name, finds=finds))


def _enter(made: Check) -> Check:
    assert made.code not in CHECKS, made.code
    CHECKS[made.code] = made
    return made
