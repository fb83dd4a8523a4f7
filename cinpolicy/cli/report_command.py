"""``cinpolicy report``."""

import shlex
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cinpolicy.cli.failing import BAD_INPUT, fail
from cinpolicy.cli.options import (
    AUTHORITIES_HELP,
    as_at_option,
    draft_option,
    known_topics,
    library_of,
    load_cases,
    options,
    readings_option,
)

if TYPE_CHECKING:
    from cinpolicy.reporting.forms import Drawing


@click.command()
@click.argument("scenarios", nargs=-1, required=True, type=click.Path(path_type=Path))
@options(
    click.option("--authority", "-a", "named", multiple=True, help=AUTHORITIES_HELP),
    draft_option,
    as_at_option,
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
    click.option(
        "--topic",
        "topics",
        multiple=True,
        metavar="TOPIC",
        help="Only this topic in a picture, such as review_interval (may be given several times).",
    ),
)
@click.pass_context
def report(
    ctx: click.Context,
    scenarios: tuple[Path, ...],
    named: tuple[str, ...],
    drafts: tuple[Path, ...],
    as_at: datetime | None,
    readings: str,
    output: Path,
    plot: str | None,
    width: float | None,
    no_title: bool,
    topics: tuple[str, ...],
) -> None:
    """Write a report to pass round: a web page, Word, Excel and others.

    SCENARIOS are case files such as scenarios/disabled_child.yaml. The ending of the output's
    name says in which form the report is written.
    """
    from cinpolicy import api, console
    from cinpolicy.reporting.forms import Drawing, NoFormError, as_bytes

    library, slugs = library_of(named, drafts, as_at)
    topics = known_topics(topics, library)
    drawing = Drawing(plot or "", width, not no_title, topics)
    cases = load_cases(scenarios, library)
    made = api.report(
        cases,
        slugs,
        every_reading=readings == "all",
        command=_command(scenarios, named, drafts, as_at, readings, output, drawing),
        library=library,
    )
    try:
        console.write_whole(output, as_bytes(made, output, drawing))
    except NoFormError as error:
        fail(f"cinpolicy: {error}")
    except OSError as error:
        fail(f"cinpolicy: cannot write {output}: {error.strerror or error}")
    failed = dict.fromkeys(c for case in made.cases for c in case.comparison.failed)
    for column in failed:
        click.echo(f"cinpolicy: {column.slug} failed: {column.failure}", err=True)
    if failed:
        ctx.exit(BAD_INPUT)


def _command(
    scenarios: tuple[Path, ...],
    named: tuple[str, ...],
    drafts: tuple[Path, ...],
    as_at: datetime | None,
    readings: str,
    output: Path,
    drawing: "Drawing",
) -> str:
    """The line that makes the same report again."""
    words = ["cinpolicy", "report", *(path.as_posix() for path in scenarios)]
    words += [word for name in named for word in ("--authority", name)]
    words += [word for draft in drafts for word in ("--draft", draft.as_posix())]
    words += ["--as-at", as_at.date().isoformat()] if as_at else []
    words += ["--readings", readings] if readings != "all" else []
    words += ["--plot", drawing.plot] if drawing.plot else []
    words += ["--width", f"{drawing.width:g}"] if drawing.width is not None else []
    words += ["--no-title"] if not drawing.title else []
    words += [word for topic in drawing.topics for word in ("--topic", topic)]
    return shlex.join([*words, "--output", output.name])
