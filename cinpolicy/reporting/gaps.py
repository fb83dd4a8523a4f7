"""Why two dates lie apart, in words."""

from collections.abc import Iterator

from cinpolicy import wording
from cinpolicy.cells import Gap


def pieces(gap: Gap | None) -> list[str]:
    """The pieces of a gap, where more than one piece makes it."""
    made_of = list(_made_of(gap))
    return [_piece(days, why) for days, why in made_of] if len(made_of) > 1 else []


def in_a_sentence(gap: Gap | None) -> str:
    """What a gap is made of, what makes it smaller at the end; empty where that is not known."""
    made_of = sorted(_made_of(gap), key=lambda one: one[0] < 0)
    if len(made_of) <= 1:
        return "".join(f"This is {why}." for _, why in made_of)
    more = wording.listed((_piece(days, why) for days, why in made_of if days > 0), "and")
    less = wording.listed((_piece(days, why) for days, why in made_of if days < 0), "and")
    return f"Made up of {', '.join(filter(None, (more, less)))}."


def _made_of(gap: Gap | None) -> Iterator[tuple[int, str]]:
    if gap is None:
        return
    reasons = (
        (gap.start, "because what starts the time falls on different days"),
        (gap.period, "because the periods differ"),
        (gap.non_working, "because of non-working days passed over"),
        (gap.moved, "because a date was moved off a non-working day"),
    )
    yield from (reason for reason in reasons if reason[0])


def _piece(days: int, why: str) -> str:
    return f"{'less ' if days < 0 else ''}{wording.days(abs(days))} {why}"
