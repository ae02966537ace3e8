"""One row of a survey's file to one answer, or to the reason why it is none."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from storage.block import Block
from storage.imports.clock import Clock
from storage.imports.columns import label
from storage.imports.form import Form, Wanted
from storage.imports.keys import LONGEST_ID, RowKeys, id_key
from storage.imports.refusal import Reason, Rejected
from storage.imports.scores import Scores
from storage.imports.spread import answer_of, said_by, spread_label
from storage.imports.table import Line, Table
from storage.imports.times import DateOrder

COLUMNS = ("key", "score", "at", "day", "segment", "respondent", "comment", "complete")
"""What a row is read to, in this order; the instant as its text in UTC."""
Row = tuple[Any, ...]
Columnwise = Sequence[Sequence[str]]


class Unfit(Exception):
    """A row that is no answer: the column, its cell, and what is wrong with it."""

    def __init__(self, column: str, value: str, reason: Reason) -> None:
        super().__init__(column, value, reason)
        self.column, self.value, self.reason = column, value, reason


class Rows:
    """Reads rows one after the other; equal ones keep apart by their order."""

    def __init__(self, table: Table, form: Form, wanted: Wanted) -> None:
        self._table, self._places, self._memory = table, form.columns, form.memory
        self._width = len(table.header)
        self._clock = Clock(form.date_order or DateOrder.YMD, form.zone, wanted.day_zone)
        self._scores = Scores(wanted.meaning, form.scale)
        self._missing = wanted.meaning.is_missing
        self._complete = frozenset(word.casefold() for word in form.complete)
        self._keys = RowKeys(form.memory.repeated)
        midnight = datetime.combine(wanted.time, time(), wanted.day_zone).astimezone(UTC) if wanted.time else None
        self._dated = str(midnight) if midnight else None, wanted.time
        self._answers = {place: answer_of(table, place) for place in form.columns.score}
        self._label = cache(lambda place: label(table, place))
        columns = form.columns
        self._texts = columns.segment, columns.respondent, columns.comment
        self._score = self._one if len(columns.score) == 1 else self._spread
        # Without an id or a time a row may be blank, which is no answer.
        named = columns.id is not None or columns.time is not None
        self._plain = named and len(columns.score) == 1 and not form.memory.question

    def read(self, line: Line) -> Row | Rejected:
        """The values in the order of COLUMNS."""
        cells: Sequence[str] = line.cells
        segment, respondent, comment = self._texts
        status = self._places.status
        try:
            if len(cells) != self._width or self._memory.others:
                cells = self._joined(line.cells)
            at, day = self._time(cells)
            return (
                self._key(line.cells),
                self._score(cells),
                at,
                day,
                "" if segment is None else cells[segment].strip(),
                "" if respondent is None else cells[respondent].strip(),
                "" if comment is None else cells[comment].strip(),
                None if status is None else cells[status].strip().casefold() in self._complete,
            )
        except Unfit as unfit:
            return Rejected(line.number, unfit.column, unfit.value, unfit.reason, line.cells)

    def block(self, rows: Sequence[Sequence[str]]) -> Block | None:
        """The same for many rows, a column at a time; none where one of them is no plain answer."""
        if not self._plain or not {self._width}.issuperset(map(len, rows)):
            return None
        columns, n = list(zip(*rows, strict=True)), len(rows)
        times = self._times(columns, n)
        scores = [*map(self._scores.__getitem__, columns[self._places.score[0]])]
        keys = None if times is None or Reason in set(map(type, scores)) else self._block_keys(columns, rows)
        if times is None or keys is None:
            return None
        texts = ([""] * n if place is None else [*map(str.strip, columns[place])] for place in self._texts)
        return Block((keys, scores, *times, *texts, self._finished(columns, n)))

    def _times(self, columns: Columnwise, n: int) -> tuple[Sequence[str | None], Sequence[date | None]] | None:
        place = self._places.time
        if place is None:
            at, day = self._dated
            return [at] * n, [day] * n
        return self._clock.read_all(columns[place])

    def _block_keys(self, columns: Columnwise, rows: Sequence[Sequence[str]]) -> list[str] | None:
        if self._places.id is None:
            return [*map(self._keys.key, map(tuple, rows))]
        written = [*map(str.strip, columns[self._places.id])]
        lengths = set(map(len, written))
        if 0 in lengths or max(lengths) > LONGEST_ID:
            return None
        return [*map("id:".__add__, written)]

    def _finished(self, columns: Columnwise, n: int) -> Sequence[bool | None]:
        place, complete = self._places.status, self._complete
        return [None] * n if place is None else [cell.strip().casefold() in complete for cell in columns[place]]

    def _joined(self, cells: tuple[str, ...]) -> Sequence[str]:
        """The row, with what the response's other rows say where its own cells are blank."""
        if surplus := next((cell for cell in cells[self._width :] if cell.strip()), None):
            raise Unfit(f"#{self._width + 1}", surplus, Reason.TOO_WIDE)
        question, others = self._memory.question, self._memory.others
        if not others or question is None or question.id is None:
            return cells
        joined = list(cells)
        for place, told in zip(question.joined, others.get(cells[question.id].strip(), ()), strict=False):
            if not joined[place].strip():
                joined[place] = told
        return joined

    def _time(self, cells: Sequence[str]) -> tuple[str | None, date | None]:
        place = self._places.time
        if place is None:
            return self._dated
        read = self._clock.read(cells[place])
        if read is None:
            raise Unfit(self._label(place), cells[place], Reason.NO_TIME)
        return read

    def _one(self, cells: Sequence[str]) -> float | None:
        place = self._places.score[0]
        score = self._scores[cells[place]]
        if isinstance(score, Reason):
            raise Unfit(self._label(place), cells[place], score)
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
            score = self._scores[text]
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
