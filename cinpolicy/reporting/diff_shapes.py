"""The JSON shapes of a difference, documented in ``docs/json.md``."""

from cinpolicy.behaviour import Behaviour, CaseBehaviour, RowMoves
from cinpolicy.changes import Changes, ProvisionChange
from cinpolicy.declarations import Declared
from cinpolicy.difference import Difference
from cinpolicy.moves import Move
from cinpolicy.part_changes import PartChange
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Provision
from cinpolicy.reporting.json_parts import VERSION, Shape, citation, question


def difference(made: Difference) -> Shape:
    """The whole difference."""
    return {
        "format": "cinpolicy-difference",
        "version": VERSION,
        "one": _side(made.one),
        "other": _side(made.other),
        "differs": made.differs,
        **changes(made.changes),
        "behaviour": behaviour(made.behaviour) if made.behaviour else None,
    }


def _side(one: Procedure) -> Shape:
    return {
        "authority": one.slug,
        "name": one.name,
        "document": one.document.title,
        "document_version": one.document.version,
    }


def changes(found: Changes) -> Shape:
    """What changed by provision, and what was declared otherwise."""
    return {
        "provisions": [_provision(one) for one in found.provisions],
        "unchanged": found.unchanged,
        "matched": [{"by": by.value, "number": n} for by, n in found.matched.items()],
        "declared": [_declared(one) for one in found.declared],
    }


def _provision(one: ProvisionChange) -> Shape:
    return {
        "kind": one.kind.value,
        **question(one.question),
        "before": _place(one.before),
        "after": _place(one.after),
        "matched_by": one.matched.value if one.matched else None,
        "consequence": one.consequence,
        "parts": [_part(part) for part in one.parts],
    }


def _place(one: Provision | None) -> Shape | None:
    return {"provision": one.id, "citation": citation(one.cite)} if one else None


def _part(one: PartChange) -> Shape:
    return {
        "part": one.part.value,
        "bearing": one.bearing.value,
        "was": one.was or None,
        "now": one.now or None,
        "under_readings": list(one.readings),
    }


def _declared(one: Declared) -> Shape:
    return {
        "kind": one.kind.value,
        "name": one.name,
        "topic": one.topic or None,
        "was": one.was or None,
        "now": one.now or None,
    }


def behaviour(found: Behaviour) -> Shape:
    """What moves in every case."""
    return {
        "cases_differing": len(found.differing),
        "share": round(found.share, 4),
        "responsible": [
            {"before": before or None, "after": after or None, "cases": number}
            for (before, after), number in sorted(
                found.responsible.items(), key=lambda pair: (-pair[1], pair[0])
            )
        ],
        "cases": [_case(case) for case in found.cases],
    }


def _case(case: CaseBehaviour) -> Shape:
    return {
        "scenario": case.scenario,
        "title": case.title,
        "horizon": case.horizon.isoformat(),
        "failed_before": case.failed_before or None,
        "failed_after": case.failed_after or None,
        "rows": [_row(row) for row in case.rows],
        "reworded": [row.key for row in case.reworded],
        "unmoved": case.unmoved,
    }


def _row(row: RowMoves) -> Shape:
    before, after = row.responsible
    return {
        "row": row.key,
        "label": row.label,
        "section": row.section,
        "topics": list(row.topics),
        "effect": row.effect.value,
        "moves": [_move(one) for one in row.moves],
        "date_before": row.before.due.isoformat() if row.before.due else None,
        "date_after": row.after.due.isoformat() if row.after.due else None,
        "responsible": {"before": _place(before), "after": _place(after)},
    }


def _move(one: Move) -> Shape:
    return {"what": one.what, "was": one.was or None, "now": one.now or None, "days": one.days}
