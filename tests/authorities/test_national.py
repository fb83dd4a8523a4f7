"""The national layer: dates worked out by hand from Working Together 2023."""

import pytest

from tests.cases import due, owed, run


@pytest.mark.parametrize("authority", ["calderdale", "ealing", "islington", "kent", "stoke"])
def test_assessment_within_45_working_days_of_the_referral(authority: str) -> None:
    # Para 155. Mon 6 Jan 2025 is day 0; nine weeks of five working days, no bank holiday
    # between: Mon 10 Mar 2025.
    timeline = run(authority, ("referral", "2025-01-06"))
    assert due(timeline, "assessment_completed") == "2025-03-10"
    assert due(timeline, "referral_decision") == "2025-01-07"
    assert owed(timeline, "assessment_completed").answered_by == "national"


def test_45_working_days_pass_over_christmas_and_new_year() -> None:
    # Mon 2 Dec 2024 is day 0; Christmas Day, Boxing Day and New Year's Day are passed over,
    # so three working days later than Mon 3 Feb 2025: Thu 6 Feb 2025.
    timeline = run("kent", ("referral", "2024-12-02"))
    assert due(timeline, "assessment_completed") == "2025-02-06"


@pytest.mark.parametrize(("completed", "state"), [("2025-03-10", "met"), ("2025-03-11", "late")])
def test_an_assessment_on_the_last_day_is_in_time(completed: str, state: str) -> None:
    timeline = run("kent", ("referral", "2025-01-06"), ("assessment_completed", completed))
    assert owed(timeline, "assessment_completed").state.value == state
