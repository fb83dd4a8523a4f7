"""``cinpolicy explain``."""

from datetime import datetime
from pathlib import Path

import click

from cinpolicy.cli.failing import fail
from cinpolicy.cli.options import (
    AUTHORITY_HELP,
    DraftFile,
    as_at_option,
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
    click.option("--authority", "-a", "named", help=AUTHORITY_HELP),
    click.option(
        "--draft", type=DraftFile(path_type=Path), help="A draft change, instead of an authority."
    ),
    as_at_option,
    topic_option,
    quote_option,
    format_option("text", "json"),
    output_option,
)
def explain(
    scenario: Path,
    named: str | None,
    draft: Path | None,
    as_at: datetime | None,
    topics: tuple[str, ...],
    quote_from: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """Tell why each thing is due under one authority, as a chain from the first event."""
    from cinpolicy import api

    chosen_names = [str(name) for name in (named, draft) if name is not None]
    if len(chosen_names) != 1:
        fail("cinpolicy: explain wants one --authority or one --draft")
    library, (slug,) = library_of((chosen_names[0],), as_at=as_at)
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
