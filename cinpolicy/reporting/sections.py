"""A report in sections of lines, put as text or as Markdown."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from cinpolicy.reporting.lines import wrapped
from cinpolicy.reporting.look import Look
from cinpolicy.reporting.markdown import escape


@frozen
class Line:
    """A line, and how deep it stands below the title: 0 is just below it."""

    text: str
    level: int = 0


@frozen
class Section:
    """A title with lines below it."""

    title: str
    lines: Sequence[Line]


def as_text(head: Sequence[str], sections: Sequence[Section], look: Look) -> str:
    """The head with its first line standing out, then every section."""
    first, *more = head
    lines = (line for one in more for line in wrapped(one, look.width))
    parts = ["\n".join([look.bold(first), *lines])]
    parts += ["\n".join(_section(section, look)) for section in sections]
    return "\n\n".join(parts) + "\n"


def _section(section: Section, look: Look) -> Iterator[str]:
    yield look.bold(section.title)
    for line in section.lines:
        indent = "  " * (line.level + 1)
        text = wrapped(line.text, look.width - len(indent) - 2)
        yield f"{indent}{text[0]}"
        yield from (f"{indent}  {rest}" for rest in text[1:])


def as_markdown(head: Sequence[str], sections: Sequence[Section]) -> str:
    """The same as Markdown: a title, a heading a section, lists within lists."""
    first, *more = head
    parts = [f"# {escape(first)}", *map(escape, more)]
    for section in sections:
        lines = (f"{'  ' * line.level}- {_marked(line.text)}" for line in section.lines)
        parts += [f"## {escape(section.title)}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def _marked(text: str) -> str:
    """Text as Markdown, with an arrow that needs no escape."""
    return escape(text.replace(" -> ", " \u2192 "))
