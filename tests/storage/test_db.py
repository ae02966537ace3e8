from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlmodel import select

from storage.db import Database, sqlite_url
from storage.models import Workspace
from storage.schema import upgrade


def test_it_loses_no_update_of_sixteen_writers(database: Database) -> None:
    with database.write() as session:
        session.add(Workspace(slack_id="T1"))

    def count(_: int) -> None:
        with database.write() as session:
            row = session.exec(select(Workspace).with_for_update()).one()
            row.last_objective += 1

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(count, range(160)))
    with database.read() as session:
        assert session.exec(select(Workspace)).one().last_objective == 160


def test_it_rolls_back_when_the_work_fails(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as session:
        session.add(Workspace(slack_id="T1"))
        session.flush()
        raise ZeroDivisionError
    with database.read() as session:
        assert session.exec(select(Workspace)).all() == []


def test_it_keeps_nothing_that_a_reader_changed(database: Database) -> None:
    with database.read() as session:
        session.add(Workspace(slack_id="T1"))
        session.flush()
    with database.read() as session:
        assert session.exec(select(Workspace)).all() == []


def test_it_sets_sqlite_up_so_that_a_commit_survives_a_power_cut(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path / "new" / "folder"))
    upgrade(database.engine)
    with database.engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    database.close()
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10000}
