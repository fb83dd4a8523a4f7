"""What somebody expects of a case, or of procedures themselves: tests for policy.

An expectation is about one activity or event of a case (``the``, or ``each`` occurrence of
one) or about what a text answers on a topic. Whether it is as expected is judged in the room
``judging``; the file format is described in ``docs/expectations.md``.
"""

from datetime import date
from pathlib import Path

from attrs import frozen

from cinpolicy.periods import Period
from cinpolicy.places import Place
from cinpolicy.provisions import Force, SilenceKind
from cinpolicy.timeline import State
from cinpolicy.values import Value, stored_without_defaults


@stored_without_defaults
@frozen(kw_only=True, slots=False, repr=False)
class Expectation(Value):
    """One thing that must be so; all that is given must hold.

    ``authorities`` are slugs, none where every authority is meant; ``named_at`` is where
    each of them stands. ``subject`` is the
    activity or event it is about, or within ``topic`` what is meant; ``each`` says whether
    every occurrence is meant. ``number`` is None where none is written: the first occurrence
    of what is due, every occasion on which a topic comes up. ``of`` is None where any
    meeting is meant, empty where a thing belongs to none. ``if_any`` lets an expectation of
    each occurrence hold where there is none. Everything below it is what is expected; None
    or nothing where that is left open.
    """

    place: Place
    authorities: tuple[str, ...] = ()
    named_at: tuple[Place, ...] = ()
    topic: str = ""
    subject: str = ""
    of: str | None = None
    number: int | None = None
    each: bool = False
    about_due: bool = False
    if_any: bool = False
    because: str = ""
    due: date | None = None
    due_by: date | None = None
    not_due_before: date | None = None
    within: Period | None = None
    at_least: Period | None = None
    after: tuple[str, ...] = ()
    owed: bool | None = None
    state: State | None = None
    says: SilenceKind | None = None
    force: tuple[Force, ...] = ()
    nobody_below: str = ""
    roles: tuple[str, ...] = ()
    only_roles: tuple[str, ...] = ()
    includes_roles: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    includes_items: tuple[str, ...] = ()
    excludes_items: tuple[str, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether it expects something of a date."""
        dates = (self.due, self.due_by, self.not_due_before, self.within, self.at_least)
        return any(one is not None for one in dates)

    def concerns(self, slug: str) -> bool:
        """Whether it is about an authority.

        A procedure file that stands beside an installed authority, as ``kent (file)``, goes
        by that name too.
        """
        return not self.authorities or slug.partition(" (")[0] in self.authorities


@frozen(kw_only=True, repr=False)
class ExpectationFile(Value):
    """Expectations in a file of their own.

    ``cases`` are the files or folders of the cases they are judged on; with none, they are
    judged on the procedures themselves.
    """

    name: str
    cases: tuple[Path, ...]
    expectations: tuple[Expectation, ...]
