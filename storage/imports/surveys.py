"""A survey's file: rows to answers, and a reason for each row that is none."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from storage.imports.choice import NPS, Columns, choose_columns, choose_scale
from storage.imports.columns import label
from storage.imports.refusal import Reason, Rejected
from storage.imports.scores import Scale, is_missing, read_score, refuse_unknown_words
from storage.imports.table import Line, Table
from storage.imports.times import DateOrder, order_of, read_time
from storage.surveys import Answer

LONGEST_ID = 60


@dataclass(frozen=True)
class Wanted:
    """What is asked for: columns by field, and what to find out where it is none.

    Times without a zone are in `zone`, bare dates are days of `day_zone`; `missing` holds case-folded words.
    """

    columns: Mapping[str, str]
    zone: ZoneInfo
    day_zone: ZoneInfo
    scale: Scale | None = None
    missing: Collection[str] = ()
    date_order: DateOrder | None = None


@dataclass(frozen=True)
class Form:
    """How a table's rows are read: as asked for, or as found."""

    columns: Columns
    scale: Scale
    date_order: DateOrder | None


@dataclass(frozen=True)
class Answers:
    """A file's answers and the rows left out; rows without anything in them are skipped."""

    form: Form
    answers: tuple[Answer, ...]
    rejected: tuple[Rejected, ...]
    skipped: int


def read_answers(table: Table, wanted: Wanted) -> Answers:
    """Raises Refused where a column, the scale or the order of dates is in doubt."""
    form = _form(table, wanted)
    lines = list(table.lines())
    filled = [line for line in lines if any(cell.strip() for cell in line.cells)]
    seen: Counter[tuple[str, ...]] = Counter()
    answers, rejected = [], []
    for line in filled:
        seen[line.cells] += 1
        read = _read(table, line, form, wanted, seen[line.cells])
        if isinstance(read, Answer):
            answers.append(read)
        else:
            rejected.append(read)
    return Answers(form, tuple(answers), tuple(rejected), len(lines) - len(filled))


def _form(table: Table, wanted: Wanted) -> Form:
    columns = choose_columns(table, wanted.columns, wanted.scale or NPS, wanted.missing)
    refuse_unknown_words(table.column(columns.score), wanted.missing)
    scale = wanted.scale or choose_scale(table, columns.score, wanted.missing)
    if columns.time is None:
        return Form(columns, scale, None)
    return Form(columns, scale, wanted.date_order or order_of(table.column(columns.time)))


def _read(table: Table, line: Line, form: Form, wanted: Wanted, running: int) -> Answer | Rejected:
    places, cells = form.columns, line.cells
    width = len(table.header)
    if surplus := next((cell for cell in cells[width:] if cell.strip()), None):
        return Rejected(line.number, f"#{width + 1}", surplus, Reason.TOO_WIDE, cells)
    at = None
    if places.time is not None and form.date_order is not None:
        at = read_time(cells[places.time], form.date_order, wanted.zone, wanted.day_zone)
        if at is None:
            return _rejected(table, line, places.time, Reason.NO_TIME)
    missing = is_missing(cells[places.score], wanted.missing)
    score = None if missing else read_score(cells[places.score])
    if not missing and (reason := _objection(score, form.scale)):
        return _rejected(table, line, places.score, reason)
    if places.id is not None and not cells[places.id].strip():
        return _rejected(table, line, places.id, Reason.NO_ID)
    return Answer(
        key=_key(cells, places.id, running),
        score=score,
        at=at,
        segment=_cell(cells, places.segment),
        respondent=_cell(cells, places.respondent),
        comment=_cell(cells, places.comment),
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
