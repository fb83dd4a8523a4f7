"""The files as they are written: one class for each mapping, one attribute for each key.

Names ending in an underscore stand for keys that are Python words. These classes are
the single account of the file formats; everything else about them is derived.
"""

import datetime as dt
from datetime import date
from typing import ClassVar

from attrs import define, field

from cinpolicy.conditions import ALWAYS, Condition, Facts
from cinpolicy.fingerprints import Fingerprint
from cinpolicy.loading.document import Mapping, Node
from cinpolicy.loading.reading import (
    ActivityWord,
    AnyWord,
    HappeningWord,
    ItemWord,
    Number,
    RoleWord,
    Text,
    TopicWord,
)
from cinpolicy.periods import Period
from cinpolicy.procedure import AmbiguityKind
from cinpolicy.provisions import Force, NonWorkingDay, SilenceKind
from cinpolicy.timeline import State
from cinpolicy.vocabulary import FactKind, TopicKind


@define(kw_only=True)
class Written:
    """What every mapping has: the node it stands in.

    ``alone`` names the key that a single value in its place is the value of, if any.
    """

    alone: ClassVar[str] = ""
    node: Mapping = field(init=False, eq=False, repr=False)


@define(kw_only=True)
class WrittenCitation(Written):
    section: Text
    paragraph: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()


@define(kw_only=True)
class WrittenOccasion(Written):
    at: Period
    after: HappeningWord
    give_or_take: Period


@define(kw_only=True)
class WrittenCounting(Written):
    trigger_day: int = 0
    non_working_day: NonWorkingDay = NonWorkingDay.STAY


@define(kw_only=True)
class WrittenVariation(Written):
    by: tuple[RoleWord, ...]
    force: Force
    cite: WrittenCitation
    up_to: Period | None = None
    when: Condition = ALWAYS
    recorded_as: Text | None = None


@define(kw_only=True)
class WrittenGivesWay(Written):
    activity: ActivityWord
    within: Period


@define(kw_only=True)
class WrittenItem(Written):
    alone = "item"
    item: ItemWord
    as_: Text | None = None
    paragraph: tuple[int, ...] = ()
    force: Force | None = None


@define(kw_only=True)
class WrittenProvision(Written):
    id: Text
    topic: TopicWord
    force: Force
    cite: WrittenCitation
    subject: Text | None = None
    of: HappeningWord | None = None
    within: Period | None = None
    at: Period | None = None
    every: Period | None = None
    at_least_every: Period | None = None
    not_before: Period | None = None
    at_least: Period | None = None
    same_day_as: tuple[HappeningWord, ...] = ()
    no_period_stated: bool = False
    after: tuple[HappeningWord, ...] = ()
    before: ActivityWord | None = None
    which: WrittenOccasion | None = None
    or_sooner_on: tuple[HappeningWord, ...] = ()
    counting: WrittenCounting | None = None
    by: tuple[RoleWord, ...] = ()
    roles: tuple[RoleWord, ...] = ()
    items: tuple[WrittenItem, ...] = ()
    recommended_by: tuple[RoleWord, ...] = ()
    forum: ActivityWord | None = None
    first: tuple[Text, ...] = ()
    says: SilenceKind | None = None
    statement: Text | None = None
    when: Condition = ALWAYS
    exception_to: tuple[Text, ...] = ()
    variation: WrittenVariation | None = None
    gives_way_to: WrittenGivesWay | None = None
    readings: dict[Text, Node] = field(factory=dict)
    term: Text | None = None
    note: Text | None = None
    assumes: tuple[Text, ...] = ()
    allow: dict[Text, Text] = field(factory=dict)


@define(kw_only=True)
class WrittenAmbiguity(Written):
    id: Text
    kind: AmbiguityKind
    paragraphs: tuple[int, ...]
    says: Text
    provisions: tuple[Text, ...] = ()
    readings: dict[Text, Text] = field(factory=dict)


@define(kw_only=True)
class WrittenSilence(Written):
    alone = "kind"
    kind: SilenceKind
    note: Text | None = None
    roles: tuple[RoleWord, ...] = ()
    cite: WrittenCitation | None = None


@define(kw_only=True)
class WrittenDocument(Written):
    title: Text
    version: Text
    url: Text | None = None
    note: Text | None = None


@define(kw_only=True)
class WrittenFact(Written):
    kind: FactKind
    meaning: Text
    choices: tuple[Text, ...] = ()
    of: Text | None = None
    default: Node | None = None


@define(kw_only=True)
class WrittenWord(Written):
    alone = "meaning"
    meaning: Text
    label: Text | None = None
    words: Text | None = None


@define(kw_only=True)
class WrittenRole(WrittenWord):
    kind_of: Text | None = None
    below: tuple[Text, ...] = ()
    above: tuple[Text, ...] = ()


@define(kw_only=True)
class WrittenActivity(WrittenWord):
    alone = ""
    repeats: bool = False
    stops_on: tuple[Text, ...] = ()
    counts_as: Text | None = None
    limit_of: Text | None = None
    series: Text | None = None


@define(kw_only=True)
class WrittenTopic(Written):
    kind: TopicKind
    label: Text
    section: Text
    question: Text
    does: Text | None = None
    performed: bool = True
    every_case: bool = False


@define(kw_only=True)
class WrittenVocabulary(Written):
    facts: dict[Text, WrittenFact] = field(factory=dict)
    events: dict[Text, WrittenWord] = field(factory=dict)
    activities: dict[Text, WrittenActivity] = field(factory=dict)
    roles: dict[Text, WrittenRole] = field(factory=dict)
    items: dict[Text, WrittenWord] = field(factory=dict)
    topics: dict[Text, WrittenTopic] = field(factory=dict)


@define(kw_only=True)
class WrittenProcedure(Written):
    authority: Text
    name: Text
    document: WrittenDocument
    provisions: tuple[WrittenProvision, ...] = ()
    layer: Text | None = None
    vocabulary: Node | None = None
    terms: dict[AnyWord, Text] = field(factory=dict)
    silent_on: dict[TopicWord, WrittenSilence] = field(factory=dict)
    ambiguities: tuple[WrittenAmbiguity, ...] = ()
    in_force_from: date | None = None


@define(kw_only=True)
class WrittenChange(Written):
    because: Text
    change: Text | None = None
    replace: Text | None = None
    remove: Text | None = None
    add: Node | None = None
    silent_on: Text | None = None
    from_: Node | None = None
    to: Node | None = None


@define(kw_only=True)
class WrittenDraft(Written):
    draft: Text
    based_on: Text
    title: Text
    proposed_by: Text
    why: Text
    changes: tuple[WrittenChange, ...]
    version: Text | None = None
    in_force_from: date | None = None
    vocabulary: Node | None = None
    terms: Node | None = None


@define(kw_only=True)
class WrittenChild(Written):
    born: date


@define(kw_only=True)
class WrittenHappening(Written):
    date: date
    event: HappeningWord
    known: dt.date | None = None
    facts: Facts = field(factory=dict)


@define(kw_only=True)
class WrittenCourse(Written):
    activity: ActivityWord
    of: HappeningWord | None = None
    number: int = 1
    held: date | None = None
    late_by: Period | None = None
    never: bool = False
    with_: Facts = field(factory=dict)
    then: tuple[HappeningWord, ...] = ()


@define(kw_only=True)
class WrittenDecision(Written):
    date: date
    varies: HappeningWord
    to: Period
    by: RoleWord


@define(kw_only=True)
class WrittenExpectation(Written):
    in_: tuple[Text, ...] = ()
    the: HappeningWord | None = None
    each: HappeningWord | None = None
    topic: TopicWord | None = None
    subject: Text | None = None
    of: HappeningWord | None = None
    number: Number | None = None
    if_any: bool = False
    because: Text | None = None
    due: date | None = None
    due_by: date | None = None
    not_due_before: date | None = None
    within: Period | None = None
    at_least: Period | None = None
    after: tuple[HappeningWord, ...] = ()
    owed: bool | None = None
    state: State | None = None
    says: SilenceKind | None = None
    force: tuple[Force, ...] = ()
    nobody_below: RoleWord | None = None
    roles: tuple[RoleWord, ...] = ()
    only_roles: tuple[RoleWord, ...] = ()
    includes_roles: tuple[RoleWord, ...] = ()
    items: tuple[ItemWord, ...] = ()
    includes_items: tuple[ItemWord, ...] = ()
    excludes_items: tuple[ItemWord, ...] = ()


@define(kw_only=True)
class WrittenExpectationFile(Written):
    expectations: Text
    expect: tuple[WrittenExpectation, ...]
    cases: tuple[Text, ...] = ()


@define(kw_only=True)
class WrittenScenario(Written):
    scenario: Text
    title: Text
    question: Text
    child: WrittenChild
    horizon: Text
    events: tuple[WrittenHappening, ...]
    facts: Facts = field(factory=dict)
    happened: tuple[WrittenCourse, ...] = ()
    decisions: tuple[WrittenDecision, ...] = ()
    where_undated: dict[ActivityWord, date] = field(factory=dict)
    counting: WrittenCounting | None = None
    expect: tuple[WrittenExpectation, ...] = ()


@define(kw_only=True)
class WrittenReason(Written):
    paragraphs: tuple[Number, ...]
    because: Text


@define(kw_only=True)
class WrittenRegister(Written):
    authority: Text
    complete: bool = True
    headings: tuple[Number, ...] = ()
    not_normative: tuple[WrittenReason, ...] = ()
    not_modelled: tuple[WrittenReason, ...] = ()
    partly_modelled: tuple[WrittenReason, ...] = ()
    fingerprints: tuple[Fingerprint, ...] = ()
