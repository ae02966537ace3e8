"""How large a file may be before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The most bytes of a file, rows and columns of a table, and letters of a cell."""

    bytes: int = 256 * 1024**2
    rows: int = 2_000_000
    columns: int = 2_000
    letters: int = 100_000


DEFAULT = Limits()
