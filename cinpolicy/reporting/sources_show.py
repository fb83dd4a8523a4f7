"""A text paragraph by paragraph, with what became of each; or the register alone."""

import textwrap
from collections.abc import Iterator

from cinpolicy.register import Disposition, Register
from cinpolicy.reporting.dispositions import lines as disposition_lines
from cinpolicy.reporting.lines import hanging
from cinpolicy.reporting.look import Look
from cinpolicy.tracing import Trace, Traced, Tracing
from cinpolicy.vocabulary import Vocabulary

_GUTTER = 5
_INSET = " " * (_GUTTER + 2)


def render_text(
    tracing: Tracing, words: Vocabulary, look: Look, wanted: frozenset[int] = frozenset()
) -> str:
    """Every paragraph of a copy, or those ``wanted``, by their numbers in it."""
    parts = [_heading(tracing.register, look)]
    if not tracing.checked:
        parts.append("No fingerprints are recorded: paragraphs go by their numbers alone.")
    for number, text in enumerate(tracing.text, 1):
        if not wanted or number in wanted:
            shown = _paragraph(number, text, tracing.by_place.get(number), words, look)
            parts.append("\n".join(shown))
    if not wanted:
        parts += [_vanished(one, words, look) for one in tracing.that_are(Trace.VANISHED)]
    return "\n\n".join(parts) + "\n"


def render_register(
    register: Register, words: Vocabulary, look: Look, wanted: frozenset[int] = frozenset()
) -> str:
    """What became of every paragraph, or of those ``wanted``, without the text."""
    chosen = (d for d in register.dispositions if not wanted or d.paragraph in wanted)
    shown = [line for one in chosen for line in _disposition(one, words, look)]
    return "\n".join([_heading(register, look), "", *shown]) + "\n"


def _heading(register: Register, look: Look) -> str:
    document = register.procedure.document
    title = hanging(f"{document.title} ({document.version})", look.width, "")
    return "\n".join([look.bold(register.procedure.name), *title])


def _paragraph(
    number: int, text: str, traced: Traced | None, words: Vocabulary, look: Look
) -> Iterator[str]:
    first, *rest = textwrap.wrap(text, look.width - _GUTTER) or [""]
    yield look.bold(str(number).rjust(_GUTTER - 2)) + f"  {first}"
    yield from (" " * _GUTTER + line for line in rest)
    if traced is None:
        yield look.mark(f"{_INSET}new: not accounted for")
        return
    if remark := _remark(traced):
        yield look.mark(f"{_INSET}{remark}")
    yield from disposition_lines(traced.disposition, words, look, _INSET)


def _remark(traced: Traced) -> str:
    was = f"paragraph {traced.paragraph} when it was encoded"
    if traced.trace is Trace.CHANGED:
        place = "" if traced.now == traced.paragraph else f"; {was}"
        return f"changed since it was encoded, about {traced.likeness:.0%} alike{place}"
    return was if traced.trace is Trace.MOVED else ""


def _vanished(traced: Traced, words: Vocabulary, look: Look) -> str:
    title = look.mark(f"Paragraph {traced.paragraph} of the register is no longer in the text")
    return "\n".join([title, *disposition_lines(traced.disposition, words, look, _INSET)])


def _disposition(one: Disposition, words: Vocabulary, look: Look) -> Iterator[str]:
    """The number in the margin of the first line."""
    for place, line in enumerate(disposition_lines(one, words, look, " " * _GUTTER)):
        number = str(one.paragraph).rjust(_GUTTER - 2)
        yield line if place else line.replace(" " * _GUTTER, f"{number}  ", 1)
