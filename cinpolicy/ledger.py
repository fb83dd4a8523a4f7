"""The obligations of a run while they are pending, and what settles them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import define, evolve, field

from cinpolicy.clock import DueDate
from cinpolicy.conditions import Facts
from cinpolicy.provisions import Provision, Question, Relation, Timing
from cinpolicy.timeline import Obligation, Remark, State
from cinpolicy.values import Value

MOST_OBLIGATIONS = 20_000


class EndlessCaseError(Exception):
    """A procedure brings about more obligations than any case can have."""


@define(eq=False, repr=False)
class Owed(Value):
    """An obligation on its way; what is handed out in the end is ``result``.

    ``facts`` are those its rule was chosen for. ``target`` is the obligation it is counted
    back from. ``given_way`` holds those that gave way to this one: their clocks go on from
    the day it is done, and where it falls away they are owed after all.
    """

    result: Obligation
    index: int
    facts: Facts
    target: "Owed | None" = None
    given_way: "list[Owed]" = field(factory=list)

    @property
    def subject(self) -> str:
        """The activity or event that is owed."""
        return self.result.question.subject

    @property
    def due(self) -> date | None:
        """The day it is due, where it is dated."""
        return self.result.due.date if self.result.due else None

    @property
    def timing(self) -> Timing:
        """The timing of its provision."""
        assert self.result.provision.timing is not None
        return self.result.provision.timing

    def change(self, **changes: Any) -> None:
        """Change parts of the obligation."""
        self.result = evolve(self.result, **changes)

    def remark(self, remark: Remark) -> None:
        """Add something a reader must be told."""
        if remark not in self.result.remarks:
            self.change(remarks=(*self.result.remarks, remark))


_ENDED_WITH = {State.SUPERSEDED: State.SUPERSEDED, State.SKIPPED: State.SKIPPED}
"""What becomes of a notice still to come when its meeting ends so; otherwise it stops."""


_FALLEN_AWAY = frozenset({State.STOPPED, State.SUPERSEDED})


def _ends_with(notice: Owed, meeting: Owed) -> bool:
    """Whether what is due before a meeting ends with it, and is not overdue for it."""
    state, done = meeting.result.state, meeting.result.done
    if state in (State.MET, State.LATE):
        return bool(notice.due and done and notice.due > done)
    return state is not State.NOT_YET_DUE and state is not State.MISSED


class Ledger:
    """Every obligation entered, and which of them are still pending."""

    def __init__(self) -> None:
        self.entries: list[Owed] = []
        self._pending: dict[int, Owed] = {}
        self._freed: list[Owed] = []

    def enter(self, result: Obligation, facts: Facts, target: Owed | None = None) -> Owed:
        """Enter an obligation. Raises ``EndlessCaseError`` beyond any sane number."""
        if len(self.entries) >= MOST_OBLIGATIONS:
            raise EndlessCaseError(f"more than {MOST_OBLIGATIONS} obligations in one case")
        owed = Owed(result, len(self.entries), facts, target)
        self.entries.append(owed)
        self._pending[owed.index] = owed
        return owed

    def record(self, result: Obligation, facts: Facts) -> None:
        """Enter an obligation that is settled already."""
        owed = self.enter(result, facts)
        del self._pending[owed.index]

    def pending(self) -> tuple[Owed, ...]:
        """The obligations not yet settled, in the order entered."""
        return tuple(self._pending.values())

    def is_pending(self, owed: Owed) -> bool:
        """Whether an obligation is not yet settled."""
        return owed.index in self._pending

    def settle(self, owed: Owed, state: State, **changes: Any) -> None:
        """Give an obligation its end; what is still to come before it ends with it."""
        self._pending.pop(owed.index, None)
        owed.change(state=state, **changes)
        if state in _FALLEN_AWAY:
            self._freed += owed.given_way
        for other in self.pending():
            if other.target is owed and _ends_with(other, owed):
                ending = _ENDED_WITH.get(state, State.STOPPED)
                self.settle(other, ending, done=owed.result.done)

    def freed(self) -> list[Owed]:
        """Those that gave way to something that has fallen away since; each is given once."""
        freed, self._freed = self._freed, []
        return freed

    def reopen(self, owed: Owed) -> None:
        """An obligation that had given way is owed after all."""
        self._pending[owed.index] = owed
        owed.change(state=State.NOT_YET_DUE, instead=None)

    def replace_by_exception(self, provision: Provision, number: int, day: date) -> None:
        """An exception comes into play: what the rule it excepts from had brought falls away."""
        for owed in self.pending():
            same = owed.result.question == provision.question and owed.result.number == number
            if same and owed.result.provision.id in provision.exception_to:
                self.settle(owed, State.SUPERSEDED, done=day)

    def has_one_off(self, provision: Provision, number: int, event: str) -> bool:
        """Whether a clock that runs once is already running, from another event.

        Two events on which one rule turns (a decision to close, a manager's decision) may
        both happen; the first of them counts.
        """
        assert provision.timing is not None
        if provision.timing.recurring or len(provision.timing.after) < 2:
            return False
        alike = (o.result for o in self._pending.values() if o.result.number == number)
        return any(
            one.provision.id == provision.id and one.trigger and one.trigger.event != event
            for one in alike
        )

    def waiting(self, activity: str, of: str, number: int) -> Owed | None:
        """The first pending obligation to do one occurrence of an activity."""
        key = (activity, of, number)
        return next((o for o in self._pending.values() if _key(o) == key), None)

    def met_by(self, event: str, number: int, doing: Owed | None) -> Iterator[Owed]:
        """Pending obligations that the ``number``-th occurrence of an event meets.

        One that belongs to a meeting (a record of it) is met only by its own doing.
        """
        for owed in self.pending():
            alike = owed.subject == event and not owed.result.question.of
            if owed is doing or (alike and owed.result.number <= number):
                yield owed

    def supersede(self, question: Question, day: date) -> None:
        """A clock starts again: the obligation it had brought falls away."""
        for owed in self.pending():
            same = owed.result.question.subject == question.subject
            if same and owed.result.question.of == question.of and owed.timing.recurring:
                self.settle(owed, State.SUPERSEDED, done=day)

    def end_sooner(self, event: str, day: date) -> Iterator[Owed]:
        """*Whichever comes first*: an event brings the end of obligations forward."""
        for owed in self.pending():
            if event in owed.timing.or_sooner_on and owed.due and day < owed.due:
                start = owed.result.due.start if owed.result.due else day
                owed.change(due=DueDate(date=day, start=start, period=None))
                owed.remark(Remark.ENDED_SOONER)
                yield owed


def state_when_done(owed: Owed, day: date, *, performed: bool) -> State:
    """What an obligation becomes when its activity is done on a day.

    A date that is only looked at stays one, but for an end before its earliest day.
    """
    if owed.timing.relation is Relation.NOT_BEFORE:
        return State.TOO_EARLY if owed.due and day < owed.due else State.MET
    if not performed:
        return State.DATE_ONLY
    return State.LATE if owed.due and day > owed.due else State.MET


def _key(owed: Owed) -> tuple[str, str, int]:
    return owed.subject, owed.result.question.of, owed.result.number
