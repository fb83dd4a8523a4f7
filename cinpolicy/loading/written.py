"""The files as they are written: one class for each mapping, one attribute for each key.

Names ending in an underscore stand for keys that are Python words. These classes are
the single account of the file formats; everything else about them is derived. The sentence
under an attribute says what its key is: an editor shows it to whoever writes a file.
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
    """The section of the text, numbered or named as the text does it."""
    paragraph: tuple[int, ...] = ()
    """The paragraph it rests on: lines that are not blank are counted, from 1."""
    paragraphs: tuple[int, ...] = ()
    """The paragraphs it rests on, where there are several."""


@define(kw_only=True)
class WrittenOccasion(Written):
    at: Period
    """How long after the event the point in time lies."""
    after: HappeningWord
    """The event or activity from which that point is counted."""
    give_or_take: Period
    """How far from that point, on either side, an occurrence may lie."""


@define(kw_only=True)
class WrittenCounting(Written):
    trigger_day: int = 0
    """The number of the day of the event itself: 0 (as usual) or 1."""
    non_working_day: NonWorkingDay = NonWorkingDay.STAY
    """What becomes of a date that falls on a day that is no working day."""


@define(kw_only=True)
class WrittenVariation(Written):
    by: tuple[RoleWord, ...]
    """The role, or any of several roles, that may change the timescale in one case."""
    force: Force
    """How binding the power is, as the text puts it."""
    cite: WrittenCitation
    """Where the text gives the power."""
    up_to: Period | None = None
    """The longest the timescale may become; left out where the text states no limit."""
    when: Condition = ALWAYS
    """The condition under which the power is there; left out, it always is."""
    recorded_as: Text | None = None
    """Where or how such a decision must be recorded, in own words."""


@define(kw_only=True)
class WrittenGivesWay(Written):
    activity: ActivityWord
    """The other activity, which is done instead."""
    within: Period
    """How near the other activity must fall to count as the same point in time."""


@define(kw_only=True)
class WrittenItem(Written):
    alone = "item"
    item: ItemWord
    """A word of the catalogue: one thing the list holds."""
    as_: Text | None = None
    """The text's own word for it, where that is not the common one."""
    paragraph: tuple[int, ...] = ()
    """The paragraph in which this item stands: one of those the provision cites."""
    force: Force | None = None
    """How binding this item is, where the text puts it with another verb than the rest."""


@define(kw_only=True)
class WrittenProvision(Written):
    id: Text
    """A name of its own, by which other places refer to the provision."""
    topic: TopicWord
    """The question it answers."""
    force: Force
    """How binding the text is, as it is written."""
    cite: WrittenCitation
    """Where it stands in the text: the section and the paragraphs it rests on."""
    subject: Text | None = None
    """What within the topic it is about; left out, what the topic itself is about."""
    of: HappeningWord | None = None
    """The meeting, visit or decision that the subject belongs to."""
    within: Period | None = None
    """Due by the end of this period at the latest."""
    at: Period | None = None
    """Due when this period ends (or, with before, begins)."""
    every: Period | None = None
    """Due when this period ends, and again each time it has been done."""
    at_least_every: Period | None = None
    """The same as every, where the text puts it as the least that is done."""
    not_before: Period | None = None
    """Due no sooner than the end of this period."""
    at_least: Period | None = None
    """Due this long before (or after), or longer."""
    same_day_as: tuple[HappeningWord, ...] = ()
    """Due on the day of this event or activity."""
    no_period_stated: bool = False
    """True where it must be done and the text gives no time."""
    after: tuple[HappeningWord, ...] = ()
    """The event or activity from which it is counted; of a list, any one starts the clock."""
    before: ActivityWord | None = None
    """The activity before which it must be done, counted back from its date."""
    which: WrittenOccasion | None = None
    """Which occurrence of the activity in before is meant: one near a point in time."""
    or_sooner_on: tuple[HappeningWord, ...] = ()
    """Events that bring the date forward: whichever comes first."""
    counting: WrittenCounting | None = None
    """How days are counted, written only where the text itself says so."""
    by: tuple[RoleWord, ...] = ()
    """Who owes it, where the text says."""
    roles: tuple[RoleWord, ...] = ()
    """Who does or decides it: any one of these roles."""
    items: tuple[WrittenItem, ...] = ()
    """What the list holds, in words of the catalogue."""
    recommended_by: tuple[RoleWord, ...] = ()
    """The roles on whose recommendation it is decided."""
    forum: ActivityWord | None = None
    """The meeting in which it is decided."""
    first: tuple[Text, ...] = ()
    """What must come before the decision, in own words."""
    says: SilenceKind | None = None
    """Instead of an answer, the way in which the text gives none under this condition."""
    statement: Text | None = None
    """What the text requires, in own words."""
    when: Condition = ALWAYS
    """The condition under which it applies; left out, it always applies."""
    exception_to: tuple[Text, ...] = ()
    """The ids of the provisions on the same question whose place it takes."""
    variation: WrittenVariation | None = None
    """A power to change the timescale in one case."""
    gives_way_to: WrittenGivesWay | None = None
    """Another activity that, where it falls at the same point, is done instead."""
    readings: dict[Text, Node] = field(factory=dict)
    """The ways in which the text can be understood, by name: the first is the one used."""
    term: Text | None = None
    """The text's own word for the subject in this provision."""
    note: Text | None = None
    """Anything a reader should know."""
    assumes: tuple[Text, ...] = ()
    """What had to be taken as given beyond what the text says, in own words."""
    allow: dict[Text, Text] = field(factory=dict)
    """Findings of the check that are right as they stand: the code, and why."""


@define(kw_only=True)
class WrittenAmbiguity(Written):
    id: Text
    """A name of its own for the place."""
    kind: AmbiguityKind
    """In what way the text leaves its meaning open."""
    paragraphs: tuple[int, ...]
    """The paragraphs concerned."""
    says: Text
    """What is unclear, in own words."""
    provisions: tuple[Text, ...] = ()
    """The provisions whose readings are the ways to understand it."""
    readings: dict[Text, Text] = field(factory=dict)
    """The ways to understand it, by name, where no provision turns on it."""


@define(kw_only=True)
class WrittenSilence(Written):
    alone = "kind"
    kind: SilenceKind
    """The way in which the text gives no answer."""
    note: Text | None = None
    """What the text does say of it, in own words."""
    roles: tuple[RoleWord, ...] = ()
    """Who decides, where the text leaves it to somebody."""
    cite: WrittenCitation | None = None
    """Where the text leaves it open."""


@define(kw_only=True)
class WrittenDocument(Written):
    title: Text
    """The title of the document."""
    version: Text
    """Which version it is: its date, or undated."""
    url: Text | None = None
    """Where the document is published."""
    note: Text | None = None
    """Anything a reader should know of the document or the copy used."""


@define(kw_only=True)
class WrittenFact(Written):
    kind: FactKind
    """What values the fact can take."""
    meaning: Text
    """What it means that a case has this fact, in a sentence."""
    choices: tuple[Text, ...] = ()
    """The values it can take (one_of) or hold (some_of)."""
    of: Text | None = None
    """The activity that is counted, or the event from which months or years are measured."""
    default: Node | None = None
    """What a case is taken to be where it says nothing."""


@define(kw_only=True)
class WrittenWord(Written):
    alone = "meaning"
    meaning: Text
    """What the word means, in a sentence."""
    label: Text | None = None
    """How the word is shown, with a capital letter; left out, it follows from the name."""
    words: Text | None = None
    """How the word stands in a sentence, with its article: the referral."""


@define(kw_only=True)
class WrittenRole(WrittenWord):
    kind_of: Text | None = None
    """The wider role that this one always is as well, such as a manager."""
    below: tuple[Text, ...] = ()
    """Roles that stand above this one, where that is plainly so."""
    above: tuple[Text, ...] = ()
    """Roles that stand below this one, where that is plainly so."""


@define(kw_only=True)
class WrittenActivity(WrittenWord):
    alone = ""
    repeats: bool = False
    """True where it is done more than once in a case."""
    stops_on: tuple[Text, ...] = ()
    """The events after which it is no longer owed."""
    counts_as: Text | None = None
    """Another activity that doing this one also does."""
    limit_of: Text | None = None
    """The activity whose usual timescale has this one's as its limit."""
    series: Text | None = None
    """The activity with which the row of meetings begins that this one goes on with."""


@define(kw_only=True)
class WrittenTopic(Written):
    kind: TopicKind
    """What sort of answer the topic has."""
    label: Text
    """How the topic is shown, in a few words."""
    section: Text
    """The heading under which comparisons show it."""
    question: Text
    """The question itself, in a sentence."""
    does: Text | None = None
    """The activity, event or item it is about where a provision names no other."""
    performed: bool = True
    """False where it is a date that is looked at and not work that is done."""
    every_case: bool = False
    """True where the question comes up in every case."""


@define(kw_only=True)
class WrittenVocabulary(Written):
    facts: dict[Text, WrittenFact] = field(factory=dict)
    """Facts about a child or a case that a condition may turn on, by name."""
    events: dict[Text, WrittenWord] = field(factory=dict)
    """Things that happen and may start a clock, by name."""
    activities: dict[Text, WrittenActivity] = field(factory=dict)
    """Things that have to be done, by name."""
    roles: dict[Text, WrittenRole] = field(factory=dict)
    """Those who do or decide something, by name."""
    items: dict[Text, WrittenWord] = field(factory=dict)
    """Things that a list, a decision or a duty can be about, by name."""
    topics: dict[Text, WrittenTopic] = field(factory=dict)
    """Questions that the common topics do not ask, by name."""


@define(kw_only=True)
class WrittenProcedure(Written):
    authority: Text
    """The short name of the authority: small letters, digits, - and _."""
    name: Text
    """The full name of the authority."""
    document: WrittenDocument
    """The document that is encoded."""
    provisions: tuple[WrittenProvision, ...] = ()
    """What the text requires, one statement at a time."""
    layer: Text | None = None
    """Whether it is an authority's own text (as usual) or national guidance."""
    vocabulary: Node | None = None
    """Words of its own, only where the common ones do not do."""
    terms: dict[AnyWord, Text] = field(factory=dict)
    """The text's own words for common ones: the common word, then the local one."""
    silent_on: dict[TopicWord, WrittenSilence] = field(factory=dict)
    """Every topic that no provision is about, with the way in which the text is silent."""
    ambiguities: tuple[WrittenAmbiguity, ...] = ()
    """The places where the text leaves its meaning open."""
    in_force_from: date | None = None
    """The first day on which it is in force, where that is known."""


@define(kw_only=True)
class WrittenChange(Written):
    because: Text
    """Why this is proposed."""
    change: Text | None = None
    """The id of a provision of which some parts are changed."""
    replace: Text | None = None
    """The id of a provision in whose place another one stands."""
    remove: Text | None = None
    """The id of a provision that goes."""
    add: Node | None = None
    """A provision that is new, written as in a procedure; it needs no paragraph."""
    silent_on: Text | None = None
    """A topic that no provision is about, whose kind of silence is another one."""
    from_: Node | None = None
    """What is said now: it is checked, and where it has changed since, that is told."""
    to: Node | None = None
    """What shall be said."""


@define(kw_only=True)
class WrittenDraft(Written):
    draft: Text
    """A name for the draft: small letters, digits, - and _."""
    based_on: Text
    """What it changes: an authority, one version of it (kent@2024-09), or a file."""
    title: Text
    """What is proposed, in a line."""
    proposed_by: Text
    """Who proposes it."""
    why: Text
    """Why it is proposed."""
    changes: tuple[WrittenChange, ...]
    """What would change, one change at a time, in order."""
    version: Text | None = None
    """What the text would be called once the draft is adopted."""
    in_force_from: date | None = None
    """The first day on which it would be in force."""
    vocabulary: Node | None = None
    """Words the draft needs that the procedure does not have."""
    terms: Node | None = None
    """The text's own words for common ones, where the draft has others."""


@define(kw_only=True)
class WrittenChild(Written):
    born: date
    """The child's date of birth (of a child made up for the case)."""


@define(kw_only=True)
class WrittenHappening(Written):
    date: date
    """The day on which it happens."""
    event: HappeningWord
    """What happens: an event or an activity."""
    known: dt.date | None = None
    """The day on which the authority learns of it; left out, the same day."""
    facts: Facts = field(factory=dict)
    """What is true of the case from then on."""


@define(kw_only=True)
class WrittenCourse(Written):
    activity: ActivityWord
    """The activity of which it is told what became of it."""
    of: HappeningWord | None = None
    """The meeting, visit or decision that it belongs to."""
    number: int = 1
    """Which time it is done, counted from 1; left out, the first."""
    held: date | None = None
    """The day on which it was done."""
    late_by: Period | None = None
    """How long after its due date it was done."""
    never: bool = False
    """True where it was never done."""
    with_: Facts = field(factory=dict)
    """Facts of this occurrence alone."""
    then: tuple[HappeningWord, ...] = ()
    """Events that follow from it on the same day."""


@define(kw_only=True)
class WrittenDecision(Written):
    date: date
    """The day from which the decision counts."""
    varies: HappeningWord
    """The activity whose timescale is changed."""
    to: Period
    """The new period."""
    by: RoleWord
    """The role that decides; it has effect where a text gives that role the power."""


@define(kw_only=True)
class WrittenExpectation(Written):
    in_: tuple[Text, ...] = ()
    """The authority or authorities concerned; left out, every one that is judged."""
    the: HappeningWord | None = None
    """The activity or event of which one occurrence is meant."""
    each: HappeningWord | None = None
    """The activity or event of which every occurrence is meant."""
    topic: TopicWord | None = None
    """The question whose answer is meant, or which narrows what is due."""
    subject: Text | None = None
    """What within the topic is meant."""
    of: HappeningWord | None = None
    """The meeting it belongs to."""
    number: Number | None = None
    """Which occurrence is meant, counted from 1."""
    if_any: bool = False
    """Whether it also holds where there is no occurrence at all."""
    because: Text | None = None
    """Why this must be so."""
    due: date | None = None
    """The day on which it is due."""
    due_by: date | None = None
    """The day by which it is due."""
    not_due_before: date | None = None
    """The day before which it is not due."""
    within: Period | None = None
    """It is due no later than this period after the event under after."""
    at_least: Period | None = None
    """It is due no sooner than this period after the event under after."""
    after: tuple[HappeningWord, ...] = ()
    """The event from which the period runs; the activity itself means the one before."""
    owed: bool | None = None
    """Whether it is owed in this case."""
    state: State | None = None
    """What became of it."""
    says: SilenceKind | None = None
    """The kind of silence of the text."""
    force: tuple[Force, ...] = ()
    """How binding the text is; of several any one will do."""
    nobody_below: RoleWord | None = None
    """Nobody who is named stands below this role."""
    roles: tuple[RoleWord, ...] = ()
    """Exactly these roles are named."""
    only_roles: tuple[RoleWord, ...] = ()
    """Nobody other than these is named."""
    includes_roles: tuple[RoleWord, ...] = ()
    """These are among those named."""
    items: tuple[ItemWord, ...] = ()
    """The list holds exactly these."""
    includes_items: tuple[ItemWord, ...] = ()
    """These are on the list."""
    excludes_items: tuple[ItemWord, ...] = ()
    """None of these is on the list."""


@define(kw_only=True)
class WrittenExpectationFile(Written):
    expectations: Text
    """What the expectations are about, in a line."""
    expect: tuple[WrittenExpectation, ...]
    """What must be so."""
    cases: tuple[Text, ...] = ()
    """The cases to judge them on, files or folders; left out, the procedures themselves are."""


@define(kw_only=True)
class WrittenScenario(Written):
    scenario: Text
    """The name of the case: small letters, no spaces."""
    title: Text
    """What the case is, in one line."""
    question: Text
    """The question that the case is there to answer."""
    child: WrittenChild
    """The child, who must not be a real one."""
    horizon: Text
    """The last day followed: a period from the first event, or a date."""
    events: tuple[WrittenHappening, ...]
    """What happens, in order of date."""
    facts: Facts = field(factory=dict)
    """What is true from the start; what is left out has its usual value."""
    happened: tuple[WrittenCourse, ...] = ()
    """What became of single activities; whatever is not listed is done on its due date."""
    decisions: tuple[WrittenDecision, ...] = ()
    """Decisions to change how often something is done, in order of date."""
    where_undated: dict[ActivityWord, date] = field(factory=dict)
    """The day an activity is taken to be done where a text gives it no date."""
    counting: WrittenCounting | None = None
    """How days are counted, where that is not the usual way."""
    expect: tuple[WrittenExpectation, ...] = ()
    """What must be so in this case: tests for policy."""


@define(kw_only=True)
class WrittenReason(Written):
    paragraphs: tuple[Number, ...]
    """The paragraphs concerned."""
    because: Text
    """Why this is so, in own words."""


@define(kw_only=True)
class WrittenRegister(Written):
    authority: Text
    """The short name of the authority, as in its procedure."""
    complete: bool = True
    """Whether every paragraph is accounted for; false while the register is being made."""
    headings: tuple[Number, ...] = ()
    """The paragraphs that are headings."""
    not_normative: tuple[WrittenReason, ...] = ()
    """The paragraphs that require nothing, and why."""
    not_modelled: tuple[WrittenReason, ...] = ()
    """The paragraphs that require something that is left out, and why."""
    partly_modelled: tuple[WrittenReason, ...] = ()
    """The paragraphs of which a part is left out, and which part."""
    fingerprints: tuple[Fingerprint, ...] = ()
    """A mark of each paragraph, written by cinpolicy sources record."""
