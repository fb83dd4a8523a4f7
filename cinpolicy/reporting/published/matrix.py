"""The page on whole procedures side by side."""

from cinpolicy.matrices import MatrixRow
from cinpolicy.publication import Publication
from cinpolicy.reporting import matrix_formats
from cinpolicy.reporting.markdown import escape
from cinpolicy.reporting.rules_in_play import named


def page(publication: Publication) -> str:
    """The matrix, then the provisions that each of its rows rests on."""
    rows = (line for row in publication.matrix.rows if (line := _row(row)))
    table = matrix_formats.as_markdown(publication.matrix)
    return "\n".join([table, "## Provisions behind each row", "", *rows]) + "\n"


def _row(row: MatrixRow) -> str:
    """The provisions of one row, each once, after the layer that has it."""
    found: dict[str, dict[str, None]] = {}
    for one in (p for line in row.lines for cell in line.cells for p in cell.provisions):
        found.setdefault(one.source, {})[one.id] = None
    said = "; ".join(named(slug, ids) for slug, ids in found.items())
    return f"- {escape(row.label)}. {said}" if said else ""
