"""``cinpolicy compare``."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cinpolicy.cli.failing import BAD_INPUT, FOUND
from cinpolicy.cli.options import (
    AUTHORITIES_HELP,
    as_at_option,
    draft_option,
    emit,
    format_option,
    known_topics,
    library_of,
    load_cases,
    only_divergent_option,
    options,
    output_option,
    quote_option,
    quotes_of,
    readings_option,
    topic_option,
)

if TYPE_CHECKING:
    from cinpolicy.cells import Comparison
    from cinpolicy.library import Library
    from cinpolicy.quoting import Quotes


@click.command()
@click.argument("scenarios", nargs=-1, required=True, type=click.Path(path_type=Path))
@options(
    click.option("--authority", "-a", "named", multiple=True, help=AUTHORITIES_HELP),
    draft_option,
    as_at_option,
    topic_option,
    only_divergent_option,
    click.option(
        "--full", is_flag=True, help="Keep in the table what one text alone speaks of (text)."
    ),
    quote_option,
    readings_option("default"),
    format_option("text", "markdown", "csv", "json"),
    output_option,
    click.option(
        "--fail-on-divergence", is_flag=True, help="Exit with status 1 if anything differs."
    ),
)
@click.pass_context
def compare(
    ctx: click.Context,
    scenarios: tuple[Path, ...],
    named: tuple[str, ...],
    drafts: tuple[Path, ...],
    as_at: datetime | None,
    topics: tuple[str, ...],
    only_divergent: bool,
    full: bool,
    quote_from: Path | None,
    readings: str,
    form: str,
    output: Path | None,
    fail_on_divergence: bool,
) -> None:
    """Run cases through the authorities' procedures, side by side.

    SCENARIOS are case files such as scenarios/disabled_child.yaml.
    """
    from cinpolicy import api

    library, slugs = library_of(named, drafts, as_at)
    quotes = quotes_of(quote_from, library, form)
    chosen = known_topics(topics, library)
    cases = load_cases(scenarios, library)
    every = readings == "all"
    made = [
        api.compare(case, slugs, topics=chosen, every_reading=every, library=library)
        for case in cases
    ]
    full = full or bool(chosen)
    emit(
        _as_json(made, library, slugs, only_divergent=only_divergent)
        if form == "json"
        else _rendered(made, form, output, only_divergent=only_divergent, full=full, quotes=quotes),
        output,
    )
    if any(one.failed for one in made):
        for column in dict.fromkeys(c for one in made for c in one.failed):
            click.echo(f"cinpolicy: {column.slug} failed: {column.failure}", err=True)
        ctx.exit(BAD_INPUT)
    if fail_on_divergence and any(one.divergent for one in made):
        ctx.exit(FOUND)


def _as_json(
    made: "list[Comparison]", library: "Library", slugs: tuple[str, ...], *, only_divergent: bool
) -> str:
    from cinpolicy import api
    from cinpolicy.reporting import json_parts, shapes

    stacks, _ = api.stacks_of(library, api.slugs_of(library, slugs))
    fingerprints = api.fingerprints_of(library, stacks)
    return json_parts.dump(shapes.comparisons(made, fingerprints, only_divergent=only_divergent))


def _rendered(
    made: "list[Comparison]",
    form: str,
    output: Path | None,
    *,
    only_divergent: bool,
    full: bool,
    quotes: "Quotes | None",
) -> str:
    if form == "csv":
        from cinpolicy.reporting import csv_rows

        return csv_rows.render(made, only_divergent=only_divergent)
    if form == "markdown":
        from cinpolicy.reporting import markdown

        return "\n".join(
            markdown.render(m, only_divergent=only_divergent, quotes=quotes) for m in made
        )
    from cinpolicy.console import look
    from cinpolicy.reporting import text

    style = look(output)
    return "\n\n".join(
        text.render(m, style, only_divergent=only_divergent, full=full, quotes=quotes) for m in made
    )
