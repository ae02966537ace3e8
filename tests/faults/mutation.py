"""Payloads as nobody would send them: made of real ones, from a seed."""

import json
import random
from collections.abc import Iterator, Sequence
from typing import Any

ODD: Sequence[Any] = (
    None, "", " ", "x", "\x00", "\ud800", "１", "-1", "NaN", "1e999", str(2**64), "x" * 5000, "' OR 1=1", "<!channel>",
    0, -1, 1, 2**64, -(2**63) - 1, 1.5, float("nan"), float("inf"), True, False,
    [], [None], [[]], [{}], {}, {"": None}, {"id": None}, {"value": {}}, {"values": []},
)  # fmt: skip
Place = tuple[str | int, ...]


def mutated(real: Sequence[Any], chance: random.Random) -> Any:
    """One of the real payloads with one to four places changed, moved, or gone. It stays an object: of anything else
    Slack's own client tells nobody."""
    payload = json.loads(json.dumps(chance.choice(real)))
    for _ in range(chance.randint(1, 4)):
        if places := list(_places(payload)):
            _change(payload, chance.choice(places), chance.choice(real), chance)
    return payload


def _change(payload: Any, place: Place, other: Any, chance: random.Random) -> None:
    *way, last = place
    held = _at(payload, way)
    match chance.randrange(5):
        case 0:
            del held[last]
        case 1:
            held[last] = [held[last]]
        case 2:
            held[last] = _at(other, chance.choice(list(_places(other))))
        case 3 if isinstance(held, dict):
            held[str(chance.choice(ODD))] = held.pop(last)
        case _:
            held[last] = chance.choice(ODD)


def _places(held: Any, way: Place = ()) -> Iterator[Place]:
    """The way to every value in it."""
    inside = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    for name, value in inside:
        yield (*way, name)
        yield from _places(value, (*way, name))


def _at(held: Any, way: Sequence[str | int]) -> Any:
    for name in way:
        held = held[name]
    return held
