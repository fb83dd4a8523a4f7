"""Facts as a case gives them, and as conditions test them.

A common fact takes the values of its kind. A fact of another name is one that an authority
declares: it may be of any kind.
"""

from collections.abc import Mapping

from cinpolicy.conditions import Comparison
from cinpolicy.schema import parts
from cinpolicy.schema.forms import Form
from cinpolicy.schema.parts import Schema
from cinpolicy.vocabulary import COMPARISONS, Fact, FactKind, Vocabulary

ANY_VALUE: Schema = {"anyOf": [parts.TEXT, {"type": "array", "items": parts.TEXT}]}
"""The value of a fact of whatever kind."""
_SAID = {
    Comparison.IS: "It is this, or any of these.",
    Comparison.INCLUDES: "This, or any of these, is among what it holds.",
    Comparison.ABOVE: "It is more than this.",
    Comparison.AT_LEAST: "It is this or more.",
    Comparison.BELOW: "It is less than this.",
    Comparison.AT_MOST: "It is this or less.",
    Comparison.MULTIPLE_OF: "It is this many times a whole number.",
}
_NOT_SO = "It is none of this."


def given(words: Vocabulary) -> Schema:
    """The facts a case gives; those that are worked out cannot be."""
    known: dict[str, Schema | bool] = {
        name: False if fact.derived else {**_given(fact), "description": fact.meaning}
        for name, fact in words.facts.items()
    }
    return parts.keys(known, ANY_VALUE, title="facts", propertyNames=parts.A_NAME)


def _given(fact: Fact) -> Schema:
    value = _value(fact)
    if fact.kind is FactKind.SOME_OF:
        return {"anyOf": [value, {"type": "array", "items": value}]}
    return value


def _value(fact: Fact | None) -> Schema:
    """A single value of a fact."""
    if fact is None:
        return parts.TEXT
    match fact.kind:
        case FactKind.YES_NO:
            return parts.TRUTH
        case FactKind.ONE_OF | FactKind.SOME_OF:
            return {"enum": list(fact.choices)}
        case _:
            return parts.from_(0)


def condition(
    words: Vocabulary, definitions: dict[str, Schema], topic: Schema, form: Form = Form.WHOLE
) -> Schema:
    """A condition, or a part of one; ``topic`` is what may stand under ``applies``."""
    several = {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/condition"}}
    itself = {"$ref": f"#/definitions/{form}condition"}
    joining: dict[str, Schema] = {
        "all": {**several, "description": "Every one of these conditions holds."},
        "any": {**several, "description": "At least one of these conditions holds."},
        "not": {**itself, "description": "This condition does not hold."},
        "applies": {**topic, "description": "Some provision on this topic applies."},
    }
    tested = {
        name: {**_test(fact, definitions, form), "description": fact.meaning}
        for name, fact in words.facts.items()
    }
    others = _test(None, definitions, form)
    every = {**tested, **joining}
    return parts.keys(every, others, title="condition", propertyNames=parts.A_NAME)


def _test(fact: Fact | None, definitions: dict[str, Schema], form: Form) -> Schema:
    """What may stand under a fact in a condition; facts alike share a definition."""
    name = f"{form}test_of_{_sort(fact)}"
    itself = {"$ref": f"#/definitions/{name}"}
    if name not in definitions:
        values = parts.one_or_more(_value(fact))["anyOf"]
        least: Schema = {} if form is Form.PART else {"minProperties": 1}
        compared = parts.keys(_comparisons(fact, itself), title="comparison", **least)
        definitions[name] = {"anyOf": [*values, compared]}
    return itself


def _sort(fact: Fact | None) -> str:
    if fact is None:
        return "any_fact"
    if fact.choices:
        return f"fact_{fact.name}"
    return "yes_no" if fact.kind is FactKind.YES_NO else "number"


def _comparisons(fact: Fact | None, itself: Schema) -> Mapping[str, Schema]:
    numeric = frozenset(Comparison) - {Comparison.INCLUDES}
    allowed = COMPARISONS.get(fact.kind, numeric) if fact else frozenset(Comparison)
    made = {
        one.value: {**_compared(one, itself), "description": _SAID[one]}
        for one in Comparison
        if one in allowed
    }
    return {**made, "not": {**itself, "description": _NOT_SO}}


def _compared(comparison: Comparison, itself: Schema) -> Schema:
    if comparison in (Comparison.IS, Comparison.INCLUDES):
        return itself
    return parts.from_(int(comparison is Comparison.MULTIPLE_OF))
