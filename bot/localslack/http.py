"""HTTP mode: what the app is sent, as signed requests to its address, as strictly as Slack sends them."""

import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from bot.localslack import socket
from bot.localslack.errors import Json
from bot.localslack.socket import Ack, Envelope

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


@dataclass(frozen=True)
class Requests:
    """The app's request URL, and the Signing Secret of which both sides know."""

    url: str
    secret: str

    async def deliver(self, kind: Envelope, payload: Json, retry_attempt: int = 0, retry_reason: str = "") -> Ack:
        """Sends one request, and waits 3 s of real time for its answer. Only a 200 is an acknowledgement; after any
        other status a command shows dispatch_failed."""
        again = {"X-Slack-Retry-Num": str(retry_attempt), "X-Slack-Retry-Reason": retry_reason}
        headers = again if retry_attempt else {}
        started = time.monotonic()
        try:
            return await self._send(*_encoded(kind, payload), headers, started)
        except TimeoutError:
            return Ack(False, time.monotonic() - started, reason="http_timeout")
        except aiohttp.ClientError:
            return Ack(False, 0.0, reason="connection_failed")

    async def _send(self, content_type: str, body: bytes, headers: dict[str, str], started: float) -> Ack:
        signed = {**headers, **self.signed(body), "Content-Type": content_type, "User-Agent": AGENT}
        limit = aiohttp.ClientTimeout(total=socket.ACK_SECONDS)
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.post(self.url, data=body, headers=signed, allow_redirects=False) as answer,
        ):
            told = await answer.text()
        no_retry = answer.headers.get("X-Slack-No-Retry") == "1"
        if answer.status != 200:
            return Ack(False, 0.0, reason="http_error", no_retry=no_retry)
        return Ack(True, time.monotonic() - started, _answer(answer.content_type, told))

    def signed(self, body: bytes) -> dict[str, str]:
        """By real time, whatever the workspace's clock says."""
        timestamp = str(int(time.time()))
        signature = SignatureVerifier(self.secret).generate_signature(timestamp=timestamp, body=body)
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": str(signature)}

    async def verify(self) -> bool:
        """Whether the app says the challenge back: Slack takes no address that does not."""
        question = {"type": "url_verification", "token": "local", "challenge": "say-this-back"}
        ack = await self._send(JSON, json.dumps(question).encode(), {}, time.monotonic())
        return ack.arrived and ack.body in ({"challenge": "say-this-back"}, {"text": "say-this-back"})


def _encoded(kind: Envelope, payload: Json) -> tuple[str, bytes]:
    match kind:
        case Envelope.EVENTS_API:
            return JSON, json.dumps(payload).encode()
        case Envelope.INTERACTIVE:
            return FORM, urlencode({"payload": json.dumps(payload)}).encode()
    return FORM, urlencode(payload, errors="surrogatepass").encode()


def _answer(content_type: str, told: str) -> Json | None:
    """Plain words answer a command; what calls itself JSON must be that."""
    if not told.strip():
        return None
    if content_type != JSON:
        return {"text": told}
    found: Any = json.loads(told)
    return found if isinstance(found, dict) else None
