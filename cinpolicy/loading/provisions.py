"""Provisions from their written form, every word checked."""

from collections.abc import Collection, Iterable

from attrs import evolve

from cinpolicy.loading import written as w
from cinpolicy.loading.document import Mapping, Node
from cinpolicy.loading.reading import BadValueError, Text, read_text
from cinpolicy.loading.structure import read
from cinpolicy.loading.words import Checker
from cinpolicy.periods import Period, Unit
from cinpolicy.provisions import (
    RECURRING,
    Allowance,
    Citation,
    Counting,
    Decision,
    GivesWay,
    LocalItem,
    Occasion,
    Provision,
    Reading,
    Relation,
    Silence,
    Timing,
    Variation,
)
from cinpolicy.vocabulary import Topic, TopicKind

RELATION_KEYS = {
    "within": Relation.WITHIN,
    "at": Relation.AT,
    "every": Relation.EVERY,
    "at_least_every": Relation.AT_LEAST_EVERY,
    "not_before": Relation.NOT_BEFORE,
    "at_least": Relation.AT_LEAST,
}
_ANSWERS = {
    TopicKind.ROLE: "roles",
    TopicKind.DECISION: "roles",
    TopicKind.CHECKLIST: "items",
    TopicKind.RESTRICTION: "statement",
    TopicKind.STATEMENT: "statement",
}
FIXED = frozenset({"id", "topic", "subject", "of", "exception_to", "readings"})
"""What makes a provision the one it is, whichever way it is read."""
_EXCLUSIVE = (*RELATION_KEYS, "same_day_as", "no_period_stated", "says")


def build_provision(written: w.WrittenProvision, source: str, checker: Checker) -> Provision:
    """A provision with its readings; the first reading is what it says by default."""
    _check_own(written, checker)
    found = (_reading(written, name, source, checker) for name in written.readings)
    readings = [reading for reading in found if reading is not None]
    if not readings:
        plain = _Builder(written, source, checker).provision()
        if not _in_days_of_no_kind(plain):
            return plain
        readings = [Reading(name="calendar_days", because=_NO_KIND_OF_DAY, provision=plain)]
    every = (one for reading in readings for one in (reading, *_in_working_days(reading)))
    return evolve(readings[0].provision, readings=tuple(every))


def _check_own(written: w.WrittenProvision, checker: Checker) -> None:
    """What is looked at even where every reading puts something else in its place."""
    build_citation(written.cite, checker)
    build_counting(written.counting, checker)
    if written.variation is not None:
        build_citation(written.variation.cite, checker)


_NO_KIND_OF_DAY = "the text says days and not of which kind"


def _in_days_of_no_kind(provision: Provision) -> bool:
    return provision.timing is not None and provision.timing.unit_unstated


def _in_working_days(reading: Reading) -> tuple[Reading, ...]:
    """The further reading of a period in days of no stated kind: that they are working days."""
    timing = reading.provision.timing
    if timing is None or timing.period is None or not timing.unit_unstated:
        return ()
    counted = evolve(timing, period=Period(timing.period.amount, Unit.WORKING_DAY))
    name = "working_days" if reading.name == "calendar_days" else f"{reading.name}_in_working_days"
    provision = evolve(reading.provision, timing=counted)
    return (Reading(name=name, because=_NO_KIND_OF_DAY, provision=provision),)


def _reading(
    written: w.WrittenProvision, name: Text, source: str, checker: Checker
) -> Reading | None:
    """A reading: the provision with the keys of the reading in place of its own."""
    try:
        merged, because = _merged(written.node, written.readings[name])
    except BadValueError as error:
        checker.faults += error.faults
        return None
    provision = read(merged, w.WrittenProvision, checker)
    if provision is None:
        return None
    built = _Builder(provision, source, checker).provision()
    return Reading(name=str(name), because=str(because), provision=built)


def _merged(base: Mapping, reading: Node) -> tuple[Mapping, Text]:
    """The keys of a provision with those of a reading, and why it is one."""
    if not isinstance(reading, Mapping):
        raise BadValueError(reading.fault("a mapping of the keys this reading changes"))
    fixed = [key for name, key in reading.keys.items() if name in FIXED]
    faults = [key.fault("a key a reading can change") for key in fixed]
    if "because" not in reading.keys:
        faults.append(reading.fault("the key because", "none"))
    if faults:
        raise BadValueError(*faults)
    gone = {"readings", *(_EXCLUSIVE if not reading.keys.keys().isdisjoint(_EXCLUSIVE) else ())}
    keys = {k: v for k, v in base.keys.items() if k not in gone} | reading.keys
    values = {k: v for k, v in base.values.items() if k not in gone} | reading.values
    because = read_text(values.pop("because"))
    place = (reading.path, reading.line, reading.column, reading.where)
    return Mapping(*place, keys, values), because


class _Builder:
    """Builds one provision, noting a fault for every word or combination that is wrong."""

    def __init__(self, written: w.WrittenProvision, source: str, checker: Checker) -> None:
        self.written = written
        self.source = source
        self.checker = checker
        self.words = checker.words

    def provision(self) -> Provision:
        written, checker = self.written, self.checker
        topic = self.words.topics.get(written.topic)
        silence = self._silence()
        timing = self._timing()
        self._check_answer(topic, timing, silence)
        return Provision(
            id=str(written.id),
            topic=str(written.topic),
            subject=self._subject(topic),
            of=self._of(topic),
            timing=timing,
            by=_plain(written.by),
            roles=_plain(written.roles),
            items=tuple(str(one.item) for one in written.items),
            local=self._local_items(),
            decision=self._decision(),
            silence=silence,
            statement=str(written.statement or ""),
            force=written.force,
            cite=build_citation(written.cite, checker),
            when=written.when,
            exception_to=_plain(written.exception_to),
            variation=self._variation(),
            gives_way_to=self._gives_way(),
            term=str(written.term or ""),
            note=str(written.note or ""),
            assumes=_plain(written.assumes),
            allows=tuple(Allowance(str(c), str(b)) for c, b in written.allow.items()),
            source=self.source,
        )

    def _subject(self, topic: Topic | None) -> str:
        written = self.written
        if written.subject is None:
            if topic is not None and not topic.does:
                self.checker.at(
                    written.node, f"the key subject (what {topic.name} is about)", "none"
                )
            return topic.does if topic else ""
        if topic is None or topic.kind is TopicKind.RESTRICTION:
            return str(written.subject)
        if topic.kind is TopicKind.TIMESCALE:
            known: Collection[str] = self.words.happenings()
            return self.checker.known(written.subject, "a known event or activity", known)
        return self.checker.known(written.subject, "a known item", self.words.items)

    def _of(self, topic: Topic | None) -> str:
        """What it belongs to: without it nobody would be told of what meeting it speaks."""
        if self.written.of is None and topic is not None and topic.of_a_meeting:
            expected = f"the key of (the meeting or decision {topic.name} is about)"
            self.checker.at(self.written.node, expected, "none")
        return str(self.written.of or "")

    def _check_answer(self, topic: Topic | None, timing: Timing | None, silence: object) -> None:
        """A provision must answer its topic in the way its kind of topic is answered."""
        written = self.written
        if topic is None:
            return
        if topic.kind is TopicKind.TIMESCALE:
            if timing is None and silence is None:
                keys = ", ".join(_EXCLUSIVE)
                self.checker.at(written.node, f"a timing (one of {keys}, or before)", "none")
            return
        if timing is not None:
            self.checker.at(written.node, f"no timing on {topic.name}", "one")
        key = _ANSWERS[topic.kind]
        if not getattr(written, key) and silence is None:
            self.checker.at(written.node, f"the key {key} (or says)", "none")

    def _local_items(self) -> tuple[LocalItem, ...]:
        """The items with words, paragraphs or a force of their own, each item once."""
        written = self.written
        cited = {*written.cite.paragraph, *written.cite.paragraphs}
        seen: set[str] = set()
        for one in written.items:
            if one.item in seen:
                self.checker.at(one.item.node, "each item once", f"{one.item!s} again")
            seen.add(one.item)
            if not cited.issuperset(one.paragraph):
                place = one.node.values["paragraph"]
                self.checker.at(place, "a paragraph that the provision cites")
        return tuple(
            LocalItem(str(one.item), str(one.as_ or ""), one.paragraph, str(one.force or ""))
            for one in written.items
            if one.as_ or one.paragraph or one.force
        )

    def _silence(self) -> Silence | None:
        written = self.written
        if written.says is None:
            return None
        return Silence(
            kind=written.says,
            note=str(written.statement or ""),
            roles=_plain(written.roles),
            cite=build_citation(written.cite, Checker(self.words)),
        )

    def _timing(self) -> Timing | None:
        written = self.written
        counting = build_counting(written.counting, self.checker)
        given = [key for key in RELATION_KEYS if getattr(written, key) is not None]
        given += ["same_day_as"] * bool(written.same_day_as)
        given += ["no_period_stated"] * written.no_period_stated
        if len(given) + bool(written.says) > 1:
            found = " and ".join(given + ["says"] * bool(written.says))
            self.checker.at(written.node, "one timing", found)
        if not given and written.before is None:
            return None
        relation, period = self._relation(given[0] if given else "before")
        timing = Timing(
            relation=relation,
            period=period,
            after=_plain(written.same_day_as or written.after),
            before=str(written.before or ""),
            which=self._occasion(),
            or_sooner_on=_plain(written.or_sooner_on),
            counting=counting,
        )
        self._check_start(timing)
        return timing

    def _relation(self, key: str) -> tuple[Relation, Period | None]:
        if key == "same_day_as":
            return Relation.SAME_DAY, Period(0, Unit.CALENDAR_DAY)
        if key == "no_period_stated":
            return Relation.UNDATED, None
        if key == "before":
            return Relation.BEFORE, None
        relation, period = RELATION_KEYS[key], getattr(self.written, key)
        if relation in RECURRING and not period.amount:
            self.checker.at(self.written.node.values[key], "a period longer than nothing")
        return relation, period

    def _check_start(self, timing: Timing) -> None:
        node = self.written.node
        if timing.before and timing.after:
            self.checker.at(node, "either after or before", "both")
        if self.written.same_day_as and self.written.after:
            self.checker.at(node, "either same_day_as or after", "both")
        if not timing.before and not timing.after:
            self.checker.at(node, "the key after or before (what it is counted from)", "none")
        if timing.which and not timing.before:
            self.checker.at(node, "the key before (which selects an occurrence of it)", "none")

    def _occasion(self) -> Occasion | None:
        which = self.written.which
        if which is None:
            return None
        return Occasion(at=which.at, after=str(which.after), give_or_take=which.give_or_take)

    def _decision(self) -> Decision | None:
        written = self.written
        if not (written.recommended_by or written.forum or written.first):
            return None
        return Decision(
            recommended_by=_plain(written.recommended_by),
            forum=str(written.forum or ""),
            first=_plain(written.first),
        )

    def _variation(self) -> Variation | None:
        written = self.written.variation
        if written is None:
            return None
        return Variation(
            by=_plain(written.by),
            up_to=written.up_to,
            when=written.when,
            force=written.force,
            cite=build_citation(written.cite, self.checker),
            recorded_as=str(written.recorded_as or ""),
        )

    def _gives_way(self) -> GivesWay | None:
        written = self.written.gives_way_to
        if written is None:
            return None
        return GivesWay(activity=str(written.activity), within=written.within)


def _plain(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(str, texts))


def build_citation(written: w.WrittenCitation, checker: Checker) -> Citation:
    """A citation; unless it is drafted it names at least one paragraph, counted from 1."""
    paragraphs = (*written.paragraph, *written.paragraphs)
    if not paragraphs and not checker.drafting:
        checker.at(written.node, "the key paragraph", "none")
    if any(number < 1 for number in paragraphs):
        checker.at(written.node, "paragraphs counted from 1", str(min(paragraphs)))
    return Citation(section=str(written.section), paragraphs=paragraphs)


def build_counting(written: w.WrittenCounting | None, checker: Checker) -> Counting | None:
    """Conventions of counting, where any are written."""
    if written is None:
        return None
    if written.trigger_day not in (0, 1):
        checker.at(written.node.values["trigger_day"], "0 or 1")
    return Counting(trigger_day=written.trigger_day, non_working_day=written.non_working_day)
