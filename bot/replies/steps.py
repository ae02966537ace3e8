"""Which steps of a milestone are done: told by their count, or by their numbers."""

from collections.abc import Collection

from bot.replies.asking import Askable, Fault, Problem


def counted(count: float, asked: Askable) -> tuple[int, ...]:
    """So many steps: the first ones, unless others are done already: then a count does not say which."""
    if not count.is_integer() or not 0 <= count <= asked.steps:
        raise Problem(Fault.STEPS_RANGE, asked.id, f"{count:g}")
    first = tuple(range(1, int(count) + 1))
    if len(asked.done) == count:
        return asked.done
    if asked.done != tuple(range(1, len(asked.done) + 1)):
        raise Problem(Fault.WHICH_STEPS, asked.id)
    return first


def numbered(numbers: Collection[int], asked: Askable, *, many: bool, only: bool) -> tuple[int, ...]:
    """These steps. One number behind `many` may be a count; steps that were done and are not named may still be, unless
    `only` these are."""
    outside = [number for number in numbers if not 1 <= number <= asked.steps]
    if outside:
        raise Problem(Fault.STEPS_RANGE, asked.id, str(outside[0]))
    named = tuple(sorted(set(numbers)))
    unclear = many and len(numbers) == 1 and named != tuple(range(1, named[0] + 1))
    if not only and (unclear or not set(asked.done) <= set(named)):
        raise Problem(Fault.WHICH_STEPS, asked.id)
    return named
