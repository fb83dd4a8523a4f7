"""Searches for facts that were not carried to their end."""

from collections.abc import Iterator

from cinpolicy.check.checked import MOST_CASES, Checked
from cinpolicy.check.findings import Finding
from cinpolicy.check.registry import check


@check("CP901", "search-given-up")
def search_given_up(checked: Checked) -> Iterator[Finding]:
    """A question on which a search took too long or found too much, so that more may be wrong."""
    for question in checked.given_up:
        told = (
            f"{checked.asked(question)}: not looked into to the end, since there are too many "
            f"cases to go through (or more than {MOST_CASES} sets of facts to tell)."
        )
        yield checked.finding("CP901", told, checked.procedure.by_question[question])
