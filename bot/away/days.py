"""Days as people type them, in English and Russian: 1.12..5.12, tomorrow..fri, until 5 Dec, с 1 по 5 декабря."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import UserError
from bot.rules.calendar import first_weekday, monday

MONTHS = ("jan янв", "feb фев", "mar мар", "apr апр", "may май мая", "jun июн", "jul июл", "aug авг", "sep сен",
          "oct окт", "nov ноя", "dec дек")  # fmt: skip
WEEKDAYS = ("mon пн пон", "tue вт вто", "wed ср сре", "thu чт чет", "fri пт пят", "sat сб суб", "sun вс вос")
WORDS = {
    **dict.fromkeys(("today", "now", "сегодня"), 0),
    **dict.fromkeys(("tomorrow", "завтра"), 1),
    **dict.fromkeys(("day after tomorrow", "the day after tomorrow", "послезавтра"), 2),
}
SPANS = {
    **dict.fromkeys(("this week", "эта неделя", "эту неделю", "на этой неделе", "до конца недели"), 0),
    **dict.fromkeys(("next week", "следующая неделя", "следующую неделю", "на следующей неделе"), 1),
}
PERIODS = {"day": 1, "дн": 1, "ден": 1, "week": 7, "недел": 7}
"""How the names of periods begin, and their days."""
TYPED = str.maketrans({"ё": "е", "–": "-", "—": "-", "−": "-", "…": "..", "\u00a0": " ", ",": " "})
NOISE = re.compile(r"\b(away|on|of|the|г|года|включительно|inclusive|year)\b\.?|(?<=\d)(st|nd|rd|th|-?го|-?е)\b")
ENDS = re.compile(r"\s*\.\.+\s*|\s+-+\s+|\s+(?:to|until|till|through|thru|по|до)\s+")
BARE = re.compile(r"(?<![\d.-])(\d{1,2}) ?- ?(\d{1,2})(?=\s+[a-zа-я])|([a-zа-я]+) (\d{1,2}) ?- ?(\d{1,2})(?!\d)")
FROM = re.compile(r"^(?:from|since|starting|с|со)\s+")
UNTIL = re.compile(r"^(?:until|till|to|through|thru|по|до)\s+")
LASTING = re.compile(r"(?:for|на)?\s*(\d{1,3}|a|an|one|one whole|целую)?\s*([a-zа-я]+)")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?\.?")
NAMED = re.compile(r"(\d{1,2})\.? ([a-zа-я]{3,})\.?(?: (\d{4}))?")
NAMED_FIRST = re.compile(r"([a-zа-я]{3,})\.? (\d{1,2})(?: (\d{4}))?")
YEARS = range(2000, 2101)
LONG_AGO = timedelta(days=90)
"""A day without its year that lies further back means the next year's."""
LONGEST_GUESSED = timedelta(days=200)
"""Only an absence no longer than this goes on into the next year without its being said."""


@dataclass(frozen=True)
class Days:
    """Both included."""

    first: date
    last: date


def read_days(typed: str, today: date) -> Days:
    """UserError where it cannot be read, lies backwards or is over."""
    words = " ".join(NOISE.sub(" ", typed.lower().translate(TYPED)).split())
    found = _whole(words, today) or _from_to(words, today)
    if found is None:
        raise UserError("away.unreadable")
    return checked(found, today)


def checked(days: Days, today: date) -> Days:
    """UserError for days that lie backwards or are over."""
    if days.last < days.first:
        raise UserError("away.backwards")
    if days.last < today:
        raise UserError("away.over")
    return days


def _whole(words: str, today: date) -> Days | None:
    """What is said at once: this week, 3 days, for a week."""
    if words in SPANS:
        first = monday(today) + timedelta(weeks=SPANS[words])
        return Days(max(first, today), first + timedelta(days=6))
    lasting = LASTING.fullmatch(words)
    if not lasting or not (length := _prefixed(lasting[2], PERIODS)):
        return None
    times = int(lasting[1]) if (lasting[1] or "").isdecimal() else 1
    return Days(today, today + timedelta(days=times * length - 1)) if times else None


def _from_to(words: str, today: date) -> Days | None:
    words = BARE.sub(lambda found: f"{found[3] or ''} {found[1] or found[4]} .. {found[2] or found[5]}".strip(), words)
    if UNTIL.match(words):
        last = _day(UNTIL.sub("", words), today)
        return Days(today, last) if last else None
    begins, *ends = ENDS.split(FROM.sub("", words))
    if len(ends) > 1:
        return None
    if not ends:
        day = _day(begins, today)
        return Days(day, day) if day else None
    first, last = _both(begins, UNTIL.sub("", ends[0]), today)
    return Days(first, last) if first and last else None


def _both(begins: str, ends: str, today: date) -> tuple[date | None, date | None]:
    """One end may lack the month that the other has: с 1 по 5 декабря, Dec 1..5."""
    if begins.isdecimal():
        begins = _with_month(begins, ends)
    elif ends.isdecimal():
        ends = _with_month(ends, begins)
    first = _day(begins, today)
    if first is None:
        return None, None
    last = _day(ends, first, since=first)
    return first, last


def _with_month(day: str, other: str) -> str:
    """The other end with its day changed; a month of digits stands after its day, and a year before it."""
    if ISO.fullmatch(other):
        return f"{other.rpartition('-')[0]}-{day}"
    return re.sub(r"(?<!\d)\d{1,2}(?!\d)", day, other, count=1)


def _day(words: str, near: date, since: date | None = None) -> date | None:
    """A day on or after `since`, if that is told, else the one that is meant near a day."""
    words = words.strip()
    if words in WORDS and since is None:
        return near + timedelta(days=WORDS[words])
    if (weekday := _place(words, WEEKDAYS)) is not None:
        return first_weekday(near, weekday)
    if found := ISO.fullmatch(words):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := DOTTED.fullmatch(words):
        return _dated(int(found[1]), int(found[2]), found[3], near, since)
    found, order = NAMED.fullmatch(words), (1, 2)
    if not found:
        found, order = NAMED_FIRST.fullmatch(words), (2, 1)
    month = _place(found[order[1]], MONTHS) if found else None
    return _dated(int(found[order[0]]), month + 1, found[3], near, since) if found and month is not None else None


def _dated(day: int, month: int, year: str | None, near: date, since: date | None) -> date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this, following = _date(near.year, month, day), _date(near.year + 1, month, day)
    if this is None or following is None:
        return this or following
    if since is None:
        return this if this >= near - LONG_AGO else following
    return following if this < since and following - since <= LONGEST_GUESSED else this


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """The place of the weekday or month that a word, or its first letters, names."""
    for place, beginnings in enumerate(names):
        if word.isalpha() and word.startswith(tuple(beginnings.split())):
            return place
    return None


def _prefixed(word: str, names: Mapping[str, int]) -> int | None:
    return next((length for name, length in names.items() if word.startswith(name)), None)
