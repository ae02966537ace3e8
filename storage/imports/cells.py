"""Cells by what they hold: a reader for each, which says why a cell is not what it should be."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo

from storage.imports.durations import read_duration
from storage.imports.flags import read_flag
from storage.imports.keys import id_key
from storage.imports.numbers import read_number
from storage.imports.refusal import Reason
from storage.imports.scores import is_missing
from storage.imports.times import DateOrder, read_time

LONGEST_WORD = 40
MOST_SECONDS = 2**31 - 1
MOST_REMEMBERED = 10_000


class Cell(StrEnum):
    """What a cell holds. Whether it is money or a flag the whole column tells, a share of money the % behind it."""

    ID = "id"
    WORD = "word"
    TEXT = "text"
    TIME = "time"
    TIME_OR_FLAG = "time_or_flag"
    FLAG = "flag"
    NUMBER = "number"
    DURATION = "duration"
    MONEY_OR_FLAG = "money_or_flag"
    MONEY_OR_SHARE = "money_or_share"
    SENTIMENT = "sentiment"


@dataclass(frozen=True)
class Share:
    """A part of another amount: 0.4 for 40 %."""

    of: float


@dataclass(frozen=True)
class Reading:
    """How a column's cells are read: the order of dates, the zone of times without one, the days' zone, further
    blanks, the decimal mark where the column settles it."""

    order: DateOrder
    zone: ZoneInfo
    day_zone: ZoneInfo
    missing: Collection[str]
    point: str | None = None


class Unreadable(Exception):
    """A cell that is not what its field needs."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def reader_of(cell: Cell, needed: bool, how: Reading, words: Mapping[str, str]) -> Callable[[str], Any]:
    """Reads the cells of a field, none for a blank one; `words` says what case-folded cells stand for.

    A column of ids needs one in each row, for a blank one would make all such rows the same.
    """
    read = READERS[cell]
    blank = _no_text if cell in TEXTS else _no_value

    def value(written: str) -> Any:
        meant = words.get(written.strip().casefold(), written) if words else written
        if blank(meant, how.missing):
            if needed or cell is Cell.ID:
                raise Unreadable(BLANKS.get(cell, Reason.EMPTY))
            return "" if cell in TEXTS else None
        return read(meant.strip(), how)

    return _remembering(value) if cell in OFTEN_ALIKE else value


def _remembering(value: Callable[[str], Any]) -> Callable[[str], Any]:
    """Cells that are written alike are read once; those that cannot be read, each time."""
    known: dict[str, Any] = {}

    def remembered(written: str) -> Any:
        try:
            return known[written]
        except KeyError:
            if len(known) == MOST_REMEMBERED:
                known.clear()
            return known.setdefault(written, value(written))

    return remembered


def _no_text(written: str, missing: Collection[str]) -> bool:
    """Only what was said to be missing: "NA" may be a segment, and "-" a comment."""
    word = written.strip()
    return not word or word.casefold() in missing


def _no_value(written: str, missing: Collection[str]) -> bool:
    return is_missing(written, missing)


def _id(written: str, _how: Reading) -> str:
    return id_key(written)


def _word(written: str, _how: Reading) -> str:
    if len(written) > LONGEST_WORD:
        raise Unreadable(Reason.TOO_LONG)
    return written


def _text(written: str, _how: Reading) -> str:
    return written


def _time(written: str, how: Reading) -> Any:
    at = read_time(written, how.order, how.zone, how.day_zone)
    if at is None:
        raise Unreadable(Reason.NO_TIME)
    return at


def _flag(written: str, _how: Reading) -> bool:
    flag = read_flag(written)
    if flag is None:
        raise Unreadable(Reason.NO_FLAG)
    return flag


def _time_or_flag(written: str, how: Reading) -> Any:
    flag = read_flag(written)
    return _time(written, how) if flag is None else flag


def _number(written: str, how: Reading) -> float:
    number = read_number(written, how.point)
    if number is None or not isfinite(number):
        raise Unreadable(Reason.NO_NUMBER)
    return number


def _duration(written: str, _how: Reading) -> int:
    seconds = read_duration(written)
    if seconds is None or not 0 <= seconds <= MOST_SECONDS:
        raise Unreadable(Reason.NO_DURATION)
    return round(seconds)


def _money_or_share(written: str, how: Reading) -> float | Share:
    share = written.removesuffix("%")
    return _number(written, how) if share == written else Share(_number(share.strip(), how) / 100)


SENTIMENTS = {
    word: sentiment
    for sentiment, words in {
        "negative": ("negative", "neg", "негативный", "негативная", "отрицательный", "отрицательная"),
        "neutral": ("neutral", "mixed", "нейтральный", "нейтральная"),
        "positive": ("positive", "pos", "позитивный", "позитивная", "положительный", "положительная"),
    }.items()
    for word in words
}


def _sentiment(written: str, _how: Reading) -> str:
    sentiment = SENTIMENTS.get(written.casefold())
    if sentiment is None:
        raise Unreadable(Reason.NO_SENTIMENT)
    return sentiment


OFTEN_ALIKE = {Cell.WORD, Cell.TIME_OR_FLAG, Cell.FLAG, Cell.NUMBER, Cell.DURATION, Cell.SENTIMENT}
TEXTS = {Cell.ID, Cell.WORD, Cell.TEXT, Cell.SENTIMENT}
BLANKS = {Cell.ID: Reason.NO_ID, Cell.TIME: Reason.NO_TIME}
READERS: dict[Cell, Callable[[str, Reading], Any]] = {
    Cell.ID: _id,
    Cell.WORD: _word,
    Cell.TEXT: _text,
    Cell.TIME: _time,
    Cell.TIME_OR_FLAG: _time_or_flag,
    Cell.FLAG: _flag,
    Cell.NUMBER: _number,
    Cell.DURATION: _duration,
    Cell.MONEY_OR_SHARE: _money_or_share,
    Cell.SENTIMENT: _sentiment,
}
