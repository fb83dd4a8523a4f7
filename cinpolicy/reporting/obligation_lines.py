"""Every obligation of a report in long form: one a line, of every case and authority."""

from collections.abc import Callable, Iterator
from datetime import date

from attrs import frozen

from cinpolicy import wording
from cinpolicy.cells import Span
from cinpolicy.clock import DueDate
from cinpolicy.due_rows import row_of
from cinpolicy.remarks import notes_on, readings_of
from cinpolicy.report import CaseReport, Report
from cinpolicy.reporting.assumed import counted_from_assumed
from cinpolicy.reporting.csv_rows import of_a_date
from cinpolicy.timeline import Obligation, Occurrence
from cinpolicy.vocabulary import Vocabulary

Value = str | int | date | None


@frozen
class Line:
    """One obligation of one case under one authority, and all that is said of it.

    ``term`` is the text's own word where it is not the common one; ``span`` is there where
    a comparison looked at every reading and not all of them give the same date.
    """

    case: CaseReport
    authority: str
    name: str
    owed: Obligation
    term: str
    span: Span | None
    words: Vocabulary

    @property
    def due(self) -> DueDate | None:
        """The due date, taken apart."""
        return self.owed.due

    @property
    def trigger(self) -> Occurrence | None:
        """What it is counted from."""
        return self.owed.trigger


@frozen
class Field:
    """One column: its name for programs, its heading for readers, its width, what it holds."""

    name: str
    heading: str
    width: int
    of: Callable[[Line], Value]


def lines(report: Report) -> Iterator[Line]:
    """Every obligation of what the report is kept to, by case, by authority, in order of time."""
    for case in report.cases:
        spans = _spans(case)
        names = {column.slug: column.name for column in case.comparison.columns}
        for slug in case.timelines:
            terms = report.procedures[slug].terms
            for owed in sorted(case.obligations(slug), key=_when):
                about, provision = owed.question, owed.provision
                yield Line(
                    case,
                    slug,
                    names[slug],
                    owed,
                    provision.term or terms.get(about.of or about.subject, ""),
                    spans.get((slug, *about, owed.number)),
                    report.words,
                )


def _spans(case: CaseReport) -> dict[tuple[str | int, ...], Span | None]:
    """How far dates lie apart over every reading, for what has a cell of the comparison."""
    cells = (cell for row in case.comparison.rows for cell in row.cells)
    return {
        (cell.authority, *cell.obligation.question, cell.obligation.number): cell.span
        for cell in cells
        if cell.obligation
    }


def _when(owed: Obligation) -> tuple[date, str, int]:
    day = owed.due.date if owed.due else owed.done or (owed.trigger and owed.trigger.date)
    return day or date.max, owed.question.subject, owed.number


def label(owed: Obligation, words: Vocabulary) -> str:
    """What is due, as a comparison names it: ``Second review``, ``Minutes (review 2)``."""
    question = owed.question
    said = words.label(question.subject)
    activity = words.activities.get(question.of or question.subject)
    repeats = bool(activity and activity.repeats)
    if question.of:
        number = f" {owed.number}" if repeats else ""
        return f"{said} ({wording.lower_first(words.label(question.of))}{number})"
    return f"{wording.ordinal(owed.number)} {wording.lower_first(said)}" if repeats else said


def _row(line: Line) -> str:
    return row_of(line.owed.question, line.owed.number, line.words)


def _of_the_count(line: Line) -> str:
    if not line.due or not line.due.period:
        return ""
    return f"{line.due.period} {'back' if line.due.back else 'forward'}"


def _other_readings(line: Line) -> str:
    return "; ".join(readings_of(line.owed, line.words))


FIELDS = (
    Field("case", "Case", 16, lambda li: li.case.scenario.name),
    Field("authority", "Authority", 12, lambda li: li.authority),
    Field("what", "What", 24, lambda li: label(li.owed, li.words)),
    Field("due_date", "Due", 12, lambda li: li.due.date if li.due else None),
    Field("state", "What became of it", 14, lambda li: li.owed.state.value),
    Field("done_date", "Done", 12, lambda li: li.owed.done_on),
    Field("rule", "Rule", 30, lambda li: wording.rule(li.owed.provision, li.words)),
    Field("force", "Force", 9, lambda li: li.owed.provision.force.value),
    Field("owed_by", "Owed by", 18, lambda li: wording.names(li.owed.provision.by, li.words)),
    Field(
        "counted_from",
        "Counted from",
        20,
        lambda li: li.words.label(li.trigger.event) if li.trigger else "",
    ),
    Field(
        "counted_from_date", "Which was on", 12, lambda li: li.trigger.date if li.trigger else None
    ),
    Field("section", "Section", 10, lambda li: li.owed.provision.cite.section),
    Field("paragraphs", "Paragraphs", 14, lambda li: str(li.owed.provision.cite)),
    Field("local_term", "The text's own word", 18, lambda li: li.term),
    Field("notes", "Notes", 40, lambda li: "; ".join(notes_on(li.owed, li.words))),
    Field("ended_date", "Ended", 12, lambda li: li.owed.ended_on),
    Field("authority_name", "Name", 24, lambda li: li.name),
    Field("known_date", "Known on", 12, lambda li: li.trigger.known if li.trigger else None),
    Field("counted", "Counted", 18, _of_the_count),
    Field(
        "days_passed_over",
        "Days passed over",
        9,
        lambda li: len(li.due.passed_over) if li.due else None,
    ),
    Field("falls_on", "Falls on", 14, lambda li: (li.due.falls_on or "") if li.due else ""),
    Field("moved_from_date", "Moved from", 12, lambda li: li.due.moved_from if li.due else None),
    Field(
        "can_be_moved_to_date",
        "Can be moved to",
        12,
        lambda li: li.owed.latest.date if li.owed.latest else None,
    ),
    Field("provision", "Provision", 20, lambda li: li.owed.provision.id),
    Field("answered_by", "Answered by", 12, lambda li: li.owed.answered_by),
    Field(
        "rests_on_assumption",
        "†",
        5,
        lambda li: of_a_date(li.due, whether=li.owed.rests_on_assumption),
    ),
    Field(
        "counted_from_assumed",
        "*",
        5,
        lambda li: of_a_date(li.due, whether=counted_from_assumed(li.owed)),
    ),
    Field(
        "earliest_date",
        "Earliest of all readings",
        12,
        lambda li: li.span.ends[0] if li.span else None,
    ),
    Field(
        "latest_date", "Latest of all readings", 12, lambda li: li.span.ends[1] if li.span else None
    ),
    Field("other_readings", "Other readings", 30, _other_readings),
    Field("row", "Row of the comparison", 18, _row),
    Field("topic", "Topic", 20, lambda li: li.owed.question.topic),
    Field("subject", "Subject", 18, lambda li: li.owed.question.subject),
    Field("of", "Of", 14, lambda li: li.owed.question.of),
    Field("number", "Number", 8, lambda li: li.owed.number),
)
"""What stands in a line, in the order of its columns."""
PRINTED = 15
"""How many of the fields stand on a printed sheet: those to read, the others being for sums."""
