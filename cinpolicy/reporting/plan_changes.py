"""What a draft changes in the text, each change from what to what and why."""

from collections.abc import Iterator

from cinpolicy import wording
from cinpolicy.changes import ChangeKind, ProvisionChange
from cinpolicy.declarations import Declared
from cinpolicy.part_changes import PartChange
from cinpolicy.parts import Part
from cinpolicy.planning import Plan
from cinpolicy.provisions import Provision
from cinpolicy.reporting import diff_words as say
from cinpolicy.reporting.sections import Line

UNTOLD = frozenset({Part.READING_NAME, Part.READING_BECAUSE})
"""Parts that tell a committee nothing where others changed as well; JSON has them."""
ONE_SIDED = {
    (Part.ITEMS_ADDED, False): "items added",
    (Part.ITEMS_REMOVED, True): "items taken out",
    (Part.READING, False): "new reading",
    (Part.READING, True): "no longer read as",
}
"""Parts that are there on one side alone, by whether that is before."""


def lines(plan: Plan) -> Iterator[Line]:
    """Question by question each change with its reason, then what is declared otherwise."""
    reasons: dict[str, list[str]] = {}
    for edit in plan.edits:
        reasons.setdefault(edit.about, []).append(edit.because)
    for question, found in say.by_question(plan.changes, plan.words):
        made = [one for one in found if not one.consequence]
        if made:
            yield Line(question)
        for one in made:
            yield from _change(one, plan)
            yield from (Line(f"why: {why}", 2) for why in reasons.pop(one.provision.id, ()))
    for declared in plan.declared:
        yield Line(_declared(declared))
        yield from (Line(f"why: {why}", 2) for why in reasons.pop(declared.topic, ()))
    if follows := [one.provision.id for one in plan.changes.consequences]:
        listed = wording.listed(follows, "and")
        yield Line(f"Because their conditions rest on these, others change as well: {listed}.")


def _declared(one: Declared) -> str:
    about = f"{one.kind.value}, {one.name}"
    if not one.was:
        return f"new: {about}: {one.now}"
    return say.declared(one) if one.now else f"no longer: {about}: {one.was}"


def _change(one: ProvisionChange, plan: Plan) -> Iterator[Line]:
    provision = one.provision
    if one.kind is ChangeKind.CHANGED:
        yield Line(f"{provision.id} ({_paragraphs(one)})", 1)
        parts = [part for part in one.parts if _is_told(part, provision)] or one.parts
        yield from (Line(_part(part), 2) for part in parts)
        yield from (Line(kept, 2) for kept in _kept(one))
        return
    kind = "new" if one.kind is ChangeKind.ADDED else "removed"
    yield Line(f"{kind}: {provision.id}", 1)
    yield Line(say.what_it_says(provision, plan.words), 2)


def _kept(one: ProvisionChange) -> Iterator[str]:
    """What is said beside a part that changed and stays: it may not fit what is said now."""
    if one.only_words or one.after is None:
        return
    changed = {part.part for part in one.parts}
    beside = (
        (Part.STATEMENT, one.after.statement),
        (Part.ASSUMES, " ".join(one.after.assumes)),
        (Part.NOTE, one.after.note),
    )
    for part, said in beside:
        if said and part not in changed:
            yield f"kept beside it, {part.value}: {said}"


def _is_told(one: PartChange, provision: Provision) -> bool:
    """Whether it is more than a name, or the paragraph that what is put in its place lacks."""
    replaced = provision.cite.drafted and not provision.cite.paragraphs
    return one.part not in UNTOLD and not (replaced and one.part is Part.CITATION)


def _part(one: PartChange) -> str:
    """One part from what to what; of what is wholly new or gone only that is told."""
    what = ONE_SIDED.get((one.part, bool(one.was)))
    if what is None or (one.was and one.now):
        return say.part(one)
    under = " and ".join(name.replace("_", " ") for name in one.readings)
    return f"{what}{f' (under the reading {under})' if under else ''}: {one.was or one.now}"


def _paragraphs(one: ProvisionChange) -> str:
    return str(one.before.cite if one.before else one.provision.cite)
