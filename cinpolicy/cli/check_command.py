"""``cinpolicy check``."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cinpolicy.cli.covering import cover
from cinpolicy.cli.failing import BAD_INPUT, FOUND, fail
from cinpolicy.cli.options import (
    AUTHORITIES_HELP,
    emit,
    format_option,
    library_of,
    options,
    output_option,
)

if TYPE_CHECKING:
    from cinpolicy.library import Library
    from cinpolicy.loading.suites import Suite
    from cinpolicy.reporting.verdicts import Judged

DEFAULT_FOLDER = Path("scenarios")


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@options(
    click.option("--authority", "-a", "named", multiple=True, help=AUTHORITIES_HELP),
    click.option(
        "--coverage",
        is_flag=True,
        help="Instead: what the scenarios cover of the procedures, and why not the rest.",
    ),
    format_option("text", "json"),
    output_option,
)
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[Path, ...],
    named: tuple[str, ...],
    coverage: bool,
    form: str,
    output: Path | None,
) -> None:
    """Judge expectations: what must be so in a case, or in procedures themselves.

    PATH is a scenario with an `expect:` block, a file of expectations, or a folder of them;
    with none, the folder `scenarios` is looked through. docs/expectations.md says how they are
    written. With --coverage nothing is judged: docs/scenarios.md says what is shown instead.
    Exit status: 0 where all of them held, 1 where one did not, 2 where the input cannot be used
    or an authority failed.
    """
    if not paths and not DEFAULT_FOLDER.is_dir():
        fail(f"cinpolicy: there is no folder {DEFAULT_FOLDER} here: name what is to be checked")
    library, slugs = library_of(named)
    if coverage:
        cover(ctx, paths or (DEFAULT_FOLDER,), library, slugs, form, output)
    else:
        _judge(ctx, paths or (DEFAULT_FOLDER,), library, slugs, form, output)


def _judge(
    ctx: click.Context,
    paths: tuple[Path, ...],
    library: "Library",
    slugs: tuple[str, ...],
    form: str,
    output: Path | None,
) -> None:
    from cinpolicy.judging.suites import Bench
    from cinpolicy.judging.verdicts import Outcome
    from cinpolicy.loading.bank_holidays import england

    suites = _suites(tuple(_files(paths)), library)
    bench = Bench.of(library, slugs, england())
    judged = [(suite, bench.verdicts(suite)) for suite in suites]
    emit(_rendered(judged, form, output), output)
    verdicts = [verdict for _, some in judged for verdict in some]
    failed = {one.authority: one.failure for one in verdicts if one.failure}
    for slug, reason in failed.items():
        click.echo(f"cinpolicy: {slug} failed: {reason}", err=True)
    if failed:
        ctx.exit(BAD_INPUT)
    if any(one.outcome is Outcome.BROKEN for one in verdicts):
        ctx.exit(FOUND)


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    """The files named, and those with expectations in the folders named."""
    from cinpolicy.loading.suites import find

    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = find(path)
        if not found:
            click.echo(f"cinpolicy: {path} has no file with expectations", err=True)
        yield from found


def _suites(paths: Iterable[Path], library: "Library") -> "tuple[Suite, ...]":
    """What there is to judge; ends with a message where there is nothing."""
    from cinpolicy.judging.suites import strangers
    from cinpolicy.loading.faults import InputError
    from cinpolicy.loading.suites import load_suites

    suites, faults = load_suites(dict.fromkeys(paths), library.words())
    if faults := (*faults, *strangers(suites, library)):
        raise InputError(list(faults))
    for suite in suites:
        if not suite.expectations:
            click.echo(f"cinpolicy: {suite.path} has no expectations (expect:)", err=True)
    found = tuple(suite for suite in suites if suite.expectations)
    if not found:
        fail("cinpolicy: there is nothing to check")
    return found


def _rendered(judged: "Judged", form: str, output: Path | None) -> str:
    from cinpolicy.reporting import verdicts

    if form == "json":
        return verdicts.as_json(judged)
    from cinpolicy.console import look

    return verdicts.as_text(judged, look(output))
