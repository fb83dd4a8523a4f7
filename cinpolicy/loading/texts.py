"""A copy of a procedure's text, paragraph by paragraph. It is read and never kept."""

import re
from pathlib import Path

from cinpolicy.fingerprints import paragraphs
from cinpolicy.loading.decoding import decode, other_format
from cinpolicy.loading.faults import whole_file
from cinpolicy.loading.files import read_bytes

MOST_PARAGRAPHS = 10_000
WANTED = "plain text (in Word: Save As, Plain Text, with the encoding Unicode (UTF-8))"
_NO_TEXT = re.compile("[\0-\x08\x0e-\x1f\x7f]")


def load_text(path: Path) -> tuple[str, ...]:
    """The paragraphs of a text: its lines that are not blank, whatever ends a line.

    Raises ``InputError`` where the file is not plain text.
    """
    content = read_bytes(path)
    if found := other_format(content):
        raise whole_file(path, WANTED, found)
    text = paragraphs(decode(str(path), content, _NO_TEXT, WANTED))
    if not text:
        raise whole_file(path, "a text with a paragraph in it", "none")
    if len(text) > MOST_PARAGRAPHS:
        raise whole_file(path, f"a text of at most {MOST_PARAGRAPHS} paragraphs", str(len(text)))
    return text
