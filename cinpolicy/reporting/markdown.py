"""A comparison as Markdown, for pasting into a document or an issue."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from cinpolicy import wording
from cinpolicy.cells import Cell, Comparison, Divergence, Row, cited_in
from cinpolicy.remarks import span_note
from cinpolicy.reporting.aspects import made_of
from cinpolicy.reporting.assumed import COUNTED, RESTS, after_the_end, marks
from cinpolicy.reporting.series import widest_later
from cinpolicy.reporting.silences import SHOWN

if TYPE_CHECKING:
    from cinpolicy.quoting import Quotes

_BEGINS_A_BLOCK = re.compile(r"^\s*(\d*)([-+=.)])")
"""Where a line would begin a list, a rule or a heading."""


def render(
    comparison: Comparison, *, only_divergent: bool = False, quotes: "Quotes | None" = None
) -> str:
    """The case, a table a section, the cited paragraphs if wanted, and what differs most."""
    rows = comparison.divergent if only_divergent else comparison.rows
    lines = [*heading(comparison), *tables(comparison, rows)]
    if quotes is not None:
        lines += ["", *_quoted(comparison, rows, quotes)]
    return "\n".join([*lines, "", *_summary(comparison)]) + "\n"


def heading(comparison: Comparison) -> list[str]:
    """The title, the question, the texts that are compared and those that could not be."""
    until = wording.plain_day(comparison.horizon)
    lines = [
        f"# {escape(comparison.title)}",
        "",
        escape(comparison.question),
        "",
        f"Scenario `{comparison.scenario}`, followed to {until}.",
        "",
        *texts(comparison),
    ]
    for column in comparison.failed:
        lines += ["", f"**{escape(column.slug)} could not be run:** {escape(column.failure)}"]
    return lines


def texts(comparison: Comparison) -> Iterator[str]:
    """The texts that are compared, a line each."""
    for column in comparison.columns:
        if not column.failure:
            source = escape(f"{column.name}. {column.document} ({column.version})")
            yield f"- {escape(column.slug)}: {source}"


def tables(
    comparison: Comparison,
    rows: Iterable[Row],
    last: Callable[[Row], str] | None = None,
) -> Iterator[str]:
    """A table for each section of some rows; ``last`` says what stands at the end of a row."""
    slugs = [column.slug for column in comparison.columns if not column.failure]
    for section, group in groupby(rows, key=lambda row: row.section):
        yield from ("", f"## {escape(section)}", "")
        yield from _table(slugs, list(group), last or _statements)


def _quoted(comparison: Comparison, rows: tuple[Row, ...], quotes: "Quotes") -> list[str]:
    """Every cited paragraph once, by authority."""
    from cinpolicy.reporting.quoted import said

    lines = ["## What the texts say"]
    for slug, paragraphs in cited_in(comparison, rows).items():
        lines += ["", f"### {escape(slug)}"]
        if remark := quotes.remark(slug):
            lines += ["", f"*{escape(remark)}*"]
        for quote in quotes.of(slug, paragraphs):
            lines += ["", f"> {escape(said(quote))}"]
    return lines


def _table(slugs: list[str], rows: list[Row], last: Callable[[Row], str]) -> Iterator[str]:
    head = ["", *map(escape, slugs), "differs in"]
    yield from (line(head), line(["---"] * len(head)))
    for row in rows:
        cells = (row.cell(slug) for slug in slugs)
        yield line([escape(row.label), *(_cell(c) if c else "" for c in cells), last(row)])


def _statements(row: Row) -> str:
    return "<br>".join(
        f"`{one.code}` {escape(one.statement)}{escape(whether_it_holds(one))}"
        for one in row.divergences
    )


def whether_it_holds(one: Divergence) -> str:
    """Whether a divergence depends on how the texts are read, where that was looked at."""
    if one.robust:
        return " (that they differ holds under every reading)"
    if one.depends_on:
        return f" (does not hold under {' and '.join(one.depends_on)})"
    return ""


def line(parts: list[str]) -> str:
    """A line of a table."""
    return f"| {' | '.join(parts)} |"


def _cell(cell: Cell) -> str:
    layer = cell.answered_by if cell.answered_by != cell.authority else ""
    term = cell.term and f'"{cell.term}"'
    small = [part for part in (cell.force, cell.citation, layer, term) if part]
    parts = [
        f"**{wording.day(cell.due)}**" + escape(marks(cell)) if cell.due else "",
        escape(cell.words),
        f"*{escape(', '.join(small))}*" if small else "",
        *(f"({said})" for said in after_the_end(cell)),
        *((f"({escape(span_note(cell.span))})",) if cell.span else ()),
        *(f"({escape(note)})" for note in cell.notes),
    ]
    return "<br>".join(part for part in parts if part)


def _summary(comparison: Comparison) -> list[str]:
    lines = ["## What differs most", ""]
    for row, divergence in comparison.largest:
        said = escape(divergence.statement)
        later = widest_later(comparison, row)
        ending = f"; {escape(later)}" if later else ""
        lines.append(f"- {escape(row.label)} (`{divergence.code}`): {said}{ending}")
    if not comparison.largest:
        lines.append("No two dates differ.")
    lines += ["", f"† {RESTS}; `cinpolicy explain` says what."]
    lines += ["", f"\\* {COUNTED}."]
    differ = f"{len(comparison.divergent)} of {len(comparison.rows)} rows differ."
    lines += ["", f"{differ} {made_of(comparison)}".rstrip()]
    return [*lines, "", "## What the texts leave open", "", *silences(comparison)]


def silences(comparison: Comparison) -> list[str]:
    """A table of how many rows each text leaves open, by kind of silence."""
    head = ["", *(kind.value for kind in SHOWN)]
    lines = [line(head), line(["---"] * len(head))]
    for slug, kinds in comparison.silences.items():
        lines.append(line([escape(slug), *(str(kinds[kind]) for kind in SHOWN)]))
    return lines


def escape(text: str) -> str:
    """Text with nothing in it that Markdown or HTML would act on."""
    for mark in "\\`*_[]|#~":
        text = text.replace(mark, f"\\{mark}")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _BEGINS_A_BLOCK.sub(r"\1\\\2", " ".join(text.splitlines()))
