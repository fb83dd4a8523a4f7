"""Small cases for tests: run one authority, ask when something is due and who does it."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from cinpolicy.case import Course, Happening, Scenario, VariationDecision
from cinpolicy.conditions import FactValue
from cinpolicy.library import Library
from cinpolicy.loading.bank_holidays import england
from cinpolicy.periods import Period
from cinpolicy.plugin import DeclaredAuthority
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Provision, Question
from cinpolicy.simulator import simulate
from cinpolicy.stack import PolicyStack
from cinpolicy.timeline import Obligation, Timeline

day = date.fromisoformat


class Written(DeclaredAuthority):
    """An authority whose procedure is at hand already."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure  # type: ignore[misc]


@cache
def library() -> Library:
    """The installed authorities, loaded once."""
    return Library()


@cache
def stack(authority: str) -> PolicyStack:
    """The stack of one installed authority."""
    return library().stack(authority)


def case(
    *events: tuple[str, str] | tuple[str, str, str],
    facts: Mapping[str, FactValue] | None = None,
    happened: Sequence[Mapping[str, Any]] = (),
    decisions: Sequence[tuple[str, str, str, str]] = (),
    undated: Mapping[str, str] | None = None,
    horizon: str = "2026-12-31",
    born: str = "2016-05-14",
) -> Scenario:
    """A case. An event is its name, its day, and the day it became known where later.

    ``happened`` takes the keys of a scenario's ``happened`` (``with`` holds facts);
    a decision is the day, the activity, the new period and the role that decides.
    """
    return Scenario(
        name="case",
        title="a case",
        question="when?",
        born=day(born),
        horizon=day(horizon),
        happenings=tuple(
            Happening(event=e[0], date=day(e[1]), known=day(e[2]) if len(e) > 2 else None)
            for e in sorted(events, key=lambda e: e[1])
        ),
        facts=dict(facts or {}),
        courses=tuple(map(_course, happened)),
        decisions=tuple(
            VariationDecision(date=day(on), activity=what, to=Period.parse(to), by=by)
            for on, what, to, by in decisions
        ),
        where_undated={name: day(on) for name, on in (undated or {}).items()},
    )


def _course(written: Mapping[str, Any]) -> Course:
    return Course(
        activity=written["activity"],
        of=written.get("of", ""),
        number=written.get("number", 1),
        held=day(written["held"]) if "held" in written else None,
        late_by=Period.parse(written["late_by"]) if "late_by" in written else None,
        never=written.get("never", False),
        facts=written.get("with", {}),
        then=tuple(written.get("then", ())),
    )


def run(authority: str, *events: Any, **rest: Any) -> Timeline:
    """The timeline of a case (see ``case``) under an installed authority."""
    return simulate(stack(authority), case(*events, **rest), england())


def obligations(
    timeline: Timeline, subject: str, of: str = "", topic: str = ""
) -> list[Obligation]:
    """All obligations to do one activity, in the order they arose."""
    return [o for o in timeline.of(subject, of) if not topic or o.question.topic == topic]


def owed(
    timeline: Timeline, subject: str, number: int = 1, of: str = "", topic: str = ""
) -> Obligation:
    """The obligation to do one occurrence of an activity; fails where there is none."""
    found = [o for o in obligations(timeline, subject, of, topic) if o.number == number]
    assert found, f"nothing owed: {subject} {of} {number}"
    return found[0]


def due(
    timeline: Timeline, subject: str, number: int = 1, of: str = "", topic: str = ""
) -> str | None:
    """The due date as ``2025-01-31``; None where the obligation has no date."""
    found = owed(timeline, subject, number, of, topic)
    return found.due.date.isoformat() if found.due else None


def other_dates(obligation: Obligation) -> dict[str, str | None]:
    """The dates under the other readings, by the name of the reading."""
    return {
        other.reading: other.due.date.isoformat() if other.due else None
        for other in obligation.alternatives
    }


def says(
    timeline: Timeline, topic: str, subject: str, of: str = "", number: int = 1
) -> Provision | str:
    """What is said about roles, decisions and lists: a provision, or the kind of silence.

    About an occurrence (the chair of the second review) where ``of`` names an activity
    that was held; otherwise for the facts at the end of the case.
    """
    question = Question(topic, subject, of)
    held = [a for a in timeline.assignments if a.question == question and a.number == number]
    answer = held[0].answer if held else timeline.answers[question]
    if answer.provision is not None:
        return answer.provision
    assert answer.silence is not None
    return answer.silence.kind.value


def roles(
    timeline: Timeline, topic: str, subject: str, of: str = "", number: int = 1
) -> set[str] | str:
    """The roles of an answer, or the kind of silence."""
    said = says(timeline, topic, subject, of, number)
    return said if isinstance(said, str) else set(said.roles)
