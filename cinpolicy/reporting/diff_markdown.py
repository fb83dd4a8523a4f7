"""A difference between two procedures as Markdown."""

from collections.abc import Iterator

from cinpolicy.behaviour import Behaviour, CaseBehaviour
from cinpolicy.changes import ProvisionChange
from cinpolicy.difference import Difference
from cinpolicy.reporting import diff_words as say
from cinpolicy.reporting.markdown import escape


def render(made: Difference) -> str:
    """The whole difference: in short, by provision, by behaviour."""
    title = escape(f"{made.one.slug} -> {made.other.slug}")
    lines = [f"# {title}", "", *(f"- {escape(said)}" for said in say.summary(made))]
    for question, found in say.by_question(made.changes, made.words):
        lines += ["", f"## {escape(question)}", ""]
        for one in found:
            lines += _provision(one, made)
    if made.changes.declared:
        lines += ["", "## Declared beside the provisions", ""]
        lines += [f"- {escape(say.declared(one))}" for one in made.changes.declared]
    if made.behaviour and made.behaviour.differing:
        lines += _behaviour(made.behaviour, made)
    return "\n".join(lines) + "\n"


def _provision(one: ProvisionChange, made: Difference) -> Iterator[str]:
    yield f"- {escape(say.heading(one, made))}"
    if not one.parts:
        yield f"  - {escape(say.what_it_says(one.provision, made.words))}"
    for change in one.parts:
        yield f"  - {escape(say.part(change))}"


def _behaviour(found: Behaviour, made: Difference) -> Iterator[str]:
    yield from ("", "## By behaviour", "", "| provision responsible | cases |", "| --- | --- |")
    for number, name in say.responsible(found):
        yield f"| {escape(name)} | {number} |"
    for case in found.cases:
        if case.rows or not case.compared:
            yield from _case(case, made)


def _case(case: CaseBehaviour, made: Difference) -> Iterator[str]:
    yield from ("", f"### {escape(case.title)}", "")
    yield f"`{case.scenario}`: {say.case_heading(case)}."
    for failure in say.failures(case, made):
        yield from ("", escape(failure))
    if case.rows:
        yield from ("", "| | from, to | provision |", "| --- | --- | --- |")
    for row in case.rows:
        moves = "<br>".join(escape(say.move(one)) for one in row.moves)
        yield f"| {escape(say.row_heading(row))} | {moves} | {escape(say.sources(row))} |"
