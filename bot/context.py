"""What every handler and job is given by the composition root."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.health.pulse import Pulse
from bot.settings import Settings
from storage.db import Database


@dataclass(frozen=True)
class Context:
    """`clock` tells the instant of now; `wake` lets the senders look for new deliveries at once; `pulse` tells whether
    the bot is alive."""

    database: Database
    clock: Callable[[], datetime]
    settings: Settings
    wake: Callable[[], None]
    pulse: Pulse = field(default_factory=Pulse)
