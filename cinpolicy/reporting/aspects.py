"""In what the cells of a row differ, in words."""

from cinpolicy import wording
from cinpolicy.cells import Aspect, Comparison, Divergence

SENTENCES = {
    Aspect.DATE: "the date is not the same",
    Aspect.COUNT: "it is not done the same number of times",
    Aspect.RULE: "the timescale, or what starts it, is not the same",
    Aspect.FORCE: "the texts are not equally binding",
    Aspect.ROLE: "it is not the same person",
    Aspect.ITEMS: "the lists do not hold the same",
    Aspect.REQUIREMENT: "some require it, and others say that they do not",
    Aspect.PERIOD: "some give a period, and others require it with none",
    Aspect.SILENCE: "some texts answer, and others do not",
}
MATTERS = {
    Aspect.DATE: "the date",
    Aspect.COUNT: "how many times",
    Aspect.RULE: "the timescale or what starts it",
    Aspect.FORCE: "how binding it is",
    Aspect.ROLE: "who it is",
    Aspect.ITEMS: "what is listed",
    Aspect.REQUIREMENT: "whether it is required",
    Aspect.PERIOD: "whether a period is given",
    Aspect.SILENCE: "whether the text answers",
}
"""The same as what the texts differ in."""


def shortly(divergence: Divergence) -> str:
    """In what a row differs; a question mark where that depends on how a text is read."""
    dated = divergence.aspect is Aspect.DATE
    said = wording.days(divergence.size or 0) if dated else divergence.aspect.value
    return f"{said}?" if divergence.robust is False else said


def in_words(divergence: Divergence) -> str:
    """The same for readers who have no key to marks."""
    dated = divergence.aspect is Aspect.DATE
    said = f"date, {wording.days(divergence.size or 0)}" if dated else divergence.aspect.value
    return f"{said} (depends on a reading)" if divergence.robust is False else said


def made_of(comparison: Comparison) -> str:
    """On how many points dates differ, only some texts answer, or neither is so."""
    found = [{one.aspect for one in row.divergences} for row in comparison.divergent]
    dates = sum(Aspect.DATE in aspects for aspects in found)
    silent = sum(Aspect.SILENCE in aspects for aspects in found)
    others = sum(aspects.isdisjoint({Aspect.DATE, Aspect.SILENCE}) for aspects in found)
    parts = (
        (dates, f"on {dates} the dates differ"),
        (silent, f"on {silent} only some of the texts answer"),
        (others, f"on {others} only something else differs"),
    )
    said = [text for number, text in parts if number]
    return wording.sentence(wording.listed(said, "and")) if dates or silent else ""
