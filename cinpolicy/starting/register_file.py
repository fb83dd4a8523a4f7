"""The source register a new authority begins with: every paragraph yet to be accounted for."""

import re
from collections.abc import Sequence
from textwrap import wrap

from cinpolicy.fingerprints import Fingerprint
from cinpolicy.starting.filling import filled

_MOST_WORDS = 10
_WIDTH = 96
_SENTENCE_ENDS = (".", ",", ";", ":", "?", "!")
_BULLET = re.compile(r"[^\w\"'(]|[a-z0-9]{1,3}[.)]\s+[a-z]|\(?[a-z]{1,4}[.)]\s")


def register_file(slug: str, text: Sequence[str]) -> str:
    """A register with a fingerprint for each paragraph, if there is a text.

    Which paragraphs look like headings stands in a remark: the writer decides.
    """
    prints = [
        f"  - {Fingerprint.of(paragraph)}    # {number}" for number, paragraph in enumerate(text, 1)
    ]
    return filled(
        "sources.yaml",
        slug=slug,
        likely=_remark(likely_headings(text)),
        fingerprints="\n".join(["fingerprints:", *prints]) if prints else "fingerprints: []",
    )


def _remark(likely: Sequence[int]) -> str:
    if not likely:
        return ""
    said = f"These look like headings; put in those that are: {', '.join(map(str, likely))}"
    return "".join(f"# {line}\n" for line in wrap(said, _WIDTH))


def likely_headings(text: Sequence[str]) -> tuple[int, ...]:
    """The paragraphs that look like headings: short, no sentence, and no item of a list."""
    return tuple(number for number, one in enumerate(text, 1) if _looks_like_a_heading(one))


def _looks_like_a_heading(paragraph: str) -> bool:
    short = len(paragraph.split()) <= _MOST_WORDS
    return short and not paragraph.endswith(_SENTENCE_ENDS) and not _BULLET.match(paragraph)
