"""Watches every statement: what it reads, and what holds it to one workspace."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, event

from storage.db import Database
from storage.models import metadata
from tests.isolation.mirror import MARK, ids_of

OWNED = {one.name for one in metadata.sorted_tables if "workspace_id" in one.columns}
TABLES = re.compile(r"\b(?:FROM|JOIN|UPDATE|INTO)\s+\"?(\w+)\"?")
BOUND = re.compile(r"workspace_id\b")
KEYED = re.compile(r"\b(?:\w*_id|id|slack_id)\s*(?:=|IN)")
ASKED = re.compile(r"(\w+)\.(\w+) (?:=|<>|!=|IN|<|>|<=|>=) |\?")
VERBS = ("SELECT", "UPDATE", "DELETE", "WITH")


REFERRED: dict[str, str] = {
    key.parent.name: key.column.table.name for table in metadata.sorted_tables for key in table.foreign_keys
}
"""The table that a column with such a name points into."""


@dataclass
class Watch:
    """What was wrong: statements that read rows of the mirror, whose `ids` are known by table, and statements that
    nothing holds to a workspace."""

    workspace: int
    ids: dict[str, frozenset[int]]
    crossed: set[str] = field(default_factory=set)
    loose: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def look(self, connection: Connection, statement: str, parameters: Any) -> None:
        verb = statement.split(maxsplit=1)[0].upper()
        tables = TABLES.findall(statement)
        if verb not in VERBS or not OWNED & set(tables):
            return
        self.seen.add(statement)
        if not self._held(statement, parameters):
            self.loose.add(statement)
        raw = connection.connection.dbapi_connection
        if verb == "SELECT" and isinstance(raw, sqlite3.Connection):
            with suppress(sqlite3.Error):
                cursor = raw.cursor().execute(statement, parameters)
                names = [one[0] for one in cursor.description]
                if any(self._is_mirrored(tables[0], *pair) for row in cursor for pair in zip(names, row, strict=True)):
                    self.crossed.add(f"{statement} {parameters}")

    def _held(self, statement: str, parameters: Any) -> bool:
        """By the workspace, or by keys of rows that were read before: none that a client has made up."""
        where = statement.partition("WHERE")[2] + " ".join(re.findall(r"\bON\b[^\n]*", statement))
        if BOUND.search(where):
            return True
        return bool(KEYED.search(where)) and not any(self._is_of(*one) for one in _asked(statement, parameters))

    def _is_of(self, table: str, name: str, value: Any) -> bool:
        """Whether the value of a column is a row id of the mirror."""
        return value in self.ids.get(table if name == "id" else REFERRED.get(name, ""), ())

    def _is_mirrored(self, table: str, name: str, value: Any) -> bool:
        if isinstance(value, str):
            return MARK in value
        if re.fullmatch(r"workspace_id(_\d+)?", name):
            return bool(value == self.workspace)
        return self._is_of(table, name, value)


def _asked(statement: str, parameters: Any) -> Iterator[tuple[str, str, Any]]:
    """Table, column and value of what a statement compares with."""
    rows = parameters if isinstance(parameters, list) else [parameters]
    for row in rows:
        values, place = iter(row), ("", "")
        for found in ASKED.finditer(statement):
            if found[0] == "?":
                yield *place, next(values)
            else:
                place = (found[1], found[2])


@contextmanager
def watching(database: Database, workspace: int) -> Iterator[Watch]:
    """`workspace` is the mirror."""
    with database.read() as session:
        found = Watch(workspace, ids_of(session, workspace))
    engine = database.engine

    def look(connection: Connection, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        found.look(connection, statement, parameters)

    event.listen(engine, "before_cursor_execute", look)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", look)
