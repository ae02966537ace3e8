"""One row of a survey's file to one answer, or to the reason why it is none."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from storage.imports.columns import label
from storage.imports.form import Form, Wanted
from storage.imports.keys import LONGEST_ID, RowKeys, id_key
from storage.imports.refusal import Reason, Rejected
from storage.imports.scores import Scores
from storage.imports.spread import answer_of, said_by, spread_label
from storage.imports.table import Line, Table
from storage.imports.times import read_time

COLUMNS = ("key", "score", "at", "day", "segment", "respondent", "comment", "complete")
"""What a row is read to, in this order."""
Row = tuple[Any, ...]


class Unfit(Exception):
    """A row that is no answer: the column, its cell, and what is wrong with it."""

    def __init__(self, column: str, value: str, reason: Reason) -> None:
        super().__init__(column, value, reason)
        self.column, self.value, self.reason = column, value, reason


class Rows:
    """Reads rows one after the other; equal ones keep apart by their order."""

    def __init__(self, table: Table, form: Form, wanted: Wanted) -> None:
        self._table, self._places, self._memory = table, form.columns, form.memory
        self._order, self._zone, self._day_zone = form.date_order, form.zone, wanted.day_zone
        self._scores = Scores(wanted.meaning, form.scale)
        self._missing = wanted.meaning.is_missing
        self._complete = frozenset(word.casefold() for word in form.complete)
        self._keys = RowKeys(form.memory.repeated)
        midnight = datetime.combine(wanted.time, time(), wanted.day_zone).astimezone(UTC) if wanted.time else None
        self._dated = midnight, wanted.time
        self._answers = {place: answer_of(table, place) for place in form.columns.score}
        self._label = cache(lambda place: label(table, place))

    def read(self, line: Line) -> Row | Rejected:
        """The values in the order of COLUMNS."""
        places = self._places
        try:
            cells = self._checked(line.cells)
            at, day = self._time(cells)
            return (
                self._key(line.cells),
                self._score(cells),
                at,
                day,
                "" if places.segment is None else cells[places.segment].strip(),
                "" if places.respondent is None else cells[places.respondent].strip(),
                "" if places.comment is None else cells[places.comment].strip(),
                None if places.status is None else cells[places.status].strip().casefold() in self._complete,
            )
        except Unfit as unfit:
            return Rejected(line.number, unfit.column, unfit.value, unfit.reason, line.cells)

    def _checked(self, cells: tuple[str, ...]) -> Sequence[str]:
        """The row, with what the response's other rows say where its own cells are blank."""
        width = len(self._table.header)
        if len(cells) > width and (surplus := next((cell for cell in cells[width:] if cell.strip()), None)):
            raise Unfit(f"#{width + 1}", surplus, Reason.TOO_WIDE)
        question, others = self._memory.question, self._memory.others
        if not others or question is None or question.id is None:
            return cells
        joined = list(cells)
        for place, told in zip(question.joined, others.get(cells[question.id].strip(), ()), strict=False):
            if not joined[place].strip():
                joined[place] = told
        return joined

    def _time(self, cells: Sequence[str]) -> tuple[datetime | None, date | None]:
        place = self._places.time
        if place is None or self._order is None:
            return self._dated
        at = read_time(cells[place], self._order, self._zone, self._day_zone)
        if at is None:
            raise Unfit(self._label(place), cells[place], Reason.NO_TIME)
        return at, at.astimezone(self._day_zone).date()

    def _score(self, cells: Sequence[str]) -> float | None:
        places = self._places.score
        if len(places) != 1:
            return self._spread(cells) if places else None
        score = self._scores.read(cells[places[0]])
        if isinstance(score, Reason):
            raise Unfit(self._label(places[0]), cells[places[0]], score)
        return score

    def _spread(self, cells: Sequence[str]) -> float | None:
        """The answer is the one cell that is filled."""
        said = {
            place: text
            for place, answer in self._answers.items()
            if not self._missing(text := said_by(cells[place], answer, marked=self._memory.marked))
        }
        if len(said) > 1:
            name = spread_label(self._table, self._places.score)
            raise Unfit(name, "; ".join(cells[place] for place in said), Reason.SEVERAL_ANSWERS)
        for place, text in said.items():
            score = self._scores.read(text)
            if isinstance(score, Reason):
                raise Unfit(self._label(place), cells[place], score)
            return score
        return None

    def _key(self, cells: tuple[str, ...]) -> str:
        """The row's id; without one the hash of the whole row with its running number among equal rows."""
        place = self._places.id
        if place is None:
            return self._keys.key(cells)
        written = cells[place].strip()
        if not written:
            raise Unfit(self._label(place), cells[place], Reason.NO_ID)
        return f"id:{written}" if len(written) <= LONGEST_ID else id_key(written)
