"""Published reports as text, to look for what they name."""

from collections.abc import Iterator
from pathlib import Path

from cinpolicy.loading.faults import InputError
from cinpolicy.loading.files import read_bytes


def load_reports(folder: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    """The text of every file below a folder by its path there, and those that are no text."""
    texts: dict[str, str] = {}
    others: list[str] = []
    for name, path in sorted(_files(folder)):
        text = _text(path)
        if text is None:
            others.append(name)
        else:
            texts[name] = text
    return texts, tuple(others)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path


def _text(path: Path) -> str | None:
    """The text of a file; None where it is no text in UTF-8, or too large to read."""
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except (InputError, UnicodeDecodeError):
        return None
    return None if "\0" in text else text
