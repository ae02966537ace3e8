"""Hooks, where survey tools bring answers, found by the address that ends their URL."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage.models import Hook, Workspace
from storage.once import table_of

HOOKS = table_of(Hook)


def hook_by_address(session: Session, address: str) -> tuple[Hook, Workspace] | None:
    """Whosever it is: what is brought there goes to its own workspace."""
    query = select(Hook, Workspace).join(Workspace, col(Workspace.id) == Hook.workspace_id)
    return session.exec(query.where(Hook.address == address)).one_or_none()


def hooks_of(session: Session, workspace_id: int) -> list[Hook]:
    return list(session.exec(select(Hook).where(Hook.workspace_id == workspace_id).order_by(col(Hook.id))))


def hook_of(session: Session, workspace_id: int, address: str) -> Hook | None:
    query = select(Hook).where(Hook.workspace_id == workspace_id, Hook.address == address)
    return session.exec(query).one_or_none()


def mark_brought(session: Session, hook: Hook, now: datetime) -> None:
    mine = update(HOOKS).where(HOOKS.c.workspace_id == hook.workspace_id, HOOKS.c.id == hook.id)
    session.connection().execute(mine.values(used_at=now))
