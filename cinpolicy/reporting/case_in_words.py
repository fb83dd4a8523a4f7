"""A synthetic case in sentences: the child, what is known, what happens and when."""

from collections.abc import Iterator

from cinpolicy import wording
from cinpolicy.case import Course, Scenario
from cinpolicy.conditions import FactValue
from cinpolicy.vocabulary import Vocabulary


def told(scenario: Scenario, words: Vocabulary) -> Iterator[str]:
    """The whole case, a sentence for each thing that is known or happens."""
    yield f"The child was born on {wording.plain_day(scenario.born)}."
    for name, value in scenario.facts.items():
        yield f"{_name(name)}: {_value(value)}."
    for one in scenario.happenings:
        known = f", known on {wording.plain_day(one.known)}" if one.known else ""
        changed = "".join(f"; {_name(n)}: {_value(v)}" for n, v in one.facts.items())
        yield f"{wording.day(one.date)}: {words.label(one.event)}{known}{changed}."
    for course in scenario.courses:
        yield f"{_of_course(course, words)}."
    for decision in scenario.decisions:
        by = wording.role_names((decision.by,), words)
        what = wording.lower_first(words.label(decision.activity))
        yield f"{wording.day(decision.date)}: the {by} decides on {decision.to} for {what}."
    for activity, day in scenario.where_undated.items():
        label = words.label(activity)
        yield f"{label}: taken to be on {wording.day(day)} where a text gives no date."
    yield f"The case is followed to {wording.plain_day(scenario.horizon)}."


def _of_course(course: Course, words: Vocabulary) -> str:
    """What became of one occurrence, where that is not simply that it was done in time."""
    label = words.label(course.activity)
    of = f" of {wording.lower_first(words.label(course.of))}" if course.of else ""
    said = [f"with {_name(n)}: {_value(v)}" for n, v in course.facts.items()]
    if course.never:
        said.insert(0, "not done")
    elif course.held:
        said.insert(0, f"done on {wording.day(course.held)}")
    elif course.late_by:
        said.insert(0, f"done {course.late_by} late")
    said += [f"followed by {wording.happening(event, words)}" for event in course.then]
    return f"{label}{of}, number {course.number}: {', '.join(said) or 'done when due'}"


def _name(fact: str) -> str:
    said = fact.replace("_", " ")
    return said[:1].upper() + said[1:]


def _value(value: FactValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return wording.listed(sorted(value), "and").replace("_", " ") or "none"
    return str(value).replace("_", " ")
