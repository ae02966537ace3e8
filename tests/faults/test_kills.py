"""kill -9 at every point: nothing is lost, nothing comes twice."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.pool import NullPool

from storage.db import connect
from storage.points import Point
from storage.schema import is_current
from tests.faults import dooms
from tests.faults.conftest import LONG, Begin, Count
from tests.faults.dooms import POINTS
from tests.faults.firm import Firm
from tests.faults.promises import broken
from tests.faults.replica import Doom, Killed, Replica, Start

FEW, LONGER = Firm(people=4, weeks=2), Firm(people=4, weeks=3)
OFTEN = [point for point in POINTS if point is not Point.DIGEST]
TRIPLES = 250 if LONG else 1
"""On each database."""


def test_it_survives_a_kill_at_each_point(begin: Begin, database_url: str, count: Count) -> None:
    """And comes by each point, for one that is never reached kills nobody."""
    run = begin(database_url, LONGER)
    run.dooms = dooms.at(*run.chance.sample(OFTEN, len(OFTEN)), Point.DIGEST)
    run.run()
    assert broken(run) == []
    assert run.kills == len(POINTS)
    count("a kill at each point", run)


@pytest.mark.parametrize("number", range(TRIPLES))
def test_it_survives_three_kills_of_chance(begin: Begin, database_url: str, number: int, count: Count) -> None:
    run = begin(database_url, FEW, also=number)
    run.dooms = dooms.drawn(run.chance, 3)
    run.run()
    assert broken(run) == []
    count("three kills of chance", run)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server = make_url(request.getfixturevalue("postgres_url")).set(drivername="postgresql+psycopg")
    name = f"okrbot_{uuid.uuid4().hex}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield server.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


def test_it_survives_a_kill_in_a_migration(begin: Begin, empty_url: str, tmp_path: Path) -> None:
    doomed = Replica(
        Start({"database_url": empty_url}, tmp_path / "replica.log", datetime.now(UTC), Doom(Point.MIGRATE))
    )
    with pytest.raises(Killed):
        doomed.started()
    doomed.kill()
    engine = connect(empty_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    run = begin(empty_url, FEW)
    assert is_current(run.database.engine)


CONTROLS = [
    pytest.param("no look-up", Point.POST, "was posted 2 times", id="no look-up"),
    pytest.param("ack first", Point.ANSWER, "None is stored", id="ack first"),
]


@pytest.mark.parametrize(("without", "point", "sentence"), CONTROLS)
def test_it_breaks_a_promise_without(
    begin: Begin, sqlite_database: str, without: str, point: Point, sentence: str
) -> None:
    run = begin(sqlite_database, Firm(people=3), without=without)
    run.dooms = dooms.at(point)
    run.run()
    assert any(sentence in told for told in broken(run)), broken(run)
