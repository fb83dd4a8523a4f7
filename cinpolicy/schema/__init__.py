"""JSON Schemas of the files, out of the classes that read them, for an editor to use.

Draft 7, which is what editors support best: the YAML extension of VS Code (by far the most
used) is complete up to it, and takes a description beside a reference.
"""

import json
from collections.abc import Mapping

from cinpolicy.loading import written as w
from cinpolicy.schema.model import Model
from cinpolicy.schema.parts import Schema
from cinpolicy.vocabulary import Vocabulary

KINDS: Mapping[str, type[w.Written]] = {
    "scenario": w.WrittenScenario,
    "expectation": w.WrittenExpectationFile,
    "procedure": w.WrittenProcedure,
    "draft": w.WrittenDraft,
    "register": w.WrittenRegister,
}
"""Every kind of file that has a schema, and the class that a whole file is read as."""


def schema_of(kind: str, words: Vocabulary) -> Schema:
    """The schema of a kind of file; ``words`` are those that an editor is to offer."""
    model = Model(words)
    whole = model.mapping(KINDS[kind])
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **whole,
        "definitions": dict(sorted(model.definitions.items())),
    }


def text_of(kind: str, words: Vocabulary) -> str:
    """The schema of a kind of file as the text of a file of its own."""
    return json.dumps(schema_of(kind, words), ensure_ascii=False, indent=2) + "\n"
