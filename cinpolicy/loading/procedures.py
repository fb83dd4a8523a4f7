"""A procedure from its file: words, provisions, silences, and whether they fit together."""

from collections.abc import Mapping

from attrs import evolve

from cinpolicy.conditions import AnyOf, Applies, Condition, expand, leaves
from cinpolicy.hookspecs import TOPICS
from cinpolicy.loading import written as w
from cinpolicy.loading.document import Node, Scalar, parse
from cinpolicy.loading.faults import InputError
from cinpolicy.loading.provisions import build_citation, build_provision
from cinpolicy.loading.reading import BadValueError, Text, converter, read, unknown
from cinpolicy.loading.words import Checker, build_vocabulary
from cinpolicy.procedure import Document, Procedure
from cinpolicy.provisions import Provision, Silence, SilenceKind
from cinpolicy.vocabulary import NO_WORDS, Vocabulary

LAYERS = ("national", "authority")


def parse_vocabulary(path: str, content: bytes) -> Vocabulary:
    """The common vocabulary: its file's words, with the topics of the hooks."""
    checker = Checker(NO_WORDS)
    words = build_vocabulary(read(parse(path, content), w.WrittenVocabulary), checker)
    if checker.faults:
        raise InputError(checker.faults)
    return evolve(words, topics=TOPICS)


def parse_procedure(path: str, content: bytes, common: Vocabulary) -> Procedure:
    """A procedure from a file's bytes. Raises ``InputError`` with every fault found."""
    written = read(parse(path, content), w.WrittenProcedure)
    checker = Checker(NO_WORDS)
    own = build_vocabulary(written.vocabulary, checker)
    checker.words = common.merged(own)
    _check_own_words(written, common, checker)
    procedure = Procedure(
        slug=str(written.authority),
        name=str(written.name),
        layer=str(written.layer or "authority"),
        document=_document(written.document),
        vocabulary=own,
        provisions=tuple(
            build_provision(one, str(written.authority), checker) for one in written.provisions
        ),
        silent_on=_silences(written.silent_on, checker),
        terms=_terms(written.terms, checker),
    )
    if written.layer is not None:
        checker.known(written.layer, "a layer", LAYERS)
    if not checker.faults:
        _check_together(written, procedure, checker)
    if checker.faults:
        raise InputError(checker.faults)
    return _expanded(procedure)


def _document(written: w.WrittenDocument) -> Document:
    return Document(
        title=str(written.title),
        version=str(written.version),
        url=str(written.url or ""),
        note=str(written.note or ""),
    )


def _terms(written: Mapping[str, Text], checker: Checker) -> dict[str, str]:
    words = checker.words
    known = {**words.happenings(), **words.roles, **words.items}
    for name in written:
        assert isinstance(name, Text)
        checker.known(name, "a known word", known)
    return {str(name): str(term) for name, term in written.items()}


def _check_own_words(written: w.WrittenProcedure, common: Vocabulary, checker: Checker) -> None:
    """A procedure adds words; it does not give a common word another meaning."""
    if written.vocabulary is None:
        return
    for kind in ("facts", "events", "activities", "roles", "items", "topics"):
        for name in getattr(written.vocabulary, kind):
            if name in getattr(common, kind):
                checker.at(name.node, "a word that is not yet in use", f"the common word {name!s}")
    words = checker.words
    for fact in written.vocabulary.facts.values():
        if fact.of is not None:
            checker.known(fact.of, "a known event or activity", words.happenings())
    for activity in written.vocabulary.activities.values():
        checker.happenings(activity.stops_on)
        if activity.counts_as is not None:
            checker.known(activity.counts_as, "a known activity", words.activities)


def _silences(written: Mapping[str, Node], checker: Checker) -> dict[str, Silence]:
    found = {}
    for topic, node in written.items():
        assert isinstance(topic, Text)
        checker.known(topic, "a topic", checker.words.topics)
        silence = _silence(node, checker)
        if silence is not None:
            found[str(topic)] = silence
    return found


def _silence(node: Node, checker: Checker) -> Silence | None:
    """A kind of silence, alone or with who decides, a note and a citation."""
    if isinstance(node, Scalar) and not node.empty:
        kind = checker.choice(Text.at(node), SilenceKind)
        return Silence(kind=kind) if kind else None
    try:
        written = converter().structure(node, w.WrittenSilence)
    except BadValueError as error:
        checker.faults += error.faults
        return None
    kind = checker.choice(written.kind, SilenceKind)
    if kind is None:
        return None
    return Silence(
        kind=kind,
        note=str(written.note or ""),
        roles=checker.roles(written.roles),
        cite=build_citation(written.cite, checker) if written.cite else None,
    )


def _check_together(written: w.WrittenProcedure, procedure: Procedure, checker: Checker) -> None:
    """Ids, exceptions, silences and conflicts: what only the whole file shows."""
    by_id: dict[str, w.WrittenProvision] = {}
    for one in written.provisions:
        if one.id in by_id:
            line = by_id[one.id].node.line
            checker.at(one.id.node, "an id of its own", f"{one.id!s} again (first on line {line})")
        by_id.setdefault(str(one.id), one)
    for one in written.provisions:
        _check_exceptions(one, by_id, checker)
    _check_accounted(written, procedure, checker)
    if not checker.faults:
        _check_conflicts(by_id, _expanded(procedure), checker)


def _check_exceptions(
    one: w.WrittenProvision, by_id: Mapping[str, w.WrittenProvision], checker: Checker
) -> None:
    for name in one.exception_to:
        other = by_id.get(str(name))
        if other is None or name == one.id:
            assert isinstance(name.node, Scalar)
            known = [n for n, p in by_id.items() if p.topic == one.topic and n != one.id]
            checker.faults.append(unknown(name.node, "the id of another provision", known))
        elif (one.topic, one.subject, one.of) != (other.topic, other.subject, other.of):
            checker.at(name.node, "a provision on the same question", f"one on {other.topic!s}")


def _check_accounted(written: w.WrittenProcedure, procedure: Procedure, checker: Checker) -> None:
    """Every topic has a provision or a kind of silence, and not both."""
    if procedure.layer == "national":
        return
    answered = {p.topic for p in procedure.provisions}
    missing = [t for t in checker.words.topics if t not in answered | set(procedure.silent_on)]
    if missing and written.provisions:
        checker.at(
            written.node,
            "every topic answered by a provision or listed under silent_on",
            f"nothing on {', '.join(missing)}",
        )
    for topic in written.silent_on:
        if topic in answered:
            assert isinstance(topic, Text)
            checker.at(topic.node, "a topic no provision answers", f"{topic!s}, which one does")


def _check_conflicts(
    by_id: Mapping[str, w.WrittenProvision], procedure: Procedure, checker: Checker
) -> None:
    for first, second, facts in procedure.conflicts(checker.words):
        shown = ", ".join(f"{name} is {_shown(value)}" for name, value in sorted(facts.items()))
        line = by_id[first.id].node.line
        checker.at(
            by_id[second.id].node,
            "provisions that cannot both apply, or one of them an exception_to the other",
            f"{second.id} and {first.id} (line {line}) both on {first.topic}"
            + (f" where {shown}" if shown else " always"),
        )


def _shown(value: object) -> str:
    if isinstance(value, frozenset):
        return " and ".join(sorted(value)) or "empty"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _expanded(procedure: Procedure) -> Procedure:
    """The procedure with every ``applies`` replaced by the conditions it stands for."""
    topics = {
        leaf.topic
        for provision in procedure.provisions
        for leaf in leaves(provision.when)
        if isinstance(leaf, Applies)
    }
    if not topics:
        return procedure
    stands_for: dict[str, Condition] = {
        topic: AnyOf(procedure.applies_anywhere(topic)) for topic in topics
    }

    def expanded(one: Provision) -> Provision:
        readings = tuple(evolve(r, provision=expanded(r.provision)) for r in one.readings)
        return evolve(one, when=expand(one.when, stands_for), readings=readings)

    return evolve(procedure, provisions=tuple(map(expanded, procedure.provisions)))
