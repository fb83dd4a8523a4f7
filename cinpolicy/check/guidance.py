"""Answers that ask less than guidance on the same question: none, a weaker, a shorter list.

The upper layer is asked first, so that a rule of guidance is gone wherever the text answers
its question, and nothing in a case shows that it was there.
"""

from collections.abc import Iterable, Iterator, Mapping

from cinpolicy import wording
from cinpolicy.check.checked import Checked, readings
from cinpolicy.check.findings import Finding
from cinpolicy.check.guided import Guided, asking, beside, guided, less
from cinpolicy.check.registry import check
from cinpolicy.conditions import All, negate
from cinpolicy.loading.circles import reached
from cinpolicy.provisions import Force, Provision, Silence, SilenceKind
from cinpolicy.vocabulary import TopicKind

_LOOSE = frozenset({Force.USUALLY, Force.BEST_PRACTICE, Force.MAY})
_WEAKER: Mapping[Force, frozenset[Force]] = {
    Force.MUST: _LOOSE | {Force.SHOULD, Force.EXPECTED},
    Force.SHOULD: _LOOSE,
    Force.WILL: _LOOSE,
    Force.IS_TO: _LOOSE,
    Force.EXPECTED: _LOOSE,
}
"""Which forces are plainly weaker than another; than any other only "may" is."""


@check("CP603", "open-against-guidance")
def open_against_guidance(checked: Checked) -> Iterator[Finding]:
    """A question that guidance answers, and that the text leaves open or has no requirement on."""
    for guide, one in beside(checked):
        if one.silence is not None:
            yield from less(checked, "CP603", _left_open(checked, guide, one.silence), guide, one)
    for guide in guided(checked):
        silence = checked.procedure.silent_on.get(guide.one.topic)
        if silence is not None and silence.kind is not SilenceKind.NOT_STATED:
            yield from _whole_topic_open(checked, guide, silence)


def _whole_topic_open(checked: Checked, guide: Guided, silence: Silence) -> Iterator[Finding]:
    question = guide.one.question
    on_it = checked.procedure.by_question.get(question, ())
    rest = All((guide.where, *(negate(one.when) for one in on_it)))
    for case in checked.smallest(rest, question)[:1]:
        said = _left_open(checked, guide, silence)
        told = f"{checked.asked(question)}: {said}, {checked.where(case)}."
        yield checked.of_a_topic("CP603", told, guide.one.topic, silence, case)


def _left_open(checked: Checked, guide: Guided, silence: Silence) -> str:
    return f"{wording.silence(silence, checked.words)}, while {asking(checked, guide)}"


@check("CP604", "weaker-than-guidance")
def weaker_than_guidance(checked: Checked) -> Iterator[Finding]:
    """A force plainly weaker than that of guidance on the same question."""
    for guide, one in beside(checked):
        strong = {way.force for way in readings(guide.one)}
        weak = {way.force for way in readings(one) if way.silence is None}
        if weak and all(_is_weaker(a, b) for a in weak for b in strong):
            told = (
                f"{_quoted(weak)} in the text, while {guide.title} says {_quoted(strong)} "
                f"({guide.one.cite})"
            )
            yield from less(checked, "CP604", told, guide, one)


def _is_weaker(one: Force, other: Force) -> bool:
    return one in _WEAKER.get(other, {Force.MAY})


def _quoted(forces: Iterable[Force]) -> str:
    return wording.listed(f'"{force.value}"' for force in sorted(forces))


@check("CP605", "other-role-than-guidance")
def other_role_than_guidance(checked: Checked) -> Iterator[Finding]:
    """A role that guidance does not name for the same thing, nor one that it is a kind of."""
    for guide, one in beside(checked):
        if others := _other_roles(checked, guide.one, one):
            told = (
                f"the {wording.role_names(others, checked.words)} in the text, while {guide.title} "
                f"names the {wording.role_names(_roles(guide.one), checked.words)} {guide.cited}"
            )
            yield from less(checked, "CP605", told, guide, one)


def _other_roles(checked: Checked, guide: Provision, one: Provision) -> list[str]:
    """The roles a text names, however it is read, that no reading of the guidance does."""
    ways, theirs = [_roles(way) for way in readings(one)], [_roles(w) for w in readings(guide)]
    if not all(ways) or not all(theirs):
        return []
    wider = {name: (role.kind_of,) for name, role in checked.words.roles.items() if role.kind_of}
    named = {role for roles in theirs for role in roles}
    return [
        role
        for role in ways[0]
        if named.isdisjoint({role, *reached(role, wider)}) and all(role in way for way in ways)
    ]


def _roles(one: Provision) -> tuple[str, ...]:
    """Who decides or does it, or owes it in time."""
    return one.roles or one.by


@check("CP606", "fewer-items-than-guidance")
def fewer_items_than_guidance(checked: Checked) -> Iterator[Finding]:
    """Items of a list of guidance that the text leaves out of its own list, or only allows."""
    for guide, one in beside(checked):
        lists = checked.words.topics[one.topic].kind is TopicKind.CHECKLIST
        if lists and (fewer := _left_out(guide.one, one)):
            told = (
                f"the text does not ask for {wording.names(fewer, checked.words)}, as "
                f"{guide.title} does {guide.cited}"
            )
            yield from less(checked, "CP606", told, guide, one)


def _left_out(guide: Provision, one: Provision) -> list[str]:
    """What every reading of the guidance asks for and no reading of the text does."""
    if any(way.silence for way in readings(one)):
        return []
    listed = {item for way in readings(one) for item in _asked_for(way)}
    always = [_asked_for(way) for way in readings(guide)]
    wanted = (item for item in guide.items if all(item in asked for asked in always))
    return [item for item in wanted if item not in listed]


def _asked_for(one: Provision) -> set[str]:
    """The items that a list asks for; those it puts with "may" it only allows."""
    forces = {local.item: local.force for local in one.local if local.force}
    return {item for item in one.items if forces.get(item, one.force.value) != Force.MAY.value}
