"""Judging what is expected of an answer: who is named, what a list holds, how it is put."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from cinpolicy import wording
from cinpolicy.expectations import Expectation
from cinpolicy.judging.sentences import silence
from cinpolicy.judging.verdicts import Finding, cited_in
from cinpolicy.provisions import Answer, Provision
from cinpolicy.ranks import Rank, rank
from cinpolicy.values import Value
from cinpolicy.vocabulary import Vocabulary

MOST_TOLD = 3
"""How many answers that are not as expected are told one by one."""


@frozen(repr=False)
class Said(Value):
    """An answer, and for what it was given: the second review, a condition; empty for all."""

    answer: Answer
    about: str = ""


def judge_answers(expectation: Expectation, said: Sequence[Said], words: Vocabulary) -> Finding:
    """Whether every one of some answers (at least one) is as expected."""
    judge = _Judge(expectation, words)
    once = _distinct(said)
    wrong = {place: why for place, one in enumerate(once) if (why := list(judge.wrong(one.answer)))}
    told = [once[place] for place in wrong] or once
    parts = [judge.told(once[n], why) for n, why in wrong.items()]
    parts = parts or [judge.told(one, ()) for one in once]
    more = len(parts) - MOST_TOLD
    shown = "; ".join((*parts[:MOST_TOLD], *([f"and {more} more"] if more > 0 else [])))
    return Finding(
        held=not wrong,
        said=shown,
        cited=cited_in(one.answer for one in told),
        remarks=judge.remarks([one.answer for one in once]),
    )


def _distinct(said: Sequence[Said]) -> list[Said]:
    """The first of those with equal answers."""
    found: list[Said] = []
    for one in said:
        if all(one.answer != other.answer for other in found):
            found.append(one)
    return found


class _Judge:
    def __init__(self, expectation: Expectation, words: Vocabulary) -> None:
        self.expectation, self.words = expectation, words

    def wrong(self, answer: Answer) -> Iterator[str]:
        """What is not as expected; empty words where the answer itself says it."""
        expectation = self.expectation
        kind = answer.silence.kind if answer.silence else None
        if expectation.says is not None:
            yield from () if kind is expectation.says else ("",)
            return
        if answer.provision is None:
            yield ""
            return
        provision = answer.provision
        if expectation.force and provision.force not in expectation.force:
            yield f"its force is '{provision.force.value}'"
        yield from self._wrong_roles(provision)
        yield from self._wrong_items(provision)

    def _wrong_roles(self, provision: Provision) -> Iterator[str]:
        expectation, named = self.expectation, provision.roles
        if expectation.roles and set(named) != set(expectation.roles):
            yield ""
        if expectation.only_roles and not set(named) <= set(expectation.only_roles):
            yield ""
        missing = [role for role in expectation.includes_roles if role not in named]
        if missing:
            yield f"the {wording.role_names(missing, self.words)} is not named"
        below = self._ranked(named, Rank.BELOW)
        if below:
            yield f"the {wording.role_names(below, self.words)} is below"

    def _ranked(self, named: Iterable[str], wanted: Rank) -> list[str]:
        """The roles that stand so to the one below which there is to be nobody."""
        least = self.expectation.nobody_below
        return [r for r in named if least and rank(r, least, self.words.roles) is wanted]

    def _wrong_items(self, provision: Provision) -> Iterator[str]:
        expectation, listed = self.expectation, provision.items
        wanted = dict.fromkeys((*expectation.items, *expectation.includes_items))
        if missing := [item for item in wanted if item not in listed]:
            yield f"leaves out {wording.names(missing, self.words, 'and')}"
        if expectation.items:
            beyond = [item for item in listed if item not in expectation.items]
        else:
            beyond = [item for item in expectation.excludes_items if item in listed]
        if beyond:
            yield f"includes {wording.names(beyond, self.words, 'and')}"

    # --- in words --------------------------------------------------------------------

    def told(self, one: Said, why: Iterable[str]) -> str:
        """An answer in words, and what is not as expected of it."""
        said = ", and ".join(filter(None, (self._in_words(one.answer), *why)))
        return f"{one.about} {said}" if one.about else said

    def remarks(self, answers: Sequence[Answer]) -> tuple[str, ...]:
        """That the place of some role in the order of roles is not stated."""
        least = self.expectation.nobody_below
        named = [role for one in answers if one.provision for role in one.provision.roles]
        unplaced = self._ranked(dict.fromkeys(named), Rank.NOT_STATED)
        if not unplaced:
            return ()
        roles = wording.role_names(unplaced, self.words)
        than = wording.role_names((least,), self.words)
        return (f"the order of roles does not say whether the {roles} is below the {than}",)

    def _in_words(self, answer: Answer) -> str:
        provision = answer.provision
        if provision is None:
            assert answer.silence is not None
            return f"it is {silence(answer.silence, self.words)}"
        if provision.roles:
            return f"the {wording.role_names(provision.roles, self.words)} is named"
        if provision.items:
            return f"the list has {len(provision.items)} item{'s' * (len(provision.items) != 1)}"
        return f"it is said: {wording.rule(provision, self.words)}"
