"""The days of cycles: what follows a cycle, and what lies across another one."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

QUARTER = re.compile(
    r"(?P<year>\d{4})(?P<between>[- /]?)Q[1-4]|Q[1-4](?P<between_>[- /]?)(?P<year_>\d{4})", re.IGNORECASE
)
DAY = timedelta(days=1)


class Span(Protocol):
    """Both days belong to it."""

    @property
    def first(self) -> date: ...

    @property
    def last(self) -> date: ...


Found = TypeVar("Found", bound=Span)


@dataclass(frozen=True)
class Proposal:
    """What a new cycle may be called, empty where nothing suggests itself, and its days."""

    name: str
    first: date
    last: date


def quarter(day: date, pattern: str = "2000-Q1") -> Proposal:
    """The quarter of the year that a day lies in, named as `pattern` names another one."""
    number = (day.month - 1) // 3 + 1
    first = date(day.year, number * 3 - 2, 1)
    return Proposal(_named(pattern, day.year, number), first, _month_after(first, 3) - DAY)


def following(name: str, cycle: Span) -> Proposal:
    """What comes after a cycle: the next quarter after one, as many whole months after whole months, else as many
    days."""
    first = cycle.last + DAY
    if QUARTER.fullmatch(name.strip()):
        return quarter(first, name.strip())
    months = _months(cycle)
    last = _month_after(first, months) - DAY if months else first + (cycle.last - cycle.first)
    return Proposal(str(first.year) if months == 12 and name == str(cycle.first.year) else "", first, last)


def overlapping(span: Span, others: Collection[Found]) -> list[Found]:
    """Those that share a day with it."""
    return [other for other in others if other.first <= span.last and span.first <= other.last]


def next_of(span: Span, others: Collection[Found]) -> Found | None:
    """The first that begins and ends after it; of several that begin together the one that is as long."""
    after = [other for other in others if other.first > span.first and other.last > span.last]
    return min(
        after, key=lambda other: (other.first, abs((other.last - other.first) - (span.last - span.first))), default=None
    )


def _named(pattern: str, year: int, number: int) -> str:
    """2026-Q4 and Q4 2026 keep their ways."""
    found = QUARTER.fullmatch(pattern)
    letter = "q" if "q" in pattern else "Q"
    if found and found["year_"]:
        return f"{letter}{number}{found['between_']}{year}"
    return f"{year}{found['between'] if found else '-'}{letter}{number}"


def _months(span: Span) -> int:
    """Of a span of whole months how many they are, else 0."""
    after = span.last + DAY
    whole = span.first.day == after.day == 1
    return (after.year - span.first.year) * 12 + after.month - span.first.month if whole else 0


def _month_after(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)
