"""A second workspace that is the first one's mirror: the same people, channels, names and short ids, by whatever tables
there are. Its texts are marked, its numbers too, and its row ids lie apart: whatever of it is seen can be told.
"""

from typing import Any

from sqlalchemy import Column, Enum, Integer, String, Table, insert, select
from sqlmodel import Session

from storage import facts, installations  # noqa: F401 - their tables belong to the metadata
from storage.models import CheckIn, Workspace, metadata
from storage.once import table_of

MARK = "MIRRORED"
VALUE = 876_543.0
APART = 1_000_000
"""Row ids of the mirror begin here."""
REFERENCES = ("row_id", "subject_id", "import_id")
"""Ids that no foreign key declares."""
NAMES = {"survey.name", "kpi.survey", "team.name", "workspace.timezone"}
"""Texts that are the same in both, as ids are: people choose by them."""


def mirror(session: Session, slack_id: str, of: int = 1) -> int:
    """The mirror's row id."""
    mirrored = session.get_one(Workspace, of)
    made = Workspace(**{**mirrored.model_dump(exclude={"id"}), "slack_id": slack_id, "name": f"{MARK} company"})
    session.add(made)
    session.flush()
    for table in metadata.sorted_tables:
        if "workspace_id" in table.columns:
            rows = session.execute(select(table).where(table.c.workspace_id == of)).mappings().all()
            for row in rows:
                session.execute(insert(table).values(_mirrored(table, dict(row), made.id)))
    return made.id


def _mirrored(table: Table, row: dict[str, Any], workspace: int) -> dict[str, Any]:
    told = {name: _value(table.c[name], value, row) for name, value in row.items()}
    if table is table_of(CheckIn):
        told["value"] = VALUE
    return told | {"workspace_id": workspace}


def _value(column: Column[Any], value: Any, row: dict[str, Any]) -> Any:
    if value is None or column.name == "workspace_id":
        return value
    if isinstance(column.type, Integer) and (column.primary_key or column.foreign_keys or column.name in REFERENCES):
        return value + APART if value else value
    if is_text(column) and value:
        return f"{MARK} {column.name} {row.get('id', '')}"
    if column.name == "digest" or column.name == "address":
        return f"{MARK}{row['id']}"  # unique in all workspaces
    return value


def is_text(column: Column[Any]) -> bool:
    """What people wrote: no closed set, no id, no key."""
    free = isinstance(column.type, String) and not isinstance(column.type, Enum) and column.type.length is None
    return free and str(column) not in NAMES


def ids_of(session: Session, workspace: int) -> dict[str, frozenset[int]]:
    """The mirror's row ids, by table."""
    tables = [one for one in metadata.sorted_tables if {"workspace_id", "id"} <= set(one.columns.keys())]
    return {
        one.name: frozenset(session.execute(select(one.c.id).where(one.c.workspace_id == workspace)).scalars())
        for one in tables
    }
