"""``cinpolicy report``."""

import shlex
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from cinpolicy.cli.failing import BAD_INPUT, fail
from cinpolicy.cli.options import (
    AUTHORITIES_HELP,
    as_at_option,
    draft_option,
    known_topics,
    library_of,
    load_cases,
    only_divergent_option,
    options,
    readings_option,
    scenario_files,
    topic_option,
)


@click.command()
@click.argument("scenarios", nargs=-1, required=True, type=click.Path(path_type=Path))
@options(
    click.option("--authority", "-a", "named", multiple=True, help=AUTHORITIES_HELP),
    draft_option,
    as_at_option,
    topic_option,
    only_divergent_option,
    readings_option("all"),
    click.option(
        "--output",
        "-o",
        required=True,
        type=click.Path(path_type=Path),
        help="The file to write; its ending says in which form (docs/reports.md).",
    ),
    click.option(
        "--plot",
        type=click.Choice(["timeline", "divergence"]),
        help="What a picture (.svg, .png or .pdf) shows of one case (default: a timeline).",
    ),
    click.option(
        "--width", type=float, metavar="INCHES", help="How wide a picture is (default: 7.2)."
    ),
    click.option(
        "--no-title", is_flag=True, help="Leave the title of a picture to the caption in a paper."
    ),
)
@click.pass_context
def report(
    ctx: click.Context,
    scenarios: tuple[Path, ...],
    named: tuple[str, ...],
    drafts: tuple[Path, ...],
    as_at: datetime | None,
    topics: tuple[str, ...],
    only_divergent: bool,
    readings: str,
    output: Path,
    plot: str | None,
    width: float | None,
    no_title: bool,
) -> None:
    """Write a report to pass round: a web page, Word, Excel and others.

    SCENARIOS are case files such as scenarios/disabled_child.yaml, or folders of them. The
    ending of the output's name says in which form the report is written.
    """
    from cinpolicy import api, console
    from cinpolicy.reporting.forms import Drawing, NoFormError, asked

    library, slugs = library_of(named, drafts, as_at)
    chosen = known_topics(topics, library)
    cases = load_cases(scenario_files(scenarios), library)
    try:
        drawing = Drawing(plot or "", width, not no_title)
        form = asked(output, drawing, len(cases))
    except NoFormError as error:
        fail(f"cinpolicy: {error}")
    every = readings == "all" and (form.readings or only_divergent)
    console.tell(_doing(len(cases), len(api.slugs_of(library, slugs)), every=every))
    made = api.report(
        cases,
        slugs,
        topics=chosen,
        only_divergent=only_divergent,
        every_reading=every,
        command=_command(ctx.params),
        library=library,
    )
    try:
        console.write_whole(output, form.as_bytes(made))
    except NoFormError as error:
        fail(f"cinpolicy: {error}")
    except OSError as error:
        fail(f"cinpolicy: cannot write {output}: {error.strerror or error}")
    console.tell(f"Written: {output} ({form.form.what}).")
    failed = dict.fromkeys(c for case in made.cases for c in case.comparison.failed)
    for column in failed:
        click.echo(f"cinpolicy: {column.slug} failed: {column.failure}", err=True)
    if failed:
        ctx.exit(BAD_INPUT)


def _doing(cases: int, procedures: int, *, every: bool) -> str:
    """What takes its time."""
    doing = "Comparing" if procedures > 1 else "Working out"
    what = f"{cases} case{'s' * (cases > 1)} in {procedures} procedure{'s' * (procedures > 1)}"
    return f"{doing} {what}{' under every reading' * every} ..."


def _command(asked: Mapping[str, Any]) -> str:
    """The line that makes the same report again, of what the options were given as."""
    words = ["cinpolicy", "report", *(path.as_posix() for path in asked["scenarios"])]
    words += [word for name in asked["named"] for word in ("--authority", name)]
    words += [word for draft in asked["drafts"] for word in ("--draft", draft.as_posix())]
    words += ["--as-at", asked["as_at"].date().isoformat()] if asked["as_at"] else []
    words += [word for topic in asked["topics"] for word in ("--topic", topic)]
    words += ["--only-divergent"] if asked["only_divergent"] else []
    words += ["--readings", asked["readings"]] if asked["readings"] != "all" else []
    words += ["--plot", asked["plot"]] if asked["plot"] else []
    words += ["--width", f"{asked['width']:g}"] if asked["width"] is not None else []
    words += ["--no-title"] if asked["no_title"] else []
    return shlex.join([*words, "--output", asked["output"].name])
