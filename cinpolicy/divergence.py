"""What the cells of one row differ in. Nothing is called better or worse.

A rule whose clock ran in the case is compared, whatever became of it: that the case ended first,
or is followed no further, changes nothing in what a text asks. A date is compared only where it
falls due while the case is followed.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from cinpolicy import wording
from cinpolicy.cells import Aspect, Cell, CellKind, Divergence, Gap
from cinpolicy.clock import DueDate
from cinpolicy.provisions import SilenceKind, Timing
from cinpolicy.timeline import State
from cinpolicy.vocabulary import TopicKind, Vocabulary

Signature = Callable[[Cell], object]


def divergences(
    key: str, kind: TopicKind, cells: Sequence[Cell], vocabulary: Vocabulary
) -> tuple[Divergence, ...]:
    """Every aspect in which the cells differ, dates first.

    Cells of authorities to which the row does not apply in this case are left out: a rule
    that does not come into play neither agrees nor differs.
    """
    found = [
        _counts(key, cells),
        _dates(key, cells),
        _rules(key, cells)
        if kind is TopicKind.TIMESCALE
        else _answers(key, kind, cells, vocabulary),
        _forces(key, cells),
        _periods(key, cells),
        _requirement(key, cells),
        _silence(key, cells),
    ]
    return tuple(divergence for divergence in found if divergence)


def _code(key: str, aspect: Aspect) -> str:
    return f"{key}:{aspect.value}"


def _dates(key: str, cells: Sequence[Cell]) -> Divergence | None:
    dated = sorted(
        (c for c in cells if c.due and c.kind is CellKind.DUE),
        key=lambda c: (c.due or 0, c.authority),
    )
    if len({cell.due for cell in dated}) < 2:
        return None
    first, last = dated[0], dated[-1]
    assert first.due
    assert last.due
    size = (last.due - first.due).days
    return Divergence(
        code=_code(key, Aspect.DATE),
        aspect=Aspect.DATE,
        statement=f"{size} day{'s' * (size != 1)} between {_dated(first)} and {_dated(last)}",
        size=size,
        earliest=first.authority,
        latest=last.authority,
        gap=_gap(first, last),
    )


def _dated(cell: Cell) -> str:
    assert cell.due
    return f"{cell.authority} ({wording.plain_day(cell.due)}: {cell.words})"


def _gap(first: Cell, last: Cell) -> Gap | None:
    one = first.obligation and first.obligation.due
    other = last.obligation and last.obligation.due
    if not one or not other:
        return None
    parts = [b - a for a, b in zip(_parts(one), _parts(other), strict=True)]
    return Gap(
        days=(other.date - one.date).days,
        start=(other.start - one.start).days,
        period=parts[0],
        non_working=parts[1],
        moved=parts[2],
    )


def _parts(due: DueDate) -> tuple[int, int, int]:
    """Days from start to due date: by the period itself, passed over, and moved."""
    passed = len(due.passed_over) * (-1 if due.back else 1)
    moved = (due.date - due.moved_from).days if due.moved_from else 0
    return (due.date - due.start).days - passed - moved, passed, moved


def _times(cell: Cell) -> int | None:
    """How often it falls due: what a counting row counts, or once or not at all."""
    if cell.count is not None or cell.ended:
        return cell.count or 0
    skipped = cell.obligation is not None and cell.obligation.state is State.SKIPPED
    return 1 if cell.kind is CellKind.DUE and cell.due and not skipped else None


def _counts(key: str, cells: Sequence[Cell]) -> Divergence | None:
    counted = sorted(
        ((times, c.authority) for c in cells if (times := _times(c)) is not None),
    )
    if len({times for times, _ in counted}) < 2:
        return None
    (fewest, first), (most, last) = counted[0], counted[-1]
    one_by_one = any(cell.count is not None for cell in cells)
    return Divergence(
        code=_code(key, Aspect.COUNT),
        aspect=Aspect.COUNT,
        statement=f"{first} {fewest}, {last} {most}" if one_by_one else _owed_or_ended(counted),
        size=most - fewest,
        earliest=first,
        latest=last,
    )


def _owed_or_ended(counted: Sequence[tuple[int, str]]) -> str:
    due = wording.listed([authority for times, authority in counted if times], "and")
    ended = wording.listed([authority for times, authority in counted if not times], "and")
    return f"falls due: {due}; no longer due before its day: {ended}"


def _rules(key: str, cells: Sequence[Cell]) -> Divergence | None:
    """Timings that are not the same: relation, period, unit, or what starts the clock."""
    return _differing(key, Aspect.RULE, cells, _timing_signature, lambda c: c.words)


def _timing_signature(cell: Cell) -> object:
    timing = cell.provision and cell.provision.timing
    if not isinstance(timing, Timing) or _period_given(cell) != _GIVEN:
        return None
    return (
        timing.relation,
        timing.period,
        frozenset(timing.after),
        timing.before,
        timing.which,
        frozenset(timing.or_sooner_on),
    )


def signatures(kind: TopicKind) -> Mapping[Aspect, Signature]:
    """What of a cell each aspect looks at; None where the cell has no part in it.

    Cells differ in an aspect exactly where two of them have signatures that are not the
    same. ``divergences`` says how; this says whether, for cells that are not at hand.
    """
    of_kind: dict[Aspect, Signature] = {}
    if kind is TopicKind.TIMESCALE:
        of_kind = {Aspect.RULE: _timing_signature}
    elif kind is TopicKind.CHECKLIST:
        of_kind = {Aspect.ITEMS: _items_signature}
    elif kind in (TopicKind.ROLE, TopicKind.DECISION):
        of_kind = {Aspect.ROLE: _decision_signature}
    return of_kind | _FOR_EVERY_KIND


def _items_signature(cell: Cell) -> object:
    stated = cell.kind is CellKind.STATED and cell.provision
    return frozenset(cell.provision.items) if stated and cell.provision else None


_GIVEN, _NOT_GIVEN = "one", "other"


def _side(one: bool, other: bool) -> str | None:
    return _GIVEN if one else _NOT_GIVEN if other else None


def _period_given(cell: Cell) -> str | None:
    """Which side it is on: a period is given, or something is asked for with none."""
    if cell.kind is CellKind.NOT_REACHED and cell.obligation is not None:
        return _side(cell.obligation.due is not None, True)
    return _side(cell.kind is CellKind.DUE, cell.kind is CellKind.UNDATED)


_FOR_EVERY_KIND: dict[Aspect, Signature] = {
    Aspect.DATE: lambda c: c.due if c.kind is CellKind.DUE else None,
    Aspect.COUNT: _times,
    Aspect.FORCE: lambda c: (c.force or None) if c.in_play else None,
    Aspect.PERIOD: _period_given,
    Aspect.REQUIREMENT: lambda c: _side(c.in_play, c.silence is SilenceKind.NO_REQUIREMENT),
    Aspect.SILENCE: lambda c: _side(c.in_play, c.silence not in (None, SilenceKind.NO_REQUIREMENT)),
}


def _answers(
    key: str, kind: TopicKind, cells: Sequence[Cell], vocabulary: Vocabulary
) -> Divergence | None:
    if kind is TopicKind.CHECKLIST:
        return _items(key, cells, vocabulary)
    if kind in (TopicKind.RESTRICTION, TopicKind.STATEMENT):
        return None
    return _differing(
        key,
        Aspect.ROLE,
        cells,
        _decision_signature,
        lambda c: c.words,
    )


def _decision_signature(cell: Cell) -> object:
    """Who does or decides it, on whose recommendation, where, and what comes first."""
    provision = cell.provision
    if cell.kind is not CellKind.STATED or provision is None:
        return None
    how = provision.decision
    return (
        frozenset(provision.roles),
        frozenset(how.recommended_by) if how else frozenset(),
        how.forum if how else "",
        how.first if how else (),
    )


def _items(key: str, cells: Sequence[Cell], vocabulary: Vocabulary) -> Divergence | None:
    """Lists compared item by item: what some have and others lack."""
    having = {
        c.authority: c.provision.items for c in cells if c.kind is CellKind.STATED and c.provision
    }
    lists = {authority: set(items) for authority, items in having.items()}
    union = dict.fromkeys(item for items in having.values() for item in items)
    missing = {i: [a for a, items in lists.items() if i not in items] for i in union}
    parts = [
        f"{wording.lower_first(vocabulary.label(item))} not in {wording.listed(absent, 'and')}"
        for item, absent in missing.items()
        if absent
    ]
    if not parts:
        return None
    return Divergence(
        code=_code(key, Aspect.ITEMS), aspect=Aspect.ITEMS, statement="; ".join(parts)
    )


def _forces(key: str, cells: Sequence[Cell]) -> Divergence | None:
    return _differing(
        key,
        Aspect.FORCE,
        cells,
        lambda c: c.force if c.in_play else None,
        lambda c: c.force,
    )


def _differing(
    key: str,
    aspect: Aspect,
    cells: Sequence[Cell],
    signature: Callable[[Cell], object],
    words: Callable[[Cell], str],
) -> Divergence | None:
    """A divergence where cells that have a signature do not all have the same one."""
    having = [cell for cell in cells if signature(cell) is not None and signature(cell) != ""]
    if len({signature(cell) for cell in having}) < 2:
        return None
    groups = groupby(sorted(having, key=lambda c: (words(c), c.authority)), key=words)
    said = "; ".join(
        f"{wording.listed((c.authority for c in group), 'and')}: {text}" for text, group in groups
    )
    return Divergence(code=_code(key, aspect), aspect=aspect, statement=said)


def _periods(key: str, cells: Sequence[Cell]) -> Divergence | None:
    given = [c.authority for c in cells if _period_given(c) == _GIVEN]
    none = [c.authority for c in cells if _period_given(c) == _NOT_GIVEN]
    said = ("a period is given", "none is given")
    return _two_sides(key, Aspect.PERIOD, given, none, said)


def _requirement(key: str, cells: Sequence[Cell]) -> Divergence | None:
    none = [c.authority for c in cells if c.silence is SilenceKind.NO_REQUIREMENT]
    some = [c.authority for c in cells if c.in_play]
    return _two_sides(key, Aspect.REQUIREMENT, some, none, ("required", "said not to be"))


def _silence(key: str, cells: Sequence[Cell]) -> Divergence | None:
    silent = [c for c in cells if c.silence not in (None, SilenceKind.NO_REQUIREMENT)]
    answering = [c.authority for c in cells if c.in_play]
    if not silent or not answering:
        return None
    in_order = sorted(silent, key=lambda c: (c.silence or "", c.authority))
    said = [f"answered: {wording.listed(answering, 'and')}"] + [
        f"{kind}: {wording.listed((c.authority for c in group), 'and')}"
        for kind, group in groupby(in_order, lambda c: c.silence)
    ]
    return Divergence(
        code=_code(key, Aspect.SILENCE), aspect=Aspect.SILENCE, statement="; ".join(said)
    )


def _two_sides(
    key: str, aspect: Aspect, ones: list[str], others: list[str], said: tuple[str, str]
) -> Divergence | None:
    if not ones or not others:
        return None
    statement = (
        f"{said[0]}: {wording.listed(ones, 'and')}; {said[1]}: {wording.listed(others, 'and')}"
    )
    return Divergence(code=_code(key, aspect), aspect=aspect, statement=statement)
