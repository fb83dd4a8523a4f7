"""What was written for a new authority, and what comes next."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath


def render(
    slug: str, folder: Path, files: Iterable[PurePosixPath], document: Path | None, size: int
) -> str:
    """The files, how many paragraphs are to be accounted for, and the next commands."""
    text = _quoted(document) if document else "TEXT"
    left = [f"{size} paragraphs of {document} are yet to be accounted for."] if document else []
    return "\n".join(
        [
            f"{slug} is begun, in the folder {folder}:",
            *(f"  {path}" for path in files),
            *left,
            "",
            "Next:",
            f'  python -m pip install -e "{folder}[test]"',
            f"  cinpolicy sources show {slug} --document {text}",
            f"  cinpolicy lint {slug}",
            "",
            f"{folder / 'README.md'} says how to go on, docs/new_authority.md shows it.",
            "",
        ]
    )


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
