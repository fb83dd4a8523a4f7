"""One synthetic case: the child, what is known, what happens and when."""

import datetime as dt
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from cinpolicy.conditions import FactValue
from cinpolicy.periods import Period
from cinpolicy.provisions import Counting
from cinpolicy.values import Value

if TYPE_CHECKING:
    from cinpolicy.expectations import Expectation


@frozen(kw_only=True, slots=False, repr=False)
class Happening(Value):
    """Something that happens on a day, whatever any procedure says.

    ``known`` is the day the authority learned of it, where that is later. ``facts`` are
    what it changes from that day on.
    """

    date: date
    event: str
    known: "dt.date | None" = None
    facts: Mapping[str, FactValue] = field(factory=dict)


@frozen(kw_only=True, slots=False, repr=False)
class Course(Value):
    """What actually became of one occurrence of an activity.

    At most one of ``held`` (a day), ``late_by`` (counted from the due date) and ``never``
    is given; with none, it is done on its due date. ``of`` names the meeting where the
    activity belongs to one (the minutes of the second review). ``facts`` hold for that occurrence
    alone; the events in ``then`` follow on the same day.
    """

    activity: str
    of: str = ""
    number: int = 1
    held: date | None = None
    late_by: Period | None = None
    never: bool = False
    facts: Mapping[str, FactValue] = field(factory=dict)
    then: tuple[str, ...] = ()


@frozen(kw_only=True, slots=False, repr=False)
class VariationDecision(Value):
    """A decision in the case to change how often (or how soon) something is done."""

    date: date
    activity: str
    to: Period
    by: str


@frozen(kw_only=True, slots=False, repr=False)
class Scenario(Value):
    """A case to run through procedures.

    ``where_undated`` says on which day an activity is taken to be done in an authority
    whose procedure gives it no date, so that what follows from it can still be dated.
    ``horizon`` is the day up to which the case is followed. ``expectations`` are what its
    writer expects to come of it, which changes nothing about the case. ``fingerprint`` is that of
    the file it was read from: a case that is made from another, or in Python, has none.
    """

    name: str
    title: str
    question: str
    born: date
    horizon: date
    happenings: tuple[Happening, ...]
    facts: Mapping[str, FactValue] = field(factory=dict)
    courses: tuple[Course, ...] = ()
    decisions: tuple[VariationDecision, ...] = ()
    where_undated: Mapping[str, date] = field(factory=dict)
    counting: Counting = field(factory=Counting)
    expectations: "tuple[Expectation, ...]" = ()
    fingerprint: str = field(default="", init=False, eq=False, repr=False)
