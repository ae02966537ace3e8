"""Customers as rows of their table."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class CustomerRow:
    """A customer as a file tells it; `first` and `last` are the days that flags without dates are about."""

    external_id: str
    start_at: datetime | None = None
    end_at: datetime | None = None
    activated_at: datetime | None = None
    first_value_at: datetime | None = None
    activated: bool | None = None
    lost: bool | None = None
    retained: bool | None = None
    converted: bool | None = None
    status: str = ""
    segment: str = ""
    first: date | None = None
    last: date | None = None


def customer_row(customer: CustomerRow, zone: ZoneInfo) -> dict[str, Any]:
    """Its columns, days being local ones in `zone`."""
    return vars(customer) | {"start_day": _day(customer.start_at, zone), "end_day": _day(customer.end_at, zone)}


def _day(at: datetime | None, zone: ZoneInfo) -> date | None:
    return at.astimezone(zone).date() if at else None
