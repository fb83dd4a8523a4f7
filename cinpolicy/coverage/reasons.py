"""Why no scenario reached a provision: the first thing that stood in its way."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from cinpolicy import wording
from cinpolicy.asking import Moment
from cinpolicy.conditions import All, Condition, FactValue, Test, leaves
from cinpolicy.coverage.results import Closest, Instead, Lacking, Reason, Ref, WhyNot
from cinpolicy.coverage.watching import Ask, Watched, comes_into_play
from cinpolicy.provisions import Provision, Timing
from cinpolicy.vocabulary import Vocabulary


@frozen
class Reasons:
    """Finds the reasons for the provisions of one layer, over every stack it is part of."""

    layer: str
    words: Vocabulary
    watched: Sequence[Watched]

    def why_not(self, provision: Provision) -> Reason:
        """Why a provision was not reached; it is for the caller to know that it was not."""
        kind = self.words.topics[provision.topic].kind
        every = [ask for one in self.watched for ask in one.asks(provision.question)]
        asks = [ask for ask in every if comes_into_play(provision, kind, ask.cause)]
        if not asks:
            return self._never_asked(provision) if every else Reason(why=WhyNot.NOT_ASKED)
        holding = [ask for ask in asks if provision.when.holds(ask.facts)]
        if not holding:
            return self._condition(provision, asks, every)
        if any(self._stands(provision, ask) for ask in holding):
            return self._no_such_meeting(provision)
        return Reason(
            why=WhyNot.TAKEN_PLACE_OF,
            instead=tuple(_instead(holding)),
            missing=self._missing(provision, asks),
        )

    def _stands(self, provision: Provision, ask: Ask) -> bool:
        says = ask.answer.says
        given = Ref(ask.answer.by, says.id) if isinstance(says, Provision) else None
        return given == Ref(self.layer, provision.id)

    def _happened(self, event: str) -> bool:
        return any(event in one.happened for one in self.watched)

    def _missing(self, provision: Provision, asks: Sequence[Ask] = ()) -> tuple[str, ...]:
        """What would start its clock and never came up, whether done or missed."""
        after = provision.timing.after if provision.timing else ()
        came_up = {ask.cause.event for ask in asks}
        return tuple(e for e in after if e not in came_up and not self._happened(e))

    # --- nothing brought it into play ------------------------------------------------------------

    def _never_asked(self, provision: Provision) -> Reason:
        """Its question came up, but never when the provision could come into play."""
        if provision.timing is None:
            return Reason(why=WhyNot.NOT_HELD, missing=(provision.of,))
        return self._never_started(provision, provision.timing)

    def _never_started(self, provision: Provision, timing: Timing) -> Reason:
        if timing.before:
            return Reason(why=WhyNot.NO_DATED_MEETING, missing=(timing.before,))
        missing = self._missing(provision)
        if len(missing) == len(timing.after):
            return Reason(why=WhyNot.NEVER_HAPPENED, missing=missing)
        if provision.of:
            return Reason(why=WhyNot.OF_ANOTHER_MEETING, missing=missing)
        activity = self.words.activities.get(provision.subject)
        stops = filter(self._happened, activity.stops_on if activity else ())
        return Reason(why=WhyNot.NO_LONGER_OWED, stopped_by=tuple(stops), missing=missing)

    def _no_such_meeting(self, provision: Provision) -> Reason:
        """It answered, and yet no meeting was the one it is about."""
        which = provision.timing and provision.timing.which
        if which and not self._happened(which.after):
            return Reason(why=WhyNot.NEVER_HAPPENED, missing=(which.after,))
        return Reason(why=WhyNot.NO_SUCH_MEETING)

    # --- its condition did not hold ----------------------------------------------------

    def _condition(self, provision: Provision, asks: Sequence[Ask], every: Sequence[Ask]) -> Reason:
        tests = tuple(_conjuncts(provision.when))
        never = [t for t in tests if not any(t.holds(ask.facts) for ask in asks)]
        elsewhere = [ask for ask in every if provision.when.holds(ask.facts)]
        events = [a.cause.event for a in elsewhere if a.cause.moment is Moment.HAPPENED]
        ends = [a.scenario for a in elsewhere if a.cause.moment is Moment.OTHERWISE]
        other = WhyNot.OTHER_EVENT if events else None
        return Reason(
            why=other or (WhyNot.TEST_NEVER_HELD if never else WhyNot.NEVER_TOGETHER),
            lacking=tuple(self._lacking(test, asks) for test in never),
            closest=None if never else self._closest(tests, asks),
            held_when=tuple(dict.fromkeys(events)),
            held_at_end=next(iter(ends), ""),
            missing=self._missing(provision, asks),
            at_meetings=all(ask.cause.moment is Moment.HELD for ask in asks),
        )

    def _lacking(self, test: Condition, asks: Sequence[Ask]) -> Lacking:
        facts = dict.fromkeys(leaf.fact for leaf in leaves(test) if isinstance(leaf, Test))
        return Lacking(
            test=wording.condition(test, self.words),
            seen={fact: _distinct(ask.facts[fact] for ask in asks) for fact in facts},
        )

    def _closest(self, tests: Sequence[Condition], asks: Sequence[Ask]) -> Closest:
        """The first of the cases in which the fewest tests were lacking."""
        best = max(asks, key=lambda ask: sum(test.holds(ask.facts) for test in tests))
        lacking = (test for test in tests if not test.holds(best.facts))
        return Closest(
            scenario=best.scenario,
            lacking=tuple(wording.condition(test, self.words) for test in lacking),
        )


def _conjuncts(condition: Condition) -> Iterable[Condition]:
    """The parts of a condition that must all hold; alternatives are one part together."""
    if isinstance(condition, All):
        for part in condition.parts:
            yield from _conjuncts(part)
    else:
        yield condition


def _distinct(values: Iterable[FactValue]) -> tuple[FactValue, ...]:
    """Every value once: numbers in order, sets by their members."""
    return tuple(sorted(set(values), key=_in_order))


def _in_order(value: FactValue) -> tuple[int, tuple[str, ...]]:
    if isinstance(value, frozenset):
        return len(value), tuple(sorted(value))
    return (value, ()) if isinstance(value, int) else (0, (value,))


def _instead(asks: Iterable[Ask]) -> Iterable[Instead]:
    """What answered, each once, with the first scenario in which it did."""
    told: set[tuple[str, str, str]] = set()
    for ask in asks:
        says = ask.answer.says
        provision = says.id if isinstance(says, Provision) else ""
        silence = "" if isinstance(says, Provision) else says.kind.value
        one = (ask.answer.by, provision, silence)
        if one not in told:
            told.add(one)
            yield Instead(layer=one[0], provision=provision, silence=silence, scenario=ask.scenario)
