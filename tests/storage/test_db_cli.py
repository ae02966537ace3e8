import json

from sqlmodel import col, select, update

from storage.db import Database
from storage.facts import SurveyDay
from tests.command import COLUMNS, Run, imported


def spoil(url: str) -> None:
    database = Database(url)
    with database.write() as session:
        session.exec(update(SurveyDay).where(col(SurveyDay.score) == 9).values(n=7))
    database.close()


def days(url: str) -> list[tuple[object, ...]]:
    database = Database(url)
    with database.read() as session:
        rows = session.exec(select(SurveyDay)).all()
        found = [(row.day, row.segment, row.score, row.complete, row.n, row.newest_at) for row in rows]
    database.close()
    return sorted(found, key=str)


def test_it_finds_the_counts_right_after_an_import(run: Run, answers: str) -> None:
    assert imported(run, answers, *COLUMNS).exit_code == 0
    result = run("db", "check")
    assert (result.exit_code, result.stdout) == (
        0,
        "The daily counts of all surveys are what their answers add up to.\n",
    )
    assert json.loads(run("db", "check", "--json").stdout) == {"wrong": [], "repaired": False}


def test_it_names_the_survey_whose_counts_are_wrong_until_it_is_repaired(
    run: Run, answers: str, database_url: str
) -> None:
    imported(run, answers, *COLUMNS)
    right = days(database_url)
    spoil(database_url)
    result = run("db", "check")
    assert result.exit_code == 1
    assert "relationship" in result.stdout
    assert json.loads(run("db", "check", "--json").stdout) == {"wrong": ["relationship"], "repaired": False}
    repaired = run("db", "check", "--repair", "--json")
    assert (repaired.exit_code, json.loads(repaired.stdout)) == (0, {"wrong": ["relationship"], "repaired": True})
    assert run("db", "check").exit_code == 0
    assert days(database_url) == right
    assert json.loads(imported(run, answers, *COLUMNS, "--json").stdout)["imported"] == 0


def test_it_says_that_the_tables_are_up_to_date(run: Run) -> None:
    result = run("db", "upgrade")
    assert (result.exit_code, result.stdout) == (0, "The database is up to date.\n")
