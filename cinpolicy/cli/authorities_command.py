"""``cinpolicy authorities``."""

from pathlib import Path

import click

from cinpolicy.cli.failing import BAD_INPUT
from cinpolicy.cli.options import emit, format_option, options, output_option


@click.command()
@options(format_option("text", "json"), output_option)
@click.pass_context
def authorities(ctx: click.Context, form: str, output: Path | None) -> None:
    """List the installed authorities, with version and layer."""
    from cinpolicy.library import Library
    from cinpolicy.reporting import installed

    library = Library()
    emit(installed.as_json(library) if form == "json" else installed.as_text(library), output)
    if library.broken:
        ctx.exit(BAD_INPUT)
