"""What is asked of a value beyond its type, and what stands in what is read later.

Each of these is a check that the loader makes once the classes are read. Those that look
at more than one place are left to it.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, get_origin

from attrs import fields

from cinpolicy.loading import written as w
from cinpolicy.loading.fitting import OF_CASES
from cinpolicy.loading.procedures import LAYERS, SLUG
from cinpolicy.loading.provisions import FIXED
from cinpolicy.loading.reading import AnyWord, Text
from cinpolicy.loading.words import MOST_CHOICES, NOT_NAMES
from cinpolicy.periods import Period
from cinpolicy.schema import facts, parts
from cinpolicy.schema.forms import Form
from cinpolicy.schema.parts import Schema

if TYPE_CHECKING:
    from cinpolicy.schema.model import Model

_WITHOUT_CASES: Schema = {
    "properties": dict.fromkeys(OF_CASES, False),
    "errorMessage": "Expected the key cases in the file: without a case nothing falls due.",
}
TOGETHER: dict[type[w.Written], Schema] = {
    w.WrittenCitation: {"anyOf": [{"required": ["paragraph"]}, {"required": ["paragraphs"]}]},
    w.WrittenExpectationFile: {
        "if": {"required": ["cases"]},
        "else": {"properties": {"expect": {"items": _WITHOUT_CASES}}},
    },
}
"""What is asked of the keys of a class together. Said more closely (that neither is an empty
list), an editor would offer the keys twice."""
Limit = Callable[["Model", Any], Schema]


def limited(model: "Model", kind: type[w.Written], attribute: str, of: Any) -> Schema:
    """What may stand under a key of a class."""
    limit = _LIMITS.get((kind, attribute))
    return model.of(of) if limit is None else limit(model, of)


def _from(least: int) -> Limit:
    return lambda *_: parts.from_(least)


def _all_from_1(*_: Any) -> Schema:
    number = parts.from_(1)
    return {"anyOf": [number, {"type": "array", "items": number}]}


def _most(one_or_several: Schema, most: int) -> Schema:
    one, several = one_or_several["anyOf"]
    return {"anyOf": [one, {**several, "maxItems": most}]}


def _declared(model: "Model", of: Any) -> Schema:
    """Words by name: none that has a meaning of its own."""
    names = {**parts.A_NAME, "not": {"enum": sorted(NOT_NAMES)}}
    return {**model.of(of), "propertyNames": names}


def _readings(model: "Model", _: Any) -> Schema:
    """Keys of a provision, but for those that make it the one it is, and why."""

    def reading() -> Schema:
        because = {**parts.TEXT, "description": "Why this is a way to understand the text."}
        base = model.properties(w.WrittenProvision)
        changed = {key: part for key, part in base.items() if key not in FIXED}
        must = [] if model.form is Form.PART else ["because"]
        return parts.keys({"because": because, **changed}, title="reading", required=must)

    return parts.keys({}, model.formed("reading", reading))


def _at_least_one(model: "Model", of: Any) -> Schema:
    """One value or several, but not a list of none."""
    one, several = model.of(of)["anyOf"]
    return {"anyOf": [one, {**several, "minItems": 1}]}


def _something(model: "Model", of: Any) -> Schema:
    return {**model.of(of), "minItems": 1}


def _a_slug(*_: Any) -> Schema:
    return parts.pattern(SLUG, "a short name: small letters, digits, - and _")


def _vocabulary(model: "Model", _: Any) -> Schema:
    return model.of(w.WrittenVocabulary)


_LISTS = [a.name for a in fields(w.WrittenExpectation) if get_origin(a.type) is tuple]
_LIMITS: dict[tuple[type[w.Written], str], Limit] = {
    (w.WrittenScenario, "horizon"): lambda m, _: {"anyOf": [m.of(Period), m.of(date)]},
    (w.WrittenScenario, "events"): _something,
    (w.WrittenCourse, "number"): _from(1),
    (w.WrittenCounting, "trigger_day"): lambda *_: {"enum": [0, 1]},
    (w.WrittenCitation, "paragraph"): _all_from_1,
    (w.WrittenCitation, "paragraphs"): _all_from_1,
    (w.WrittenReason, "paragraphs"): _all_from_1,
    (w.WrittenRegister, "headings"): _all_from_1,
    (w.WrittenProcedure, "authority"): _a_slug,
    (w.WrittenProcedure, "layer"): lambda *_: {"enum": list(LAYERS)},
    (w.WrittenProcedure, "vocabulary"): _vocabulary,
    (w.WrittenDraft, "draft"): _a_slug,
    (w.WrittenDraft, "vocabulary"): _vocabulary,
    (w.WrittenDraft, "terms"): lambda m, _: m.of(dict[AnyWord, Text]),
    (w.WrittenExpectation, "number"): _from(1),
    (w.WrittenExpectationFile, "expect"): _something,
    (w.WrittenExpectationFile, "cases"): _at_least_one,
    (w.WrittenFact, "choices"): lambda m, of: _most(m.of(of), MOST_CHOICES),
    (w.WrittenFact, "default"): lambda *_: facts.ANY_VALUE,
    (w.WrittenProvision, "readings"): _readings,
    **{(w.WrittenExpectation, key): _at_least_one for key in _LISTS},
    **{(w.WrittenVocabulary, part): _declared for part in w.WrittenVocabulary.__annotations__},
}
