"""The page on what is the same in most cases."""

from collections.abc import Iterator, Sequence

from cinpolicy.cells import Row
from cinpolicy.in_most_cases import Shared, questions_of
from cinpolicy.in_play import in_play
from cinpolicy.provisions import Provision
from cinpolicy.publication import MOST_CASES, MOST_CASES_TITLE, Publication, case_page
from cinpolicy.reporting import rules_in_play
from cinpolicy.reporting.assumed import LEGEND
from cinpolicy.reporting.markdown import escape, tables, texts
from cinpolicy.reporting.published.case import linked, short


def page(publication: Publication, shared: Sequence[Shared], ending: str) -> str:
    """The rows, with the cases in which one is not so, and the provisions behind them."""
    not_so = {one.row.key: one.not_so_in for one in shared}

    def last(row: Row) -> str:
        links = ", ".join(f"[{escape(n)}]({case_page(n)}{ending})" for n in not_so[row.key])
        return "<br>".join(filter(None, [short(row), links and f"not so in {links}"]))

    comparison = publication.report.cases[0].comparison
    rows = [one.row for one in shared]
    lines = [f"# {MOST_CASES_TITLE}", "", *_about(len(publication.report.cases)), ""]
    lines += [*texts(comparison), *tables(comparison, rows, last)]
    for text in LEGEND:
        lines += ["", escape(text)]
    section = rules_in_play.section(_behind(publication, rows), linked(MOST_CASES, ending))
    return "\n".join([*lines, "", *section]) + "\n"


def _about(number: int) -> Iterator[str]:
    yield f"Each of these rows is the same, word for word, in more than half of the {number}"
    yield "published cases. So it stands here, and not on their pages. Where some cases have"
    yield "something else in its place, or nothing, the last column names them: what they have"
    yield "stands on their pages."


def _behind(publication: Publication, rows: Sequence[Row]) -> dict[str, list[Provision]]:
    """The provisions that come into play in some case and answer what the rows answer."""
    questions = questions_of(rows)
    timelines = {
        f"{case.scenario.name} {slug}": timeline
        for case in publication.report.cases
        for slug, timeline in case.timelines.items()
    }
    found = in_play(timelines, publication.procedures)
    said = {
        slug: [one for one in some if one.question in questions] for slug, some in found.items()
    }
    return {slug: some for slug, some in said.items() if some}
