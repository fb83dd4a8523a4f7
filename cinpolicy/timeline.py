"""What became of a case under one procedure: occurrences, obligations, answers."""

import datetime as dt
from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from cinpolicy.case import VariationDecision
from cinpolicy.clock import DueDate
from cinpolicy.provisions import Answer, Provision, Question
from cinpolicy.values import Framed, Value


class State(StrEnum):
    """What became of an obligation by the horizon."""

    MET = "met"
    LATE = "late"
    MISSED = "missed"
    NOT_YET_DUE = "not yet due"
    SKIPPED = "skipped"
    """Not held, because another activity fell at the same point."""
    SUPERSEDED = "superseded"
    """Its clock was started again by another event before it fell due."""
    STOPPED = "no longer due"
    UNDATED = "no date stated"
    NO_OCCASION = "no such occasion"
    """It is due before an occurrence that this case does not have."""
    DATE_ONLY = "a date to look at"
    """Nothing is to be done on it: an expected end, a limit."""
    TOO_EARLY = "earlier than allowed"


_FALLEN_AWAY = (State.STOPPED, State.SUPERSEDED)


class Remark(StrEnum):
    """Things about an obligation that a reader must be told."""

    RAN_OUT_BEFORE_KNOWN = "the time had run out before the authority could know"
    RESTS_ON_ASSUMED_DATE = "rests on a date the case assumes where the text gives none"
    ENDED_SOONER = "ended sooner by another event"
    VARIED = "changed by a decision in the case"
    CAN_BE_CHANGED = "somebody has the power to change it, with no limit stated"
    VARIATION_REFUSED = "a decision in the case goes beyond what the text allows"
    ON_NON_WORKING_DAY = "falls on a day that is not a working day; the text does not say what then"


@frozen(kw_only=True, slots=False, repr=False)
class Assumed(Value):
    """What a date takes as given beyond the text, for those counted from it to pass on.

    ``what`` is the assumption, ``event``, ``number`` and ``date`` that which was dated by it.
    """

    event: str
    number: int
    date: date
    what: str


@frozen(kw_only=True, slots=False, repr=False)
class Occurrence(Value):
    """Something that happened: an event, or an activity being done.

    ``number`` counts its occurrences from 1. ``known`` is the day the authority learned
    of it. ``obligation`` is the index of the obligation it discharged, if it did.
    ``assumed`` marks a day taken from the case because the text gave none, and
    everything that follows from one. ``goes_back_to`` is what its day, and those it follows
    from, take as given beyond the text. A day that the case states goes back to nothing and
    follows from nothing, whatever it was due by. ``missed`` marks the day something was due
    that was never done, from which a recurring clock goes on. ``stand_in`` is the activity that
    was done and counts as this one, as an early review counts as a review.
    """

    event: str
    date: date
    number: int = 1
    known: "dt.date | None" = None
    obligation: int | None = None
    assumed: bool = False
    missed: bool = False
    stand_in: str = ""
    goes_back_to: tuple[Assumed, ...] = ()


@frozen(kw_only=True, slots=False, repr=False)
class Alternative(Value):
    """What another reading of the text gives; ``due`` None where that is not dated."""

    reading: str
    answer: Answer
    due: DueDate | None = None


@frozen(kw_only=True, slots=False, repr=False)
class Obligation(Value):
    """A provision applied to a case: this, due then, because of that.

    ``number`` is the ordinal of the activity (or of the meeting it belongs to). ``latest``
    is the furthest a power of variation could move the date. ``target`` is the occurrence
    counted back from. ``done`` is the day it was done, or the day it ended where it is no
    longer owed; ``instead`` what was held instead, and when, where it was skipped.
    ``goes_back_to`` is what the dates it is counted from take as given beyond the text, the
    nearest first.
    """

    question: Question
    number: int
    provision: Provision
    answered_by: str
    state: State
    trigger: Occurrence | None = None
    due: DueDate | None = None
    latest: DueDate | None = None
    target: date | None = None
    done: date | None = None
    instead: tuple[str, date] | None = None
    remarks: tuple[Remark, ...] = ()
    decision: VariationDecision | None = None
    alternatives: tuple[Alternative, ...] = ()
    goes_back_to: tuple[Assumed, ...] = ()

    @property
    def rests_on_assumption(self) -> bool:
        """Whether its date, or one it is counted from, takes more as given than the text states."""
        return self.due is not None and bool(self.provision.assumes or self.goes_back_to)

    def passed_on(self, day: date) -> tuple[Assumed, ...]:
        """What a date counted from this one, being on a day, goes back to. Each is told once."""
        subject, number = self.question.subject, self.number
        known = {one.what for one in self.goes_back_to}
        own = (
            Assumed(event=subject, number=number, date=day, what=what)
            for what in self.provision.assumes
            if what not in known
        )
        return (*own, *self.goes_back_to)

    @property
    def done_on(self) -> date | None:
        """The day it was done; None where it was not, or ceased to be owed."""
        return None if self.state in _FALLEN_AWAY else self.done

    @property
    def ended_on(self) -> date | None:
        """The day from which it was no longer owed, or its clock had started again."""
        return self.done if self.state in _FALLEN_AWAY else None


@frozen(kw_only=True, slots=False, repr=False)
class Assignment(Value):
    """An answer about one occurrence of an activity: who chairs this review."""

    question: Question
    number: int
    date: date | None
    answer: Answer
    alternatives: tuple[Alternative, ...] = ()


@frozen(kw_only=True, slots=False, repr=False)
class Timeline(Framed, Value):
    """One case under one procedure, in order of time.

    ``answers`` holds what the stack says to every question for the facts as they stand
    at the horizon: the silences, and what has no date. ``other_readings`` holds, for the
    same facts, what another reading of the text would answer. ``case`` and ``title`` are the
    name and the title of the case, ``authority`` the slug of the procedure.
    """

    occurrences: tuple[Occurrence, ...]
    obligations: tuple[Obligation, ...]
    assignments: tuple[Assignment, ...]
    answers: Mapping[Question, Answer] = field(factory=dict)
    other_readings: Mapping[Question, tuple[Alternative, ...]] = field(factory=dict)
    case: str = ""
    title: str = ""
    authority: str = ""
    authority_name: str = ""

    def of(self, subject: str, of: str = "") -> tuple[Obligation, ...]:
        """The obligations to do one activity, in order."""
        return tuple(
            o for o in self.obligations if (o.question.subject, o.question.of) == (subject, of)
        )

    def by_number(self, questions: Collection[Question]) -> dict[int, Obligation]:
        """One obligation for each occurrence: of several the earliest that stands.

        Where none stands, it is one that was ended rather than one whose clock went on anew.
        """
        found: dict[int, Obligation] = {}
        wanted = set(questions)
        for obligation in self.obligations:
            if obligation.question not in wanted:
                continue
            known = found.get(obligation.number)
            if known is None or _standing(obligation) < _standing(known):
                found[obligation.number] = obligation
        return found


def _standing(obligation: Obligation) -> tuple[int, date]:
    due = obligation.due.date if obligation.due else date.max
    fallen = obligation.state in _FALLEN_AWAY
    return 1 + _FALLEN_AWAY.index(obligation.state) if fallen else 0, due
