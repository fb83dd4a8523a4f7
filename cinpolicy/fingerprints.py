"""Marks of paragraphs: whether two are the same, and how alike they are, keeping no text.

A paragraph is compared by its words. What is ignored, so that a text that is only set
anew or numbered anew is the same text:

- capital and small letters, and Unicode forms that look alike (NFKC);
- blanks, invisible characters and punctuation;
- markup: HTML tags and entities, Markdown emphasis, headings and escapes, and where a
  link leads;
- a list mark at the front: bullets, and a number or letter with a full stop or bracket
  after it (``4.``, ``(b)``, ``iv)``, ``5.2.``) or a number of several parts before a
  capital letter (``5.2 Reviews``).

Every other number is kept, also at the front (``10 working days``), and so are the signs
of money, per cent, more and less: they are what a rule is made of.
"""

import math
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from hashlib import sha256, shake_128
from html import unescape

from attrs import frozen

from cinpolicy.values import Value

BITS = 64
_TAGS = (
    "a|abbr|b|blockquote|br|code|col|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|pre|s|small"
    "|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul"
)
_TAG = re.compile(rf"<!--.*?-->|</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
"""A known tag: ``<5 days`` and ``<age 5 and >`` are no tags."""
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_KEPT = "%£$€<>≤≥"
_WORD = re.compile(rf"[^\W_]+|[{_KEPT}]")
_IN_WORD = re.compile(r"(?<=\w)['\u2018\u2019\u02bc](?=\w)")
_BULLETS = rf"(?:[^\w{_KEPT}]|_|>(?=\W*[A-Za-z]))*"
_NUMBERED = re.compile(
    rf"""{_BULLETS}
    (?: (?:\d{{1,3}}|[A-Za-z]|[ivxlIVXL]{{1,6}}) (?:\.\d{{1,3}})* [.)] (?!\w)
      | \d{{1,2}} (?:\.\d{{1,2}})+ (?=\W*\s\W*[A-Z])
      | o (?=\t)
    )""",
    re.VERBOSE,
)
_QUOTED = re.compile(r"\s*(?:>\s*)+(?=\W*[A-Za-z])")


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text: its lines that are not blank, whatever ends a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def normalised(paragraph: str) -> str:
    """The words of a paragraph by which it is compared, a blank between any two."""
    text = unicodedata.normalize("NFKC", paragraph)
    text = unescape(_LINK.sub(r"\1", _TAG.sub(" ", text)))
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    text = _without_mark(text)
    folded = unicodedata.normalize("NFKC", _IN_WORD.sub("", text).casefold())
    return " ".join(_WORD.findall(folded))


def _without_mark(text: str) -> str:
    mark = _NUMBERED.match(text) or _QUOTED.match(text)
    return text[mark.end() :] if mark else text


@frozen(repr=False)
class Fingerprint(Value):
    """What is kept of a paragraph.

    ``digest`` tells whether a paragraph is the same. ``sketch`` is a simhash of its words
    in 64 bits: the more words two paragraphs share, the more bits are equal. It is 0 where
    a paragraph has no words.
    """

    digest: str
    sketch: int

    @classmethod
    def of(cls, paragraph: str) -> "Fingerprint":
        """The fingerprint of a paragraph."""
        words = normalised(paragraph)
        return cls(sha256(words.encode()).hexdigest()[:12], _simhash(words.split()))

    @classmethod
    def parse(cls, text: str) -> "Fingerprint":
        """A fingerprint as it is written. Raises ``ValueError``."""
        if not re.fullmatch(r"[0-9a-f]{12} [0-9a-f]{16}", text):
            raise ValueError("12 and 16 hexadecimal digits with a blank between them")
        digest, sketch = text.split()
        return cls(digest, int(sketch, 16))

    def __str__(self) -> str:
        return f"{self.digest} {self.sketch:016x}"

    def likeness(self, other: "Fingerprint") -> float:
        """About how alike the words of two paragraphs are, from 0 to 1.

        It estimates the cosine of the angle between their counts of words, within some
        0.1. It is never 1 where the paragraphs are not the same.
        """
        if self.digest == other.digest:
            return 1.0
        if not (self.sketch and other.sketch):
            return 0.0
        apart = (self.sketch ^ other.sketch).bit_count()
        return max(0.0, min(math.cos(math.pi * apart / BITS), 0.99))


def _simhash(words: list[str]) -> int:
    """A bit for each of 64 fixed planes: on which side of it the counts of words lie.

    A word weighs as much as it has letters, so that the small words all texts share do
    not make any two paragraphs alike.
    """
    sums = [0] * BITS
    for word, times in Counter(words).items():
        weight = times * len(word)
        for bit, along in enumerate(_directions(word)):
            sums[bit] += weight * along
    return sum(1 << bit for bit, total in enumerate(sums) if total > 0)


@lru_cache(maxsize=4096)
def _directions(word: str) -> tuple[int, ...]:
    """Where a word lies from each plane: near enough normally distributed about 0."""
    drawn = shake_128(word.encode()).digest(BITS * 4)
    return tuple(2 * sum(drawn[at : at + 4]) - 1020 for at in range(0, BITS * 4, 4))
