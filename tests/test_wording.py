"""Conditions in plain words."""

import pytest

from cinpolicy import wording
from cinpolicy.conditions import All, AnyOf, Comparison, Condition, Test
from cinpolicy.loading import common_vocabulary
from cinpolicy.provisions import Citation


def test_a_no_is_told_with_its_fact_and_then_every_yes_too() -> None:
    words = common_vocabulary()
    disabled = Test("disabled", Comparison.IS, (True,))
    attends = Test("social_worker_attends", Comparison.IS, (True,))
    absent = Test("social_worker_attends", Comparison.IS, (True,), wanted=False)
    away = Test("social_worker_attends", Comparison.IS, (False,))
    there = Test("social_worker_attends", Comparison.IS, (False,), wanted=False)
    team = Test("team", Comparison.IS, ("disability",))

    def said(*parts: Condition) -> str:
        return wording.condition(All(parts), words)

    assert said(disabled, attends) == said(disabled, there) == "disabled and social worker attends"
    assert said(absent) == said(away) == "social worker attends: no"
    assert said(disabled, absent) == "disabled: yes and social worker attends: no"
    assert said(team, away) == "team is disability and social worker attends: no"
    either = "either disabled: yes or social worker attends: no"
    assert said(AnyOf((disabled, All((absent,))))) == either


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("6", "section 6, para 117"),
        ("8.2", "section 8.2, para 117"),
        ("5 and 6", "sections 5 and 6, para 117"),
        ("5 and Appendix 3", "section 5 and Appendix 3, para 117"),
        ("Reviews; Appendix 1", "under “Reviews; Appendix 1”, para 117"),
        ("", "para 117"),
    ],
)
def test_a_citation_in_full_has_the_section_it_is_found_by(section: str, said: str) -> None:
    assert Citation(section=section, paragraphs=(117,)).in_full == said
