"""``cinpolicy explain``."""

from pathlib import Path

import click

from cinpolicy.cli.options import (
    AUTHORITY_HELP,
    emit,
    format_option,
    known_topics,
    library_of,
    options,
    output_option,
    quote_option,
    quotes_of,
    topic_option,
)


@click.command()
@click.argument("scenario", type=click.Path(path_type=Path))
@options(
    click.option("--authority", "-a", "named", required=True, help=AUTHORITY_HELP),
    topic_option,
    quote_option,
    format_option("text", "json"),
    output_option,
)
def explain(
    scenario: Path,
    named: str,
    topics: tuple[str, ...],
    quote_from: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """Tell why each thing is due under one authority, as a chain from the first event."""
    from cinpolicy import api

    library, (slug,) = library_of((named,))
    quotes = quotes_of(quote_from, library, form)
    chosen = frozenset(known_topics(topics, library))
    case = api.load_scenario(scenario, library)
    made = api.run(case, slug, library=library)
    if form == "json":
        from cinpolicy.reporting import json_parts, shapes

        emit(json_parts.dump(shapes.timeline(made, case.name, slug)), output)
        return
    from cinpolicy.console import look
    from cinpolicy.reporting.explanation import Explainer

    words = library.stack(slug).vocabulary
    emit(Explainer(case, made, slug, words, look(output), quotes).render(chosen), output)
