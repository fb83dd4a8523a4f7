"""Which children a draft touches and which it does not, in sentences."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from cinpolicy import wording
from cinpolicy.case_classes import CaseClass, Effect, Touched
from cinpolicy.conditions import FactValue
from cinpolicy.planning import Plan, TouchedClass
from cinpolicy.reporting import plan_lists
from cinpolicy.reporting.sections import Line
from cinpolicy.reporting.shown_by import the_case
from cinpolicy.said_words import said
from cinpolicy.shown_by import ShownBy
from cinpolicy.smallest import values
from cinpolicy.vocabulary import Vocabulary
from cinpolicy.voices import Said

FEW_FACTS = 1
"""How many facts a class of case that stays as it is may have to be told one by one."""
FEW_CLASSES = 3
"""How many classes that stay as they are are told whatever their facts."""


def lines(plan: Plan) -> Iterator[Line]:
    """Question by question: the cases touched, with a case that shows it, and those not."""
    if not plan.bearing:
        yield Line("No question is answered otherwise for any child: the words alone change.")
    for one in plan.bearing:
        yield Line(one.asked)
        yield from _changed(plan.shown_of(one), plan.words)
        yield from _alike(one, Effect.REWORDED, "the same in other words")
        yield from _alike(one, Effect.SAME, "not touched")
        yield from _alike(one, Effect.UNSAID, "not stated, before or after")
        if one.in_python:
            yield Line("is answered in Python: for which children cannot be told from the text", 1)
        if one.given_up:
            yield Line("there may be more: the search took too long", 1)


def _changed(shown: Sequence[TouchedClass], words: Vocabulary) -> Iterator[Line]:
    """The classes of case that are touched, those together of which the same is said."""
    groups: dict[str, list[TouchedClass]] = {}
    for one in shown:
        groups.setdefault(_from_to(one.touched, words), []).append(one)
    for from_to, some in groups.items():
        yield Line(f"touched: {from_to}", 1)
        yield from (Line(_where(one), 2) for one in _widest([one.touched for one in some]))
        cases = (one.shown_by for one in some if one.shown_by)
        yield Line(_shown(next(cases, None), [one.touched for one in some]), 2)


def _shown(case: ShownBy | None, classes: Sequence[CaseClass]) -> str:
    if case is None:
        if all(one.readings for one in classes):
            return "no case shows it, since cases are judged by the first reading of a text"
        return "no case at hand shows it"
    was, now = case.before.due, case.after.due
    dates = (wording.plain_day(day) if day else "no date" for day in (was, now))
    moved = f", {' -> '.join(dates)}" if was != now else ""
    return f"shown by {the_case(case)}: {wording.lower_first(case.label)}{moved}"


def _widest(classes: Sequence[CaseClass]) -> list[CaseClass]:
    """The classes that are no part of another under the same readings."""
    return [one for one in classes if not any(_within(one, other) for other in classes)]


def _within(one: CaseClass, other: CaseClass) -> bool:
    """Whether a class is another one with further facts."""
    ours, theirs = values(one.case), values(other.case)
    holds = all(name in ours and _holds(ours[name], value) for name, value in theirs.items())
    return one is not other and ours != theirs and holds and one.readings == other.readings


def _holds(ours: FactValue, theirs: FactValue) -> bool:
    if isinstance(ours, frozenset) and isinstance(theirs, frozenset):
        return ours >= theirs
    return ours == theirs


def _from_to(one: CaseClass, words: Vocabulary) -> str:
    """What is said before and after; where these are alike, all in which they differ."""
    was, now = _brief(one.before, words), _brief(one.after, words)
    ours, theirs = one.before.provision, one.after.provision
    items = plan_lists.moved(ours, theirs, words)
    if items and ours and theirs:
        same = ours.force is theirs.force
        return items if same else f"{items} ({ours.force.value} -> {theirs.force.value})"
    return one.from_to if was == now else f"{was} -> {now}"


def _brief(what: Said, words: Vocabulary) -> str:
    """The rule and its force, without what has to come before a decision."""
    provision = what.provision
    if provision is None or provision.silence is not None:
        return said(what, words)
    if provision.decision:
        provision = evolve(provision, decision=evolve(provision.decision, first=()))
    return f"{wording.rule(provision, words)} ({provision.force.value})"


def _where(one: CaseClass) -> str:
    """The facts, the readings it takes, and those by which the same facts are not touched."""
    read = f", as the text is read under {_named(one.readings, 'and')}" if one.readings else ""
    others = _named(one.untouched_under, "or")
    how = "under" if one.readings else "as the text is read under"
    return f"{one.where}{read}" + (f"; not touched {how} {others}" if others else "")


def _named(readings: Sequence[str], last: str) -> str:
    return wording.listed((name.replace("_", " ") for name in readings), last)


def _alike(one: Touched, effect: Effect, told: str) -> Iterator[Line]:
    classes = one.that_are(effect)
    few = len(classes) <= FEW_CLASSES
    shown = [c for c in classes if few or len(c.case) <= FEW_FACTS] or classes[:1]
    if not classes:
        return
    narrower = len(classes) - len(shown)
    more = f"; and {narrower} narrower (--format json has all)" if narrower else ""
    yield Line(f"{told}: {'; '.join(dict.fromkeys(map(_where, shown)))}{more}", 1)
