"""Pictures for papers: a case on a common axis of dates, and what the texts differ in.

Every function returns a matplotlib ``Figure`` and leaves what pyplot holds alone. Needs the
extra ``plots``. ``as_svg`` and ``as_png`` make the same bytes of the same figure.
"""

from collections.abc import Callable, Mapping

from matplotlib.figure import Figure

from cinpolicy.plots.divergence_chart import divergence
from cinpolicy.plots.look import as_png, as_svg
from cinpolicy.plots.timeline_chart import timeline
from cinpolicy.report import Report

__all__ = ["PLOTS", "as_png", "as_svg", "divergence", "timeline"]

PLOTS: Mapping[str, Callable[[Report], Figure]] = {
    "timeline": timeline,
    "divergence": divergence,
}
"""What a picture of a report on one case can show."""
