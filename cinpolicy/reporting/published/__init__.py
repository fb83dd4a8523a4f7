"""The pages of a published set; they compute nothing."""

from pathlib import PurePosixPath

from cinpolicy.publication import AMBIGUITIES, INDEX, MATRIX, Publication, authority_page
from cinpolicy.reporting import forms
from cinpolicy.reporting.published import ambiguities, authority, index, matrix

TEXT = ".md"


def pages(publication: Publication, ending: str = TEXT) -> dict[str, bytes]:
    """Every page by its name, the index last.

    The pages on cases are in the form of the ``ending`` (see ``forms``), the others, which
    are lists and tables of what procedures say, in Markdown. Raises ``NoFormError``.
    """
    made = {
        f"{name}{ending}": forms.as_bytes(report, PurePosixPath(f"{name}{ending}"))
        for name, report in publication.reports.items()
    }
    made[f"{MATRIX}{TEXT}"] = matrix.page(publication).encode()
    for procedure in publication.procedures:
        text = authority.page(procedure, publication.report.words)
        made[f"{authority_page(procedure.slug)}{TEXT}"] = text.encode()
    made[f"{AMBIGUITIES}{TEXT}"] = ambiguities.page(publication).encode()
    name = f"{INDEX}{TEXT}"
    made[name] = index.page(publication, ending, TEXT, (*made, name)).encode()
    return made
