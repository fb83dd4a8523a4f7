"""The table of a comparison on a terminal: a row a thing that is due, a column an authority."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

from tabulate import SEPARATING_LINE, tabulate

from cinpolicy import wording
from cinpolicy.cells import ANSWERS, Cell, Column, Row
from cinpolicy.remarks import span_note
from cinpolicy.reporting.aspects import shortly
from cinpolicy.reporting.assumed import marks
from cinpolicy.reporting.lines import wrapped
from cinpolicy.reporting.look import Look, Style, plain

GAP = 2
MOST_ITEMS = 5
LONGEST_NOTE = 90
"""Longer notes are cut in the table; every other format has them whole."""
Part = tuple[Style, str]
_STICKY = "\u00a0"
"""A space at which no line is broken; it is an ordinary one again in what is printed."""


class Table:
    """Lays out cells of one width; a local term is said once a column."""

    def __init__(self, columns: list[Column], look: Look) -> None:
        self.columns, self.look = columns, look
        self.width = (look.width + GAP) // (len(columns) + 1) - GAP
        self.told: set[tuple[str, str]] = set()

    def render(self, rows: tuple[Row, ...]) -> str:
        """The rows under their sections, with a line between any two."""
        body: list[Any] = []
        for section, group in groupby(rows, key=lambda row: row.section):
            body += [SEPARATING_LINE] * bool(body)
            head = self._wrapped([(self.look.bold, section.upper())])
            body.append([head, *[""] * len(self.columns)])
            for row in group:
                body += [SEPARATING_LINE, self._line(row)]
        heads = [self._wrapped([(self.look.bold, column.slug)]) for column in self.columns]
        text = tabulate(body, headers=["", *heads], tablefmt="simple", disable_numparse=True)
        return text.replace(_STICKY, " ")

    def _line(self, row: Row) -> list[str]:
        label: list[Part] = [(self.look.bold, row.label)]
        if row.divergences:
            said = ", ".join(map(shortly, row.divergences))
            label.append((self.look.mark, f"{self.look.unequal} {said}"))
            label += [(self.look.faint, line) for line in _broken(row.key, self.width)]
        cells = (row.cell(column.slug) for column in self.columns)
        return [self._wrapped(label), *(self._wrapped(self._cell(c)) if c else "" for c in cells)]

    def _wrapped(self, parts: list[Part]) -> str:
        return styled_lines(parts, self.width)

    def _cell(self, cell: Cell) -> list[Part]:
        return [*self._date(cell), self._words(cell), *self._source(cell), *_notes(cell)]

    def _date(self, cell: Cell) -> Iterator[Part]:
        """The day, with its weekday where that is not a working day, and its marks."""
        if cell.due is None:
            return
        due = cell.obligation and cell.obligation.due
        day = wording.day if due and due.falls_on and not due.moved_from else wording.plain_day
        yield plain, day(cell.due).replace(" ", _STICKY) + marks(cell, self.look.assumed)

    def _words(self, cell: Cell) -> Part:
        if cell.kind in ANSWERS:
            return plain, shortened(cell)
        return self.look.faint, cell.words

    def _source(self, cell: Cell) -> Iterator[Part]:
        """Force, paragraphs and layer; the local term where it first comes up."""
        layer = cell.answered_by if cell.answered_by != cell.authority else ""
        cite = cell.citation.replace(" ", _STICKY, 1)
        small = [part for part in (cell.force, cite, layer) if part]
        if small:
            yield self.look.faint, self.look.dot.join(small)
        if cell.term and (cell.authority, cell.term) not in self.told:
            self.told.add((cell.authority, cell.term))
            yield self.look.faint, f'"{cell.term}"'


def styled_lines(parts: list[Part], width: int) -> str:
    """Every part on lines of its own, styled line by line."""
    return "\n".join(style(line) for style, text in parts for line in _wrap(text, width))


@lru_cache(maxsize=4096)
def _wrap(text: str, width: int) -> tuple[str, ...]:
    return (text,) if len(text) <= width else tuple(wrapped(text, width))


def _notes(cell: Cell) -> Iterator[Part]:
    if cell.span is not None:
        yield plain, f"({span_note(cell.span)})"
    for note in cell.notes:
        short = note if len(note) <= LONGEST_NOTE else note[:LONGEST_NOTE].rstrip(" ,.;") + "..."
        yield plain, f"({short})"


def shortened(cell: Cell) -> str:
    """The words of a cell; a long list gives its first items and how many more there are."""
    parts = cell.words.split(", ")
    items = cell.provision.items if cell.provision else ()
    if len(items) <= MOST_ITEMS + 1 or len(parts) <= MOST_ITEMS:
        return cell.words
    return f"{', '.join(parts[:MOST_ITEMS])} and {len(items) - MOST_ITEMS} more"


def _broken(key: str, width: int) -> list[str]:
    """A key on as many lines as it needs, broken after its dots and underscores."""
    lines = [""]
    for part in re.split(r"(?<=[._])", key):
        if len(lines[-1]) + len(part) > width:
            lines.append("")
        lines[-1] += part
    return lines
