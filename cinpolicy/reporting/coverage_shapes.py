"""What scenarios cover, as JSON."""

from cinpolicy.coverage.results import (
    Coverage,
    Failure,
    LayerShare,
    Missing,
    PairShare,
    Reason,
    Ref,
    ScenarioShare,
    TopicShare,
    Unreached,
)
from cinpolicy.reporting import json_parts
from cinpolicy.reporting.json_parts import Shape


def as_json(found: Coverage) -> str:
    """The whole of it as JSON text."""
    return json_parts.dump(
        {
            "format": "cinpolicy-coverage",
            "version": json_parts.VERSION,
            "layers": [_layer(one) for one in found.layers],
            "missing": [_missing(one) for one in found.missing],
            "scenarios": [_scenario(one) for one in found.scenarios],
            "pairs": [_pair(one) for one in found.pairs],
            "failures": [_failure(one) for one in found.failures],
        }
    )


def _layer(one: LayerShare) -> Shape:
    return {
        "layer": one.layer,
        "name": one.name,
        "document": one.document,
        "document_version": one.version,
        "reached": one.reached,
        "provisions": one.provisions,
        "topics": [_topic(topic) for topic in one.topics],
        "unreached": [_unreached(unreached) for unreached in one.unreached],
        "whole_work": list(one.whole_work),
    }


def _topic(one: TopicShare) -> Shape:
    return {
        "topic": one.topic,
        "label": one.label,
        "section": one.section,
        "reached": one.reached,
        "provisions": one.provisions,
    }


def _unreached(one: Unreached) -> Shape:
    return {
        "provision": one.ref.provision,
        "topic": one.topic,
        "says": one.says,
        "citation": json_parts.citation(one.cite),
        "why_not": one.reason.why.value,
        "sentence": one.sentence,
        **_reason(one.reason),
        "other_readings": list(one.readings),
    }


def _reason(one: Reason) -> Shape:
    closest = one.closest
    return {
        "missing": list(one.missing),
        "stopped_by": list(one.stopped_by),
        "lacking": [
            {
                "test": lacking.test,
                "seen": {
                    f: [json_parts.fact_value(v) for v in values]
                    for f, values in lacking.seen.items()
                },
            }
            for lacking in one.lacking
        ],
        "closest": closest and {"scenario": closest.scenario, "lacking": list(closest.lacking)},
        "instead": [
            {
                "layer": instead.layer,
                "provision": instead.provision or None,
                "silence": instead.silence or None,
                "scenario": instead.scenario,
            }
            for instead in one.instead
        ],
        "held_when": list(one.held_when),
        "held_at_end": one.held_at_end or None,
    }


def _missing(one: Missing) -> Shape:
    return {
        "kind": one.kind,
        "what": one.what,
        "words": one.words,
        "waiting": [_ref(ref) for ref in one.waiting],
    }


def _scenario(one: ScenarioShare) -> Shape:
    return {
        "scenario": one.scenario,
        "title": one.title,
        "ran": one.ran,
        "reached": one.reached,
        "only_here": [_ref(ref) for ref in one.only_here],
        "tells_apart": one.tells_apart,
        "only_here_apart": [list(pair) for pair in one.only_here_apart],
        "adds_nothing": one.adds_nothing,
    }


def _pair(one: PairShare) -> Shape:
    return {
        "authorities": list(one.pair),
        "told_apart_in": list(one.scenarios),
        "run_in": one.run_in,
    }


def _failure(one: Failure) -> Shape:
    return {
        "authority": one.authority,
        "scenario": one.scenario or None,
        "failure": one.reason,
    }


def _ref(ref: Ref) -> Shape:
    return {"layer": ref.layer, "provision": ref.provision}
