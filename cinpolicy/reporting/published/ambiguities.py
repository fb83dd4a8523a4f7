"""The page on the places where the texts leave their meaning open."""

from collections.abc import Iterator

from cinpolicy.procedure import Ambiguity
from cinpolicy.provisions import paragraphs_in_words
from cinpolicy.publication import AMBIGUITIES, Publication, authority_page, way
from cinpolicy.reporting.markdown import escape
from cinpolicy.reporting.rules_in_play import named


def page(publication: Publication, ending: str) -> str:
    """By procedure, every place with its readings and the provisions that turn on it."""
    lines = ["# Where the texts leave their meaning open", ""]
    lines += ["Of each place the first reading is the one used. What the others give is shown"]
    lines += ["beside it, in the pages on cases."]
    for procedure in publication.procedures:
        whole = way(AMBIGUITIES, authority_page(procedure.slug), ending)
        lines += ["", f"## {escape(procedure.name)}", "", f"[The whole procedure]({whole})."]
        if not procedure.ambiguities:
            lines += ["", "No place was found."]
        for one in procedure.ambiguities:
            lines += _place(procedure.slug, one)
    return "\n".join(lines) + "\n"


def _place(slug: str, one: Ambiguity) -> Iterator[str]:
    title = one.id.replace("-", " ").replace("_", " ")
    where = paragraphs_in_words(one.paragraphs)
    yield from ("", f"### {escape(slug)}: {escape(title)}", "", f"*{one.kind.value}, {where}.*")
    if one.says:
        yield f"{escape(one.says)}"
    yield ""
    for number, (name, because) in enumerate(one.readings.items()):
        used = " (used here)" if number == 0 else ""
        yield f"- {escape(name.replace('_', ' '))}{used}: {escape(because)}"
    if one.provisions:
        yield from ("", f"What turns on it: {named(slug, one.provisions)}.")
