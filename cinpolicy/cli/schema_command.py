"""``cinpolicy schema``."""

from pathlib import Path

import click

from cinpolicy.cli.options import emit, options, output_option
from cinpolicy.schema import KINDS, text_of


@click.command()
@click.argument("kind", metavar="KIND", type=click.Choice(tuple(KINDS)))
@options(output_option)
def schema(kind: str, output: Path | None) -> None:
    """Print the JSON Schema of a kind of file, for an editor to check it by."""
    from cinpolicy.loading import common_vocabulary

    emit(text_of(kind, common_vocabulary()), output)


schema.help = f"{schema.help}\n\nKIND is one of {', '.join(KINDS)}. See docs/editor.md."
