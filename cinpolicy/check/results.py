"""What the check of one procedure comes to, from an installed authority or a file."""

from collections.abc import Iterable
from pathlib import Path

from attrs import evolve, frozen

from cinpolicy.calendar import WorkingCalendar
from cinpolicy.check import Checked, Finding, faults, findings
from cinpolicy.library import Library
from cinpolicy.loading.drafts import read_draft
from cinpolicy.loading.faults import InputError
from cinpolicy.plugin import DeclaredAuthority
from cinpolicy.procedure import Procedure


@frozen(kw_only=True)
class Result:
    """The findings in one procedure; in a file that cannot be read its faults, and no procedure.

    ``name`` is the slug of an installed authority, or the path of a file.
    """

    name: str
    findings: tuple[Finding, ...]
    procedure: Procedure | None

    def only(self, codes: Iterable[str]) -> "Result":
        """The findings with some codes alone; faults always stay."""
        if self.procedure is None:
            return self
        kept = frozenset(codes)
        return evolve(self, findings=tuple(f for f in self.findings if f.code in kept))


def of_authority(slug: str, library: Library, calendar: WorkingCalendar) -> Result:
    """The check of an installed authority. Raises ``UnknownAuthorityError``."""
    checked = Checked.top_of(library.stack(slug), calendar)
    return Result(name=slug, findings=tuple(findings(checked)), procedure=checked.procedure)


def of_file(path: Path, library: Library, calendar: WorkingCalendar) -> Result:
    """The check of a procedure file, or its faults where it cannot be read."""
    try:
        draft = read_draft(path)
    except InputError as error:
        return Result(name=str(path), findings=tuple(faults.of_file(error)), procedure=None)
    authority = DeclaredAuthority(path)
    authority.procedure = draft.procedure
    checked = Checked.top_of(library.stack_of(authority), calendar, draft)
    return Result(name=str(path), findings=tuple(findings(checked)), procedure=draft.procedure)
