"""A survey's file: rows to answers, and a reason for each row that is none."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from storage.imports.choice import NPS, Columns, choose_columns, choose_scale
from storage.imports.columns import label
from storage.imports.refusal import Reason, Rejected
from storage.imports.scores import Scale, is_missing, read_score, refuse_unknown_words
from storage.imports.table import Line, Table
from storage.imports.times import DateOrder, order_of, read_time

LONGEST_ID = 60
COLUMNS = ("key", "score", "at", "day", "segment", "respondent", "comment", "complete")
"""What a row is read to, in this order."""


@dataclass(frozen=True)
class Wanted:
    """What is asked for: columns by field, and what to find out where it is none.

    Times without a zone are in `zone` (`day_zone` where it is none), bare dates are days of `day_zone`. `labels` are
    the scores of words; `missing`, `complete` and the keys of `labels` are case-folded. `time` dates a whole file,
    `question` is the one whose rows count in a file with a row for each answer.
    """

    columns: Mapping[str, str]
    zone: ZoneInfo | None
    day_zone: ZoneInfo
    scale: Scale | None = None
    missing: Collection[str] = ()
    date_order: DateOrder | None = None
    labels: Mapping[str, float] = field(default_factory=dict)
    complete: Collection[str] = ()
    time: date | None = None
    question: str = ""


@dataclass(frozen=True)
class Form:
    """How a table's rows are read: as asked for, or as found."""

    columns: Columns
    scale: Scale
    date_order: DateOrder | None
    complete: tuple[str, ...] = ()

    def names(self, table: Table) -> dict[str, str | None]:
        """The columns by field, as one would name them again."""
        return {field: None if place is None else label(table, place) for field, place in vars(self.columns).items()}


def plan_answers(table: Table, wanted: Wanted) -> Form:
    """Raises Refused where a column, the scale or the order of dates is in doubt."""
    columns = choose_columns(table, wanted.columns, wanted.scale or NPS, wanted.missing)
    refuse_unknown_words(table.column(columns.score), wanted.missing)
    scale = wanted.scale or choose_scale(table, columns.score, wanted.missing)
    if columns.time is None:
        return Form(columns, scale, None)
    return Form(columns, scale, wanted.date_order or order_of(table.column(columns.time)))


def read_answers(table: Table, form: Form, wanted: Wanted) -> Iterator[tuple[Any, ...] | Rejected | None]:
    """For each line its values in the order of COLUMNS, why it is left out, or none where it is skipped."""
    seen: Counter[tuple[str, ...]] = Counter()
    for line in table.lines():
        if not any(cell.strip() for cell in line.cells):
            yield None
            continue
        seen[line.cells] += 1
        yield _read(table, line, form, wanted, seen[line.cells])


def _read(table: Table, line: Line, form: Form, wanted: Wanted, running: int) -> tuple[Any, ...] | Rejected:
    places, cells = form.columns, line.cells
    width = len(table.header)
    if surplus := next((cell for cell in cells[width:] if cell.strip()), None):
        return Rejected(line.number, f"#{width + 1}", surplus, Reason.TOO_WIDE, cells)
    at = datetime.combine(wanted.time, time(), wanted.day_zone) if wanted.time else None
    if places.time is not None and form.date_order is not None:
        at = read_time(cells[places.time], form.date_order, wanted.zone or wanted.day_zone, wanted.day_zone)
        if at is None:
            return _rejected(table, line, places.time, Reason.NO_TIME)
    missing = is_missing(cells[places.score], wanted.missing)
    score = None if missing else read_score(cells[places.score])
    if not missing and (reason := _objection(score, form.scale)):
        return _rejected(table, line, places.score, reason)
    if places.id is not None and not cells[places.id].strip():
        return _rejected(table, line, places.id, Reason.NO_ID)
    return (
        _key(cells, places.id, running),
        score,
        at,
        at.astimezone(wanted.day_zone).date() if at else None,
        _cell(cells, places.segment),
        _cell(cells, places.respondent),
        _cell(cells, places.comment),
        None,
    )


def _objection(score: float | None, scale: Scale) -> Reason | None:
    if score is None:
        return Reason.NO_SCORE
    if score != int(score):
        return Reason.NOT_WHOLE
    return None if scale.holds(score) else Reason.OFF_SCALE


def _rejected(table: Table, line: Line, place: int, reason: Reason) -> Rejected:
    return Rejected(line.number, label(table, place), line.cells[place], reason, line.cells)


def _key(cells: tuple[str, ...], place: int | None, running: int) -> str:
    """The row's id; without one the hash of the whole row with its running number among equal rows."""
    if place is None:
        return f"row:{_digest(cells)}:{running}"
    written = cells[place].strip()
    return f"id:{written}" if len(written) <= LONGEST_ID else f"hash:{_digest((written,))}"


def _digest(cells: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:48]


def _cell(cells: tuple[str, ...], place: int | None) -> str:
    return "" if place is None else cells[place].strip()
