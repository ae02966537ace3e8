"""What an import says: how the file was read, what became of its rows, why some were left out."""

import csv
import io
import re
import shlex
from collections.abc import Iterator
from typing import Any

from bot.imports.surveys import SurveyFile
from bot.imports.words import REASONS
from bot.text import Text
from storage.imports.columns import label
from storage.imports.refusal import Rejected
from storage.surveys import Added

SHOWN, LONGEST_SHOWN = 10, 80
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
FORMULA = re.compile(r"[=+\-@\x00-\x1f]")
"""What a spreadsheet may take for the start of a formula."""


def document(text: Text, file: SurveyFile, added: Added) -> dict[str, Any]:
    return {
        "rows": sum(1 for _ in file.table.lines()),
        "imported": added.imported,
        "updated": added.updated,
        "duplicates": added.duplicates,
        "skipped": file.answers.skipped,
        "rejected": len(file.answers.rejected),
        "missing_score": added.missing_score,
        "columns": chosen(file),
        "errors": [
            {"row": row.row, "column": row.column, "value": row.value, "reason": text(REASONS[row.reason])}
            for row in file.answers.rejected
        ],
    }


def chosen(file: SurveyFile) -> dict[str, Any]:
    """Everything that was asked for or found out, by the field's or the option's name."""
    table, form = file.table, file.answers.form
    places = vars(form.columns)
    return {
        **{field: None if place is None else label(table, place) for field, place in places.items()},
        "encoding": table.layout.encoding,
        "delimiter": "tab" if table.layout.delimiter == "\t" else table.layout.delimiter,
        "header_rows": table.layout.header_rows,
        "scale": str(form.scale),
        "date_order": form.date_order,
    }


def result(text: Text, file: SurveyFile, added: Added) -> str:
    """The options that read the file the same way again, and the counts."""
    counts = {name: text.number(n) for name, n in document(text, file, added).items() if isinstance(n, int)}
    return text("imports.read_with", options=_options(file)) + "\n" + text("imports.result", **counts)


def complaints(text: Text, rejected: tuple[Rejected, ...]) -> Iterator[str]:
    """The first rows left out with their reasons, and how many there are."""
    for row in rejected[:SHOWN]:
        value = row.value if len(row.value) <= LONGEST_SHOWN else row.value[:LONGEST_SHOWN] + "…"
        yield text("imports.row", row=row.row, column=row.column, value=value, reason=text(REASONS[row.reason]))
    if rejected:
        yield text.count("imports.rejected", len(rejected))


def rejected_csv(text: Text, file: SurveyFile) -> str:
    """The rows left out as they were, each with its number and reason: mended, they can be imported."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=file.table.layout.delimiter or ",")
    writer.writerow([*file.table.header, text("imports.row_number"), text("imports.row_reason")])
    for row in file.answers.rejected:
        writer.writerow([*map(_harmless, row.cells), row.row, text(REASONS[row.reason])])
    return target.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def _options(file: SurveyFile) -> str:
    columns = vars(file.answers.form.columns)
    options = {f"{name}-column" if name in columns else name: value for name, value in chosen(file).items()}
    given = {name.replace("_", "-"): str(value) for name, value in options.items() if value is not None}
    if columns["time"] is None:
        given["time-column"] = ""
    return " ".join(f"--{name} {shlex.quote(value)}" for name, value in given.items())
