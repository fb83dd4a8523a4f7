"""Times that are later than those of guidance, or that take the place of one and are no such time.

What dates a thing counts wherever it stands in the text: of several rules the earliest date
stands, so that one rule that keeps to the guidance is enough.
"""

from collections.abc import Iterator

from attrs import evolve

from cinpolicy import wording
from cinpolicy.check.checked import Checked, readings
from cinpolicy.check.findings import Finding
from cinpolicy.check.guided import Guided, asking, beside, guided, less
from cinpolicy.check.intervals import FORWARD
from cinpolicy.check.later import Later, later
from cinpolicy.check.registry import check
from cinpolicy.conditions import Condition, negate
from cinpolicy.provisions import Provision, Relation, Timing

_LATEST = FORWARD | {Relation.SAME_DAY}
_BACK = frozenset({Relation.AT, Relation.AT_LEAST})


@check("CP601", "later-than-guidance")
def later_than_guidance(checked: Checked) -> Iterator[Finding]:
    """A time that is, or can be, later than guidance asks, or that a power can make so.

    Where guidance says that something is not to be before a time, one that is sooner.
    """
    for guide in guided(checked):
        for one in _on_the_same(checked, guide):
            how = _later(checked, one, guide.one)
            if how:
                said = wording.rule(one, checked.words)
                told = f"{said}, which {_IS[how]} {_worse(guide)}, while {asking(checked, guide)}"
                yield from less(checked, "CP601", told, guide, one, *_unkept(checked, guide, one))
            elif how is Later.NEVER:
                yield from _by_a_power(checked, guide, one)


_IS = {Later.ALWAYS: "is", Later.AT_TIMES: "can be, by the day it is counted from,"}


def _worse(guide: Guided) -> str:
    earliest = guide.one.timing and guide.one.timing.relation is Relation.NOT_BEFORE
    return "sooner" if earliest else "later"


def _on_the_same(checked: Checked, guide: Guided) -> list[Provision]:
    """The provisions of the text that date the same thing, under whatever topic."""
    about = guide.one.question[1:]
    return [one for one in checked.procedure.provisions if one.timing and one.question[1:] == about]


def _later(checked: Checked, one: Provision, guide: Provision) -> Later | None:
    """How sure it is that a text asks for later than guidance; None where they are not of a sort.

    It is as sure as under those readings of both for which it is least so.
    """
    found = [
        _asks_later(checked, way.timing, its.timing)
        for way in readings(one)
        for its in readings(guide)
    ]
    known = [how for how in found if how is not None]
    return min(known) if len(known) == len(found) else None


def _asks_later(checked: Checked, one: Timing | None, guide: Timing | None) -> Later | None:
    if one is None or guide is None or not _of_a_sort(one, guide):
        return None
    pair = (guide, one) if guide.relation is Relation.NOT_BEFORE else (one, guide)
    return later(*pair, checked.lengths)


def _of_a_sort(one: Timing, guide: Timing) -> bool:
    """Whether both are a latest time, a least, or a notice, counted from or to one event."""
    if guide.before:
        alike = (one.before, one.which) == (guide.before, guide.which)
        return alike and all(t.relation in _BACK and t.period for t in (one, guide))
    shared = not one.before and not {*one.after}.isdisjoint(guide.after)
    return shared and any(
        one.relation in sort and guide.relation in sort
        for sort in (_LATEST, frozenset({Relation.NOT_BEFORE}))
    )


def _unkept(checked: Checked, guide: Guided, one: Provision) -> Iterator[Condition]:
    """That no other rule of the text stands by which the thing is due in time all the same."""
    for other in _on_the_same(checked, guide):
        if other is not one and _later(checked, other, guide.one) is Later.NEVER:
            yield negate(checked.stands(other))


def _by_a_power(checked: Checked, guide: Guided, one: Provision) -> Iterator[Finding]:
    """A time that keeps to the guidance, with a power to change it to one that does not."""
    power = one.variation
    if (
        power is None
        or guide.one.variation
        or not all(_can_go_beyond(checked, way, guide.one) for way in readings(one))
    ):
        return
    said, changed = wording.rule(one, checked.words), wording.variation(power, checked.words)
    told = f"{said} {changed}, while {asking(checked, guide)}"
    yield from less(checked, "CP601", told, guide, one, power.when)


def _can_go_beyond(checked: Checked, one: Provision, guide: Provision) -> bool:
    if one.variation is None or one.timing is None:
        return False
    limit = one.variation.up_to
    changed = evolve(one, timing=evolve(one.timing, period=limit), readings=())
    return limit is None or bool(_later(checked, changed, guide))


@check("CP602", "other-clock-than-guidance")
def other_clock_than_guidance(checked: Checked) -> Iterator[Finding]:
    """A rule in the place of a time that guidance gives, with none or counted from something else.

    Whether it comes to less then cannot be told from the two periods.
    """
    for guide, one in beside(checked):
        starts = _not_counted(one, guide.one)
        if not starts:
            continue
        names = wording.listed(wording.happening(name, checked.words) for name in starts)
        told = (
            f"{wording.rule(one, checked.words)}, which sets no such time counted from {names}, "
            f"while {asking(checked, guide)}"
        )
        yield from less(
            checked, "CP602", told, guide, one, *_counted_elsewhere(checked, guide, one)
        )


def _not_counted(one: Provision, guide: Provision) -> list[str]:
    """What guidance counts from (or back from) and the text does not, however both are read."""
    pairs = [(way.timing, its.timing) for way in readings(one) for its in readings(guide)]
    if any(timing is None for pair in pairs for timing in pair):
        return []
    each = [_missing(way, its) for way, its in pairs if way and its]
    return [start for start in each[0] if all(start in missing for missing in each)]


def _missing(one: Timing, guide: Timing) -> list[str]:
    if guide.relation is Relation.UNDATED:
        return []
    if guide.before:
        told = one.before == guide.before and (one.period or not guide.period)
        return [] if told else [guide.before]
    sort = _LATEST if guide.relation in _LATEST else {guide.relation}
    counted = one.after if one.relation in sort and not one.before else ()
    return [start for start in guide.after if start not in counted]


def _counted_elsewhere(checked: Checked, guide: Guided, one: Provision) -> Iterator[Condition]:
    """That no other rule of the text stands which does count from there."""
    missing = {*_not_counted(one, guide.one)}
    for other in _on_the_same(checked, guide):
        if other is not one and missing.isdisjoint(_not_counted(other, guide.one)):
            yield negate(checked.stands(other))
