"""What the Python interface gives, as text: what ``print`` shows."""

from functools import singledispatch

from tabulate import tabulate

from cinpolicy.cells import Comparison
from cinpolicy.matrices import Matrix
from cinpolicy.planning import Plan
from cinpolicy.reporting import matrix_text, owed_rows, text
from cinpolicy.reporting import plan as plan_text
from cinpolicy.reporting.look import Look
from cinpolicy.timeline import Timeline

TIMELINE = ("due", "what", "number", "state", "force", "cited")


@singledispatch
def told(shown: object) -> str:
    """What is shown, as the command line shows it."""
    raise TypeError(f"there is no text of a {type(shown).__name__}")


@told.register
def _comparison(shown: Comparison) -> str:
    return text.render(shown, Look())


@told.register
def _matrix(shown: Matrix) -> str:
    return matrix_text.render(shown, Look())


@told.register
def _plan(shown: Plan) -> str:
    return plan_text.render(shown, Look())


@told.register
def _timeline(shown: Timeline) -> str:
    lines = [[row[name] for name in TIMELINE] for row in owed_rows.rows(shown)]
    return tabulate(lines, headers=TIMELINE, tablefmt="simple", disable_numparse=True)
