"""Every part of a provision: what of it two provisions are compared by, and how it reads."""

from collections.abc import Callable, Iterable

from cinpolicy import wording
from cinpolicy.parts import Aspect, Bearing, Part, normal, where
from cinpolicy.provisions import Decision, GivesWay, Occasion, Provision, Relation, Timing
from cinpolicy.vocabulary import Vocabulary

# --- timescales ---------------------------------------------------------------------------


def _timing(one: Provision) -> Timing:
    assert one.timing
    return one.timing


def _timing_key(one: Provision) -> object:
    return one.timing and tuple(aspect.key(one) for aspect in TIMING)


def _timing_words(one: Provision, words: Vocabulary) -> str:
    return wording.timing(one.timing, one.subject, words) if one.timing else ""


def _period(one: Provision) -> object:
    timing = _timing(one)
    return None if timing.relation is Relation.SAME_DAY else timing.period


def _trigger(one: Provision) -> object:
    timing = _timing(one)
    return (frozenset(timing.after), timing.before, timing.which)


def _trigger_words(one: Provision, words: Vocabulary) -> str:
    timing = _timing(one)
    if not timing.before:
        return _happenings(timing.after, words)
    return f"back from {wording.happening(timing.before, words)}{_which(timing.which, words)}"


def _which(which: Occasion | None, words: Vocabulary) -> str:
    if which is None:
        return ""
    after, about = wording.happening(which.after, words), f"{which.at}"
    return f" that falls about {about} after {after} (give or take {which.give_or_take})"


def _happenings(names: Iterable[str], words: Vocabulary) -> str:
    return wording.listed(wording.happening(name, words) for name in names)


def _counting_words(one: Provision, words: Vocabulary) -> str:  # noqa: ARG001 - one of many alike
    counting = _timing(one).counting
    if counting is None:
        return ""
    moved = {"stay": "stays", "next": "moves to the next", "previous": "moves to the one before"}
    on = moved[counting.non_working_day.value]
    return f"the first day is day {counting.trigger_day}; off a working day it {on}"


# --- everything else ----------------------------------------------------------------------


def _how(one: Provision) -> Decision:
    return one.decision or Decision()


def _silence(one: Provision) -> object:
    return one.silence and (one.silence.kind, frozenset(one.silence.roles))


def _gives_way(one: Provision) -> GivesWay | None:
    return one.gives_way_to


def _gives_way_words(one: Provision, words: Vocabulary) -> str:
    way = one.gives_way_to
    return f"{wording.happening(way.activity, words)} within {way.within}" if way else ""


def _roles_of(one: Provision) -> frozenset[str]:
    """The roles of an answer; those of a silence belong to the silence."""
    return frozenset() if one.silence else frozenset(one.roles)


def _item_forces(one: Provision) -> frozenset[tuple[str, str]]:
    of_its_own = (i for i in one.local if i.force and i.force != one.force.value)
    return frozenset((i.item, i.force) for i in of_its_own)


def _item_force_words(one: Provision, words: Vocabulary) -> str:
    forces = sorted(_item_forces(one))
    return "; ".join(f"{wording.names((item,), words)}: {force}" for item, force in forces)


def _item_words(one: Provision) -> object:
    return frozenset((i.item, i.term, i.paragraphs) for i in one.local if i.term or i.paragraphs)


def _item_words_said(one: Provision, words: Vocabulary) -> str:
    terms = (i for i in one.local if i.term)
    return "; ".join(f'{wording.names((i.item,), words)}: "{i.term}"' for i in terms)


def _quiet(read: Callable[[Provision], str]) -> Callable[[Provision, Vocabulary], str]:
    """Words for which no vocabulary is needed."""
    return lambda one, words: read(one)  # noqa: ARG005


def _power_words(one: Provision, words: Vocabulary) -> str:
    power = one.variation
    if power is None:
        return ""
    condition = wording.condition(power.when, words)
    return wording.variation(power, words) + (f", where {condition}" if condition else "")


def _power_by(one: Provision, words: Vocabulary) -> str:
    return wording.role_names(one.variation.by, words) if one.variation else ""


def _limit(one: Provision) -> str:
    limit = one.variation and one.variation.up_to
    return str(limit) if limit else "no limit stated"


_SAYS, _STANDS, _IN_WORDS = Bearing.SAYS, Bearing.STANDS, Bearing.WORDED
TIMESCALE = Aspect(Part.TIMESCALE, _SAYS, _timing_key, _timing_words)
TIMING = (
    Aspect(
        Part.RELATION,
        _SAYS,
        lambda p: _timing(p).relation,
        _quiet(lambda p: _timing(p).relation.value),
    ),
    Aspect(Part.PERIOD, _SAYS, _period, _quiet(lambda p: str(_timing(p).period or ""))),
    Aspect(Part.TRIGGER, _SAYS, _trigger, _trigger_words),
    Aspect(
        Part.SOONER,
        _SAYS,
        lambda p: frozenset(_timing(p).or_sooner_on),
        lambda p, w: _happenings(_timing(p).or_sooner_on, w),
    ),
    Aspect(Part.COUNTING, _SAYS, lambda p: _timing(p).counting, _counting_words),
)
SAID = (
    Aspect(
        Part.OWED_BY, _SAYS, lambda p: frozenset(p.by), lambda p, w: wording.role_names(p.by, w)
    ),
    Aspect(Part.ROLES, _SAYS, _roles_of, lambda p, w: wording.role_names(p.roles, w)),
    Aspect(
        Part.RECOMMENDED,
        _SAYS,
        lambda p: frozenset(_how(p).recommended_by),
        lambda p, w: wording.role_names(_how(p).recommended_by, w),
    ),
    Aspect(
        Part.FORUM,
        _SAYS,
        lambda p: _how(p).forum,
        lambda p, w: wording.happening(_how(p).forum, w) if _how(p).forum else "",
    ),
    Aspect(Part.FIRST, _SAYS, lambda p: _how(p).first, _quiet(lambda p: "; ".join(_how(p).first))),
    Aspect(
        Part.ITEMS_ADDED,
        _SAYS,
        lambda p: frozenset(p.items),
        lambda p, w: wording.names(p.items, w, "and"),
    ),
    Aspect(Part.ITEM_FORCE, _SAYS, _item_forces, _item_force_words),
    Aspect(
        Part.SILENCE,
        _SAYS,
        _silence,
        lambda p, w: wording.silence(p.silence, w) if p.silence else "",
    ),
    Aspect(Part.FORCE, _SAYS, lambda p: p.force, _quiet(lambda p: p.force.value)),
    Aspect(Part.GIVES_WAY, _SAYS, _gives_way, _gives_way_words),
)
WHOLE_POWER = Aspect(Part.POWER, _SAYS, lambda p: p.variation is not None, _power_words)
POWER = (
    Aspect(
        Part.POWER_BY,
        _SAYS,
        lambda p: frozenset(p.variation.by) if p.variation else None,
        _power_by,
    ),
    Aspect(Part.POWER_LIMIT, _SAYS, lambda p: p.variation and p.variation.up_to, _quiet(_limit)),
    Aspect(
        Part.POWER_WHEN,
        _STANDS,
        lambda p: normal(p.variation.when) if p.variation else None,
        lambda p, w: where(p.variation.when, w) if p.variation else "",
    ),
    Aspect(
        Part.POWER_FORCE,
        _SAYS,
        lambda p: p.variation and p.variation.force,
        _quiet(lambda p: p.variation.force.value if p.variation else ""),
    ),
    Aspect(
        Part.POWER_RECORDED,
        _IN_WORDS,
        lambda p: p.variation and p.variation.recorded_as,
        _quiet(lambda p: p.variation.recorded_as if p.variation else ""),
    ),
    Aspect(
        Part.POWER_CITE,
        _IN_WORDS,
        lambda p: p.variation and p.variation.cite,
        _quiet(lambda p: str(p.variation.cite) if p.variation else ""),
    ),
)
STANDING = (
    Aspect(Part.CONDITION, _STANDS, lambda p: normal(p.when), lambda p, w: where(p.when, w)),
    Aspect(
        Part.EXCEPTION,
        _STANDS,
        lambda p: frozenset(p.exception_to),
        _quiet(lambda p: ", ".join(p.exception_to)),
    ),
)
WORDED = (
    Aspect(Part.STATEMENT, _IN_WORDS, lambda p: p.statement, _quiet(lambda p: p.statement)),
    Aspect(Part.ITEM_WORDS, _IN_WORDS, _item_words, _item_words_said),
    Aspect(Part.TERM, _IN_WORDS, lambda p: p.term, _quiet(lambda p: p.term)),
    Aspect(Part.NOTE, _IN_WORDS, lambda p: p.note, _quiet(lambda p: p.note)),
    Aspect(
        Part.CITATION,
        _IN_WORDS,
        lambda p: p.cite,
        _quiet(lambda p: f"section {p.cite.section}, {p.cite}"),
    ),
    Aspect(
        Part.ASSUMES,
        _IN_WORDS,
        lambda p: frozenset(p.assumes),
        _quiet(lambda p: "; ".join(p.assumes)),
    ),
    Aspect(
        Part.ALLOWS,
        _IN_WORDS,
        lambda p: p.allows,
        _quiet(lambda p: "; ".join(f"{a.code}: {a.because}" for a in p.allows)),
    ),
)
