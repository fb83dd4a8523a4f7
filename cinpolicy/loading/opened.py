"""A procedure file as the check reads it: open in places, with where everything stands."""

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from cinpolicy.loading.document import Mapping as MappingNode
from cinpolicy.loading.document import Node, Scalar, Sequence
from cinpolicy.loading.faults import InputError
from cinpolicy.loading.procedure_files import ProcedureFile
from cinpolicy.places import Place
from cinpolicy.procedure import Procedure


@frozen(kw_only=True)
class OpenProcedure:
    """A procedure from a file, which need not account for every topic nor be free of conflicts.

    ``provisions`` gives the place of each by its id, ``words`` that of each declared word by
    its kind (``events``) and name, ``whole`` that of the file.
    """

    procedure: Procedure
    whole: Place
    provisions: Mapping[str, Place] = field(factory=dict)
    words: Mapping[tuple[str, str], Place] = field(factory=dict)


def read_open(file: ProcedureFile) -> OpenProcedure:
    """The procedure in a file, left open in places. Raises ``InputError`` with every fault."""
    try:
        procedure = file.procedure(strict=False)
    except InputError:
        # With faults of other kinds the file cannot be checked, and all that is wrong is told.
        file.procedure()
        raise
    root = file.root
    return OpenProcedure(
        procedure=procedure,
        whole=_place(root),
        provisions=dict(_provisions(root)),
        words=dict(_words(root)),
    )


def _place(node: Node) -> Place:
    return Place(node.path, node.line, node.column, node.where)


def _provisions(root: Node) -> Iterator[tuple[str, Place]]:
    block = _at(root, "provisions")
    for one in block.items if isinstance(block, Sequence) else ():
        name = _at(one, "id")
        if isinstance(name, Scalar):
            yield name.text, _place(one)


def _words(root: Node) -> Iterator[tuple[tuple[str, str], Place]]:
    kinds = _at(root, "vocabulary")
    for kind, block in kinds.values.items() if isinstance(kinds, MappingNode) else ():
        for name, key in block.keys.items() if isinstance(block, MappingNode) else ():
            yield (kind, name), _place(key)


def _at(node: Node, key: str) -> Node | None:
    return node.values.get(key) if isinstance(node, MappingNode) else None
