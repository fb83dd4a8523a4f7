"""The JSON shape of a plan, documented in ``docs/json.md``."""

from cinpolicy.case_classes import Touched
from cinpolicy.draft import Draft, DraftedChange
from cinpolicy.planning import Judged, Plan, TouchedClass
from cinpolicy.reporting import diff_shapes
from cinpolicy.reporting.findings import moved_shape
from cinpolicy.reporting.json_parts import VERSION, Shape, fact_values, question
from cinpolicy.reporting.shown_by import shown_shape
from cinpolicy.reporting.standing import asked_shape, standing_shape
from cinpolicy.smallest import values


def plan(made: Plan) -> Shape:
    """The whole plan."""
    return {
        "format": "cinpolicy-plan",
        "version": VERSION,
        "draft": _draft(made.draft),
        "authority": made.authority,
        "document": made.before.document.title,
        "document_version": made.before.document.version,
        "empty": made.empty,
        "edits": [_edit(one) for one in made.edits],
        **diff_shapes.changes(made.changes),
        "touched": [_touched(one, made) for one in made.touched],
        "behaviour": diff_shapes.behaviour(made.behaviour),
        "findings": moved_shape(made.findings),
        "expectations": [_judged(one) for one in made.judged],
        "standings": [standing_shape(one) for one in made.standings],
        "asked": [asked_shape(one) for one in made.asked],
    }


def _draft(one: Draft) -> Shape:
    return {
        "name": one.name,
        "title": one.title,
        "based_on": one.based_on,
        "proposed_by": one.proposed_by,
        "why": one.why,
        "in_force_from": one.in_force_from.isoformat() if one.in_force_from else None,
    }


def _edit(one: DraftedChange) -> Shape:
    return {"kind": one.kind.value, "about": one.about, "because": one.because, "line": one.line}


def _touched(one: Touched, made: Plan) -> Shape:
    shown = {id(found.touched): found for found in made.shown}
    return {
        **question(one.question),
        "asked": one.asked,
        "given_up": one.given_up,
        "in_python": one.in_python,
        "classes": [
            {
                "effect": case.effect.value,
                "facts": fact_values(values(case.case)),
                "where": case.where,
                "from_to": case.from_to,
                "under_readings": list(case.readings),
                "untouched_under": list(case.untouched_under),
                "shown_by": _shown(shown.get(id(case))),
            }
            for case in one.classes
        ],
    }


def _shown(one: TouchedClass | None) -> Shape | None:
    return shown_shape(one.shown_by) if one and one.shown_by else None


def _judged(one: Judged) -> Shape:
    place = one.after.place
    return {
        "expected": one.after.expected,
        "case": one.after.case or None,
        "before": {"outcome": one.before.outcome.value, "found": one.before.found},
        "after": {"outcome": one.after.outcome.value, "found": one.after.found},
        "file": place.path,
        "line": place.line,
        "column": place.column,
    }
