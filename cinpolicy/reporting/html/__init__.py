"""A report as a web page: one file that fetches nothing and needs no script.

The modules here put a report into the values a template shows; they compute nothing of policy.
"""

from cinpolicy.report import Report
from cinpolicy.reporting.html.filling import filled
from cinpolicy.reporting.html.page import page


def as_bytes(report: Report) -> bytes:
    """The page, the same bytes for the same report."""
    return filled(page(report)).encode()
