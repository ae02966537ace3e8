"""A file opened for import: what was chosen, and its rows from the start each time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, SQLModel

from storage.imports.refusal import Rejected
from storage.imports.table import Table
from storage.staging import Stage, Stored
from storage.verdicts import Least

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Reading:
    """`fields` are columns by field, none for what the file does not have, `options` everything else that was chosen,
    `given` the words on the command line that name the columns again. Rows are values in the order of `columns` of
    `model`; `merge` stores those that are staged."""

    table: Table
    fields: Mapping[str, str | None]
    given: tuple[str, ...]
    options: Mapping[str, Any]
    model: type[SQLModel]
    key: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row | Rejected | None]]
    merge: Callable[[Session, Stage], Stored]
    least: Least | None = None

    @property
    def chosen(self) -> dict[str, Any]:
        """Everything that was asked for or found out, by the field's or the option's name."""
        layout = self.table.layout
        return {
            **self.fields,
            "encoding": layout.encoding,
            "delimiter": "tab" if layout.delimiter == "\t" else layout.delimiter,
            "header_rows": layout.header_rows,
            "footer_rows": layout.footer_rows,
            "sheet": layout.sheet,
            **self.options,
        }
