"""``cinpolicy diff``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cinpolicy.cli.failing import BAD_INPUT, FOUND
from cinpolicy.cli.options import (
    emit,
    format_option,
    known_topics,
    library_of,
    load_cases,
    options,
    output_option,
    scenario_files,
    scenario_option,
    topic_option,
)

if TYPE_CHECKING:
    from cinpolicy.difference import Difference


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@options(
    scenario_option,
    topic_option,
    format_option("text", "markdown", "json"),
    output_option,
    click.option(
        "--fail-on-difference", is_flag=True, help="Exit with status 1 if anything differs."
    ),
)
@click.pass_context
def diff(
    ctx: click.Context,
    one: str,
    other: str,
    scenarios: tuple[Path, ...],
    topics: tuple[str, ...],
    form: str,
    output: Path | None,
    fail_on_difference: bool,
) -> None:
    """Tell in what two procedures differ, by provision and by what becomes of cases.

    A and B are authorities (of which the latest version is meant), versions such as
    kent@2024-09, procedure files or drafts. What differs in words alone is told apart from what
    moves a date or gives somebody another task.
    """
    from cinpolicy.difference import difference
    from cinpolicy.loading.bank_holidays import england

    library, slugs = library_of((one, other))
    chosen = frozenset(known_topics(topics, library))
    cases = load_cases(scenario_files(scenarios), library)
    both = [library.stack(slug).latest for slug in (slugs[0], slugs[-1])]
    made = difference(both[0], both[1], cases, england(), topics=chosen)
    emit(_rendered(made, form, output), output)
    failed = made.behaviour.failed if made.behaviour else ()
    for case in failed:
        for slug, why in zip((one, other), (case.failed_before, case.failed_after), strict=True):
            if why:
                click.echo(f"cinpolicy: {slug} failed in {case.scenario}: {why}", err=True)
    if failed:
        ctx.exit(BAD_INPUT)
    if fail_on_difference and made.differs:
        ctx.exit(FOUND)


def _rendered(made: "Difference", form: str, output: Path | None) -> str:
    if form == "json":
        from cinpolicy.reporting import diff_shapes, json_parts

        return json_parts.dump(diff_shapes.difference(made))
    if form == "markdown":
        from cinpolicy.reporting import diff_markdown

        return diff_markdown.render(made)
    from cinpolicy.console import look
    from cinpolicy.reporting import diff_text

    return diff_text.render(made, look(output))
