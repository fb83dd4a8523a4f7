"""Everything a report on one or several cases is made of; the forms it takes compute nothing."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from cinpolicy.calendar import WorkingCalendar
from cinpolicy.case import Scenario
from cinpolicy.cells import Column, Comparison
from cinpolicy.comparison import compare
from cinpolicy.narrowing import WHOLE, Narrowing
from cinpolicy.procedure import Procedure
from cinpolicy.simulator import simulate
from cinpolicy.stack import PolicyStack
from cinpolicy.timeline import Obligation, Timeline
from cinpolicy.vocabulary import NO_WORDS, Vocabulary


@frozen(kw_only=True)
class CaseReport:
    """One case through all authorities: the comparison, and what became of it under each.

    ``timelines`` has no authority that could not be run. In a report that is kept to some points,
    ``comparison`` has only those, of the ``compared`` ones on its topics, of ``points`` in all;
    ``timelines`` are whole all the same, since what is due rests on what came before.
    """

    scenario: Scenario
    comparison: Comparison
    timelines: dict[str, Timeline]
    compared: int
    points: int
    narrowing: Narrowing = WHOLE

    def obligations(self, authority: str) -> tuple[Obligation, ...]:
        """What falls due under one authority, of what the report is kept to."""
        owed = self.timelines[authority].obligations
        if self.narrowing == WHOLE:
            return owed
        asked = {question for row in self.comparison.rows for question in row.questions}
        return tuple(one for one in owed if one.question in asked)


@frozen(kw_only=True)
class Report:
    """A report: its cases, the procedures they were run through, and how to make it again.

    ``procedures`` are by slug, ``layers`` the ones below them by theirs. ``words`` are those of
    all of them. ``fingerprints`` are those of the encodings, by the same slugs; empty where one
    has no file. ``command`` is the line that makes the very same report, ``version`` that of
    cinpolicy. ``narrowing`` says to what it is kept.
    """

    cases: tuple[CaseReport, ...]
    procedures: dict[str, Procedure]
    layers: dict[str, Procedure]
    words: Vocabulary
    calendar: WorkingCalendar
    fingerprints: Mapping[str, str]
    command: str
    version: str
    narrowing: Narrowing = WHOLE


def report(
    scenarios: Iterable[Scenario],
    stacks: Sequence[PolicyStack],
    calendar: WorkingCalendar,
    broken: Sequence[Column] = (),
    narrowing: Narrowing = WHOLE,
    *,
    every_reading: bool,
    fingerprints: Mapping[str, str],
    command: str,
    version: str,
) -> Report:
    """A report on cases through stacks, with ``every_reading`` under all readings of the texts.

    ``narrowing`` says to what it is kept.
    """
    words = NO_WORDS
    for stack in stacks:
        words = words.merged(stack.vocabulary)
    below = (layer for stack in stacks for layer in stack.latest.procedures[:-1])
    return Report(
        cases=tuple(
            _case(case, stacks, calendar, broken, narrowing, every_reading=every_reading)
            for case in scenarios
        ),
        procedures={stack.top.slug: stack.top for stack in stacks},
        layers={layer.slug: layer for layer in below},
        words=words,
        calendar=calendar,
        fingerprints=fingerprints,
        command=command,
        version=version,
        narrowing=narrowing,
    )


def _case(
    scenario: Scenario,
    stacks: Sequence[PolicyStack],
    calendar: WorkingCalendar,
    broken: Sequence[Column],
    narrowing: Narrowing,
    *,
    every_reading: bool,
) -> CaseReport:
    topics = frozenset(narrowing.topics)
    made = compare(scenario, stacks, calendar, broken, topics, every_reading=every_reading)
    whole = compare(scenario, stacks, calendar, broken) if topics else made
    failed = {column.slug for column in made.failed}
    running = [stack for stack in stacks if stack.top.slug not in failed]
    return CaseReport(
        scenario=scenario,
        comparison=narrowing.of(made),
        timelines={s.top.slug: simulate(s, scenario, calendar, s.questions) for s in running},
        compared=len(made.rows),
        points=len({row.key for one in (whole, made) for row in one.rows}),
        narrowing=narrowing,
    )
