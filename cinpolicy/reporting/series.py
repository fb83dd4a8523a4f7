"""How far apart the later dates of a series lie, where the first of it that differs is told."""

from cinpolicy import wording
from cinpolicy.cells import Aspect, Comparison, Row


def widest_later(comparison: Comparison, row: Row) -> str:
    """The widest gap of a row's series, where that is not its own: ``155 days by the ...``."""
    alike = [
        (one.size or 0, other)
        for other in comparison.rows
        if other.series == row.series
        for one in other.divergences
        if one.aspect is Aspect.DATE
    ]
    own = next((days for days, other in alike if other.key == row.key), None)
    if own is None:
        return ""
    days, widest = max(alike, key=lambda found: found[0])
    label = wording.lower_first(widest.label)
    return f"{wording.days(days)} by the {label}" if days > own else ""
