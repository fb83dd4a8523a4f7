"""Places of a path in layers, so that what follows stands to the right of what leads to it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

Layers = list[list[str]]
SWEEPS = 4


def layers(graph: "nx.DiGraph[str]") -> list[Layers]:
    """For each part of a graph that hangs together its layers, the largest part first.

    Places that lead to one another in a circle share a layer. Within a layer a place stands
    near those that it follows.
    """
    import networkx as nx

    order = {name: number for number, name in enumerate(graph)}
    parts = [sorted(part, key=order.__getitem__) for part in nx.weakly_connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), order[part[0]]))
    return [_of_part(graph.subgraph(part), order) for part in parts]


def _of_part(part: "nx.DiGraph[str]", order: dict[str, int]) -> Layers:
    import networkx as nx

    whole = nx.condensation(part)
    found = [
        sorted((n for c in some for n in whole.nodes[c]["members"]), key=order.__getitem__)
        for some in nx.topological_generations(whole)
    ]
    for _ in range(SWEEPS):
        _sweep(part, found, forward=True)
        _sweep(part, found, forward=False)
    _sweep(part, found, forward=True)
    return found


def _sweep(part: "nx.DiGraph[str]", found: Layers, *, forward: bool) -> None:
    """Put the places of each layer in the order of those they are joined to."""
    for layer in found if forward else reversed(found):
        place = {name: n / len(some) for some in found for n, name in enumerate(some)}

        def near(name: str, place: dict[str, float] = place) -> float:
            joined = part.predecessors(name) if forward else part.successors(name)
            places = [place[one] for one in joined]
            return sum(places) / len(places) if places else place[name]

        layer.sort(key=near)
