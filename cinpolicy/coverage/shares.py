"""What each scenario does that no other does, and which authorities scenarios tell apart."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from cinpolicy import wording
from cinpolicy.case import Scenario
from cinpolicy.cells import Comparison, Row
from cinpolicy.coverage.results import (
    LayerShare,
    Missing,
    Pair,
    PairShare,
    Ref,
    ScenarioShare,
    Unreached,
    WhyNot,
)
from cinpolicy.coverage.watching import Watched
from cinpolicy.divergence import signatures
from cinpolicy.vocabulary import Vocabulary


def told_apart(comparison: Comparison) -> frozenset[Pair]:
    """The pairs of authorities that differ in some row."""
    return frozenset(pair for row in comparison.rows for pair in _differing(row))


def _differing(row: Row) -> Iterator[Pair]:
    looks = signatures(row.kind)
    for aspect in {one.aspect for one in row.divergences}:
        signed = [(cell.authority, looks[aspect](cell)) for cell in row.cells]
        having = [(slug, sign) for slug, sign in signed if sign is not None]
        for (first, one), (second, other) in combinations(having, 2):
            if one != other:
                yield Pair(first, second)


def pair_shares(slugs: Sequence[str], comparisons: Sequence[Comparison]) -> tuple[PairShare, ...]:
    """For every pair the scenarios that tell it apart, of those in which both could be run."""
    apart = [(one, told_apart(one)) for one in comparisons]
    ran = [{column.slug for column in one.columns if not column.failure} for one in comparisons]
    return tuple(
        PairShare(
            pair=Pair(*two),
            scenarios=tuple(one.scenario for one, pairs in apart if Pair(*two) in pairs),
            run_in=sum(set(two) <= some for some in ran),
        )
        for two in combinations(slugs, 2)
    )


def scenario_shares(
    scenarios: Sequence[Scenario],
    watched: Sequence[Watched],
    comparisons: Sequence[Comparison],
    counted: frozenset[Ref],
) -> tuple[ScenarioShare, ...]:
    """What each scenario reaches and tells apart, and what of that no other does."""
    runs = [[one.reached[place] for one in watched] for place in range(len(scenarios))]
    reached = [frozenset(r for run in some if run for r in run if r in counted) for some in runs]
    apart = [told_apart(one) for one in comparisons]
    times, times_apart = _counts(reached), _counts(apart)
    return tuple(
        ScenarioShare(
            scenario=scenario.name,
            title=scenario.title,
            reached=len(reached[place]),
            only_here=tuple(sorted(ref for ref in reached[place] if times[ref] == 1)),
            tells_apart=len(apart[place]),
            only_here_apart=tuple(sorted(p for p in apart[place] if times_apart[p] == 1)),
            ran=any(run is not None for run in runs[place]),
        )
        for place, scenario in enumerate(scenarios)
    )


def _counts(found: "Iterable[frozenset[Ref]] | Iterable[frozenset[Pair]]") -> Counter[object]:
    return Counter(one for some in found for one in some)


def missing(layers: Iterable[LayerShare], words: Vocabulary) -> tuple[Missing, ...]:
    """What no scenario has, that for which most provisions wait first."""
    waiting: dict[tuple[str, str], list[Ref]] = {}
    for one in (one for layer in layers for one in layer.unreached):
        for wanted in _waits_for(one):
            waiting.setdefault(wanted, []).append(one.ref)
    found = (
        Missing(
            kind=kind,
            what=what,
            words=wording.happening(what, words) if kind == "event" else what,
            waiting=tuple(refs),
        )
        for (kind, what), refs in waiting.items()
    )
    return tuple(sorted(found, key=lambda one: (-len(one.waiting), one.kind, one.what)))


_WAIT_FOR_EVENTS = frozenset({WhyNot.NEVER_HAPPENED, WhyNot.NOT_HELD, WhyNot.NO_DATED_MEETING})


def _waits_for(one: Unreached) -> Iterator[tuple[str, str]]:
    if one.reason.why in _WAIT_FOR_EVENTS:
        yield from (("event", event) for event in one.reason.missing)
    for lacking in one.reason.lacking:
        yield "test", lacking.test
