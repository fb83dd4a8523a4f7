"""Procedures side by side as text for a terminal."""

from itertools import groupby
from typing import Any

from tabulate import SEPARATING_LINE, tabulate

from cinpolicy import wording
from cinpolicy.matrices import KINDS, STATED, ItemLine, Matrix, MatrixCell, MatrixLine, MatrixRow
from cinpolicy.reporting.look import Look, plain
from cinpolicy.reporting.table import GAP, Part, styled_lines

UNCHANGED = "the same"
NARROWEST_COLUMN = 14


def render(matrix: Matrix, look: Look) -> str:
    """The documents, the table (in sets of authorities that fit), and the counts."""
    slugs = [column.slug for column in matrix.columns if not column.failure]
    parts = [_heading(matrix, look)]
    most = max(1, (look.width + GAP) // (NARROWEST_COLUMN + GAP) - 1)
    for start in range(0, len(slugs), most):
        parts.append(_Sheet(slugs[start : start + most], look).render(matrix.rows))
    parts.append(_counts(matrix, look))
    return "\n\n".join(parts) + "\n"


def _heading(matrix: Matrix, look: Look) -> str:
    lines = [look.bold("Procedures side by side")]
    for column in matrix.columns:
        if column.failure:
            lines += [look.mark(f"  {column.slug} could not be asked: {column.failure}")]
        else:
            lines += [f"  {column.slug}: {column.document} ({column.version})"]
    return "\n".join(lines)


def _counts(matrix: Matrix, look: Look) -> str:
    """How many of the questions each text answers, and in what way it does not."""
    kinds = [k for k in KINDS if any(counts[k] for counts in matrix.counts.values())]
    body = [[slug, *(counts[k] for k in kinds)] for slug, counts in matrix.counts.items()]
    number = len(matrix.rows)
    head = look.bold(f"Of {number} question{'s' * (number != 1)} that some text speaks of")
    table = tabulate(body, headers=["", *kinds], tablefmt="simple")
    return f"{head}\n{table}\n\n{look.faint(_LEGEND)}"


_LEGEND = f"""\
A question counts as {STATED} where the text answers it for some case.
{UNCHANGED}: as in the ordinary case. para: paragraph of the authority's text, counted over lines
that are not blank."""


class _Sheet:
    """One table: a line a question and condition, a column an authority."""

    def __init__(self, slugs: list[str], look: Look) -> None:
        self.slugs, self.look = slugs, look
        self.width = (look.width + GAP) // (len(slugs) + 1) - GAP

    def render(self, rows: tuple[MatrixRow, ...]) -> str:
        """The table of all rows."""
        body: list[Any] = []
        for section, group in groupby(rows, key=lambda row: row.section):
            body += [SEPARATING_LINE] * bool(body)
            head = self._wrapped([(self.look.bold, section.upper())])
            body.append([head, *[""] * len(self.slugs)])
            for row in group:
                body += [SEPARATING_LINE, *self._row(row)]
        heads = [self._wrapped([(self.look.bold, slug)]) for slug in self.slugs]
        text: str = tabulate(body, headers=["", *heads], tablefmt="simple", disable_numparse=True)
        return text

    def _row(self, row: MatrixRow) -> list[list[str]]:
        first = row.lines[0]
        lines = [self._line([(self.look.bold, row.label)], first, None)]
        lines += [self._item(item) for item in first.items]
        for line in row.lines[1:]:
            lines.append(self._line([(self.look.mark, f"where {line.condition}")], line, first))
            lines += [self._item(item) for item in line.items if item not in first.items]
        return lines

    def _line(self, label: list[Part], line: MatrixLine, first: MatrixLine | None) -> list[str]:
        cells = {cell.authority: cell for cell in line.cells}
        before = {cell.authority: cell for cell in first.cells} if first else {}
        shown = (
            self._wrapped(self._cell(cells[slug], before.get(slug), bool(line.items)))
            for slug in self.slugs
        )
        return [self._wrapped(label), *shown]

    def _cell(self, cell: MatrixCell, before: MatrixCell | None, as_list: bool) -> list[Part]:
        if before is not None and cell.answers == before.answers:
            return [(self.look.faint, UNCHANGED)]
        small = [part for part in (cell.force, cell.citation, *cell.layers) if part]
        source: list[Part] = [(self.look.faint, self.look.dot.join(small))] if small else []
        if cell.kind != STATED:
            return [(self.look.faint, cell.words), *source]
        return source if as_list else [(plain, cell.words), *source]

    def _item(self, item: ItemLine) -> list[str]:
        """An item of a list: its paragraph and local word, or a dash where it is not listed."""
        cells = []
        for slug in self.slugs:
            if slug not in item.listed:
                cells.append("")
                continue
            local = item.listed[slug]
            if local is None:
                cells.append(self._wrapped([(self.look.faint, "-")]))
                continue
            para = f"para {', '.join(map(str, local.paragraphs))}" if local.paragraphs else ""
            term = f'"{local.term}"' if local.term else ""
            said = " ".join(filter(None, ("yes", local.force, para, term)))
            cells.append(self._wrapped([(plain, said)]))
        return [self._wrapped([(plain, f"- {wording.lower_first(item.label)}")]), *cells]

    def _wrapped(self, parts: list[Part]) -> str:
        return styled_lines(parts, self.width)
