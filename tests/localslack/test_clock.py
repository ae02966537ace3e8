import time
from datetime import UTC, datetime, timedelta

import pytest

from bot.localslack.clock import Clock
from tests.localslack.conftest import NOW


def test_it_stands_still_until_it_is_moved() -> None:
    clock = Clock(NOW)
    time.sleep(0.01)
    assert clock() == clock.now() == NOW
    clock.move_to(NOW + timedelta(weeks=1))
    assert clock() == NOW + timedelta(weeks=1)


def test_it_runs_on_from_where_it_was_put() -> None:
    clock = Clock(NOW, running=True)
    time.sleep(0.02)
    assert NOW < clock() < NOW + timedelta(seconds=5)


def test_it_wants_a_time_zone_and_gives_utc() -> None:
    clock = Clock(datetime.fromisoformat("2026-11-27T10:55:00+01:00"))
    assert clock().tzinfo is UTC
    assert clock() == NOW
    with pytest.raises(ValueError, match="time zone"):
        clock.move_to(datetime(2026, 11, 27))  # noqa: DTZ001
