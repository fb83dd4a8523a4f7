"""A draft's changes made to the tree of the procedure it is based on.

The result is a whole procedure file as a tree, which is read like any other: a changed
provision is checked as if it had always stood there. ``from`` says what a change takes the
base to say. Where the base says something else by now, that is a fault, which tells what.
"""

from collections.abc import Mapping as MappingOf
from typing import assert_never

from attrs import define, field

from cinpolicy.draft import DraftedChange, EditKind
from cinpolicy.loading import written as w
from cinpolicy.loading.document import Mapping, Node, Scalar, Sequence
from cinpolicy.loading.patching import misfits, patched, says
from cinpolicy.loading.reading import BadValueError, Text, read_mapping, unknown
from cinpolicy.loading.trees import (
    Entry,
    entries,
    is_alike,
    mapping_of,
    scalar_at,
    sequence_at,
    with_entries,
    with_items,
)
from cinpolicy.loading.words import Checker
from cinpolicy.loading.words_laid_over import both_vocabularies, terms_laid_over
from cinpolicy.loading.written_provisions import (
    cited,
    id_of,
    mappings,
    place_of,
    readings_of,
    scalars,
    texts_under,
)

KEYS_BESIDE = {
    EditKind.CHANGE: ({"from", "to"}, ()),
    EditKind.REPLACE: ({"from", "to"}, ("from", "to")),
    EditKind.REMOVE: ({"from"}, ("from",)),
    EditKind.ADD: (set(), ()),
    EditKind.SILENT_ON: ({"from", "to"}, ("to",)),
}
"""For each kind of change the keys beside its own that it can have, and those it must."""
_NOT_STATED = "not stated"


@define
class Amended:
    """A procedure's tree after the changes, and which provisions they really changed."""

    root: Mapping
    drafted: frozenset[str]
    changes: tuple[DraftedChange, ...]


def amended(base: Mapping, draft: w.WrittenDraft, checker: Checker) -> Amended:
    """The tree with a draft's changes made; those that cannot be made are noted as faults."""
    work = _Amending(base, checker)
    changes = [made for one in draft.changes if (made := work.make(one)) is not None]
    work.check_exceptions()
    work.check_silences()
    blocks = {
        "vocabulary": both_vocabularies(base.values.get("vocabulary"), draft.vocabulary, checker),
        "terms": terms_laid_over(base.values.get("terms"), draft.terms, checker),
    }
    root = work.root({name: node for name, node in blocks.items() if node is not None})
    return Amended(root=root, drafted=frozenset(work.drafted), changes=tuple(changes))


@define
class _Amending:
    base: Mapping
    checker: Checker
    provisions: dict[str, Mapping] = field(init=False)
    silences: dict[str, Entry] = field(init=False)
    drafted: set[str] = field(factory=set, init=False)
    removed: dict[str, Node] = field(factory=dict, init=False)
    silenced: list[Text] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        self.provisions = {id_of(one): one for one in mappings(self.base.values.get("provisions"))}
        self.silences = entries(self.base.values.get("silent_on"))

    # --- one change ------------------------------------------------------------------

    def make(self, one: w.WrittenChange) -> DraftedChange | None:
        """Make a change; None after noting a fault where that cannot be done."""
        try:
            kind = _kind(one)
            about, idle = self._make(kind, one)
        except BadValueError as error:
            self.checker.faults += error.faults
            return None
        because = str(one.because)
        return DraftedChange(kind=kind, about=about, because=because, idle=idle, line=one.node.line)

    def _make(self, kind: EditKind, one: w.WrittenChange) -> tuple[str, bool]:
        match kind:
            case EditKind.CHANGE:
                return self._change(_text(one.change), one)
            case EditKind.REPLACE:
                return self._replace(_text(one.replace), one)
            case EditKind.REMOVE:
                return self._remove(_text(one.remove), one)
            case EditKind.ADD:
                return self._add(one)
            case EditKind.SILENT_ON:
                return self._silence(_text(one.silent_on), one)
            case _:
                assert_never(kind)

    def _change(self, name: Text, one: w.WrittenChange) -> tuple[str, bool]:
        base = self._known(name)
        old = (
            read_mapping(one.from_, "a mapping of parts to what they say now")
            if one.from_
            else None
        )
        new = read_mapping(one.to, "a mapping of parts to what they shall say") if one.to else None
        if old is None and new is None:
            raise BadValueError(one.node.fault("the key from, the key to, or both", "neither"))
        if new and "id" in new.keys:
            raise BadValueError(new.keys["id"].fault("a part that can be changed"))
        return str(name), self._put(str(name), base, patched(base, old, new))

    def _replace(self, name: Text, one: w.WrittenChange) -> tuple[str, bool]:
        base = self._known(name)
        assert one.from_ is not None
        assert one.to is not None
        if faults := misfits(base, one.from_):
            raise BadValueError(*faults)
        new = read_mapping(one.to, "the provision that takes its place")
        if "id" in new.values and not is_alike(new.values["id"], base.values["id"]):
            raise BadValueError(new.values["id"].fault(f"the id {name!s} (or none)"))
        kept = {"id": (base.keys["id"], base.values["id"])}
        return str(name), self._put(str(name), base, cited(with_entries(new, kept)))

    def _put(self, name: str, base: Mapping, new: Mapping) -> bool:
        """Put a provision in the place of one; whether it says the very same."""
        idle = is_alike(base, new)
        self.provisions[name] = base if idle else new
        self.drafted |= set() if idle else {name}
        return idle

    def _remove(self, name: Text, one: w.WrittenChange) -> tuple[str, bool]:
        base = self._known(name)
        assert one.from_ is not None
        if faults := misfits(base, one.from_):
            raise BadValueError(*faults)
        del self.provisions[name]
        self.removed[str(name)] = name.node
        topic = base.values["topic"]
        assert isinstance(topic, Scalar)
        if not any(is_alike(p.values["topic"], topic) for p in self._with_topics()):
            key = scalar_at(name.node, topic.text)
            self.silences[topic.text] = key, scalar_at(name.node, _NOT_STATED)
        return str(name), False

    def _add(self, one: w.WrittenChange) -> tuple[str, bool]:
        assert one.add is not None
        new = read_mapping(one.add, "a provision")
        if "id" not in new.values:
            raise BadValueError(new.fault("the key id", "none"))
        node = new.values["id"]
        if not isinstance(node, Scalar) or node.empty:
            raise BadValueError(node.fault("text"))
        if node.text in self.provisions:
            found = f"{node.shown}, which is in {place_of(self.provisions[node.text])}"
            raise BadValueError(node.fault("an id of its own", found))
        self.provisions[node.text] = cited(new)
        self.drafted.add(node.text)
        topic = new.values.get("topic")
        if isinstance(topic, Scalar):
            self.silences.pop(topic.text, None)
        return node.text, False

    def _silence(self, topic: Text, one: w.WrittenChange) -> tuple[str, bool]:
        assert one.to is not None
        now = self.silences.get(topic)
        if one.from_ is not None and (now is None or not is_alike(now[1], one.from_)):
            said = says(now[1]) if now else "nothing under silent_on"
            raise BadValueError(one.from_.fault(f"what is said there now: {said}"))
        if one.from_ is None and now is not None:
            raise BadValueError(one.node.fault(f"the key from: {says(now[1])}", "none"))
        assert isinstance(topic.node, Scalar)
        self.silences[str(topic)] = topic.node, one.to
        self.silenced.append(topic)
        return str(topic), now is not None and is_alike(now[1], one.to)

    def _known(self, name: Text) -> Mapping:
        if name in self.provisions:
            return self.provisions[name]
        assert isinstance(name.node, Scalar)
        raise BadValueError(unknown(name.node, "the id of a provision", self.provisions))

    def _with_topics(self) -> list[Mapping]:
        return [one for one in self.provisions.values() if "topic" in one.values]

    # --- what hangs on a provision -----------------------------------------------------

    def check_exceptions(self) -> None:
        """No provision that is left is an exception to one that was removed."""
        for name, node in self.removed.items():
            left = [p for p in self.provisions.values() if name in texts_under(p, "exception_to")]
            for other in left if name not in self.provisions else ():
                found = f"{id_of(other)}, in {place_of(other)}"
                self.checker.at(node, "a provision that no other is an exception to", found)

    def check_silences(self) -> None:
        """No topic that a draft says a text is silent on has a provision left."""
        answered = {p.values["topic"].shown: id_of(p) for p in self._with_topics()}
        for topic in self.silenced:
            if topic.node.shown in answered:
                found = f"{topic!s}, which {answered[topic.node.shown]} does"
                self.checker.at(topic.node, "a topic that no provision answers", found)

    def root(self, blocks: MappingOf[str, Node]) -> Mapping:
        """The whole tree, with some of its blocks replaced."""
        found: dict[str, Node | None] = {
            "provisions": sequence_at(self.base, list(self.provisions.values())),
            "silent_on": mapping_of(self.base, self.silences),
            "ambiguities": self._ambiguities(),
            **blocks,
        }
        changed = {
            name: (self.base.keys.get(name) or scalar_at(node, name), node) if node else None
            for name, node in found.items()
        }
        return with_entries(self.base, changed)

    def _ambiguities(self) -> Sequence | None:
        """The ambiguities; one all of whose provisions are read in one way by now is none."""
        block = self.base.values.get("ambiguities")
        if not isinstance(block, Sequence):
            return None
        return with_items(block, [left for one in mappings(block) if (left := self._left(one))])

    def _left(self, ambiguity: Mapping) -> Mapping | None:
        named = ambiguity.values.get("provisions")
        ids = texts_under(ambiguity, "provisions")
        if named is None or self.drafted.union(self.removed).isdisjoint(ids):
            return ambiguity
        kept = [one for one in scalars(named) if self._is_read_alike(one.text)]
        changed = (ambiguity.keys["provisions"], sequence_at(named, [*kept]))
        return with_entries(ambiguity, {"provisions": changed}) if kept else None

    def _is_read_alike(self, name: str) -> bool:
        """Whether a provision has the readings that it had before the draft."""
        was = next(p for p in mappings(self.base.values.get("provisions")) if id_of(p) == name)
        now = self.provisions.get(name)
        return now is not None and readings_of(now) == readings_of(was)


def _kind(one: w.WrittenChange) -> EditKind:
    """What a change does. Raises ``BadValueError`` where its keys do not go together."""
    given = [kind for kind in EditKind if getattr(one, kind.value) is not None]
    if len(given) != 1:
        expected = f"one of {', '.join(kind.value for kind in EditKind)}"
        raise BadValueError(one.node.fault(expected, " and ".join(given) or "none"))
    can, must = KEYS_BESIDE[given[0]]
    there = {key: one.node.keys[key] for key in ("from", "to") if key in one.node.keys}
    faults = [
        key.fault(f"no {name} with {given[0]}") for name, key in there.items() if name not in can
    ]
    faults += [one.node.fault(f"the key {name}", "none") for name in must if name not in there]
    if faults:
        raise BadValueError(*faults)
    return given[0]


def _text(text: Text | None) -> Text:
    assert text is not None
    return text
