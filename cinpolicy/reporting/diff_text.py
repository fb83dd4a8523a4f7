"""A difference between two procedures as text: in short, by provision, by behaviour."""

import textwrap
from collections.abc import Iterator
from itertools import groupby

from cinpolicy.behaviour import Behaviour, CaseBehaviour, RowMoves
from cinpolicy.changes import ProvisionChange
from cinpolicy.difference import Difference
from cinpolicy.reporting import diff_words as say
from cinpolicy.reporting.look import Look

MOST_ROWS = 12
"""How many rows of one case are shown; JSON has all of them."""
MOST_RESPONSIBLE, MOST_DECLARED = 12, 20


def render(made: Difference, look: Look) -> str:
    """The whole difference; what is long is cut, and said to be."""
    parts = [
        "\n".join(_head(made, look)),
        "\n".join(_provisions(made, look)),
        "\n".join(_declared(made, look)),
        "\n".join(_behaviour(made.behaviour, made, look)) if made.behaviour else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(made: Difference, look: Look) -> Iterator[str]:
    yield look.bold(f"{made.one.slug} -> {made.other.slug}")
    for one in (made.one, made.other):
        document = f"{one.document.title} ({one.document.version})"
        yield from _wrapped(f"{one.slug}: {one.name}. {document}", look, "  ")
    yield ""
    for sentence in say.summary(made):
        yield from _wrapped(sentence, look)


def _provisions(made: Difference, look: Look) -> Iterator[str]:
    if made.changes.provisions:
        yield look.bold("By provision")
    for question, found in say.by_question(made.changes, made.words):
        yield look.mark(f"  {question}")
        for one in found:
            yield from _provision(one, made, look)


def _provision(one: ProvisionChange, made: Difference, look: Look) -> Iterator[str]:
    yield from _wrapped(say.heading(one, made), look, "    ")
    if not one.parts:
        yield from _wrapped(say.what_it_says(one.provision, made.words), look, "      ")
    for change in one.parts:
        yield from _wrapped(say.part(change), look, "      ")


def _declared(made: Difference, look: Look) -> Iterator[str]:
    if made.changes.declared:
        yield look.bold("Declared beside the provisions")
    for one in made.changes.declared[:MOST_DECLARED]:
        yield from _wrapped(say.declared(one), look, "  ")
    yield from _more(len(made.changes.declared) - MOST_DECLARED, "  ")


def _behaviour(found: Behaviour, made: Difference, look: Look) -> Iterator[str]:
    if not found.differing:
        return
    yield look.bold("By behaviour")
    yield from _responsible(found, look)
    for case in found.cases:
        if case.rows or not case.compared:
            yield ""
            yield from _case(case, made, look)
    same = [case.scenario for case in found.cases if case.compared and not case.rows]
    if same:
        yield ""
        yield from _wrapped(f"Nothing differs in {', '.join(same)}.", look, "  ")


def _responsible(found: Behaviour, look: Look) -> Iterator[str]:
    every = list(say.responsible(found))
    if every:
        yield "  Provisions responsible, and in how many cases"
    for number, name in every[:MOST_RESPONSIBLE]:
        yield from _wrapped(f"{number:>4}  {name}", look, "  ")
    yield from _more(len(every) - MOST_RESPONSIBLE, "        ")


def _case(case: CaseBehaviour, made: Difference, look: Look) -> Iterator[str]:
    yield from _wrapped(f"{look.mark(case.scenario)}  {case.title}", look, "  ")
    yield look.faint(f"    {say.case_heading(case)}")
    for failure in say.failures(case, made):
        yield from _wrapped(failure, look, "    ")
    for sources, rows in groupby(case.rows[:MOST_ROWS], key=say.sources):
        yield from map(look.faint, _wrapped(f"from {sources or 'what is said'}", look, "    "))
        for row in rows:
            yield from _row(row, look)
    yield from _more(len(case.rows) - MOST_ROWS, "    ")


def _row(row: RowMoves, look: Look) -> Iterator[str]:
    moves = "; ".join(say.move(one) for one in row.moves)
    yield from _wrapped(f"{say.row_heading(row)}: {moves}", look, "      ")


def _more(number: int, indent: str) -> Iterator[str]:
    """That there is more than is shown, if there is."""
    if number > 0:
        yield f"{indent}and {number} more (--format json has all)"


def _wrapped(text: str, look: Look, indent: str = "") -> list[str]:
    further = f"{indent}  "
    return textwrap.wrap(
        text, look.width, initial_indent=indent, subsequent_indent=further, break_on_hyphens=False
    )
