"""Provisions from their written form, every word checked."""

from typing import Any

from attrs import evolve

from cinpolicy.conditions import ALWAYS
from cinpolicy.loading import written as w
from cinpolicy.loading.conditions import read_condition
from cinpolicy.loading.document import Mapping, Node
from cinpolicy.loading.reading import BadValueError, Text, converter, read_text
from cinpolicy.loading.words import Checker
from cinpolicy.periods import Period, Unit
from cinpolicy.provisions import (
    RECURRING,
    Citation,
    Counting,
    Decision,
    Force,
    GivesWay,
    NonWorkingDay,
    Occasion,
    Provision,
    Reading,
    Relation,
    Silence,
    SilenceKind,
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
}
_EXCLUSIVE = (*RELATION_KEYS, "same_day_as", "no_period_stated", "says")


def build_provision(written: w.WrittenProvision, source: str, checker: Checker) -> Provision:
    """A provision with its readings; the first reading is what it says by default."""
    if not written.readings:
        return _Builder(written, source, checker).provision()
    readings = tuple(
        _reading(written, str(name), node, source, checker)
        for name, node in written.readings.items()
    )
    return evolve(readings[0].provision, readings=readings)


def _reading(
    written: w.WrittenProvision, name: str, node: Node, source: str, checker: Checker
) -> Reading:
    """A reading: the provision with the keys of the reading in place of its own."""
    because = Text("")
    try:
        merged, said = _merged(written.node, node)
        because = said or because
        provision = converter().structure(merged, w.WrittenProvision)
    except BadValueError as error:
        checker.faults += error.faults
        provision = None
    if provision is None:
        plain = w.WrittenProvision(
            id=written.id, topic=written.topic, force=written.force, cite=written.cite
        )
        plain.node = written.node
        built = _Builder(plain, source, Checker(checker.words)).provision()
    else:
        built = _Builder(provision, source, checker).provision()
    return Reading(name=name, because=str(because), provision=built)


def _merged(base: Mapping, reading: Node) -> tuple[Mapping, Text | None]:
    if not isinstance(reading, Mapping):
        raise BadValueError(reading.fault("a mapping of the keys this reading changes"))
    keys = {k: v for k, v in base.keys.items() if k != "readings"}
    values = {k: v for k, v in base.values.items() if k != "readings"}
    because = reading.values.get("because")
    if any(key in reading.keys for key in _EXCLUSIVE):
        for key in _EXCLUSIVE:
            keys.pop(key, None)
            values.pop(key, None)
    for key in reading.keys:
        if key != "because":
            keys[key], values[key] = reading.keys[key], reading.values[key]
    place = (reading.path, reading.line, reading.column, reading.where)
    return Mapping(*place, keys, values), read_text(because) if because else None


class _Builder:
    """Builds one provision, noting a fault for every word or combination that is wrong."""

    def __init__(self, written: w.WrittenProvision, source: str, checker: Checker) -> None:
        self.written = written
        self.source = source
        self.checker = checker
        self.words = checker.words

    def provision(self) -> Provision:
        written, checker = self.written, self.checker
        topic = self.words.topics.get(checker.known(written.topic, "a topic", self.words.topics))
        silence = self._silence()
        timing = self._timing()
        self._check_answer(topic, timing, silence)
        return Provision(
            id=str(written.id),
            topic=str(written.topic),
            subject=self._subject(topic),
            of=self._one(written.of, "a known event or activity", self.words.happenings()),
            timing=timing,
            by=checker.roles(written.by),
            roles=checker.roles(written.roles),
            items=checker.all_known(written.items, "a known item", self.words.items),
            decision=self._decision(),
            silence=silence,
            statement=str(written.statement or ""),
            force=checker.choice(written.force, Force) or Force.STATED,
            cite=build_citation(written.cite, checker),
            when=read_condition(written.when, checker) if written.when else ALWAYS,
            exception_to=tuple(map(str, written.exception_to)),
            variation=self._variation(),
            gives_way_to=self._gives_way(),
            term=str(written.term or ""),
            note=str(written.note or ""),
            assumes=tuple(map(str, written.assumes)),
            source=self.source,
        )

    def _one(self, text: Text | None, expected: str, among: Any) -> str:
        return self.checker.known(text, expected, among) if text is not None else ""

    def _subject(self, topic: Topic | None) -> str:
        written = self.written
        if written.subject is None:
            if topic is not None and not topic.does:
                self.checker.at(
                    written.node, f"the key subject (what {topic.name} is about)", "none"
                )
            return topic.does if topic else ""
        if topic is None:
            return str(written.subject)
        if topic.kind is TopicKind.TIMESCALE:
            return self._one(written.subject, "a known event or activity", self.words.happenings())
        if topic.kind is TopicKind.RESTRICTION:
            return str(written.subject)
        return self._one(written.subject, "a known item", self.words.items)

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

    def _silence(self) -> Silence | None:
        written = self.written
        kind = written.says and self.checker.choice(written.says, SilenceKind)
        if not kind:
            return None
        return Silence(
            kind=kind,
            note=str(written.statement or ""),
            roles=tuple(map(str, written.roles)),
            cite=build_citation(written.cite, Checker(self.words)),
        )

    def _timing(self) -> Timing | None:
        written, checker = self.written, self.checker
        given = [key for key in RELATION_KEYS if getattr(written, key) is not None]
        given += ["same_day_as"] * bool(written.same_day_as)
        given += ["no_period_stated"] * written.no_period_stated
        if len(given) + bool(written.says) > 1:
            found = " and ".join(given + ["says"] * bool(written.says))
            checker.at(written.node, "one timing", found)
        if not given and written.before is None:
            return None
        relation, period = self._relation(given[0] if given else "before")
        timing = Timing(
            relation=relation,
            period=period,
            after=checker.happenings(written.same_day_as or written.after),
            before=self._one(written.before, "a known activity", self.words.activities),
            which=self._occasion(),
            or_sooner_on=checker.happenings(written.or_sooner_on),
            counting=build_counting(written.counting, checker),
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
        if not timing.before and not timing.after:
            self.checker.at(node, "the key after or before (what it is counted from)", "none")
        if timing.which and not timing.before:
            self.checker.at(node, "the key before (which selects an occurrence of it)", "none")

    def _occasion(self) -> Occasion | None:
        which = self.written.which
        if which is None:
            return None
        after = self.checker.happenings((which.after,))[0]
        return Occasion(at=which.at, after=after, give_or_take=which.give_or_take)

    def _decision(self) -> Decision | None:
        written, checker = self.written, self.checker
        if not (written.recommended_by or written.forum or written.first):
            return None
        return Decision(
            recommended_by=checker.roles(written.recommended_by),
            forum=self._one(written.forum, "a known activity", self.words.activities),
            first=tuple(map(str, written.first)),
        )

    def _variation(self) -> Variation | None:
        written, checker = self.written.variation, self.checker
        if written is None:
            return None
        return Variation(
            by=checker.roles(written.by),
            up_to=written.up_to,
            when=read_condition(written.when, checker) if written.when else ALWAYS,
            force=checker.choice(written.force, Force) or Force.STATED,
            cite=build_citation(written.cite, checker),
            recorded_as=str(written.recorded_as or ""),
        )

    def _gives_way(self) -> GivesWay | None:
        written = self.written.gives_way_to
        if written is None:
            return None
        activity = self._one(written.activity, "a known activity", self.words.activities)
        return GivesWay(activity=activity, within=written.within)


def build_citation(written: w.WrittenCitation, checker: Checker) -> Citation:
    """A citation; it names at least one paragraph, counted from 1."""
    paragraphs = (*written.paragraph, *written.paragraphs)
    if not paragraphs:
        checker.at(written.node, "the key paragraph", "none")
    if any(number < 1 for number in paragraphs):
        checker.at(written.node, "paragraphs counted from 1", str(min(paragraphs)))
    return Citation(
        section=str(written.section),
        paragraphs=paragraphs,
        fingerprint=str(written.fingerprint or ""),
    )


def build_counting(written: w.WrittenCounting | None, checker: Checker) -> Counting | None:
    """Conventions of counting, where any are written."""
    if written is None:
        return None
    if written.trigger_day not in (0, 1):
        checker.at(written.node, "trigger_day 0 or 1", str(written.trigger_day))
    rule = written.non_working_day
    return Counting(
        trigger_day=written.trigger_day,
        non_working_day=(rule and checker.choice(rule, NonWorkingDay)) or NonWorkingDay.STAY,
    )
