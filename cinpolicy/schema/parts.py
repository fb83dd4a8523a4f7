"""The parts of which schemas are made: what a single value may be, and choices."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from cinpolicy.loading.words import NAME
from cinpolicy.periods import Unit
from cinpolicy.schema.sentences import sentences

Schema = dict[str, Any]

_NO_TRUTH = ["string", "number", "object", "array", "null"]
SINGLE_VALUE: Schema = {"anyOf": [{"type": ["string", "number"]}, {"not": {"type": _NO_TRUTH}}]}
"""A text as the loader takes it: any single value.

What has no quotes and looks like a number or a truth value is that to an editor. That a
truth value will do is said in a way that does not make an editor offer one as a title.
"""
TEXT: Schema = {"$ref": "#/definitions/text"}
TRUTH: Schema = {"type": "boolean"}
MOST = 999_999_999
NUMBER: Schema = {"type": "integer", "minimum": -MOST, "maximum": MOST}
"""What is read has at most 9 digits."""


def from_(least: int) -> Schema:
    """A whole number that is not below another."""
    return {**NUMBER, "minimum": least}


def pattern(expression: str, expected: str, *examples: str) -> Schema:
    """A text of a form; ``expected`` is what an editor says where it is not of it."""
    made: Schema = {
        "type": "string",
        "pattern": f"^(?:{expression})$",
        "patternErrorMessage": f"Expected {expected}.",
    }
    return {**made, "examples": list(examples)} if examples else made


_DAYS = (
    r"(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])",
    r"(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)",
    r"02-(?:0[1-9]|[12][0-9])",
)
DATE = pattern(rf"(?!0000)[0-9]{{4}}-(?:{'|'.join(_DAYS)})", "a date such as 2025-01-31")


def _in_any_case(word: str) -> str:
    return "".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in word)


_UNITS = "|".join(f"{_in_any_case(unit)}[sS]?" for unit in Unit)
_BLANK = r"[ \t\r\n]"
PERIOD = pattern(
    rf"{_BLANK}*[0-9]{{1,4}}{_BLANK}+(?:{_UNITS}){_BLANK}*",
    f"a number and a unit, which are {', '.join(f'{unit}s' for unit in Unit)}",
    "10 working days",
    "3 months",
)
FINGERPRINT = pattern("[0-9a-f]{12} [0-9a-f]{16}", "12 and 16 hexadecimal digits, a blank between")
A_NAME = pattern(NAME, "a name of small letters, digits and underscores")


def choice(meanings: Mapping[str, str]) -> Schema:
    """One of some texts, each with what it means where that is said."""
    made: Schema = {"enum": list(meanings)}
    return {**made, "enumDescriptions": list(meanings.values())} if any(meanings.values()) else made


def member(kind: type[StrEnum]) -> Schema:
    """A member of an enumeration."""
    said = sentences(kind)
    return choice({one.value: said.get(one.name, "") for one in kind})


def one_or_more(value: Schema) -> Schema:
    """A value, or a list of at least one."""
    return {"anyOf": [value, {"type": "array", "minItems": 1, "items": value}]}


def at_least_one(names: Iterable[str], expected: str) -> Schema:
    """That one of some keys must be there; ``expected`` is what an editor says where none is."""
    message = f"Expected {expected}."
    return {"anyOf": [{"required": [name], "errorMessage": message} for name in names]}


def keys(
    properties: Mapping[str, Schema | bool], others: Schema | bool = False, **more: Any
) -> Schema:
    """A mapping with these keys, and others where there may be."""
    made = {"type": "object", "properties": dict(properties), "additionalProperties": others}
    return {**made, **more}
