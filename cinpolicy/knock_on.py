"""Conditions that changed only in what they take over from other topics.

When a procedure is read, a condition that names a topic (``applies``) takes over the
conditions of that topic's provisions. A change to one of these changes it too, though
nobody touched it.
"""

from collections.abc import Mapping
from functools import cached_property

from cinpolicy.conditions import All, AnyOf, Condition, negate
from cinpolicy.parts import normal
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Provision


class Expansions:
    """What the name of each topic stood for before in a condition, and stands for after."""

    def __init__(self, before: Procedure, after: Procedure) -> None:
        self._before, self._after = before, after

    @cached_property
    def _became(self) -> Mapping[Condition, Condition]:
        ours, theirs = _by_topic(self._before), _by_topic(self._after)
        found: dict[Condition, Condition] = {}
        for topic, parts in ours.items():
            was, now = AnyOf(parts), AnyOf(theirs.get(topic, ()))
            if was != now:
                found |= {was: now, negate(was): negate(now)}
        return found

    def explain(self, before: Provision, after: Provision) -> bool:
        """Whether every condition of a provision changed only in what topics stand for."""
        ours, theirs = _conditions(before), _conditions(after)
        followed = [normal(self._follow(one)) for one in ours]
        return followed == [normal(one) for one in theirs]

    def _follow(self, condition: Condition) -> Condition:
        if condition in self._became:
            return self._became[condition]
        match condition:
            case All(parts):
                return All(tuple(map(self._follow, parts)))
            case AnyOf(parts):
                return AnyOf(tuple(map(self._follow, parts)))
            case _:
                return condition


def _conditions(one: Provision) -> list[Condition]:
    """The conditions of a provision, its power to vary and its readings, in order."""
    found = [one.when]
    if one.variation:
        found.append(one.variation.when)
    for reading in one.readings:
        found += _conditions(reading.provision)
    return found


def _by_topic(procedure: Procedure) -> dict[str, tuple[Condition, ...]]:
    found: dict[str, tuple[Condition, ...]] = {}
    for one in procedure.provisions:
        found[one.topic] = (*found.get(one.topic, ()), one.when)
    return found
