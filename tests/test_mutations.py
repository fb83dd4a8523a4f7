"""Every least change of the five procedures is told as what it is, and found to touch a case.

A change that truly changes nothing is proved to do so, by going through every case under every
reading, and stands below with the reason.
"""

from collections.abc import Iterator
from functools import cache

import pytest
from attrs import frozen

from cinpolicy.case_classes import Effect
from cinpolicy.changes import changes
from cinpolicy.provisions import Question
from cinpolicy.stack import PolicyStack
from cinpolicy.touched import differing, touched
from tests.cases import Written, library
from tests.going_through import alike
from tests.mutations import Mutant, mutants

AUTHORITIES = library().authorities


@frozen
class Equivalent:
    """Changes to one provision that change nothing: all whose step holds one of these."""

    provision: str
    reading: str
    steps: tuple[str, ...]
    because: str

    def accounts_for(self, mutant: Mutant) -> bool:
        same = (self.provision, self.reading) == (mutant.provision.id, mutant.reading)
        return same and any(step in mutant.step for step in self.steps)


def silent(reading: str, *provisions: str, step: str = "condition") -> list[Equivalent]:
    """Provisions that under a reading say that nothing is stated, as is so for all other cases."""
    because = "so read it states nothing, and for other cases nothing is stated either"
    return [Equivalent(one, reading, (step,), because) for one in provisions]


def same(reading: str, *provisions: str) -> list[Equivalent]:
    """Exceptions that under a reading say what the rule says that stands without them."""
    because = "so read it says, perhaps in other words, what stands where it does not apply"
    return [Equivalent(one, reading, ("condition",), because) for one in provisions]


IMPLIED = "the case that is added or taken away is settled by the other part of the condition"
KEPT = "an exception that states nothing: outside the condition it shares with its rule nothing is"
SHARED = (
    "without route_in",
    "without financial_support_for_housing_or_subsistence_only",
    "without order_to_originating_authority",
    "without placed_temporarily_for_assessment_treatment_or_education",
    "without in_custody",
    "without temporarily_with_relatives_or_friends",
    "without temporary_accommodation_under_4_weeks",
)
EQUIVALENT = {
    "calderdale": same("another_meeting", "attendees-after-moving-in"),
    "ealing": [
        *same("at_the_meeting", "plan-start-step-down"),
        *same("every_child", "who-gets-a-meeting-disability"),
        *silent("network_meetings_only", "plan-on-file-review"),
        *silent("complex_packages_only", "panel-other-plans", step="plan_to_continue"),
    ],
    "islington": [
        Equivalent("chair-review-dtm", "third_review", ("2.1.review_number 4",), IMPLIED),
        Equivalent("chair-review-dtm", "third_meeting", ("2.1.review_number 3",), IMPLIED),
        Equivalent("chair-review-dtm", "six_months", ("1.months_on_plan 7",), IMPLIED),
        *silent("first_meeting_only", "disagreement-review"),
        *silent("describes_children", "services-after-child-protection"),
    ],
    "kent": [
        *same("three_months", "first-review-with-support"),
        *same("four_weeks_remain", "visits-disabled"),
        *same("ten_working_days_remain", "plan-circulated-telephone-review"),
        *same("ten_working_days_remain", "plan-unchanged-telephone-review"),
        *same("request", "send-information-unplanned"),
        *silent("record_only", "minimum-after-step-down"),
        Equivalent(
            "minimum-after-step-down",
            "record_only",
            ("varied by",),
            "so read there is no least length that anybody could vary",
        ),
        Equivalent("transfer-date-case-kept", "", SHARED, KEPT),
        Equivalent("case-taken-over-case-kept", "", SHARED, KEPT),
    ],
    "stoke": [
        *same("general_interval", "further-reviews-high-risk"),
        *silent(
            "initial_meeting_only",
            "assessment-seen-review",
            "disagreement-recorded-review",
            "minutes-contents-review-social-worker-absent",
            "minutes-review-social-worker-absent",
            "naming-note-taker-review",
            "notes-review-social-worker-absent",
            "recording-review-social-worker-absent",
            "support-to-attend-review",
            "support-to-attend-review-interpreting",
        ),
    ],
}


@cache
def every_mutant(authority: str) -> tuple[Mutant, ...]:
    stack = library().stack(authority)
    return tuple(mutants(stack.top, stack.vocabulary.roles))


def pairs_of_stacks(authority: str) -> Iterator[tuple[Mutant, PolicyStack, PolicyStack]]:
    before = library().stack(authority)
    for mutant in every_mutant(authority):
        top = Written(mutant.of(before.top))
        yield mutant, before, PolicyStack(*before.layers[:-1], top, words=before.common)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_every_least_change_is_named_and_touches_a_case(authority: str) -> None:
    untouched = []
    for mutant, before, after in pairs_of_stacks(authority):
        made = changes(before, after)
        assert not made.declared, mutant.name
        (one,) = made.made
        assert (made.consequences, one.provision.id) == ((), mutant.provision.id), mutant.name
        (part,) = one.parts
        readings = (mutant.reading,) if mutant.reading else ()
        assert (part.part, part.readings) == (mutant.part, readings), mutant.name
        assert part.was != part.now, mutant.name
        (question,) = touched(before, after, questions=[mutant.provision.question])
        assert not question.given_up, mutant.name
        if not question.that_are(Effect.CHANGED):
            words = before.vocabulary
            assert alike(before.top, after.top, question.question, words), mutant.name
            untouched.append(mutant)
    every = EQUIVALENT[authority]
    unexplained = [m.name for m in untouched if sum(e.accounts_for(m) for e in every) != 1]
    assert not unexplained
    assert all(any(e.accounts_for(m) for m in untouched) for e in every)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_the_question_changed_is_found_without_being_named(authority: str) -> None:
    """One mutant of each provision: what differs is its question and no other."""
    seen: set[Question] = set()
    for mutant, before, after in pairs_of_stacks(authority):
        if mutant.provision.question not in seen:
            seen.add(mutant.provision.question)
            assert differing(before, after) == (mutant.provision.question,), mutant.name


def test_there_are_as_many_changes_as_there_are_timescales_roles_and_tests() -> None:
    """So many that a kind of change that is no longer made would be missed."""
    steps = [mutant for authority in AUTHORITIES for mutant in every_mutant(authority)]
    assert len(steps) > 1500
    parts = {mutant.part.name for mutant in steps}
    assert parts == {
        *("PERIOD", "TRIGGER", "OWED_BY", "ROLES", "RECOMMENDED", "SILENCE", "CONDITION"),
        *("GIVES_WAY", "POWER_BY", "POWER_LIMIT", "POWER_WHEN"),
    }
