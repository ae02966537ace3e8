"""Requests to the bot's site, byte for byte as a test wants them."""

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from bot.localslack.http import FORM, JSON, Requests
from bot.web.signature import sign

EVENTS = "/slack/events"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def no_retry(self) -> bool:
        return self.headers.get("x-slack-no-retry") == "1"


@dataclass(frozen=True)
class Site:
    requests: Requests

    def ask(
        self, method: str, path: str, body: bytes | Iterable[bytes] | None = None, headers: Mapping[str, str] = {}
    ) -> Answer:
        address = urlsplit(self.requests.url)
        connection = HTTPConnection(str(address.hostname), address.port, timeout=20)
        try:
            connection.request(method, path, body=body, headers=dict(headers))
            told = connection.getresponse()
            return Answer(told.status, {name.lower(): value for name, value in told.getheaders()}, told.read().decode())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, body: bytes, content_type: str = FORM, **headers: str) -> Answer:
        """Signed, unless headers say otherwise."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("POST", EVENTS, body, {**self.signed(body), "Content-Type": content_type, **told})

    def signed(self, body: bytes) -> dict[str, str]:
        """Any bytes, which Slack's own code signs only where they are UTF-8."""
        now = str(int(time.time()))
        return {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": sign(self.requests.secret, now, body)}

    def event(self, payload: Any, **headers: str) -> Answer:
        return self.post(json.dumps(payload).encode(), JSON, **headers)

    def command(self, payload: Mapping[str, str]) -> Answer:
        return self.post(urlencode(payload).encode())

    def act(self, payload: Any) -> Answer:
        return self.post(urlencode({"payload": json.dumps(payload)}).encode())
