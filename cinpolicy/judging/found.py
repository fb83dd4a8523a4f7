"""What a case brought about, or did not, in words to follow an expectation."""

from collections.abc import Sequence

from cinpolicy import wording
from cinpolicy.judging.sentences import is_plural, silence
from cinpolicy.judging.verdicts import Finding, cited_in
from cinpolicy.provisions import TELLING, Answer, Question, Relation
from cinpolicy.remarks import notes_on
from cinpolicy.timeline import Obligation, Remark, State, Timeline
from cinpolicy.vocabulary import Vocabulary

NOT_STANDING = frozenset({State.SKIPPED, State.SUPERSEDED, State.STOPPED, State.NO_OCCASION})
"""What became of an obligation that is not owed after all."""
_FELL_AWAY = {
    State.SKIPPED: "left out",
    State.SUPERSEDED: "no longer due, since the clock was started again",
    State.STOPPED: "no longer due",
    State.NO_OCCASION: "without an occasion",
}


def found(owed: Obligation, words: Vocabulary) -> str:
    """What became of an obligation: ``is due on Mon 17 Feb 2025``, with what a reader must know."""
    notes = list(notes_on(owed, words))
    if Remark.RESTS_ON_ASSUMED_DATE in owed.remarks:
        notes.append("counted from a date the case assumes")
    noted = f" [{'; '.join(notes)}]" if notes else ""
    verb = "are" if is_plural(owed.question.subject, words) else "is"
    return f"{verb} {_found(owed, words)}{noted}"


def _found(owed: Obligation, words: Vocabulary) -> str:
    if owed.state in _FELL_AWAY:
        return _FELL_AWAY[owed.state]
    if owed.due is None:
        return f"without a date ({wording.rule(owed.provision, words)})"
    no_sooner = has_no_latest(owed)
    return f"due {'no sooner than' if no_sooner else 'on'} {wording.day(owed.due.date)}"


def has_no_latest(owed: Obligation) -> bool:
    """Whether the text says before when it may not be, and not by when it must."""
    timing = owed.provision.timing
    return timing is not None and timing.relation is Relation.NOT_BEFORE


def silence_of(timeline: Timeline, questions: Sequence[Question]) -> Answer | None:
    """The answer that says most among those to some questions; a rule before any silence."""
    answers = [timeline.answers[question] for question in questions]
    waiting = [answer for answer in answers if answer.provision is not None]
    if waiting:
        return waiting[0]
    silences = [(answer, answer.silence) for answer in answers if answer.silence is not None]
    return max(silences, key=lambda pair: TELLING.index(pair[1].kind), default=(None, None))[0]


def silent(
    timeline: Timeline,
    questions: Sequence[Question],
    missing: str,
    words: Vocabulary,
) -> Finding:
    """Why there is nothing to be dated: no such occurrence, no occasion for it, or a silence.

    ``missing`` is the occurrence that a case does not have where it has others, and empty
    where it has none. It stands as not being as expected until somebody says otherwise.
    """
    if missing:
        return Finding(held=False, said=f"there is no {missing.removeprefix('the ')} in this case")
    answer = silence_of(timeline, questions)
    if answer is None:
        return Finding(held=False, said="it is not stated")
    if answer.provision is not None:
        timing = answer.provision.timing
        starts = timing.after or (timing.before,) if timing else ()
        needed = wording.listed(wording.happening(event, words) for event in starts)
        said = f"nothing in this case brings it about (it needs {needed})"
        return Finding(held=False, said=said, cited=cited_in([answer]))
    assert answer.silence is not None
    said = f"it is {silence(answer.silence, words)}"
    return Finding(held=False, said=said, cited=cited_in([answer]))
