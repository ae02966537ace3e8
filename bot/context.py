"""What every handler and job is given by the composition root."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.settings import Settings
from storage.db import Database


@dataclass(frozen=True)
class Context:
    """`clock` tells the instant of now; `wake` lets the senders look for new deliveries at once."""

    database: Database
    clock: Callable[[], datetime]
    settings: Settings
    wake: Callable[[], None]
