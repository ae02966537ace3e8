"""Tables for spreadsheets; what keeps a person's words from becoming a formula there."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
FORMULA = re.compile(r"[=+\-@\uff1d\uff0b\uff0d\uff20\x00-\x1f]")
"""What a spreadsheet may take for the start of a formula; some take the wide letters of East Asia, too."""


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def as_csv(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """A header and a line a row; what is none is empty."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(columns)
    table.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    """Text that a spreadsheet would take for a formula is marked as text. A carriage return, which nobody puts in
    quotes, would begin a new row."""
    return harmless(value.replace("\r\n", "\n").replace("\r", "\n")) if isinstance(value, str) else value
