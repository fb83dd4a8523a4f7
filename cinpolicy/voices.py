"""What a stack says to a question, and where it says each thing.

A voice is one thing said, with the condition under which it is that and nothing else: a
provision that applies and gives way to none, a power to vary it, several provisions that
clash, a silence. For any facts exactly one voice speaks.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from attrs import frozen

from cinpolicy.conditions import ALWAYS, All, Condition, negate
from cinpolicy.contents import content, power, words_of
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Provision, Question, Silence, SilenceKind
from cinpolicy.stack import NOT_STATED

Possible = Callable[[Condition], bool]
"""Whether a condition can hold at all; true also where that was not found out."""


@frozen(kw_only=True, eq=False)
class Said:
    """What is said for some facts, and by which layer.

    One provision answers; several clash, and none of them is to be followed; with none it
    is a silence. ``varied`` is True where the power to vary the one is given.
    """

    provisions: tuple[Provision, ...] = ()
    silence: Silence | None = None
    varied: bool = False
    by: str = ""

    @property
    def clash(self) -> bool:
        """Whether several provisions apply and none is an exception to the other."""
        return len(self.provisions) > 1

    @property
    def provision(self) -> Provision | None:
        """The provision that answers, if only with a silence; None where not exactly one does."""
        return self.provisions[0] if len(self.provisions) == 1 else None

    @property
    def answers(self) -> bool:
        """Whether the text says something, if only that it leaves the question open."""
        return not self.clash and self.content != _NOTHING

    @property
    def content(self) -> object:
        """What it comes to, whatever it is called and in which words."""
        if self.clash:
            return ("clash", frozenset(map(content, self.provisions)))
        silence = self.provision.silence if self.provision else self.silence
        unstated = silence is not None and silence.kind is SilenceKind.NOT_STATED
        if unstated and not (self.provision and _says_part(self.provision)):
            return _NOTHING
        if self.provision is None:
            assert silence
            return ("silence", silence.kind, frozenset(silence.roles))
        return (content(self.provision), power(self.provision) if self.varied else None)

    @property
    def worded(self) -> object:
        """The words it is put in, and the places it rests on."""
        if self.provisions:
            return tuple(map(words_of, self.provisions))
        return (self.silence and (self.silence.note, self.silence.cite),)


_NOTHING = "nothing"


def _says_part(one: Provision) -> bool:
    """Whether a provision that leaves a question open says who has a part in it all the same."""
    return bool(one.decision or one.by)


@frozen(eq=False)
class Voice:
    """One thing said, and where."""

    says: Said
    when: Condition


@frozen(eq=False)
class Asked:
    """A question asked of layers, the upper one first, in one way to read the upper one.

    ``read`` gives the provisions that stand in the place of others, by id.
    """

    question: Question
    layers: Sequence[Procedure]
    possible: Possible
    read: Mapping[str, Provision]

    def voices(self) -> Iterator[Voice]:
        """Everything that is said, each where it is."""
        beyond: Condition = ALWAYS
        for place, layer in enumerate(self.layers):
            provisions = layer.by_question.get(self.question, ())
            if not place:
                provisions = tuple(self.read.get(one.id, one) for one in provisions)
            for voice in _of_layer(layer, provisions, self.possible):
                yield Voice(voice.says, All((voice.when, beyond)))
            beyond = All((beyond, *(negate(one.when) for one in provisions)))
            silence = layer.silent_on.get(self.question.topic)
            if silence is not None and silence.kind is not SilenceKind.NOT_STATED:
                yield Voice(Said(silence=silence, by=layer.slug), beyond)
                return
        unstated = self.layers[0].silent_on.get(self.question.topic, NOT_STATED)
        yield Voice(Said(silence=unstated, by=self.layers[0].slug), beyond)


def _of_layer(
    layer: Procedure, provisions: tuple[Provision, ...], possible: Possible
) -> Iterator[Voice]:
    """The provisions of one layer, each where it alone stands, and those that clash."""
    stands = {one.id: _stands(layer, one, provisions) for one in provisions}
    rivals = _rivals(layer, provisions, stands, possible)
    for size in range(1, 1 + max((len(some) for some in rivals.values()), default=0) + 1):
        for some in combinations(provisions, size):
            if _all_rivals(some, rivals):
                yield from _standing(some, stands, rivals, layer)


def _stands(layer: Procedure, one: Provision, provisions: Sequence[Provision]) -> Condition:
    """Where a provision applies and none takes its place."""
    over = (other for other in provisions if one.id in layer.overridden[other.id])
    return All((one.when, *(negate(other.when) for other in over)))


def _rivals(
    layer: Procedure,
    provisions: Sequence[Provision],
    stands: Mapping[str, Condition],
    possible: Possible,
) -> dict[str, set[str]]:
    """For each provision those that can stand beside it."""
    found: dict[str, set[str]] = {one.id: set() for one in provisions}
    for one, other in combinations(provisions, 2):
        above = one.id in layer.overridden[other.id] or other.id in layer.overridden[one.id]
        if not above and possible(All((stands[one.id], stands[other.id]))):
            found[one.id].add(other.id)
            found[other.id].add(one.id)
    return found


def _all_rivals(some: Sequence[Provision], rivals: Mapping[str, set[str]]) -> bool:
    return all(other.id in rivals[one.id] for one, other in combinations(some, 2))


def _standing(
    some: tuple[Provision, ...],
    stands: Mapping[str, Condition],
    rivals: Mapping[str, set[str]],
    layer: Procedure,
) -> Iterator[Voice]:
    """Where exactly these provisions stand; with and without the power to vary a single one."""
    names = {one.id for one in some}
    others = sorted({name for one in some for name in rivals[one.id]} - names)
    when = All((*(stands[one.id] for one in some), *(negate(stands[name]) for name in others)))
    power = some[0].variation
    if len(some) > 1 or power is None:
        yield Voice(Said(provisions=some, by=layer.slug), when)
        return
    yield Voice(Said(provisions=some, varied=True, by=layer.slug), All((when, power.when)))
    if power.when != ALWAYS:
        without = All((when, negate(power.when)))
        yield Voice(Said(provisions=some, by=layer.slug), without)
