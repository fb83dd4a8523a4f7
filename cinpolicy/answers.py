"""Whether what a plugin gives is what it must be, so that everything after may rely on it."""

from collections.abc import Mapping

from cinpolicy.periods import Period
from cinpolicy.procedure import Document, Procedure
from cinpolicy.provisions import (
    Answer,
    Citation,
    Force,
    Provision,
    Reading,
    Relation,
    Silence,
    SilenceKind,
    Timing,
)
from cinpolicy.vocabulary import Topic, TopicKind, Vocabulary

_HOLDS = {
    TopicKind.TIMESCALE: "timing",
    TopicKind.ROLE: "roles",
    TopicKind.DECISION: "roles",
    TopicKind.CHECKLIST: "items",
    TopicKind.RESTRICTION: "statement",
    TopicKind.STATEMENT: "statement",
}
_WITH_ARTICLE = {"timing": "a timing", "statement": "a statement"}
_PROVISION = {
    "id": str,
    "timing": Timing | None,
    "by": tuple,
    "roles": tuple,
    "items": tuple,
    "silence": Silence | None,
    "statement": str,
    "force": Force,
    "cite": Citation,
    "readings": tuple,
    "term": str,
    "assumes": tuple,
}
_TIMING = {
    "relation": Relation,
    "period": Period | None,
    "after": tuple,
    "before": str,
    "or_sooner_on": tuple,
}
_SILENCE = {"kind": SilenceKind, "roles": tuple}


_PROCEDURE = {
    "slug": str,
    "name": str,
    "layer": str,
    "document": Document,
    "vocabulary": Vocabulary,
    "provisions": tuple,
}


def unfit_procedure(procedure: object) -> str:
    """Why something is no procedure, in a few words; empty where it is one."""
    if not isinstance(procedure, Procedure):
        return f"its procedure must be a Procedure (got {type(procedure).__name__})"
    return _mistyped(procedure, _PROCEDURE)


def unfit(answer: object, topic: Topic) -> str:
    """Why something is no answer on a topic, in a few words; empty where it is one."""
    if not isinstance(answer, Answer):
        return f"must return an Answer or None (got {type(answer).__name__})"
    if not isinstance(answer.by, str):
        return f"must say by which layer (got {type(answer.by).__name__})"
    if isinstance(answer.says, Silence):
        return _mistyped(answer.says, _SILENCE)
    if not isinstance(answer.says, Provision):
        return f"must say a Provision or a Silence (got {type(answer.says).__name__})"
    return _unfit_provision(answer.says, topic)


def _unfit_provision(provision: Provision, topic: Topic) -> str:
    parts = ((provision, _PROVISION), (provision.timing, _TIMING), (provision.silence, _SILENCE))
    for part, kinds in parts:
        if part is not None and (wrong := _mistyped(part, kinds)):
            return wrong
    wanted = _HOLDS[topic.kind]
    if provision.silence is None and not getattr(provision, wanted):
        return f"must have {_WITH_ARTICLE.get(wanted, wanted)} (got {provision.id})"
    if provision.timing is not None and wanted != "timing":
        return f"must not have a timing (got {provision.id})"
    return ""


def _mistyped(thing: object, kinds: Mapping[str, object]) -> str:
    """The first attribute that is not of its kind, and what it is instead."""
    for name, kind in kinds.items():
        value = getattr(thing, name)
        place = f"{type(thing).__name__}.{name}"
        if not isinstance(value, kind):  # type: ignore[arg-type]
            return f"{place} cannot be a {type(value).__name__}"
        for one in value if isinstance(value, tuple) else ():
            if not isinstance(one, str | Reading | Provision):
                return f"{place} cannot hold a {type(one).__name__}"
    return ""
