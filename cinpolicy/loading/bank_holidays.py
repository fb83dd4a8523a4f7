"""England's working-day calendar, from the ``holidays`` library."""

from datetime import date
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from cinpolicy.calendar import WorkingCalendar
from cinpolicy.loading.compiled import compiled

FIRST_YEAR, LAST_YEAR = 2000, 2045


def england() -> WorkingCalendar:
    """Working days in England from ``FIRST_YEAR`` to ``LAST_YEAR``.

    Days moved or added by proclamation are those the installed library knows of; future
    years follow the standing rules.
    """
    source = f"{_library()} {FIRST_YEAR}-{LAST_YEAR}"
    table = compiled("bank-holidays", source.encode(), _table)
    return WorkingCalendar(table, FIRST_YEAR, LAST_YEAR)


def _library() -> str:
    """The installed library and its version.

    Its metadata folder is named after both; reading what is in it takes much longer.
    """
    spec = find_spec("holidays")
    home = Path(spec.origin).parent.parent if spec and spec.origin else Path()
    found = sorted(folder.name for folder in home.glob("holidays-*.dist-info"))
    return found[0] if len(found) == 1 else f"holidays {version('holidays')}"


def _table() -> dict[date, str]:
    import holidays

    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return dict(sorted(holidays.country_holidays("GB", subdiv="ENG", years=years).items()))
