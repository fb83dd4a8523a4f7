"""The source registers of a library's authorities, and the paragraphs to quote from."""

from pathlib import Path

from cinpolicy.library import Library
from cinpolicy.loading import load_procedure, load_register
from cinpolicy.loading.texts import load_text
from cinpolicy.procedure import Procedure
from cinpolicy.quoting import Quotes
from cinpolicy.register import Register
from cinpolicy.tracing import Tracing, trace


class NoRegisterError(LookupError):
    """An authority has no source register."""


def register_path(library: Library, slug: str) -> Path:
    """Where an authority's source register stands, or would. Raises ``NoRegisterError``."""
    library.procedure(slug)
    path: Path | None = getattr(library.loaded[slug].authority, "register_path", None)
    if path is None:
        raise NoRegisterError(f"{slug} has no procedure file, and so no source register")
    return path


def register_of(library: Library, slug: str) -> Register:
    """An authority's source register. Raises ``NoRegisterError`` or ``InputError``."""
    path = register_path(library, slug)
    if not path.is_file():
        raise NoRegisterError(
            f"{slug} has no source register: there is no {path.name} beside its procedure "
            "(docs/sources.md says how to make one)"
        )
    return load_register(path, _registered(library, slug), library.loaded[slug].declared)


def _registered(library: Library, slug: str) -> Procedure:
    """The text that is in the register: for a draft the one it changes."""
    procedure, one = library.procedure(slug), library.loaded[slug].authority
    path: Path | None = getattr(one, "path", None)
    return load_procedure(path) if procedure.drafts and path else procedure


def quotes_from(library: Library, folder: Path) -> Quotes:
    """The paragraphs of every authority of which the folder holds a text, ``<slug>.txt``.

    Raises ``InputError``, once it is asked for one, where a text or its register has faults.
    """
    return Quotes(lambda slug: _traced(library, folder, slug), str(folder))


def _traced(library: Library, folder: Path, slug: str) -> Tracing | None:
    path = folder / f"{library.loaded[slug].declared}.txt"
    if not path.is_file():
        return None
    try:
        register = register_of(library, slug)
    except NoRegisterError:
        register = Register(procedure=library.procedure(slug))
    return trace(register, load_text(path))
