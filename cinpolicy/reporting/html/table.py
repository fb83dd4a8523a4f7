"""The side-by-side table: its sections, rows and cells as they are shown."""

from collections.abc import Mapping
from itertools import groupby

from attrs import frozen

from cinpolicy import wording
from cinpolicy.cells import ANSWERS, Cell, CellKind, Comparison, Row
from cinpolicy.remarks import span_note
from cinpolicy.reporting.aspects import in_words
from cinpolicy.reporting.assumed import after_the_end, marks_in_words
from cinpolicy.reporting.explanation import Explainer
from cinpolicy.reporting.html.points import Key, key
from cinpolicy.reporting.html.reasons import Reason, reasons
from cinpolicy.reporting.naming import Names
from cinpolicy.vocabulary import TopicKind, Vocabulary

KINDS = {
    TopicKind.TIMESCALE: "When it is due",
    TopicKind.ROLE: "Who does it",
    TopicKind.DECISION: "Who decides",
    TopicKind.CHECKLIST: "What a list holds",
    TopicKind.RESTRICTION: "What is ruled out or laid down",
    TopicKind.STATEMENT: "Principles and practice",
}


@frozen(kw_only=True)
class CellShown:
    """One cell: its date and why, its words, where they come from, and notes.

    ``place`` is what a link to it ends in; empty where nothing is due on a day. ``look`` is
    empty for an answer, and else says what it is: a silence, or no answer in this case.
    """

    place: str
    name: str
    look: str
    date: str
    reasons: tuple[Reason, ...]
    words: str
    source: str
    term: str
    notes: tuple[str, ...]


@frozen(kw_only=True)
class RowShown:
    """One row, with the words it can be filtered by and what its cells differ in."""

    key: str
    label: str
    topics: str
    kind: str
    differs: tuple[tuple[str, str], ...]
    cells: tuple[CellShown, ...]


@frozen(kw_only=True)
class SectionShown:
    """Rows under one heading."""

    title: str
    rows: tuple[RowShown, ...]


@frozen(kw_only=True)
class TableShown:
    """The table and what it can be filtered by: each choice is a name and its label."""

    authorities: tuple[str, ...]
    sections: tuple[SectionShown, ...]
    topics: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    rows: int


def table(
    comparison: Comparison, explainers: Mapping[str, Explainer], names: Names, words: Vocabulary
) -> TableShown:
    """The whole comparison as a table."""
    topics = dict.fromkeys(topic for row in comparison.rows for topic in row.topics)
    kinds = dict.fromkeys(row.kind for row in comparison.rows)
    return TableShown(
        authorities=tuple(names[c.slug] for c in comparison.columns if not c.failure),
        sections=tuple(
            SectionShown(title=title, rows=tuple(_row(row, explainers, names) for row in rows))
            for title, rows in groupby(comparison.rows, key=lambda row: row.section)
        ),
        topics=tuple((name, words.topics[name].label) for name in topics),
        kinds=tuple((kind.value, KINDS[kind]) for kind in kinds),
        rows=len(comparison.rows),
    )


def places(comparison: Comparison) -> dict[Key, str]:
    """The place in the table of everything that has a cell which tells why it is due."""
    return {
        key(cell.authority, cell.obligation): _place(row, cell)
        for row in comparison.rows
        for cell in row.cells
        if cell.obligation and cell.due
    }


def _row(row: Row, explainers: Mapping[str, Explainer], names: Names) -> RowShown:
    return RowShown(
        key=row.key,
        label=row.label,
        topics=" ".join(row.topics),
        kind=row.kind.value,
        differs=tuple((in_words(one), one.code) for one in row.divergences),
        cells=tuple(_cell(row, cell, explainers, names) for cell in row.cells),
    )


def _cell(row: Row, cell: Cell, explainers: Mapping[str, Explainer], names: Names) -> CellShown:
    owed = cell.obligation if cell.due else None
    span = (span_note(cell.span),) if cell.span else ()
    return CellShown(
        place=_place(row, cell) if owed else "",
        name=names[cell.authority],
        look=_look(cell),
        date=wording.day(cell.due) if cell.due else "",
        reasons=reasons(explainers[cell.authority].fields(owed)) if owed else (),
        words=cell.words,
        source=_source(cell, names),
        term=cell.term,
        notes=(*after_the_end(cell), *marks_in_words(cell), *span, *cell.notes),
    )


def _place(row: Row, cell: Cell) -> str:
    return f"{row.key}-{cell.authority}"


def _look(cell: Cell) -> str:
    if cell.kind in ANSWERS:
        return ""
    return "silent" if cell.kind is CellKind.SILENCE else "aside"


def _source(cell: Cell, names: Names) -> str:
    """Force, paragraphs, and the layer where it is not the authority that answers."""
    layer = names.get(cell.answered_by, "") if cell.answered_by != cell.authority else ""
    return ", ".join(part for part in (cell.force, cell.citation_in_full, layer) if part)
