"""Clocks that nothing in the procedure starts, in any case or in some."""

from collections.abc import Iterator, Mapping

from attrs import define, field

from cinpolicy import wording
from cinpolicy.check.checked import Checked, readings
from cinpolicy.check.findings import Finding
from cinpolicy.check.registry import check
from cinpolicy.conditions import All, Condition, negate
from cinpolicy.loading.circles import reached
from cinpolicy.provisions import Provision, Relation, Timing
from cinpolicy.smallest import Case

_NO_DATE = frozenset({Relation.UNDATED, Relation.NOT_BEFORE})


@check("CP306", "clock-with-no-start")
def clock_with_no_start(checked: Checked) -> Iterator[Finding]:
    """Timings counted from an activity to which no provision gives any date.

    A plain event happens of itself; an activity is dated by a provision on it, of this
    procedure or of a layer below. Where none does, only a case can say when it is done.
    """
    rules = _rules(checked)
    dated = _dated(checked, rules)
    for activity in _roots(checked, rules, dated):
        counted = [
            one
            for one in checked.procedure.provisions
            if one.timing and activity in starts(one.timing) and not dated & {*starts(one.timing)}
        ]
        if counted:
            what = wording.happening(activity, checked.words)
            told = f"No provision gives a date for {what}, from which {_counted(counted)}."
            yield checked.finding("CP306", told, counted)


@check("CP307", "clock-without-start-in-a-case")
def clock_without_start_in_a_case(checked: Checked) -> Iterator[Finding]:
    """The smallest facts for which what timings are counted from has no date, as in other cases.

    Where a provision says that it is not required, or leaves it open, there is none to miss.
    """
    for group in _groups(checked):
        what = wording.listed(wording.happening(name, checked.words) for name in group.begins)
        told = (
            f"No provision gives a date for {what} {checked.where(group.case)}, as one does in "
            f"other cases; from it {_counted(group.counted)}."
        )
        yield checked.finding("CP307", told, group.counted, group.case)


def starts(timing: Timing) -> tuple[str, ...]:
    """What a timing is counted from, or back from."""
    return (*timing.after, *filter(None, (timing.before,)))


# --- what has a date in some case ----------------------------------------------------------

Rules = Mapping[str, list[tuple[str, ...]]]


def _rules(checked: Checked) -> Rules:
    """For each activity, what each rule that dates it counts from."""
    rules: dict[str, list[tuple[str, ...]]] = {}
    for name, one in _doing(checked):
        timings = (way.timing for way in readings(one))
        ways = [starts(timing) for timing in timings if timing and _dates(timing)]
        rules.setdefault(name, []).extend(ways)
    return {name: ways for name, ways in rules.items() if ways}


def _doing(checked: Checked) -> Iterator[tuple[str, Provision]]:
    """Each provision on work to be done, with what is done, and with what that counts as."""
    for one in checked.in_every_layer():
        if checked.words.topics[one.topic].performed:
            activity = checked.words.activities.get(one.subject)
            yield one.subject, one
            if activity and activity.counts_as:
                yield activity.counts_as, one


def _dates(timing: Timing) -> bool:
    return timing.relation not in _NO_DATE


def _dated(checked: Checked, rules: Rules) -> frozenset[str]:
    """Everything that happens of itself or gets a date, at once or through others."""
    dated = checked.of_themselves
    while True:
        fresh = {name for name, ways in rules.items() if any(dated & {*way} for way in ways)}
        if fresh <= dated:
            return dated
        dated |= fresh


def _roots(checked: Checked, rules: Rules, dated: frozenset[str]) -> Iterator[str]:
    """Activities that have no date, and not because something else has none.

    Nothing dates them, or they are dated only from one another in a circle.
    """
    rests_on = {name: [start for way in ways for start in way] for name, ways in rules.items()}
    for name in checked.words.activities:
        below = reached(name, rests_on)
        circle = name in below and below <= rules.keys()
        if name not in dated and (name not in rules or circle):
            yield name


# --- what has a date in some cases and not in others ---------------------------------------


@define
class _Group:
    """Timings that are counted from the same activities, which have no date in one case."""

    begins: tuple[str, ...]
    case: Case
    counted: list[Provision] = field(factory=list)


def _groups(checked: Checked) -> list[_Group]:
    """The timings together whose case is the same, or needs only more facts to come about."""
    groups: list[_Group] = []
    for begins, case, one in sorted(_without_start(checked), key=lambda found: len(found[1])):
        alike = (g for g in groups if g.begins == begins and g.case.items() <= case.items())
        group = next(alike, None)
        if group is None:
            groups.append(group := _Group(begins, case))
        group.counted.append(one)
    return groups


def _without_start(checked: Checked) -> Iterator[tuple[tuple[str, ...], Case, Provision]]:
    """Each timing with what begins its clock and the smallest case in which nothing does."""
    dated = _dated(checked, _rules(checked))
    answers = _answers(checked)
    for one in checked.procedure.provisions:
        begins = (
            tuple(start for start in starts(one.timing) if start != one.subject)
            if one.timing
            else ()
        )
        if not dated & {*begins} or not checked.of_themselves.isdisjoint(begins):
            continue
        open_ = (negate(where) for start in begins for where in answers.get(start, ()))
        undated = All((checked.stands(one), *open_))
        for case in checked.smallest(undated, one.question)[:1]:
            yield begins, case, one


def _answers(checked: Checked) -> dict[str, list[Condition]]:
    """For each activity, where a provision dates it or says that it leaves it open."""
    answers: dict[str, list[Condition]] = {}
    for name, one in _doing(checked):
        ways = readings(one)
        if any(way.silence or (way.timing and _dates(way.timing)) for way in ways):
            own = one.id in checked.by_id and checked.by_id[one.id] is one
            answers.setdefault(name, []).append(checked.stands(one) if own else one.when)
    return answers


def _counted(counted: list[Provision]) -> str:
    return f"{len(counted)} timings are counted" if len(counted) > 1 else "a timing is counted"
