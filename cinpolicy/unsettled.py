"""What a changed text reaches: the provisions, the cases and the published reports."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import frozen

from cinpolicy.provisions import Answer, Question
from cinpolicy.register import Resting
from cinpolicy.timeline import Timeline
from cinpolicy.tracing import Traced
from cinpolicy.values import Value

Said = tuple[str, str]
"""Something a procedure says: ``provision`` and its id, or ``silence`` and its topic."""
_CODE = "<code>"
_AROUND = "\"'`[](),;|/·"


@frozen(kw_only=True, repr=False)
class Unsettled(Value):
    """A paragraph that has changed or vanished, and all that it reaches.

    ``scenarios`` are names of cases in which something that rests on it is said,
    ``reports`` names of files that name a provision resting on it.
    """

    traced: Traced
    scenarios: tuple[str, ...]
    reports: tuple[str, ...]


def unsettled(
    traced: Iterable[Traced],
    said: Mapping[str, Collection[Said]],
    named: Mapping[str, Collection[str]],
) -> tuple[Unsettled, ...]:
    """What each paragraph reaches.

    ``said`` holds for each case what is said in it, ``named`` for each report the ids of
    the provisions it names.
    """
    return tuple(_reached(one, said, named) for one in traced)


def _reached(
    one: Traced, said: Mapping[str, Collection[Said]], named: Mapping[str, Collection[str]]
) -> Unsettled:
    keys = {_key(resting) for resting in one.disposition.resting}
    ids = {id_ for kind, id_ in keys if kind == "provision"}
    return Unsettled(
        traced=one,
        scenarios=tuple(name for name, things in said.items() if not keys.isdisjoint(things)),
        reports=tuple(name for name, things in named.items() if not ids.isdisjoint(things)),
    )


def _key(resting: Resting) -> Said:
    return ("provision" if resting.provision else "silence"), resting.id


# --- cases -------------------------------------------------------------------------------


def said_in(timeline: Timeline, slug: str) -> frozenset[Said]:
    """All that one layer says in a case: to do, as an answer, and under other readings."""
    return frozenset(_said(timeline, slug))


def _said(timeline: Timeline, slug: str) -> Iterator[Said]:
    for owed in timeline.obligations:
        if owed.answered_by == slug:
            yield "provision", owed.provision.id
        for other in owed.alternatives:
            yield from _answered(owed.question, other.answer, slug)
    for one in timeline.assignments:
        for answer in (one.answer, *(other.answer for other in one.alternatives)):
            yield from _answered(one.question, answer, slug)
    for question, answer in timeline.answers.items():
        yield from _answered(question, answer, slug)
    for question, others in timeline.other_readings.items():
        for other in others:
            yield from _answered(question, other.answer, slug)


def _answered(question: Question, answer: Answer | None, slug: str) -> Iterator[Said]:
    if answer is not None and answer.by == slug:
        id_ = getattr(answer.says, "id", "")
        yield ("provision", id_) if id_ else ("silence", question.topic)


# --- reports -----------------------------------------------------------------------------


def named_in(text: str, slug: str, ids: Collection[str], slugs: Collection[str]) -> frozenset[str]:
    """The ids of an authority's provisions that a report names.

    An id counts where it stands by itself and the last authority named before it is this
    one. An id of one word, which may be an everyday one, must also stand in quotes,
    brackets, a cell of a table or the ``<code>`` of a web page. ``slugs`` are all
    authorities that may be named.
    """
    if not ids:
        return frozenset()
    ours = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
    theirs = "|".join(map(re.escape, sorted({slug, *slugs}, key=len, reverse=True)))
    pattern = rf"(?<![\w-])(?:(?P<id>{ours})|(?P<slug>(?i:{theirs})))(?![\w-])"
    last, found = "", set()
    for match in re.finditer(pattern, text):
        if match["slug"]:
            last = match["slug"].lower()
        elif last == slug and ("-" in match["id"] or _stands_apart(text, match)):
            found.add(match["id"])
    return frozenset(found)


def _stands_apart(text: str, match: re.Match[str]) -> bool:
    if text.endswith(_CODE, 0, match.start()):
        return True
    before = text[max(match.start() - 3, 0) : match.start()].rstrip(" ")[-1:]
    after = text[match.end() : match.end() + 3].lstrip(" ")[:1]
    return before in f"{_AROUND}\n" and after in f"{_AROUND}\r\n"
