"""England's working-day calendar, from the ``holidays`` library."""

from datetime import date
from importlib.metadata import version

from cinpolicy.calendar import WorkingCalendar
from cinpolicy.loading.compiled import compiled

FIRST_YEAR, LAST_YEAR = 2000, 2045


def england() -> WorkingCalendar:
    """Working days in England from ``FIRST_YEAR`` to ``LAST_YEAR``.

    Days moved or added by proclamation are those the installed library knows of; future
    years follow the standing rules.
    """
    source = f"holidays {version('holidays')} {FIRST_YEAR}-{LAST_YEAR}"
    table = compiled("bank-holidays", source.encode(), _table)
    return WorkingCalendar(table, FIRST_YEAR, LAST_YEAR)


def _table() -> dict[date, str]:
    import holidays

    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return dict(sorted(holidays.country_holidays("GB", subdiv="ENG", years=years).items()))
