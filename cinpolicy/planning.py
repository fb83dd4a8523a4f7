"""What a draft change would do: to the text, to cases, and to where its authority stands.

A pure function of policy stacks and cases. The draft may leave questions open and answer them
twice: what it clashes in is part of the plan.
"""

from collections.abc import Iterable, Sequence

from attrs import define, frozen

from cinpolicy.asked_of_all import AskedOfAll, asked_of_all
from cinpolicy.behaviour import Behaviour, behaviour
from cinpolicy.calendar import WorkingCalendar
from cinpolicy.case import Scenario
from cinpolicy.case_classes import CaseClass, Effect, Touched
from cinpolicy.changes import Changes, changes
from cinpolicy.check.moved import MovedFindings, moved_between
from cinpolicy.draft import Draft, DraftedChange, EditKind
from cinpolicy.loading.opened import OpenProcedure
from cinpolicy.procedure import Procedure
from cinpolicy.shown_by import Cases, ShownBy
from cinpolicy.smallest import values
from cinpolicy.stack import PolicyStack
from cinpolicy.standing import Standing, moved_in, standings
from cinpolicy.touched import touched
from cinpolicy.vocabulary import Vocabulary


@frozen(kw_only=True)
class TouchedClass:
    """A class of case that a draft touches, and a case that shows it, where one was found."""

    touched: CaseClass
    shown_by: ShownBy | None


@frozen(kw_only=True)
class Plan:
    """Everything a draft would do.

    ``edits`` are the draft's changes that change something. ``shown`` has the classes of case
    touched, in the order of ``touched``. ``asked`` sets side by side what no case dates.
    ``cases`` is how many there were to run.
    """

    draft: Draft
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

    @property
    def empty(self) -> bool:
        """Whether the draft leaves everything as it is."""
        return not self.edits and not self.changes.provisions

    def cases_of(self, one: Touched) -> tuple[TouchedClass, ...]:
        """The classes of case in which a question is answered otherwise."""
        return tuple(found for found in self.shown if found.touched in one.classes)


@define(kw_only=True, slots=False)
class Planning:
    """A draft on its base, among all authorities, with the cases at hand.

    ``others`` are the stacks of the other authorities. ``opened`` says where the draft's
    provisions stand in their files.
    """

    draft: Draft
    before: PolicyStack
    after: PolicyStack
    others: Sequence[PolicyStack]
    scenarios: Sequence[Scenario]
    calendar: WorkingCalendar
    opened: OpenProcedure | None = None

    def plan(self) -> Plan:
        """Work everything out. Raises what a run of a case raises for no case at all."""
        edits = tuple(one for one in self.draft.changes if not one.idle)
        edited = {one.about for one in edits if one.kind is not EditKind.SILENT_ON}
        found = touched(self.before, self.after)
        return Plan(
            draft=self.draft,
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
        )

    def _shown(self, found: Iterable[Touched]) -> Iterable[TouchedClass]:
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

    def _asked(self, found: Iterable[Touched], stood: Iterable[Standing]) -> Iterable[AskedOfAll]:
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
