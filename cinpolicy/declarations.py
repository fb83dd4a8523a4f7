"""What changed in all that a procedure declares beside its provisions."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum

from attrs import fields, frozen

from cinpolicy import wording
from cinpolicy.procedure import Ambiguity, Procedure
from cinpolicy.provisions import Silence, paragraphs_in_words
from cinpolicy.vocabulary import NO_WORDS, Event, Fact, Item, Role, Topic, Vocabulary

Word = Fact | Event | Role | Item | Topic


class DeclaredKind(StrEnum):
    """What a procedure declares beside its provisions."""

    HEAD = "about the document"
    SILENCE = "silence on a topic"
    TERM = "local word"
    WORD = "word of its own"
    AMBIGUITY = "place that leaves its meaning open"


@frozen(kw_only=True)
class Declared:
    """One thing declared: what it was and what it is, each empty where there is none.

    ``topic`` is the topic a silence is on.
    """

    kind: DeclaredKind
    name: str
    was: str
    now: str
    topic: str = ""


def declared(
    before: Procedure, after: Procedure, words: Vocabulary, topics: frozenset[str]
) -> Iterator[Declared]:
    """Every declaration that is new, gone or no longer the same.

    Where only some topics are looked at, it is their silences alone.
    """
    yield from _silences(before, after, words, topics)
    if not topics:
        yield from _head(before, after)
        yield from _terms(before, after, words)
        yield from _words(before.vocabulary, after.vocabulary)
        yield from _ambiguities(before, after)


def _head(before: Procedure, after: Procedure) -> Iterator[Declared]:
    for name, read in _HEAD.items():
        was, now = read(before), read(after)
        if was != now:
            yield Declared(kind=DeclaredKind.HEAD, name=name, was=was, now=now)


_HEAD: Mapping[str, Callable[[Procedure], str]] = {
    "name": lambda p: p.name,
    "layer": lambda p: p.layer,
    "title": lambda p: p.document.title,
    "version": lambda p: p.document.version,
    "url": lambda p: p.document.url,
    "note": lambda p: p.document.note,
}


def _silences(
    before: Procedure, after: Procedure, words: Vocabulary, topics: frozenset[str]
) -> Iterator[Declared]:
    for topic in _names(before.silent_on, after.silent_on):
        was, now = before.silent_on.get(topic), after.silent_on.get(topic)
        if was != now and (not topics or topic in topics):
            label = words.topics[topic].label if topic in words.topics else topic
            said = (_silence(was, words), _silence(now, words))
            yield Declared(
                kind=DeclaredKind.SILENCE, name=label, was=said[0], now=said[1], topic=topic
            )


def _silence(one: Silence | None, words: Vocabulary) -> str:
    if one is None:
        return ""
    cite = f" ({one.cite})" if one.cite else ""
    note = f". {one.note}" if one.note else ""
    return f"{wording.silence(one, words)}{cite}{note}"


def _terms(before: Procedure, after: Procedure, words: Vocabulary) -> Iterator[Declared]:
    for name in _names(before.terms, after.terms):
        was, now = before.terms.get(name, ""), after.terms.get(name, "")
        if was != now:
            label = words.label(name)
            yield Declared(kind=DeclaredKind.TERM, name=label, was=was, now=now)


def _words(before: Vocabulary, after: Vocabulary) -> Iterator[Declared]:
    for kind in fields(type(NO_WORDS)):
        ours: Mapping[str, Word] = getattr(before, kind.name)
        theirs: Mapping[str, Word] = getattr(after, kind.name)
        for name in _names(ours, theirs):
            was, now = _parts_of(ours.get(name)), _parts_of(theirs.get(name))
            if was != now:
                differ = [k for k in (*was, *now) if was.get(k) != now.get(k)]
                yield Declared(
                    kind=DeclaredKind.WORD,
                    name=name,
                    was=_shown(was, differ),
                    now=_shown(now, differ),
                )


def _parts_of(word: Word | None) -> dict[str, object]:
    if word is None:
        return {}
    return {a.name: getattr(word, a.name) for a in fields(type(word))}


def _shown(parts: Mapping[str, object], names: Iterable[str]) -> str:
    """The parts of a word that differ, in words; those with nothing in them are left out."""
    found = ((name, parts.get(name)) for name in dict.fromkeys(names) if name != "name")
    return "; ".join(f"{name}: {_plain(value)}" for name, value in found if _plain(value))


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | frozenset):
        return ", ".join(sorted(map(str, value)) if isinstance(value, frozenset) else value)
    return "" if value is None else str(value)


def _ambiguities(before: Procedure, after: Procedure) -> Iterator[Declared]:
    ours = {one.id: _recorded(one) for one in before.ambiguities}
    theirs = {one.id: _recorded(one) for one in after.ambiguities}
    for name in _names(ours, theirs):
        was, now = ours.get(name, ""), theirs.get(name, "")
        if was != now:
            yield Declared(kind=DeclaredKind.AMBIGUITY, name=name, was=was, now=now)


def _recorded(one: Ambiguity) -> str:
    """What is recorded of it; what its provisions' readings say is told with these."""
    if one.provisions and not one.says:
        return ""
    place = "" if one.provisions else f" ({paragraphs_in_words(one.paragraphs)})"
    ways = "" if one.provisions else "".join(f"; {n}: {b}" for n, b in one.readings.items())
    return f"{one.kind.value}{place}. {one.says}{ways}"


def _names(before: Iterable[str], after: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys((*before, *after))
