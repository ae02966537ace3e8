"""Whatever is wrong with another database is said in a sentence, and nothing is ever written there."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Date, DateTime, Integer, create_engine, func, literal_column, select, text
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from bot.kpis import flow
from bot.kpis.reading import Reading
from bot.kpis.windows import Step
from bot.text import speak
from storage.kpis import Days
from storage.numbers import opening
from storage.numbers.opening import SourceTrouble, Trouble, looking
from tests.kpis.rows import DAY, MOSCOW, NOW, company, kpi
from tests.kpis.warehouse import ADDRESS, FLAG, NUMBER, TEXT, TIME, Content, Type, duckdb_file, fill, sqlite_file

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


MIDNIGHT = datetime(2026, 10, 12, tzinfo=ZoneInfo(MOSCOW))
MINUTE = timedelta(minutes=1)
AROUND = (MIDNIGHT - MINUTE, MIDNIGHT, MIDNIGHT + DAY - MINUTE, MIDNIGHT + DAY)
KINDS_OF_TIME: dict[str, tuple[Type, Callable[[datetime], object]]] = {
    "instant": (TIME, lambda at: at.astimezone(UTC)),
    "local": (DateTime(), lambda at: at.replace(tzinfo=None)),
    "day": (Date(), lambda at: at.date()),
}


@pytest.mark.parametrize("written", KINDS_OF_TIME)
def test_it_begins_a_day_at_midnight_of_the_workspace(own: Session, address: str, written: str) -> None:
    type_, write = KINDS_OF_TIME[written]
    fill(address, {"answers": Content({"Score": NUMBER, "happened": type_}, [(9.0, write(at)) for at in AROUND])})
    workspace = company(own)
    source = {"url_env": ADDRESS, "table": "answers", "columns": COLUMNS}
    nps = kpi(own, workspace, formula="nps", source=source)
    monday = flow.reading(own, workspace, nps, NOW, days=Days(MIDNIGHT.date(), MIDNIGHT.date()))
    assert (monday.failure, monday.estimate.n) == (None, 2)
    assert monday.newest == (MIDNIGHT.date() if written == "day" else MIDNIGHT + DAY - MINUTE)
    points = flow.series(own, workspace, nps, NOW, None, None, Step.DAY)
    assert [(point.period.name, point.estimate.n) for point in points] == [
        ("2026-10-11", 1),
        ("2026-10-12", 2),
        ("2026-10-13", 1),
    ]


def test_it_reads_a_series_of_values(own: Session, address: str) -> None:
    days = [(date(2026, 9, 30), 1.0), (date(2026, 10, 7), 3.0), (date(2026, 10, 2), 2.0), (date(2026, 10, 8), None)]
    fill(address, {"visits": Content({"day": Date(), "visits": NUMBER}, days)})
    workspace = company(own)
    source = {"url_env": ADDRESS, "table": "visits", "columns": {"date": "day", "value": "visits"}}
    visits = kpi(own, workspace, formula="value", source=source, window="month")
    found = flow.reading(own, workspace, visits, NOW)
    assert (found.failure, found.estimate.value, found.estimate.n, found.newest) == (None, 3, 2, date(2026, 10, 7))
    points = flow.series(own, workspace, visits, NOW, date(2026, 9, 1), date(2026, 10, 14), Step.MONTH)
    assert [point.estimate.value for point in points] == [1, 3]


def test_it_counts_who_finished(own: Session, address: str) -> None:
    rows = [(9.0, "TRUE"), (None, "no"), (7.0, " yes "), (None, None)]
    fill(address, {"answers": Content({"score": NUMBER, "done": TEXT}, rows)})
    workspace = company(own)
    source = {"url_env": ADDRESS, "table": "answers", "columns": {"score": "score", "complete": "done"}}
    rate = flow.reading(own, workspace, kpi(own, workspace, formula="response_rate", source=source), NOW)
    assert (rate.failure, rate.estimate.n, rate.estimate.value) == (None, 4, 50)


def test_it_takes_a_yes_for_a_whole_refund(own: Session, address: str) -> None:
    rows = [("a", 100.0, "yes"), ("a", 50.0, "no"), ("b", 30.0, None)]
    fill(address, {"orders": Content({"who": TEXT, "amount": NUMBER, "back": TEXT}, rows)})
    workspace = company(own)
    columns = {"customer": "who", "amount": "amount", "refunded": "back"}
    source = {"url_env": ADDRESS, "table": "orders", "columns": columns}
    found = flow.reading(own, workspace, kpi(own, workspace, formula="aov", source=source), NOW)
    assert (found.failure, found.estimate.n, found.estimate.value) == (None, 2, 40)


def test_it_filters_by_numbers_and_flags(own: Session, address: str) -> None:
    rows = [(9.0, AT, 1, True), (0.0, AT, 1, False), (0.0, AT, 2, True)]
    columns: dict[str, Type] = {"Score": NUMBER, "happened": TIME, "tier": Integer(), "real": FLAG}
    fill(address, {"answers": Content(columns, rows)})
    assert asked(own, filter={"tier": "1"}).estimate.n == 2
    assert asked(own, filter={"tier": "1", "real": "true"}).estimate.n == (0 if "sqlite" in address else 1)
