"""Imports in steps, which is how SQLite stores them; PostgreSQL has them in one transaction."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table, update
from sqlmodel import Session, col, select

from storage import histogram, staging
from storage.clock import clock
from storage.db import Database
from storage.facts import Import, Survey, SurveyAnswer, SurveyDay
from storage.imported import visible
from storage.imports.refusal import Problem, Refused
from storage.kinds import ImportKind, Openness
from storage.kpis import Days
from storage.models import Workspace
from storage.numbers.own import answer_days
from storage.numbers.scores import scores
from storage.staging import Stored
from storage.verdicts import Lane, Verdicts
from tests.storage.rows import answer, imported, new_survey, stored

ROWS = [answer(f"{number:03}", number % 11) for number in range(100)]
KILLED = """
import os, signal, sys
from storage import staging
from storage.clock import clock
from storage.db import Database
from storage.facts import Survey
from tests.storage.rows import imported
from tests.storage.test_large_imports import ROWS

staging.STEP = staging.LEAST_STEP = staging.MOST_STEP = 30
pauses = iter(range(9))
staging.sleep = lambda _: next(pauses) == int(sys.argv[2]) and os.kill(os.getpid(), signal.SIGKILL)
imported(Database(sys.argv[1]), Survey(id=1, workspace_id=1, name="relationship", low=0, high=10), ROWS)
"""


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    found = Database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'okrbot.db')}")
    yield found
    found.close()


@pytest.fixture
def between(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Lets something happen after each step of 30 rows."""
    for name in ("STEP", "LEAST_STEP", "MOST_STEP"):
        monkeypatch.setattr(staging, name, 30)

    def hook(act: Callable[[], object]) -> None:
        monkeypatch.setattr(staging, "sleep", lambda _: act())

    return hook


def counted(database: Database, survey: Survey) -> int:
    with database.read() as session:
        told = scores(answer_days(session, survey, ()), "time", [Days()])
        return sum(told.counts[0].values()) if told else 0


def seen(session: Session, survey: Survey) -> int:
    query = select(SurveyAnswer.id).where(SurveyAnswer.survey_id == survey.id, visible(SurveyAnswer.import_id))
    return len(session.exec(query).all())


def expire(database: Database) -> None:
    """As if the lease of every import had run out."""
    with database.write() as session:
        session.execute(update(Import).values(lease_until=clock(session) - timedelta(seconds=1)))


def test_it_lets_others_write_between_steps_and_shows_them_nothing(
    database: Database, between: Callable[[Callable[[], object]], None]
) -> None:
    survey = new_survey(database)
    looks: list[tuple[int, int, int]] = []

    def look() -> None:
        with database.write() as session:
            session.add(Workspace(slack_id=f"T{len(looks)}"))
            looks.append((len(stored(database, survey)), seen(session, survey), counted(database, survey)))

    between(look)
    assert imported(database, survey, ROWS) == Stored(100, 0, 0, 0)
    assert looks == [(30, 0, 0), (60, 0, 0), (90, 0, 0)]
    assert counted(database, survey) == len(stored(database, survey)) == 100


def test_it_lets_others_write_while_it_judges_and_counts(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    survey, difference = new_survey(database), histogram.difference
    imported(database, survey, ROWS)
    wrote = []

    def slow(connection: Connection, lane: Lane, bins: histogram.Bins, verdicts: Verdicts | None) -> Table:
        with database.write() as session:
            session.add(Workspace(slack_id="T9"))
        wrote.append(True)
        return difference(connection, lane, bins, verdicts)

    monkeypatch.setattr(histogram, "difference", slow)
    monkeypatch.setattr(staging, "LEAST_STEP", 1)  # two rows are many
    assert imported(database, survey, [answer("000", 3), answer("new")]) == Stored(1, 1, 0)
    assert wrote


@pytest.mark.parametrize("pause", [0, 2])
def test_it_is_not_half_there_after_a_kill_and_whole_when_run_again(database: Database, pause: int) -> None:
    survey = new_survey(database)
    imported(database, survey, [answer("000", 10), answer("before", 1)])
    url = str(database.engine.url)
    died = subprocess.run([sys.executable, "-c", KILLED, url, str(pause)], env=dict(os.environ), check=False)
    assert died.returncode == -signal.SIGKILL
    with database.read() as session:
        assert session.exec(select(Import).where(Import.state == Openness.OPEN)).one().kind is ImportKind.SURVEYS
        assert seen(session, survey) == 2
        assert [row.score for row in session.exec(select(SurveyDay).order_by(col(SurveyDay.score)))] == [1, 10]
    with pytest.raises(Refused) as refused:
        imported(database, survey, ROWS)
    assert refused.value.problem is Problem.IMPORT_RUNNING
    expire(database)
    assert imported(database, survey, ROWS) == Stored(99, 1, 0, 0)
    assert counted(database, survey) == len(stored(database, survey)) == 101
    with database.read() as session:
        assert {row.state for row in session.exec(select(Import))} == {Openness.CLOSED}


def test_it_clears_up_after_itself_when_it_fails(
    database: Database, between: Callable[[Callable[[], object]], None]
) -> None:
    survey = new_survey(database)
    between(lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        imported(database, survey, ROWS)
    assert stored(database, survey) == []
    between(lambda: None)
    assert imported(database, survey, ROWS).imported == 100


def test_it_refuses_a_second_import_into_the_same_survey_but_not_into_another(
    database: Database, between: Callable[[Callable[[], object]], None]
) -> None:
    survey, other = new_survey(database), new_survey(database, "other")
    problems: list[Problem | Stored] = []
    tried = iter([survey, other])

    def second() -> None:
        if target := next(tried, None):
            try:
                problems.append(imported(database, target, [answer("000")]))
            except Refused as refused:
                problems.append(refused.problem)

    between(second)
    assert imported(database, survey, ROWS).imported == 100
    assert problems == [Problem.IMPORT_RUNNING, Stored(1, 0, 0, 0)]


def test_it_does_not_close_an_import_that_was_swept_away(
    database: Database, between: Callable[[Callable[[], object]], None]
) -> None:
    survey, other = new_survey(database), new_survey(database, "other")
    sweeps = iter([True])

    def sweep() -> None:
        if next(sweeps, False):
            expire(database)
            imported(database, other, [answer("000")])

    between(sweep)
    with pytest.raises(RuntimeError, match="lease"):
        imported(database, survey, ROWS)
    assert stored(database, survey) == []
