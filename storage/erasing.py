"""A whole workspace goes: every row of every table, whatever tables there will be."""

from sqlalchemy import delete
from sqlmodel import Session

from storage import facts, installations  # noqa: F401 - their tables belong to the metadata
from storage.models import Workspace, metadata


def erase_workspace(session: Session, workspace_id: int) -> None:
    """What refers to others goes before them; the workspace's own row is the last."""
    for table in reversed(metadata.sorted_tables):
        if "workspace_id" in table.columns:
            session.execute(delete(table).where(table.c.workspace_id == workspace_id))
    session.delete(session.get_one(Workspace, workspace_id))
    session.flush()
