"""What a reader must be told beside a due date, in a few words each."""

from collections.abc import Sequence

from attrs import evolve

from cinpolicy import wording
from cinpolicy.case import VariationDecision
from cinpolicy.cells import Span
from cinpolicy.provisions import Answer, Provision, Relation
from cinpolicy.timeline import Alternative, Obligation, Remark, State
from cinpolicy.vocabulary import Vocabulary


def notes_on(obligation: Obligation, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The notes on an obligation, the most telling first."""
    found = [
        *became(obligation, vocabulary),
        *_stood_in(obligation, vocabulary),
        *_decided(obligation, vocabulary),
        *_other_dates(obligation, vocabulary),
    ]
    return tuple(found)


_BECAME = {
    State.LATE: "done late, {done}",
    State.MISSED: "not done",
    State.STOPPED: "no longer due from {done}",
    State.SUPERSEDED: "clock started again {done}",
    State.NO_OCCASION: "this case has no such occasion; the text gives no date then",
    State.TOO_EARLY: "ended {done}, before this date",
}


def _stood_in(obligation: Obligation, vocabulary: Vocabulary) -> list[str]:
    """That what it is counted from was another activity, which counts as it."""
    trigger = obligation.trigger
    if trigger is None or not trigger.stand_in:
        return []
    done, stood_for = (
        wording.happening(name, vocabulary) for name in (trigger.stand_in, trigger.event)
    )
    return [f"counted from {done}, taken here as {stood_for}"]


def became(obligation: Obligation, vocabulary: Vocabulary) -> list[str]:
    """What became of it, where it was not simply done on its day."""
    done = wording.plain_day(obligation.done) if obligation.done else ""
    if obligation.instead is not None:
        activity, day = obligation.instead
        other = wording.lower_first(vocabulary.label(activity))
        return [f"skipped: {other} at the same point, {wording.plain_day(day)}"]
    if Remark.RAN_OUT_BEFORE_KNOWN in obligation.remarks:
        known = obligation.trigger.known if obligation.trigger else None
        taken = f"; taken as done {done}, when it knew" if done and done == known else ""
        return [f"time had run out before the authority could know{taken}"]
    if obligation.due is None and done:
        return [f"taken as done {done}"]
    if Remark.ENDED_SOONER in obligation.remarks:
        return ["ended sooner by what happened"]
    if obligation.state is State.MET and _is_early(obligation):
        return [f"done {done}"]
    said = _BECAME.get(obligation.state)
    return [said.format(done=done)] if said else []


def _is_early(obligation: Obligation) -> bool:
    """Whether it was done before its day, and not by a decision to do it sooner."""
    due, done = obligation.due, obligation.done
    return bool(due and done and done < due.date and not obligation.decision)


def _decided(obligation: Obligation, vocabulary: Vocabulary) -> list[str]:
    """A decision in the case, or the power to make one."""
    decision, power = obligation.decision, obligation.provision.variation
    if decision is not None:
        return _decision_made(obligation, decision, vocabulary)
    if power is None:
        return []
    by = wording.role_names(power.by, vocabulary)
    if obligation.latest and _could_go_later(obligation):
        return [f"up to {wording.plain_day(obligation.latest.date)} if the {by} decides"]
    if Remark.CAN_BE_CHANGED in obligation.remarks:
        return [f"the {by} can change this; no limit is stated"]
    timing = obligation.provision.timing
    return [f"sooner: {by}"] if timing and timing.relation is Relation.NOT_BEFORE else []


def _decision_made(
    obligation: Obligation, decision: VariationDecision, vocabulary: Vocabulary
) -> list[str]:
    if Remark.VARIED in obligation.remarks:
        by = wording.role_names((decision.by,), vocabulary)
        return [f"changed to {decision.to} by the {by}"]
    if Remark.VARIATION_REFUSED in obligation.remarks:
        return [f"a decision for {decision.to} goes beyond what the text allows"]
    due, done = obligation.due, obligation.done
    if due and done and done < due.date:
        return [f"done {wording.plain_day(done)} by a decision for {decision.to}"]
    return []


def _could_go_later(obligation: Obligation) -> bool:
    due, latest = obligation.due, obligation.latest
    return bool(due and latest and latest.date > due.date)


def span_note(span: Span) -> str:
    """How far a date lies apart over every reading, in words."""
    if span.earliest is None or span.latest is None:
        return "no reading gives a date"
    first, last = wording.plain_day(span.earliest), wording.plain_day(span.latest)
    said = first if first == last else f"{first} to {last}"
    open_ = ", or no date" if span.undated_under is not None else ""
    tried = "over all readings" if span.whole else "over the readings tried"
    return f"{tried}: {said}{open_}"


def reading_note(other: Alternative, vocabulary: Vocabulary) -> str:
    """What another reading gives, in words: its date where it has one."""
    name = other.reading.replace("_", " ")
    if other.due is not None:
        earliest = _relation(other.answer.provision) is Relation.NOT_BEFORE
        day = f"{'not before ' * earliest}{wording.plain_day(other.due.date)}"
        return f"or {day} (reading: {name})"
    return f"or {_in_words(other.answer, vocabulary)} (reading: {name})"


def reading_notes(
    answer: Answer | None, others: Sequence[Alternative], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """What other readings answer, but for those that come to the same in words."""
    if not others:
        return ()
    default = _in_words(answer, vocabulary) if answer else ""
    return tuple(
        reading_note(other, vocabulary)
        for other in others
        if _in_words(other.answer, vocabulary) != default
    )


def _in_words(answer: Answer, vocabulary: Vocabulary) -> str:
    if answer.provision is not None:
        return wording.rule(answer.provision, vocabulary)
    assert answer.silence is not None
    return wording.silence(answer.silence, vocabulary)


def readings_of(obligation: Obligation, vocabulary: Vocabulary) -> list[str]:
    """What every other reading gives: its date, or its rule where only that is otherwise."""
    return [
        reading_note(_where_otherwise(obligation, other), vocabulary)
        for other in obligation.alternatives
    ]


def _other_dates(obligation: Obligation, vocabulary: Vocabulary) -> list[str]:
    """What other readings give, but for those that lead to the same date by the same rule."""
    if obligation.state in (State.STOPPED, State.SUPERSEDED):
        return []
    return [
        reading_note(_where_otherwise(obligation, other), vocabulary)
        for other in obligation.alternatives
        if other.due is None
        or not _same_day(obligation, other)
        or _ruled_otherwise(obligation, other)
    ]


def _where_otherwise(obligation: Obligation, other: Alternative) -> Alternative:
    """Another reading, without its day where that is the same and only the rule is not."""
    only_ruled = _same_day(obligation, other) and _ruled_otherwise(obligation, other)
    return evolve(other, due=None) if only_ruled else other


def _same_day(obligation: Obligation, other: Alternative) -> bool:
    due = obligation.due
    return bool(due and other.due and due.date == other.due.date)


def _ruled_otherwise(obligation: Obligation, other: Alternative) -> bool:
    return _relation(other.answer.provision) is not _relation(obligation.provision)


def _relation(provision: Provision | None) -> Relation | None:
    return provision.timing.relation if provision and provision.timing else None
