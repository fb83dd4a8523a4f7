"""Findings that a provision allows, with a reason; and allowances that allow nothing."""

from collections.abc import Iterable, Iterator

from cinpolicy.check.checked import Checked
from cinpolicy.check.findings import Finding
from cinpolicy.check.registry import CHECKS, fault
from cinpolicy.vocabulary import nearest

UNKNOWN = fault("CP501", "unknown-code", "An ``allow`` with a code that no check has.")
IDLE = fault("CP502", "allows-nothing", "An ``allow`` of a finding that there is not.")


def not_allowed(checked: Checked, findings: Iterable[Finding]) -> list[Finding]:
    """The findings that no provision they are about allows, and what is wrong with allowances.

    One provision is enough: what is said of several is allowed where any of them says why.
    """
    allowed = {(p.id, a.code): False for p in checked.procedure.provisions for a in p.allows}
    left = []
    for finding in findings:
        keys = [(name, finding.code) for name in finding.provisions]
        here = [key for key in keys if key in allowed]
        allowed |= dict.fromkeys(here, True)
        left += [] if here else [finding]
    return [*left, *_idle(checked, [key for key, used in allowed.items() if not used])]


def _idle(checked: Checked, unused: list[tuple[str, str]]) -> Iterator[Finding]:
    for name, code in unused:
        one = checked.by_id[name]
        if code in CHECKS:
            told = f"{name} allows {code}, and there is no such finding about it."
            yield checked.finding(IDLE.code, told, (one,))
        else:
            close = nearest(code, sorted(CHECKS))
            hint = f" (did you mean {close}?)" if close else ""
            told = f"{name} allows {code}, which is the code of no check{hint}."
            yield checked.finding(UNKNOWN.code, told, (one,))
