"""Tokens with which other programs read, found by their hash alone."""

from datetime import datetime

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from storage.models import ApiToken, Workspace
from storage.once import table_of

TOKENS = table_of(ApiToken)


def token_by_digest(session: Session, digest: str) -> tuple[ApiToken, Workspace] | None:
    """Whosever it is: what it opens is its own workspace."""
    query = select(ApiToken, Workspace).join(Workspace, col(Workspace.id) == ApiToken.workspace_id)
    return session.exec(query.where(ApiToken.digest == digest)).one_or_none()


def tokens_of(session: Session, workspace_id: int) -> list[ApiToken]:
    query = select(ApiToken).where(ApiToken.workspace_id == workspace_id)
    return list(session.exec(query.order_by(col(ApiToken.id))))


def token_by_id(session: Session, workspace_id: int, token_id: int) -> ApiToken | None:
    query = select(ApiToken).where(ApiToken.workspace_id == workspace_id, ApiToken.id == token_id)
    return session.exec(query).one_or_none()


def mark_used(session: Session, token: ApiToken, now: datetime, before: datetime) -> None:
    """Unless another process has just done so."""
    mine = update(TOKENS).where(TOKENS.c.workspace_id == token.workspace_id, TOKENS.c.id == token.id)
    stale = or_(TOKENS.c.used_at.is_(None), TOKENS.c.used_at < before)
    session.connection().execute(mine.where(stale).values(used_at=now))
