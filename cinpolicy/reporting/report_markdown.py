"""A report as Markdown."""

from cinpolicy.report import Report
from cinpolicy.reporting import markdown, rules_in_play


def as_bytes(report: Report) -> bytes:
    """Every case with the provisions in play, and how to make the report again."""
    parts = []
    for case in report.cases:
        parts += [markdown.render(case.comparison), rules_in_play.section(case, report)]
    made = f"Made by cinpolicy {report.version}"
    parts.append(f"{made} with `{report.command}`.\n" if report.command else f"{made}.\n")
    return "\n".join(parts).encode()
