"""What a new authority may be called, and what its package and module are called after it."""

import re
from collections.abc import Iterable
from importlib.util import find_spec

from cinpolicy.loading.procedures import SLUG

_SLUG = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")
_WANTED = "small letters and digits, a letter first, in parts joined by - or _"


def module_name(slug: str) -> str:
    """The Python package that holds an authority's files."""
    return f"cinpolicy_{slug.replace('-', '_')}"


def fault_of_slug(slug: str, taken: Iterable[str]) -> str:
    """Why an authority cannot be begun under this slug; empty where it can.

    Two slugs that differ only in ``-`` and ``_`` would have one package between them.
    """
    if not _SLUG.fullmatch(slug):
        like = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-0123456789")
        hint = f" (did you mean {like}?)" if _SLUG.fullmatch(like) else ""
        return f"expected a slug ({_WANTED}), found {slug!r}{hint}"
    if not re.fullmatch(SLUG, slug):
        return f"expected a slug that is a name, found {slug!r}, which YAML takes for a value"
    for other in sorted(taken):
        if module_name(other) == module_name(slug):
            same = "" if other == slug else f", whose package would be that of {slug}"
            return f"expected a slug that is not taken: {other} is installed{same}"
    if find_spec(module_name(slug)) is not None:
        there = f"there is a Python package {module_name(slug)} already"
        return f"expected a slug that is not taken: {there}"
    return ""


def fault_of_name(name: str) -> str:
    """Why an authority cannot have this name; empty where it can."""
    if name.strip() and name.isprintable():
        return ""
    return f"expected a name in one line, found {name!r}"


def title_of(slug: str) -> str:
    """What an authority is called where nobody has said."""
    return slug.replace("-", " ").replace("_", " ").title()
