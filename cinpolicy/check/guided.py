"""What guidance in the layers below a procedure asks, and what stands in the text beside it."""

from collections.abc import Iterator

from attrs import frozen

from cinpolicy import wording
from cinpolicy.check.checked import Checked
from cinpolicy.check.findings import Finding
from cinpolicy.conditions import All, Condition
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Force, Provision


@frozen(kw_only=True)
class Guided:
    """A provision of guidance that asks for something, and where it holds.

    What guidance puts with "may" asks for nothing, and what it leaves open no more.
    """

    one: Provision
    guidance: Procedure
    where: Condition

    @property
    def title(self) -> str:
        """The name of the document it stands in."""
        return self.guidance.document.title

    @property
    def cited(self) -> str:
        """How binding it is, and where it stands."""
        return f"({self.one.force.value}, {self.one.cite})"


def guided(checked: Checked) -> Iterator[Guided]:
    """Everything that guidance below the procedure asks, but what some layer says in Python."""
    for procedure in checked.below:
        for one in procedure.provisions if procedure.layer != "authority" else ():
            asks = one.silence is None and one.force is not Force.MAY
            if asks and one.topic not in checked.in_python:
                where = checked.stands(one, procedure)
                yield Guided(one=one, guidance=procedure, where=where)


def beside(checked: Checked) -> Iterator[tuple[Guided, Provision]]:
    """Each thing guidance asks with each provision of the text on the same question."""
    for guide in guided(checked):
        for one in checked.procedure.by_question.get(guide.one.question, ()):
            yield guide, one


def asking(checked: Checked, guide: Guided) -> str:
    """Which document asks for what, as the middle of a sentence."""
    rule = wording.rule(guide.one, checked.words)
    return f"{guide.title} asks: {rule} {guide.cited}"


def less(
    checked: Checked, code: str, sentence: str, guide: Guided, one: Provision, *also: Condition
) -> Iterator[Finding]:
    """The finding that a provision asks less, in the fewest facts for which both hold and more."""
    where = All((guide.where, checked.stands(one), *also))
    for case in checked.smallest(where, one.question)[:1]:
        told = f"{checked.asked(one.question)}: {sentence}, {checked.where(case)}."
        yield checked.finding(code, told, (one,), case)
