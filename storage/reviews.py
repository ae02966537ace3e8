"""Reviews as rows of their table."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class ReviewRow:
    """One review as its site tells it."""

    external_id: str
    at: datetime
    rating: float | None = None
    sentiment: str = ""
    text: str = ""


def review_row(review: ReviewRow, zone: ZoneInfo) -> dict[str, Any]:
    """Its columns, `day` being the local one in `zone`."""
    return vars(review) | {"day": review.at.astimezone(zone).date()}
