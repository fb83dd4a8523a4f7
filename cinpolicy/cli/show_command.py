"""``cinpolicy show``."""

from pathlib import Path

import click

from cinpolicy.cli.options import (
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
@click.argument("authority")
@options(topic_option, quote_option, format_option("text", "json"), output_option)
def show(
    authority: str,
    topics: tuple[str, ...],
    quote_from: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """Print what one authority's procedure says, provision by provision.

    AUTHORITY is a slug (see `cinpolicy authorities`) or a procedure file.
    """
    library, (slug,) = library_of((authority,))
    chosen = frozenset(known_topics(topics, library))
    procedure = library.procedure(slug)
    quotes = quotes_of(quote_from, library, form)
    if form == "json":
        from cinpolicy.reporting import json_parts, procedure_shapes

        shape = procedure_shapes.procedure(procedure)
        shape["fingerprint"] = library.fingerprint(slug) or None
        if chosen:
            shape["provisions"] = [p for p in shape["provisions"] if p["topic"] in chosen]
        emit(json_parts.dump(shape), output)
        return
    from cinpolicy.console import look
    from cinpolicy.reporting import provisions

    words = library.stack(slug).vocabulary
    emit(provisions.render(procedure, words, look(output), chosen, quotes), output)
