"""A survey's file read without a database: what the tests of its reader share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from storage.imports.form import Form, Wanted
from storage.imports.refusal import Refused, Rejected
from storage.imports.scores import Scale
from storage.imports.surveys import plan_answers, read_answers
from storage.imports.table import Layout, Table, read_table

UTC, MOSCOW = ZoneInfo("UTC"), ZoneInfo("Europe/Moscow")
NPS = Scale(0, 10)
PLAINLY, TWO_ROWS = Layout(), Layout(header_rows=2)
SCORE = {"score": "score"}


class Row(NamedTuple):
    key: str
    score: float | None
    at: str | None
    day: date | None
    segment: str
    respondent: str
    comment: str
    complete: bool | None


@dataclass(frozen=True)
class Found:
    table: Table
    form: Form
    answers: list[Row]
    rejected: list[Rejected]
    skipped: int

    @property
    def scores(self) -> list[float | None]:
        return [answer.score for answer in self.answers]

    @property
    def names(self) -> dict[str, str | None]:
        return {field: name for field, name in self.form.names(self.table).items() if name is not None}


def read_all(table: Table, wanted: Wanted) -> Found:
    form = plan_answers(table, wanted)
    rows = list(read_answers(table, form, wanted))
    answers = [Row(*row) for row in rows if isinstance(row, tuple)]
    return Found(table, form, answers, [row for row in rows if isinstance(row, Rejected)], rows.count(None))


def read(
    table: str,
    columns: Mapping[str, str] = SCORE,
    scale: Scale | None = NPS,
    layout: Layout = PLAINLY,
    zone: ZoneInfo | None = None,
    day_zone: ZoneInfo = UTC,
    **asked: Any,
) -> Found:
    return read_all(read_table(table.encode(), layout), Wanted(columns, zone, day_zone, scale, **asked))


def refusal(table: str, columns: Mapping[str, str] = SCORE, scale: Scale | None = NPS, **asked: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        read(table, columns, scale, **asked)
    return refused.value
