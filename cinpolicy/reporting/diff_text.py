"""A difference between two procedures as text: in short, by provision, by behaviour."""

from collections.abc import Iterator
from itertools import groupby

from cinpolicy.behaviour import Behaviour, CaseBehaviour, RowMoves
from cinpolicy.changes import ProvisionChange
from cinpolicy.difference import Difference
from cinpolicy.reporting import diff_words as say
from cinpolicy.reporting.lines import hanging
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
        yield from hanging(f"{one.slug}: {one.name}. {document}", look.width, "  ")
    yield ""
    for sentence in say.summary(made):
        yield from hanging(sentence, look.width)


def _provisions(made: Difference, look: Look) -> Iterator[str]:
    if made.changes.provisions:
        yield look.bold("By provision")
    for question, found in say.by_question(made.changes, made.words):
        yield look.mark(f"  {question}")
        for one in found:
            yield from _provision(one, made, look)


def _provision(one: ProvisionChange, made: Difference, look: Look) -> Iterator[str]:
    yield from hanging(say.heading(one, made), look.width, "    ")
    if not one.parts:
        yield from hanging(say.what_it_says(one.provision, made.words), look.width, "      ")
    for change in one.parts:
        yield from hanging(say.part(change), look.width, "      ")


def _declared(made: Difference, look: Look) -> Iterator[str]:
    if made.changes.declared:
        yield look.bold("Declared beside the provisions")
    for one in made.changes.declared[:MOST_DECLARED]:
        yield from hanging(say.declared(one), look.width, "  ")
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
        yield from hanging(f"Nothing differs in {', '.join(same)}.", look.width, "  ")


def _responsible(found: Behaviour, look: Look) -> Iterator[str]:
    every = list(say.responsible(found))
    if every:
        yield "  Provisions responsible, and in how many cases"
    for number, name in every[:MOST_RESPONSIBLE]:
        yield from hanging(f"{number:>4}  {name}", look.width, "  ")
    yield from _more(len(every) - MOST_RESPONSIBLE, "        ")


def _case(case: CaseBehaviour, made: Difference, look: Look) -> Iterator[str]:
    yield from hanging(f"{look.mark(case.scenario)}  {case.title}", look.width, "  ")
    yield look.faint(f"    {say.case_heading(case)}")
    for failure in say.failures(case, made):
        yield from hanging(failure, look.width, "    ")
    for sources, rows in groupby(case.rows[:MOST_ROWS], key=say.sources):
        yield from map(look.faint, hanging(f"from {sources or 'what is said'}", look.width, "    "))
        for row in rows:
            yield from _row(row, look)
    yield from _more(len(case.rows) - MOST_ROWS, "    ")


def _row(row: RowMoves, look: Look) -> Iterator[str]:
    moves = "; ".join(say.move(one) for one in row.moves)
    yield from hanging(f"{say.row_heading(row)}: {moves}", look.width, "      ")


def _more(number: int, indent: str) -> Iterator[str]:
    """That there is more than is shown, if there is."""
    if number > 0:
        yield f"{indent}and {number} more (--format json has all)"
