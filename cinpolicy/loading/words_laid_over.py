"""The words of a draft laid over those of the procedure it changes."""

from cinpolicy.loading.document import Node
from cinpolicy.loading.reading import BadValueError, read_mapping
from cinpolicy.loading.trees import Entry, entries, mapping_of
from cinpolicy.loading.words import Checker


def both_vocabularies(base: Node | None, draft: Node | None, checker: Checker) -> Node | None:
    """Two vocabulary blocks as one; a word that is there already is a fault."""
    if draft is None or base is None:
        return draft or base
    kinds = entries(base)
    for kind, (key, block) in _entries_of(draft, checker).items():
        if kind in kinds:
            now, new = entries(kinds[kind][1]), _entries_of(block, checker)
            for name, (place, _) in new.items():
                if name in now:
                    checker.at(place, "a word that is not yet in use", f"{name} again")
            block = mapping_of(block, {**new, **now})
        kinds[kind] = (key, block)
    return mapping_of(draft, kinds)


def terms_laid_over(base: Node | None, draft: Node | None, checker: Checker) -> Node | None:
    """Two blocks of terms as one; those of the draft count first."""
    if draft is None or base is None:
        return draft or base
    return mapping_of(draft, {**entries(base), **_entries_of(draft, checker)})


def _entries_of(draft: Node, checker: Checker) -> dict[str, Entry]:
    """The words in a block of a draft, after noting a fault where it is none."""
    try:
        return entries(read_mapping(draft))
    except BadValueError as error:
        checker.faults += error.faults
        return {}
