"""The blocks that answers of /okr are made of."""

from slack_sdk.models.blocks import Block, ButtonElement

from bot.actions import SHOW
from bot.phrases.blocks import button, context, row
from bot.text import Text, escape

MORE = "okr_more"


def show(text: Text, short_id: str) -> ButtonElement:
    return button(SHOW, text("okr.button_show"), short_id, spoken=text("okr.button_show_what", id=short_id))


def more(text: Text, typed: str, first: int, left: str) -> list[Block]:
    """How much is left of what `typed` asks for, and the way to it: from the one at place `first` on."""
    return [context(left), *row([button(MORE, text("okr.button_more"), f"{first} {escape(typed)}")])]
