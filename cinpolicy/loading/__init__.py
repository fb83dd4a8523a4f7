"""Files in, model out. The only room that reads files."""

from functools import cache, reduce
from pathlib import Path
from typing import TYPE_CHECKING

from cinpolicy.case import Scenario
from cinpolicy.loading.compiled import compiled
from cinpolicy.loading.faults import Fault, InputError
from cinpolicy.loading.files import read_bytes
from cinpolicy.procedure import Procedure
from cinpolicy.vocabulary import Vocabulary

if TYPE_CHECKING:
    from cinpolicy.expectations import ExpectationFile
    from cinpolicy.register import Register

__all__ = [
    "Fault",
    "InputError",
    "common_vocabulary",
    "load_expectations",
    "load_procedure",
    "load_register",
    "load_scenario",
]

_WORDS = [Path(__file__).parent.parent / name for name in ("vocabulary.yaml", "catalogue.yaml")]


@cache
def common_vocabulary() -> Vocabulary:
    """The common words and the catalogue, with the topics of the hooks."""
    contents = [path.read_bytes() for path in _WORDS]

    def make() -> Vocabulary:
        from cinpolicy.loading.procedures import parse_vocabulary

        named = zip(_WORDS, contents, strict=True)
        words = [parse_vocabulary(path.name, content) for path, content in named]
        return reduce(Vocabulary.merged, words)

    return compiled("vocabulary", b"\0".join(contents), make)


def load_procedure(path: Path) -> Procedure:
    """The procedure declared in a file. Raises ``InputError`` with every fault found."""
    content = read_bytes(path)

    def make() -> Procedure:
        from cinpolicy.loading.procedures import parse_procedure

        return parse_procedure(str(path), content, common_vocabulary()).prepare()

    return compiled("procedure", content, make)


def load_scenario(path: Path, words: Vocabulary) -> Scenario:
    """The scenario in a file. Raises ``InputError`` with every fault found.

    ``words`` is the vocabulary a case may use: the common one and those of the
    authorities it is run through.
    """
    content = read_bytes(path)

    def make() -> Scenario:
        from cinpolicy.loading.encodings import fingerprint
        from cinpolicy.loading.scenarios import parse_scenario

        made = parse_scenario(str(path), content, words)
        # No argument of the class, so that no case made from this one takes it over.
        object.__setattr__(made, "fingerprint", fingerprint((content,)))
        return made

    return compiled("scenario", content, make, depends_on=f"{path}\n{_mark(words)}")


def _mark(words: Vocabulary) -> str:
    """All that the words of a case and of its expectations are checked against."""
    facts = (f"{f.name} {f.kind} {' '.join(f.choices)}" for f in words.facts.values())
    topics = (f"{t.name} {t.kind} {t.does}" for t in words.topics.values())
    names = (words.events, words.activities, words.roles, words.items)
    return "\n".join((*facts, "", *topics, *(n for kind in names for n in ("", *kind))))


def load_expectations(path: Path, words: Vocabulary) -> "ExpectationFile":
    """The expectations in a file of their own. Raises ``InputError`` with every fault found."""
    from cinpolicy.loading.expectations import parse_expectations

    return parse_expectations(path, read_bytes(path), words)


def load_register(path: Path, procedure: Procedure, slug: str) -> "Register":
    """The source register in a file, with the paragraphs its procedure cites.

    ``slug`` is the authority it must be of. Raises ``InputError`` with every fault found.
    """
    from cinpolicy.loading.register import parse_register

    return parse_register(str(path), read_bytes(path), procedure, slug)
