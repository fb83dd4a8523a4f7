"""Counting days, against a second implementation that shares no code with the first.

Working days are counted by NumPy from a hand-written list of England's bank holidays,
months by ``calendar.monthrange``, days and weeks by ordinals.
"""

import string
from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from itertools import product, takewhile

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cinpolicy.calendar import Counted, OutsideCalendarError, WorkingCalendar, whole_months
from cinpolicy.clock import DueDate, due_date
from cinpolicy.loading.bank_holidays import england
from cinpolicy.periods import Period, Unit
from cinpolicy.provisions import Counting, NonWorkingDay, Relation, Timing

PROPERTY = settings(deadline=None, derandomize=True, database=None, max_examples=50)
day = date.fromisoformat

# Weekdays on which England did not or does not work. One-off days: 8 May 2020 in place of
# the 4th, 2 and 3 June 2022 in place of 30 May, 19 September 2022 and 8 May 2023.
WRITTEN = {
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}
BANK_HOLIDAYS = frozenset(
    day(f"{year}-{written}") for year, days in WRITTEN.items() for written in days.split()
)
_NUMPY_DAYS = np.busdaycalendar(holidays=sorted(BANK_HOLIDAYS))
ENGLAND = england()
EVERY_YEAR = WorkingCalendar({}, 1, MAXYEAR)

STARTS = st.dates(date(2022, 1, 1), date(2024, 12, 31))
LONGEST = {
    Unit.HOUR: 9999,
    Unit.DAY: 700,
    Unit.CALENDAR_DAY: 700,
    Unit.WORKING_DAY: 400,
    Unit.WEEK: 100,
    Unit.MONTH: 24,
    Unit.YEAR: 2,
}
PERIODS = st.sampled_from(Unit).flatmap(
    lambda unit: st.builds(Period, st.integers(0, LONGEST[unit]), st.just(unit))
)
ANY_PERIOD = st.builds(Period, st.integers(0, 9999), st.sampled_from(Unit))
CONVENTIONS = st.builds(
    Counting, trigger_day=st.sampled_from([0, 1]), non_working_day=st.sampled_from(NonWorkingDay)
)


# --- the second implementation -----------------------------------------------------------


def is_working(value: date) -> bool:
    return bool(np.is_busday(np.datetime64(value), busdaycal=_NUMPY_DAYS))


def offset(start: date, days: int, roll: str) -> date:
    """NumPy's working day, ``days`` from the one that ``start`` is or is rolled to."""
    return np.busday_offset(start, days, roll=roll, busdaycal=_NUMPY_DAYS).item()


def in_months(start: date, months: int) -> tuple[date, bool]:
    """The same day of another month, or that month's last, and whether it was too short."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)), start.day > last


def reached(start: date, period: Period, sign: int) -> date:
    """The day a period leads to, with ``start`` as day 0."""
    match period.unit:
        case Unit.WORKING_DAY if period.amount:
            return offset(start, sign * period.amount, "backward" if sign > 0 else "forward")
        case Unit.MONTH:
            return in_months(start, sign * period.amount)[0]
        case Unit.YEAR:
            return in_months(start, sign * 12 * period.amount)[0]
        case Unit.WEEK:
            return date.fromordinal(start.toordinal() + sign * 7 * period.amount)
        case Unit.HOUR:
            whole, rest = divmod(period.amount, 24)
            return date.fromordinal(start.toordinal() + sign * (whole + bool(rest)))
        case Unit.DAY | Unit.CALENDAR_DAY:
            return date.fromordinal(start.toordinal() + sign * period.amount)
        case _:
            return start


def is_clipped(start: date, period: Period, sign: int) -> bool:
    months = {Unit.MONTH: 1, Unit.YEAR: 12}.get(period.unit, 0)
    return in_months(start, sign * months * period.amount)[1]


def walked_over(start: date, end: date) -> list[date]:
    """The days that do not count, in the order in which a count from ``start`` meets them."""
    sign = 1 if end >= start else -1
    days = [start + timedelta(days=sign * n) for n in range(1, abs((end - start).days))]
    return [value for value in days if not is_working(value)]


def expected_due(start: date, period: Period, sign: int, trigger_day: int) -> date:
    """The day counted to; a trigger that is day 1 takes one day off the count."""
    if not (period.amount and trigger_day):
        return reached(start, period, sign)
    if period.unit is Unit.WORKING_DAY:
        return reached(start - timedelta(days=sign), period, sign)
    day_0 = reached(start, period, sign)
    return day_0 if is_clipped(start, period, sign) else day_0 - timedelta(days=sign)


def counted(start: date, period: Period, *, back: bool = False) -> Counted:
    """The project's count, on a calendar that remembers nothing from other tests."""
    fresh = WorkingCalendar(ENGLAND.bank_holidays, ENGLAND.first_year, ENGLAND.last_year)
    return fresh.count(start, period, back=back)


def due(start: date, period: Period, counting: Counting, *, back: bool = False) -> DueDate:
    relation = Relation.AT_LEAST if back else Relation.WITHIN
    timing = Timing(
        relation=relation,
        period=period,
        before="review" if back else "",
        after=() if back else ("review",),
    )
    return due_date(timing, start, ENGLAND, counting)


# --- working days ------------------------------------------------------------------------


def test_the_library_knows_exactly_the_bank_holidays_written_here() -> None:
    known = {d for d in ENGLAND.bank_holidays if d.year in WRITTEN and d.weekday() < 5}
    assert known == BANK_HOLIDAYS


def test_every_day_of_nine_years_is_or_is_not_a_working_day() -> None:
    first, last = date(2019, 1, 1), date(2027, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert [d for d in days if (ENGLAND.why_not_working(d) is None) != is_working(d)] == []


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2020-05-04", None),
        ("2020-05-08", "May Day"),
        ("2022-05-30", None),
        ("2022-06-03", "Platinum Jubilee of Elizabeth II"),
        ("2022-09-19", "State Funeral of Queen Elizabeth II"),
        ("2023-05-08", "Coronation of Charles III"),
        ("2025-04-19", "weekend"),
        ("2025-04-21", "Easter Monday"),
        ("2026-12-28", "Boxing Day (observed)"),
    ],
)
def test_why_a_day_is_not_a_working_day(written: str, reason: str | None) -> None:
    assert ENGLAND.why_not_working(day(written)) == reason


@PROPERTY
@given(STARTS, st.booleans())
def test_the_nearest_working_day(start: date, back: bool) -> None:
    nearest = ENGLAND.nearest_working_day(start, back=back)
    assert nearest == offset(start, 0, "backward" if back else "forward")


# --- counting ----------------------------------------------------------------------------


@settings(PROPERTY, max_examples=150)
@given(STARTS, PERIODS, st.booleans())
@example(date(2025, 1, 31), Period(1, Unit.MONTH), False)
@example(date(2024, 2, 29), Period(1, Unit.YEAR), False)
@example(date(2024, 2, 29), Period(1, Unit.YEAR), True)
def test_counting_agrees_with_the_second_implementation(
    start: date, period: Period, back: bool
) -> None:
    sign = -1 if back else 1
    found = counted(start, period, back=back)
    assert found.date == reached(start, period, sign)
    assert found.clipped is is_clipped(start, period, sign)


@settings(PROPERTY, max_examples=120)
@given(STARTS, st.integers(0, 300), st.booleans())
def test_days_passed_over_are_exact_and_in_order(start: date, amount: int, back: bool) -> None:
    found = counted(start, Period(amount, Unit.WORKING_DAY), back=back)
    assert [value for value, _ in found.passed_over] == walked_over(start, found.date)
    for value, reason in found.passed_over:
        assert reason == ENGLAND.why_not_working(value)
        assert (reason == "weekend") is (value not in ENGLAND.bank_holidays)


@PROPERTY
@given(STARTS, PERIODS.filter(lambda period: period.unit is not Unit.WORKING_DAY), st.booleans())
def test_only_working_days_pass_anything_over(start: date, period: Period, back: bool) -> None:
    assert counted(start, period, back=back).passed_over == ()


@PROPERTY
@given(STARTS, st.sampled_from(Unit), st.booleans())
def test_nothing_from_a_day_is_that_day(start: date, unit: Unit, back: bool) -> None:
    assert counted(start, Period(0, unit), back=back) == Counted(start)


@PROPERTY
@given(STARTS, PERIODS, st.booleans())
def test_a_count_made_twice_is_the_same(start: date, period: Period, back: bool) -> None:
    first = ENGLAND.count(start, period, back=back)
    assert ENGLAND.count(start, period, back=back) == first == counted(start, period, back=back)


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        # Easter 2025: Good Friday is 18 April, Easter Monday the 21st.
        ("2025-04-17", "1 working day", "2025-04-22"),
        ("2025-04-14", "5 working days", "2025-04-23"),
        ("2025-04-18", "1 working day", "2025-04-22"),
        ("2025-04-19", "10 working days", "2025-05-06"),
        # Christmas 2024: Wednesday and Thursday, then New Year's Day on a Wednesday.
        ("2024-12-24", "1 working day", "2024-12-27"),
        ("2024-12-20", "5 working days", "2024-12-31"),
        ("2024-12-13", "10 working days", "2024-12-31"),
        ("2024-12-24", "10 working days", "2025-01-10"),
        # Christmas 2025: Thursday and Friday.
        ("2025-12-24", "1 working day", "2025-12-29"),
        ("2025-12-19", "10 working days", "2026-01-07"),
        # Boxing Day 2026 is a Saturday, so that Monday the 28th stands for it.
        ("2026-12-24", "1 working day", "2026-12-29"),
        ("2026-12-18", "5 working days", "2026-12-29"),
        # The other kinds of unit.
        ("2025-01-31", "1 month", "2025-02-28"),
        ("2024-01-31", "1 month", "2024-02-29"),
        ("2024-08-31", "6 months", "2025-02-28"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2024-02-29", "4 years", "2028-02-29"),
        ("2025-01-20", "6 weeks", "2025-03-03"),
        ("2025-01-20", "12 weeks", "2025-04-14"),
        ("2025-01-20", "3 months", "2025-04-20"),
        ("2025-02-27", "10 days", "2025-03-09"),
        ("2025-02-27", "10 calendar days", "2025-03-09"),
        ("2025-04-17", "24 hours", "2025-04-18"),
        ("2025-04-17", "25 hours", "2025-04-19"),
        ("2025-04-17", "1 hour", "2025-04-18"),
        ("2025-04-17", "72 hours", "2025-04-20"),
    ],
)
def test_dates_counted_by_hand(start: str, period: str, end: str) -> None:
    assert counted(day(start), Period.parse(period)).date == day(end)


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        ("2025-04-22", "1 working day", "2025-04-17"),
        ("2025-04-21", "1 working day", "2025-04-17"),
        ("2025-05-06", "5 working days", "2025-04-28"),
        ("2024-12-27", "3 working days", "2024-12-20"),
        ("2026-12-29", "1 working day", "2026-12-24"),
        ("2025-03-31", "1 month", "2025-02-28"),
        ("2025-02-28", "1 month", "2025-01-28"),
        ("2025-03-03", "2 weeks", "2025-02-17"),
        ("2025-03-03", "49 hours", "2025-02-28"),
    ],
)
def test_dates_counted_back_by_hand(start: str, period: str, end: str) -> None:
    assert counted(day(start), Period.parse(period), back=True).date == day(end)


def test_what_a_count_over_easter_passes_over() -> None:
    found = counted(date(2025, 4, 17), Period(2, Unit.WORKING_DAY))
    assert found.passed_over == (
        (date(2025, 4, 18), "Good Friday"),
        (date(2025, 4, 19), "weekend"),
        (date(2025, 4, 20), "weekend"),
        (date(2025, 4, 21), "Easter Monday"),
    )


# --- due dates ---------------------------------------------------------------------------


@settings(PROPERTY, max_examples=150)
@given(STARTS, PERIODS, CONVENTIONS, st.booleans())
@example(date(2025, 3, 1), Period(1, Unit.MONTH), Counting(trigger_day=1), False)
@example(date(2025, 1, 31), Period(1, Unit.MONTH), Counting(trigger_day=1), False)
def test_due_dates_agree_with_the_second_implementation(
    start: date, period: Period, counting: Counting, back: bool
) -> None:
    found = due(start, period, counting, back=back)
    plain = expected_due(start, period, -1 if back else 1, counting.trigger_day)
    roll = {NonWorkingDay.NEXT: "forward", NonWorkingDay.PREVIOUS: "backward"}
    rule = roll.get(counting.non_working_day)
    assert found.date == (offset(plain, 0, rule) if rule else plain)
    assert (found.moved_from or found.date) == plain
    assert (found.moved_from is not None) is (rule is not None and not is_working(plain))


@PROPERTY
@given(STARTS, PERIODS, CONVENTIONS, st.booleans())
def test_a_due_date_says_what_it_was_made_of(
    start: date, period: Period, counting: Counting, back: bool
) -> None:
    found = due(start, period, counting, back=back)
    assert (found.start, found.period, found.back) == (start, period, back)
    assert found.trigger_day == (counting.trigger_day if period.amount else 0)
    assert found.falls_on == ENGLAND.why_not_working(found.moved_from or found.date)
    assert found.clipped is is_clipped(start, period, -1 if back else 1)


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        ("2025-03-03", "10 working days", "2025-03-14"),
        ("2025-03-01", "1 working day", "2025-03-03"),  # a Saturday cannot be working day 1
        ("2025-03-01", "1 month", "2025-03-31"),
        ("2025-03-15", "1 month", "2025-04-14"),
        ("2025-01-31", "1 month", "2025-02-28"),
        ("2025-03-03", "2 weeks", "2025-03-16"),
        ("2025-03-03", "1 day", "2025-03-03"),
        ("2025-03-03", "0 days", "2025-03-03"),
    ],
)
def test_the_trigger_as_day_1(start: str, period: str, end: str) -> None:
    assert due(day(start), Period.parse(period), Counting(trigger_day=1)).date == day(end)


def test_a_provisions_own_counting_comes_first() -> None:
    own = Counting(non_working_day=NonWorkingDay.PREVIOUS)
    timing = Timing(
        relation=Relation.AT, period=Period(3, Unit.MONTH), after=("review",), counting=own
    )
    general = Counting(trigger_day=1, non_working_day=NonWorkingDay.NEXT)
    found = due_date(timing, date(2025, 1, 20), ENGLAND, general)
    assert (found.date, found.moved_from) == (date(2025, 4, 17), date(2025, 4, 20))


def test_a_timing_with_no_period_gives_the_day_itself() -> None:
    timing = Timing(relation=Relation.BEFORE, before="review")
    found = due_date(timing, date(2025, 4, 20), ENGLAND, Counting(trigger_day=1))
    assert found == DueDate(date=date(2025, 4, 20), start=date(2025, 4, 20), period=None, back=True)


# --- the edges of the calendar -----------------------------------------------------------


@pytest.mark.parametrize("written", ["1999-12-31", "2046-01-01"])
def test_no_day_outside_the_known_years_is_asked_about(written: str) -> None:
    with pytest.raises(OutsideCalendarError, match="known from 2000 to 2045"):
        ENGLAND.why_not_working(day(written))


@settings(PROPERTY, max_examples=120)
@given(st.dates(), ANY_PERIOD, CONVENTIONS, st.booleans())
@example(date.max, Period(9999, Unit.YEAR), Counting(), False)
@example(date.min, Period(1, Unit.MONTH), Counting(), True)
@example(date.min, Period(1, Unit.WEEK), Counting(trigger_day=1), False)
@example(date.max, Period(1, Unit.WORKING_DAY), Counting(trigger_day=1), True)
@example(date(2045, 12, 30), Period(1, Unit.DAY), Counting(trigger_day=1), False)
@example(date(2045, 12, 25), Period(6, Unit.DAY), Counting(), False)
def test_leaving_the_calendar_raises_one_error_and_no_other(
    start: date, period: Period, counting: Counting, back: bool
) -> None:
    try:
        found = due(start, period, counting, back=back)
    except OutsideCalendarError:
        return
    if not ENGLAND.first_year <= found.date.year <= ENGLAND.last_year:
        assert found.falls_on is None
        assert found.moved_from is None
        assert period.unit is not Unit.WORKING_DAY or not period.amount


@pytest.mark.parametrize(
    ("start", "unit", "back"), list(product([date.min, date.max], Unit, [True, False]))
)
def test_counting_stops_at_the_ends_of_time(start: date, unit: Unit, back: bool) -> None:
    period = Period(30, unit)
    if back is (start == date.max):
        assert EVERY_YEAR.count(start, period, back=back).date != start
    else:
        with pytest.raises(OutsideCalendarError):
            EVERY_YEAR.count(start, period, back=back)


@pytest.mark.parametrize("unit", Unit)
def test_an_absurd_amount_leaves_the_calendar(unit: Unit) -> None:
    with pytest.raises(OutsideCalendarError):
        ENGLAND.count(date(2025, 1, 1), Period(10**30, unit))


# --- periods -----------------------------------------------------------------------------


@PROPERTY
@given(ANY_PERIOD)
def test_a_period_reads_back_as_it_is_written(period: Period) -> None:
    assert Period.parse(str(period)) == period
    assert Period.parse(f"  {str(period).upper()}\n") == period


WORDS = {word: unit for unit in Unit for word in (str(unit), f"{unit}s")}


def plainly_read(text: str) -> Period | None:
    """A period read from left to right; None where it is none."""
    stripped = text.strip(string.whitespace)
    amount = "".join(takewhile(string.digits.__contains__, stripped))
    rest = stripped[len(amount) :]
    word = rest.lstrip(string.whitespace)
    unit = WORDS.get(word.lower()) if word.isascii() and word != rest else None
    return Period(int(amount), unit) if unit and 1 <= len(amount) <= 4 else None


@settings(PROPERTY, max_examples=150)
@given(
    st.text()
    | st.builds(
        "{}{}{}".format,
        st.sampled_from(["10", "3", "-1", "1.5", "12345", "0", "", "ten", "٣", "1_0", "+2"]),
        st.sampled_from([" ", "", "  ", "-", "\u00a0"]),
        st.sampled_from([*WORDS, "fortnights", "working", "business days", "wee\u212as", "d"]),
    )
)
def test_anything_else_is_refused(text: str) -> None:
    expected = plainly_read(text)
    if expected is not None:
        assert Period.parse(text) == expected
        return
    with pytest.raises(ValueError, match=r"^(a number and a unit|a unit among)"):
        Period.parse(text)


@pytest.mark.parametrize("text", ["", "10", "days", "10days", "1.5 weeks", "-1 days", "12345 days"])
def test_these_are_not_periods(text: str) -> None:
    with pytest.raises(ValueError, match="a number and a unit"):
        Period.parse(text)


def test_an_unknown_unit_is_told_which_there_are() -> None:
    with pytest.raises(ValueError, match="a unit among calendar days, days, hours, months"):
        Period.parse("2 fortnights")


def test_less_than_nothing_is_no_period() -> None:
    with pytest.raises(ValueError, match="must be >= 0"):
        Period(-1, Unit.DAY)


@pytest.mark.parametrize("other", ["3 months", "12 weeks", "13 weeks"])
def test_periods_have_no_order(other: str) -> None:
    with pytest.raises(TypeError):
        _ = Period.parse("12 weeks") < Period.parse(other)  # type: ignore[operator]


# --- whole months ------------------------------------------------------------------------


def months_by_trying(start: date, end: date) -> int:
    """The most months that, counted from ``start``, do not go beyond ``end``."""
    months = 0
    while in_months(start, months + 1)[0] <= end:
        months += 1
    return months


@settings(PROPERTY, max_examples=120)
@given(st.dates(date(2020, 1, 1), date(2024, 12, 31)), st.integers(-60, 1500))
@example(date(2025, 1, 31), 28)
@example(date(2024, 2, 29), 365)
def test_whole_months_agree_with_trying_each(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    assert whole_months(start, end) == (months_by_trying(start, end) if days > 0 else 0)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2025-01-20", "2025-04-19", 2),
        ("2025-01-20", "2025-04-20", 3),
        ("2025-01-31", "2025-02-27", 0),
        ("2025-01-31", "2025-02-28", 1),
        ("2016-02-29", "2025-02-28", 108),
        ("2025-04-20", "2025-04-20", 0),
        ("2025-04-20", "2024-04-20", 0),
        ("0001-01-31", "9999-12-31", 119987),
    ],
)
def test_whole_months_by_hand(start: str, end: str, months: int) -> None:
    assert whole_months(day(start), day(end)) == months
