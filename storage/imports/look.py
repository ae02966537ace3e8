"""What one reading of a file tells of the columns that may matter, in little memory however long it is."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from storage.imports.scores import is_missing
from storage.imports.table import Line, Table
from storage.imports.times import HEAD, Dates

MOST_COUNTED, LONGEST = 20_000, 1_000
FIRST = itemgetter(0)


class Counts(Counter[str]):
    """How often each cell comes; of a column with ever new ones those that came once are forgotten."""

    def see(self, cells: Sequence[str]) -> None:
        short = not cells or max(map(len, cells)) <= LONGEST
        self.update(cells if short else [cell[:LONGEST] for cell in cells])
        if len(self) > MOST_COUNTED:
            for once in [cell for cell, n in self.items() if n == 1]:
                del self[once]


class Times:
    """How many cells are filled and how many of them are no times, and what they tell of the order of dates."""

    def __init__(self) -> None:
        self.dates = Dates()
        self.filled = self.unreadable = 0

    def see(self, cells: Sequence[str]) -> None:
        self.filled += len(cells)
        known = self.dates.seen
        if known.issuperset([cell[:HEAD] for cell in cells]):
            return
        for cell in cells:
            if cell[:HEAD] not in known:
                if is_missing(cell):
                    self.filled -= 1
                else:
                    self.unreadable += not self.dates.see(cell)


class Hashes:
    """Which values come more than once, eight bytes each: equal ones always do, others once in 10**19."""

    def __init__(self) -> None:
        self._found = array("q")
        self.blank = False

    def see(self, values: Iterable[object]) -> None:
        self._found.extend(map(hash, values))

    def see_ids(self, cells: Sequence[str]) -> None:
        self.blank = self.blank or not all(map(str.strip, cells))
        self.see(map(str.strip, cells))

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
    """By column what was seen there; `others` holds by response what its rows of other questions say. `rows` is filled
    where `keyless`: only rows without an id are told apart by all they hold."""

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
    *,
    keyless: bool,
) -> Look:
    """Reads the file once."""
    look = Look(
        scores={place: Counts() for place in scores},
        times={place: Times() for place in times},
        ids={place: Hashes() for place in ids},
        words={place: Counts() for place in words},
    )
    watches = [*_watches(look)]
    for batch in table.batches():
        filled = _filled(batch.rows)
        asked = [cells for cells in filled if question.asks(cells)] if question else filled
        if question:
            _remember(look, question, filled)
        look.n += len(asked)
        if keyless:
            look.rows.see(map(tuple, asked))
        for place, see in watches:
            see([cells[place] for cells in asked])
    return look


def _filled(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Rows with anything in them; mostly their first cells tell that of all."""
    if all(map(str.strip, map(FIRST, rows))):
        return rows
    return [cells for cells in rows if any(map(str.strip, cells))]


def _watches(look: Look) -> Iterator[tuple[int, Callable[[Sequence[str]], None]]]:
    watched: Sequence[Mapping[int, Counts | Times]] = (look.scores, look.times, look.words)
    for seen in watched:
        yield from ((place, watch.see) for place, watch in seen.items())
    yield from ((place, watch.see_ids) for place, watch in look.ids.items())


def _remember(look: Look, question: Question, batch: Sequence[Sequence[str]]) -> None:
    others = [cells for cells in batch if not question.asks(cells)]
    look.questions.see([" ".join(cells[question.column].split()) for cells in others])
    if question.id is None or not question.joined:
        return
    for cells in others:
        response = cells[question.id].strip()
        before = look.others.get(response) or ("",) * len(question.joined)
        told = tuple(cells[place].strip() or known for place, known in zip(question.joined, before, strict=True))
        if response and any(told):
            look.others[response] = told
