"""What a draft change would do: to the text, to cases, and to where its authority stands.

A pure function of policy stacks and cases. The draft may leave questions open and answer them
twice: what it clashes in is part of the plan.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import define, frozen

from cinpolicy.asked_of_all import AskedOfAll, asked_of_all
from cinpolicy.behaviour import Behaviour, behaviour
from cinpolicy.calendar import WorkingCalendar
from cinpolicy.case import Scenario
from cinpolicy.case_classes import CaseClass, Effect, Touched
from cinpolicy.changes import Changes, changes
from cinpolicy.check.moved import MovedFindings, moved_between
from cinpolicy.declarations import Declared, DeclaredKind
from cinpolicy.draft import Draft, DraftedChange, EditKind
from cinpolicy.expectations import Expectation
from cinpolicy.judging import judge
from cinpolicy.judging.verdicts import Outcome, Verdict
from cinpolicy.loading.opened import OpenProcedure
from cinpolicy.loading.procedure_files import SUFFIXES
from cinpolicy.procedure import Procedure
from cinpolicy.shown_by import Cases, ShownBy
from cinpolicy.smallest import values
from cinpolicy.stack import PolicyStack
from cinpolicy.standing import Standing, moved_in, standings
from cinpolicy.touched import touched
from cinpolicy.values import Shown
from cinpolicy.vocabulary import Vocabulary


@frozen(kw_only=True)
class TouchedClass:
    """A class of case that a draft touches, and a case that shows it, where one was found."""

    touched: CaseClass
    shown_by: ShownBy | None


@frozen(kw_only=True)
class Judged:
    """An expectation about the authority, judged by its text and by the draft."""

    before: Verdict
    after: Verdict

    @property
    def falls(self) -> bool:
        """Whether it would no longer hold."""
        return self.before.held and self.after.outcome is Outcome.BROKEN

    @property
    def cannot_be_judged(self) -> bool:
        """Whether the draft has no answer, so that nothing is known."""
        return self.after.outcome is Outcome.FAILED

    @property
    def rises(self) -> bool:
        """Whether it would hold for the first time."""
        return self.after.held and not self.before.held


@frozen(kw_only=True)
class Plan(Shown):
    """Everything a draft would do.

    ``edits`` are the draft's changes that change something. ``shown`` has the classes of case
    touched, in the order of ``touched``. ``asked`` sets side by side what no case dates.
    ``judged`` are the expectations about the authority, whose slug is ``authority``.
    """

    draft: Draft
    authority: str
    before: Procedure
    after: Procedure
    words: Vocabulary
    edits: tuple[DraftedChange, ...]
    changes: Changes
    touched: tuple[Touched, ...]
    shown: tuple[TouchedClass, ...]
    behaviour: Behaviour
    findings: MovedFindings
    standings: tuple[Standing, ...]
    asked: tuple[AskedOfAll, ...]
    judged: tuple[Judged, ...]

    @property
    def declared(self) -> tuple[Declared, ...]:
        """What is declared otherwise beside the provisions, the name of the version left out."""
        return tuple(d for d in self.changes.declared if d.kind is not DeclaredKind.HEAD)

    @property
    def empty(self) -> bool:
        """Whether the draft leaves everything as it is."""
        return not self.changes.provisions and not self.declared

    @property
    def below(self) -> Draft | None:
        """The draft it stands on; a draft that was adopted is by now the text itself."""
        in_a_file = self.draft.based_on.endswith(SUFFIXES)
        return self.before.drafts[-1] if self.before.drafts and in_a_file else None

    @property
    def bearing(self) -> tuple[Touched, ...]:
        """The questions on which more can be told than that nothing is answered otherwise."""
        return tuple(
            one
            for one in self.touched
            if one.in_python
            or one.given_up
            or any(touch.effect in (Effect.CHANGED, Effect.REWORDED) for touch in one.classes)
        )

    @property
    def topics(self) -> frozenset[str]:
        """The topics on which something is said otherwise, for whatever cases."""
        return frozenset(one.question.topic for one in self.touched)

    def shown_of(self, one: Touched) -> tuple[TouchedClass, ...]:
        """The classes of case in which a question is answered otherwise."""
        return tuple(s for s in self.shown if s.touched.question == one.question)


@define(kw_only=True, slots=False)
class Planning:
    """A draft on its base, among all authorities, with the cases at hand.

    ``others`` are the stacks of the other authorities. ``expectations`` are those of each case,
    with None those of the procedures themselves; ``name`` is the slug by which they name the
    authority. ``opened`` says where the draft's provisions stand in their files.
    """

    draft: Draft
    before: PolicyStack
    after: PolicyStack
    others: Sequence[PolicyStack]
    scenarios: Sequence[Scenario]
    calendar: WorkingCalendar
    name: str
    expectations: Sequence[tuple[Scenario | None, Sequence[Expectation]]] = ()
    opened: OpenProcedure | None = None

    def plan(self) -> Plan:
        """Work everything out. Raises what a run of a case raises for no case at all."""
        edits = tuple(one for one in self.draft.changes if not one.idle)
        edited = {one.about for one in edits if one.kind is not EditKind.SILENT_ON}
        found = touched(self.before, self.after)
        return Plan(
            draft=self.draft,
            authority=self.name,
            before=self.before.top,
            after=self.after.top,
            words=self.after.vocabulary.merged(self.before.vocabulary),
            edits=edits,
            changes=changes(self.before, self.after, edited=edited),
            touched=found,
            shown=tuple(self._shown(found)),
            behaviour=behaviour(self.before, self.after, self.scenarios, self.calendar),
            findings=moved_between(self.before, self.after, self.calendar, self.opened),
            standings=(stood := tuple(self._standings())),
            asked=tuple(self._asked(found, stood)),
            judged=tuple(self._judged()),
        )

    def _shown(self, found: Iterable[Touched]) -> Iterator[TouchedClass]:
        cases = Cases(
            before=self.before,
            after=self.after,
            scenarios=self.scenarios,
            calendar=self.calendar,
        )
        for one in found:
            for touch in one.that_are(Effect.CHANGED):
                clash = touch.before.clash or touch.after.clash or touch.readings
                shown = None if clash else cases.that_shows(one.question, values(touch.case))
                yield TouchedClass(touched=touch, shown_by=shown)

    def _standings(self) -> tuple[Standing, ...]:
        stacks = (self.before, *self.others)
        base = self.before.top.slug
        moved = [
            one
            for case in self.scenarios
            for one in moved_in(case, stacks, self.after, base, self.calendar)
        ]
        return standings(moved)

    def _asked(self, found: Iterable[Touched], stood: Iterable[Standing]) -> Iterator[AskedOfAll]:
        """What all say on each changed question of which no date moved in any case."""
        dated = {topic for one in stood for topic in one.topics}
        stacks = (self.before, *self.others)
        for one in found:
            first = next(iter(one.that_are(Effect.CHANGED)), None)
            if first is None or one.question.topic in dated:
                continue
            yield asked_of_all(
                one.question,
                one.asked,
                values(first.case),
                stacks,
                self.after,
                self.before.top.slug,
                self.calendar,
            )

    def _judged(self) -> Iterator[Judged]:
        """Every expectation about the authority, judged once by its text and once by the draft."""
        for case, some in self.expectations:
            sides = (
                judge(case, some, {self.name: stack}, self.calendar)
                for stack in (self.before, self.after)
            )
            for before, after in zip(*sides, strict=True):
                yield Judged(before=before, after=after)
