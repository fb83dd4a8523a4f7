"""What a set of scenarios covers of some procedures, and what it leaves out."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from attrs import field, frozen

from cinpolicy.conditions import FactValue
from cinpolicy.provisions import Citation


class Ref(NamedTuple):
    """A provision: the layer it stands in, and its id there."""

    layer: str
    provision: str


class Pair(NamedTuple):
    """Two authorities, in the order in which they were given."""

    first: str
    second: str


class WhyNot(StrEnum):
    """Why no scenario reached a provision."""

    NOT_ASKED = "not asked"
    """No case that could be run asks about it."""
    NEVER_HAPPENED = "never happened"
    """Nothing that starts its clock happened."""
    NO_LONGER_OWED = "no longer owed"
    """What starts its clock happened only when the thing was no longer owed."""
    OF_ANOTHER_MEETING = "of another meeting"
    """What starts its clock was done, but for another meeting than the one it is about."""
    NO_DATED_MEETING = "no dated meeting"
    """The meeting it is counted back from never had a date."""
    NO_SUCH_MEETING = "no such meeting"
    """No meeting fell near the point in time it is about."""
    NOT_HELD = "not held"
    """The meeting or decision it is about came up in no case."""
    TEST_NEVER_HELD = "test never held"
    """Some test of its condition held in no case."""
    NEVER_TOGETHER = "never together"
    """Every test of its condition held at some time, but never all of them together."""
    OTHER_EVENT = "other event"
    """Its condition held when another event happened than those that start its clock."""
    TAKEN_PLACE_OF = "taken place of"
    """Its condition held, but each time something else took its place."""


@frozen(kw_only=True)
class Lacking:
    """A test that never held, in words, and the values of its facts that were seen."""

    test: str
    seen: Mapping[str, tuple[FactValue, ...]]


@frozen(kw_only=True)
class Closest:
    """The case in which most of a condition held, and the tests it lacked."""

    scenario: str
    lacking: tuple[str, ...]


@frozen(kw_only=True)
class Instead:
    """What answered in the place of a provision: a layer, and its provision or silence."""

    layer: str
    provision: str = ""
    silence: str = ""
    scenario: str


@frozen(kw_only=True)
class Reason:
    """Why no scenario reached a provision.

    ``missing`` are the events and activities that never came up, though they would bring
    the provision into play; where others did come up the reason lies with the condition.
    ``held_when`` are events at which its condition held although they do not start its
    clock, and ``held_at_end`` is a scenario at whose end it held. ``at_meetings`` says that
    the condition matters only when the meeting it is about is held or owed.
    """

    why: WhyNot
    missing: tuple[str, ...] = ()
    stopped_by: tuple[str, ...] = ()
    lacking: tuple[Lacking, ...] = ()
    closest: Closest | None = None
    instead: tuple[Instead, ...] = ()
    held_when: tuple[str, ...] = ()
    held_at_end: str = ""
    at_meetings: bool = False


@frozen(kw_only=True)
class Unreached:
    """A provision no scenario reached: what it says, and why it was not reached.

    ``readings`` are other readings of the text under which a scenario reached it.
    """

    ref: Ref
    topic: str
    says: str
    cite: Citation
    reason: Reason
    sentence: str
    readings: tuple[str, ...] = ()


@frozen(kw_only=True)
class TopicShare:
    """How many of a layer's provisions on one topic were reached."""

    topic: str
    label: str
    section: str
    reached: int
    provisions: int


@frozen(kw_only=True)
class LayerShare:
    """How much of one procedure was reached, by topic in the order of topics.

    ``counted`` are the provisions a case could reach, by id.
    ``whole_work`` are the provisions on what a text says of its work as a whole, which no
    case brings about: they are not counted. A procedure that answers in Python alone has no
    provisions to count.
    """

    layer: str
    name: str
    document: str
    version: str
    counted: tuple[str, ...]
    topics: tuple[TopicShare, ...]
    unreached: tuple[Unreached, ...]
    whole_work: tuple[str, ...]

    @property
    def reached(self) -> int:
        """How many provisions some scenario reached."""
        return sum(topic.reached for topic in self.topics)

    @property
    def provisions(self) -> int:
        """How many provisions a case could reach."""
        return len(self.counted)


@frozen(kw_only=True)
class ScenarioShare:
    """What one scenario does: how many provisions it reaches, and what it alone does."""

    scenario: str
    title: str
    reached: int
    only_here: tuple[Ref, ...]
    tells_apart: int
    only_here_apart: tuple[Pair, ...]
    ran: bool = True

    @property
    def adds_nothing(self) -> bool:
        """Whether the others reach and tell apart all the same without it."""
        return self.ran and not self.only_here and not self.only_here_apart


@frozen(kw_only=True)
class PairShare:
    """In which scenarios two authorities differ, of how many in which both could be run."""

    pair: Pair
    scenarios: tuple[str, ...]
    run_in: int


@frozen(kw_only=True)
class Missing:
    """Something no scenario has, and the provisions that wait for it.

    ``kind`` is ``event`` (``what`` is its name) or ``test``; ``words`` puts it in words. A
    provision may wait for more than one thing.
    """

    kind: str
    what: str
    words: str
    waiting: tuple[Ref, ...]


@frozen(kw_only=True)
class Failure:
    """An authority that could not be run in a scenario, or not at all (no scenario)."""

    authority: str
    scenario: str
    reason: str


@frozen(kw_only=True)
class Coverage:
    """What a set of scenarios covers of some authorities."""

    layers: tuple[LayerShare, ...]
    scenarios: tuple[ScenarioShare, ...]
    pairs: tuple[PairShare, ...]
    missing: tuple[Missing, ...]
    failures: tuple[Failure, ...] = field(default=())

    @property
    def adding_nothing(self) -> tuple[ScenarioShare, ...]:
        """The scenarios any one of which can be left out with no loss."""
        return tuple(one for one in self.scenarios if one.adds_nothing)

    @property
    def not_told_apart(self) -> tuple[Pair, ...]:
        """The pairs of authorities that no scenario tells apart."""
        return tuple(one.pair for one in self.pairs if one.run_in and not one.scenarios)
