"""Text broken into the lines of a terminal."""

import textwrap

from cinpolicy.reporting.look import Look


def hanging(text: str, width: int, indent: str = "") -> list[str]:
    """A text in lines of a width, those after the first set in further."""
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False
    )


def whole_words(text: str, look: Look, first: str, later: str) -> list[str]:
    """The text in lines; no word is cut, so that the path of a file can be followed."""
    return textwrap.wrap(
        text,
        look.width,
        initial_indent=first,
        subsequent_indent=later,
        break_on_hyphens=False,
        break_long_words=False,
    )
