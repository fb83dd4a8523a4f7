"""Reading a file's bytes, with a clear error where that cannot be done."""

from pathlib import Path

from cinpolicy.loading.faults import whole_file

LARGEST_FILE = 4 * 1024 * 1024


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises ``InputError`` where it cannot be read or is too large."""
    try:
        if path.is_dir():
            raise whole_file(path, "a file", "a directory")
        if path.stat().st_size > LARGEST_FILE:
            raise whole_file(path, f"a file of at most {LARGEST_FILE} bytes", "a larger one")
        return path.read_bytes()
    except OSError as error:
        found = error.strerror or type(error).__name__
        raise whole_file(path, "a file that can be read", found.lower()) from error
