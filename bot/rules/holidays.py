"""Public holidays of a country, or of a part of one: "RU", "DE-BY"."""

from datetime import date, timedelta
from functools import lru_cache

SATURDAY = 5
ANY_YEAR = 2026


def is_known(code: str) -> bool:
    return _holidays(code, ANY_YEAR) is not None


def is_holiday(day: date, code: str) -> bool:
    """False on every day for no code, or one that is not known."""
    return bool(code) and day in (_holidays(code, day.year) or ())


def working_day(day: date, code: str) -> date:
    """The day itself where it is no holiday, else the next that is neither a holiday nor of a weekend."""
    if not is_holiday(day, code):
        return day
    while is_holiday(day, code) or day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=256)
def _holidays(code: str, year: int) -> frozenset[date] | None:
    from holidays import country_holidays  # many countries: not loaded by who keeps none

    country, _, part = code.partition("-")
    try:
        return frozenset(country_holidays(country, subdiv=part or None, years=year))
    except NotImplementedError:
        return None
