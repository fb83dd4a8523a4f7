"""The parts of a comparison: cells, the rows they stand in, and what rows differ in."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from cinpolicy.provisions import Provision, Question, SilenceKind
from cinpolicy.timeline import Obligation
from cinpolicy.values import Framed, Value
from cinpolicy.vocabulary import TopicKind


class CellKind(StrEnum):
    """What a cell holds."""

    DUE = "due"
    """An obligation with a date."""
    UNDATED = "undated"
    """An obligation whose text gives no period, or that this case never brings about."""
    STATED = "stated"
    """An answer that has no date: roles, a decision, a list, a restriction."""
    SILENCE = "silence"
    NOT_REACHED = "not reached"
    """It would fall due only after the horizon, or after the plan has ended."""
    NOT_APPLICABLE = "not applicable"
    """The authority has a rule, but nothing in this case brings it into play."""


ANSWERS = frozenset({CellKind.DUE, CellKind.UNDATED, CellKind.STATED})
"""The kinds of cell that hold an answer."""


class Aspect(StrEnum):
    """What the cells of a row can differ in; the second part of a divergence code."""

    DATE = "date"
    COUNT = "count"
    """How often it falls due: in a row of one occurrence, once or, where the case ends first,
    not at all."""
    RULE = "rule"
    FORCE = "force"
    ROLE = "role"
    ITEMS = "items"
    REQUIREMENT = "requirement"
    """Some require it, and the text of others says that they do not."""
    PERIOD = "period"
    """Some give a period, and others require it with none."""
    SILENCE = "silence"
    """Some answer, and others do not."""


@frozen(kw_only=True, slots=False, repr=False)
class Span(Value):
    """The due dates of a cell over every reading of the text, and under which they come.

    ``earliest`` and ``latest`` are None where no reading gives a date. The names are those
    of the ambiguities and readings that lead there (none: the default readings do).
    ``undated_under`` are readings under which nothing is due on a day; None where there are
    none such. ``whole`` False means that there were too many combinations to try them all.
    """

    earliest: date | None
    latest: date | None
    earliest_under: tuple[str, ...] = ()
    latest_under: tuple[str, ...] = ()
    undated_under: tuple[str, ...] | None = None
    whole: bool = True

    @property
    def ends(self) -> tuple[date | None, date | None]:
        """The earliest and the latest date where they differ; None, None where they do not."""
        return (None, None) if self.earliest == self.latest else (self.earliest, self.latest)


@frozen(kw_only=True, slots=False, repr=False)
class Cell(Value):
    """What one authority says in one row.

    ``due`` is the date of a dated obligation, ``count`` the figure of a counting
    row. ``words`` is the rule (or the kind of silence) in plain words, ``term`` the local
    word where it is not the common one, ``notes`` what a reader must be told beside it.
    ``answered_by`` is the slug of the layer that answered. ``assumed`` marks a date that
    rests on something the text does not state, itself or through a date it is counted from.
    ``ended`` marks what is no longer owed by the day it would have been due. ``span`` is there
    where every reading was looked at and they do not all give the same date.
    """

    authority: str
    kind: CellKind
    words: str
    due: date | None = None
    count: int | None = None
    force: str = ""
    term: str = ""
    silence: SilenceKind | None = None
    provision: Provision | None = None
    obligation: Obligation | None = None
    answered_by: str = ""
    assumed: bool = False
    ended: bool = False
    notes: tuple[str, ...] = ()
    span: Span | None = None

    @property
    def in_play(self) -> bool:
        """Whether it holds an answer, or a rule whose clock ran, whatever became of that."""
        return self.kind in ANSWERS or self.obligation is not None

    @property
    def says_something(self) -> bool:
        """Whether the text answers, or says outright that it does not."""
        return self.in_play or self.silence not in (None, SilenceKind.NOT_STATED)

    @property
    def citation(self) -> str:
        """The paragraphs the cell rests on; empty where it rests on none."""
        return str(self.provision.cite) if self.provision else ""

    @property
    def citation_in_full(self) -> str:
        """The same with the section of the text, where it has one."""
        return self.provision.cite.in_full if self.provision else ""


@frozen(kw_only=True, slots=False, repr=False)
class Gap(Value):
    """Why two dates lie apart, in calendar days that add up to ``days``.

    ``start``: the clocks start on different days. ``period``: the periods differ.
    ``non_working``: one count passes over more non-working days. ``moved``: a date was
    moved off a non-working day.
    """

    days: int
    start: int
    period: int
    non_working: int
    moved: int


@frozen(kw_only=True, slots=False, repr=False)
class Divergence(Value):
    """One thing in which the cells of a row differ.

    ``code`` names the row and the aspect and stays the same from run to run. ``size`` is
    in days for dates and in occurrences for counts, None where there is no number.
    ``earliest`` and ``latest`` are the slugs at the ends, ``gap`` the difference between
    the two taken apart. ``robust`` says whether it holds under every combination of
    readings (None: they were not looked at, or were too many); where it does not,
    ``depends_on`` names the fewest readings with which it is otherwise.
    """

    code: str
    aspect: Aspect
    statement: str
    size: int | None = None
    earliest: str = ""
    latest: str = ""
    gap: Gap | None = None
    robust: bool | None = None
    depends_on: tuple[str, ...] = ()


@frozen(kw_only=True, slots=False, repr=False)
class Row(Value):
    """One thing that is due, or one question, across all authorities.

    ``topics`` are all the topics that can bring it about (a first review has a rule of
    its own in one text and follows from the interval in another), the first one first.
    ``key`` is stable; ``cells`` are in the order of the comparison's authorities, those
    that failed left out. ``under_readings`` are divergences that arise only under readings
    other than the default ones. ``questions`` are those the texts are asked.
    """

    key: str
    label: str
    section: str
    topics: tuple[str, ...]
    kind: TopicKind
    cells: tuple[Cell, ...]
    divergences: tuple[Divergence, ...] = ()
    under_readings: tuple[Divergence, ...] = ()
    questions: tuple[Question, ...] = field(default=(), eq=False)

    @property
    def series(self) -> str:
        """What it is one occurrence of: the same for every occurrence of one thing."""
        return self.key.rstrip("0123456789").rstrip(".")

    def cell(self, authority: str) -> Cell | None:
        """The cell of one authority."""
        return next((cell for cell in self.cells if cell.authority == authority), None)


@frozen(kw_only=True, slots=False, repr=False)
class Column(Value):
    """One authority in a comparison; ``failure`` says why it has no cells."""

    slug: str
    name: str
    document: str = ""
    version: str = ""
    failure: str = ""


def cited_in(comparison: "Comparison", rows: Iterable[Row]) -> dict[str, tuple[int, ...]]:
    """The paragraphs that the cells of some rows rest on, by the layer that answered.

    Every authority compared stands in it, in order, also one of which nothing is cited.
    """
    found: dict[str, set[int]] = {c.slug: set() for c in comparison.columns if not c.failure}
    for cell in (cell for row in rows for cell in row.cells if cell.provision):
        assert cell.provision
        found.setdefault(cell.answered_by, set()).update(cell.provision.paragraphs)
    return {slug: tuple(sorted(numbers)) for slug, numbers in found.items()}


@frozen(kw_only=True, slots=False, repr=False)
class Comparison(Framed, Value):
    """One scenario through several authorities.

    ``largest`` are the date divergences, one for each kind of thing that is due (where
    it first arises), the widest first; what goes with a meeting, such as its minutes, comes
    after all else. ``counts`` says in how many rows each aspect differs.
    ``every_reading`` is True where it was worked out under all readings of the texts.
    ``fingerprint`` is that of the scenario's file, where it has one.
    """

    scenario: str
    title: str
    question: str
    horizon: date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    largest: tuple[tuple[Row, Divergence], ...] = ()
    counts: Mapping[str, int] = field(factory=dict)
    every_reading: bool = False
    fingerprint: str = ""

    @property
    def divergent(self) -> tuple[Row, ...]:
        """The rows in which authorities differ."""
        return tuple(row for row in self.rows if row.divergences)

    @property
    def failed(self) -> tuple[Column, ...]:
        """The authorities that could not be run."""
        return tuple(column for column in self.columns if column.failure)

    @property
    def silences(self) -> dict[str, Counter[SilenceKind]]:
        """For each authority in how many rows it is silent, each kind of silence by itself."""
        found: dict[str, Counter[SilenceKind]] = {
            column.slug: Counter() for column in self.columns if not column.failure
        }
        for row in self.rows:
            for cell in row.cells:
                if cell.silence is not None:
                    found[cell.authority][cell.silence] += 1
        return found

    def row(self, key: str) -> Row:
        """A row by its key. Raises ``KeyError`` naming the keys there are."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(f"{key} (the rows are {', '.join(r.key for r in self.rows)})")
