"""The page on one procedure: what it says, provision by provision, and on what it is silent."""

from collections.abc import Iterator
from itertools import groupby

from cinpolicy import wording
from cinpolicy.procedure import Document, Procedure
from cinpolicy.provisions import LocalItem, Provision, Reading, paragraphs_in_words
from cinpolicy.reporting.markdown import escape
from cinpolicy.reporting.rules_in_play import named
from cinpolicy.vocabulary import Vocabulary


def page(procedure: Procedure, words: Vocabulary, fingerprint: str) -> str:
    """The document and the fingerprint of its encoding, a table a topic, then the silences."""
    order = list(words.topics)
    lines = [f"# {escape(procedure.name)}", "", *_document(procedure.document)]
    lines += ["", f"Fingerprint of the encoding: {fingerprint}."] if fingerprint else []
    found = sorted(procedure.provisions, key=lambda one: order.index(one.topic))
    for topic, provisions in groupby(found, key=lambda one: one.topic):
        about = words.topics[topic]
        lines += ["", f"## {escape(about.label)}", "", escape(about.question), ""]
        lines += [bar("What it says", "where", "force", "cited", "provision"), bar(*["---"] * 5)]
        lines += [_provision(procedure.slug, one, words) for one in provisions]
    return "\n".join([*lines, *_silences(procedure, words, order)]) + "\n"


def _document(document: Document) -> Iterator[str]:
    yield f"{escape(document.title)} ({escape(document.version)})"
    for part in (document.url, document.note):
        if part:
            yield from ("", escape(part))


def _provision(slug: str, one: Provision, words: Vocabulary) -> str:
    parts = [wording.provision(one, words), *(_local(item, words) for item in one.local)]
    if one.variation:
        parts.append(wording.variation(one.variation, words))
    parts += [f"assumes: {assumption}" for assumption in one.assumes]
    parts += [f"note: {one.note}"] if one.note else []
    said = "<br>".join(escape(part) for part in parts)
    readings = [f"<br>{_reading(reading, one, words)}" for reading in one.readings]
    where = escape(wording.condition(one.when, words))
    if one.exception_to:
        where += (
            f"{'<br>' * bool(where)}exception to {', '.join(f'`{o}`' for o in one.exception_to)}"
        )
    cited = f"section {one.cite.section}, {one.cite}"
    return bar(
        said + "".join(readings), where, one.force.value, escape(cited), named(slug, (one.id,))
    )


def _reading(reading: Reading, one: Provision, words: Vocabulary) -> str:
    """What the provision says under a reading, with its condition where that is another."""
    read = reading.provision
    said = wording.rule(read, words)
    if read.when != one.when:
        where = wording.condition(read.when, words)
        said += f" where {where}" if where else " in every case"
    return escape(f"reading {reading.name.replace('_', ' ')}: {said} ({read.cite})")


def _local(item: LocalItem, words: Vocabulary) -> str:
    """An item of a list with its paragraph and the text's own words for it."""
    term = f' "{item.term}"' if item.term else ""
    place = paragraphs_in_words(item.paragraphs) if item.paragraphs else ""
    source = ", ".join(part for part in (item.force, place) if part)
    label = wording.lower_first(words.label(item.item))
    return f"{label}{term}" + (f" ({source})" if source else "")


def _silences(procedure: Procedure, words: Vocabulary, order: list[str]) -> Iterator[str]:
    if not procedure.silent_on:
        return
    yield from ("", "## Silent on", "", bar("Topic", "how", "cited"), bar(*["---"] * 3))
    for topic in sorted(procedure.silent_on, key=order.index):
        silence = procedure.silent_on[topic]
        said = wording.silence(silence, words) + (f". {silence.note}" if silence.note else "")
        cited = str(silence.cite) if silence.cite else ""
        yield bar(escape(words.topics[topic].label), escape(said), cited)


def bar(*cells: str) -> str:
    """A line of a table in Markdown."""
    return f"| {' | '.join(cells)} |"
