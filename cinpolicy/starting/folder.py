"""Writing a package into a folder: the whole of it, or nothing."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory


def fault_of_folder(folder: Path) -> str:
    """Why nothing can be written into a folder; empty where it is not there or is empty."""
    try:
        found = "a file" if folder.is_file() else ""
        if folder.is_dir() and any(folder.iterdir()):
            found = "one that is not empty"
    except OSError as error:
        found = str(error.strerror or error).lower()
    return f"expected a folder that is new or empty, found {found}" if found else ""


def write_folder(folder: Path, files: Mapping[PurePosixPath, str]) -> None:
    """Write every file, by way of a temporary folder. Raises ``OSError``."""
    folder = folder.resolve()
    there = folder.is_dir()
    if not there:
        folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder if there else folder.parent, prefix=".cinpolicy-") as place:
        made = Path(place) / "made"
        for path, content in files.items():
            target = made / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, "utf-8", newline="\n")
        if not there:
            made.rename(folder)
            return
        for one in sorted(made.iterdir()):
            one.rename(folder / one.name)
