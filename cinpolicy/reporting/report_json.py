"""A report as JSON: that of the comparisons."""

from cinpolicy.report import Report
from cinpolicy.reporting import json_parts, shapes


def as_bytes(report: Report) -> bytes:
    """Every case, as ``cinpolicy compare --format json`` gives it."""
    made = [case.comparison for case in report.cases]
    return json_parts.dump(shapes.comparisons(made, report.fingerprints)).encode()
