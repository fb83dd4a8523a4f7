"""An expectation as a plain sentence, made from its values."""

from collections.abc import Iterator

from cinpolicy import wording
from cinpolicy.expectations import Expectation
from cinpolicy.provisions import Silence, SilenceKind
from cinpolicy.vocabulary import TopicKind, Vocabulary


def sentence(expectation: Expectation, authority: str, words: Vocabulary) -> str:
    """What is expected of an authority: ``In Kent the first meeting is due by 3 Mar 2025``."""
    if expectation.about_due:
        said = _of_what_is_due(expectation, words)
    else:
        answers = wording.listed(_answers(expectation, words), "and")
        return f"In {name(authority)}, on '{about(expectation, words)}', {answers}"
    return f"In {name(authority)} {said}"


def name(slug: str) -> str:
    """An authority as it is named in a sentence."""
    return slug[:1].upper() + slug[1:].replace("_", " ")


def occurrence(activity: str, number: int, words: Vocabulary) -> str:
    """One occurrence of an activity: ``the second review``; without a number where it is one."""
    said = wording.happening(activity, words)
    known = words.activities.get(activity)
    if known is None or not known.repeats:
        return said if number == 1 else f"{said} (number {number})"
    which = wording.ordinal(number).lower()
    rest = said.removeprefix("the ")
    return f"the {which} {rest}" if rest != said else f"{said} ({which} time)"


def record(subject: str, of: str, number: int, words: Vocabulary) -> str:
    """An occurrence of what is due, or what is due for one: ``the minutes for the review``."""
    if not of:
        return occurrence(subject, number, words)
    return f"{wording.happening(subject, words)} for {occurrence(of, number, words)}"


def is_plural(subject: str, words: Vocabulary) -> bool:
    """Whether a sentence about an activity wants *are*: the minutes, the letters of closure."""
    said = wording.happening(subject, words)
    head = said.removeprefix("the ").partition(" of ")[0]
    return head.endswith("s") and not head.endswith("ss") and " being " not in said


def silence(what: Silence, words: Vocabulary) -> str:
    """A silence, to follow *is*."""
    if what.kind is SilenceKind.DISCRETION and what.roles:
        return wording.silence(what, words)
    return _SILENT[what.kind]


def about(expectation: Expectation, words: Vocabulary) -> str:
    """What within a topic is meant, with the meeting it belongs to."""
    topic = words.topics[expectation.topic]
    if topic.kind is TopicKind.RESTRICTION:
        said = f"{topic.label} {expectation.subject.replace('_', ' ')}"
    elif expectation.subject == topic.does:
        said = topic.label
    else:
        said = words.label(expectation.subject)
    said = wording.lower_first(said)
    if not expectation.of:
        return said if expectation.number is None else f"{said} (number {expectation.number})"
    if expectation.number is None:
        return f"{said} ({wording.lower_first(words.label(expectation.of))})"
    return f"{said} of {occurrence(expectation.of, expectation.number, words)}"


# --- what is due -------------------------------------------------------------------------


def _of_what_is_due(expectation: Expectation, words: Vocabulary) -> str:
    subject = _subject(expectation, words)
    if expectation.topic:
        subject += f" ({wording.lower_first(words.topics[expectation.topic].label)})"
    said = wording.listed(_expected(expectation, words), "and")
    if expectation.each and expectation.owed is False:
        return f"no {subject.removeprefix('every ')} is owed"
    if_any = ", if there is any" if expectation.if_any else ""
    verb = "are" if _is_plural(expectation, words) else "is"
    return f"{subject} {verb} {said}{if_any}"


def _is_plural(expectation: Expectation, words: Vocabulary) -> bool:
    every_one = expectation.each and not expectation.of
    return not every_one and is_plural(expectation.subject, words)


def _subject(expectation: Expectation, words: Vocabulary) -> str:
    of = expectation.of or ""
    if not expectation.each:
        return record(expectation.subject, of, expectation.number or 1, words)
    if not of:
        return f"every {wording.happening(expectation.subject, words).removeprefix('the ')}"
    every = f"every {wording.happening(of, words).removeprefix('the ')}"
    return f"{wording.happening(expectation.subject, words)} for {every}"


def _expected(expectation: Expectation, words: Vocabulary) -> Iterator[str]:
    if expectation.owed is not None:
        yield "owed" if expectation.owed else "not owed"
    if expectation.due:
        yield f"due on {wording.plain_day(expectation.due)}"
    if expectation.due_by:
        yield f"due by {wording.plain_day(expectation.due_by)}"
    if expectation.not_due_before:
        yield f"due no sooner than {wording.plain_day(expectation.not_due_before)}"
    after = _after(expectation, words)
    if expectation.within:
        yield f"due within {expectation.within} of {after}"
    if expectation.at_least:
        yield f"due at least {expectation.at_least} after {after}"
    if expectation.state:
        yield f"in the state '{expectation.state.value}'"
    if expectation.force:
        yield f"put with the force '{_force(expectation)}'"
    if expectation.says:
        yield _SILENT[expectation.says]


def _after(expectation: Expectation, words: Vocabulary) -> str:
    """What a period is counted from; an activity itself means the last one."""
    return wording.listed(
        f"the last {wording.happening(event, words).removeprefix('the ')}"
        if event == expectation.subject
        else wording.happening(event, words)
        for event in expectation.after
    )


_SILENT = {
    SilenceKind.NO_REQUIREMENT: "said not to be required",
    SilenceKind.DEFERRED: "left to another document or the plan",
    SilenceKind.DISCRETION: "left to somebody to decide",
    SilenceKind.NOT_STATED: "not stated",
    SilenceKind.NOT_APPLICABLE: "not applicable",
}


def _force(expectation: Expectation) -> str:
    return wording.listed(force.value for force in expectation.force)


# --- answers -----------------------------------------------------------------------------


def _answers(expectation: Expectation, words: Vocabulary) -> Iterator[str]:
    """What an answer is expected to be, condition by condition."""
    yield from _roles(expectation, words)
    yield from _items(expectation, words)
    if expectation.force:
        yield f"the force is '{_force(expectation)}'"
    if expectation.says:
        yield f"the answer is {_SILENT[expectation.says]}"


def _roles(expectation: Expectation, words: Vocabulary) -> Iterator[str]:
    if expectation.roles:
        yield f"the {wording.role_names(expectation.roles, words)} and nobody else is named"
    if expectation.only_roles:
        only = wording.role_names(expectation.only_roles, words)
        yield f"nobody other than the {only} is named"
    for role in expectation.includes_roles:
        yield f"the {wording.role_names((role,), words)} is among those named"
    if expectation.nobody_below:
        yield f"nobody below the {wording.role_names((expectation.nobody_below,), words)} is named"


def _items(expectation: Expectation, words: Vocabulary) -> Iterator[str]:
    if expectation.items:
        yield f"the list holds {wording.names(expectation.items, words, 'and')} and nothing else"
    if expectation.includes_items:
        yield f"the list includes {wording.names(expectation.includes_items, words, 'and')}"
    if expectation.excludes_items:
        yield f"the list leaves out {wording.names(expectation.excludes_items, words, 'and')}"
