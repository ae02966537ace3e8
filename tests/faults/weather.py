"""A Slack that fails now and then: a share of its calls meets a fault, drawn from a seed.

What a call meets depends on the seed, the call and how often it came before, and not on the order of calls.
"""

import asyncio
import json
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from bot.localslack.clock import Clock
from bot.localslack.errors import Json
from bot.localslack.web import Answer, Dropped, Effect
from tests.faults.replica import CLIENT_SECONDS

QUICK = ("limited", "500", "500 after", "internal_error", "internal_error after", "reset", "reset after")
FAULTS = (*QUICK, *QUICK, "late")
"""As often as they stand here. What is late takes its time in the tests too."""
SPARED = ("auth.test", "apps.connections.open")
"""What a start needs: a bot that cannot start is started again by whoever runs it."""
HIDDEN = timedelta(seconds=20)
"""The longest time that a message takes to appear in its conversation's history."""


@dataclass
class Weather:
    seed: int
    share: float
    clock: Clock
    calls: int = 0
    met: Counter[str] = field(default_factory=Counter)
    """By fault, and by method."""
    _again: Counter[str] = field(default_factory=Counter)

    @property
    def faulted(self) -> int:
        return sum(self.met[fault] for fault in set(FAULTS))

    async def __call__(self, method: str, args: Json, effect: Effect) -> Answer:
        fault = self._drawn(method, args)
        if fault is None:
            answer = effect()
            return self._hidden(answer) if method == "conversations.history" and self.share else answer
        self.met.update((fault, method))
        if fault == "limited":
            return Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(5 + self.met[fault] % 20)})
        if fault == "late":
            answer = effect()
            await asyncio.sleep(CLIENT_SECONDS * 1.5)
            return answer
        if fault.endswith("after"):
            effect()
        if fault.startswith("reset"):
            raise Dropped
        error, status = ("fatal_error", 500) if fault.startswith("500") else ("internal_error", 200)
        return Answer({"ok": False, "error": error}, status)

    def _drawn(self, method: str, args: Json) -> str | None:
        """None for fair weather."""
        self.calls += 1
        if method in SPARED or not self.share:
            return None
        call = f"{self.seed} {method} {_about(args)}"
        self._again[call] += 1
        chance = random.Random(f"{call} {self._again[call]}")
        return chance.choice(FAULTS) if chance.random() < self.share else None

    def _hidden(self, answer: Answer) -> Answer:
        """Without the messages that are too new to be shown."""
        now = self.clock().timestamp()
        shown = [
            message
            for message in answer.body.get("messages", ())
            if now - float(message["ts"]) >= random.Random(f"{self.seed} {message['ts']}").random() * HIDDEN.seconds
        ]
        return Answer({**answer.body, "messages": shown} if answer.body["ok"] else answer.body)


def _about(args: Json) -> str:
    """What tells a call from others: the key it carries, else the places it names."""
    payload = (args.get("metadata") or {}).get("event_payload", {})
    named = [args.get(name) for name in ("channel", "users", "ts", "file", "filename")]
    return json.dumps(payload or named)
