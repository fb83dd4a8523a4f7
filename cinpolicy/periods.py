"""Lengths of time as procedures write them: an amount and a unit.

Units of different kinds are never ordered against one another as numbers: whether
12 weeks is longer than 3 months depends on where the clock starts, so two periods
are compared only through the dates they lead to.
"""

import re
from enum import StrEnum

from attrs import field, frozen
from attrs.validators import ge

from cinpolicy.values import Value


class Unit(StrEnum):
    """The kinds of unit a text can count in."""

    HOUR = "hour"
    DAY = "day"
    """A day whose kind the text leaves open: calendar or working."""
    CALENDAR_DAY = "calendar day"
    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_WRITTEN = re.compile(r"\s*(\d{1,4})\s+([a-z]+(?: [a-z]+)?)\s*", re.ASCII | re.IGNORECASE)
UNIT_WORDS = {word: unit for unit in Unit for word in (unit.value, unit.value + "s")}


@frozen(order=False, slots=False, repr=False)
class Period(Value):
    """An amount (a whole number, zero or more) of one unit.

    Periods have no order: ``Period(12, WEEK) < Period(3, MONTH)`` is a ``TypeError``.
    """

    amount: int = field(validator=ge(0))
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a period such as ``10 working days`` or ``3 months``.

        Raises ``ValueError`` with a sentence saying what was expected.
        """
        match = _WRITTEN.fullmatch(text)
        if match is None:
            raise ValueError("a number and a unit, such as 10 working days or 3 months")
        unit = UNIT_WORDS.get(match[2].lower())
        if unit is None:
            raise ValueError(f"a unit among {', '.join(sorted(u + 's' for u in Unit))}")
        return cls(int(match[1]), unit)

    def __str__(self) -> str:
        return f"{self.amount} {self.unit.value}{'' if self.amount == 1 else 's'}"
