"""What a check finds: one plain sentence, and what it is about."""

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from cinpolicy.conditions import FactValue
from cinpolicy.places import Place
from cinpolicy.provisions import Provision


@frozen(kw_only=True)
class Finding:
    """One thing found in a procedure.

    ``provisions`` are the ids of those it is about, ``paragraphs`` all that these cite,
    ``facts`` the facts for which it is so, every other being as a case has it where it
    says nothing. ``place`` is where it stands, in a procedure read from a file.
    """

    code: str
    sentence: str
    provisions: tuple[str, ...] = ()
    topic: str = ""
    facts: Mapping[str, FactValue] = field(factory=dict)
    paragraphs: tuple[int, ...] = ()
    place: Place | None = None


def cited(provisions: Iterable[Provision]) -> tuple[int, ...]:
    """Every paragraph that provisions rest on, in order."""
    return tuple(sorted({n for one in provisions for n in one.cite.paragraphs}))
