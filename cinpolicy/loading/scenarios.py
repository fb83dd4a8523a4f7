"""A scenario from its file."""

import re
from datetime import date

from cinpolicy.calendar import OutsideCalendarError, WorkingCalendar
from cinpolicy.case import Course, Happening, Scenario, VariationDecision
from cinpolicy.loading import written as w
from cinpolicy.loading.circles import reached
from cinpolicy.loading.document import Node, Sequence, parse
from cinpolicy.loading.expectations import build_expectations
from cinpolicy.loading.provisions import build_counting
from cinpolicy.loading.reading import (
    BadValueError,
    read_date,
    read_mapping,
    read_period,
    scalar,
)
from cinpolicy.loading.structure import read_file
from cinpolicy.loading.words import Checker
from cinpolicy.periods import Period, Unit
from cinpolicy.provisions import Counting
from cinpolicy.vocabulary import Vocabulary

EARLIEST, LATEST = date(2001, 1, 1), date(2039, 12, 31)


_STAND_IN = b"""
{scenario: x, title: x, question: x, child: {born: 1900-01-01}, horizon: 2039-12-31, events: []}
"""


def parse_scenario(path: str, content: bytes, words: Vocabulary) -> Scenario:
    """A scenario from a file's bytes. Raises ``InputError`` with every fault found."""
    checker = Checker(words)
    written = read_file(parse(path, content), w.WrittenScenario, checker, _STAND_IN)
    scenario = Scenario(
        name=str(written.scenario),
        title=str(written.title),
        question=str(written.question),
        born=written.child.born,
        horizon=_horizon(written, checker),
        happenings=_happenings(written, checker),
        facts=written.facts,
        courses=_courses(written, checker),
        decisions=_decisions(written, checker),
        where_undated=_where_undated(written, checker),
        counting=build_counting(written.counting, checker) or Counting(),
        expectations=build_expectations(written.expect, checker, on_cases=True),
    )
    checker.finish()
    return scenario


def _horizon(written: w.WrittenScenario, checker: Checker) -> date:
    """The last day followed: a date, or a period from the first event."""
    days = [event.date for event in written.events if _is_likely(event.date, written)]
    first = min(days, default=EARLIEST)
    place = written.horizon.node
    try:
        horizon = _last_day(place, first)
    except BadValueError as error:
        checker.faults += error.faults
        return first
    if days and horizon < max(days):
        checker.at(place, f"a day on or after the last event ({max(days)})", str(horizon))
    _check_range(place, horizon, checker)
    return horizon


def _is_likely(day: date, written: w.WrittenScenario) -> bool:
    return max(EARLIEST, written.child.born) <= day <= LATEST


def _last_day(node: Node, first: date) -> date:
    """A date as it is, or a period counted from the first day. Raises ``BadValueError``."""
    text = scalar(node, "text").text
    if re.fullmatch(r"[0-9]+-[0-9-]+", text):
        return read_date(node)
    if not re.match(r"\s*[0-9]", text):
        raise BadValueError(node.fault("a date or a period, such as 2025-01-31 or 12 months"))
    try:
        return _after(first, read_period(node))
    except OutsideCalendarError:
        raise BadValueError(node.fault(f"a day from {EARLIEST} to {LATEST}")) from None


def _after(start: date, period: Period) -> date:
    """A horizon is a round figure: working days are counted as calendar days here."""
    plain = Period(period.amount, Unit.DAY) if period.unit is Unit.WORKING_DAY else period
    return WorkingCalendar({}, 1, 9999).count(start, plain).date


def _check_range(node: Node, day: date, checker: Checker) -> None:
    if not EARLIEST <= day <= LATEST:
        checker.at(node, f"a day from {EARLIEST} to {LATEST}", str(day))


def _happenings(written: w.WrittenScenario, checker: Checker) -> tuple[Happening, ...]:
    """The events, each in its place: none before birth, none before the one above it."""
    place = written.node.values["events"]
    if isinstance(place, Sequence) and not place.items:
        checker.at(place, "at least one event")
    previous: w.WrittenHappening | None = None
    for event in written.events:
        _check_day(event, previous, written.child.born, checker)
        previous = event
    return tuple(
        Happening(
            date=event.date,
            event=str(event.event),
            known=event.known,
            facts=event.facts,
        )
        for event in written.events
    )


def _check_day(
    event: w.WrittenHappening,
    previous: w.WrittenHappening | None,
    born: date,
    checker: Checker,
) -> None:
    place = event.node.values["date"]
    if event.date < born:
        checker.at(place, f"a day on or after birth ({born})", str(event.date))
    if previous is not None and event.date < previous.date:
        expected = f"events in order of date (the one above is on {previous.date})"
        checker.at(place, expected, str(event.date))
    _check_range(place, event.date, checker)
    if event.known is not None and event.known < event.date:
        known = event.node.values["known"]
        checker.at(known, f"a day on or after the event ({event.date})", str(event.known))


def _courses(written: w.WrittenScenario, checker: Checker) -> tuple[Course, ...]:
    seen: set[tuple[str, str, int]] = set()
    courses = []
    for one in written.happened:
        course = _course(one, written.child.born, checker)
        occurrence = (course.activity, course.of, course.number)
        if occurrence in seen:
            found = f"{course.activity} {course.number} again"
            checker.at(one.node, "each occurrence once", found)
        seen.add(occurrence)
        courses.append(course)
    _check_following(written, checker)
    return tuple(courses)


def _check_following(written: w.WrittenScenario, checker: Checker) -> None:
    """What is done only once cannot follow from itself, at once or by way of others."""
    once = {n: one for n, one in checker.words.activities.items() if not one.repeats}
    courses = [one for one in written.happened if one.activity in once and not one.of]
    follows = {name: {activity.counts_as} for name, activity in once.items()}
    for one in courses:
        follows[one.activity].update(one.then)
    for one in courses:
        if one.activity in reached(one.activity, follows):
            place = one.node.values["then"]
            checker.at(place, f"nothing that leads back to {one.activity!s}")


def _course(one: w.WrittenCourse, born: date, checker: Checker) -> Course:
    given = [k for k in ("held", "late_by", "never") if getattr(one, k) not in (None, False)]
    if len(given) > 1:
        checker.at(one.node, "at most one of held, late_by and never", " and ".join(given))
    if one.number < 1:
        checker.at(one.node.values["number"], "a number of 1 or more")
    if one.held is not None and one.held < born:
        checker.at(one.node.values["held"], f"a day on or after birth ({born})", str(one.held))
    if one.never and one.then:
        checker.at(one.node.values["then"], "nothing after what never happened")
    return Course(
        activity=str(one.activity),
        of=str(one.of or ""),
        number=one.number,
        held=one.held,
        late_by=one.late_by,
        never=one.never,
        facts=one.with_,
        then=tuple(map(str, one.then)),
    )


def _decisions(written: w.WrittenScenario, checker: Checker) -> tuple[VariationDecision, ...]:
    """The decisions in order of date: of several the latest counts."""
    above = written.child.born
    for one in written.decisions:
        place = one.node.values["date"]
        if one.date < written.child.born:
            expected = f"a day on or after birth ({written.child.born})"
            checker.at(place, expected, str(one.date))
        elif one.date < above:
            expected = f"decisions in order of date (one above is on {above})"
            checker.at(place, expected, str(one.date))
        above = max(above, one.date)
    return tuple(
        VariationDecision(date=one.date, activity=str(one.varies), to=one.to, by=str(one.by))
        for one in written.decisions
    )


def _where_undated(written: w.WrittenScenario, checker: Checker) -> dict[str, date]:
    for name, day in written.where_undated.items():
        if day < written.child.born:
            place = read_mapping(written.node.values["where_undated"]).values[name]
            checker.at(place, f"a day on or after birth ({written.child.born})", str(day))
    return {str(name): day for name, day in written.where_undated.items()}
