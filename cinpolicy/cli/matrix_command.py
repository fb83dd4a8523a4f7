"""``cinpolicy matrix``."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import evolve

from cinpolicy.cli.failing import BAD_INPUT
from cinpolicy.cli.options import (
    AUTHORITIES_HELP,
    as_at_option,
    draft_option,
    emit,
    format_option,
    known_topics,
    library_of,
    options,
    output_option,
    topic_option,
)

if TYPE_CHECKING:
    from cinpolicy.matrices import Matrix


@click.command()
@options(
    click.option("--authority", "-a", "named", multiple=True, help=AUTHORITIES_HELP),
    draft_option,
    as_at_option,
    topic_option,
    click.option("--only-divergent", is_flag=True, help="Only the rows that differ."),
    format_option("text", "markdown", "csv", "json"),
    output_option,
)
@click.pass_context
def matrix(
    ctx: click.Context,
    named: tuple[str, ...],
    drafts: tuple[Path, ...],
    as_at: datetime | None,
    topics: tuple[str, ...],
    only_divergent: bool,
    form: str,
    output: Path | None,
) -> None:
    """Set whole procedures side by side, with no case.

    A line a question and, below it, one for each condition under which an answer changes.
    """
    from cinpolicy import api

    library, slugs = library_of(named, drafts, as_at)
    made = api.matrix(slugs, topics=known_topics(topics, library), library=library)
    if only_divergent:
        made = evolve(made, rows=tuple(row for row in made.rows if row.differs))
    emit(_rendered(made, form, output), output)
    failed = [column for column in made.columns if column.failure]
    for column in failed:
        click.echo(f"cinpolicy: {column.slug} failed: {column.failure}", err=True)
    if failed:
        ctx.exit(BAD_INPUT)


def _rendered(made: "Matrix", form: str, output: Path | None) -> str:
    from cinpolicy.reporting import matrix_formats

    if form == "markdown":
        return matrix_formats.as_markdown(made)
    if form == "csv":
        return matrix_formats.as_csv(made)
    if form == "json":
        from cinpolicy.reporting import json_parts

        return json_parts.dump(matrix_formats.as_shape(made))
    from cinpolicy.console import look
    from cinpolicy.reporting import matrix_text

    return matrix_text.render(made, look(output))
