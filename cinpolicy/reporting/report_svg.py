"""A report on one case as a picture, in SVG."""

from cinpolicy import plots
from cinpolicy.report import Report


def as_bytes(report: Report, plot: str) -> bytes:
    """The plot of that name."""
    return plots.as_svg(plots.PLOTS[plot](report))
