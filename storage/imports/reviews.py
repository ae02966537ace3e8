"""Public reviews: a rating, or what it feels like, and its words."""

from storage.facts import Review
from storage.imports.cells import Cell
from storage.imports.records import Field, Kind, Row, Values, Wanted
from storage.reviews import ReviewRow, review_row


def _row(values: Values, wanted: Wanted) -> Row:
    review = ReviewRow(
        external_id=values["id"],
        at=values["time"],
        rating=values["rating"],
        sentiment=values["sentiment"] or "",
        text=values["text"] or "",
    )
    return review_row(review, wanted.day_zone)


REVIEWS = Kind(
    fields=(
        Field("id", Cell.ID, needed=True),
        Field("time", Cell.TIME, needed=True),
        Field("rating", Cell.NUMBER),
        Field("sentiment", Cell.SENTIMENT),
        Field("text", Cell.TEXT),
    ),
    model=Review,
    key="external_id",
    columns={
        "external_id": "id",
        "at": "time",
        "day": "time",
        "rating": "rating",
        "sentiment": "sentiment",
        "text": "text",
    },
    row=_row,
    dated="time",
)
