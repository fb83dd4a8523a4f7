"""Every word a procedure may use, with what it means, for whoever writes one."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from inspect import getdoc
from typing import TypeVar

from cinpolicy import hookspecs
from cinpolicy.provisions import Force, SilenceKind
from cinpolicy.starting.filling import filled
from cinpolicy.vocabulary import Fact, FactKind, Item, Topic, Vocabulary

W = TypeVar("W")


def words_file(words: Vocabulary) -> str:
    """The topics, events, activities, roles, facts and items, each as a list."""
    return filled(
        "words.md",
        forces=", ".join(f"`{force.value}`" for force in Force),
        silences=", ".join(f"`{kind.value}`" for kind in SilenceKind),
        topics="\n".join(map(_topic, words.topics.values())),
        events=_listed(words.events, lambda event: event.meaning),
        activities=_listed(words.activities, lambda activity: activity.meaning),
        roles=_listed(words.roles, lambda role: role.meaning),
        facts="\n".join(map(_fact, words.facts.values())),
        items=_listed(words.items, _item),
    )


def _listed(words: Mapping[str, W], meaning: Callable[[W], str]) -> str:
    return "\n".join(f"- `{name}`: {meaning(word)}" for name, word in words.items())


def _item(item: Item) -> str:
    return item.meaning


def _topic(topic: Topic) -> str:
    """The question, what more its hook says of it, and what it is about by itself."""
    about = f" About `{topic.does}`, unless `subject` says otherwise." if topic.does else ""
    more = "".join(f" {line}" for line in _explained(topic.name))
    return f"- `{topic.name}` ({topic.kind.value}): {_plain(topic.question)}{more}{about}"


def _explained(topic: str) -> Iterable[str]:
    """What the hook of a topic says of it after its question, paragraph by paragraph."""
    said = getdoc(getattr(hookspecs, topic)) or ""
    return (" ".join(_plain(part).split()) for part in said.split("\n\n")[1:])


def _plain(said: str) -> str:
    """With marks as Markdown has them."""
    return said.replace("``", "`")


def _fact(fact: Fact) -> str:
    return f"- `{fact.name}`: {fact.meaning} {' '.join(_values(fact))}"


def _values(fact: Fact) -> Iterator[str]:
    """What a fact can be, and what it is taken to be where a case says nothing."""
    choices = ", ".join(f"`{choice}`" for choice in fact.choices)
    if fact.derived:
        yield "A number; it is worked out."
    elif fact.kind is FactKind.ONE_OF:
        yield f"One of {choices}; otherwise `{fact.default}`."
    elif fact.kind is FactKind.SOME_OF:
        yield f"Any of {choices}; otherwise none."
    elif fact.kind is FactKind.YES_NO:
        yield f"`true` or `false`; otherwise `{str(fact.default).lower()}`."
    else:
        yield f"A number; otherwise {fact.default}."
