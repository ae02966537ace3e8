"""Written dates and times in parts, before anything says which part is the day."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta, timezone, tzinfo
from functools import lru_cache

from storage.imports.months import spelled

STAMP = re.compile(
    r"(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})"
    r"(?:(?:T|[\s,]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([AaPp])\.?\s?[Mm]\.?)?"
    r"\s*(?:(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?(?:\s?\([A-Z]{3,5}\))?|([A-Z]{1,5}))?)?",
    re.ASCII,
)
ZONES = {
    **dict.fromkeys(("Z", "UTC", "GMT"), 0),
    **{"EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8},
    **{"BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3},
}
"""Hours ahead of UTC: the names that RFC 2822 defines, and the European ones."""
PLAIN = str.maketrans({"\xa0": " ", "\u202f": " ", "\u2009": " "})
HALVES = re.compile(r"(?<=\d)\s*(ДП|ПП)(?=\s|$)", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR, LONGEST = 1970, 2100, 60


@dataclass(frozen=True, slots=True)
class Stamp:
    """The parts of a cell; `at` is none for a bare date, `offset` for a time that does not say its zone."""

    parts: tuple[str, str, str]
    at: time | None
    offset: tzinfo | None


def read_stamp(cell: str) -> Stamp | None:
    """The parts of a written date or time; none for anything else."""
    written = cell.strip()
    if len(written) > LONGEST:
        return None
    match = STAMP.fullmatch(written) or STAMP.fullmatch(_latin(written)) or STAMP.fullmatch(spelled(written) or "")
    if match is None:
        return None
    a, _, b, c, hour, minute, second, half, sign, hours, minutes, name = match.groups()
    if hour is None:
        return Stamp((a, b, c), None, None)
    try:
        at = time(_hour(int(hour), half), int(minute), int(second or 0))
        return Stamp((a, b, c), at, _offset(sign, hours, minutes) if sign else _zone(name))
    except (ValueError, KeyError):
        return None


@lru_cache(10_000)
def day_of(parts: tuple[str, str, str], order: str) -> date | None:
    """The date of three parts in this order; a year of four digits in front settles it."""
    written = "ymd" if len(parts[0]) == 4 else order
    year, month, day = (parts[written.index(part)] for part in "ymd")
    try:
        found = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _latin(written: str) -> str:
    """Halves of the day as English has them, and plain blanks."""
    if written.isascii():
        return ""
    return HALVES.sub(lambda half: " AM" if half[1].upper() == "ДП" else " PM", written.translate(PLAIN))


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(f"{hour} {half} is no hour")
    return hour % 12 + (12 if half in "pP" else 0)


def _zone(name: str | None) -> tzinfo | None:
    return None if name is None else timezone(timedelta(hours=ZONES[name]))


def _offset(sign: str, hours: str, minutes: str | None) -> tzinfo:
    span = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-span if sign == "-" else span)
