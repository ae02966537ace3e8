"""What one reading of a file tells of the columns that may matter, in little memory however long it is."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from storage.imports.scores import is_missing
from storage.imports.table import Line, Table
from storage.imports.times import Dates

MOST_COUNTED = 20_000


class Counts(Counter[str]):
    """How often each cell comes; of a column with ever new ones those that came once are forgotten."""

    def see(self, cell: str) -> None:
        self[cell] += 1
        if len(self) > MOST_COUNTED:
            for once in [cell for cell, n in self.items() if n == 1]:
                del self[once]


class Times:
    """How many cells are filled and how many of them are no times, and what they tell of the order of dates."""

    def __init__(self) -> None:
        self.dates = Dates()
        self.filled = self.unreadable = 0

    def see(self, cell: str) -> None:
        if not is_missing(cell):
            self.filled += 1
            self.unreadable += not self.dates.see(cell)


class Hashes:
    """Which values come more than once, eight bytes each: equal ones always do, others once in 10**19."""

    def __init__(self) -> None:
        self._found = array("q")
        self.blank = False

    def see(self, value: object) -> None:
        self._found.append(hash(value))

    def see_id(self, cell: str) -> None:
        self.blank = self.blank or is_missing(cell)
        self._found.append(hash(cell.strip()))

    def repeated(self) -> frozenset[int]:
        """The hashes of those values."""
        import numpy as np

        found = np.sort(np.frombuffer(self._found, dtype=np.int64)) if self._found else np.empty(0, np.int64)
        return frozenset(found[1:][found[1:] == found[:-1]].tolist())


@dataclass(frozen=True)
class Question:
    """Which rows of a file with a row for each answer count: those of one question; `id` tells responses apart.

    `joined` are the columns that a response's other rows may fill in.
    """

    column: int
    name: str
    id: int | None
    joined: tuple[int, ...]

    def asks(self, cells: Sequence[str]) -> bool:
        return " ".join(cells[self.column].split()).casefold() == self.name


@dataclass
class Look:
    """By column what was seen there; `others` holds by response what its rows of other questions say."""

    rows: Hashes = field(default_factory=Hashes)
    n: int = 0
    scores: dict[int, Counts] = field(default_factory=dict)
    times: dict[int, Times] = field(default_factory=dict)
    ids: dict[int, Hashes] = field(default_factory=dict)
    words: dict[int, Counts] = field(default_factory=dict)
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)
    questions: Counts = field(default_factory=Counts)


def filled_lines(table: Table) -> Iterator[Line]:
    return (line for line in table.lines() if any(map(str.strip, line.cells)))


def look_at(
    table: Table,
    question: Question | None,
    scores: Iterable[int],
    times: Iterable[int],
    ids: Iterable[int],
    words: Iterable[int],
) -> Look:
    """Reads the file once."""
    look = Look(
        scores={place: Counts() for place in scores},
        times={place: Times() for place in times},
        ids={place: Hashes() for place in ids},
        words={place: Counts() for place in words},
    )
    watches = [*_watches(look)]
    see_row = look.rows.see
    for line in filled_lines(table):
        cells = line.cells
        if question and not question.asks(cells):
            _remember(look, question, cells)
            continue
        look.n += 1
        see_row(cells)
        for place, see in watches:
            see(cells[place])
    return look


def _watches(look: Look) -> Iterator[tuple[int, Callable[[str], None]]]:
    watched: Sequence[Mapping[int, Counts | Times]] = (look.scores, look.times, look.words)
    for seen in watched:
        yield from ((place, watch.see) for place, watch in seen.items())
    yield from ((place, watch.see_id) for place, watch in look.ids.items())


def _remember(look: Look, question: Question, cells: Sequence[str]) -> None:
    look.questions.see(" ".join(cells[question.column].split()))
    if question.id is not None and (response := cells[question.id].strip()):
        before = look.others.get(response) or ("",) * len(question.joined)
        told = tuple(cells[place].strip() or known for place, known in zip(question.joined, before, strict=True))
        if any(told):
            look.others[response] = told
