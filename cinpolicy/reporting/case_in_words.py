"""A synthetic case in words: the child, what is known, what happens and when."""

import re
from collections.abc import Iterator, Mapping

from attrs import frozen

from cinpolicy import wording
from cinpolicy.case import Course, Happening, Scenario, VariationDecision
from cinpolicy.conditions import FactValue
from cinpolicy.vocabulary import Vocabulary

_ASIDE = re.compile(r"\s*(?:;|\().*")
"""What of a meaning explains the choices there are, and not what is chosen."""
AS_DUE = "All else that falls due is taken as done on its due date."


@frozen
class Passage:
    """Points, and the line that leads to them, if any."""

    lead: str
    points: tuple[str, ...]


@frozen(kw_only=True)
class CaseInWords:
    """A case as it is told.

    ``facts`` are what each fact means with how it is here; ``happens`` is what happens and what
    becomes of things; ``taken_as`` are the days assumed where a text gives none.
    """

    born: str
    until: str
    facts: tuple[tuple[str, str], ...]
    happens: Passage
    as_due: str
    taken_as: Passage

    @property
    def child(self) -> str:
        """Of whom the case tells, and for how long."""
        return f"A synthetic child, born on {self.born}. The case is followed to {self.until}."

    @property
    def facts_told(self) -> tuple[str, ...]:
        """The facts, a sentence each."""
        return tuple(f"{_sentence(meaning, value)}." for meaning, value in self.facts)

    @property
    def passages(self) -> Iterator[Passage]:
        """All of it in order, for forms that have paragraphs and lists."""
        yield Passage(self.child, self.facts_told)
        if self.happens.points:
            yield self.happens
        yield Passage(self.as_due, ())
        if self.taken_as.points:
            yield self.taken_as


def in_words(scenario: Scenario, words: Vocabulary) -> CaseInWords:
    """A scenario in words."""
    happens = [
        *(_event(one, words) for one in scenario.happenings),
        *(_course(one, words) for one in scenario.courses),
        *(_decision(one, words) for one in scenario.decisions),
    ]
    days = scenario.where_undated.items()
    assumed = (f"{words.label(name)}: {wording.day(day)}." for name, day in days)
    return CaseInWords(
        born=wording.plain_day(scenario.born),
        until=wording.plain_day(scenario.horizon),
        facts=tuple(_fact(name, value, words) for name, value in scenario.facts.items()),
        happens=Passage("What happens:", tuple(happens)),
        as_due=AS_DUE,
        taken_as=Passage(
            "Where a text gives no date, the case assumes one, so that what follows from it can "
            "still be dated:",
            tuple(assumed),
        ),
    )


def _fact(name: str, value: FactValue, words: Vocabulary) -> tuple[str, str]:
    """What a fact means, and how it is here."""
    known = words.facts.get(name)
    if known is None:
        return _plain(name), _value(value)
    meaning = _ASIDE.sub("", known.meaning) if known.choices else known.meaning
    return meaning.rstrip("."), _value(value)


def _sentence(meaning: str, value: str) -> str:
    return meaning if value == "yes" else f"{meaning}: {value}"


def _value(value: FactValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return wording.listed(map(_plain, sorted(value)), "and") or "none"
    return _plain(str(value))


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _event(one: Happening, words: Vocabulary) -> str:
    known = f" (known on {wording.day(one.known)})" if one.known else ""
    changes = _facts(one.facts, words)
    label = f"{words.label(one.event)}{known}"
    then = f" From then on: {changes}." if changes else ""
    return f"{wording.day(one.date)}: {label}.{then}"


def _facts(facts: Mapping[str, FactValue], words: Vocabulary) -> str:
    told = (_sentence(*_fact(name, value, words)) for name, value in facts.items())
    return "; ".join(map(wording.lower_first, told))


def _course(one: Course, words: Vocabulary) -> str:
    """What became of one occurrence of an activity."""
    label = words.label(one.activity)
    about = f"{label} of {wording.happening(one.of, words)}" if one.of else label
    then = wording.listed((wording.happening(event, words) for event in one.then), "and")
    became = f"{_became(one)}{f', followed by {then}' if then else ''}"
    facts = _facts(one.facts, words)
    here = f" There {facts}." if facts else ""
    return f"{about}, {wording.ordinal(one.number).lower()}: {became}.{here}"


def _became(one: Course) -> str:
    if one.never:
        return "not done"
    if one.held:
        return f"done on {wording.day(one.held)}"
    return f"done {one.late_by} late" if one.late_by else "done on its due date"


def _decision(one: VariationDecision, words: Vocabulary) -> str:
    by = wording.role_names((one.by,), words)
    what = wording.lower_first(words.label(one.activity))
    return f"{wording.day(one.date)}: the {by} decides on {one.to} for the {what}."
