"""Why each thing is due under one authority, as a chain from the first event."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from cinpolicy import wording
from cinpolicy.case import Scenario
from cinpolicy.clock import DueDate
from cinpolicy.owed_things import dated_otherwise, owed_on
from cinpolicy.provisions import Provision
from cinpolicy.remarks import notes_on
from cinpolicy.reporting import quoted
from cinpolicy.reporting.look import Look
from cinpolicy.timeline import Assignment, Assumed, Obligation, Occurrence, Remark, Timeline
from cinpolicy.vocabulary import Vocabulary

if TYPE_CHECKING:
    from cinpolicy.quoting import Quotes

_INDENT = 14
Field = tuple[str, str]
"""What is told of something in one line, and what that line is about."""


class Explainer:
    """Renders the timeline of one authority."""

    def __init__(
        self,
        scenario: Scenario,
        timeline: Timeline,
        authority: str,
        words: Vocabulary,
        look: Look,
        quotes: "Quotes | None" = None,
    ) -> None:
        self.scenario, self.timeline = scenario, timeline
        self.authority, self.words, self.look = authority, words, look
        self.quotes = quotes

    def render(self, topics: frozenset[str] = frozenset()) -> str:
        """Every obligation and answer in order of date; ``topics`` keeps only some.

        What goes before them in a row is told with them, whichever topic dates it.
        """
        title = f"{self.authority}: {self.scenario.title}"
        parts = ["\n".join([self.look.bold(title), *self._of_no_text()])]
        parts += [
            "\n".join(self._obligation(owed, topics))
            for owed in sorted(owed_on(self.timeline, topics, self.words), key=_when)
        ]
        parts += [
            "\n".join(self._assignment(one))
            for one in self.timeline.assignments
            if one.answer.provision and (not topics or one.question.topic in topics)
        ]
        parts += self._elsewhere(topics)
        if len(parts) == 1:
            parts.append("Nothing is due in this case on what was asked.")
        return "\n\n".join(parts) + "\n"

    def _elsewhere(self, topics: frozenset[str]) -> Iterator[str]:
        """Where to look for what a topic is about, and something else dates."""
        for topic in sorted(topics):
            for other, subject in dated_otherwise(self.timeline, topic, self.words).items():
                if other not in topics:
                    label = self.words.label(subject)
                    said = f"Nothing is due in this case on {topic}. {label}: see --topic {other}."
                    yield "\n".join(textwrap.wrap(said, max(30, self.look.width)))

    def _obligation(self, owed: Obligation, topics: frozenset[str]) -> Iterator[str]:
        yield self.look.bold(self.title(owed))
        if topics and owed.question.topic not in topics:
            topic = owed.question.topic
            yield from self._laid_out([("topic", f"{self.words.topics[topic].label} ({topic})")])
        yield from self._laid_out(self.fields(owed))

    def fields(self, owed: Obligation, *, repeating: bool = True) -> Iterator[Field]:
        """When an obligation is due and everything that says why, in the order of telling.

        Without ``repeating``, of what an earlier date took as given only which date that was:
        for a long list of dates, in which it is told there.
        """
        if owed.due:
            yield "due", f"{wording.day(owed.due.date)}  ({owed.state.value})"
        else:
            yield "due", f"no date  ({owed.state.value})"
        yield from self._rule(owed.provision, owed.answered_by)
        if owed.provision.by:
            yield "owed by", wording.names(owed.provision.by, self.words)
        for place, line in enumerate(self._chain(owed)):
            yield "after" if place else "because", line
        if owed.due and owed.due.period and owed.due.period.amount:
            yield "counted", self._counted(owed.due)
        if owed.due and owed.due.passed_over:
            yield "passed over", _passed_over(owed.due)
        for note in notes_on(owed, self.words):
            yield "note", note
        if Remark.RESTS_ON_ASSUMED_DATE in owed.remarks:
            yield "note", "counted from a date this case assumes"
        if Remark.ON_NON_WORKING_DAY in owed.remarks:
            yield "note", self._falls_on(owed)
        yield from self._taken_as_given(owed.provision, owed.answered_by)
        yield from self._passed_on(owed, repeating=repeating)

    def title(self, owed: Obligation) -> str:
        """What is due, with its number where it is done more than once."""
        question = owed.question
        label = self.words.label(question.subject)
        activity = self.words.activities.get(question.of or question.subject)
        number = f" {owed.number}" if activity and activity.repeats else ""
        if question.of:
            of = wording.lower_first(self.words.label(question.of))
            return f"{label} ({of}{number})"
        return f"{label}{number}"

    def _rule(self, provision: Provision, by: str) -> Iterator[Field]:
        said = wording.rule(provision, self.words)
        yield "rule", f"{said} ({provision.force.value})"
        where = wording.condition(provision.when, self.words)
        if where:
            yield "where", where
        place = f"{by}, section {provision.cite.section}, {provision.cite} [{provision.id}]"
        yield "source", place
        varied = provision.variation.cite.paragraphs if provision.variation else ()
        yield from self._quoted(by, sorted({*provision.cite.paragraphs, *varied}))

    def _of_no_text(self) -> Iterator[str]:
        """Of which layers no text is at hand to be quoted."""
        said = [owed.answered_by for owed in self.timeline.obligations]
        said += [one.answer.by for one in self.timeline.assignments]
        yield from quoted.remarks(self.quotes, sorted(set(said)), self.look)

    def _quoted(self, by: str, paragraphs: Iterable[int]) -> Iterator[Field]:
        for quote in self.quotes.of(by, paragraphs) if self.quotes else ():
            yield "text", quoted.said(quote)

    def _chain(self, owed: Obligation) -> list[str]:
        """What started the clock, what started that, back to the first event."""
        lines = []
        if owed.target:
            lines.append(f"its meeting is due on {wording.day(owed.target)}")
        trigger = owed.trigger
        while trigger is not None:
            lines.append(self._happened(trigger))
            cause = trigger.obligation
            trigger = self.timeline.obligations[cause].trigger if cause is not None else None
        return lines

    def _happened(self, occurrence: Occurrence) -> str:
        label = self._numbered(occurrence.event, occurrence.number)
        text = f"{label} on {wording.day(occurrence.date)}"
        if occurrence.missed:
            text = f"{label} was due on {wording.day(occurrence.date)} and was not done"
        if occurrence.known:
            text += f", known on {wording.day(occurrence.known)}"
        if occurrence.assumed and occurrence.obligation is None:
            text += " (a date this case assumes, since the text gives none)"
        return text

    def _numbered(self, event: str, number: int) -> str:
        """The name of what happened, with its number where it does so more than once."""
        activity = self.words.activities.get(event)
        label = self.words.label(event)
        return f"{label} {number}" if activity and activity.repeats else label

    def _counted(self, due: DueDate) -> str:
        way = "back" if due.back else "forward"
        text = f"{due.period} {way} from {wording.day(due.start)} as day {due.trigger_day}"
        if due.clipped:
            text += "; the month is too short, so its last day"
        if due.moved_from:
            text += f"; moved from {wording.day(due.moved_from)} ({due.falls_on})"
        return text

    def _falls_on(self, owed: Obligation) -> str:
        assert owed.due
        return f"not a working day ({owed.due.falls_on}); the text does not say what then"

    def _taken_as_given(self, provision: Provision, by: str) -> Iterator[Field]:
        for assumption in provision.assumes:
            yield "assumes", assumption
        for reading in provision.readings:
            said = wording.rule(reading.provision, self.words)
            default = " (used here)" if reading is provision.readings[0] else ""
            name = reading.name.replace("_", " ")
            text = f"{name}{default}: {said}, {reading.provision.cite}. {reading.because}"
            yield "reading", text
            others = set(reading.provision.cite.paragraphs) - set(provision.cite.paragraphs)
            yield from self._quoted(by, sorted(others))
        if provision.note:
            yield "note", provision.note

    def _passed_on(self, owed: Obligation, *, repeating: bool) -> Iterator[Field]:
        """What the dates it is counted from take as given, each as the chain names it."""
        own = owed.provision.assumes
        others = [one for one in owed.goes_back_to if owed.due and one.what not in own]
        for (event, number, day), taken in groupby(others, _dated_by):
            of = f"{self._numbered(event, number)} on {wording.day(day)}"
            told = " ".join(one.what for one in taken)
            yield "assumes", f"for {of}: {told}" if repeating else f"what is assumed for {of}"

    def _assignment(self, one: Assignment) -> Iterator[str]:
        provision = one.answer.provision
        assert provision is not None
        activity = self.words.activities.get(one.question.of)
        number = f" {one.number}" if activity and activity.repeats else ""
        of = wording.lower_first(self.words.label(one.question.of))
        when = f", {wording.day(one.date)}" if one.date else ""
        subject = self.words.label(one.question.subject)
        yield self.look.bold(f"{subject} ({of}{number}{when})")
        yield from self._laid_out(self._rule(provision, one.answer.by))
        yield from self._laid_out(self._taken_as_given(provision, one.answer.by))

    def _laid_out(self, fields: Iterable[Field]) -> Iterator[str]:
        for name, text in fields:
            lines = textwrap.wrap(text, max(30, self.look.width - _INDENT)) or [""]
            yield f"  {self.look.faint(name.ljust(_INDENT - 2))}{lines[0]}"
            yield from (" " * _INDENT + line for line in lines[1:])


def _dated_by(one: Assumed) -> tuple[str, int, date]:
    return one.event, one.number, one.date


def _when(owed: Obligation) -> tuple[str, str]:
    day = owed.due.date if owed.due else (owed.done or (owed.trigger and owed.trigger.date))
    return (day.isoformat() if day else "9999"), owed.question.subject


def _passed_over(due: DueDate) -> str:
    """Weekend days as a number, bank holidays by name and day."""
    reasons = Counter(why for _, why in due.passed_over)
    weekends = reasons.pop("weekend", 0)
    named = [f"{why} ({wording.day(day)})" for day, why in due.passed_over if why != "weekend"]
    said = [f"{weekends} weekend day{'s' * (weekends != 1)}"] if weekends else []
    return wording.listed([*said, *named], "and")
