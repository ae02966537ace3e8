"""okrbot surveys import, through the command line."""

import csv
import json
from pathlib import Path

import pytest
from sqlmodel import select

from bot.imports.words import PROBLEMS, REASONS
from storage.db import Database
from storage.facts import Survey, SurveyAnswer
from storage.imports.refusal import Problem, Reason
from tests.command import COLUMNS, Run, imported, written


def stored(database_url: str) -> int:
    database = Database(database_url)
    with database.read() as session:
        n = len(session.exec(select(SurveyAnswer)).all())
    database.close()
    return n


def test_it_counts_what_became_of_every_row(run: Run, answers: str, database_url: str) -> None:
    result = imported(run, answers, *COLUMNS, "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    counts = {name: n for name, n in found.items() if isinstance(n, int)}
    assert counts == {
        "rows": 6,
        "imported": 4,
        "updated": 0,
        "duplicates": 0,
        "skipped": 0,
        "rejected": 2,
        "missing_score": 1,
    }
    assert [(row["row"], row["column"], row["value"]) for row in found["errors"]] == [
        (6, "score", "7,5"),
        (7, "score", "11"),
    ]
    assert "2 rows were rejected." in result.stderr
    assert stored(database_url) == 4


def test_it_tells_everything_it_chose(run: Run, answers: str) -> None:
    chosen = json.loads(imported(run, answers, *COLUMNS, "--json").stdout)["columns"]
    assert chosen == {
        "score": "score",
        "time": "when",
        "id": "id",
        "respondent": None,
        "comment": None,
        "segment": "plan",
        "status": None,
        "question": None,
        "encoding": "utf-8",
        "delimiter": ";",
        "header_rows": 1,
        "footer_rows": 0,
        "sheet": None,
        "scale": "0-10",
        "date_order": "dmy",
        "timezone": "Europe/Moscow",
    }


def test_it_prints_the_options_that_read_the_file_the_same_way(run: Run, answers: str) -> None:
    said = imported(run, answers, *COLUMNS).stdout.splitlines()[0]
    for option in ("--score-column score", "--time-column when", "--delimiter ';'", "--scale 0-10", "--date-order dmy"):
        assert option in said


def test_it_adds_nothing_the_second_time(run: Run, answers: str, database_url: str) -> None:
    imported(run, answers, *COLUMNS)
    again = imported(run, answers, *COLUMNS, "--json")
    found = json.loads(again.stdout)
    assert (again.exit_code, found["imported"], found["duplicates"], found["missing_score"]) == (0, 0, 4, 0)
    assert stored(database_url) == 4


def test_it_stores_nothing_on_trial(run: Run, answers: str, database_url: str, tmp_path: Path) -> None:
    result = imported(run, answers, *COLUMNS, "--dry-run", "--json")
    assert json.loads(result.stdout)["imported"] == 4
    assert stored(database_url) == 0
    assert not (tmp_path / "answers.csv.rejected.csv").exists()


def test_it_keeps_rejected_rows_where_no_formula_comes_alive(run: Run, answers: str, tmp_path: Path) -> None:
    imported(run, answers, *COLUMNS)
    rejected = (tmp_path / "answers.csv.rejected.csv").read_text()
    rows = list(csv.reader(rejected.splitlines(), delimiter=";"))
    assert rows == [
        ["id", "when", "score", "plan", "say", "row", "reason"],
        ["5", "14.10.2026", "7,5", "US", "'=x", "6", "not a whole number"],
        ["6", "14.10.2026", "11", "US", "", "7", "off the scale"],
    ]


def test_it_takes_mended_rows_from_the_file_of_rejected_ones(run: Run, answers: str, tmp_path: Path) -> None:
    imported(run, answers, *COLUMNS)
    rejected = tmp_path / "answers.csv.rejected.csv"
    mended = written(tmp_path / "mended.csv", rejected.read_text().replace("7,5", "7").replace(";11;", ";1;"))
    found = json.loads(imported(run, mended, *COLUMNS, "--date-order", "dmy", "--json").stdout)
    assert (found["imported"], found["rejected"]) == (2, 0)


def test_it_overwrites_no_file_of_rejected_rows(run: Run, answers: str, tmp_path: Path) -> None:
    written(tmp_path / "answers.csv.rejected.csv", "mine")
    result = imported(run, answers, *COLUMNS)
    assert (tmp_path / "answers.csv.rejected.csv").read_text() == "mine"
    assert "could not be written" in result.stderr
    assert result.exit_code == 0


def test_it_follows_no_link_to_write_rejected_rows(run: Run, answers: str, tmp_path: Path) -> None:
    (tmp_path / "answers.csv.rejected.csv").symlink_to(tmp_path / "victim")
    imported(run, answers, *COLUMNS)
    assert not (tmp_path / "victim").exists()


@pytest.mark.parametrize(
    ("content", "options", "words"),
    [
        (b"", (), "empty"),
        (b"id,score\n", (), "no rows"),
        (b"\x89PNG\0\0", (), "not a text file"),
        (b"score\n\xe9\n", (), "--encoding"),
        (b"score,n\n9,1\n", ("--score-column", "scroe"), "Did you mean \u201cscore\u201d?"),
        (b"id,age\n1,9\n", (), "--score-column"),
        (b"score\n3\n", (), "--scale"),
        (b"score,at\n9,05.10.2026\n", (), "--date-order"),
        (b"score\n9\n", ("--encoding", "klingon"), "no encoding"),
        (b"score\n11\n12\n", ("--score-column", "score", "--scale", "0-10"), "2 rejected"),
    ],
)
def test_it_refuses_a_file_in_doubt_and_stores_nothing(
    run: Run, tmp_path: Path, database_url: str, content: bytes, options: tuple[str, ...], words: str
) -> None:
    result = imported(run, written(tmp_path / "bad.csv", content), *options, "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr
    assert stored(database_url) == 0


def test_it_refuses_a_path_that_is_no_file(run: Run, answers: str, tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(answers)
    said = {name: imported(run, str(tmp_path / name)) for name in ("absent.csv", ".", "link.csv")}
    assert [result.exit_code for result in said.values()] == [1, 1, 1]
    assert "There is no file" in said["absent.csv"].stderr
    assert "not a plain file" in said["."].stderr
    assert "symbolic link" in said["link.csv"].stderr


@pytest.mark.parametrize(
    "options",
    [
        ("--scale", "10-0"),
        ("--scale", "ten"),
        ("--delimiter", "::"),
        ("--timezone", "Moscow"),
        ("--date-order", "ydm"),
        ("--header-rows", "-1"),
    ],
)
def test_it_calls_a_malformed_option_wrong_use(run: Run, answers: str, options: tuple[str, str]) -> None:
    assert imported(run, answers, *options).exit_code == 2


def test_it_says_in_russian_what_is_wrong(run: Run, answers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKRBOT_LANGUAGE", "ru")
    assert "Может быть, «score»?" in imported(run, answers, "--score-column", "scor").stderr
    assert "Отклонены 2 строки." in imported(run, answers, *COLUMNS).stderr


def test_it_refuses_another_scale_for_a_stored_survey(run: Run, answers: str, database_url: str) -> None:
    imported(run, answers, *COLUMNS)
    result = imported(run, answers, *COLUMNS, "--scale", "0-20")
    assert result.exit_code == 1
    assert "stored with the scale 0-10" in result.stderr
    assert stored(database_url) == 4


def test_it_keeps_that_a_survey_is_inverted(run: Run, answers: str, database_url: str) -> None:
    imported(run, answers, *COLUMNS, "--inverted")
    database = Database(database_url)
    with database.read() as session:
        assert session.exec(select(Survey.inverted)).one()
    database.close()


def test_it_has_words_for_every_refusal() -> None:
    assert (set(PROBLEMS), set(REASONS)) == (set(Problem), set(Reason))
