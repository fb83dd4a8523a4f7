"""Reading a file's bytes, with a clear error where that cannot be done."""

from pathlib import Path

from cinpolicy.loading.faults import InputError, NoFile, whole_file
from cinpolicy.vocabulary import nearest

LARGEST_FILE = 4 * 1024 * 1024


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises ``InputError`` where it cannot be read or is too large."""
    try:
        if path.is_dir():
            raise whole_file(path, "a file", "a directory")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise _no_file(path) from error
    except (OSError, ValueError) as error:
        found = getattr(error, "strerror", None) or str(error)
        raise whole_file(path, "a file that can be read", found.lower()) from error
    if len(content) > LARGEST_FILE:
        raise whole_file(path, f"a file of at most {LARGEST_FILE} bytes", "a larger one")
    return content


def _no_file(path: Path) -> InputError:
    """That there is no such file, and which beside it has nearly its name."""
    beside = sorted(file.name for file in path.parent.glob("*") if file.is_file())
    near = nearest(path.name, beside)
    meant = str(path.parent / near) if near else ""
    expected, found = "a file that can be read", "no such file"
    return InputError([NoFile(str(path), 1, 1, "$", expected, found, near=meant)])


def scenarios_in(folder: Path) -> list[Path]:
    """The scenario files in a folder, in order."""
    return sorted(file for ending in ("*.yaml", "*.yml") for file in folder.glob(ending))
