"""A scenario from its file."""

from datetime import date

from cinpolicy.case import Course, Happening, Scenario, VariationDecision
from cinpolicy.loading import written as w
from cinpolicy.loading.document import parse
from cinpolicy.loading.faults import InputError
from cinpolicy.loading.provisions import build_counting
from cinpolicy.loading.reading import BadValueError, Text, read, read_date
from cinpolicy.loading.words import Checker
from cinpolicy.periods import Period
from cinpolicy.provisions import Counting
from cinpolicy.vocabulary import Vocabulary

EARLIEST, LATEST = date(2001, 1, 1), date(2039, 12, 31)


def parse_scenario(path: str, content: bytes, words: Vocabulary) -> Scenario:
    """A scenario from a file's bytes. Raises ``InputError`` with every fault found."""
    written = read(parse(path, content), w.WrittenScenario)
    checker = Checker(words)
    scenario = Scenario(
        name=str(written.scenario),
        title=str(written.title),
        question=str(written.question),
        born=written.child.born,
        horizon=_horizon(written, checker),
        happenings=_happenings(written, checker),
        facts=checker.fact_values(written.facts),
        courses=_courses(written, checker),
        decisions=tuple(_decision(one, checker) for one in written.decisions),
        where_undated=_where_undated(written, checker),
        counting=build_counting(written.counting, checker) or Counting(),
    )
    if checker.faults:
        raise InputError(checker.faults)
    return scenario


def _horizon(written: w.WrittenScenario, checker: Checker) -> date:
    """The last day followed: a date, or a period from the first event."""
    first = min((event.date for event in written.events), default=written.child.born)
    try:
        horizon = read_date(written.horizon.node)
    except BadValueError as not_a_date:
        try:
            horizon = _after(first, Period.parse(written.horizon))
        except ValueError:
            checker.faults += not_a_date.faults
            return first
    last = max((event.date for event in written.events), default=first)
    if horizon < last:
        checker.at(written.horizon.node, f"a day on or after the last event ({last})", str(horizon))
    _check_range(written.horizon, horizon, checker)
    return horizon


def _after(start: date, period: Period) -> date:
    """A horizon is a round figure: working days are counted as calendar days here."""
    from cinpolicy.calendar import WorkingCalendar
    from cinpolicy.periods import Unit

    plain = Period(period.amount, Unit.DAY) if period.unit is Unit.WORKING_DAY else period
    return WorkingCalendar({}, 1, 9999).count(start, plain).date


def _check_range(text: Text, day: date, checker: Checker) -> None:
    if not EARLIEST <= day <= LATEST:
        checker.at(text.node, f"a day from {EARLIEST} to {LATEST}", str(day))


def _happenings(written: w.WrittenScenario, checker: Checker) -> tuple[Happening, ...]:
    """The events, each in its place: none before birth, none before the one above it."""
    if not written.events:
        checker.at(written.node.values.get("events", written.node), "at least one event", "none")
    previous: w.WrittenHappening | None = None
    for event in written.events:
        _check_day(event, previous, written.child.born, checker)
        previous = event
    return tuple(
        Happening(
            date=event.date,
            event=checker.happenings((event.event,))[0],
            known=event.known,
            facts=checker.fact_values(event.facts),
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
    if not EARLIEST <= event.date <= LATEST:
        checker.at(place, f"a day from {EARLIEST} to {LATEST}", str(event.date))
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
    return tuple(courses)


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
        activity=checker.known(one.activity, "a known activity", checker.words.activities),
        of=checker.happenings((one.of,))[0] if one.of is not None else "",
        number=one.number,
        held=one.held,
        late_by=one.late_by,
        never=one.never,
        facts=checker.fact_values(one.with_),
        then=checker.happenings(one.then),
    )


def _decision(one: w.WrittenDecision, checker: Checker) -> VariationDecision:
    return VariationDecision(
        date=one.date,
        activity=checker.happenings((one.varies,))[0],
        to=one.to,
        by=checker.known(one.by, "a known role", checker.words.roles),
    )


def _where_undated(written: w.WrittenScenario, checker: Checker) -> dict[str, date]:
    for name, day in written.where_undated.items():
        assert isinstance(name, Text)
        checker.known(name, "a known activity", checker.words.activities)
        if day < written.child.born:
            place = written.node.values["where_undated"]
            checker.at(place, f"a day on or after birth ({written.child.born})", str(day))
    return {str(name): day for name, day in written.where_undated.items()}
