"""People who click *No change* at a steady pace, through any replica that is there, until it is stored."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, cycle
from urllib.parse import quote

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.actions import NO_CHANGE
from tests.bench.load.slack import ManySlacks, Prompt

ACK_SECONDS = 3.0
PAUSE, LONGEST_PAUSE = 1.0, 30.0
TRIES = 7


@dataclass(frozen=True)
class Click:
    """One try: when it began, in monotonic seconds, how long its ack took, and whether it came in time."""

    prompt: Prompt
    key: str
    at: float
    seconds: float
    acked: bool


@dataclass
class Crowd:
    """`stored` are the prompts whose answer was acknowledged, without a word that it failed."""

    slack: ManySlacks
    sites: Sequence[str]
    secret: str
    rate: float
    clicks: list[Click] = field(default_factory=list)
    _keys: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self._turn = cycle(self.sites)

    @property
    def stored(self) -> list[Click]:
        return [click for click in self.clicks if click.acked and click.key not in self.slack.replies]

    async def answer(self, until: asyncio.Event, share: float = 1.0) -> None:
        """At `rate` a second, a share of those who were asked, as long as `until` is not set and somebody is left."""
        tasks: set[asyncio.Task[None]] = set()
        async with ClientSession(timeout=ClientTimeout(total=ACK_SECONDS)) as session:
            began, sent, met = time.monotonic(), 0, 0.0
            while not (until.is_set() and self.slack.asked.empty()):
                if self.slack.asked.empty():
                    await asyncio.sleep(0.05)
                    continue
                prompt, met = self.slack.asked.get_nowait(), met + share
                if met < 1:
                    continue
                met -= 1
                sent += 1
                began = max(began, time.monotonic() - (sent + self.rate) / self.rate)  # no rush after a rest
                await asyncio.sleep(max(0.0, began + sent / self.rate - time.monotonic()))
                task = asyncio.create_task(self._answer(session, prompt))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
            await asyncio.gather(*tasks)

    async def _answer(self, session: ClientSession, prompt: Prompt) -> None:
        """Whoever is told that it failed, or nothing, waits longer each time: all at once they would keep it down."""
        for number in range(TRIES):
            click = await self._click(session, prompt)
            self.clicks.append(click)
            await asyncio.sleep(PAUSE)  # a word that it failed comes after the ack
            if click.acked and click.key not in self.slack.replies:
                return
            await asyncio.sleep(min(LONGEST_PAUSE, PAUSE * 2**number))

    async def _click(self, session: ClientSession, prompt: Prompt) -> Click:
        key = str(next(self._keys))
        body = f"payload={quote(json.dumps(self._payload(prompt, key)))}"
        stamp = str(int(time.time()))
        signed = hmac.new(self.secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signed}",
        }  # fmt: skip
        began, acked = time.monotonic(), False
        try:
            async with session.post(f"{next(self._turn)}/slack/events", data=body, headers=headers) as answer:
                await answer.read()
                acked = answer.status == 200
        except (ClientError, TimeoutError, OSError):
            pass
        return Click(prompt, key, began, time.monotonic() - began, acked)

    def _payload(self, prompt: Prompt, key: str) -> dict[str, object]:
        place = {"type": "message", "message_ts": prompt.ts, "channel_id": prompt.channel, "is_ephemeral": False}
        action = {"action_id": NO_CHANGE, "block_id": "b", "type": "button", "value": prompt.value, "action_ts": "1.1"}
        return {
            "type": "block_actions", "team": {"id": prompt.team, "domain": "d"}, "api_app_id": "A0LOAD",
            "user": {"id": prompt.person, "username": "p", "name": "p", "team_id": prompt.team},
            "is_enterprise_install": False, "enterprise": None, "trigger_id": f"{prompt.team}.{key}",
            "container": place, "channel": {"id": prompt.channel, "name": "directmessage"},
            "message": {"ts": prompt.ts, "user": "U0BOT", "text": "…"}, "state": {"values": {}},
            "response_url": self.slack.reply_url(key), "actions": [action],
        }  # fmt: skip
