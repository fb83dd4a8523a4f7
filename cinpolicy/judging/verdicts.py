"""What became of an expectation under one authority."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from attrs import frozen

from cinpolicy.expectations import Expectation
from cinpolicy.places import Place
from cinpolicy.provisions import Answer, Provision
from cinpolicy.timeline import Obligation
from cinpolicy.values import Value


class Outcome(StrEnum):
    """Whether it is as expected."""

    HELD = "held"
    BROKEN = "not held"
    FAILED = "authority failed"
    """The authority could not be run, so that nothing is known."""


@frozen(repr=False)
class Cited(Value):
    """A provision that what was found rests on: its id, its paragraphs, the layer it is of.

    A silence on a whole topic has no id.
    """

    provision: str
    citation: str
    layer: str

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.citation, self.provision)))


@frozen(kw_only=True, repr=False)
class Finding(Value):
    """What was found: whether it is as expected, in words, and what it rests on.

    ``remarks`` are what a reader must be told whether it is as expected or not.
    """

    held: bool
    said: str
    cited: tuple[Cited, ...] = ()
    remarks: tuple[str, ...] = ()


@frozen(kw_only=True, repr=False)
class Verdict(Value):
    """One expectation under one authority, in one case (none where no case is looked at).

    ``expected`` and ``found`` are in words; where the authority could not be run, ``failure``
    says why. ``remarks`` are to be told also where it held: that nothing says how two roles
    stand to one another.
    """

    authority: str
    case: str
    expectation: Expectation
    outcome: Outcome
    expected: str
    found: str
    failure: str = ""
    cited: tuple[Cited, ...] = ()
    remarks: tuple[str, ...] = ()

    @classmethod
    def of_failed(
        cls, authority: str, case: str, expectation: Expectation, expected: str, failure: str
    ) -> "Verdict":
        """The verdict on an expectation of an authority that could not be run."""
        return cls(
            authority=authority,
            case=case,
            expectation=expectation,
            outcome=Outcome.FAILED,
            expected=expected,
            found=f"the authority failed: {failure}",
            failure=failure,
        )

    @property
    def held(self) -> bool:
        """Whether it is as expected."""
        return self.outcome is Outcome.HELD

    @property
    def place(self) -> Place:
        """Where the expectation stands."""
        return self.expectation.place

    @property
    def sentence(self) -> str:
        """The whole of it: what is expected, what was found, and what that rests on."""
        rests = f" ({'; '.join(map(str, self.cited))})" if self.cited else ""
        return f"{self.expected}: {self.found}{rests}"


def cited(obligations: Iterable[Obligation]) -> tuple[Cited, ...]:
    """The provisions of some obligations, each once."""
    return tuple(dict.fromkeys(_cited(o.provision, o.answered_by) for o in obligations))


def cited_in(answers: Iterable[Answer]) -> tuple[Cited, ...]:
    """The provisions that some answers rest on, each once; a silence alone rests on none."""
    return tuple(dict.fromkeys(_of_answers(answers)))


def _of_answers(answers: Iterable[Answer]) -> Iterator[Cited]:
    for answer in answers:
        if isinstance(answer.says, Provision):
            yield _cited(answer.says, answer.by)
        elif answer.says.cite:
            yield Cited("", str(answer.says.cite), answer.by)


def _cited(provision: Provision, layer: str) -> Cited:
    return Cited(provision.id, str(provision.cite), layer)
