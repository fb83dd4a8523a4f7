"""How much of a thing is written in a place: the whole of it, or some of its parts."""

from enum import StrEnum

import attrs

from cinpolicy.loading import written as w


class Form(StrEnum):
    """How much is written; the value begins the names of definitions that depend on it."""

    WHOLE = ""
    DRAFTED = "drafted_"
    """What a draft puts in: what is new stands in no paragraph yet."""
    PART = "part_of_"
    """What a draft says of a part: any of the keys, and of what stands in them as well."""

    @property
    def in_lists(self) -> "Form":
        """The form of what stands in a list, which is written as a whole."""
        return Form.DRAFTED if self is Form.PART else self


def required(form: Form, kind: type[w.Written]) -> list[str]:
    """The keys of a class that must be there."""
    if form is Form.PART:
        return []
    keys = [key_of(a.name) for a in attrs.fields(kind) if a.init and a.default is attrs.NOTHING]
    may_be_new = form is Form.DRAFTED and kind is w.WrittenProvision
    return [key for key in keys if not (may_be_new and key == "cite")]


def key_of(attribute: str) -> str:
    """The key that an attribute of a class stands for."""
    return attribute.rstrip("_")


def name_of(kind: type) -> str:
    """The name of a definition: ``provision`` for ``WrittenProvision``."""
    plain = kind.__name__.removeprefix("Written")
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in plain).lstrip("_")


def title_of(kind: type) -> str:
    """What a class is called to whoever writes a file."""
    return name_of(kind).replace("_", " ")
