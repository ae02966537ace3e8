"""A word of thanks, as it reaches who is thanked."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.actions import SHOW
from bot.delivery.outgoing import Post
from bot.phrases.people import name_of
from bot.text import escape
from bot.thanks.flow import Thanks

LONGEST_TITLE = 200


def thanks(found: Thanks) -> Post:
    text, giver = found.caller.text, name_of(found.giver)
    if found.title is None:
        words = text("thanks.someone", giver=giver)
        return Post(words, [_section(words)])
    words = text("thanks.key_result", giver=giver, id=found.short_id, title=escape(found.title[:LONGEST_TITLE]))
    show = ButtonElement(action_id=SHOW, text=PlainTextObject(text=text("okr.button_show")), value=found.short_id)
    blocks: list[Block] = [_section(words), ActionsBlock(elements=[show])]
    return Post(words, blocks)


def _section(words: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=words))
