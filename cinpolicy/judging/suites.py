"""Judging whole files of expectations against the authorities of a library."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from cinpolicy.calendar import WorkingCalendar
from cinpolicy.case import Scenario
from cinpolicy.expectations import Expectation
from cinpolicy.judging import judge
from cinpolicy.judging.sentences import sentence
from cinpolicy.judging.verdicts import Verdict
from cinpolicy.library import Library
from cinpolicy.loading.faults import Fault, InputError
from cinpolicy.loading.suites import Suite
from cinpolicy.places import Place
from cinpolicy.provisions import Question
from cinpolicy.stack import PluginError, PolicyStack
from cinpolicy.values import Value
from cinpolicy.versions import NoVersionError
from cinpolicy.vocabulary import Vocabulary, nearest


@frozen(kw_only=True, repr=False)
class Bench(Value):
    """What expectations are judged against: the stacks, and the authorities that have none.

    ``words`` and ``questions`` are those of every loaded authority, judged or not.
    """

    stacks: Mapping[str, PolicyStack]
    broken: Mapping[str, str]
    calendar: WorkingCalendar
    words: Vocabulary
    questions: tuple[Question, ...]

    @classmethod
    def of(cls, library: Library, slugs: Iterable[str], calendar: WorkingCalendar) -> "Bench":
        """The authorities named, or with no name all that are installed.

        A draft, or a version that was named, is judged by what is expected of its authority.
        """
        chosen = tuple(slugs) or (*library.authorities, *library.broken)
        stacks: dict[str, PolicyStack] = {}
        broken: dict[str, str] = {}
        for slug in chosen:
            if slug in library.broken:
                broken[slug] = library.broken[slug].failure
                continue
            name = _stands_for(slug, chosen, library)
            try:
                stacks[name] = library.stack(slug)
            except (PluginError, NoVersionError, InputError) as error:
                broken[name] = str(error)
        asked = (p.question for one in library.loaded.values() for p in one.procedure.provisions)
        return cls(
            stacks=stacks,
            broken=broken,
            calendar=calendar,
            words=library.words(),
            questions=tuple(dict.fromkeys(asked)),
        )

    def verdicts(self, suite: Suite) -> tuple[Verdict, ...]:
        """The verdicts on the expectations of a file, case by case."""
        return tuple(one for case in suite.cases for one in self.in_case(suite, case))

    def in_case(self, suite: Suite, case: Scenario | None) -> tuple[Verdict, ...]:
        """The verdicts on the expectations of a file in one case, or in none."""
        judged = judge(
            case,
            suite.expectations,
            self.stacks,
            self.calendar,
            questions=self.questions,
            words=self.words,
        )
        failed = (
            self._failed(expectation, slug, case)
            for expectation, slug in self.pairs(suite)
            if slug in self.broken
        )
        return (*judged, *failed)

    def pairs(self, suite: Suite) -> Iterator[tuple[Expectation, str]]:
        """Every expectation of a file with every authority it concerns."""
        for expectation in suite.expectations:
            for slug in (*self.stacks, *self.broken):
                if expectation.concerns(slug):
                    yield expectation, slug

    def sentence(self, expectation: Expectation, slug: str) -> str:
        """What is expected of an authority, in words."""
        return sentence(expectation, slug, self.words)

    def _failed(self, expectation: Expectation, slug: str, case: Scenario | None) -> Verdict:
        expected = self.sentence(expectation, slug)
        name = case.name if case else ""
        return Verdict.of_failed(slug, name, expectation, expected, self.broken[slug])


def _stands_for(slug: str, chosen: Iterable[str], library: Library) -> str:
    """The slug by which expectations name what is judged."""
    one = library.loaded[slug]
    return one.declared if one.alone and one.declared not in chosen else slug


def strangers(suites: Iterable[Suite], library: Library) -> list[Fault]:
    """A fault for every expectation of an authority that is not there."""
    declared = (one.declared for one in library.loaded.values())
    layers = {slug for slug in library.loaded if slug not in library.authorities}
    known = sorted({*library.loaded, *library.broken, *declared} - layers)
    return [
        _stranger(place, slug, known)
        for suite in suites
        for expectation in suite.expectations
        for place, slug in zip(expectation.named_at, expectation.authorities, strict=True)
        if slug not in known
    ]


def _stranger(place: Place, slug: str, known: list[str]) -> Fault:
    close = nearest(slug, known)
    hint = f"did you mean {close}?" if close else f"there are {', '.join(known)}"
    expected = f"an authority that is installed or named ({hint})"
    return Fault(place.path, place.line, place.column, place.where, expected, repr(slug))
