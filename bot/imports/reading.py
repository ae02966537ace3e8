"""A file opened for import: what was chosen, and its rows from the start each time."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, SQLModel

from storage.block import Block
from storage.imports.refusal import Rejected
from storage.imports.table import Table
from storage.imports.times import DateOrder
from storage.staging import Stage, Stored
from storage.verdicts import Least

Row = tuple[Any, ...]
COUNTED = (DateOrder.SERIAL, DateOrder.EPOCH, DateOrder.EPOCH_MS)
PLAIN = frozenset(
    {
        *("encoding", "delimiter", "header_rows", "footer_rows", "sheet", "date_order", "timezone", "time", "missing"),
        *("scale", "complete", "inverted", "asked", "period"),
    }
)
"""Options whose value is written as it is."""


@dataclass(frozen=True)
class Reading:
    """`fields` are columns by field, none for what the file does not have, `options` everything else that was chosen,
    `given` the words on the command line that ask for the same again. Rows are values in the order of `columns` of
    `model`; `blocks` gives the same quicker, many at a time; `merge` stores those that are staged."""

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
    blocks: Callable[[], Iterator[Row | Block | Rejected | None]] | None = None

    @property
    def chosen(self) -> dict[str, Any]:
        """Everything that was asked for or found out, by the field's or the option's name."""
        return {**self.fields, **self.layout, **self.options}

    @property
    def layout(self) -> dict[str, Any]:
        """How the table was found to be written."""
        layout = self.table.layout
        return {
            "encoding": layout.encoding,
            "delimiter": "tab" if layout.delimiter == "\t" else layout.delimiter,
            "header_rows": layout.header_rows,
            "footer_rows": layout.footer_rows,
            "sheet": layout.sheet,
        }


def again(options: Mapping[str, Any]) -> Iterator[str]:
    """Plain options as words on the command line; dates that are counted in numbers have no order to ask for."""
    for name, value in options.items():
        if name in PLAIN and value is not None and value not in COUNTED:
            yield f"--{name.replace('_', '-')}"
            if value is not True:
                yield str(value)


def in_csv(words: Iterable[str]) -> str:
    """Words between commas; one with a comma in it stands in quotes."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(list(words))
    return line.getvalue()
