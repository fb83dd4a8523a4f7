"""The path of a case through a procedure: what leads to what, and how it is drawn."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from cinpolicy.library import Library
from cinpolicy.pathways import NodeKind, pathway
from cinpolicy.reporting import pathway_svg
from cinpolicy.reporting.layers import Way, layers
from cinpolicy.reporting.pathway_layout import WIDE, parts
from tests.cases import library, stack

SVG = "{http://www.w3.org/2000/svg}"
HEAD = """
authority: north
name: North <b>
document: {title: Procedure, version: May 2024}
vocabulary:
  items: {mine: An outcome of its own.}
provisions:
"""
CITE = "cite: {section: '1', paragraph: 1}"


def of(tmp_path: Path, provisions: str) -> "nx.DiGraph[str]":
    """The path through a small procedure, silent on all that it does not say."""
    topics = [t for t in library().words().topics if f"topic: {t}\n" not in provisions]
    silent = "\nsilent_on:\n" + "".join(f"  {topic}: not stated\n" for topic in topics)
    path = tmp_path / "north.yaml"
    path.write_text(HEAD + provisions + silent, "utf-8")
    found = Library()
    slug = found.add(path)
    return pathway(found.procedure(slug), found.stack(slug).vocabulary)


def provision(name: str, topic: str, *lines: str) -> str:
    body = "".join(f"    {line}\n" for line in (f"topic: {topic}", "force: must", CITE, *lines))
    return f"  - id: {name}\n{body}"


def edges(graph: "nx.DiGraph[str]") -> set[tuple[str, str]]:
    return set(graph.edges)


FIRST = provision(
    "first", "first_meeting_due", "within: 10 working days", "after: assessment_completed",
    "by: social_worker",
)  # fmt: skip
REVIEW = provision("review", "review_interval", "every: 12 weeks", "after: [first_meeting, review]")
CLOSE = provision(
    "close", "who_may_close", "roles: [review_meeting]", "recommended_by: [social_worker]",
    "forum: review",
)  # fmt: skip


def test_what_is_due_follows_from_what_starts_its_clock(tmp_path: Path) -> None:
    graph = of(tmp_path, FIRST + REVIEW)
    assert edges(graph) == {("assessment_completed", "first_meeting"), ("first_meeting", "review")}
    (step,) = graph.edges["assessment_completed", "first_meeting"]["steps"]
    assert (step.provision.id, step.by, step.condition) == ("first", "social worker", "")
    assert step.words == "within 10 working days of the assessment being completed"
    assert graph.nodes["first_meeting"]["steps"] == (step,)
    assert graph.nodes["review"]["label"] == "Review"
    assert {graph.nodes[name]["kind"] for name in graph} == {NodeKind.ACTIVITY}


def test_a_decision_is_reached_from_its_meeting_and_brings_its_event_about(tmp_path: Path) -> None:
    closed = provision("closed", "closure_deadline", "within: 5 days", "after: closure_decided")
    graph = of(tmp_path, REVIEW + CLOSE + closed)
    assert nx.shortest_path(graph, "first_meeting", "case_closed") == [
        "first_meeting", "review", "closure_decision", "closure_decided", "case_closed",
    ]  # fmt: skip
    (step,) = graph.edges["review", "closure_decision"]["steps"]
    assert step.words == (
        "review meeting, on the recommendation of the social worker, only in the review"
    )
    assert graph.nodes["closure_decision"]["kind"] is NodeKind.DECISION
    assert graph.nodes["closure_decided"]["kind"] is NodeKind.EVENT
    assert graph.edges["closure_decision", "closure_decided"]["steps"] == ()


def test_where_no_meeting_is_named_nothing_leads_to_the_decision(tmp_path: Path) -> None:
    graph = of(tmp_path, REVIEW + CLOSE.replace("    forum: review\n", ""))
    assert list(graph.predecessors("closure_decision")) == []
    assert len(graph.nodes["closure_decision"]["steps"]) == 1


def test_outcomes_follow_from_their_meeting(tmp_path: Path) -> None:
    listed = provision("outcomes", "outcomes", "of: review", "items: [close_case, mine]")
    graph = of(tmp_path, listed)
    assert edges(graph) == {("review", "close_case"), ("review", "mine")}


def test_a_decision_that_moves_nothing_on_is_left_out(tmp_path: Path) -> None:
    step_down = provision("down", "who_may_decide", "subject: step_down", "roles: [team_manager]")
    often = provision(
        "often", "who_may_decide", "subject: visit_frequency", "roles: [team_manager]"
    )
    listed = provision("outcomes", "outcomes", "of: review", "items: [step_down]")
    assert set(of(tmp_path, step_down + often)) == set()
    graph = of(tmp_path, step_down + often + listed)
    assert edges(graph) == {("review", "step_down")}
    # who decides it is told at its place, where its meeting's outcome is told too
    assert {s.provision.id for s in graph.nodes["step_down"]["steps"]} == {"down", "outcomes"}


def test_what_comes_before_leads_to_what_it_comes_before(tmp_path: Path) -> None:
    before = provision(
        "ahead", "checkpoint_due", "subject: supervision", "before: review", "at: 2 weeks"
    )
    graph = of(tmp_path, before)
    assert edges(graph) == {("supervision", "review")}
    assert [s.words for s in graph.nodes["supervision"]["steps"]] == ["2 weeks before the review"]
    assert graph.nodes["review"]["steps"] == ()


def test_records_and_silences_are_left_out(tmp_path: Path) -> None:
    record = provision(
        "minutes", "record_due", "subject: minutes", "of: review", "within: 5 days", "after: review"
    )
    silent = provision("none", "who_may_close", "says: deferred")
    assert set(of(tmp_path, record + silent)) == set()


def test_a_decision_taken_only_in_a_meeting_follows_from_it(tmp_path: Path) -> None:
    often = provision(
        "often", "who_may_decide", "subject: visit_frequency", "roles: [manager]", "forum: review"
    )
    assert edges(of(tmp_path, often)) == {("review", "visit_frequency")}


def test_a_condition_is_told_and_the_line_is_broken(tmp_path: Path) -> None:
    some = FIRST + "    when: {disabled: true}\n"
    graph = of(tmp_path, some)
    (step,) = graph.edges["assessment_completed", "first_meeting"]["steps"]
    assert step.condition == "disabled"
    drawn = ET.fromstring(pathway_svg.render(graph, "North"))
    assert [one.get("stroke-dasharray") for one in drawn.iter(f"{SVG}path")] == [
        "4 3"
    ] * 2  # and in the key
    assert "(in some cases)" in " ".join("".join(drawn.itertext()).split())


def test_what_is_inferred_and_what_is_only_looked_at_are_told(tmp_path: Path) -> None:
    start = provision("start", "plan_start", "same_day_as: first_meeting")
    end = provision("end", "expected_duration", "within: 9 months", "after: plan_start")
    graph = of(tmp_path, start + end)
    assert graph.nodes["plan_start"]["steps"][0].inferred
    (looked_at,) = graph.nodes["plan_end"]["steps"]
    assert looked_at.words == "expected end of plan: within 9 months of the plan starting"
    assert not looked_at.inferred
    assert "(inferred)" in pathway_svg.render(graph, "North")


def test_a_rule_with_exceptions_is_told_from_one_without(tmp_path: Path) -> None:
    other = provision(
        "moved", "first_meeting_due", "within: 20 working days", "after: move_in",
        "when: {route_in: moved_in}", "exception_to: first",
    )  # fmt: skip
    graph = of(tmp_path, FIRST + other)
    steps = graph.nodes["first_meeting"]["steps"]
    assert [(one.provision.id, one.excepted) for one in steps] == [
        ("first", True),
        ("moved", False),
    ]


# --- layers ----------------------------------------------------------------------------------


def test_what_follows_stands_in_a_later_layer() -> None:
    graph = nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c"), ("x", "y")])
    first, second = layers(graph)
    assert [[one for one in layer if isinstance(one, str)] for layer in first] == [
        ["a"], ["b"], ["c"],
    ]  # fmt: skip
    assert second == [["x"], ["y"]]


def test_a_line_over_a_layer_has_its_way_in_it() -> None:
    graph = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")])
    (found,) = layers(graph)
    assert [set(layer) for layer in found] == [
        {"a"}, {"b", Way("a", "d", 1)}, {"c", Way("a", "d", 2)}, {"d"},
    ]  # fmt: skip


def test_a_circle_shares_a_layer() -> None:
    graph = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")])
    assert [sorted(map(str, layer)) for layer in layers(graph)[0]] == [["a"], ["b", "c"], ["d"]]


def test_lines_cross_as_little_as_the_order_allows() -> None:
    graph = nx.DiGraph([("top", "a"), ("top", "b"), ("b", "two"), ("a", "one")])
    (found,) = layers(graph)
    assert found[1].index("a") - found[1].index("b") == found[2].index("one") - found[2].index(
        "two"
    )


# --- drawing ---------------------------------------------------------------------------------


def drawn(slug: str) -> tuple["nx.DiGraph[str]", ET.Element]:
    graph = pathway(library().procedure(slug), stack(slug).vocabulary)
    return graph, ET.fromstring(pathway_svg.render(graph, f"{slug} & <others>"))


def frames(part: ET.Element) -> Iterator[list[float]]:
    """The corner and the size of every frame of a part, where it stands in the whole."""
    found = re.fullmatch(r"translate\((\d+) (\d+)\)", part.get("transform", ""))
    assert found
    for rect in part.iter(f"{SVG}rect"):
        x, y, w, h = (float(rect.get(key, "")) for key in ("x", "y", "width", "height"))
        yield [x + float(found[1]), y + float(found[2]), w, h]


@pytest.mark.parametrize("slug", library().authorities)
def test_no_line_passes_behind_a_place(slug: str) -> None:
    """A line crosses the columns between its ends level, at a height where nothing stands."""
    for part in parts(drawn(slug)[0]):
        for arrow in part.arrows:
            for x, y, to_x, to_y in level(arrow.line):
                assert y == to_y
                assert to_x - x == WIDE
                for frame in (box.frame for box in part.boxes):
                    beside = frame.x + frame.width <= x or to_x <= frame.x
                    assert beside or not frame.y <= y <= frame.y + frame.height


def level(line: str) -> Iterator[tuple[int, int, int, int]]:
    """The level pieces of a line, each from where the curve before it ends."""
    for found in re.finditer(r"(\d+),(\d+) L(\d+),(\d+)", line):
        yield tuple(map(int, found.groups()))  # type: ignore[misc]


def test_some_line_passes_a_layer() -> None:
    """Else the test above would test nothing: in Kent the review follows the first meeting."""
    found = [arrow for part in parts(drawn("kent")[0]) for arrow in part.arrows]
    assert any(list(level(arrow.line)) for arrow in found)


@pytest.mark.parametrize("slug", library().authorities)
def test_every_place_of_every_procedure_is_drawn_apart(slug: str) -> None:
    graph, root = drawn(slug)
    rects = [rect for part in root.iter(f"{SVG}g") for rect in frames(part)]
    assert len(rects) == len(graph) + len(NodeKind)
    assert len(list(root.iter(f"{SVG}path"))) == graph.number_of_edges() + 1  # and the key's
    wide, high = (float(root.get(key, "")) for key in ("width", "height"))
    for number, (x, y, w, h) in enumerate(rects):
        assert 0 <= x <= x + w <= wide
        assert 0 <= y <= y + h <= high
        for a, b, c, d in rects[number + 1 :]:
            assert x + w <= a or a + c <= x or y + h <= b or b + d <= y
    assert root.find(f"{SVG}title").text == f"{slug} & <others>"  # type: ignore[union-attr]


def test_kent_goes_from_assessment_to_closing_in_a_review() -> None:
    """Paragraphs 44, 131 and 139: only a review closes, once the team manager has looked."""
    graph, _ = drawn("kent")
    path = nx.shortest_path(graph, "assessment_completed", "closure_letters")
    assert path == [
        "assessment_completed", "first_meeting", "review", "closure_decision", "closure_decided",
        "closure_letters",
    ]  # fmt: skip
    (step,) = graph.edges["review", "closure_decision"]["steps"]
    assert step.provision.paragraphs == (44, 131, 139)
    assert "only in the review" in step.words


def test_islington_names_no_meeting_that_closes() -> None:
    graph, _ = drawn("islington")
    assert list(graph.predecessors("closure_decision")) == []
    assert set(graph.predecessors("step_down")) == {"review"}
    assert set(graph.successors("first_meeting")) == {"plan_start", "review", "make_plan"}


def test_the_same_path_is_drawn_the_same() -> None:
    graph, _ = drawn("ealing")
    again = pathway(Library().procedure("ealing"), stack("ealing").vocabulary)
    assert pathway_svg.render(graph, "a") == pathway_svg.render(again, "a")


def test_a_procedure_that_says_nothing_is_drawn_too() -> None:
    assert "Left out" in pathway_svg.render(nx.DiGraph(), "Nothing")
