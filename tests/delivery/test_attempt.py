"""One try of one delivery, and what a failure makes of it."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient

from bot.delivery.attempt import Ask, Attempt, Held
from bot.delivery.outgoing import Outgoing
from bot.delivery.pace import NONE, Pace
from bot.delivery.slack import Line, connected
from storage.kinds import DeliveryKind, DeliveryState
from storage.outbox import Claim, Outcome

NOW = datetime(2026, 11, 27, 13, tzinfo=UTC)


async def unreachable(_claim: Claim, _now: datetime) -> Outgoing | None:
    raise OSError("no database")


async def slow(_claim: Claim, _now: datetime) -> Outgoing | None:
    await asyncio.Event().wait()
    return None


async def tried(claim: Claim, ask: Ask = unreachable, seconds: float = 60) -> Outcome:
    async with connected(1) as connect:
        line = Line(connect(WebClient("xoxb")), "T1", Pace(NONE, time.monotonic), lambda: NOW, asyncio.Event())
        return await Attempt(Held(claim, time.monotonic() + seconds), line, ask).make()


@pytest.mark.parametrize(("tries", "seconds"), [(0, 30), (4, 60), (7, 300), (50, 300), (100_000, 300)])
def test_it_waits_longer_each_time_and_never_too_long(tries: int, seconds: int) -> None:
    claim = Claim(1, 1, DeliveryKind.DIGEST_DETAILS, "key", 1, "C1", "", 0, None, NOW, tries, "")
    outcome = asyncio.run(tried(claim))
    assert (outcome.state, outcome.again) == (DeliveryState.PENDING, NOW + timedelta(seconds=seconds))


def test_what_cannot_be_rendered_in_time_is_handed_back_untried() -> None:
    claim = Claim(1, 1, DeliveryKind.DIGEST, "key", 1, "C1", "", 1, None, NOW, 0, "")
    outcome = asyncio.run(tried(claim, slow, 0.01))
    assert (outcome.state, outcome.again, outcome.tried) == (DeliveryState.PENDING, None, False)
