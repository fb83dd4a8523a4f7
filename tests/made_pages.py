"""The parts of the documentation that are made from the words and the hooks."""

import re
from collections.abc import Callable
from itertools import groupby

from cinpolicy import hookspecs
from cinpolicy.hookspecs import TOPICS
from cinpolicy.loading import common_vocabulary
from cinpolicy.starting.words_file import words_file

PART = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def words() -> str:
    """Every common word with its meaning, as a package that is begun has them too."""
    made = words_file(common_vocabulary())
    return "\n" + made[made.index("- Force:") :] + "\n"


def topics() -> str:
    """A table of topics, a section at a time."""
    lines: list[str] = []
    by_section = sorted(TOPICS.values(), key=lambda t: list(sections()).index(t.section))
    for section, found in groupby(by_section, key=lambda t: t.section):
        lines += ["", f"### {section}", "", "| topic | the question | kind | about |"]
        lines += ["| --- | --- | --- | --- |"]
        for topic in found:
            about = f"`{topic.does}`" if topic.does else "what `subject` names"
            about += ", of a meeting" if topic.of_a_meeting else ""
            question = topic.question.replace("``", "`")
            lines.append(f"| `{topic.name}` | {question} | {topic.kind.value} | {about} |")
    return "\n".join([*lines, "", ""])


def sections() -> dict[str, None]:
    return dict.fromkeys(topic.section for topic in TOPICS.values())


MADE: dict[str, Callable[[], str]] = {"words": words, "topics": topics}


def made_anew(page: str) -> str:
    """A page with every made part as it must be now."""
    return PART.sub(lambda m: f"{m[1]}{MADE[m[2]]()}{m[3]}", page)


def hooks_of_the_core() -> set[str]:
    """Every hook that a plugin can implement."""
    return {name for name in vars(hookspecs) if hasattr(getattr(hookspecs, name), "cinpolicy_spec")}
