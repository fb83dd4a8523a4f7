"""A report on one case as a picture, in PNG."""

from cinpolicy import plots
from cinpolicy.report import Report


def as_bytes(report: Report, plot: str) -> bytes:
    """The plot of that name."""
    return plots.as_png(plots.PLOTS[plot](report))
