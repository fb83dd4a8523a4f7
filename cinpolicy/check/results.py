"""What the check of one procedure comes to, from an installed authority or a file."""

from collections.abc import Iterable
from pathlib import Path

from attrs import evolve, frozen

from cinpolicy.calendar import WorkingCalendar
from cinpolicy.check import Checked, Finding, faults, findings
from cinpolicy.library import Library
from cinpolicy.loading.faults import InputError
from cinpolicy.loading.opened import read_open
from cinpolicy.loading.procedure_files import ProcedureFile
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
    checked = Checked.top_of(library.stack(slug).latest, calendar)
    return Result(name=slug, findings=tuple(findings(checked)), procedure=checked.procedure)


def of_file(path: Path, library: Library, calendar: WorkingCalendar) -> Result:
    """The check of a procedure file or draft, or its faults where it cannot be read."""
    try:
        file = ProcedureFile.read(path, library.file_named)
        opened = read_open(file)
    except InputError as error:
        return Result(name=str(path), findings=tuple(faults.of_file(error)), procedure=None)
    stack = library.stack_of(library.authority_of(file, opened.procedure))
    checked = Checked.top_of(stack, calendar, opened)
    return Result(name=str(path), findings=tuple(findings(checked)), procedure=opened.procedure)
