"""What is said before and after, in words: the rule, and whatever else of it changed."""

from collections.abc import Iterator

from cinpolicy import wording
from cinpolicy.contents import aspects
from cinpolicy.parts import Aspect, Part
from cinpolicy.provisions import Provision
from cinpolicy.vocabulary import Vocabulary
from cinpolicy.voices import Said

ARROW = " -> "
_IN_THE_RULE = frozenset(
    {
        *(Part.TIMESCALE, Part.RELATION, Part.PERIOD, Part.TRIGGER, Part.SOONER),
        *(Part.ROLES, Part.RECOMMENDED, Part.FORUM, Part.FIRST, Part.SILENCE),
        *(Part.ITEMS_ADDED, Part.CONDITION, Part.EXCEPTION, Part.ALLOWS),
    }
)
"""Parts that the rule in words shows, or that say where it stands and not what it is."""

_OF_A_DECISION = frozenset({Part.RECOMMENDED, Part.FORUM, Part.FIRST})
"""Parts that the rule in words leaves out where the question is left open."""


def said(what: Said, words: Vocabulary) -> str:
    """What is said, in a few words."""
    if what.clash:
        names = wording.listed((one.id for one in what.provisions), "and")
        return f"{names} both apply" if len(what.provisions) == 2 else f"{names} all apply"
    if what.provision:
        return wording.rule(what.provision, words)
    assert what.silence
    return wording.silence(what.silence, words)


def from_to(before: Said, after: Said, words: Vocabulary) -> str:
    """What is said before and after, each with what else differs in it."""
    was, now = said(before, words), said(after, words)
    more = tuple(_more(before, after, words))
    ours = "; ".join(one for one, _ in more if one)
    theirs = "; ".join(other for _, other in more if other)
    first = f"{was} ({ours})" if ours else was
    second = f"{now} ({theirs})" if theirs else now
    return first if first == second else f"{first}{ARROW}{second}"


def _more(before: Said, after: Said, words: Vocabulary) -> Iterator[tuple[str, str]]:
    """What differs beside the rule, on either side."""
    one, other = before.provision, after.provision
    if one is None or other is None:
        return
    silent = one.silence or other.silence
    for aspect in aspects(one, other):
        shown = aspect.part in _IN_THE_RULE and not (silent and aspect.part in _OF_A_DECISION)
        if shown or _of_power(aspect):
            continue
        if aspect.key(one) != aspect.key(other):
            yield _beside(aspect, one, words), _beside(aspect, other, words)
    was, now = _power(before, words), _power(after, words)
    if was != now:
        yield was, now


def _of_power(aspect: Aspect) -> bool:
    return aspect.part.name.startswith("POWER")


def _power(what: Said, words: Vocabulary) -> str:
    """The power to vary what is said, where it is given."""
    if what.provision is None or what.provision.variation is None:
        return ""
    if not what.varied:
        return "cannot be changed here"
    return wording.variation(what.provision.variation, words)


def _beside(aspect: Aspect, one: Provision, words: Vocabulary) -> str:
    text = aspect.words(one, words)
    if aspect.part is Part.FORCE:
        return text
    return f"{aspect.part.value}: {text}" if text else f"no {aspect.part.value}"
