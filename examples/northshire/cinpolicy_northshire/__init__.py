"""Northshire, an invented authority: most of it is data, one rule is Python.

Northshire reviews a plan every as many weeks as the child is years old, but never more
often than every 4 weeks nor less often than every 12. Data cannot say that, so the hook
takes what ``procedure.yaml`` says (every 12 weeks) and changes the interval.
"""

from attrs import evolve

from cinpolicy.conditions import Facts
from cinpolicy.hookspecs import hookimpl
from cinpolicy.periods import Period, Unit
from cinpolicy.plugin import DeclaredAuthority
from cinpolicy.provisions import Answer, Question


class Northshire(DeclaredAuthority):
    """The declared procedure, with the interval of reviews worked out from the age."""

    @hookimpl
    def review_interval(self, question: Question, facts: Facts) -> Answer | None:
        """Every as many weeks as the child is years old, from 4 to 12."""
        answer = self.answer(question, facts)
        if answer is None or answer.provision is None or answer.provision.timing is None:
            return answer
        weeks = min(max(int(facts["age"]), 4), 12)
        timing = evolve(answer.provision.timing, period=Period(weeks, Unit.WEEK))
        return evolve(answer, says=evolve(answer.provision, timing=timing))


authority = Northshire.beside(__file__)
