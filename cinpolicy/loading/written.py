"""The files as they are written: one class for each mapping, one attribute for each key.

Names ending in an underscore stand for keys that are Python words. These classes are
the single account of the file formats; everything else about them is derived.
"""

import datetime as dt
from datetime import date

from attrs import define, field

from cinpolicy.loading.document import Mapping, Node
from cinpolicy.loading.reading import Text
from cinpolicy.periods import Period


@define(kw_only=True)
class Written:
    """What every mapping has: the node it stands in."""

    node: Mapping = field(init=False, eq=False, repr=False)


@define(kw_only=True)
class WrittenCitation(Written):
    section: Text
    paragraph: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()
    fingerprint: Text | None = None


@define(kw_only=True)
class WrittenOccasion(Written):
    at: Period
    after: Text
    give_or_take: Period


@define(kw_only=True)
class WrittenCounting(Written):
    trigger_day: int = 0
    non_working_day: Text | None = None


@define(kw_only=True)
class WrittenVariation(Written):
    by: tuple[Text, ...]
    force: Text
    cite: WrittenCitation
    up_to: Period | None = None
    when: Node | None = None
    recorded_as: Text | None = None


@define(kw_only=True)
class WrittenGivesWay(Written):
    activity: Text
    within: Period


@define(kw_only=True)
class WrittenProvision(Written):
    id: Text
    topic: Text
    force: Text
    cite: WrittenCitation
    subject: Text | None = None
    of: Text | None = None
    within: Period | None = None
    at: Period | None = None
    every: Period | None = None
    at_least_every: Period | None = None
    not_before: Period | None = None
    at_least: Period | None = None
    same_day_as: tuple[Text, ...] = ()
    no_period_stated: bool = False
    after: tuple[Text, ...] = ()
    before: Text | None = None
    which: WrittenOccasion | None = None
    or_sooner_on: tuple[Text, ...] = ()
    counting: WrittenCounting | None = None
    by: tuple[Text, ...] = ()
    roles: tuple[Text, ...] = ()
    items: tuple[Text, ...] = ()
    recommended_by: tuple[Text, ...] = ()
    forum: Text | None = None
    first: tuple[Text, ...] = ()
    says: Text | None = None
    statement: Text | None = None
    when: Node | None = None
    exception_to: tuple[Text, ...] = ()
    variation: WrittenVariation | None = None
    gives_way_to: WrittenGivesWay | None = None
    readings: dict[str, Node] = field(factory=dict)
    term: Text | None = None
    note: Text | None = None
    assumes: tuple[Text, ...] = ()


@define(kw_only=True)
class WrittenSilence(Written):
    kind: Text
    note: Text | None = None
    roles: tuple[Text, ...] = ()
    cite: WrittenCitation | None = None


@define(kw_only=True)
class WrittenDocument(Written):
    title: Text
    version: Text
    url: Text | None = None
    note: Text | None = None


@define(kw_only=True)
class WrittenFact(Written):
    kind: Text
    meaning: Text
    choices: tuple[Text, ...] = ()
    of: Text | None = None
    default: Node | None = None


@define(kw_only=True)
class WrittenWord(Written):
    meaning: Text
    label: Text | None = None
    words: Text | None = None


@define(kw_only=True)
class WrittenActivity(WrittenWord):
    repeats: bool = False
    stops_on: tuple[Text, ...] = ()
    counts_as: Text | None = None


@define(kw_only=True)
class WrittenTopic(Written):
    kind: Text
    label: Text
    section: Text
    question: Text
    does: Text | None = None
    performed: bool = True


@define(kw_only=True)
class WrittenVocabulary(Written):
    facts: dict[str, WrittenFact] = field(factory=dict)
    events: dict[str, Node] = field(factory=dict)
    activities: dict[str, WrittenActivity] = field(factory=dict)
    roles: dict[str, Node] = field(factory=dict)
    items: dict[str, Node] = field(factory=dict)
    topics: dict[str, WrittenTopic] = field(factory=dict)


@define(kw_only=True)
class WrittenProcedure(Written):
    authority: Text
    name: Text
    document: WrittenDocument
    provisions: tuple[WrittenProvision, ...] = ()
    layer: Text | None = None
    vocabulary: WrittenVocabulary | None = None
    terms: dict[str, Text] = field(factory=dict)
    silent_on: dict[str, Node] = field(factory=dict)


@define(kw_only=True)
class WrittenChild(Written):
    born: date


@define(kw_only=True)
class WrittenHappening(Written):
    date: date
    event: Text
    known: dt.date | None = None
    facts: dict[str, Node] = field(factory=dict)


@define(kw_only=True)
class WrittenCourse(Written):
    activity: Text
    of: Text | None = None
    number: int = 1
    held: date | None = None
    late_by: Period | None = None
    never: bool = False
    with_: dict[str, Node] = field(factory=dict)
    then: tuple[Text, ...] = ()


@define(kw_only=True)
class WrittenDecision(Written):
    date: date
    varies: Text
    to: Period
    by: Text


@define(kw_only=True)
class WrittenScenario(Written):
    scenario: Text
    title: Text
    question: Text
    child: WrittenChild
    horizon: Text
    events: tuple[WrittenHappening, ...]
    facts: dict[str, Node] = field(factory=dict)
    happened: tuple[WrittenCourse, ...] = ()
    decisions: tuple[WrittenDecision, ...] = ()
    where_undated: dict[str, date] = field(factory=dict)
    counting: WrittenCounting | None = None
