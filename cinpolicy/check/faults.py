"""Faults of a file that cannot be read as a procedure, told as findings."""

from cinpolicy.check.findings import Finding
from cinpolicy.check.registry import fault
from cinpolicy.loading.faults import InputError
from cinpolicy.places import Place

UNDEFINED = fault(
    "CP001", "undefined-word", "A word that is used and defined nowhere; the file is not read."
)
FAULT = fault("CP002", "fault", "Any other fault for which the file cannot be read.")


def of_file(error: InputError) -> list[Finding]:
    """The faults of a file, in order."""
    return [
        Finding(
            code=(UNDEFINED if one.undefined else FAULT).code,
            sentence=f"{one.where}: expected {one.expected}, found {one.found}.",
            place=Place(one.path, one.line, one.column),
        )
        for one in error.faults
    ]
