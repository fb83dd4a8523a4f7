"""The versions of a procedure, and which of them is in force when.

They stand as files in a folder ``versions`` beside an authority's ``procedure.yaml``, which is
one of them: whole procedures, or drafts as they were adopted. Each says from when it is in
force; the earliest need not.
"""

import re
from collections.abc import Sequence
from copy import copy
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from cinpolicy import wording
from cinpolicy.loading.faults import Fault, InputError
from cinpolicy.plugin import Authority
from cinpolicy.procedure import Procedure
from cinpolicy.values import Value

if TYPE_CHECKING:
    from cinpolicy.loading.procedure_files import Named, ProcedureFile


class NoVersionError(LookupError):
    """A procedure has no version of that name, or none in force on that day."""


@frozen(repr=False)
class Version(Value):
    """One version: an authority with the procedure of that version, and its file, if any.

    ``always`` where it is asked about by name, and so is taken to be in force at all times.
    """

    authority: Authority
    file: "ProcedureFile | None" = None
    always: bool = False

    @property
    def procedure(self) -> Procedure:
        """What is written in it."""
        return self.authority.procedure

    @property
    def begins(self) -> date:
        """The first day on which it is in force; the first of all days where that is open."""
        begins = self.procedure.in_force_from
        return date.min if begins is None or self.always else begins


def versions_of(authority: Authority, declared: str, named: "Named") -> tuple[Version, ...]:
    """Every version of an authority's procedure, the earliest first.

    ``declared`` is the slug by which their files call it. Raises ``InputError`` where a file
    of one has faults, is another authority's, or does not say from when it is in force.
    """
    paths: tuple[Path, ...] = getattr(authority, "version_paths", ())
    others = (_version(path, authority, declared, named) for path in paths)
    found = [Version(authority), *others]
    in_order = sorted(found, key=lambda one: one.begins)
    _check_dates(in_order, authority)
    return tuple(in_order)


def _version(path: Path, authority: Authority, declared: str, named: "Named") -> Version:
    from cinpolicy.loading.procedure_files import ProcedureFile

    file = ProcedureFile.read(path, named)
    procedure = file.procedure()
    if procedure.slug != declared:
        expected = f"a version of the procedure of {declared}"
        raise InputError([Fault(str(path), 1, 1, "$", expected, f"one of {procedure.slug}")])
    named_alike = evolve(procedure, slug=authority.procedure.slug)
    return Version(with_procedure(authority, named_alike), file)


def with_procedure(authority: Authority, procedure: Procedure) -> Authority:
    """The authority with another procedure: hooks of its own in Python are kept."""
    other = copy(authority)
    other.procedure = procedure  # type: ignore[misc]
    return other


def _check_dates(versions: Sequence[Version], authority: Authority) -> None:
    """Only one version need not say from when it is in force, and no two begin alike."""
    for one, later in pairwise(versions):
        if one.begins == later.begins:
            either = later if later.file else one
            path = either.file.path if either.file else getattr(authority, "path", "")
            begins = later.procedure.in_force_from
            expected = "a day of its own in in_force_from"
            found = f"{begins}, as in another version" if begins else "none, as in another version"
            raise InputError([Fault(str(path), 1, 1, "$", expected, found)])


def in_force(versions: Sequence[Version], day: date) -> Version:
    """The version in force on a day. Raises ``NoVersionError``."""
    begun = [one for one in versions if one.begins <= day]
    if not begun:
        first = versions[0]
        raise NoVersionError(
            f"{first.procedure.slug} has no version in force on {wording.plain_day(day)}: "
            f"the first, {first.procedure.document.version}, is so from "
            f"{wording.plain_day(first.begins)}"
        )
    return begun[-1]


def version_named(versions: Sequence[Version], name: str) -> Version:
    """The version that is called so, came into force then, or was in force then.

    ``name`` is what the document calls its version, or a year, a month or a day as 2024,
    2024-09 or 2024-09-01. Raises ``NoVersionError``.
    """
    for one in versions:
        if one.procedure.document.version == name:
            return one
    day = _first_day(name)
    begun = [one for one in versions if day and str(one.begins).startswith(name)]
    if len(begun) == 1:
        return begun[0]
    unknown = len(versions) == 1 and versions[0].procedure.in_force_from is None
    if day is None or len(begun) > 1 or unknown:
        slug = versions[0].procedure.slug
        known = ", ".join(in_words(one.procedure) for one in versions)
        since = ", and from when it is in force is not known" if unknown else ""
        raise NoVersionError(f"{slug} has no one version {name!r} (there are {known}{since})")
    return in_force(versions, day)


def _first_day(name: str) -> date | None:
    """The first day of a year, month or day; None where the name is none of these."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", name):
        return None
    try:
        return date.fromisoformat(name + "0000-01-01"[len(name) :])
    except ValueError:
        return None


def in_words(procedure: Procedure) -> str:
    """What a version is called, and from when it is in force, where that is known."""
    begins, version = procedure.in_force_from, procedure.document.version
    return f"{version}, in force from {begins}" if begins else version
