"""One case through several authorities, side by side."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from cinpolicy.answer_rows import AnswerRows
from cinpolicy.calendar import OutsideCalendarError, WorkingCalendar
from cinpolicy.case import Scenario
from cinpolicy.cells import Aspect, Column, Comparison, Divergence, Row
from cinpolicy.due_rows import DueRows
from cinpolicy.ledger import EndlessCaseError
from cinpolicy.provisions import Question
from cinpolicy.rows import RowPlan, Run, in_order
from cinpolicy.simulator import simulate
from cinpolicy.stack import PluginError, PolicyStack
from cinpolicy.vocabulary import NO_WORDS, Vocabulary

RUN_FAILURES = (PluginError, EndlessCaseError, OutsideCalendarError)


def compare(
    scenario: Scenario,
    stacks: Iterable[PolicyStack],
    calendar: WorkingCalendar,
    broken: Sequence[Column] = (),
    topics: frozenset[str] = frozenset(),
    *,
    every_reading: bool = False,
) -> Comparison:
    """The comparison of a scenario over stacks, in the order given.

    An authority that fails while it is run keeps its column, with the reason, and so do
    the ``broken`` ones that could not even be loaded; the others are compared all the
    same. ``topics`` keeps only the rows of some topics; with none, all are kept.
    ``every_reading`` runs the case under all readings of the texts as well.
    """
    stacks = tuple(stacks)
    questions = all_questions(stacks, topics)
    columns: list[Column] = []
    runs: list[Run] = []
    for stack in stacks:
        column, run = _run(stack, scenario, calendar, questions)
        columns.append(column)
        runs += [run] if run else []
    vocabulary = all_words(stacks)
    made = list(rows_of(tuple(runs), vocabulary, scenario.horizon, topics))
    if every_reading:
        from cinpolicy.every_reading import EveryReading

        running = [stack for stack in stacks if any(run.slug == stack.top.slug for run in runs)]
        readings = EveryReading(running, scenario, calendar, questions, vocabulary)
        made = [(plan, readings.looked_at(plan, row)) for plan, row in made]
    kept = in_order((row for _, row in made), vocabulary)
    return Comparison(
        scenario=scenario.name,
        title=scenario.title,
        question=scenario.question,
        horizon=scenario.horizon,
        columns=tuple(sorted((*columns, *broken), key=lambda c: _place(c, columns))),
        rows=kept,
        largest=_largest(kept),
        counts=Counter(d.aspect.value for row in kept for d in row.divergences),
        every_reading=every_reading,
        fingerprint=scenario.fingerprint,
    )


def rows_of(
    runs: tuple[Run, ...], vocabulary: Vocabulary, horizon: date, topics: frozenset[str]
) -> Iterator[tuple[RowPlan, Row]]:
    """The rows of some runs of one case, each with its plan; those on some topics, if any."""
    for maker in (DueRows, AnswerRows):
        for plan, row in maker(runs, vocabulary, horizon).rows():
            if not topics or not topics.isdisjoint(row.topics):
                yield plan, row


def _place(column: Column, columns: list[Column]) -> int:
    return columns.index(column) if column in columns else len(columns)


def all_questions(stacks: tuple[PolicyStack, ...], topics: frozenset[str]) -> tuple[Question, ...]:
    """What is asked of every stack; one that cannot list its questions fails when it is run.

    What a text says of its work as a whole is asked only where its topic is named.
    """
    known: dict[Question, None] = {}
    for stack in stacks:
        with suppress(PluginError):
            named = (q for q in stack.every_question if q.topic in topics)
            known |= dict.fromkeys((*stack.questions, *named))
    return tuple(known)


def all_words(stacks: tuple[PolicyStack, ...]) -> Vocabulary:
    """The words of every stack; those of the first count first."""
    words = NO_WORDS
    for stack in stacks:
        words = words.merged(stack.vocabulary)
    return words


def _run(
    stack: PolicyStack,
    scenario: Scenario,
    calendar: WorkingCalendar,
    questions: tuple[Question, ...],
) -> tuple[Column, Run | None]:
    top = stack.top
    column = Column(
        slug=top.slug,
        name=top.name,
        document=top.document.title,
        version=top.document.version,
    )
    try:
        timeline = simulate(stack, scenario, calendar, questions)
    except RUN_FAILURES as error:
        return Column(slug=top.slug, name=top.name, failure=str(error)), None
    return column, Run.of(top, timeline)


def _largest(rows: tuple[Row, ...]) -> tuple[tuple[Row, Divergence], ...]:
    """The date divergence of each kind of thing where it first arises, widest first.

    Of reviews that recur at different intervals the first counts: later ones only add up
    what the first shows. What goes with a meeting comes after the meetings, visits and reviews
    themselves: invitations are mostly as far apart as the meetings are.
    """
    first: dict[str, tuple[Row, Divergence]] = {}
    for row in rows:
        for divergence in row.divergences:
            if divergence.aspect is not Aspect.DATE:
                continue
            first.setdefault(row.series, (row, divergence))
    return tuple(sorted(first.values(), key=_how_large))


def _how_large(found: tuple[Row, Divergence]) -> tuple[bool, int, str]:
    row, divergence = found
    goes_with = any(cell.obligation and cell.obligation.question.of for cell in row.cells)
    return goes_with, -(divergence.size or 0), row.key
