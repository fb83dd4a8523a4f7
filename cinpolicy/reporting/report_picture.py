"""The picture of a report on one case, whatever its file is made of."""

from cinpolicy import plots
from cinpolicy.report import Report
from cinpolicy.reporting.forms import PLOTS, Drawing, NoFormError


def drawn(report: Report, drawing: Drawing) -> plots.Picture:
    """What is to be drawn. Raises ``NoFormError`` where there is too little room."""
    try:
        return plots.PLOTS[drawing.plot or next(iter(PLOTS))](report, **drawing.how)
    except plots.WidthError as error:
        raise NoFormError(f"--width: {error}") from None
