"""Durations: h:mm:ss, what spreadsheets make of it, or a plain number of minutes."""

import re

from storage.imports.numbers import read_number

CLOCK = re.compile(r"(?:(\d{1,4}) days?,? +)?(\d{1,6}):([0-5]?\d)(?::([0-5]?\d)(?:[.,](\d{1,6}))?)?", re.ASCII)
EPOCH_DAY = re.compile(r"(1899-12-3[01]|1900-01-\d\d)[T ](\d{2}:\d{2}:\d{2}(?:\.\d+)?)", re.ASCII)
"""A spreadsheet's time cell where its day is written too: Excel calls its first day 1900-01-01."""


def read_duration(cell: str) -> float | None:
    """Seconds; "1:30" is an hour and a half, "90" as long. None for anything else, and for less than nothing."""
    written = cell.strip()
    if dated := EPOCH_DAY.fullmatch(written):
        days = int(dated[1][-2:]) - 30 if dated[1].startswith("1899") else int(dated[1][-2:])
        clock = read_duration(dated[2])
        return None if clock is None else days * 86400 + clock
    if match := CLOCK.fullmatch(written):
        days_, hours, minutes, seconds, part = match.groups()
        whole = int(days_ or 0) * 86400 + int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)
        return whole + float(f"0.{part or 0}")
    number = read_number(written)
    return None if number is None or number < 0 else number * 60
