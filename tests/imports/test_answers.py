import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports.answers import COLUMNS
from storage.imports.form import Wanted
from storage.imports.refusal import Problem, Reason
from storage.imports.table import Layout, read_table
from storage.imports.times import DateOrder
from tests.imports.reading import NPS, PLAINLY, UTC, Row, read, read_all, refusal

CARPENTRIES = Path("../shared/data/carpentries_nps/20200326-longterm-other_questions-no-open.csv")


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        ("9", 9),
        (" 9 ", 9),
        ("9.0", 9),
        ('"9,0"', 9),
        ("10 - Extremely likely", 10),
        ("0: not at all", 0),
        ("10 \u2013 Очень вероятно", 10),
        ("", None),
        ("NA", None),
        ("n/a", None),
        ("-", None),
        ("No answer", None),
    ],
)
def test_it_reads_a_score_as_surveys_write_it(cell: str, score: float | None) -> None:
    found = read(f"id,score\n1,{cell}\n", missing=("no answer",))
    assert [answer.score for answer in found.answers] == [score]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("11", Reason.OFF_SCALE),
        ("-1", Reason.OFF_SCALE),
        ("7.5", Reason.NOT_WHOLE),
        ("great", Reason.NO_SCORE),
        ("1 - 5", Reason.NO_SCORE),
        ("٣", Reason.NO_SCORE),
        ("1e1", Reason.NO_SCORE),
    ],
)
def test_it_rejects_a_row_whose_score_is_none(cell: str, reason: Reason) -> None:
    found = read(f"id,score\n1,9\n2,{cell}\n")
    assert [(row.row, row.column, row.value, row.reason) for row in found.rejected] == [(3, "score", cell, reason)]
    assert len(found.answers) == 1


def test_it_stops_at_a_word_that_comes_again_and_again() -> None:
    table = "score\n" + "9\n" * 100 + "great\n" * 5
    assert refusal(table, {"score": "score"}).values["answers"] == "great (5)"
    assert len(read(table.replace("great\n", "", 1)).rejected) == 4


def test_it_rejects_a_row_without_a_time_in_a_file_with_times() -> None:
    found = read("at,score\n2026-10-05,9\n,8\nsoon,7\n", {"score": "score", "time": "at"})
    assert [(row.row, row.reason) for row in found.rejected] == [(3, Reason.NO_TIME), (4, Reason.NO_TIME)]


def test_it_rejects_a_row_without_its_id() -> None:
    found = read("id,score\n1,9\n ,8\n", {"score": "score", "id": "id"})
    assert [(row.row, row.reason) for row in found.rejected] == [(3, Reason.NO_ID)]


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
    assert [answer.key for answer in read(table + "9,x\n").answers[:3]] == keys


def test_it_gives_a_long_id_a_key_that_fits() -> None:
    found = read(f"id,score\n{'x' * 300},9\n", {"score": "score", "id": "id"})
    assert len(found.answers[0].key) <= 80


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("scor", Problem.NO_SUCH_COLUMN_NEAR),
        ("satisfaction", Problem.NO_SUCH_COLUMN),
        ("#3", Problem.NO_SUCH_NUMBER),
        ("#0", Problem.NO_SUCH_NUMBER),
    ],
)
def test_it_refuses_a_column_that_is_not_there(name: str, problem: Problem) -> None:
    assert refusal("id,score\n1,9\n", {"score": name}).problem is problem


def test_it_suggests_the_nearest_column() -> None:
    assert refusal("id,Score\n1,9\n", {"score": "scroe"}).values["near"] == "Score"


def test_it_asks_which_of_two_equal_headers_is_meant() -> None:
    refused = refusal("id,score,score\n1,9,8\n", {"score": "score"})
    assert (refused.problem, refused.values["numbers"]) == (Problem.AMBIGUOUS_COLUMN, "#2, #3")


def test_it_names_columns_by_number_where_there_is_no_header() -> None:
    found = read("1,9\n2,8\n", {"score": "#2", "id": "#1"}, layout=Layout(header_rows=0))
    assert [(answer.key, answer.score) for answer in found.answers] == [("id:1", 9), ("id:2", 8)]


def test_it_finds_the_only_column_that_can_be_the_score() -> None:
    assert read("id,Likely to recommend,rating text\n1,9,good\n2,NA,bad\n", {}).form.columns.score == (1,)


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("id,age\n1,9\n", Problem.NO_SCORE_COLUMN),
        ("id,score\n1,NA\n", Problem.NO_SCORE_COLUMN),
        ("id,score\n1,9.5\n", Problem.NO_SCORE_COLUMN),
        ("nps,score\n9,9\n", Problem.SEVERAL_SCORE_COLUMNS),
    ],
)
def test_it_refuses_a_score_column_in_doubt(table: str, problem: Problem) -> None:
    assert refusal(table, {}).problem is problem


def test_it_finds_the_only_column_of_times() -> None:
    found = read("score,when,note\n9,2026-10-05,x\n8,2026-10-06,2026-10-06\n")
    assert (found.form.columns.time, found.form.date_order) == (1, DateOrder.YMD)


def test_it_asks_which_of_two_columns_of_times_is_meant() -> None:
    refused = refusal("score,start,end\n9,2026-10-05,2026-10-06\n", {"score": "score"})
    assert (refused.problem, refused.values["columns"]) == (Problem.SEVERAL_TIME_COLUMNS, "start, end")


def test_it_takes_no_times_where_it_is_told_so() -> None:
    found = read("score,start,end\n9,2026-10-05,2026-10-06\n", {"score": "score", "time": ""})
    assert (found.form.columns.time, found.answers[0].at) == (None, None)


def test_it_rejects_dates_that_do_not_fit_a_given_order() -> None:
    columns = {"score": "score", "time": "at"}
    found = read("at,score\n05.10.2026,9\n13.10.2026,8\n", columns, date_order=DateOrder.MDY)
    assert [row.row for row in found.rejected] == [3]


@pytest.mark.parametrize("table", ["score\n9\n3\n", "nps\n3\n4\n"])
def test_it_takes_ten_for_the_top_where_answers_or_the_name_say_so(table: str) -> None:
    assert read(table, {}, scale=None).form.scale == NPS


def test_it_asks_for_the_scale_where_it_could_be_another() -> None:
    assert refusal("score\n3\n4\n", {}, scale=None).problem is Problem.WHICH_SCALE


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
