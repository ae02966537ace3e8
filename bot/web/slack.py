"""POST /slack/events: everything that Slack sends, signed; the answer is the ack."""

import logging
from http import HTTPStatus

from anyio import CapacityLimiter, to_thread
from fastapi import HTTPException, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from slack_bolt import BoltResponse
from starlette.background import BackgroundTask

from bot.app import LISTENERS, Okrbot
from bot.reception import Answered
from bot.web.body import TooLarge, Unfinished, body_of
from bot.web.requests import Check, Malformed, Sent, read
from bot.web.signature import is_signed, may_be_signed

MOST_BYTES = 1024**2
NO_RETRY = {"X-Slack-No-Retry": "1"}
"""It would come again and be refused again."""
logger = logging.getLogger(__name__)


class SlackEvents:
    """Bolt and the database are synchronous: requests are dispatched in threads, never on the loop."""

    def __init__(self, bot: Okrbot) -> None:
        self._secret = bot.context.settings.slack_signing_secret
        self._pulse, self._reception = bot.context.pulse, bot.reception()
        self._threads = CapacityLimiter(LISTENERS)

    async def answer(self, request: Request) -> Response:
        """Raises HTTPException with an id of a text."""
        body = await self._signed(request)
        self._pulse.hear()
        try:
            found = read(request.headers.get("content-type", ""), body)
        except Malformed as malformed:
            raise _refused(HTTPStatus.BAD_REQUEST, "web.malformed") from malformed
        if isinstance(found, Check):
            return JSONResponse({"challenge": found.challenge}) if found.challenge else PlainTextResponse("")
        attempt, reason = _again(request)
        answered = await to_thread.run_sync(self._receive, found, attempt, reason, limiter=self._threads)
        return _ack(answered)

    async def _signed(self, request: Request) -> bytes:
        """The body, of which no more is read than Slack may have sent."""
        if not may_be_signed(request.headers):
            raise _refused(HTTPStatus.UNAUTHORIZED, "web.unsigned")
        try:
            body = await body_of(request, MOST_BYTES)
        except TooLarge as large:
            raise _refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "web.too_large") from large
        except Unfinished as slow:
            raise _refused(HTTPStatus.REQUEST_TIMEOUT, "web.too_slow") from slow
        if not is_signed(self._secret, request.headers, body):
            raise _refused(HTTPStatus.UNAUTHORIZED, "web.unsigned")
        return body

    def _receive(self, sent: Sent, attempt: int, reason: str) -> Answered:
        if attempt:
            logger.info("an event comes again", extra={"attempt": attempt, "reason": reason})
        return self._reception.receive(sent.kind, sent.payload, attempt, reason)


def _again(request: Request) -> tuple[int, str]:
    """How many times Slack has sent this before, and why it does so again; 0 at first."""
    number = request.headers.get("x-slack-retry-num", "")
    known = number.isdecimal() and len(number) < 4
    return (int(number), request.headers.get("x-slack-retry-reason", "")) if known else (0, "")


def _ack(answered: Answered) -> Response:
    """What begins once it has left is done on the loop: it only hands work to threads."""

    async def then() -> None:
        answered.then()

    ack: BoltResponse = answered.ack
    kind = ack.headers.get("content-type", ["text/plain"])[0]
    return Response(ack.body, ack.status, {"content-type": kind}, background=BackgroundTask(then))


def _refused(status: HTTPStatus, message: str) -> HTTPException:
    return HTTPException(status, message, NO_RETRY)
