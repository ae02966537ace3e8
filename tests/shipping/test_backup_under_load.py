"""A backup taken while people answer and files are imported: it holds one moment, and all that came before."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from sqlmodel import Session, func, select

from storage.backup import back_up
from storage.checked import wrong_surveys
from storage.db import Database
from storage.facts import Survey, SurveyAnswer
from storage.models import Handled, Workspace
from storage.restore import restore
from tests.storage.rows import answer, new_survey
from tests.storage.rows import imported as imported_rows

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
WRITERS, STORED, BATCH, BACKUPS = 3, 5000, 50, 2
Record = Callable[[str, object], None]


class Load:
    """Writers who each count up and add a row in one transaction, and one who imports a survey again and again."""

    def __init__(self, database: Database, survey: Survey) -> None:
        self._database, self._survey = database, survey
        self._ended, self._numbers = Event(), count()
        self._done = list[int]()

    @property
    def acknowledged(self) -> int:
        return len(self._done)

    @contextmanager
    def running(self) -> Iterator["Load"]:
        with ThreadPoolExecutor(WRITERS + 1) as pool:
            running = [pool.submit(self._answer) for _ in range(WRITERS)] + [pool.submit(self._import)]
            try:
                yield self
            finally:
                self._ended.set()
            for one in running:
                one.result()

    def wait_for(self, answers: int) -> None:
        until = self.acknowledged + answers
        while self.acknowledged < until:
            self._ended.wait(0.01)

    def _answer(self) -> None:
        while not self._ended.is_set():
            number = next(self._numbers)
            with self._database.write() as session:
                add_one(session, number)
            self._done.append(number)

    def _import(self) -> None:
        for n in count():
            if self._ended.is_set():
                return
            imported_rows(self._database, self._survey, [answer(f"{n}-{i}", score=i % 11) for i in range(BATCH)])


def add_one(session: Session, number: int) -> None:
    workspace = session.exec(select(Workspace).with_for_update()).one()
    workspace.last_objective += 1
    session.add(Handled(workspace_id=workspace.id, key=f"answer:{number}", at=NOW))


def counted(session: Session) -> int:
    return session.exec(select(Workspace.last_objective)).one()


def rows(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Handled)).one()


@pytest.fixture
def load(database: Database) -> Load:
    survey = new_survey(database)
    imported_rows(database, survey, [answer(str(n), score=n % 11) for n in range(STORED)])
    return Load(database, survey)


def test_it_is_one_moment_and_nothing_before_it_is_missing(
    load: Load, database: Database, tmp_path: Path, record_property: Record
) -> None:
    stored = list[tuple[int, int]]()
    with load.running():
        for n in range(BACKUPS):
            load.wait_for(5)
            before = load.acknowledged
            back_up(database.engine, tmp_path / f"{n}.gz", NOW)
            stored.append((before, load.acknowledged))
    for n, (before, after) in enumerate(stored):
        restored = Database(f"sqlite:///{tmp_path / f'{n}.db'}")
        restore(restored.engine, tmp_path / f"{n}.gz")
        with restored.read() as session:
            assert counted(session) == rows(session)
            assert before <= rows(session) <= after + WRITERS
            assert session.exec(select(func.count()).select_from(SurveyAnswer)).one() % BATCH == 0
        assert wrong_surveys(restored) == []
        restored.close()
    counts = {"backups": BACKUPS, "answers meanwhile": load.acknowledged, "torn": 0, "lost": 0}
    record_property("counted", [f"backups while {WRITERS} write to {database.engine.dialect.name}", counts])


def test_it_finds_what_two_moments_tear(load: Load, database: Database) -> None:
    """The control: tables read one after the other."""
    with load.running():
        assert any(torn(load, database) for _ in range(100))


def torn(load: Load, database: Database) -> bool:
    with database.read() as session:
        first = counted(session)
    load.wait_for(1)
    with database.read() as session:
        return first != rows(session)
