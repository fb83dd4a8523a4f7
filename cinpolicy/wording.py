"""Rules, conditions and dates in plain words."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from cinpolicy.conditions import All, AnyOf, Applies, Comparison, Condition, Test, leaves
from cinpolicy.provisions import Provision, Relation, Silence, SilenceKind, Timing, Variation
from cinpolicy.vocabulary import FactKind, Vocabulary

ORDINALS = ("", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")


def day(value: date) -> str:
    """A date with its weekday: ``Mon 17 Feb 2025`` (the same everywhere, whatever the locale)."""
    return f"{_WEEKDAYS[value.weekday()]} {plain_day(value)}"


def plain_day(value: date) -> str:
    """A date in words: ``17 Feb 2025``."""
    return f"{value.day} {_MONTHS[value.month]} {value.year}"


def days(number: int) -> str:
    """A number of days: ``1 day``, ``49 days``."""
    return f"{number} day{'s' * (number != 1)}"


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "",
    *["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
)


def ordinal(number: int) -> str:
    """``First`` to ``Eighth`` in words, then ``9th`` and so on."""
    if number < len(ORDINALS):
        return ORDINALS[number]
    ending = "th" if number % 100 in (11, 12, 13) else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


@lru_cache(maxsize=4096)
def lower_first(text: str) -> str:
    """The text with a small first letter, unless it is a name or an abbreviation."""
    later = any(word[:1].isupper() for word in text.split()[1:])
    return text if later or text[1:2].isupper() else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """The text with a capital at its beginning and a stop at its end."""
    said = text.strip()
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith(('.', '?', '!')) else '.'}"


def listed(parts: Iterable[str], last: str = "or") -> str:
    """Parts joined as a list: ``a, b or c``."""
    names = list(parts)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def names(words: Iterable[str], vocabulary: Vocabulary, last: str = "or") -> str:
    """The labels of words, joined, in small letters."""
    return listed((lower_first(vocabulary.label(word)) for word in words), last)


def happening(name: str, vocabulary: Vocabulary) -> str:
    """An event or activity in words, with its article."""
    known = vocabulary.happenings().get(name)
    return known.words if known else name.replace("_", " ")


def timing(rule: Timing, subject: str, vocabulary: Vocabulary, *, full: bool = True) -> str:
    """A timing as a phrase; without ``full`` a recurring one leaves out its first start."""
    text = (
        _counted_back(rule, vocabulary)
        if rule.before
        else _counted_on(rule, subject, vocabulary, full=full)
    )
    if rule.or_sooner_on:
        sooner = listed(happening(event, vocabulary) for event in rule.or_sooner_on)
        text += f", or {sooner} if sooner"
    return text


def _counted_back(rule: Timing, vocabulary: Vocabulary) -> str:
    meeting = happening(rule.before, vocabulary)
    if rule.which:
        after = happening(rule.which.after, vocabulary)
        meeting += f" that falls about {rule.which.at} after {after}"
    if rule.period is None:
        return f"before {meeting}"
    amount = f"{'at least ' if rule.relation is Relation.AT_LEAST else ''}{rule.period}"
    return f"{amount} before {meeting}"


def _counted_on(rule: Timing, subject: str, vocabulary: Vocabulary, *, full: bool) -> str:
    starts = tuple(e for e in rule.after if e != subject) if rule.recurring else rule.after
    after = listed(happening(event, vocabulary) for event in starts)
    match rule.relation:
        case Relation.WITHIN:
            return f"within {rule.period} of {after}"
        case Relation.AT:
            return f"{rule.period} after {after}"
        case Relation.NOT_BEFORE:
            return f"not before {rule.period} after {after}"
        case Relation.SAME_DAY:
            return f"on the day of {after}"
        case Relation.UNDATED:
            return f"no period stated, after {after}"
        case _:
            once = rule.period is not None and rule.period.amount == 1
            length = rule.period.unit.value if rule.period and once else rule.period
            every = f"{rule.relation.value} {length}"
            return f"{every}, from {after}" if full and after else every


def variation(power: Variation, vocabulary: Vocabulary) -> str:
    """A power of variation as a phrase."""
    limit = f"up to {power.up_to}" if power.up_to else "with no limit stated"
    by = role_names(power.by, vocabulary)
    recorded = f"; {power.recorded_as}" if power.recorded_as else ""
    return f"can be changed by the {by}, {limit} ({power.force.value}, {power.cite}){recorded}"


def rule(provision: Provision, vocabulary: Vocabulary, *, full: bool = True) -> str:
    """What a provision says, as one phrase."""
    if provision.silence is not None:
        return silence(provision.silence, vocabulary)
    if provision.timing is not None:
        return timing(provision.timing, provision.subject, vocabulary, full=full)
    if provision.items:
        return names(provision.items, vocabulary, "and")
    if provision.roles:
        return _roles(provision, vocabulary)
    return provision.statement


def provision(what: Provision, vocabulary: Vocabulary) -> str:
    """What a provision is about, its rule, and its statement where that is more."""
    about = vocabulary.label(what.subject)
    if what.of:
        about += f" ({lower_first(vocabulary.label(what.of))})"
    said = (rule(what, vocabulary), what.statement)
    return f"{about}: {'; '.join(dict.fromkeys(part for part in said if part))}"


def role_names(words: Iterable[str], vocabulary: Vocabulary) -> str:
    """The labels of roles, joined, in small letters."""
    labels = (vocabulary.roles[word].label if word in vocabulary.roles else word for word in words)
    return listed(map(lower_first, labels))


def _roles(provision: Provision, vocabulary: Vocabulary) -> str:
    text = role_names(provision.roles, vocabulary)
    decision = provision.decision
    if decision and decision.recommended_by:
        text += f", on the recommendation of the {role_names(decision.recommended_by, vocabulary)}"
    if decision and decision.forum:
        text += f", only in {happening(decision.forum, vocabulary)}"
    if decision and decision.first:
        text += f"; first: {'; '.join(decision.first)}"
    return text


def silence(what: Silence, vocabulary: Vocabulary) -> str:
    """A kind of silence in words."""
    if what.kind is SilenceKind.DISCRETION and what.roles:
        return f"left to the {role_names(what.roles, vocabulary)}"
    if what.kind is SilenceKind.DEFERRED:
        return "left to another document or the plan"
    return what.kind.value


def condition(value: Condition, vocabulary: Vocabulary) -> str:
    """A condition as a phrase to follow "where"; empty where it always holds.

    Facts that are so or not stand by their names alone, as long as all of them must be so. Where
    one must not, each has its yes or no, so that nobody takes a no for more than its own fact.
    """
    told = any(_denied(leaf, vocabulary) for leaf in leaves(value))
    return _condition(value, vocabulary, told=told)


def _condition(value: Condition, vocabulary: Vocabulary, *, told: bool) -> str:
    match value:
        case All(parts):
            said = (_condition(part, vocabulary, told=told) for part in parts)
            return listed(filter(None, said), "and")
        case AnyOf(parts):
            ways = [_condition(part, vocabulary, told=told) for part in parts]
            return ways[0] if len(ways) == 1 else f"either {listed(ways, 'or')}"
        case Applies(topic, wanted):
            return f"{'some' if wanted else 'no'} provision on {topic} applies"
        case Test():
            return _test(value, vocabulary, told=told)


def _denied(leaf: Test | Applies, vocabulary: Vocabulary) -> bool:
    return isinstance(leaf, Test) and _is_yes_no(leaf, vocabulary) and not _asks_for_yes(leaf)


def _is_yes_no(test: Test, vocabulary: Vocabulary) -> bool:
    fact = vocabulary.facts.get(test.fact)
    return fact is not None and fact.kind is FactKind.YES_NO


def _asks_for_yes(test: Test) -> bool:
    return test.values[0] is test.wanted


_COMPARED = {
    Comparison.ABOVE: ("is above", "is at most"),
    Comparison.AT_LEAST: ("is at least", "is below"),
    Comparison.BELOW: ("is below", "is at least"),
    Comparison.AT_MOST: ("is at most", "is above"),
    Comparison.MULTIPLE_OF: ("is a multiple of", "is not a multiple of"),
    Comparison.INCLUDES: ("includes", "does not include"),
}


def _test(test: Test, vocabulary: Vocabulary, *, told: bool) -> str:
    name = test.fact.replace("_", " ")
    if _is_yes_no(test, vocabulary):
        return f"{name}: {'yes' if _asks_for_yes(test) else 'no'}" if told else name
    values = listed(str(value).replace("_", " ") for value in test.values)
    if test.comparison is Comparison.IS:
        return f"{name} is {'' if test.wanted else 'not '}{values}"
    positive, negative = _COMPARED[test.comparison]
    return f"{name} {positive if test.wanted else negative} {values}"
