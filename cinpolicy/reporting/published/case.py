"""The page on one case: the report on it, less the rows that are the same in most cases."""

from collections.abc import Iterator, Mapping, Sequence

from cinpolicy import wording
from cinpolicy.cells import Aspect, Comparison, Divergence, Row
from cinpolicy.in_most_cases import Shared, parted
from cinpolicy.in_play import in_play
from cinpolicy.provisions import Provision
from cinpolicy.publication import CASES, MOST_CASES, MOST_CASES_TITLE, authority_page, way
from cinpolicy.report import CaseReport, Report
from cinpolicy.reporting import report_markdown, rules_in_play
from cinpolicy.reporting.markdown import escape, tables, whether_it_holds


def page(report: Report, shared: Sequence[Shared], ending: str) -> str:
    """The report on a case, its own rows, and the provisions in play that bear on them."""
    (case,) = report.cases
    own = parted(case.comparison, shared)

    def shown(comparison: Comparison) -> Iterator[str]:
        yield from _left_out(len(own.shared), len(own.own), ending)
        yield from tables(comparison, own.own, short)

    said = {s: own.own_provisions(p) for s, p in everything_in_play(case, report).items()}
    section = rules_in_play.section(
        {slug: some for slug, some in said.items() if some}, linked(f"{CASES}/", ending)
    )
    return report_markdown.as_bytes(report, shown).decode() + "\n".join(["", *section, ""])


def linked(page: str, ending: str) -> rules_in_play.Called:
    """Authorities and layers as links from a page to theirs."""
    return lambda slug: f"[{escape(slug)}]({way(page, authority_page(slug), ending)})"


def everything_in_play(case: CaseReport, report: Report) -> Mapping[str, tuple[Provision, ...]]:
    """All provisions that come into play in a case, by their authority or layer."""
    procedures = (*report.procedures.values(), *report.layers.values())
    return in_play(case.timelines, procedures)


def _left_out(number: int, rest: int, ending: str) -> Iterator[str]:
    if not number:
        return
    rows, are, stand = ("row", "is", "stands") if number == 1 else ("rows", "are", "stand")
    yield from (
        "",
        f"{number} {rows} {are} the same, word for word, in most of the published cases",
    )
    yield f"and {stand} in [{MOST_CASES_TITLE}](../{MOST_CASES}{ending}). Below are the"
    yield f"other {rest}, in which this case matters. The report that the line at the end makes has"
    yield "all of them."


def short(row: Row) -> str:
    """In what the texts differ, and the key of the row."""
    said = ", ".join(map(_short, row.divergences))
    return f"{said}<br>`{row.key}`" if said else ""


def _short(one: Divergence) -> str:
    dated = one.aspect is Aspect.DATE
    said = wording.days(one.size or 0) if dated else one.aspect.value
    return f"{said}{whether_it_holds(one)}"
