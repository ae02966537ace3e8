"""Numbers as the fields of forms hold them."""

from decimal import Decimal

from bot.text.numbers import read_number


def plain(value: float | None) -> str:
    """As exactly as it is stored, without an exponent; a whole number without its point."""
    return "" if value is None else f"{Decimal(repr(float(value))):f}".removesuffix(".0")


def number_in(typed: str) -> float | str:
    """The number that people write in their own way; what is none stays as it was typed, to be refused by name."""
    found = read_number(typed)
    if found is None:
        return typed.strip()
    return int(found) if found.is_integer() else found
