"""What only a whole procedure shows: ids, exceptions, silences, references, conflicts."""

from collections.abc import Iterator, Mapping

from attrs import evolve

from cinpolicy.conditions import AnyOf, Applies, Condition, expand, leaves
from cinpolicy.loading import written as w
from cinpolicy.loading.circles import reached
from cinpolicy.loading.conditions import MOST_TESTS, note_too_long, tests_in
from cinpolicy.loading.document import Mapping as MappingNode
from cinpolicy.loading.document import Node, Scalar, Sequence
from cinpolicy.loading.reading import Text, unknown
from cinpolicy.loading.words import Checker
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Provision

Written = Mapping[str, w.WrittenProvision]


def put_together(
    written: w.WrittenProcedure, procedure: Procedure, checker: Checker, *, strict: bool
) -> Procedure:
    """The procedure with every ``applies`` written out, every fault between provisions noted.

    Provisions that could not be read count as what they say they are. Whether two can
    both apply is asked only where nothing else is wrong, and only where ``strict``.
    """
    _check_ids(written, checker)
    by_id = {str(one.id): one for one in reversed(written.provisions)}
    _check_exceptions(written, procedure, checker)
    _check_accounted(written, procedure, checker, strict=strict)
    _check_circles(by_id, procedure, checker)
    if not checker.faults:
        procedure = _Expansion(procedure).whole(by_id, checker)
    if strict and not checker.faults:
        _check_conflicts(by_id, procedure, checker)
    return procedure


def _said(written: w.WrittenProcedure, key: str) -> list[Scalar]:
    """What all provisions, unreadable ones too, give under a key."""
    node = written.node.values.get("provisions")
    ones = node.items if isinstance(node, Sequence) else ()
    values = [one.values.get(key) for one in ones if isinstance(one, MappingNode)]
    return [value for value in values if isinstance(value, Scalar)]


def _check_ids(written: w.WrittenProcedure, checker: Checker) -> None:
    lines: dict[str, int] = {}
    for node in _said(written, "id"):
        if node.text in lines:
            found = f"{node.shown} again (first on line {lines[node.text]})"
            checker.at(node, "an id of its own", found)
        lines.setdefault(node.text, node.line)


# --- exceptions --------------------------------------------------------------------------


def _check_exceptions(written: w.WrittenProcedure, procedure: Procedure, checker: Checker) -> None:
    built = {provision.id: provision for provision in procedure.provisions}
    unread = {node.text for node in _said(written, "id")} - set(built)
    for one in written.provisions:
        for name in one.exception_to:
            if name not in unread:
                _check_exception(name, built[one.id], built, procedure, checker)


def _check_exception(
    name: Text,
    one: Provision,
    built: Mapping[str, Provision],
    procedure: Procedure,
    checker: Checker,
) -> None:
    other = built.get(name)
    if other is None or other is one:
        assert isinstance(name.node, Scalar)
        others = [provision for provision in built.values() if provision is not one]
        alike = [provision for provision in others if provision.topic == one.topic]
        known = [provision.id for provision in alike or others]
        checker.faults.append(unknown(name.node, "the id of another provision", known))
    elif one.question != other.question:
        same = other.topic == one.topic
        about = " of ".join(filter(None, other.question[1:])) if same else other.topic
        checker.at(name.node, "a provision on the same question", f"one on {about}")
    elif one.id in procedure.overridden[other.id]:
        checker.at(name.node, "a provision that is not itself an exception to this one")


# --- silences ----------------------------------------------------------------------------


def _check_accounted(
    written: w.WrittenProcedure, procedure: Procedure, checker: Checker, *, strict: bool
) -> None:
    """Every topic has a provision or a kind of silence, and not both."""
    silences = written.node.values.get("silent_on")
    silent = set(silences.keys) if isinstance(silences, MappingNode) else set()
    answered = {node.text for node in _said(written, "topic")}
    missing = [t for t in checker.words.topics if t not in answered | silent]
    if procedure.layer != "authority":
        return
    if strict and missing and answered:
        checker.at(
            written.node,
            "every topic answered by a provision or listed under silent_on",
            f"nothing on {', '.join(missing)}",
        )
    for topic in written.silent_on:
        if topic in answered:
            checker.at(topic.node, "a topic no provision answers", f"{topic!s}, which one does")


# --- references to other topics ----------------------------------------------------------


def _check_circles(by_id: Written, procedure: Procedure, checker: Checker) -> None:
    """No ``applies`` comes back to its own topic."""
    referred = _referred(procedure)
    for provision in procedure.provisions:
        for topic in sorted(_topics_in(provision)):
            if provision.topic in {topic, *reached(topic, referred)}:
                found = f"{topic}, which rests on {provision.topic}"
                node = _condition_node(by_id[provision.id])
                checker.at(node, "conditions that do not rest on themselves", found)


def _condition_node(written: w.WrittenProvision) -> Node:
    return written.node.values.get("when", written.node)


def _referred(procedure: Procedure) -> dict[str, set[str]]:
    """For each topic, those its provisions name under ``applies``."""
    found: dict[str, set[str]] = {}
    for provision in procedure.provisions:
        found.setdefault(provision.topic, set()).update(_topics_in(provision))
    return found


def _topics_in(provision: Provision) -> set[str]:
    return {topic for condition in _conditions(provision) for topic in _applied(condition)}


def _applied(condition: Condition) -> set[str]:
    return {leaf.topic for leaf in leaves(condition) if isinstance(leaf, Applies)}


def _conditions(provision: Provision) -> Iterator[Condition]:
    """Every condition of a provision: its own, and those of its readings and its variation."""
    yield provision.when
    if provision.variation is not None:
        yield provision.variation.when
    for reading in provision.readings:
        yield from _conditions(reading.provision)


class _Expansion:
    """Puts the conditions of a topic in the place of ``applies``; no topic rests on itself."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.by_topic: dict[str, Condition] = {}

    def whole(self, by_id: Written, checker: Checker) -> Procedure:
        """The procedure written out; a condition that becomes too long is a fault."""
        if not any(map(_topics_in, self.procedure.provisions)):
            return self.procedure
        provisions = tuple(map(self._provision, self.procedure.provisions))
        for one in provisions:
            if any(tests_in(condition) > MOST_TESTS for condition in _conditions(one)):
                note_too_long(_condition_node(by_id[one.id]), checker)
        return evolve(self.procedure, provisions=provisions)

    def _provision(self, one: Provision) -> Provision:
        power = one.variation
        variation = power and evolve(power, when=self._condition(power.when))
        readings = tuple(evolve(r, provision=self._provision(r.provision)) for r in one.readings)
        when = self._condition(one.when)
        return evolve(one, when=when, variation=variation, readings=readings)

    def _condition(self, condition: Condition) -> Condition:
        if not (topics := _applied(condition)):
            return condition
        for topic in topics - set(self.by_topic):
            conditions = self.procedure.applies_anywhere(topic)
            self.by_topic[topic] = AnyOf(tuple(map(self._condition, conditions)))
        long = [self.by_topic[t] for t in topics if tests_in(self.by_topic[t]) > MOST_TESTS]
        return long[0] if long else expand(condition, self.by_topic)


# --- conflicts ---------------------------------------------------------------------------


def _check_conflicts(by_id: Written, procedure: Procedure, checker: Checker) -> None:
    for first, second, facts in procedure.conflicts(checker.words):
        shown = ", ".join(f"{name} is {_shown(value)}" for name, value in sorted(facts.items()))
        other, node = by_id[first.id].node, by_id[second.id].node
        line = f"line {other.line}" + (f" of {other.path}" if other.path != node.path else "")
        checker.at(
            node,
            "provisions that cannot both apply, or one of them an exception_to the other",
            f"{second.id} and {first.id} ({line}) both on {first.topic}"
            + (f" where {shown}" if shown else " always"),
        )


def _shown(value: object) -> str:
    if isinstance(value, frozenset):
        return " and ".join(sorted(value)) or "empty"
    return str(value).lower() if isinstance(value, bool) else str(value)
