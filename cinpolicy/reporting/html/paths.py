"""The path of a case through each procedure: drawn, and the same as a table."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from cinpolicy import wording
from cinpolicy.pathways import LEFT_OUT, Step, pathway
from cinpolicy.report import Report
from cinpolicy.reporting.pathway_layout import Key, Part, key, parts

if TYPE_CHECKING:
    import networkx as nx


@frozen(kw_only=True)
class StepShown:
    """One way to a place: ``what`` it is, by which ``rule``, who and in which cases."""

    what: str
    rule: str
    who: str
    cases: str
    source: str


@frozen(kw_only=True)
class PathShown:
    """The path through one procedure. ``id`` is its own on the page."""

    id: str
    name: str
    parts: tuple[Part, ...]
    steps: tuple[StepShown, ...]


@frozen(kw_only=True)
class PathsShown:
    """All paths, what their frames mean, and what is left out of them."""

    key: Key
    left_out: str
    paths: tuple[PathShown, ...]


def paths(report: Report) -> PathsShown:
    """The path through every procedure of a report, in its order."""
    return PathsShown(
        key=key(),
        left_out=LEFT_OUT,
        paths=tuple(
            _path(f"path-{number}", procedure.name, pathway(procedure, report.words))
            for number, procedure in enumerate(report.procedures.values(), 1)
        ),
    )


def _path(name: str, authority: str, graph: "nx.DiGraph[str]") -> PathShown:
    return PathShown(id=name, name=authority, parts=parts(graph), steps=tuple(_steps(graph)))


def _steps(graph: "nx.DiGraph[str]") -> Iterator[StepShown]:
    """Every place with what is said of it, and with the decisions that bring it about."""
    for name, node in graph.nodes.items():
        for step in node["steps"]:
            yield _step(node["label"], step)
        for source in graph.predecessors(name):
            if not graph.edges[source, name]["steps"]:
                decision = wording.lower_first(graph.nodes[source]["label"])
                rule = f"follows from the decision: {decision}"
                yield StepShown(what=node["label"], rule=rule, who="", cases="all", source="")


def _step(what: str, step: Step) -> StepShown:
    provision = step.provision
    return StepShown(
        what=what,
        rule=f"{step.words} (inferred)" if step.inferred else step.words,
        who=step.by,
        cases=f"{step.condition or 'all'}{' (with exceptions)' if step.excepted else ''}",
        source=f"{provision.force.value}, {provision.cite}",
    )
