"""What reviews add up to."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Double, and_, case, cast, func, or_, select

from storage.kpis import Days
from storage.numbers.rows import Rows
from storage.numbers.sums import Part, summed, yes

WORDS = ("negative", "neutral", "positive")


def highest_rating(rows: Rows) -> float | None:
    """Of all reviews; none where there are no ratings."""
    if "rating" not in rows.columns:
        return None
    found = rows.ask(select(func.max(cast(rows.columns["rating"], Double))).where(*rows.where))[0][0]
    return None if found is None else float(found)


def judged_parts(
    rows: Rows, axis: str | None, periods: Sequence[Days], word: str, ratings: tuple[float, float]
) -> list[Part]:
    """Reviews that show a sentiment, and those that "match": by their word, else by a rating within `ratings`."""
    matches: list[ColumnElement[bool]] = []
    shown: list[ColumnElement[bool]] = []
    spoken: ColumnElement[bool] | None = None
    if "sentiment" in rows.columns:
        said = func.lower(func.trim(rows.columns["sentiment"]))
        spoken = said.in_(WORDS)
        shown.append(spoken)
        matches.append(said == word)
    if "rating" in rows.columns:
        rating = cast(rows.columns["rating"], Double)
        rated = and_(rating.is_not(None), rating.between(*ratings))
        shown.append(rating.is_not(None))
        matches.append(rated if spoken is None else case((spoken, False), else_=rated))
    return summed(rows, axis, periods, (or_(*shown),), {"match": yes(or_(*matches))})
