"""The places where a text leaves its meaning open, as text and JSON."""

import textwrap
from collections import Counter
from collections.abc import Iterator

from cinpolicy import wording
from cinpolicy.procedure import Ambiguity, Procedure
from cinpolicy.provisions import Provision, paragraphs_in_words
from cinpolicy.reporting.json_parts import VERSION, Shape
from cinpolicy.reporting.look import Look
from cinpolicy.vocabulary import Vocabulary


def render(procedure: Procedure, words: Vocabulary, look: Look) -> str:
    """Each place with its kind, its paragraphs and its readings, the one used first."""
    found = procedure.ambiguities
    kinds = Counter(one.kind.value for one in found)
    counted = ", ".join(f"{kind} {number}" for kind, number in sorted(kinds.items()))
    document = procedure.document
    lines = [
        look.bold(procedure.name),
        f"{document.title} ({document.version})",
        "",
        *_wrapped(f"{len(found)} places leave their meaning open" + f" ({counted})." * bool(found)),
    ]
    by_id = {provision.id: provision for provision in procedure.provisions}
    for one in found:
        lines += ["", *_one(one, by_id, words, look)]
    return "\n".join(lines) + "\n"


def _one(
    one: Ambiguity, by_id: dict[str, Provision], words: Vocabulary, look: Look
) -> Iterator[str]:
    place = paragraphs_in_words(one.paragraphs)
    yield f"{look.bold(one.id)}  {look.faint(f'{one.kind.value}{look.dot}{place}')}"
    if one.says:
        yield from _wrapped(one.says, look.width, "  ")
    for number, (name, because) in enumerate(one.readings.items()):
        used = " (used here)" if number == 0 else ""
        said = f"- {name.replace('_', ' ')}{used}: {because}"
        yield from _wrapped(said, look.width, "  ", "    ")
        for id_ in one.provisions:
            reading = by_id[id_].readings[number].provision
            text = f"{id_}: {wording.rule(reading, words)} ({reading.cite})"
            yield from map(look.faint, _wrapped(text, look.width, "    ", "      "))


def _wrapped(text: str, width: int = 100, indent: str = "", further: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=further or indent)


def as_shape(procedure: Procedure) -> Shape:
    """The ambiguities of one procedure, documented in ``docs/json.md``."""
    return {
        "format": "cinpolicy-ambiguities",
        "version": VERSION,
        "authority": procedure.slug,
        "ambiguities": [
            {
                "id": one.id,
                "kind": one.kind.value,
                "paragraphs": list(one.paragraphs),
                "says": one.says or None,
                "readings": dict(one.readings),
                "provisions": list(one.provisions),
            }
            for one in procedure.ambiguities
        ],
    }
