"""Which cells are answers, which are none, and which are mistakes."""

from pathlib import Path

import pytest

from tests.command import Run, written
from tests.contract import answered, figure, lite, scores, taken_in

__all__ = ["lite"]
SATISFIED = "Very satisfied=5,Satisfied=4,Neutral=3"
KEEPING = """who,at,score
ann,2026-10-01,2
ann,2026-10-05,10
bob,2026-10-02,9
,2026-10-02,9
,2026-10-02,0
bob,2026-10-09,
"""


def table(*cells: str) -> str:
    quoted = (cell.replace('"', '""') for cell in cells)
    rows = "".join(f'{n},"{cell}"\n' for n, cell in enumerate(quoted))
    return written(Path("f.csv"), f"id,score\n{rows}")


def test_it_reads_words_as_the_scores_they_are_given(lite: Run, sqlite_database: str) -> None:
    answered(lite, table(" very SATISFIED ", "Satisfied", "neutral", "4"), "score", "1-5", "--labels", SATISFIED)
    assert scores(sqlite_database) == [3, 4, 4, 5]


def test_it_reads_labels_with_commas_and_signs_in_quotes(lite: Run, sqlite_database: str) -> None:
    labels = '"Good, or better"=5,"a=b"=4,"say ""no"""=1'
    answered(lite, table("Good, or better", "A=B", 'say "no"'), "score", "1-5", "--labels", labels)
    assert scores(sqlite_database) == [1, 4, 5]


def test_it_reads_labels_from_a_file(lite: Run, sqlite_database: str) -> None:
    file = written(Path("labels.yaml"), 'Очень доволен: 5\n"Доволен": 4\n"a=b, c": 3\n')
    answered(lite, table("очень доволен", "Доволен", "a=b, c"), "score", "1-5", "--labels-file", file)
    assert scores(sqlite_database) == [3, 4, 5]


@pytest.mark.parametrize("labels", ["Very satisfied", "=5", "Good=five", "Good=5,Good=4", '"Good=5'])
def test_it_calls_malformed_labels_wrong_use(lite: Run, labels: str) -> None:
    words = ("--survey", "s", "--score-column", "score", "--scale", "1-5", "--labels", labels)
    result = lite("surveys", "import", table("5"), *words)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("content", ["[1, 2]", "Good: five", "Good: [5]", "a: &a {a: *a}", "", "\t:"])
def test_it_refuses_a_file_that_holds_no_labels(lite: Run, content: str) -> None:
    words = ("--survey", "s", "--score-column", "score", "--scale", "1-5")
    file = written(Path("labels.yaml"), content)
    result = lite("surveys", "import", table("5"), *words, "--labels-file", file)
    assert result.exit_code in (1, 2)
    assert result.stderr.strip()


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        ("10 - Extremely likely", 10),
        ("0 - Not at all likely", 0),
        ("7: quite", 7),
        ("9.0", 9),
        ("9,0", 9),
        (" 9 ", 9),
        ("", None),
        ("NA", None),
        ("N/A", None),
        ("n/a", None),
        ("-", None),
        ("Трудно сказать", None),
        ("11", None),
    ],
)
def test_it_reads_a_cell_as_an_answer_or_as_none(
    lite: Run, sqlite_database: str, cell: str, score: float | None
) -> None:
    said = answered(lite, table("0", cell), "score", "0-10", "--missing", "X,11")
    assert scores(sqlite_database) == [0, score]
    assert (said["imported"], said["missing_score"]) == (2, 1 if score is None else 0)


@pytest.mark.parametrize("cell", ["11", "-1", "7.5", "7,5", "1e1", "٣", "great", "1/2", "9 9", "0x9", "nan", "inf"])
def test_it_rejects_a_row_that_is_no_answer_and_says_which(lite: Run, sqlite_database: str, cell: str) -> None:
    words = ("--survey", "s", "--score-column", "score", "--scale", "0-10")
    said = taken_in(lite, "surveys", table("1", cell, "2"), *words)
    assert scores(sqlite_database) == [1, 2]
    assert [(error["row"], error["column"], error["value"]) for error in said["errors"]] == [(3, "score", cell)]
    assert said["errors"][0]["reason"]


@pytest.mark.parametrize(("many", "known", "stops"), [(4, 20, False), (5, 20, True), (5, 600, False), (8, 600, True)])
def test_it_stops_at_a_word_that_comes_again(
    lite: Run, sqlite_database: str, many: int, known: int, stops: bool
) -> None:
    words = ("--survey", "s", "--score-column", "score", "--scale", "0-10", "--json")
    result = lite("surveys", "import", table(*["9"] * known, *["Great!"] * many), *words)
    assert result.exit_code == (1 if stops else 0)
    assert len(scores(sqlite_database)) == (0 if stops else known)
    if stops:
        assert "Great!" in result.stderr
        assert str(many) in result.stderr
        assert "--labels" in result.stderr


@pytest.mark.parametrize(("keep", "value", "n"), [(None, 20, 5), ("all", 20, 5), ("first", 0, 4), ("latest", 50, 4)])
def test_it_keeps_one_answer_of_each_respondent(lite: Run, keep: str | None, value: float, n: int) -> None:
    """Of ann 2 and 10, of bob 9 (and later nothing), of nobody 9 and 0."""
    words = ("--respondent-column", "who", "--time-column", "at")
    answered(lite, written(Path("f.csv"), KEEPING), "score", "0-10", *words)
    more = {} if keep is None else {"keep": keep}
    found = figure(lite, formula="nps", survey="s", **more)
    assert (found["value"], found["n"]) == (pytest.approx(value), n)


def test_it_keeps_one_answer_of_each_respondent_in_each_period(lite: Run) -> None:
    words = ("--respondent-column", "who", "--time-column", "at")
    answered(lite, written(Path("f.csv"), KEEPING), "score", "0-10", *words)
    days = ("--from", "2026-10-01", "--to", "2026-10-09", "--by", "week")
    found = figure(lite, *days, formula="nps", survey="s", keep="latest")
    assert [point["n"] for point in found["series"]] == [4, 1]


def test_it_finds_the_status_of_qualtrics(lite: Run) -> None:
    rows = "".join(f"2026-10-0{n},{'True' if n % 2 else 'False'},{n}\n" for n in range(1, 6))
    content = (
        "StartDate,Finished,Q1\nStart Date,Finished,Rate us\n"
        '"{""ImportId"":""startDate""}","{""ImportId"":""finished""}","{""ImportId"":""QID1""}"\n' + rows
    )
    said = answered(lite, written(Path("f.csv"), content), "Q1", "0-10")
    assert (said["columns"]["status"], said["columns"]["header_rows"]) == ("Finished", 3)
    assert figure(lite, formula="response_rate", survey="s")["value"] == pytest.approx(60)


def test_it_prints_what_it_found(lite: Run) -> None:
    content = "Date Submitted,Status,score\n2026-10-01,Complete,9\n2026-10-02,Partial,9\n"
    result = lite("surveys", "import", written(Path("f.csv"), content), "--survey", "s", "--score-column", "score")
    assert result.exit_code == 0
    assert "--status-column Status" in result.stdout
    assert "Complete" in result.stdout
