"""Pictures for papers: a case on a common axis of dates, and what the texts differ in.

Every function returns a ``Picture``, a matplotlib ``Figure`` that shows itself in a notebook and
has its ``title`` and ``description`` in words, and leaves what pyplot holds alone. Needs the
extra ``plots``. ``as_svg``, ``as_png`` and ``as_pdf`` make the same bytes of the same figure.
"""

from collections.abc import Callable, Mapping

from cinpolicy.library import UnknownTopicError
from cinpolicy.plots.described import describe
from cinpolicy.plots.divergence_chart import divergence
from cinpolicy.plots.look import WidthError
from cinpolicy.plots.one_case import SeveralCasesError
from cinpolicy.plots.picture import Picture, as_pdf, as_png, as_svg
from cinpolicy.plots.timeline_chart import timeline

__all__ = [
    "PLOTS",
    "Picture",
    "SeveralCasesError",
    "UnknownTopicError",
    "WidthError",
    "as_pdf",
    "as_png",
    "as_svg",
    "describe",
    "divergence",
    "timeline",
]

PLOTS: Mapping[str, Callable[..., Picture]] = {
    "timeline": timeline,
    "divergence": divergence,
}
"""What a picture of a report on one case can show."""
