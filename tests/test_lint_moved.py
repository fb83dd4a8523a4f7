"""Which findings a change brings, takes away or alters."""

from collections.abc import Mapping

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cinpolicy.check.findings import Finding
from cinpolicy.check.moved import MovedFindings, moved_between, moved_findings
from cinpolicy.loading import common_vocabulary
from cinpolicy.reporting.findings import moved_shape
from cinpolicy.stack import PolicyStack
from tests.cases import Written, library, stack
from tests.drafts import CALENDAR, procedure

MEETING = "topic: first_meeting_due, within: 10 working days, after: referral"
VISIT = "topic: visit_interval, every: %s, after: [referral, visit], variation: {by: " \
    "team_manager, up_to: 6 weeks, force: may, cite: {section: A, paragraph: 9}}"  # fmt: skip


def moved(before: Mapping[str, str], after: Mapping[str, str]) -> MovedFindings:
    words = common_vocabulary()
    one, other = (PolicyStack(Written(procedure(p)), words=words) for p in (before, after))
    return moved_between(one, other, CALENDAR)


def sentences(some: tuple[Finding, ...]) -> list[str]:
    return [f"{one.code} {one.sentence}" for one in some]


def test_nothing_moves_where_nothing_changes() -> None:
    gap = {"a": f"{MEETING}, when: {{disabled: true}}"}
    assert moved(gap, gap) == MovedFindings(new=(), gone=(), changed=())


def test_a_new_gap_and_one_that_is_closed() -> None:
    whole, part = {"a": MEETING}, {"a": f"{MEETING}, when: {{disabled: false}}"}
    told = ["CP101 First meeting: no provision applies where disabled."]
    there, back = moved(whole, part), moved(part, whole)
    assert (sentences(there.new), there.gone, there.changed) == (told, (), ())
    assert (sentences(back.gone), back.new, back.changed) == (told, (), ())


def test_a_gap_for_other_children_is_another_one() -> None:
    one = {"a": f"{MEETING}, when: {{disabled: false}}"}
    other = {"a": f"{MEETING}, when: {{consent_given: true}}"}
    found = moved(one, other)
    assert (len(found.new), len(found.gone), found.changed) == (1, 1, ())


def test_a_gap_that_is_left_for_fewer_children_is_the_same_one_narrowed() -> None:
    # At first nobody but a disabled child has a meeting; then all have but those without consent.
    gap = {"a": f"{MEETING}, when: {{disabled: true}}"}
    narrow = {**gap, "b": f"{MEETING}, exception_to: a, when: {{consent_given: true}}"}
    there, back = moved(gap, narrow), moved(narrow, gap)
    ((before, after),) = there.changed
    assert (before.code, dict(before.facts)) == ("CP101", {})
    assert dict(after.facts) == {"consent_given": False}
    assert (there.new, there.gone) == ((), ())
    # Back again it is so of more children than before, and that is new.
    assert (len(back.new), len(back.gone), back.changed) == (1, 1, ())


def test_a_gap_that_opens_for_some_while_another_closes_is_new() -> None:
    # At first only a disabled child has a meeting, then only one that is not.
    gap = {"a": f"{MEETING}, when: {{disabled: true}}"}
    other = {"a": f"{MEETING}, when: {{disabled: false}}"}
    found = moved(gap, other)
    assert (dict(found.gone[0].facts), dict(found.new[0].facts)) == ({}, {"disabled": True})
    assert found.changed == ()


def test_another_period_in_the_sentence_changes_the_finding() -> None:
    found = moved({"a": VISIT % "8 weeks"}, {"a": VISIT % "9 weeks"})
    ((before, after),) = found.changed
    shape = moved_shape(found)
    assert [side["sentence"] for side in shape["changed"][0].values()] == [
        before.sentence,
        after.sentence,
    ]
    assert (shape["new"], shape["gone"]) == ([], [])
    assert "8 weeks is longer" in before.sentence
    assert "9 weeks is longer" in after.sentence
    assert (found.new, found.gone) == ((), ())
    assert sentences(moved({"a": VISIT % "6 weeks"}, {"a": VISIT % "7 weeks"}).new)
    assert not moved({"a": VISIT % "5 weeks"}, {"a": VISIT % "6 weeks"}).new


def test_a_finding_about_one_provision_more_is_the_same_one_changed() -> None:
    first = {"a": f"{MEETING}, when: {{disabled: false}}"}
    second = {**first, "b": f"{MEETING}, when: {{disabled: false, consent_given: false}}, "
              "exception_to: a"}  # fmt: skip
    ((before, after),) = moved(first, second).changed
    assert (before.provisions, after.provisions) == (("a",), ("a", "b"))


def test_of_two_alike_only_what_is_left_over_is_new() -> None:
    word = Finding(code="CP401", sentence="The role x is declared, and no provision uses it.")
    other = evolve(word, sentence="The role y is declared, and no provision uses it.")
    assert moved_findings([word], [other]) == MovedFindings(new=(other,), gone=(word,), changed=())
    assert moved_findings([word], [word, word]).new == (word,)
    assert moved_findings([word, word], [word]).gone == (word,)


def test_a_draft_that_says_two_things_is_checked_too() -> None:
    conflict = {"a": MEETING, "b": f"{MEETING}, when: {{disabled: true}}"}
    found = moved({"a": MEETING}, conflict)
    assert [one.code for one in found.new] == ["CP102"]


def test_a_topic_that_is_no_longer_answered_is_new() -> None:
    kent = stack("kent")
    rest = tuple(p for p in kent.top.provisions if p.topic != "who_may_close")
    assert len(rest) < len(kent.top.provisions)
    changed = library().stack_of(Written(evolve(kent.top, provisions=rest)))
    found = moved_between(kent, changed, CALENDAR)
    assert [(one.code, one.topic) for one in found.new if one.code == "CP103"] == [
        ("CP103", "who_may_close")
    ]


def test_less_than_guidance_is_new() -> None:
    kent = stack("kent")
    provisions = tuple(
        evolve(p, roles=("senior_practitioner",)) if p.question[1] == "overseeing" else p
        for p in kent.top.provisions
    )
    changed = library().stack_of(Written(evolve(kent.top, provisions=provisions)))
    found = moved_between(kent, changed, CALENDAR)
    assert [one.code for one in found.new] == ["CP605"]
    assert (found.gone, found.changed) == ((), ())


FINDINGS = st.builds(
    Finding,
    code=st.sampled_from(["CP101", "CP401"]),
    sentence=st.sampled_from(["One.", "Two."]),
    provisions=st.sampled_from([(), ("a",), ("a", "b"), ("c",)]),
    topic=st.sampled_from(["", "review_interval"]),
    facts=st.sampled_from([{}, {"disabled": True}]),
)


@given(st.lists(FINDINGS, max_size=6), st.lists(FINDINGS, max_size=6))
def test_every_finding_has_one_place(before: list[Finding], after: list[Finding]) -> None:
    there, back = moved_findings(before, after), moved_findings(after, before)
    assert len(before) - len(there.gone) == len(after) - len(there.new)
    assert not moved_findings(before, list(reversed(before))).new
    assert all(one != other and one.code == other.code for one, other in there.changed)
    assert len(there.new) == len(back.gone)
