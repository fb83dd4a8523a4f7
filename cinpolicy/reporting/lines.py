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


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """Text of single spaces as lines, those after the first indented.

    ``textwrap`` looks for more than such text can hold, and takes five times as long; it is
    left what it alone can do: to break a word longer than a line.
    """
    lead = text[: len(text) - len(text.lstrip(" "))]
    lines, line = [], lead
    for word in text.split():
        if len(word) > width - len(indent):
            return textwrap.wrap(text, width, subsequent_indent=indent, break_on_hyphens=False)
        if not line.strip(" "):
            line += word
        elif len(line) + 1 + len(word) <= width:
            line += f" {word}"
        else:
            lines.append(line)
            line = indent + word
    return [*lines, line]
