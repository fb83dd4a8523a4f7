"""Why two dates lie apart, in words."""

from cinpolicy.cells import Gap


def pieces(gap: Gap | None) -> list[str]:
    """The pieces of a gap, where more than one piece makes it."""
    if gap is None:
        return []
    reasons = [
        (gap.start, "because the clocks start on different days"),
        (gap.period, "because the periods differ"),
        (gap.non_working, "because of non-working days passed over"),
        (gap.moved, "because a date was moved off a non-working day"),
    ]
    said = [f"{days} days {why}" for days, why in reasons if days]
    return said if len(said) > 1 else []
