"""A report as Markdown."""

from cinpolicy.report import Report
from cinpolicy.reporting import markdown


def as_bytes(report: Report) -> bytes:
    """Every case, and how to make the report again."""
    parts = [markdown.render(case.comparison) for case in report.cases]
    made = f"Made by cinpolicy {report.version}"
    parts.append(f"{made} with `{report.command}`.\n" if report.command else f"{made}.\n")
    return "\n".join(parts).encode()
