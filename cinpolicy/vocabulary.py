"""The open vocabulary: facts, events, activities, roles, items, topics.

The common words are data (``vocabulary.yaml``); a procedure may declare more of every
kind. Nothing in the core looks a word up by its name.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from itertools import combinations

from attrs import evolve, fields, frozen

from cinpolicy.conditions import Comparison, FactValue, Test, telling_numbers
from cinpolicy.values import Value


class FactKind(StrEnum):
    """What values a fact can take."""

    YES_NO = "yes_no"
    """True or false."""
    NUMBER = "number"
    """A whole number, 0 or more."""
    ONE_OF = "one_of"
    """Exactly one of its choices."""
    SOME_OF = "some_of"
    """Any of its choices, several at once or none."""
    COUNT = "count"
    """How many times an activity has been done, counting the one in question."""
    MONTHS_SINCE = "months_since"
    """The whole months that have passed since an event."""
    YEARS_SINCE = "years_since"
    """The whole years that have passed since an event."""


DERIVED = frozenset({FactKind.COUNT, FactKind.MONTHS_SINCE, FactKind.YEARS_SINCE})


@frozen(kw_only=True, slots=False, eq=False, repr=False)
class Fact(Value):
    """Something about the child or the case that a provision may turn on.

    ``choices`` are the values of a ``one_of`` or ``some_of`` fact. ``of`` names the
    activity counted, or the event from which months or years are measured, for facts
    the simulator works out. ``default`` is what a case is taken to be where it says
    nothing.
    """

    name: str
    kind: FactKind
    meaning: str
    choices: tuple[str, ...] = ()
    of: str = ""
    default: FactValue = 0

    @property
    def derived(self) -> bool:
        """Whether the simulator works the fact out, so that no case may set it."""
        return self.kind in DERIVED

    def telling_values(self, tests: list[Test]) -> tuple[FactValue, ...]:
        """Values enough to tell the given tests on this fact apart."""
        match self.kind:
            case FactKind.YES_NO:
                return (False, True)
            case FactKind.ONE_OF:
                return self.choices
            case FactKind.SOME_OF:
                named = [c for c in self.choices if any(c in test.values for test in tests)]
                sizes = range(len(named) + 1)
                return tuple(frozenset(c) for size in sizes for c in combinations(named, size))
            case _:
                return telling_numbers(tests)


@frozen(kw_only=True, slots=False, eq=False, repr=False)
class Event(Value):
    """Something that happens in a case and may start a clock.

    ``words`` follow "after" in a sentence, with their article: "the referral".
    """

    name: str
    label: str
    words: str
    meaning: str


@frozen(kw_only=True, slots=False, eq=False, repr=False)
class Activity(Event):
    """Something that has to be done; doing it is itself an event of the same name.

    ``repeats`` says whether it is done more than once, so that its occurrences are
    numbered. ``stops_on`` names the events after which it is no longer owed, and
    ``counts_as`` another activity that doing this one also does. ``limit_of`` names the
    activity whose usual timescale this one's is the limit of, and ``series`` the activity
    with which the row of meetings begins that this one goes on with.
    """

    repeats: bool = False
    stops_on: tuple[str, ...] = ()
    counts_as: str = ""
    limit_of: str = ""
    series: str = ""


@frozen(kw_only=True, slots=False, eq=False, repr=False)
class Role(Value):
    """Who does or decides something.

    ``kind_of`` names the wider role that this one always is as well (a team manager is a
    manager); empty where there is none.
    ``below`` and ``above`` name roles that are plainly so in any council: an order of which
    much is left open (see ``ranks``).
    """

    name: str
    label: str
    meaning: str
    kind_of: str = ""
    below: tuple[str, ...] = ()
    above: tuple[str, ...] = ()


@frozen(kw_only=True, slots=False, eq=False, repr=False)
class Item(Value):
    """One thing a checklist can hold, an outcome, a ground or a decision."""

    name: str
    label: str
    meaning: str


class TopicKind(StrEnum):
    """What sort of answer a topic has."""

    TIMESCALE = "timescale"
    """When something is due."""
    ROLE = "role"
    """Who does something."""
    DECISION = "decision"
    """Who decides something, on whose recommendation and in which meeting."""
    CHECKLIST = "checklist"
    """What a list holds."""
    RESTRICTION = "restriction"
    """What may not be done, in own words."""
    STATEMENT = "statement"
    """A principle or a practice, in own words."""


@frozen(kw_only=True, slots=False, eq=False, repr=False)
class Topic(Value):
    """A question that a provision answers; also the name of a hook.

    ``does`` is the activity or event a timescale is about where a provision names no
    other. ``performed`` False marks a date that is looked at, not work that is done: the
    simulator never brings it about. ``compared`` False marks what encodings infer rather
    than texts state, so that differences in it are not the texts'. ``in_case`` False marks
    what a text says of its work as a whole: no case brings it about, so that it is asked of
    a case only by name. ``every_case`` marks a question that comes up in every case, so that
    a text which answers it for some children and not for others leaves a gap. ``of_a_meeting``
    marks a question about some meeting, which a provision must name.
    ``brings`` is the event that a decision brings about, where that goes for the whole topic.
    ``section`` groups rows of a comparison. ``headline`` names the
    larger question under which several topics are shown as one.
    """

    name: str
    kind: TopicKind
    label: str
    section: str
    question: str
    does: str = ""
    performed: bool = True
    compared: bool = True
    in_case: bool = True
    every_case: bool = False
    of_a_meeting: bool = False
    headline: str = ""
    brings: str = ""


@frozen(kw_only=True, slots=False, eq=False, repr=False)
class Vocabulary(Value):
    """Every word a procedure or a case may use, by kind and name."""

    facts: Mapping[str, Fact]
    events: Mapping[str, Event]
    activities: Mapping[str, Activity]
    roles: Mapping[str, Role]
    items: Mapping[str, Item]
    topics: Mapping[str, Topic]

    def happenings(self) -> Mapping[str, Event]:
        """Events and activities together: all that can happen in a case."""
        return {**self.events, **self.activities}

    def label(self, name: str) -> str:
        """A word's label, of whatever kind it is; the name itself where it has none."""
        kinds: tuple[Mapping[str, Event | Role | Item], ...] = (
            self.activities,
            self.events,
            self.roles,
            self.items,
        )
        found = next((kind[name] for kind in kinds if name in kind), None)
        return found.label if found else name.replace("_", " ")

    def merged(self, other: "Vocabulary") -> "Vocabulary":
        """Both vocabularies together; where both define a word, this one's stays."""
        return evolve(
            self,
            **{
                a.name: {**getattr(other, a.name), **getattr(self, a.name)}
                for a in fields(Vocabulary)
            },
        )

    def telling_values(self, tests: list[Test]) -> dict[str, tuple[FactValue, ...]]:
        """For each fact the tests read, values enough to tell them apart."""
        names = dict.fromkeys(test.fact for test in tests)
        return {n: self.facts[n].telling_values([t for t in tests if t.fact == n]) for n in names}


NO_WORDS = Vocabulary(facts={}, events={}, activities={}, roles={}, items={}, topics={})

COMPARISONS: Mapping[FactKind, frozenset[Comparison]] = {
    FactKind.YES_NO: frozenset({Comparison.IS}),
    FactKind.ONE_OF: frozenset({Comparison.IS}),
    FactKind.SOME_OF: frozenset({Comparison.INCLUDES}),
}
"""The comparisons that make sense for a kind of fact; numbers take every other one."""


def nearest(word: str, known: "list[str] | Mapping[str, object]") -> str | None:
    """The known word closest to a mistaken one, or None where nothing is close."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), None)
