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
        reason = text(REASONS[row.reason])
        yield text("imports.row", row=row.row, column=_shown(row.column), value=_shown(row.value), reason=reason)
    if n:
        yield text.count("imports.rejected", n)


def _shown(cell: str) -> str:
    """A cell on a line of its own: neither its line breaks nor what a terminal would obey."""
    plain = "".join(letter if letter.isprintable() else " " for letter in cell[: LONGEST_SHOWN + 1])
    return plain if len(cell) <= LONGEST_SHOWN else plain[:LONGEST_SHOWN] + "…"
