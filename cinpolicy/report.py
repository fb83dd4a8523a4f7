"""Everything a report on one or several cases is made of; the forms it takes compute nothing."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from cinpolicy.calendar import WorkingCalendar
from cinpolicy.case import Scenario
from cinpolicy.cells import Column, Comparison
from cinpolicy.comparison import compare
from cinpolicy.procedure import Procedure
from cinpolicy.simulator import simulate
from cinpolicy.stack import PolicyStack
from cinpolicy.timeline import Timeline
from cinpolicy.vocabulary import NO_WORDS, Vocabulary


@frozen(kw_only=True)
class CaseReport:
    """One case through all authorities: the comparison, and what became of it under each.

    ``timelines`` has no authority that could not be run.
    """

    scenario: Scenario
    comparison: Comparison
    timelines: dict[str, Timeline]


@frozen(kw_only=True)
class Report:
    """A report: its cases, the procedures they were run through, and how to make it again.

    ``procedures`` are by slug, ``layers`` the ones below them by theirs. ``words`` are those of
    all of them. ``fingerprints`` are those of the encodings, by the same slugs; empty where one
    has no file. ``command`` is the line that makes the very same report, ``version`` that of
    cinpolicy.
    """

    cases: tuple[CaseReport, ...]
    procedures: dict[str, Procedure]
    layers: dict[str, Procedure]
    words: Vocabulary
    calendar: WorkingCalendar
    fingerprints: Mapping[str, str]
    command: str
    version: str


def report(
    scenarios: Iterable[Scenario],
    stacks: Sequence[PolicyStack],
    calendar: WorkingCalendar,
    broken: Sequence[Column] = (),
    *,
    every_reading: bool,
    fingerprints: Mapping[str, str],
    command: str,
    version: str,
) -> Report:
    """A report on cases through stacks, with ``every_reading`` under all readings of the texts."""
    words = NO_WORDS
    for stack in stacks:
        words = words.merged(stack.vocabulary)
    below = (layer for stack in stacks for layer in stack.latest.procedures[:-1])
    return Report(
        cases=tuple(
            _case(case, stacks, calendar, broken, every_reading=every_reading) for case in scenarios
        ),
        procedures={stack.top.slug: stack.top for stack in stacks},
        layers={layer.slug: layer for layer in below},
        words=words,
        calendar=calendar,
        fingerprints=fingerprints,
        command=command,
        version=version,
    )


def _case(
    scenario: Scenario,
    stacks: Sequence[PolicyStack],
    calendar: WorkingCalendar,
    broken: Sequence[Column],
    *,
    every_reading: bool,
) -> CaseReport:
    made = compare(scenario, stacks, calendar, broken, every_reading=every_reading)
    failed = {column.slug for column in made.failed}
    running = [stack for stack in stacks if stack.top.slug not in failed]
    return CaseReport(
        scenario=scenario,
        comparison=made,
        timelines={s.top.slug: simulate(s, scenario, calendar, s.questions) for s in running},
    )
