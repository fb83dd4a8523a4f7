"""The provisions that come into play in a case, as Markdown.

Each stands by its id after its authority, which is how ``cinpolicy sources check`` finds the
reports that a changed paragraph unsettles.
"""

from collections.abc import Iterable

from cinpolicy.in_play import in_play
from cinpolicy.provisions import Provision
from cinpolicy.report import CaseReport, Report
from cinpolicy.reporting.markdown import escape


def section(case: CaseReport, report: Report) -> str:
    """A line for each authority and layer of which some provision comes into play."""
    procedures = (*report.procedures.values(), *report.layers.values())
    lines = [
        f"- {escape(slug)}: {', '.join(map(_one, provisions))}"
        for slug, provisions in in_play(case.timelines, procedures).items()
    ]
    return "\n".join(["## Provisions in play", "", *lines]) + "\n"


def _one(provision: Provision) -> str:
    return f"`{provision.id}` ({provision.cite})"


def named(slug: str, ids: Iterable[str]) -> str:
    """Provisions by their ids, after their authority."""
    listed = ", ".join(f"`{one}`" for one in ids)
    return f"{escape(slug)}: {listed}"
