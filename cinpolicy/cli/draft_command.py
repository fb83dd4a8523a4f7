"""``cinpolicy draft``."""

import re
from os.path import relpath
from pathlib import Path

import click

from cinpolicy.cli.failing import fail
from cinpolicy.cli.options import emit, known_topics, options, topic_option


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def draft() -> None:
    """Begin a draft change to a procedure."""


@draft.command(short_help="Write a draft to start from.")
@click.argument("base", metavar="AUTHORITY|FILE")
@options(
    topic_option,
    click.option(
        "--output",
        "-o",
        type=click.Path(path_type=Path),
        help="The file to write, such as drafts/kent_2027.yaml; it must not be there yet.",
    ),
)
def new(base: str, topics: tuple[str, ...], output: Path | None) -> None:
    """Write a draft to start from, with what the provisions on some topics say now.

    AUTHORITY is a slug or a version such as kent@2024-09; FILE is a procedure, or another draft
    that the new one builds on. The draft changes nothing until it is edited.
    """
    from cinpolicy.library import Library, is_file
    from cinpolicy.loading.new_draft import new_draft
    from cinpolicy.loading.procedure_files import ProcedureFile

    if output is not None and output.exists():
        fail(f"cinpolicy: {output} is there already, and is not written over")
    library = Library()
    chosen = known_topics(topics, library)
    slug = library.add(base)
    file = (
        ProcedureFile.read(Path(base), library.file_named)
        if is_file(base)
        else library.file_named(base)
    )
    if isinstance(file, str):
        fail(f"cinpolicy: {file}")
    folder = output.parent if output else Path()
    emit(
        new_draft(
            file,
            library.procedure(slug),
            library.stack(slug).vocabulary,
            chosen,
            slug=_slug(output.stem if output else f"{base}_draft"),
            based_on=Path(relpath(base, folder)).as_posix() if is_file(base) else base,
            file=str(output or "FILE"),
        ),
        output,
    )


def _slug(name: str) -> str:
    """A slug made of a file's name."""
    plain = re.sub(r"[^a-z0-9_-]+", "_", Path(name).name.lower())
    return plain if re.match("[a-z]", plain) else f"draft_{plain}"
