"""The blocks that answers of /okr are made of."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.actions import SHOW
from bot.delivery.outgoing import Post
from bot.text import Text, escape

MORE = "okr_more"


def section(words: str, button: ButtonElement | None = None) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=words), accessory=button)


def context(words: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=words)])


def button(
    action_id: str, label: str, value: str, spoken: str | None = None, style: str | None = None
) -> ButtonElement:
    words = PlainTextObject(text=label)
    return ButtonElement(action_id=action_id, text=words, value=value, accessibility_label=spoken, style=style)


def show(text: Text, short_id: str) -> ButtonElement:
    return button(SHOW, text("okr.button_show"), short_id, text("okr.button_show_what", id=short_id))


def row(buttons: Sequence[ButtonElement]) -> list[Block]:
    """The buttons side by side; nothing for none."""
    return [ActionsBlock(elements=list(buttons))] if buttons else []


def more(text: Text, typed: str, first: int, left: str) -> list[Block]:
    """How much is left of what `typed` asks for, and the way to it: from the one at place `first` on."""
    return [context(left), *row([button(MORE, text("okr.button_more"), f"{first} {escape(typed)}")])]


def said(words: str, buttons: Sequence[ButtonElement] = ()) -> Post:
    return Post(text=words, blocks=[section(words), *row(buttons)])
