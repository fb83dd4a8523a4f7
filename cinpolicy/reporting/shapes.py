"""The shapes of comparisons and timelines in JSON, documented in ``docs/json.md``."""

from collections.abc import Mapping, Sequence

from cinpolicy.cells import Cell, Comparison, Divergence, Row, Span
from cinpolicy.clock import DueDate
from cinpolicy.reporting.json_parts import VERSION, Shape, citation, period, question
from cinpolicy.timeline import Obligation, Occurrence, Timeline


def comparisons(
    made: Sequence[Comparison], fingerprints: Mapping[str, str], *, only_divergent: bool = False
) -> Shape:
    """All comparisons of one call; ``fingerprints`` are of authorities and layers by slug."""
    return {
        "format": "cinpolicy-comparison",
        "version": VERSION,
        "comparisons": [
            comparison(one, fingerprints, only_divergent=only_divergent) for one in made
        ],
    }


def comparison(
    made: Comparison, fingerprints: Mapping[str, str], *, only_divergent: bool = False
) -> Shape:
    """One scenario: its authorities, rows and largest divergences."""
    rows = made.divergent if only_divergent else made.rows
    columns = {column.slug for column in made.columns}
    return {
        "scenario": made.scenario,
        "fingerprint": made.fingerprint or None,
        "title": made.title,
        "question": made.question,
        "horizon": made.horizon.isoformat(),
        "authorities": [
            {
                "authority": c.slug,
                "name": c.name,
                "document": c.document,
                "document_version": c.version,
                "fingerprint": fingerprints.get(c.slug) or None,
                "failure": c.failure or None,
            }
            for c in made.columns
        ],
        "layers": [
            {"layer": slug, "fingerprint": mark or None}
            for slug, mark in fingerprints.items()
            if slug not in columns
        ],
        "rows": [_row(row) for row in rows],
        "largest": [d.code for _, d in made.largest],
        "silences": {
            slug: {kind.value: count for kind, count in sorted(kinds.items())}
            for slug, kinds in made.silences.items()
        },
        "every_reading": made.every_reading,
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
        "under_readings": [_divergence(d) for d in row.under_readings],
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
        "robust": d.robust,
        "depends_on": list(d.depends_on),
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
        "every_reading": _span(cell.span),
        "provision": cell.provision.id if cell.provision else None,
        "citation": citation(cell.provision.cite) if cell.provision else None,
        "obligation": obligation(cell.obligation) if cell.obligation else None,
    }


def _span(span: Span | None) -> Shape | None:
    if span is None:
        return None
    undated = span.undated_under
    return {
        "earliest": span.earliest.isoformat() if span.earliest else None,
        "latest": span.latest.isoformat() if span.latest else None,
        "earliest_under": list(span.earliest_under),
        "latest_under": list(span.latest_under),
        "undated_under": None if undated is None else list(undated),
        "every_combination": span.whole,
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
    return {
        **question(owed.question),
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
        "goes_back_to": [
            {
                "event": one.event,
                "number": one.number,
                "date": one.date.isoformat(),
                "assumes": one.what,
            }
            for one in owed.goes_back_to
        ],
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
        "period": period(due.period),
        "counted": "back" if due.back else "forward",
        "trigger_day": due.trigger_day,
        "passed_over": [{"date": d.isoformat(), "reason": why} for d, why in due.passed_over],
        "clipped_to_month_end": due.clipped,
        "falls_on": due.falls_on,
        "moved_from": due.moved_from.isoformat() if due.moved_from else None,
    }
