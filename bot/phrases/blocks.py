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
from bot.text import cut

LONGEST_SPOKEN = 75


def section(words: str, accessory: InteractiveElement | None = None) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=words), accessory=accessory)


def context(words: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=words)])


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
