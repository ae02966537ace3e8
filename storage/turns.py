"""A lock that goes to whoever has waited longest; Python's own goes to whoever is quickest."""

from collections import deque
from threading import Lock


class Turns:
    """For a with statement; not to be entered twice by one thread."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._line: deque[Lock] = deque()

    def __enter__(self) -> None:
        mine = Lock()
        mine.acquire()
        with self._guard:
            self._line.append(mine)
            if len(self._line) == 1:
                mine.release()
        mine.acquire()

    def __exit__(self, *_error: object) -> None:
        with self._guard:
            self._line.popleft()
            if self._line:
                self._line[0].release()
