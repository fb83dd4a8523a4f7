"""A published set on disk: written whole or not at all, and nothing touched that is not its own.

The index of a set lists its files, so that the next set knows which to take away.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

_LISTING = re.compile(r"^<!-- files of this set: (.*) -->$", re.MULTILINE)
_NAME = re.compile(r"(?:[\w@-][\w@.-]*/)?[\w@-][\w@.-]*\.(?:md|html)")


class NotOursError(Exception):
    """Files stand where pages would, and no index lists them; ``names`` are theirs."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@frozen(kw_only=True)
class Outcome:
    """What became of the files of a set."""

    written: tuple[str, ...]
    removed: tuple[str, ...]


def listing(names: Iterable[str]) -> str:
    """The line of an index that says which files are of its set."""
    return f"<!-- files of this set: {' '.join(sorted(names))} -->"


def files_of(folder: Path) -> frozenset[str]:
    """The files that the indexes in a folder list, as far as they could be pages of a set."""
    found: set[str] = set()
    for index in (folder / "index.md", folder / "index.html"):
        if not index.is_file():
            continue
        listed = _LISTING.findall(index.read_text("utf-8", errors="replace"))
        found.update(name for line in listed for name in line.split() if _NAME.fullmatch(name))
    return frozenset(found)


def write(folder: Path, pages: Mapping[str, bytes]) -> Outcome:
    """Put a set in the place of the one that is there.

    Where anything goes wrong everything is as it was. Raises ``NotOursError``, ``OSError``.
    """
    ours = files_of(folder)
    strange = tuple(n for n in pages if n not in ours and _there(folder / n))
    if strange:
        raise NotOursError(strange)
    changed = {n: page for n, page in pages.items() if _content(folder / n) != page}
    gone = tuple(sorted(n for n in ours - pages.keys() if (folder / n).is_file()))
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".cinpolicy-") as made:
        _Exchange(folder, Path(made)).run(changed, gone)
    for parent in {(folder / name).parent for name in gone} - {folder}:
        if not any(parent.iterdir()):
            parent.rmdir()
    return Outcome(written=tuple(changed), removed=gone)


def _there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


class _Exchange:
    """New files for old ones: all are written aside first, and the old ones kept until the end."""

    def __init__(self, folder: Path, aside: Path) -> None:
        self._folder, self._new, self._old = folder, aside / "new", aside / "old"
        self._placed: list[str] = []
        self._kept: list[str] = []

    def run(self, changed: Mapping[str, bytes], gone: Iterable[str]) -> None:
        for name, content in changed.items():
            _room_for(self._new / name).write_bytes(content)
        try:
            for name in (*gone, *changed):
                self._keep(name)
            for name in changed:
                (self._new / name).replace(_room_for(self._folder / name))
                self._placed.append(name)
        except BaseException:
            self._undo()
            raise

    def _keep(self, name: str) -> None:
        if _there(self._folder / name):
            (self._folder / name).replace(_room_for(self._old / name))
            self._kept.append(name)

    def _undo(self) -> None:
        for name in self._placed:
            (self._folder / name).unlink()
        for name in self._kept:
            (self._old / name).replace(self._folder / name)


def _room_for(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
