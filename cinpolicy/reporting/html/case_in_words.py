"""A case in words: the child, what is known, what happens and when."""

from collections.abc import Mapping

from attrs import frozen

from cinpolicy import wording
from cinpolicy.case import Course, Happening, Scenario, VariationDecision
from cinpolicy.conditions import FactValue
from cinpolicy.vocabulary import Vocabulary


@frozen(kw_only=True)
class CaseInWords:
    """What stands at the head of a case.

    ``facts`` are what each fact means with how it is here, ``events`` days with what
    happens on them.
    """

    born: str
    until: str
    facts: tuple[tuple[str, str], ...]
    events: tuple[tuple[str, str], ...]
    courses: tuple[str, ...]
    decisions: tuple[str, ...]
    taken_as: tuple[str, ...]


def in_words(scenario: Scenario, words: Vocabulary) -> CaseInWords:
    """A scenario in words."""
    return CaseInWords(
        born=wording.plain_day(scenario.born),
        until=wording.plain_day(scenario.horizon),
        facts=tuple(_fact(name, value, words) for name, value in scenario.facts.items()),
        events=tuple(_event(one, words) for one in scenario.happenings),
        courses=tuple(_course(one, words) for one in scenario.courses),
        decisions=tuple(_decision(one, words) for one in scenario.decisions),
        taken_as=tuple(
            f"{words.label(name)}: {wording.day(day)}"
            for name, day in scenario.where_undated.items()
        ),
    )


def _fact(name: str, value: FactValue, words: Vocabulary) -> tuple[str, str]:
    known = words.facts.get(name)
    return (known.meaning if known else _plain(name)), _value(value)


def _value(value: FactValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return wording.listed(map(_plain, sorted(value)), "and") or "none"
    return _plain(str(value))


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _event(one: Happening, words: Vocabulary) -> tuple[str, str]:
    known = f" (known on {wording.day(one.known)})" if one.known else ""
    changes = _facts(one.facts)
    label = words.label(one.event)
    return wording.day(one.date), f"{label}{known}{'; from then on ' if changes else ''}{changes}"


def _facts(facts: Mapping[str, FactValue]) -> str:
    return ", ".join(f"{_plain(name)}: {_value(value)}" for name, value in facts.items())


def _course(one: Course, words: Vocabulary) -> str:
    """What became of one occurrence of an activity."""
    label = words.label(one.activity)
    about = f"{label}, of {wording.happening(one.of, words)}" if one.of else label
    became = _became(one)
    changes = _facts(one.facts)
    then = wording.listed((wording.happening(event, words) for event in one.then), "and")
    parts = [became, changes, f"followed by {then}" if then else ""]
    return f"{about}, {wording.ordinal(one.number).lower()}: {'; '.join(filter(None, parts))}"


def _became(one: Course) -> str:
    if one.never:
        return "not done"
    if one.held:
        return f"done on {wording.day(one.held)}"
    return f"done {one.late_by} late" if one.late_by else "done on its due date"


def _decision(one: VariationDecision, words: Vocabulary) -> str:
    by = wording.role_names((one.by,), words)
    what = wording.lower_first(words.label(one.activity))
    return f"{wording.day(one.date)}: the {by} decides on {one.to} for the {what}"
