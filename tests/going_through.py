"""What a procedure says for every case there is, without searching: the proof of the search."""

from collections.abc import Iterator, Mapping
from itertools import product

from attrs import evolve

from cinpolicy.conditions import All, Condition, Facts, FactValue, Test, leaves
from cinpolicy.procedure import ConflictError, Procedure
from cinpolicy.provisions import Provision, Question, SilenceKind
from cinpolicy.smallest import Domain
from cinpolicy.vocabulary import Vocabulary

MOST_CASES = 200_000


def said(procedure: Procedure, question: Question, facts: Facts) -> object:
    """What a procedure, read in one way, says for some facts: all of it that is not wording."""
    try:
        answer = procedure.answer(question, facts)
    except ConflictError:
        return "two answers"
    if answer is None:
        return None
    if answer.provision is None:
        silence = answer.silence
        assert silence
        one = answer.says
        part = isinstance(one, Provision) and (one.by, one.decision)
        if silence.kind is SilenceKind.NOT_STATED and not (part and any(part)):
            return None
        force = isinstance(one, Provision) and one.force
        return (silence.kind, set(silence.roles), part, force, _power(one, facts))
    one = answer.provision
    forces = {(i.item, i.force) for i in one.local if i.force and i.force != one.force.value}
    timing = one.timing and (
        *(one.timing.relation, one.timing.period, set(one.timing.after), one.timing.before),
        *(one.timing.which, set(one.timing.or_sooner_on), one.timing.counting),
    )
    who = (set(one.by), set(one.roles), one.decision and vars(one.decision))
    return (timing, who, set(one.items), forces, one.force, one.gives_way_to, _power(one, facts))


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
