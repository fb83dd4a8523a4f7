"""A draft to start from: what provisions say now, ready to be changed.

It is a draft that changes nothing, so that it can be read, planned and compared at once.
"""

import textwrap
from collections.abc import Collection, Iterator

from cinpolicy import wording
from cinpolicy.loading.document import Mapping, Node, Sequence
from cinpolicy.loading.procedure_files import ProcedureFile
from cinpolicy.loading.trees import entries, mapping_of, scalar_at
from cinpolicy.loading.writing import WIDTH, as_yaml
from cinpolicy.procedure import Procedure
from cinpolicy.vocabulary import Vocabulary

_NOT_CHANGED = frozenset({"id", "topic", "subject", "of", "cite", "allow"})
"""What makes a provision the one it is, and what is said about the text it comes from."""
_HEAD = """\
# A draft change to what {name} says ({version}).
# Write under "to" what shall be said; under "from" stands what is said now, which is checked.
# What you leave alike under both stays as it is, and whole entries can be struck out. Then:
#   cinpolicy plan {file}
draft: {slug}
based_on: {based_on}
title: A title that says what would change
proposed_by: Who proposes it
why: Why it is proposed
"""
_HOW_TO_ADD = """\
  # A new provision is written as in a procedure (docs/encoding.md); it needs no paragraph:
  # - add:
  #     id: a-name-of-its-own
  #     topic: {topic}
  #     ...
  #     force: should
  #   because: why it is needed
"""
_BECAUSE = "why this should change"


def new_draft(
    base: ProcedureFile,
    procedure: Procedure,
    words: Vocabulary,
    topics: Collection[str],
    *,
    slug: str,
    based_on: str,
    file: str,
) -> str:
    """The text of a draft on a procedure, with every provision on some topics.

    ``based_on`` is how the draft names the procedure, ``file`` how the draft itself is named
    to a reader. Topics the text is silent on are given with the kind of silence.
    """
    head = _HEAD.format(
        name=procedure.name,
        version=procedure.document.version,
        slug=slug,
        based_on=based_on,
        file=file,
    )
    entries_ = list(_changes(base.root, procedure, words, topics))
    changes = "changes:\n" + "\n".join(entries_) if entries_ else "changes: []\n"
    shown = next(iter(topics), "the question it answers")
    return head + changes + _HOW_TO_ADD.format(topic=shown)


def _changes(
    root: Node, procedure: Procedure, words: Vocabulary, topics: Collection[str]
) -> Iterator[str]:
    blocks = entries(root)
    items = blocks["provisions"][1] if "provisions" in blocks else None
    written = items.items if isinstance(items, Sequence) else []
    said = {one.id: one for one in procedure.provisions}
    for node in written:
        if isinstance(node, Mapping):
            provision = said.get(_text(node, "id"))
            if provision is not None and provision.topic in topics:
                comment = f"{wording.provision(provision, words)} ({provision.cite})"
                parts = {k: v for k, v in entries(node).items() if k not in _NOT_CHANGED}
                yield _change(comment, "change", provision.id, mapping_of(node, parts))
    silences = entries(blocks["silent_on"][1]) if "silent_on" in blocks else {}
    for topic, (_, silence) in silences.items():
        if topic in topics:
            yield _change(f"{words.topics[topic].label}: no provision", "silent_on", topic, silence)


def _change(comment: str, kind: str, about: str, now: Node) -> str:
    """An entry that puts in the place of what is said now the same again."""
    found = {
        kind: scalar_at(now, about),
        "from": now,
        "to": now,
        "because": scalar_at(now, _BECAUSE),
    }
    entry = mapping_of(now, {name: (scalar_at(now, name), node) for name, node in found.items()})
    wrapped = textwrap.wrap(comment, WIDTH - 4)
    said = "".join(f"  # {line}\n" for line in wrapped)
    first, *rest = as_yaml(entry, indent=4).splitlines(keepends=True)
    return f"{said}  - {first.lstrip()}{''.join(rest)}"


def _text(node: Mapping, key: str) -> str:
    value = node.values.get(key)
    return str(getattr(value, "text", ""))
