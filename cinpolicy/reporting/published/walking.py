"""Ways through a published set: from a page to the index, and to the sections of the page."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape

HOME = "All cases and procedures"
HERE = "On this page"
_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([^\w\s])")
_DROPPED = re.compile(r"[^\w\- ]")
_MAIN = re.compile(r"<main\b[^>]*>")


def anchors(titles: Iterable[str]) -> Iterator[str]:
    """The anchors by which GitHub knows the headings of a page, all given in their order.

    Small letters, hyphens for blanks, punctuation dropped; of headings that are alike, all but
    the first have a number.
    """
    seen: Counter[str] = Counter()
    for title in titles:
        anchor = _DROPPED.sub("", title.lower()).replace(" ", "-")
        yield f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor
        seen[anchor] += 1


def with_contents(text: str, home: str = "") -> str:
    """A page in Markdown with the way ``home`` and links to its sections below its title."""
    found = _HEADING.findall(text)
    named = zip(found, anchors(_plain(title) for _, title in found), strict=True)
    sections = [f"[{title}](#{anchor})" for (level, title), anchor in named if level == "##"]
    ways = [f"[{HOME}]({home})."] if home else []
    ways += [f"{HERE}: {', '.join(sections)}."] if sections else []
    title, _, rest = text.partition("\n")
    return f"{title}\n\n{' '.join(ways)}\n{rest}" if ways else text


def _plain(title: str) -> str:
    """A heading as it is shown: with no escapes of Markdown or HTML."""
    return unescape(_ESCAPED.sub(r"\1", title))


def in_web_page(page: str, home: str) -> str:
    """A web page that leads to its sections by itself, with the way home above its title."""
    way = f'<nav aria-label="The set"><a href="{home}">{HOME}</a></nav>'
    return _MAIN.sub(lambda found: f"{found[0]}\n{way}", page, count=1)
