"""What rows that pass by say together: how many have no score, and the days they are of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

DAYS = ("day", "created_day", "start_day")


@dataclass
class Seen:
    """`columns` are those of the rows; days are of the workspace's zone, none where no row has one."""

    columns: Sequence[str]
    unanswered: int = 0
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        self._score = self._place("score")
        self._day = next((place for name in DAYS if (place := self._place(name)) is not None), None)

    def add(self, row: tuple[Any, ...]) -> None:
        if self._score is not None and row[self._score] is None:
            self.unanswered += 1
        day = None if self._day is None else row[self._day]
        if day is not None:
            self.first = day if self.first is None or day < self.first else self.first
            self.last = day if self.last is None or day > self.last else self.last

    def _place(self, name: str) -> int | None:
        return self.columns.index(name) if name in self.columns else None
