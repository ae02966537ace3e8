"""Orders as rows of their table."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class PurchaseRow:
    """One order as a shop tells it; `refunded` and `margin` (gross profit) are money like `amount`."""

    external_id: str
    customer: str
    at: datetime
    amount: float
    refunded: float = 0
    margin: float | None = None


def purchase_row(order: PurchaseRow, zone: ZoneInfo) -> dict[str, Any]:
    """Its columns, `day` being the local one in `zone`."""
    return vars(order) | {"day": order.at.astimezone(zone).date()}
