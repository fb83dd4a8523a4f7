"""Why a provision was not reached, as a sentence for whoever writes the policy."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from cinpolicy import wording
from cinpolicy.conditions import FactValue
from cinpolicy.coverage.results import Instead, Lacking, Reason, WhyNot
from cinpolicy.provisions import Provision
from cinpolicy.vocabulary import FactKind, Vocabulary

MOST_VALUES = 4
"""Of more numbers than this only the least and the greatest are told."""


@frozen
class Saying:
    """Puts reasons in words. ``layer`` is the one whose provisions they are about."""

    layer: str
    words: Vocabulary

    def sentence(self, provision: Provision, reason: Reason) -> str:
        """The reason as one sentence, or two."""
        said = [self._main(provision, reason), *self._besides(provision, reason)]
        return " ".join(f"{one[:1].upper()}{one[1:]}." for one in said)

    def _main(self, provision: Provision, reason: Reason) -> str:
        match reason.why:
            case WhyNot.NOT_ASKED:
                return "no case that could be run asks about it"
            case WhyNot.NEVER_HAPPENED:
                return f"its clock starts with {self._never(reason)}"
            case WhyNot.NO_LONGER_OWED:
                starts, stop = self._starts(provision, reason), self._any_of(reason.stopped_by)
                return f"{starts} came only after {stop}, when this is no longer owed"
            case WhyNot.OF_ANOTHER_MEETING:
                of = wording.happening(provision.of, self.words)
                return f"{self._starts(provision, reason)} came up, but never for {of}"
            case WhyNot.NO_DATED_MEETING:
                meeting = self._any_of(reason.missing)
                return f"no scenario gives {meeting} a date that this could be counted back from"
            case WhyNot.NO_SUCH_MEETING:
                return self._no_such_meeting(provision)
            case WhyNot.NOT_HELD:
                return f"it is about {self._never(reason)}"
            case WhyNot.TAKEN_PLACE_OF:
                others = wording.listed(map(self._other, reason.instead), "and")
                return f"its condition held, but each time {others} took its place"
            case _:
                return self._condition(provision, reason)

    def _besides(self, provision: Provision, reason: Reason) -> Iterator[str]:
        """What a reader should know beside the reason: what else could start the clock."""
        known = (WhyNot.NEVER_HAPPENED, WhyNot.NOT_HELD, WhyNot.NO_DATED_MEETING)
        if reason.missing and reason.why not in known:
            events = self._any_of(reason.missing)
            yield f"its clock can start with {events} too, which no scenario has"
        if reason.held_at_end and not reason.held_when and provision.timing:
            yield f"at the end of {reason.held_at_end} its condition held, too late for its clock"

    # --- conditions --------------------------------------------------------------------

    def _condition(self, provision: Provision, reason: Reason) -> str:
        then = self._then(provision, reason)
        if reason.closest:
            tests = wording.listed((f'"{test}"' for test in reason.closest.lacking), "and")
            said = (
                f"each part of its condition held at some time{then}, but never all at once; "
                f"closest is {reason.closest.scenario}, where {tests} was lacking"
            )
        else:
            tests = ", nor ".join(map(self._lacking, reason.lacking))
            said = f"never the case{then}: {tests}"
        if reason.why is not WhyNot.OTHER_EVENT:
            return said
        return f"its condition held at the time of {self._all_of(reason.held_when)}, but {said}"

    def _then(self, provision: Provision, reason: Reason) -> str:
        """The times at which the condition mattered."""
        timing = provision.timing
        if timing is None:
            at = (provision.of,) if reason.at_meetings else ()
            return f" at the time of {self._any_of(at)}" if at else ""
        if timing.before:
            return f" when {self._any_of([timing.before])} was given its date"
        return f" at the time of {self._starts(provision, reason)}"

    def _lacking(self, lacking: Lacking) -> str:
        seen = [self._seen(fact, values) for fact, values in lacking.seen.items()]
        told = [
            f"{fact.replace('_', ' ')}: " * (len(seen) > 1) + one
            for fact, one in zip(lacking.seen, seen, strict=True)
            if one
        ]
        return f'"{lacking.test}"' + (f" (seen: {'; '.join(told)})" if told else "")

    def _seen(self, fact: str, values: Sequence[FactValue]) -> str:
        """The values a fact had; empty for a yes or no, where there is but one other."""
        known = self.words.facts.get(fact)
        if known and known.kind is FactKind.YES_NO:
            return ""
        members = {m for v in values if isinstance(v, frozenset) for m in v}
        if any(isinstance(value, frozenset) for value in values):
            return wording.listed(_plainly(sorted(members)), "and") or "none"
        if len(values) > MOST_VALUES and all(isinstance(value, int) for value in values):
            return f"{values[0]} to {values[-1]}"
        return wording.listed(_plainly(values), "and")

    # --- what happened -----------------------------------------------------------------

    def _never(self, reason: Reason) -> str:
        """Things none of which came up: a procedure brings its own activities about."""
        events = self._any_of(reason.missing)
        if self.words.activities.keys().isdisjoint(reason.missing):
            return f"{events}, which no scenario has"
        return f"{events}, which no scenario brings about under this procedure"

    def _any_of(self, events: Sequence[str]) -> str:
        return wording.listed(wording.happening(event, self.words) for event in events)

    def _all_of(self, events: Sequence[str]) -> str:
        return wording.listed((wording.happening(event, self.words) for event in events), "and")

    def _starts(self, provision: Provision, reason: Reason) -> str:
        """What starts its clock, as far as that came up."""
        after = provision.timing.after if provision.timing else ()
        return self._any_of([event for event in after if event not in reason.missing])

    def _no_such_meeting(self, provision: Provision) -> str:
        timing = provision.timing
        assert timing is not None
        assert timing.which is not None
        meeting = wording.happening(timing.before, self.words)
        point = f"{timing.which.at} after {wording.happening(timing.which.after, self.words)}"
        return f"no scenario has {meeting} within {timing.which.give_or_take} of {point}"

    def _other(self, one: Instead) -> str:
        if not one.provision:
            return f"the silence of {one.layer} ({one.silence})"
        if one.layer == self.layer:
            return f"its exception {one.provision}"
        return f"{one.provision} of {one.layer}"


def _plainly(values: Sequence[FactValue]) -> Iterator[str]:
    return (str(value).replace("_", " ") for value in values)
