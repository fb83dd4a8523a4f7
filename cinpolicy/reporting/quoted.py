"""Cited paragraphs themselves, beside or after what cites them."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cinpolicy.cells import Comparison, Row, cited_in
from cinpolicy.reporting.look import Look

if TYPE_CHECKING:
    from cinpolicy.quoting import Quote, Quotes


def lines(
    quotes: "Quotes | None", slug: str, paragraphs: Iterable[int], look: Look, indent: str
) -> Iterator[str]:
    """Each paragraph of an authority under its number; nothing where there is no copy."""
    for quote in quotes.of(slug, paragraphs) if quotes else ():
        yield from textwrap.wrap(
            said(quote), look.width, initial_indent=indent, subsequent_indent=indent + "  "
        )


def said(quote: "Quote") -> str:
    """A paragraph after its number and what must be known of it."""
    if not quote.text:
        return f"para {quote.paragraph} {quote.remark}."
    remark = f" ({quote.remark})" if quote.remark else ""
    return f"para {quote.paragraph}{remark}: {quote.text}"


def remarks(quotes: "Quotes | None", slugs: Iterable[str], look: Look) -> Iterator[str]:
    """What must be said of the copies as a whole: above all of which there is none."""
    for slug in slugs if quotes else ():
        if quotes and (remark := quotes.remark(slug)):
            yield from textwrap.wrap(remark, look.width - 4)


def as_text(comparison: Comparison, rows: tuple[Row, ...], quotes: "Quotes", look: Look) -> str:
    """Every cited paragraph of a comparison once, by authority."""
    parts = [look.bold("What the texts say")]
    for slug, paragraphs in cited_in(comparison, rows).items():
        parts.append(f"  {look.bold(slug)}")
        parts += (look.mark(f"    {line}") for line in remarks(quotes, [slug], look))
        parts += lines(quotes, slug, paragraphs, look, "    ")
    return "\n".join(parts)
