"""What is owed in a case as rows of named values, one obligation a row."""

from datetime import date

from cinpolicy import wording
from cinpolicy.loading import common_vocabulary
from cinpolicy.reporting.assumed import DAGGER, counted_from_assumed
from cinpolicy.timeline import Obligation, Timeline
from cinpolicy.vocabulary import Vocabulary

Value = str | int | bool | date | None
DATES = ("due", "latest", "target", "done", "ended_date", "trigger_date")
COLUMNS = (
    "case",
    "authority",
    "due",
    "what",
    "number",
    "rule",
    "state",
    "done",
    "ended_date",
    "force",
    "cited",
    "topic",
    "subject",
    "of",
    "trigger",
    "trigger_date",
    "target",
    "latest",
    "relation",
    "period",
    "owed_by",
    "provision",
    "paragraphs",
    "answered_by",
    "rests_on_assumption",
    "counted_from_assumed",
    "remarks",
)


def rows(timeline: Timeline) -> list[dict[str, Value]]:
    """A row an obligation, by date, what has none last.

    A timeline does not hold the words that a procedure adds: they stand as they are named.
    """
    words = common_vocabulary()
    in_order = sorted(timeline.obligations, key=lambda o: o.due.date if o.due else date.max)
    whose = (timeline.case or None, timeline.authority or None)
    return [_row(whose, owed, words) for owed in in_order]


def marks(row: dict[str, Value]) -> str:
    """The marks of the date of a row."""
    signs = {DAGGER: row["rests_on_assumption"], "*": row["counted_from_assumed"]}
    return "".join(sign for sign, whether in signs.items() if whether)


def _row(whose: tuple[Value, ...], owed: Obligation, words: Vocabulary) -> dict[str, Value]:
    question, provision, trigger = owed.question, owed.provision, owed.trigger
    timing = provision.timing
    values: tuple[Value, ...] = (
        *whose,
        owed.due.date if owed.due else None,
        _what(owed, words),
        owed.number,
        wording.rule(provision, words),
        owed.state.value,
        owed.done_on,
        owed.ended_on,
        provision.force.value,
        str(provision.cite),
        question.topic,
        question.subject,
        question.of or None,
        trigger.event if trigger else None,
        trigger.date if trigger else None,
        owed.target,
        owed.latest.date if owed.latest else None,
        timing.relation.value if timing else None,
        str(timing.period) if timing and timing.period else None,
        " ".join(provision.by) or None,
        provision.id,
        " ".join(map(str, provision.cite.paragraphs)) or None,
        owed.answered_by,
        owed.rests_on_assumption,
        counted_from_assumed(owed),
        "; ".join(remark.value for remark in owed.remarks) or None,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _what(owed: Obligation, words: Vocabulary) -> str:
    label = words.label(owed.question.subject)
    of = owed.question.of
    return f"{label} ({wording.lower_first(words.label(of))})" if of else label
