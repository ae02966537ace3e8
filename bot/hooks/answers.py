"""What a survey tool sends, as the table that a file of it would be: a row an answer, a column a field."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.errors import UserError
from bot.hooks.places import Nothing, Place, cell_of, value_at
from storage.imports.table import Batch, Layout, Table

MOST = 1000
LONGEST = 20_000
SHOWN = 80


class Field(StrEnum):
    SCORE = "score"
    TIME = "time"
    ID = "id"
    RESPONDENT = "respondent"
    COMMENT = "comment"
    SEGMENT = "segment"


NEEDED = (Field.SCORE, Field.TIME, Field.ID)
"""What is not said by what is sent is a mistake; a comment need not be there."""


@dataclass(frozen=True)
class Left:
    """An answer that is left out: its number, from 1, the place that is the reason, and the id of the reason."""

    answer: int
    place: str
    value: str
    reason: str


@dataclass(frozen=True)
class Sheet:
    """`n` answers: those that are rows of a table now, and those left out."""

    n: int
    table: Table | None
    left: tuple[Left, ...]


def read_body(body: bytes) -> list[Any]:
    """One answer, or a list of them; UserError for anything else."""
    try:
        found = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError) as malformed:
        raise UserError("hooks.not_json") from malformed
    answers = found if isinstance(found, list) else [found]
    if not 1 <= len(answers) <= MOST:
        raise UserError("hooks.how_many", most=MOST)
    return answers


def sheet_of(answers: Sequence[Any], places: Mapping[Field, tuple[str, Place]]) -> Sheet:
    numbers: list[int] = []
    rows: list[tuple[str, ...]] = []
    left: list[Left] = []
    for number, answer in enumerate(answers, 1):
        try:
            rows.append(tuple(_cell(answer, field, *place) for field, place in places.items()))
            numbers.append(number)
        except _Unfit as unfit:
            left.append(Left(number, unfit.place, unfit.value, unfit.reason))
    header = tuple(written for written, _ in places.values())
    return Sheet(len(answers), _table(header, numbers, rows) if rows else None, tuple(left))


class _Unfit(Exception):
    def __init__(self, place: str, value: str, reason: str) -> None:
        super().__init__(place, reason)
        self.place, self.value, self.reason = place, value, reason


def _cell(answer: Any, field: Field, written: str, place: Place) -> str:
    value = value_at(answer, place)
    if value is Nothing.SEVERAL:
        raise _Unfit(written, "", "hooks.several")
    if value is Nothing.ABSENT and field in NEEDED:
        raise _Unfit(written, "", "hooks.no_field")
    cell = "" if isinstance(value, Nothing) else cell_of(value)
    if cell is None:
        raise _Unfit(written, "", "hooks.no_value")
    if field is Field.ID and not cell.strip():
        raise _Unfit(written, "", "imports.row.no_id")
    if len(cell) > LONGEST:
        raise _Unfit(written, cell[:SHOWN], "hooks.too_long")
    if "\0" in cell or not _writable(cell):
        raise _Unfit(written, "", "hooks.unwritable")
    return cell


def _table(header: tuple[str, ...], numbers: Sequence[int], rows: Sequence[tuple[str, ...]]) -> Table:
    def batches() -> Iterator[Batch]:
        yield Batch(numbers, rows)

    return Table(header, ("",) * len(header), (header,), Layout(header_rows=1), batches)


def _writable(cell: str) -> bool:
    """Half of a pair of UTF-16 is no letter."""
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refuse(constant: str) -> Any:
    """NaN and Infinity are no JSON."""
    raise ValueError(constant)
