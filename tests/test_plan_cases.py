"""Which cases of a plan are told one by one, and which are only counted."""

from pathlib import Path

import pytest
from attrs import evolve

import cinpolicy
from cinpolicy.behaviour import Behaviour
from cinpolicy.planning import Plan
from cinpolicy.reporting.plan_cases import MOST_TOLD, lines
from tests.test_drafts import EXAMPLE, STEP_DOWN

PLAIN = Path(__file__).parent.parent / "scenarios" / "plain_first_assessment.yaml"


@pytest.fixture(scope="module")
def example() -> Plan:
    return cinpolicy.plan(EXAMPLE, [PLAIN, STEP_DOWN])


def told(example: Plan, plain: int) -> list[str]:
    """What is told of the case of a stepping down after so many plain ones."""
    one, step_down = example.behaviour.cases
    many = [evolve(one, scenario=f"plain_{n}") for n in range(1, plain + 1)]
    cases = Behaviour(cases=(*many, step_down))
    return [line.text for line in lines(evolve(example, behaviour=cases))]


# A stepping down moves the third review by 126 days, a plain case its third visit by 6.
def test_the_case_in_which_a_date_moves_furthest_is_told_first(example: Plan) -> None:
    cases = [text for text in told(example, 2) if text.startswith(("plain_", "step_down"))]
    assert [text.split(":")[0] for text in cases] == [
        "step_down_from_child_protection",
        "plain_1",
        "plain_2",
    ]


def test_as_many_as_are_told_leave_none_to_be_counted(example: Plan) -> None:
    assert not [text for text in told(example, MOST_TOLD - 1) if "further case" in text]


def test_the_rest_are_counted_with_how_far_they_move(example: Plan) -> None:
    one_more, two_more = told(example, MOST_TOLD), told(example, MOST_TOLD + 1)
    said = "a date moves by 6 days at most (--format json has all)"
    place = one_more.index(f"and 1 further case; {said}")
    assert one_more[place + 1] == "plain_5"
    place = two_more.index(f"and 2 further cases; {said}")
    assert two_more[place + 1] == "plain_5, plain_6"
