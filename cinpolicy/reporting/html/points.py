"""What a timeline shows: every date that falls due in a case, under each authority."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from cinpolicy.provisions import Question
from cinpolicy.report import CaseReport
from cinpolicy.reporting.explanation import Explainer
from cinpolicy.timeline import Obligation, State
from cinpolicy.vocabulary import Vocabulary

NOT_DUE = frozenset({State.SUPERSEDED, State.STOPPED})
NOT_DONE = frozenset({State.SKIPPED, State.MISSED})

Key = tuple[str, Question, int]
"""An obligation of an authority: its slug, the question, the number of the occurrence."""


@frozen(kw_only=True)
class Point:
    """One date under one authority. ``done`` False where it was missed or not held."""

    key: Key
    authority: str
    section: str
    day: date
    title: str
    done: bool
    owed: Obligation


def key(authority: str, owed: Obligation) -> Key:
    """What an obligation of an authority is known by."""
    return authority, owed.question, owed.number


def points(
    case: CaseReport, explainers: Mapping[str, Explainer], words: Vocabulary
) -> tuple[Point, ...]:
    """The dates of a case up to its end, by authority, then by day."""
    last = case.comparison.horizon
    return tuple(
        _point(slug, owed, owed.due.date, explainers[slug], words)
        for slug in case.timelines
        for owed in sorted(case.obligations(slug), key=_order)
        if owed.due and owed.state not in NOT_DUE and owed.due.date <= last
    )


def _order(owed: Obligation) -> tuple[date, Question, int]:
    return (owed.due.date if owed.due else date.max), owed.question, owed.number


def _point(
    slug: str, owed: Obligation, day: date, explainer: Explainer, words: Vocabulary
) -> Point:
    return Point(
        key=key(slug, owed),
        authority=slug,
        section=words.topics[owed.question.topic].section,
        day=day,
        title=explainer.title(owed),
        done=owed.state not in NOT_DONE,
        owed=owed,
    )
