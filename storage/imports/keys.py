"""What makes a row one object: its id, else the hash of the whole row and its running number among equal rows."""

import hashlib
from collections import Counter
from collections.abc import Container

LONGEST_ID = 60


def id_key(written: str) -> str:
    """An id as it is written; the hash of one that is longer than fits."""
    return written if len(written) <= LONGEST_ID else f"hash:{_digest((written,))}"


class RowKeys:
    """Keys for rows without an id, in the order of the file: equal rows keep apart, a grown file keeps its keys."""

    def __init__(self, repeated: Container[int] | None = None) -> None:
        """`repeated` holds the hashes of the rows that come more than once: only those have to be remembered."""
        self._repeated = repeated
        self._seen: Counter[str] = Counter()

    def key(self, cells: tuple[str, ...]) -> str:
        digest = _digest(cells)
        if self._repeated is not None and (not self._repeated or hash(cells) not in self._repeated):
            return f"row:{digest}:1"
        self._seen[digest] += 1
        return f"row:{digest}:{self._seen[digest]}"


def _digest(cells: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:48]
