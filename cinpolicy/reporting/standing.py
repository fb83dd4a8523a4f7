"""Where an authority stands among all others before and after a change, in sentences and JSON."""

from collections.abc import Iterable, Iterator, Sequence

from cinpolicy import wording
from cinpolicy.asked_of_all import Among, AskedOfAll, Said
from cinpolicy.order_of_lengths import Against, Beside, Lengthwise
from cinpolicy.reporting.json_parts import Shape, citation, fact_values, period, question
from cinpolicy.standing import MovedDate, Neighbour, Place, Standing

# --- dates -----------------------------------------------------------------------------------


def in_sentences(one: Standing, most: int | None = None) -> tuple[str, ...]:
    """What moved from which place to which, the cases, who is nearest, who gives no date.

    At ``most`` so many cases are named, the others counted.
    """
    first = one.moved[0]
    before, after = _place(first.before), _place(first.after)
    befores, afters = ([m.before for m in one.moved], [m.after for m in one.moved])
    told = [
        f"{one.label}: {before} before, {after} after.",
        f"Shown by {_listed(_cases(one.moved, most))}.",
    ]
    told += _before_and_after(list(_nearest(befores)), list(_nearest(afters)))
    told += _without_a_date(first)
    return tuple(told)


def _cases(moved: Sequence[MovedDate], most: int | None) -> list[str]:
    named = [_case(one) for one in moved[:most]]
    left = len(moved) - len(named)
    return [*named, f"{left} more case{'s' * (left != 1)}"] if left else named


def _place(side: Place) -> str:
    if side.place is None:
        return f"no date ({side.why or 'not stated'})"
    if side.of == 1:
        return "the only date"
    if side.place == 1 and side.latest:
        return f"the same date as {_listed(side.shared)}"
    shared = f", with {_listed(side.shared)}" if side.shared else ""
    perhaps = f" ({_listed(side.unplaced)} may be earlier)" if side.unplaced else ""
    return f"{_rank(side)} of {side.of}{shared}{perhaps}"


def _rank(side: Place) -> str:
    assert side.place is not None
    if side.place == 1:
        return "earliest"
    if side.latest:
        return "latest"
    return f"{wording.lower_first(wording.ordinal(side.place))} earliest"


def _case(one: MovedDate) -> str:
    return f"{one.scenario} ({_date(one.before)}, then {_date(one.after)})"


def _date(side: Place) -> str:
    return wording.plain_day(side.due) if side.due else "no date"


def _nearest(sides: Sequence[Place]) -> Iterator[str]:
    """The nearest over several cases, each with the fewest and most days it is away.

    Where it is not the same in every case, that is said: none of them is the nearest in all.
    """
    days: dict[tuple[str, bool], list[int]] = {}
    for side in sides:
        for one in side.nearest:
            days.setdefault((one.authority, one.days > 0), []).append(abs(one.days))
    alike: dict[str, list[str]] = {}
    for (name, later), some in days.items():
        away = f"{_days(some)} {'later' if later else 'sooner'}"
        alike.setdefault(away, []).append(name)
    each = [f"{_listed(names)} ({away})" for away, names in alike.items()]
    if not each:
        return
    if len({frozenset((one.authority, one.days > 0) for one in s.nearest) for s in sides}) > 1:
        yield f"nearest is, by the case, {wording.listed(each, 'or')}"
    else:
        yield f"nearest {'is' if len(days) == 1 else 'are'} {_listed(each)}"


def _days(some: Sequence[int]) -> str:
    least, most = min(some), max(some)
    return wording.days(most) if least == most else f"{least} to {wording.days(most)}"


def _without_a_date(one: MovedDate) -> Iterator[str]:
    """Who has no date; told once where it is the same before and after."""
    before, after = one.before.undated, one.after.undated
    if after:
        same = before == after
        yield f"No date{'' if same else ' after'}: {_each(after)}."
    if before and before != after:
        yield f"No date before: {_each(before)}."


def _each(undated: Iterable[tuple[str, str]]) -> str:
    by_words: dict[str, list[str]] = {}
    for name, words in undated:
        by_words.setdefault(words, []).append(name)
    return "; ".join(f"{_listed(names)} ({words})" for words, names in by_words.items())


# --- answers to one question -----------------------------------------------------------------


def side_by_side(one: AskedOfAll, where: str, moved: str = "") -> tuple[str, ...]:
    """What each authority says, who says the same, and the order as far as there is one.

    ``where`` is the facts in words, as in "in the ordinary case"; ``moved``, where it is given,
    tells what changed in fewer words than both sides take.
    """
    before, after = one.before, one.after
    both = f"{_said(before.said)} before, {_said(after.said)} after"
    told = [
        f"{one.asked}, {where}: {moved or both}.",
        f"The same before: {_alike(before, one)}; after: {_alike(after, one)}.",
    ]
    told += _before_and_after(
        [*_in_common(before), *_in_order(before.lengths)],
        [*_in_common(after), *_in_order(after.lengths)],
    )
    told.append(f"Others: {_others(one.others)}.")
    return tuple(told)


def _before_and_after(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """What holds on both sides is told once."""
    if before == after:
        yield from (f"Before and after: {text}." for text in before)
    else:
        yield from (f"Before: {text}." for text in before)
        yield from (f"After: {text}." for text in after)


def _said(one: Said) -> str:
    force = f" ({one.provision.force.value})" if one.provision and not one.failure else ""
    return f"{one.words}{force}"


def _alike(side: Among, one: AskedOfAll) -> str:
    names = side.same_force if one.force_only else side.same
    return _listed(names) if names else "nobody else"


def _in_common(side: Among) -> Iterator[str]:
    if side.nearest:
        yield (
            f"nearest is {_listed(side.nearest)}, with {side.common} of {side.together} in common"
        )


def _in_order(lengths: Lengthwise | None) -> Iterator[str]:
    if lengths is None:
        return
    if lengths.of > 1:
        shared = lengths.that_are(Against.AS_LONG)
        also = f", with {_listed(shared)}" if shared else ""
        nearest = _listed(map(_apart, lengths.nearest))
        yield f"{_short(lengths)} of {lengths.of} that can be put in order{also}" + (
            f"; nearest is {nearest}" if nearest else ""
        )
    no_order: dict[str, list[str]] = {}
    for one in lengths.beside:
        if one.its is Against.NO_ORDER:
            no_order.setdefault(one.why, []).append(one.authority)
    if no_order:
        each = (f"{_listed(names)} ({why})" for why, names in no_order.items())
        yield f"cannot be put in order with {'; '.join(each)}"


def _short(lengths: Lengthwise) -> str:
    shared = len(lengths.that_are(Against.AS_LONG))
    if lengths.place == 1:
        return "as long as all" if shared + 1 == lengths.of else "shortest"
    if lengths.place + shared == lengths.of:
        return "longest"
    return f"{wording.lower_first(wording.ordinal(lengths.place))} shortest"


def _apart(one: Beside) -> str:
    return f"{one.authority} ({one.apart} {one.its.value})"


def _others(others: Sequence[Said]) -> str:
    """What the others say, those who say it in the same words together."""
    by_words: dict[str, list[str]] = {}
    for one in others:
        by_words.setdefault(_said(one), []).append(one.authority)
    return "; ".join(f"{_listed(names)}: {words}" for words, names in by_words.items())


def _listed(names: Iterable[str]) -> str:
    return wording.listed(names, "and")


# --- JSON ------------------------------------------------------------------------------------


def standing_shape(one: Standing) -> Shape:
    """A move from place to place, with the cases that show it."""
    return {
        "row": one.row,
        "label": one.label,
        "topics": list(one.topics),
        "cases": [
            {
                "scenario": moved.scenario,
                "before": _place_shape(moved.before),
                "after": _place_shape(moved.after),
            }
            for moved in one.moved
        ],
    }


def _place_shape(side: Place) -> Shape:
    return {
        "date": side.due.isoformat() if side.due else None,
        "no_date_because": side.why or None,
        "place": side.place,
        "of": side.of,
        "shared_with": list(side.shared),
        "nearest": [_neighbour(one) for one in side.nearest],
        "undated": dict(side.undated),
        "perhaps_earlier": list(side.unplaced),
    }


def _neighbour(one: Neighbour) -> Shape:
    return {"authority": one.authority, "days": one.days}


def asked_shape(one: AskedOfAll) -> Shape:
    """What all say to one question, and how what one says stands among it."""
    return {
        **question(one.question),
        "asked": one.asked,
        "facts": fact_values(one.facts),
        "force_only": one.force_only,
        "before": _among_shape(one.before),
        "after": _among_shape(one.after),
        "others": [_said_shape(said) for said in one.others],
    }


def _among_shape(side: Among) -> Shape:
    lengths = side.lengths
    return {
        **_said_shape(side.said),
        "same": list(side.same),
        "same_with_same_force": list(side.same_force),
        "nearest": list(side.nearest),
        "in_common": side.common,
        "of_both": side.together,
        "lengths": lengths and _lengths_shape(lengths),
    }


def _lengths_shape(lengths: Lengthwise) -> Shape:
    return {
        "place": lengths.place,
        "of": lengths.of,
        "nearest": [one.authority for one in lengths.nearest],
        "beside": [
            {
                "authority": one.authority,
                "its": one.its.value,
                "why": one.why or None,
                "apart": period(one.apart),
            }
            for one in lengths.beside
        ],
    }


def _said_shape(one: Said) -> Shape:
    spoken = one.provision
    return {
        "authority": one.authority,
        "says": one.words,
        "force": spoken.force.value if spoken else None,
        "silence": one.silence.kind.value if one.silence else None,
        "answered_by": one.answered_by or None,
        "provision": spoken.id if spoken else None,
        "citation": citation(spoken.cite) if spoken else None,
        "failure": one.failure or None,
    }
