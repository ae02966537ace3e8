"""Temporary tables, filled in bulk: by tuples on SQLite, by COPY on PostgreSQL.

Values are turned into the texts that the tables' own types would store, a column at a time: that is what makes it fast.
An instant may also come as its text in UTC, as str() writes it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, cast

from sqlalchemy import Column, Connection, Integer, MetaData, Table, insert, select
from sqlalchemy.types import TypeDecorator, TypeEngine

Write = Callable[[Sequence[Any]], Sequence[Any]]
Fill = Callable[[Sequence[Sequence[Any]]], None]
"""Takes rows as their columns."""
COPIED = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"})
NOTHING = r"\N"
WHOLE = len("2026-10-05 09:00:00+00:00")
AT_ONCE = 10


def temporary(name: str, columns: Iterable[Column[Any]], key: str = "") -> Table:
    """A table of one connection, its columns typed like those given; `key` numbers its rows from 1."""
    numbered = [Column(key, Integer, primary_key=True)] if key else []
    plain = (Column(column.name, column.type) for column in columns)
    return Table(name, MetaData(), *numbered, *plain, prefixes=["TEMPORARY"])


def sorted_by(connection: Connection, table: Table, column: str, key: str) -> Table:
    """The rows of a table numbered anew, in the order of a column, in a table that takes its place. On SQLite."""
    others = [found for found in table.c if found.name != key]
    placed = temporary(f"{table.name}_sorted", others, key)
    placed.create(connection)
    rows = select(*others).order_by(table.c[column], table.c[key])
    connection.exec_driver_sql("PRAGMA threads=2")  # sorts with the help of others
    connection.execute(insert(placed).from_select([found.name for found in others], rows))
    table.drop(connection)
    return placed


@contextmanager
def filling(connection: Connection, table: Table, columns: Sequence[str]) -> Iterator[Fill]:
    """What adds rows to a temporary table; until the end the connection does nothing else."""
    names = ", ".join(f'"{name}"' for name in columns)
    copies = connection.dialect.name == "postgresql"
    writes = [(_copied if copies else _bound)(table.c[name].type) for name in columns]
    if copies:
        command = f"COPY {table.name} ({names}) FROM STDIN"
        with connection.connection.cursor() as cursor, cursor.copy(command) as copy:  # type: ignore[attr-defined]
            yield lambda rows: copy.write(_lines(_written(writes, rows)))
    else:
        insertion = f"INSERT INTO {table.name} ({names}) VALUES "  # noqa: S608 - names of our own
        yield lambda rows: _bind(connection, insertion, _written(writes, rows))


def _written(writes: Sequence[Write | None], columns: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    return [write(column) if write else column for write, column in zip(writes, columns, strict=True)]


def _bind(connection: Connection, insertion: str, columns: list[Sequence[Any]]) -> None:
    """Ten rows with each statement take two thirds of the time that one by one does."""
    whole = len(columns[0]) // AT_ONCE * AT_ONCE
    tens = [column[place:whole:AT_ONCE] for place in range(AT_ONCE) for column in columns]
    marks = f"({', '.join('?' * len(columns))})"
    for n, parts in ((AT_ONCE, tens), (1, [column[whole:] for column in columns])):
        if params := list(zip(*parts, strict=True)):
            connection.exec_driver_sql(insertion + ", ".join([marks] * n), params)


def _lines(columns: list[Sequence[str]]) -> str:
    return "\n".join(map("\t".join, zip(*columns, strict=True))) + "\n"


def _bound(kind: TypeEngine[Any]) -> Write | None:
    """None where the driver stores the values as they are."""
    writes: dict[type[Any], Write] = {datetime: _instants, date: _days}
    return writes.get(_held(kind))


def _copied(kind: TypeEngine[Any]) -> Write:
    writes: dict[type[Any], Write] = {
        str: _texts,
        datetime: _moments,
        date: lambda values: [day or NOTHING for day in _days(values)],
        bool: lambda values: [NOTHING if value is None else "ft"[value] for value in values],
        float: _numbers,
        int: _numbers,
    }
    return writes[_held(kind)]


def _held(kind: TypeEngine[Any]) -> type[Any]:
    return kind.impl_instance.python_type if isinstance(kind, TypeDecorator) else kind.python_type


def _instants(values: Sequence[datetime | str | None]) -> list[str | None]:
    """As the tables' own type writes them: in UTC, without saying so."""
    if {str}.issuperset(map(type, values)) and {WHOLE}.issuperset(map(len, texts := cast(Sequence[str], values))):
        return [text[:19] + ".000000" for text in texts]
    return [None if value is None else _exact(value) for value in values]


def _exact(value: datetime | str) -> str:
    written = value if isinstance(value, str) else _instant(value)
    return written[:19] + ".000000" if len(written) == WHOLE else written[:26]


def _moments(values: Sequence[datetime | str | None]) -> list[str]:
    return [value if isinstance(value, str) else NOTHING if value is None else _instant(value) for value in values]


def _instant(value: datetime) -> str:
    if value.tzinfo is not UTC:
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a time zone: {value!r}")
        value = value.astimezone(UTC)
    return value.isoformat(" ", "microseconds")


def _days(values: Sequence[date | None]) -> list[str | None]:
    """Days repeat: each is written once."""
    written = {day: None if day is None else day.isoformat() for day in set(values)}
    return [written[day] for day in values]


def _numbers(values: Sequence[float | None]) -> list[str]:
    return [NOTHING if value is None else repr(value) for value in values]


def _texts(values: Sequence[str | None]) -> Sequence[str]:
    """Most have nothing to escape: a look at all of them at once tells."""
    together = "".join(filter(None, values))
    if any(special in together for special in "\\\n\r\t"):
        return [NOTHING if value is None else value.translate(COPIED) for value in values]
    return [NOTHING if value is None else value for value in values]
