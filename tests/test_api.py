"""The Python interface: mistakes that are easily made are told, and none passes in silence."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import cinpolicy
from cinpolicy import api
from cinpolicy.cells import Comparison
from cinpolicy.cli import main
from tests.cases import library

CASE = Path(__file__).parent.parent / "scenarios" / "disabled_child.yaml"


def slugs(made: Comparison) -> list[str]:
    return [column.slug for column in made.columns]


def test_an_unknown_topic_is_told_as_the_command_tells_it() -> None:
    said = CliRunner().invoke(main, ["compare", str(CASE), "--topic", "review_intervall"])
    for call in (
        lambda: cinpolicy.compare(CASE, topics=["review_intervall"], library=library()),
        lambda: cinpolicy.matrix(topics=["review_intervall"], library=library()),
    ):
        with pytest.raises(cinpolicy.UnknownTopicError) as caught:
            call()
        assert str(caught.value) == "no topic 'review_intervall' (did you mean review_interval?)"
        assert said.stderr == f"cinpolicy: {caught.value}\n"
    with pytest.raises(cinpolicy.UnknownTopicError, match=r"^no topic 'zzz' \(there are "):
        cinpolicy.compare(CASE, topics=["review_interval", "zzz"], library=library())


def test_one_name_may_stand_for_a_list() -> None:
    assert slugs(cinpolicy.compare(CASE, "kent", library=library())) == ["kent"]
    made = cinpolicy.compare(CASE, ["kent"], topics="review_interval", library=library())
    assert {topic for row in made.rows for topic in row.topics} >= {"review_interval"}
    assert len(made.rows) < 20
    one = cinpolicy.matrix("kent", topics="review_interval", library=library())
    assert [column.slug for column in one.columns] == ["kent"]


@pytest.mark.parametrize("named", [CASE, str(CASE), api.load_scenario(CASE)], ids=str)
def test_one_case_may_stand_for_a_list(named: Any) -> None:
    made = api.report(named, "kent", every_reading=False, library=library())
    assert [case.scenario.name for case in made.cases] == ["disabled_child"]


@pytest.mark.parametrize(
    ("call", "name"),
    [(lambda a: cinpolicy.run(CASE, a), "run"), (cinpolicy.load_procedure, "load_procedure")],
    ids=["run", "load_procedure"],
)
def test_several_authorities_where_one_is_wanted_are_told_plainly(call: Any, name: str) -> None:
    with pytest.raises(TypeError) as caught:
        call(["kent"])
    assert str(caught.value) == (
        f"{name} takes the name of one authority, such as 'kent' (found ['kent'])"
    )
