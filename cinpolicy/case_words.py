"""Questions, and the sets of facts for which they are asked, in words."""

from cinpolicy import wording
from cinpolicy.conditions import All, Comparison, Condition, FactValue, Test
from cinpolicy.provisions import Question
from cinpolicy.smallest import Case, Choice
from cinpolicy.vocabulary import FactKind, Vocabulary


def asked(question: Question, words: Vocabulary) -> str:
    """A question in a few words: the topic's label, what it is about, of what."""
    topic = words.topics[question.topic]
    about = topic.label
    if question.subject != topic.does:
        about += f", {wording.lower_first(words.label(question.subject))}"
    if question.of:
        about += f" ({wording.lower_first(words.label(question.of))})"
    return about


def where(case: Case, words: Vocabulary) -> str:
    """The facts of a case in words: where they are so, or in the ordinary case."""
    if not case:
        return "in the ordinary case"
    order = [name for name in words.facts if name in case]
    told = (_alike(name, case[name], words) for name in order)
    alike = All(tuple(part for one in told for part in _parts(one)))
    return f"where {wording.condition(alike, words)}"


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, All) else (condition,)


def _alike(name: str, choice: Choice, words: Vocabulary) -> Condition:
    """That a fact has one of several values that come to the same."""
    if choice.span:
        return All(choice.span)
    kind, alike = words.facts[name].kind, choice.alike
    if kind is FactKind.SOME_OF:
        return _holds_all(name, alike[0], words)
    told = alike if kind is FactKind.ONE_OF else alike[:1]
    return Test(name, Comparison.IS, tuple(v for v in told if not isinstance(v, frozenset)))


def _holds_all(name: str, members: FactValue, words: Vocabulary) -> Condition:
    """That a set has these members, or none of its choices where there are none."""
    assert isinstance(members, frozenset)
    if not members:
        return Test(name, Comparison.INCLUDES, words.facts[name].choices, wanted=False)
    return All(tuple(Test(name, Comparison.INCLUDES, (one,)) for one in sorted(members)))
