"""Numbers as people write and read them: decimal comma or point, spaces between thousands."""

import math
import re
from decimal import localcontext
from functools import lru_cache

from babel import Locale
from babel.numbers import format_decimal

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
MOST_DIGITS = 320
"""Of a float and its decimals: Babel refuses to round what has more than the context's 28."""
SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")


@lru_cache(maxsize=4096)  # a digest and its pictures say most numbers more than once
def written(value: float, locale: Locale, digits: int = 2) -> str:
    """`value` with at most `digits` decimals, grouped by thousands; minus zero is zero."""
    rounded = round(value, digits) or 0
    pattern = "#,##0." + "#" * digits if digits else "#,##0"
    with localcontext(prec=MOST_DIGITS):
        return format_decimal(rounded, pattern, locale=locale).replace("-", "\u2212")


def read_number(typed: str) -> float | None:
    """The number in `typed` ("48", "48,5", "1 200", "-3.5 %"), none where it is no finite number.

    A single comma is a decimal comma; commas before a point, or several, separate thousands.
    """
    compact = SPACES.sub("", typed).rstrip("%").replace("\u2212", "-")
    if "." in compact or compact.count(",") > 1:
        compact = compact.replace(",", "")
    compact = compact.replace(",", ".")
    if not NUMBER.fullmatch(compact):
        return None
    value = float(compact)
    return value if math.isfinite(value) else None
