"""The list of installed authorities."""

from tabulate import tabulate

from cinpolicy.library import Library
from cinpolicy.reporting import json_parts


def _lines(library: Library) -> list[dict[str, str]]:
    lines = []
    for slug, one in sorted(library.loaded.items()):
        procedure = one.procedure
        lines.append(
            {
                "authority": slug,
                "layer": procedure.layer,
                "name": procedure.name,
                "document": procedure.document.title,
                "version": ", ".join(library.version_names(slug)),
                "provisions": str(len(procedure.provisions)),
                "package": one.package,
            }
        )
    for slug, column in sorted(library.broken.items()):
        lines.append({"authority": slug, "layer": "failed", "name": column.failure})
    return lines


def as_text(library: Library) -> str:
    """A table, one authority a line."""
    return tabulate(_lines(library), headers="keys", disable_numparse=True) + "\n"


def as_json(library: Library) -> str:
    """The same as JSON."""
    return json_parts.dump(
        {
            "format": "cinpolicy-authorities",
            "version": json_parts.VERSION,
            "authorities": [
                {**line, "fingerprint": library.fingerprint(line["authority"]) or None}
                for line in _lines(library)
            ],
        }
    )
