"""The pages of a published set; they compute nothing."""

from collections.abc import Callable
from pathlib import Path

from cinpolicy.publication import AMBIGUITIES, INDEX, MATRIX, Publication, authority_page
from cinpolicy.published import listing
from cinpolicy.report import Report
from cinpolicy.reporting import forms, rules_in_play
from cinpolicy.reporting.published import ambiguities, authority, index, matrix, web

Finish = Callable[[str, str], str]
"""A page in Markdown, and what is hidden in it, as the file they become."""


def _as_it_is(text: str, hidden: str = "") -> str:
    return f"{text}\n{hidden}\n" if hidden else text


FINISHES: dict[str, Finish] = {".md": _as_it_is, ".html": web.page}
"""The forms in which a set can be, by the ending of its files."""


def pages(publication: Publication, ending: str = ".md") -> dict[str, bytes]:
    """Every page by its name, the index last, in the form of the ``ending``.

    Raises ``NoFormError`` where what the form needs is not installed.
    """
    made = {f"{name}{ending}": _case(r, ending) for name, r in publication.reports.items()}
    finish = FINISHES[ending]
    made |= {f"{name}{ending}": finish(t, "").encode() for name, t in _texts(publication).items()}
    name = f"{INDEX}{ending}"
    made[name] = finish(index.page(publication, ending), listing((*made, name))).encode()
    return made


def _case(report: Report, ending: str) -> bytes:
    """The page on a case, and the provisions in play; on a web page in a comment at its end."""
    page = forms.as_bytes(report, Path(f"page{ending}"))
    said = "".join(rules_in_play.section(case, report) for case in report.cases)
    return page + (f"<!--\n{said}-->\n" if ending == ".html" else f"\n{said}").encode()


def _texts(publication: Publication) -> dict[str, str]:
    """The pages that are on no one case, in Markdown, by their names with no ending."""
    words = publication.report.words
    return {
        MATRIX: matrix.page(publication),
        **{authority_page(one.slug): authority.page(one, words) for one in publication.procedures},
        AMBIGUITIES: ambiguities.page(publication),
    }
