"""What a reader must be told beside a due date, in a few words each."""

from cinpolicy import wording
from cinpolicy.provisions import Relation
from cinpolicy.timeline import Alternative, Obligation, Remark, State
from cinpolicy.vocabulary import Vocabulary

_SHORT = {
    Remark.RAN_OUT_BEFORE_KNOWN: "time had run out before the authority could know",
}


def notes_on(obligation: Obligation, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The notes on an obligation, the most telling first."""
    found = [
        *_became(obligation, vocabulary),
        *(_SHORT[remark] for remark in obligation.remarks if remark in _SHORT),
        *_decided(obligation, vocabulary),
        *_other_dates(obligation, vocabulary),
    ]
    return tuple(found)


def _became(obligation: Obligation, vocabulary: Vocabulary) -> list[str]:
    done = wording.plain_day(obligation.done) if obligation.done else ""
    match obligation.state:
        case State.LATE if Remark.RAN_OUT_BEFORE_KNOWN in obligation.remarks:
            return [f"taken as done {done}, when it became known"]
        case State.LATE:
            return [f"done late, {done}"]
        case State.MISSED:
            return ["not done"]
        case State.SKIPPED:
            assert obligation.instead
            activity, day = obligation.instead
            other = wording.lower_first(vocabulary.label(activity))
            return [f"skipped: {other} at the same point, {wording.plain_day(day)}"]
        case State.STOPPED:
            return [f"no longer due from {done}"]
        case State.SUPERSEDED:
            return [f"clock started again {done}"]
        case State.NO_OCCASION:
            return ["this case has no such occasion; the text gives no date then"]
        case State.UNDATED if obligation.done:
            return [f"taken as done {done}"]
        case State.MET if not obligation.due:
            return [f"taken as done {done}"]
        case State.TOO_EARLY:
            return [f"ended {done}, before this date"]
        case _:
            return _sooner(obligation)


def _sooner(obligation: Obligation) -> list[str]:
    if Remark.ENDED_SOONER in obligation.remarks:
        return ["ended sooner by what happened"]
    return []


def _decided(obligation: Obligation, vocabulary: Vocabulary) -> list[str]:
    decision, power = obligation.decision, obligation.provision.variation
    found = []
    if decision and Remark.VARIED in obligation.remarks:
        by = wording.names((decision.by,), vocabulary)
        found.append(f"changed to {decision.to} by the {by}")
    elif decision and Remark.VARIATION_REFUSED in obligation.remarks:
        found.append(f"a decision for {decision.to} goes beyond what the text allows")
    elif decision and obligation.done and obligation.due and obligation.done < obligation.due.date:
        found.append(f"done {wording.plain_day(obligation.done)} by a decision for {decision.to}")
    if obligation.latest and power and not decision:
        by = wording.names(power.by, vocabulary)
        found.append(f"up to {wording.plain_day(obligation.latest.date)} if the {by} decides")
    elif power and obligation.provision.timing:
        if obligation.provision.timing.relation is Relation.NOT_BEFORE:
            found.append(f"sooner: {wording.names(power.by, vocabulary)}")
    return found


def reading_note(other: Alternative, vocabulary: Vocabulary) -> str:
    """What another reading gives, in words: its date where it has one."""
    name = other.reading.replace("_", " ")
    if other.due is not None:
        return f"or {wording.plain_day(other.due.date)} (reading: {name})"
    provision, silence = other.answer.provision, other.answer.silence
    if provision is not None:
        return f"or {wording.rule(provision, vocabulary)} (reading: {name})"
    assert silence is not None
    return f"or {wording.silence(silence, vocabulary)} (reading: {name})"


def _other_dates(obligation: Obligation, vocabulary: Vocabulary) -> list[str]:
    """What other readings give, but for those that lead to the same date."""
    same = obligation.due.date if obligation.due else None
    return [
        reading_note(other, vocabulary)
        for other in obligation.alternatives
        if other.due is None or other.due.date != same
    ]
