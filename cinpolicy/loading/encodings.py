"""Fingerprints of encodings: by which bytes a procedure or a case was read.

They name the version of the data that a result rests on. The way a line ends does not count,
nor does a mark of the byte order, so that they are the same on every machine.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from cinpolicy.loading.files import read_bytes

if TYPE_CHECKING:
    from cinpolicy.loading.procedure_files import ProcedureFile
    from cinpolicy.plugin import Authority

_BYTE_ORDER = b"\xef\xbb\xbf"
_DIGITS = 12
_OURS = "cinpolicy"


def fingerprint(contents: Iterable[bytes]) -> str:
    """The first digits of the SHA-256 of some files, with a zero byte between any two."""
    from hashlib import sha256

    plain = (one.removeprefix(_BYTE_ORDER).replace(b"\r\n", b"\n") for one in contents)
    return sha256(b"\0".join(plain)).hexdigest()[:_DIGITS]


def of_authority(
    authority: "Authority", file: "ProcedureFile | None" = None, *, alone: bool = False
) -> str:
    """The fingerprint of all files that an authority is made of; empty where there are none.

    ``file`` is what it was read from, where it was named as a file or a version: a draft counts
    after what it changes. Unless it stands ``alone`` the other versions of its procedure come
    next, and last the modules of its class, where the authority has one of its own.
    """
    path: Path | None = getattr(authority, "path", None)
    versions: tuple[Path, ...] = () if alone else getattr(authority, "version_paths", ())
    found = list(_with_base(file)) if file else [read_bytes(path)] if path else []
    found += [read_bytes(one) for one in (*versions, *_modules(authority))]
    return fingerprint(found) if found else ""


def _with_base(file: "ProcedureFile") -> Iterator[bytes]:
    if file.base is not None:
        yield from _with_base(file.base)
    yield file.content


def _modules(authority: "Authority") -> Iterator[Path]:
    """The files of the authority's own class and of those of its package that it extends."""
    if isinstance(authority, ModuleType):
        names = [authority.__name__]
    else:
        names = [one.__module__ for one in type(authority).__mro__]
    home = names[0].partition(".")[0]
    for name in dict.fromkeys(names):
        source = getattr(sys.modules.get(name), "__file__", None)
        if home != _OURS and name.partition(".")[0] == home and source:
            yield Path(source)
