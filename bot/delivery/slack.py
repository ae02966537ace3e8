"""One call to Slack for one delivery: post or update, with pictures, and looking up whether a post is there."""

import logging
import time
from collections.abc import Sequence
from datetime import timedelta

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.models.blocks import Block, ImageBlock
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.delivery.outgoing import Outgoing, Picture, Place, Post
from storage.models import Delivery

logger = logging.getLogger(__name__)
EVENT = "okrbot_delivery"
CLOCK_SKEW = timedelta(minutes=5)
PROCESSING_SECONDS = 30.0
FIRST_WAIT = 0.2
LONGEST_ALT = 1000
LONGEST_UPDATE = 4000


def send(client: WebClient, delivery: Delivery, outgoing: Outgoing) -> Place:
    """Posts or updates; raises what the client raises. The key travels as metadata, so that it can be looked up."""
    pictures = [(picture, _upload(client, picture)) for picture in outgoing.post.pictures]
    if all(_processed(client, file_id) for _, file_id in pictures):
        return _say(client, delivery, outgoing, _with_pictures(outgoing.post, pictures))
    place = _say(client, delivery, outgoing, outgoing.post.blocks)
    for picture in outgoing.post.pictures:
        _share(client, picture, place)
    return place


def send_plain(client: WebClient, delivery: Delivery, outgoing: Outgoing) -> Place:
    """The text alone, for when Slack refuses the blocks."""
    return _say(client, delivery, outgoing, ())


def find(client: WebClient, delivery: Delivery) -> Place | None:
    """The message that carries the delivery's key in its conversation, if an earlier try reached Slack.

    None, too, where the scope to look is missing: then a message of unknown outcome is sent again.
    """
    try:
        return _look_up(client, delivery)
    except SlackApiError as refused:
        if refused.response["error"] != "missing_scope":
            raise
        logger.warning("cannot look %s up: the scope %s is missing", delivery.key, refused.response.get("needed"))
        return None


def _look_up(client: WebClient, delivery: Delivery) -> Place | None:
    since = (delivery.first_try_at or delivery.due) - CLOCK_SKEW
    channel = delivery.channel or _conversation(client, delivery.target)
    cursor: str | None = None
    while True:
        answer = client.conversations_history(
            channel=channel, oldest=f"{since.timestamp():.6f}", include_all_metadata=True, limit=200, cursor=cursor
        )
        for message in answer["messages"]:
            if (message.get("metadata") or {}).get("event_payload", {}).get("key") == delivery.key:
                return Place(channel, message["ts"])
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None


def _conversation(client: WebClient, target: str) -> str:
    """A person's direct message with the bot, or the channel itself."""
    if not target.startswith(("U", "W")):
        return target
    opened: str = client.conversations_open(users=target)["channel"]["id"]
    return opened


def _say(client: WebClient, delivery: Delivery, outgoing: Outgoing, blocks: Sequence[Block]) -> Place:
    if outgoing.place is not None:
        answer = client.chat_update(
            channel=outgoing.place.channel,
            ts=outgoing.place.ts,
            text=outgoing.post.text[:LONGEST_UPDATE],
            blocks=blocks,
        )
    else:
        answer = client.chat_postMessage(
            channel=delivery.target, text=outgoing.post.text, blocks=blocks or None,
            unfurl_links=False, unfurl_media=False,
            metadata={"event_type": EVENT, "event_payload": {"key": delivery.key}},
        )  # fmt: skip
    return Place(answer["channel"], answer["ts"])


def _upload(client: WebClient, picture: Picture) -> str:
    """A file of the bot's own that blocks may name."""
    answer = client.files_upload_v2(
        content=picture.png, filename=picture.name, title=picture.title, alt_txt=picture.alt[:LONGEST_ALT]
    )
    return str(answer["files"][0]["id"])


def _processed(client: WebClient, file_id: str) -> bool:
    """Waits until a picture may be named in a block; false when Slack takes too long."""
    wait, until = FIRST_WAIT, time.monotonic() + PROCESSING_SECONDS
    while time.monotonic() < until:
        if client.files_info(file=file_id)["file"].get("mimetype"):
            return True
        time.sleep(wait)
        wait = min(wait * 2, 5)
    return False


def _with_pictures(post: Post, pictures: Sequence[tuple[Picture, str]]) -> list[Block]:
    images = [
        # Without a title: the picture says it itself.
        ImageBlock(slack_file=SlackFile(id=file_id), alt_text=picture.alt)
        for picture, file_id in pictures
    ]
    return [*post.blocks[: post.before_pictures], *images, *post.blocks[post.before_pictures :]]


def _share(client: WebClient, picture: Picture, place: Place) -> None:
    """Into the thread of a message that stands: a failure here must not have the message sent again."""
    try:
        client.files_upload_v2(
            content=picture.png, filename=picture.name, title=picture.title, alt_txt=picture.alt[:LONGEST_ALT],
            channel=place.channel, thread_ts=place.ts,
        )  # fmt: skip
    except (SlackClientError, OSError):
        logger.warning("the picture %s is missing under the message %s", picture.name, place.ts, exc_info=True)
