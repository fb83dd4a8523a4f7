"""A paragraph itself beside its citation, out of a copy that the reader has."""

from collections.abc import Callable, Iterable
from functools import cache

from attrs import frozen

from cinpolicy.tracing import Trace, Tracing
from cinpolicy.values import Value


@frozen(kw_only=True, repr=False)
class Quote(Value):
    """A cited paragraph as it stands in the copy.

    ``text`` is empty where it is not there. ``remark`` is what a reader must be told of it.
    """

    paragraph: int
    text: str
    remark: str = ""


class Quotes:
    """The paragraphs of every authority of which a copy is at hand.

    ``find`` gives the tracing of an authority's text, None where there is no copy;
    ``place`` says where the copies are looked for.
    """

    def __init__(self, find: Callable[[str], Tracing | None], place: str) -> None:
        self._tracing = cache(find)
        self.place = place

    def has(self, slug: str) -> bool:
        """Whether there is a copy of an authority's text."""
        return self._tracing(slug) is not None

    def remark(self, slug: str) -> str:
        """What must be said of an authority's copy as a whole; empty where nothing must."""
        tracing = self._tracing(slug)
        if tracing is None:
            return f"There is no text of {slug} in {self.place}."
        if not tracing.checked:
            return f"No fingerprints of {slug} are recorded: paragraphs go by their numbers alone."
        return ""

    def of(self, slug: str, paragraphs: Iterable[int]) -> tuple[Quote, ...]:
        """The paragraphs of an authority that are cited; none where there is no copy."""
        tracing = self._tracing(slug)
        if tracing is None:
            return ()
        return tuple(_quote(tracing, number) for number in paragraphs)


def _quote(tracing: Tracing, number: int) -> Quote:
    traced = tracing.by_number.get(number)
    text = tracing.words_at(number)
    if traced is None or traced.now is None:
        return Quote(paragraph=number, text="", remark="is no longer in the text")
    remarks = [f"now {traced.now}"] if traced.now != number else []
    if traced.trace is Trace.CHANGED:
        remarks.append(f"changed since it was encoded, about {traced.likeness:.0%} alike")
    return Quote(paragraph=number, text=text, remark=", ".join(remarks))
