"""What a terminal can show, and writing output whole or not at all."""

import os
import sys
from errno import EACCES, EBADF, EISDIR
from pathlib import Path

import click

from cinpolicy.reporting.look import Look

DEFAULT_WIDTH, NARROWEST, WIDEST = 100, 40, 240
NEW_FILE = 0o644
_WANTED = "─·†≠"


def look(output: Path | None) -> Look:
    """The look for where the output goes: colour only for a terminal that wants it."""
    from functools import partial
    from shutil import get_terminal_size

    width = get_terminal_size((DEFAULT_WIDTH, 24)).columns if output is None else DEFAULT_WIDTH
    width = min(max(width, NARROWEST), WIDEST)
    terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    colour = terminal and "NO_COLOR" not in os.environ
    shows = output is not None or _can_show(getattr(sys.stdout, "encoding", None))
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
        if sys.stdout is None:
            raise OSError(EBADF, "it is closed")
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
        click.echo(text, nl=False, color=True if "\x1b" in text else None)
        return
    write_whole(output, text)


def tell(text: str) -> None:
    """Say on a terminal what goes on: in no file and no pipe, where nobody waits for it."""
    if sys.stderr is not None and sys.stderr.isatty():
        click.echo(text, err=True)


def write_whole(path: Path, text: str | bytes) -> None:
    """Write a file (text in UTF-8) by way of a temporary one beside it. Raises ``OSError``.

    A link is followed, and a file that is there keeps its permissions. What is no file
    (a device, a pipe) is written to as it is.
    """
    if path.is_dir():
        raise IsADirectoryError(EISDIR, "it is a directory")
    content = text.encode("utf-8") if isinstance(text, str) else text
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    target, mode = path, NEW_FILE
    if path.is_file():
        target, mode = path.resolve(), path.stat().st_mode
        if not os.access(target, os.W_OK):
            raise PermissionError(EACCES, "it is read-only")
    _replace(target, content, mode)


def _replace(target: Path, content: bytes, mode: int) -> None:
    from tempfile import NamedTemporaryFile

    with NamedTemporaryFile(dir=target.parent, prefix=".cinpolicy-", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
        except BaseException:
            file.close()
            temporary.unlink(missing_ok=True)
            raise
    try:
        temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
