"""Text that any file of an office can hold."""

import re

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """The text, with a mark in place of what no XML may hold (control characters and the like)."""
    return _UNFIT.sub("\ufffd", text)
