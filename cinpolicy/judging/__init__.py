"""Judging expectations: a pure function of cases, stacks and what is expected of them.

>>> from cinpolicy.judging import judge  # doctest: +SKIP
>>> judge(scenario, scenario.expectations, {"kent": stack}, england())  # doctest: +SKIP
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

from attrs import frozen

from cinpolicy.calendar import OutsideCalendarError, WorkingCalendar
from cinpolicy.case import Scenario
from cinpolicy.expectations import Expectation
from cinpolicy.judging.asked import judge_in_case, judge_procedure, questions_of
from cinpolicy.judging.dues import CaseRun, judge_due
from cinpolicy.judging.sentences import sentence
from cinpolicy.judging.verdicts import Cited, Finding, Outcome, Verdict
from cinpolicy.ledger import EndlessCaseError
from cinpolicy.provisions import Question
from cinpolicy.simulator import simulate
from cinpolicy.stack import PluginError, PolicyStack
from cinpolicy.vocabulary import NO_WORDS, Vocabulary

__all__ = ["Cited", "Outcome", "Verdict", "judge"]

FAILURES = (PluginError, EndlessCaseError, OutsideCalendarError)


def judge(
    scenario: Scenario | None,
    expectations: Sequence[Expectation],
    stacks: Mapping[str, PolicyStack],
    calendar: WorkingCalendar,
    *,
    questions: Iterable[Question] = (),
    words: Vocabulary = NO_WORDS,
) -> tuple[Verdict, ...]:
    """A verdict for every expectation under every authority that it concerns.

    ``stacks`` are what is judged, each under the slug by which expectations name it (which
    need not be that of its procedure: a draft can stand in for the authority it changes).
    They are judged in the case, or with None on the procedures themselves. ``questions``
    are asked beside a stack's own, so that its silence on what other texts answer is told
    by its kind; ``words`` may hold more that an expectation can name than the stacks know.
    In the order of the expectations, then of the stacks. An authority that cannot be run
    has the verdict that it failed, and takes no other down.
    """
    known = reduce(Vocabulary.merged, (stack.vocabulary for stack in stacks.values()), words)
    judge = _Judge(scenario, calendar, tuple(questions), known)
    found = {slug: judge.verdicts(expectations, slug, stack) for slug, stack in stacks.items()}
    return tuple(
        found[slug][place]
        for place in range(len(expectations))
        for slug in stacks
        if place in found[slug]
    )


@frozen
class _Judge:
    scenario: Scenario | None
    calendar: WorkingCalendar
    questions: tuple[Question, ...]
    words: Vocabulary

    def verdicts(
        self, expectations: Sequence[Expectation], slug: str, stack: PolicyStack
    ) -> dict[int, Verdict]:
        """The verdicts under one authority, by the place of the expectation."""
        meant = {n: one for n, one in enumerate(expectations) if one.concerns(slug)}
        try:
            run = self._run(meant.values(), stack)
            found = {n: _finding(one, stack, run) for n, one in meant.items()}
        except FAILURES as error:
            return {n: self._failed(one, slug, str(error)) for n, one in meant.items()}
        return {n: self._verdict(meant[n], slug, one) for n, one in found.items()}

    def _run(self, expectations: Iterable[Expectation], stack: PolicyStack) -> CaseRun | None:
        """The case under the authority; None where there is no case, or nothing to judge."""
        named = [q for one in expectations if one.topic for q in questions_of(one, stack)]
        if self.scenario is None or not expectations:
            return None
        asked = tuple(dict.fromkeys((*self.questions, *named)))
        timeline = simulate(stack, self.scenario, self.calendar, asked)
        return CaseRun(
            stack=stack, scenario=self.scenario, calendar=self.calendar, timeline=timeline
        )

    @property
    def _case(self) -> str:
        return self.scenario.name if self.scenario else ""

    def _failed(self, expectation: Expectation, slug: str, reason: str) -> Verdict:
        expected = sentence(expectation, slug, self.words)
        return Verdict.of_failed(slug, self._case, expectation, expected, reason)

    def _verdict(self, expectation: Expectation, slug: str, finding: Finding) -> Verdict:
        return Verdict(
            authority=slug,
            case=self._case,
            expectation=expectation,
            outcome=Outcome.HELD if finding.held else Outcome.BROKEN,
            expected=sentence(expectation, slug, self.words),
            found=finding.said,
            cited=finding.cited,
            remarks=finding.remarks,
        )


def _finding(expectation: Expectation, stack: PolicyStack, run: CaseRun | None) -> Finding:
    if run is None:
        return judge_procedure(expectation, stack)
    return judge_due(expectation, run) if expectation.about_due else judge_in_case(expectation, run)
