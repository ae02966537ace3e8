"""Answers: to a slash command, through a response_url, and none in time."""

from dataclasses import replace

from bot.localslack import posting
from bot.localslack.conversations import Conversation
from bot.localslack.errors import Json, Refusal
from bot.localslack.reply_urls import ReplyUrl
from bot.localslack.socket import Ack
from bot.localslack.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"


def or_trouble(ack: Ack) -> Ack:
    """What Slack shows where the app does not answer in time."""
    return ack if ack.arrived else replace(ack, problem=TROUBLE)


def or_refused(ack: Ack, refusal: Refusal) -> Ack:
    """What it shows where the app answers what Slack does not take; the reason is for whoever mends the app."""
    return replace(ack, problem=f"{TROUBLE} ({', '.join([refusal.error, *refusal.messages])})")


def answer(slack: Workspace, conversation: Conversation, person: str, body: Json) -> None:
    """Shows an answer, to the person alone unless it says in_channel; nothing to show is no answer."""
    text, blocks = body.get("text") or "", body.get("blocks") or []
    if not text and not blocks:
        return
    in_channel = body.get("response_type") == "in_channel"
    posting.post(
        slack,
        conversation,
        slack.bot_user_id,
        text,
        blocks=blocks,
        thread_ts=body.get("thread_ts"),
        ephemeral_to=None if in_channel else person,
    )


def answer_later(slack: Workspace, url: ReplyUrl, body: Json) -> None:
    """Replaces or deletes the message that was clicked, or answers anew; raises no_text and invalid_blocks."""
    conversation = slack.conversations[url.channel]
    original = conversation.message(url.ts) if url.ts else None
    if original is not None and body.get("delete_original"):
        posting.delete(slack, conversation, original)
    elif original is not None and body.get("replace_original"):
        posting.edit(slack, conversation, original, body.get("text") or "", body.get("blocks") or [])
    elif not body.get("text") and not body.get("blocks"):
        raise Refusal("no_text")
    else:
        answer(slack, conversation, url.person, body)
