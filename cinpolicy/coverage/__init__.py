"""What scenarios cover of procedures, and why they leave out what they do."""

from collections.abc import Iterable, Sequence

from cinpolicy.calendar import WorkingCalendar
from cinpolicy.case import Scenario
from cinpolicy.cells import Column
from cinpolicy.comparison import compare
from cinpolicy.coverage.layers import layer_shares
from cinpolicy.coverage.results import Coverage, Failure, Ref
from cinpolicy.coverage.shares import missing, pair_shares, scenario_shares
from cinpolicy.coverage.watching import Watched
from cinpolicy.stack import PolicyStack
from cinpolicy.vocabulary import NO_WORDS, Vocabulary


def coverage(
    stacks: Iterable[PolicyStack],
    scenarios: Iterable[Scenario],
    calendar: WorkingCalendar,
    broken: Sequence[Column] = (),
) -> Coverage:
    """What the scenarios reach of every layer of the stacks, and what they tell apart.

    An authority that fails in a scenario covers nothing there and is told; so are the
    ``broken`` ones that could not even be loaded. Nothing else is the worse for it.
    """
    watched = [Watched(stack) for stack in stacks]
    cases = tuple(scenarios)
    for case in cases:
        for one in watched:
            one.run(case, calendar)
    comparisons = [compare(case, [one.stack for one in watched], calendar) for case in cases]
    layers = layer_shares(watched)
    counted = frozenset(Ref(layer.layer, id_) for layer in layers for id_ in layer.counted)
    return Coverage(
        layers=layers,
        scenarios=scenario_shares(cases, watched, comparisons, counted),
        pairs=pair_shares([one.stack.top.slug for one in watched], comparisons),
        missing=missing(layers, _all_words(watched)),
        failures=(
            *(Failure(authority=c.slug, scenario="", reason=c.failure) for c in broken),
            *(
                Failure(authority=one.stack.top.slug, scenario=scenario, reason=reason)
                for one in watched
                for scenario, reason in one.failures
            ),
        ),
    )


def _all_words(watched: Iterable[Watched]) -> Vocabulary:
    words = NO_WORDS
    for one in watched:
        words = words.merged(one.stack.vocabulary)
    return words
