"""The shapes of a procedure and its provisions in JSON, documented in ``docs/json.md``."""

from collections.abc import Iterable

from cinpolicy.conditions import All, AnyOf, Applies, Condition, Test
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Provision, Silence, Timing, Variation
from cinpolicy.reporting.json_parts import VERSION, Shape, citation, period, question


def procedure(made: Procedure) -> Shape:
    """One procedure: its document, its provisions and its silences."""
    return {
        "format": "cinpolicy-procedure",
        "version": VERSION,
        "authority": made.slug,
        "name": made.name,
        "layer": made.layer,
        "document": {
            "title": made.document.title,
            "version": made.document.version,
            "url": made.document.url or None,
            "note": made.document.note or None,
        },
        "terms": dict(sorted(made.terms.items())),
        "provisions": [provision(p) for p in made.provisions],
        "silent_on": {topic: _silence(s) for topic, s in sorted(made.silent_on.items())},
    }


def provision(p: Provision) -> Shape:
    """One provision, whole."""
    return {
        "id": p.id,
        **question(p.question),
        "timing": _timing(p.timing),
        "owed_by": list(p.by),
        "roles": list(p.roles),
        "items": list(p.items),
        "local_items": [
            {
                "item": one.item,
                "local_term": one.term or None,
                "paragraphs": list(one.paragraphs),
                "force": one.force or None,
            }
            for one in p.local
        ],
        "decision": _decision(p),
        "silence": _silence(p.silence),
        "statement": p.statement or None,
        "force": p.force.value,
        "conditions": condition(p.when),
        "exception_to": list(p.exception_to),
        "variation": _variation(p.variation),
        "gives_way_to": p.gives_way_to
        and {"activity": p.gives_way_to.activity, "within": period(p.gives_way_to.within)},
        "local_term": p.term or None,
        "assumes": list(p.assumes),
        "allows": {one.code: one.because for one in p.allows},
        "note": p.note or None,
        "citation": citation(p.cite),
        "readings": [
            {"name": r.name, "because": r.because, "provision": provision(r.provision)}
            for r in p.readings
            if r.provision is not p
        ],
    }


def _decision(p: Provision) -> Shape | None:
    if p.decision is None:
        return None
    return {
        "recommended_by": list(p.decision.recommended_by),
        "forum": p.decision.forum or None,
        "first": list(p.decision.first),
    }


def _timing(timing: Timing | None) -> Shape | None:
    if timing is None:
        return None
    which = timing.which and {
        "at": period(timing.which.at),
        "after": timing.which.after,
        "give_or_take": period(timing.which.give_or_take),
    }
    return {
        "relation": timing.relation.value,
        "period": period(timing.period),
        "after": list(timing.after),
        "before": timing.before or None,
        "which": which,
        "or_sooner_on": list(timing.or_sooner_on),
        "counting": timing.counting
        and {
            "trigger_day": timing.counting.trigger_day,
            "non_working_day": timing.counting.non_working_day.value,
        },
    }


def _variation(power: Variation | None) -> Shape | None:
    if power is None:
        return None
    return {
        "by": list(power.by),
        "up_to": period(power.up_to),
        "conditions": condition(power.when),
        "force": power.force.value,
        "recorded_as": power.recorded_as or None,
        "citation": citation(power.cite),
    }


def _silence(what: Silence | None) -> Shape | None:
    if what is None:
        return None
    return {
        "kind": what.kind.value,
        "note": what.note or None,
        "roles": list(what.roles),
        "citation": citation(what.cite) if what.cite else None,
    }


def condition(value: Condition) -> Shape:
    """A condition as a tree of ``all``, ``any`` and tests."""
    match value:
        case All(parts):
            return {"all": _conditions(parts)}
        case AnyOf(parts):
            return {"any": _conditions(parts)}
        case Applies(topic, wanted):
            return {"applies": topic, "wanted": wanted}
        case Test(fact, comparison, values, wanted):
            return {
                "fact": fact,
                "comparison": comparison.value,
                "values": list(values),
                "wanted": wanted,
            }


def _conditions(parts: Iterable[Condition]) -> list[Shape]:
    return [condition(part) for part in parts]
