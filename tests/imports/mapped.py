"""Reads a table field by field, without a database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.rules.business_hours import business_seconds
from storage.imports.kinds import KINDS
from storage.imports.mapping import open_records
from storage.imports.records import Records, Wanted
from storage.imports.refusal import Refused, Rejected
from storage.imports.table import Layout, read_table
from storage.kinds import ImportKind

MOSCOW = ZoneInfo("Europe/Moscow")


@dataclass(frozen=True)
class Read:
    """What became of the rows of a table."""

    records: Records
    rows: list[dict[str, Any]]
    rejected: list[Rejected]
    skipped: int

    @property
    def row(self) -> dict[str, Any]:
        """The only one."""
        (row,) = self.rows
        return row

    @property
    def reasons(self) -> list[tuple[int, str, str, str]]:
        return [(row.row, row.column, row.value, row.reason.value) for row in self.rejected]


def read(kind: ImportKind, content: str, columns: dict[str, str] | None = None, **more: Any) -> Read:
    zone = ZoneInfo(more.pop("zone", "Europe/Moscow"))
    wanted = Wanted(columns or {}, zone, MOSCOW, business_seconds, more.pop("words", {}), **more)
    records = open_records(read_table(content.encode(), Layout()), KINDS[kind], wanted)
    found = list(records.rows())
    rows = [dict(zip(records.columns, row, strict=True)) for row in found if isinstance(row, tuple)]
    return Read(records, rows, [row for row in found if isinstance(row, Rejected)], found.count(None))


def refusal(kind: ImportKind, content: str, columns: dict[str, str] | None = None, **more: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        read(kind, content, columns, **more)
    return refused.value


def moscow(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A time in October 2026."""
    return datetime(2026, 10, day, hour, minute, tzinfo=MOSCOW)
