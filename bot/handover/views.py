"""What somebody who left leaves behind, each with a button to give it to somebody else."""

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.actions import EDIT_OKR
from bot.delivery.outgoing import Post
from bot.handover.flow import Handover, Left
from bot.phrases.people import name_of
from bot.text import Text, escape

MOST_LISTED = 20
LONGEST_TITLE = 300


def handover(found: Handover) -> Post:
    text = found.caller.text
    words = text.count("handover.left", len(found.left), person=name_of(found.person))
    blocks: list[Block] = [_section(words), *(_one(text, left) for left in found.left[:MOST_LISTED])]
    if (more := len(found.left) - MOST_LISTED) > 0:
        blocks.append(ContextBlock(elements=[MarkdownTextObject(text=text.count("handover.more", more))]))
    return Post(words, blocks)


def _one(text: Text, left: Left) -> SectionBlock:
    button = ButtonElement(
        action_id=EDIT_OKR, text=PlainTextObject(text=text("handover.edit")), value=left.short_id,
        accessibility_label=text("handover.edit_what", id=left.short_id),
    )  # fmt: skip
    return _section(f"*{left.short_id}* {escape(left.title[:LONGEST_TITLE])}", button)


def _section(words: str, button: ButtonElement | None = None) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=words), accessory=button)
