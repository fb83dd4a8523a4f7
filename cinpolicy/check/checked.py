"""A procedure with all that a check of it goes by."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import islice

from attrs import define, evolve, field

from cinpolicy import case_words
from cinpolicy.calendar import WorkingCalendar
from cinpolicy.check.findings import Finding, cited
from cinpolicy.check.lengths import Lengths
from cinpolicy.conditions import All, AnyOf, Condition, negate
from cinpolicy.loading.opened import OpenProcedure
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Provision, Question, Silence
from cinpolicy.smallest import MOST_TESTS, Case, Domain, GivenUpError, Search, values
from cinpolicy.stack import PolicyStack
from cinpolicy.vocabulary import Vocabulary

MOST_IN_ALL = 2_000_000
"""How many tests all searches in one procedure may make; then every further one is given up."""
MOST_CASES = 8
"""How many of the smallest sets of facts are told of one question."""


@define(kw_only=True, slots=False)
class Checked:
    """A procedure under check: the layers below it, its words, and where it stands in a file.

    ``in_python`` are the topics that a layer answers in Python, so that no provision shows
    what is said on them. ``given_up`` gathers the questions on which a search was given up.
    """

    procedure: Procedure
    below: tuple[Procedure, ...]
    words: Vocabulary
    in_python: frozenset[str]
    lengths: Lengths
    opened: OpenProcedure | None = None
    given_up: dict[Question, None] = field(factory=dict)
    tests_left: int = field(factory=lambda: MOST_IN_ALL)

    @classmethod
    def top_of(
        cls, stack: PolicyStack, calendar: WorkingCalendar, opened: OpenProcedure | None = None
    ) -> "Checked":
        """The uppermost layer of a stack, with where it stands where it is a draft."""
        return cls(
            procedure=stack.top,
            below=stack.procedures[:-1],
            words=stack.vocabulary,
            in_python=stack.written_in_python,
            lengths=Lengths(calendar),
            opened=opened,
        )

    # --- what is said ----------------------------------------------------------------

    @cached_property
    def by_id(self) -> dict[str, Provision]:
        """The provisions of the procedure, by id."""
        return {one.id: one for one in self.procedure.provisions}

    def in_every_layer(self) -> Iterator[Provision]:
        """The provisions of the procedure and of the layers below it."""
        for procedure in (self.procedure, *self.below):
            yield from procedure.provisions

    @cached_property
    def of_themselves(self) -> frozenset[str]:
        """What needs no provision to come about: plain events, and what Python may bring about."""
        topics = (self.words.topics[name] for name in self.in_python)
        return frozenset((*self.words.events, *(topic.does for topic in topics)))

    def overriders(self, one: Provision, within: Procedure | None = None) -> list[Provision]:
        """The provisions that take the place of one where they apply.

        They are those of the procedure it is in: the one under check, or ``within``.
        """
        procedure = within or self.procedure
        alike = procedure.by_question[one.question]
        return [other for other in alike if one.id in procedure.overridden[other.id]]

    def stands(self, one: Provision, within: Procedure | None = None) -> Condition:
        """Where a provision applies and none takes its place."""
        return All((one.when, *(negate(other.when) for other in self.overriders(one, within))))

    # --- searching -------------------------------------------------------------------

    def smallest(self, condition: Condition, question: Question) -> list[Case]:
        """The smallest sets of facts for which a condition holds, so far as they are looked for."""
        found: list[Case] = []
        with self._searching(condition, question) as search:
            found.extend(islice(search.smallest(), MOST_CASES + 1))
        if len(found) > MOST_CASES:
            self.given_up[question] = None
        return found[:MOST_CASES]

    def can_hold(self, condition: Condition, question: Question) -> bool:
        """Whether a condition holds for any facts; taken to be so where that is given up."""
        with self._searching(condition, question) as search:
            return search.possible()
        return True

    @contextmanager
    def _searching(self, condition: Condition, question: Question) -> Iterator[Search]:
        """A search within what is left to it; where it is given up, that is noted."""
        most = min(MOST_TESTS, self.tests_left)
        search = Search(condition, Domain(self.words, question), most)
        try:
            yield search
        except GivenUpError:
            self.given_up[question] = None
        self.tests_left -= search.tests_made

    # --- telling ---------------------------------------------------------------------

    def finding(
        self, code: str, sentence: str, about: Iterable[Provision], case: Case | None = None
    ) -> Finding:
        """A finding about provisions, which stands where the first of them does."""
        provisions = tuple(about)
        place = self.opened.provisions.get(provisions[0].id) if self.opened else None
        return Finding(
            code=code,
            sentence=sentence,
            provisions=tuple(one.id for one in provisions),
            topic=provisions[0].topic,
            facts=values(case or {}),
            paragraphs=cited(provisions),
            place=place,
        )

    def of_a_topic(
        self, code: str, sentence: str, topic: str, silence: Silence, case: Case
    ) -> Finding:
        """A finding about a topic that the procedure is silent on as a whole."""
        return Finding(
            code=code,
            sentence=sentence,
            topic=topic,
            facts=values(case),
            paragraphs=silence.cite.paragraphs if silence.cite else (),
            place=self.opened.whole if self.opened else None,
        )

    def told(self, finding: Finding, kind: str, name: str) -> Finding:
        """A finding about a declared word, which stands where that is declared."""
        place = self.opened.words.get((kind, name)) if self.opened else None
        return evolve(finding, place=place)

    def asked(self, question: Question) -> str:
        """A question in a few words."""
        return case_words.asked(question, self.words)

    def where(self, case: Case) -> str:
        """The facts of a case in words."""
        return case_words.where(case, self.words)


def under_any_reading(one: Provision) -> Condition:
    """Where a provision applies under at least one of its readings."""
    return AnyOf(tuple(way.when for way in readings(one)))


def under_every_reading(one: Provision) -> Condition:
    """Where a provision applies whichever way it is read."""
    return All(tuple(way.when for way in readings(one)))


def readings(one: Provision) -> tuple[Provision, ...]:
    """The ways to read a provision; itself where there is one only."""
    return tuple(reading.provision for reading in one.readings) or (one,)
