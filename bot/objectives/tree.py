"""Objectives under those that they support."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.objectives.standing import ObjectiveStanding
from storage.kinds import Level

Branch = tuple[int, ObjectiveStanding]
"""How deep an objective stands, 0 at the top."""
LEVELS = list(Level)


def tree(found: Sequence[ObjectiveStanding]) -> tuple[Branch, ...]:
    """Each once and below its parent, the company's first, then by number. Whose parent is not among them stands at the
    top, and so does the first of parents that go in a circle."""
    numbers = {one.number for one in found}
    children: dict[int | None, list[ObjectiveStanding]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (LEVELS.index(one.level), one.number)):
        children[one.parent if one.parent in numbers else None].append(one)
    placed: set[int] = set()
    circles = (one for one in found if one.number not in placed)
    return (*_grown(children[None], children, placed), *_grown(circles, children, placed))


def _grown(
    tops: Iterable[ObjectiveStanding], children: Mapping[int | None, Sequence[ObjectiveStanding]], placed: set[int]
) -> Iterator[Branch]:
    """Without recursion: what was imported may be deeper than Python calls."""
    for top in tops:
        waiting = [(0, top)]
        while waiting:
            depth, one = waiting.pop()
            if one.number not in placed:
                placed.add(one.number)
                yield depth, one
                waiting += [(depth + 1, child) for child in reversed(children.get(one.number, ()))]
