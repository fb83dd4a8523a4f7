"""The pages of a published set; they compute nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

from cinpolicy.in_most_cases import in_most_cases
from cinpolicy.publication import (
    AMBIGUITIES,
    INDEX,
    MATRIX,
    MOST_CASES,
    Publication,
    authority_page,
    way,
)
from cinpolicy.published import listing
from cinpolicy.report import Report
from cinpolicy.reporting import forms, rules_in_play
from cinpolicy.reporting.published import (
    ambiguities,
    authority,
    case,
    index,
    matrix,
    most_cases,
    walking,
    web,
)

Finish = Callable[[str, str, str], str]
"""A page in Markdown, what is hidden in it and the way from it to the index, as a file."""


def _as_it_is(text: str, hidden: str = "", home: str = "") -> str:
    walked = walking.with_contents(text, home) if home else text
    return f"{walked}\n{hidden}\n" if hidden else walked


FINISHES: dict[str, Finish] = {".md": _as_it_is, ".html": web.page}
"""The forms in which a set can be, by the ending of its files."""


def pages(publication: Publication, ending: str = ".md") -> dict[str, bytes]:
    """Every page by its name, the index last, in the form of the ``ending``.

    Raises ``NoFormError`` where what the form needs is not installed.
    """
    finish = FINISHES[ending]
    made = {f"{name}{ending}": page for name, page in _on_cases(publication, ending)}
    for name, text in _texts(publication, ending).items():
        made[f"{name}{ending}"] = finish(text, "", way(name, INDEX, ending)).encode()
    name = f"{INDEX}{ending}"
    said = index.page(publication, ending, most_cases=f"{MOST_CASES}{ending}" in made)
    made[name] = finish(said, listing((*made, name)), "").encode()
    return made


def _on_cases(publication: Publication, ending: str) -> Iterator[tuple[str, bytes]]:
    """The pages on cases, and in Markdown the one on what most of them have.

    A web page is the whole report, since it has means of its own to find one's way in it.
    """
    if ending != ".md":
        for name, one in publication.reports.items():
            yield name, _whole(one, ending, way(name, INDEX, ending))
        return
    comparisons = [one.comparison for one in publication.report.cases]
    shared = in_most_cases(comparisons, publication.report.words)
    for name, one in publication.reports.items():
        page = case.page(one, shared, ending)
        yield name, walking.with_contents(page, way(name, INDEX, ending)).encode()
    if shared:
        page = most_cases.page(publication, shared, ending)
        yield MOST_CASES, walking.with_contents(page, way(MOST_CASES, INDEX, ending)).encode()


def _whole(report: Report, ending: str, home: str) -> bytes:
    """A report with the ways from it, and the provisions in play in a comment at its end."""
    (one,) = report.cases
    said = "\n".join(rules_in_play.section(case.everything_in_play(one, report)))
    page = forms.as_bytes(report, Path(f"page{ending}")).decode()
    return f"{walking.in_web_page(page, home)}<!--\n{said}\n-->\n".encode()


def _texts(publication: Publication, ending: str) -> dict[str, str]:
    """The pages that are on no case, in Markdown, by their names with no ending."""
    words, marks = publication.report.words, publication.report.fingerprints
    return {
        MATRIX: matrix.page(publication),
        **{
            authority_page(one.slug): authority.page(one, words, marks.get(one.slug, ""))
            for one in publication.procedures
        },
        AMBIGUITIES: ambiguities.page(publication, ending),
    }
