"""A backup brings everything back: into either database, from any release, or not at all."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlmodel import select

from storage import schema
from storage.backup import back_up
from storage.backup_file import Unusable, Why
from storage.db import Database
from storage.models import Handled, Person, metadata
from storage.people import new_workspace
from storage.restore import restore
from tests.faults import old
from tests.shipping.conftest import bare

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
HOSTILE = "Анна\t\\N \\. \r\n\"quoted\" 'single' \U0001f600 \u2028 ,;"


@pytest.fixture
def filled(database: Database) -> Database:
    """Rows in every table of this version, and a person with a name that no format may trip over."""
    with database.engine.begin() as connection:
        old.add(connection, range(1, 1 + old.ROWS))
    with database.write() as session:
        session.exec(select(Person).where(Person.id == 1)).one().name = HOSTILE
    return database


@pytest.fixture
def file(filled: Database, tmp_path: Path) -> Path:
    back_up(filled.engine, tmp_path / "backup.gz", NOW)
    return tmp_path / "backup.gz"


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Empty, without tables: of the same kind, and of the other."""
    found = Database(bare(request.param, request, tmp_path))
    yield found
    found.close()


def names(database: Database) -> list[str]:
    return inspect(database.engine).get_table_names()


def lines(file: Path) -> list[str]:
    return gzip.decompress(file.read_bytes()).decode().split("\n")[:-1]


def again(file: Path, changed: list[str]) -> Path:
    """The same file with other lines."""
    file.write_bytes(gzip.compress("".join(f"{line}\n" for line in changed).encode()))
    return file


def contents(database: Database, folder: Path) -> dict[str, list[dict[str, object]]]:
    """All that is in a database, by table."""
    back_up(database.engine, folder / "contents.gz", NOW, force=True)
    found: dict[str, list[dict[str, object]]] = {}
    for line in map(json.loads, lines(folder / "contents.gz")[1:-1]):
        if isinstance(line, dict):
            columns, rows = line["columns"], found.setdefault(line["table"], [])
        else:
            rows.append(dict(zip(columns, line, strict=True)))
    return found


def test_it_brings_everything_back_into_either_database(
    filled: Database, file: Path, other: Database, tmp_path: Path
) -> None:
    done = restore(other.engine, file)
    assert contents(other, tmp_path) == contents(filled, tmp_path)
    assert done.rows == dict.fromkeys(metadata.tables, old.ROWS)
    assert (done.schema, done.made_at, done.total) == (
        schema.newest(),
        "2026-11-27T12:00:00+00:00",
        sum(done.rows.values()),
    )
    with other.read() as session:
        assert session.exec(select(Person).where(Person.id == 1)).one().name == HOSTILE
    with other.write() as session:  # and goes on counting
        assert new_workspace(session, "en", "UTC", "T9").id == old.ROWS + 1
        session.add(Handled(workspace_id=1, key="new", at=NOW))
    assert schema.is_current(other.engine)


def test_it_brings_back_a_backup_of_an_earlier_release(other: Database, tmp_path: Path) -> None:
    first = Database(f"sqlite:///{tmp_path / 'first.db'}")
    old.build(first.engine)
    before = old.rows(first.engine)
    done = back_up(first.engine, tmp_path / "first.gz", NOW)
    first.close()
    assert done.schema == old.FIRST
    restore(other.engine, tmp_path / "first.gz")
    assert schema.is_current(other.engine)
    assert plain(old.rows(other.engine, before)) == plain(before)


def plain(rows: old.Rows) -> old.Rows:
    """Instants as UTC, whether the database told so or not."""
    return {
        table: [{name: _utc(value) for name, value in row.items()} for row in found] for table, found in rows.items()
    }


def _utc(value: object) -> object:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_takes_the_place_of_empty_tables(
    file: Path, filled: Database, bare_database: Database, tmp_path: Path
) -> None:
    schema.upgrade(bare_database.engine)
    restore(bare_database.engine, file)
    assert contents(bare_database, tmp_path) == contents(filled, tmp_path)


def test_it_touches_no_database_that_holds_data(file: Path, filled: Database, tmp_path: Path) -> None:
    before = contents(filled, tmp_path)
    with pytest.raises(Unusable) as refused:
        restore(filled.engine, file)
    assert refused.value.why is Why.NOT_EMPTY
    assert "check_in" in str(refused.value.values["tables"])
    assert contents(filled, tmp_path) == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("cut", [1, 10, 1000])
def test_it_brings_nothing_back_from_a_file_that_is_cut_off(file: Path, bare_database: Database, cut: int) -> None:
    file.write_bytes(file.read_bytes()[:-cut])
    with pytest.raises(Unusable) as refused:
        restore(bare_database.engine, file)
    assert refused.value.why is Why.DAMAGED
    assert names(bare_database) == []


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_notices_every_change_of_a_byte(file: Path, tmp_path: Path) -> None:
    bare, whole = Database(f"sqlite:///{tmp_path / 'bare.db'}"), file.read_bytes()
    for place in range(10, len(whole), len(whole) // 40):  # before it stands gzip's own head
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        with pytest.raises(Unusable) as refused:
            restore(bare.engine, file)
        assert refused.value.why in (Why.DAMAGED, Why.NO_BACKUP)
        assert names(bare) == []
    bare.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("lost", [1, 2, 5, -2, -1])
def test_it_notices_a_line_that_is_lost(file: Path, tmp_path: Path, lost: int) -> None:
    bare, found = Database(f"sqlite:///{tmp_path / 'bare.db'}"), lines(file)
    del found[lost]
    with pytest.raises(Unusable) as refused:
        restore(bare.engine, again(file, found))
    assert refused.value.why is Why.DAMAGED
    bare.close()


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
@pytest.mark.parametrize("content", [b"", b"SQLite format 3", b"id;score\n", b"[]\n", b"{}\n", b'{"schema": "0001"}\n'])
def test_it_knows_what_is_no_backup(tmp_path: Path, content: bytes, packed: bool) -> None:
    (tmp_path / "file.gz").write_bytes(gzip.compress(content) if packed else content)
    bare = Database(f"sqlite:///{tmp_path / 'bare.db'}")
    with pytest.raises(Unusable) as refused:
        restore(bare.engine, tmp_path / "file.gz")
    assert refused.value.why is Why.NO_BACKUP
    bare.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("head", [{"okrbot": 1, "schema": "9999"}, {"okrbot": 2, "schema": "0001"}])
def test_it_refuses_what_a_later_version_has_written(file: Path, tmp_path: Path, head: dict[str, object]) -> None:
    bare, found = Database(f"sqlite:///{tmp_path / 'bare.db'}"), lines(file)
    with pytest.raises(Unusable) as refused:
        restore(bare.engine, again(file, [json.dumps({**head, "made_at": ""}), *found[1:]]))
    assert refused.value.why is (Why.NEWER if head["okrbot"] == 2 else Why.DAMAGED)
    bare.close()
