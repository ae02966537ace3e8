"""What an import says: how the file was read, what became of its rows, why some were left out."""

import shlex
from collections.abc import Iterator
from typing import Any

from bot.imports.flow import Result
from bot.imports.reading import again
from bot.imports.words import REASONS
from bot.text import Text
from storage.imports.refusal import Rejected

SHOWN, LONGEST_SHOWN = 10, 80
COUNTS = ("rows", "imported", "updated", "duplicates", "skipped", "rejected", "missing_score")


def document(text: Text, result: Result) -> dict[str, Any]:
    return {
        **counts(result),
        "columns": result.reading.chosen,
        "errors": [
            {"row": row.row, "column": row.column, "value": row.value, "reason": text(REASONS[row.reason])}
            for row in result.errors
        ],
    }


def counts(result: Result) -> dict[str, int]:
    return {name: getattr(result, name) for name in COUNTS}


def sentences(text: Text, result: Result) -> str:
    """The options that read the file the same way again, and the counts."""
    said = {name: text.number(n) for name, n in counts(result).items()}
    message = "imports.result_of_survey" if "scale" in result.reading.options else "imports.result"
    options = shlex.join([*result.reading.given, *again(result.reading.layout)])
    return text("imports.read_with", options=options) + "\n" + text(message, **said)


def complaints(text: Text, errors: tuple[Rejected, ...], n: int) -> Iterator[str]:
    """The first rows left out with their reasons, and how many there are."""
    for row in errors[:SHOWN]:
        value = row.value if len(row.value) <= LONGEST_SHOWN else row.value[:LONGEST_SHOWN] + "…"
        yield text("imports.row", row=row.row, column=row.column, value=value, reason=text(REASONS[row.reason]))
    if n:
        yield text.count("imports.rejected", n)
