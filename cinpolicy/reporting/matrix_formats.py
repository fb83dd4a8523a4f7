"""Procedures side by side as Markdown, CSV and JSON."""

import csv
import io
from collections.abc import Iterator
from itertools import groupby

from cinpolicy.matrices import KINDS, ItemLine, Matrix, MatrixCell, MatrixLine, MatrixRow
from cinpolicy.reporting.csv_rows import safe
from cinpolicy.reporting.json_parts import VERSION, Shape, fact_values
from cinpolicy.reporting.markdown import escape

COLUMNS = (
    "section",
    "topics",
    "row",
    "label",
    "condition",
    "item",
    "authority",
    "kind",
    "says",
    "force",
    "paragraphs",
    "local_term",
    "provisions",
    "answered_by",
)


# --- Markdown ----------------------------------------------------------------------------


def as_markdown(matrix: Matrix) -> str:
    """A table a section, then the counts."""
    slugs = [column.slug for column in matrix.columns if not column.failure]
    lines = ["# Procedures side by side"]
    for section, rows in groupby(matrix.rows, key=lambda row: row.section):
        lines += ["", f"## {section}", "", *_table(slugs, list(rows))]
    kinds = [k for k in KINDS if any(counts[k] for counts in matrix.counts.values())]
    lines += ["", "## Counts", "", _bar(["", *kinds]), _bar(["---"] * (len(kinds) + 1))]
    for slug, counts in matrix.counts.items():
        lines.append(_bar([slug, *(str(counts[kind]) for kind in kinds)]))
    return "\n".join(lines) + "\n"


def _table(slugs: list[str], rows: list[MatrixRow]) -> Iterator[str]:
    yield _bar(["", *slugs])
    yield _bar(["---"] * (len(slugs) + 1))
    for row in rows:
        for line in row.lines:
            label = f"where {line.condition}" if line.condition else f"**{escape(row.label)}**"
            yield _bar([label, *(_markdown_cell(cell) for cell in line.cells)])


def _bar(parts: list[str]) -> str:
    return f"| {' | '.join(parts)} |"


def _markdown_cell(cell: MatrixCell) -> str:
    small = ", ".join(part for part in (cell.force, cell.citation, *cell.layers) if part)
    return escape(cell.words) + (f"<br>*{escape(small)}*" if small else "")


# --- CSV ---------------------------------------------------------------------------------


def as_csv(matrix: Matrix) -> str:
    """Tidy: a line a question, condition and authority, and a further one for each item."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in matrix.rows:
        for line in row.lines:
            writer.writerows([safe(part) for part in one] for one in lines(row, line))
    return out.getvalue()


def lines(row: MatrixRow, line: MatrixLine) -> Iterator[list[str]]:
    """What stands in each column: a line an authority, and a further one for each item."""
    head = [row.section, " ".join(row.topics), row.key, row.label, line.condition]
    for cell in line.cells:
        provisions = " ".join(provision.id for provision in cell.provisions)
        yield [
            *head,
            "",
            cell.authority,
            cell.kind,
            cell.words,
            cell.force,
            cell.citation,
            "",
            provisions,
            " ".join(dict.fromkeys(answer.by for answer in cell.answers)),
        ]
    for item in line.items:
        for slug, local in item.listed.items():
            paragraphs = " ".join(map(str, local.paragraphs)) if local else ""
            kind, term = ("listed", local.term) if local else ("not listed", "")
            force = local.force if local else ""
            yield [*head, item.item, slug, kind, item.label, force, paragraphs, term, "", ""]


# --- JSON --------------------------------------------------------------------------------


def as_shape(matrix: Matrix) -> Shape:
    """The whole matrix, documented in ``docs/json.md``."""
    return {
        "format": "cinpolicy-matrix",
        "version": VERSION,
        "authorities": [
            {
                "authority": column.slug,
                "name": column.name,
                "document": column.document,
                "document_version": column.version,
                "failure": column.failure or None,
            }
            for column in matrix.columns
        ],
        "rows": [
            {
                "row": row.key,
                "label": row.label,
                "section": row.section,
                "topics": list(row.topics),
                "lines": [_line(line) for line in row.lines],
            }
            for row in matrix.rows
        ],
        "counts": {slug: dict(sorted(counts.items())) for slug, counts in matrix.counts.items()},
    }


def _line(line: MatrixLine) -> Shape:
    return {
        "condition": line.condition or None,
        "facts": fact_values(line.facts),
        "differs": line.differs,
        "cells": [
            {
                "authority": cell.authority,
                "kind": cell.kind,
                "says": cell.words,
                "force": cell.force or None,
                "cited": cell.citation or None,
                "provisions": [provision.id for provision in cell.provisions],
                "answered_by": sorted({answer.by for answer in cell.answers}),
            }
            for cell in line.cells
        ],
        "items": [_item(item) for item in line.items],
    }


def _item(item: ItemLine) -> Shape:
    return {
        "item": item.item,
        "label": item.label,
        "listed": {
            slug: local
            and {
                "local_term": local.term or None,
                "paragraphs": list(local.paragraphs),
                "force": local.force or None,
            }
            for slug, local in item.listed.items()
        },
    }
