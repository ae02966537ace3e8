"""Columns that an import finds by itself, or asks for."""

from typing import Any

import pytest

from storage.imports.refusal import Problem
from tests.imports.reading import NPS, SCORE, TWO_ROWS, read, refusal

QUALTRICS = (
    "StartDate,EndDate,Status,Finished,RecordedDate,ResponseId,Q1\n"
    "Start Date,End Date,Response Type,Finished,Recorded Date,Response ID,How likely?\n"
    '"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}","{""ImportId"":""status""}",'
    '"{""ImportId"":""finished""}","{""ImportId"":""recordedDate""}","{""ImportId"":""_recordId""}",'
    '"{""ImportId"":""QID1""}"\n'
    "2026-10-01 10:00:00,2026-10-01 10:01:00,0,True,2026-10-01 10:01:01,R_1,9\n"
    "2026-10-02 10:00:00,2026-10-02 10:01:00,0,False,2026-10-02 10:01:01,R_2,3\n"
)
SURVEYMONKEY = (
    "Respondent ID,Collector ID,Start Date,End Date,How likely are you to recommend us?,,Where are you?\n"
    ",,,,Response,Why?,Response\n"
    "111,7,10/13/2026 08:43:36 PM,10/13/2026 08:44:36 PM,9,fine,EU\n"
    "112,7,10/14/2026 08:43:36 PM,10/14/2026 08:44:36 PM,0,,US\n"
)
GIZMO = (
    "Response ID,Time Started,Date Submitted,Status,NPS\n"
    "1,2026-10-01 10:00:00,2026-10-01 10:05:00,Complete,9\n"
    "2,2026-10-02 10:00:00,2026-10-02 10:05:00,Partial,\n"
)
TYPEFORM = (
    ",How likely?,,Start Date (UTC),Submit Date (UTC)\n"
    "#,,,,\n"
    "r2w0retelulfeavbz8nkr2w04hf2b6nx,9,x,2026-10-01 10:00:00,2026-10-01 22:05:00\n"
    "twg8u7g64abr2oatwg8ucv1b7s986kai,0,y,2026-10-02 10:00:00,2026-10-02 22:05:00\n"
)
LIMESURVEY = (
    "Response ID,submitdate,startdate,datestamp,NPS\n"
    "1,2026-10-01 10:05:00,2026-10-01 10:00:00,2026-10-01 10:05:00,9\n"
    "2,2026-10-02 10:05:00,2026-10-02 10:00:00,2026-10-02 10:05:00,0\n"
)
GOOGLE = "Отметка времени,Оцените нас от 0 до 10\n2026/10/13 10:01:13 ДП GMT+3,9\n2026/10/14 10:01:13 ПП GMT+3,8\n"


@pytest.mark.parametrize(
    ("table", "columns", "names"),
    [
        (
            QUALTRICS,
            {"score": "Q1"},
            {"score": "Q1", "time": "RecordedDate", "id": "ResponseId", "status": "Finished"},
        ),
        (
            SURVEYMONKEY,
            {},
            {"score": "How likely are you to recommend us?", "time": "End Date", "id": "Respondent ID"},
        ),
        (GIZMO, {}, {"score": "NPS", "time": "Date Submitted", "id": "Response ID", "status": "Status"}),
        (TYPEFORM, {}, {"score": "How likely?", "time": "Submit Date (UTC)", "id": "#"}),
        (LIMESURVEY, {}, {"score": "NPS", "time": "submitdate", "id": "Response ID"}),
        (GOOGLE, {}, {"score": "Оцените нас от 0 до 10", "time": "Отметка времени"}),
    ],
    ids=["qualtrics", "surveymonkey", "surveygizmo", "typeform", "limesurvey", "google"],
)
def test_it_finds_the_columns_of_a_tool_it_knows(table: str, columns: dict[str, str], names: dict[str, str]) -> None:
    found = read(table, columns)
    assert found.names == names
    assert not found.rejected


def test_it_finds_the_only_column_that_can_be_the_score() -> None:
    assert read("id,Likely to recommend,rating text\n1,9,good\n2,NA,bad\n", {}).form.columns.score == (1,)


def test_it_finds_a_score_of_words_that_have_labels() -> None:
    found = read("who,Satisfaction\na,Good\nb,Bad\n", {}, None, labels={"good": 3.0, "so-so": 2.0, "bad": 1.0})
    assert (found.scores, str(found.form.scale)) == ([3, 1], "1-3")


def test_it_finds_a_score_in_spite_of_a_slip() -> None:
    assert read("nps\n" + "9\n" * 30 + "99\n", {}).form.columns.score == (0,)


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("id,age\n1,9\n", Problem.NO_SCORE_COLUMN),
        ("id,score\n1,NA\n", Problem.NO_SCORE_COLUMN),
        ("id,score\n1,9.5\n", Problem.NO_SCORE_COLUMN),
        ("nps,score\n9,9\n", Problem.SEVERAL_SCORE_COLUMNS),
    ],
)
def test_it_asks_for_a_score_column_in_doubt(table: str, problem: Problem) -> None:
    assert refusal(table, {}).problem is problem


def test_it_takes_a_file_without_scores_where_it_tells_who_finished() -> None:
    found = read("Status,say\nComplete,a\nPartial,b\n", {})
    assert [(answer.score, answer.complete) for answer in found.answers] == [(None, True), (None, False)]


def test_it_finds_the_only_column_of_times() -> None:
    found = read("score,when,note\n9,2026-10-05,x\n8,2026-10-06,2026-10-06\n")
    assert found.names == {"score": "score", "time": "when"}


def test_it_finds_a_column_of_times_with_a_gap_or_two() -> None:
    found = read("score,when\n" + "9,2026-10-05\n" * 40 + "8,\n")
    assert (found.names["time"], [row.row for row in found.rejected]) == ("when", [42])
    assert read("score,when,edited\n" + "9,2026-10-05,2026-10-06\n" * 40 + "8,2026-10-05,\n").names["time"] == "when"


def test_it_takes_no_birthday_for_the_time_of_an_answer() -> None:
    assert "time" not in read("score,Date of birth\n9,2001-02-03\n").names


def test_it_asks_which_of_two_columns_of_times_is_meant() -> None:
    refused = refusal("score,start,end\n9,2026-10-05,2026-10-06\n")
    assert (refused.problem, refused.values["columns"]) == (Problem.SEVERAL_TIME_COLUMNS, "start, end")


def test_it_asks_which_of_two_columns_with_the_same_name_is_the_time() -> None:
    refused = refusal("Timestamp,score,Timestamp\n2026-10-05,9,2026-10-06\n")
    assert (refused.problem, refused.values["columns"]) == (Problem.SEVERAL_TIME_COLUMNS, "#1, #3")


def test_it_takes_numbers_for_times_only_where_the_column_is_called_one() -> None:
    table = "Timestamp,score\n46308.5,9\n46309.25,8\n"
    assert [str(answer.at) for answer in read(table).answers] == [
        "2026-10-13 12:00:00+00:00",
        "2026-10-14 06:00:00+00:00",
    ]
    assert "time" not in read(table.replace("Timestamp", "Budget")).names
    assert read(table.replace("Timestamp", "Budget"), {**SCORE, "time": "Budget"}).form.date_order == "serial"


def test_it_rejects_rows_without_the_time_that_others_have_in_a_column_called_one() -> None:
    found = read("Timestamp,score\n2026-10-05,9\n,8\n")
    assert (found.names["time"], [row.row for row in found.rejected]) == ("Timestamp", [3])


def test_it_takes_no_times_where_it_is_told_so() -> None:
    found = read("score,start,end\n9,2026-10-05,2026-10-06\n", {"score": "score", "time": ""})
    assert (found.form.columns.time, found.answers[0].at) == (None, None)


@pytest.mark.parametrize(
    "ids",
    [("7", "7", "8"), ("7", "", "8"), ("7", " 7", "8")],
)
def test_it_takes_no_ids_that_are_blank_or_come_twice(ids: tuple[str, ...]) -> None:
    found = read("Respondent ID,score\n" + "".join(f"{written},9\n" for written in ids))
    assert "id" not in found.names
    assert len(found.answers) == 3


def test_it_takes_no_ids_where_it_is_told_so() -> None:
    assert "id" not in read(LIMESURVEY, {"id": ""}).names


def test_it_takes_no_row_numbers_for_ids() -> None:
    assert "id" not in read("#,score\n1,9\n2,8\n").names


@pytest.mark.parametrize(
    ("cells", "asked", "complete", "words"),
    [
        (("Complete", "Partial"), {}, [True, False], ("Complete",)),
        (("1", "0"), {"columns": {**SCORE, "status": "Status"}}, [True, False], ("1",)),
        (
            ("done", "Screened out"),
            {"columns": {**SCORE, "status": "#2"}, "complete": {"done", "quota"}},
            [True, False],
            ("done",),
        ),
        (
            ("Partial", ""),
            {"columns": {**SCORE, "status": "#2"}, "complete": {"complete"}},
            [False, False],
            ("complete",),
        ),
        (("Complete", "Partial"), {"columns": {**SCORE, "status": ""}}, [None, None], ()),
        (("open", "closed"), {}, [None, None], ()),
        (("WAHR", "FALSCH"), {"columns": {**SCORE, "status": "Status"}}, [True, False], ("WAHR",)),
        (("0", "1"), {}, [None, None], ()),
    ],
)
def test_it_tells_who_finished(
    cells: tuple[str, ...], asked: dict[str, Any], complete: list[bool | None], words: tuple[str, ...]
) -> None:
    table = "score,Status\n" + "".join(f"9,{cell}\n" for cell in cells)
    found = read(table, **asked)
    assert ([answer.complete for answer in found.answers], found.form.complete) == (complete, words)


def test_it_asks_which_words_mean_a_finished_response() -> None:
    refused = refusal("score,state\n9,open\n8,shut\n", {**SCORE, "status": "state"})
    assert (refused.problem, refused.values["words"]) == (Problem.WHICH_STATUS, "open, shut")


def test_it_asks_for_the_status_column_that_words_are_about() -> None:
    assert refusal("score\n9\n", complete={"done"}).problem is Problem.NO_STATUS_COLUMN


def test_it_reads_times_in_utc_where_their_column_says_so() -> None:
    found = read(TYPEFORM, {})
    assert (found.form.zone.key, str(found.answers[0].at)) == ("UTC", "2026-10-01 22:05:00+00:00")


def test_it_knows_the_columns_of_a_legacy_qualtrics_file() -> None:
    table = "V1,V8,V9,V10,Q1\nResponseID,StartDate,EndDate,Finished,Rate\nR_1,2026-10-01,2026-10-02,1,9\n"
    found = read(table, {"score": "Q1"}, NPS, TWO_ROWS)
    assert found.names == {"score": "Q1", "time": "V9", "id": "V1", "status": "V10"}
