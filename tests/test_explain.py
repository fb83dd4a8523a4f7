"""What is explained where only some topics are asked for."""

import re
from collections.abc import Mapping

from cinpolicy.loading import common_vocabulary
from cinpolicy.loading.bank_holidays import england
from cinpolicy.owed_things import dated_otherwise, owed_on
from cinpolicy.reporting.explanation import Explainer
from cinpolicy.reporting.look import Look
from cinpolicy.simulator import simulate
from cinpolicy.stack import PolicyStack
from cinpolicy.timeline import Timeline
from tests.cases import Written, case
from tests.drafts import procedure

WORDS = common_vocabulary()
LATER = {"reviews": "topic: review_interval, after: review, every: 6 weeks"}
APART = {"first": "topic: first_review_due, after: assessment_completed, at: 3 months", **LATER}
TOGETHER = {
    "reviews": "topic: review_interval, after: [assessment_completed, review], every: 6 weeks"
}
CASE = case(("assessment_completed", "2025-02-19"), horizon="2025-07-31")


def timeline(provisions: Mapping[str, str]) -> Timeline:
    stack = PolicyStack(Written(procedure(provisions)), words=WORDS)
    return simulate(stack, CASE, england())


def told(provisions: Mapping[str, str], *topics: str) -> str:
    made = timeline(provisions)
    return Explainer(CASE, made, "testshire", WORDS, Look()).render(frozenset(topics))


def dates(shown: str) -> list[str]:
    return re.findall(r"due +\w{3} (\d+ \w+) ", shown)


# Three months from Wed 19 Feb 2025 are Mon 19 May, six weeks from then Mon 30 Jun and Mon 11 Aug.
def test_the_first_review_is_told_among_the_reviews_though_another_topic_dates_it() -> None:
    shown = told(APART, "review_interval")
    assert dates(shown) == ["19 May", "30 Jun", "11 Aug"]
    assert shown.count("  topic       First review (first_review_due)\n") == 1


def test_who_asks_about_the_first_is_told_of_no_other() -> None:
    shown = told(APART, "first_review_due")
    assert dates(shown) == ["19 May"]
    assert "  topic  " not in shown
    both = told(APART, "first_review_due", "review_interval")
    assert dates(both) == ["19 May", "30 Jun", "11 Aug"]
    assert "  topic  " not in both


def test_where_another_topic_dates_all_a_reader_is_told_which() -> None:
    shown = told(TOGETHER, "first_review_due")
    assert shown.endswith(
        "Nothing is due in this case on first_review_due. Review: see --topic review_interval.\n"
    )
    assert not dates(shown)
    asked = told(TOGETHER, "first_review_due", "review_interval")
    # Six weeks from Wed 19 Feb 2025: Wed 2 Apr, Wed 14 May, Wed 25 Jun, Wed 6 Aug.
    assert dates(asked) == ["2 Apr", "14 May", "25 Jun", "6 Aug"]
    assert "see --topic" not in asked


def test_where_nothing_is_due_no_topic_is_named() -> None:
    shown = told(APART, "first_visit_due")
    assert shown.endswith("\n\nNothing is due in this case on what was asked.\n")


def test_what_belongs_to_a_meeting_is_another_thing() -> None:
    minutes = "topic: record_due, subject: minutes, of: review, within: 5 working days"
    provisions = {**APART, "minutes": f"{minutes}, after: review"}
    about = {owed.question.of for owed in owed_on(timeline(provisions), ["review_interval"], WORDS)}
    assert about == {""}
    assert dated_otherwise(timeline(provisions), "first_visit_due", WORDS) == {}
    assert len(owed_on(timeline(provisions), (), WORDS)) == 5


# Three months from Wed 19 Feb 2025 are Mon 19 May, six weeks from then Mon 30 Jun, and so on.
def test_a_date_tells_what_those_it_is_counted_from_take_as_given() -> None:
    shown = told({**APART, "first": f"{APART['first']}, assumes: It runs from the day."})
    assert shown.count("  assumes     It runs from the day.\n") == 1
    found = re.findall(r"assumes +for (.*): It\s+runs from the\s+day\.", shown)
    assert found == ["Review 1 on Mon 19 May 2025"] * 2


def test_what_a_date_takes_as_given_itself_is_not_told_again_of_one_before() -> None:
    shown = told({"reviews": f"{TOGETHER['reviews']}, assumes: It runs from the day."})
    assert shown.count("  assumes     It runs from the day.\n") == len(dates(shown)) > 2
    assert "for Review" not in shown


def test_a_long_list_tells_which_date_took_something_as_given_and_not_again_what() -> None:
    made = timeline({**APART, "first": f"{APART['first']}, assumes: It runs from the day."})
    explainer = Explainer(CASE, made, "testshire", WORDS, Look())
    first, second, _ = made.of("review")
    assert ("assumes", "It runs from the day.") in explainer.fields(first, repeating=False)
    told_of = [
        said for name, said in explainer.fields(second, repeating=False) if name == "assumes"
    ]
    assert told_of == ["what is assumed for Review 1 on Mon 19 May 2025"]
