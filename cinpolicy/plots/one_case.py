"""The one case that a picture shows, and what of it on some topics alone."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from attrs import evolve, frozen

from cinpolicy.cells import Comparison
from cinpolicy.library import UnknownTopicError
from cinpolicy.plots.marks import section_of
from cinpolicy.report import CaseReport, Report
from cinpolicy.reporting.kept_to import kept_to
from cinpolicy.timeline import Obligation, State
from cinpolicy.vocabulary import Vocabulary

_NOT_HELD = (State.SKIPPED, State.SUPERSEDED, State.STOPPED)


class SeveralCasesError(ValueError):
    """A picture shows one case, and it is not said which."""


def case_of(report: Report, scenario: str) -> CaseReport:
    """The case of a name, or the only one. Raises ``SeveralCasesError`` or ``KeyError``."""
    found = [case for case in report.cases if scenario in ("", case.scenario.name)]
    if not found:
        raise KeyError(f"{scenario} (the cases are {', '.join(_names(report))})")
    if len(found) > 1:
        raise SeveralCasesError(f"a picture shows one case, not {len(found)}: name one of them")
    return found[0]


def _names(report: Report) -> list[str]:
    return [case.scenario.name for case in report.cases]


def comparison_of(made: Report | Comparison, scenario: str, topics: Iterable[str]) -> Comparison:
    """The comparison of a case, and of it the rows on some topics, if any are named."""
    whole = case_of(made, scenario).comparison if isinstance(made, Report) else made
    chosen = frozenset(topics)
    of_rows = dict.fromkeys(topic for row in whole.rows for topic in row.topics)
    _known(chosen, made.words.topics if isinstance(made, Report) else of_rows)
    if not chosen:
        return whole
    rows = tuple(row for row in whole.rows if not chosen.isdisjoint(row.topics))
    largest = tuple((row, d) for row, d in whole.largest if not chosen.isdisjoint(row.topics))
    return evolve(whole, rows=rows, largest=largest)


def _known(topics: Iterable[str], known: Collection[str]) -> None:
    for topic in topics:
        if topic not in known:
            raise UnknownTopicError(f"{topic} (the topics are {', '.join(known)})")


@frozen
class Lanes:
    """What a timeline shows of a case: of each authority what is due on a day of it.

    ``kept`` says to what the report is kept, if not whole.
    """

    case: CaseReport
    comparison: Comparison
    words: Vocabulary
    topics: frozenset[str]
    kept: str

    @classmethod
    def of(cls, report: Report, scenario: str, topics: Iterable[str]) -> "Lanes":
        """The lanes of a case. Raises ``SeveralCasesError`` and ``KeyError``."""
        chosen = frozenset(topics)
        case = case_of(report, scenario)
        comparison = comparison_of(report, scenario, chosen)
        return cls(case, comparison, report.words, chosen, kept_to(case, report))

    @property
    def names(self) -> dict[str, str]:
        """The authorities that could be run, by their slugs."""
        named = {column.slug: column.name for column in self.comparison.columns}
        return {slug: named[slug] for slug in self.case.timelines}

    def owed(self, slug: str) -> list[Obligation]:
        """What an authority owes by a day of the case, by date."""
        return sorted(self._owed(slug), key=lambda owed: owed.due.date if owed.due else self.last)

    def _owed(self, slug: str) -> Iterator[Obligation]:
        for owed in self.case.obligations(slug):
            topic = owed.question.topic
            stands = owed.state not in _NOT_HELD and self.words.topics[topic].compared
            shown = stands and (not self.topics or topic in self.topics)
            if shown and owed.due and owed.due.date <= self.last:
                yield owed

    def by_section(self, slug: str) -> dict[str, list[Obligation]]:
        """The same by section of its topics."""
        found: dict[str, list[Obligation]] = {}
        for owed in self.owed(slug):
            found.setdefault(section_of(owed, self.words), []).append(owed)
        return found

    @property
    def first(self) -> date:
        """The day of the first thing that happens."""
        return min(one.date for one in self.case.scenario.happenings)

    @property
    def last(self) -> date:
        """The day to which the case is followed."""
        return self.case.scenario.horizon

    @property
    def events(self) -> list[tuple[date, str]]:
        """What happens in the case."""
        happened = self.case.scenario.happenings
        return [(h.date, self.words.label(h.event)) for h in happened if h.date <= self.last]
