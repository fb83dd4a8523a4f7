"""What a terminal can show, and writing output whole or not at all."""

import os
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

import click

from cinpolicy.reporting.look import Look

DEFAULT_WIDTH, NARROWEST, WIDEST = 100, 40, 240
_WANTED = "─·†≠"


def look(output: Path | None) -> Look:
    """The look for where the output goes: colour only for a terminal that wants it."""
    from functools import partial
    from shutil import get_terminal_size

    width = get_terminal_size((DEFAULT_WIDTH, 24)).columns if output is None else DEFAULT_WIDTH
    width = min(max(width, NARROWEST), WIDEST)
    colour = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    shows = output is not None or _can_show(sys.stdout.encoding)
    if not colour:
        return Look(width=width, unicode=shows)
    return Look(
        width=width,
        unicode=shows,
        bold=partial(click.style, bold=True),
        mark=partial(click.style, fg="yellow"),
        faint=partial(click.style, dim=True),
    )


def _can_show(encoding: str | None) -> bool:
    try:
        _WANTED.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def emit(text: str, output: Path | None) -> None:
    """Print the text, or write it to a file whole or not at all.

    A console that cannot show a character shows a question mark in its place. Raises
    ``OSError`` where the file cannot be written.
    """
    if output is None:
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
        click.echo(text, nl=False, color=True if "\x1b" in text else None)
        return
    write_whole(output, text)


def write_whole(path: Path, text: str) -> None:
    """Write a file in UTF-8 by way of a temporary one beside it. Raises ``OSError``."""
    if path.is_dir():
        raise IsADirectoryError(21, "it is a directory")
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(text.encode("utf-8"))
        except BaseException:
            file.close()
            temporary.unlink(missing_ok=True)
            raise
    try:
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
