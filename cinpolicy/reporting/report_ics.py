"""The due dates of one authority as a calendar (iCalendar, RFC 5545)."""

from collections import Counter
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

from cinpolicy.report import Report
from cinpolicy.reporting.assumed import legend, marks_of
from cinpolicy.reporting.explanation import Explainer
from cinpolicy.reporting.forms import NoFormError
from cinpolicy.reporting.kept_to import topics
from cinpolicy.reporting.look import Look
from cinpolicy.reporting.obligation_lines import Line, label, lines
from cinpolicy.reporting.printable import printable
from cinpolicy.reporting.undated import MADE
from cinpolicy.timeline import State

_NOT_DUE = frozenset({State.SKIPPED, State.SUPERSEDED, State.STOPPED})
"""What became of obligations whose day is no longer one to keep."""
SYNTHETIC = "[synthetic]"
"""What every title begins with, lest it pass for an appointment among real ones."""
_OURS = uuid5(NAMESPACE_URL, "cinpolicy:due-dates")


def as_bytes(report: Report) -> bytes:
    """A whole-day entry for each due date of every case.

    Raises ``NoFormError`` where the report has several authorities, or nothing has a date.
    """
    authority = _only_authority(report)
    dated = [line for line in lines(report) if _has_entry(line)]
    if not dated:
        raise NoFormError(f"a calendar needs due dates, and {authority} has none in this report")
    calendar = Calendar()
    calendar.add("prodid", f"-//cinpolicy//cinpolicy {report.version}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _in_a_line(f"{_called(report)}: {dated[0].name}"))
    seen: Counter[tuple[str, ...]] = Counter()
    for line in dated:
        key = _key(line)
        seen[key] += 1
        calendar.add_component(_event(line, report, (*key, str(seen[key]))))
    return bytes(calendar.to_ical())


def _has_entry(line: Line) -> bool:
    """Whether it has a day to keep, by the end of the case."""
    falls = line.due is not None and line.due.date <= line.case.scenario.horizon
    return falls and line.owed.state not in _NOT_DUE


def _only_authority(report: Report) -> str:
    if report.narrowing.only_divergent:
        raise NoFormError(
            "a calendar (.ics) holds the due dates of one authority, with no other to differ "
            "from: leave out --only-divergent"
        )
    named = dict.fromkeys(c.slug for case in report.cases for c in case.comparison.columns)
    if len(named) != 1:
        raise NoFormError(
            "a calendar (.ics) holds the due dates of one authority: name it with --authority, "
            f"one of {', '.join(named)}"
        )
    return next(iter(named))


def _called(report: Report) -> str:
    only = f", only on {topics(report)}" if report.narrowing.topics else ""
    return f"Child in Need due dates{only}"


def _key(line: Line) -> tuple[str, ...]:
    """What an entry is about: the same from run to run, whatever its date."""
    return (line.authority, line.case.scenario.name, *line.owed.question, str(line.owed.number))


def _event(line: Line, report: Report, key: tuple[str, ...]) -> Event:
    assert line.due
    event = Event()
    event.add("uid", str(uuid5(_OURS, printable("\n".join(key)))))
    event.add("dtstamp", MADE)
    event.add("dtstart", line.due.date)
    event.add("dtend", line.due.date + timedelta(days=1))
    event.add("summary", _in_a_line(_title(line)))
    event.add("description", _why(line, report))
    event.add("categories", [_in_a_line(line.case.scenario.name)])
    event.add("transp", "TRANSPARENT")
    return event


def _title(line: Line) -> str:
    """What is due, under whom, with its marks; that it is of no real child comes first."""
    return f"{SYNTHETIC} {label(line.owed, line.words)}{marks_of(line.owed)}, {line.name}"


def _why(line: Line, report: Report) -> str:
    """The case, the rule with its force and source, and why the day is that day."""
    scenario = line.case.scenario
    timeline = line.case.timelines[line.authority]
    explainer = Explainer(scenario, timeline, line.authority, report.words, Look())
    told = [f"{name}: {text}" for name, text in explainer.fields(line.owed)]
    head = f"Synthetic case {scenario.name}: {scenario.title}"
    return "\n".join(map(_in_a_line, [head, *told, *legend(marks_of(line.owed))]))


def _in_a_line(text: str) -> str:
    """Text with single spaces and nothing else between its words."""
    return " ".join(printable(text).split())
