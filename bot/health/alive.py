"""Checks of the running bot by its pulse."""

from collections.abc import Iterator
from datetime import timedelta

from bot.health.finding import Check, Finding, ok, wrong
from bot.health.pulse import Pulse
from bot.settings import Mode

LONGEST_BETWEEN_TICKS = 60.0
LONGEST_SILENCE = 60.0
"""Twice what the watchdog waits before it connects anew."""


def alive(pulse: Pulse, mode: Mode) -> Iterator[Finding]:
    """Over HTTP silence proves nothing: Slack asks when somebody does something."""
    tick, socket = (timedelta(seconds=round(age)) for age in (pulse.tick_age, pulse.socket_age))
    if tick.total_seconds() <= LONGEST_BETWEEN_TICKS:
        yield ok(Check.TICK, "health.ticks", age=tick)
    else:
        yield wrong(Check.TICK, "health.no_ticks", "health.no_ticks.fix", age=tick)
    if mode is Mode.HTTP:
        return
    if socket.total_seconds() <= LONGEST_SILENCE:
        yield ok(Check.SOCKET, "health.socket", age=socket)
    else:
        yield wrong(Check.SOCKET, "health.no_socket", "health.no_socket.fix", age=socket)
