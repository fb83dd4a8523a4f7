"""To what a report is kept, and what it therefore leaves out."""

from cinpolicy.narrowing import WHOLE
from cinpolicy.report import CaseReport, Report

COUNTED_SO = (
    "This report is kept to some of what was compared, and says so under each case: what a text "
    "leaves open, and what depends on how it is read, is told of those points alone."
)


def kept_to(case: CaseReport, report: Report) -> str:
    """The topics, and how many points of all there are; empty where nothing is left out."""
    kept = case.narrowing
    if kept == WHOLE:
        return ""
    said = f"Only on: {topics(report)}" if kept.topics else ""
    if kept.only_divergent:
        read = ", or would if one were read otherwise" if case.comparison.every_reading else ""
        where = f"only where the texts differ{read}"
        said = f"{said}, and {where}" if said else where.capitalize()
    points = "1 point" if case.points == 1 else f"{case.points} points"
    return f"{said}; {len(case.comparison.rows)} of {points}."


def topics(report: Report) -> str:
    """The labels of the topics a report is kept to."""
    known = report.words.topics
    return ", ".join(
        known[name].label if name in known else name for name in report.narrowing.topics
    )
