"""The shapes of JSON output, documented in ``docs/json.md``.

``VERSION`` goes up when a key is removed or changes its meaning; new keys may come at
any time.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from cinpolicy.cells import Cell, Comparison, Divergence, Row
from cinpolicy.clock import DueDate
from cinpolicy.conditions import All, AnyOf, Applies, Condition, Test
from cinpolicy.periods import Period
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Citation, Provision, Silence, Timing, Variation
from cinpolicy.timeline import Obligation, Occurrence, Timeline

VERSION = 1
Shape = dict[str, Any]


def dump(shape: Shape) -> str:
    """JSON text with a newline at the end; no character is escaped that need not be."""
    return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"


def comparisons(made: Sequence[Comparison], *, only_divergent: bool = False) -> Shape:
    """All comparisons of one call."""
    return {
        "format": "cinpolicy-comparison",
        "version": VERSION,
        "comparisons": [comparison(one, only_divergent=only_divergent) for one in made],
    }


def comparison(made: Comparison, *, only_divergent: bool = False) -> Shape:
    """One scenario: its authorities, rows and largest divergences."""
    rows = made.divergent if only_divergent else made.rows
    return {
        "scenario": made.scenario,
        "title": made.title,
        "question": made.question,
        "horizon": made.horizon.isoformat(),
        "authorities": [
            {
                "authority": c.slug,
                "name": c.name,
                "document": c.document,
                "document_version": c.version,
                "failure": c.failure or None,
            }
            for c in made.columns
        ],
        "rows": [_row(row) for row in rows],
        "largest": [d.code for _, d in made.largest],
        "divergence_counts": dict(sorted(made.counts.items())),
    }


def _row(row: Row) -> Shape:
    return {
        "row": row.key,
        "label": row.label,
        "section": row.section,
        "topics": list(row.topics),
        "kind": row.kind.value,
        "cells": [_cell(cell) for cell in row.cells],
        "divergences": [_divergence(d) for d in row.divergences],
    }


def _divergence(d: Divergence) -> Shape:
    gap = d.gap and {
        "days": d.gap.days,
        "start": d.gap.start,
        "period": d.gap.period,
        "non_working": d.gap.non_working,
        "moved": d.gap.moved,
    }
    return {
        "code": d.code,
        "aspect": d.aspect.value,
        "statement": d.statement,
        "size": d.size,
        "earliest": d.earliest or None,
        "latest": d.latest or None,
        "gap": gap,
    }


def _cell(cell: Cell) -> Shape:
    return {
        "authority": cell.authority,
        "kind": cell.kind.value,
        "date": cell.due.isoformat() if cell.due else None,
        "count": cell.count,
        "rule": cell.words,
        "force": cell.force or None,
        "silence": cell.silence.value if cell.silence else None,
        "local_term": cell.term or None,
        "answered_by": cell.answered_by or None,
        "rests_on_assumption": cell.assumed,
        "notes": list(cell.notes),
        "provision": cell.provision.id if cell.provision else None,
        "citation": _citation(cell.provision.cite) if cell.provision else None,
        "obligation": obligation(cell.obligation) if cell.obligation else None,
    }


def timeline(made: Timeline, scenario: str, authority: str) -> Shape:
    """One case under one authority."""
    return {
        "format": "cinpolicy-timeline",
        "version": VERSION,
        "scenario": scenario,
        "authority": authority,
        "occurrences": [_occurrence(o) for o in made.occurrences],
        "obligations": [obligation(o) for o in made.obligations],
    }


def obligation(owed: Obligation) -> Shape:
    """One obligation, with its due date taken apart."""
    question = owed.question
    return {
        "topic": question.topic,
        "subject": question.subject,
        "of": question.of or None,
        "number": owed.number,
        "state": owed.state.value,
        "due": _due(owed.due),
        "latest": _due(owed.latest),
        "target": owed.target.isoformat() if owed.target else None,
        "done": owed.done.isoformat() if owed.done else None,
        "instead": _instead(owed),
        "owed_by": list(owed.provision.by),
        "provision": owed.provision.id,
        "answered_by": owed.answered_by,
        "trigger": _occurrence(owed.trigger) if owed.trigger else None,
        "remarks": [remark.value for remark in owed.remarks],
        "other_readings": [
            {
                "reading": other.reading,
                "provision": other.answer.provision and other.answer.provision.id,
                "silence": other.answer.silence and other.answer.silence.kind.value,
                "due": _due(other.due),
            }
            for other in owed.alternatives
        ],
    }


def _instead(owed: Obligation) -> Shape | None:
    if owed.instead is None:
        return None
    return {"activity": owed.instead[0], "date": owed.instead[1].isoformat()}


def _occurrence(one: Occurrence) -> Shape:
    return {
        "event": one.event,
        "date": one.date.isoformat(),
        "number": one.number,
        "known": one.known.isoformat() if one.known else None,
        "obligation": one.obligation,
        "assumed": one.assumed,
        "missed": one.missed,
    }


def _due(due: DueDate | None) -> Shape | None:
    if due is None:
        return None
    return {
        "date": due.date.isoformat(),
        "start": due.start.isoformat(),
        "period": _period(due.period),
        "counted": "back" if due.back else "forward",
        "trigger_day": due.trigger_day,
        "passed_over": [{"date": d.isoformat(), "reason": why} for d, why in due.passed_over],
        "clipped_to_month_end": due.clipped,
        "falls_on": due.falls_on,
        "moved_from": due.moved_from.isoformat() if due.moved_from else None,
    }


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
        "topic": p.topic,
        "subject": p.subject,
        "of": p.of or None,
        "timing": _timing(p.timing),
        "owed_by": list(p.by),
        "roles": list(p.roles),
        "items": list(p.items),
        "decision": _decision(p),
        "silence": _silence(p.silence),
        "statement": p.statement or None,
        "force": p.force.value,
        "conditions": condition(p.when),
        "exception_to": list(p.exception_to),
        "variation": _variation(p.variation),
        "gives_way_to": p.gives_way_to
        and {"activity": p.gives_way_to.activity, "within": _period(p.gives_way_to.within)},
        "local_term": p.term or None,
        "assumes": list(p.assumes),
        "note": p.note or None,
        "citation": _citation(p.cite),
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
        "at": _period(timing.which.at),
        "after": timing.which.after,
        "give_or_take": _period(timing.which.give_or_take),
    }
    return {
        "relation": timing.relation.value,
        "period": _period(timing.period),
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


def _period(period: Period | None) -> Shape | None:
    return {"amount": period.amount, "unit": period.unit.value} if period else None


def _variation(power: Variation | None) -> Shape | None:
    if power is None:
        return None
    return {
        "by": list(power.by),
        "up_to": _period(power.up_to),
        "conditions": condition(power.when),
        "force": power.force.value,
        "recorded_as": power.recorded_as or None,
        "citation": _citation(power.cite),
    }


def _silence(what: Silence | None) -> Shape | None:
    if what is None:
        return None
    return {
        "kind": what.kind.value,
        "note": what.note or None,
        "roles": list(what.roles),
        "citation": _citation(what.cite) if what.cite else None,
    }


def _citation(cite: Citation) -> Shape:
    return {
        "section": cite.section,
        "paragraphs": list(cite.paragraphs),
        "fingerprint": cite.fingerprint or None,
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
