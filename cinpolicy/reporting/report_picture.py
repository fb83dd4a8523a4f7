"""The picture of a report on one case, whatever its file is made of."""

from cinpolicy import plots
from cinpolicy.report import Report
from cinpolicy.reporting.forms import PLOTS, Drawing, NoFormError


def drawn(report: Report, drawing: Drawing) -> plots.Picture:
    """What is to be drawn. Raises ``NoFormError`` for too little room or an unknown topic."""
    try:
        return plots.PLOTS[drawing.plot or PLOTS[0]](report, **drawing.how)
    except plots.WidthError as error:
        raise NoFormError(f"--width: {error}") from None
    except plots.UnknownTopicError as error:
        raise NoFormError(f"--topic: {error.args[0]}") from None
