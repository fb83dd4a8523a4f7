"""A procedure's provisions as text."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from cinpolicy import wording
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import LocalItem, Provision, Silence, paragraphs_in_words
from cinpolicy.reporting import quoted
from cinpolicy.reporting.lines import hanging
from cinpolicy.reporting.look import Look
from cinpolicy.vocabulary import Vocabulary

if TYPE_CHECKING:
    from cinpolicy.quoting import Quotes


def render(
    procedure: Procedure,
    words: Vocabulary,
    look: Look,
    topics: frozenset[str] = frozenset(),
    quotes: "Quotes | None" = None,
) -> str:
    """Every provision under its topic, then the topics on which the text is silent.

    With ``quotes``, the paragraphs themselves stand under what cites them.
    """
    slug = procedure.slug
    order = list(words.topics)
    document = procedure.document
    lines = [
        look.bold(procedure.name),
        f"{document.title} ({document.version})",
    ]
    if document.url:
        lines.append(document.url)
    if document.note:
        lines += hanging(document.note, look.width, "")
    lines += quoted.remarks(quotes, [slug], look)
    chosen = [p for p in procedure.provisions if not topics or p.topic in topics]
    chosen.sort(key=lambda provision: order.index(provision.topic))
    for topic, provisions in groupby(chosen, key=lambda p: p.topic):
        lines += ["", look.bold(words.topics[topic].label) + look.faint(f"  {topic}")]
        for provision in provisions:
            lines += _provision(provision, words, look)
            lines += quoted.lines(quotes, slug, provision.paragraphs, look, "      ")
    silent = {t: s for t, s in procedure.silent_on.items() if not topics or t in topics}
    if silent:
        lines += ["", look.bold("Silent on")]
        for topic in sorted(silent, key=order.index):
            said = wording.silence(silent[topic], words)
            note = f". {silent[topic].note}" if silent[topic].note else ""
            cite = f" ({silent[topic].cite})" if silent[topic].cite else ""
            lines += hanging(f"{words.topics[topic].label}: {said}{cite}{note}", look.width, "  ")
            lines += quoted.lines(quotes, slug, _cited(silent[topic]), look, "      ")
    return "\n".join(lines) + "\n"


def _cited(silence: Silence) -> tuple[int, ...]:
    return silence.cite.paragraphs if silence.cite else ()


def _provision(provision: Provision, words: Vocabulary, look: Look) -> Iterator[str]:
    yield from hanging(wording.provision(provision, words), look.width, "  ")
    for item in provision.local:
        yield from hanging(_local(item, words), look.width, "    ")
    where = wording.condition(provision.when, words)
    if where:
        yield from hanging(f"where {where}", look.width, "    ")
    if provision.exception_to:
        yield from hanging(f"exception to {', '.join(provision.exception_to)}", look.width, "    ")
    if provision.variation:
        yield from hanging(wording.variation(provision.variation, words), look.width, "    ")
    for assumption in provision.assumes:
        yield from hanging(f"assumes: {assumption}", look.width, "    ")
    for reading in provision.readings:
        said = wording.rule(reading.provision, words)
        if reading.provision.when != provision.when:
            where = wording.condition(reading.provision.when, words)
            said += f" where {where}" if where else " in every case"
        text = f"reading {reading.name.replace('_', ' ')}: {said} ({reading.provision.cite})"
        yield from hanging(text, look.width, "    ")
    place = f"section {provision.cite.section}, {provision.cite}"
    source = f"{provision.force.value}{look.dot}{place}{look.dot}{provision.id}"
    yield from map(look.faint, hanging(source, look.width, "    "))


def _local(item: LocalItem, words: Vocabulary) -> str:
    """An item of a list with its paragraph and the text's own words for it."""
    term = f' "{item.term}"' if item.term else ""
    place = paragraphs_in_words(item.paragraphs) if item.paragraphs else ""
    source = ", ".join(part for part in (item.force, place) if part)
    return (
        f"- {wording.lower_first(words.label(item.item))}{term}{f' ({source})' if source else ''}"
    )
