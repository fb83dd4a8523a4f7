"""Tables for a notebook, and the same things as text.

The elements are built and not written, so that nothing from a file passes for markup.
"""

from collections.abc import Iterable
from datetime import date
from functools import singledispatch
from itertools import groupby
from xml.etree import ElementTree as ET

from cinpolicy import wording
from cinpolicy.cells import Cell, Comparison, Row
from cinpolicy.matrices import Matrix, MatrixCell
from cinpolicy.planning import Plan
from cinpolicy.remarks import span_note
from cinpolicy.reporting import owed_rows
from cinpolicy.reporting.assumed import MARKS, marks
from cinpolicy.reporting.sections import Line
from cinpolicy.timeline import Timeline

LEFT = "text-align: left; vertical-align: top"
TIMELINE = ("due", "what", "number", "rule", "state", "done", "force", "cited", "remarks")


@singledispatch
def element(shown: object) -> ET.Element:
    """What is shown, as one element of HTML."""
    raise TypeError(f"there is no table of a {type(shown).__name__}")


def html(shown: object) -> str:
    """What is shown, as HTML that stands by itself."""
    return ET.tostring(element(shown), encoding="unicode", method="html")


# --- a comparison ------------------------------------------------------------------------------


@element.register
def _comparison(shown: Comparison) -> ET.Element:
    root = _root(shown.title, [shown.question])
    working = [column for column in shown.columns if not column.failure]
    for column in shown.failed:
        _add(root, "p", f"{column.slug} could not be run: {column.failure}")
    table = _table(root, ["", *(column.slug for column in working)])
    for section, rows in groupby(shown.rows, lambda row: row.section):
        _spanning(table, section, len(working) + 1)
        for row in rows:
            line = ET.SubElement(table, "tr")
            _heading(line, row)
            for column in working:
                _cell(_add(line, "td", style=LEFT), row.cell(column.slug))
    until = wording.plain_day(shown.horizon)
    said = f"{len(shown.divergent)} of {len(shown.rows)} rows differ. Followed to {until}."
    _add(root, "p", " ".join((said, *MARKS)))
    return root


def _heading(line: ET.Element, row: Row) -> None:
    head = _add(line, "th", row.label, scope="row", style=LEFT)
    if row.divergences:
        said = (wording.days(d.size) if d.gap and d.size else d.aspect for d in row.divergences)
        _small(head, f"≠ {', '.join(said)}")


def _cell(place: ET.Element, cell: Cell | None) -> None:
    if cell is None:
        return
    if cell.due:
        _add(place, "strong", f"{wording.day(cell.due)}{marks(cell)}")
        ET.SubElement(place, "br")
    _add(place, "span", cell.words)
    layer = cell.answered_by if cell.answered_by != cell.authority else ""
    _small(place, " · ".join(p for p in (cell.force, cell.citation, layer, cell.term) if p))
    for note in (*((span_note(cell.span),) if cell.span else ()), *cell.notes):
        _small(place, f"({note})")


# --- a timeline, a matrix, a plan --------------------------------------------------------------


@element.register
def _timeline(shown: Timeline) -> ET.Element:
    root = ET.Element("div")
    table = _table(root, TIMELINE)
    for row in owed_rows.rows(shown):
        line = ET.SubElement(table, "tr")
        for name in TIMELINE:
            _value(line, row[name])
    return root


def _value(line: ET.Element, value: owed_rows.Value) -> None:
    if isinstance(value, date):
        _add(line, "td", wording.plain_day(value), style=f"{LEFT}; white-space: nowrap")
    else:
        _add(line, "td", "" if value is None else str(value), style=LEFT)


@element.register
def _matrix(shown: Matrix) -> ET.Element:
    root = _root("Procedures side by side", [])
    for column in shown.columns:
        if column.failure:
            _add(root, "p", f"{column.slug} could not be asked: {column.failure}")
    slugs = [column.slug for column in shown.columns if not column.failure]
    table = _table(root, ["", *slugs])
    for section, rows in groupby(shown.rows, lambda row: row.section):
        _spanning(table, section, len(slugs) + 1)
        for row in rows:
            for stated in row.lines:
                line = ET.SubElement(table, "tr")
                label = f"where {stated.condition}" if stated.condition else row.label
                _add(line, "th", label, scope="row", style=LEFT)
                for cell in stated.cells:
                    _answer(_add(line, "td", style=LEFT), cell)
    return root


def _answer(place: ET.Element, cell: MatrixCell) -> None:
    _add(place, "span", cell.words)
    _small(place, " · ".join(part for part in (cell.force, cell.citation, *cell.layers) if part))


@element.register
def _plan(shown: Plan) -> ET.Element:
    from cinpolicy.reporting import plan

    title, *more = plan.head(shown)
    root = _root(title, more)
    for section in plan.sections(shown):
        _add(root, "h4", section.title)
        _nested(root, section.lines)
    return root


def _nested(root: ET.Element, lines: Iterable[Line]) -> None:
    """Lists within lists, by how deep each line stands."""
    lists = [ET.SubElement(root, "ul")]
    for line in lines:
        del lists[line.level + 1 :]
        while len(lists) <= line.level:
            above = lists[-1][-1] if len(lists[-1]) else _add(lists[-1], "li")
            lists.append(ET.SubElement(above, "ul"))
        _add(lists[-1], "li", line.text)


# --- the parts of all ----------------------------------------------------------------------------


def _root(title: str, paragraphs: Iterable[str]) -> ET.Element:
    root = ET.Element("div")
    _add(root, "h3", title)
    for text in paragraphs:
        _add(root, "p", text)
    return root


def _table(root: ET.Element, heads: Iterable[str]) -> ET.Element:
    """A table with its heads; its body, to put lines into."""
    table = ET.SubElement(root, "table")
    line = ET.SubElement(ET.SubElement(table, "thead"), "tr")
    for head in heads:
        _add(line, "th" if head else "td", head, style=LEFT, **({"scope": "col"} if head else {}))
    return ET.SubElement(table, "tbody")


def _spanning(table: ET.Element, text: str, columns: int) -> None:
    line = ET.SubElement(table, "tr")
    _add(line, "th", text, colspan=str(columns), style=LEFT)


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, tag, attributes)
    made.text = text
    return made


def _small(place: ET.Element, text: str) -> None:
    if text:
        ET.SubElement(place, "br")
        _add(place, "small", text)
