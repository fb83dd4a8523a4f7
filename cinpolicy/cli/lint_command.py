"""``cinpolicy lint``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cinpolicy.cli.failing import BAD_INPUT, FOUND, fail
from cinpolicy.cli.options import draft_option, emit, format_option, options, output_option

if TYPE_CHECKING:
    from cinpolicy.check.results import Result
    from cinpolicy.library import Library

_CODES = "(a beginning such as CP3 stands for all that begin so; may be given several times)"


@click.command()
@click.argument("procedures", nargs=-1, metavar="[AUTHORITY|FILE]...")
@options(
    draft_option,
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
    drafts: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    form: str,
    output: Path | None,
) -> None:
    """Check what a procedure leaves open, says twice or says to no effect.

    AUTHORITY is a slug or a version such as kent@2024-09, FILE a procedure or a draft; with none,
    every installed authority is checked. docs/lint.md says what each code means. Exit status:
    0 where nothing was found, 1 where something was, 2 where the input cannot be used.
    """
    from cinpolicy import check
    from cinpolicy.library import Library

    _known((*select, *ignore))
    codes = check.chosen(check.CHECKS, select, ignore)
    library = Library()
    named = (*procedures, *map(str, drafts))
    names = named or library.authorities
    results = [one.only(codes) for one in _results(tuple(dict.fromkeys(names)), library)]
    emit(_rendered(results, form, output), output)
    for slug, column in {} if named else library.broken.items():
        click.echo(f"cinpolicy: {slug} failed: {column.failure}", err=True)
    if any(one.procedure is None for one in results) or (library.broken and not named):
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
    from cinpolicy.library import is_file
    from cinpolicy.loading.bank_holidays import england

    slugs = {name: library.add(name) for name in names if not is_file(name)}
    calendar = england()
    return [
        results.of_authority(slugs[name], library, calendar)
        if name in slugs
        else results.of_file(Path(name), library, calendar)
        for name in names
    ]


def _rendered(results: "list[Result]", form: str, output: Path | None) -> str:
    from cinpolicy.reporting import findings

    if form == "json":
        return findings.as_json(results)
    from cinpolicy.console import look

    return findings.as_text(results, look(output))
