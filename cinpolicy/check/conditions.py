"""Conditions that can never hold, or that nothing in a case could bring about."""

from collections.abc import Iterator

from cinpolicy import wording
from cinpolicy.check.checked import (
    Checked,
    readings,
    under_any_reading,
    under_every_reading,
)
from cinpolicy.check.findings import Finding
from cinpolicy.check.registry import check
from cinpolicy.conditions import All, facts_read, negate
from cinpolicy.provisions import Provision


@check("CP201", "exception-never-applies")
def exception_never_applies(checked: Checked) -> Iterator[Finding]:
    """An exception that can apply to no case, or never together with what it excepts from."""
    for one in checked.procedure.provisions:
        if not one.exception_to:
            continue
        if not _can_apply(checked, one):
            told = f"{one.id} is an exception that can never apply: no facts meet its condition."
            yield checked.finding("CP201", told, (one,))
            continue
        for base in map(checked.by_id.__getitem__, one.exception_to):
            together = All((under_any_reading(one), under_any_reading(base)))
            if _can_apply(checked, base) and not checked.can_hold(together, one.question):
                told = (
                    f"{one.id} is an exception to {base.id}, and the two can never both apply, "
                    "so that it takes nothing from it."
                )
                yield checked.finding("CP201", told, (one, base))


@check("CP202", "never-reached")
def never_reached(checked: Checked) -> Iterator[Finding]:
    """A provision that no case can reach: wherever it applies, another takes its place."""
    for one in checked.procedure.provisions:
        over = checked.overriders(one)
        if not _can_apply(checked, one):
            if not one.exception_to:
                told = f"{one.id} can never apply: no facts meet its condition."
                yield checked.finding("CP202", told, (one,))
        elif over and not checked.can_hold(_left_to(one, over), one.question):
            names = wording.listed((other.id for other in over), "or")
            told = f"{one.id} is never reached: wherever it applies, {names} takes its place."
            yield checked.finding("CP202", told, (one, *over))


def _can_apply(checked: Checked, one: Provision) -> bool:
    return checked.can_hold(under_any_reading(one), one.question)


def _left_to(one: Provision, over: list[Provision]) -> All:
    """Where a provision applies and those over it do not, under some reading of each."""
    free = tuple(negate(under_every_reading(other)) for other in over)
    return All((under_any_reading(one), *free))


@check("CP204", "power-never-used")
def power_never_used(checked: Checked) -> Iterator[Finding]:
    """A power to change a timescale whose condition no case meets in which the timescale is due."""
    for one in checked.procedure.provisions:
        power = one.variation
        if power is None or not _can_apply(checked, one):
            continue
        if not checked.can_hold(All((under_any_reading(one), power.when)), one.question):
            told = f"{one.id} can never be changed by the power it gives: no facts meet both."
            yield checked.finding("CP204", told, (one,))


@check("CP203", "fact-never-set")
def fact_never_set(checked: Checked) -> Iterator[Finding]:
    """A condition on a worked-out fact whose activity no provision brings about.

    No case can set such a fact, since it is worked out from what is done.
    """
    brought_about = _brought_about(checked)
    for name, fact in checked.words.facts.items():
        if not fact.derived or fact.of in brought_about:
            continue
        using = [one for one in checked.procedure.provisions if name in _turns_on(one)]
        if using:
            told = (
                f"{wording.listed((one.id for one in using), 'and')} "
                f"{'turn' if len(using) > 1 else 'turns'} on {name.replace('_', ' ')}, which is "
                f"worked out from {wording.happening(fact.of, checked.words)}, and no provision "
                "brings that about."
            )
            yield checked.finding("CP203", told, using)


def _brought_about(checked: Checked) -> frozenset[str]:
    """What can happen: plain events, and activities on which some layer has a timescale."""
    done = {one.subject for one in checked.in_every_layer() if one.timing}
    known = checked.words.activities
    also = {known[name].counts_as for name in done if name in known}
    return checked.of_themselves | done | also


def _turns_on(one: Provision) -> frozenset[str]:
    """The facts that the conditions of a provision read, whichever way it is read."""
    whens = [way.when for way in readings(one)]
    whens += [way.variation.when for way in readings(one) if way.variation]
    return frozenset(name for when in whens for name in facts_read(when))
