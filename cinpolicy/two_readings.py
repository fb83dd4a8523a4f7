"""The ways in which two procedures can be read side by side, as far as a question goes.

What is ambiguous in one way is read in one way throughout: provisions whose readings are
those of one recorded ambiguity change together.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from math import prod

from attrs import evolve, field, frozen

from cinpolicy.matching import Pair, ReadingPair, pairs, reading_pairs
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Provision, Question, Reading

MOST_COMBINATIONS = 64
"""Where there are more combinations of readings than that, at most two are not the ones used."""


@frozen(kw_only=True)
class Way:
    """One way to read both: the provisions that stand for others, by id, on either side.

    ``names`` are the readings that are not the ones used; with none, all are as they stand.
    """

    names: tuple[str, ...] = ()
    before: Mapping[str, Provision] = field(factory=dict)
    after: Mapping[str, Provision] = field(factory=dict)

    def and_(self, other: "Way") -> "Way":
        """Both at once."""
        return Way(
            names=tuple(dict.fromkeys((*self.names, *other.names))),
            before={**self.before, **other.before},
            after={**self.after, **other.after},
        )


def ways(before: Procedure, after: Procedure, question: Question) -> Iterator[Way]:
    """Every way to read both, those with the fewest readings that are not used first."""
    choices = _choices(before, after, question)
    whole = prod(len(some) + 1 for some in choices) <= MOST_COMBINATIONS
    for size in range(len(choices) + 1 if whole else 3):
        for some in combinations(choices, size):
            for chosen in product(*some):
                way = Way()
                for one in chosen:
                    way = way.and_(one)
                yield way


def _choices(before: Procedure, after: Procedure, question: Question) -> list[list[Way]]:
    """For each ambiguity that bears on the question, its readings that are not the used one."""
    found: dict[str, dict[str, Way]] = {}
    for pair in pairs(_on(before, question), _on(after, question)):
        one = found.setdefault(_ambiguity(pair, before, after), {})
        for way in _of_pair(pair):
            (name,) = way.names
            one[name] = one[name].and_(way) if name in one else way
    return [list(one.values()) for one in found.values() if one]


def _on(procedure: Procedure, question: Question) -> Procedure:
    """A procedure of the provisions on one question."""
    return evolve(procedure, provisions=procedure.by_question.get(question, ()))


def _ambiguity(pair: Pair, before: Procedure, after: Procedure) -> str:
    """The ambiguity whose readings are those of a provision; itself where none is recorded."""
    for one, procedure in ((pair.after, after), (pair.before, before)):
        if one is not None and one.readings:
            known = (a.id for a in procedure.ambiguities if one.id in a.provisions)
            return next(known, one.id)
    return ""


def _of_pair(pair: Pair) -> Iterator[Way]:
    before, after = pair.before, pair.after
    if before and after:
        both = reading_pairs(before, after)
    else:
        gone = [ReadingPair(one, None) for one in (before.readings if before else ())]
        both = (*gone, *(ReadingPair(None, one) for one in (after.readings if after else ())))
    used = [one.default_reading for one in (before, after) if one]
    for reading in both:
        names = [one.name for one in (reading.before, reading.after) if one]
        if names != used:
            yield Way(
                names=(names[-1] or names[0],),
                before=_as_read(before, reading.before),
                after=_as_read(after, reading.after),
            )


def _as_read(one: Provision | None, reading: Reading | None) -> Mapping[str, Provision]:
    return {} if one is None or reading is None else {one.id: reading.provision}
