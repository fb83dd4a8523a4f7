"""What all JSON output shares. Its shapes are documented in ``docs/json.md``.

``VERSION`` goes up when a key is removed or changes its meaning; new keys may come at
any time.
"""

import json
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from cinpolicy.conditions import FactValue
from cinpolicy.periods import Period
from cinpolicy.provisions import Citation, Question

VERSION = 1
TOOL = "cinpolicy"
Shape = dict[str, Any]


def dump(shape: Shape) -> str:
    """JSON text with a newline at the end; no character is escaped that need not be.

    The version of cinpolicy stands after that of the shape.
    """
    head = {"format": shape["format"], "version": shape["version"], "cinpolicy": version(TOOL)}
    return json.dumps({**head, **shape}, ensure_ascii=False, indent=1) + "\n"


def period(period: Period | None) -> Shape | None:
    """A period as amount and unit."""
    return {"amount": period.amount, "unit": period.unit.value} if period else None


def question(asked: Question) -> Shape:
    """What is asked of a procedure: a topic, and within it what is meant."""
    return {"topic": asked.topic, "subject": asked.subject, "of": asked.of or None}


def citation(cite: Citation) -> Shape:
    """Section and paragraphs."""
    return {
        "section": cite.section,
        "paragraphs": list(cite.paragraphs),
    }


def fact_values(facts: Mapping[str, FactValue]) -> Shape:
    """Facts by name; the value of a set is a list."""
    return {name: fact_value(value) for name, value in sorted(facts.items())}


def fact_value(value: FactValue) -> object:
    """The value of a fact; that of a set is a list."""
    return sorted(value) if isinstance(value, frozenset) else value
