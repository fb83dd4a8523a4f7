"""``cinpolicy ambiguities``."""

from pathlib import Path

import click

from cinpolicy.cli.options import emit, format_option, library_of, options, output_option


@click.command()
@click.argument("authority")
@options(format_option("text", "json"), output_option)
def ambiguities(authority: str, form: str, output: Path | None) -> None:
    """List the places where a text leaves its meaning open, each with its readings.

    AUTHORITY is a slug (see `cinpolicy authorities`) or a procedure file.
    """
    from cinpolicy.reporting import ambiguities as shown

    library, (slug,) = library_of((authority,))
    procedure = library.procedure(slug)
    if form == "json":
        from cinpolicy.reporting import json_parts

        emit(json_parts.dump(shown.as_shape(procedure)), output)
        return
    from cinpolicy.console import look

    emit(shown.render(procedure, library.stack(slug).vocabulary, look(output)), output)
