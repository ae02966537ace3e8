"""A spreadsheet's cell as the text that an export of it would have."""

import re
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

DIGITS = 15
"""That many a spreadsheet keeps."""
EPOCH, EPOCH_ENDS = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  a spreadsheet knows no zone
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
ESCAPED_RETURN = "_x000D_"


def cell_text(cell: Any) -> str:
    """Dates as 2026-10-05 09:00:00 or 2026-10-05, times as h:mm:ss, errors as nothing."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, str):
        return value.replace(ESCAPED_RETURN, "")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    if isinstance(value, datetime):
        return _moment(value, cell.number_format or "")
    if isinstance(value, time):
        return _duration(
            timedelta(hours=value.hour, minutes=value.minute, seconds=value.second + (value.microsecond >= 500_000))
        )
    return _duration(value) if isinstance(value, timedelta) else _day(value)


def _number(value: float, shown: str) -> str:
    if not isfinite(value):
        return ""
    percent = "%" if "%" in QUOTED.sub("", shown) else ""
    number = value * 100 if percent else value
    whole = isinstance(number, int) or (number.is_integer() and abs(number) < 10**DIGITS)
    return f"{int(number) if whole else format(number, f'.{DIGITS}g')}{percent}"


def _moment(value: datetime, shown: str) -> str:
    rounded = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    letters = QUOTED.sub("", shown.lower())
    if value < EPOCH_ENDS and shown and "d" not in letters and "y" not in letters:
        # More than a day of hours, shown as a time.
        return _duration(rounded - EPOCH)
    if rounded.time() == time() and "h" not in letters:
        return rounded.date().isoformat()
    return rounded.isoformat(" ")


def _day(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _duration(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = "-" if seconds < 0 else "", abs(seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
