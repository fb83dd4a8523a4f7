"""Conditions as they are written under ``when``.

Every key of the mapping must hold. A key is a fact (with a value, a list of values any of
which will do, or a comparison), or one of ``all``, ``any``, ``not`` and ``applies``.
"""

from collections.abc import Callable

from cinpolicy.conditions import (
    All,
    AnyOf,
    Applies,
    Comparison,
    Condition,
    Test,
    negate,
)
from cinpolicy.loading.document import Mapping, Node, Scalar, Sequence
from cinpolicy.loading.reading import BadValueError, read_int, read_text, unknown
from cinpolicy.loading.words import Checker, read_fact_value
from cinpolicy.vocabulary import COMPARISONS, Fact, FactKind

_NUMBERS = frozenset(Comparison) - {Comparison.INCLUDES}
_JOINING = ("all", "any", "not", "applies")


def read_condition(node: Node, checker: Checker) -> Condition:
    """The condition of a ``when``; faults are noted in the checker."""
    if not isinstance(node, Mapping):
        checker.at(node, "a mapping of facts to values")
        return All()
    return All(tuple(_part(node, key, checker) for key in node.keys))


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
    if fact is None:
        known = [*checker.words.facts, *_JOINING]
        checker.faults.append(unknown(node.keys[key], "a known fact", known))
        return All()
    try:
        return _test(fact, value, checker)
    except BadValueError as error:
        checker.faults += error.faults
        return All()


def _members(node: Node, checker: Checker) -> tuple[Condition, ...]:
    if not isinstance(node, Sequence):
        checker.at(node, "a list of conditions")
        return ()
    return tuple(read_condition(member, checker) for member in node.items)


def _applies(node: Node, checker: Checker) -> Condition:
    try:
        topic = read_text(node)
    except BadValueError as error:
        checker.faults += error.faults
        return All()
    return Applies(checker.known(topic, "a known topic", checker.words.topics))


def _test(fact: Fact, node: Node, checker: Checker) -> Condition:
    if isinstance(node, Mapping):
        return All(tuple(_compared(fact, node, key, checker) for key in node.keys))
    members = node.items if isinstance(node, Sequence) else [node]
    comparison = Comparison.INCLUDES if fact.kind is FactKind.SOME_OF else Comparison.IS
    return Test(fact.name, comparison, tuple(_value(fact, member) for member in members))


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
    number = read_int(value)
    if comparison is Comparison.MULTIPLE_OF and number < 1:
        raise BadValueError(value.fault("a number of 1 or more"))
    return Test(fact.name, comparison, (number,))


def _value(fact: Fact, node: Node) -> bool | int | str:
    if fact.kind is FactKind.SOME_OF:
        text = read_text(node)
        if text not in fact.choices:
            assert isinstance(node, Scalar)
            raise BadValueError(unknown(node, f"a value of {fact.name}", list(fact.choices)))
        return str(text)
    value = read_fact_value(fact, node)
    assert not isinstance(value, frozenset)
    return value
