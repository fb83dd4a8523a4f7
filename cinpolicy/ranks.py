"""The order of roles, as far as the vocabulary states it."""

from collections.abc import Mapping
from enum import StrEnum

from cinpolicy.vocabulary import Role


class Rank(StrEnum):
    """How one role stands to another."""

    BELOW = "below"
    NOT_BELOW = "not below"
    NOT_STATED = "not stated"
    """Nothing in the vocabulary puts the two in an order."""


def superiors(roles: Mapping[str, Role]) -> dict[str, set[str]]:
    """For each role those that stand directly above it, on whichever side that is written."""
    found = {name: set(role.below) for name, role in roles.items()}
    for name, role in roles.items():
        for lower in role.above:
            found.setdefault(lower, set()).add(name)
    return found


def rank(role: str, other: str, roles: Mapping[str, Role]) -> Rank:
    """How a role stands to another, directly or through others between them."""
    if role == other or role in _above(other, roles):
        return Rank.NOT_BELOW
    return Rank.BELOW if other in _above(role, roles) else Rank.NOT_STATED


def _above(role: str, roles: Mapping[str, Role]) -> set[str]:
    """Every role above one."""
    import networkx as nx

    directly = superiors(roles)
    graph = nx.DiGraph((lower, upper) for lower, above in directly.items() for upper in above)
    return set(nx.descendants(graph, role)) if role in graph else set()
