"""What is said is put together in threads, and what is slow keeps nothing quick waiting."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

import pytest
from slack_sdk.models.blocks import SectionBlock

from bot.delivery.outgoing import Outgoing, Post
from bot.delivery.rendering import SLOW, Rendering
from storage.kinds import RANKS, DeliveryKind, Rank
from storage.outbox import Claim

NOW = datetime(2026, 11, 27, 7, tzinfo=UTC)


def claimed(kind: DeliveryKind, number: int) -> Claim:
    rank = RANKS.get(kind, Rank.FIRST)
    return Claim(number, 1, kind, f"{kind}:{number}", number, "U0ANNA", "", rank, None, NOW, 0, "")


@pytest.mark.parametrize("kind", sorted(SLOW))
def test_while_very_many_are_slow_answers_are_quick(kind: DeliveryKind) -> None:
    answered = Event()

    def draw(_claim: Claim, _now: datetime) -> Outgoing | None:
        assert answered.wait(20)
        return None

    def say(delivery: Claim, _now: datetime) -> Outgoing:
        return Outgoing(Post(delivery.key, [SectionBlock(text=delivery.key)]))

    async def all_of_them() -> list[str]:
        with ThreadPoolExecutor(1) as worded, ThreadPoolExecutor(1) as drawn:
            rendering = Rendering({kind: draw, DeliveryKind.RECEIPT: say, DeliveryKind.PROMPT: say}, worded, drawn)
            slow = [asyncio.ensure_future(rendering.ask(claimed(kind, n), NOW)) for n in range(20)]
            quick = [rendering.ask(claimed(one, 21), NOW) for one in (DeliveryKind.RECEIPT, DeliveryKind.PROMPT)]
            said = [one.post.text for one in await asyncio.gather(*quick) if one]
            answered.set()
            assert await asyncio.gather(*slow) == [None] * 20
            return said

    assert asyncio.run(all_of_them()) == ["receipt:21", "prompt:21"]


def test_what_nobody_waits_for_any_more_is_not_drawn() -> None:
    seen, begun, free = list[int](), Event(), Event()

    def draw(delivery: Claim, _now: datetime) -> Outgoing | None:
        seen.append(delivery.id)
        begun.set()
        assert free.wait(20)
        return None

    async def three() -> None:
        with ThreadPoolExecutor(1) as one:
            rendering = Rendering({DeliveryKind.DIGEST: draw}, one, one)
            asked = [asyncio.ensure_future(rendering.ask(claimed(DeliveryKind.DIGEST, n), NOW)) for n in range(3)]
            await asyncio.to_thread(begun.wait, 20)
            asked[1].cancel()
            await asyncio.sleep(0)
            free.set()
            await asyncio.gather(*asked, return_exceptions=True)

    asyncio.run(three())
    assert seen == [0, 2]
