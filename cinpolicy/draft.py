"""A draft change to a procedure: what is proposed, by whom and why."""

from datetime import date
from enum import StrEnum

from attrs import frozen

from cinpolicy.values import Value


class EditKind(StrEnum):
    """What a draft does to one provision, or to what is said of a whole topic."""

    CHANGE = "change"
    """Some of its parts are put in place of others."""
    REPLACE = "replace"
    """Another provision stands in its place."""
    REMOVE = "remove"
    ADD = "add"
    SILENT_ON = "silent_on"
    """The kind of silence on a topic that no provision is about."""


@frozen(kw_only=True, slots=False, repr=False)
class DraftedChange(Value):
    """One change of a draft, and why it is proposed.

    ``about`` is the id of a provision, or the topic of a silence. ``idle`` where it leaves
    everything as it is. ``line`` is where it stands in the draft's file.
    """

    kind: EditKind
    about: str
    because: str
    idle: bool
    line: int


@frozen(kw_only=True, slots=False, repr=False)
class Draft(Value):
    """What is proposed: changes to a procedure, or to another draft of it.

    ``based_on`` names that procedure as the draft's file does. ``version`` is what the
    changed text would be called, ``in_force_from`` the day from which it would be in force,
    where the draft says so.
    """

    name: str
    title: str
    based_on: str
    proposed_by: str
    why: str
    changes: tuple[DraftedChange, ...]
    version: str = ""
    in_force_from: date | None = None
