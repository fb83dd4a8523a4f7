"""What ``cinpolicy check --coverage`` does: what scenarios reach, in place of verdicts."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cinpolicy.cli.failing import BAD_INPUT, fail
from cinpolicy.cli.options import emit

if TYPE_CHECKING:
    from cinpolicy.coverage.results import Coverage
    from cinpolicy.library import Library


def cover(
    ctx: click.Context,
    paths: Iterable[Path],
    library: "Library",
    slugs: tuple[str, ...],
    form: str,
    output: Path | None,
) -> None:
    """Show what the scenarios among the paths cover of the authorities."""
    from cinpolicy import api
    from cinpolicy.coverage import coverage
    from cinpolicy.loading.bank_holidays import england
    from cinpolicy.loading.covering import load_all

    scenarios = load_all(paths, library.words())
    if not scenarios:
        fail(f"cinpolicy: no scenarios in {', '.join(map(str, paths))}")
    stacks, broken = api.stacks_of(library, api.slugs_of(library, slugs))
    found = coverage([stack.latest for stack in stacks], scenarios, england(), broken)
    emit(_rendered(found, form, output), output)
    for one in found.failures:
        where = f" in {one.scenario}" if one.scenario else ""
        click.echo(f"cinpolicy: {one.authority} failed{where}: {one.reason}", err=True)
    if found.failures:
        ctx.exit(BAD_INPUT)


def _rendered(found: "Coverage", form: str, output: Path | None) -> str:
    if form == "json":
        from cinpolicy.reporting import coverage_shapes

        return coverage_shapes.as_json(found)
    from cinpolicy.console import look
    from cinpolicy.reporting import coverage as report

    return report.as_text(found, look(output))
