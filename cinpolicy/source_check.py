"""The check of an authority's register against a copy of its text, all joined."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from cinpolicy.case import Scenario
from cinpolicy.library import Library
from cinpolicy.loading.bank_holidays import england
from cinpolicy.register import Register
from cinpolicy.simulator import simulate
from cinpolicy.tracing import Tracing, trace
from cinpolicy.unsettled import Unsettled, named_in, said_in, unsettled
from cinpolicy.values import Value


@frozen(kw_only=True, repr=False)
class Check(Value):
    """What became of a register's paragraphs in a copy, and what that unsettles.

    ``scenarios`` and ``reports`` are the names of all that were looked at.
    """

    slug: str
    tracing: Tracing
    unsettled: tuple[Unsettled, ...]
    scenarios: tuple[str, ...]
    reports: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing is unsettled and every paragraph is accounted for."""
        return self.tracing.settled and not self.tracing.unaccounted


def check(
    library: Library,
    slug: str,
    register: Register,
    text: tuple[str, ...],
    scenarios: Sequence[Scenario] = (),
    reports: Mapping[str, str] | None = None,
) -> Check:
    """Trace every paragraph; where some are unsettled, find the cases and reports they reach."""
    traced = trace(register, text)
    reports = reports or {}
    said, named = {}, {}
    if any(one.disposition.resting for one in traced.unsettled):
        stack = library.stack(slug)
        said = {s.name: said_in(simulate(stack, s, england()), slug) for s in scenarios}
        ids = [provision.id for provision in register.procedure.provisions]
        declared = library.loaded[slug].declared
        named = {n: named_in(t, declared, ids, (*library.loaded,)) for n, t in reports.items()}
    return Check(
        slug=slug,
        tracing=traced,
        unsettled=unsettled(traced.unsettled, said, named),
        scenarios=tuple(scenario.name for scenario in scenarios),
        reports=tuple(reports),
    )
