"""okrbot db backup and restore, as an operator calls them."""

import json
import stat
from pathlib import Path

import pytest
from sqlalchemy import inspect

from storage import schema
from storage.db import Database
from storage.people import new_workspace
from tests.command import COLUMNS, Run, at_command, imported
from tests.faults import old


@pytest.fixture
def backup(run: Run, answers: str, tmp_path: Path) -> Path:
    """Of a survey's answers."""
    assert imported(run, answers, *COLUMNS).exit_code == 0
    assert run("db", "backup", "backup.gz").exit_code == 0
    return tmp_path / "backup.gz"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls okrbot where there is no data yet."""
    (tmp_path / "elsewhere").mkdir()
    return at_command("", tmp_path / "elsewhere", monkeypatch)


def test_it_says_what_is_written_and_that_it_is_nobody_elses(run: Run, answers: str, tmp_path: Path) -> None:
    imported(run, answers, *COLUMNS)
    result = run("db", "backup", "backup.gz")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("The backup is written: backup.gz, ")
    assert stat.S_IMODE((tmp_path / "backup.gz").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir() if "backup" in file.name] == ["backup.gz"]


def test_it_tells_a_script_what_is_in_it(run: Run, backup: Path) -> None:
    told = json.loads(run("db", "backup", "second.gz", "--json").stdout)
    assert told["tables"]["survey_answer"] == 4
    assert (told["schema"], told["rows"]) == (schema.newest(), sum(told["tables"].values()))
    assert told["bytes"] == (backup.parent / "second.gz").stat().st_size


def test_it_writes_over_nothing_unless_told_to(run: Run, backup: Path) -> None:
    before = backup.read_bytes()
    result = run("db", "backup", "backup.gz")
    assert result.exit_code == 1
    assert "backup.gz is there already" in result.stderr
    assert backup.read_bytes() == before
    assert run("db", "backup", "backup.gz", "--force").exit_code == 0


def test_it_says_why_the_file_cannot_be_written(run: Run, backup: Path) -> None:
    result = run("db", "backup", "no/such/folder/backup.gz")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cannot be written to no/such/folder/backup.gz: No such file or directory." in result.stderr
    assert backup.exists()


def test_a_restored_database_is_the_one_that_was_kept(backup: Path, elsewhere: Run) -> None:
    result = elsewhere("db", "restore", str(backup))
    assert result.exit_code == 0, result.stderr
    assert f"restored from {backup}" in result.stdout
    assert elsewhere("db", "check").exit_code == 0
    assert json.loads(elsewhere("db", "backup", "again.gz", "--json").stdout)["tables"]["survey_answer"] == 4


def test_it_restores_only_where_there_is_nothing(backup: Path, elsewhere: Run) -> None:
    assert json.loads(elsewhere("db", "restore", str(backup), "--json").stdout)["tables"]["survey"] == 1
    result = elsewhere("db", "restore", str(backup))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "The database holds data already" in result.stderr
    assert "OKRBOT_DATA_DIR" in result.stderr


def test_it_says_what_is_no_backup(elsewhere: Run, answers: str, tmp_path: Path) -> None:
    assert "This file is no backup" in elsewhere("db", "restore", answers).stderr
    assert "No such file or directory" in elsewhere("db", "restore", str(tmp_path / "none.gz")).stderr


def test_it_says_so_in_russian(backup: Path, elsewhere: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKRBOT_LANGUAGE", "ru")
    assert "Из " in elsewhere("db", "restore", str(backup)).stdout
    assert "В базе уже есть данные" in elsewhere("db", "restore", str(backup)).stderr


def test_it_keeps_nothing_of_a_database_without_tables(elsewhere: Run, tmp_path: Path) -> None:
    result = elsewhere("db", "backup", "backup.gz")
    assert result.exit_code == 1
    assert "nothing to back up" in result.stderr
    assert not (tmp_path / "elsewhere" / "backup.gz").exists()


def test_it_takes_a_backup_before_an_upgrade(bare_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run, database = at_command(bare_url, tmp_path, monkeypatch), Database(bare_url)
    old.build(database.engine)
    assert json.loads(run("db", "backup", "backup.gz", "--json").stdout)["schema"] == old.FIRST
    with database.engine.connect() as connection:
        assert schema.revision(connection) == old.FIRST
    database.close()


@pytest.mark.parametrize("bare_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_names_the_table_whose_row_postgresql_has_no_room_for(
    run: Run, database: Database, bare_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.write() as session:
        new_workspace(session, "en", "UTC", "T" * 33)
    assert run("db", "backup", "backup.gz").exit_code == 0
    result = at_command(bare_url, tmp_path, monkeypatch)("db", "restore", "backup.gz")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "refuses a row of the table workspace, so nothing was restored: value too long" in result.stderr
    other = Database(bare_url)
    assert inspect(other.engine).get_table_names() == []
    other.close()
