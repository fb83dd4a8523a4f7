"""Which children a draft touches and which it does not, in sentences."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from cinpolicy import wording
from cinpolicy.case_classes import CaseClass, Effect, Touched
from cinpolicy.planning import Plan, TouchedClass
from cinpolicy.reporting.sections import Line
from cinpolicy.reporting.shown_by import in_a_sentence
from cinpolicy.said_words import said
from cinpolicy.vocabulary import Vocabulary
from cinpolicy.voices import Said


def lines(plan: Plan) -> Iterator[Line]:
    """Question by question: the cases touched, with a case that shows it, and those not."""
    if not plan.touched:
        yield Line("No question is answered otherwise for any child: the words alone change.")
    for one in plan.touched:
        yield Line(one.asked)
        yield from _changed(plan.shown_of(one), plan.words)
        yield from _alike(one, Effect.REWORDED, "the same in other words")
        yield from _alike(one, Effect.SAME, "not touched")
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
        yield from (Line(_where(one.touched), 2) for one in some)
        cases = (one.shown_by for one in some if one.shown_by)
        case = next(cases, None)
        if case is not None:
            yield Line(f"shown by {in_a_sentence(case)}", 2)
        else:
            yield Line("no case at hand shows it", 2)


def _from_to(one: CaseClass, words: Vocabulary) -> str:
    """What is said before and after; where these are alike, all in which they differ."""
    was, now = _brief(one.before, words), _brief(one.after, words)
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
    if not one.readings:
        return one.where
    names = wording.listed((name.replace("_", " ") for name in one.readings), "and")
    return f"{one.where}, as the text is read under {names}"


def _alike(one: Touched, effect: Effect, told: str) -> Iterator[Line]:
    if classes := one.that_are(effect):
        yield Line(f"{told}: {'; '.join(dict.fromkeys(map(_where, classes)))}", 1)
