"""A table or a view of another database, with the columns that a formula's fields are mapped to."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    MetaData,
    Numeric,
    String,
    Table,
    func,
    inspect,
    select,
)
from sqlalchemy.exc import NoSuchTableError
from sqlalchemy.sql.elements import quoted_name
from sqlalchemy.types import NullType, TypeEngine

from storage.numbers.opening import SourceTrouble, Trouble

Types = Mapping[str, TypeEngine[Any]]
DUCKDB: tuple[tuple[str, TypeEngine[Any]], ...] = (
    ("TIMESTAMP WITH TIME ZONE", DateTime(timezone=True)),
    ("TIMESTAMP", DateTime()),
    ("DATE", Date()),
    ("BOOLEAN", Boolean()),
    ("VARCHAR", String()),
)
"""By how a type's name begins; all others are numbers."""


def mapped_table(connection: Connection, name: str, wanted: Iterable[str]) -> Table:
    """The table, called NAME or SCHEMA.NAME, with the columns wanted: each as it is spelled there, in any case where
    that is clear. SourceTrouble for what is not there. Names are quoted, never pasted."""
    schema, _, short = name.rpartition(".")
    types = _types(connection, short, schema or None)
    if not types:
        raise SourceTrouble(Trouble.NO_TABLE, table=name)
    spelled = {one: _spelled(one, types, name) for one in wanted}
    columns = [Column(quoted_name(found, quote=True), types[found], key=one) for one, found in spelled.items()]
    place = quoted_name(schema, quote=True) if schema else None
    return Table(quoted_name(short, quote=True), MetaData(), *columns, schema=place)


def _spelled(wanted: str, types: Types, name: str) -> str:
    if wanted in types:
        return wanted
    alike = [known for known in types if known.casefold() == wanted.casefold()]
    if len(alike) == 1:
        return alike[0]
    near = difflib.get_close_matches(wanted, types, 1)
    raise SourceTrouble(Trouble.NO_COLUMN, column=wanted, table=name, known=", ".join(near or sorted(types)[:12]))


def _types(connection: Connection, name: str, schema: str | None) -> Types:
    """The columns of a table or a view; none where there is no such."""
    if connection.dialect.name == "duckdb":
        return _types_in_duckdb(connection, name, schema)
    try:
        found = inspect(connection).get_columns(name, schema=schema)
    except NoSuchTableError:
        return {}
    return {told["name"]: told["type"] for told in found}


def _types_in_duckdb(connection: Connection, name: str, schema: str | None) -> Types:
    """Its catalog is not all of PostgreSQL's, which SQLAlchemy would ask."""
    told = func.duckdb_columns().table_valued("column_name", "data_type", "table_name", "schema_name")
    mine = told.c.table_name == name, told.c.schema_name == (schema or "main")
    rows = connection.execute(select(told.c.column_name, told.c.data_type).where(*mine)).all()
    return {found: _of_duckdb(written) for found, written in rows}


def _of_duckdb(written: str) -> TypeEngine[Any]:
    return next((known for begins, known in DUCKDB if written.startswith(begins)), Numeric())


def is_text(type_: TypeEngine[Any]) -> bool:
    return isinstance(type_, String | NullType)
