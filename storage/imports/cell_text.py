"""A spreadsheet's cell as the text that an export of it would have."""

import re
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

DIGITS = 15
"""That many a spreadsheet keeps."""
DURATIONS_BEFORE = 1910
"""A date so long ago is rather a number of hours, counted from 1900 or 1904."""
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
        return _moment(value, cell)
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


def _moment(value: datetime, cell: Any) -> str:
    from openpyxl.utils.datetime import to_excel

    shown = QUOTED.sub("", cell.number_format or "").lower()
    if value.year < DURATIONS_BEFORE and "d" not in shown and "y" not in shown:
        days = to_excel(value, cell.parent.parent.epoch)  # type: ignore[no-untyped-call]
        return _duration(timedelta(days=days))
    rounded = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    if rounded.time() == time() and "h" not in shown:
        return rounded.date().isoformat()
    return rounded.isoformat(" ")


def _day(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _duration(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = "-" if seconds < 0 else "", abs(seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
