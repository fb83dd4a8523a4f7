"""``cinpolicy lint``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cinpolicy.cli.failing import BAD_INPUT, FOUND, fail
from cinpolicy.cli.options import emit, format_option, options, output_option

if TYPE_CHECKING:
    from cinpolicy.check.results import Result
    from cinpolicy.library import Library

_CODES = "(a beginning such as CP3 stands for all that begin so; may be given several times)"


@click.command()
@click.argument("procedures", nargs=-1, metavar="[AUTHORITY|FILE]...")
@options(
    click.option(
        "--select", multiple=True, metavar="CODE", help=f"Only findings of this code {_CODES}."
    ),
    click.option(
        "--ignore", multiple=True, metavar="CODE", help=f"No findings of this code {_CODES}."
    ),
    format_option("text", "json"),
    output_option,
)
@click.pass_context
def lint(
    ctx: click.Context,
    procedures: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    form: str,
    output: Path | None,
) -> None:
    """Check what a procedure leaves open, says twice or says to no effect.

    AUTHORITY is a slug, FILE a procedure file; with neither, every installed authority is
    checked. docs/lint.md says what each code means. Exit status: 0 where nothing was found,
    1 where something was, 2 where the input cannot be used.
    """
    from cinpolicy import check
    from cinpolicy.library import Library

    _known((*select, *ignore))
    codes = check.chosen(check.CHECKS, select, ignore)
    library = Library()
    names = procedures or library.authorities
    results = [one.only(codes) for one in _results(tuple(dict.fromkeys(names)), library)]
    emit(_rendered(results, form, output), output)
    for slug, column in {} if procedures else library.broken.items():
        click.echo(f"cinpolicy: {slug} failed: {column.failure}", err=True)
    if any(one.procedure is None for one in results) or (library.broken and not procedures):
        ctx.exit(BAD_INPUT)
    if any(one.findings for one in results):
        ctx.exit(FOUND)


def _known(codes: tuple[str, ...]) -> None:
    """End with a message where no check has a code that begins so."""
    from cinpolicy.check import CHECKS
    from cinpolicy.vocabulary import nearest

    for code in codes:
        if not code or not any(known.startswith(code) for known in CHECKS):
            close = nearest(code.upper(), sorted(CHECKS))
            hint = f"did you mean {close}?" if close else f"there are {', '.join(sorted(CHECKS))}"
            fail(f"cinpolicy: no check {code!r} ({hint})")


def _results(names: tuple[str, ...], library: "Library") -> "list[Result]":
    from cinpolicy.check import results
    from cinpolicy.loading.bank_holidays import england

    for name in names:
        if not _is_file(name):
            library.check(name)
    calendar = england()
    return [
        results.of_file(Path(name), library, calendar)
        if _is_file(name)
        else results.of_authority(name, library, calendar)
        for name in names
    ]


def _is_file(name: str) -> bool:
    return name.endswith((".yaml", ".yml"))


def _rendered(results: "list[Result]", form: str, output: Path | None) -> str:
    from cinpolicy.reporting import findings

    if form == "json":
        return findings.as_json(results)
    from cinpolicy.console import look

    return findings.as_text(results, look(output))
