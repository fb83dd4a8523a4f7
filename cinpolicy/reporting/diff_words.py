"""A difference in sentences that every form of it is put together from."""

from collections.abc import Iterator

from cinpolicy import wording
from cinpolicy.behaviour import Behaviour, CaseBehaviour, RowMoves
from cinpolicy.case_words import asked
from cinpolicy.changes import ChangeKind, Changes, ProvisionChange
from cinpolicy.declarations import Declared
from cinpolicy.difference import Difference
from cinpolicy.moves import HOW_MANY, WHAT_IS_SAID, Move, RowEffect
from cinpolicy.part_changes import PartChange
from cinpolicy.provisions import Provision
from cinpolicy.vocabulary import Vocabulary

NO_CASES = "Told by provision alone: there were no cases to run (see --scenario)."


def summary(made: Difference) -> Iterator[str]:
    """The difference in a few sentences."""
    yield _by_provision(made)
    if made.changes.matched:
        pairs = ", ".join(f"{number} by {by.value}" for by, number in made.changes.matched.items())
        yield f"Provisions on both sides were matched: {pairs}."
    yield _by_behaviour(made.behaviour) if made.behaviour else NO_CASES


def _by_provision(made: Difference) -> str:
    found = made.changes
    if not found:
        return f"By provision: nothing differs; {counted(found.unchanged, 'provision')} compared."
    changed = found.of_kind(ChangeKind.CHANGED)
    only_words = sum(one.only_words for one in changed)
    said = [
        f"{len(changed)} {'differs' if len(changed) == 1 else 'differ'}"
        + (f" ({only_words} in words alone)" if only_words else ""),
        f"{len(found.of_kind(ChangeKind.REMOVED))} only in {made.one.slug}",
        f"{len(found.of_kind(ChangeKind.ADDED))} only in {made.other.slug}",
        f"{found.unchanged} are the same",
    ]
    beside = (
        f"; {counted(len(found.declared), 'declaration')} beside them" if found.declared else ""
    )
    return f"By provision: {', '.join(said)}{beside}."


def _by_behaviour(found: Behaviour) -> str:
    rows = [row for case in found.cases for row in case.rows]
    effects = [row.effect for row in rows]
    cases = counted(len(found.cases), "case")
    if not found.differing:
        unmoved = sum(case.unmoved + len(case.reworded) for case in found.cases)
        return f"By behaviour: nothing differs in {cases} ({counted(unmoved, 'row')} compared)."
    unmoved = sum(case.unmoved for case in found.cases)
    reworded = sum(len(case.reworded) for case in found.cases)
    verb = "differs" if len(found.differing) == 1 else "differ"
    moved, new, gone = (
        effects.count(one) for one in (RowEffect.MOVED, RowEffect.NEW, RowEffect.GONE)
    )
    return (
        f"By behaviour: {len(found.differing)} of {cases} {verb} ({found.share:.0%}). Of their "
        f"rows {moved} differ, {new} are new and {gone} fall away; {reworded} are the same in "
        f"other words and {unmoved} the same."
    )


def counted(number: int, what: str) -> str:
    """A number of things: ``1 case``, ``18 cases``."""
    return f"{number} {what}{'s' * (number != 1)}"


# --- provisions ---------------------------------------------------------------------------


def by_question(changes: Changes, words: Vocabulary) -> Iterator[tuple[str, list[ProvisionChange]]]:
    """The provisions that differ, by the question they answer in words, topics in order."""
    order = list(words.topics)
    known: dict[str, list[ProvisionChange]] = {}
    for one in sorted(changes.provisions, key=lambda one: order.index(one.question.topic)):
        known.setdefault(asked(one.question, words), []).append(one)
    yield from known.items()


def heading(one: ProvisionChange, made: Difference) -> str:
    """What became of one provision, and which it is."""
    ids = dict.fromkeys(p.id for p in (one.before, one.after) if p)
    name = " / ".join(ids)
    if one.kind is ChangeKind.REMOVED:
        return f"only in {made.one.slug}: {name}"
    if one.kind is ChangeKind.ADDED:
        return f"only in {made.other.slug}: {name}"
    by = f" (matched by {one.matched.value})" if one.matched and len(ids) > 1 else ""
    follows = ", only because others did" if one.consequence else ""
    return f"differs{follows}: {name}{by}"


def what_it_says(one: Provision, words: Vocabulary) -> str:
    """A provision that is on one side alone: its rule, where it applies, its force and place."""
    where = wording.condition(one.when, words)
    said = wording.rule(one, words) or "says nothing"
    condition = f", where {where}" if where else ""
    return f"{said}{condition} ({one.force.value}, {one.cite})"


def part(one: PartChange) -> str:
    """One part of a provision, from what to what."""
    under = " and ".join(name.replace("_", " ") for name in one.readings)
    reading = f" (under the reading {under})" if under else ""
    return f"{one.part.value}{reading}: {from_to(one.was, one.now)}"


def declared(one: Declared) -> str:
    """One declaration, from what to what."""
    return f"{one.kind.value}, {one.name}: {from_to(one.was, one.now)}"


def from_to(was: str, now: str) -> str:
    """From what to what, in words."""
    return f"{was or 'none'} -> {now or 'none'}"


# --- cases --------------------------------------------------------------------------------


def responsible(found: Behaviour) -> Iterator[tuple[int, str]]:
    """The provisions that make something move, and in how many cases."""
    counts = found.responsible.most_common()
    for (before, after), number in sorted(counts, key=lambda pair: (-pair[1], pair[0])):
        name = before if before == after else f"{before or 'none'} -> {after or 'none'}"
        yield number, name


def case_heading(case: CaseBehaviour) -> str:
    """What moves in one case, in numbers, or why it could not be run."""
    if not case.compared:
        return "could not be run on both sides"
    return (
        f"{counted(len(case.rows), 'row')} of {len(case.rows) + case.unmoved + len(case.reworded)}"
    )


def failures(case: CaseBehaviour, made: Difference) -> Iterator[str]:
    """Why a case could not be run."""
    for slug, why in ((made.one.slug, case.failed_before), (made.other.slug, case.failed_after)):
        if why:
            yield f"{slug}: {why}"


def row_heading(row: RowMoves) -> str:
    """A row, and whether it is new, falls away, or comes to nothing on either side."""
    if row.before.ended and row.after.ended:
        return f"{row.label} (no longer due on either side)"
    return row.label if row.effect is RowEffect.MOVED else f"{row.label} ({row.effect.value})"


def move(one: Move) -> str:
    """One thing that moves, from what to what."""
    said = from_to(one.was, one.now)
    if one.days is not None:
        later = "later" if one.days > 0 else "earlier"
        return f"{said}, {wording.days(abs(one.days))} {later}"
    return said if one.what in (HOW_MANY, WHAT_IS_SAID) else f"{one.what}: {said}"


def sources(row: RowMoves) -> str:
    """The provisions a row comes from, with their paragraphs."""
    before, after = row.responsible
    if before and after and before.id == after.id and before.cite == after.cite:
        return _source(before)
    return f"{_source(before)} -> {_source(after)}" if before or after else ""


def _source(one: Provision | None) -> str:
    return f"{one.id}, {one.cite}" if one else "none"
