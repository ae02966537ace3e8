"""One try of one delivery, and what a failure makes of it."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.attempt import Attempt, Held
from bot.delivery.outgoing import Outgoing
from bot.delivery.pace import NONE, Pace
from bot.delivery.slack import Line, OneTry
from storage.kinds import DeliveryKind, DeliveryState
from storage.outbox import Claim

NOW = datetime(2026, 11, 27, 13, tzinfo=UTC)


async def unreachable(_claim: Claim, _now: datetime) -> Outgoing | None:
    raise OSError("no database")


@pytest.mark.parametrize(("tries", "seconds"), [(0, 30), (4, 60), (7, 300), (50, 300), (100_000, 300)])
def test_it_waits_longer_each_time_and_never_too_long(tries: int, seconds: int) -> None:
    line = Line(OneTry("xoxb"), "T1", Pace(NONE, time.monotonic), lambda: NOW)
    claim = Claim(1, 1, DeliveryKind.DIGEST_DETAILS, "key", 1, "C1", "", 0, None, NOW, tries, "")
    outcome = asyncio.run(Attempt(Held(claim, time.monotonic() + 60), line, unreachable).make())
    assert (outcome.state, outcome.again) == (DeliveryState.PENDING, NOW + timedelta(seconds=seconds))
