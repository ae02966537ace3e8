from datetime import date

import pytest

from storage.kinds import ImportKind
from tests.imports.mapped import moscow, read

REVIEWS = ImportKind.REVIEWS


def test_it_reads_a_review() -> None:
    row = read(REVIEWS, 'id,time,rating,sentiment,text\nr1,2026-10-05,"4,5",Positive,"Good, mostly"\n').row
    assert row == {
        "external_id": "r1",
        "at": moscow(5),
        "day": date(2026, 10, 5),
        "rating": 4.5,
        "sentiment": "positive",
        "text": "Good, mostly",
    }


@pytest.mark.parametrize(
    ("cell", "sentiment"),
    [("NEG", "negative"), ("отрицательный", "negative"), ("Neutral", "neutral"), ("позитивный", "positive"), ("", "")],
)
def test_it_reads_what_a_review_feels_like(cell: str, sentiment: str) -> None:
    assert read(REVIEWS, f"id,time,sentiment\n1,2026-10-05,{cell}\n").row["sentiment"] == sentiment


def test_it_takes_a_word_for_what_it_is_said_to_mean() -> None:
    words = {"sentiment": {"грустно": "negative"}}
    assert read(REVIEWS, "id,time,sentiment\n1,2026-10-05,Грустно\n", words=words).row["sentiment"] == "negative"


@pytest.mark.parametrize(
    ("field", "cell", "reason"),
    [("sentiment", "sad", "no_sentiment"), ("rating", "five", "no_number"), ("time", "", "no_time")],
)
def test_it_rejects_a_row_with_a_cell_that_cannot_be(field: str, cell: str, reason: str) -> None:
    named = {"id": "1", "time": "2026-10-05"} | {field: cell}
    found = read(REVIEWS, ",".join(named) + "\n" + ",".join(named.values()) + "\n")
    assert found.reasons == [(2, field, cell, reason)]
