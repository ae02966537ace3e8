"""Delimited text, read row by row: which delimiter it has, and its rows as lists of cells."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from storage.imports.limits import Limits
from storage.imports.refusal import Problem, Refused

DELIMITERS = (",", ";", "\t", "|")
SEPARATOR = re.compile(r'sep=([^\s"\w]|\t)?(?=[\r\n]|$)')
MARKUP = re.compile(r"\s*<(\?xml|!doctype|html|table|meta)\b", re.IGNORECASE)
"""How a page begins that a help desk calls .xls."""
SAMPLE, SAMPLE_LETTERS = 50, 200_000
MANY_LINES = 100
"""A cell over so many lines is rather one whose quotation mark was never closed."""
Open = Callable[[], TextIO]


def find_delimiter(open_text: Open) -> str:
    """The delimiter that cuts most of the first rows into as many cells as the header has; Refused for a page."""
    with open_text() as text:
        sample = text.read(SAMPLE_LETTERS)
    if MARKUP.match(sample):
        raise Refused(Problem.MARKUP)
    if (told := SEPARATOR.match(sample)) and told[1]:
        return told[1]
    csv.field_size_limit(SAMPLE_LETTERS)
    found = max(DELIMITERS, key=lambda delimiter: _fit(sample, delimiter))
    return found if any(_fit(sample, found)) else _unused(sample)


@contextmanager
def rows(open_text: Open, delimiter: str, limits: Limits) -> Iterator[Iterator[list[str]]]:
    """Opens each row as a spreadsheet shows it, an empty list for an empty line; Refused at one that cannot be read."""
    # The limit is the whole process's, so every table sets its own before it begins.
    csv.field_size_limit(limits.letters)
    with open_text() as text:
        try:
            yield csv.reader(text, delimiter=delimiter, strict=True)
        except csv.Error:
            raise _fault(open_text, delimiter, limits) from None


def _fault(open_text: Open, delimiter: str, limits: Limits) -> Refused:
    """What is wrong, and in which line it begins: read once more, since keeping count of lines costs time."""
    begins, long = 1, False
    with open_text() as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        try:
            for _ in reader:
                begins = reader.line_num + 1
        except csv.Error as problem:
            long = "field larger" in str(problem) and reader.line_num - begins < MANY_LINES
    return Refused(Problem.LONG_CELL if long else Problem.UNCLOSED_QUOTE, line=begins, most=limits.letters)


def _fit(sample: str, delimiter: str) -> tuple[float, int]:
    """The share of rows as wide as the header, and its width; nothing where most rows are not cut at all."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        widths = [len(cells) for cells, _ in zip(reader, range(SAMPLE), strict=False) if cells]
    except csv.Error:
        return 0, 0
    if not widths or widths[0] < 2 or 2 * widths[1:].count(1) > len(widths):
        return 0, 0
    return widths.count(widths[0]) / len(widths), widths[0]


def _unused(sample: str) -> str:
    """For a single column: a delimiter that its text does not have."""
    return next((delimiter for delimiter in DELIMITERS if delimiter not in sample), ",")
