"""Compiled forms of files, so that an unchanged file is not read anew each time.

A form is kept in the user's cache folder under a name made from the very bytes it was
compiled from, everything else it depends on, and the version of this package's own code,
so that an edited file is always read again. A form that cannot be read is made anew, and
a folder that cannot be written to is done without. Set ``CINPOLICY_CACHE`` to another
folder, or to nothing to keep none.
"""

import os
import pickle
import sys
from collections.abc import Callable
from functools import cache
from importlib.util import source_hash
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


def _mark(content: bytes) -> bytes:
    """A mark of some bytes: the hash by which Python tells compiled source files apart.

    Nobody is to be kept out by it, and it comes without importing a library of hashes.
    """
    return source_hash(content)


_MARK_SIZE = len(_mark(b""))


@cache
def folder() -> Path | None:
    """Where compiled forms are kept, or None where none are."""
    chosen = os.environ.get("CINPOLICY_CACHE")
    if chosen is not None:
        return Path(chosen) if chosen else None
    from platformdirs import user_cache_path

    return user_cache_path("cinpolicy", appauthor=False)


@cache
def _code_version() -> str:
    """A mark of this package's code: a form made by other code is not used."""
    package = Path(__file__).parent.parent
    marks = sorted(
        f"{p.name}:{p.stat().st_mtime_ns}:{p.stat().st_size}"
        for where in (package, package / "loading")
        for p in where.iterdir()
        if p.suffix in (".py", ".yaml")
    )
    return _mark("\n".join((sys.version, *marks)).encode()).hex()


def compiled(kind: str, content: bytes, make: Callable[[], T], *, depends_on: str = "") -> T:
    """The compiled form of ``content``, made now where none is kept.

    ``depends_on`` names what else the form was made from. Errors in making pass through,
    and nothing is kept then.
    """
    where = folder()
    if where is None:
        return make()
    mark = _mark("\0".join((_code_version(), kind, depends_on, "")).encode() + content)
    kept = where / f"{kind}-{mark.hex()}-{len(content)}.bin"
    try:
        form: T = _read(kept.read_bytes())
    except Exception:  # noqa: BLE001 - missing, cut short or changed: all mend themselves
        form = make()
        _keep(kept, form)
    return form


def _read(stored: bytes) -> Any:
    """A stored form, after making sure that no byte of it has changed."""
    mark, form = stored[:_MARK_SIZE], stored[_MARK_SIZE:]
    if _mark(form) != mark:
        raise ValueError("the stored form has changed")
    return pickle.loads(form)  # noqa: S301 - it lies in the user's own cache folder


def _keep(kept: Path, form: object) -> None:
    """Store a form by way of a temporary file; where that cannot be done, do without."""
    from tempfile import NamedTemporaryFile

    stored = pickle.dumps(form, protocol=pickle.HIGHEST_PROTOCOL)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=kept.parent, delete=False) as file:
            file.write(_mark(stored) + stored)
    except OSError:
        return
    try:
        Path(file.name).replace(kept)
    except OSError:
        Path(file.name).unlink(missing_ok=True)
