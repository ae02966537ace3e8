"""Where every failure ends that a person could see: as a sentence, never as a traceback."""

import json
import logging
import uuid
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from typing import Any

from slack_bolt import App, BoltResponse, Respond
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import OperationalError

from bot.context import Context
from bot.errors import Repeated, UserError
from bot.modals import is_third, open_modal
from bot.people.flow import identity, known_caller
from bot.phrases.notice import notice
from bot.text import Text, escape, speak

Body = Mapping[str, Any]
EVENT = "event_callback"
logger = logging.getLogger(__name__)


@contextmanager
def talking(context: Context, body: Body, respond: Respond, client: WebClient) -> Iterator[None]:
    """What goes wrong while talking after an ack is said to the person: ephemerally, or in a modal where Slack gives no
    address to answer at, as in a shortcut, in a modal and in Home."""
    try:
        yield
    except Exception as error:  # the last frame: Bolt would only log it
        if not _repeated(error):
            _say(_text(context, body), body, sentence(context, body, error), respond, client)


def _say(text: Text, body: Body, words: str, respond: Respond, client: WebClient) -> None:
    """For the person alone. Under a notice over a modal, what is typed there stays."""
    if body.get("response_url"):
        respond(text=words, response_type="ephemeral", replace_original=False)
    elif body.get("trigger_id"):
        with suppress(SlackApiError):  # a trigger is good once, and for 3 s
            open_modal(client, body, notice(text, [words], "failure.title"))


def _repeated(error: Exception) -> bool:
    """Of a click that comes again the form is open already."""
    exchanged = isinstance(error, SlackApiError) and error.response.get("error") == "exchanged_trigger_id"
    return exchanged or isinstance(error, Repeated)


def register(app: App, context: Context, talkers: Executor) -> None:
    """The one error handler. It answers 200: over the socket nothing else is an ack. An event that the database
    could not take gets none, and comes again: what was said in it must not be lost."""

    @app.error
    def fail(error: Exception, body: dict[str, Any], respond: Respond, client: WebClient) -> BoltResponse:
        if isinstance(error, BoltUnhandledRequestError):
            logger.warning("nothing here answers what Slack sent, of type %s", body.get("type"))
            return BoltResponse(status=200, body="")
        if body.get("type") == EVENT and isinstance(error, OperationalError):
            logger.error("an event failed: unacknowledged, it comes again", exc_info=error)
            return BoltResponse(status=500, body="")
        text, words = _text(context, body), sentence(context, body, error)
        told = _told(text, body, words)
        if not told:
            talkers.submit(_say, text, body, words, respond, client)
        return BoltResponse(status=200, body=json.dumps(told) if told else "")


def refuse(language: str, body: Body, problem: str) -> dict[str, Any]:
    """What to ack a payload with that is not as Slack sends them."""
    code = uuid.uuid4().hex[:8]
    logger.error("failure %s: a malformed payload, at %s", code, problem)
    text = speak(language)
    return _told(text, body, text("failure.unexpected", code=code))


def _told(text: Text, body: Body, words: str) -> dict[str, Any]:
    """How an ack says it: over the modal, under which what was typed stays, unless it is the third, or as the answer
    to a command. A click or an event has no such ack."""
    if body.get("type") == "view_submission":
        way = "update" if is_third(body.get("view")) else "push"
        return {"response_action": way, "view": notice(text, [words], "failure.title").to_dict()}
    return {"response_type": "ephemeral", "text": words} if body.get("command") else {}


def sentence(context: Context, body: Body, error: Exception) -> str:
    """A UserError in the person's words, as mrkdwn; anything else is logged, and its short id told."""
    text = _text(context, body)
    if isinstance(error, UserError):
        return text(error.message, **_harmless(error.values))
    if isinstance(error, SlackApiError) and error.response.get("error") == "expired_trigger_id":
        return text("failure.too_slow")
    code = uuid.uuid4().hex[:8]
    logger.error("failure %s", code, exc_info=error)
    return text("failure.unexpected", code=code)


def _harmless(values: Mapping[str, object]) -> dict[str, object]:
    return {name: escape(value) if isinstance(value, str) else value for name, value in values.items()}


def _text(context: Context, body: Body) -> Text:
    """In the person's language; in that of the settings where nobody knows it, or the database does not answer."""
    try:
        with context.database.read() as session:
            found = known_caller(session, *identity(body))
    except OperationalError:
        found = None
    return found.text if found else speak(context.settings.okrbot_language)
