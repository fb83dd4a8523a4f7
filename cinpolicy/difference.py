"""Two procedures set against one another: by provision, and by what becomes of cases."""

from collections.abc import Iterable

from attrs import frozen

from cinpolicy.behaviour import Behaviour, behaviour
from cinpolicy.calendar import WorkingCalendar
from cinpolicy.case import Scenario
from cinpolicy.changes import Changes, changes
from cinpolicy.procedure import Procedure
from cinpolicy.stack import PolicyStack
from cinpolicy.vocabulary import Vocabulary


@frozen(kw_only=True)
class Difference:
    """All in which one procedure differs from another; ``words`` are those of both.

    ``behaviour`` is None where there were no cases to run.
    """

    one: Procedure
    other: Procedure
    words: Vocabulary
    changes: Changes
    behaviour: Behaviour | None

    @property
    def differs(self) -> bool:
        """Whether anything differs, if only in words."""
        return bool(self.changes) or bool(self.behaviour and self.behaviour.differing)


def difference(
    one: PolicyStack,
    other: PolicyStack,
    scenarios: Iterable[Scenario],
    calendar: WorkingCalendar,
    *,
    topics: frozenset[str] = frozenset(),
) -> Difference:
    """In what the upper layer of one stack differs from that of another.

    ``topics`` keeps what is on some topics. With no scenarios it is told by provision alone.
    """
    cases = tuple(scenarios)
    return Difference(
        one=one.top,
        other=other.top,
        words=other.vocabulary.merged(one.vocabulary),
        changes=changes(one, other, topics=topics),
        behaviour=behaviour(one, other, cases, calendar, topics=topics) if cases else None,
    )
