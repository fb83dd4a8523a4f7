"""``cinpolicy sources``: the register of an authority's text, and copies of the text."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cinpolicy.cli.failing import FOUND, fail
from cinpolicy.cli.options import (
    F,
    emit,
    format_option,
    library_of,
    load_cases,
    options,
    output_option,
)

if TYPE_CHECKING:
    from cinpolicy.case import Scenario
    from cinpolicy.library import Library
    from cinpolicy.register import Register

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_authority = click.argument("authority")


def _document(*, required: bool) -> Callable[[F], F]:
    return click.option(
        "--document",
        "-d",
        type=click.Path(path_type=Path),
        required=required,
        help="A copy of the text, as plain text (a line a paragraph).",
    )


@click.group()
def sources() -> None:
    """Follow every rule back to its paragraph, and see what a changed text unsettles.

    AUTHORITY is a slug (see `cinpolicy authorities`) or a procedure file, beside which its
    register stands as sources.yaml. A paragraph is a line that is not blank.
    """


@sources.command(short_help="Tell whether a text is the one encoded, and what it unsettles.")
@_authority
@options(
    _document(required=True),
    click.option(
        "--scenarios", type=_FOLDER, help="Cases to run (default: scenarios, where there is one)."
    ),
    click.option(
        "--reports", type=_FOLDER, help="Published reports (default: reports, if there is one)."
    ),
    format_option("text", "json"),
    output_option,
)
@click.pass_context
def check(
    ctx: click.Context,
    authority: str,
    document: Path,
    scenarios: Path | None,
    reports: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """Tell whether a copy of the text is the one that was encoded, and what it unsettles.

    Exit status: 0 where every paragraph is found and accounted for, 1 where something is
    unsettled or not accounted for.
    """
    from cinpolicy.loading.reports import load_reports
    from cinpolicy.loading.texts import load_text
    from cinpolicy.source_check import check as checked

    library, (slug,) = library_of((authority,))
    register, text = _register(library, slug), load_text(document)
    if not register.fingerprints:
        fail(f"cinpolicy: {slug} has no fingerprints yet: run `cinpolicy sources record` first")
    published, unread = load_reports(folder) if (folder := _found(reports, "reports")) else ({}, ())
    made = checked(
        library, slug, register, text, _cases(_found(scenarios, "scenarios"), library), published
    )
    if form == "json":
        from cinpolicy.reporting import json_parts, sources_shapes

        emit(json_parts.dump(sources_shapes.check(made, unread)), output)
    else:
        from cinpolicy.console import look
        from cinpolicy.reporting import sources_check

        words = library.stack(slug).vocabulary
        emit(sources_check.render(made, words, look(output), unread), output)
    if not made.passed:
        ctx.exit(FOUND)


def _found(chosen: Path | None, usual: str) -> Path | None:
    """The folder asked for, or the usual one where it is there."""
    return chosen or (Path(usual) if Path(usual).is_dir() else None)


def _cases(folder: Path | None, library: "Library") -> "list[Scenario]":
    return load_cases(sorted(folder.glob("*.yaml")) if folder else (), library)


@sources.command(short_help="Print what became of every paragraph.")
@_authority
@options(
    _document(required=False),
    click.option(
        "--paragraph",
        "-p",
        "wanted",
        type=click.IntRange(min=1),
        multiple=True,
        help="Only this paragraph (may be given several times); its number in the copy, "
        "where there is one.",
    ),
    format_option("text", "json"),
    output_option,
)
def show(
    authority: str, document: Path | None, wanted: tuple[int, ...], form: str, output: Path | None
) -> None:
    """Print what became of every paragraph, beside the paragraph itself where there is a copy."""
    from cinpolicy.console import look
    from cinpolicy.reporting import json_parts, sources_shapes, sources_show

    library, (slug,) = library_of((authority,))
    register, chosen = _register(library, slug), frozenset(wanted)
    words = library.stack(slug).vocabulary
    if document is None:
        _check_there(chosen, register.last, "register")
        if form == "json":
            emit(json_parts.dump(sources_shapes.register(register, slug, chosen)), output)
        else:
            emit(sources_show.render_register(register, words, look(output), chosen), output)
        return
    from cinpolicy.loading.texts import load_text
    from cinpolicy.tracing import trace

    traced = trace(register, load_text(document))
    _check_there(chosen, len(traced.text), "copy")
    if form == "json":
        emit(json_parts.dump(sources_shapes.text(traced, slug, chosen)), output)
    else:
        emit(sources_show.render_text(traced, words, look(output), chosen), output)


def _check_there(wanted: frozenset[int], last: int, where: str) -> None:
    if beyond := sorted(number for number in wanted if number > last):
        fail(f"cinpolicy: there is no paragraph {beyond[0]}: the {where} has {last}")


@sources.command(short_help="Write the fingerprints of a text into its register.")
@_authority
@options(
    _document(required=True),
    click.option(
        "--renumbered",
        is_flag=True,
        help="The citations and lists name the paragraphs by their new numbers already.",
    ),
)
def record(authority: str, document: Path, renumbered: bool) -> None:
    """Write the fingerprints of a text into its register, all else in it kept as it is.

    Nothing is written where a paragraph is not accounted for, or where paragraphs have
    moved since the last time and it is not said that their numbers were followed.
    """
    from cinpolicy.loading.recorded import record as recorded
    from cinpolicy.loading.texts import load_text

    library, (slug,) = library_of((authority,))
    path, text = _register_path(library, slug), load_text(document)
    made = recorded(path, library.procedure(slug), library.loaded[slug].declared, text)
    if made.moved and not renumbered:
        fail(_moved(made.moved))
    emit(made.content, path)
    click.echo(f"{path}: {len(text)} fingerprints recorded.")


def _register(library: "Library", slug: str) -> "Register":
    """An authority's register; ends with a message where it has none."""
    from cinpolicy.registers import NoRegisterError, register_of

    try:
        return register_of(library, slug)
    except NoRegisterError as error:
        fail(f"cinpolicy: {error}")


def _register_path(library: "Library", slug: str) -> Path:
    from cinpolicy.registers import NoRegisterError, register_path

    try:
        return register_path(library, slug)
    except NoRegisterError as error:
        fail(f"cinpolicy: {error}")


def _moved(moved: "tuple[tuple[int, int], ...]") -> str:
    from cinpolicy.reporting.sources_check import moves

    said = "".join(f"\n  {line}" for line in moves(moved))
    return (
        f"cinpolicy: not recorded, since paragraphs have moved:{said}\n"
        "Where citations and lists name the new numbers already, say so with --renumbered."
    )
