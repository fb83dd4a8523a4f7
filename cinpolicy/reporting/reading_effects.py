"""What it would change to read a text otherwise, in words."""

from attrs import define, field

from cinpolicy.cells import Comparison, Divergence, Row
from cinpolicy.report import Report


@define
class Effect:
    """What readings together do: divergences that do not hold then, and that arise then."""

    readings: tuple[str, ...]
    lost: list[str] = field(factory=list)
    arising: list[str] = field(factory=list)


def effects(comparison: Comparison) -> list[Effect]:
    """The readings on which divergences depend, in order, and what each of them does."""
    found: dict[tuple[str, ...], Effect] = {}
    for row in comparison.rows:
        for one in row.divergences:
            if one.robust is False:
                found.setdefault(one.depends_on, Effect(one.depends_on)).lost.append(_of(row, one))
        for one in row.under_readings:
            found.setdefault(one.depends_on, Effect(one.depends_on)).arising.append(_of(row, one))
    return [found[readings] for readings in sorted(found)]


def _of(row: Row, one: Divergence) -> str:
    return f"{row.label}: {one.aspect.value}"


def how_many_hold(comparison: Comparison) -> str:
    """How many divergences hold however the texts are read, as far as that was looked at."""
    if not comparison.every_reading:
        return "The case was run under the first reading of each text only."
    found = [one for row in comparison.rows for one in row.divergences]
    robust = sum(one.robust is True for one in found)
    unknown = [one.code for one in found if one.robust is None]
    said = f"{robust} of {len(found)} divergences hold under every combination of readings."
    if unknown:
        said += f" For these there are too many combinations to try: {', '.join(unknown)}."
    return said


def reading_in_words(name: str) -> str:
    """A reading as people name it: ``kent, visits to disabled children, read as four weeks``."""
    place, _, reading = name.rpartition(" = ")
    authority, _, ambiguity = place.partition(": ")
    return f'{authority}, {ambiguity.replace("-", " ")}, read as "{reading.replace("_", " ")}"'


def why_so_read(name: str, report: Report) -> str:
    """What speaks for a reading, in the words of who encoded the text; empty where nothing is."""
    place, _, reading = name.rpartition(" = ")
    authority, _, wanted = place.partition(": ")
    procedure = report.procedures.get(authority) or report.layers.get(authority)
    ambiguities = procedure.ambiguities if procedure else ()
    return next((one.readings.get(reading, "") for one in ambiguities if one.id == wanted), "")
