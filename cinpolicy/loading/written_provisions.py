"""Provisions and other blocks of a procedure file as trees, as far as a draft goes by them."""

from cinpolicy.loading.document import Mapping, Node, Scalar, Sequence
from cinpolicy.loading.provisions import RELATION_KEYS
from cinpolicy.loading.reading import BadValueError, read_period
from cinpolicy.loading.trees import entries, mapping_of, scalar_at, with_entries
from cinpolicy.periods import Unit


def cited(provision: Mapping) -> Mapping:
    """The provision with a citation: what is new stands in no paragraph yet."""
    if "cite" in provision.values:
        return provision
    section = scalar_at(provision, "section"), scalar_at(provision, "draft")
    cite = mapping_of(provision, {"section": section})
    return with_entries(provision, {"cite": (scalar_at(provision, "cite"), cite)})


def id_of(provision: Mapping) -> str:
    """The id of a provision; empty where it has none."""
    node = provision.values.get("id")
    return node.text if isinstance(node, Scalar) else ""


def place_of(node: Node) -> str:
    """Where a tree stands."""
    return f"line {node.line} of {node.path}"


def mappings(node: Node | None) -> list[Mapping]:
    """The mappings of a list."""
    items = node.items if isinstance(node, Sequence) else []
    return [one for one in items if isinstance(one, Mapping)]


def scalars(node: Node) -> list[Scalar]:
    """The single values of a list, or the one there is."""
    items = node.items if isinstance(node, Sequence) else [node]
    return [one for one in items if isinstance(one, Scalar)]


def texts_under(mapping: Mapping, key: str) -> list[str]:
    """The texts under a key."""
    node = mapping.values.get(key)
    return [one.text for one in scalars(node)] if node else []


def readings_of(provision: Mapping) -> tuple[object, ...]:
    """What the ways to read a provision are called; a period in mere days has two."""
    in_days = [key for key in RELATION_KEYS if _is_in_days(provision.values.get(key))]
    return (*entries(provision.values.get("readings")), *in_days)


def _is_in_days(node: Node | None) -> bool:
    try:
        return node is not None and read_period(node).unit is Unit.DAY
    except BadValueError:
        return False
