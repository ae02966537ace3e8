"""Tokens: made by whoever operates the bot, shown once, good for one workspace."""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.errors import UserError
from bot.text import Text
from storage.audit import note
from storage.db import Database
from storage.kinds import AuditAction
from storage.models import ApiToken, Workspace
from storage.tokens import mark_used, token_by_digest, token_by_id, tokens_of

PREFIX = "okr_"
"""By which people, and programs that look for leaks, know one."""
RANDOM_BYTES = 32
LONGEST_NAME = 80
USE_NOTED = timedelta(hours=1)
"""That a token is used is written down no more often."""


@dataclass(frozen=True)
class Bearer:
    """Who asks: nobody in person, but a program of this workspace."""

    token_id: int
    workspace: Workspace
    private: bool


def create(
    session: Session, workspace_id: int, name: str, now: datetime, *, private: bool = False, days: int | None = None
) -> tuple[ApiToken, str]:
    """The row, and the token itself, which is nowhere kept."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise UserError("tokens.bad_name", most=LONGEST_NAME)
    token = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    expires = now + timedelta(days=days) if days else None
    row = ApiToken(
        workspace_id=workspace_id,
        name=name,
        digest=digest_of(token),
        private=private,
        created_at=now,
        expires_at=expires,
    )
    session.add(row)
    session.flush()
    note(session, workspace_id, None, AuditAction.TOKEN_ADDED, _subject(row), now)
    return row, token


def revoke(session: Session, workspace_id: int, token_id: int, now: datetime) -> ApiToken:
    """For good; one that is revoked stays so. UserError where the workspace has no such token."""
    row = token_by_id(session, workspace_id, token_id)
    if row is None:
        raise UserError("tokens.unknown", id=token_id)
    if row.revoked_at is None:
        row.revoked_at = now
        session.add(row)
        note(session, workspace_id, None, AuditAction.TOKEN_REVOKED, _subject(row), now)
    return row


def bearer(database: Database, token: str, now: datetime) -> Bearer | None:
    """None for a token that is unknown, revoked or expired, and where the app was taken out of the workspace.

    It is found by its hash, so how long that takes tells nothing about it.
    """
    with database.read() as session:
        found = token_by_digest(session, digest_of(token))
    if found is None:
        return None
    row, workspace = found
    if row.revoked_at or (row.expires_at and row.expires_at <= now) or workspace.uninstalled_at:
        return None
    if row.used_at is None or row.used_at < now - USE_NOTED:
        with database.write() as session:
            mark_used(session, row, now, now - USE_NOTED)
    return Bearer(row.id, workspace, row.private)


def digest_of(token: str) -> str:
    """Of 256 random bits: nobody finds the token by trying, so one plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def documents(session: Session, workspace_id: int, now: datetime) -> list[dict[str, Any]]:
    return [document(row, now) for row in tokens_of(session, workspace_id)]


def document(row: ApiToken, now: datetime) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "private": row.private,
        "state": _state(row, now),
        "created": _written(row.created_at),
        "expires": _written(row.expires_at),
        "used": _written(row.used_at),
    }


def lines(text: Text, found: Sequence[dict[str, Any]]) -> Iterator[str]:
    if not found:
        yield text("tokens.none")
    for one in found:
        sees = text("tokens.private") if one["private"] else text("tokens.open")
        used = text("tokens.used", at=one["used"]) if one["used"] else text("tokens.never_used")
        yield "\t".join([str(one["id"]), one["name"], text(STATES[one["state"]]), sees, used])


STATES = {"active": "tokens.active", "expired": "tokens.expired", "revoked": "tokens.revoked_state"}


def _state(row: ApiToken, now: datetime) -> str:
    if row.revoked_at:
        return "revoked"
    return "expired" if row.expires_at and row.expires_at <= now else "active"


def _subject(row: ApiToken) -> str:
    return f"{row.id} {row.name}"


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
