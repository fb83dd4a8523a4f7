"""Words that a procedure declares and never uses."""

from collections.abc import Iterator

from cinpolicy.check.checked import Checked, readings
from cinpolicy.check.findings import Finding
from cinpolicy.check.registry import check
from cinpolicy.conditions import facts_read
from cinpolicy.loading.circles import reached
from cinpolicy.provisions import Provision
from cinpolicy.vocabulary import Vocabulary

KINDS = {
    "facts": "fact",
    "events": "event",
    "activities": "activity",
    "roles": "role",
    "items": "item",
}


@check("CP401", "unused-word")
def unused_word(checked: Checked) -> Iterator[Finding]:
    """A fact, event, activity, role or item of the procedure's own that nothing in it uses."""
    own = checked.procedure.vocabulary
    used = _used(checked)
    for kind, noun in KINDS.items():
        for name in getattr(own, kind):
            if name not in used:
                told = f"The {noun} {name} is declared, and no provision uses it."
                yield checked.told(Finding(code="CP401", sentence=told), kind, name)


def _used(checked: Checked) -> frozenset[str]:
    """Every word that provisions use, at once or through the meaning of another."""
    procedure = checked.procedure
    used = {word for one in procedure.provisions for way in readings(one) for word in _words(way)}
    used |= {role for silence in procedure.silent_on.values() for role in silence.roles}
    used |= {topic.does for topic in procedure.vocabulary.topics.values()}
    means = _rests_on(procedure.vocabulary)
    return frozenset(used.union(*(reached(word, means) for word in used)))


def _rests_on(own: Vocabulary) -> dict[str, tuple[str, ...]]:
    """For each word a procedure declares, the words its declaration names."""
    activities = {
        one.name: (*one.stops_on, one.counts_as, one.limit_of, one.series)
        for one in own.activities.values()
    }
    roles = {one.name: (one.kind_of,) for one in own.roles.values()}
    return {**{one.name: (one.of,) for one in own.facts.values()}, **roles, **activities}


def _words(one: Provision) -> Iterator[str]:
    """Every word in a provision; some are no words of a vocabulary, which does no harm."""
    yield from (one.subject, one.of, *one.by, *one.roles, *one.items, *facts_read(one.when))
    if one.timing:
        yield from (*one.timing.after, one.timing.before, *one.timing.or_sooner_on)
        yield one.timing.which.after if one.timing.which else ""
    if one.decision:
        yield from (*one.decision.recommended_by, one.decision.forum)
    if one.silence:
        yield from one.silence.roles
    if one.variation:
        yield from (*one.variation.by, *facts_read(one.variation.when))
    if one.gives_way_to:
        yield one.gives_way_to.activity
