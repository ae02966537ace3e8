"""FILE.rejected.csv: the rows left out as they were, each with its number and reason; mended, they can be imported."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from bot.imports.words import REASONS
from bot.text import Text
from storage.imports.file import create
from storage.imports.refusal import Rejected
from storage.imports.table import Table

NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
FORMULA = re.compile(r"[=+\-@\x00-\x1f]")
"""What a spreadsheet may take for the start of a formula."""


class RejectedFile:
    """Made with its first row; gone again where the import comes to nothing."""

    def __init__(self, file: Path, text: Text) -> None:
        self.path = file.with_name(f"{file.name}.rejected.csv")
        self.refused = False
        self._text = text
        self._target: TextIO | None = None
        self._writer: Any = None

    def add(self, table: Table, row: Rejected) -> None:
        if self._target is None and not self.refused:
            self._begin(table)
        if self._writer:
            self._writer.writerow([*map(_harmless, row.cells), row.row, self._text(REASONS[row.reason])])

    def _begin(self, table: Table) -> None:
        self._target = create(self.path)
        self.refused = self._target is None
        if self._target:
            self._writer = csv.writer(self._target, delimiter=table.layout.delimiter or ",")
            more = self._text("imports.row_number"), self._text("imports.row_reason")
            for n, cells in enumerate(_headers(table)):
                self._writer.writerow([*map(_harmless, cells), *(more if n == 0 else ("", ""))])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._target:
            self._target.close()
            if error is not None:
                self.path.unlink()


def _headers(table: Table) -> Iterator[tuple[str, ...]]:
    """As many as name the columns: the file is read again by the same names."""
    if table.layout.header_rows:
        yield table.header
        if any(table.second):
            yield table.second


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell
