"""Slack reaches the bot over a connection that the bot opens: for one workspace, and without an address of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import time
from typing import Any

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.socket_mode.internals import send_response
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin.client import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.app import LISTENERS, Okrbot
from bot.errors import UserError
from bot.finish import finish
from bot.reception import Reception


class Handler(SocketModeHandler):
    """Hands what comes over the socket to the reception, and the ack back."""

    def __init__(self, bot: Okrbot, reception: Reception, **options: Any) -> None:
        super().__init__(bot.app, bot.context.settings.slack_app_token, **options)
        self._reception = reception
        self.client.on_message_listeners.append(lambda _message: bot.context.pulse.hear())

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        began = time()
        answered = self._reception.receive(req.type, req.payload, req.retry_attempt or 0, req.retry_reason or "")
        try:
            send_response(client, req, answered.ack, began)
        finally:
            answered.then()


@contextmanager
def listening(bot: Okrbot) -> Iterator[SocketModeHandler]:
    """Connected to Slack until the block ends; what is under way is finished. UserError where the token is refused."""
    socket = Handler(bot, bot.reception(), web_client=bot.client, concurrency=LISTENERS)
    try:
        socket.connect()  # type: ignore[no-untyped-call]
    except SlackApiError as refused:
        raise UserError("settings.app_token_refused", error=refused.response["error"]) from refused
    except OSError as unreachable:
        raise UserError("settings.slack_unreachable", url=bot.client.base_url) from unreachable
    try:
        yield socket
    finally:
        finish(socket)
        bot.talkers.shutdown(wait=True)
