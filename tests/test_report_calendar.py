"""Reports as iCalendar, read back by icalendar's parser and by the rules of RFC 5545."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from icalendar import Calendar, Event

from cinpolicy import api
from cinpolicy.report import Report
from cinpolicy.reporting.assumed import LEGEND
from cinpolicy.reporting.forms import NoFormError, as_bytes
from cinpolicy.timeline import State
from tests import office

ICS = Path("report.ics")


def events(report: Report) -> list[Event]:
    return list(Calendar.from_ical(as_bytes(report, ICS)).walk("VEVENT"))


def named(report: Report, summary: str) -> Event:
    (found,) = [event for event in events(report) if event["summary"] == summary]
    return found


def test_days_worked_by_hand_are_whole_day_entries_that_say_why() -> None:
    # Ten working days from Mon 3 Mar 2025, over two weekends: Mon 17 Mar.
    event = named(office.of_one("kent"), "[synthetic] First meeting†, Kent County Council")
    assert event.decoded("dtstart") == date(2025, 3, 17)
    assert event.decoded("dtend") == date(2025, 3, 18)
    assert event["dtstart"].params["VALUE"] == "DATE"
    why = str(event["description"]).splitlines()
    assert why[0].startswith("Synthetic case disabled_child: A disabled child")
    assert "rule: within 10 working days of the assessment being completed (should)" in why
    assert "source: kent, section 5, paras 71-72 [first-meeting]" in why
    assert "because: Assessment completed on Mon 3 Mar 2025" in why
    assert "passed over: 4 weekend days" in why


def test_there_is_an_entry_for_every_due_date_that_stands() -> None:
    report = office.of_one("stoke")
    owed = report.cases[0].timelines["stoke"].obligations
    not_due = (State.SKIPPED, State.SUPERSEDED, State.STOPPED)
    # The case begins on 6 Jan 2025 and is followed for 14 months.
    end = date(2026, 3, 6)
    due = [o.due.date for o in owed if o.due and o.state not in not_due]
    days = sorted(day for day in due if day <= end)
    assert 0 < len(days) < len(due)
    assert [event.decoded("dtstart") for event in events(report)] == days


def test_what_falls_on_the_last_day_of_a_case_has_an_entry_and_what_falls_after_it_none() -> None:
    (case,) = office.of_one("kent").cases
    first = "[synthetic] First meeting†, Kent County Council"  # due on 17 Mar 2025
    for end, there in ((date(2025, 3, 17), True), (date(2025, 3, 16), False)):
        ends = evolve(case, scenario=evolve(case.scenario, horizon=end))
        found = events(evolve(office.of_one("kent"), cases=(ends,)))
        assert (first in {event["summary"] for event in found}) is there


def test_every_title_says_that_the_case_is_made_up() -> None:
    assert all(e["summary"].startswith("[synthetic] ") for e in events(office.of_one("stoke")))


def test_marks_stand_in_the_title_and_are_explained_in_the_entry() -> None:
    dagger, star = LEGEND[:2]
    # Stoke counts from a first meeting that the case assumes; Ealing's rule is doubtful itself.
    for authority, title, meaning in (
        ("stoke", "[synthetic] First review*, Stoke-on-Trent City Council", [star]),
        ("calderdale", "[synthetic] First review†*, Calderdale Council", [dagger, star]),
        ("ealing", "[synthetic] First review†, London Borough of Ealing", [dagger]),
    ):
        why = str(named(office.of_one(authority), title)["description"]).splitlines()
        assert [line for line in why if line in (dagger, star)] == meaning
        assert why[-1] == meaning[-1]


def test_what_was_started_again_has_an_entry_only_where_it_stands() -> None:
    report = office.of_one("ealing")
    owed = report.cases[0].timelines["ealing"].obligations
    limits = [o for o in owed if o.question.subject == "six_month_assessment" and o.due]
    # Started again by the update every three months from Mon 3 Mar 2025, last on 3 Mar 2026.
    assert [o.state for o in limits].count(State.SUPERSEDED) == 4
    # What stands is due on 3 Sep 2026: seen where the case is followed until then.
    (case,) = report.cases
    longer = evolve(case, scenario=evolve(case.scenario, horizon=date(2026, 9, 3)))
    found = events(evolve(report, cases=(longer,)))
    shown = [e.decoded("dtstart") for e in found if "ix-month" in e["summary"]]
    assert shown == [date(2026, 9, 3)]


def test_what_was_held_as_something_else_has_no_entry() -> None:
    report = api.report([office.MOVING_IN], ["ealing"], every_reading=False)
    owed = report.cases[0].timelines["ealing"].obligations
    skipped = [o for o in owed if o.state is State.SKIPPED]
    assert {o.question.subject for o in skipped} == {"progress_meeting"}
    end = report.cases[0].scenario.horizon
    meetings = [o for o in owed if o.question.subject == "progress_meeting" and o.due]
    numbers = {o.number for o in meetings if o.due and o.due.date <= end}
    skipped = [o for o in skipped if o.number in numbers]
    shown = [e for e in events(report) if " progress meeting" in e["summary"]]
    assert len(shown) == len(numbers) - len(skipped) > 0


def test_entries_keep_their_ids_when_their_days_move() -> None:
    before = {event["summary"]: event for event in events(office.of_one("kent"))}
    (case,) = office.of_one("kent").cases
    later = evolve(
        case.scenario,
        happenings=tuple(
            evolve(h, date=h.date + timedelta(days=7)) for h in case.scenario.happenings
        ),
    )
    moved = {e["summary"]: e for e in events(api.report([later], ["kent"], every_reading=False))}
    first = "[synthetic] First meeting†, Kent County Council"
    assert moved[first].decoded("dtstart") == date(2025, 3, 24)
    assert moved[first]["uid"] == before[first]["uid"]


def test_every_entry_has_an_id_of_its_own_and_no_time_of_making() -> None:
    found = events(api.report([office.DISABLED, office.MOVING_IN], ["kent"], every_reading=False))
    ids = [str(event["uid"]) for event in found]
    assert len(set(ids)) == len(ids) > 50
    assert {str(event["categories"].to_ical(), "utf-8") for event in found} == {
        "disabled_child",
        "moving_in",
    }
    assert {event.decoded("dtstamp") for event in found} == {datetime(2000, 1, 1, tzinfo=UTC)}


def test_one_case_given_twice_has_two_sets_of_entries() -> None:
    found = events(api.report([office.DISABLED] * 2, ["stoke"], every_reading=False))
    assert len({str(event["uid"]) for event in found}) == len(found)


@pytest.mark.parametrize("text", ["é" * 40, "a\r\nEND:VEVENT\r\nX:1", "a;b,c\\n", "\ud800\x00"])
def test_lines_are_what_the_standard_asks_for(text: str) -> None:
    hostile = office.with_texts(text)
    (case,) = hostile.cases
    kept = evolve(
        case,
        comparison=evolve(
            case.comparison, columns=tuple(c for c in case.comparison.columns if c.slug == "kent")
        ),
        timelines={"kent": case.timelines["kent"]},
    )
    content = as_bytes(evolve(hostile, cases=(kept,)), ICS)
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert [line.decode("utf-8") for line in lines]
    assert lines.count(b"END:VEVENT") == lines.count(b"BEGIN:VEVENT") > 10
    assert len(list(Calendar.from_ical(content).walk("VEVENT"))) == lines.count(b"BEGIN:VEVENT")


def test_several_authorities_are_too_many() -> None:
    with pytest.raises(NoFormError, match=r"name it with --authority, one of kent, ealing$"):
        as_bytes(office.report(), ICS)


def test_a_calendar_with_no_days_is_refused() -> None:
    report = office.of_one("kent")
    (case,) = report.cases
    empty = evolve(case, timelines={"kent": evolve(case.timelines["kent"], obligations=())})
    with pytest.raises(NoFormError, match="kent has none in this report"):
        as_bytes(evolve(report, cases=(empty,)), ICS)
