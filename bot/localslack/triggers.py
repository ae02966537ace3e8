import secrets
import time
from dataclasses import dataclass

from bot.localslack.errors import Refusal, invalid_argument

LIFETIME = 3.0
"""Seconds of real time, as in Slack."""


@dataclass
class _Trigger:
    person: str
    born: float
    used: bool = False


class Triggers:
    """Trigger ids: good for 3 s and for one view."""

    def __init__(self) -> None:
        self._issued: dict[str, _Trigger] = {}

    def issue(self, person: str) -> str:
        trigger_id = f"{len(self._issued) + 1}.{secrets.token_hex(8)}"
        self._issued[trigger_id] = _Trigger(person, time.monotonic())
        return trigger_id

    def redeem(self, trigger_id: str) -> str:
        """The person who gave it; raises expired_trigger_id, exchanged_trigger_id, invalid_arguments."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise invalid_argument("invalid `trigger_id`", "/trigger_id")
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if time.monotonic() - trigger.born > LIFETIME:
            raise Refusal("expired_trigger_id")
        trigger.used = True
        return trigger.person
