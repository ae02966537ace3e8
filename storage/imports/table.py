"""A file as a table: a header and rows, with everything that was chosen on the way."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from storage.imports import delimited, workbook
from storage.imports.encoding import find_encoding, open_text
from storage.imports.file import Content, content
from storage.imports.header import count_header_rows, names
from storage.imports.limits import DEFAULT, Limits
from storage.imports.refusal import Problem, Refused

SAMPLE, BATCH = 100, 500
Rows = Callable[[], AbstractContextManager[Iterator[list[str]]]]
"""Opens every row from the first, an empty list for one without anything in it."""
Numbered = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class Layout:
    """How to read a file; none means: find out. A table's own layout says what was found."""

    encoding: str | None = None
    delimiter: str | None = None
    header_rows: int | None = None
    footer_rows: int = 0
    sheet: str | None = None


class Line(NamedTuple):
    """A row with its number as a spreadsheet shows it, filled up to the width of the header."""

    number: int
    cells: tuple[str, ...]


class Batch(NamedTuple):
    """Rows one after the other with their numbers: what is done to many at once costs little."""

    numbers: Sequence[int]
    rows: Sequence[Sequence[str]]

    def lines(self) -> Iterator[Line]:
        return map(Line, self.numbers, map(tuple, self.rows))


@dataclass(frozen=True)
class Table:
    """A file as rows of cells. `batches` reads them from the start each time, so that a large file never stands in
    memory; it raises Refused at a row that cannot be read.

    `header` and `second` are the trimmed first and second header row, each as wide as the table: `second` is empty
    where there is one row, and of Qualtrics' three the third is left out. A blank header cell over a filled second
    one has the question to its left, so that `Which film? [Empire]` is header and second of one column; where there
    is no question to the left, the second row's cell is the header. `head` holds the header rows as they are.
    """

    header: tuple[str, ...]
    second: tuple[str, ...]
    head: tuple[tuple[str, ...], ...]
    layout: Layout
    batches: Callable[[], Iterator[Batch]]

    def lines(self) -> Iterator[Line]:
        return chain.from_iterable(map(Batch.lines, self.batches()))

    def column(self, place: int) -> Iterator[str]:
        return (cells[place] for batch in self.batches() for cells in batch.rows)


def read_table(source: Path | bytes, layout: Layout, limits: Limits = DEFAULT) -> Table:
    """A file, or what was one, by path or in memory; Refused for what is no table, or too large a one.

    The file is opened anew for each reading and must stay as it is until the last one.
    """
    found = content(source, limits.bytes)
    rows, layout = _workbook(found, layout, limits) if workbook.is_one(found) else _text(found, layout, limits)
    with rows() as opened:
        sample = list(islice(opened, SAMPLE))
    start = next((place for place, cells in enumerate(sample) if _says_something(cells)), None)
    if start is None:
        raise Refused(Problem.EMPTY)
    header_rows = count_header_rows(sample[start:]) if layout.header_rows is None else layout.header_rows
    head = tuple(tuple(cells) for cells in sample[start : start + header_rows] if cells)
    header, second = names(head) if head else _nameless(rows)
    _check_width(start + 1, header, limits)
    batches = partial(_batches, rows, start + header_rows, len(header), limits)
    if layout.footer_rows:
        batches = partial(_without_footer, batches, layout.footer_rows)
    if next(batches(), None) is None:
        raise Refused(Problem.NO_ROWS)
    return Table(header, second, head, replace(layout, header_rows=header_rows), batches)


def _says_something(cells: list[str]) -> bool:
    """More than which delimiter follows, which Excel reads in a first row of its own."""
    return any(map(str.strip, cells)) and not delimited.SEPARATOR.match(cells[0])


def _text(found: Content, layout: Layout, limits: Limits) -> tuple[Rows, Layout]:
    if layout.sheet is not None:
        raise Refused(Problem.NO_SHEETS)
    encoding = find_encoding(found, layout.encoding)
    opened = partial(open_text, found, encoding)
    delimiter = layout.delimiter or delimited.find_delimiter(opened)
    chosen = replace(layout, encoding=encoding, delimiter=delimiter)
    return partial(delimited.rows, opened, delimiter, limits), chosen


def _workbook(found: Content, layout: Layout, limits: Limits) -> tuple[Rows, Layout]:
    book = workbook.open_book(found, limits)
    sheet = workbook.find_sheet(book, layout.sheet, limits)
    return partial(workbook.rows, book, sheet, limits), replace(layout, encoding=None, delimiter=None, sheet=sheet)


def _nameless(rows: Rows) -> tuple[tuple[str, ...], tuple[str, ...]]:
    with rows() as opened:
        blank = ("",) * max(map(len, opened))
    return blank, blank


def _batches(rows: Rows, skipped: int, width: int, limits: Limits) -> Iterator[Batch]:
    with rows() as opened:
        found, number = islice(opened, skipped, None), skipped
        while taken := list(islice(found, BATCH)):
            numbers = range(number + 1, number + 1 + len(taken))
            number += len(taken)
            if number > limits.rows:
                raise Refused(Problem.TOO_MANY_ROWS, most=limits.rows)
            if {width}.issuperset(map(len, taken)):
                yield Batch(numbers, taken)
            elif evened := list(_evened(numbers, taken, width, limits)):
                yield _batch(evened)


def _evened(numbers: Sequence[int], rows: list[list[str]], width: int, limits: Limits) -> Iterator[Numbered]:
    """Without empty rows; short ones are filled up."""
    for number, cells in zip(numbers, rows, strict=True):
        if cells:
            _check_width(number, cells, limits)
            yield number, cells + [""] * (width - len(cells))


def _batch(rows: Sequence[Numbered]) -> Batch:
    return Batch([number for number, _ in rows], [cells for _, cells in rows])


def _check_width(number: int, cells: Sequence[str], limits: Limits) -> None:
    if len(cells) > limits.columns:
        raise Refused(Problem.TOO_MANY_COLUMNS, line=number, most=limits.columns)


def _without_footer(batches: Callable[[], Iterator[Batch]], footer_rows: int) -> Iterator[Batch]:
    """Without the last rows: those counted from the last one that has anything in it."""
    kept: deque[Numbered] = deque()
    for batch in batches():
        sure = []
        for number, cells in zip(batch.numbers, batch.rows, strict=True):
            if any(map(str.strip, cells)):
                while kept and kept[0][0] <= number - footer_rows:
                    sure.append(kept.popleft())
            kept.append((number, cells))
        if sure:
            yield _batch(sure)
