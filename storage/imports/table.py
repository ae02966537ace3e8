"""Delimited text: bytes to a header and rows, with everything that was chosen on the way."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from storage.imports.file import content
from storage.imports.limits import DEFAULT, Limits
from storage.imports.refusal import Problem, Refused

DELIMITERS = (",", ";", "\t", "|")
BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
SAMPLE, SAMPLE_LETTERS = 50, 200_000


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


@dataclass(frozen=True)
class Table:
    """A file as rows of cells: header cells trimmed, `second` those of a second header row, empty ones where there
    is none. `lines` reads the rows from the start each time, so that a large file never stands in memory."""

    header: tuple[str, ...]
    second: tuple[str, ...]
    layout: Layout
    lines: Callable[[], Iterator[Line]]

    def column(self, place: int) -> Iterator[str]:
        return (line.cells[place] for line in self.lines())


def read_table(source: Path | bytes, layout: Layout, limits: Limits = DEFAULT) -> Table:
    """A file, or what was one, by path or in memory; Refused for what is no table, or too large a one."""
    with content(source, limits.bytes).open() as opened:
        text, encoding = _decode(opened.read(), layout.encoding)
    if not text.strip():
        raise Refused(Problem.EMPTY)
    delimiter = layout.delimiter or _delimiter(text)
    header_rows = 1 if layout.header_rows is None else layout.header_rows
    records = list(_records(text, delimiter, limits))
    if len(records) <= header_rows:
        raise Refused(Problem.NO_ROWS)
    header = _header(records, header_rows)
    lines = tuple(Line(number, _filled(cells, len(header))) for number, cells in records[header_rows:])
    found = replace(layout, encoding=encoding, delimiter=delimiter, header_rows=header_rows)
    return Table(header, ("",) * len(header), found, lambda: iter(lines))


def _decode(content: bytes, asked: str | None) -> tuple[str, str]:
    marked = next((name for mark, name in BYTE_ORDER_MARKS.items() if content.startswith(mark)), "utf-8")
    encoding = asked or marked
    try:
        text = content.decode(encoding).removeprefix("\ufeff")
    except LookupError as unknown:
        raise Refused(Problem.UNKNOWN_ENCODING, encoding=encoding) from unknown
    except UnicodeError as problem:
        if b"\0" in content:
            raise Refused(Problem.BINARY) from problem
        line = content.count(b"\n", 0, getattr(problem, "start", 0)) + 1
        raise Refused(Problem.UNDECODABLE, encoding=encoding, line=line) from problem
    if "\0" in text:
        raise Refused(Problem.BINARY)
    return text, encoding


def _delimiter(text: str) -> str:
    """The delimiter that cuts most of the first records into as many cells as the header has."""
    return max(DELIMITERS, key=lambda delimiter: _fit(text, delimiter))


def _fit(text: str, delimiter: str) -> tuple[float, int]:
    reader = csv.reader(io.StringIO(text[:SAMPLE_LETTERS], newline=""), delimiter=delimiter)
    try:
        widths = [len(cells) for cells, _ in zip(reader, range(SAMPLE), strict=False) if cells]
    except csv.Error:
        return 0, 0
    if not widths or widths[0] < 2:
        return 0, 0
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]


def _records(text: str, delimiter: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Records with their numbers, empty lines counted and left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number, begins = 0, 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as problem:
            reason = Problem.LONG_CELL if "field larger" in str(problem) else Problem.UNCLOSED_QUOTE
            raise Refused(reason, line=begins, most=limits.letters) from problem
        if cells is None:
            return
        number, begins = number + 1, reader.line_num + 1
        _check_size(number, cells, limits)
        if cells:
            yield number, cells


def _check_size(number: int, cells: list[str], limits: Limits) -> None:
    if number > limits.rows:
        raise Refused(Problem.TOO_MANY_ROWS, most=limits.rows)
    if len(cells) > limits.columns:
        raise Refused(Problem.TOO_MANY_COLUMNS, line=number, most=limits.columns)
    if any(len(cell) > limits.letters for cell in cells):
        raise Refused(Problem.LONG_CELL, line=number, most=limits.letters)


def _header(records: list[tuple[int, list[str]]], header_rows: int) -> tuple[str, ...]:
    if header_rows:
        return tuple(cell.strip() for cell in records[header_rows - 1][1])
    return ("",) * max(len(cells) for _, cells in records)


def _filled(cells: list[str], width: int) -> tuple[str, ...]:
    return tuple(cells) + ("",) * (width - len(cells))
