"""Classes of which one key says what the others are about: each such key with its own.

An editor then offers what goes with the key that was written, and nothing else.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from cinpolicy.draft import EditKind
from cinpolicy.loading import written as w
from cinpolicy.loading.amending import KEYS_BESIDE
from cinpolicy.loading.fitting import OF_ANSWERS, OF_WHAT_IS_DUE, PERIODS
from cinpolicy.loading.reading import TopicWord
from cinpolicy.schema import parts
from cinpolicy.schema.forms import Form, required
from cinpolicy.schema.parts import Schema

if TYPE_CHECKING:
    from cinpolicy.schema.model import Model


def _change(model: "Model") -> Schema:
    """A change of a draft, which is of one kind."""
    return {"anyOf": [_change_of(model, kind) for kind in EditKind]}


def _change_of(model: "Model", kind: EditKind) -> Schema:
    """A kind of change: its own key, the reason, and what goes with the kind."""
    own, values = model.properties(w.WrittenChange), _values(model, kind)
    can, must = KEYS_BESIDE[kind]
    keys = [kind.value, *(key for key in ("from", "to") if key in can), "because"]
    either = parts.at_least_one(sorted(can), "from, to, or both") if can and not must else {}
    return parts.keys(
        {key: {**values.get(key, own[key]), **_said(own[key])} for key in keys},
        title=f"change: {kind.value}",
        required=[kind.value, *must, "because"],
        **either,
    )


def _values(model: "Model", kind: EditKind) -> Mapping[str, Schema]:
    """What may stand under those keys that hold something of a procedure."""
    part, drafted = model.in_form(Form.PART), model.in_form(Form.DRAFTED)
    match kind:
        case EditKind.CHANGE:
            changed = part.formed("provision_changed", lambda: _provision(part, without="id"))
            return {"from": changed, "to": changed}
        case EditKind.REPLACE:
            new = drafted.formed("replacement", lambda: _provision(drafted, optional="id"))
            return {"from": _now(part), "to": new}
        case EditKind.REMOVE:
            return {"from": _now(part)}
        case EditKind.ADD:
            return {"add": drafted.of(w.WrittenProvision)}
        case EditKind.SILENT_ON:
            silence = drafted.of(w.WrittenSilence)
            return {"silent_on": model.of(TopicWord), "from": silence, "to": silence}


def _now(part: "Model") -> Schema:
    """What a provision says now, in one part at least."""
    return part.formed("provision", lambda: {**_provision(part), "minProperties": 1})


def _provision(model: "Model", *, without: str = "", optional: str = "") -> Schema:
    """A provision with all its keys but one, or with one more that may be left out."""
    keys = {k: v for k, v in model.properties(w.WrittenProvision).items() if k != without}
    must = [key for key in required(model.form, w.WrittenProvision) if key != optional]
    return parts.keys(keys, title="provision", required=must)


def _said(key: Schema) -> Schema:
    """The description of a key, which stays whatever may stand under it."""
    return {"description": key["description"]}


def _expectation(model: "Model") -> Schema:
    """An expectation, which is about an answer, one occurrence, or each of them.

    An answer comes first: of a topic alone an editor then says what is missing of an answer.
    """
    of_any, whatever = ("in", "topic", "of", "because"), ("says", "force")
    due, answer = (*OF_WHAT_IS_DUE, *whatever), (*OF_ANSWERS, *whatever)
    return {
        "anyOf": [
            _expectation_of(model, "topic", (*of_any, "subject", "number"), answer),
            _expectation_of(model, "the", (*of_any, "number", "after"), due),
            _expectation_of(model, "each", (*of_any, "if_any", "after"), due),
        ]
    }


def _expectation_of(
    model: "Model", about: str, beside: Collection[str], expected: Sequence[str]
) -> Schema:
    """What is expected of what a key names; a period is counted from something."""
    every = model.properties(w.WrittenExpectation)
    can = {key: value for key, value in every.items() if key in (about, *beside, *expected)}
    counted = {
        **{period: ["after"] for period in PERIODS},
        "after": parts.at_least_one(PERIODS, "within or at_least beside after"),
    }
    return parts.keys(
        can,
        title=f"expectation: {about}",
        required=[about],
        **parts.at_least_one(expected, f"what must be so, one of {', '.join(expected)}"),
        **({"dependencies": counted} if "after" in can else {}),
    )


ALTERNATIVES: Mapping[type[w.Written], Callable[["Model"], Schema]] = {
    w.WrittenChange: _change,
    w.WrittenExpectation: _expectation,
}
