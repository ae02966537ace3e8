"""What every handler and job is given by the composition root."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.health.pulse import Pulse
from bot.settings import Settings
from storage.db import Database


@dataclass(frozen=True)
class Context:
    """`clock` tells the instant of now; `wake` lets the senders look for new deliveries at once; `pulse` tells whether
    the bot is alive; `forget` drops what is remembered of a workspace's token; `show_home` brings the Home of who is
    behind a payload up to date, where something was stored after the ack; `answered` is told how many seconds an answer
    took to find and put into words."""

    database: Database
    clock: Callable[[], datetime]
    settings: Settings
    wake: Callable[[], None]
    pulse: Pulse = field(default_factory=Pulse)
    forget: Callable[[str], None] = lambda _team: None
    show_home: Callable[[Mapping[str, Any]], None] = lambda _body: None
    answered: Callable[[Mapping[str, Any], float], None] = lambda _body, _seconds: None
