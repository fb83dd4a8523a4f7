"""What every authority says to one question for the same facts, before a change and after it.

This is for what no case dates. Roles and lists have no order, only more or less in common;
periods are put in order where it is certain from whatever day they are counted, and where
not, that is said.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from cinpolicy import wording
from cinpolicy.calendar import WorkingCalendar
from cinpolicy.check.lengths import Lengths
from cinpolicy.conditions import FactValue
from cinpolicy.order_of_lengths import Lengthwise, lengthwise
from cinpolicy.provisions import Answer, Provision, Question, Silence, SilenceKind
from cinpolicy.stack import NOT_STATED, PluginError, PolicyStack
from cinpolicy.values import Value
from cinpolicy.vocabulary import FactKind, TopicKind, Vocabulary


@frozen(kw_only=True, slots=False, repr=False)
class Said(Value):
    """What one authority says: a provision, or a kind of silence.

    ``topic`` is that of the provision, which for a first occurrence can be the topic of all
    of them. ``failure`` says why it could not be asked.
    """

    authority: str
    words: str
    topic: str
    provision: Provision | None = None
    silence: Silence | None = None
    answered_by: str = ""
    failure: str = ""


@frozen(kw_only=True, slots=False, repr=False)
class Among(Value):
    """What one authority says among what all others say.

    ``same`` are those who say the same, ``same_force`` those who put it with the same force
    as well. ``nearest`` are those who have most in common of the others (none where nobody has
    anything), with ``common`` roles or items of ``together`` that either names.
    ``lengths`` puts periods in order, where there is one.
    """

    said: Said
    same: tuple[str, ...]
    same_force: tuple[str, ...]
    nearest: tuple[str, ...] = ()
    common: int = 0
    together: int = 0
    lengths: Lengthwise | None = None


@frozen(kw_only=True, slots=False, repr=False)
class AskedOfAll(Value):
    """One question asked of all authorities for some facts, before and after a change.

    ``asked`` is the question in words. ``force_only`` says that what is said stayed as it was
    and only its force did not.
    """

    question: Question
    asked: str
    facts: Mapping[str, FactValue]
    before: Among
    after: Among
    others: tuple[Said, ...]
    force_only: bool


def asked_of_all(
    question: Question,
    asked: str,
    facts: Mapping[str, FactValue],
    stacks: Sequence[PolicyStack],
    draft: PolicyStack,
    base: str,
    calendar: WorkingCalendar,
) -> AskedOfAll:
    """A question asked of every stack, with ``draft`` in the place of ``base`` and without.

    Each is asked with what its own vocabulary takes as ordinary, and those of the ``facts``
    it knows.
    """
    own = next(stack for stack in stacks if stack.top.slug == base)
    others = tuple(said(question, facts, stack) for stack in stacks if stack is not own)
    lengths = Lengths(calendar)
    before, after = (
        _among(said(question, facts, stack), others, stack.vocabulary, lengths)
        for stack in (own, draft)
    )
    alike = _content(before.said, own.vocabulary) == _content(after.said, draft.vocabulary)
    return AskedOfAll(
        question=question,
        asked=asked,
        facts=dict(facts),
        before=before,
        after=after,
        others=others,
        force_only=alike and _force(before.said) != _force(after.said),
    )


# --- asking ----------------------------------------------------------------------------------


def said(question: Question, facts: Mapping[str, FactValue], stack: PolicyStack) -> Said:
    """What a stack says to a question where every fact not given is as in the ordinary case."""
    words = stack.vocabulary
    if question.topic not in words.topics:
        return _told(Answer(says=NOT_STATED, by=stack.top.slug), question.topic, stack)
    known = {name: value for name, value in facts.items() if name in words.facts}
    case = {**_ordinary(question, words), **known}
    try:
        answer = stack.ask(question, case)
        for other in () if answer.provision else _for_the_first(question, words):
            found = stack.ask(other, case)
            if found.provision and _dates_the_first(found.provision):
                return _told(found, other.topic, stack)
    except PluginError as error:
        failure = str(error)
        return Said(authority=stack.top.slug, words="could not be asked", topic="", failure=failure)
    return _told(answer, question.topic, stack)


def _ordinary(question: Question, words: Vocabulary) -> dict[str, FactValue]:
    """Every fact at its default; what is asked about is the first of its kind."""
    about = question.of or question.subject
    return {
        name: 1 if fact.kind is FactKind.COUNT and fact.of == about else fact.default
        for name, fact in words.facts.items()
    }


def _for_the_first(question: Question, words: Vocabulary) -> Iterator[Question]:
    """The questions of other topics that are about the same thing to be done."""
    topic = words.topics[question.topic]
    if topic.kind is TopicKind.TIMESCALE and topic.performed:
        for name, other in words.topics.items():
            if other.kind is TopicKind.TIMESCALE and other.performed and name != question.topic:
                yield Question(name, question.subject, question.of)


def _dates_the_first(one: Provision) -> bool:
    """Whether a rule on every occurrence says what it runs from the first time."""
    timing = one.timing
    return bool(timing and timing.recurring and any(start != one.subject for start in timing.after))


def _told(answer: Answer, topic: str, stack: PolicyStack) -> Said:
    words, one, silence = stack.vocabulary, answer.provision, answer.silence
    spoken = answer.says if isinstance(answer.says, Provision) else None
    assert one is not None or silence is not None
    return Said(
        authority=stack.top.slug,
        words=_rule(one, words) if one else wording.silence(silence or NOT_STATED, words),
        topic=topic,
        provision=spoken,
        silence=silence,
        answered_by=answer.by,
    )


def _rule(one: Provision, words: Vocabulary) -> str:
    """A rule in words; what has to happen before a decision is longer than a line has room for."""
    brief = evolve(one, decision=evolve(one.decision, first=())) if one.decision else one
    return wording.rule(brief, words)


# --- comparing -------------------------------------------------------------------------------


def _among(own: Said, others: Sequence[Said], words: Vocabulary, lengths: Lengths) -> Among:
    content, force = _content(own, words), _force(own)
    same = [other for other in others if _content(other, words) == content]
    nearest, common, together = _nearest(own, others)
    dated = {o.authority: o.provision for o in others if o.provision and not o.silence}
    one = own.provision if not own.silence else None
    return Among(
        said=own,
        same=tuple(other.authority for other in same),
        same_force=tuple(other.authority for other in same if _force(other) == force),
        nearest=nearest,
        common=common,
        together=together,
        lengths=lengthwise(one, dated, words, lengths) if one and one.timing else None,
    )


def _content(one: Said, words: Vocabulary) -> Hashable:
    """What it comes to, however it is called, cited and put."""
    if one.failure:
        return one.failure
    if one.silence is not None:
        return one.silence.kind, frozenset(one.silence.roles)
    provision = one.provision
    assert provision is not None
    if provision.timing is not None:
        timing = provision.timing
        starts = frozenset(timing.after), timing.before, timing.which
        return timing.relation, timing.period, starts, frozenset(timing.or_sooner_on)
    if provision.roles:
        return frozenset(provision.roles)
    if provision.items:
        return frozenset(provision.items)
    ruled_out = words.topics[one.topic].kind is TopicKind.RESTRICTION
    return (one.topic, provision.subject) if ruled_out else provision.statement


def _force(one: Said) -> str:
    silent = one.silence is not None and one.silence.kind is SilenceKind.NOT_STATED
    return one.provision.force.value if one.provision and not silent else ""


def _nearest(own: Said, others: Sequence[Said]) -> tuple[tuple[str, ...], int, int]:
    """Those who name most of the same roles or items (the Jaccard index), but not all the same."""
    mine = _members(own)
    shares = {}
    for other in others:
        its = _members(other)
        if mine and its and mine != its:
            shares[other.authority] = (len(mine & its), len(mine | its))
    best = max((common / whole for common, whole in shares.values()), default=0)
    close = [name for name, (common, whole) in shares.items() if common / whole == best > 0]
    # Of several as close the counts can differ (1 of 2, 2 of 4): those of the first are given.
    return (tuple(close), *shares[close[0]]) if close else ((), 0, 0)


def _members(one: Said) -> frozenset[str]:
    provision = one.provision
    if provision is None or one.silence is not None:
        return frozenset()
    return frozenset(provision.roles or provision.items)
