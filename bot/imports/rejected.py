"""FILE.rejected.csv: the rows left out as they were, each with its number and reason; mended, they can be imported."""

import csv
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from bot.imports.words import REASONS
from bot.text import Text
from bot.text.cells import harmless
from storage.imports.file import create
from storage.imports.refusal import Rejected
from storage.imports.table import Table


class RejectedFile:
    """Made with its first row; gone again where the import comes to nothing."""

    def __init__(self, file: Path, text: Text) -> None:
        self.path = file.parent / f"{file.name}.rejected.csv"
        self.refused = False
        self._text = text
        self._target: TextIO | None = None
        self._writer: Any = None

    def add(self, table: Table, row: Rejected) -> None:
        if self.refused:
            return
        try:
            if self._target is None:
                self._begin(table)
            if self._writer:
                self._writer.writerow([*map(harmless, row.cells), row.row, self._text(REASONS[row.reason])])
        except OSError:  # no space left: what is missing there may not keep the rest from being stored
            self._drop()

    def _begin(self, table: Table) -> None:
        self._target = create(self.path)
        if self._target is None:
            self.refused = True
            return
        self._writer = csv.writer(self._target, delimiter=table.layout.delimiter or ",")
        more = self._text("imports.row_number"), self._text("imports.row_reason")
        for n, cells in enumerate(_headers(table)):
            self._writer.writerow([*map(harmless, cells), *(more if n == 0 else ("", ""))])

    def _drop(self) -> None:
        self.refused = True
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._target is None:
            return
        try:
            self._target.close()
        except OSError:
            self._drop()
        if error is not None:
            self._drop()


def _headers(table: Table) -> Iterator[tuple[str, ...]]:
    """As they are in the file, so that with the same options this one is read the same way."""
    for cells in table.head:
        yield (*cells, *[""] * (len(table.header) - len(cells)))
