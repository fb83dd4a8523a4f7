"""Options that several commands have, and what they stand for."""

from collections.abc import Callable, Iterable
from datetime import datetime
from errno import EPIPE
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cinpolicy.cli.failing import fail

if TYPE_CHECKING:
    from cinpolicy.case import Scenario
    from cinpolicy.library import Library
    from cinpolicy.quoting import Quotes

F = TypeVar("F", bound=Callable[..., Any])
AUTHORITIES_HELP = (
    "A slug, a version such as kent@2024-09, or a file (may be given several times; default: all)."
)
AUTHORITY_HELP = "A slug, a version such as kent@2024-09, or a file."


def options(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    """Several options as one decorator, in the order in which help lists them."""

    def decorate(command: F) -> F:
        for option in reversed(decorators):
            command = option(command)
        return command

    return decorate


class DraftFile(click.Path):
    """The path of a draft: the name of an authority is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; ends with a message where it is not that of a file that could be a draft."""
        from cinpolicy.library import is_file

        if not is_file(value):
            self.fail(f"a draft is a file whose name ends in .yaml (found {value})", param, ctx)
        return super().convert(value, param, ctx)


topic_option = click.option(
    "--topic",
    "topics",
    multiple=True,
    metavar="TOPIC",
    help="Only this topic, such as review_interval (may be given several times).",
)
only_divergent_option = click.option(
    "--only-divergent", is_flag=True, help="Only the rows that differ."
)
draft_option = click.option(
    "--draft",
    "drafts",
    multiple=True,
    type=DraftFile(path_type=Path),
    help="A draft change to set beside them (may be given several times).",
)
as_at_option = click.option(
    "--as-at",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Judge by the versions in force on this day, such as 2025-01-31, all the time.",
)
scenario_option = click.option(
    "--scenario",
    "scenarios",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A case, or a folder of them (may be given several times; default: the folder "
    "scenarios, where there is one).",
)
output_option = click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help="Write to this file instead of the screen.",
)


def format_option(*choices: str) -> Callable[[F], F]:
    """How a result is shown; text, unless something else is asked for."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(choices),
        default="text",
        show_default=True,
        help="How to show it.",
    )


def readings_option(default: str) -> Callable[[F], F]:
    """Under which readings of ambiguous texts."""
    return click.option(
        "--readings",
        type=click.Choice(["default", "all"]),
        default=default,
        show_default=True,
        help="Under which readings of ambiguous texts.",
    )


quote_option = click.option(
    "--quote-from",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder of texts, SLUG.txt each: show the cited paragraphs themselves.",
)


def quotes_of(folder: Path | None, library: "Library", form: str) -> "Quotes | None":
    """The texts to quote from, if any; ends with a message where a format cannot hold them."""
    if folder is None:
        return None
    if form not in ("text", "markdown"):
        fail(f"cinpolicy: --quote-from does not go with --format {form}")
    from cinpolicy.registers import quotes_from

    return quotes_from(library, folder)


def library_of(
    named: tuple[str, ...], drafts: tuple[Path, ...] = (), as_at: datetime | None = None
) -> "tuple[Library, tuple[str, ...]]":
    """The library and the slugs asked for; with drafts alone, all authorities and the drafts."""
    from cinpolicy.library import Library

    library = Library(as_at=as_at.date() if as_at else None)
    slugs = [library.add(name) for name in named or (library.authorities if drafts else ())]
    slugs += [library.add(draft) for draft in drafts]
    return library, tuple(dict.fromkeys(slugs))


def scenario_files(named: tuple[Path, ...]) -> list[Path]:
    """The scenario files that are meant; ends with a message where a folder holds none."""
    from cinpolicy.loading.files import scenarios_in

    default = Path("scenarios")
    found: list[Path] = []
    for path in named or ((default,) if default.is_dir() else ()):
        if not path.is_dir():
            found.append(path)
            continue
        inside = scenarios_in(path)
        if not inside and named:
            fail(f"cinpolicy: there is no scenario (a file that ends in .yaml) in {path}")
        found += inside
    return list(dict.fromkeys(found))


def load_cases(paths: Iterable[Path], library: "Library") -> "list[Scenario]":
    """Every scenario; the faults of all files come together. Raises ``InputError``."""
    from cinpolicy import api
    from cinpolicy.loading.faults import InputError

    named = list(paths)
    no_authorities(named, library)
    loaded, faults = [], []
    for path in named:
        try:
            loaded.append(api.load_scenario(path, library))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return loaded


def no_authorities(paths: Iterable[Path], library: "Library") -> None:
    """End with a message where the name of an authority stands in the place of a scenario."""
    for path in paths:
        if str(path) in library.loaded and not path.exists():
            fail(f"cinpolicy: {path} is no scenario: name an authority as --authority {path}")


def known_topics(topics: tuple[str, ...], library: "Library") -> tuple[str, ...]:
    """The topics asked for; ends with a message where there is no such topic."""
    from cinpolicy.library import UnknownTopicError

    try:
        library.check_topics(topics)
    except UnknownTopicError as error:
        fail(f"cinpolicy: {error}")
    return topics


def emit(text: str, output: Path | None) -> None:
    """Print a text or write it to a file; ends with a message where neither can be done."""
    from cinpolicy import console

    try:
        console.emit(text, output)
    except OSError as error:
        if error.errno == EPIPE:
            raise
        fail(f"cinpolicy: cannot write {output or 'the output'}: {error.strerror or error}")
