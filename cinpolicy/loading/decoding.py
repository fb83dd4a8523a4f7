"""Bytes to text, which must be UTF-8 and hold nothing that cannot be shown."""

import re

from cinpolicy.loading.faults import Fault, InputError, whole_file

_OTHER_FORMATS = {
    b"PK\x03\x04": "a Word document or another packed file",
    b"\xd0\xcf\x11\xe0": "a document of an older Word",
    b"%PDF": "a PDF",
    b"{\\rtf": "a document in rich text format",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
"""What files of other formats begin with."""
_PACKED = {b"word/document.xml": "a Word document", b"xl/workbook.xml": "an Excel workbook"}
"""The name of the main part of a packed file, which stands in it as it is."""


def other_format(content: bytes) -> str:
    """What a file is that is no plain text, by how it begins; empty where it does not tell."""
    for beginning, what in _OTHER_FORMATS.items():
        if content.startswith(beginning):
            packed = beginning.startswith(b"PK")
            parts = _PACKED.items() if packed else ()
            return next((name for part, name in parts if part in content), what)
    return ""


def decode(path: str, content: bytes, forbidden: re.Pattern[str], wanted: str = "text") -> str:
    """The text of a file's bytes, a byte order mark left out.

    ``forbidden`` finds a character that may not stand in it. Raises ``InputError`` with
    the place of what is no text.
    """
    if other := other_format(content):
        raise whole_file(path, f"{wanted} in UTF-8", f"what looks like {other}")
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
