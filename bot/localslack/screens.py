from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.localslack.errors import Json, Refusal
from bot.localslack.inputs import Offers, Values

STACK = 3


@dataclass
class Shown:
    """A view on a person's screen: what the bot sent, and what the person has entered so far."""

    id: str
    owner: str
    view: Json
    hash: str
    values: Values
    root_id: str
    previous_id: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    offers: Offers = field(default_factory=dict)


class Screens:
    """Each person's stack of modals (3 at most) and Home tab."""

    def __init__(self) -> None:
        self._stacks: dict[str, list[Shown]] = {}
        self.homes: dict[str, Shown] = {}

    def stack(self, person: str) -> list[Shown]:
        return self._stacks.setdefault(person, [])

    def top(self, person: str) -> Shown | None:
        stack = self.stack(person)
        return stack[-1] if stack else None

    def push(self, shown: Shown) -> None:
        """Raises push_limit_reached on a full stack."""
        stack = self.stack(shown.owner)
        if len(stack) >= STACK:
            raise Refusal("push_limit_reached")
        stack.append(shown)

    def all(self) -> Iterator[Shown]:
        for stack in self._stacks.values():
            yield from stack
        yield from self.homes.values()

    def by_id(self, view_id: str) -> Shown | None:
        return next((shown for shown in self.all() if shown.id == view_id), None)

    def by_external_id(self, external_id: str) -> Shown | None:
        return next((shown for shown in self.all() if shown.view.get("external_id") == external_id), None)
