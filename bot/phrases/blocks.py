"""The blocks that messages, forms and Home are made of, within Slack's limits."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    InteractiveElement,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.delivery.outgoing import Post
from bot.text import cut, fit

LONGEST_SPOKEN = 75
LONGEST_HEADER = 150
LONGEST_TEXT = 3000


def mrkdwn(words: str) -> MarkdownTextObject:
    """What does not fit is cut off. Verbatim: Slack makes no mention, channel or link of what merely reads like one."""
    return MarkdownTextObject(text=fit(words, LONGEST_TEXT), verbatim=True)


def section(words: str, accessory: InteractiveElement | None = None) -> SectionBlock:
    return SectionBlock(text=mrkdwn(words), accessory=accessory)


def context(words: str) -> ContextBlock:
    return ContextBlock(elements=[mrkdwn(words)])


def button(
    action_id: str, label: str, value: str = "", *, primary: bool = False, spoken: str = "",
    confirm: ConfirmObject | None = None,
) -> ButtonElement:  # fmt: skip
    """`spoken` is what a screen reader says where the label alone does not tell what it is about."""
    return ButtonElement(
        action_id=action_id,
        text=PlainTextObject(text=label),
        value=value or None,
        style="primary" if primary else None,
        accessibility_label=cut(spoken, LONGEST_SPOKEN) or None,
        confirm=confirm,
    )


def row(elements: Sequence[InteractiveElement]) -> list[Block]:
    """The elements side by side. None where there are no elements: Slack takes no empty row."""
    return [ActionsBlock(elements=list(elements))] if elements else []


def said(words: str, buttons: Sequence[ButtonElement] = ()) -> Post:
    return Post(text=words, blocks=[section(words), *row(buttons)])
