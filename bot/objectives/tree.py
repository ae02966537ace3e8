"""Objectives under those that they support."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.objectives.standing import ObjectiveStanding

Branch = tuple[int, ObjectiveStanding]
"""How deep an objective stands, 0 at the top."""


def tree(found: Sequence[ObjectiveStanding]) -> tuple[Branch, ...]:
    """Each below its parent, by number; one whose parent is not among them stands at the top."""
    numbers = {one.number for one in found}
    children: dict[int | None, list[ObjectiveStanding]] = defaultdict(list)
    for one in found:
        children[one.parent if one.parent in numbers else None].append(one)
    standing = tuple(_below(None, children, 0))
    # A circle of parents hangs on nothing.
    hanging = {one.number for _, one in standing}
    return standing + tuple((0, one) for one in found if one.number not in hanging)


def _below(
    parent: int | None, children: Mapping[int | None, Sequence[ObjectiveStanding]], depth: int
) -> Iterator[Branch]:
    for one in children.get(parent, ()):
        yield depth, one
        yield from _below(one.number, children, depth + 1)
