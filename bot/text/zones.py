"""Time zones by the names that people call them."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

ANYWHERE = "UTC"
WORD = re.compile(r"[\w']+")


@cache
def zones() -> tuple[str, ...]:
    """UTC, and those of places, by name; none of the old names that the same place had before."""
    known = get_global("zone_territories")
    return (
        ANYWHERE,
        *sorted(name for name in available_timezones() if name in known and "/" in name and "Etc" not in name),
    )


def zone_name(zone: str, locale: Locale, at: datetime) -> str:
    """A zone in words, with its offset at an instant: Москва · Europe/Moscow · UTC+3."""
    local = at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    return zone if zone == ANYWHERE else f"{_place(zone, locale)} · {zone} · UTC{_offset(local)}"


def find_zones(typed: str, locales: Sequence[Locale]) -> Iterator[str]:
    """The zones whose name, or a word of it in one of the languages, begins with what is typed."""
    wanted = typed.strip().casefold().replace(" ", "_")
    for zone in zones():
        if any(name.startswith(wanted) for locale in locales for name in _names(zone, locale)):
            yield zone


@cache
def _names(zone: str, locale: Locale) -> tuple[str, ...]:
    """The whole name and each end of the place's: new york and york; in lower case, with _ for spaces."""
    place = _place(zone, locale).casefold()
    ends = (place[word.start() :].replace(" ", "_") for word in WORD.finditer(place))
    return zone.casefold(), *ends


@cache
def _place(zone: str, locale: Locale) -> str:
    """The city that a zone is called after, as the language calls it: Москва, New York."""
    told = (locale.time_zones.get(name, {}).get("city") for name in (zone, *_former(zone)))
    return next(filter(None, told), None) or zone.rpartition("/")[2].replace("_", " ")


def _former(zone: str) -> list[str]:
    """The names that it had before, which some lists still go by."""
    return [old for old, new in get_global("zone_aliases").items() if new == zone]


def _offset(span: timedelta) -> str:
    """+3, −5, +5:30."""
    sign, minutes = "−" if span < timedelta() else "+", abs(int(span.total_seconds())) // 60
    hours, rest = divmod(minutes, 60)
    return f"{sign}{hours}:{rest:02}" if rest else f"{sign}{hours}"
