from collections.abc import Callable

import pytest

from bot.health.pulse import Pulse
from tests.scenarios.conftest import company, language, run

__all__ = ["company", "language", "run"]


class Stopwatch:
    """Seconds that only the test lets pass."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def stopwatch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def pulse(stopwatch: Callable[[], float]) -> Pulse:
    return Pulse(stopwatch)
