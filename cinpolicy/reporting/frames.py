"""Comparisons, timelines and matrices as data frames of pandas: tidy, with real dates.

The columns of comparisons and matrices are those of their CSV (docs/python.md).
"""

from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import TYPE_CHECKING

from cinpolicy.cells import Comparison
from cinpolicy.matrices import Matrix
from cinpolicy.reporting import csv_rows, matrix_formats, owed_rows
from cinpolicy.reporting.missing import missing
from cinpolicy.timeline import Timeline

if TYPE_CHECKING:
    from pandas import DataFrame

_DATES = ("due_date", "done_date", "ended_date", "earliest_date", "latest_date")


@singledispatch
def frame(shown: object) -> "DataFrame":
    """A data frame of what is shown. Raises ``ModuleNotFoundError`` where pandas is missing."""
    raise TypeError(f"there is no data frame of a {type(shown).__name__}")


@frame.register(Comparison)
def _comparison(shown: Comparison) -> "DataFrame":
    """One cell a row."""
    lines = (csv_rows.line(shown, row, cell) for row in shown.rows for cell in row.cells)
    made = _made(lines, csv_rows.COLUMNS, _DATES)
    made["count"] = made["count"].astype("Float64").astype("Int64")
    for name in ("rests_on_assumption", "counted_from_assumed"):
        made[name] = made[name] == "yes"
    return made


@frame.register(Timeline)
def _timeline(shown: Timeline) -> "DataFrame":
    """One obligation a row."""
    lines = (list(row.values()) for row in owed_rows.rows(shown))
    return _made(lines, owed_rows.COLUMNS, owed_rows.DATES)


@frame.register(Matrix)
def _matrix(shown: Matrix) -> "DataFrame":
    """One question, condition and authority a row, and a further one for each item of a list."""
    lines = (
        one for row in shown.rows for line in row.lines for one in matrix_formats.lines(row, line)
    )
    return _made(lines, matrix_formats.COLUMNS, ())


def _made(
    lines: Iterable[Sequence[object]], columns: Sequence[str], dates: Iterable[str]
) -> "DataFrame":
    """A frame in which what is not there is missing, and not an empty text."""
    try:
        import pandas as pd
    except ModuleNotFoundError as error:
        said = missing("a data frame", error, "notebook")
        raise ModuleNotFoundError(said, name=error.name) from None
    values = [[None if value == "" else value for value in line] for line in lines]
    made = pd.DataFrame(values, columns=list(columns))
    for name in dates:
        made[name] = pd.to_datetime(made[name])
    return made
