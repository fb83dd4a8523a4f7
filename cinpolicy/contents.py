"""What a provision says, apart from what it is called, where it stands and in which words."""

from collections.abc import Iterator

from cinpolicy.part_table import POWER, SAID, STANDING, TIMESCALE, TIMING, WHOLE_POWER, WORDED
from cinpolicy.parts import Aspect, Bearing, Part
from cinpolicy.provisions import Provision


def aspects(one: Provision, other: Provision) -> tuple[Aspect, ...]:
    """The parts to compare two provisions by: of what one of them lacks, the whole of it."""
    timing = TIMING if one.timing and other.timing else (TIMESCALE,)
    power = POWER if one.variation and other.variation else (WHOLE_POWER,)
    return (*timing, *SAID, *power, *STANDING, *WORDED)


def differing(one: Provision, other: Provision) -> Iterator[Aspect]:
    """The parts in which two provisions differ, their readings left aside."""
    if one is not other:
        yield from (a for a in aspects(one, other) if a.key(one) != a.key(other))


def content(one: Provision) -> object:
    """What a provision says, whatever it is called, wherever it stands and in which words.

    The power to vary it is left out, which has a condition of its own.
    """
    return tuple(aspect.key(one) for aspect in (TIMESCALE, *SAID))


def power(one: Provision) -> object:
    """What the power to vary a provision comes to where it is given."""
    return tuple(a.key(one) for a in POWER if a.bearing is Bearing.SAYS)


def words_of(one: Provision) -> object:
    """All of a provision that can change and leave what it says as it is."""
    recorded = tuple(a.key(one) for a in POWER if one.variation and a.bearing is Bearing.WORDED)
    kept = (a for a in WORDED if a.part is not Part.ALLOWS)
    return (*(aspect.key(one) for aspect in kept), *recorded)
