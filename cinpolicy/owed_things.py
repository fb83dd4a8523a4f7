"""What is owed, under whichever topic: a first review and the later ones are one thing."""

from collections.abc import Collection

from attrs import frozen

from cinpolicy.provisions import Question
from cinpolicy.timeline import Obligation, Timeline
from cinpolicy.values import Value
from cinpolicy.vocabulary import Vocabulary


@frozen(kw_only=True, slots=False, repr=False)
class OwedThing(Value):
    """An activity, or what belongs to a meeting, that several topics can bring about.

    A date that is only looked at keeps to its own topic, since several such dates are
    about one event.
    """

    subject: str
    of: str
    topic: str = ""

    @classmethod
    def asked_about(cls, question: Question, words: Vocabulary) -> "OwedThing":
        """What a question of a timescale is about."""
        own = "" if words.topics[question.topic].performed else question.topic
        return cls(subject=question.subject, of=question.of, topic=own)


def owed_on(
    timeline: Timeline, topics: Collection[str], words: Vocabulary
) -> tuple[Obligation, ...]:
    """The obligations on some topics; with no topics all there are.

    What goes before them in a row is among them where another topic dates it: the first
    review, where the text has a rule of its own for it.
    """
    last: dict[OwedThing, int] = {}
    for owed in timeline.obligations:
        if owed.question.topic in topics:
            thing = OwedThing.asked_about(owed.question, words)
            last[thing] = max(owed.number, last.get(thing, 0))

    def goes_before(owed: Obligation) -> bool:
        return owed.number < last.get(OwedThing.asked_about(owed.question, words), 0)

    return tuple(
        owed
        for owed in timeline.obligations
        if not topics or owed.question.topic in topics or goes_before(owed)
    )


def dated_otherwise(timeline: Timeline, topic: str, words: Vocabulary) -> dict[str, str]:
    """The topics that date what a topic is about, in order, each with what that is.

    Empty where the topic dates something itself.
    """
    if any(owed.question.topic == topic for owed in timeline.obligations):
        return {}
    asked = {OwedThing.asked_about(q, words) for q in timeline.answers if q.topic == topic}
    return {
        owed.question.topic: owed.question.subject
        for owed in timeline.obligations
        if OwedThing.asked_about(owed.question, words) in asked
    }
