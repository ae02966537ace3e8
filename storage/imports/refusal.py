"""Why a file, or one of its rows, is not taken in."""

from dataclasses import dataclass


class Refused(Exception):
    """A file that cannot be read as it is, or as it was asked: the id of the sentence that says so, and its values."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


@dataclass(frozen=True)
class Rejected:
    """A row that is left out: its number as a spreadsheet shows it, the cell, and the id of the reason."""

    row: int
    column: str
    value: str
    reason: str
    cells: tuple[str, ...]
