"""Numbers as people write them: decimal point or comma, thousands, money, per cent."""

import re
from collections.abc import Iterable

NUMBER = re.compile(r"[+-]?(?:\d[\d.,' ]*|[.,]\d+)", re.ASCII)
EXPONENT = re.compile(r"[+-]?\d{1,17}(?:\.\d+)?[eE][+-]?\d{1,2}", re.ASCII)
LONGEST = 60
"""Letters of a number; longer ones are none, and none is infinite."""
MONEY = re.compile(
    r"[$€£¥₽₴₸₹₺₩₪%]|\b(?:usd|eur|gbp|rub|uah|kzt|byn|chf|jpy|cny|inr|try|aed|pln|czk|sek|nok|dkk)\b"
    r"|(?<=\d)\s*(?:руб(?:\.|л[а-я]*)?|р\.)(?!\w)",
    re.IGNORECASE,
)
SPACES = str.maketrans({"\xa0": " ", "\u202f": " ", "\u2009": " ", "\u2019": "'", "\u2212": "-"})
GROUPED = {mark: re.compile(rf"\d{{1,3}}(?:[{mark}]\d{{3}})+", re.ASCII) for mark in ",.' "}


def read_number(cell: str, point: str | None = None) -> float | None:
    """The amount a cell tells; `point` settles what "1,234" means (decimal_point), without it a comma groups.

    Parentheses mean less than nothing; signs of money and of per cent are left out.
    """
    if len(cell) > LONGEST:
        return None
    written = MONEY.sub("", cell.translate(SPACES)).strip()
    if EXPONENT.fullmatch(written):
        return float(written)
    below = written.startswith("(") and written.endswith(")")
    written = written[1:-1].strip() if below else re.sub(r"^([+-])\s+", r"\1", written)
    if not NUMBER.fullmatch(written):
        return None
    plain = _plain(written.lstrip("+-"), point)
    if plain is None:
        return None
    return -float(plain) if below or written.startswith("-") else float(plain)


def decimal_point(cells: Iterable[str]) -> str | None:
    """The decimal mark that the numbers of a column settle; none where none does, or two do."""
    told = {mark for cell in cells if (mark := _told(cell))}
    return told.pop() if len(told) == 1 else None


def _plain(digits: str, point: str | None) -> str | None:
    """The digits with a point for the decimal mark and nothing between thousands."""
    sure = _mark(digits)
    mark = _doubtful(digits, point) if sure is None else sure
    whole, _, part = digits.rpartition(mark) if mark else (digits, "", "")
    if not (whole or part) or not (part or "0").isdigit():
        return None
    whole = whole or "0"
    if whole.isdigit():
        return f"{whole}.{part or 0}"
    group = next((mark for mark, grouped in GROUPED.items() if grouped.fullmatch(whole)), None)
    return f"{whole.replace(group, '')}.{part or 0}" if group else None


def _mark(digits: str) -> str | None:
    """The decimal mark where it can only be one; "" where there is none."""
    marks = [letter for letter in digits if letter in ".,"]
    if not marks:
        return ""
    last = marks[-1]
    if marks.count(last) > 1:
        return ""
    return None if GROUPED[last].fullmatch(digits) and digits[0] != "0" else last


def _doubtful(digits: str, point: str | None) -> str:
    """Of "1,234" or "1.234", which alone tell nothing."""
    mark = "," if "," in digits else "."
    return mark if mark == (point or ".") else ""


def _told(cell: str) -> str | None:
    digits = MONEY.sub("", cell.translate(SPACES)).strip().strip("()+- ")
    return _mark(digits) or None if digits and NUMBER.fullmatch(digits) else None
