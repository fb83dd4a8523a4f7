"""What a procedure says for every case there is, without searching: the proof of the search."""

from collections.abc import Iterator, Mapping
from itertools import product

from attrs import evolve

from cinpolicy.conditions import All, Condition, Facts, FactValue, Test, leaves
from cinpolicy.procedure import ConflictError, Procedure
from cinpolicy.provisions import Provision, Question, Silence, SilenceKind
from cinpolicy.smallest import Domain
from cinpolicy.vocabulary import Vocabulary

MOST_CASES = 200_000


def said(procedure: Procedure, question: Question, facts: Facts) -> object:
    """What a procedure, read in one way, says for some facts: all of it that is not wording."""
    try:
        answer = procedure.answer(question, facts)
    except ConflictError:
        applying = [one for one in procedure.by_question[question] if one.when.holds(facts)]
        standing = procedure.without_overridden(applying)
        several = {repr(_of(one, one.silence, one, facts)) for one in standing}
        return ("clash", several)
    return None if answer is None else _of(answer.provision, answer.silence, answer.says, facts)


def _of(
    provision: Provision | None, silence: Silence | None, one: Provision | Silence, facts: Facts
) -> object:
    if silence is not None or provision is None:
        assert silence
        part = isinstance(one, Provision) and (one.by, one.decision)
        if silence.kind is SilenceKind.NOT_STATED and not (part and any(part)):
            return None
        force = isinstance(one, Provision) and one.force
        return (silence.kind, set(silence.roles), part, force, _power(one, facts))
    own = {(i.item, i.force) for i in provision.local if i.force != provision.force.value}
    forces = {(item, force) for item, force in own if force}
    timing = provision.timing and (
        *(provision.timing.relation, provision.timing.period, set(provision.timing.after)),
        *(provision.timing.before, provision.timing.which, provision.timing.counting),
        set(provision.timing.or_sooner_on),
    )
    who = (set(provision.by), set(provision.roles), provision.decision and vars(provision.decision))
    listed = (set(provision.items), forces, provision.force, provision.gives_way_to)
    return (timing, who, listed, _power(provision, facts))


def _power(one: object, facts: Facts) -> object:
    power = one.variation if isinstance(one, Provision) else None
    if power is None or not power.when.holds(facts):
        return None
    return (set(power.by), power.up_to, power.force)


def every_way(procedure: Procedure, question: Question) -> Iterator[Procedure]:
    """The procedure under every combination of readings of what is ambiguous on a question."""
    ids = {one.id for one in procedure.by_question[question]}
    choices = [one for one in procedure.choices if not ids.isdisjoint(one.provisions)]
    small = _only(procedure, question)
    for names in product(*(one.readings for one in choices)):
        yield small.read_as({one.id: n for one, n in zip(choices, names, strict=True)})


def _only(procedure: Procedure, question: Question) -> Procedure:
    return evolve(procedure, provisions=procedure.by_question[question])


def every_case(
    procedures: tuple[Procedure, ...], question: Question, words: Vocabulary
) -> Iterator[Mapping[str, FactValue]]:
    """Every case that any test of any condition on the question tells apart."""
    tests: dict[str, list[Test]] = {}
    every = (w for p in procedures for one in p.by_question[question] for w in _conditions(one))
    for one in leaves(All(tuple(every))):
        assert isinstance(one, Test)
        tests.setdefault(one.fact, []).append(one)
    domain = Domain(words, question)
    choices = [[c.value for c in domain.choices(name, some)] for name, some in tests.items()]
    for number, values in enumerate(product(*choices)):
        assert number < MOST_CASES
        yield dict(zip(tests, values, strict=True))


def _conditions(one: Provision) -> Iterator[Condition]:
    yield one.when
    if one.variation:
        yield one.variation.when
    for reading in one.readings:
        yield from _conditions(reading.provision)


def alike(before: Procedure, after: Procedure, question: Question, words: Vocabulary) -> bool:
    """Whether two procedures say the same to a question in every case, under every reading."""
    cases = list(every_case((before, after), question, words))
    both = zip(every_way(before, question), every_way(after, question), strict=True)
    return all(
        said(one, question, facts) == said(other, question, facts)
        for one, other in both
        for facts in cases
    )
