"""A procedure from its file: words, provisions and silences, each checked by itself."""

import re
from collections.abc import Collection, Mapping

from attrs import evolve, fields

from cinpolicy.hookspecs import TOPICS
from cinpolicy.loading import written as w
from cinpolicy.loading.ambiguities import build_ambiguities
from cinpolicy.loading.document import Mapping as MappingNode
from cinpolicy.loading.document import Node, Scalar, parse
from cinpolicy.loading.provisions import build_citation, build_provision
from cinpolicy.loading.rank import check_ranks
from cinpolicy.loading.reading import Text, unknown
from cinpolicy.loading.structure import read_file
from cinpolicy.loading.together import put_together
from cinpolicy.loading.words import Checker, build_vocabulary
from cinpolicy.procedure import Document, Procedure
from cinpolicy.provisions import Provision, Silence
from cinpolicy.vocabulary import NO_WORDS, Topic, TopicKind, Vocabulary

LAYERS = ("national", "authority")
SLUG = r"(?!(?:true|false|null)$)[a-z][a-z0-9_-]*"
"""A word that is a truth value, or nothing, is no name: an editor could not tell which is meant."""
_STAND_IN = b"{authority: x, name: x, document: {title: x, version: x}}"


def parse_vocabulary(path: str, content: bytes) -> Vocabulary:
    """The common vocabulary: its file's words, with the topics of the hooks."""
    checker = Checker(NO_WORDS)
    block = read_file(parse(path, content), w.WrittenVocabulary, checker, b"{}")
    words = checker.words = build_vocabulary(block, checker)
    check_ranks(block, checker)
    checker.finish()
    return evolve(words, topics=TOPICS)


def parse_procedure(
    path: str, content: bytes, common: Vocabulary, *, strict: bool = True
) -> Procedure:
    """A procedure from a file's bytes (see ``procedure_of``)."""
    return procedure_of(parse(path, content), common, strict=strict)


def procedure_of(
    root: Node,
    common: Vocabulary,
    *,
    strict: bool = True,
    drafted: Collection[str] = (),
) -> Procedure:
    """A procedure from a file's tree. Raises ``InputError`` with every fault found.

    ``drafted`` are the ids of provisions as a draft would have them. Without ``strict``, what
    the procedure leaves open or says twice is no fault: topics it does not account for, and
    provisions of which more than one answers a question. A case that comes to such a place
    cannot be run through it.
    """
    checker = Checker(common)
    checker.drafting = bool(drafted)
    own = _own_words(root, common, checker)
    written = read_file(root, w.WrittenProcedure, checker, _STAND_IN)
    _check_head(written, checker)
    built = (build_provision(p, str(written.authority), checker) for p in written.provisions)
    provisions = tuple(_drafted(one) if one.id in drafted else one for one in built)
    procedure = Procedure(
        slug=str(written.authority),
        name=str(written.name),
        layer=str(written.layer or "authority"),
        document=_document(written.document),
        vocabulary=own,
        provisions=provisions,
        silent_on={str(t): _silence(one, checker) for t, one in written.silent_on.items()},
        terms={str(word): str(term) for word, term in written.terms.items()},
        ambiguities=build_ambiguities(written.ambiguities, provisions, checker),
        in_force_from=written.in_force_from,
    )
    procedure = put_together(written, procedure, checker, strict=strict)
    checker.finish()
    return procedure


def _drafted(provision: Provision) -> Provision:
    """The provision with citations that say it is a draft's, under every reading."""
    power = provision.variation
    readings = tuple(evolve(r, provision=_drafted(r.provision)) for r in provision.readings)
    return evolve(
        provision,
        cite=evolve(provision.cite, drafted=True),
        variation=power and evolve(power, cite=evolve(power.cite, drafted=True)),
        readings=readings,
    )


def _check_head(written: w.WrittenProcedure, checker: Checker) -> None:
    if not re.fullmatch(SLUG, written.authority):
        checker.at(written.authority.node, "a slug: small letters, digits, - and _")
    if written.layer is not None:
        node = written.layer.node
        assert isinstance(node, Scalar)
        if written.layer not in LAYERS:
            checker.faults.append(unknown(node, "a layer", LAYERS))


def _document(written: w.WrittenDocument) -> Document:
    return Document(
        title=str(written.title),
        version=str(written.version),
        url=str(written.url or ""),
        note=str(written.note or ""),
    )


def _silence(written: w.WrittenSilence, checker: Checker) -> Silence:
    return Silence(
        kind=written.kind,
        note=str(written.note or ""),
        roles=tuple(map(str, written.roles)),
        cite=build_citation(written.cite, checker) if written.cite else None,
    )


# --- words of its own --------------------------------------------------------------------


def _own_words(root: Node, common: Vocabulary, checker: Checker) -> Vocabulary:
    """The words the file declares, from now on known to the checker beside the common ones."""
    node = root.values.get("vocabulary") if isinstance(root, MappingNode) else None
    if node is None:
        return NO_WORDS
    block = read_file(node, w.WrittenVocabulary, checker, b"{}")
    own = build_vocabulary(block, checker)
    checker.words = common.merged(own)
    checker.undecided = _undecided(node, own)
    _check_new(block, common, checker)
    _check_references(block, checker)
    return own


def _undecided(node: Node, own: Vocabulary) -> frozenset[str]:
    """The names that are declared, but not in such a way that they could be built."""
    assert isinstance(node, MappingNode)
    blocks = [block for block in node.values.values() if isinstance(block, MappingNode)]
    built = {name for part in fields(Vocabulary) for name in getattr(own, part.name)}
    return frozenset(name for block in blocks for name in block.keys if name not in built)


def _check_new(block: w.WrittenVocabulary, common: Vocabulary, checker: Checker) -> None:
    """A procedure adds words; it does not give a common word another meaning."""
    for part in fields(Vocabulary):
        names: Mapping[Text, object] = getattr(block, part.name)
        for name in names:
            if name in getattr(common, part.name):
                checker.at(name.node, "a word that is not yet in use", f"the common word {name!s}")


def _check_references(block: w.WrittenVocabulary, checker: Checker) -> None:
    """The words that declarations rest on."""
    words = checker.words
    happenings, expected = words.happenings(), "a known event or activity"
    for fact in block.facts.values():
        if fact.of is not None:
            checker.known(fact.of, expected, happenings)
    for activity in block.activities.values():
        for event in activity.stops_on:
            checker.known(event, expected, happenings)
        for other in filter(None, (activity.counts_as, activity.limit_of, activity.series)):
            checker.known(other, "a known activity", words.activities)
    for role in block.roles.values():
        if role.kind_of is not None:
            checker.known(role.kind_of, "a known role", words.roles)
    check_ranks(block, checker)
    for name, topic in block.topics.items():
        _check_subject(topic, words.topics[str(name)], checker)


def _check_subject(written: w.WrittenTopic, topic: Topic, checker: Checker) -> None:
    if written.does is None or topic.kind is TopicKind.RESTRICTION:
        return
    if topic.kind is TopicKind.TIMESCALE:
        happenings = checker.words.happenings()
        checker.known(written.does, "a known event or activity", happenings)
    else:
        checker.known(written.does, "a known item", checker.words.items)
