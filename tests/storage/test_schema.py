from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session, select

from storage import facts, installations  # noqa: F401 - their tables belong to the metadata
from storage.db import Database
from storage.kinds import DeliveryKind
from storage.models import Cycle, Delivery, KeyResult, Workspace, metadata
from storage.schema import MIGRATIONS, is_current, newest, upgrade


def test_it_migrates_to_exactly_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    assert is_current(database.engine)


def test_it_knows_the_newest_schema_as_alembic_does() -> None:
    assert newest() == ScriptDirectory(str(MIGRATIONS)).get_current_head()


def test_it_migrates_only_once(database: Database) -> None:
    upgrade(database.engine)
    assert is_current(database.engine)


def test_it_gives_every_table_a_workspace() -> None:
    without = {name for name, table in metadata.tables.items() if "workspace_id" not in table.columns}
    # A state is given to a browser before anybody knows for which workspace the app will be installed.
    assert without == {"workspace", "slack_oauth_states"}


def test_it_keeps_check_constraints_in_the_database(database: Database) -> None:
    names = {found["name"] for found in inspect(database.engine).get_check_constraints("key_result")}
    assert {"ck_key_result_change", "ck_key_result_bounds", "ck_key_result_kind"} <= names


def test_it_refuses_a_value_outside_a_closed_set(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        session.add(Workspace(slack_id="T1"))
        session.flush()
        session.execute(
            text("INSERT INTO cycle (workspace_id, name, first, last, state) VALUES (1, 'q', :a, :b, 'half-open')"),
            {"a": date(2026, 10, 1), "b": date(2026, 12, 31)},
        )


def test_it_refuses_a_start_equal_to_the_target() -> None:
    rule = next(c for c in KeyResult.__table__.constraints if c.name == "ck_key_result_change")  # type: ignore[attr-defined]
    assert "start <> target" in str(rule.sqltext)


def test_it_refuses_a_cycle_that_ends_before_it_begins(session: Session) -> None:
    session.add(Workspace(slack_id="T1"))
    session.flush()
    session.add(Cycle(workspace_id=1, name="q", first=date(2026, 2, 1), last=date(2026, 1, 1)))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_it_stores_instants_in_utc(session: Session) -> None:
    session.add(Workspace(slack_id="T1"))
    session.flush()
    tokyo = datetime(2026, 11, 27, 19, 0, tzinfo=timezone(timedelta(hours=9)))
    session.add(Delivery(workspace_id=1, kind=DeliveryKind.PROMPT, key="k", target="U1", due=tokyo))
    session.flush()
    session.expire_all()
    found = session.exec(select(Delivery)).one()
    assert found.due == tokyo
    assert found.due.tzinfo is UTC


def test_it_refuses_a_naive_instant(session: Session) -> None:
    session.add(Workspace(slack_id="T1"))
    session.flush()
    session.add(Delivery(workspace_id=1, kind=DeliveryKind.PROMPT, key="k", target="U1", due=datetime(2026, 1, 1)))  # noqa: DTZ001
    with pytest.raises(StatementError, match="time zone"):
        session.flush()
    session.rollback()


def test_it_refuses_a_second_row_with_the_same_key(session: Session) -> None:
    session.add(Workspace(slack_id="T1"))
    session.flush()
    for _ in range(2):
        session.add(
            Delivery(
                workspace_id=1,
                kind=DeliveryKind.PROMPT,
                key="k",
                target="U1",
                due=datetime(2026, 1, 1, tzinfo=UTC),
            )
        )
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()
