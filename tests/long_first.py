"""What takes long begins early: at the end of a run nobody is left to share it with."""

from collections.abc import Iterator, Sequence
from itertools import islice

import pytest


def long_first(items: Sequence[pytest.Item], workers: int) -> Iterator[pytest.Item]:
    """The same in another order. Each worker takes one stretch of it and, when done, half of what another still has:
    so what is given a time of its own stands in the first half of each stretch, not all at once, as it keeps more than
    one processor busy."""
    long = [item for item in items if item.get_closest_marker("timeout")]
    short = [item for item in items if not item.get_closest_marker("timeout")]
    for worker in range(workers):
        mine = long[worker::workers]
        stretch = short[worker * len(short) // workers : (worker + 1) * len(short) // workers]
        rest, between = iter(stretch), len(stretch) // (2 * len(mine) + 1)
        for item in mine:
            yield item
            yield from islice(rest, between)
        yield from rest
