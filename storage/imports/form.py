"""What an import of a survey asks for, and what was chosen: the values that its parts share."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from storage.imports.columns import label
from storage.imports.look import Question
from storage.imports.scores import Meaning, Scale
from storage.imports.spread import spread_label
from storage.imports.table import Table
from storage.imports.times import DateOrder


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

    @property
    def meaning(self) -> Meaning:
        return Meaning(self.labels, self.missing)


@dataclass(frozen=True)
class Columns:
    """Places of columns from 0, none for what the file does not have; the score's are several where it is spread."""

    score: tuple[int, ...]
    time: int | None = None
    id: int | None = None
    respondent: int | None = None
    comment: int | None = None
    segment: int | None = None
    status: int | None = None
    question: int | None = None


@dataclass(frozen=True)
class Memory:
    """What the second reading needs of the first: hashes of rows that come more than once, what a response's other
    rows say, and whether the cells of a spread score only mark its columns."""

    repeated: frozenset[int] = frozenset()
    question: Question | None = None
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marked: bool = False


@dataclass(frozen=True)
class Form:
    """How a table's rows are read: as asked for, or as found; `complete` holds the words of finished responses."""

    columns: Columns
    scale: Scale
    date_order: DateOrder | None
    zone: ZoneInfo
    complete: tuple[str, ...] = ()
    memory: Memory = Memory()

    def names(self, table: Table) -> dict[str, str | None]:
        """The columns by field, as one would name them again."""
        score = self.columns.score
        places = {field: place for field, place in vars(self.columns).items() if field != "score"}
        named = None if not score else label(table, score[0]) if len(score) == 1 else spread_label(table, score)
        return {"score": named} | {field: None if at is None else label(table, at) for field, at in places.items()}
