"""What a picture shows, in sentences, for those who cannot see it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from cinpolicy import wording
from cinpolicy.cells import Comparison, Row
from cinpolicy.plots import marks, undated
from cinpolicy.plots.compared import apart, is_dated, other_aspects, tallies, timescales
from cinpolicy.plots.one_case import Lanes, comparison_of
from cinpolicy.report import Report
from cinpolicy.reporting import assumed
from cinpolicy.reporting.assumed import marks_of
from cinpolicy.timeline import Obligation

Words = tuple[str, str]
"""A title and, in sentences, all that a picture shows."""


def describe(
    made: Report | Comparison,
    plot: str = "timeline",
    scenario: str = "",
    topics: Iterable[str] = (),
) -> str:
    """The alternative text of a picture: its title, and what stands in it.

    ``plot`` is the name of one of ``PLOTS``; a comparison alone has no timeline. Raises
    ``SeveralCasesError`` and ``KeyError``.
    """
    if plot == "divergence":
        title, said = differences_in_words(comparison_of(made, scenario, topics))
    elif plot == "timeline" and isinstance(made, Report):
        title, said = lanes_in_words(Lanes.of(made, scenario, topics))
    else:
        raise KeyError(
            f"{plot} (a report has a timeline and a divergence, a comparison the latter)"
        )
    return f"{wording.sentence(title)} {said}"


# --- a timeline ------------------------------------------------------------------------------


def lanes_in_words(lanes: Lanes) -> Words:
    """Each authority with the dates of each section, and how far apart the widest are."""
    title = f"{lanes.comparison.title}: what falls due, by authority"
    followed = f"{wording.plain_day(lanes.first)} to {wording.plain_day(lanes.last)}"
    said = [f"A timeline from {followed}."]
    happened = [f"{words} {wording.plain_day(day)}" for day, words in lanes.events]
    said.append(f"In the case: {'; '.join(happened)}.")
    for slug, name in lanes.names.items():
        said.append(f"{name} ({slug}): {_dates(lanes, slug) or 'no date'}.")
    said.append("What is not named has no date in this case; its text may not be silent.")
    for row, one in lanes.comparison.largest[:2]:
        said.append(f"{row.label}: {wording.days(one.size or 0)} apart.")
    return title, " ".join([*said, *_notes(said, lanes.comparison)])


def _dates(lanes: Lanes, slug: str) -> str:
    """The dates of each section; of several things on one day it says how many they are."""
    told = []
    for section, some in lanes.by_section(slug).items():
        counts = Counter(_date(one, lanes) for one in some)
        each = [f"{date} ({n} things)" if n > 1 else date for date, n in counts.items()]
        told.append(f"{section} {wording.listed(each, 'and')}")
    return "; ".join(told)


def _date(owed: Obligation, lanes: Lanes) -> str:
    assert owed.due
    day = f"{wording.plain_day(owed.due.date)}{marks_of(owed)}"
    if marks.is_looked_at(owed, lanes.words):
        return f"{day} (nothing has to be done)"
    elsewhere = owed.done and owed.done != owed.due.date and owed.done <= lanes.last
    return f"{day} (done {wording.plain_day(owed.done)})" if owed.done and elsewhere else day


# --- a chart of differences ------------------------------------------------------------------


def differences_in_words(made: Comparison) -> Words:
    """Each line of the chart with its dates and silences, then how many questions are answered."""
    title = f"{made.title}: what the texts differ in"
    slugs = [column.slug for column in made.columns if not column.failure]
    said = [
        f"A line a question, for {wording.listed(slugs, 'and')}, followed to "
        f"{wording.plain_day(made.horizon)}."
    ]
    said += [_line(row, slugs) for row in timescales(made)]
    for tally in tallies(made):
        each = [f"{slug} {tally.answered[slug]}" for slug in slugs]
        said.append(
            f"{tally.label}, questions other than of time: {wording.listed(each, 'and')} answered "
            f"of {tally.questions}; {tally.differing} differ{'s' * (tally.differing == 1)}."
        )
    return title, " ".join([*said, *_notes(said, made)])


def _line(row: Row, slugs: Iterable[str]) -> str:
    by_words: dict[str, list[str]] = {}
    for slug in slugs:
        cell = row.cell(slug)
        if cell is None:
            continue
        dated = is_dated(cell) and cell.due
        words = wording.plain_day(cell.due) + assumed.marks(cell) if dated and cell.due else ""
        by_words.setdefault(words or undated.in_words(cell), []).append(slug)
    each = [f"{words} ({wording.listed(some, 'and')})" for words, some in by_words.items()]
    dates = apart(row)
    days = f"{wording.days(dates.size or 0)} apart" if dates else ""
    unsure = "?" if dates and dates.robust is False else ""
    differs = f"{days}{unsure}" if days else f"differs in {other_aspects(row)}"
    return f"{row.label}: {'; '.join(each)}; {differs}."


# --- both ------------------------------------------------------------------------------------


def _notes(said: Iterable[str], made: Comparison) -> Iterator[str]:
    """What the signs in some sentences mean, and who could not be run."""
    text = " ".join(said)
    known = {"†": assumed.RESTS, "*": assumed.COUNTED, "?": "depends on how a text is read"}
    yield from (f"{sign} {meaning}." for sign, meaning in known.items() if sign in text)
    yield from (f"{one.slug} could not be run and is not shown." for one in made.failed)
