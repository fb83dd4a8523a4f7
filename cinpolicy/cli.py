"""The command line. It joins the other rooms and computes nothing.

Exit status: 0 where the work was done, 1 where ``--fail-on-divergence`` found one, 2 where
the input cannot be used or an authority failed.
"""

from collections.abc import Callable
from errno import EPIPE
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from cinpolicy.cells import Comparison
    from cinpolicy.library import Library

BAD_INPUT = 2
DIVERGENT = 1
F = TypeVar("F", bound=Callable[..., Any])


class _BadInput(click.ClickException):
    exit_code = BAD_INPUT

    def show(self, file: Any = None) -> None:
        click.echo(self.format_message(), err=True, file=file)


def _fail(message: str) -> NoReturn:
    raise _BadInput(message)


class _Main(click.Group):
    """Turns every fault of the input into a message and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        from cinpolicy.calendar import OutsideCalendarError
        from cinpolicy.ledger import EndlessCaseError
        from cinpolicy.library import UnknownAuthorityError
        from cinpolicy.loading.faults import InputError
        from cinpolicy.stack import PluginError

        try:
            return super().invoke(ctx)
        except InputError as error:
            _fail(str(error))
        except UnknownAuthorityError as error:
            _fail(f"cinpolicy: {error}")
        except (PluginError, EndlessCaseError, OutsideCalendarError) as error:
            _fail(f"cinpolicy: the authority failed: {error}")


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cinpolicy")
def main() -> None:
    """Compare what councils' Child in Need procedures require in the same case."""


def _options(*options: Callable[[F], F]) -> Callable[[F], F]:
    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_topic = click.option(
    "--topic",
    "topics",
    multiple=True,
    metavar="TOPIC",
    help="Only this topic, such as review_interval (may be given several times).",
)
_output = click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help="Write to this file instead of the screen.",
)
_authority_help = "A slug, or a procedure file (may be given several times; default: all)."


def _format(*choices: str) -> Callable[[F], F]:
    return click.option(
        "--format",
        "form",
        type=click.Choice(choices),
        default="text",
        show_default=True,
        help="How to show it.",
    )


@main.command()
@click.argument("scenarios", nargs=-1, required=True, type=click.Path(path_type=Path))
@_options(
    click.option("--authority", "-a", "named", multiple=True, help=_authority_help),
    _topic,
    click.option("--only-divergent", is_flag=True, help="Only the rows that differ."),
    click.option(
        "--full", is_flag=True, help="Keep in the table what one text alone speaks of (text)."
    ),
    _format("text", "markdown", "csv", "json"),
    _output,
    click.option(
        "--fail-on-divergence", is_flag=True, help="Exit with status 1 if anything differs."
    ),
)
@click.pass_context
def compare(
    ctx: click.Context,
    scenarios: tuple[Path, ...],
    named: tuple[str, ...],
    topics: tuple[str, ...],
    only_divergent: bool,
    full: bool,
    form: str,
    output: Path | None,
    fail_on_divergence: bool,
) -> None:
    """Run cases through the authorities' procedures, side by side.

    SCENARIOS are case files such as scenarios/disabled_child.yaml.
    """
    from cinpolicy import api

    library, slugs = _library(named)
    chosen = _known_topics(topics, library)
    cases = _all_or_faults([_loading(path, library) for path in scenarios])
    made = [api.compare(case, slugs, topics=chosen, library=library) for case in cases]
    _emit(
        _rendered(made, form, output, only_divergent=only_divergent, full=full or bool(chosen)),
        output,
    )
    if any(one.failed for one in made):
        for column in dict.fromkeys(c for one in made for c in one.failed):
            click.echo(f"cinpolicy: {column.slug} failed: {column.failure}", err=True)
        ctx.exit(BAD_INPUT)
    if fail_on_divergence and any(one.divergent for one in made):
        ctx.exit(DIVERGENT)


def _rendered(
    made: "list[Comparison]", form: str, output: Path | None, *, only_divergent: bool, full: bool
) -> str:
    if form == "json":
        from cinpolicy.reporting import json_parts, shapes

        return json_parts.dump(shapes.comparisons(made, only_divergent=only_divergent))
    if form == "csv":
        from cinpolicy.reporting import csv_rows

        return csv_rows.render(made, only_divergent=only_divergent)
    if form == "markdown":
        from cinpolicy.reporting import markdown

        return "\n".join(markdown.render(m, only_divergent=only_divergent) for m in made)
    from cinpolicy.console import look
    from cinpolicy.reporting import text

    style = look(output)
    return "\n\n".join(
        text.render(m, style, only_divergent=only_divergent, full=full) for m in made
    )


@main.command()
@click.argument("scenario", type=click.Path(path_type=Path))
@_options(
    click.option("--authority", "-a", "named", required=True, help="A slug or a procedure file."),
    _topic,
    _format("text", "json"),
    _output,
)
def explain(
    scenario: Path, named: str, topics: tuple[str, ...], form: str, output: Path | None
) -> None:
    """Tell why each thing is due under one authority, as a chain from the first event."""
    from cinpolicy import api

    library, (slug,) = _library((named,))
    chosen = frozenset(_known_topics(topics, library))
    case = api.load_scenario(scenario, library)
    made = api.run(case, slug, library=library)
    if form == "json":
        from cinpolicy.reporting import json_parts, shapes

        _emit(json_parts.dump(shapes.timeline(made, case.name, slug)), output)
        return
    from cinpolicy.console import look
    from cinpolicy.reporting.explanation import Explainer

    words = library.stack(slug).vocabulary
    _emit(Explainer(case, made, slug, words, look(output)).render(chosen), output)


@main.command()
@click.argument("authority")
@_options(_topic, _format("text", "json"), _output)
def show(authority: str, topics: tuple[str, ...], form: str, output: Path | None) -> None:
    """Print what one authority's procedure says, provision by provision.

    AUTHORITY is a slug (see `cinpolicy authorities`) or a procedure file.
    """
    library, (slug,) = _library((authority,))
    chosen = frozenset(_known_topics(topics, library))
    procedure = library.procedure(slug)
    if form == "json":
        from cinpolicy.reporting import json_parts, procedure_shapes

        shape = procedure_shapes.procedure(procedure)
        if chosen:
            shape["provisions"] = [p for p in shape["provisions"] if p["topic"] in chosen]
        _emit(json_parts.dump(shape), output)
        return
    from cinpolicy.console import look
    from cinpolicy.reporting import provisions

    words = library.stack(slug).vocabulary
    _emit(provisions.render(procedure, words, look(output), chosen), output)


@main.command()
@_options(_format("text", "json"), _output)
@click.pass_context
def authorities(ctx: click.Context, form: str, output: Path | None) -> None:
    """List the installed authorities, with version and layer."""
    from cinpolicy.library import Library
    from cinpolicy.reporting import installed

    library = Library()
    _emit(installed.as_json(library) if form == "json" else installed.as_text(library), output)
    if library.broken:
        ctx.exit(BAD_INPUT)


def _library(named: tuple[str, ...]) -> "tuple[Library, tuple[str, ...]]":
    """The library and the slugs asked for; a name that ends in .yaml is a file."""
    from cinpolicy.library import Library

    files = [Path(name) for name in named if name.endswith((".yaml", ".yml"))]
    library = Library(files)
    slugs = tuple(library.file_slugs.get(Path(name), name) for name in named)
    for slug in slugs:
        library.check(slug)
    return library, tuple(dict.fromkeys(slugs))


def _known_topics(topics: tuple[str, ...], library: "Library") -> tuple[str, ...]:
    from cinpolicy.vocabulary import nearest

    known = library.words().topics
    for topic in topics:
        if topic not in known:
            close = nearest(topic, known)
            hint = f"did you mean {close}?" if close else f"there are {', '.join(known)}"
            _fail(f"cinpolicy: no topic {topic!r} ({hint})")
    return topics


def _loading(path: Path, library: "Library") -> Callable[[], Any]:
    from cinpolicy import api

    return lambda: api.load_scenario(path, library)


def _all_or_faults(loads: list[Callable[[], Any]]) -> list[Any]:
    """The result of every load, or the faults of all files together."""
    from cinpolicy.loading.faults import InputError

    loaded, faults = [], []
    for load in loads:
        try:
            loaded.append(load())
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return loaded


def _emit(text: str, output: Path | None) -> None:
    from cinpolicy.console import emit

    try:
        emit(text, output)
    except OSError as error:
        if error.errno == EPIPE:
            raise
        _fail(f"cinpolicy: cannot write {output or 'the output'}: {error.strerror or error}")
