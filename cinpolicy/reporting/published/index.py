"""The index of a published set: what there is."""

from collections.abc import Iterator

from cinpolicy import wording
from cinpolicy.publication import (
    AMBIGUITIES,
    MATRIX,
    MOST_CASES,
    MOST_CASES_TITLE,
    Publication,
    authority_page,
    case_page,
)
from cinpolicy.reporting.markdown import escape
from cinpolicy.reporting.published.authority import bar
from cinpolicy.reporting.series import widest_later


def page(publication: Publication, ending: str, *, most_cases: bool) -> str:
    """The cases and the procedures, with links to pages of an ``ending``.

    ``most_cases`` says whether there is a page on what is the same in most cases.
    """
    lines = [
        "# What councils' Child in Need procedures require, side by side",
        "",
        *_about(publication),
        "## Cases",
        "",
        "A case's page tells what falls due when under each procedure, where they differ most, and",
        "what rests on how a text is read.",
        "",
        *_cases(publication, ending),
        "",
        *(_shared(ending) if most_cases else ()),
        "## Procedures",
        "",
        "A procedure's page tells all that its text says, topic by topic, and on what it is",
        "silent.",
        "",
        f"- [Whole procedures side by side]({MATRIX}{ending}): every question put to every text,",
        "  with no case, and the conditions under which the answer changes.",
        f"- [Where the texts leave their meaning open]({AMBIGUITIES}{ending}): each place, the",
        "  ways to read it, and what turns on that.",
        "",
        *_procedures(publication, ending),
    ]
    return "\n".join(lines) + "\n"


def _about(publication: Publication) -> Iterator[str]:
    yield f"Made by cinpolicy {publication.report.version} with `{publication.command}`."
    yield from (
        "The cases are invented and describe no real child. A difference between two procedures is",
        "no breach of anything, and nothing is called better or worse. No text is repeated here:",
        "every statement names the paragraph it rests on, so check the text before relying on it.",
        "",
    )


def _shared(ending: str) -> Iterator[str]:
    yield f"[{MOST_CASES_TITLE}]({MOST_CASES}{ending}): what more than half of the cases have in"
    yield from ("the same words, and their own pages leave out.", "")


def _cases(publication: Publication, ending: str) -> Iterator[str]:
    yield bar(
        "Case", "the question it asks", "followed to", "rows that differ", "widest difference"
    )
    yield bar(*["---"] * 5)
    for case in publication.report.cases:
        made = case.comparison
        link = f"[{escape(made.title)}]({case_page(made.scenario)}{ending})"
        widest = ""
        if made.largest:
            row, divergence = made.largest[0]
            later = widest_later(made, row)
            apart = "; ".join(filter(None, (wording.days(divergence.size or 0), later)))
            widest = escape(f"{row.label}: {apart}")
        differ = f"{len(made.divergent)} of {len(made.rows)}"
        yield bar(link, escape(made.question), wording.plain_day(made.horizon), differ, widest)


def _procedures(publication: Publication, ending: str) -> Iterator[str]:
    yield bar(
        "Procedure",
        "its text",
        "version",
        "provisions",
        "silent on",
        "places left open",
        "fingerprint",
    )
    yield bar(*["---"] * 7)
    for one in publication.procedures:
        link = f"[{escape(one.name)}]({authority_page(one.slug)}{ending})"
        counts = map(len, (one.provisions, one.silent_on, one.ambiguities))
        document = one.document
        mark = publication.report.fingerprints.get(one.slug, "")
        yield bar(link, escape(document.title), escape(document.version), *map(str, counts), mark)
