"""Which columns an import takes, by the words a person gives."""

from pathlib import Path
from typing import Any

import pytest

from tests.command import Run, written
from tests.contract import answered, figure, lite, scores, taken_in

__all__ = ["lite"]
KINDS = ("surveys", "tickets", "customers", "orders", "reviews", "values")
SHARED_OPTIONS = (
    "encoding",
    "delimiter",
    "header-rows",
    "footer-rows",
    "sheet",
    "missing",
    "date-order",
    "timezone",
    "time",
    "dry-run",
    "json",
)
TWO_HEADERS = "Respondent ID,Rate us,,Likely,,,\n,Price,Support,0,1,2,Why?\n1,5,4,,x,,a\n2,3,2,,,x,\n3,1,1,x,x,,b\n"


def survey(lite: Run, content: str | bytes, *words: str) -> dict[str, Any]:
    return taken_in(lite, "surveys", written(Path("f.csv"), content), "--survey", "s", *words)


@pytest.mark.parametrize("kind", KINDS)
def test_it_takes_the_same_options_for_every_kind_of_file(lite: Run, kind: str) -> None:
    said = lite(kind, "import", "--help").stdout
    assert [option for option in SHARED_OPTIONS if f"--{option}" not in said] == []


@pytest.mark.parametrize("name", ["score", " score ", "#2"])
def test_it_knows_a_column_by_its_header_or_its_number(lite: Run, sqlite_database: str, name: str) -> None:
    answered(lite, written(Path("f.csv"), "id,  score \n1,9\n"), name, "0-10")
    assert scores(sqlite_database) == [9]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Rate us [Price]", [1, 3, 5]),
        ("Rate us [Support]", [1, 2, 4]),
        ("#3", [1, 2, 4]),
    ],
)
def test_it_knows_a_column_of_a_grid_by_both_headers(
    lite: Run, sqlite_database: str, name: str, expected: list[float]
) -> None:
    answered(lite, written(Path("f.csv"), TWO_HEADERS), name, "1-5", "--header-rows", "2")
    assert scores(sqlite_database) == expected


def test_it_knows_columns_by_number_alone_where_there_is_no_header(lite: Run, sqlite_database: str) -> None:
    file = written(Path("f.csv"), "a,9\nb,8\n")
    result = lite("surveys", "import", file, "--survey", "s", "--score-column", "a", "--header-rows", "0")
    assert (result.exit_code, result.stdout) == (1, "")
    answered(lite, file, "#2", "0-10", "--header-rows", "0")
    assert scores(sqlite_database) == [8, 9]


def test_it_asks_which_of_two_columns_is_meant(lite: Run) -> None:
    file = written(Path("f.csv"), "score,id,score\n9,1,8\n")
    result = lite("surveys", "import", file, "--survey", "s", "--score-column", "score")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "#1" in result.stderr
    assert "#3" in result.stderr


def test_it_joins_a_score_that_is_spread_over_columns(lite: Run, sqlite_database: str) -> None:
    """Two filled cells are no answer: that row is rejected."""
    file = written(Path("f.csv"), TWO_HEADERS)
    said = answered(lite, file, "Likely [0..2]", "0-10", "--header-rows", "2")
    assert scores(sqlite_database) == [1, 2]
    assert (said["imported"], said["rejected"], said["errors"][0]["row"]) == (2, 1, 5)


def test_it_sees_that_a_spread_score_has_two_headers(lite: Run, sqlite_database: str) -> None:
    second = ",".join(["Not at all likely - 0", *map(str, range(1, 10)), "Extremely likely - 10"])
    rows = "".join(f"{n}{',' * (score + 1)}x{',' * (10 - score)}\n" for n, score in enumerate((10, 0, 7), 1))
    file = written(Path("f.csv"), f"Respondent ID,Would you recommend us?{',' * 10}\n,{second}\n{rows}")
    said = answered(lite, file, "Would you recommend us? [Not at all likely - 0..Extremely likely - 10]", "0-10")
    assert (scores(sqlite_database), said["columns"]["header_rows"]) == ([0, 7, 10], 2)


def test_it_joins_a_score_spread_over_columns_of_one_header(lite: Run, sqlite_database: str) -> None:
    """LimeSurvey's and Google's way: the answer stands in the header's brackets."""
    file = written(Path("f.csv"), "id,Likely [1],Likely [2],Likely [3]\n1,,1,\n2,1,,\n3,,,\n")
    said = answered(lite, file, "Likely [1..3]", "1-3")
    assert scores(sqlite_database) == [1, 2, None]
    assert said["missing_score"] == 1


def test_it_reads_one_question_of_a_long_file(lite: Run, sqlite_database: str) -> None:
    long = "response,question,answer,at\n1,nps,9,2026-10-01\n1,why,good,2026-10-01\n2,nps,3,2026-10-02\n2,why,bad,\n"
    words = ("--question-column", "question", "--question", "nps", "--id-column", "response", "--time-column", "at")
    said = answered(lite, written(Path("f.csv"), long), "answer", "0-10", *words)
    assert scores(sqlite_database) == [3, 9]
    assert (said["rows"], said["imported"], said["rejected"]) == (4, 2, 0)
    assert figure(lite, formula="nps", survey="s")["n"] == 2


def test_it_refuses_a_question_that_is_not_in_the_file(lite: Run) -> None:
    file = written(Path("f.csv"), "response,question,answer\n1,nps,9\n")
    words = ("--survey", "s", "--score-column", "answer", "--question-column", "question", "--question", "csat")
    result = lite("surveys", "import", file, *words, "--id-column", "response", "--scale", "0-10")
    assert (result.exit_code, result.stdout) == (1, "")


def test_it_leaves_out_footers_when_told(lite: Run, sqlite_database: str) -> None:
    said = answered(
        lite, written(Path("f.csv"), "id,score\n1,9\n2,8\nTotal,17\n"), "score", "0-10", "--footer-rows", "1"
    )
    assert scores(sqlite_database) == [8, 9]
    assert (said["rows"], said["columns"]["footer_rows"]) == (2, 1)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_it_finds_the_delimiter_and_says_it(lite: Run, delimiter: str) -> None:
    content = "id,score,say\n1,9,x\n2,8,y\n3,7,z\n".replace(",", delimiter)
    said = answered(lite, written(Path("f.csv"), content), "score", "0-10")
    assert said["columns"]["delimiter"] == ("tab" if delimiter == "\t" else delimiter)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_it_finds_the_encoding_and_says_it(lite: Run, sqlite_database: str, encoding: str) -> None:
    rows = "".join(f"{n};{n % 10};Очень доволен обслуживанием, спасибо\n" for n in range(40))
    said = answered(lite, written(Path("f.csv"), f"номер;оценка;почему\n{rows}".encode(encoding)), "оценка", "0-10")
    assert len(scores(sqlite_database)) == 40
    assert said["columns"]["encoding"]


def test_it_says_all_it_chose_without_being_told(lite: Run) -> None:
    content = "Timestamp,How likely are you to recommend us?\n10/13/2026 9:00:00,9\n10/14/2026 9:00:00,10\n"
    said = survey(lite, content)
    chosen = said["columns"]
    for name, value in (
        ("score", "How likely are you to recommend us?"),
        ("time", "Timestamp"),
        ("date_order", "mdy"),
        ("scale", "0-10"),
        ("header_rows", 1),
        ("delimiter", ","),
        ("id", None),
    ):
        assert chosen[name] == value
