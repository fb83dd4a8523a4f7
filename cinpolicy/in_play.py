"""Which provisions come into play in a case: those that are said in it, under any reading."""

from collections.abc import Iterable, Mapping

from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Provision
from cinpolicy.timeline import Timeline
from cinpolicy.unsettled import said_in


def in_play(
    timelines: Mapping[str, Timeline], procedures: Iterable[Procedure]
) -> dict[str, tuple[Provision, ...]]:
    """The provisions of each procedure that are said in some timeline, in the order written.

    Both authorities and the layers below them can be asked for; one of which nothing is
    said is left out.
    """
    found = {one.slug: _said(timelines.values(), one) for one in procedures}
    return {slug: provisions for slug, provisions in found.items() if provisions}


def _said(timelines: Iterable[Timeline], procedure: Procedure) -> tuple[Provision, ...]:
    said = {one for timeline in timelines for one in said_in(timeline, procedure.slug)}
    return tuple(one for one in procedure.provisions if ("provision", one.id) in said)
