"""The provisions that come into play in a case, as Markdown.

Each stands by its id after its authority, which is how ``cinpolicy sources check`` finds the
reports that a changed paragraph unsettles.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from cinpolicy.provisions import Provision
from cinpolicy.reporting.markdown import escape

Called = Callable[[str], str]
"""How the authority or layer of a slug is named."""


def section(said: Mapping[str, Iterable[Provision]], called: Called = escape) -> Iterator[str]:
    """A line for each authority and layer of which some provision comes into play."""
    yield from ("## Provisions in play", "")
    for slug, provisions in said.items():
        yield f"- {named(slug, (one.id for one in provisions), called)}"


def named(slug: str, ids: Iterable[str], called: Called = escape) -> str:
    """Provisions by their ids, after their authority."""
    listed = ", ".join(f"`{one}`" for one in ids)
    return f"{called(slug)}: {listed}"
