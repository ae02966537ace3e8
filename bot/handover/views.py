"""What somebody who left leaves behind, each with a button to give it to somebody else."""

from slack_sdk.models.blocks import (
    Block,
    SectionBlock,
)

from bot.actions import EDIT_OKR
from bot.delivery.outgoing import Post
from bot.handover.flow import Handover, Left
from bot.phrases.blocks import button, context, section
from bot.phrases.people import name_of
from bot.text import Text, cut, escape

MOST_LISTED = 20
LONGEST_TITLE = 300


def handover(found: Handover) -> Post:
    text = found.caller.text
    words = text.count("handover.left", len(found.left), person=name_of(found.person))
    blocks: list[Block] = [section(words), *(_one(text, left) for left in found.left[:MOST_LISTED])]
    if (more := len(found.left) - MOST_LISTED) > 0:
        blocks.append(context(text.count("handover.more", more)))
    return Post(words, blocks)


def _one(text: Text, left: Left) -> SectionBlock:
    edit = button(EDIT_OKR, text("handover.edit"), left.short_id, spoken=text("handover.edit_what", id=left.short_id))
    return section(f"*{left.short_id}* {escape(cut(left.title, LONGEST_TITLE))}", edit)
