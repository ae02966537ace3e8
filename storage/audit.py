"""The audit log: who did what, and when; never what anybody answered."""

from datetime import datetime

from sqlmodel import Session, col, select

from storage.kinds import AuditAction
from storage.models import Audit

LONGEST = 120
SOMEONE = "someone"
"""In place of the Slack id of a person who was forgotten."""


def note(
    session: Session, workspace_id: int, actor: str | None, action: AuditAction, subject: str, at: datetime
) -> None:
    """`actor` is a Slack id, none for whoever sits at the command line; `subject` is a short id or a name."""
    session.add(
        Audit(workspace_id=workspace_id, actor=actor or "", action=action, subject=subject[:LONGEST], at=at)
    )  # fmt: skip


def noted(session: Session, workspace_id: int, since: datetime | None = None) -> list[Audit]:
    """Oldest first."""
    query = select(Audit).where(Audit.workspace_id == workspace_id).order_by(col(Audit.at), col(Audit.id))
    return list(session.exec(query.where(Audit.at >= since) if since else query))
