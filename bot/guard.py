"""Looks at what Slack sends before Bolt does: at shapes they do not expect Bolt, and listeners after it, fail in ways
that leave Slack without an ack.
"""

from typing import Any

from pydantic import ValidationError
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode.builtin.client import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot import failures
from bot.payloads import SOUND


class Guarded(SocketModeHandler):
    """Hands on what is sound, and answers the rest itself, in the language of those whom it cannot know."""

    def __init__(self, app: App, app_token: str, language: str, **options: Any) -> None:
        super().__init__(app, app_token, **options)
        self._language = language

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        req.payload = cleaned(req.payload)
        try:
            SOUND.validate_python(req.payload)
        except ValidationError as unsound:
            told = failures.refuse(self._language, req.payload, _places(unsound))
            req.payload = {}  # so that nobody after us stumbles over it
            client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id, payload=told or None))
        else:
            super().handle(client, req)


def cleaned(value: Any) -> Any:
    """The same without the letters that no database keeps: NUL and halves of surrogate pairs."""
    match value:
        case str():
            return value if value.isprintable() else value.replace("\0", "").encode(errors="replace").decode()
        case dict():
            return {cleaned(name): cleaned(inside) for name, inside in value.items()}
        case list():
            return [cleaned(inside) for inside in value]
    return value


def _places(unsound: ValidationError) -> str:
    """Where it is unsound, without what stands there."""
    found = (".".join(str(name) for name in error["loc"]) for error in unsound.errors(include_input=False))
    return ", ".join(found)[:500]
