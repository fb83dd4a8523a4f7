"""Whether each question is answered, and answered once."""

from collections.abc import Iterator

from cinpolicy.check.checked import Checked, readings
from cinpolicy.check.findings import Finding
from cinpolicy.check.registry import check
from cinpolicy.conditions import ALWAYS, All, Condition, negate
from cinpolicy.provisions import Provision, Question
from cinpolicy.smallest import Case


@check("CP101", "no-answer")
def no_answer(checked: Checked) -> Iterator[Finding]:
    """The smallest sets of facts for which no provision answers what every case raises."""
    for question, provisions in checked.procedure.by_question.items():
        topic = checked.words.topics[question.topic]
        if not topic.every_case or question.subject != topic.does:
            continue
        if topic.name in checked.in_python:
            continue
        silent = All(tuple(negate(one) for one in _answering(checked, question)))
        for case in checked.smallest(silent, question):
            told = f"{checked.asked(question)}: no provision applies {checked.where(case)}."
            yield checked.finding("CP101", told, provisions, case)


def _answering(checked: Checked, question: Question) -> Iterator[Condition]:
    """Where each provision answers a question, of whatever layer it is."""
    on_it = [one for one in checked.in_every_layer() if one.question == question]
    yield from (one.when for one in on_it)
    if not any(one.timing and one.timing.recurring for one in on_it):
        yield from _answering_for_the_first(checked, question)


def _answering_for_the_first(checked: Checked, question: Question) -> Iterator[Condition]:
    """Where a rule on every occurrence answers for the first one too.

    It does where it names what it is counted from the first time, and where it leaves all
    of them open.
    """
    for one in checked.procedure.provisions:
        alike = one.question[1:] == question[1:] and one.topic != question.topic
        starts = one.timing.after if one.timing and one.timing.recurring else ()
        if alike and (one.silence or any(start != one.subject for start in starts)):
            yield checked.stands(one)


@check("CP102", "two-answers")
def two_answers(checked: Checked) -> Iterator[Finding]:
    """The smallest set of facts for which two provisions answer, neither an exception."""
    for first, second, _ in checked.procedure.conflicts(checked.words):
        for case in _both(checked, first, second)[:1]:
            told = (
                f"{checked.asked(first.question)}: {first.id} and {second.id} both apply "
                f"{checked.where(case)}, and neither is an exception to the other."
            )
            yield checked.finding("CP102", told, (second, first), case)


def _both(checked: Checked, first: Provision, second: Provision) -> list[Case]:
    """Facts for which two provisions apply: where none takes their place, if there are such.

    Each way to read one is set beside the way in which the other is read by default.
    """
    pairs = [(way, second) for way in readings(first)]
    pairs += [(first, way) for way in readings(second)]
    whens = [All((one.when, other.when)) for one, other in pairs]
    others = (*checked.overriders(first), *checked.overriders(second))
    standing = All(tuple(negate(other.when) for other in others))
    for also in (standing, ALWAYS):
        for when in whens:
            if found := checked.smallest(All((when, also)), first.question):
                return found
    return []


@check("CP103", "unaccounted-topic")
def unaccounted_topic(checked: Checked) -> Iterator[Finding]:
    """A topic with neither a provision nor a kind of silence under ``silent_on``."""
    procedure = checked.procedure
    answered = {one.topic for one in procedure.provisions}
    if procedure.layer != "authority" or not answered:
        return
    for name, topic in checked.words.topics.items():
        if name not in answered | procedure.silent_on.keys() | checked.in_python:
            told = f"{topic.label}: there is no provision, and {name} is not under silent_on."
            place = checked.opened.whole if checked.opened else None
            yield Finding(code="CP103", sentence=told, topic=name, place=place)
