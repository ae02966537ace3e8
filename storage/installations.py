"""The app in its workspaces: tokens as slack_sdk's store keeps them, and the states of installations under way.

What is secret is ciphertext here; the keys are with whoever asks. The columns are slack_sdk's by name, its instants
naive and UTC, with a workspace, and room for what is longer once it is encrypted.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    Select,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    update,
)
from sqlalchemy import select as rows_of
from sqlmodel import Session, col, select

from storage.columns import SECRET, UtcDateTime
from storage.models import Part, Round, Team, Workspace, metadata


def _same() -> list[Column[Any]]:
    """What both tables say of an installation."""
    return [
        Column("id", Integer, primary_key=True),
        Column("workspace_id", Integer, ForeignKey("workspace.id"), nullable=False, index=True),
        Column("client_id", String(32), nullable=False),
        Column("app_id", String(32), nullable=False),
        Column("enterprise_id", String(32)),
        Column("enterprise_name", Text),
        Column("team_id", String(32)),
        Column("team_name", Text),
        Column("bot_token", Text, info=SECRET),
        Column("bot_id", String(32)),
        Column("bot_user_id", String(32)),
        Column("bot_scopes", Text),
        Column("bot_refresh_token", Text, info=SECRET),
        Column("bot_token_expires_at", DateTime),
        Column("is_enterprise_install", Boolean, nullable=False),
        Column("installed_at", DateTime, nullable=False),
    ]


BOTS = Table("slack_bots", metadata, *_same(), Column("rotating_until", UtcDateTime))
"""`rotating_until`: somebody is changing the token for a new one, and nobody else does before."""
INSTALLATIONS = Table(
    "slack_installations",
    metadata,
    *_same(),
    Column("enterprise_url", Text),
    Column("user_id", String(32), nullable=False),
    Column("user_token", Text, info=SECRET),
    Column("user_scopes", Text),
    Column("user_refresh_token", Text, info=SECRET),
    Column("user_token_expires_at", DateTime),
    Column("incoming_webhook_url", Text, info=SECRET),
    Column("incoming_webhook_channel", Text),
    Column("incoming_webhook_channel_id", Text),
    Column("incoming_webhook_configuration_url", Text, info=SECRET),
    Column("token_type", String(32)),
)
STATES = Table(
    "slack_oauth_states",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("state", String(200), nullable=False, unique=True),
    Column("expire_at", UtcDateTime, nullable=False, index=True),  # anybody may begin an installation, and often
)
TOKENS = (BOTS, INSTALLATIONS)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


def newest_bot(bots: Table, client_id: str, team: str) -> Select[Any]:
    """`bots` is the table as the caller can read it."""
    mine = (bots.c.client_id == client_id) & (bots.c.team_id == team)
    return rows_of(bots).where(mine).order_by(bots.c.id.desc()).limit(1)


def installed_at(session: Session, workspace_id: int) -> datetime | None:
    """When the app was installed last; none where it is not."""
    query = rows_of(func.max(BOTS.c.installed_at)).where(BOTS.c.workspace_id == workspace_id)
    found = session.execute(query).scalar_one()
    return found.replace(tzinfo=UTC) if found else None


def drop_earlier(session: Session, workspace_id: int) -> None:
    """The tokens of earlier installations: the newest counts."""
    for table in TOKENS:
        newest = rows_of(func.max(table.c.id)).where(table.c.workspace_id == workspace_id).scalar_subquery()
        session.execute(delete(table).where(table.c.workspace_id == workspace_id, table.c.id < newest))


def drop_tokens(session: Session, workspace_id: int) -> None:
    for table in TOKENS:
        session.execute(delete(table).where(table.c.workspace_id == workspace_id))


def claim_rotation(session: Session, bot_id: int, expires: datetime, now: datetime, until: datetime) -> bool:
    """Whether this caller changes the token that `expires` then for a new one: one at a time, and nobody twice."""
    c = BOTS.c
    free = c.rotating_until.is_(None) | (c.rotating_until < now)
    mine = update(BOTS).where(c.id == bot_id, c.bot_token_expires_at == expires, free).values(rotating_until=until)
    return session.execute(mine.returning(c.id)).first() is not None


def end_rotation(session: Session, bots: Table, bot_id: int, **changed: object) -> None:
    """`bots` is the table as the caller can write it."""
    session.execute(update(bots).where(bots.c.id == bot_id).values(**changed, rotating_until=None))


def add_state(session: Session, state: str, now: datetime, until: datetime) -> None:
    """Those that ran out go."""
    session.execute(delete(STATES).where(STATES.c.expire_at <= now))
    session.execute(insert(STATES).values(state=state, expire_at=until))


def take_state(session: Session, state: str, now: datetime) -> bool:
    """Whether it was there and good: it never is again, whoever takes it at the same time."""
    taken = delete(STATES).where(STATES.c.state == state, STATES.c.expire_at > now)
    return session.execute(taken.returning(STATES.c.id)).first() is not None


def uninstalled_before(session: Session, then: datetime) -> int | None:
    """A workspace that took the app out so long ago, held until the end of the transaction: nobody installs it again
    meanwhile."""
    gone = select(Workspace.id).where(col(Workspace.uninstalled_at) < then).order_by(col(Workspace.id)).limit(1)
    return session.exec(gone.with_for_update(skip_locked=True)).first()


def put_to_rest(session: Session, workspace_id: int) -> None:
    """The clock looks at nothing of it any more."""
    for model in (Team, Part, Round):
        mine = update(model).where(col(model.workspace_id) == workspace_id)
        due = mine if model is Team else mine.where(col(model.next_at).is_not(None))
        session.execute(due.values(next_at=NEVER), execution_options={"synchronize_session": False})


def wake_up(session: Session, workspace_id: int, now: datetime) -> None:
    """The clock looks at all again, as after an outage."""
    for model in (Team, Part, Round):
        mine = update(model).where(col(model.workspace_id) == workspace_id, col(model.next_at) == NEVER)
        session.execute(mine.values(next_at=now), execution_options={"synchronize_session": False})
