"""Conditions as they are written under ``when``.

Every key of the mapping must hold. A key is a fact (with a value, a list of values any of
which will do, or a comparison), or one of ``all``, ``any``, ``not`` and ``applies``.
"""

from collections.abc import Callable
from functools import partial
from math import prod

from cinpolicy.conditions import (
    All,
    AnyOf,
    Applies,
    Comparison,
    Condition,
    Test,
    negate,
)
from cinpolicy.loading.document import Mapping, Node, Sequence
from cinpolicy.loading.reading import BadValueError, TopicWord, gather, read_int, undefined, unknown
from cinpolicy.loading.words import Checker, read_fact_value, read_member
from cinpolicy.vocabulary import COMPARISONS, Fact, FactKind

_NUMBERS = frozenset(Comparison) - {Comparison.INCLUDES}
_JOINING = ("all", "any", "not", "applies")
MOST_TESTS = 10_000


def tests_in(condition: Condition) -> int:
    """How many tests the condition has, written out as alternatives of conjunctions."""
    return _size(condition)[1]


def _size(condition: Condition) -> tuple[int, int]:
    """The number of alternatives, and of tests in all of them (at least one of each)."""
    match condition:
        case AnyOf(parts) if parts:
            sizes = [_size(part) for part in parts]
            return sum(one for one, _ in sizes), sum(tests for _, tests in sizes)
        case All(parts) if parts:
            sizes = [_size(part) for part in parts]
            alternatives = prod(one for one, _ in sizes)
            return alternatives, sum(tests * alternatives // one for one, tests in sizes)
        case _:
            return 1, 1


def read_condition(node: Node, checker: Checker) -> Condition:
    """The condition of a ``when``; faults are noted in the checker."""
    if not isinstance(node, Mapping):
        checker.at(node, "a mapping of facts to values")
        return All()
    condition = All(tuple(_part(node, key, checker) for key in node.keys))
    if tests_in(condition) > MOST_TESTS:
        note_too_long(node, checker)
        return All()
    return condition


def note_too_long(node: Node, checker: Checker) -> None:
    """Note that a condition has more tests than can be compared."""
    found = f"one of over {MOST_TESTS} tests when written out as alternatives"
    checker.at(node, "a shorter condition", found)


def _part(node: Mapping, key: str, checker: Checker) -> Condition:
    joining: dict[str, Callable[[Node, Checker], Condition]] = {
        "all": lambda n, c: All(_members(n, c)),
        "any": lambda n, c: AnyOf(_members(n, c)),
        "not": lambda n, c: negate(read_condition(n, c)),
        "applies": _applies,
    }
    value = node.values[key]
    if key in joining:
        return joining[key](value, checker)
    fact = checker.words.facts.get(key)
    if fact is None and key in checker.undecided:
        return All()
    if fact is None:
        known = [*checker.words.facts, *_JOINING]
        checker.faults.append(undefined(node.keys[key], "a known fact", known))
        return All()
    try:
        return _test(fact, value, checker)
    except BadValueError as error:
        checker.faults += error.faults
        return All()


def _members(node: Node, checker: Checker) -> tuple[Condition, ...]:
    if not isinstance(node, Sequence) or not node.items:
        checker.at(node, "a list of conditions")
        return ()
    return tuple(read_condition(member, checker) for member in node.items)


def _applies(node: Node, checker: Checker) -> Condition:
    try:
        return Applies(str(checker.word(node, TopicWord)))
    except BadValueError as error:
        checker.faults += error.faults
        return All()


def _test(fact: Fact, node: Node, checker: Checker) -> Condition:
    if isinstance(node, Mapping) and node.keys:
        return All(tuple(gather([partial(_compared, fact, node, k, checker) for k in node.keys])))
    members = node.items if isinstance(node, Sequence) else [node]
    if not members:
        raise BadValueError(node.fault(f"a value of {fact.name}"))
    comparison = Comparison.INCLUDES if fact.kind is FactKind.SOME_OF else Comparison.IS
    values = gather([partial(_value, fact, member) for member in members])
    return Test(fact.name, comparison, tuple(values))


def _compared(fact: Fact, node: Mapping, key: str, checker: Checker) -> Condition:
    value = node.values[key]
    if key == "not":
        return negate(_test(fact, value, checker))
    allowed = COMPARISONS.get(fact.kind, _NUMBERS)
    if key not in {c.value for c in allowed}:
        known = sorted({c.value for c in allowed} | {"not"})
        checker.faults.append(unknown(node.keys[key], f"a comparison for {fact.name}", known))
        return All()
    comparison = Comparison(key)
    if comparison in (Comparison.IS, Comparison.INCLUDES):
        return _test(fact, value, checker)
    number, least = read_int(value), int(comparison is Comparison.MULTIPLE_OF)
    if number < least:
        raise BadValueError(value.fault(f"a number of {least} or more"))
    return Test(fact.name, comparison, (number,))


def _value(fact: Fact, node: Node) -> bool | int | str:
    if fact.kind is FactKind.SOME_OF:
        return read_member(fact, node)
    value = read_fact_value(fact, node)
    assert not isinstance(value, frozenset)
    return value
