"""Whatever is wrong with another database is said in a sentence, and nothing is ever written there."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, literal_column, select, text
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from bot.kpis import flow
from bot.kpis.reading import Reading
from bot.text import speak
from storage.numbers import opening
from storage.numbers.opening import SourceTrouble, Trouble, looking
from tests.kpis.rows import NOW, company, kpi
from tests.kpis.warehouse import ADDRESS, NUMBER, TEXT, TIME, Content, duckdb_file, fill, sqlite_file

AT = datetime(2026, 10, 12, 10, tzinfo=UTC)
ANSWERS = Content({"Score": NUMBER, "happened": TIME, "plan": TEXT}, [(9.0, AT, "EU"), (0.0, AT, "US")])
COLUMNS = {"score": "Score", "time": "happened"}


def asked(session: Session, table: str = "answers", **fields: object) -> Reading:
    columns = fields.pop("columns", COLUMNS)
    source = {"url_env": ADDRESS, "table": table, "columns": columns}
    workspace = company(session, uuid.uuid4().hex)
    return flow.reading(session, workspace, kpi(session, workspace, formula="nps", source=source, **fields), NOW)


def trouble(reading: Reading) -> str:
    assert reading.failure is not None
    assert reading.estimate.value is None
    # Every sentence can be said in both languages.
    for language in ("en", "ru"):
        assert speak(language)(reading.failure.message, **reading.failure.values)
    return reading.failure.message


def test_it_says_that_no_address_is_set(own: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ADDRESS, raising=False)
    assert trouble(asked(own)) == "kpis.source_unset"


def test_it_finds_the_address_where_all_settings_are(
    own: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(sqlite_file(tmp_path), {"answers": ANSWERS})
    monkeypatch.delenv(ADDRESS, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(f"{ADDRESS}={sqlite_file(tmp_path)}\n")
    assert asked(own).estimate.n == 2


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("no address", "kpis.source_bad_url"),
        ("oracle://me:secret@host/db", "kpis.source_no_driver"),
        ("strange://me:secret@host/db", "kpis.source_no_driver"),
        ("sqlite:////nowhere/at/all.db", "kpis.source_no_connection"),
        ("duckdb:////nowhere/at/all.duckdb", "kpis.source_no_connection"),
        ("postgresql://me:secret@127.0.0.1:1/db", "kpis.source_no_connection"),
    ],
)
def test_it_says_that_a_database_cannot_be_reached(
    own: Session, monkeypatch: pytest.MonkeyPatch, address: str, said: str
) -> None:
    monkeypatch.setenv(ADDRESS, address)
    reading = asked(own)
    assert trouble(reading) == said
    assert reading.failure is not None
    assert "secret" not in str(reading.failure.values)


def test_it_says_that_there_is_no_such_table(own: Session, address: str) -> None:
    fill(address, {"answers": ANSWERS})
    assert trouble(asked(own, "replies")) == "kpis.source_no_table"


def test_it_says_that_there_is_no_such_column_and_which_is_near(own: Session, address: str) -> None:
    fill(address, {"answers": ANSWERS})
    reading = asked(own, columns={"score": "scores", "time": "happened"})
    assert trouble(reading) == "kpis.source_no_column"
    assert reading.failure is not None
    assert reading.failure.values["known"] == "Score"


def test_it_finds_a_column_and_a_filter_in_any_case(own: Session, address: str) -> None:
    fill(address, {"answers": ANSWERS})
    reading = asked(own, columns={"score": "SCORE", "time": "HAPPENED"}, filter={"Plan": "EU"})
    assert (reading.failure, reading.estimate.n, reading.estimate.value) == (None, 1, 100)


def test_it_reads_a_view(own: Session, address: str) -> None:
    fill(address, {"answers": ANSWERS})
    engine = create_engine(address, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("CREATE VIEW \"only EU\" AS SELECT * FROM answers WHERE plan = 'EU'"))
    engine.dispose()
    assert asked(own, "only EU").estimate.n == 1


@pytest.mark.parametrize("table", ['answers"; DROP TABLE answers; --', "answers; DROP TABLE answers"])
def test_it_quotes_names(own: Session, address: str, table: str) -> None:
    fill(address, {"answers": ANSWERS})
    assert trouble(asked(own, table)) == "kpis.source_no_table"
    assert trouble(asked(own, columns={"score": table})) == "kpis.source_no_column"
    assert asked(own).estimate.n == 2


def test_it_says_that_a_column_holds_no_times(own: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS, duckdb_file(tmp_path))
    fill(duckdb_file(tmp_path), {"answers": ANSWERS})
    assert trouble(asked(own, columns={"score": "Score", "time": "Score"})) == "kpis.source_no_time"


def test_it_says_what_a_database_cannot_count(own: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS, duckdb_file(tmp_path))
    fill(duckdb_file(tmp_path), {"answers": ANSWERS})
    assert trouble(asked(own, columns={"score": "plan"})) == "kpis.source_failed"


def test_it_refuses_scores_off_the_scale(own: Session, address: str) -> None:
    fill(address, {"answers": Content(ANSWERS.columns, [(99.0, AT, "EU"), (9.0, AT, "EU")])})
    assert trouble(asked(own)) == "kpis.off_scale"


def test_it_counts_undated_rows_where_no_column_tells_when(own: Session, address: str) -> None:
    fill(address, {"answers": ANSWERS})
    everything = asked(own, columns={"score": "Score"})
    assert (everything.estimate.n, everything.undated, everything.newest) == (2, True, None)
    assert asked(own, columns={"score": "Score"}, window="30d").estimate.n == 0


def test_it_never_writes(address: str) -> None:
    fill(address, {"answers": ANSWERS})
    with pytest.raises(SourceTrouble) as refused, looking(address) as (connection, _):
        connection.execute(text("DELETE FROM answers"))
    assert refused.value.trouble is Trouble.FAILED
    with looking(address) as (_, ask):
        assert ask(select(func.count()).select_from(text("answers"))) == [(2,)]


def test_it_gives_up_in_time(address: str) -> None:
    fill(address, {"answers": ANSWERS})
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with pytest.raises(SourceTrouble) as late, looking(address, 0.5) as (connection, _):
        connection.execute(text(endless))
    assert late.value.trouble is Trouble.TOO_SLOW


def test_it_never_takes_all_rows(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_ROWS", 1)
    fill(address, {"answers": ANSWERS})
    with pytest.raises(SourceTrouble) as refused, looking(address) as (_, ask):
        ask(select(literal_column("plan")).select_from(text("answers")))
    assert refused.value.trouble is Trouble.TOO_MANY_ROWS
