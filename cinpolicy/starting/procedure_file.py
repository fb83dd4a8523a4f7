"""The procedure a new authority begins with: silent on every topic, each with its question."""

from collections.abc import Iterable, Iterator

from cinpolicy.starting.filling import filled
from cinpolicy.vocabulary import Topic

_SILENCE = "not stated"


def procedure_file(slug: str, name: str, topics: Iterable[Topic]) -> str:
    """A procedure file that can be read as it is, and filled in one topic at a time."""
    return filled("procedure.yaml", slug=slug, name=name, topics="\n".join(_silences(topics)))


def _silences(topics: Iterable[Topic]) -> Iterator[str]:
    """A line for each topic, by section, both in the order in which comparisons show them."""
    sections: dict[str, list[Topic]] = {}
    for topic in topics:
        sections.setdefault(topic.section, []).append(topic)
    width = max(len(topic.name) for found in sections.values() for topic in found)
    for section, found in sections.items():
        yield f"\n  # {section.upper()}"
        for topic in found:
            line = f"  {topic.name}: {_SILENCE}".ljust(width + len(_SILENCE) + 6)
            yield f"{line}# {topic.kind.value}: {topic.question.replace('``', '`')}"
