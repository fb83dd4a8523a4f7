"""Places of a path in layers, so that what follows stands to the right of what leads to it."""

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    import networkx as nx

SWEEPS = 4


@frozen
class Way:
    """Where the line from one place to another passes a layer that lies between them."""

    source: str
    target: str
    layer: int


Layers = list[list[str | Way]]


def layers(graph: "nx.DiGraph[str]") -> list[Layers]:
    """For each part of a graph that hangs together its layers, the largest part first.

    Places that lead to one another in a circle share a layer. A line over several layers has
    a ``Way`` in each that it passes. Within a layer a place stands near those it is joined to.
    """
    import networkx as nx

    order = {name: number for number, name in enumerate(graph)}
    parts = [sorted(part, key=order.__getitem__) for part in nx.weakly_connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), order[part[0]]))
    return [_of_part(graph.subgraph(part), order) for part in parts]


def _of_part(part: "nx.DiGraph[str]", order: dict[str, int]) -> Layers:
    import networkx as nx

    whole = nx.condensation(part)
    found: Layers = [
        [*sorted((n for c in some for n in whole.nodes[c]["members"]), key=order.__getitem__)]
        for some in nx.topological_generations(whole)
    ]
    joined = _joined(part, found)
    for _ in range(SWEEPS):
        _sweep(joined, found, forward=True)
        _sweep(joined, found, forward=False)
    _sweep(joined, found, forward=True)
    return found


def _joined(part: "nx.DiGraph[str]", found: Layers) -> "nx.DiGraph[str | Way]":
    """The places with what joins them from layer to layer; ways are put into their layers."""
    import networkx as nx

    at = {name: number for number, layer in enumerate(found) for name in layer}
    joined: nx.DiGraph[str | Way] = nx.DiGraph()
    for source, target in sorted(part.edges, key=lambda edge: (at[edge[0]], at[edge[1]], edge)):
        ways = ways_between(source, target, at[source], at[target])
        for way in ways:
            found[way.layer].append(way)
        nx.add_path(joined, [source, *ways, target])
    joined.add_nodes_from(part)
    return joined


def ways_between(source: str, target: str, first: int, last: int) -> list[Way]:
    """The ways of a line from the layer ``first`` to the layer ``last``."""
    return [Way(source, target, layer) for layer in range(first + 1, last)]


def _sweep(joined: "nx.DiGraph[str | Way]", found: Layers, *, forward: bool) -> None:
    """Put the places of each layer in the order of those they are joined to."""
    for layer in found if forward else reversed(found):
        place = {name: n / len(some) for some in found for n, name in enumerate(some)}

        def near(name: str | Way, place: dict[str | Way, float] = place) -> float:
            others = joined.predecessors(name) if forward else joined.successors(name)
            places = [place[one] for one in others]
            return sum(places) / len(places) if places else place[name]

        layer.sort(key=near)
