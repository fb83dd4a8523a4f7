"""What a draft moves in the cases at hand: dates case by case, the rest once for all cases."""

from collections.abc import Iterator, Sequence

from cinpolicy import wording
from cinpolicy.behaviour import CaseBehaviour, RowMoves
from cinpolicy.moves import BESIDE, DATE, RULE, WHAT_IS_SAID, Move
from cinpolicy.planning import Plan
from cinpolicy.reporting import diff_words as say
from cinpolicy.reporting import plan_lists
from cinpolicy.reporting.sections import Line

MOST_TOLD = 5
"""How many cases are told one by one, the widest; JSON has all of them."""
MOST_ROWS = 6
"""How many dates of one case are told one by one; JSON has all of them."""
MOST_NAMED = 3
NO_CASES = "There were no cases to run (see --scenario)."


def in_short(plan: Plan) -> str:
    """In how many cases something moves, and which date does most."""
    cases = plan.behaviour.cases
    if not cases:
        return NO_CASES
    differing = [case for case in plan.behaviour.differing if case.compared]
    dated = [case for case in differing if any(map(_days, case.rows))]
    number = say.counted(len(cases), "case")
    said = f"Something moves in {len(differing) or 'none'} of {number}"
    said += f", a date in {len(dated) or 'none'}" if differing else ""
    new, gone = (sum(any(map(made, c.rows)) for c in differing) for made in (_is_new, _is_lost))
    said += f"; in {new} there is a date where there was none" if new else ""
    said += f"; in {gone} a date falls away" if gone else ""
    if failed := len(plan.behaviour.failed):
        said += f"; {failed} cannot be judged"
    moved = list(_furthest(plan))
    furthest = max(moved, key=lambda one: abs(one[2]), default=None)
    if furthest is None:
        return f"{said}."
    case, row, days = furthest
    as_far = {c.scenario for c, other, d in moved if (other.key, d) == (row.key, days)}
    more = f" and {say.counted(len(as_far) - 1, 'other')}" if len(as_far) > 1 else ""
    return f"{said}; most of all {row.label}, {_moved(days)} in {case.scenario}{more}."


def _furthest(plan: Plan) -> Iterator[tuple[CaseBehaviour, RowMoves, int]]:
    """Of what recurs in a case the first date that moves: later ones add up what it shows."""
    for case in plan.behaviour.cases:
        seen: set[tuple[str, ...]] = set()
        for row in case.rows:
            if (days := _days(row)) and row.topics not in seen:
                seen.add(row.topics)
                if not plan.topics.isdisjoint(row.topics):
                    yield case, row, days


def lines(plan: Plan) -> Iterator[Line]:
    """The cases in which dates move furthest, then what moves in many cases alike."""
    if not plan.behaviour.cases:
        yield Line(NO_CASES)
        return
    for case in plan.behaviour.failed:
        yield from _failed(case)
    moving = [c for c in plan.behaviour.cases if c.compared and any(map(_is_of_case, c.rows))]
    widest = sorted(moving, key=_width, reverse=True)
    for case in widest[:MOST_TOLD]:
        yield from _case(case, plan)
    yield from _further(widest[MOST_TOLD:])
    yield from _in_many(plan)
    same = [case.scenario for case in plan.behaviour.cases if case.compared and not case.rows]
    if same:
        yield Line(f"Nothing moves in {wording.listed(same, 'and')}.")


def _width(case: CaseBehaviour) -> tuple[bool, int]:
    """Whether a date comes or goes, and by how many days one moves at most."""
    comes_or_goes = any(_is_new(row) or _is_lost(row) for row in case.rows)
    return comes_or_goes, max((abs(_days(row) or 0) for row in case.rows), default=0)


def _further(cases: Sequence[CaseBehaviour]) -> Iterator[Line]:
    """How many cases there are beyond those told, and how far dates move in them."""
    if not cases:
        return
    comes_or_goes = sum(_width(case)[0] for case in cases)
    most = max(_width(case)[1] for case in cases)
    said = f"and {say.counted(len(cases), 'further case')}"
    said += f"; in {comes_or_goes} a date comes or goes" if comes_or_goes else ""
    said += f"; a date moves by {wording.days(most)} at most" if most else ""
    yield Line(f"{said} (--format json has all)")
    yield Line(_some([case.scenario for case in cases]), 1)


def _failed(case: CaseBehaviour) -> Iterator[Line]:
    yield Line(f"{case.scenario}: {case.title}")
    if case.failed_after:
        yield Line(f"cannot be judged by the draft: {case.failed_after}", 1)
    if case.failed_before:
        yield Line(f"cannot be judged by the text as it is: {case.failed_before}", 1)


def _case(case: CaseBehaviour, plan: Plan) -> Iterator[Line]:
    yield Line(f"{case.scenario}: {case.title}")
    own = [row for row in case.rows if _is_of_case(row)]
    direct = [row for row in own if not plan.topics.isdisjoint(row.topics)]
    for row in direct[:MOST_ROWS]:
        yield Line(f"{say.row_heading(row)}: {_told(row)}", 1)
    rest = [*direct[MOST_ROWS:], *(row for row in own if row not in direct)]
    if rest:
        labels = list(dict.fromkeys(wording.lower_first(row.label) for row in rest))
        yield Line(f"and {say.counted(len(rest), 'further row')}: {_some(labels)}", 1)


def _some(labels: Sequence[str]) -> str:
    if len(labels) <= MOST_ROWS:
        return ", ".join(labels)
    return f"{', '.join(labels[:MOST_ROWS])} and others"


def _is_of_case(row: RowMoves) -> bool:
    """Whether it moves in a way of this case: a date, a number, something new or gone."""
    counted = row.before.count is not None
    return _days(row) is not None or counted or row.before.kind is not row.after.kind


def _is_new(row: RowMoves) -> bool:
    return row.after.due is not None and row.before.due is None


def _is_lost(row: RowMoves) -> bool:
    return row.before.due is not None and row.after.due is None


def _days(row: RowMoves) -> int | None:
    return next((one.days for one in row.moves if one.what == DATE), None)


def _told(row: RowMoves) -> str:
    """The move of a date alone; where there is none, everything that is otherwise."""
    for one in row.moves:
        if one.what == DATE and one.days is not None:
            return f"{one.was} -> {one.now}, {_moved(one.days)}"
    return "; ".join(map(say.move, row.moves)) or row.effect.value


def _moved(days: int) -> str:
    return f"{wording.days(abs(days))} {'later' if days > 0 else 'sooner'}"


def _in_many(plan: Plan) -> Iterator[Line]:
    """What is said otherwise while no date moves, with the cases in which it comes up."""
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for case in plan.behaviour.cases:
        for row in case.rows:
            moves = [one for one in row.moves if one.what != DATE]
            if _days(row) is not None:
                moves = [one for one in moves if one.what not in (RULE, BESIDE)]
            if moves and not (_is_of_case(row) and _days(row) is None):
                text = "; ".join(_without_list(row, one, plan) for one in moves)
                labels, cases = found.setdefault(text, ({}, {}))
                labels[say.row_heading(row)] = None
                cases[case.scenario] = None
    for text, (labels, cases) in found.items():
        yield Line(f"{_some(list(labels))}: {text}")
        yield Line(f"in {_cases(list(cases), len(plan.behaviour.cases))}", 1)


def _without_list(row: RowMoves, one: Move, plan: Plan) -> str:
    """A move in words; of a list only what comes in and what goes."""
    items = plan_lists.moved(row.before.provision, row.after.provision, plan.words)
    return items if items and one.what == WHAT_IS_SAID else say.move(one)


def _cases(names: Sequence[str], of: int) -> str:
    if len(names) == of:
        return f"all {say.counted(of, 'case')}" if of > 1 else "the one case"
    if len(names) <= MOST_NAMED:
        return wording.listed(names, "and")
    return f"{len(names)} of {say.counted(of, 'case')}"
