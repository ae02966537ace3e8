import random
from collections import Counter
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports.answers import COLUMNS
from storage.imports.form import Wanted
from storage.imports.refusal import Problem, Reason
from storage.imports.table import Layout, read_table
from storage.imports.times import DateOrder
from tests.imports.reading import MOSCOW, NPS, PLAINLY, TWO_ROWS, UTC, Row, read, read_all, refusal

CARPENTRIES = Path("../shared/data/carpentries_nps/20200326-longterm-other_questions-no-open.csv")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("11", Reason.OFF_SCALE),
        ("-1", Reason.OFF_SCALE),
        ("7.5", Reason.NOT_WHOLE),
        ("great", Reason.NO_SCORE),
    ],
)
def test_it_rejects_a_row_whose_score_is_none(cell: str, reason: Reason) -> None:
    found = read(f"id,score\n1,9\n2,{cell}\n")
    assert [(row.row, row.column, row.value, row.reason) for row in found.rejected] == [(3, "score", cell, reason)]
    assert len(found.answers) == 1


def test_it_stops_at_words_that_come_again_and_again() -> None:
    table = "score\n" + "9\n" * 100 + "great\n" * 5
    refused = refusal(table)
    assert (refused.problem, refused.values["answers"]) == (Problem.UNKNOWN_ANSWER, "great (5)")
    assert len(read(table.replace("great\n", "", 1)).rejected) == 4
    assert read(table, labels={"great": 10.0}).scores[-5:] == [10] * 5
    assert read(table, missing={"great"}).scores[-5:] == [None] * 5


def test_it_rejects_a_row_without_a_time_in_a_file_with_times() -> None:
    found = read("at,score\n2026-10-05,9\n,8\nsoon,7\n", {"score": "score", "time": "at"})
    assert [(row.row, row.column, row.value, row.reason) for row in found.rejected] == [
        (3, "at", "", Reason.NO_TIME),
        (4, "at", "soon", Reason.NO_TIME),
    ]


def test_it_rejects_dates_that_do_not_fit_a_given_order() -> None:
    columns = {"score": "score", "time": "at"}
    found = read("at,score\n05.10.2026,9\n13.10.2026,8\n", columns, date_order=DateOrder.MDY)
    assert [row.row for row in found.rejected] == [3]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (("05.10.2026", "06.10.2026"), Problem.AMBIGUOUS_DATES),
        (("13.10.2026", "10/13/2026"), Problem.MIXED_DATES),
    ],
)
def test_it_refuses_dates_in_doubt(cells: tuple[str, ...], problem: Problem) -> None:
    table = "at,score\n" + "".join(f"{cell},9\n" for cell in cells)
    assert refusal(table, {"score": "score", "time": "at"}).problem is problem


def test_it_rejects_a_row_without_its_id() -> None:
    found = read("id,score\n1,9\n ,8\n", {"score": "score", "id": "id"})
    assert [(row.row, row.column, row.reason) for row in found.rejected] == [(3, "id", Reason.NO_ID)]


def test_it_rejects_a_row_that_is_wider_than_the_header() -> None:
    found = read("id,score\n1,9\n2,8,oops\n3,7,\n")
    assert [(row.row, row.column, row.reason) for row in found.rejected] == [(3, "#3", Reason.TOO_WIDE)]


def test_it_skips_rows_without_anything_in_them() -> None:
    found = read("id,score\n1,9\n,\n")
    assert (len(found.answers), found.skipped) == (1, 1)


def test_it_reads_every_column_it_is_told() -> None:
    columns = {"score": "score", "id": "#1", "respondent": "who", "comment": "say", "segment": "plan"}
    answer = read("id,score,who,say,plan\nr1,9,Ann, fine ,Pro\n", columns).answers[0]
    assert (answer.key, answer.respondent, answer.comment, answer.segment) == ("id:r1", "Ann", "fine", "Pro")


def test_it_keeps_equal_rows_apart_and_their_keys_the_same_next_time() -> None:
    table = "score,say\n9,x\n9,x\n8,y\n"
    keys = [answer.key for answer in read(table).answers]
    assert len(set(keys)) == 3
    assert [answer.key for answer in read(table + "9,x\n7,z\n").answers[:3]] == keys


def test_it_gives_a_long_id_a_key_that_fits() -> None:
    found = read(f"id,score\n{'x' * 300},9\n", {"score": "score", "id": "id"})
    assert len(found.answers[0].key) <= 80


@pytest.mark.parametrize(
    ("cell", "zone", "at", "day"),
    [
        ("2026-10-13 23:30:00", None, "2026-10-13 20:30:00", "2026-10-13"),
        ("2026-10-13 23:30:00", "America/New_York", "2026-10-14 03:30:00", "2026-10-14"),
        ("2026-10-13T21:30:00Z", "America/New_York", "2026-10-13 21:30:00", "2026-10-14"),
        ("2026-10-13 23:30 GMT-06:00", None, "2026-10-14 05:30:00", "2026-10-14"),
        ("2026-10-13", "America/New_York", "2026-10-12 21:00:00", "2026-10-13"),
        ("2026-10-13 25:30:00", None, None, None),
    ],
)
def test_it_tells_the_instant_and_the_day_of_an_answer(cell: str, zone: str | None, at: str, day: str) -> None:
    named = ZoneInfo(zone) if zone else None
    found = read(f"at,score\n{cell},9\n", {"score": "score", "time": "at"}, zone=named, day_zone=MOSCOW)
    read_as = [(str(answer.at).removesuffix("+00:00"), str(answer.day)) for answer in found.answers]
    assert read_as == ([(at, day)] if at else [])


def test_it_dates_a_whole_file_that_has_no_times() -> None:
    answer = read("score,born\n9,2001-02-03\n", time=date(2026, 10, 13), day_zone=MOSCOW).answers[0]
    assert (answer.at, answer.day) == ("2026-10-12 21:00:00+00:00", date(2026, 10, 13))


def test_it_refuses_a_date_for_a_file_with_a_column_of_times() -> None:
    columns = {"score": "score", "time": "at"}
    assert refusal("at,score\n2026-10-05,9\n", columns, time=date(2026, 10, 13)).problem is Problem.TIME_TWICE


def test_it_leaves_answers_undated_without_any_time() -> None:
    answer = read("score\n9\n").answers[0]
    assert (answer.at, answer.day) == (None, None)


@pytest.mark.parametrize(
    ("cells", "score"),
    [
        (",x,", 1),
        ("X,,", 0),
        (",TRUE,", 1),
        (",,✓", 2),
        (",1,", 1),
        ("1,,", 0),
        ("0,0,1", 2),
        ("FALSE,TRUE,FALSE", 1),
        ("NA,x,NA", 1),
        (",,", None),
    ],
)
def test_it_takes_the_score_of_a_mark_from_the_header(cells: str, score: float | None) -> None:
    found = read(f"id,Likely [0],Likely [1],Likely [2]\n1,{cells}\n2,,,1\n", {"score": "Likely [0..2]"})
    assert found.scores[0] == score


def test_it_takes_the_score_of_a_spread_from_the_cell_that_is_filled() -> None:
    table = "id,Rate us,,\n,Bad,So-so,Good\n1,,,Good\n2,Bad,,\n3,,So-so,\n"
    labels = {"bad": 1.0, "so-so": 2.0, "good": 3.0}
    found = read(table, {"score": "Rate us [Bad..Good]"}, None, TWO_ROWS, labels=labels)
    assert (found.scores, str(found.form.scale), found.names["score"]) == ([3, 1, 2], "1-3", "Rate us [Bad..Good]")
    numbers = read("id,a,b,c\n1,,2,\n2,1,,\n3,,,3\n", {"score": "#2..#4"})
    assert numbers.scores == [2, 1, 3]


def test_it_rejects_a_row_with_two_answers_to_one_question() -> None:
    found = read("id,Likely [0],Likely [1]\n1,x,x\n2,x,\n", {"score": "Likely [0..1]"})
    assert [(row.row, row.column, row.value, row.reason) for row in found.rejected] == [
        (2, "Likely [0..1]", "x; x", Reason.SEVERAL_ANSWERS)
    ]
    assert found.scores == [0]


LONG = """response,question,answer,at,plan
1,nps,9,2026-10-01,
1,why,good,,Pro
2,why,bad,2026-10-02,Free
2,NPS ,3,,
3,why,x,2026-10-03,Free
,,,,
1,nps,8,2026-10-01,
"""
ONE_QUESTION = {"score": "answer", "question": "question", "id": "response", "time": "at", "segment": "plan"}


def test_it_reads_one_question_of_a_file_with_a_row_for_each_answer() -> None:
    """A response's other rows fill in what its row leaves blank; of two answers the later row wins when stored."""
    found = read(LONG, ONE_QUESTION, question="nps")
    assert [(row.key, row.score, str(row.day), row.segment) for row in found.answers] == [
        ("id:1", 9, "2026-10-01", "Pro"),
        ("id:2", 3, "2026-10-02", "Free"),
        ("id:1", 8, "2026-10-01", "Pro"),
    ]
    assert (found.skipped, found.rejected) == (4, [])


def test_it_judges_only_the_answers_to_the_question() -> None:
    table = "q,a\n" + "nps,9\n" * 5 + "why,good\n" * 50
    assert read(table, {"score": "a", "question": "q"}, question="nps").scores == [9] * 5


@pytest.mark.parametrize(
    ("columns", "question", "problem"),
    [
        (ONE_QUESTION, "csat", Problem.NO_SUCH_QUESTION),
        (ONE_QUESTION, "", Problem.WHICH_QUESTION),
        ({"score": "answer"}, "nps", Problem.WHICH_QUESTION_COLUMN),
    ],
)
def test_it_asks_which_question_is_meant(columns: dict[str, str], question: str, problem: Problem) -> None:
    refused = refusal(LONG, columns, question=question)
    assert refused.problem is problem
    assert "why" in str(refused.values) or columns == {"score": "answer"}


def test_it_reads_rows_in_the_order_it_promises() -> None:
    assert Row._fields == COLUMNS


ROWS = st.lists(
    st.tuples(st.integers(0, 10), st.sampled_from(["", "EU", "US"]), st.text("ab,\n\"'", max_size=4)), min_size=1
)


@given(ROWS, st.randoms(use_true_random=False))
def test_it_reads_the_same_answers_in_any_order(rows: list[tuple[int, str, str]], chance: random.Random) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert tallied(rows) == tallied(shuffled)


def tallied(rows: list[tuple[int, str, str]]) -> Counter[tuple[str, float | None, str]]:
    quoted = "".join('{},{},"{}"\n'.format(score, plan, say.replace('"', '""')) for score, plan, say in rows)
    found = read("score,plan,say\n" + quoted, {"score": "score", "segment": "plan"}, layout=Layout(delimiter=","))
    assert len(found.answers) == len(rows)
    return Counter((answer.key, answer.score, answer.segment) for answer in found.answers)


@pytest.mark.skipif(not CARPENTRIES.exists(), reason="the published survey is not beside the repository")
def test_it_reads_a_published_survey_row_by_row() -> None:
    table = read_table(CARPENTRIES, PLAINLY)
    found = read_all(table, Wanted({"score": "recommendation_score"}, UTC, UTC, NPS))
    scores = Counter(answer.score for answer in found.answers)
    assert scores == {10: 70, 9: 23, 8: 20, 7: 12, 6: 4, 5: 4, 3: 1, None: 42}
