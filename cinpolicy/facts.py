"""The facts of a case as they stand at one point, worked-out ones included."""

from collections.abc import Mapping
from datetime import date

from cinpolicy.calendar import whole_months
from cinpolicy.case import Scenario
from cinpolicy.conditions import Facts, FactValue
from cinpolicy.vocabulary import Fact, FactKind, Vocabulary


class FactSheet:
    """What is known so far: facts set, activities done, and days things first happened."""

    def __init__(self, scenario: Scenario, words: Vocabulary) -> None:
        self._set = {name: fact.default for name, fact in words.facts.items() if not fact.derived}
        self._set |= {name: v for name, v in scenario.facts.items() if name in words.facts}
        self._derived = tuple(fact for fact in words.facts.values() if fact.derived)
        self._counted = {fact.of for fact in self._derived if fact.kind is FactKind.COUNT}
        self._views: dict[object, Facts] = {}
        self.reached: dict[str, int] = {}
        self.first: dict[str, date] = {"birth": scenario.born}
        self.days: dict[str, list[date]] = {"birth": [scenario.born]}

    def change(self, facts: Mapping[str, FactValue]) -> None:
        """Take note of facts that change from now on; those no word is known for are not."""
        self._set |= {name: value for name, value in facts.items() if name in self._set}
        self._views.clear()

    def happen(self, event: str, day: date, number: int) -> None:
        """Take note of an occurrence."""
        self.first.setdefault(event, day)
        self.days.setdefault(event, []).append(day)
        self.pass_over(event, number)

    def pass_over(self, activity: str, number: int) -> None:
        """Take note that an occurrence's turn has come, whether or not it was done."""
        self.reached[activity] = max(number, self.reached.get(activity, 0))
        self._views.clear()

    def at(
        self,
        day: date,
        about: str = "",
        number: int = 0,
        extra: Mapping[str, FactValue] | None = None,
    ) -> Facts:
        """The facts on a day, for the ``number``-th occurrence of an activity.

        ``extra`` holds facts of that occurrence alone.
        """
        if about not in self._counted:
            about, number = "", 0
        if extra:
            return {**self._view(day, about, number), **extra}
        key = (day, about, number)
        if key not in self._views:
            self._views[key] = self._view(day, about, number)
        return self._views[key]

    def _view(self, day: date, about: str, number: int) -> dict[str, FactValue]:
        view = dict(self._set)
        for fact in self._derived:
            view[fact.name] = self._work_out(fact, day, about, number)
        return view

    def _work_out(self, fact: Fact, day: date, about: str, number: int) -> int:
        if fact.kind is FactKind.COUNT:
            return number if fact.of == about else self.reached.get(fact.of, 0)
        start = self.first.get(fact.of)
        months = whole_months(start, day) if start else 0
        return months if fact.kind is FactKind.MONTHS_SINCE else months // 12
