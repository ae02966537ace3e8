"""Dates with the month in letters, English or Russian, rewritten in digits."""

import re
from datetime import datetime, timedelta, timezone, tzinfo

MONTHS = (
    ("january", "января", "январь"),
    ("february", "февраля", "февраль"),
    ("march", "марта", "март"),
    ("april", "апреля", "апрель"),
    ("may", "мая", "май"),
    ("june", "июня", "июнь"),
    ("july", "июля", "июль"),
    ("august", "августа", "август"),
    ("september", "сентября", "сентябрь"),
    ("october", "октября", "октябрь"),
    ("november", "ноября", "ноябрь"),
    ("december", "декабря", "декабрь"),
)
WEEKDAY = r"(?:[^\W\d]{2,}\.?,?\s+)?"
DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
MONTH = r"([^\W\d]{3,})\.?,?"
REST = r"(?:\s*г(?:\.|ода)?(?!\w))?,?(?:\s+(?:at|в)(?=\s))?(.*)"
SPELLED = (
    re.compile(rf"{WEEKDAY}{DAY}[\s.-]+(?:of\s+)?{MONTH}[\s-]*(?P<year>\d{{4}}|\d{{2}}(?=\s|$)){REST}", re.IGNORECASE),
    re.compile(rf"{WEEKDAY}{MONTH}[\s-]+{DAY},?[\s-]+(?P<year>\d{{4}}){REST}", re.IGNORECASE),
)
OFFSET = re.compile(r"\b(?:GMT|UTC)(?=[+-]\d)")
"""Left out for dateutil, which reads GMT+3 as three hours behind."""
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def spelled(written: str) -> str | None:
    """The same in digits, year first; none where no month is named, or anything is left to guess."""
    day_first, month_first = SPELLED
    if match := day_first.fullmatch(written):
        day, name, year, rest = match.groups()
    elif match := month_first.fullmatch(written):
        name, day, year, rest = match.groups()
    else:
        return _elsewhere(written)
    month = _month(name)
    return f"{int(year) + (2000 if len(year) == 2 else 0)}-{month}-{day} {rest}".strip() if month else None


def _month(name: str) -> int | None:
    """Its number, by the whole name or its first letters."""
    word = name.casefold()
    return next((n for n, names in enumerate(MONTHS, 1) if any(known.startswith(word) for known in names)), None)


def _elsewhere(written: str) -> str | None:
    """What dateutil knows beyond that, as "Mon Oct 5 09:00:00 UTC 2026": with a named month nothing is mistaken."""
    named = any(_month(word) for word in re.findall(r"[A-Za-z]{3,}", written))
    if not named or not YEAR.search(written):
        return None
    from dateutil import parser

    try:
        found = [
            parser.parse(OFFSET.sub("", written), default=filler, tzinfos=_zone)
            for filler in (datetime(2001, 1, 1), datetime(2002, 2, 2))  # noqa: DTZ001
        ]
    except (ValueError, OverflowError):
        return None
    return found[0].isoformat(" ", "seconds") if found[0] == found[1] else None


def _zone(name: str | None, offset: int | None) -> tzinfo:
    if offset is None or name not in (None, "UTC", "GMT", "Z"):
        raise ValueError(f"{name} is no zone that means one thing")
    return timezone(timedelta(seconds=offset))
