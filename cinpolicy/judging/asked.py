"""The answers an expectation on a topic is judged on: in a case, or in procedures themselves."""

from collections.abc import Iterator

from cinpolicy import wording
from cinpolicy.conditions import ALWAYS
from cinpolicy.expectations import Expectation
from cinpolicy.judging.answers import Said, judge_answers
from cinpolicy.judging.dues import CaseRun
from cinpolicy.judging.sentences import occurrence
from cinpolicy.judging.verdicts import Finding
from cinpolicy.provisions import Answer, Question, SilenceKind
from cinpolicy.stack import NOT_STATED, PolicyStack


def questions_of(expectation: Expectation, stack: PolicyStack) -> tuple[Question, ...]:
    """The questions of a stack that an expectation on a topic is about.

    Those on which it has something to say; where there are none, the question itself.
    """
    meant = (expectation.topic, expectation.subject)
    spoken = tuple(
        question
        for question in stack.every_question
        if (question.topic, question.subject) == meant
        and expectation.of in (None, question.of)
        and stack.speaks_of(question)
    )
    return spoken or (Question(*meant, expectation.of or ""),)


def judge_in_case(expectation: Expectation, run: CaseRun) -> Finding:
    """Whether the answers that come up in a case are as expected."""
    questions = questions_of(expectation, run.stack)
    said = [one for question in questions for one in _in_case(expectation, question, run)]
    if not said:
        assert expectation.number is not None
        which = occurrence(expectation.of or questions[0].of, expectation.number, run.words)
        return Finding(held=False, said=f"{which} does not come up in this case")
    return judge_answers(expectation, said, run.words)


def _in_case(expectation: Expectation, question: Question, run: CaseRun) -> Iterator[Said]:
    """The answer each time it comes up; where it never does, for the facts at the end."""
    number = expectation.number
    asked = [one for one in run.timeline.assignments if one.question == question]
    for one in asked:
        if number in (None, one.number):
            about = occurrence(question.of, one.number, run.words) if question.of else ""
            yield Said(one.answer, f"for {about}" if about else "")
    if not asked and (number is None or not question.of):
        known = run.timeline.answers.get(question)
        yield Said(known or _unspoken(question, run.stack))


def judge_procedure(expectation: Expectation, stack: PolicyStack) -> Finding:
    """Whether every provision on a topic is as expected, under whatever condition."""
    if expectation.topic in stack.written_in_python:
        wanted = "it is worked out in Python, which can only be judged on a case"
        return Finding(held=False, said=wanted)
    questions = questions_of(expectation, stack)
    written = [one for question in questions for one in _written(question, stack)]
    said = written or [Said(_unspoken(question, stack)) for question in questions]
    return judge_answers(expectation, said, stack.vocabulary)


def _unspoken(question: Question, stack: PolicyStack) -> Answer:
    """What a stack says on what no provision is about, also on a topic it does not know."""
    if question.topic in stack.vocabulary.topics:
        return stack.ask(question, {})
    return Answer(says=NOT_STATED, by=stack.top.slug)


def _written(question: Question, stack: PolicyStack) -> Iterator[Said]:
    """Every provision that can answer, from the top layer down to one that always does."""
    for procedure in reversed(stack.procedures):
        provisions = procedure.by_question.get(question, ())
        for provision in provisions:
            where = wording.condition(provision.when, stack.vocabulary)
            about = f"where {where}" if where else ""
            yield Said(Answer(says=provision, by=procedure.slug), about)
        silence = procedure.silent_on.get(question.topic)
        says_so = silence is not None and silence.kind is not SilenceKind.NOT_STATED
        if says_so or any(provision.when == ALWAYS for provision in provisions):
            return
