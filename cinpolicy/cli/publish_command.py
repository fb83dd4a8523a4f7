"""``cinpolicy publish``."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cinpolicy.cli.failing import fail
from cinpolicy.cli.options import (
    AUTHORITIES_HELP,
    library_of,
    load_cases,
    options,
    readings_option,
    scenario_files,
)

if TYPE_CHECKING:
    from cinpolicy.publication import Publication

ENDINGS = {"markdown": ".md", "html": ".html"}
USUAL = "reports"


@click.command()
@click.argument("scenarios", nargs=-1, type=click.Path(path_type=Path))
@options(
    click.option("--authority", "-a", "named", multiple=True, help=AUTHORITIES_HELP),
    readings_option("default"),
    click.option(
        "--format",
        "form",
        type=click.Choice(tuple(ENDINGS)),
        default="markdown",
        show_default=True,
        help="The form of the pages.",
    ),
    click.option(
        "--output",
        "-o",
        type=click.Path(path_type=Path, file_okay=False),
        default=USUAL,
        show_default=True,
        help="The folder of the published set.",
    ),
)
def publish(
    scenarios: tuple[Path, ...], named: tuple[str, ...], readings: str, form: str, output: Path
) -> None:
    """Write the published set: a page a case, a page a procedure, the matrix, an index.

    SCENARIOS are case files or folders of them (default: the folder scenarios). The set that is
    there is replaced, whole or not at all; other files in the folder are left alone.
    """
    from cinpolicy import published
    from cinpolicy.reporting.forms import NoFormError
    from cinpolicy.reporting.published import pages

    asked = [word for path in scenarios for word in (path.as_posix(),)]
    asked += [word for name in named for word in ("--authority", name)]
    asked += ["--format", form] if form != "markdown" else []
    publication = _publication(scenarios, named, readings, ENDINGS[form], asked)
    try:
        outcome = published.write(output, pages(publication, ENDINGS[form]))
    except NoFormError as error:
        fail(f"cinpolicy: {error}")
    except published.NotOursError as error:
        there = "".join(f"\n  {output / name}" for name in error.names)
        fail(f"cinpolicy: not published, since these are no pages of a published set:{there}")
    except OSError as error:
        fail(f"cinpolicy: cannot publish in {output}: {error.strerror or error}")
    said = f"{len(outcome.written)} pages written, {len(outcome.removed)} taken away."
    click.echo(f"{output / f'index{ENDINGS[form]}'}: {said}")


def _publication(
    scenarios: tuple[Path, ...],
    named: tuple[str, ...],
    readings: str,
    ending: str,
    asked: list[str],
) -> "Publication":
    """All that the set is made of; ends with a message where a case or an authority fails."""
    from cinpolicy import api
    from cinpolicy.publication import Publication

    library, slugs = library_of(named)
    paths = scenario_files(scenarios)
    if not paths:
        fail("cinpolicy: there is no scenario: name files, or a folder of them")
    cases = load_cases(paths, library)
    _each_once([case.name for case in cases])
    made = api.report(cases, slugs, every_reading=readings == "all", library=library)
    matrix = api.matrix(slugs, library=library)
    broken = {c.slug: c.failure for case in made.cases for c in case.comparison.failed}
    broken |= {column.slug: column.failure for column in matrix.columns if column.failure}
    if broken:
        said = "".join(f"\n  {slug} failed: {why}" for slug, why in broken.items())
        fail(f"cinpolicy: not published:{said}")
    authorities = [word for name in named for word in ("--authority", name)]
    read = ["--readings", readings]
    return Publication(
        report=made,
        matrix=matrix,
        commands=tuple(
            shlex.join(
                ["cinpolicy", "report", path.as_posix(), *authorities]
                + (read if readings != "all" else [])
                + ["--output", f"{case.name}{ending}"]
            )
            for path, case in zip(paths, cases, strict=True)
        ),
        command=shlex.join(
            ["cinpolicy", "publish", *asked] + (read if readings != "default" else [])
        ),
    )


def _each_once(names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        fail(f"cinpolicy: several cases have the name {', '.join(twice)}")
