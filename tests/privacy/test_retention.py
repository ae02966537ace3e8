"""What is older than the setting says goes, a little at a time; numbers stay."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import Table, func, select
from sqlmodel import Session

from bot.context import Context
from bot.localslack.clock import Clock
from bot.privacy.job import tidy
from bot.settings import Settings
from storage import retention
from storage.audit import note
from storage.db import Database
from storage.kinds import AuditAction, DeliveryKind, DeliveryState, HintState, Kind, Level, ReplyState, Source, Surface
from storage.models import (
    Away,
    AwayHint,
    CheckIn,
    Cycle,
    Delivery,
    Draft,
    Form,
    Handled,
    KeyResult,
    Objective,
    Person,
    Reply,
    Round,
    Shown,
    Team,
    Workspace,
    metadata,
)

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
OLD, YOUNG = NOW - timedelta(days=100), NOW - timedelta(days=80)
N = 3 * retention.AT_ONCE // 2


def a_company(session: Session, slack_id: str) -> tuple[int, int, int]:
    """Ids of a workspace, a person and a key result."""
    workspace = Workspace(slack_id=slack_id)
    session.add(workspace)
    session.flush()
    person = Person(workspace_id=workspace.id, slack_id="U0ANNA")
    session.add(person)
    session.flush()
    team = Team(workspace_id=workspace.id, name="Support", lead_id=person.id)
    cycle = Cycle(workspace_id=workspace.id, name="q", first=date(2026, 7, 1), last=date(2026, 12, 31))
    session.add_all([team, cycle])
    session.flush()
    objective = Objective(
        workspace_id=workspace.id, number=1, title="o", level=Level.TEAM, team_id=team.id, owner_id=person.id,
        cycle_id=cycle.id, created_at=OLD,
    )  # fmt: skip
    session.add(objective)
    session.flush()
    key_result = KeyResult(
        workspace_id=workspace.id, objective_id=objective.id, number=1, title="k", owner_id=person.id,
        kind=Kind.BASELINE, created_at=OLD,
    )  # fmt: skip
    round_ = Round(
        workspace_id=workspace.id, team_id=team.id, cycle_id=cycle.id, day=OLD.date(), opens_at=OLD, due_at=OLD
    )
    session.add_all([key_result, round_])
    session.flush()
    return workspace.id, person.id, key_result.id


def fill(session: Session, ids: tuple[int, int, int], at: datetime, name: str) -> None:
    """What a week leaves behind."""
    workspace, person, key_result = ids
    prompt = Delivery(
        workspace_id=workspace, kind=DeliveryKind.PROMPT, key=f"prompt:{name}", target="U0ANNA", due=at,
        state=DeliveryState.SENT,
    )  # fmt: skip
    owed = Delivery(workspace_id=workspace, kind=DeliveryKind.PROMPT, key=f"owed:{name}", target="U0ANNA", due=at)
    session.add_all([prompt, owed])
    session.flush()
    form = Form(workspace_id=workspace, person_id=person, prompt_id=prompt.id, created_at=at)
    session.add(form)
    session.flush()
    said = CheckIn(
        workspace_id=workspace, key_result_id=key_result, person_id=person, value=4, confidence=7, note=name,
        blocker=name, thanks_to_id=person, source=Source.MODAL, at=at, as_of=at,
    )  # fmt: skip
    session.add_all([
        Draft(workspace_id=workspace, form_id=form.id, key_result_id=key_result, typed={"note": name}),
        Shown(workspace_id=workspace, prompt_id=prompt.id, key_result_id=key_result, surface=Surface.PROMPT, value=1),
        Reply(
            workspace_id=workspace, person_id=person, channel="D0ANNA", ts=name, prompt_id=prompt.id,
            state=ReplyState.UNREAD, at=at,
        ),
        said,
        Away(workspace_id=workspace, person_id=person, first=at.date(), last=at.date(), at=at),
        AwayHint(
            workspace_id=workspace, person_id=person, first=at.date(), last=at.date(), state=HintState.AWAY, at=at
        ),
        Handled(workspace_id=workspace, key=f"trigger:{name}", at=at),
    ])  # fmt: skip
    note(session, workspace, "U0ANNA", AuditAction.GRADED, name, at)
    session.flush()


@pytest.fixture
def kept(database: Database) -> dict[str, int]:
    """Rows by table after a tidying, of an old week in one workspace and young ones in two."""
    with database.write() as session:
        first, second = a_company(session, "T1"), a_company(session, "T2")
        fill(session, first, OLD, "old")
        fill(session, first, YOUNG, "young")
        fill(session, second, YOUNG, "young")
    tidy(of(database, 90))
    with database.read() as session:
        return {table.name: _rows(session, table) for table in metadata.sorted_tables}


def of(database: Database, days: int) -> Context:
    settings = Settings(_env_file=None, okrbot_retention_days=days)
    return Context(database, Clock(NOW), settings, wake=lambda: None)


def _rows(session: Session, table: Table) -> int:
    found: int = session.execute(select(func.count()).select_from(table)).scalar_one()
    return found


def test_it_deletes_what_is_older_than_the_setting_says_and_keeps_the_rest(
    database: Database, kept: dict[str, int]
) -> None:
    gone = {"form": 2, "draft": 2, "shown": 2, "reply": 2, "away": 2, "away_hint": 2, "audit": 2}
    assert {name: kept[name] for name in gone} == gone
    assert kept["handled"] == 0  # remembered for 60 days whatever the setting says
    assert kept["check_in"] == 3
    with database.read() as session:
        keys = session.execute(select(Delivery.__table__.c.key)).scalars()  # type: ignore[attr-defined]
        assert sorted(keys) == ["owed:old", "owed:young", "owed:young", "prompt:young", "prompt:young"]


def test_it_keeps_value_and_confidence_without_words(database: Database, kept: dict[str, int]) -> None:
    assert kept["person"] == 2
    with database.read() as session:
        c = CheckIn.__table__.c  # type: ignore[attr-defined]
        old = session.execute(select(c.value, c.confidence, c.note, c.blocker, c.thanks_to_id).where(c.at == OLD)).one()
        assert tuple(old) == (4, 7, "", "", None)
        assert session.execute(select(func.count()).where(c.note == "young")).scalar_one() == 2


def test_it_keeps_everything_for_ever_unless_it_is_told(database: Database) -> None:
    with database.write() as session:
        fill(session, a_company(session, "T1"), OLD, "old")
    tidy(of(database, 0))
    with database.read() as session:
        assert {_rows(session, metadata.tables[name]) for name in ("reply", "draft", "audit", "away")} == {1}


def test_it_goes_on_until_all_is_gone_a_little_at_a_time(database: Database) -> None:
    with database.write() as session:
        workspace, *_ = a_company(session, "T1")
        session.add_all(Handled(workspace_id=workspace, key=f"{n}", at=OLD) for n in range(N))
    with database.write() as session:
        assert retention.drop_marks(session, workspace, NOW) == retention.AT_ONCE
    tidy(of(database, 0))
    with database.read() as session:
        assert _rows(session, metadata.tables["handled"]) == 0


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (retention.old_marks, "ix_handled_workspace_id_at"),
        (retention.old_deliveries, "ix_delivery_state_workspace_id_rank_due"),
        (retention.old_words, "ix_check_in_with_words"),
        (retention.old_replies, "ix_reply_workspace_id_at"),
        (retention.old_audit, "ix_audit_workspace_id_at"),
    ],
)
def test_it_finds_what_is_old_by_an_index(sqlite_database: str, query: object, index: str) -> None:
    database = Database(sqlite_database)
    asked = query(1, NOW).compile(database.engine, compile_kwargs={"literal_binds": True})  # type: ignore[operator]
    with database.engine.connect() as connection:
        plan = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}")]
    database.close()
    assert len(plan) == 1
    assert index in plan[0]
    assert "at<?" in plan[0] or "due<?" in plan[0]


@pytest.mark.parametrize("days", [1, 89, -1])
def test_it_takes_no_time_that_a_cycle_would_miss(days: int) -> None:
    with pytest.raises(ValidationError):
        Settings(_env_file=None, okrbot_retention_days=days)
