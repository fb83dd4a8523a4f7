"""A report as CSV: long and tidy, one obligation a line, every case in one file."""

import csv
import io
from datetime import date

from cinpolicy.report import Report
from cinpolicy.reporting.csv_rows import safe
from cinpolicy.reporting.obligation_lines import FIELDS, Value, lines
from cinpolicy.reporting.printable import printable


def as_bytes(report: Report) -> bytes:
    """Every obligation, with a header line, and the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(field.name for field in FIELDS)
    for line in lines(report):
        writer.writerow(_written(field.of(line)) for field in FIELDS)
    return out.getvalue().encode("utf-8-sig")


def _written(value: Value) -> str:
    """A value as text; a date as ``2025-06-03``."""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else safe(printable(str(value)))
