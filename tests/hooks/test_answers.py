"""What survey tools bring is stored as a file of it would be."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import select

from bot.hooks.answers import Field
from storage.facts import SurveyAnswer, SurveyDay
from storage.imports.scores import Scale
from tests.hooks.conftest import ANSWER, Tool

MOMENT = datetime(2026, 11, 26, 10, tzinfo=UTC)


def stored(tool: Tool) -> list[SurveyAnswer]:
    with tool.database.read() as session:
        return list(session.exec(select(SurveyAnswer).order_by(SurveyAnswer.key)))


def test_it_counts_an_answer_at_once(tool: Tool) -> None:
    told = tool.bring(ANSWER)
    assert (told.status_code, told.json()["imported"], told.json()["errors"]) == (200, 1, [])
    assert (tool.nps().estimate.value, tool.n, tool.nps().newest) == (100, 1, MOMENT)
    (row,) = stored(tool)
    assert (row.key, row.score, row.at, row.comment, row.segment) == ("id:a1", 9, MOMENT, "fine", "")


def test_it_takes_an_answer_once_however_often_it_comes(tool: Tool) -> None:
    tool.bring(ANSWER)
    again = tool.bring(ANSWER, ANSWER | {"id": "a2", "score": 3})
    assert {name: again.json()[name] for name in ("answers", "imported", "duplicates", "updated")} == {
        "answers": 2, "imported": 1, "duplicates": 1, "updated": 0,
    }  # fmt: skip
    changed = tool.bring(ANSWER | {"score": 10})
    assert (changed.json()["updated"], tool.n, tool.nps().estimate.value) == (1, 2, 0)
    with tool.database.read() as session:
        assert sorted((day.score, day.n) for day in session.exec(select(SurveyDay))) == [(3, 1), (10, 1)]


def test_it_takes_answers_that_come_at_the_same_instant(tool: Tool) -> None:
    with ThreadPoolExecutor(8) as senders:
        told = [*senders.map(lambda n: tool.bring(ANSWER | {"id": f"a{n % 8}"}), range(24))]
    assert {answer.status_code for answer in told} == {200}
    assert (sum(answer.json()["imported"] for answer in told), tool.n) == (8, 8)


def test_it_stores_the_rest_where_some_are_left_out(tool: Tool) -> None:
    wrong: list[dict[str, Any]] = [
        {"score": 11},
        {"score": 7.5},
        {"score": "good"},
        {"score": True},
        {"id": ""},
        {"time": "soon"},
        {"id": []},
    ]
    told = tool.bring(ANSWER, *({**ANSWER, "id": f"b{n}", **one} for n, one in enumerate(wrong)))
    assert (told.status_code, told.json()["imported"], told.json()["rejected"]) == (207, 1, len(wrong))
    assert [(error["answer"], error["field"]) for error in told.json()["errors"]] == [
        (2, "score"), (3, "score"), (4, "score"), (5, "score"), (6, "id"), (7, "time"), (8, "id"),
    ]  # fmt: skip
    assert tool.n == 1


def test_it_says_why_where_nothing_can_be_stored(lite: Tool) -> None:
    told = lite.bring(ANSWER | {"score": 11})
    assert (told.status_code, told.json()["imported"]) == (422, 0)
    (error,) = told.json()["errors"]
    assert (error["value"], error["reason"]) == ("11", "off the scale")


def test_it_takes_no_answer_for_a_field_that_is_not_there(lite: Tool) -> None:
    told = lite.bring({name: value for name, value in ANSWER.items() if name != "score"})
    assert told.status_code == 422
    assert [(error["field"], error["reason"]) for error in told.json()["errors"]] == [
        ("score", "there is no such field")
    ]
    assert lite.bring({"id": "x", "score": None, "time": ANSWER["time"]}).json()["missing_score"] == 1
    assert lite.n == 0


@pytest.mark.parametrize(
    "comment",
    ["=HYPERLINK(1)", "a\nb", 'a "quoted", cell', "a;b\tc", "\r\n", "‮evil", "😀" * 100, "<!channel>", "x" * 19_999],
)
def test_it_keeps_what_people_wrote(lite: Tool, comment: str) -> None:
    assert lite.bring(ANSWER | {"said": comment}).status_code == 200
    assert [row.comment for row in stored(lite)] == [comment.strip()]


@pytest.mark.parametrize("comment", ["a\0b", "\ud800", "x" * 20_001, {"a": 1}, [1]])
def test_it_leaves_out_what_cannot_be_kept(tool: Tool, comment: Any) -> None:
    told = tool.bring(ANSWER | {"said": comment}, ANSWER | {"id": "a2"})
    assert (told.status_code, told.json()["imported"]) == (207, 1)
    assert [(error["answer"], error["field"]) for error in told.json()["errors"]] == [(1, "said")]


def test_it_reads_labels_and_inverted_scales_as_imports_do(lite: Tool) -> None:
    words = {"labels": {"easy": 1.0, "hard": 7.0}, "missing": ["skip"], "inverted": True}
    lite.make(survey="effort", scale=Scale(1, 7), reading={**lite.wanted.reading, **words})
    told = lite.bring(*(ANSWER | {"id": word, "score": word} for word in ("easy", "HARD", "skip")))
    assert (told.json()["imported"], told.json()["missing_score"]) == (3, 1)
    assert [row.score for row in stored(lite)] == [7, 1, None]


def test_it_refuses_dates_that_could_be_two(lite: Tool) -> None:
    told = lite.bring(ANSWER | {"time": "05/06/2026 10:00"})
    assert (told.status_code, told.headers["content-type"]) == (422, "application/problem+json")
    lite.make(reading={**lite.wanted.reading, "date_order": "dmy"})
    assert lite.bring(ANSWER | {"time": "05/06/2026 10:00"}).status_code == 200
    assert [row.day.isoformat() for row in stored(lite) if row.day] == ["2026-06-05"]


def test_it_takes_seconds_since_1970(lite: Tool) -> None:
    assert lite.bring(ANSWER | {"time": int(MOMENT.timestamp())}).status_code == 200
    assert [row.at for row in stored(lite)] == [MOMENT]


def test_it_finds_what_typeform_sends(lite: Tool) -> None:
    answers = [
        {"type": "text", "text": "great", "field": {"id": "x1", "ref": "why"}},
        {"type": "number", "number": 10, "field": {"id": "x2", "ref": "nps"}},
    ]
    form: dict[str, Any] = {"token": "t1", "submitted_at": "2026-11-26T10:00:00Z", "answers": answers}
    lite.make(
        places={
            Field.SCORE: "form_response.answers[field.ref=nps].number",
            Field.ID: "form_response.token",
            Field.TIME: "form_response.submitted_at",
            Field.COMMENT: "form_response.answers[field.ref=why].text",
        }
    )
    assert lite.bring({"event_id": "e1", "form_response": form}).json()["imported"] == 1
    skipped = {"form_response": form | {"token": "t2", "answers": answers[:1]}}
    assert lite.bring(skipped).json()["missing_score"] == 1
    assert [(row.key, row.score, row.comment) for row in stored(lite)] == [
        ("id:t1", 10, "great"),
        ("id:t2", None, "great"),
    ]
