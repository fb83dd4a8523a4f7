"""Why something is due when it is, as the page tells it."""

from collections.abc import Iterable
from itertools import groupby

from attrs import frozen

from cinpolicy.reporting.explanation import Field


@frozen
class Reason:
    """All that is told on end under one name: of a long chain, each day stands in a line."""

    name: str
    said: tuple[str, ...]


def reasons(fields: Iterable[Field]) -> tuple[Reason, ...]:
    """What is told, in its order, with each name once for all that follows under it."""
    return tuple(
        Reason(name, tuple(said for _, said in told))
        for name, told in groupby(fields, key=lambda one: one[0])
    )
