"""Procedures of a few lines for tests of the check, which may leave open what they like."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from cinpolicy.check import Checked, Finding, findings
from cinpolicy.library import Library
from cinpolicy.loading import common_vocabulary
from cinpolicy.loading.bank_holidays import england
from cinpolicy.loading.opened import read_open
from cinpolicy.loading.procedure_files import ProcedureFile
from cinpolicy.loading.procedures import parse_procedure
from cinpolicy.plugin import Authority
from cinpolicy.procedure import Procedure
from cinpolicy.stack import PolicyStack
from tests.cases import Written

CALENDAR = england()


def text(
    provisions: Mapping[str, str],
    vocabulary: str = "{}",
    slug: str = "testshire",
    layer: str = "national",
    silent_on: str = "{}",
) -> str:
    """A procedure of these provisions, each the inside of a YAML mapping, by its id.

    As a national layer it need not account for every topic. The n-th provision cites
    paragraph n.
    """
    lines = [
        f"authority: {slug}",
        f"name: {slug.title()}",
        f"layer: {layer}",
        'document: {title: A procedure, version: "1"}',
        f"vocabulary: {vocabulary}" if vocabulary != "{}" else "",
        "provisions:",
        *(
            f"  - {{id: {name}, force: should, cite: {{section: A, paragraph: {n}}}, {inside}}}"
            for n, (name, inside) in enumerate(provisions.items(), start=1)
        ),
        f"silent_on: {silent_on}",
    ]
    return "\n".join(lines) + "\n"


def procedure(provisions: Mapping[str, str], vocabulary: str = "{}") -> Procedure:
    content = text(provisions, vocabulary).encode()
    return parse_procedure("testshire.yaml", content, common_vocabulary(), strict=False)


def found(
    code: str,
    provisions: Mapping[str, str],
    vocabulary: str = "{}",
    below: Sequence[Authority] = (),
) -> list[Finding]:
    """The findings of one code in a procedure of a few lines."""
    top = Written(procedure(provisions, vocabulary))
    stack = PolicyStack(*below, top, words=common_vocabulary())
    return of(code, findings(Checked.top_of(stack, CALENDAR)))


def found_in(path: Path) -> list[Finding]:
    """Every finding in a file, over the installed national layer."""
    library = Library()
    opened = read_open(ProcedureFile.read(path, library.file_named))
    stack = library.stack_of(Written(opened.procedure))
    return findings(Checked.top_of(stack, CALENDAR, opened))


def of(code: str, every: Sequence[Finding]) -> list[Finding]:
    return [one for one in every if one.code == code]


def facts(one: Finding) -> dict[str, object]:
    return dict(one.facts)
