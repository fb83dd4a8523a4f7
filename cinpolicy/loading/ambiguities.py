"""The places where a text leaves its meaning open, from their written form.

Every provision with readings is one, whether or not the file says more of it.
"""

from collections.abc import Iterable, Mapping

from cinpolicy.loading import written as w
from cinpolicy.loading.document import Scalar
from cinpolicy.loading.reading import Text, unknown
from cinpolicy.loading.words import Checker
from cinpolicy.procedure import Ambiguity, AmbiguityKind
from cinpolicy.provisions import Provision, Reading

_NEED_READINGS = frozenset({AmbiguityKind.AMBIGUOUS, AmbiguityKind.CONTRADICTION})


def build_ambiguities(
    written: Iterable[w.WrittenAmbiguity], provisions: Iterable[Provision], checker: Checker
) -> tuple[Ambiguity, ...]:
    """The recorded ambiguities, then one for each provision with readings named in none."""
    read_otherwise = {p.id: p for p in provisions if p.readings}
    recorded = []
    ids: set[str] = set()
    named: set[str] = set()
    for one in written:
        if one.id in ids:
            checker.at(one.id.node, "an id of its own", f"{one.id!s} again")
        ids.add(one.id)
        for name in one.provisions:
            _check_provision(name, read_otherwise, named, checker)
            named.add(name)
        recorded.append(_recorded(one, read_otherwise, checker))
    others = (p for name, p in read_otherwise.items() if name not in named)
    return (*recorded, *map(_of_one, others))


def _check_provision(
    name: Text, known: Mapping[str, Provision], named: set[str], checker: Checker
) -> None:
    if name not in known:
        assert isinstance(name.node, Scalar)
        checker.faults.append(unknown(name.node, "the id of a provision with readings", known))
    elif name in named:
        checker.at(name.node, "a provision in one ambiguity only", f"{name!s} again")


def _recorded(
    one: w.WrittenAmbiguity, known: Mapping[str, Provision], checker: Checker
) -> Ambiguity:
    """An ambiguity as the file records it; its readings are those of its provisions."""
    found = [known[name] for name in one.provisions if name in known]
    readings = {str(name): str(said) for name, said in one.readings.items()}
    if found:
        if readings:
            checker.at(one.node.values["readings"], "no readings beside those of its provisions")
        readings = _because(found[0].readings)
        _check_alike(one, found, checker)
    elif not one.provisions and len(readings) < 2 and one.kind in _NEED_READINGS:
        count = "one" if readings else "none"
        checker.at(one.node, "two readings at least (or provisions that have them)", count)
    return Ambiguity(
        id=str(one.id),
        kind=one.kind,
        paragraphs=one.paragraphs,
        says=str(one.says),
        readings=readings,
        provisions=tuple(provision.id for provision in found),
    )


def _check_alike(one: w.WrittenAmbiguity, found: list[Provision], checker: Checker) -> None:
    """Provisions read together have readings of the same names in the same order."""
    first = [reading.name for reading in found[0].readings]
    for name, provision in zip(one.provisions[1:], found[1:], strict=False):
        theirs = [reading.name for reading in provision.readings]
        if theirs != first:
            expected = f"a provision with the readings {', '.join(first)}"
            checker.at(name.node, expected, f"one with {', '.join(theirs)}")


def _of_one(provision: Provision) -> Ambiguity:
    """The ambiguity that a provision's own readings are."""
    cited = (number for r in provision.readings for number in r.provision.cite.paragraphs)
    return Ambiguity(
        id=provision.id,
        kind=AmbiguityKind.AMBIGUOUS,
        paragraphs=tuple(dict.fromkeys(sorted(cited))),
        says="",
        readings=_because(provision.readings),
        provisions=(provision.id,),
    )


def _because(readings: Iterable[Reading]) -> dict[str, str]:
    return {reading.name: reading.because for reading in readings}
