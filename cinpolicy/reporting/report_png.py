"""A report on one case as a picture, in PNG."""

from cinpolicy import plots
from cinpolicy.report import Report
from cinpolicy.reporting.forms import Drawing
from cinpolicy.reporting.report_picture import drawn


def as_bytes(report: Report, drawing: Drawing) -> bytes:
    """What is to be drawn of the report."""
    return plots.as_png(drawn(report, drawing))
