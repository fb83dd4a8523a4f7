"""Which findings a change to a procedure brings, takes away or alters.

A finding is the same where its code, topic, provisions and facts are: another period in its
sentence makes it the same finding, changed. So does another provision among those it is
about, as long as one is still there. With other facts it is another finding, since it is
about other children: but where it was so of them before, as part of a wider finding, that one
is the same, narrowed.
"""

from collections.abc import Callable, Hashable, Sequence

from attrs import define, field, frozen

from cinpolicy.calendar import WorkingCalendar
from cinpolicy.check import findings
from cinpolicy.check.checked import Checked
from cinpolicy.check.findings import Finding
from cinpolicy.loading.opened import OpenProcedure
from cinpolicy.provisions import Answer, Question
from cinpolicy.smallest import Domain
from cinpolicy.stack import PluginError, PolicyStack


@frozen(kw_only=True)
class MovedFindings:
    """What is found after a change and not before, before and not after, and in both but altered.

    ``changed`` are pairs, before and after. Each in the order in which findings are told.
    """

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    changed: tuple[tuple[Finding, Finding], ...]


Alike = Callable[[Finding, Finding], bool]
"""Whether a finding before is the one after."""


def moved_findings(
    before: Sequence[Finding], after: Sequence[Finding], narrowed: Alike | None = None
) -> MovedFindings:
    """The findings set side by side, one before to at most one after.

    ``narrowed`` tells of two that have other facts whether the second is what is left of the
    first; without it none is.
    """
    sides = _Sides(list(before), list(after))
    sides.pair(lambda one, other: _whole(one) == _whole(other))
    sides.pairs.clear()
    sides.pair(lambda one, other: _about(one) == _about(other) != _NOTHING)
    sides.pair(_share_a_provision)
    if narrowed:
        sides.pair(narrowed)
    place = {id(one): number for number, one in enumerate(after)}
    changed = sorted(sides.pairs, key=lambda pair: place[id(pair[1])])
    return MovedFindings(new=tuple(sides.after), gone=tuple(sides.before), changed=tuple(changed))


def moved_between(
    base: PolicyStack,
    changed: PolicyStack,
    calendar: WorkingCalendar,
    opened: OpenProcedure | None = None,
) -> MovedFindings:
    """The same for the uppermost layers of two stacks; ``opened`` says where the second is."""
    before = findings(Checked.top_of(base, calendar))
    after = findings(Checked.top_of(changed, calendar, opened))
    return moved_findings(before, after, lambda one, other: _is_narrowed(one, other, base))


def _is_narrowed(one: Finding, other: Finding, base: PolicyStack) -> bool:
    """Whether a finding is about a part of the children that another was about before.

    It has further facts, and the text as it was says the same of both.
    """
    facts = one.facts.items() < other.facts.items()
    if not facts or not one.topic or (one.code, one.topic) != (other.code, other.topic):
        return False
    asked = [question for question in base.questions if question.topic == one.topic]
    try:
        return all(_said_of(one, q, base) == _said_of(other, q, base) for q in asked)
    except PluginError:
        return False  # it says two things at once, and of which children is not known here


def _said_of(one: Finding, question: Question, stack: PolicyStack) -> Answer:
    domain = Domain(stack.vocabulary, question)
    ordinary = {name: domain.ordinary(name) for name in stack.vocabulary.facts}
    return stack.ask(question, ordinary | dict(one.facts))


_NOTHING = ("", ())


@define
class _Sides:
    """The findings on either side that have no partner yet, and the pairs that were made."""

    before: list[Finding]
    after: list[Finding]
    pairs: list[tuple[Finding, Finding]] = field(factory=list)

    def pair(self, alike: Alike) -> None:
        """Take out each finding before with the first one after that is alike."""
        left = []
        for one in self.before:
            found = next((n for n, other in enumerate(self.after) if alike(one, other)), None)
            if found is None:
                left.append(one)
            else:
                self.pairs.append((one, self.after.pop(found)))
        self.before = left


def _whole(one: Finding) -> Hashable:
    return (one.sentence, one.paragraphs, _key(one), one.provisions)


def _key(one: Finding) -> tuple[str, str, frozenset[tuple[str, object]]]:
    return one.code, one.topic, frozenset(one.facts.items())


def _about(one: Finding) -> Hashable:
    """What it is about, where that is more than a word in its sentence."""
    return (_key(one), one.provisions) if one.topic or one.provisions else _NOTHING


def _share_a_provision(one: Finding, other: Finding) -> bool:
    return _key(one) == _key(other) and not {*one.provisions}.isdisjoint(other.provisions)
