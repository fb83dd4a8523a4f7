"""All the files of a new authority's package, before any of them is written."""

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from cinpolicy.schema import text_of
from cinpolicy.starting.filling import filled
from cinpolicy.starting.names import module_name
from cinpolicy.starting.procedure_file import procedure_file
from cinpolicy.starting.register_file import register_file
from cinpolicy.starting.words_file import words_file
from cinpolicy.vocabulary import Vocabulary

_KINDS = ("procedure", "register", "scenario")
"""The kinds of file in the package, each of which names the schema that an editor checks it by."""


def package(
    slug: str, name: str, words: Vocabulary, text: Sequence[str] = ()
) -> Mapping[PurePosixPath, str]:
    """Each file of the package by its path within it, in the order in which a writer meets them.

    Of the ``text`` only marks of its paragraphs go in: its words belong to its authors.
    """
    module = module_name(slug)
    # A JSON string is also one in YAML and in TOML.
    same = {"slug": slug, "name": json.dumps(name, ensure_ascii=False), "module": module}
    files = {
        "README.md": filled("README.md", **same),
        f"{module}/procedure.yaml": procedure_file(slug, same["name"], words.topics.values()),
        f"{module}/sources.yaml": register_file(slug, text),
        f"{module}/__init__.py": filled("__init__.py", **same),
        "scenarios/first_case.yaml": first_case(slug),
        "tests/test_procedure.py": filled("test_procedure.py", **same),
        "words.md": words_file(words),
        "pyproject.toml": filled("pyproject.toml", **same),
        **{f"schemas/{kind}.schema.json": text_of(kind, words) for kind in _KINDS},
    }
    return {PurePosixPath(path): content for path, content in files.items()}


def first_case(slug: str) -> str:
    """A plain case, with what must be so in it."""
    return filled("first_case.yaml", slug=slug) + expectations(slug)


def expectations(slug: str) -> str:
    """What is true of the first case while the procedure says nothing."""
    return filled("expectations.yaml", slug=slug)
