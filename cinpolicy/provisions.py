"""What one normative statement of a procedure says, in our own words, and where.

A provision answers one question (a topic, and what it is about) with a timing, with
roles, with items, or with a kind of silence, under a condition.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from attrs import field, frozen

from cinpolicy.conditions import ALWAYS, Condition
from cinpolicy.periods import Period, Unit
from cinpolicy.values import Value, stored_without_defaults


class Question(NamedTuple):
    """What is asked of a procedure: a topic, and within it what is meant.

    ``subject`` is the activity, duty, decision, list or ground; ``of`` the activity it
    belongs to (the review whose minutes are due), empty where it belongs to none.
    """

    topic: str
    subject: str
    of: str = ""


class Force(StrEnum):
    """How binding the text is, as it is written."""

    MUST = "must"
    SHOULD = "should"
    WILL = "will"
    IS_TO = "is to"
    EXPECTED = "expected"
    USUALLY = "usually"
    BEST_PRACTICE = "best practice"
    MAY = "may"
    STATED = "stated"
    """Put as a plain fact, in a table or a list, with no verb of obligation."""


class SilenceKind(StrEnum):
    """The ways in which a procedure gives no answer; they are never the same thing."""

    NO_REQUIREMENT = "no requirement"
    """The text says that there is none."""
    DEFERRED = "deferred"
    """The text leaves it to another document or to the child's plan."""
    DISCRETION = "discretion"
    """The text says who decides, and perhaps within which limits."""
    NOT_STATED = "not stated"
    """The text does not say."""
    NOT_APPLICABLE = "not applicable"
    """The question does not arise for this child in this authority."""


TELLING = (
    SilenceKind.NOT_APPLICABLE,
    SilenceKind.NOT_STATED,
    SilenceKind.DEFERRED,
    SilenceKind.DISCRETION,
    SilenceKind.NO_REQUIREMENT,
)
"""The kinds of silence, what says most last."""


class Relation(StrEnum):
    """How a date stands to the event it is counted from (or back from)."""

    WITHIN = "within"
    AT = "at"
    EVERY = "every"
    AT_LEAST_EVERY = "at least every"
    NOT_BEFORE = "not before"
    AT_LEAST = "at least"
    SAME_DAY = "same day"
    BEFORE = "before"
    UNDATED = "no period stated"


RECURRING = frozenset({Relation.EVERY, Relation.AT_LEAST_EVERY})


class NonWorkingDay(StrEnum):
    """What becomes of a due date that is not a working day."""

    STAY = "stay"
    """It stays where it is."""
    NEXT = "next"
    """It moves to the next working day."""
    PREVIOUS = "previous"
    """It moves back to the working day before."""


@frozen(kw_only=True, slots=False, repr=False)
class Counting(Value):
    """Conventions of counting: the number of the trigger day, and non-working days."""

    trigger_day: int = 0
    non_working_day: NonWorkingDay = NonWorkingDay.STAY


@frozen(kw_only=True, slots=False, repr=False)
class Occasion(Value):
    """Which occurrence of an activity is meant: the one that falls near a point in time.

    The point lies ``at`` a period ``after`` an event; an occurrence within
    ``give_or_take`` of it on either side is the one.
    """

    at: Period
    after: str
    give_or_take: Period


@stored_without_defaults
@frozen(kw_only=True, slots=False, repr=False)
class Timing(Value):
    """When something is due.

    Counted forwards from any event in ``after``, or back from the target date of the
    activity in ``before`` (of the occurrence ``which`` selects). ``or_sooner_on`` names
    events that bring the end forward: whichever comes first.
    """

    relation: Relation
    period: Period | None = None
    after: tuple[str, ...] = ()
    before: str = ""
    which: Occasion | None = None
    or_sooner_on: tuple[str, ...] = ()
    counting: Counting | None = None

    @property
    def recurring(self) -> bool:
        """Whether doing the thing starts the same clock again."""
        return self.relation in RECURRING

    @property
    def unit_unstated(self) -> bool:
        """Whether it counts in days without saying of which kind."""
        return self.period is not None and self.period.unit is Unit.DAY


@frozen(kw_only=True, slots=False, repr=False)
class Citation(Value):
    """Where a statement stands: section, and paragraphs counted from 1 over non-blank lines.

    A ``drafted`` one is that of a draft: the paragraphs are those it would change, none
    where it is new.
    """

    section: str
    paragraphs: tuple[int, ...]
    drafted: bool = field(default=False, eq=False)

    def __str__(self) -> str:
        if not self.paragraphs:
            return "new"
        return paragraphs_in_words(self.paragraphs) + (" (amended)" if self.drafted else "")

    @property
    def in_full(self) -> str:
        """The section too, to be found by in the text: ``section 6, para 117``."""
        if not self.section:
            return str(self)
        return f"{_section(self.section)}, {self}"


def _section(name: str) -> str:
    """A section that has a number by that; others under their heading."""
    if not name[0].isdigit():
        return f"under “{name}”"
    several = re.search(r" and \d", name)
    return f"section{'s' if several else ''} {name}"


def paragraphs_in_words(numbers: tuple[int, ...]) -> str:
    """Paragraphs as they are cited: ``para 72``, ``paras 54-61, 70``."""
    return f"para{'s' if len(numbers) > 1 else ''} {runs(numbers)}"


def runs(numbers: tuple[int, ...]) -> str:
    """Paragraph numbers with consecutive ones joined: 54-61, 70."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)


@frozen(kw_only=True, slots=False, repr=False)
class Variation(Value):
    """A power to change a timescale in one case: who has it, and up to what limit.

    ``up_to`` None means that the text sets no limit.
    """

    by: tuple[str, ...]
    up_to: Period | None
    when: Condition
    force: Force
    cite: Citation
    recorded_as: str = ""


@frozen(kw_only=True, slots=False, repr=False)
class GivesWay(Value):
    """An occurrence that is not held because another activity falls at the same point."""

    activity: str
    within: Period


@stored_without_defaults
@frozen(kw_only=True, slots=False, repr=False)
class Silence(Value):
    """A question the text does not answer, and in what way it does not."""

    kind: SilenceKind
    note: str = ""
    roles: tuple[str, ...] = ()
    cite: Citation | None = None


@frozen(kw_only=True, slots=False, repr=False)
class Decision(Value):
    """How a decision comes about, beside who takes it."""

    recommended_by: tuple[str, ...] = ()
    forum: str = ""
    first: tuple[str, ...] = ()


class LocalItem(NamedTuple):
    """How a text puts one item of a list: its own words, its paragraphs, its force.

    Each is empty where the common label, or the provision's citation or force, says as much.
    """

    item: str
    term: str = ""
    paragraphs: tuple[int, ...] = ()
    force: str = ""


class Allowance(NamedTuple):
    """A finding of the procedure check that is right as it stands, and why."""

    code: str
    because: str


@stored_without_defaults
@frozen(kw_only=True, slots=False, repr=False)
class Provision(Value):
    """One normative statement.

    ``by`` is who owes a timescale; ``roles`` the answer of a role or decision topic (any
    one of them); ``items`` the answer of a checklist, of which ``local`` are those that
    the text puts in words, a paragraph or with a force of their own. ``term`` is the text's
    own word for the subject where it is not the common one. ``assumes`` lists what had to
    be taken as given to date it, beyond what the text says. ``allows`` are findings of the
    procedure check that stand for a reason. ``source`` is the slug of the procedure.
    """

    id: str
    topic: str
    subject: str
    of: str = ""
    timing: Timing | None = None
    by: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    local: tuple[LocalItem, ...] = ()
    decision: Decision | None = None
    silence: Silence | None = None
    statement: str = ""
    force: Force
    cite: Citation
    when: Condition = ALWAYS
    exception_to: tuple[str, ...] = ()
    variation: Variation | None = None
    gives_way_to: GivesWay | None = None
    readings: "tuple[Reading, ...]" = ()
    term: str = ""
    note: str = ""
    assumes: tuple[str, ...] = ()
    allows: tuple[Allowance, ...] = ()
    source: str = ""

    @property
    def question(self) -> Question:
        """The question this provision answers."""
        return Question(self.topic, self.subject, self.of)

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """Every paragraph it rests on, under any reading and with its power of variation."""
        read = [self, *(reading.provision for reading in self.readings)]
        cites = [one.cite for one in read] + [p.variation.cite for p in read if p.variation]
        return tuple(sorted({number for cite in cites for number in cite.paragraphs}))

    @property
    def default_reading(self) -> str:
        """The name of the reading the provision stands for, empty where there is one."""
        return self.readings[0].name if self.readings else ""


@frozen(kw_only=True, slots=False, repr=False)
class Reading(Value):
    """One way to understand an ambiguous text; the first of a provision is its default."""

    name: str
    because: str
    provision: Provision


@frozen(kw_only=True, slots=False, repr=False)
class Answer(Value):
    """What a stack says to a question: a provision or a silence, and which layer said it."""

    says: Provision | Silence
    by: str = field()

    @property
    def provision(self) -> Provision | None:
        """The provision, where it gives an answer and not a kind of silence."""
        if isinstance(self.says, Provision) and self.says.silence is None:
            return self.says
        return None

    @property
    def silence(self) -> Silence | None:
        """The silence, whether of a whole topic or stated by a provision."""
        return self.says if isinstance(self.says, Silence) else self.says.silence
