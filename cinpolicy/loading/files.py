"""Reading a file's bytes, with a clear error where that cannot be done."""

from pathlib import Path

from cinpolicy.loading.faults import whole_file

LARGEST_FILE = 4 * 1024 * 1024


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises ``InputError`` where it cannot be read or is too large."""
    try:
        if path.is_dir():
            raise whole_file(path, "a file", "a directory")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        found = getattr(error, "strerror", None) or str(error)
        raise whole_file(path, "a file that can be read", found.lower()) from error
    if len(content) > LARGEST_FILE:
        raise whole_file(path, f"a file of at most {LARGEST_FILE} bytes", "a larger one")
    return content


def scenarios_in(folder: Path) -> list[Path]:
    """The scenario files in a folder, in order."""
    return sorted(file for ending in ("*.yaml", "*.yml") for file in folder.glob(ending))
