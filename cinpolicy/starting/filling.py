"""The files that are the same for every new authority, but for what is filled in."""

from pathlib import Path
from string import Template

_FILES = Path(__file__).with_name("files")


def filled(file: str, **values: str) -> str:
    """A file with its blanks filled in."""
    return Template((_FILES / f"{file}.txt").read_text("utf-8")).substitute(values)
