"""The timeline as a table: every date, and where the page tells why it falls there."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from cinpolicy import wording
from cinpolicy.reporting.explanation import Explainer
from cinpolicy.reporting.html.points import Key, Point
from cinpolicy.reporting.html.reasons import Reason, reasons
from cinpolicy.reporting.naming import Names


@frozen(kw_only=True)
class DateShown:
    """One date of the timeline in words.

    ``cell`` is the place of the side-by-side table that tells why it falls there; where the
    table has none, ``reasons`` do.
    """

    day: str
    authority: str
    point: Point
    cell: str
    reasons: tuple[Reason, ...]


def dates(
    points: Iterable[Point],
    explainers: Mapping[str, Explainer],
    places: Mapping[Key, str],
    names: Names,
) -> tuple[DateShown, ...]:
    """The dates by day; ``places`` are those of the side-by-side table."""
    in_time = sorted(points, key=lambda one: one.day)
    return tuple(_date(one, explainers[one.authority], places, names) for one in in_time)


def _date(point: Point, explainer: Explainer, places: Mapping[Key, str], names: Names) -> DateShown:
    cell = places.get(point.key, "")
    return DateShown(
        day=wording.day(point.day),
        authority=names[point.authority],
        point=point,
        cell=cell,
        reasons=() if cell else reasons(explainer.fields(point.owed, repeating=False)),
    )
