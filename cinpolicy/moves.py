"""What moves from one cell to another of the same row, in words."""

from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from cinpolicy import wording
from cinpolicy.cells import Cell, CellKind
from cinpolicy.contents import words_of
from cinpolicy.part_changes import differences
from cinpolicy.parts import Bearing, Part
from cinpolicy.provisions import Provision, SilenceKind
from cinpolicy.rows import OTHER_CASES
from cinpolicy.vocabulary import TopicKind, Vocabulary

DATE, HOW_MANY, RULE = "date", "how many", "rule"
WHAT_IS_SAID, BESIDE = "what is said", "beside it"
"""What can move, beside the parts of a provision, which go by their own names."""


class RowEffect(StrEnum):
    """What became of a row."""

    NEW = "new"
    """Nothing was due or said before."""
    GONE = "falls away"
    MOVED = "moves"
    REWORDED = "says the same, in other words"


@frozen(kw_only=True)
class Move:
    """One thing that is otherwise: what it is, and what it was and is, in words.

    ``days`` is by how many days a date moves, later where it is positive; None where it is no
    date.
    """

    what: str
    was: str
    now: str
    days: int | None = None


_SILENT = frozenset({CellKind.SILENCE, CellKind.NOT_APPLICABLE})
_NOT_DUE = frozenset({CellKind.NOT_APPLICABLE, CellKind.NOT_REACHED})
_SHOWN_OTHERWISE = frozenset({part for part in Part if part.name.startswith("POWER")})
"""Parts whose effect on a case the notes of its cells show."""
_IN_THE_RULE = frozenset({Part.TIMESCALE, Part.RELATION, Part.PERIOD, Part.TRIGGER, Part.SOONER})


def effect(before: Cell, after: Cell, moves: tuple[Move, ...]) -> RowEffect | None:
    """What became of a row; None where it is as it was.

    A row that counts is neither new nor gone: what it counts is.
    """
    if before.count is not None or after.count is not None:
        return RowEffect.MOVED if moves else None
    if before.kind in _SILENT and after.kind not in _SILENT:
        return RowEffect.NEW
    if before.kind not in _SILENT and after.kind in _SILENT:
        return RowEffect.GONE
    if moves:
        return RowEffect.MOVED
    one, other = before.provision, after.provision
    return RowEffect.REWORDED if one and other and _reworded(one, other) else None


def moves(before: Cell, after: Cell, kind: TopicKind, words: Vocabulary) -> tuple[Move, ...]:
    """Everything that is otherwise in the second cell."""
    if before.due and after.due:
        return (*_dates(before, after), *_said(before, after, words), *_noted(before, after, kind))
    if before.count is not None and after.count is not None:
        if before.count == after.count:
            return ()
        return (Move(what=HOW_MANY, was=str(before.count), now=str(after.count)),)
    if before.kind is after.kind is CellKind.NOT_REACHED and not before.due and not after.due:
        return tuple(_said(before, after, words))  # no date moves, but what is said may
    was, now = _in_words(before), _in_words(after)
    if (before.kind, was) != (after.kind, now) and kind not in _WORDS_ALONE:
        return (Move(what=WHAT_IS_SAID, was=was, now=now),)
    if before.kind is not after.kind:
        return (Move(what=WHAT_IS_SAID, was=was, now=now),)
    return (*_said(before, after, words), *_noted(before, after, kind))


_WORDS_ALONE = frozenset({TopicKind.RESTRICTION, TopicKind.STATEMENT})
"""Topics whose answer is a sentence: whether another one says the same is for a reader."""


def _dates(before: Cell, after: Cell) -> Iterator[Move]:
    assert before.due
    assert after.due
    if before.due != after.due:
        yield Move(
            what=DATE,
            was=wording.day(before.due),
            now=wording.day(after.due),
            days=(after.due - before.due).days,
        )
    if before.kind is not after.kind:
        yield Move(what="by the end of the case", was=before.kind.value, now=after.kind.value)


def _said(before: Cell, after: Cell, words: Vocabulary) -> Iterator[Move]:
    """What the provisions behind the cells say otherwise: of a timescale, the rule as a whole."""
    one, other = before.provision, after.provision
    if one is None or other is None or _states_nothing(one, other):
        return
    found = [
        part
        for part in differences(one, other, words)
        if part.bearing is Bearing.SAYS and part.part not in _SHOWN_OTHERWISE
    ]
    if any(part.part in _IN_THE_RULE for part in found):
        yield Move(what=RULE, was=wording.rule(one, words), now=wording.rule(other, words))
    for part in found:
        if part.part not in _IN_THE_RULE:
            yield Move(what=part.part.value, was=part.was, now=part.now)


def _states_nothing(*provisions: Provision) -> bool:
    """Whether neither states anything, so that nothing of what they say counts."""
    kinds = [one.silence.kind if one.silence else None for one in provisions]
    return all(kind is SilenceKind.NOT_STATED for kind in kinds)


def _noted(before: Cell, after: Cell, kind: TopicKind) -> Iterator[Move]:
    """What a reader is told beside it: powers, decisions, other readings."""
    if kind in _WORDS_ALONE:
        return
    ours, theirs = _notes(before), _notes(after)
    was = "; ".join(note for note in ours if note not in theirs)
    now = "; ".join(note for note in theirs if note not in ours)
    if was or now:
        yield Move(what=BESIDE, was=was, now=now)


def _notes(cell: Cell) -> list[str]:
    statement = cell.provision.statement if cell.provision else ""
    return [n for n in cell.notes if n != statement and not n.startswith(OTHER_CASES)]


def _in_words(cell: Cell) -> str:
    if cell.due:
        return f"{wording.day(cell.due)} ({cell.words})"
    ruled = cell.provision is not None and cell.provision.silence is None
    if cell.kind in _NOT_DUE and ruled and cell.notes:
        return f"{cell.words} ({cell.notes[0]})"
    return cell.words


def _reworded(one: Provision, other: Provision) -> bool:
    return one is not other and words_of(one) != words_of(other)
