"""The check of a register against a copy of the text, as text."""

from collections.abc import Iterable, Iterator

from cinpolicy.provisions import paragraphs_in_words
from cinpolicy.register import Fate
from cinpolicy.reporting.dispositions import lines as disposition_lines
from cinpolicy.reporting.lines import hanging
from cinpolicy.reporting.look import Look
from cinpolicy.source_check import Check
from cinpolicy.tracing import Trace
from cinpolicy.unsettled import Unsettled
from cinpolicy.vocabulary import Vocabulary


def render(check: Check, words: Vocabulary, look: Look, unread: tuple[str, ...] = ()) -> str:
    """What moved, changed, vanished and is new; what became of all; the result in a line.

    ``unread`` names the reports that are no text.
    """
    parts = [
        _heading(check, look),
        _moved(check, look),
        *_reached(check, Trace.CHANGED, words, look),
        *_reached(check, Trace.VANISHED, words, look),
        _unaccounted(check, look),
        _new(check, look),
        _not_read(unread, look),
        _counts(check, look),
        "\n".join(hanging(summary(check), look.width, "")),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _heading(check: Check, look: Look) -> str:
    procedure = check.tracing.register.procedure
    known, there = len(check.tracing.traced), len(check.tracing.text)
    return "\n".join(
        [
            look.bold(procedure.name),
            *hanging(f"{procedure.document.title} ({procedure.document.version})", look.width, ""),
            look.faint(f"{known} paragraphs in the register, {there} in this copy of the text."),
        ]
    )


def _moved(check: Check, look: Look) -> str:
    moved = [(t.paragraph, t.now) for t in check.tracing.that_are(Trace.MOVED) if t.now]
    if not moved:
        return ""
    title = look.bold("Moved") + look.faint("  the same words under another number")
    return "\n".join([title, *(f"  {line}" for line in moves(moved))])


def moves(moved: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Paragraphs by their old and new numbers, those that moved together as one."""
    for (was, now), size in _together(moved):
        if size == 1:
            yield f"para {was}, now {now}"
        else:
            yield f"paras {was}-{was + size - 1}, now {now}-{now + size - 1}"


def _together(moved: Iterable[tuple[int, int]]) -> list[tuple[tuple[int, int], int]]:
    """The first pair of each run in which both numbers go up by one, and its length."""
    found: list[tuple[tuple[int, int], int]] = []
    for was, now in moved:
        if found and (found[-1][0][0] + found[-1][1], found[-1][0][1] + found[-1][1]) == (was, now):
            found[-1] = found[-1][0], found[-1][1] + 1
        else:
            found.append(((was, now), 1))
    return found


def _reached(check: Check, trace: Trace, words: Vocabulary, look: Look) -> Iterator[str]:
    reached = [one for one in check.unsettled if one.traced.trace is trace]
    if reached:
        said = [line for one in reached for line in _one_reached(check, one, words, look)]
        yield "\n".join([look.bold(trace.value.capitalize()), *said])


def _one_reached(check: Check, one: Unsettled, words: Vocabulary, look: Look) -> Iterator[str]:
    traced = one.traced
    place = f", now {traced.now}" if traced.now not in (None, traced.paragraph) else ""
    alike = f", about {traced.likeness:.0%} alike" if traced.now else ""
    yield look.mark(f"  para {traced.paragraph}{place}{alike}")
    yield from disposition_lines(traced.disposition, words, look, "    ")
    if traced.disposition.resting:
        yield from _names("scenarios", one.scenarios, check.scenarios, look)
        yield from _names("reports", one.reports, check.reports, look)


def _names(what: str, found: tuple[str, ...], among: tuple[str, ...], look: Look) -> Iterator[str]:
    some = f"all {len(among)}" if len(found) == len(among) > 1 else ", ".join(found)
    said = some or f"none of {len(among)}"
    yield from hanging(f"{what}: {said if among else 'none looked at'}", look.width, "    ")


def _new(check: Check, look: Look) -> str:
    new = check.tracing.new
    if not new:
        return ""
    title = look.bold("New") + look.faint("  not accounted for; numbers in this copy")
    return "\n".join([title, *hanging(paragraphs_in_words(new), look.width, "  ")])


def _unaccounted(check: Check, look: Look) -> str:
    left = check.tracing.unaccounted
    if not left:
        return ""
    title = look.bold("Not accounted for") + look.faint("  numbers in the register")
    return "\n".join([title, *hanging(paragraphs_in_words(left), look.width, "  ")])


def _not_read(unread: tuple[str, ...], look: Look) -> str:
    said = f"Reports that are no text, and were not looked at: {', '.join(unread)}"
    return "\n".join(hanging(said, look.width, "")) if unread else ""


def _counts(check: Check, look: Look) -> str:
    counts = dict(check.tracing.register.counts)
    counts[Fate.UNACCOUNTED] = _left(check)
    shown = [(fate.value, number) for fate, number in counts.items()]
    title = look.bold("What became of each paragraph")
    return "\n".join([title, *(f"  {name.ljust(18)}{number:>5}" for name, number in shown)])


def summary(check: Check) -> str:
    """The result in one sentence."""
    tracing = check.tracing
    cited = tracing.cited
    found = sum(1 for one in cited if one.likeness == 1)
    moved = sum(1 for one in cited if one.trace is Trace.MOVED)
    elsewhere = f", {moved} of them under another number" if moved else ""
    part, whole = tracing.share
    share = f"{part} of {whole} normative paragraphs in a provision ({percent(part, whole)})"
    return (
        f"{check.slug}: {found} of {len(cited)} cited paragraphs found "
        f"({percent(found, len(cited))}){elsewhere}; {share}; {_verdict(check)}."
    )


def percent(part: int, whole: int) -> str:
    """A share in whole per cent, rounded down: 100% is all of it."""
    return f"{100 * part // whole if whole else 100}%"


def _verdict(check: Check) -> str:
    unsettled, left = len(check.unsettled), _left(check)
    said = [f"{unsettled} unsettled"] if unsettled else ["nothing is unsettled"]
    said += [f"{left} not accounted for"] if left else []
    return ", ".join(said)


def _left(check: Check) -> int:
    """How many paragraphs are not accounted for, whether the register knows them or not."""
    return len(check.tracing.unaccounted) + len(check.tracing.new)
