"""Bytes to text, which must be UTF-8 and hold nothing that cannot be shown."""

import re

from cinpolicy.loading.faults import Fault, InputError


def decode(path: str, content: bytes, forbidden: re.Pattern[str], wanted: str = "text") -> str:
    """The text of a file's bytes, a byte order mark left out.

    ``forbidden`` finds a character that may not stand in it. Raises ``InputError`` with
    the place of what is no text.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        before, byte = _first_undecodable(content)
        raise _not_text(path, before, f"{wanted} in UTF-8", f"the byte 0x{byte:02x}") from None
    if found := forbidden.search(text):
        character = f"the character U+{ord(found[0]):04X}"
        raise _not_text(path, text[: found.start()], wanted, character)
    return text


def _first_undecodable(content: bytes) -> tuple[str, int]:
    """The text before the first byte that is not UTF-8, and that byte."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content[: error.start].decode("utf-8-sig"), content[error.start]
    raise AssertionError("every byte is UTF-8")


def _not_text(path: str, before: str, expected: str, found: str) -> InputError:
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return InputError([Fault(path, line, column, "$", expected, found)])
