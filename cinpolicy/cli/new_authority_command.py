"""``cinpolicy new-authority``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cinpolicy.cli.failing import fail
from cinpolicy.cli.options import options

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import PurePosixPath


@click.command()
@click.argument("slug")
@options(
    click.option(
        "--document",
        "-d",
        type=click.Path(path_type=Path),
        help="A copy of its text, as plain text (a line a paragraph). It is read and not kept.",
    ),
    click.option("--name", help="What the authority is called (default: made from the slug)."),
    click.option(
        "--output",
        "-o",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="A new or empty folder to write to (default: one named SLUG).",
    ),
)
def new_authority(slug: str, document: Path | None, name: str | None, output: Path | None) -> None:
    """Begin a new authority: a package to fill in and to install.

    SLUG is its short name: small letters and digits, such as eastvale or east-vale. The
    procedure in the package is silent on every topic, and every paragraph of the document is
    yet to be accounted for. docs/new_authority.md goes on from there.
    """
    from cinpolicy.loading import common_vocabulary
    from cinpolicy.reporting import begun
    from cinpolicy.starting.names import title_of
    from cinpolicy.starting.package import package

    folder = output or Path(slug)
    text = _checked(slug, name, folder, document)
    files = package(slug, name or title_of(slug), common_vocabulary(), text)
    _write(folder, files)
    click.echo(begun.render(slug, folder, files, document, len(text)), nl=False)


def _checked(slug: str, name: str | None, folder: Path, document: Path | None) -> tuple[str, ...]:
    """The paragraphs of the document; ends with all that is wrong with what was asked for."""
    from cinpolicy.loading.faults import InputError
    from cinpolicy.loading.texts import load_text
    from cinpolicy.plugin import installed
    from cinpolicy.starting.folder import fault_of_folder
    from cinpolicy.starting.names import fault_of_name, fault_of_slug

    faults = {
        "SLUG": fault_of_slug(slug, installed()),
        "--name": "" if name is None else fault_of_name(name),
    }
    if not faults["SLUG"] or folder != Path(slug):
        faults[f"the folder {folder}"] = fault_of_folder(folder)
    said = [f"cinpolicy: {where}: {fault}" for where, fault in faults.items() if fault]
    text: tuple[str, ...] = ()
    try:
        text = load_text(document) if document else ()
    except InputError as error:
        said.append(str(error))
    if said:
        fail("\n".join(said))
    return text


def _write(folder: Path, files: "Mapping[PurePosixPath, str]") -> None:
    from cinpolicy.starting.folder import write_folder

    try:
        write_folder(folder, files)
    except OSError as error:
        fail(f"cinpolicy: cannot write {folder}: {error.strerror or error}")
