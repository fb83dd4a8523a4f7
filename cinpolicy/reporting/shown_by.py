"""A case that shows a change, in one sentence and as JSON."""

from cinpolicy import wording
from cinpolicy.cells import Cell
from cinpolicy.conditions import FactValue
from cinpolicy.reporting.json_parts import Shape, fact_values
from cinpolicy.shown_by import ShownBy


def in_a_sentence(one: ShownBy) -> str:
    """Which case it is, what was set in it, and what it gives before and after."""
    return f"{the_case(one)}: {one.label}, {_given(one.before)}, then {_given(one.after)}."


def the_case(one: ShownBy) -> str:
    """Which case it is, and what was set in it."""
    changes = [f"{_name(name)} set to {_value(value)}" for name, value in one.facts.items()]
    if one.at is not None:
        occurrence = f"{_name(one.at.activity)} {one.at.number}"
        changes += [f"{_name(n)} {_value(v)} for {occurrence}" for n, v in one.at.facts.items()]
    if one.born is not None:
        changes.append(f"the child born on {wording.plain_day(one.born)}")
    if one.horizon is not None:
        changes.append(f"the last day followed {wording.plain_day(one.horizon)}")
    set_so = f", with {wording.listed(changes, 'and')}" if changes else ""
    return f"{one.scenario.name}{set_so}"


def _given(cell: Cell) -> str:
    force = f" ({cell.force})" if cell.force else ""
    when = f"{wording.plain_day(cell.due)}, " if cell.due else ""
    return f"{when}{cell.words}{force}"


def _name(word: str) -> str:
    return word.replace("_", " ")


def _value(value: FactValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, frozenset):
        return wording.listed(map(_name, sorted(value)), "and") or "nothing"
    return _name(str(value))


def shown_shape(one: ShownBy) -> Shape:
    """The same as JSON."""
    at = one.at
    return {
        "scenario": one.scenario.name,
        "facts": fact_values(one.facts),
        "occurrence": at
        and {"activity": at.activity, "number": at.number, "facts": fact_values(at.facts)},
        "born": one.born.isoformat() if one.born else None,
        "horizon": one.horizon.isoformat() if one.horizon else None,
        "row": one.row,
        "label": one.label,
        "before": _cell_shape(one.before),
        "after": _cell_shape(one.after),
    }


def _cell_shape(cell: Cell) -> Shape:
    return {"date": cell.due.isoformat() if cell.due else None, "says": cell.words}
